//! A person asks to be forgotten (Art. 47): what stands against it, what is done, what stays.
//!
//! The person is made anonymous; facts of the machine that the law wants kept stay without them
//! until the scrap date and a while. An open matter defers the deletion, with the reason told, and
//! until then the data is stored and protected only.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::policy::{PrivacyPolicy, RecordKind};
use super::retention::{RetainInput, Retention, retain};
use crate::codes::codes;
use crate::explain::{Basis, Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::{RuleError, in_order, within_calendar};

/// Most machines of one person.
pub const UNITS_MAX: usize = 1_000;

/// A machine of the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitFacts {
    /// The machine.
    pub unit: Uuid,
    /// The day its facts begin: sale or commissioning.
    pub since_on: NaiveDate,
    /// Its scrap date, where known.
    pub scrap_on: Option<NaiveDate>,
}

/// What [`decide`] is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DeletionInput {
    /// The day of the request.
    pub requested_on: NaiveDate,
    /// Whether it is sure that the person themself asks.
    pub identity_checked: bool,
    /// Complaints that are not settled.
    pub open_complaints: u32,
    /// Orders that are not closed.
    pub open_orders: u32,
    /// Return or exchange cases that are not settled.
    pub open_cases: u32,
    /// The person's machines.
    pub units: Vec<UnitFacts>,
    /// The day the question is asked for.
    pub as_of: NaiveDate,
}

codes! {
    /// What is done about a deletion.
    DeletionOutcome {
        /// 先核实身份
        IdentityFirst = "identity_first",
        /// 暂缓
        Deferred = "deferred",
        /// 匿名化
        Anonymise = "anonymise",
    }
}

codes! {
    /// Why a deletion waits.
    Hold {
        /// 投诉未结
        OpenComplaint = "open_complaint",
        /// 工单未结
        OpenOrder = "open_order",
        /// 退换案未结
        OpenCase = "open_case",
    }
}

/// Facts of a machine that stay without the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct KeptFacts {
    /// The machine.
    pub unit: Uuid,
    /// Which facts.
    pub kind: RecordKind,
    /// Basis and last day; without a scrap date they stay until one is known.
    pub retention: Retention,
}

/// What is done about a deletion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Deletion {
    /// What.
    pub outcome: DeletionOutcome,
    /// Why it waits.
    pub holds: Vec<Hold>,
    /// What stays, without the person.
    pub kept: Vec<KeptFacts>,
}

/// What is done when a person asks to be forgotten.
///
/// # Errors
/// [`RuleError::OutOfRange`], [`RuleError::EndBeforeStart`] for impossible dates or too many
/// machines, [`RuleError::BadPolicy`] for a policy without a kind of record.
pub fn decide(
    input: &DeletionInput,
    document: &Document<PrivacyPolicy>,
) -> Result<Decision<Deletion>, RuleError> {
    within_calendar(input.requested_on, "requested_on")?;
    let as_of = within_calendar(input.as_of, "as_of")?;
    in_order(input.requested_on, as_of, "as_of")?;
    let mut why = Explanation {
        basis: vec![Basis::statute("basis-pipl-47")],
        versions: vec![document.version_ref()],
        steps: vec![line!("privacy-deletion-asked", on = input.requested_on)],
        ..Explanation::default()
    };
    let holds = holds(input, &mut why);
    let kept = kept(input, document, as_of)?;
    let outcome = if !input.identity_checked {
        why.missing.push(line!("privacy-identity-unchecked"));
        DeletionOutcome::IdentityFirst
    } else if holds.is_empty() {
        why.steps.push(line!("privacy-anonymised"));
        DeletionOutcome::Anonymise
    } else {
        why.steps.push(line!("privacy-deferred"));
        DeletionOutcome::Deferred
    };
    for facts in &kept {
        match facts.retention.until {
            Some(until) => why.steps.push(line!("privacy-kept-until", on = until)),
            None => why.missing.push(line!("privacy-scrap-date-unknown")),
        }
    }
    why.steps.dedup();
    why.missing.dedup();
    let result = Deletion {
        outcome,
        holds,
        kept,
    };
    Ok(Decision { result, why })
}

fn holds(input: &DeletionInput, why: &mut Explanation) -> Vec<Hold> {
    let mut holds = Vec::new();
    let facts = [
        (
            Hold::OpenComplaint,
            input.open_complaints,
            line!("privacy-hold-complaint", count = input.open_complaints),
        ),
        (
            Hold::OpenOrder,
            input.open_orders,
            line!("privacy-hold-order", count = input.open_orders),
        ),
        (
            Hold::OpenCase,
            input.open_cases,
            line!("privacy-hold-case", count = input.open_cases),
        ),
    ];
    for (hold, _, line) in facts.into_iter().filter(|(_, count, _)| *count > 0) {
        holds.push(hold);
        why.steps.push(line);
    }
    holds
}

/// The error of a date, named by the field it was given in.
fn of_unit(error: RuleError, index: usize) -> RuleError {
    let field = match error.field() {
        Some("made_on") => "since_on",
        Some("scrap_on") => "scrap_on",
        _ => return error,
    };
    RuleError::OutOfRange {
        field: format!("units[{index}].{field}").into(),
    }
}

/// The facts of each machine whose period is not over.
fn kept(
    input: &DeletionInput,
    document: &Document<PrivacyPolicy>,
    as_of: NaiveDate,
) -> Result<Vec<KeptFacts>, RuleError> {
    if input.units.len() > UNITS_MAX {
        return Err(RuleError::OutOfRange {
            field: "units".into(),
        });
    }
    let mut kept = Vec::new();
    for (index, unit) in input.units.iter().enumerate() {
        if let Some(scrap_on) = unit.scrap_on {
            let field = format!("units[{index}].scrap_on");
            in_order(unit.since_on, scrap_on, field.clone())?;
            within_calendar(scrap_on, field)?;
        }
        for kind in RecordKind::ALL.iter().filter(|kind| kind.is_of_machine()) {
            let asked = RetainInput {
                kind: *kind,
                made_on: unit.since_on,
                scrap_on: unit.scrap_on,
            };
            let retention = retain(&asked, document).map_err(|error| of_unit(error, index))?;
            let retention = retention.result;
            if retention.until.is_none_or(|until| as_of <= until) {
                kept.push(KeptFacts {
                    unit: unit.unit,
                    kind: *kind,
                    retention,
                });
            }
        }
    }
    Ok(kept)
}
