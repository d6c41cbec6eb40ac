//! By when the next step of a case is due: figures of the maker, within what the law prescribes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::state::State;
use super::{Claim, Ground};
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;
use crate::time::{DAY_MS, end_of_day, local_date};

/// Days a step may take, each counted from the day of the step before it until its 24:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Periods {
    /// From the claim to a proposal or a refusal.
    pub decide_days: u32,
    /// From the proposal to its approval.
    pub approve_days: u32,
    /// Until headquarters answers.
    pub headquarters_days: u32,
    /// Until the customer is told.
    pub tell_days: u32,
    /// From the customer's yes to the execution.
    pub execute_days: u32,
    /// The same for money after a return: the law gives seven days (消法 Art. 25).
    pub refund_days: u32,
    /// From the execution to the closing.
    pub close_days: u32,
}

/// No step of a case takes longer, whatever a document says.
const DAYS_MOST: u32 = 366;
/// The law's limit for money after a return without a reason.
const REFUND_MOST: u32 = 7;

impl Content for Periods {
    const KIND: &'static str = "remedy_case";

    fn check(&self) -> Result<(), RuleError> {
        for (field, days) in [
            ("decide_days", self.decide_days),
            ("approve_days", self.approve_days),
            ("headquarters_days", self.headquarters_days),
            ("tell_days", self.tell_days),
            ("execute_days", self.execute_days),
            ("refund_days", self.refund_days),
            ("close_days", self.close_days),
        ] {
            if days > DAYS_MOST {
                return Err(bad_policy(field, "out of range"));
            }
        }
        if self.refund_days > REFUND_MOST {
            return Err(bad_policy("refund_days", "longer than the law gives"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The periods the program comes with, until headquarters sends others.
    pub fn periods() -> Periods = "remedy_case-2026-1";
}

/// When the next step of a case is due: at the end of a day; nothing once it is over or the day
/// lies outside the calendar.
#[must_use]
pub fn due_at(
    state: State,
    since_at: i64,
    (ground, claim): (Ground, Claim),
    periods: &Periods,
) -> Option<i64> {
    let money_back = claim == Claim::Return && ground == Ground::NoReason;
    let days = match state {
        State::Opened => periods.decide_days,
        State::Proposed => periods.approve_days,
        State::WithHeadquarters => periods.headquarters_days,
        State::Approved | State::Refused | State::Declined => periods.tell_days,
        State::Agreed if money_back => periods.refund_days,
        State::Agreed => periods.execute_days,
        State::Executed => periods.close_days,
        State::Closed | State::Withdrawn => return None,
    };
    end_of_day(local_date(since_at)?)?.checked_add(i64::from(days) * DAY_MS)
}
