//! An attempt at commissioning as it was recorded: the answers beside the list they were made with.

use wuyou_contract::explain::BothLanguages;
use wuyou_domain::commissioning::{Answer, Checklist, Finding, UnitFacts};
use wuyou_domain::id::InspectionId;
use wuyou_domain::rule::RuleError;
use wuyou_store::View;
use wuyou_store::inspection::{self, InspectionRow};

use super::sheet;
use crate::failure::Outcome;

/// An attempt with everything it holds.
pub(crate) struct Recorded {
    pub(crate) row: InspectionRow,
    /// What was asked and answered; none where it was made with a list that is not here any more.
    pub(crate) answered: Option<Answered>,
    /// What is wrong or open, as sentences.
    pub(crate) sentences: Vec<BothLanguages>,
}

/// The answers and what they were measured by.
pub(crate) struct Answered {
    pub(crate) list: &'static Checklist,
    pub(crate) facts: UnitFacts,
    pub(crate) answers: Vec<Answer>,
    pub(crate) findings: Vec<Finding>,
}

/// Loads an attempt.
pub(crate) fn recorded(view: View<'_>, id: InspectionId) -> Outcome<Recorded> {
    let row = inspection::get(view, id)?;
    Ok(Recorded {
        answered: answered(&row),
        sentences: sheet::findings_of(&row),
        row,
    })
}

fn answered(row: &InspectionRow) -> Option<Answered> {
    let list = wuyou_domain::commissioning::of_version(&row.checklist_version)?;
    let kept = sheet::kept(row)?;
    let judged: Result<_, RuleError> =
        wuyou_domain::commissioning::evaluate(list, &kept.unit, &kept.answers);
    Some(Answered {
        list: &list.content,
        findings: judged.ok()?.result.findings,
        facts: kept.unit,
        answers: kept.answers,
    })
}
