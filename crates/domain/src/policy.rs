//! Policies are data: versioned documents with source, effective date and reviewer.
//!
//! Headquarters edits them; a document is never changed in place, a new version is added, and a
//! case keeps the [`VersionRef`] of the version that decided it. [`load`] refuses a document that
//! does not hold together, so a rule never meets a half-valid table.
//!
//! The documents of the program are files `data/policy/KIND-VERSION.json`. A kind of which one
//! version decides at a time has a `built_in()`; lists of versions that are looked up by day
//! (`warranty::Policies`, `calendar::Holidays`) give themselves.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::explain::VersionRef;
use crate::rule::RuleError;

/// A versioned policy document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document<T> {
    /// Names this version among those of its kind; never used twice.
    pub version: String,
    /// Where the figures come from: law and article, notice, contract, our own proposal.
    pub source: String,
    /// From which day on it decides new cases.
    pub effective_on: NaiveDate,
    /// Who at headquarters has checked it; absent while nobody has.
    pub reviewed_by: Option<String>,
    /// The figures.
    pub content: T,
}

/// What a document of one kind contains.
pub trait Content: DeserializeOwned {
    /// The kind of document, as in [`VersionRef::kind`].
    const KIND: &'static str;

    /// Refuses figures that do not hold together.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`] with the place and what is wrong there.
    fn check(&self) -> Result<(), RuleError>;
}

impl<T: Content> Document<T> {
    /// What a case that this document decided stores.
    #[must_use]
    pub fn version_ref(&self) -> VersionRef {
        VersionRef {
            kind: T::KIND.to_owned(),
            version: self.version.clone(),
        }
    }
}

/// Reads and checks a document.
///
/// # Errors
/// [`RuleError::BadPolicy`] when it is no such document, names no version or source, or its
/// content is refused by [`Content::check`].
pub fn load<T: Content>(json: &str) -> Result<Document<T>, RuleError> {
    let document: Document<T> =
        serde_json::from_str(json).map_err(|error| bad_policy("document", error.to_string()))?;
    for (field, text) in [("version", &document.version), ("source", &document.source)] {
        if text.trim().is_empty() {
            return Err(bad_policy(field, "must not be empty"));
        }
    }
    document.content.check()?;
    Ok(document)
}

/// Declares the function that gives the document the program comes with, read and checked once
/// from `data/policy/KIND-VERSION.json`. Tests prove that each of these files reads.
macro_rules! built_in_document {
    ($(#[$doc:meta])* $vis:vis fn $name:ident() -> $content:ty = $file:literal;) => {
        $(#[$doc])*
        ///
        /// # Errors
        /// [`RuleError::BadPolicy`](crate::rule::RuleError::BadPolicy) never for the shipped file.
        $vis fn $name()
        -> Result<&'static crate::policy::Document<$content>, crate::rule::RuleError> {
            type Read = Result<crate::policy::Document<$content>, crate::rule::RuleError>;
            static READ: std::sync::LazyLock<Read> = std::sync::LazyLock::new(|| {
                crate::policy::load(crate::policy::policy_file!($file))
            });
            READ.as_ref().map_err(Clone::clone)
        }
    };
}
pub(crate) use built_in_document;

/// The text of a file of `data/policy`, by its name without `.json`.
macro_rules! policy_file {
    ($file:literal) => {
        include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/data/policy/",
            $file,
            ".json"
        ))
    };
}
pub(crate) use policy_file;

/// The version in force on `on`: the latest effective by then, the later in the list among equals.
#[must_use]
pub fn in_force<T>(documents: &[Document<T>], on: NaiveDate) -> Option<&Document<T>> {
    let effective = documents
        .iter()
        .filter(|document| document.effective_on <= on);
    effective.max_by_key(|document| document.effective_on)
}

/// A fault of a document.
pub fn bad_policy(field: impl Into<crate::rule::Field>, reason: impl Into<String>) -> RuleError {
    RuleError::BadPolicy {
        field: field.into(),
        reason: reason.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Serialize, Deserialize)]
    struct Days(u32);
    impl Content for Days {
        const KIND: &'static str = "days";
        fn check(&self) -> Result<(), RuleError> {
            if self.0 == 0 {
                Err(bad_policy("content", "no days"))
            } else {
                Ok(())
            }
        }
    }

    fn text(version: &str, source: &str, content: &str) -> String {
        format!(
            r#"{{"version":"{version}","source":"{source}","effective_on":"2026-01-01",
            "reviewed_by":null,"content":{content}}}"#
        )
    }

    #[test]
    fn a_document_needs_version_source_and_sound_content() {
        assert_eq!(load::<Days>(&text("1", "law", "3")).unwrap().content.0, 3);
        for (json, field) in [
            (text(" ", "law", "3"), "version"),
            (text("1", "", "3"), "source"),
            (text("1", "law", "0"), "content"),
            (text("1", "law", "\"x\""), "document"),
            ("{}".to_owned(), "document"),
        ] {
            assert_eq!(
                load::<Days>(&json).unwrap_err().field(),
                Some(field),
                "{json}"
            );
        }
    }

    /// Checks a file as a document of its kind if it is one, and gives the name it should have.
    fn name_as<T: Content>(stem: &str, json: &str) -> Option<String> {
        let kind = stem.split_once('-')?.0;
        (kind == T::KIND).then(|| {
            let document = load::<T>(json).unwrap_or_else(|error| panic!("{stem}: {error:?}"));
            format!("{}-{}", T::KIND, document.version)
        })
    }

    macro_rules! name_of {
        ($stem:expr, $json:expr, $($content:ty),+ $(,)?) => {
            None$(.or_else(|| name_as::<$content>($stem, $json)))+
        };
    }

    /// serde takes unknown fields beside the tag of a unit variant, whatever the enum says; that is
    /// why such variants have braces.
    #[test]
    fn a_variant_without_fields_takes_no_fields() {
        fn reads<T: DeserializeOwned>(tag: &str, variant: &str) {
            let bare = serde_json::json!({ tag: variant });
            assert!(serde_json::from_value::<T>(bare).is_ok(), "{tag} {variant}");
            let more = serde_json::json!({ tag: variant, "hours": 24 });
            assert!(
                serde_json::from_value::<T>(more).is_err(),
                "{tag} {variant}"
            );
        }
        for variant in ["warning", "limit", "at_once"] {
            reads::<crate::sla::Trigger>("when", variant);
        }
        reads::<crate::sla::ConfirmedBy>("how", "return_visits");
        reads::<crate::serial::SerialProblem>("reason", "empty");
        for variant in ["yes_no", "scale_1_5", "scale_0_10", "money", "text"] {
            reads::<crate::reference::QuestionKind>("kind", variant);
        }
        for variant in ["yes", "no", "said"] {
            reads::<crate::reference::Condition>("is", variant);
        }
        for variant in ["date", "yes_no"] {
            reads::<crate::reference::CheckFieldKind>("kind", variant);
        }
    }

    #[test]
    fn every_shipped_file_reads_and_is_named_by_its_kind_and_version() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/policy");
        let mut count = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let stem = path.file_stem().unwrap().to_str().unwrap();
            let json = std::fs::read_to_string(&path).unwrap();
            let name = name_of!(
                stem,
                &json,
                crate::assessment::AssessmentPolicy,
                crate::bonus::BonusPolicy,
                crate::buyer_profile::BuyerProfilePolicy,
                crate::calendar::lunar::BirthdayPolicy,
                crate::calendar::HolidayYear,
                crate::campaign::Policy,
                crate::care::CarePolicy,
                crate::certificate::gate::GatePolicy,
                crate::certificate::state::Policy,
                crate::commissioning::Checklist,
                crate::complaint::ComplaintPolicy,
                crate::kpi::KpiPolicy,
                crate::maintenance::MaintenancePolicy,
                crate::permission::Table,
                crate::privacy::PrivacyPolicy,
                crate::remedy_case::Articles,
                crate::remedy_case::Periods,
                crate::request::DuplicatePolicy,
                crate::return_visit::plan::PlanPolicy,
                crate::safety::SafetyPolicy,
                crate::sla::AlertTable,
                crate::sla::ExternalPeriods,
                crate::sla::SlaTable,
                crate::survey::SurveyPolicy,
                crate::visit_audit::AuditPolicy,
                crate::warranty::StatutoryList,
                crate::warranty::WarrantyPolicy,
                crate::warranty::remedy::ConsumerLaw,
                crate::warranty::remedy::RemedyLaw,
                crate::warranty::remedy::RemedyPolicy,
            );
            assert_eq!(name.as_deref(), Some(stem));
            count += 1;
        }
        assert!(count > 0);
    }

    #[test]
    fn the_latest_effective_version_is_in_force_and_none_before_the_first() {
        let day = |month| NaiveDate::from_ymd_opt(2026, month, 1).unwrap();
        let document = |month: u32| Document {
            version: month.to_string(),
            source: "s".into(),
            effective_on: day(month),
            reviewed_by: None,
            content: (),
        };
        let documents = [document(6), document(2), document(2)];
        assert!(in_force(&documents, day(1)).is_none());
        assert!(std::ptr::eq(
            in_force(&documents, day(2)).unwrap(),
            &raw const documents[2]
        ));
        assert_eq!(in_force(&documents, day(12)).unwrap().version, "6");
    }
}
