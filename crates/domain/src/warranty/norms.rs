//! Which documents and rows speak about a machine.

use chrono::NaiveDate;

use super::facts::UnitFacts;
use super::policy::{
    ListedGood, ModelWarranty, Policies, StatutoryList, UnlistedGood, WarrantyPolicy,
};
use super::start::{ShelfTerms, sold_about};
use crate::policy::Document;
use crate::rule::RuleError;

/// The documents and rows that speak about a machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Norms<'a> {
    /// The statutory list in force when it was sold.
    pub(super) list: Option<&'a Document<StatutoryList>>,
    /// The maker's policy in force when it was sold.
    pub(super) policy: Option<&'a Document<WarrantyPolicy>>,
    /// Its row of the list.
    pub(super) listed: Option<&'a ListedGood>,
    /// Its class, where that is known not to be on the list.
    pub(super) unlisted: Option<&'a UnlistedGood>,
    /// Its row of the policy.
    pub(super) model: Option<&'a ModelWarranty>,
    /// What kind of machine it is, is known.
    pub(super) is_known: bool,
}

impl<'a> Norms<'a> {
    /// The rows in force on the day of sale, or the nearest day to it that is known.
    pub(super) fn find(
        facts: &'a UnitFacts,
        policies: &'a Policies,
        as_of: NaiveDate,
    ) -> Result<Self, RuleError> {
        let sold_about = sold_about(facts, as_of);
        let list = policies.statutory_on(sold_about);
        let policy = policies.warranty_on(sold_about);
        let class = class_of(facts, policies)?;
        let in_list = |class| Some((list?.content.good(class), list?.content.unlisted(class)));
        let (listed, unlisted) = class.and_then(in_list).unwrap_or((None, None));
        let code = facts.model.as_deref();
        Ok(Self {
            list,
            policy,
            listed,
            unlisted,
            model: code.and_then(|code| policy?.content.model(code)),
            is_known: class.is_some(),
        })
    }

    pub(super) fn general(&self) -> Option<&'a WarrantyPolicy> {
        self.policy.map(|policy| &policy.content)
    }

    pub(super) fn shelf(&self) -> Option<ShelfTerms> {
        self.general().map(|policy| ShelfTerms {
            max_shelf_months: policy.max_shelf_months,
            grace_months: policy.grace_months,
        })
    }
}

/// The class of product: as given, or as any version of the policy says of the model.
fn class_of<'a>(
    facts: &'a UnitFacts,
    policies: &'a Policies,
) -> Result<Option<&'a str>, RuleError> {
    let unknown = |field: &'static str| RuleError::UnknownCode {
        field: field.into(),
    };
    let of_model = match facts.model.as_deref() {
        Some(code) => {
            let versions = policies.warranty.iter();
            let row = versions
                .rev()
                .find_map(|version| version.content.model(code));
            Some(row.ok_or_else(|| unknown("model"))?.product_class.as_str())
        }
        None => None,
    };
    let Some(given) = facts.product_class.as_deref() else {
        return Ok(of_model);
    };
    let named = |list: &Document<StatutoryList>| {
        list.content.good(given).is_some() || list.content.unlisted(given).is_some()
    };
    if !policies.statutory.iter().any(named) {
        return Err(unknown("product_class"));
    }
    if of_model.is_some_and(|class| class != given) {
        return Err(RuleError::BadValue {
            field: "product_class".into(),
            reason: "the model is of another class".to_owned(),
        });
    }
    Ok(Some(given))
}
