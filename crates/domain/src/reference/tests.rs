//! The shipped documents are complete, and documents that do not hold together are refused.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::localized::is_chinese;
use crate::policy::{Content, Document, load};
use crate::rule::RuleError;
use crate::serial::ModelBook;

mod books;
mod forms;

/// Latin letters that may stand in Chinese texts: units, abbreviations and codes on displays.
const ALLOWED_LATIN: &[&str] = &["A", "CO", "E", "L", "NTC", "V", "bar", "kΩ", "pH", "ppm"];

/// The shipped files by name.
const FILES: &[(&str, &str)] = &[
    ("models", include_str!("../../data/models.json")),
    ("causes", include_str!("../../data/reference/causes.json")),
    (
        "faults",
        include_str!("../../data/reference/fault_codes.json"),
    ),
    ("parts", include_str!("../../data/reference/parts.json")),
    (
        "maintenance",
        include_str!("../../data/reference/maintenance_checklist.json"),
    ),
    (
        "questionnaires",
        include_str!("../../data/reference/questionnaires.json"),
    ),
    (
        "servqual",
        include_str!("../../data/reference/servqual.json"),
    ),
    (
        "complaints",
        include_str!("../../data/reference/complaint_categories.json"),
    ),
    (
        "services",
        include_str!("../../data/reference/service_types.json"),
    ),
    (
        "symptoms",
        include_str!("../../data/reference/symptoms.json"),
    ),
    (
        "questionnaires of before",
        include_str!("../../data/reference/questionnaires-2026-1.json"),
    ),
];

/// Every pair of texts in a document, with its place.
fn texts(value: &Value, place: &str, found: &mut Vec<(String, String, String)>) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(zh)), Some(Value::String(en))) =
                (fields.get("zh"), fields.get("en"))
            {
                found.push((place.to_owned(), zh.clone(), en.clone()));
            }
            for (name, inner) in fields {
                texts(inner, &format!("{place}.{name}"), found);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                texts(inner, &format!("{place}[{index}]"), found);
            }
        }
        _ => {}
    }
}

fn all_texts() -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for (name, json) in FILES {
        texts(&serde_json::from_str(json).unwrap(), name, &mut found);
    }
    // Names of models stand in two fields of their own.
    for model in &ModelBook::built_in().models {
        found.push((
            model.code.clone(),
            model.name_zh.clone(),
            model.name_en.clone(),
        ));
    }
    found
}

/// What is wrong with a document after `change`: the place.
fn field_after<T: Content + Clone>(built_in: &T, change: impl FnOnce(&mut T)) -> Option<String> {
    let mut content = built_in.clone();
    change(&mut content);
    content.check().err()?.field().map(ToOwned::to_owned)
}

/// The shipped document must be refused with an unknown field in an object of any form.
fn refuses_unknown_fields<T: Content + std::fmt::Debug>(json: &str) {
    assert!(load::<T>(json).is_ok());
    let mut document: Value = serde_json::from_str(json).unwrap();
    let mut places = Vec::new();
    objects(&document, "", &mut BTreeSet::new(), &mut places);
    assert!(places.len() >= 4, "{places:?}");
    for place in places {
        let object = document.pointer_mut(&place).unwrap();
        object["surprise"] = Value::from(1);
        let refused = load::<T>(&document.to_string()).unwrap_err();
        assert_eq!(refused.field(), Some("document"), "{place}");
        let object = document.pointer_mut(&place).unwrap();
        object.as_object_mut().unwrap().remove("surprise");
    }
}

/// The place of the first object of every form: its fields and, where it has one, its kind.
fn objects(value: &Value, place: &str, seen: &mut BTreeSet<String>, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            let names: Vec<_> = fields.keys().collect();
            let form = format!("{names:?} {:?} {:?}", fields.get("kind"), fields.get("is"));
            if seen.insert(form) {
                found.push(place.to_owned());
            }
            for (name, inner) in fields {
                objects(inner, &format!("{place}/{name}"), seen, found);
            }
        }
        Value::Array(list) => {
            for (index, inner) in list.iter().enumerate() {
                objects(inner, &format!("{place}/{index}"), seen, found);
            }
        }
        _ => {}
    }
}

#[test]
fn every_shipped_document_reads_and_nobody_has_reviewed_it_yet() {
    fn sound<T: Content + PartialEq + std::fmt::Debug>(json: &str, shipped: &Document<T>) {
        assert_eq!(&load::<T>(json).unwrap(), shipped);
        assert_eq!(shipped.reviewed_by, None);
        assert!(shipped.source.len() > 20, "{}", shipped.source);
    }
    let library = Library::built_in();
    sound(FILES[0].1, library.models);
    sound(FILES[1].1, library.causes);
    sound(FILES[2].1, library.faults);
    sound(FILES[3].1, library.parts);
    sound(FILES[4].1, library.maintenance);
    sound(FILES[5].1, library.questionnaires);
    sound(FILES[6].1, library.servqual);
    sound(FILES[7].1, library.complaints);
    sound(FILES[8].1, library.services);
    sound(FILES[9].1, library.symptoms);
    let before = Questionnaires::of_version("questionnaires-2026-1").unwrap();
    sound(FILES[10].1, before);
}

#[test]
fn the_built_in_content_is_that_of_the_document() {
    assert_eq!(CauseBook::built_in(), &CauseBook::document().content);
    assert_eq!(FaultBook::built_in().codes.len(), 40);
    assert_eq!(Questionnaires::built_in().questionnaires.len(), 6);
}

#[test]
fn every_text_is_there_in_both_languages() {
    let found = all_texts();
    assert!(found.len() > 500, "{}", found.len());
    for (place, zh, en) in found {
        assert!(!zh.trim().is_empty(), "{place}");
        assert!(!en.trim().is_empty(), "{place}");
        assert_eq!(zh.trim(), zh, "{place}");
        assert_eq!(en.trim(), en, "{place}");
        assert!(!en.chars().any(is_chinese), "{place}: {en}");
    }
}

#[test]
fn chinese_texts_have_no_latin_words_but_units_and_abbreviations() {
    let allowed: BTreeSet<&str> = ALLOWED_LATIN.iter().copied().collect();
    let mut used = BTreeSet::new();
    for (place, zh, _) in all_texts() {
        let text = zh.replace("{item}", "");
        let words = text.split(|c: char| !(c.is_ascii_alphabetic() || c == 'Ω'));
        for word in words.filter(|word| !word.is_empty()) {
            let allowed = allowed.get(word);
            assert!(
                allowed.is_some() || place.ends_with(".unit"),
                "{place}: {zh}"
            );
            used.extend(allowed);
        }
        for sign in [',', ';', '?', '!'] {
            assert!(!text.contains(sign), "{place}: {zh}");
        }
    }
    assert_eq!(used, allowed, "a word nobody uses is allowed");
}

#[test]
fn texts_are_not_repeated_within_a_list_by_mistake() {
    for listed in Library::built_in().list() {
        let codes: BTreeSet<_> = listed.entries.iter().map(|e| &e.code).collect();
        assert_eq!(codes.len(), listed.entries.len(), "{}", listed.kind);
    }
    for fault in &FaultBook::built_in().codes {
        let steps: BTreeSet<_> = fault.steps.iter().collect();
        assert_eq!(steps.len(), fault.steps.len(), "{}", fault.code);
        let causes: BTreeSet<_> = fault.causes.iter().map(|c| &c.text).collect();
        assert_eq!(causes.len(), fault.causes.len(), "{}", fault.code);
    }
}

#[test]
fn unknown_fields_are_refused_at_every_level() {
    refuses_unknown_fields::<ModelBook>(FILES[0].1);
    refuses_unknown_fields::<CauseBook>(FILES[1].1);
    refuses_unknown_fields::<FaultBook>(FILES[2].1);
    refuses_unknown_fields::<PartBook>(FILES[3].1);
    refuses_unknown_fields::<MaintenanceChecklist>(FILES[4].1);
    refuses_unknown_fields::<Questionnaires>(FILES[5].1);
    refuses_unknown_fields::<ServqualForm>(FILES[6].1);
    refuses_unknown_fields::<ComplaintCategories>(FILES[7].1);
    refuses_unknown_fields::<ServiceTypes>(FILES[8].1);
    refuses_unknown_fields::<SymptomBook>(FILES[9].1);
}

#[test]
fn a_file_that_does_not_hold_together_counts_as_none() {
    let broken = FILES[1].1.replacen("product_part", "product_design", 1);
    let document = document::shipped::<CauseBook>(&broken);
    assert_eq!(document.content, CauseBook::default());
    assert_eq!(document.version, "");
}

#[test]
fn the_list_of_everything_names_each_document_once_and_every_code() {
    let lists = Library::built_in().list();
    let kinds: Vec<_> = lists
        .iter()
        .map(|listed| (listed.kind.as_str(), listed.entries.len()))
        .collect();
    assert_eq!(
        kinds,
        [
            ("models", 3 + 5 + 10),
            ("causes", 26),
            // 34 codes of every boiler, five of those that make hot water, one of condensing ones.
            ("fault_codes", 34 * 3 + 5 * 2 + 1),
            // Dangers and symptoms.
            ("symptoms", 4 + 25),
            ("parts", 25),
            ("maintenance_checklist", 20 + 20),
            ("questionnaires", 6 + 9 + 10 + 7 + 4 + 6 + 12),
            ("servqual", 22),
            ("complaint_categories", 13 + 31),
            ("service_types", 14),
        ]
    );
    let find = |kind: &str, code: &str| {
        let listed = lists.iter().find(|listed| listed.kind == kind).unwrap();
        let entry = listed.entries.iter().find(|entry| entry.code == code);
        entry.map(|entry| entry.name.en.clone())
    };
    for (kind, code, name) in [
        ("models", "gas_boiler", "Gas heating boiler"),
        ("models", "JSQ", "Gas water heaters"),
        ("models", "WEB-DR60", "Electric 60 L"),
        ("causes", "env_lightning", "Lightning"),
        ("fault_codes", "L1PB/E29", "Condensate drain blocked"),
        ("parts", "fan", "Fan"),
        (
            "maintenance_checklist",
            "flue/flue_slope",
            "Slope down to the outside",
        ),
        ("maintenance_checklist", "strainer", "Clean the strainer"),
        (
            "questionnaires",
            "Q-FACTOR",
            "Survey of the factors of satisfaction",
        ),
        (
            "questionnaires",
            "AFTER-REPAIR/on_time",
            "Was the technician on time?",
        ),
        ("servqual", "assurance/16", "staff are polite"),
        ("complaint_categories", "safety", "Safety"),
        ("complaint_categories", "safety/gas_leak", "Gas leak"),
        ("service_types", "tour", "Service tour"),
    ] {
        assert_eq!(find(kind, code).as_deref(), Some(name), "{kind} {code}");
    }
    let first = &lists[0];
    let document = ModelBook::document();
    assert_eq!(first.version, document.version);
    assert_eq!(first.source, document.source);
    assert_eq!(first.effective_on, document.effective_on);
    assert_eq!(first.reviewed_by, document.reviewed_by);
}

fn refusal(error: Result<(), RuleError>) -> String {
    error.unwrap_err().field().unwrap().to_owned()
}

#[test]
fn documents_refer_only_to_what_the_others_have() {
    let library = Library::built_in();
    assert_eq!(library.check(), Ok(()));

    let faults_with = |change: fn(&mut FaultCode)| {
        let mut faults = library.faults.clone();
        change(&mut faults.content.codes[39]);
        let faults = &faults;
        Library { faults, ..library }.check()
    };
    let stranger = faults_with(|fault| fault.families[0] = "XYZ".into());
    assert_eq!(refusal(stranger), "fault_codes.codes[39].families");
    let no_cause = faults_with(|fault| fault.causes[1].cause = Some("xyz".into()));
    assert_eq!(refusal(no_cause), "fault_codes.codes[39].causes[1].cause");
    let counts = faults_with(|fault| fault.causes[2].cause = Some("product_part".into()));
    assert_eq!(refusal(counts), "fault_codes.codes[39].causes[2].cause");
    let open = faults_with(|fault| fault.causes[0].cause = None);
    assert_eq!(refusal(open), "fault_codes.codes[39].causes[0].cause");
    let product = faults_with(|fault| {
        fault.product_fault = true;
        fault.causes[0].cause = None;
    });
    assert_eq!(product, Ok(()));

    let mut symptoms = library.symptoms.clone();
    symptoms.content.symptoms[2].faults.push("E99".into());
    let symptoms = &symptoms;
    let refused = Library {
        symptoms,
        ..library
    }
    .check();
    assert_eq!(refusal(refused), "symptoms.symptoms[2].faults");

    let mut parts = library.parts.clone();
    parts.content.parts[3].families.push("XYZ".into());
    let parts = &parts;
    let refused = Library { parts, ..library }.check();
    assert_eq!(refusal(refused), "parts.parts[3].families");

    let mut maintenance = library.maintenance.clone();
    maintenance.content.items[2].families.push("XYZ".into());
    let refused = Library {
        maintenance: &maintenance,
        ..library
    };
    assert_eq!(
        refusal(refused.check()),
        "maintenance_checklist.items[2].families"
    );

    let mut models = library.models.clone();
    for model in &mut models.content.models {
        model.gas.retain(|gas| gas != "20Y");
    }
    let models = &models;
    let refused = Library { models, ..library }.check();
    assert_eq!(
        refusal(refused),
        "maintenance_checklist.items[13].working_pressure"
    );
}
