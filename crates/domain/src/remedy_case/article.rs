//! The articles behind a remedy, in the words of the law: a document of headquarters, quoted with
//! its source. The reasons of a rule paraphrase them; what is printed for the customer quotes them.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::explain::Basis;
use crate::localized::Localized;
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

/// One article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Article {
    /// The message that names it among the reasons, such as `basis-sanbao-9`.
    pub key: String,
    /// The law and the number of the article.
    pub name: Localized,
    /// Its words; the Chinese ones hold, the English ones explain.
    pub text: Localized,
    /// Where the words come from.
    pub source: String,
}

/// Every article a remedy is decided by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Articles {
    /// The articles.
    pub articles: Vec<Article>,
}

impl Articles {
    /// The article behind a reason.
    #[must_use]
    pub fn of(&self, basis: &Basis) -> Option<&Article> {
        self.articles.iter().find(|one| one.key == basis.key)
    }
}

impl Content for Articles {
    const KIND: &'static str = "remedy_article";

    fn check(&self) -> Result<(), RuleError> {
        let mut seen = BTreeSet::new();
        for (index, one) in self.articles.iter().enumerate() {
            let place = format!("articles[{index}]");
            if !seen.insert(one.key.as_str()) {
                return Err(bad_policy(place, "stands twice"));
            }
            let texts = [
                &one.key,
                &one.name.zh,
                &one.name.en,
                &one.text.zh,
                &one.text.en,
                &one.source,
            ];
            if texts.iter().any(|text| text.trim().is_empty()) {
                return Err(bad_policy(place, "must not be empty"));
            }
        }
        Ok(())
    }
}

built_in_document! {
    /// The articles the program comes with, until headquarters sends others.
    pub fn articles() -> Articles = "remedy_article-2026-1";
}
