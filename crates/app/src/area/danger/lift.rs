//! How a danger ends: the check with the finish, the tag that comes off, the mark that is taken back.

use wuyou_contract::ErrorCode;
use wuyou_contract::danger::{DangerRelease, DangerWithdraw};
use wuyou_contract::work_order::WorkOrderDetail;
use wuyou_domain::id::{UnitId, WorkOrderId};
use wuyou_domain::staff::Role;
use wuyou_domain::work_order::State;
use wuyou_domain::work_order::danger::{DangerStep, Secured};
use wuyou_store::danger as store;
use wuyou_store::work_order::{self as orders, WorkOrderRow};
use wuyou_store::{Tx, View};
use wuyou_sync::value::Value;

use super::{insert, is_ended, is_over, secured, standing, stands_stopped};
use crate::app::{Acting, App};
use crate::area::{machine, work_order};
use crate::failure::Outcome;
use crate::input::{Form, single};

/// With the finish: how the machine was found safe again is kept; where the manager says it, the tag
/// comes off at once.
pub(crate) fn after_finish(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: WorkOrderId,
    (check, at): (Option<&str>, i64),
) -> Outcome<()> {
    let row = orders::get(tx.view(), id)?;
    let (Some(check), true) = (check, secured(tx.view(), &row)?.begun) else {
        return Ok(());
    };
    let said = vec![("text", check.into())];
    insert(app, acting, tx, &row, (DangerStep::Check, at), said)?;
    // Another danger at the same machine keeps it stopped until that one is over as well.
    if work_order::role(acting)? == Role::Manager && !others_open(tx.view(), &row)? {
        take_off(app, acting, tx, &row, (check, at))?;
    }
    Ok(())
}

/// Takes the tag off after the finish.
pub(crate) fn release(
    app: &App,
    acting: &Acting,
    request: DangerRelease,
) -> Outcome<WorkOrderDetail> {
    let id = WorkOrderId(request.work_order_id);
    let mut form = Form::new(acting.now_at);
    let typed = form.note("check", request.check.as_deref());
    form.finish()?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = orders::get(tx.view(), id)?;
        if !is_over(&row) {
            return Err(ErrorCode::DangerFinishFirst.into());
        }
        let stands = standing(tx.view(), acting, &row)?;
        if !stands.may_release {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        let check = typed
            .or(stands.check)
            .ok_or_else(|| single("check", "required", None))?;
        take_off(app, acting, tx, &row, (&check, acting.now_at))
    })?;
    database.read(|view| work_order::detail(acting, view, id))
}

/// Takes the mark back: it was a false alarm. Where the machine stands stopped it is put back into use
/// by the same check a release needs.
pub(crate) fn withdraw(
    app: &App,
    acting: &Acting,
    request: DangerWithdraw,
) -> Outcome<WorkOrderDetail> {
    let id = WorkOrderId(request.work_order_id);
    let mut form = Form::new(acting.now_at);
    let reason = form.required_note("reason", &request.reason);
    let check = form.note("check", request.check.as_deref());
    form.finish()?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = orders::get(tx.view(), id)?;
        let stands = standing(tx.view(), acting, &row)?;
        if !stands.may_withdraw {
            return Err(ErrorCode::StepNotAllowed.into());
        }
        if stands.machine_stopped && !others_open(tx.view(), &row)? {
            let check = check.ok_or_else(|| single("check", "required", None))?;
            take_off(app, acting, tx, &row, (&check, acting.now_at))?;
        }
        let said = vec![("text", reason.into())];
        let withdrawn = (DangerStep::Withdraw, acting.now_at);
        insert(app, acting, tx, &row, withdrawn, said)?;
        // What was promised meanwhile stays promised.
        let unmarked = [("safety", false.into()), ("danger_at", Value::Null)];
        tx.update("work_order", row.id, &unmarked)?;
        Ok(())
    })?;
    database.read(|view| work_order::detail(acting, view, id))
}

/// Whether another order about a danger at the same machine is still open.
fn others_open(view: View<'_>, row: &WorkOrderRow) -> Outcome<bool> {
    let Some(unit) = row.unit_id else {
        return Ok(false);
    };
    let others = orders::of_unit(view, unit)?;
    let open = |one: &WorkOrderRow| one.safety && !is_over(one) && !is_ended(one);
    Ok(others.iter().any(|one| one.id != row.id && open(one)))
}

fn take_off(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &WorkOrderRow,
    (check, at): (&str, i64),
) -> Outcome<()> {
    match row.unit_id {
        Some(unit) if stands_stopped(tx.view(), Some(unit))? == Some(true) => {
            machine::release_from_danger(app, acting, tx, (unit, row), (at, check))
        }
        _ => {
            let said = vec![("text", check.into())];
            insert(app, acting, tx, row, (DangerStep::Release, at), said)
        }
    }
}

/// A machine that is put back into use: no order about its danger may be open, and those that are over
/// are told that the tag is off.
pub(crate) fn after_release(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    unit: UnitId,
    (said, at): (Option<&str>, i64),
) -> Outcome<()> {
    after_passed(app, acting, tx, (unit, None), (said, at))
}

/// The same where a passed checklist puts it back into use, or a mark that is taken back: the order it
/// belongs to need not be over, the check is stated there.
pub(crate) fn after_passed(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (unit, own): (UnitId, Option<WorkOrderId>),
    (said, at): (Option<&str>, i64),
) -> Outcome<()> {
    let others = orders::of_unit(tx.view(), unit)?;
    if others
        .iter()
        .any(|row| row.safety && !is_ended(row) && !is_over(row) && own != Some(row.id))
    {
        return Err(ErrorCode::DangerFinishFirst.into());
    }
    for id in store::orders_of_unit(tx.view(), unit)? {
        let row = orders::get(tx.view(), id)?;
        let steps = store::of_order(tx.view(), id)?;
        let codes = steps
            .iter()
            .filter_map(|one| DangerStep::from_code(&one.step));
        if !Secured::of(codes).begun || row.state == State::Cancelled.code() {
            continue;
        }
        if !is_over(&row) && own != Some(id) {
            return Err(ErrorCode::DangerFinishFirst.into());
        }
        let said = vec![("text", said.into())];
        insert(app, acting, tx, &row, (DangerStep::Release, at), said)?;
    }
    Ok(())
}
