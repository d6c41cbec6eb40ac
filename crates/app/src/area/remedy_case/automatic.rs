//! The case that a report after two counted repairs opens by itself (R096), and the reports that
//! should have opened one, had this PC known of a repair of another in time.

use std::collections::HashMap;

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::remedy_case::{
    RemedyCaseDetail, RemedyOpened, RemedyOwed, RemedyOwedGet, RemedyOwedList, RemedyOwedOpen,
};
use wuyou_contract::warranty::WarrantyRepair;
use wuyou_domain::calendar::Holidays;
use wuyou_domain::id::{CustomerId, RemedyCaseId, RemedyEventId, StaffId, UnitId, WorkOrderId};
use wuyou_domain::remedy_case::state::State;
use wuyou_domain::remedy_case::{Claim, Ground};
use wuyou_domain::time::{DAY_MS, local_date, start_of_day};
use wuyou_domain::warranty::remedy::{RemedyRules, Row, decide_remedies};
use wuyou_store::remedy_case::{self as store, RemedyCaseRow, ReportRow};
use wuyou_store::{Id, Tx, View, settings};

use super::story::{OPEN, Story, claim_shown};
use super::view;
use crate::app::{Acting, App};
use crate::area::{exclusion, money, warranty};
use crate::failure::Outcome;

/// How far back a report is looked at that should have opened a case.
const BACK_MS: i64 = 60 * DAY_MS;
/// How far before a report a repair may lie that counts with it: longer than the longest validity of
/// a whole machine, with its shelf time and what repairs add to it.
const REPAIRS_BACK_MS: i64 = 6 * 366 * DAY_MS;
/// Most machines whose repairs are looked at, those with the latest reports.
const LOOKED_MOST: usize = 100;
/// The number of such a case: the same on every PC, so that two which open it open one.
const NO_MOST: usize = 40;

/// A report of a fault.
pub(crate) struct Reported {
    pub(crate) unit: UnitId,
    pub(crate) customer: Option<CustomerId>,
    /// Its order, whose own repair is none before it unless it was finished and opened again.
    pub(crate) order: Option<WorkOrderId>,
    pub(crate) reported_at: i64,
}

impl Reported {
    fn of(row: &ReportRow) -> Self {
        Self {
            unit: row.unit_id,
            customer: row.customer_id,
            order: Some(row.work_order_id),
            reported_at: row.reported_at,
        }
    }

    /// Whether a case takes this report in: one that is open, or one about a report of that day or
    /// later.
    fn is_taken(&self, view: View<'_>) -> Outcome<bool> {
        let day = local_date(self.reported_at).and_then(start_of_day);
        let since_at = day.unwrap_or(self.reported_at);
        Ok(store::takes_reports_in(view, self.unit, since_at)?)
    }

    /// Whether a confirmed claim says that 三包 does not cover it.
    fn is_excluded(&self, view: View<'_>) -> Outcome<bool> {
        let Some(order) = self.order else {
            return Ok(false);
        };
        let order = wuyou_store::work_order::get(view, order)?;
        Ok(exclusion::upheld_of_order(view, &order)?.is_some())
    }
}

/// The counted repairs before a report, where they give the customer an exchange.
fn due(view: View<'_>, report: &Reported, now_at: i64) -> Outcome<Option<Vec<WarrantyRepair>>> {
    if report.is_taken(view)? || report.is_excluded(view)? {
        return Ok(None);
    }
    let known = warranty::report(view, report.unit, None, now_at)?;
    gives(&known, report)
}

/// The same of a machine whose records are known.
fn gives(known: &warranty::Report, report: &Reported) -> Outcome<Option<Vec<WarrantyRepair>>> {
    let (Some(fault), Some(reported_on)) = (&known.fault, local_date(report.reported_at)) else {
        return Ok(None);
    };
    let (mut fault, on) = (fault.clone(), reported_on.to_string());
    let own = report.order.map(|id| id.0);
    let repairs = known.repairs.iter().zip(&known.finished_at);
    // Of its own order those count that were finished before it was opened again.
    let before = |one: &WarrantyRepair, finished_at: i64| {
        one.finished_on <= on
            && (Some(one.work_order_id) != own || finished_at <= report.reported_at)
    };
    let counted = repairs.filter(|(one, finished_at)| one.counts && before(one, **finished_at));
    let counted: Vec<_> = counted.map(|(one, _)| one.clone()).collect();
    fault.completed_repairs = u32::try_from(counted.len()).unwrap_or(u32::MAX);
    fault.reported_at = report.reported_at;
    (fault.handed_in_on, fault.delay_cause, fault.last_repair) = (None, None, None);
    fault.received_on = fault.received_on.filter(|on| *on <= reported_on);
    let rules = RemedyRules::built_in().map_err(|_| ErrorCode::Internal)?;
    // Dates that do not fit each other give nothing by themselves; a person can open the case.
    let decided = decide_remedies(&fault, rules, Holidays::built_in());
    let gives = decided.is_ok_and(|decided| decided.result.rows.contains(&Row::R3));
    Ok(gives.then_some(counted))
}

/// Opens the case that a report of a fault gives, within its edit.
pub(crate) fn after_report(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    report: &Reported,
) -> Outcome<Option<RemedyCaseId>> {
    let Some(repairs) = due(tx.view(), report, acting.now_at)? else {
        return Ok(None);
    };
    let unit = wuyou_store::unit::get(tx.view(), report.unit)?;
    let Some(customer) = unit.customer_id.or(report.customer) else {
        return Ok(None);
    };
    let reported_on = local_date(report.reported_at).ok_or(ErrorCode::Internal)?;
    let (id, nth) = free_id(tx.view(), report.unit, reported_on)?;
    let mut no = format!("TH-{}-{}", unit.serial, reported_on.format("%y%m%d"));
    if nth > 1 {
        no = format!("{no}-{nth}");
    }
    if no.chars().count() > NO_MOST {
        no = id.0.simple().to_string();
    }
    let text = words(&repairs);
    let state = State::Opened.code();
    let fields = [
        ("no", no.into()),
        ("customer_id", customer.value()),
        ("unit_id", report.unit.value()),
        // What is claimed and confirmed about its order holds for the case.
        ("work_order_id", report.order.map(Id::row_id).into()),
        ("ground", Ground::Quality.code().into()),
        ("claim", Claim::Exchange.code().into()),
        ("text", text.as_str().into()),
        ("opened_at", acting.now_at.into()),
        ("reported_at", report.reported_at.into()),
        ("state", state.into()),
        ("owner_id", owner(tx.view(), report)?.map(Id::row_id).into()),
    ];
    tx.insert("remedy_case", id, &fields)?;
    let record = [
        ("remedy_case_id", id.value()),
        ("event", OPEN.into()),
        ("to_state", state.into()),
        ("occurred_at", acting.now_at.into()),
        ("staff_id", acting.staff()?.value()),
        ("text", text.as_str().into()),
        ("claim", Claim::Exchange.code().into()),
    ];
    tx.insert("remedy_event", RemedyEventId(app.new_id(acting)), &record)?;
    Ok(Some(id))
}

/// Who answers for a case nobody opened by hand: whoever answers for its order, or else the owner of
/// the shop, or another manager. The same on every PC that knows the same.
fn owner(view: View<'_>, report: &Reported) -> Outcome<Option<StaffId>> {
    let people = wuyou_store::staff::list(view)?;
    let works = |id: &StaffId| {
        let mut people = people.iter();
        people.any(|one| one.id == *id && !one.disabled && one.deleted_at.is_none())
    };
    let order = match report.order {
        Some(id) => Some(wuyou_store::work_order::get(view, id)?),
        None => None,
    };
    let asked = order.as_ref().and_then(|order| order.request_id);
    let request = match asked {
        Some(id) => Some(wuyou_store::request::get(view, id)?),
        None => None,
    };
    let technician = order.and_then(|order| order.technician_id);
    let mut responsible = [technician, request.and_then(|row| row.owner_id)].into_iter();
    if let Some(found) = responsible.find_map(|id| id.filter(works)) {
        return Ok(Some(found));
    }
    let code = settings::get(view, settings::DEALER_CODE)?;
    let first = code.map(|code| StaffId::owner_of(&code)).filter(works);
    let mut managers: Vec<_> = people
        .iter()
        .filter(|one| one.role == "manager" && works(&one.id))
        .map(|one| one.id)
        .collect();
    managers.sort();
    Ok(first.or_else(|| managers.first().copied()))
}

/// Whether a case opened by itself.
pub(crate) fn is_automatic(row: &RemedyCaseRow) -> bool {
    let on = local_date(row.reported_at);
    on.is_some_and(|on| (1..=9).any(|nth| RemedyCaseId::of_repairs(row.unit_id, on, nth) == row.id))
}

/// The id of the machine's next case about a report of that day: two PCs make one of it.
fn free_id(view: View<'_>, unit: UnitId, on: NaiveDate) -> Outcome<(RemedyCaseId, u32)> {
    let mut nth = 1;
    loop {
        let id = RemedyCaseId::of_repairs(unit, on, nth);
        if view.row("remedy_case", id)?.is_none() {
            return Ok((id, nth));
        }
        nth += 1;
    }
}

/// What happened, with the repairs that count: the same words on every PC that knows the same.
fn words(repairs: &[WarrantyRepair]) -> String {
    let mut told: Vec<_> = repairs
        .iter()
        .map(|one| format!("{}（{}）", one.no, one.finished_on))
        .collect();
    told.sort();
    let (count, list) = (told.len(), told.join("、"));
    format!("保修期内已修好 {count} 次又报修，自动立案。计入的维修：{list}")
}

/// What the clerk is told at once: the case, the repairs and what the customer may choose.
pub(crate) fn opened(view: View<'_>, id: RemedyCaseId, now_at: i64) -> Outcome<RemedyOpened> {
    let story = Story::load(view, store::get(view, id)?, now_at)?;
    let offers = story.offers.result.iter();
    let given = offers.filter(|offer| offer.allowed && offer.row.is_some());
    let counted = story.report.repairs.iter().filter(|one| one.counts);
    Ok(RemedyOpened {
        id: id.0,
        no: story.row.no.clone(),
        claims: given.map(|offer| claim_shown(offer.claim)).collect(),
        repairs: counted.cloned().collect(),
    })
}

/// The reports that should have opened a case, and none was: of a machine its first, the earliest
/// first. With them whether there is more than was looked at.
pub(crate) fn owed(view: View<'_>, now_at: i64) -> Outcome<(Vec<RemedyOwed>, bool)> {
    let since_at = now_at.saturating_sub(BACK_MS);
    let (reports, mut more) = store::reports_after_repairs(view, since_at, REPAIRS_BACK_MS)?;
    let mut latest_first = Vec::new();
    let mut of_machine: HashMap<UnitId, Vec<ReportRow>> = HashMap::new();
    for row in reports {
        let known = of_machine.entry(row.unit_id).or_default();
        if known.is_empty() {
            latest_first.push(row.unit_id);
        }
        known.push(row);
    }
    more |= latest_first.len() > LOOKED_MOST;
    let mut found = Vec::new();
    for unit in latest_first.iter().take(LOOKED_MOST) {
        let reports = of_machine.remove(unit).unwrap_or_default();
        found.extend(first_owed(view, *unit, reports, now_at)?);
    }
    found.sort_by_key(|row| row.reported_at);
    Ok((found, more))
}

/// The first of a machine's reports, which come latest first, that should have opened a case.
fn first_owed(
    view: View<'_>,
    unit: UnitId,
    reports: Vec<ReportRow>,
    now_at: i64,
) -> Outcome<Option<RemedyOwed>> {
    let known = warranty::report(view, unit, None, now_at)?;
    for row in reports.into_iter().rev() {
        let report = Reported::of(&row);
        let Some(repairs) = gives(&known, &report)? else {
            continue;
        };
        if report.is_taken(view)? || report.is_excluded(view)? {
            continue;
        }
        return Ok(Some(RemedyOwed {
            work_order_id: row.work_order_id.0,
            no: row.no,
            unit_id: unit.0,
            serial: row.serial,
            customer_id: row.customer_id.map(|id| id.0),
            customer_name: row.customer_name,
            reported_at: row.reported_at,
            repairs,
        }));
    }
    Ok(None)
}

/// Lists the reports that should have opened a case.
pub(crate) fn owed_list(app: &App, acting: &Acting, _: RemedyOwedGet) -> Outcome<RemedyOwedList> {
    let (rows, more) = app.database()?.read(|view| owed(view, acting.now_at))?;
    Ok(RemedyOwedList { rows, more })
}

/// Opens the case that a report should have opened.
pub(crate) fn open_owed(
    app: &App,
    acting: &Acting,
    request: RemedyOwedOpen,
) -> Outcome<RemedyCaseDetail> {
    let order = WorkOrderId(request.work_order_id);
    let database = app.database()?;
    let id = database.edit(&acting.edit()?, |tx| -> Outcome<RemedyCaseId> {
        let row = wuyou_store::work_order::get(tx.view(), order)?;
        let report = Reported {
            unit: row.unit_id.ok_or(ErrorCode::RemedyNotDue)?,
            customer: row.customer_id,
            order: Some(order),
            reported_at: money::reported_at(tx.view(), &row)?.min(acting.now_at),
        };
        if let Some(opened) = after_report(app, acting, tx, &report)? {
            return Ok(opened);
        }
        // A case needs the household it is for.
        if due(tx.view(), &report, acting.now_at)?.is_some() {
            return Err(ErrorCode::RemedyNoHousehold.into());
        }
        Err(ErrorCode::RemedyNotDue.into())
    })?;
    database.read(|view| view::detail(acting, view, id))
}
