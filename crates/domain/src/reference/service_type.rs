//! What counts as a service, and whether it costs something (R047, R109).

use serde::{Deserialize, Serialize};

use super::document::{check_codes, shipped_content};
use crate::codes::codes;
use crate::localized::Localized;
use crate::policy::Content;
use crate::rule::RuleError;

codes! {
    /// Whether a service costs something.
    ServiceCharge {
        /// Never.
        Free = "free",
        /// Warranty decides: free inside, by the price list outside.
        ByWarranty = "by_warranty",
        /// By the price list.
        PriceList = "price_list",
    }
}

/// A kind of service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceType {
    /// Its stable code.
    pub code: String,
    /// Its name.
    pub name: Localized,
    /// Whether it costs something.
    pub charge: ServiceCharge,
}

/// All kinds of service.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServiceTypes {
    /// The kinds.
    pub types: Vec<ServiceType>,
}

shipped_content!(ServiceTypes, "service_types.json");

impl ServiceTypes {
    /// The kind of this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&ServiceType> {
        self.types.iter().find(|kind| kind.code == code)
    }
}

impl Content for ServiceTypes {
    const KIND: &'static str = "service_types";

    fn check(&self) -> Result<(), RuleError> {
        check_codes("types", self.types.iter().map(|kind| kind.code.as_str()))?;
        for (index, kind) in self.types.iter().enumerate() {
            kind.name.check(&format!("types[{index}].name"))?;
        }
        Ok(())
    }
}
