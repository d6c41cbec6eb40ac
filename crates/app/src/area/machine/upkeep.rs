//! The yearly maintenance of a machine: planned when it is commissioned, and again each time it is
//! done.

use chrono::{Days, NaiveDate};
use wuyou_contract::ErrorCode;
use wuyou_contract::machine::{
    FestivalDue, MachineDetail, MachineMaintained, MaintenanceDueGet, MaintenanceDueList,
    MaintenanceDueRow, MaintenanceEntry, MaintenanceTask, MaintenanceUrgency, UpkeepPlan,
    UpkeepPlanned, UpkeepUnplanned, UpkeepUnplannedGet,
};
use wuyou_domain::at_home::{AtHome, festival_ahead};
use wuyou_domain::calendar::minus_months;
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{MaintenanceId, StaffId, UnitId, WorkOrderId};
use wuyou_domain::maintenance as rule;
use wuyou_domain::rule::RuleError;
use wuyou_domain::time::local_date;
use wuyou_store::maintenance::{self as store, DueQuery, MaintenanceDue, MaintenanceRow};
use wuyou_store::unit::UnitRow;
use wuyou_store::{Id, Tx, View};

use super::view;
use crate::app::{Acting, App};
use crate::area::{customer, export, undo};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_text};

/// A maintenance that was done.
struct Done {
    on: NaiveDate,
    staff: Option<StaffId>,
    order: Option<WorkOrderId>,
    note: Option<String>,
}

/// Plans the maintenance that follows `base`, the commissioning or the last one done. Where one is
/// planned already, that one stays.
pub(super) fn plan_next(tx: &mut Tx<'_>, unit: UnitId, base: NaiveDate) -> Outcome<()> {
    let rows = store::of_unit(tx.view(), unit)?;
    if rows.iter().any(is_open) {
        return Ok(());
    }
    let (mut due_on, mut remind_on) = next(base).map_err(|error| undecided(&error))?;
    // One done ahead of its day falls due on that day no more: the next is that of the year after.
    while rows
        .iter()
        .any(|row| row.state == "done" && row.id == MaintenanceId::of(unit, due_on))
    {
        (due_on, remind_on) = next(due_on).map_err(|error| undecided(&error))?;
    }
    let id = MaintenanceId::of(unit, due_on);
    let fields = [
        ("unit_id", unit.value()),
        ("due_on", due_on.to_string().into()),
        ("remind_on", remind_on.to_string().into()),
        ("state", "open".into()),
    ];
    if tx.view().row("maintenance", id)?.is_none() {
        tx.insert("maintenance", id, &fields)?;
    } else {
        // Cancelled with a loss, and the machine was found again.
        tx.update("maintenance", id, &[("state", "open".into())])?;
    }
    Ok(())
}

fn next(base: NaiveDate) -> Result<(NaiveDate, NaiveDate), RuleError> {
    let policy = &rule::built_in()?.content;
    let due_on = rule::next_due(policy, base)?;
    let remind_on = minus_months(due_on, policy.remind_months)?.max(base);
    Ok((due_on, remind_on))
}

fn undecided(error: &RuleError) -> ErrorCode {
    tracing::error!(code = error.code(), field = error.field(), "maintenance");
    ErrorCode::Internal
}

fn is_open(row: &MaintenanceRow) -> bool {
    row.state == "open"
}

/// The machine is gone: nobody maintains it here.
pub(super) fn cancel_open(tx: &mut Tx<'_>, unit: UnitId) -> Outcome<()> {
    for row in store::of_unit(tx.view(), unit)?
        .iter()
        .filter(|row| is_open(row))
    {
        tx.update("maintenance", row.id, &[("state", "cancelled".into())])?;
    }
    Ok(())
}

/// Marks what is due as done and plans the next; where nothing was planned, the maintenance is kept
/// all the same.
fn mark(tx: &mut Tx<'_>, unit: &UnitRow, done: &Done) -> Outcome<()> {
    let rows = store::of_unit(tx.view(), unit.id)?;
    let fields = [
        ("state", "done".into()),
        ("done_on", done.on.to_string().into()),
        ("staff_id", done.staff.map(Id::row_id).into()),
        ("work_order_id", done.order.map(Id::row_id).into()),
        ("note", done.note.clone().into()),
    ];
    let open: Vec<_> = rows.iter().filter(|row| is_open(row)).collect();
    // Two PCs may each have planned one; one visit does both.
    for row in &open {
        tx.update("maintenance", row.id, &fields)?;
    }
    if open.is_empty() {
        let mut row = fields.to_vec();
        row.push(("unit_id", unit.id.value()));
        row.push(("due_on", done.on.to_string().into()));
        row.push(("remind_on", done.on.to_string().into()));
        let id = MaintenanceId::of(unit.id, done.on);
        if tx.view().row("maintenance", id)?.is_none() {
            tx.insert("maintenance", id, &row)?;
        }
    }
    plan_next(tx, unit.id, done.on)
}

/// The day after which a maintenance can have been done: commissioning, or the last one.
fn not_before(unit: &UnitRow, rows: &[MaintenanceRow]) -> Option<NaiveDate> {
    let days = rows.iter().filter_map(|row| row.done_on.as_deref());
    let begun = [&unit.sold_on, &unit.installed_on, &unit.commissioned_on];
    let days = days.chain(begun.into_iter().filter_map(|day| day.as_deref()));
    days.filter_map(|day| day.parse().ok()).max()
}

/// Says that a maintenance was done; the next one is planned with it.
pub(crate) fn maintained(
    app: &App,
    acting: &Acting,
    request: MachineMaintained,
) -> Outcome<MachineDetail> {
    let mut form = Form::new(acting.now_at);
    let typed = form.date("done_on", request.done_on.as_deref(), DateKind::Event);
    let note = form.note("note", request.note.as_deref());
    let today = form.today();
    form.finish()?;
    let on = typed.and_then(|day| day.parse().ok()).unwrap_or(today);
    let unit_id = UnitId(request.unit_id);
    let staff = request.staff_id.map(StaffId).or(acting.staff);
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let unit = wuyou_store::unit::get(tx.view(), unit_id)?;
        let rows = store::of_unit(tx.view(), unit_id)?;
        if not_before(&unit, &rows).is_some_and(|day| on < day) {
            return Err(single("done_on", "before_last_maintenance", None).into());
        }
        if rows
            .iter()
            .any(|row| row.done_on.as_deref() == Some(&*on.to_string()))
        {
            return Err(single("done_on", "maintained_already", None).into());
        }
        let done = Done {
            on,
            staff,
            order: None,
            note,
        };
        mark(tx, &unit, &done)
    })?;
    view::get(app, acting, unit_id)
}

/// A maintenance order that was finished has done what was due.
pub(crate) fn after_order(
    tx: &mut Tx<'_>,
    unit: UnitId,
    order: (WorkOrderId, Option<StaffId>),
    finished_at: i64,
) -> Outcome<()> {
    let on = local_date(finished_at).ok_or(ErrorCode::FutureTime)?;
    let unit = wuyou_store::unit::find(tx.view(), unit)?;
    let Some(unit) = unit.filter(|unit| unit.deleted_at.is_none()) else {
        return Ok(());
    };
    let rows = store::of_unit(tx.view(), unit.id)?;
    // An order typed back late, older than what is on record, changes nothing of the plan.
    let done_by_it = rows.iter().any(|row| row.work_order_id == Some(order.0));
    if done_by_it || not_before(&unit, &rows).is_some_and(|day| on < day) {
        return Ok(());
    }
    let done = Done {
        on,
        staff: order.1,
        order: Some(order.0),
        note: None,
    };
    mark(tx, &unit, &done)
}

fn urgency(due_on: &str, remind_on: &str, today: NaiveDate) -> MaintenanceUrgency {
    // Dates are YYYY-MM-DD, so text order is date order.
    let today = today.to_string();
    if due_on < today.as_str() {
        MaintenanceUrgency::Overdue
    } else if remind_on <= today.as_str() {
        MaintenanceUrgency::Due
    } else {
        MaintenanceUrgency::Planned
    }
}

/// A machine's maintenance as its page shows it.
pub(super) fn shown(
    view: View<'_>,
    unit: UnitId,
    today: NaiveDate,
) -> Outcome<Vec<MaintenanceEntry>> {
    let rows = store::of_unit(view, unit)?.into_iter();
    Ok(rows
        .map(|row| MaintenanceEntry {
            id: row.id.0,
            urgency: is_open(&row).then(|| urgency(&row.due_on, &row.remind_on, today)),
            state: code_from(Some(&row.state)).unwrap_or(MaintenanceTask::Open),
            due_on: row.due_on,
            remind_on: row.remind_on,
            done_on: row.done_on,
            staff_name: row.staff_name,
            note: row.note,
        })
        .collect())
}

/// Most rows of the list on a screen.
const DUE_MOST: u32 = 400;

/// Days ahead for which the list is made: a year, and the weeks to plan it in.
const AHEAD_DAYS_MOST: u64 = 400;

/// Up to which day the list goes; nobody plans by the day of a year that is far.
fn until(typed: Option<&str>, today: NaiveDate) -> Outcome<NaiveDate> {
    let day = match typed.map(str::trim) {
        None | Some("") => return Ok(today),
        Some(day) => day.parse(),
    };
    let day: NaiveDate = day.map_err(|_| single("until_on", "date_unreadable", None))?;
    match today.checked_add_days(Days::new(AHEAD_DAYS_MOST)) {
        Some(last) if day > last => Err(single("until_on", "until_too_far", None).into()),
        _ => Ok(day),
    }
}

/// Lists the maintenance to be agreed with customers.
pub(crate) fn due(
    app: &App,
    acting: &Acting,
    request: MaintenanceDueGet,
) -> Outcome<MaintenanceDueList> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let query = DueQuery {
        until: until(request.until_on.as_deref(), today)?.to_string(),
        town: request.town.filter(|town| !town.trim().is_empty()),
        at_home: request.at_home.as_ref().and_then(code_text),
        by_village: request.by_village.unwrap_or(false),
        limit: match export::is_whole(acting, request.whole) {
            true => u32::MAX,
            false => request.limit.unwrap_or(DUE_MOST).clamp(1, DUE_MOST),
        },
    };
    app.database()?.read(|view| {
        let rows = store::due_list(view, &query)?.into_iter();
        Ok(MaintenanceDueList {
            rows: rows.map(|row| due_shown(row, today)).collect(),
            total: store::due_count(view, &query)?,
            festival: festival(view, today)?,
        })
    })
}

/// Who is at home only at the Spring Festival that is near, and has a machine due until then.
fn festival(view: View<'_>, today: NaiveDate) -> Outcome<Option<FestivalDue>> {
    let Some(festival) = festival_ahead(today) else {
        return Ok(None);
    };
    let on = festival.on.to_string();
    let home = AtHome::SpringFestival.code();
    Ok(Some(FestivalDue {
        households: store::due_households(view, &on, home)?,
        days: u32::try_from(festival.days).unwrap_or(0),
        on,
    }))
}

fn due_shown(row: MaintenanceDue, today: NaiveDate) -> MaintenanceDueRow {
    MaintenanceDueRow {
        id: row.id.0,
        unit_id: row.unit_id.0,
        urgency: urgency(&row.due_on, &row.remind_on, today),
        serial: row.serial,
        model_code: row.model_code,
        customer_id: row.customer_id.map(|id| id.0),
        customer_name: row.customer_name,
        town: row.town,
        village: row.village,
        at_home: customer::at_home(row.at_home.as_deref()),
        due_on: row.due_on,
    }
}

/// Machines planned by one call: a second or so on an old PC, after which it can be stopped.
const PLANNED_AT_ONCE: u32 = 200;

/// Tells how many machines in use have no maintenance planned, as those of an old ledger.
pub(crate) fn unplanned(
    app: &App,
    _acting: &Acting,
    _request: UpkeepUnplannedGet,
) -> Outcome<UpkeepUnplanned> {
    let count = app.database()?.read(store::unplanned_count)?;
    Ok(UpkeepUnplanned { count })
}

/// Plans the yearly maintenance of some machines that have none planned: the first day that follows
/// from what is known of each and has not passed yet (R152).
pub(crate) fn plan_upkeep(
    app: &App,
    acting: &Acting,
    _request: UpkeepPlan,
) -> Outcome<UpkeepPlanned> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let mut planned = 0;
    undo::edit(app, acting, "machine.plan_upkeep", |tx| {
        let policy = &rule::built_in().map_err(|error| undecided(&error))?.content;
        let rows = store::unplanned(tx.view(), PLANNED_AT_ONCE)?;
        for row in &rows {
            // A day that cannot be read or is to come counts as today: the plan begins with it.
            let base = row.base_on.parse().unwrap_or(today).min(today);
            let base = rule::caught_up(policy, base, today).map_err(|error| undecided(&error))?;
            plan_next(tx, row.unit_id, base)?;
        }
        planned = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        Ok(planned.to_string())
    })?;
    Ok(UpkeepPlanned { planned })
}
