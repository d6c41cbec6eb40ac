//! The figures of care calls, as a versioned document.

use serde::{Deserialize, Serialize};

use crate::maintenance::MonthDay;
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

/// Most calls a day a shop may set.
pub const PER_DAY_MOST: u32 = 50;

/// The figures of R019.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CarePolicy {
    /// Calls a day, where the shop has set none.
    pub per_day: u32,
    /// So many days from the anniversary of an installation on it is called about.
    pub anniversary_days: u32,
    /// From this day on households are called before the heating season.
    pub season_from: MonthDay,
    /// Until this day.
    pub season_to: MonthDay,
}

impl Content for CarePolicy {
    const KIND: &'static str = "care";

    fn check(&self) -> Result<(), RuleError> {
        if self.per_day > PER_DAY_MOST {
            return Err(bad_policy("per_day", "more than anybody calls in a day"));
        }
        if self.anniversary_days > 60 {
            return Err(bad_policy("anniversary_days", "more than two months"));
        }
        let (from, to) = (self.season_from.in_year(2001), self.season_to.in_year(2001));
        if from.is_none() || to.is_none() || from > to {
            return Err(bad_policy("season_to", "no days of every year in order"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The figures the program comes with.
    pub fn built_in() -> CarePolicy = "care-2026-1";
}
