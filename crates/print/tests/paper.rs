//! What comes out on paper.
#![allow(clippy::unwrap_used, reason = "tests")]

use wuyou_domain::explain::Language;
use wuyou_domain::paper::{
    Checked, CommissioningRecord, CourseClock, CourseMark, CourseStep, CustomerFile, Cut, Document,
    Happened, Job, JobSheet, Label, LabelPage, Line, Offset, OrderCourse, Paper, PaperError,
    Poster, PromiseCard, PromiseSlip, Quote, QuotedLine, Receipt, RemedyDecision, Shop, Stop,
    VisitList, WarrantyBasis, WarrantyCard, in_capitals,
};
use wuyou_print::set;

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn job_sheet() -> JobSheet {
    JobSheet {
        no: "LH001-A-20261121-0007".into(),
        kind: "报修".into(),
        customer: some("王㛃家"),
        phones: vec!["138 0013 8000".into(), "0311 8612 3456".into()],
        address: some("青山乡 柳树村三组 12 号"),
        way: some("村口小卖部往北 200 米，红铁门"),
        tags: vec!["狗凶".into(), "进门穿鞋套".into()],
        machine: some("L1PB20-A1 · 天然气"),
        serial: some("LB20A1-26B0-00123-K"),
        warranty: some("在保，到 2028年11月14日"),
        fault: some("E1 · 点不着火，响三下就停"),
        technician: some("李师傅"),
        window: some("11月22日 周日 09:00–11:00"),
        finish_by: some("2026年11月23日 周一"),
        finish_latest: some("2026年11月24日 周二"),
        ..JobSheet::default()
    }
}

fn customer_file() -> CustomerFile {
    CustomerFile {
        name: "王㛃家".into(),
        since: some("2019年5月1日"),
        phones: vec!["138 0013 8000（儿子）".into()],
        addresses: vec!["青山乡 柳树村三组 12 号".into()],
        wishes: vec!["狗凶".into(), "不要打电话".into()],
        machines: vec![Line {
            name: "LB20A1-26B0-00123-K".into(),
            until: "L1PB20-A1".into(),
        }],
        history: vec![
            Happened {
                at: "2026年11月21日".into(),
                what: "来电".into(),
                text: some("点不着火 #not[markup]"),
                by: some("LH001-A-20261121-0007 张文员"),
            };
            120
        ],
        shortened: some("更早的没有印。"),
        ..CustomerFile::default()
    }
}

fn receipt() -> Receipt {
    Receipt {
        no: "LH001-A-20261121-0007".into(),
        receipt_no: "LH001-A-20261121-0012".into(),
        payer: some("王𠙶㛃"),
        received: "2026年11月21日 周六 18:05".into(),
        purpose: "报修 · L1PB20-A1 壁挂炉 · LB20A1-26B0-00123-K".into(),
        lines: ["人工费 · 换电极", "配件 · 点火电极"]
            .map(|name| Line {
                name: name.into(),
                until: "¥74.75".into(),
            })
            .to_vec(),
        amount: "¥149.50".into(),
        in_capitals: in_capitals(14_950),
        method: "微信".into(),
        sums: ["应收", "已收", "还欠"]
            .map(|name| Line {
                name: name.into(),
                until: "¥149.50".into(),
            })
            .to_vec(),
        taken_by: some("李师傅"),
        note: None,
        taken_back: None,
    }
}

fn quote() -> Quote {
    let line = |name: &str, amount: &str, basis: &str| QuotedLine {
        name: name.into(),
        unit: "¥480.00 × 2".into(),
        amount: amount.into(),
        basis: basis.into(),
    };
    Quote {
        no: "LH001-A-20261121-0007".into(),
        paper_no: "LH001-A-20261121-0013".into(),
        customer: some("王𠙶㛃"),
        address: some("青山乡 柳树村三组 12 号"),
        machine: some("L1PB20-A1 壁挂炉 · 天然气"),
        serial: some("LB20A1-26B0-00123-K"),
        fault: some("E1 · 点不着火"),
        made: "2026年11月21日 周六 18:05".into(),
        valid_until: some("2026年12月6日"),
        lines: vec![
            line("主板", "¥0.00", "保修期内，免费"),
            line("人工费", "¥149.50", "高于价目表 · 夜里上门，路又远"),
        ],
        total: "¥149.50".into(),
        in_capitals: in_capitals(14_950),
        made_by: some("王姐"),
    }
}

/// As long as a course is printed.
fn course() -> OrderCourse {
    let bar = [
        "已登记",
        "已回复",
        "已预约",
        "已派工",
        "处理中",
        "已完工",
        "已确认",
        "已关闭",
    ];
    let mark = |(at, name): (usize, &str)| CourseMark {
        name: name.into(),
        status: ["done", "now", "next"][at.saturating_sub(3).min(2)].into(),
        at: (at < 4).then(|| "11-21 18:05".into()),
        by: (at < 4).then(|| "张文员".into()),
    };
    OrderCourse {
        no: "LH001-A-20261121-0007".into(),
        kind: "报修".into(),
        customer: some("王𠙶㛃"),
        address: some("青山乡 柳树村三组 12 号"),
        machine: some("L1PB20-A1 壁挂炉 · 天然气"),
        fault: some("E1 · 点不着火，响三下就停 #not[markup]"),
        technician: some("李师傅"),
        received: "2026年11月21日 周六 18:05".into(),
        state: "已派工".into(),
        next: some("上门 · 2026年11月22日 周日 11:00 前"),
        marks: bar.into_iter().enumerate().map(mark).collect(),
        steps: vec![
            CourseStep {
                at: "11-21 18:05".into(),
                what: "换人".into(),
                by: some("张文员"),
                note: some("李师傅车坏在路上，换张师傅去，已经和客户说过了"),
                waited: some("1 天 2 小时"),
            };
            20
        ],
        left_out: some("中间 8 步没有印，在程序的工单页里看。"),
        waits: some("2 小时"),
        clocks: ["首次回复", "预约", "到场", "待件", "完成", "回访确认"]
            .map(|stage| CourseClock {
                stage: stage.into(),
                limit: some("11-24 24:00"),
                met: some("11-21 18:05"),
                state: "晚了 2 小时 5 分钟".into(),
                late: true,
            })
            .to_vec(),
    }
}

/// As long as the checklist of a machine with everything.
fn commissioning_record() -> CommissioningRecord {
    let item = |no: u32| Checked {
        no,
        name: "原厂烟管，外倾，出墙，不入共用烟道或走廊".into(),
        values: vec!["烟管外倾角度 3 °（3–5）".into()],
        result: if no == 7 { "不合格" } else { "合格" }.into(),
        bad: no == 7,
    };
    CommissioningRecord {
        no: "LH001-A-20261121-0007".into(),
        customer: some("王𠙶㛃"),
        address: some("青山乡 柳树村三组 12 号"),
        machine: some("L1PB20-A1 壁挂炉 · 天然气"),
        serial: "LB20A1-26B0-00123-K".into(),
        done_on: "2026年11月21日".into(),
        inspector: some("李师傅"),
        status: "合格".into(),
        label_no: some("HG-0001"),
        items: (1..=30).map(item).collect(),
        topics: vec!["补水".into(), "防冻".into()],
        findings: vec!["第 7 项 烟管外倾角度 8 °：超出限值".into()],
        version: "2026-1".into(),
        ..CommissioningRecord::default()
    }
}

#[allow(clippy::too_many_lines, reason = "a list, a paper each")]
fn documents() -> Vec<Document> {
    let sheet = job_sheet();
    vec![
        Document::JobSheets(vec![
            sheet.clone(),
            JobSheet {
                safety: true,
                ..sheet.clone()
            },
        ]),
        Document::PromiseCards(vec![PromiseCard {
            no: sheet.no.clone(),
            kind: "报修".into(),
            customer: sheet.customer.clone(),
            received: "2026年11月21日 周六 08:30".into(),
            machine: sheet.machine.clone(),
            fault: sheet.fault.clone(),
            reply_by: some("2026年11月21日 周六 24:00 前"),
            finish_by: some("2026年11月23日 周一"),
            finish_latest: some("2026年11月24日 周二"),
            version: "2026-1".into(),
        }]),
        Document::PromiseSlips(vec![PromiseSlip {
            no: None,
            customer: sheet.customer.clone(),
            given: "2026年11月21日 周六 08:30".into(),
            text: "周五前把采暖滤网和说明书送到三组，顺路看一眼水压，漏的话当场补上".into(),
            until: "2026年11月27日 周五".into(),
            owner: some("王姐"),
        }]),
        Document::WarrantyCards(vec![WarrantyCard {
            maintenance_on: Some("2027年11月18日".to_owned()),
            serial: "LB20A1-26B0-00123-K".into(),
            model: some("L1PB20-A1 壁挂炉"),
            customer: some("王家"),
            state: "在保".into(),
            ends_on: some("2028年11月14日"),
            bases: vec![WarrantyBasis {
                name: "厂家政策".into(),
                until: "2026年11月15日 – 2028年11月14日".into(),
                decides: true,
            }],
            parts: ["换热器", "风机", "主板"]
                .map(|name| Line {
                    name: name.into(),
                    until: "2029年11月14日".into(),
                })
                .to_vec(),
            as_of: "按 2026年11月21日 的记录算出。".into(),
            ..WarrantyCard::default()
        }]),
        Document::CustomerFiles(vec![customer_file()]),
        Document::RemedyDecisions(vec![RemedyDecision {
            no: "LH001-A-20261121-0010".into(),
            customer: some("王家"),
            machine: some("L1PB20-A1 壁挂炉 · 天然气"),
            serial: some("LB20A1-26B0-00123-K"),
            reported: "2026年11月20日".into(),
            claim: "退货 · 质量问题".into(),
            said: "修了两次还是点不着，要求退".into(),
            decision: "同意退货".into(),
            reason: None,
            amounts: ["退货款", "折旧费", "费用、损失", "付给客户"]
                .map(|name| Line {
                    name: name.into(),
                    until: "5508.00 元".into(),
                })
                .to_vec(),
            grounds: vec![
                "《部分商品修理更换退货责任规定》第十三条：在三包有效期内，符合换货条件的，有同型号同规格产品，消费者不愿调换而要求退货的，销售者应当予以退货，对已使用过的商品按本规定收取折旧费。".into(),
                "折旧费：¥6,800.00 × 每天 0.05% × 380 天 = ¥1,292.00".into(),
            ],
            decided: some("陈经理 · HQ-78 · 周工 · 2026年11月21日"),
            carried_out: some("2026年11月22日 · 退机单 3 · 转账 · T-9001"),
        }]),
        Document::Receipts(vec![
            receipt(),
            Receipt {
                taken_back: some("2026年11月22日 周日 09:00 · 张文员 · 收错了"),
                ..receipt()
            },
        ]),
        Document::Quotes(vec![quote()]),
        Document::OrderCourses(vec![course()]),
        Document::CommissioningRecords(vec![commissioning_record()]),
        Document::Posters(vec![Poster {
            event: None,
            prices: ["上门费", "人工费", "点火电极"]
                .map(|name| Line {
                    name: name.into(),
                    until: "¥80.00".into(),
                })
                .to_vec(),
            as_of: "2026年11月21日起".into(),
        }]),
        Document::GreetingLabels(LabelPage::of(
            Cut::THREE_BY_EIGHT,
            &vec![
                Label {
                    head: "王㛃家 全家 收".into(),
                    body: "青山乡 柳树村三组 12 号 #not[markup]".into(),
                    foot: "诚信壁挂炉服务部".into(),
                };
                25
            ],
        )),
        Document::VisitLists(vec![VisitList {
            technician: some("李师傅"),
            day: "2026年11月22日 周日".into(),
            stops: vec![
                Stop {
                    no: sheet.no,
                    kind: "报修".into(),
                    safety: true,
                    window: some("09:00–11:00"),
                    customer: "王家".into(),
                    phones: sheet.phones,
                    address: sheet.address,
                    machine: sheet.machine,
                    fault: sheet.fault,
                };
                2
            ],
        }]),
        Document::Calibration,
    ]
}

fn job(document: Document, paper: Paper) -> Job {
    Job {
        document,
        shop: Shop {
            name: "河北兴隆县无忧暖通".into(),
            phone: some("0314 505 1234"),
            complaint_phone: some("400 800 1234"),
            emergency_phone: None,
        },
        paper,
        offset: Offset::default(),
        language: Language::Zh,
        printed: "2026-11-21 18:05 张文员".into(),
    }
}

#[test]
fn every_document_prints_on_every_paper_in_both_languages_with_nothing_missing() {
    for document in documents() {
        for paper in Paper::ALL {
            for language in [Language::Zh, Language::En] {
                let made = job(document.clone(), paper);
                let sheets = set(&Job { language, ..made }).unwrap();
                assert!(sheets.pdf().unwrap().starts_with(b"%PDF-"));
                assert_eq!(sheets.missing(), [], "{:?} {paper:?}", document.kind());
            }
        }
    }
}

#[test]
fn a_sheet_of_labels_is_one_page_however_much_is_written_on_them() {
    for cut in [Cut::TWO_BY_SEVEN, Cut::THREE_BY_EIGHT] {
        let label = Label {
            head: "王㛃家 全家 收".into(),
            body: "祝您一家暖暖和和".repeat(15),
            foot: "诚信壁挂炉服务部".into(),
        };
        let pages = LabelPage::of(cut, &vec![label; cut.count() + 1]);
        let sheets = set(&job(Document::GreetingLabels(pages), Paper::A4)).unwrap();
        assert_eq!(sheets.page_count(), 2, "{cut:?}");
    }
}

#[test]
fn the_same_job_gives_the_same_bytes() {
    for document in documents() {
        let made = job(document, Paper::A4);
        let (one, two) = (set(&made).unwrap(), set(&made).unwrap());
        assert_eq!(one.pdf().unwrap(), two.pdf().unwrap());
        assert_eq!(one.pictures(9)[0].svg, two.pictures(9)[0].svg);
    }
}

#[test]
fn pages_have_the_exact_size_of_the_paper_and_a_roll_is_as_long_as_its_text() {
    let size = |paper| {
        let sheets = set(&job(documents().remove(0), paper)).unwrap();
        let page = sheets.pictures(1).remove(0);
        (page.width_um, page.height_um)
    };
    assert_eq!(size(Paper::A4), (210_000, 297_000));
    assert_eq!(size(Paper::A5), (148_000, 210_000));
    assert_eq!(size(Paper::Form241x93), (241_000, 93_100));
    assert_eq!(size(Paper::Form241x140), (241_000, 140_000));
    assert_eq!(size(Paper::Form241x279), (241_000, 279_000));
    assert_eq!(size(Paper::Roll80).0, 80_000);
    let (wide, high) = size(Paper::Roll58);
    assert!(wide == 58_000 && high > 100_000 && high < 400_000, "{high}");
}

#[test]
fn a_course_of_an_order_is_one_page_of_a4_and_a_quote_one_of_a4_and_a5() {
    let pages = |document: Document, paper| set(&job(document, paper)).unwrap().page_count();
    assert_eq!(pages(Document::OrderCourses(vec![course()]), Paper::A4), 1);
    for paper in [Paper::A4, Paper::A5] {
        assert_eq!(pages(Document::Quotes(vec![quote()]), paper), 1);
    }
}

#[test]
fn a_quote_shows_what_is_free_as_nothing_with_why_and_has_room_for_the_customers_hand() {
    let sheets = set(&job(Document::Quotes(vec![quote()]), Paper::A5)).unwrap();
    let text = sheets.text_of_page(1);
    for wanted in [
        "¥0.00",
        "保修期内，免费",
        "2026年12月6日",
        "壹佰",
        "同意报价（签字）",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
}

#[test]
fn a_job_sheet_fills_one_page_of_every_sheet_of_paper() {
    for paper in Paper::ALL {
        for language in [Language::Zh, Language::En] {
            let sheet = Document::JobSheets(vec![job_sheet()]);
            let sheets = set(&Job {
                language,
                ..job(sheet, paper)
            })
            .unwrap();
            assert_eq!(sheets.page_count(), 1, "{paper:?} {language:?}");
        }
    }
}

#[test]
fn a_batch_gives_each_order_a_page_of_its_own() {
    let sheets: Vec<JobSheet> = (1..=12)
        .map(|no| JobSheet {
            no: format!("LH001-A-20261121-{no:04}"),
            ..job_sheet()
        })
        .collect();
    let set = set(&job(Document::JobSheets(sheets), Paper::A5)).unwrap();
    assert_eq!(set.page_count(), 12);
    for page in 1..=12 {
        let text = set.text_of_page(page);
        assert!(text.contains(&format!("20261121-{page:04}")), "{text}");
    }
    assert_eq!(set.pictures(3).len(), 3);
}

#[test]
fn rare_characters_print_and_what_the_font_lacks_is_named_with_its_page() {
    let with = |name: &str| {
        let sheets = vec![
            job_sheet(),
            JobSheet {
                customer: some(name),
                ..job_sheet()
            },
        ];
        set(&job(Document::JobSheets(sheets), Paper::A4))
            .unwrap()
            .missing()
    };
    // Extension A, extension B and later, as they stand in names and on maps.
    assert_eq!(with("㛃 䶮 𠙶 𡐓 𣲗 𫍽 𬱖 𬭚 犇 喆"), []);
    let missing = with("张𪛖😀明");
    let texts: Vec<&str> = missing.iter().map(|one| one.text.as_str()).collect();
    assert_eq!(texts, ["😀", "𪛖"]);
    assert!(missing.iter().all(|one| one.pages == [2]));
}

#[test]
fn names_of_extension_b_print_and_an_emoji_of_several_parts_prints_or_is_named() {
    let with = |name: &str| {
        let sheet = JobSheet {
            customer: some(name),
            ..job_sheet()
        };
        set(&job(Document::JobSheets(vec![sheet]), Paper::A4))
            .unwrap()
            .missing()
    };
    assert_eq!(with("𠮷野𡈼"), []);
    let missing = with("王👨\u{200D}👩\u{200D}👧家");
    let named: String = missing.iter().map(|one| one.text.as_str()).collect();
    for part in ["👨", "👩", "👧"] {
        assert!(named.contains(part), "{missing:?}");
    }
}

#[test]
fn ten_thousand_characters_go_on_over_as_many_pages_as_they_need_and_none_is_lost() {
    let note: String = (0..2_000).map(|nr| format!("{nr:04}。")).collect();
    for paper in [Paper::A4, Paper::Form241x93] {
        let sheet = JobSheet {
            fault: some(&note),
            ..job_sheet()
        };
        let sheets = set(&job(Document::JobSheets(vec![sheet]), paper)).unwrap();
        assert!(sheets.page_count() > 1, "{paper:?}");
        let text: String = (1..=sheets.page_count())
            .map(|page| sheets.text_of_page(page))
            .collect();
        for nr in (0..2_000).step_by(7) {
            assert!(text.contains(&format!("{nr:04}。")), "{paper:?} {nr}");
        }
    }
}

#[test]
fn a_batch_counts_its_documents_gives_the_same_pages_and_stops_when_somebody_wishes() {
    let sheets: Vec<JobSheet> = (1..=34)
        .map(|no| JobSheet {
            no: format!("LH001-A-20261121-{no:04}"),
            ..job_sheet()
        })
        .collect();
    let made = job(Document::JobSheets(sheets), Paper::A5);
    let heard = std::cell::RefCell::new(Vec::new());
    let told = |done: usize, total: usize| {
        heard.borrow_mut().push((done, total));
        true
    };
    let whole = wuyou_print::set_told(&made, &told).unwrap();
    assert_eq!(whole.page_count(), 34);
    assert!(whole.text_of_page(34).contains("20261121-0034"));
    assert!(heard.borrow().len() > 3, "{heard:?}");
    assert_eq!(heard.borrow().last(), Some(&(34, 34)));
    assert!(whole.pdf().unwrap().starts_with(b"%PDF-"));
    let stopped = wuyou_print::set_told(&made, &|done, _| done < 20);
    assert_eq!(stopped.unwrap_err(), PaperError::Stopped);
}

#[test]
fn what_a_customer_said_is_printed_as_it_is_and_never_read_as_markup() {
    let hostile = r##"#panic("x") *粗* $1$ [b] \ // 注 @a <b> = 题 #import "/etc/passwd": * "##;
    let sheet = JobSheet {
        fault: some(hostile),
        ..job_sheet()
    };
    let set = set(&job(Document::JobSheets(vec![sheet]), Paper::A4)).unwrap();
    let squeezed = |text: &str| text.replace(' ', "");
    assert!(squeezed(&set.text_of_page(1)).contains(&squeezed(hostile)));
}

#[test]
fn a_text_of_ten_thousand_characters_goes_on_over_the_next_pages_whole() {
    let sheet = JobSheet {
        fault: some(&"暖".repeat(10_000)),
        ..job_sheet()
    };
    let set = set(&job(Document::JobSheets(vec![sheet]), Paper::A5)).unwrap();
    let all: String = (1..=set.page_count())
        .map(|page| set.text_of_page(page))
        .collect();
    assert!(set.page_count() > 1);
    assert_eq!(
        all.matches('暖').count(),
        10_000 + "河北兴隆县无忧暖通".matches('暖').count()
    );
}

#[test]
fn an_offset_moves_everything_by_exactly_that_much_and_breaks_no_line_anew() {
    let made = job(documents().remove(0), Paper::Form241x140);
    let moved = Job {
        offset: Offset {
            right_um: 2_500,
            down_um: -1_000,
        },
        ..made.clone()
    };
    let (plain, moved) = (set(&made).unwrap(), set(&moved).unwrap());
    assert_eq!(plain.page_count(), moved.page_count());
    assert_eq!(plain.text_of_page(1), moved.text_of_page(1));
    let (from, to) = (first_place(&plain), first_place(&moved));
    let um = |points: f64| points * 25_400.0 / 72.0;
    assert!(
        (um(to.0 - from.0) - 2_500.0).abs() < 30.0,
        "{from:?} {to:?}"
    );
    assert!(
        (um(to.1 - from.1) + 1_000.0).abs() < 30.0,
        "{from:?} {to:?}"
    );
    assert_ne!(plain.pdf().unwrap(), moved.pdf().unwrap());
}

/// Where the first group of the picture stands, in points.
fn first_place(sheets: &wuyou_print::Sheets) -> (f64, f64) {
    let svg = sheets.pictures(1).remove(0).svg;
    let numbers = |text: &str| -> Vec<f64> {
        text.split([' ', ',', ')'])
            .map_while(|one| one.parse().ok())
            .collect()
    };
    if let Some(rest) = svg.split("matrix(").nth(1) {
        let all = numbers(rest);
        return (all[4], all[5]);
    }
    let rest = svg.split("translate(").nth(1).unwrap();
    let all = numbers(rest);
    (all[0], all[1])
}

#[test]
fn a_shift_beyond_a_centimetre_and_an_empty_batch_are_refused() {
    let made = job(documents().remove(0), Paper::A4);
    let far = Offset {
        right_um: 10_001,
        down_um: 0,
    };
    let refused = set(&Job {
        offset: far,
        ..made.clone()
    });
    assert!(matches!(refused, Err(PaperError::Offset)));
    let nothing = Document::JobSheets(Vec::new());
    let refused = set(&Job {
        document: nothing,
        ..made
    });
    assert!(matches!(refused, Err(PaperError::Empty)));
}

#[test]
fn a_receipt_fits_one_page_of_every_paper_and_a_commissioning_record_one_page_of_a4() {
    let pages = |document: Document, paper, language| {
        let made = job(document, paper);
        set(&Job { language, ..made }).unwrap().page_count()
    };
    for language in [Language::Zh, Language::En] {
        for paper in Paper::ALL {
            let receipts = Document::Receipts(vec![receipt()]);
            assert_eq!(
                pages(receipts, paper, language),
                1,
                "{paper:?} {language:?}"
            );
        }
        let record = Document::CommissioningRecords(vec![commissioning_record()]);
        assert_eq!(pages(record, Paper::A4, language), 1, "{language:?}");
    }
}

#[test]
fn a_receipt_that_was_taken_back_says_so_and_one_that_stands_does_not() {
    for paper in [Paper::A5, Paper::Roll58] {
        let back = Receipt {
            taken_back: some("2026年11月22日 · 收错了"),
            ..receipt()
        };
        let sheets = set(&job(Document::Receipts(vec![receipt(), back]), paper)).unwrap();
        assert!(!sheets.text_of_page(1).contains("作废"));
        let text = sheets.text_of_page(2);
        assert!(text.contains("作废") && text.contains("收错了"), "{text}");
        assert!(text.contains("壹佰肆拾玖元伍角整"), "{text}");
    }
}

/// A picture a receipt printer was sent, read back: its width in bytes and its rows.
fn sent_picture(sent: &[u8]) -> (usize, Vec<Vec<u8>>) {
    let mut rest = sent.strip_prefix(b"\x1B@").unwrap();
    let (mut width, mut rows) = (0, Vec::new());
    while let Some(band) = rest.strip_prefix(b"\x1Dv0\0") {
        let number = |at: usize| usize::from(u16::from_le_bytes([band[at], band[at + 1]]));
        width = number(0);
        let dots = &band[4..4 + width * number(2)];
        rows.extend(dots.chunks(width).map(<[u8]>::to_vec));
        rest = &band[4 + dots.len()..];
    }
    assert_eq!(
        rest, b"\x1DV\x42\0",
        "cut off at the end, and nothing after it"
    );
    (width, rows)
}

#[test]
fn a_roll_printer_gets_the_page_of_the_preview_dot_for_dot_and_a_cut() {
    for (paper, width_bytes) in [(Paper::Roll80, 576 / 8), (Paper::Roll58, 384 / 8)] {
        let sheets = set(&job(Document::Receipts(vec![receipt()]), paper)).unwrap();
        let (width, rows) = sent_picture(&sheets.rolled().unwrap().bytes);
        assert_eq!(width, width_bytes);
        let high_um = sheets.pictures(1)[0].height_um as usize;
        assert!(
            rows.len().abs_diff(high_um / 125) <= 1,
            "{} {high_um}",
            rows.len()
        );
        let dark: u32 = rows.iter().flatten().map(|byte| byte.count_ones()).sum();
        let share = f64::from(dark) / f64::from(u32::try_from(rows.len() * width * 8).unwrap());
        assert!(
            (0.02..0.4).contains(&share),
            "letters on white paper: {share}"
        );
    }
}

#[test]
fn a_roll_printer_prints_rare_characters_whatever_letters_it_has_and_each_of_a_batch_is_cut_off() {
    let of = |payer: &str| {
        let one = Receipt {
            payer: some(payer),
            ..receipt()
        };
        set(&job(Document::Receipts(vec![one]), Paper::Roll80))
            .unwrap()
            .rolled()
            .unwrap()
    };
    let (rare, other) = (of("王𠙶"), of("王𡐓"));
    assert_eq!((rare.missing, other.missing), (vec![], vec![]));
    assert_ne!(rare.bytes, other.bytes);
    assert_eq!(of("王𪛖").missing[0].text, "𪛖");
    let both = Document::Receipts(vec![receipt(), receipt()]);
    let both = set(&job(both, Paper::Roll80)).unwrap().rolled().unwrap();
    let cuts = both.bytes.windows(4).filter(|four| four == b"\x1DV\x42\0");
    assert_eq!((both.page_count, cuts.count()), (2, 2));
}

#[test]
fn only_a_roll_goes_to_a_roll_printer() {
    let sheets = set(&job(Document::Receipts(vec![receipt()]), Paper::A5)).unwrap();
    assert!(matches!(sheets.rolled(), Err(PaperError::NoRoll)));
}

/// Dark dots of a receipt's picture from a dot on, by rows.
fn is_dark(row: &[u8], dot: usize) -> bool {
    row.get(dot / 8)
        .is_some_and(|byte| byte & (0x80 >> (dot % 8)) != 0)
}

#[test]
fn the_calibration_page_is_one_page_of_every_paper_and_says_what_to_type_for_what_was_measured() {
    let offset = Offset {
        right_um: 1_500,
        down_um: -2_000,
    };
    for paper in Paper::ALL {
        for language in [Language::Zh, Language::En] {
            let made = job(Document::Calibration, paper);
            let sheets = set(&Job {
                language,
                offset,
                ..made
            })
            .unwrap();
            assert_eq!(sheets.page_count(), 1, "{paper:?} {language:?}");
            let text = sheets.text_of_page(1).replace('\u{2212}', "-");
            // Two millimetres too far to the right of where the present shift put it.
            let (measured, typed) = match paper {
                Paper::Roll80 | Paper::Roll58 => ("22", "-0.5"),
                _ => ("52", "-0.5"),
            };
            assert!(
                text.contains(&format!("{measured}{typed}")),
                "{paper:?} {text}"
            );
            if paper == Paper::A4 {
                assert!(text.contains("53-5") && text.contains("471"), "{text}");
            }
        }
    }
}

#[test]
fn the_cross_of_the_calibration_page_stands_where_its_words_say_to_the_dot() {
    let sheets = set(&job(Document::Calibration, Paper::Roll80)).unwrap();
    let (_, rows) = sent_picture(&sheets.rolled().unwrap().bytes);
    // The upright line, 20 mm from the left edge of the paper, of which the printer lacks 4 mm.
    let upright = (20 - 4) * 8;
    let of_line = &rows[8..8 * 40];
    let on_line = |dot: usize| of_line.iter().filter(|row| is_dark(row, dot)).count();
    let darkest = (upright - 8..upright + 8)
        .max_by_key(|dot| on_line(*dot))
        .unwrap();
    assert!(darkest.abs_diff(upright) <= 1, "{darkest} {upright}");
    assert!(on_line(darkest) > of_line.len() * 9 / 10);
}
