//! The rules as legal staff use them: JSON lines in, JSON lines out.
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on has found something"
)]

use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::{Value, json};
use wuyou_domain::rule::RuleError;
use wuyou_rulebook::{Asked, Holidays, Language, RULES, describe, run};

const VECTORS: &str = include_str!("vectors.jsonl");

fn asked(language: Language, explain: bool) -> Asked {
    Asked {
        language,
        explain,
        holidays: Holidays::built_in().clone(),
    }
}

fn answer(line: &[u8], asked: &Asked) -> Value {
    serde_json::to_value(wuyou_rulebook::answer(line, asked)).unwrap()
}

fn vectors() -> Vec<Value> {
    let lines = VECTORS.lines().map(serde_json::from_str);
    lines.collect::<Result<_, _>>().unwrap()
}

/// The whole line: what a table says beside the question does not disturb.
fn question(vector: &Value) -> String {
    vector.to_string()
}

#[test]
fn every_vector_is_answered_field_by_field_as_the_tables_say() {
    for vector in vectors() {
        let answer = answer(question(&vector).as_bytes(), &asked(Language::Zh, false));
        let id = &vector["id"];
        assert_eq!(&answer["id"], id);
        if let Some(ok) = vector.get("ok") {
            assert_eq!(answer.get("ok"), Some(ok), "{id}: {answer}");
        } else {
            let error = &answer["error"];
            assert_eq!(error["code"], vector["error"]["code"], "{id}: {answer}");
            assert_eq!(error["field"], vector["error"]["field"], "{id}: {answer}");
        }
    }
}

/// The rules the issue names, which must never be renamed or lost.
const STABLE: [&str; 18] = [
    "calendar.is_rest",
    "calendar.add_days",
    "calendar.add_months",
    "calendar.add_working_days",
    "calendar.local_date",
    "warranty.validity",
    "warranty.remedies",
    "warranty.refund",
    "warranty.no_reason_return",
    "safety.scrap_date",
    "sla.due",
    "return_visit.evaluate",
    "survey.servqual",
    "survey.nps",
    "complaint.classify",
    "certificate.gate",
    "warranty.assess",
    "permission.permitted",
];

#[test]
fn every_rule_is_listed_once_with_schemas_that_its_answers_keep() {
    let listed = describe();
    let listed: Vec<&Value> = listed.as_array().unwrap().iter().collect();
    let names: HashSet<_> = listed
        .iter()
        .map(|row| row["rule"].as_str().unwrap())
        .collect();
    assert_eq!(names.len(), RULES.len());
    for name in STABLE {
        assert!(names.contains(name), "{name}");
    }
    for row in &listed {
        for schema in ["input", "output"] {
            let compiled = jsonschema::validator_for(&row[schema]);
            assert!(compiled.is_ok(), "{} {schema}", row["rule"]);
        }
        assert!(row["about"].as_str().unwrap().ends_with('.'), "{row}");
    }
    for vector in vectors().iter().filter(|vector| vector.get("ok").is_some()) {
        let row = listed.iter().find(|row| row["rule"] == vector["rule"]);
        let schema = jsonschema::validator_for(&row.unwrap()["output"]).unwrap();
        let answer = answer(question(vector).as_bytes(), &asked(Language::Zh, false));
        assert!(schema.is_valid(&answer["ok"]), "{}: {answer}", vector["id"]);
    }
}

#[test]
fn a_bad_line_is_answered_in_its_place_and_stops_nothing() {
    let good = question(&vectors()[0]);
    let lines: Vec<Vec<u8>> = vec![
        format!("\u{feff}{good}\r").into_bytes(),
        b"{".to_vec(),
        b"".to_vec(),
        vec![0xff, 0xfe],
        br#"["id"]"#.to_vec(),
        br#"{"id":7,"rule":"calendar.is_rest"}"#.to_vec(),
        br#"{"id":8,"rule":"calendar.is_rest","inptu":{"date":"2026-01-01"}}"#.to_vec(),
        "[".repeat(100_000).into_bytes(),
        good.clone().into_bytes(),
    ];
    let mut answers = Vec::new();
    let whole = lines.join(&b'\n');
    run(whole.as_slice(), &mut answers, &asked(Language::En, false)).unwrap();
    let answers: Vec<Value> = String::from_utf8(answers)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let codes: Vec<_> = answers
        .iter()
        .map(|row| row["error"]["code"].as_str())
        .collect();
    let bad = Some("rule.bad_line");
    assert_eq!(codes, [None, bad, bad, bad, bad, bad, bad, None]);
    assert_eq!(
        answers[4]["id"], 7,
        "the id comes back where it can be read"
    );
    assert_eq!(answers[0], answers[7]);
}

#[test]
fn a_years_list_that_is_imported_decides_the_answers_of_that_year() {
    let line = br#"{"id":1,"rule":"calendar.is_rest","input":{"date":"2027-01-01"}}"#;
    let mut asked = asked(Language::Zh, false);
    let rest = |asked: &Asked| answer(line, asked)["ok"].clone();
    assert_eq!(
        rest(&asked),
        json!({"is_rest": false, "holiday_unknown": true})
    );
    let list = r#"{"$schema":"schema.json","year":2027,"papers":["https://example.org/2027"],
        "days":[{"name":"元旦","date":"2027-01-01","isOffDay":true}]}"#;
    asked.holidays.import(list).unwrap();
    assert_eq!(
        rest(&asked),
        json!({"is_rest": true, "holiday_unknown": false})
    );
    let empty = r#"{"year":2028,"papers":[],"days":[]}"#;
    let refused = asked.holidays.import(empty).unwrap_err();
    assert_eq!(
        (refused.code(), refused.field()),
        ("rule.bad_policy", Some("days"))
    );
}

#[test]
fn an_explanation_is_given_in_both_languages_when_asked_for() {
    for vector in vectors().iter().filter(|vector| vector.get("ok").is_some()) {
        let [zh, en] = [Language::Zh, Language::En].map(|language| {
            answer(question(vector).as_bytes(), &asked(language, true))["why"].clone()
        });
        let texts = |why: &Value| -> Vec<String> { serde_json::from_value(why.clone()).unwrap() };
        let (zh, en) = (texts(&zh), texts(&en));
        assert_eq!(zh.len(), en.len(), "{}", vector["id"]);
        for text in &en {
            let han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert!(!han, "{}: {text}", vector["id"]);
        }
        for text in zh.iter().chain(&en) {
            assert!(!text.contains(['{', '$']), "an unfilled place: {text}");
        }
    }
}

/// Any JSON, with the words and dates the rules know more often than chance would have it.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-3_i64..40).prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        (1880_i32..2220, 1_u32..14, 0_u32..33)
            .prop_map(|(y, m, d)| Value::from(format!("{y:04}-{m:02}-{d:02}"))),
        (1900_i32..2200, 1_u32..13, 1_u32..29, 0_u32..25)
            .prop_map(|(y, m, d, h)| format!("{y}-{m:02}-{d:02}T{h:02}:59:60+08:00").into()),
        "[ -~]{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "NG",
            "repair",
            "valid",
            "parts",
            "high",
            "0000-01-01",
            "9999-12-31",
            "shop",
            "install",
            "finish",
            "natural"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 40, 24, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..24).prop_map(Value::from),
            prop::collection::hash_map("[a-z_]{1,10}", inner, 0..6)
                .prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// A vector with one of its values, at any depth, replaced by anything.
fn spoilt() -> impl Strategy<Value = Value> {
    let vectors = vectors();
    (0..vectors.len(), any::<prop::sample::Index>(), any_json()).prop_map(
        move |(place, index, value)| {
            let mut vector = vectors[place].clone();
            let mut paths = Vec::new();
            paths_of(&vector["input"], "", &mut paths);
            if !paths.is_empty() {
                let path = &paths[index.index(paths.len())];
                *vector["input"].pointer_mut(path).unwrap() = value;
            }
            vector
        },
    )
}

fn paths_of(value: &Value, at: &str, paths: &mut Vec<String>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, value)| {
            paths.push(format!("{at}/{key}"));
            paths_of(value, &format!("{at}/{key}"), paths);
        }),
        Value::Array(values) => values.iter().enumerate().for_each(|(index, value)| {
            paths.push(format!("{at}/{index}"));
            paths_of(value, &format!("{at}/{index}"), paths);
        }),
        _ => {}
    }
}

fn is_sound(answer: &Value) -> bool {
    match (answer.get("ok"), answer.get("error")) {
        (Some(_), None) => true,
        (None, Some(error)) => {
            let code = error["code"].as_str().unwrap_or_default();
            let message = error["message"].as_str().unwrap_or_default();
            RuleError::CODES.contains(&code) && !message.is_empty()
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn a_spoilt_question_gets_an_answer_or_an_error_with_a_code_and_never_a_panic(
        vector in spoilt(),
    ) {
        let answer = answer(question(&vector).as_bytes(), &asked(Language::Zh, true));
        prop_assert!(is_sound(&answer), "{answer}");
    }

    #[test]
    fn no_input_makes_any_rule_panic(place in 0..RULES.len(), input in any_json()) {
        let line = json!({ "id": 1, "rule": RULES[place].name, "input": input }).to_string();
        let answer = answer(line.as_bytes(), &asked(Language::En, true));
        prop_assert!(is_sound(&answer), "{answer}");
    }
}
