//! Recalls and stop-use notices (召回、停用通知): headquarters writes them, here they are matched to
//! the shop's machines, and what was done at each is recorded. Nothing a household said about calls
//! or marketing is asked for: telling of a danger is a duty.

mod record;

use std::collections::HashSet;

use wuyou_contract::recall::{
    RecallAction, RecallDone, RecallKind, RecallList, RecallOrder, RecallRevoked, RecallTask,
    RecallTaskState, RecallTasks, RecallUnread,
};
use wuyou_domain::custody::State as UnitState;
use wuyou_domain::id::{CustomerId, UnitId};
use wuyou_domain::recall::{self as rule, Action, Outcome as RuleOutcome, SerialRange, TaskState};
use wuyou_domain::serial::ModelBook;
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::State as OrderState;
use wuyou_store::View;
use wuyou_store::recall::{self as store, Outcomes, RecallOutcomeRow, RecallRow, RecallUnit};
use wuyou_store::unit::UnitRow;
use wuyou_store::work_order::WorkOrderRow;

use crate::app::{Acting, App};
use crate::area::export;
use crate::failure::Outcome;
use crate::show::code_from;

pub(crate) use record::{record, revoke};

/// Most tasks on a screen.
const TASKS_MOST: usize = 400;
/// Most orders of a machine to choose from.
const ORDERS_MOST: usize = 10;

/// A notice in force with the serials it names.
pub(super) struct Notice {
    pub(super) row: RecallRow,
    pub(super) kind: RecallKind,
    action: Action,
    ranges: Vec<SerialRange>,
    /// This program knows which machines it means.
    readable: bool,
}

impl Notice {
    fn read(row: RecallRow) -> Self {
        let ranges = serde_json::from_str(&row.ranges);
        if let Err(error) = &ranges {
            tracing::error!(recall = %row.id, %error, "ranges");
        }
        Self {
            readable: ranges.is_ok(),
            // What a newer headquarters calls otherwise is taken for the graver.
            kind: code_from(Some(&row.kind)).unwrap_or(RecallKind::StopUse),
            action: Action::from_code(&row.action).unwrap_or(Action::Inspect),
            ranges: ranges.unwrap_or_default(),
            row,
        }
    }

    /// Whether an order's work may have been done for it: finished, and not before it came.
    fn takes(&self, order: &WorkOrderRow) -> bool {
        let state = OrderState::from_code(&order.state);
        let is_finished = matches!(
            state,
            Some(OrderState::Finished | OrderState::Confirmed | OrderState::Closed)
        );
        let finished_on = order.finished_at.and_then(local_date);
        is_finished && finished_on.is_some_and(|on| on.to_string() >= self.row.published_on)
    }

    fn holds(&self, unit: &RecallUnit) -> bool {
        let model = unit.model_code.as_deref();
        rule::falls_in(ModelBook::built_in(), &self.ranges, &unit.serial, model)
    }

    /// Whether something of it is still to be done at a machine.
    pub(super) fn is_open_at(&self, view: View<'_>, unit: &UnitRow) -> Outcome<bool> {
        let near = RecallUnit::from(unit);
        if !self.holds(&near) {
            return Ok(false);
        }
        let outcomes = store::outcomes(view, Some(unit.id))?;
        Ok(Hit::of(self, near, &outcomes).is_open())
    }

    /// The shop's machines that fall in, by serial.
    fn machines(&self, view: View<'_>) -> Outcome<Vec<RecallUnit>> {
        let mut found = Vec::new();
        for range in &self.ranges {
            let span = range.span(ModelBook::built_in());
            found.extend(store::with_serial_between(view, &span.from, &span.to)?);
            if let Some(model) = &span.model {
                found.extend(store::of_model(view, model)?);
            }
        }
        let mut seen = HashSet::new();
        found.retain(|unit| self.holds(unit) && seen.insert(unit.id));
        Ok(found)
    }
}

/// The notices in force.
pub(super) fn in_force(view: View<'_>) -> Outcome<Vec<Notice>> {
    Ok(store::in_force(view)?
        .into_iter()
        .map(Notice::read)
        .collect())
}

/// The notices in force a newer program has to read.
pub(super) fn unread(notices: &[Notice]) -> Vec<RecallUnread> {
    let unread = notices.iter().filter(|notice| !notice.readable);
    let shown = unread.map(|notice| RecallUnread {
        recall_id: notice.row.id.0,
        no: notice.row.no.clone(),
        title: notice.row.title.clone(),
    });
    shown.collect()
}

/// Something that was done, and whether it was taken back.
pub(super) struct Work {
    row: RecallOutcomeRow,
    revoked: Option<RecallRevoked>,
}

/// What was done for a notice at a machine, latest first. What was taken back on any PC is marked
/// and counts no more; taking it back twice is taking it back.
fn works(notice: &Notice, unit: UnitId, outcomes: &Outcomes) -> Vec<Work> {
    let all = outcomes.get(&unit).map_or(&[][..], Vec::as_slice);
    let mut works = Vec::new();
    for row in all.iter().filter(|row| row.recall_id == notice.row.id) {
        if row.revokes_id.is_some() {
            continue;
        }
        let taken_back = all.iter().find(|other| other.revokes_id == Some(row.id));
        works.push(Work {
            row: row.clone(),
            revoked: taken_back.map(|other| RecallRevoked {
                on: other.done_on.clone(),
                by: other.staff_name.clone(),
                reason: other.note.clone().unwrap_or_default(),
            }),
        });
    }
    works
}

/// One machine that falls into one notice, with what was done.
pub(super) struct Hit<'a> {
    pub(super) notice: &'a Notice,
    pub(super) unit: RecallUnit,
    pub(super) done: Vec<Work>,
    pub(super) state: TaskState,
    pub(super) reachable: bool,
}

impl<'a> Hit<'a> {
    fn of(notice: &'a Notice, unit: RecallUnit, outcomes: &Outcomes) -> Self {
        let done = works(notice, unit.id, outcomes);
        let counts = done.iter().filter(|work| work.revoked.is_none());
        let codes = counts.filter_map(|work| RuleOutcome::from_code(&work.row.outcome));
        let unit_state = unit.state.as_deref().and_then(UnitState::from_code);
        Self {
            state: rule::task(notice.action, codes),
            reachable: rule::can_be_reached(unit_state),
            notice,
            unit,
            done,
        }
    }

    /// Whether something is still to be done.
    pub(super) fn is_open(&self) -> bool {
        self.reachable && self.state != TaskState::Done
    }

    pub(super) fn is_danger(&self) -> bool {
        self.notice.kind == RecallKind::StopUse
    }
}

/// Every machine of the shop that falls into one of these notices.
pub(super) fn hits<'a>(view: View<'_>, notices: &'a [Notice]) -> Outcome<Vec<Hit<'a>>> {
    if notices.is_empty() {
        return Ok(Vec::new());
    }
    let outcomes = store::outcomes(view, None)?;
    let mut found = Vec::new();
    for notice in notices {
        let machines = notice.machines(view)?.into_iter();
        found.extend(machines.map(|unit| Hit::of(notice, unit, &outcomes)));
    }
    Ok(found)
}

/// The notices these machines fall into.
pub(super) fn hits_of<'a>(
    view: View<'_>,
    notices: &'a [Notice],
    units: Vec<UnitRow>,
) -> Outcome<Vec<Hit<'a>>> {
    let mut found = Vec::new();
    for unit in &units {
        let unit = RecallUnit::from(unit);
        let held: Vec<_> = notices.iter().filter(|one| one.holds(&unit)).collect();
        if held.is_empty() {
            continue;
        }
        let outcomes = store::outcomes(view, Some(unit.id))?;
        found.extend(
            held.into_iter()
                .map(|notice| Hit::of(notice, unit.clone(), &outcomes)),
        );
    }
    Ok(found)
}

/// Lists machines that fall in: open ones first, dangers before the rest.
pub(crate) fn list(app: &App, acting: &Acting, asked: RecallList) -> Outcome<RecallTasks> {
    app.database()?.read(|view| {
        let units = match (asked.unit_id, asked.customer_id) {
            (Some(unit), _) => Some(vec![wuyou_store::unit::get(view, UnitId(unit))?]),
            (None, Some(customer)) => {
                Some(wuyou_store::unit::of_customer(view, CustomerId(customer))?)
            }
            (None, None) => None,
        };
        tasks(view, units, export::is_whole(acting, asked.whole))
    })
}

fn tasks(view: View<'_>, units: Option<Vec<UnitRow>>, whole: bool) -> Outcome<RecallTasks> {
    let notices = in_force(view)?;
    let mut found = match units {
        Some(units) => hits_of(view, &notices, units)?,
        None => hits(view, &notices)?,
    };
    found.sort_by_key(|hit| (!hit.is_open(), !hit.is_danger()));
    let count = |most: usize| u32::try_from(most).unwrap_or(u32::MAX);
    let (total, open) = (
        count(found.len()),
        count(found.iter().filter(|hit| hit.is_open()).count()),
    );
    if !whole {
        found.truncate(TASKS_MOST);
    }
    let rows = found.into_iter().map(|hit| shown(view, hit));
    Ok(RecallTasks {
        rows: rows.collect::<Outcome<_>>()?,
        total,
        open,
        unread: unread(&notices),
    })
}

fn shown(view: View<'_>, hit: Hit<'_>) -> Outcome<RecallTask> {
    let orders = wuyou_store::work_order::of_unit(view, hit.unit.id)?;
    let orders = orders.into_iter().filter(|order| hit.notice.takes(order));
    let orders: Vec<_> = orders.take(ORDERS_MOST).collect();
    let notice = &hit.notice.row;
    Ok(RecallTask {
        recall_id: notice.id.0,
        no: notice.no.clone(),
        version: notice.version,
        kind: hit.notice.kind,
        title: notice.title.clone(),
        reason: notice.reason.clone(),
        advice: notice.advice.clone(),
        action: code_from(Some(hit.notice.action.code())).unwrap_or(RecallAction::Inspect),
        published_on: notice.published_on.clone(),
        deadline_on: notice.deadline_on.clone(),
        state: code_from(Some(hit.state.code())).unwrap_or(RecallTaskState::Open),
        reachable: hit.reachable,
        done: hit.done.into_iter().map(done).collect(),
        orders: orders
            .into_iter()
            .map(|order| RecallOrder {
                id: order.id.0,
                no: order.no,
            })
            .collect(),
        unit: super::unit::summary(wuyou_store::unit::get(view, hit.unit.id)?),
    })
}

fn done(work: Work) -> RecallDone {
    let Work { row, revoked } = work;
    RecallDone {
        revoked,
        id: row.id.0,
        outcome: code_from(Some(&row.outcome)),
        done_on: row.done_on,
        staff_name: row.staff_name,
        work_order_id: row.work_order_id.map(|id| id.0),
        order_no: row.order_no,
        note: row.note,
        version: row.recall_version,
    }
}

/// How a machine is marked: the gravest notice it falls into, and whether anything is to be done.
pub(super) fn mark(notices: &[Notice], view: View<'_>, unit: &UnitRow) -> Outcome<Mark> {
    let hits = hits_of(view, notices, vec![unit.clone()])?;
    Ok(Mark {
        kind: hits.iter().map(|hit| hit.notice.kind).max(),
        open: hits.iter().any(Hit::is_open),
    })
}

/// Whether a notice in force asks for something that is still to be done at a machine.
pub(super) fn waits_at(view: View<'_>, unit: UnitId) -> Outcome<bool> {
    let unit = wuyou_store::unit::get(view, unit)?;
    for notice in in_force(view)? {
        if notice.is_open_at(view, &unit)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How a machine is marked.
pub(super) struct Mark {
    pub(super) kind: Option<RecallKind>,
    pub(super) open: bool,
}
