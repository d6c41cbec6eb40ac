//! The figures of yearly maintenance, as a versioned document.

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

/// A day that every year has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MonthDay {
    /// 1–12.
    pub month: u32,
    /// 1–31; not 29 February.
    pub day: u32,
}

impl MonthDay {
    /// The day in a year.
    pub(crate) fn in_year(self, year: i32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(year, self.month, self.day)
    }
}

/// The figures of R152.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaintenancePolicy {
    /// At least one in so many months.
    pub interval_months: u32,
    /// When the heating season begins; maintenance comes before it.
    pub season_starts: MonthDay,
    /// A season that begins sooner after the last maintenance or the commissioning asks for none.
    pub least_gap_months: u32,
    /// So many months before its day it is agreed with the customer.
    pub remind_months: u32,
    /// So many days late are forgiven by the maker's extended plan.
    pub grace_days: u32,
    /// Whether late or missed ones put the extended plan in doubt.
    pub affects_extension: bool,
    /// So many missed in a row are a sign that the customer is lost.
    pub lost_after_missed: u32,
}

impl MaintenancePolicy {
    /// The last beginning of a heating season that is not after `day`.
    #[must_use]
    pub fn season_start_by(&self, day: NaiveDate) -> Option<NaiveDate> {
        let this_year = self.season_starts.in_year(day.year())?;
        if this_year <= day {
            Some(this_year)
        } else {
            self.season_starts.in_year(day.year() - 1)
        }
    }
}

impl Content for MaintenancePolicy {
    const KIND: &'static str = "maintenance";

    fn check(&self) -> Result<(), RuleError> {
        if !(1..=12).contains(&self.interval_months) {
            return Err(bad_policy("interval_months", "not once a year"));
        }
        // 2001 is a common year: a day it has, every year has.
        if self.season_starts.in_year(2001).is_none() {
            return Err(bad_policy("season_starts", "no day of every year"));
        }
        if !(1..=self.interval_months).contains(&self.least_gap_months) {
            return Err(bad_policy(
                "least_gap_months",
                "none, or above the interval",
            ));
        }
        if self.remind_months > self.interval_months {
            return Err(bad_policy("remind_months", "above the interval"));
        }
        if self.grace_days > 366 {
            return Err(bad_policy("grace_days", "more than a year"));
        }
        if self.lost_after_missed == 0 {
            return Err(bad_policy("lost_after_missed", "everyone would be lost"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The figures the program comes with.
    pub fn built_in() -> MaintenancePolicy = "maintenance-2026-1";
}
