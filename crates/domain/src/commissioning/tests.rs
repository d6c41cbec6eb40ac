//! Cases of the checklist, and properties.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::explain::{Language, render_all, render_key};
use crate::policy::{Content as _, Document};

fn list() -> Document<Checklist> {
    built_in().unwrap().clone()
}

fn unit() -> UnitFacts {
    UnitFacts {
        gas: Gas::Natural,
        model: None,
        condensing: true,
        hot_water: true,
        analyser: true,
        in_sample: true,
    }
}

/// Values that pass on natural gas.
fn good_value(code: &str) -> f64 {
    match code {
        "mains_v" => 221.0,
        "flue_slope_deg" => 4.0,
        "static_pa" => 2_100.0,
        "dynamic_pa" => 1_950.0,
        "water_bar" => 1.2,
        "ignitions" => 5.0,
        "flow_c" => 60.0,
        "return_c" => 45.0,
        "flue_co_ppm" => 80.0,
        "room_co_ppm" => 0.0,
        _ => 12.0,
    }
}

/// Everything good, signed and labelled.
fn good() -> Vec<Answer> {
    let content = list().content;
    let answers = content.items.iter().filter(|i| i.kind != Kind::Notice);
    answers
        .map(|item| Answer {
            item: item.code.clone(),
            passed: Some(true),
            readings: item
                .readings
                .iter()
                .map(|r| (r.code.clone(), good_value(&r.code)))
                .collect(),
            photos: u32::from(item.photo),
            topics: if item.kind == Kind::Topics {
                let six = content.topics.iter().take(6);
                six.map(|topic| topic.code.clone()).collect()
            } else {
                vec![]
            },
            text: match item.kind {
                Kind::Label => Some(" HG-2026-001 ".to_owned()),
                Kind::Signature => Some("纸 0231".to_owned()),
                Kind::Topics => Some("王建军".to_owned()),
                _ => None,
            },
            not_applicable: None,
        })
        .collect()
}

/// The good answers with one of them changed.
fn but(item: &str, change: impl Fn(&mut Answer)) -> Vec<Answer> {
    let mut answers = good();
    change(answers.iter_mut().find(|a| a.item == item).unwrap());
    answers
}

fn without(items: &[&str]) -> Vec<Answer> {
    let mut answers = good();
    answers.retain(|answer| !items.contains(&answer.item.as_str()));
    answers
}

fn judged(answers: &[Answer]) -> Commissioning {
    judged_of(&unit(), answers)
}

fn judged_of(unit: &UnitFacts, answers: &[Answer]) -> Commissioning {
    evaluate(&list(), unit, answers).unwrap().result
}

fn faults(result: &Commissioning) -> Vec<(&str, Fault)> {
    let findings = result.findings.iter();
    findings.map(|f| (f.item.as_str(), f.fault)).collect()
}

#[test]
fn the_checklist_has_thirty_items_complete_in_both_languages() {
    let list = list();
    assert_eq!(list.content.items.len(), 30);
    assert!(list.content.topics.len() >= 6);
    assert!(list.content.topics_at_least >= 6, "R051");
    for code in [
        "gas_plate",
        "leak_check",
        "room_co",
        "briefing",
        "signature",
    ] {
        assert!(list.content.item(code).unwrap().mandatory, "{code}");
    }
    assert!(list.content.item("leak_check").unwrap().photo);
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    for item in &list.content.items {
        assert!(chinese(&item.zh) && !chinese(&item.en), "{}", item.code);
        for reading in &item.readings {
            assert!(!chinese(&reading.en) && !reading.unit.is_empty());
        }
    }
    for topic in &list.content.topics {
        assert!(chinese(&topic.zh) && !chinese(&topic.en), "{}", topic.code);
    }
    assert_eq!(
        list.effective_on,
        NaiveDate::from_ymd_opt(2020, 1, 1).unwrap()
    );
}

#[test]
fn a_unit_passes_when_all_is_good_signed_and_labelled() {
    let got = judged(&good());
    assert_eq!(got.status, Status::Passed);
    assert_eq!(got.findings, []);
    assert_eq!(got.label_no.as_deref(), Some("HG-2026-001"));
    assert!(got.start_allowed && got.label_allowed && !got.rectification_notice);
}

#[test]
fn the_label_comes_only_after_the_pass_and_the_signature() {
    let got = judged(&but("label", |answer| answer.text = None));
    assert_eq!(got.status, Status::AwaitingLabel);
    assert_eq!(faults(&got), [("label", Fault::LabelMissing)]);
    assert!(got.start_allowed && got.label_allowed);
    let blank = judged(&but("label", |answer| answer.text = Some("  ".into())));
    assert_eq!(blank, got);
    assert_eq!(judged(&without(&["label"])), got);

    for unsigned in [
        without(&["signature"]),
        but("signature", |a| a.passed = None),
        but("signature", |a| a.passed = Some(false)),
    ] {
        let got = judged(&unsigned);
        assert_eq!(got.status, Status::AwaitingSignature);
        let expected = [
            ("signature", Fault::SignatureMissing),
            ("label", Fault::LabelTooEarly),
        ];
        assert_eq!(faults(&got), expected);
        assert_eq!(got.label_no, None);
        assert!(got.start_allowed && !got.label_allowed && !got.rectification_notice);
    }
    let neither = judged(&without(&["signature", "label"]));
    assert_eq!(faults(&neither), [("signature", Fault::SignatureMissing)]);
}

#[test]
fn a_defect_stops_the_start_and_demands_a_notice() {
    let bad = but("leak_check", |answer| answer.passed = Some(false));
    let got = judged(&bad);
    assert_eq!(got.status, Status::Failed);
    assert!(got.rectification_notice && !got.start_allowed && !got.label_allowed);
    let expected = [
        ("leak_check", Fault::NotGood),
        ("label", Fault::LabelTooEarly),
        ("notice", Fault::NoticeMissing),
    ];
    assert_eq!(faults(&got), expected);
    let notice = |passed| {
        let mut answers = bad.clone();
        answers.push(Answer {
            item: "notice".into(),
            passed: Some(passed),
            ..Answer::default()
        });
        faults(&judged(&answers)).len()
    };
    assert_eq!((notice(true), notice(false)), (2, 3));
}

#[test]
fn readings_must_lie_within_the_limits_of_the_gas() {
    let reading = |item: &str, code: &str, gas, value| {
        let answers = but(item, |answer| {
            answer.readings.insert(code.into(), value);
        });
        let of_gas = UnitFacts { gas, ..unit() };
        let got = judged_of(&of_gas, &answers);
        let mut findings = got.findings.iter();
        !findings.any(|f| f.reading.as_deref() == Some(code) && f.fault == Fault::OutOfLimits)
    };
    let (ng, lpg, mg) = (Gas::Natural, Gas::Lpg, Gas::Manufactured);
    for (item, code, gas, low, high, step) in [
        ("mains", "mains_v", ng, 198.0, 242.0, 0.5),
        ("flue", "flue_slope_deg", ng, 3.0, 5.0, 0.1),
        ("static_pressure", "static_pa", ng, 1_500.0, 3_000.0, 1.0),
        ("dynamic_pressure", "dynamic_pa", ng, 1_500.0, 3_000.0, 1.0),
        ("dynamic_pressure", "dynamic_pa", lpg, 2_100.0, 4_200.0, 1.0),
        ("dynamic_pressure", "dynamic_pa", mg, 750.0, 1_500.0, 1.0),
        ("water_pressure", "water_bar", ng, 1.0, 1.5, 0.01),
        ("room_co", "room_co_ppm", ng, 0.0, 0.0, 1.0),
        ("ignition", "ignitions", ng, 5.0, 999_999.0, 1.0),
    ] {
        assert!(reading(item, code, gas, low), "{code} {low}");
        assert!(reading(item, code, gas, high), "{code} {high}");
        assert!(!reading(item, code, gas, low - step), "{code} below");
        if code != "ignitions" {
            assert!(!reading(item, code, gas, high + step), "{code} above");
        }
    }
}

#[test]
fn a_value_outside_its_limits_is_reported_with_its_reading() {
    let got = judged(&but("room_co", |answer| {
        answer.readings.insert("room_co_ppm".into(), 9.0);
    }));
    assert_eq!(got.status, Status::Failed);
    assert_eq!(
        got.findings[0],
        Finding {
            item: "room_co".into(),
            fault: Fault::OutOfLimits,
            reading: Some("room_co_ppm".into()),
            value: Some(9.0),
        }
    );
}

#[test]
fn the_limit_of_the_model_goes_before_that_of_the_gas() {
    let limit = |gas, model: Option<&str>, max| Limit {
        gas,
        model: model.map(Into::into),
        min: None,
        max: Some(max),
    };
    let reading = Reading {
        code: "x".into(),
        zh: "x".into(),
        en: "x".into(),
        unit: "x".into(),
        varies: true,
        limits: vec![
            limit(None, Some("M1"), 3.0),
            limit(Some(Gas::Lpg), Some("M1"), 4.0),
            limit(Some(Gas::Lpg), None, 2.0),
            limit(None, None, 1.0),
        ],
    };
    let max = |gas, model| reading.limit(gas, model).unwrap().max.unwrap();
    let got = [
        max(Gas::Natural, None),
        max(Gas::Lpg, Some("M2")),
        max(Gas::Natural, Some("M1")),
        max(Gas::Lpg, Some("M1")),
    ];
    assert_eq!(got, [1.0, 2.0, 3.0, 4.0]);
    let own = Reading {
        limits: vec![limit(Some(Gas::Lpg), None, 2.0)],
        ..reading
    };
    assert_eq!(own.limit(Gas::Natural, None), None);
}

#[test]
fn what_is_open_makes_it_incomplete_and_keeps_it_from_being_started() {
    for (answers, item, fault) in [
        (
            without(&["polarity_earth"]),
            "polarity_earth",
            Fault::NotAnswered,
        ),
        (without(&["leak_check"]), "leak_check", Fault::NotAnswered),
        (without(&["room_co"]), "room_co", Fault::NotAnswered),
        (without(&["briefing"]), "briefing", Fault::NotAnswered),
        (
            but("gas_plate", |a| a.passed = None),
            "gas_plate",
            Fault::NotAnswered,
        ),
        (
            but("leak_check", |a| a.passed = None),
            "leak_check",
            Fault::NotAnswered,
        ),
        (
            but("leak_check", |a| a.photos = 0),
            "leak_check",
            Fault::PhotoMissing,
        ),
        (
            but("room_co", |a| a.readings.clear()),
            "room_co",
            Fault::ReadingMissing,
        ),
        (
            but("briefing", |a| a.topics.truncate(5)),
            "briefing",
            Fault::TooFewTopics,
        ),
    ] {
        let got = judged(&answers);
        assert_eq!(got.status, Status::Incomplete, "{item}");
        assert_eq!(
            faults(&got),
            [(item, fault), ("label", Fault::LabelTooEarly)]
        );
        assert!(!got.start_allowed && !got.rectification_notice && !got.label_allowed);
    }
}

#[test]
fn a_topic_named_twice_counts_once() {
    let got = judged(&but("briefing", |answer| {
        answer.topics[5] = answer.topics[0].clone();
    }));
    assert_eq!(got.findings[0].fault, Fault::TooFewTopics);
    // Of a briefing only the topics count.
    let ticked = judged(&but("briefing", |answer| answer.passed = Some(false)));
    assert_eq!(ticked.status, Status::Passed);
    let all = judged(&but("briefing", |answer| {
        answer.topics.push("yearly_service".into());
    }));
    assert_eq!(all.status, Status::Passed);
}

#[test]
fn a_signature_needs_the_sheets_number_or_its_photo_and_a_briefing_who_was_told() {
    let ticked = judged(&but("signature", |a| a.text = Some(" ".into())));
    assert_eq!(ticked.status, Status::AwaitingSignature);
    assert_eq!(faults(&ticked)[0], ("signature", Fault::ProofMissing));
    let by_photo = judged(&but("signature", |a| {
        a.text = None;
        a.photos = 1;
    }));
    assert_eq!(by_photo.status, Status::Passed);
    let nobody = judged(&but("briefing", |a| a.text = None));
    assert_eq!(nobody.status, Status::Incomplete);
    assert_eq!(faults(&nobody)[0], ("briefing", Fault::WhoMissing));
    // What was recorded by the list of ticks stands as it was recorded.
    let former = of_version("2026-1").unwrap();
    let bare = but("signature", |a| a.text = None);
    let old = evaluate(former, &unit(), &bare).unwrap().result;
    assert_eq!(old.status, Status::Passed);
}

#[test]
fn a_number_may_also_be_called_bad() {
    let got = judged(&but("mains", |answer| answer.passed = Some(false)));
    assert_eq!(got.findings[0].fault, Fault::NotGood);
    let silent = judged(&but("mains", |answer| answer.passed = None));
    assert_eq!(silent.status, Status::Passed);
}

#[test]
fn not_applicable_needs_a_reason_and_is_no_answer_to_a_mandatory_item() {
    let no = |item: &str, reason: &str| {
        judged(&but(item, |answer| {
            *answer = Answer {
                item: item.into(),
                not_applicable: Some(reason.into()),
                ..Answer::default()
            };
        }))
    };
    assert_eq!(no("wall_space", "落地安装").status, Status::Passed);
    for (item, reason) in [("wall_space", " "), ("leak_check", "没带检漏液")] {
        let got = no(item, reason);
        assert_eq!(got.status, Status::Incomplete);
        assert_eq!(faults(&got)[0], (item, Fault::NotApplicableRefused));
    }
    assert_eq!(
        faults(&no("signature", "不在家"))[0].1,
        Fault::NotApplicableRefused
    );
}

#[test]
fn sampled_items_are_asked_only_of_the_sample_but_judged_wherever_answered() {
    let sampled: Vec<_> = list()
        .content
        .items
        .into_iter()
        .filter(|item| item.class == Class::Sampled)
        .map(|item| item.code)
        .collect();
    assert!(sampled.len() >= 5);
    let codes: Vec<_> = sampled.iter().map(String::as_str).collect();
    let outside = UnitFacts {
        in_sample: false,
        ..unit()
    };
    assert_eq!(judged_of(&outside, &without(&codes)).status, Status::Passed);
    let inside = judged(&without(&codes));
    assert_eq!(inside.status, Status::Incomplete);
    let open = inside.findings.iter();
    let open = open.filter(|f| f.fault == Fault::NotAnswered).count();
    assert_eq!(open, sampled.len());
    let bad = but("venting", |answer| answer.passed = Some(false));
    assert_eq!(judged_of(&outside, &bad).status, Status::Failed);
    // Items of class A are asked everywhere.
    let got = judged_of(&outside, &without(&["room_co"]));
    assert_eq!(got.status, Status::Incomplete);
}

#[test]
fn items_that_do_not_exist_on_a_machine_are_not_asked() {
    let plain = UnitFacts {
        condensing: false,
        hot_water: false,
        analyser: false,
        ..unit()
    };
    let codes = ["condensate", "hot_water", "flue_gas"];
    assert_eq!(judged_of(&plain, &without(&codes)).status, Status::Passed);
    for (code, facts) in [
        (
            "condensate",
            UnitFacts {
                condensing: true,
                ..plain.clone()
            },
        ),
        (
            "hot_water",
            UnitFacts {
                hot_water: true,
                ..plain.clone()
            },
        ),
        (
            "flue_gas",
            UnitFacts {
                analyser: true,
                ..plain.clone()
            },
        ),
    ] {
        let got = judged_of(&facts, &without(&codes));
        assert_eq!(faults(&got)[0], (code, Fault::NotAnswered));
        assert_eq!(got.findings.len(), 2, "{code}");
    }
}

#[test]
fn answers_the_checklist_does_not_know_are_refused_by_field() {
    let refused = |answers: &[Answer]| {
        let error = evaluate(&list(), &unit(), answers).unwrap_err();
        (error.code(), error.field().unwrap().to_owned())
    };
    let unknown = |field: &str| ("rule.unknown_code", field.to_owned());
    let range = |field: &str| ("rule.out_of_range", field.to_owned());
    assert_eq!(
        refused(&but("serial", |a| a.item = "x".into())),
        unknown("answers[0].item")
    );
    assert_eq!(
        refused(&but("gas_plate", |a| a.item = "serial".into())),
        ("rule.bad_value", "answers[1].item".to_owned())
    );
    let reading = |code: &str, value| {
        but("mains", |a| {
            a.readings.insert(code.into(), value);
        })
    };
    assert_eq!(
        refused(&reading("static_pa", 1.0)),
        unknown("answers[4].readings.static_pa"),
        "a reading of another item"
    );
    for value in [1_000_001.0, -1_000_001.0, f64::NAN, f64::INFINITY] {
        let got = refused(&reading("mains_v", value));
        assert_eq!(got, range("answers[4].readings.mains_v"));
    }
    assert_eq!(
        refused(&but("briefing", |a| a.topics.push("x".into()))),
        unknown("answers[25].topics")
    );
    let many = vec![Answer::default(); ANSWERS_MAX + 1];
    assert_eq!(refused(&many), range("answers"));
    let most = vec![Answer::default(); ANSWERS_MAX];
    assert_eq!(refused(&most), unknown("answers[0].item"));
}

#[test]
fn the_sample_is_a_fifth_rounded_up_and_at_least_two() {
    let list = list().content;
    for (units, sample) in [
        (0, 0),
        (1, 1),
        (2, 2),
        (9, 2),
        (10, 2),
        (11, 3),
        (15, 3),
        (16, 4),
        (100, 20),
        (101, 21),
        (u32::MAX, 858_993_459),
    ] {
        assert_eq!(class_b_sample(&list, units), sample, "{units}");
    }
}

#[test]
fn the_explanation_names_item_value_and_fault_in_both_languages() {
    let answers = but("water_pressure", |answer| {
        answer.readings.insert("water_bar".into(), 0.6);
    });
    let mut answers: Vec<_> = answers;
    answers.retain(|answer| answer.item != "venting");
    let why = evaluate(&list(), &unit(), &answers).unwrap().why;
    let zh = render_all(&why, Language::Zh);
    assert!(zh.contains(&"第 14 项 冷态水压 0.6 bar：超出允许范围".to_owned()));
    assert!(zh.contains(&"第 15 项 排气完成：没有检查".to_owned()));
    assert!(zh.contains(&"调试结论：不合格".to_owned()));
    assert!(zh.iter().any(|line| line.contains("不得开机")));
    let en = render_all(&why, Language::En);
    assert!(en.contains(&"Item 14, Cold water pressure 0.6 bar: outside the limits".to_owned()));
    assert_eq!(why.versions, [list().version_ref()]);
    assert_eq!(why.basis[0].key, "basis-cjj12-5");
    assert_eq!(why.rows, ["R117"]);
    assert!(
        why.missing
            .iter()
            .all(|line| line.key == "commissioning-finding")
    );
    assert_eq!(why.steps.len(), 2);
    let lacking = but("mains", |answer| answer.readings.clear());
    let why = evaluate(&list(), &unit(), &lacking).unwrap().why;
    let zh = render_all(&why, Language::Zh);
    assert!(zh.contains(&"第 5 项 电压：没有填数值".to_owned()));
    assert!(why.notes.is_empty());
}

#[test]
fn every_code_has_its_word_in_both_languages() {
    let faults = Fault::ALL.iter().map(|c| format!("fault-{}", c.code()));
    let states = Status::ALL.iter().map(|c| format!("status-{}", c.code()));
    for key in faults.chain(states) {
        let key = format!("commissioning-{key}");
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

fn measured(unit: &str, values: &[(&str, f64)]) -> UnitReadings {
    UnitReadings {
        unit: unit.into(),
        readings: values
            .iter()
            .map(|(code, value)| ((*code).to_owned(), *value))
            .collect(),
    }
}

const FOUR: [(&str, f64); 4] = [
    ("mains_v", 221.0),
    ("static_pa", 2_110.0),
    ("dynamic_pa", 1_980.0),
    ("water_bar", 1.25),
];

#[test]
fn equal_values_at_different_units_are_suspicious() {
    let mut other = FOUR;
    other[3].1 = 1.26;
    let units = [
        measured("A", &FOUR),
        measured("B", &other),
        measured("C", &FOUR),
        measured("D", &FOUR),
        measured("E", &other),
    ];
    let got = same_readings(&list(), &units).unwrap();
    let group = |names: &[&str]| SameReadings {
        units: names.iter().map(|name| (*name).to_owned()).collect(),
        readings: 4,
    };
    assert_eq!(got.result, [group(&["A", "C", "D"]), group(&["B", "E"])]);
    let text = render_all(&got.why, Language::Zh);
    assert!(text.contains(&"A, C, D：4 个测量值完全相同，请核查是否照抄".to_owned()));
    assert_eq!(got.why.versions, [list().version_ref()]);
    assert_eq!(got.why.basis[0].key, "basis-same-readings");
    assert_eq!(got.why.rows, ["R113"]);
}

#[test]
fn too_few_values_or_values_that_are_equal_by_nature_raise_no_suspicion() {
    // Room CO and successful ignitions are the same at every good unit.
    let mut natural = FOUR[..3].to_vec();
    natural.extend([("room_co_ppm", 0.0), ("ignitions", 5.0)]);
    let units = [measured("A", &natural), measured("B", &natural)];
    assert_eq!(same_readings(&list(), &units).unwrap().result, []);
    // One value more at one of them changes nothing about the four they share.
    let mut five = FOUR.to_vec();
    five.push(("flow_c", 61.0));
    let units = [measured("A", &five), measured("B", &FOUR)];
    let got = same_readings(&list(), &units).unwrap().result;
    assert_eq!((got.len(), got[0].readings), (1, 4));
}

#[test]
fn values_that_differ_by_half_a_hundredth_are_not_equal() {
    let (mut low, mut high) = (FOUR, FOUR);
    (low[3].1, high[3].1) = (0.0, 0.005);
    let units = [measured("A", &low), measured("B", &high)];
    assert_eq!(same_readings(&list(), &units).unwrap().result, []);
    high[3].1 = 0.004;
    let units = [measured("A", &low), measured("B", &high)];
    assert_eq!(same_readings(&list(), &units).unwrap().result.len(), 1);
}

#[test]
fn readings_nobody_can_have_measured_are_refused_by_field() {
    let refused = |units: &[UnitReadings]| {
        let error = same_readings(&list(), units).unwrap_err();
        (error.code(), error.field().unwrap().to_owned())
    };
    let good = measured("A", &FOUR);
    assert_eq!(
        refused(&[good.clone(), measured("B", &[("x", 1.0)])]),
        ("rule.unknown_code", "units[1].readings.x".to_owned())
    );
    for value in [f64::NAN, 2e6, -2e6] {
        assert_eq!(
            refused(&[measured("B", &[("mains_v", value)])]),
            ("rule.out_of_range", "units[0].readings.mains_v".to_owned())
        );
    }
    let many = vec![measured("A", &[]); UNITS_MAX + 1];
    assert_eq!(refused(&many), ("rule.out_of_range", "units".to_owned()));
    assert_eq!(same_readings(&list(), &many[1..]).unwrap().result, []);
}

#[test]
fn a_checklist_that_does_not_hold_together_is_refused() {
    let broken = |change: fn(&mut Checklist)| {
        let mut content = list().content;
        change(&mut content);
        content.check().map_err(|e| e.field().unwrap().to_owned())
    };
    let place = |field: &str| Err(field.to_owned());
    assert_eq!(broken(|_| ()), Ok(()));
    assert_eq!(broken(|c| c.items[3].no = 7), place("items[3]"));
    assert_eq!(broken(|c| c.items[10].readings.clear()), place("items[10]"));
    let limit = |c: &mut Checklist, min, max| {
        let limit = &mut c.items[4].readings[0].limits[0];
        (limit.min, limit.max) = (min, max);
    };
    let mut content = list().content;
    for (min, max, sound) in [
        (None, None, false),
        (Some(2.0), Some(1.0), false),
        (Some(1.0), Some(1.0), true),
        (Some(1.0), None, true),
        (None, Some(1.0), true),
    ] {
        limit(&mut content, min, max);
        assert_eq!(content.check().is_ok(), sound, "{min:?} {max:?}");
    }
    for index in [25, 27, 28, 29] {
        let mut content = list().content;
        content.items[index].kind = Kind::Tick;
        assert_eq!(content.check().unwrap_err().field(), Some("items"));
    }
    assert_eq!(broken(|c| c.items[0].kind = Kind::Label), place("items"));
    assert_eq!(broken(|c| c.items[5].en = " ".into()), place("items"));
    assert_eq!(broken(|c| c.items[5].zh.clear()), place("items"));
    assert_eq!(
        broken(|c| c.items[5].code = "serial".into()),
        place("items")
    );
    assert_eq!(broken(|c| c.topics[1].en.clear()), place("topics"));
    assert_eq!(
        broken(|c| c.topics[1].code = "refill".into()),
        place("topics")
    );
    assert_eq!(
        broken(|c| c.items[4].readings[0].code = "static_pa".into()),
        place("readings")
    );
    assert_eq!(broken(|c| c.topics_at_least = 0), place("topics_at_least"));
    assert_eq!(broken(|c| c.topics_at_least = 9), place("topics_at_least"));
    assert_eq!(broken(|c| c.topics_at_least = 8), Ok(()));
    assert_eq!(broken(|c| c.sample.share_percent = 0), place("sample"));
    assert_eq!(broken(|c| c.sample.share_percent = 101), place("sample"));
    assert_eq!(broken(|c| c.sample.units_at_least = 0), place("sample"));
    assert_eq!(
        broken(|c| c.same_readings_at_least = 0),
        place("same_readings_at_least")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn leaving_out_answers_or_calling_items_bad_never_makes_a_unit_pass(
        dropped in proptest::collection::btree_set(0_usize..29, 0..4),
        bad in proptest::collection::btree_set(0_usize..25, 0..4),
    ) {
        let mut answers = good();
        for index in &bad {
            answers[*index].passed = Some(false);
        }
        let mut index = 0;
        answers.retain(|_| { index += 1; !dropped.contains(&(index - 1)) });
        let got = judged(&answers);
        prop_assert_eq!(got.status == Status::Passed, dropped.is_empty() && bad.is_empty());
        prop_assert_eq!(got.rectification_notice, bad.difference(&dropped).next().is_some());
        prop_assert!(got.label_no.is_none() || got.status == Status::Passed);
        prop_assert!(!(got.start_allowed && got.rectification_notice));
    }

    #[test]
    fn the_sample_is_never_less_than_the_share_nor_more_than_the_units(units in 0_u32..100_000) {
        let sample = class_b_sample(&list().content, units);
        prop_assert!(sample <= units);
        prop_assert!(u64::from(sample) * 100 >= u64::from(units) * 20);
        prop_assert!(sample >= units.min(2));
    }
}
