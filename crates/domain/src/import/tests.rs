//! Other dealers' lists: other headings, other orders, none at all.

use super::*;
use crate::serial::ModelBook;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::BTreeMap;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

fn context() -> ImportContext<'static> {
    ImportContext {
        today: today(),
        models: ModelBook::built_in(),
        list_year: None,
        from_1904: false,
    }
}

/// A sheet as text: rows by line, cells by `|`.
fn sheet(text: &str) -> Vec<Vec<Cell>> {
    let cells = |line: &str| line.split('|').map(|c| Cell::of_text(c.trim())).collect();
    text.trim().lines().map(|line| cells(line.trim())).collect()
}

fn guess(rows: &[Vec<Cell>]) -> Mapping {
    Mapping::guess(rows, ModelBook::built_in(), today()).unwrap()
}

fn good<T: Clone>(parsed: &[ParsedRow<T>]) -> Vec<T> {
    let taken = parsed.iter().filter_map(|r| match &r.outcome {
        RowOutcome::Good(row, _) => Some(row.clone()),
        _ => None,
    });
    taken.collect()
}

fn codes<T>(row: &ParsedRow<T>) -> Vec<&'static str> {
    match &row.outcome {
        RowOutcome::Good(_, problems) | RowOutcome::Refused(problems) => {
            problems.iter().map(|p| p.code.as_str()).collect()
        }
        RowOutcome::Skipped(_) => vec!["skipped"],
    }
}

/// Rows that are taken, skipped, or refused with at least one reason.
fn judged<T>(parsed: &[ParsedRow<T>]) -> usize {
    let silent = |r: &&ParsedRow<T>| matches!(&r.outcome, RowOutcome::Refused(p) if p.is_empty());
    parsed.len() - parsed.iter().filter(silent).count()
}

#[test]
fn a_list_with_two_title_rows_repeated_headings_and_subtotals_is_read() {
    let rows = sheet(
        "红旗镇惠民燃气器具店
         | 制表：小王 |||||||
         编号 | 户主 | 手机号码 | 固定电话 | 所属乡镇 | 村 | 组 | 机器型号 | 机身条码(必填) | 购机时间 | 装机时间 | 燃气种类 | 收款方式
         1 | 李䶮 | 13804712207(儿子) | 0471-6543210 | 红旗镇 | 东沟村 | 3 | L1P28 | L1P2-8211-2085831N | 22.4.15 | 2022年5月5日 | 天然气 | 现金
         2 | 欧阳春花 | １５１１０６５５２２４ | - | 红旗镇 | 上庄村 | 四组 | 沃享 32 冷凝 | l1pb322205746702m | 20220823 | 2022/9/27 | 液化气 | 微信
         本页小计 | 2户
         |
         编号 | 户主 | 手机号码 | 固定电话 | 所属乡镇 | 村 | 组 | 机器型号 | 机身条码(必填) | 购机时间 | 装机时间 | 燃气种类 | 收款方式
         3 | 王强 | 15652034 | 无 | 红旗镇 | 上庄村 | 5 | L1P18 | | 2月30日 | | 煤改气 | 现金
         合　计 | 3户",
    );
    let mapping = guess(&rows);
    assert_eq!(
        (mapping.kind, mapping.header_row),
        (ImportKind::Customers, Some(2))
    );
    assert_eq!(mapping.columns[&Field::Serial], 8);
    assert_eq!(mapping.columns[&Field::Phone2], 3);
    assert_eq!(mapping.check(width(&rows)), Ok(()));
    let parsed = parse_customers(&rows, &mapping, context());
    let taken = good(&parsed);
    assert_eq!(taken.len(), 2);
    let first = &taken[0];
    assert_eq!(
        (first.name.as_str(), first.phones[0].label()),
        ("李䶮", Some("儿子"))
    );
    assert_eq!(first.phones[1].digits(), "04716543210");
    assert_eq!(first.address.as_deref(), Some("东沟村3组"));
    assert_eq!(first.model.as_deref(), Some("WEB-L1P28"));
    assert_eq!(first.bought_on.unwrap().to_string(), "2022-04-15");
    // 编号 may be the number of a paper folder: kept, unlike a plain 序号.
    let extras = [("编号", "1"), ("收款方式", "现金")].map(|(h, v)| (h.to_owned(), v.to_owned()));
    assert_eq!(first.extras, extras);
    assert_eq!(taken[1].parts.hamlet.as_deref(), Some("四组"));
    assert_eq!((taken[1].gas, taken[1].phones.len()), (Some(Gas::Lpg), 1));
    // 15652034 could be a local number only if it did not begin with 1.
    assert_eq!(codes(&parsed[8]), ["import.bad_phone", "import.bad_date"]);
    let skipped: Vec<_> = parsed
        .iter()
        .filter_map(|r| match r.outcome {
            RowOutcome::Skipped(reason) => Some((r.row_no, reason)),
            _ => None,
        })
        .collect();
    let wanted = [
        (1, SkipReason::Title),
        (2, SkipReason::Title),
        (3, SkipReason::Header),
        (6, SkipReason::Totals),
        (7, SkipReason::Blank),
        (8, SkipReason::RepeatedHeader),
        (10, SkipReason::Totals),
    ];
    assert_eq!(skipped, wanted);
}

#[test]
fn an_english_repair_log_is_read() {
    let rows = sheet(
        "Date Received | Customer Name | Mobile Phone | Serial No. | Issue | Error Code | Action | Fee | Engineer | Date Completed | Remarks
         2025-01-05 09:30 | Wang Jun | +86 135 4968 3695 | L1P1821010411116 | no heating | e3 | replaced pump | ¥120.50 | Zhang | 2025-01-06 | =2+3
         2025-02-30 | Li Hua | 13804712207 | | leak | | fixed | free | Zhang | |",
    );
    let mapping = guess(&rows);
    assert_eq!(mapping.kind, ImportKind::Repairs);
    assert_eq!(mapping.columns.len(), 11);
    let parsed = parse_repairs(&rows, &mapping, context());
    let row = &good(&parsed)[0];
    assert_eq!(row.received_at.to_string(), "2025-01-05 09:30:00");
    assert_eq!(
        (row.charge_fen, row.result),
        (Some(12_050), Some(RepairResult::PartReplaced))
    );
    assert_eq!(
        (row.fault_code.as_deref(), row.note.as_deref()),
        (Some("E3"), Some("=2+3"))
    );
    assert_eq!(codes(&parsed[2]), ["import.bad_date"]);
}

#[test]
fn a_list_without_headings_is_read_by_its_content() {
    let rows = sheet(
        "1 | 华桂珍 | 柳河镇 | 沙河村4组 | 19101071364 | L1P1817090901223 | WEB-L1P18 | 2017-12-29 | 1953-02-20
         2 | 王帆 | 双井乡 | 东沟村4组 | 19066423868 | L1P201608583705H | WEB-L1P20 | 2017-01-31 | 1960-03-01
         3 | 谢璐 | 马家店镇 | 王家窑2组 | 15110655224 | L1PB322205746702M | WEB-L1PB32 | 2022-08-23 |",
    );
    let mapping = guess(&rows);
    assert_eq!(
        (mapping.kind, mapping.header_row),
        (ImportKind::Customers, None)
    );
    let wanted = [
        (Field::Name, 1),
        (Field::Town, 2),
        (Field::Address, 3),
        (Field::Phone, 4),
        (Field::Serial, 5),
        (Field::Model, 6),
        (Field::BoughtOn, 7),
        (Field::Birthday, 8),
    ];
    assert_eq!(mapping.columns, BTreeMap::from(wanted));
    assert_eq!(good(&parse_customers(&rows, &mapping, context())).len(), 3);
}

#[test]
fn doubtful_headings_are_settled_by_what_stands_under_them() {
    // 编号 counts the rows here, and 客户编号 is no name.
    let rows = sheet(
        "编号 | 客户编号 | 客户 | 电话 | 电话 | 日期
         1 | K001 | 王帆 | 19066423868 | 0471-6543210 | 2017-01-31
         2 | K002 | 谢璐 | 15110655224 | | 2022-08-23",
    );
    let mapping = guess(&rows);
    let wanted = [
        (Field::Name, 2),
        (Field::Phone, 3),
        (Field::Phone2, 4),
        (Field::BoughtOn, 5),
    ];
    assert_eq!(mapping.columns, BTreeMap::from(wanted));
    let extras: Vec<String> = mapping
        .extra_columns(&rows)
        .into_iter()
        .map(|(_, h)| h)
        .collect();
    assert_eq!(extras, ["编号", "客户编号"]);
}

#[test]
fn refused_rows_with_their_reasons_can_be_corrected_and_read_again() {
    let mut rows = sheet(
        "客户台账
         序号 | 姓名 | 电话 | 机身编号 | 购买日期 | 收款方式
         1 | 王帆 | 19066423868 | L1P201608583705H | 2017.1.31 | 现金
         2 | 金桂花 | 156520342 | l1pb322412536750n | 2025-02-30 | 微信
         合计 | 2户",
    );
    rows[3][2] = Cell::number(156_520_342.0);
    let mapping = guess(&rows);
    let parsed = parse_customers(&rows, &mapping, context());
    let refused = |rows: &[Vec<Cell>], parsed: &[ParsedRow<CustomerRow>]| {
        let refused = parsed.iter().filter_map(ParsedRow::refusal);
        refused_sheet(rows, &guess(rows), refused, ReportLanguage::Zh)
    };
    let first = refused(&rows, &parsed);
    assert_eq!(
        first.header,
        [
            "姓名",
            "电话",
            "机身编号",
            "购买日期",
            "收款方式",
            "原行号",
            "原因"
        ]
    );
    let texts: Vec<_> = first.rows[0]
        .iter()
        .map(|c| c.text().into_owned())
        .collect();
    assert_eq!(
        texts[5..],
        ["4", "电话号码不对：156520342；日期不对：2025-02-30"]
    );
    assert_eq!(first.rows[0][1], Cell::Text("156520342".into()));
    // A clerk corrects one of the two cells, then the other.
    let header = first
        .header
        .iter()
        .map(|h| Cell::of_text(h.as_str()))
        .collect();
    let mut again = vec![header, first.rows[0].clone()];
    again[1][1] = Cell::of_text("15652034264");
    let mapping = guess(&again);
    assert_eq!(mapping.columns.len(), 4);
    let parsed = parse_customers(&again, &mapping, context());
    let second = refused(&again, &parsed);
    assert_eq!(second.header, first.header);
    assert_eq!(second.rows[0][6].text(), "日期不对：2025-02-30");
    again[1][3] = Cell::of_text("2025-02-28");
    let taken = good(&parse_customers(&again, &mapping, context()));
    assert_eq!((taken.len(), taken[0].extras.len()), (1, 1));
    assert_eq!(taken[0].model.as_deref(), Some("WEB-L1PB32"));
}

#[test]
fn each_problem_of_a_row_is_named_with_its_value_and_a_suggestion() {
    let rows = sheet(
        "姓名 | 电话 | 机型 | 机身编号 | 购买日期 | 安装日期 | 气源 | 生日
         | l38O4712207 | WEB-L1P28 | L1P282112O85831N | 不详 | 2031-02-30 | 天然气 |
         王帆 | | 海尔 24 | HX-2020-77 | 2022-05-05 | 2022-04-15 | 沼气 | 农历三月初八
         王帆 | 同上 | WEB-L1P18 | L1P282112085831N | | 2027-01-01 | | 3月8日",
    );
    let mapping = guess(&rows);
    let parsed = parse_customers(&rows, &mapping, context());
    let RowOutcome::Refused(problems) = &parsed[1].outcome else {
        panic!()
    };
    let shown: Vec<_> = problems
        .iter()
        .map(|p| {
            (
                p.code.as_str(),
                p.shown_value.as_str(),
                p.suggestion.as_deref(),
            )
        })
        .collect();
    let wanted = [
        ("import.no_name", "", None),
        ("import.bad_phone", "l38O4712207", Some("138 0471 2207")),
        (
            "import.bad_serial",
            "L1P282112O85831N",
            Some("L1P282112085831N"),
        ),
        ("import.bad_date", "不详", None),
        ("import.bad_date", "2031-02-30", None),
    ];
    assert_eq!(shown, wanted);
    assert_eq!(
        problems[1].sentence_zh(),
        "电话号码不对：l38O4712207（可能是 138 0471 2207）"
    );
    let warnings = [
        "import.no_phone",
        "import.serial_not_checked",
        "import.unknown_model",
        "import.dates_reversed",
        "import.unknown_gas",
        "import.birthday_as_text",
    ];
    assert_eq!(codes(&parsed[2]), warnings);
    let RowOutcome::Good(row, _) = &parsed[2].outcome else {
        panic!()
    };
    assert_eq!(row.birthday_text.as_deref(), Some("农历三月初八"));
    assert_eq!((row.gas, row.gas_text.as_deref()), (None, Some("沼气")));
    assert_eq!(codes(&parsed[3]), ["import.bad_phone"]);
}

#[test]
fn households_typed_twice_are_found_by_phone_and_name_or_by_serial_only() {
    let rows = sheet(
        "姓名 | 电话 | 机身编号
         王帆 | 190 6642 3868、15110655224 | L1P201608583705H
         王 帆 | 86-15110655224 |
         王帆 | 13804712207 |
         李䶮 | 13804712207 | l1p201608583705h
         王帆 | 19066423868 | L1P20 1608583705H",
    );
    let parsed = parse_customers(&rows, &guess(&rows), context());
    let found: Vec<_> = suggest_duplicates(&parsed)
        .into_iter()
        .map(|d| (d.first_row, d.later_row, d.reason))
        .collect();
    let wanted = [
        (2, 3, DuplicateReason::SamePhoneAndName),
        (2, 5, DuplicateReason::SameSerial),
        (2, 6, DuplicateReason::SameHouseholdAndSerial),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn a_repair_needs_its_day_and_somebody_it_belongs_to() {
    let rows = sheet(
        "报修时间 | 客户 | 电话 | 机身编号 | 故障现象 | 收费
         | 王帆 | 19066423868 | | 不热 | 80
         2020-01-01 | | | | 漏水 | 一百
         2020-01-01 | | 19066423868 | | 漏水 | -",
    );
    let parsed = parse_repairs(&rows, &guess(&rows), context());
    assert_eq!(codes(&parsed[1]), ["import.no_date"]);
    assert_eq!(
        codes(&parsed[2]),
        ["import.no_customer", "import.bad_amount"]
    );
    assert_eq!(good(&parsed)[0].charge_fen, None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_sheet_gets_one_outcome_per_row_and_never_panics(
        cells in prop::collection::vec(
            prop::collection::vec("(姓名|电话|机身编号|合计|报修时间|[0-9]{5,12}|\\PC{0,8}|)", 0..6), 0..12
        ),
        header in prop::option::of(0_usize..15),
    ) {
        let rows: Vec<Vec<Cell>> = cells
            .iter()
            .map(|row| row.iter().map(|c| Cell::of_text(c.as_str())).collect())
            .collect();
        for kind in ImportKind::ALL {
            let mut mapping = Mapping::guess_kind(kind, &rows, ModelBook::built_in(), today());
            if let Some(header) = header {
                mapping.header_row = Some(header);
            }
            prop_assert_eq!(judged(&parse_customers(&rows, &mapping, context())), rows.len());
            prop_assert_eq!(judged(&parse_repairs(&rows, &mapping, context())), rows.len());
            prop_assert_eq!(judged(&parse_serials(&rows, &mapping, context())), rows.len());
        }
    }

    #[test]
    fn what_is_taken_from_a_row_is_taken_again_from_what_it_says(
        name in "[王李张䶮]{2,3}", phone in "1[3-9][0-9]{9}", day in 0_u64..13_000
    ) {
        let bought = NaiveDate::from_ymd_opt(1990, 1, 1).unwrap() + chrono::Days::new(day);
        let typed = |phone: &str, date: &str| {
            vec![sheet("姓名 | 电话 | 购买日期").remove(0), vec![
                Cell::of_text(format!(" {name}\u{3000}")), Cell::of_text(phone), Cell::of_text(date),
            ]]
        };
        let messy = typed(&format!("'+86-{phone}"), &bought.format("%Y年%-m月%-d日").to_string());
        let plain = typed(&phone, &bought.to_string());
        let read = |rows: &[Vec<Cell>]| good(&parse_customers(rows, &guess(rows), context())).remove(0);
        prop_assert_eq!(read(&messy), read(&plain));
    }
}

#[test]
fn a_day_without_its_year_is_of_the_title_above_it_and_always_told() {
    let rows = sheet(
        "姓名 | 电话 | 装机日期 | 地址
         张三 | 13804712237.0 | 12.31 | 东沟村
         二〇一九年度 |||
         李四 | 13904712207 | 12.31 | 西沟村
         王五 | 13904712208 | 2月29日 | 西沟村",
    );
    let parsed = parse_customers(&rows, &guess(&rows), context());
    let days: Vec<String> = good(&parsed)
        .iter()
        .map(|row| row.installed_on.unwrap().to_string())
        .collect();
    assert_eq!(days, ["2025-12-31", "2019-12-31"]);
    assert_eq!(good(&parsed)[0].phones[0].digits(), "13804712237");
    for row in [1, 3] {
        assert!(
            codes(&parsed[row]).contains(&"import.year_guessed"),
            "{row}"
        );
    }
    assert_eq!(codes(&parsed[4]), ["import.bad_date"]);
    // In the sheet's year, and a number that has lost its last zero.
    let mut rows = rows;
    rows[1][2] = Cell::number(12.1);
    let of_sheet = ImportContext {
        list_year: Some(2018),
        ..context()
    };
    assert_eq!(
        codes(&parse_customers(&rows, &guess(&rows), of_sheet)[1]),
        ["import.bad_date"]
    );
    rows[1][2] = Cell::number(12.31);
    let parsed = parse_customers(&rows, &guess(&rows), of_sheet);
    assert_eq!(
        good(&parsed)[0].installed_on.unwrap().to_string(),
        "2018-12-31"
    );
}

#[test]
fn a_bare_day_number_counts_from_the_year_its_workbook_counts_from() {
    let mut rows = sheet("姓名 | 电话 | 装机日期\n张三 | 13804712207 | x");
    rows[1][2] = Cell::number(41_902.0);
    for (from_1904, wanted) in [(true, "2018-09-21"), (false, "2014-09-20")] {
        let context = ImportContext {
            from_1904,
            ..context()
        };
        let taken = good(&parse_customers(&rows, &guess(&rows), context));
        assert_eq!(taken[0].installed_on.unwrap().to_string(), wanted);
    }
}
