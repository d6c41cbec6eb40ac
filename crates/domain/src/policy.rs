//! Policies are data: versioned documents with source, effective date and reviewer.
//!
//! Headquarters edits them; a document is never changed in place, a new version is added, and a
//! case keeps the [`VersionRef`] of the version that decided it. [`load`] refuses a document that
//! does not hold together, so a rule never meets a half-valid table.

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
