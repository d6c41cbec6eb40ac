//! Taking a step with an order: load, decide with the state machine, save.

use wuyou_contract::work_order::{
    CauseClass as CauseClassWire, WorkOrderAdvance, WorkOrderDetail, WorkOrderStep,
};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::{ContactId, RemedyCaseId, StaffId, WorkOrderId};
use wuyou_domain::promise::{self, PromiseTable, promise_for};
use wuyou_domain::reference::{CauseBook, CauseClass};
use wuyou_domain::sla::{self, rests_until};
use wuyou_domain::staff::Role;
use wuyou_domain::text;
use wuyou_domain::work_order::{
    Effect, Facts, Kind, Proofs, Refusal, State, Step, StepInput, Taken, mains, next,
};
use wuyou_store::work_order::{self as store, OrderEventRow, WorkOrderRow};
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use super::back::undoable;
use super::{Event, fact, moved, write_event};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::danger;
use crate::area::machine;
use crate::area::money;
use crate::area::objection;
use crate::area::remedy_case::{self, Reported};
use crate::area::return_visit;
use crate::area::roster;
use crate::area::undo;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::code_text;

/// A step as it was typed and found in order.
#[derive(Clone)]
pub(super) struct Typed {
    pub(super) step: Step,
    pub(super) input: StepInput,
    pub(super) occurred_at: i64,
}

/// Takes a step with an order.
pub(crate) fn advance(
    app: &App,
    acting: &Acting,
    request: WorkOrderAdvance,
) -> Outcome<WorkOrderDetail> {
    let id = WorkOrderId(request.id);
    let expected = request.expected_state.as_ref().and_then(code_text);
    let typed = read(acting, request)?;

    let database = app.database()?;
    let (case, touched) = database.edit_traced(&acting.edit()?, |tx| {
        let case = take(app, acting, tx, (id, expected.as_deref()), &typed)?;
        if typed.step == Step::Finish {
            money::finished_free(tx, acting, id, typed.input.reason.as_deref())?;
        }
        Ok::<_, crate::failure::Failure>(case)
    })?;
    let detail = shown_with(app, acting, id, case)?;
    let (what, touched) = undoable(typed.step, touched);
    undo::step(app, acting, (what, &detail.summary.no), touched)?;
    Ok(detail)
}

/// An order, with the case that was opened by itself.
pub(super) fn shown_with(
    app: &App,
    acting: &Acting,
    id: WorkOrderId,
    case: Option<RemedyCaseId>,
) -> Outcome<WorkOrderDetail> {
    app.database()?.read(|view| {
        let mut shown = super::detail(acting, view, id)?;
        shown.remedy_case = case
            .map(|case| remedy_case::opened(view, case, acting.now_at))
            .transpose()?;
        Ok(shown)
    })
}

/// Takes a step within an edit, from the state the person saw where that is told. Gives the case
/// that it has opened by itself.
pub(super) fn take(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (id, expected): (WorkOrderId, Option<&str>),
    typed: &Typed,
) -> Outcome<Option<RemedyCaseId>> {
    let row = store::get(tx.view(), id)?;
    if expected.is_some_and(|expected| expected != row.state) {
        return Err(ErrorCode::OrderChanged.into());
    }
    let state = State::from_code(&row.state).ok_or(ErrorCode::StepNotAllowed)?;
    let events = store::events(tx.view(), id)?;
    let typed = &signed(tx.view(), id, typed)?;
    let taken = allowed(tx.view(), acting, (&row, state, &events), typed)?.map_err(|why| {
        let (planned, technician) = moved::sent(&row, typed);
        roster::told(tx.view(), acting, (&planned, technician), why)
    })?;
    check_technician(tx.view(), typed)?;
    if let (Step::Finish, Some(charge_fen)) = (typed.step, typed.input.charge_fen) {
        let charged = (charge_fen, typed.occurred_at, typed.input.reason.as_deref());
        money::settle(tx, acting, &row, charged)?;
    }
    let resumed = resumed(&row, &taken, &events, typed);
    save(app, acting, tx, &row, (state, &taken, resumed), typed)
}

/// A finish without a typed signature is signed by the photo of the sheet, where there is one.
fn signed(view: View<'_>, id: WorkOrderId, typed: &Typed) -> Outcome<Typed> {
    let mut typed = typed.clone();
    let unsigned = typed.step == Step::Finish && typed.input.signature.is_none();
    if unsigned && fact::has_signed_sheet(view, id)? {
        typed.input.signature = Some(fact::SIGNED_BY_PHOTO.to_owned());
    }
    Ok(typed)
}

/// What the rules say of a step of this order.
fn allowed(
    view: View<'_>,
    acting: &Acting,
    (row, state, events): (&WorkOrderRow, State, &[OrderEventRow]),
    typed: &Typed,
) -> Outcome<Result<Taken, Refusal>> {
    let facts = facts(view, acting, row, events, typed)?;
    let actor = (acting.staff()?, role(acting)?);
    Ok(next(state, typed.step, actor, &facts, acting.now_at))
}

/// Takes a step that a return visit led to, within its transaction; the visit has recorded the call.
/// A confirmation is asked for only by a visit whose household is content. Says whether the order
/// allowed it.
pub(crate) fn take_within(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: WorkOrderId,
    (step, said): (Step, &str),
    occurred_at: i64,
) -> Outcome<bool> {
    let row = store::get(tx.view(), id)?;
    let Some(state) = State::from_code(&row.state) else {
        return Ok(false);
    };
    let typed = Typed {
        step,
        input: StepInput {
            satisfied: (step == Step::Confirm).then_some(true),
            reason: Some(said.to_owned()),
            contact_text: Some(said.to_owned()),
            ..StepInput::default()
        },
        occurred_at: occurred_at.min(acting.now_at),
    };
    let events = store::events(tx.view(), id)?;
    let Ok(mut taken) = allowed(tx.view(), acting, (&row, state, &events), &typed)? else {
        return Ok(false);
    };
    taken
        .effects
        .retain(|effect| *effect != Effect::RecordContact);
    let resumed = resumed(&row, &taken, &events, &typed);
    save(app, acting, tx, &row, (state, &taken, resumed), &typed)?;
    Ok(true)
}

fn read(acting: &Acting, request: WorkOrderAdvance) -> Outcome<Typed> {
    let mut form = Form::new(acting.now_at);
    let line = |form: &mut Form, field: &str, typed: &Option<String>| {
        form.line(field, typed.as_deref(), text::LINE_MAX)
    };
    let input = StepInput {
        window_from_at: request.window_from_at,
        window_to_at: request.window_to_at,
        technician: request.technician_id.map(StaffId),
        part: line(&mut form, "part", &request.part),
        part_eta_at: request.part_eta_at,
        cause: line(&mut form, "cause", &request.cause),
        cause_class: class_of(request.cause_class.as_ref()),
        result: form.note("result", request.result.as_deref()),
        charge_fen: request.charge_fen,
        signature: line(&mut form, "signature", &request.signature),
        mains_tenths: mains_tenths(&mut form, request.mains_tenths),
        safe_check: form.note("safe_check", request.safe_check.as_deref()),
        satisfied: request.satisfied,
        reason: line(&mut form, "reason", &request.reason),
        contact_text: form.note("contact_text", request.contact_text.as_deref()),
    };
    let occurred_at = form.happened_at("occurred_at", request.occurred_at);
    form.finish()?;
    Ok(Typed {
        step: step(request.step),
        input,
        // The grace of a hurried clock is for reading only; nothing is written ahead of now.
        occurred_at: occurred_at.min(acting.now_at),
    })
}

/// A voltage that a meter can have shown; one that is merely odd is kept.
pub(super) fn mains_tenths(form: &mut Form, typed: Option<i64>) -> Option<i64> {
    if typed.is_some_and(|tenths| !mains::is_reading(tenths)) {
        form.wrong("mains_tenths", "mains_range", None);
    }
    typed
}

fn step(step: WorkOrderStep) -> Step {
    match step {
        WorkOrderStep::Reply => Step::Reply,
        WorkOrderStep::Schedule => Step::Schedule,
        WorkOrderStep::Dispatch => Step::Dispatch,
        WorkOrderStep::Redispatch => Step::Redispatch,
        WorkOrderStep::MoveWindow => Step::MoveWindow,
        WorkOrderStep::Start => Step::Start,
        WorkOrderStep::WaitPart => Step::WaitPart,
        WorkOrderStep::PartArrived => Step::PartArrived,
        WorkOrderStep::Finish => Step::Finish,
        WorkOrderStep::Confirm => Step::Confirm,
        WorkOrderStep::Close => Step::Close,
        WorkOrderStep::Postpone => Step::Postpone,
        WorkOrderStep::Cancel => Step::Cancel,
        WorkOrderStep::Reopen => Step::Reopen,
    }
}

/// The acting person's role, as the rules know it.
pub(crate) fn role(acting: &Acting) -> Result<Role, ApiError> {
    use wuyou_contract::staff::Role as Wire;
    match acting.role {
        Some(Wire::Clerk) => Ok(Role::Clerk),
        Some(Wire::Technician) => Ok(Role::Technician),
        Some(Wire::Manager) => Ok(Role::Manager),
        None => Err(ErrorCode::NotSignedIn.into()),
    }
}

fn facts(
    view: View<'_>,
    acting: &Acting,
    row: &WorkOrderRow,
    events: &[OrderEventRow],
    typed: &Typed,
) -> Outcome<Facts> {
    let failed_contacts = match (typed.step, row.finished_at) {
        (Step::Close, Some(finished_at)) => {
            wuyou_store::contact::count_failed_since(view, row.id, finished_at)?
        }
        _ => 0,
    };
    Ok(Facts {
        failed_contacts,
        proofs: proofs(view, acting, row, typed)?,
        secured: Some(danger::secured(view, row)?),
        occurred_at: typed.occurred_at,
        input: typed.input.clone(),
        ..fact::of(row, events)
    })
}

/// What other parts know of the order.
fn proofs(view: View<'_>, acting: &Acting, row: &WorkOrderRow, typed: &Typed) -> Outcome<Proofs> {
    let mut proofs = fact::proofs(view, row, typed.step)?;
    match typed.step {
        Step::Dispatch | Step::Redispatch | Step::MoveWindow => {
            let (planned, technician) = moved::sent(row, typed);
            let sent = (technician, typed.input.reason.as_deref());
            (proofs.gate, proofs.technician_absent) =
                roster::proofs_of_dispatch(view, acting, &planned, sent)?;
        }
        Step::Start => {
            proofs.gate = roster::gate_of_work(view, row, (typed.step, typed.occurred_at))?;
        }
        Step::Finish => {
            proofs.gate = roster::gate_of_work(view, row, (typed.step, typed.occurred_at))?;
            let charge_fen = typed.input.charge_fen;
            proofs.in_warranty = money::proofs_of_finish(view, row, charge_fen, acting.now_at)?;
        }
        Step::Close if money::over_fen(view, row)? > 0 => {
            return Err(ErrorCode::QuoteNotAgreed.into());
        }
        Step::Close => {
            money::must_be_given(view, row, acting.now_at)?;
            (proofs.payments_settled, proofs.parts_returned) = money::proofs_of_close(view, row)?;
        }
        Step::Cancel if money::balance(view, row)?.paid_fen != 0 => {
            return Err(ErrorCode::PaymentHeld.into());
        }
        _ => {}
    }
    Ok(proofs)
}

/// The fields of the promise that go on after the customer's pause.
fn resumed(
    row: &WorkOrderRow,
    taken: &Taken,
    events: &[OrderEventRow],
    typed: &Typed,
) -> Vec<(&'static str, Value)> {
    let pause =
        fact::postponed_at(events).filter(|_| taken.effects.contains(&Effect::ResumePromise));
    let Some(postponed_at) = pause else {
        return Vec::new();
    };
    // No wish of a customer rests a danger to life.
    if clocks_of(row).is_danger() {
        return Vec::new();
    }
    // The customer's pause lasts until the day they agreed to; what was late before stays late.
    let late = row.finish_limit_at.is_some_and(|at| at <= postponed_at);
    let until_at = if late {
        typed.occurred_at
    } else {
        rests_until(typed.occurred_at, typed.input.window_to_at)
    };
    // Days agreed before are moved already, also when the customer puts it off again meanwhile.
    let from_at = fact::rested_until(events).map_or(postponed_at, |at| at.max(postponed_at));
    let later = |at: Option<i64>| at.map(|at| promise::resumed(at, from_at, until_at)).into();
    vec![
        ("finish_target_at", later(row.finish_target_at)),
        ("finish_limit_at", later(row.finish_limit_at)),
    ]
}

fn check_technician(view: View<'_>, typed: &Typed) -> Outcome<()> {
    let (Step::Dispatch | Step::Redispatch, Some(technician)) =
        (typed.step, typed.input.technician)
    else {
        return Ok(());
    };
    let found = wuyou_store::staff::find(view, technician)?;
    match found {
        Some(row) if !row.disabled && row.deleted_at.is_none() => Ok(()),
        _ => Err(single("technician_id", "not_a_technician", None).into()),
    }
}

/// The end of the window that a step is told with. What was agreed with the customer is what the
/// visit is measured by, whatever we make of it ourselves.
fn window_told(row: &WorkOrderRow, typed: &Typed) -> Option<i64> {
    match typed.step {
        Step::Schedule => typed.input.window_to_at,
        Step::MoveWindow => row.window_to_at,
        _ => None,
    }
}

pub(super) fn save(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &WorkOrderRow,
    (from, taken, resumed): (State, &Taken, Vec<(&'static str, Value)>),
    typed: &Typed,
) -> Outcome<Option<RemedyCaseId>> {
    let mut fields = step_fields(row, typed);
    fields.extend(resumed);
    fields.extend(cause_class(row, typed)?);
    fields.push(("state", taken.state.code().into()));
    for effect in &taken.effects {
        match effect {
            Effect::MarkReplied if row.replied_at.is_none() => {
                fields.push(("replied_at", typed.occurred_at.into()));
            }
            Effect::RestartPromise => restart_promise(row, typed.occurred_at, &mut fields)?,
            Effect::MarkReplied
            | Effect::RecordContact
            | Effect::AuditList
            | Effect::ResumePromise
            | Effect::WarnCertificate
            | Effect::LogOverride => {}
        }
    }
    tx.step("work_order", row.id, &fields)?;
    let audit = taken.effects.contains(&Effect::AuditList);
    let (planned, sent) = moved::sent(row, typed);
    let permit = if taken.effects.contains(&Effect::LogOverride) {
        roster::permit_of(tx.view(), acting, &planned, sent)?
    } else {
        None
    };
    let said = match moved::note(tx.view(), row, typed)? {
        Some(said) => Some(said),
        None => note(typed, audit),
    };
    // Whoever is sent without a skill goes; the course says what was known.
    let lacking = match typed.step {
        Step::Dispatch | Step::Redispatch => roster::lacking_of(tx.view(), &planned, sent)?,
        _ => None,
    };
    let said = joined(said, lacking);
    let event = Event {
        step: typed.step.code(),
        from: Some(from),
        to: taken.state,
        occurred_at: typed.occurred_at,
        technician: match typed.step {
            Step::Dispatch | Step::Redispatch => typed.input.technician,
            _ => row.technician_id,
        },
        window_to_at: window_told(row, typed),
        unit: row.unit_id.filter(|_| typed.step == Step::Finish),
        note: with_permit(said, permit),
    };
    write_event(app, acting, tx, row.id, &event)?;
    if let (Step::Finish, Some(unit)) = (typed.step, row.unit_id)
        && row.kind == Kind::Maintenance.code()
    {
        let by = (row.id, row.technician_id);
        machine::after_order(tx, unit, by, typed.occurred_at)?;
    }
    if typed.step == Step::Finish {
        let said = (typed.input.safe_check.as_deref(), typed.occurred_at);
        danger::after_finish(app, acting, tx, row.id, said)?;
    }
    if typed.step == Step::Close {
        objection::after_close(app, acting, tx, row)?;
    }
    if taken.effects.contains(&Effect::RecordContact) {
        record_contact(app, acting, tx, row, typed)?;
    }
    let mut case = None;
    if let (Step::Reopen, Some(unit)) = (typed.step, row.unit_id)
        && row.kind == Kind::Repair.code()
    {
        let report = Reported {
            unit,
            customer: row.customer_id,
            order: Some(row.id),
            reported_at: typed.occurred_at,
        };
        case = remedy_case::after_report(app, acting, tx, &report)?;
    }
    plan_return_visit(tx, row, typed)?;
    Ok(case)
}

/// The class of a cause as the rules know it.
pub(super) fn class_of(wire: Option<&CauseClassWire>) -> Option<CauseClass> {
    let code = wire.and_then(code_text)?;
    CauseClass::from_code(&code)
}

/// A finished repair tells on whose side its cause lies: chosen, or named by the words (R118).
fn cause_class(row: &WorkOrderRow, typed: &Typed) -> Outcome<Option<(&'static str, Value)>> {
    if typed.step != Step::Finish || row.kind != Kind::Repair.code() {
        return Ok(None);
    }
    let written = typed.input.cause.as_deref().unwrap_or_default();
    let class = CauseBook::built_in().class_for(typed.input.cause_class, written);
    let class = class.ok_or_else(|| single("cause_class", "cause_class", None))?;
    Ok(Some(("cause_class", class.code().into())))
}

/// Finished work asks for a return visit; work that is opened again for none yet.
fn plan_return_visit(tx: &mut Tx<'_>, row: &WorkOrderRow, typed: &Typed) -> Outcome<()> {
    match typed.step {
        Step::Finish => {
            return_visit::after_finish(tx, row, typed.occurred_at)?;
        }
        Step::Reopen => {
            return_visit::drop_of_order(tx, row.id)?;
        }
        _ => {}
    }
    Ok(())
}

/// The fields a step fills.
fn step_fields(row: &WorkOrderRow, typed: &Typed) -> Vec<(&'static str, Value)> {
    let input = &typed.input;
    match typed.step {
        Step::Schedule | Step::MoveWindow => vec![
            ("window_from_at", input.window_from_at.into()),
            ("window_to_at", input.window_to_at.into()),
        ],
        Step::Dispatch | Step::Redispatch => {
            vec![("technician_id", input.technician.map(Id::row_id).into())]
        }
        Step::WaitPart => vec![
            ("part", input.part.clone().into()),
            ("part_eta_at", input.part_eta_at.into()),
        ],
        Step::Finish => vec![
            ("cause", input.cause.clone().into()),
            ("result", input.result.clone().into()),
            ("charge_fen", input.charge_fen.into()),
            ("signature", input.signature.clone().into()),
            ("mains_tenths", input.mains_tenths.into()),
            ("finished_at", typed.occurred_at.into()),
        ],
        Step::Close | Step::Cancel => vec![("closed_at", typed.occurred_at.into())],
        Step::Postpone => vec![
            ("postponed_at", typed.occurred_at.into()),
            ("window_from_at", Value::Null),
            ("window_to_at", Value::Null),
        ],
        Step::Reopen => vec![
            ("closed_at", Value::Null),
            ("finished_at", Value::Null),
            ("window_from_at", Value::Null),
            ("window_to_at", Value::Null),
            ("reopened_count", (row.reopened_count + 1).into()),
        ],
        Step::Reply | Step::Start | Step::PartArrived | Step::Confirm => vec![],
    }
}

/// What the clocks of an order are about.
pub(crate) fn clocks_of(row: &WorkOrderRow) -> sla::Kind {
    let kind = Kind::from_code(&row.kind).unwrap_or(Kind::Repair);
    sla::Kind::of_order(kind, row.marks())
}

/// The promise runs again from the reopening; the reply must be given anew.
fn restart_promise(
    row: &WorkOrderRow,
    from_at: i64,
    fields: &mut Vec<(&'static str, Value)>,
) -> Outcome<()> {
    let promise = promise_for(
        from_at.max(row.received_at),
        clocks_of(row),
        &PromiseTable::default(),
    );
    let promise = promise.ok_or(ErrorCode::FutureTime)?;
    fields.push(("replied_at", Value::Null));
    fields.push(("reply_due_at", promise.reply_due_at.into()));
    fields.push(("finish_target_at", promise.finish_target_at.into()));
    fields.push(("finish_limit_at", promise.finish_limit_at.into()));
    Ok(())
}

/// What was done, and the voltage that was measured.
fn finished_with(input: &StepInput) -> Option<String> {
    let volts = input
        .mains_tenths
        .map(|tenths| format!("电压 {}", mains::shown(tenths)));
    let said: Vec<String> = input.result.clone().into_iter().chain(volts).collect();
    (!said.is_empty()).then(|| said.join("；"))
}

/// What the timeline says beside the step.
fn note(typed: &Typed, audit: bool) -> Option<String> {
    let input = &typed.input;
    let text = match typed.step {
        Step::WaitPart => input.part.clone(),
        Step::Finish => finished_with(input),
        Step::Cancel | Step::Reopen | Step::Postpone | Step::Close | Step::Dispatch => {
            input.reason.clone()
        }
        Step::Reply | Step::Schedule | Step::Confirm => input.contact_text.clone(),
        Step::Redispatch | Step::MoveWindow | Step::Start | Step::PartArrived => None,
    };
    if audit {
        return Some(format!("未经客户确认关闭：{}", text.unwrap_or_default()));
    }
    text
}

/// A dispatch that only headquarters allowed says so in the order's course.
fn with_permit(note: Option<String>, permit: Option<String>) -> Option<String> {
    joined(note, permit.map(|permit| format!("总部放行：{permit}")))
}

fn joined(note: Option<String>, more: Option<String>) -> Option<String> {
    match (note, more) {
        (Some(note), Some(more)) => Some(format!("{note}；{more}")),
        (note, more) => note.or(more),
    }
}

fn record_contact(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &WorkOrderRow,
    typed: &Typed,
) -> Outcome<()> {
    let input = &typed.input;
    let text = input.contact_text.clone().or_else(|| input.reason.clone());
    let text = text.unwrap_or_else(|| match typed.step {
        Step::Confirm => "客户确认满意".to_owned(),
        _ => "已联系客户".to_owned(),
    });
    let contact = NewContact {
        customer: row.customer_id,
        request: row.request_id,
        work_order: Some(row.id),
        ..NewContact::our_call(text, typed.occurred_at)
    };
    contact::write(tx, ContactId(app.new_id(acting)), &contact)
}
