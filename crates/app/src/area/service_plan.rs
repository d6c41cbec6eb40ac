//! Service plans (服务套餐): what headquarters offers, what was sold to a machine, and what it takes
//! over of an order. A contract keeps the terms it was sold with and goes with the machine.

mod sell;
mod trouble;

use chrono::{Days, NaiveDate};
use wuyou_contract::ErrorCode;
use wuyou_contract::money::{ChargeKind, PaymentMethod};
use wuyou_contract::service_plan::{
    OrderPlan, PlanContract, PlanContracts, PlanList, PlanOffer, PlanOffers, PlanOffersGet,
    PlanReason, PlanState, PlanTerms, PlanTier,
};
use wuyou_contract::staff::Role;
use wuyou_domain::explain::Decision;
use wuyou_domain::id::{CustomerId, PlanEventId, UnitId, WorkOrderId};
use wuyou_domain::policy::Document;
use wuyou_domain::service_plan::{
    Contract, ContractState, Plan, PlanBook, PlanCase, PlanCoverage, Tier, Used, cover,
};
use wuyou_domain::time::local_date;
use wuyou_domain::warranty::remedy::{ExclusionCode, LineKind};
use wuyou_domain::work_order::Kind;
use wuyou_store::View;
use wuyou_store::service_plan::{self as store, CoveredOrder, PlanEventRow};
use wuyou_store::tariff::PublicationRow;
use wuyou_store::work_order::WorkOrderRow;

use super::{explain, export, price};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::show::code_from;

pub(crate) use sell::{cancel, sell};
pub(crate) use trouble::{absorb, recover, troubles};

/// The kind of headquarters' lists.
const KIND: &str = "service_plans";
/// Most machines of the whole list of contracts.
const UNITS_MOST: u32 = 5_000;
/// How long before its end a plan is told of.
const ENDING_DAYS: u64 = 30;

/// A contract with the row that sold it, and those that ended it.
pub(crate) struct Sold {
    pub(crate) row: PlanEventRow,
    pub(crate) contract: Contract,
    /// The first one counts; two PCs may have cancelled it without knowing of each other.
    cancels: Vec<PlanEventRow>,
    /// What of a second cancellation came back.
    recovered_fen: i64,
}

impl Sold {
    fn cancel(&self) -> Option<&PlanEventRow> {
        self.cancels.first()
    }
}

/// The contracts of a machine, the first one first.
pub(crate) fn of_unit(view: View<'_>, unit: UnitId) -> Outcome<Vec<Sold>> {
    let rows = store::of_unit(view, unit)?;
    let about = |event: &'static str, contract: PlanEventId| {
        let own = rows.iter().filter(move |row| row.event == event);
        own.filter(move |row| row.contract_id == Some(contract))
    };
    let sold = rows
        .iter()
        .filter(|row| matches!(row.event.as_str(), "sell" | "renew"));
    let read = |row: &PlanEventRow| {
        let mut cancels: Vec<_> = about("cancel", row.id).cloned().collect();
        // The same one on every PC.
        cancels.sort_by_key(|one| (one.occurred_at, one.id));
        Some(Sold {
            contract: read_contract(row, cancels.first())?,
            row: row.clone(),
            recovered_fen: about("recover", row.id).map(|one| one.amount_fen).sum(),
            cancels,
        })
    };
    Ok(sold.filter_map(read).collect())
}

/// What a newer version sold in a form this one cannot read covers nothing here, and is not shown.
fn read_contract(row: &PlanEventRow, cancel: Option<&PlanEventRow>) -> Option<Contract> {
    let plan: Plan = serde_json::from_str(row.terms.as_deref()?)
        .inspect_err(|error| tracing::error!(no = row.no, %error, "terms of a plan"))
        .ok()?;
    Some(Contract {
        no: row.no.clone(),
        version: row.list_no.clone().unwrap_or_default(),
        plan,
        paid_fen: row.amount_fen,
        start_on: row.start_on.as_deref()?.parse().ok()?,
        end_on: row.end_on.as_deref()?.parse().ok()?,
        cancelled_on: cancel.and_then(|cancel| cancel.done_on.parse().ok()),
    })
}

/// The finished orders of a machine that plans took over, but for one.
fn used(view: View<'_>, unit: UnitId, but: Option<WorkOrderId>) -> Outcome<Vec<Used>> {
    let orders = used_by(view, unit, but)?.into_iter();
    Ok(orders.map(|(_, used)| used).collect())
}

/// The same with the orders.
fn used_by(
    view: View<'_>,
    unit: UnitId,
    but: Option<WorkOrderId>,
) -> Outcome<Vec<(CoveredOrder, Used)>> {
    let mut all = Vec::new();
    for order in store::covered(view, unit)? {
        // Opened again, it was reported again: that day decided what covers it.
        let reopened_at = super::money::reopened_at(view, order.id)?;
        let on = local_date(reopened_at.unwrap_or(order.received_at));
        let kind = Kind::from_code(&order.kind);
        if let (Some(kind), Some(on)) = (kind, on.filter(|_| Some(order.id) != but)) {
            all.push((order, Used { kind, on }));
        }
    }
    Ok(all)
}

/// What a plan takes over of an order, with the words for its lines.
pub(crate) struct OrderCover {
    pub(crate) decided: Decision<PlanCoverage>,
    /// Name, number, version and clause.
    pub(crate) basis: String,
}

/// What the machine's plans take over of an order that was reported then; nothing where the machine
/// never had one.
pub(crate) fn of_order(
    view: View<'_>,
    order: &WorkOrderRow,
    (reported_at, ground): (i64, Option<ExclusionCode>),
) -> Outcome<Option<OrderCover>> {
    let Some(unit) = order.unit_id else {
        return Ok(None);
    };
    let contracts: Vec<_> = of_unit(view, unit)?
        .into_iter()
        .map(|sold| sold.contract)
        .collect();
    if contracts.is_empty() {
        return Ok(None);
    }
    let used = used(view, unit, Some(order.id))?;
    let decided = cover(&PlanCase {
        contracts: &contracts,
        used: &used,
        kind: Kind::from_code(&order.kind).unwrap_or(Kind::Repair),
        on: local_date(reported_at).ok_or(ErrorCode::FutureTime)?,
        ground,
    });
    let contract = decided.result.contract.and_then(|at| contracts.get(at));
    let basis = contract.map(Contract::basis).unwrap_or_default();
    Ok(Some(OrderCover { decided, basis }))
}

impl OrderCover {
    /// As screens show it.
    pub(crate) fn shown(&self) -> OrderPlan {
        let result = &self.decided.result;
        OrderPlan {
            reason: code_from(Some(result.reason.code())).unwrap_or(PlanReason::NoPlan),
            basis: self.basis.clone(),
            covers: kinds(&result.covers),
            left: result.left,
            why: explain::why(&self.decided.why),
        }
    }
}

fn kinds(all: &[LineKind]) -> Vec<ChargeKind> {
    let kind = |one: &LineKind| match one {
        LineKind::Labour => ChargeKind::Labour,
        LineKind::Part => ChargeKind::Part,
        LineKind::Travel => ChargeKind::Travel,
    };
    all.iter().map(kind).collect()
}

/// Headquarters' list of plans in force on a day.
fn list_on(view: View<'_>, on: NaiveDate) -> Outcome<Option<(PublicationRow, Document<PlanBook>)>> {
    let rows = wuyou_store::tariff::published(view, KIND)?.into_iter();
    let mut lists = rows.filter_map(|row| {
        let list = price::read_list::<PlanBook>(&row)?;
        Some((row, list))
    });
    Ok(lists.find(|(_, list)| list.effective_on <= on))
}

/// Shows what headquarters offers today.
pub(crate) fn offers(app: &App, acting: &Acting, request: PlanOffersGet) -> Outcome<PlanOffers> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let unit = request.unit_id.map(UnitId);
    app.database()?.read(|view| {
        let Some((row, list)) = list_on(view, today)? else {
            return Ok(PlanOffers {
                list: None,
                rows: Vec::new(),
            });
        };
        let mut rows = Vec::new();
        for plan in &list.content.plans {
            let start_on = match unit {
                Some(unit) => Some(first_day(view, acting, unit, plan)?.to_string()),
                None => None,
            };
            rows.push(PlanOffer {
                terms: terms(plan),
                start_on,
            });
        }
        Ok(PlanOffers {
            list: Some(price::head(&row)),
            rows,
        })
    })
}

/// The first day a plan would have at a machine: after those that run, and 延保 after the warranty.
fn first_day(view: View<'_>, acting: &Acting, unit: UnitId, plan: &Plan) -> Outcome<NaiveDate> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let next = |day: NaiveDate| day.checked_add_days(Days::new(1)).unwrap_or(day);
    let running = of_unit(view, unit)?.into_iter().filter(|sold| {
        let state = sold.contract.state(today);
        matches!(state, ContractState::Running | ContractState::Coming)
    });
    let after_those = running.map(|sold| next(sold.contract.end_on)).max();
    let after_warranty = match plan.tier {
        Tier::Extended => super::warranty::ends_on(view, unit, acting.now_at)?.map(next),
        Tier::Basic | Tier::Gold => None,
    };
    Ok([Some(today), after_those, after_warranty]
        .into_iter()
        .flatten()
        .max()
        .unwrap_or(today))
}

fn terms(plan: &Plan) -> PlanTerms {
    PlanTerms {
        code: plan.code.clone(),
        name: plan.name.clone(),
        name_en: plan.name_en.clone(),
        tier: code_from(Some(plan.tier.code())).unwrap_or(PlanTier::Basic),
        price_fen: plan.price_fen,
        months: plan.months,
        free: kinds(&plan.free),
        repairs: plan.repairs,
        maintenances: plan.maintenances,
        response_hours: plan.response_hours,
        exclusions: plan.exclusions.clone(),
        clause: plan.clause.clone(),
    }
}

/// Lists the plans sold to a machine or to a household's machines.
pub(crate) fn list(app: &App, acting: &Acting, request: PlanList) -> Outcome<PlanContracts> {
    app.database()?.read(|view| match request.unit_id {
        Some(unit) => contracts(acting, view, &[UnitId(unit)]),
        None => {
            let Some(id) = request.customer_id else {
                let whole = export::is_whole(acting, request.whole);
                let most = if whole { u32::MAX } else { UNITS_MOST };
                return contracts(acting, view, &store::units(view, most)?);
            };
            let root = wuyou_store::customer::root(view, CustomerId(id))?;
            let units = wuyou_store::unit::of_customer(view, root)?;
            let units: Vec<_> = units.into_iter().map(|unit| unit.id).collect();
            contracts(acting, view, &units)
        }
    })
}

pub(super) fn contracts(
    acting: &Acting,
    view: View<'_>,
    units: &[UnitId],
) -> Outcome<PlanContracts> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let (mut rows, mut overdrawn) = (Vec::new(), Vec::new());
    for unit in units {
        let sold = of_unit(view, *unit)?;
        overdrawn.extend(trouble::overdrawn(acting, view, *unit, &sold)?);
        let used = used(view, *unit, None)?;
        for one in &sold {
            let followed = sold.iter().any(|other| {
                other.cancels.is_empty() && other.contract.start_on > one.contract.end_on
            });
            let twin_no = trouble::twin(one, &sold).map(|twin| twin.contract.no.clone());
            rows.push(PlanContract {
                // What two PCs sold twice is taken back whole.
                unused_fen: match twin_no {
                    Some(_) => one.row.amount_fen,
                    None => one.contract.unused_fen(today),
                },
                twin_no,
                ..shown(acting, one, (today, &used, followed))
            });
        }
    }
    // What runs or comes first, then what ended last.
    rows.sort_by(|a, b| {
        let over =
            |row: &PlanContract| matches!(row.state, PlanState::Ended | PlanState::Cancelled);
        (over(a), &b.end_on, &a.no).cmp(&(over(b), &a.end_on, &b.no))
    });
    Ok(PlanContracts { rows, overdrawn })
}

fn shown(
    acting: &Acting,
    sold: &Sold,
    (today, used, followed): (NaiveDate, &[Used], bool),
) -> PlanContract {
    let (row, contract) = (&sold.row, &sold.contract);
    let state = contract.state(today);
    let near = today.checked_add_days(Days::new(ENDING_DAYS));
    let running = state == ContractState::Running;
    let open = sold.cancels.is_empty() && contract.end_on >= today;
    let cancel = sold.cancel();
    PlanContract {
        id: row.id.0,
        unit_id: row.unit_id.0,
        serial: row.serial.clone(),
        no: contract.no.clone(),
        version: contract.version.clone(),
        terms: terms(&contract.plan),
        state: code_from(Some(state.code())).unwrap_or(PlanState::Ended),
        start_on: contract.start_on.to_string(),
        end_on: contract.end_on.to_string(),
        ending: running && !followed && near.is_some_and(|near| contract.end_on <= near),
        repairs_left: contract.left(Kind::Repair, today, used),
        maintenances_left: contract
            .left(Kind::Maintenance, today, used)
            .unwrap_or_default(),
        buyer: row.customer_name.clone(),
        paid_fen: row.amount_fen,
        method: code_from(Some(&row.method)).unwrap_or(PaymentMethod::Cash),
        receipt_no: row.receipt_no.clone(),
        sold_at: row.occurred_at,
        sold_by: row.staff.clone(),
        cancelled_on: cancel.map(|one| one.done_on.clone()),
        cancel_reason: cancel.and_then(|one| one.note.clone()),
        refund_fen: cancel.map_or(0, |one| -one.amount_fen),
        paid_twice_fen: trouble::paid_twice_fen(sold),
        twin_no: None,
        unused_fen: contract.unused_fen(today),
        may_cancel: open && acting.role == Some(Role::Manager),
    }
}

/// The contracts that end within thirty days with nothing after them.
pub(crate) fn ending(acting: &Acting, view: View<'_>) -> Outcome<Vec<PlanContract>> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let near = today.checked_add_days(Days::new(ENDING_DAYS));
    let near = near.unwrap_or(today).to_string();
    let units = store::ending(view, &today.to_string(), &near)?;
    let all = contracts(acting, view, &units)?.rows.into_iter();
    Ok(all.filter(|row| row.ending).collect())
}
