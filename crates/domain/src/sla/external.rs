//! The authority's own periods for a complaint the customer files there (12315).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Mode;
use super::due::Counter;
use super::walk::plain_walk;
use crate::calendar::{Holidays, WORKING_DAYS_MAX, add_working_days, note_lists};
use crate::explain::{Basis, Decision, Explanation, line};
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::{RuleError, in_order, within_calendar};

/// The figures, which a new regulation may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExternalPeriods {
    /// Working days in which the authority decides whether to accept.
    pub acceptance_working_days: u32,
    /// Working days from acceptance after which mediation ends.
    pub mediation_working_days: u32,
}

impl Content for ExternalPeriods {
    const KIND: &'static str = "sla_external";

    fn check(&self) -> Result<(), RuleError> {
        for (field, days) in [
            ("acceptance_working_days", self.acceptance_working_days),
            ("mediation_working_days", self.mediation_working_days),
        ] {
            if !(1..=WORKING_DAYS_MAX).contains(&days) {
                return Err(bad_policy(field, "no such period"));
            }
        }
        Ok(())
    }
}

built_in_document! {
    /// The figures the program comes with.
    pub fn external_built_in() -> ExternalPeriods = "sla_external-2026-1";
}

/// A complaint at the authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExternalInput {
    /// The day the authority received it.
    pub filed_on: NaiveDate,
    /// The day it accepted it.
    #[serde(default)]
    pub accepted_on: Option<NaiveDate>,
}

/// The last days of the authority's periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct External {
    /// It decides on acceptance by then.
    pub acceptance_until: NaiveDate,
    /// Without an agreement by then mediation ends; absent until it is accepted.
    pub mediation_until: Option<NaiveDate>,
    /// A year's list of holidays is missing, so only weekends were known.
    pub holiday_unknown: bool,
}

/// When the authority decides and when its mediation ends (`rules.md` §2.6, last paragraph). These
/// are duties of the authority: nothing is rolled for anybody.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar, [`RuleError::EndBeforeStart`] for an acceptance
/// before the filing.
pub fn external_deadlines(
    input: &ExternalInput,
    periods: &Document<ExternalPeriods>,
    holidays: &Holidays,
) -> Result<Decision<External>, RuleError> {
    let filed_on = within_calendar(input.filed_on, "filed_on")?;
    let figures = periods.content;
    let counter = Counter {
        mode: Mode::Working,
        holidays,
    };
    // The days of a checked policy are few, so only the start can lie too late.
    let end = |start, days, field: &'static str| {
        let end = add_working_days(holidays, start, days);
        end.map_err(|_| RuleError::OutOfRange {
            field: field.into(),
        })
    };
    let acceptance = end(filed_on, figures.acceptance_working_days, "filed_on")?;
    let mut why = Explanation {
        basis: vec![
            Basis::statute("basis-complaint-handling-14"),
            Basis::statute("basis-consumer-46"),
        ],
        steps: vec![line!("sla-filed", on = filed_on)],
        versions: vec![periods.version_ref()],
        ..Explanation::default()
    };
    if periods.reviewed_by.is_none() {
        why.notes
            .push(line!("sla-unreviewed", version = periods.version.as_str()));
    }
    why.steps
        .extend(plain_walk(&counter, filed_on, acceptance.end));
    why.steps
        .push(line!("sla-acceptance-until", on = acceptance.end));
    let mut holiday_unknown = acceptance.holiday_unknown;
    let mut dates = vec![filed_on, acceptance.end];
    let mut mediation_until = None;
    if let Some(accepted_on) = input.accepted_on {
        within_calendar(accepted_on, "accepted_on")?;
        in_order(filed_on, accepted_on, "accepted_on")?;
        let end = end(accepted_on, figures.mediation_working_days, "accepted_on")?;
        why.basis
            .push(Basis::statute("basis-complaint-handling-21"));
        why.steps.push(line!("sla-accepted", on = accepted_on));
        why.steps.extend(plain_walk(&counter, accepted_on, end.end));
        why.steps.push(line!("sla-mediation-until", on = end.end));
        holiday_unknown |= end.holiday_unknown;
        dates.extend([accepted_on, end.end]);
        mediation_until = Some(end.end);
    }
    note_lists(&mut why, holidays, &dates, holiday_unknown);
    Ok(Decision {
        result: External {
            acceptance_until: acceptance.end,
            mediation_until,
            holiday_unknown,
        },
        why,
    })
}
