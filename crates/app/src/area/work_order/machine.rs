//! The machine of an order, named after the call: whoever rang did not know the serial.

use wuyou_contract::ErrorCode;
use wuyou_contract::staff::Role;
use wuyou_contract::work_order::{WorkOrderDetail, WorkOrderSetUnit};
use wuyou_domain::id::{RemedyCaseId, UnitId, WorkOrderId};
use wuyou_domain::text;
use wuyou_domain::work_order::{Kind, State};
use wuyou_store::customer::root;
use wuyou_store::work_order::{self as store, WorkOrderRow};
use wuyou_store::{Id, Tx, View};

use super::{Event, write_event};
use crate::app::{Acting, App};
use crate::area::money;
use crate::area::remedy_case::{self, Reported};
use crate::failure::Outcome;
use crate::input::{Form, single};

/// The entry of an order's course that tells of another machine.
pub(crate) const SET_UNIT: &str = "set_unit";

/// Says which machine an order is about: its warranty, its notices and its plan count from then on,
/// and its report may open a remedy case (R092, R096, R117, R125).
pub(crate) fn set_unit(
    app: &App,
    acting: &Acting,
    request: WorkOrderSetUnit,
) -> Outcome<WorkOrderDetail> {
    let (id, unit) = (WorkOrderId(request.id), UnitId(request.unit_id));
    let mut form = Form::new(acting.now_at);
    let reason = form.line("reason", request.reason.as_deref(), text::LINE_MAX);
    form.finish()?;
    let database = app.database()?;
    let case = database.edit(&acting.edit()?, |tx| -> Outcome<Option<RemedyCaseId>> {
        let row = store::get(tx.view(), id)?;
        money::mine(acting, &row)?;
        if row.unit_id == Some(unit) {
            return Ok(None);
        }
        check(tx.view(), &row, unit)?;
        correct(app, acting, tx, (&row, unit), reason.as_deref())?;
        if row.other_brand {
            // It was taken for one of another maker.
            crate::area::other_machine::attach(tx, id, None)?;
        }
        tx.update("work_order", id, &[("unit_id", unit.value())])?;
        if let Some(request) = row.request_id {
            tx.update("request", request, &[("unit_id", unit.value())])?;
        }
        report(app, acting, tx, id)
    })?;
    super::advance::shown_with(app, acting, id, case)
}

/// What was done before the order was opened again was done on the machine it named then. Another one
/// is a manager's word with a reason, and the repair stays counted where it was made.
fn correct(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (row, unit): (&WorkOrderRow, UnitId),
    reason: Option<&str>,
) -> Outcome<()> {
    let Some(before) = row.unit_id.filter(|_| row.reopened_count > 0) else {
        return Ok(());
    };
    if acting.role != Some(Role::Manager) {
        return Err(ErrorCode::MachineDone.into());
    }
    let reason = reason.ok_or_else(|| single("reason", "required", None))?;
    let serial = |id| -> Outcome<String> {
        let unit = wuyou_store::unit::find(tx.view(), id)?;
        Ok(unit.map(|unit| unit.serial).unwrap_or_default())
    };
    let said = format!("{} → {}：{reason}", serial(before)?, serial(unit)?);
    let state = State::from_code(&row.state).ok_or(ErrorCode::StepNotAllowed)?;
    let event = Event {
        step: SET_UNIT,
        from: Some(state),
        to: state,
        occurred_at: acting.now_at,
        technician: row.technician_id,
        window_to_at: None,
        unit: Some(before),
        note: Some(said),
    };
    write_event(app, acting, tx, row.id, &event)
}

/// Until the work is finished, and a machine of the same household.
fn check(view: View<'_>, row: &WorkOrderRow, unit: UnitId) -> Outcome<()> {
    let state = State::from_code(&row.state).ok_or(ErrorCode::StepNotAllowed)?;
    if matches!(
        state,
        State::Finished | State::Confirmed | State::Closed | State::Cancelled
    ) {
        return Err(ErrorCode::MachineFixed.into());
    }
    // What was done about a danger stands at the machine it was found at.
    if row.unit_id.is_some() && !wuyou_store::danger::of_order(view, row.id)?.is_empty() {
        return Err(ErrorCode::MachineFixed.into());
    }
    let known = wuyou_store::unit::find(view, unit)?.filter(|unit| unit.deleted_at.is_none());
    let known = known.ok_or_else(|| single("unit_id", "unknown", None))?;
    let household = row.customer_id.map(|id| root(view, id)).transpose()?;
    let holder = known.customer_id.map(|id| root(view, id)).transpose()?;
    if holder.is_none() {
        return Err(single("unit_id", "sell_first", None).into());
    }
    if household.is_some() && holder != household {
        return Err(single("unit_id", "other_household", None).into());
    }
    Ok(())
}

/// What the report of a fault gives now that its machine is known.
fn report(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: WorkOrderId,
) -> Outcome<Option<RemedyCaseId>> {
    let row = store::get(tx.view(), id)?;
    let Some(unit) = row.unit_id.filter(|_| row.kind == Kind::Repair.code()) else {
        return Ok(None);
    };
    let report = Reported {
        unit,
        customer: row.customer_id,
        order: Some(id),
        reported_at: money::reported_at(tx.view(), &row)?.min(acting.now_at),
    };
    remedy_case::after_report(app, acting, tx, &report)
}
