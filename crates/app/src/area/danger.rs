//! A danger on the spot (R037): the machine is stopped, tagged, and the customer told, each on record,
//! before the order goes on; the tag comes off with the finish and a stated check only.

mod lift;

use wuyou_contract::ErrorCode;
use wuyou_contract::danger::{
    DangerDone, DangerRecord, DangerStanding, DangerStep as Wire, DangerSteps,
};
use wuyou_contract::work_order::WorkOrderDetail;
use wuyou_domain::id::{DangerStepId, UnitId, WorkOrderId};
use wuyou_domain::photo as photo_rule;
use wuyou_domain::promise::{PromiseTable, promise_for};
use wuyou_domain::sla;
use wuyou_domain::staff::Role;
use wuyou_domain::text::LINE_MAX;
use wuyou_domain::work_order::danger::{DangerStep, Secured, is_danger};
use wuyou_domain::work_order::{State, Step};
use wuyou_store::danger::{self as store, DangerStepRow};
use wuyou_store::work_order::{self as orders, WorkOrderRow};
use wuyou_store::{Id, Tx, View};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::area::{machine, work_order};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::code_from;

pub(crate) use lift::{after_finish, after_passed, after_release, release, withdraw};

/// Most characters of a tag's or paper's number.
const NO_MAX: usize = 40;

/// How the customer was told.
#[derive(Debug)]
enum Told {
    Paper(String),
    Photo,
    Refused(String),
}

/// What was done, as it was typed and found in order.
#[derive(Debug)]
pub(crate) struct Typed {
    stop: bool,
    found: Option<String>,
    tag_no: Option<String>,
    told: Option<Told>,
}

/// Reads what was typed. Whatever is empty was not done.
pub(crate) fn read(form: &mut Form, steps: &DangerSteps) -> Typed {
    let found = form.note("found", steps.found.as_deref());
    let tag_no = form.line("tag_no", steps.tag_no.as_deref(), NO_MAX);
    let paper_no = form.line("paper_no", steps.paper_no.as_deref(), NO_MAX);
    let witness = form.line("witness", steps.witness.as_deref(), LINE_MAX);
    let told = match (steps.refused == Some(true), paper_no, witness) {
        (true, _, Some(witness)) => Some(Told::Refused(witness)),
        (true, _, None) => {
            form.wrong("witness", "required", None);
            None
        }
        (false, Some(paper_no), _) => Some(Told::Paper(paper_no)),
        (false, None, _) if steps.by_photo == Some(true) => Some(Told::Photo),
        (false, None, _) => None,
    };
    let stop = steps.stopped == Some(true);
    if stop && found.is_none() {
        form.wrong("found", "required", None);
    }
    Typed {
        stop,
        found,
        tag_no,
        told,
    }
}

impl Typed {
    fn is_empty(&self) -> bool {
        !self.stop && self.tag_no.is_none() && self.told.is_none()
    }
}

/// Records steps on an order.
pub(crate) fn record(
    app: &App,
    acting: &Acting,
    request: DangerRecord,
) -> Outcome<WorkOrderDetail> {
    let id = WorkOrderId(request.work_order_id);
    let mut form = Form::new(acting.now_at);
    let typed = read(&mut form, &request.steps);
    let at = form.happened_at("occurred_at", request.occurred_at);
    form.finish()?;
    if typed.is_empty() {
        return Err(single("tag_no", "required", None).into());
    }
    let at = at.min(acting.now_at);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = orders::get(tx.view(), id)?;
        if !may_record(&row, secured(tx.view(), &row)?) {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        if at < row.received_at.min(acting.now_at) {
            return Err(single("occurred_at", "before_last_step", None).into());
        }
        write(app, acting, tx, &row, (&typed, at))
    })?;
    database.read(|view| work_order::detail(acting, view, id))
}

/// Writes steps within an edit; with the stop the machine is stopped. From the first step on the order
/// is marked as a danger: the banner, the alerts and the clocks of one.
pub(crate) fn write(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &WorkOrderRow,
    (typed, at): (&Typed, i64),
) -> Outcome<()> {
    if matches!(typed.told, Some(Told::Photo)) && !has_signed_sheet(tx.view(), row.id)? {
        return Err(single("paper_no", "no_signed_photo", None).into());
    }
    if typed.is_empty() {
        return Ok(());
    }
    mark(tx, row, at)?;
    if typed.stop {
        if let Some(unit) = row.unit_id {
            let note = typed.found.clone();
            machine::stop_for_danger(app, acting, tx, (unit, row), (at, note))?;
        }
        let text = ("text", typed.found.clone().into());
        insert(app, acting, tx, row, (DangerStep::Stop, at), vec![text])?;
    }
    if let Some(tag_no) = &typed.tag_no {
        let no = ("tag_no", tag_no.as_str().into());
        insert(app, acting, tx, row, (DangerStep::Tag, at), vec![no])?;
    }
    if let Some(told) = &typed.told {
        let how = match told {
            Told::Paper(no) => vec![("paper_no", no.as_str().into())],
            Told::Photo => vec![("by_photo", true.into())],
            Told::Refused(witness) => vec![
                ("refused", true.into()),
                ("witness", witness.as_str().into()),
            ],
        };
        insert(app, acting, tx, row, (DangerStep::Told, at), how)?;
    }
    Ok(())
}

/// Marks the order as a danger from then on; nothing that was promised moves later.
fn mark(tx: &mut Tx<'_>, row: &WorkOrderRow, at: i64) -> Outcome<()> {
    if row.safety {
        // Another PC may be about to take the mark back: it has to hear of this.
        tx.confirm("work_order", row.id, &[("safety", true.into())])?;
        return Ok(());
    }
    let promise = promise_for(at, sla::Kind::Safety, &PromiseTable::default());
    let promise = promise.ok_or(ErrorCode::FutureTime)?;
    let sooner = |stood: Option<i64>, new: i64| Value::from(stood.map_or(new, |at| at.min(new)));
    let mut fields: Vec<(&str, Value)> = vec![
        ("safety", true.into()),
        ("danger_at", at.into()),
        (
            "finish_target_at",
            sooner(row.finish_target_at, promise.finish_target_at),
        ),
        (
            "finish_limit_at",
            sooner(row.finish_limit_at, promise.finish_limit_at),
        ),
    ];
    if row.replied_at.is_none() {
        let reply_due_at = sooner(row.reply_due_at, promise.reply_due_at);
        fields.push(("reply_due_at", reply_due_at));
    }
    tx.update("work_order", row.id, &fields)?;
    Ok(())
}

fn insert(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &WorkOrderRow,
    (step, at): (DangerStep, i64),
    more: Vec<(&'static str, Value)>,
) -> Outcome<()> {
    let mut fields = vec![
        ("work_order_id", row.id.value()),
        ("unit_id", row.unit_id.map(Id::row_id).into()),
        ("step", step.code().into()),
        ("occurred_at", at.into()),
        ("staff_id", acting.staff()?.value()),
    ];
    fields.extend(more);
    tx.insert("danger_step", DangerStepId(app.new_id(acting)), &fields)?;
    Ok(())
}

fn has_signed_sheet(view: View<'_>, id: WorkOrderId) -> Outcome<bool> {
    let kind = photo_rule::Kind::SignedSheet;
    Ok(wuyou_store::photo::count_of_order(view, id, kind)? > 0)
}

/// Steps are recorded until the work is finished; what is missing, as where another PC knew of no
/// danger when it finished, until the order is closed.
fn may_record(row: &WorkOrderRow, secured: Secured) -> bool {
    let ended = [State::Closed, State::Cancelled];
    let ended = ended.iter().any(|state| state.code() == row.state);
    let lacking = secured.begun && !secured.missing().is_empty();
    !ended && (!is_over(row) || lacking)
}

/// Whether nobody works on it any more.
pub(crate) fn is_ended(row: &WorkOrderRow) -> bool {
    is_over(row) || row.state == State::Cancelled.code()
}

fn is_over(row: &WorkOrderRow) -> bool {
    let over = [State::Finished, State::Confirmed, State::Closed];
    over.iter().any(|state| state.code() == row.state)
}

/// How far the machine of an order is secured.
pub(crate) fn secured(view: View<'_>, row: &WorkOrderRow) -> Outcome<Secured> {
    judged(view, row, &store::of_order(view, row.id)?)
}

/// What the records say, and the machine itself: one that was stopped otherwise is stopped, and one
/// that is in use is not.
fn judged(view: View<'_>, row: &WorkOrderRow, steps: &[DangerStepRow]) -> Outcome<Secured> {
    let codes = steps
        .iter()
        .filter_map(|one| DangerStep::from_code(&one.step));
    let mut secured = Secured::of(codes);
    if let Some(stopped) = stands_stopped(view, row.unit_id)? {
        secured.stopped = stopped;
    }
    Ok(secured)
}

fn stands_stopped(view: View<'_>, unit: Option<UnitId>) -> Outcome<Option<bool>> {
    match unit {
        Some(unit) => machine::stands_stopped(view, unit),
        None => Ok(None),
    }
}

/// Whether somebody was at the machine since it was stopped.
fn is_seen(view: View<'_>, unit: Option<UnitId>) -> Outcome<bool> {
    unit.map_or(Ok(true), |unit| machine::is_seen(view, unit))
}

/// Whether somebody was at the house: the danger was found there, or the work has begun.
fn was_there(view: View<'_>, row: &WorkOrderRow) -> Outcome<bool> {
    if row.danger_at.is_some() {
        return Ok(true);
    }
    let events = wuyou_store::work_order::events(view, row.id)?;
    Ok(events.iter().any(|event| event.step == Step::Start.code()))
}

/// How an order stands against its danger, as screens show it.
pub(crate) fn standing(
    view: View<'_>,
    acting: &Acting,
    row: &WorkOrderRow,
) -> Outcome<DangerStanding> {
    let steps = store::of_order(view, row.id)?;
    let secured = judged(view, row, &steps)?;
    let danger = is_danger(row.safety, secured);
    let manages = work_order::role(acting).is_ok_and(|role| role == Role::Manager);
    let last = steps.last().map(|one| one.step.as_str());
    let checked = steps
        .last()
        .filter(|_| last == Some(DangerStep::Check.code()));
    let missing = if danger {
        secured.missing()
    } else {
        Vec::new()
    };
    let may_record = may_record(row, secured);
    Ok(DangerStanding {
        danger,
        missing: missing
            .into_iter()
            .filter(|_| may_record)
            .filter_map(|step| code_from(Some(step.code())))
            .collect(),
        machine_stopped: stands_stopped(view, row.unit_id)? == Some(true),
        may_record,
        may_release: manages
            && is_over(row)
            && secured.begun
            && secured.missing().is_empty()
            && is_seen(view, row.unit_id)?,
        // What was called in as a danger is one until somebody was there: it cannot be put aside by phone.
        may_withdraw: manages && danger && !is_ended(row) && was_there(view, row)?,
        check: checked.and_then(|one| one.text.clone()),
        done: steps.into_iter().filter_map(done).collect(),
    })
}

fn done(row: DangerStepRow) -> Option<DangerDone> {
    let step: Wire = code_from(Some(&row.step))?;
    Some(DangerDone {
        step,
        at: row.occurred_at,
        by: row.staff_name,
        tag_no: row.tag_no,
        paper_no: row.paper_no,
        by_photo: row.by_photo,
        refused: row.refused,
        witness: row.witness,
        text: row.text,
    })
}
