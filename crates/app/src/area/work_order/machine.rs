//! The machine of an order, named after the call: whoever rang did not know the serial.

use wuyou_contract::ErrorCode;
use wuyou_contract::work_order::{WorkOrderDetail, WorkOrderSetUnit};
use wuyou_domain::id::{RemedyCaseId, UnitId, WorkOrderId};
use wuyou_domain::work_order::{Kind, State};
use wuyou_store::customer::root;
use wuyou_store::work_order::{self as store, WorkOrderRow};
use wuyou_store::{Id, Tx, View};

use crate::app::{Acting, App};
use crate::area::money;
use crate::area::remedy_case::{self, Reported};
use crate::failure::Outcome;
use crate::input::single;

/// Says which machine an order is about: its warranty, its notices and its plan count from then on,
/// and its report may open a remedy case (R092, R096, R117, R125).
pub(crate) fn set_unit(
    app: &App,
    acting: &Acting,
    request: WorkOrderSetUnit,
) -> Outcome<WorkOrderDetail> {
    let (id, unit) = (WorkOrderId(request.id), UnitId(request.unit_id));
    let database = app.database()?;
    let case = database.edit(&acting.edit()?, |tx| -> Outcome<Option<RemedyCaseId>> {
        let row = store::get(tx.view(), id)?;
        money::mine(acting, &row)?;
        if row.unit_id == Some(unit) {
            return Ok(None);
        }
        check(tx.view(), &row, unit)?;
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
