//! The guards of the steps: what must be true of the order and be filled in before a step is taken
//! (`model.md` §3.2, the column "guard").

use super::danger::guard_danger;
use super::{
    CHARGE_MAX_FEN, Effect, FAILED_CONTACTS_FOR_EXCEPTION, Facts, OWN_CANCEL_WINDOW_MS,
    PLAN_AHEAD_MS, PLAN_BACK_MS, REOPEN_WINDOW_MS, Refusal, State, Step, StepInput, Transition,
};
use crate::codes::codes;
use crate::id::StaffId;
use crate::machine::Who;

/// Whether a step or call may have happened at `occurred_at`: not before the latest known step and
/// not after now. Where the latest step is ahead of this clock (another PC's runs fast), now counts.
///
/// # Errors
/// [`Refusal::BeforeLastStep`] or [`Refusal::InFuture`].
pub fn may_have_happened(occurred_at: i64, last_event_at: i64, now_at: i64) -> Result<(), Refusal> {
    if occurred_at > now_at {
        Err(Refusal::InFuture)
    } else if occurred_at < last_event_at.min(now_at) {
        Err(Refusal::BeforeLastStep)
    } else {
        Ok(())
    }
}

pub(super) fn guard(
    transition: &Transition,
    actor: StaffId,
    who: Who,
    facts: &Facts,
    now_at: i64,
) -> Result<Vec<Effect>, Refusal> {
    may_have_happened(facts.occurred_at, facts.last_event_at, now_at)?;
    guard_dispatched(transition.step, actor, who, facts)?;
    guard_danger(transition.from, transition.step, facts)?;
    let input = &facts.input;
    match transition.step {
        Step::Reply => {
            needs(&[("contact_text", input.contact_text.is_some())])?;
            Ok(vec![Effect::MarkReplied, Effect::RecordContact])
        }
        Step::Schedule => {
            guard_window(input, now_at)?;
            let resumes = transition.from == State::Postponed;
            let resume = resumes.then_some(Effect::ResumePromise);
            let told = input.contact_text.is_some();
            let contact = told.then_some(Effect::RecordContact);
            let effects = [Effect::MarkReplied].into_iter();
            Ok(effects.chain(resume).chain(contact).collect())
        }
        Step::Dispatch => {
            needs(&[("technician", input.technician.is_some())])?;
            facts.proofs.guard_dispatch()
        }
        Step::Redispatch => guard_redispatch(facts),
        Step::MoveWindow => {
            guard_window(input, now_at)?;
            needs(&[("reason", input.reason.is_some())])?;
            // Who is dispatched has to be free and certified on the new day as well. Nobody answered
            // the customer by this and nothing rests: the promise goes on as it was.
            facts.proofs.guard_dispatch()
        }
        Step::Start => facts.proofs.guard_start().map(|()| vec![]),
        Step::PartArrived => facts.proofs.guard_part_arrived().map(|()| vec![]),
        Step::WaitPart => {
            needs(&[
                ("part", input.part.is_some()),
                ("part_eta_at", input.part_eta_at.is_some()),
            ])?;
            guard_plan("part_eta_at", input.part_eta_at, now_at)?;
            Ok(vec![])
        }
        Step::Finish => {
            guard_finish(input)?;
            facts.proofs.guard_finish(input.charge_fen).map(|()| vec![])
        }
        Step::Confirm => guard_confirm(actor, facts),
        Step::Close => guard_close(transition.from, actor, facts),
        Step::Postpone => {
            // The customer asked for it: what was said is the record that the clocks rest by.
            needs(&[
                ("reason", input.reason.is_some()),
                ("contact_text", input.contact_text.is_some()),
            ])?;
            Ok(vec![Effect::MarkReplied, Effect::RecordContact])
        }
        Step::Cancel => guard_cancel(actor, who, facts, now_at),
        Step::Reopen => guard_reopen(facts, now_at).map(|()| vec![Effect::RestartPromise]),
    }
}

/// Names the first missing field; the tables are ordered as the screen asks them.
pub(super) fn needs(fields: &[(&'static str, bool)]) -> Result<(), Refusal> {
    match fields.iter().find(|(_, present)| !present) {
        Some((name, _)) => Err(Refusal::Missing(name)),
        None => Ok(()),
    }
}

/// A technician works on what is dispatched to them; the desk enters what technicians report.
pub(super) fn guard_dispatched(
    step: Step,
    actor: StaffId,
    who: Who,
    facts: &Facts,
) -> Result<(), Refusal> {
    let work = matches!(
        step,
        Step::Start | Step::WaitPart | Step::PartArrived | Step::Finish
    );
    if work && who == Who::Technician && facts.technician != Some(actor) {
        return Err(Refusal::NotYours);
    }
    Ok(())
}

/// A planned time within reach of now.
fn guard_plan(field: &'static str, at: Option<i64>, now_at: i64) -> Result<(), Refusal> {
    let within = now_at.saturating_sub(PLAN_BACK_MS)..=now_at.saturating_add(PLAN_AHEAD_MS);
    if at.is_none_or(|at| within.contains(&at)) {
        Ok(())
    } else {
        Err(Refusal::PlanRange(field))
    }
}

fn guard_window(input: &StepInput, now_at: i64) -> Result<(), Refusal> {
    guard_plan("window_from_at", input.window_from_at, now_at)?;
    guard_plan("window_to_at", input.window_to_at, now_at)?;
    match (input.window_from_at, input.window_to_at) {
        (None, _) => Err(Refusal::Missing("window_from_at")),
        (_, None) => Err(Refusal::Missing("window_to_at")),
        (Some(from), Some(to)) if to <= from => Err(Refusal::WindowOrder),
        (Some(_), Some(_)) => Ok(()),
    }
}

/// Sends somebody else: as a dispatch, with why.
fn guard_redispatch(facts: &Facts) -> Result<Vec<Effect>, Refusal> {
    let input = &facts.input;
    needs(&[
        ("technician", input.technician.is_some()),
        ("reason", input.reason.is_some()),
    ])?;
    if input.technician == facts.technician {
        return Err(Refusal::SameTechnician);
    }
    facts.proofs.guard_dispatch()
}

/// A charge within reason.
pub(super) fn guard_charge(input: &StepInput) -> Result<(), Refusal> {
    match input.charge_fen {
        Some(..0) => Err(Refusal::NegativeCharge),
        Some(fen) if fen > CHARGE_MAX_FEN => Err(Refusal::ChargeTooHigh),
        _ => Ok(()),
    }
}

fn guard_finish(input: &StepInput) -> Result<(), Refusal> {
    guard_charge(input)?;
    needs(&[
        ("cause", input.cause.is_some()),
        ("result", input.result.is_some()),
        ("charge_fen", input.charge_fen.is_some()),
        ("signature", input.signature.is_some()),
    ])
}

/// Who is dispatched, or did the work before somebody else was, does not judge it.
///
/// # Errors
/// [`Refusal::OwnWork`].
pub fn guard_own_work(actor: StaffId, facts: &Facts) -> Result<(), Refusal> {
    if facts.technician == Some(actor) || facts.workers.contains(&actor) {
        return Err(Refusal::OwnWork);
    }
    Ok(())
}

fn guard_confirm(actor: StaffId, facts: &Facts) -> Result<Vec<Effect>, Refusal> {
    guard_own_work(actor, facts)?;
    match facts.input.satisfied {
        None => Err(Refusal::Missing("satisfied")),
        Some(false) => Err(Refusal::NotSatisfied),
        Some(true) => Ok(vec![Effect::RecordContact]),
    }
}

fn guard_close(from: State, actor: StaffId, facts: &Facts) -> Result<Vec<Effect>, Refusal> {
    guard_own_work(actor, facts)?;
    // An unreachable customer is no reason to leave money, parts or photos open.
    facts.proofs.guard_close()?;
    if from == State::Confirmed {
        return Ok(vec![]);
    }
    needs(&[("reason", facts.input.reason.is_some())])?;
    if facts.failed_contacts < FAILED_CONTACTS_FOR_EXCEPTION {
        return Err(Refusal::NeedsFailedContacts);
    }
    Ok(vec![Effect::AuditList])
}

/// Whether the person may take an order back as a slip of their own: nobody was promised anything
/// yet, so the customer need not be told.
#[must_use]
pub fn is_own_slip(actor: StaffId, facts: &Facts, now_at: i64) -> bool {
    let fresh = now_at.saturating_sub(facts.created_at) <= OWN_CANCEL_WINDOW_MS;
    facts.created_by == Some(actor) && fresh
}

fn guard_cancel(
    actor: StaffId,
    who: Who,
    facts: &Facts,
    now_at: i64,
) -> Result<Vec<Effect>, Refusal> {
    if facts.safety && !who.is_headquarters() {
        return Err(Refusal::SafetyOrder);
    }
    // Neither putting a begun order off first nor opening a finished one again opens the way round.
    if facts.has_begun() {
        return Err(Refusal::Started);
    }
    let own_slip = is_own_slip(actor, facts, now_at);
    if who == Who::Clerk && !own_slip {
        return Err(Refusal::CancelWindow);
    }
    let told = facts.input.contact_text.is_some();
    needs(&[
        ("reason", facts.input.reason.is_some()),
        ("contact_text", told || own_slip),
    ])?;
    Ok(Vec::from_iter(told.then_some(Effect::RecordContact)))
}

codes! {
    /// What becomes of a fault that is there again.
    Again {
        /// The order is reopened.
        Reopen = "reopen",
        /// A new order is linked to the old one.
        LinkNewOrder = "link_new_order",
    }
}

/// What becomes of an order whose fault is there again: it is reopened, or, more than 30 days after
/// it was closed, a new order is linked to it (`model.md` §3.2).
#[must_use]
pub fn again(closed_at: Option<i64>, now_at: i64) -> Again {
    let closed_long_ago = closed_at.is_some_and(|at| now_at.saturating_sub(at) > REOPEN_WINDOW_MS);
    if closed_long_ago {
        Again::LinkNewOrder
    } else {
        Again::Reopen
    }
}

fn guard_reopen(facts: &Facts, now_at: i64) -> Result<(), Refusal> {
    needs(&[("reason", facts.input.reason.is_some())])?;
    match again(facts.closed_at, now_at) {
        Again::Reopen => Ok(()),
        Again::LinkNewOrder => Err(Refusal::ReopenWindow),
    }
}
