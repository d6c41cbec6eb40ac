//! Planning: which visits a commissioning, finished work or a closed complaint asks for.
//!
//! A visit's id follows from its occasion, so planning again, on this PC or another, makes nothing
//! new, and a visit that was taken back stays so.

use chrono::NaiveDate;
use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::return_visit::{ReturnVisitPlan, ReturnVisitPlanned};
use wuyou_domain::id::{ComplaintId, CustomerId, ReturnVisitId, StaffId, UnitId, WorkOrderId};
use wuyou_domain::return_visit::plan::{PlanPolicy, built_in as plan_policy};
use wuyou_domain::return_visit::state::State;
use wuyou_domain::return_visit::{Planned, occasion};
use wuyou_domain::rule::RuleError;
use wuyou_domain::work_order::Kind;
use wuyou_domain::work_order::counter::is_sold_here;
use wuyou_domain::{maintenance, sla};
use wuyou_store::return_visit::{self as store, ReturnVisitRow};
use wuyou_store::work_order::WorkOrderRow;
use wuyou_store::{Id, Tx};

use super::super::work_order::clocks_of;
use crate::app::{Acting, App};
use crate::area::undo;
use crate::failure::{Failure, Outcome};

/// A commissioning that return visits follow from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Commissioned {
    /// The machine.
    pub(crate) unit: UnitId,
    /// Whose it is.
    pub(crate) customer: CustomerId,
    /// The day.
    pub(crate) on: NaiveDate,
    /// The order it was done with.
    pub(crate) work_order: Option<WorkOrderId>,
    /// Who did it; may not make the visits.
    pub(crate) served_by: Option<StaffId>,
}

/// What a visit is about.
#[derive(Debug, Clone, Copy)]
struct About {
    /// What the id follows from: the machine, the order, the complaint.
    subject: Uuid,
    /// Which occasion of it, beside the kind of the visit.
    occasion: Occasion,
    customer: CustomerId,
    unit: Option<UnitId>,
    work_order: Option<WorkOrderId>,
    complaint: Option<Uuid>,
    served_by: Option<StaffId>,
}

/// Which occasion of a subject a visit follows from.
#[derive(Debug, Clone, Copy)]
enum Occasion {
    /// The day of it: a machine is commissioned once a day.
    Day,
    /// How often the order or complaint was reopened before.
    Round(i64),
}

/// Plans the visits that follow a commissioning: two within a month, and one before the next yearly
/// maintenance (R116). Says how many are new.
///
/// # Errors
/// A day outside the calendar; the store's error.
pub(crate) fn plan_for(tx: &mut Tx<'_>, commissioned: &Commissioned) -> Outcome<u32> {
    let policy = plan_policy().map_err(|error| failed(&error))?;
    let yearly = maintenance::built_in().map_err(|error| failed(&error))?;
    let visits = occasion::after_commissioning(commissioned.on, policy, yearly)
        .map_err(|error| failed(&error))?;
    let about = About {
        subject: commissioned.unit.0,
        occasion: Occasion::Day,
        customer: commissioned.customer,
        unit: Some(commissioned.unit),
        work_order: commissioned.work_order,
        complaint: None,
        served_by: commissioned.served_by,
    };
    let mut new = 0;
    for visit in &visits {
        new += u32::from(insert(tx, &about, visit)?);
    }
    Ok(new)
}

/// Plans the visit that follows finished work (R110). An installation has those of its
/// commissioning. An order without a household has nobody to ask, and who bought parts over the counter
/// took them and went.
///
/// # Errors
/// The store's error.
pub(crate) fn after_finish(
    tx: &mut Tx<'_>,
    order: &WorkOrderRow,
    finished_at: i64,
) -> Outcome<bool> {
    let Some(customer) = order.customer_id else {
        return Ok(false);
    };
    let kind = Kind::from_code(&order.kind);
    if kind.is_some_and(|kind| is_sold_here(kind, order.technician_id)) {
        return Ok(false);
    }
    let about = About {
        subject: order.id.0,
        occasion: Occasion::Round(order.reopened_count),
        customer,
        unit: order.unit_id,
        work_order: Some(order.id),
        complaint: None,
        served_by: order.technician_id,
    };
    after_end(tx, &about, clocks_of(order), finished_at)
}

/// Plans the visit that follows a closed complaint. `round` is how often it was reopened before.
///
/// # Errors
/// The store's error.
pub(crate) fn after_complaint(
    tx: &mut Tx<'_>,
    complaint: Uuid,
    round: i64,
    of: &ComplaintEnd,
) -> Outcome<bool> {
    let about = About {
        subject: complaint,
        occasion: Occasion::Round(round),
        customer: of.customer,
        unit: of.unit,
        work_order: of.work_order,
        complaint: Some(complaint),
        served_by: of.handler,
    };
    after_end(tx, &about, of.case, of.closed_at)
}

/// How a complaint ended, as far as its return visit is concerned.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ComplaintEnd {
    /// The household.
    pub(crate) customer: CustomerId,
    /// The machine.
    pub(crate) unit: Option<UnitId>,
    /// The order it was about.
    pub(crate) work_order: Option<WorkOrderId>,
    /// Who handled it; may not make the visit.
    pub(crate) handler: Option<StaffId>,
    /// Its class, as the clocks know it.
    pub(crate) case: sla::Kind,
    /// When it was closed.
    pub(crate) closed_at: i64,
}

fn after_end(tx: &mut Tx<'_>, about: &About, case: sla::Kind, ended_at: i64) -> Outcome<bool> {
    let table = sla::built_in().map_err(|error| failed(&error))?;
    let visit = occasion::after_end(case, ended_at, &table.content);
    match visit.map_err(|error| failed(&error))? {
        Some(visit) => insert(tx, about, &visit),
        None => Ok(false),
    }
}

/// The visit of the year after, once that of this year is over.
pub(super) fn next_year(tx: &mut Tx<'_>, row: &ReturnVisitRow) -> Outcome<()> {
    let (Some(unit), Ok(base)) = (row.unit_id, row.to_on.parse::<NaiveDate>()) else {
        return Ok(());
    };
    let figures = maintenance::built_in().map_err(|error| failed(&error))?;
    let visit = occasion::yearly(base, figures).map_err(|error| failed(&error))?;
    let about = About {
        subject: unit.0,
        occasion: Occasion::Day,
        customer: row.customer_id,
        unit: Some(unit),
        work_order: None,
        complaint: None,
        served_by: None,
    };
    insert(tx, &about, &visit)?;
    Ok(())
}

/// Takes back the open visits of a machine that was exchanged, returned or given away: the new one,
/// or the new household, has its own plan.
///
/// # Errors
/// The store's error.
pub(crate) fn drop_of_unit(tx: &mut Tx<'_>, unit: UnitId) -> Outcome<u32> {
    drop_open(tx, store::of_unit(tx.view(), unit)?)
}

/// Takes back the open visits about an order that is opened again: the work was not done.
///
/// # Errors
/// The store's error.
pub(crate) fn drop_of_order(tx: &mut Tx<'_>, order: WorkOrderId) -> Outcome<u32> {
    let rows = store::of_work_order(tx.view(), order)?;
    // The visits of a commissioning are about the machine, whatever becomes of the order.
    let about_work = rows
        .into_iter()
        .filter(|row| ["after_repair", "after_maintenance"].contains(&row.kind.as_str()));
    drop_open(tx, about_work.collect())
}

/// Takes back the open visits about a complaint that is opened again.
///
/// # Errors
/// The store's error.
pub(crate) fn drop_of_complaint(tx: &mut Tx<'_>, complaint: ComplaintId) -> Outcome<u32> {
    drop_open(tx, store::of_complaint(tx.view(), complaint)?)
}

fn drop_open(tx: &mut Tx<'_>, rows: Vec<ReturnVisitRow>) -> Outcome<u32> {
    let mut dropped = 0;
    for row in rows {
        let open = State::from_code(&row.state)
            .is_some_and(|state| state.is_open() || state == State::WrongNumber);
        if open {
            dropped += u32::from(tx.delete("return_visit", row.id)?);
        }
    }
    Ok(dropped)
}

/// Makes the visit unless it was ever made.
fn insert(tx: &mut Tx<'_>, about: &About, visit: &Planned) -> Outcome<bool> {
    let occasion = match about.occasion {
        Occasion::Day => visit.anchor_on.to_string(),
        Occasion::Round(round) => round.to_string(),
    };
    let id = ReturnVisitId::of(about.subject, visit.kind.code(), &occasion);
    if store::find(tx.view(), id)?.is_some() {
        return Ok(false);
    }
    tx.insert(
        "return_visit",
        id,
        &[
            ("kind", visit.kind.code().into()),
            ("customer_id", about.customer.value()),
            ("unit_id", about.unit.map(Id::row_id).into()),
            ("work_order_id", about.work_order.map(Id::row_id).into()),
            ("complaint_id", about.complaint.map(Id::row_id).into()),
            ("state", State::Planned.code().into()),
            ("anchor_on", visit.anchor_on.to_string().into()),
            ("from_on", visit.from_on.to_string().into()),
            ("to_on", visit.to_on.to_string().into()),
            ("served_by_id", about.served_by.map(Id::row_id).into()),
            ("policy_version", policy_version().into()),
        ],
    )?;
    Ok(true)
}

fn policy_version() -> Option<String> {
    let document: &wuyou_domain::policy::Document<PlanPolicy> = plan_policy().ok()?;
    Some(document.version.clone())
}

pub(super) fn failed(error: &RuleError) -> Failure {
    tracing::error!(
        code = error.code(),
        field = error.field(),
        "rule of return visits"
    );
    ErrorCode::Internal.into()
}

/// Plans the visits of a machine that was installed before this program knew of it.
///
/// # Errors
/// `return_visit.no_start` without a day or a household; the store's error.
pub(crate) fn plan_of_unit(
    app: &App,
    acting: &Acting,
    request: ReturnVisitPlan,
) -> Outcome<ReturnVisitPlanned> {
    let mut planned = 0;
    undo::edit(app, acting, "return_visit.plan", |tx| {
        let unit = wuyou_store::unit::get(tx.view(), UnitId(request.unit_id))?;
        let on = unit.installed_on.and_then(|on| on.parse().ok());
        let (Some(customer), Some(on)) = (unit.customer_id, on) else {
            return Err(ErrorCode::VisitNoStart.into());
        };
        let commissioned = Commissioned {
            unit: unit.id,
            customer,
            on,
            work_order: None,
            served_by: None,
        };
        planned = plan_for(tx, &commissioned)?;
        Ok(unit.serial)
    })?;
    Ok(ReturnVisitPlanned { planned })
}
