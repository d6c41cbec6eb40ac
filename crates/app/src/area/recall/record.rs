//! Recording what was done at a machine for a notice.

use wuyou_contract::ErrorCode;
use wuyou_contract::recall::{RecallRecord, RecallRevoke, RecallTasks};
use wuyou_contract::staff::Role;
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{RecallOutcomeId, StaffId, UnitId, WorkOrderId};
use wuyou_domain::recall::Outcome as RuleOutcome;
use wuyou_store::recall::RecallUnit;
use wuyou_store::{Id, Tx, View};

use super::{Notice, in_force, tasks};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_of, code_text};

/// Records it. What stands already is not written twice, but a second visit is.
pub(crate) fn record(app: &App, acting: &Acting, asked: RecallRecord) -> Outcome<RecallTasks> {
    let mut form = Form::new(acting.now_at);
    let typed = form.date("done_on", asked.done_on.as_deref(), DateKind::Event);
    let note = form.note("note", asked.note.as_deref());
    let today = form.today();
    form.finish()?;
    let done_on = typed.unwrap_or_else(|| today.to_string());
    let (unit, order) = (UnitId(asked.unit_id), asked.work_order_id.map(WorkOrderId));
    let id = RecallOutcomeId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let notice = held(tx.view(), &asked)?;
        if done_on < notice.row.published_on {
            return Err(single("done_on", "before_notice", None).into());
        }
        check_order(tx, &asked, &notice, order)?;
        let staff = who(tx.view(), acting, asked.staff_id)?;
        let fields = [
            ("recall_id", notice.row.id.value()),
            ("recall_version", i64::from(notice.row.version).into()),
            ("unit_id", unit.value()),
            ("outcome", code_of(&asked.outcome)),
            ("done_on", done_on.as_str().into()),
            ("staff_id", staff.value()),
            ("work_order_id", order.map(Id::row_id).into()),
            ("note", note.into()),
        ];
        tx.insert("recall_outcome", id, &fields)?;
        Ok(())
    })?;
    database.read(|view| tasks(view, Some(vec![wuyou_store::unit::get(view, unit)?]), false))
}

/// Takes a record back that stands at the wrong machine. Nothing is erased: another row tells by
/// whom and why, and the machine's task is as if the record had never been.
pub(crate) fn revoke(app: &App, acting: &Acting, asked: RecallRevoke) -> Outcome<RecallTasks> {
    let mut form = Form::new(acting.now_at);
    let reason = form.required_note("reason", &asked.reason);
    let today = form.today();
    form.finish()?;
    let unit = UnitId(asked.unit_id);
    let id = RecallOutcomeId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let all = wuyou_store::recall::outcomes(tx.view(), Some(unit))?;
        let all = all.get(&unit).map_or(&[][..], Vec::as_slice);
        let wanted = RecallOutcomeId(asked.id);
        let found = all.iter().find(|row| row.id == wanted);
        let row = found.filter(|row| row.revokes_id.is_none());
        let row = row.ok_or(ErrorCode::NotFound)?;
        // Two people may press at once; the first has taken it back.
        if all.iter().any(|other| other.revokes_id == Some(wanted)) {
            return Ok(());
        }
        let fields = [
            ("recall_id", row.recall_id.value()),
            ("recall_version", i64::from(row.recall_version).into()),
            ("unit_id", unit.value()),
            ("outcome", row.outcome.as_str().into()),
            ("done_on", today.to_string().into()),
            ("staff_id", acting.staff()?.value()),
            ("note", reason.as_str().into()),
            ("revokes_id", wanted.value()),
        ];
        tx.insert("recall_outcome", id, &fields)?;
        Ok(())
    })?;
    database.read(|view| tasks(view, Some(vec![wuyou_store::unit::get(view, unit)?]), false))
}

/// The notice, which is in force and holds the machine.
fn held(view: View<'_>, asked: &RecallRecord) -> Outcome<Notice> {
    let unit = wuyou_store::unit::get(view, UnitId(asked.unit_id))?;
    let unit = RecallUnit::from(&unit);
    let notices = in_force(view)?.into_iter();
    let mut found = notices.filter(|one| one.row.id.0 == asked.recall_id && one.holds(&unit));
    Ok(found.next().ok_or(ErrorCode::RecallOver)?)
}

/// Work on the machine was done with one of its orders: one that is finished, and was not before
/// the notice came. An order that was only opened may still be cancelled.
fn check_order(
    tx: &Tx<'_>,
    asked: &RecallRecord,
    notice: &Notice,
    order: Option<WorkOrderId>,
) -> Outcome<()> {
    let code = code_text(&asked.outcome).unwrap_or_default();
    let is_work = RuleOutcome::from_code(&code).is_some_and(RuleOutcome::is_work);
    match order {
        None if is_work => Err(single("work_order_id", "order_needed", None).into()),
        None => Ok(()),
        Some(order) => {
            let row = wuyou_store::work_order::get(tx.view(), order)?;
            let wrong = match notice.takes(&row) {
                _ if row.unit_id != Some(UnitId(asked.unit_id)) => "other_machine",
                _ if row.state == "cancelled" => "other_machine",
                false if is_work => "order_not_finished",
                _ => return Ok(()),
            };
            Err(single("work_order_id", wrong, None).into())
        }
    }
}

/// Who did it, somebody who works here. A technician speaks for themselves alone: what takes a machine
/// off the list of dangers is not put into a colleague's mouth.
fn who(view: View<'_>, acting: &Acting, named: Option<uuid::Uuid>) -> Outcome<StaffId> {
    let Some(named) = named.map(StaffId) else {
        return Ok(acting.staff()?);
    };
    if acting.role == Some(Role::Technician) && acting.staff != Some(named) {
        return Err(single("staff_id", "own_name", None).into());
    }
    match wuyou_store::staff::find(view, named)? {
        Some(row) if row.deleted_at.is_none() && !row.disabled => Ok(named),
        _ => Err(single("staff_id", "person_gone", None).into()),
    }
}
