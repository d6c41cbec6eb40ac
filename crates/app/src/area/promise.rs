//! The ledger of promises (承诺): what a customer was promised, by which day, and what became of it.

use chrono::{Days, NaiveDate};
use wuyou_contract::ErrorCode;
use wuyou_contract::promise::{
    PromiseCounts, PromiseCreate, PromiseFilter, PromiseGive, PromiseHandover, PromiseItem,
    PromiseList, PromiseNumbers, PromisePage, PromiseResolve, PromiseState, PromiseUrgency,
};
use wuyou_contract::staff::Role;
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{ComplaintId, CustomerId, PromiseEventId, PromiseId, StaffId, WorkOrderId};
use wuyou_domain::text;
use wuyou_domain::time::local_date;
use wuyou_store::promise::{self as store, HandoverRow, PromiseQuery, PromiseRow, PromiseWhich};
use wuyou_store::{Id, Tx, View};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// The days the rate of kept promises looks back.
const SCORE_DAYS: u64 = 90;
/// Promises shown beside a call.
const SHOWN_MOST: u32 = 5;
/// How far ahead a promise may be: further is a slip of the keys.
const AHEAD_DAYS: u64 = 3 * 366;

fn today(acting: &Acting) -> Outcome<NaiveDate> {
    Ok(local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?)
}

/// Notes a promise.
pub(crate) fn create(app: &App, acting: &Acting, request: PromiseCreate) -> Outcome<PromiseItem> {
    let today = today(acting)?;
    let mut form = Form::new(acting.now_at);
    let words = form.required("text", &request.text, text::LINE_MAX);
    let due_on = form.planned_date("due_on", &request.due_on);
    if due_on.is_some_and(|on| on < today) {
        form.wrong("due_on", "plan_past", None);
    }
    let most = today.checked_add_days(Days::new(AHEAD_DAYS));
    if due_on.zip(most).is_some_and(|(on, most)| on > most) {
        form.wrong("due_on", "plan_range", None);
    }
    if (
        request.customer_id,
        request.work_order_id,
        request.complaint_id,
    ) == (None, None, None)
    {
        form.wrong("customer_id", "nothing_to_find", None);
    }
    form.finish()?;
    let id = PromiseId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let owner = match request.owner_id {
            Some(owner) => staff_here(tx.view(), StaffId(owner))?,
            None => acting.staff()?,
        };
        let customer = household(tx.view(), &request)?;
        tx.insert(
            "promise",
            id,
            &[
                ("text", words.as_str().into()),
                ("due_on", due_on.map(|on| on.to_string()).into()),
                ("owner_id", owner.value()),
                ("state", "open".into()),
                ("customer_id", customer.map(Id::row_id).into()),
                (
                    "work_order_id",
                    request.work_order_id.map(Id::row_id).into(),
                ),
                ("complaint_id", request.complaint_id.map(Id::row_id).into()),
                ("made_at", acting.now_at.into()),
            ],
        )?;
        Ok(())
    })?;
    database.read(|view| shown(view, store::get(view, id)?, today))
}

/// Gives a promise to somebody else; whose it was and why stays with it.
pub(crate) fn give(app: &App, acting: &Acting, request: PromiseGive) -> Outcome<PromiseItem> {
    let today = today(acting)?;
    let mut form = Form::new(acting.now_at);
    let reason = form.required_note("reason", &request.reason);
    form.finish()?;
    let id = PromiseId(request.id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        if row.state != "open" {
            return Err(ErrorCode::PromiseDone.into());
        }
        must_be_theirs_to_give(acting, &row, today)?;
        let owner = staff_here(tx.view(), StaffId(request.owner_id))?;
        if row.owner_id == Some(owner) {
            return Err(single("owner_id", "same_owner", None).into());
        }
        pass_on(app, acting, tx, (&row, owner), ("hand_over", &reason))
    })?;
    database.read(|view| shown(view, store::get(view, id)?, today))
}

/// The promise of somebody who leaves goes to another, and its course says so with their name.
pub(crate) fn hand_over(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: PromiseId,
    (left, to): (&str, StaffId),
) -> Outcome<()> {
    let row = store::get(tx.view(), id)?;
    pass_on(app, acting, tx, (&row, to), ("leave", left))
}

/// Changes whose promise it is, and writes down whose it was, who said so and why.
fn pass_on(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (row, to): (&PromiseRow, StaffId),
    (event, why): (&str, &str),
) -> Outcome<()> {
    tx.update("promise", row.id, &[("owner_id", to.value())])?;
    let fields = [
        ("promise_id", row.id.value()),
        ("event", event.into()),
        ("from_owner_id", row.owner_id.map(Id::row_id).into()),
        ("to_owner_id", to.value()),
        ("text", why.into()),
        ("by_id", acting.staff()?.value()),
        ("occurred_at", acting.now_at.into()),
    ];
    tx.insert("promise_event", PromiseEventId(app.new_id(acting)), &fields)?;
    Ok(())
}

/// The desk gives any promise away; a technician his own or nobody's, and none past its day: that
/// nobody kept it is not passed on.
fn must_be_theirs_to_give(acting: &Acting, row: &PromiseRow, today: NaiveDate) -> Outcome<()> {
    if matches!(acting.role, Some(Role::Clerk | Role::Manager)) {
        return Ok(());
    }
    let me = acting.staff()?;
    let overdue = row.due_on < today.to_string();
    if overdue || row.owner_id.is_some_and(|owner| owner != me) {
        return Err(ErrorCode::NotAllowed.into());
    }
    Ok(())
}

fn staff_here(view: View<'_>, id: StaffId) -> Outcome<StaffId> {
    match wuyou_store::staff::find(view, id)? {
        Some(row) if !row.disabled && row.deleted_at.is_none() => Ok(id),
        _ => Err(single("owner_id", "not_a_technician", None).into()),
    }
}

/// The household of the order or complaint, where none is named.
fn household(view: View<'_>, request: &PromiseCreate) -> Outcome<Option<CustomerId>> {
    if let Some(customer) = request.customer_id {
        return Ok(Some(CustomerId(customer)));
    }
    if let Some(order) = request.work_order_id {
        return Ok(wuyou_store::work_order::get(view, WorkOrderId(order))?.customer_id);
    }
    match request.complaint_id {
        Some(complaint) => {
            Ok(wuyou_store::complaint::get(view, ComplaintId(complaint))?.customer_id)
        }
        None => Ok(None),
    }
}

/// Tells what became of a promise.
pub(crate) fn resolve(app: &App, acting: &Acting, request: PromiseResolve) -> Outcome<PromiseItem> {
    let today = today(acting)?;
    let id = PromiseId(request.id);
    let mut form = Form::new(acting.now_at);
    let reason = form.note("reason", request.reason.as_deref());
    let kept_on = form.date("kept_on", request.kept_on.as_deref(), DateKind::Event);
    match request.state {
        PromiseState::Open => form.wrong("state", "choose_one", None),
        PromiseState::Broken | PromiseState::Withdrawn if reason.is_none() => {
            form.wrong("reason", "required", None);
        }
        _ => {}
    }
    form.finish()?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        if row.state != "open" {
            return Err(ErrorCode::PromiseDone.into());
        }
        // Whoever keeps it may say so; to take a word back is for whoever gave it, and the desk.
        let takes_back = request.state == PromiseState::Withdrawn;
        if takes_back && acting.role == Some(Role::Technician) && row.owner_id != acting.staff {
            return Err(ErrorCode::NotAllowed.into());
        }
        let made_on = local_date(row.made_at).map(|on| on.to_string());
        if kept_on < made_on && kept_on.is_some() {
            return Err(single("kept_on", "before_promise", None).into());
        }
        let kept_on = (request.state == PromiseState::Kept)
            .then(|| kept_on.unwrap_or_else(|| today.to_string()));
        let fields = [
            ("state", code_of(&request.state)),
            ("kept_on", kept_on.into()),
            ("reason", reason.into()),
        ];
        tx.update("promise", id, &fields)?;
        Ok(())
    })?;
    database.read(|view| shown(view, store::get(view, id)?, today))
}

/// Lists promises: open ones by their day, so that overdue ones come first.
pub(crate) fn list(app: &App, acting: &Acting, request: PromiseList) -> Outcome<PromisePage> {
    let today = today(acting)?;
    let query = PromiseQuery {
        which: match request.filter.unwrap_or(PromiseFilter::Open) {
            PromiseFilter::Open => PromiseWhich::Open,
            PromiseFilter::Overdue => PromiseWhich::Overdue,
            PromiseFilter::Done => PromiseWhich::Done,
            PromiseFilter::All => PromiseWhich::All,
        },
        today_on: today.to_string(),
        customer_id: request.customer_id.map(CustomerId),
        work_order_id: request.work_order_id.map(WorkOrderId),
        complaint_id: request.complaint_id.map(ComplaintId),
        text: request.query,
        reach: super::phone::reach(acting),
        after: request.after,
        limit: request.limit.unwrap_or(100).clamp(1, 200),
    };
    app.database()?.read(|view| {
        let page = store::list(view, &query)?;
        Ok(PromisePage {
            rows: (page.rows.into_iter())
                .map(|row| shown(view, row, today))
                .collect::<Outcome<_>>()?,
            next: page.next,
            total: store::count(view, &query)?,
        })
    })
}

/// What a household was promised and waits for, the first due first.
pub(crate) fn open_of(
    acting: &Acting,
    view: View<'_>,
    customer: CustomerId,
) -> Outcome<Vec<PromiseItem>> {
    let today = today(acting)?;
    let query = PromiseQuery {
        which: PromiseWhich::Open,
        today_on: today.to_string(),
        customer_id: Some(customer),
        limit: SHOWN_MOST,
        ..PromiseQuery::default()
    };
    let rows = store::list(view, &query)?.rows.into_iter();
    rows.map(|row| shown(view, row, today)).collect()
}

/// Open promises for the day's list: overdue ones and those of today, the first due first.
pub(crate) fn open_due(acting: &Acting, view: View<'_>) -> Outcome<Vec<PromiseItem>> {
    let today = today(acting)?;
    let rows = store::open_due(view, &today.to_string())?;
    rows.into_iter()
        .map(|row| shown(view, row, today))
        .collect()
}

/// Counts promises by group.
pub(crate) fn counts(app: &App, acting: &Acting, _: PromiseCounts) -> Outcome<PromiseNumbers> {
    app.database()?.read(|view| numbers(acting, view))
}

/// The numbers of promises, and how many of the last 90 days were kept.
pub(crate) fn numbers(acting: &Acting, view: View<'_>) -> Outcome<PromiseNumbers> {
    let today = today(acting)?;
    let today_on = today.to_string();
    let count = |which| {
        let query = PromiseQuery {
            which,
            today_on: today_on.clone(),
            limit: 1,
            ..PromiseQuery::default()
        };
        store::count(view, &query)
    };
    let overdue = count(PromiseWhich::Overdue)?;
    let due = open_due(acting, view)?;
    let on_day = due
        .iter()
        .filter(|item| item.urgency == PromiseUrgency::Today)
        .count();
    let from = today
        .checked_sub_days(Days::new(SCORE_DAYS))
        .unwrap_or(today);
    let (kept, broken) = store::score(view, &from.to_string(), &today_on)?;
    Ok(PromiseNumbers {
        open: count(PromiseWhich::Open)?,
        overdue,
        today: u32::try_from(on_day).unwrap_or(u32::MAX),
        kept,
        broken,
    })
}

fn shown(view: View<'_>, row: PromiseRow, today: NaiveDate) -> Outcome<PromiseItem> {
    let handovers = if row.handed {
        store::handovers(view, row.id)?
    } else {
        Vec::new()
    };
    let handover = |row: HandoverRow| PromiseHandover {
        from: row.from,
        to: row.to,
        reason: row.text,
        left: row.left,
        by: row.by,
        at: row.occurred_at,
    };
    let state = code_from(Some(&row.state)).unwrap_or(PromiseState::Open);
    let due_on = row.due_on.parse::<NaiveDate>().unwrap_or(today);
    let ended_on = match state {
        PromiseState::Open => Some(today),
        PromiseState::Kept => row.kept_on.as_deref().and_then(|on| on.parse().ok()),
        PromiseState::Broken | PromiseState::Withdrawn => None,
    };
    let late = ended_on.map(|on| (on - due_on).num_days());
    Ok(PromiseItem {
        id: row.id.0,
        text: row.text,
        urgency: match state {
            PromiseState::Open if due_on < today => PromiseUrgency::Overdue,
            PromiseState::Open if due_on == today => PromiseUrgency::Today,
            PromiseState::Open => PromiseUrgency::Later,
            _ => PromiseUrgency::Done,
        },
        late_by_days: late
            .filter(|days| *days > 0)
            .and_then(|days| u32::try_from(days).ok()),
        due_on: row.due_on,
        state,
        kept_on: row.kept_on,
        reason: row.reason,
        owner_id: row.owner_id.map(|id| id.0),
        owner: row.owner,
        customer_id: row.customer_id.map(|id| id.0),
        customer_name: row.customer_name,
        work_order_id: row.work_order_id.map(|id| id.0),
        complaint_id: row.complaint_id.map(|id| id.0),
        no: row.no,
        made_at: row.made_at,
        handovers: handovers.into_iter().map(handover).collect(),
    })
}
