//! 今日: everything that is due, the most urgent first; who answers for it; the close of the day.

mod asked;
mod close;
mod source;

use std::collections::BTreeMap;

use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::today::{Today, TodayAssign, TodayCount, TodayGet, TodayItem, TodayKind};
use wuyou_contract::work_order::{Urgency, WorkOrderNumbers};
use wuyou_domain::id::{
    ComplaintId, PromiseId, RemedyCaseId, RequestId, ReturnVisitId, StaffId, UnitId, WorkOrderId,
};
use wuyou_domain::time::{DAY_MS, local_date};
use wuyou_store::{Database, Id, View};

use super::alert::{About, OpenCases};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;

pub(crate) use close::{close, closes, report};
pub(crate) use source::urgency;

/// Most lines on the first screen.
const LINES_MOST: u32 = 400;
/// Lines of the first look: more than any screen shows.
const FIRST_LINES: usize = 60;
/// Machines that are not to be used, of a notice, before everything else.
const STOPS_FIRST: usize = 20;
/// How far ahead a next step may be put.
const AHEAD_MOST_MS: i64 = 366 * DAY_MS;

/// Everything open with who answers for it, as the list and the close of the day see it.
struct Open {
    items: Vec<TodayItem>,
    /// Yearly maintenance that is open but not among the items: a shop has thousands to agree on.
    /// Nobody answers for it and it lacks nothing.
    unread: Unread,
    numbers: WorkOrderNumbers,
}

/// How many lines were counted and not read.
#[derive(Clone, Copy, Default)]
struct Unread {
    all: u32,
    overdue: u32,
}

impl Unread {
    /// What is left of all and of the late ones beside those that were read.
    fn beside(items: &[TodayItem], (all, overdue): (u32, u32)) -> Self {
        let rest = |all: u32, late: bool| {
            let read = items
                .iter()
                .filter(|item| item.kind == TodayKind::Maintenance);
            let read = read.filter(|item| !late || is_overdue(item)).count();
            all.saturating_sub(u32::try_from(read).unwrap_or(u32::MAX))
        };
        Self {
            all: rest(all, false),
            overdue: rest(overdue, true),
        }
    }
}

impl Open {
    /// With `first` what takes long is left for the next look.
    fn read(acting: &Acting, view: View<'_>, first: bool) -> Outcome<Self> {
        let cases = OpenCases::read(acting, view)?;
        let levels = super::alert::levels(&super::alert::raised(&cases, acting.now_at)?);
        let requests = source::requests(acting, view, &cases.requests)?;
        let complaints = source::complaints(view, cases.complaints)?;
        let remedies = source::of_cases(acting, view, cases.remedies)?;
        let (orders, numbers) = source::orders(acting, view, cases.orders)?;
        let mut items = orders;
        items.extend(requests);
        items.extend(complaints);
        items.extend(remedies);
        let slow = if first { &[] } else { source::SLOW };
        for source in source::MORE.iter().chain(slow) {
            items.extend(source(acting, view)?);
        }
        for item in &mut items {
            let level = about(item).and_then(|about| levels.get(&about));
            item.level = item.level.or(level.copied());
        }
        in_order(&mut items);
        let unread = Unread::beside(&items, source::maintenance_open(acting, view)?);
        Ok(Self {
            items,
            unread,
            numbers,
        })
    }

    /// Reads the maintenance that was only counted too.
    fn read_rest(&mut self, acting: &Acting, view: View<'_>) -> Outcome<()> {
        self.items
            .retain(|item| item.kind != TodayKind::Maintenance);
        self.items
            .extend(source::maintenance_of(acting, view, u32::MAX)?);
        self.unread = Unread::default();
        Ok(())
    }

    fn overdue(&self) -> u32 {
        self.count(is_overdue).saturating_add(self.unread.overdue)
    }

    fn all(&self) -> u32 {
        self.count(|_| true).saturating_add(self.unread.all)
    }

    fn count(&self, which: impl Fn(&TodayItem) -> bool) -> u32 {
        let count = self.items.iter().filter(|item| which(item)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}

/// What the alerts know a line as.
fn about(item: &TodayItem) -> Option<About> {
    match item.kind {
        TodayKind::WorkOrder => Some(About::Order(WorkOrderId(item.id))),
        TodayKind::Request => Some(About::Request(RequestId(item.id))),
        TodayKind::Complaint => Some(About::Complaint(ComplaintId(item.id))),
        TodayKind::Promise => Some(About::Promise(PromiseId(item.id))),
        TodayKind::ReturnVisit => Some(About::ReturnVisit(ReturnVisitId(item.id))),
        TodayKind::RemedyCase => Some(About::RemedyCase(RemedyCaseId(item.id))),
        TodayKind::Delivery => Some(About::Unit(UnitId(item.id))),
        _ => None,
    }
}

/// Dangers that people called about stand above everything, then machines that are not to be used.
/// A notice may name hundreds of those: beyond the first few they come last, so that nothing else
/// is pushed off the screen; their own filter shows them all.
fn in_order(items: &mut [TodayItem]) {
    let is_stop = |item: &TodayItem| item.kind == TodayKind::Recall && item.safety;
    let due = |item: &TodayItem| item.due_at.unwrap_or(i64::MAX);
    items.sort_by_key(|item| match item.safety {
        true if is_stop(item) => (1, due(item)),
        true => (0, due(item)),
        false => (2, due(item)),
    });
    let first = items.iter().position(is_stop).unwrap_or(items.len());
    let after = first
        + items[first..]
            .iter()
            .take_while(|item| is_stop(item))
            .count();
    let rest = items
        .get_mut((first + STOPS_FIRST).min(after)..)
        .unwrap_or_default();
    let moved = after.saturating_sub(first + STOPS_FIRST);
    rest.rotate_left(moved);
}

/// Whether an open case is past its time.
fn is_overdue(item: &TodayItem) -> bool {
    item.urgency == Urgency::Overdue
}

/// Shows what is due.
pub(crate) fn get(app: &App, acting: &Acting, asked: TodayGet) -> Outcome<Today> {
    use wuyou_contract::alert::AlertLevel;
    use wuyou_contract::today::TodayLack;
    let database = app.database()?;
    let date_on = local_date(acting.now_at).unwrap_or_default().to_string();
    let whole = super::export::is_whole(acting, asked.whole);
    let (open, closed, told, forgotten) = database.read(|view| {
        let closed = wuyou_store::today::is_closed(view, &date_on)?;
        let told = Told::of(acting, &database, view)?;
        let forgotten = close::forgotten(acting, view)?;
        let mut open = Open::read(acting, view, asked.first)?;
        if whole {
            open.read_rest(acting, view)?;
        }
        Outcome::Ok((open, closed, told, forgotten))
    })?;
    let counts = super::sync::counts(&database)?;
    let (overdue, escalated) = (
        open.overdue(),
        open.count(|item| item.level.is_some_and(|level| level > AlertLevel::L1)),
    );
    let without_owner = open.count(|item| item.lacks.contains(&TodayLack::Owner));
    let without_next = open.count(|item| item.lacks.contains(&TodayLack::NextAction));
    let mut rows = open.items;
    // No case is left over by it, so no number counts it.
    rows.extend(forgotten);
    in_order(&mut rows);
    rows.retain(|item| {
        let mine =
            !asked.mine || item.owner_id.is_none() || item.owner_id == acting.staff.map(|id| id.0);
        mine && asked.lack.is_none_or(|lack| item.lacks.contains(&lack))
    });
    let mut kinds: BTreeMap<TodayKind, u32> = BTreeMap::new();
    for item in &rows {
        *kinds.entry(item.kind).or_default() += 1;
    }
    // What was only counted has nobody who answers for it, and lacks nothing.
    let mut unread = if asked.lack.is_none() {
        open.unread.all
    } else {
        0
    };
    if unread > 0 {
        *kinds.entry(TodayKind::Maintenance).or_default() += unread;
    }
    if asked
        .kind
        .is_some_and(|kind| kind != TodayKind::Maintenance)
    {
        unread = 0;
    }
    rows.retain(|item| asked.kind.is_none_or(|kind| item.kind == kind));
    let total = u32::try_from(rows.len())
        .unwrap_or(u32::MAX)
        .saturating_add(unread);
    rows.truncate(match asked.first {
        _ if whole => usize::MAX,
        true => FIRST_LINES,
        false => LINES_MOST as usize,
    });
    let kinds = kinds.into_iter();
    Ok(Today {
        date_on,
        rows,
        total,
        kinds: kinds
            .map(|(kind, count)| TodayCount { kind, count })
            .collect(),
        numbers: open.numbers,
        overdue,
        escalated,
        without_owner,
        without_next,
        conflicts: counts.conflicts,
        unsent: counts.unsent,
        closed,
        certificates_unchecked: told.certificates_unchecked,
        code_not_noted: told.code_not_noted,
        without_pin: told.without_pin,
    })
}

/// What the manager is told above the list.
#[derive(Debug, Default)]
struct Told {
    certificates_unchecked: bool,
    code_not_noted: bool,
    without_pin: Vec<String>,
}

impl Told {
    fn of(acting: &Acting, database: &Database, view: View<'_>) -> Outcome<Self> {
        if acting.role != Some(wuyou_contract::staff::Role::Manager) {
            return Ok(Self::default());
        }
        let people = wuyou_store::staff::list(view)?;
        Ok(Self {
            certificates_unchecked: !wuyou_store::roster::has_certificates(view)?,
            code_not_noted: !super::backup::is_code_noted(database, view)?,
            without_pin: super::staff::without_pin(&people),
        })
    }
}

/// Says who answers for an open case, and when something is to be done next. An order's owner and
/// next step are those of the request it came from, until somebody is dispatched.
pub(crate) fn assign(app: &App, acting: &Acting, asked: TodayAssign) -> Outcome<Done> {
    let database = app.database()?;
    let mut form = Form::new(acting.now_at);
    if asked.owner_id.is_none() && asked.next_action_at.is_none() {
        form.wrong("owner_id", "nothing_given", None);
    }
    let ahead =
        |at: &i64| *at > acting.now_at && *at <= acting.now_at.saturating_add(AHEAD_MOST_MS);
    if asked.next_action_at.is_some_and(|at| !ahead(&at)) {
        form.wrong("next_action_at", "time_not_ahead", None);
    }
    let owner = asked.owner_id.map(StaffId);
    if let Some(owner) = owner {
        let row = database.read(|view| wuyou_store::staff::find(view, owner))?;
        if row.is_none_or(|row| row.disabled || row.deleted_at.is_some()) {
            form.wrong("owner_id", "person_gone", None);
        }
    }
    form.finish()?;
    super::undo::edit(app, acting, "today.assign", |tx| {
        let mut title = String::new();
        let request = match asked.kind {
            TodayKind::Request => RequestId(asked.id),
            TodayKind::WorkOrder => {
                let order = wuyou_store::work_order::get(tx.view(), WorkOrderId(asked.id))?;
                title = order.no;
                order.request_id.ok_or(ErrorCode::NoRequest)?
            }
            _ => return Err(ErrorCode::NotFound.into()),
        };
        wuyou_store::request::get(tx.view(), request)?;
        let mut changes = Vec::new();
        changes.extend(owner.map(|owner| ("owner_id", owner.value())));
        changes.extend(asked.next_action_at.map(|at| ("next_action_at", at.into())));
        tx.update("request", request, &changes)?;
        Ok(title)
    })?;
    Ok(Done {})
}
