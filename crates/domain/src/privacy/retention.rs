//! The legal basis of a record and how long it is kept (Art. 13, 19, 47).

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::policy::{Keep, LegalBasis, PrivacyPolicy, RecordKind};
use crate::calendar::plus_months;
use crate::explain::{Arg, Decision, Explanation, Line, line};
use crate::policy::Document;
use crate::rule::{Field, RuleError, within_calendar};

/// What [`retain`] is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RetainInput {
    /// What it is.
    pub kind: RecordKind,
    /// The day it was made.
    pub made_on: NaiveDate,
    /// The scrap date of the machine it is about, where known.
    #[serde(default)]
    pub scrap_on: Option<NaiveDate>,
}

/// Basis and period of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Retention {
    /// The legal basis.
    pub legal_basis: LegalBasis,
    /// The last day it is kept; absent where an event ends it, or a fact is missing.
    pub until: Option<NaiveDate>,
}

/// The legal basis of a record and the last day it is kept.
///
/// # Errors
/// [`RuleError::OutOfRange`] for dates outside the calendar, [`RuleError::BadPolicy`] for a policy
/// that does not know the kind.
pub fn retain(
    input: &RetainInput,
    document: &Document<PrivacyPolicy>,
) -> Result<Decision<Retention>, RuleError> {
    let rule = document.content.record(input.kind)?;
    let made_on = within_calendar(input.made_on, "made_on")?;
    let mut why = Explanation {
        basis: vec![rule.legal_basis.article()],
        versions: vec![document.version_ref()],
        steps: vec![Line {
            key: "privacy-record",
            args: vec![("record", Arg::Key(input.kind.message_key()))],
        }],
        ..Explanation::default()
    };
    let until = match (rule.keep, input.scrap_on) {
        (Keep::Months(months), _) => Some(months_after(made_on, months, "made_on")?),
        (Keep::MonthsAfterScrap(months), Some(scrap_on)) => {
            Some(months_after(scrap_on, months, "scrap_on")?)
        }
        (Keep::MonthsAfterScrap(_), None) => {
            why.missing.push(line!("privacy-scrap-date-unknown"));
            None
        }
        (Keep::WhileInUse(()), _) => {
            why.steps.push(line!("privacy-kept-while-customer"));
            None
        }
        (Keep::UntilWithdrawn(()), _) => {
            why.steps.push(line!("privacy-kept-until-withdrawn"));
            None
        }
    };
    if let Some(until) = until {
        why.steps.push(line!("privacy-kept-until", on = until));
    }
    Ok(Decision {
        result: Retention {
            legal_basis: rule.legal_basis,
            until,
        },
        why,
    })
}

fn months_after(
    start: NaiveDate,
    months: u32,
    field: &'static str,
) -> Result<NaiveDate, RuleError> {
    plus_months(start, months).map_err(|_| RuleError::OutOfRange {
        field: Field::Borrowed(field),
    })
}
