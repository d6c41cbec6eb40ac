//! What two PCs made of a plan without knowing of each other: sold twice, cancelled twice, used up
//! more often than it gives. It is told on every PC until somebody settles it.

use std::collections::BTreeSet;

use wuyou_contract::ErrorCode;
use wuyou_contract::money::PaymentMethod;
use wuyou_contract::service_plan::{PlanAbsorb, PlanContracts, PlanOverdrawn, PlanRecover};
use wuyou_contract::staff::Role;
use wuyou_domain::id::{PlanEventId, UnitId, WorkOrderId};
use wuyou_domain::service_plan::{ContractState, Used};
use wuyou_domain::text;
use wuyou_domain::time::{DAY_MS, local_date};
use wuyou_store::service_plan::{self as store, CoveredOrder};
use wuyou_store::{Id, View, money as lines, work_order};

use super::{Sold, contracts, of_unit, used_by};
use crate::app::{Acting, App};
use crate::area::work_order::next_no;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::code_of;

/// How long after the finish an order beyond its plan is told of.
const TOLD_MS: i64 = 180 * DAY_MS;

/// The other contract that runs on days of this one: two PCs sold one each.
pub(super) fn twin<'s>(one: &Sold, all: &'s [Sold]) -> Option<&'s Sold> {
    let live = |sold: &Sold| sold.cancels.is_empty();
    let mut others = all.iter().filter(|other| other.row.id != one.row.id);
    others.find(|other| {
        let span = (one.contract.start_on, one.contract.end_on);
        live(one) && live(other) && other.contract.overlaps(span.0, span.1)
    })
}

/// What a second cancellation paid out beside the first and did not come back yet.
pub(super) fn paid_twice_fen(sold: &Sold) -> i64 {
    let out = sold.cancels.iter().skip(1).map(|row| -row.amount_fen);
    (out.sum::<i64>() - sold.recovered_fen).max(0)
}

/// The finished orders with a line of a plan that no contract gives, in the order they were finished.
pub(super) fn overdrawn(
    acting: &Acting,
    view: View<'_>,
    unit: UnitId,
    sold: &[Sold],
) -> Outcome<Vec<PlanOverdrawn>> {
    let orders = used_by(view, unit, None)?;
    let used: Vec<Used> = orders.iter().map(|(_, used)| *used).collect();
    let since_at = acting.now_at.saturating_sub(TOLD_MS);
    let given = |place: usize, one: &Used| {
        let mut running = sold.iter().map(|sold| &sold.contract);
        running.any(|contract| {
            contract.state(one.on) == ContractState::Running
                && contract.left(one.kind, one.on, &used[..place]) != Some(0)
        })
    };
    let orders = orders.iter().enumerate();
    let beyond = orders.filter(|(place, (order, one))| {
        order.by_line && order.finished_at >= since_at && !given(*place, one)
    });
    let shown = |order: &CoveredOrder| PlanOverdrawn {
        work_order_id: order.id.0,
        unit_id: unit.0,
        no: order.no.clone(),
        may_absorb: acting.role == Some(Role::Manager),
    };
    Ok(beyond.map(|(_, (order, _))| shown(order)).collect())
}

/// What somebody has to settle at a machine, the gravest.
pub(crate) struct Trouble {
    pub(crate) unit: UnitId,
    /// `cancelled_twice`, `sold_twice`, `overdrawn`.
    pub(crate) what: &'static str,
    /// The numbers of the contracts or orders it is about.
    pub(crate) nos: String,
}

/// Every machine with something to settle.
pub(crate) fn troubles(acting: &Acting, view: View<'_>) -> Outcome<Vec<Trouble>> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let since_at = acting.now_at.saturating_sub(TOLD_MS);
    let mut found = Vec::new();
    for unit in store::suspects(view, &today.to_string(), since_at)? {
        let all = contracts(acting, view, &[unit])?;
        let twice = all.rows.iter().filter(|row| row.paid_twice_fen > 0);
        let twins = all.rows.iter().filter(|row| row.twin_no.is_some());
        let told = [
            ("cancelled_twice", numbers(twice.map(|row| &row.no))),
            ("sold_twice", numbers(twins.map(|row| &row.no))),
            (
                "overdrawn",
                numbers(all.overdrawn.iter().map(|row| &row.no)),
            ),
        ];
        let told = told.into_iter().find(|(_, nos)| !nos.is_empty());
        found.extend(told.map(|(what, nos)| Trouble { unit, what, nos }));
    }
    Ok(found)
}

fn numbers<'n>(all: impl Iterator<Item = &'n String>) -> String {
    let all: BTreeSet<_> = all.map(String::as_str).collect();
    all.into_iter().collect::<Vec<_>>().join(" · ")
}

/// The shop bears an order that was free by a plan which had nothing left: it uses none of it up.
pub(crate) fn absorb(app: &App, acting: &Acting, request: PlanAbsorb) -> Outcome<PlanContracts> {
    let mut form = Form::new(acting.now_at);
    let reason = form.required("reason", &request.reason, text::LINE_MAX);
    form.finish()?;
    let id = WorkOrderId(request.work_order_id);
    let database = app.database()?;
    let unit = database.edit(&acting.edit()?, |tx| -> Outcome<UnitId> {
        let order = work_order::get(tx.view(), id)?;
        let unit = order.unit_id.ok_or(ErrorCode::PlanSettled)?;
        let sold = of_unit(tx.view(), unit)?;
        let beyond = overdrawn(acting, tx.view(), unit, &sold)?;
        if beyond.iter().all(|one| one.work_order_id != id.0) {
            return Err(ErrorCode::PlanSettled.into());
        }
        for line in lines::lines(tx.view(), id)? {
            if line.basis == "plan" {
                let told = [
                    ("basis", "discount".into()),
                    ("reason", reason.as_str().into()),
                ];
                tx.update("charge_line", line.id, &told)?;
            }
        }
        Ok(unit)
    })?;
    database.read(|view| contracts(acting, view, &[unit]))
}

/// What a second cancellation paid out has come back.
pub(crate) fn recover(app: &App, acting: &Acting, request: PlanRecover) -> Outcome<PlanContracts> {
    if matches!(
        request.method,
        PaymentMethod::Credit | PaymentMethod::Waiver
    ) {
        return Err(single("method", "choose_one", None).into());
    }
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let contract = PlanEventId(request.contract_id);
    let database = app.database()?;
    let unit = database.edit(&acting.edit()?, |tx| -> Outcome<UnitId> {
        let row = store::find(tx.view(), contract)?.ok_or(ErrorCode::PlanGone)?;
        let sold = of_unit(tx.view(), row.unit_id)?.into_iter();
        let mut sold = sold.filter(|one| one.row.id == contract);
        let sold = sold.next().ok_or(ErrorCode::PlanGone)?;
        let fen = paid_twice_fen(&sold);
        if fen == 0 {
            return Err(ErrorCode::PlanSettled.into());
        }
        // Whoever takes it back, it is the same money of the same cancellations.
        let last = sold.cancels.iter().map(|one| one.id).max();
        let id = PlanEventId::of_recovery(contract, last.unwrap_or(contract));
        let fields = [
            ("unit_id", row.unit_id.value()),
            ("customer_id", row.customer_id.map(Id::row_id).into()),
            ("event", "recover".into()),
            ("contract_id", contract.value()),
            ("no", row.no.into()),
            ("plan_code", row.plan_code.into()),
            ("plan_name", row.plan_name.into()),
            ("method", code_of(&request.method)),
            ("amount_fen", fen.into()),
            ("receipt_no", next_no(tx, acting)?.into()),
            ("done_on", today.to_string().into()),
            ("occurred_at", acting.now_at.into()),
            ("staff_id", acting.staff()?.value()),
        ];
        tx.insert("plan_event", id, &fields)?;
        Ok(row.unit_id)
    })?;
    database.read(|view| contracts(acting, view, &[unit]))
}
