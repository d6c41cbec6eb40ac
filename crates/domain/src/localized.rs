//! A text in both languages of the product.

use serde::{Deserialize, Serialize};

use crate::explain::Language;
use crate::policy::bad_policy;
use crate::rule::RuleError;

/// The longest text a document may hold, in characters: what still fits on a screen and a sheet.
const LONGEST: usize = 400;

/// A text in Chinese and English.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(deny_unknown_fields)]
pub struct Localized {
    /// Chinese, as a clerk in a village shop says it.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Localized {
    /// The text in `language`.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }

    /// Whether neither language is empty.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        !self.zh.trim().is_empty() && !self.en.trim().is_empty()
    }

    /// Refuses a text that is empty or too long in a language, and Chinese where English should
    /// stand (or the other way round): the usual mistakes when a table is filled in.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`] with `place` and the language.
    pub fn check(&self, place: &str) -> Result<(), RuleError> {
        for (language, text) in [("zh", &self.zh), ("en", &self.en)] {
            let field = format!("{place}.{language}");
            if text.trim().is_empty() {
                return Err(bad_policy(field, "must not be empty"));
            }
            if text.chars().count() > LONGEST {
                return Err(bad_policy(field, "longer than 400 characters"));
            }
        }
        if !self.zh.chars().any(is_chinese) {
            return Err(bad_policy(format!("{place}.zh"), "is not Chinese"));
        }
        if self.en.chars().any(is_chinese) {
            return Err(bad_policy(format!("{place}.en"), "is not English"));
        }
        Ok(())
    }
}

/// Whether a character is a Chinese one or belongs to Chinese punctuation and full-width forms.
pub(crate) fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(zh: &str, en: &str) -> Localized {
        Localized {
            zh: zh.into(),
            en: en.into(),
        }
    }

    #[test]
    fn each_language_gets_its_own_text() {
        let valve = text("气阀", "Gas valve");
        assert_eq!(valve.get(Language::Zh), "气阀");
        assert_eq!(valve.get(Language::En), "Gas valve");
    }

    #[test]
    fn a_text_without_one_of_its_languages_is_not_complete() {
        assert!(text("%", "per cent").is_complete());
        assert!(!text(" ", "per cent").is_complete());
        assert!(!text("%", " ").is_complete());
    }

    #[test]
    fn an_empty_overlong_or_swapped_text_is_refused_with_its_place() {
        let long = "阀".repeat(401);
        for (zh, en, field) in [
            (" ", "Valve", "name.zh"),
            ("阀", "", "name.en"),
            (long.as_str(), "Valve", "name.zh"),
            ("Valve", "Valve", "name.zh"),
            ("阀", "阀", "name.en"),
            ("阀", "Valve，", "name.en"),
            ("阀", "Valve。", "name.en"),
        ] {
            let refused = text(zh, en).check("name").unwrap_err();
            assert_eq!(refused.field(), Some(field), "{zh} {en}");
        }
        assert_eq!(text(&"阀".repeat(400), "Valve (CO)").check("name"), Ok(()));
    }
}
