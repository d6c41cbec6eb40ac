//! What all documents of reference content have in common: loading and checking lists of codes.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::policy::{Content, Document, bad_policy, load};
use crate::rule::RuleError;

/// The longest code.
const LONGEST_CODE: usize = 40;

/// Reads a document that is part of the program. One that does not hold together is as good as
/// none: nothing is looked up in half a table. A test proves of each that it holds together.
pub(crate) fn shipped<T: Content + Default>(json: &str) -> Document<T> {
    load(json).unwrap_or_else(|_| Document {
        version: String::new(),
        source: String::new(),
        effective_on: NaiveDate::MIN,
        reviewed_by: None,
        content: T::default(),
    })
}

/// Gives a kind of content the document of this file in `data/reference`.
macro_rules! shipped_content {
    ($content:ty, $file:literal) => {
        impl $content {
            /// The document that ships with the program, with its version and source.
            #[must_use]
            pub fn document() -> &'static crate::policy::Document<Self> {
                static SHIPPED: std::sync::LazyLock<crate::policy::Document<$content>> =
                    std::sync::LazyLock::new(|| {
                        crate::reference::document::shipped(include_str!(concat!(
                            "../../data/reference/",
                            $file
                        )))
                    });
                &SHIPPED
            }

            /// The content that ships with the program.
            #[must_use]
            pub fn built_in() -> &'static Self {
                &Self::document().content
            }
        }
    };
}
pub(crate) use shipped_content;

/// Refuses an empty list, and a code that is malformed or stands twice in it.
pub(crate) fn check_codes<'a>(
    place: &str,
    codes: impl IntoIterator<Item = &'a str>,
) -> Result<(), RuleError> {
    let mut seen = BTreeSet::new();
    for (index, code) in codes.into_iter().enumerate() {
        let field = format!("{place}[{index}].code");
        check_code(&field, code)?;
        if !seen.insert(code) {
            return Err(bad_policy(field, format!("`{code}` stands twice")));
        }
    }
    if seen.is_empty() {
        return Err(bad_policy(place.to_owned(), "must not be empty"));
    }
    Ok(())
}

/// Refuses a malformed code.
pub(crate) fn check_code(place: &str, code: &str) -> Result<(), RuleError> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if code.is_empty() || code.len() > LONGEST_CODE || !code.chars().all(fits) {
        return Err(bad_policy(
            place.to_owned(),
            "a code is 1 to 40 of A-Z, a-z, 0-9, _ and -",
        ));
    }
    Ok(())
}

/// Refuses a reference to a code that is not there.
pub(crate) fn check_known(place: String, code: &str, known: bool) -> Result<(), RuleError> {
    if known {
        Ok(())
    } else {
        Err(bad_policy(place, format!("there is no `{code}`")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_well_formed_and_stand_once() {
        let longest = "a".repeat(40);
        assert_eq!(check_codes("l", ["E01", "a_b-9", longest.as_str()]), Ok(()));
        let too_long = "a".repeat(41);
        for (codes, field) in [
            (vec![], "l"),
            (vec!["a", ""], "l[1].code"),
            (vec![too_long.as_str()], "l[0].code"),
            (vec!["a", "b", "a"], "l[2].code"),
            (vec!["a b"], "l[0].code"),
            (vec!["码"], "l[0].code"),
        ] {
            let refused = check_codes("l", codes.clone()).unwrap_err();
            assert_eq!(refused.field(), Some(field), "{codes:?}");
        }
    }

    #[test]
    fn a_reference_needs_something_behind_it() {
        assert_eq!(check_known("a.b".into(), "x", true), Ok(()));
        let refused = check_known("a.b".into(), "x", false).unwrap_err();
        assert_eq!(refused.field(), Some("a.b"));
    }
}
