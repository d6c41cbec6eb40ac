//! The templates with their versions, their words, and the data they are given.

use serde::Serialize;
use serde_json::{Map, Value, json};
use wuyou_domain::explain::Language;
use wuyou_domain::paper::{Document, Job, Kind, PaperError};

use crate::failed;
use crate::qr::Code;

/// The version printed at the foot, and the folder it is kept in. A changed template gets a new one.
const VERSION: u32 = 1;

pub(crate) const SHARED: (&str, &str) =
    ("paper.typ", include_str!("../data/templates/1/paper.typ"));
const WORDS_ZH: &str = include_str!("../data/words/zh.json");
const WORDS_EN: &str = include_str!("../data/words/en.json");

/// The text of a document's template.
pub(crate) const fn source(kind: Kind) -> &'static str {
    match kind {
        Kind::JobSheet => include_str!("../data/templates/1/job_sheet.typ"),
        Kind::PromiseCard => include_str!("../data/templates/1/promise_card.typ"),
        Kind::PromiseSlip => include_str!("../data/templates/1/promise_slip.typ"),
        Kind::WarrantyCard => include_str!("../data/templates/1/warranty_card.typ"),
        Kind::VisitList => include_str!("../data/templates/1/visit_list.typ"),
        Kind::RemedyDecision => include_str!("../data/templates/1/remedy_decision.typ"),
        Kind::Receipt => include_str!("../data/templates/1/receipt.typ"),
        Kind::Quote => include_str!("../data/templates/1/quote.typ"),
        Kind::OrderCourse => include_str!("../data/templates/1/order_course.typ"),
        Kind::CommissioningRecord => {
            include_str!("../data/templates/1/commissioning_record.typ")
        }
        Kind::Poster => include_str!("../data/templates/1/poster.typ"),
        Kind::CustomerFile => include_str!("../data/templates/1/customer_file.typ"),
        Kind::GreetingLabels => include_str!("../data/templates/1/greeting_labels.typ"),
        Kind::Calibration => include_str!("../data/templates/1/calibration.typ"),
    }
}

const fn code(language: Language) -> &'static str {
    match language {
        Language::Zh => "zh",
        Language::En => "en",
    }
}

/// The fixed words of a language.
pub(crate) fn words(language: Language) -> Result<Map<String, Value>, PaperError> {
    let words = match language {
        Language::Zh => WORDS_ZH,
        Language::En => WORDS_EN,
    };
    serde_json::from_str(words).map_err(|error| failed(&error))
}

/// What a template reads for some of a job's documents.
pub(crate) struct Part {
    /// JSON.
    pub(crate) data: String,
    /// How many documents it holds.
    pub(crate) documents: usize,
}

/// What a template reads, so many documents at a time.
pub(crate) fn parts(job: &Job, at_once: usize) -> Result<Vec<Part>, PaperError> {
    let kind = job.document.kind();
    let items = items(job)?;
    if items.is_empty() {
        return Err(PaperError::Empty);
    }
    let words = words(job.language)?;
    let part = |items: &[Value]| Part {
        data: json!({
            "language": code(job.language),
            "title": words.get(kind.code()),
            "template": format!("{}/{VERSION}", kind.code()),
            "words": words,
            "paper": job.paper.measures(),
            "shop": job.shop,
            "printed": job.printed,
            "items": items,
        })
        .to_string(),
        documents: items.len(),
    };
    Ok(items.chunks(at_once).map(part).collect())
}

fn items(job: &Job) -> Result<Vec<Value>, PaperError> {
    match &job.document {
        Document::JobSheets(all) => all.iter().map(|one| coded(one, &one.no)).collect(),
        Document::PromiseCards(all) => all.iter().map(|one| coded(one, &one.no)).collect(),
        Document::PromiseSlips(all) => all.iter().map(|one| Ok(json!(one))).collect(),
        Document::WarrantyCards(all) => all.iter().map(|one| coded(one, &one.serial)).collect(),
        Document::VisitLists(all) => all.iter().map(|one| Ok(json!(one))).collect(),
        Document::RemedyDecisions(all) => all.iter().map(|one| coded(one, &one.no)).collect(),
        Document::Receipts(all) => all.iter().map(|one| coded(one, &one.no)).collect(),
        Document::Quotes(all) => all.iter().map(|one| coded(one, &one.no)).collect(),
        Document::OrderCourses(all) => all.iter().map(|one| coded(one, &one.no)).collect(),
        Document::CommissioningRecords(all) => all.iter().map(|one| coded(one, &one.no)).collect(),
        Document::Posters(all) => all.iter().map(|one| Ok(json!(one))).collect(),
        Document::CustomerFiles(all) => all.iter().map(|one| Ok(json!(one))).collect(),
        Document::GreetingLabels(all) => all.iter().map(|one| Ok(json!(one))).collect(),
        Document::Calibration => Ok(vec![json!({
            "right_mm": job.offset.right_mm(),
            "down_mm": job.offset.down_mm(),
        })]),
    }
}

/// A document with the code of its number.
fn coded(document: &impl Serialize, no: &str) -> Result<Value, PaperError> {
    let mut value = serde_json::to_value(document).map_err(|error| failed(&error))?;
    if let Value::Object(fields) = &mut value {
        let code = serde_json::to_value(Code::of(no)?).map_err(|error| failed(&error))?;
        fields.insert("qr".to_owned(), code);
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn both_languages_have_the_same_words_of_the_same_shape() {
        let (zh, en) = (words(Language::Zh).unwrap(), words(Language::En).unwrap());
        assert!(zh.keys().eq(en.keys()));
        for (key, word) in &zh {
            let length = |word: &Value| word.as_array().map(Vec::len);
            assert_eq!(length(word), length(&en[key]), "{key}");
        }
    }

    #[test]
    fn every_word_of_a_template_exists_and_every_word_is_used() {
        let sources: String = Kind::ALL.into_iter().map(source).collect();
        let sources = sources + SHARED.1;
        let letter = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let used: std::collections::BTreeSet<&str> = sources
            .split("w.")
            .skip(1)
            .filter_map(|rest| rest.split(|c| !letter(c)).next())
            .collect();
        let known = words(Language::Zh).unwrap();
        for word in known.keys() {
            assert!(
                used.contains(word.as_str()),
                "{word} is not printed anywhere"
            );
        }
        for (at, _) in sources.match_indices("w.") {
            let alone = !sources[..at].ends_with(letter);
            let word = sources[at + 2..].split(|c| !letter(c)).next().unwrap();
            assert!(
                !alone || known.contains_key(word),
                "no word is called {word}"
            );
        }
    }
}
