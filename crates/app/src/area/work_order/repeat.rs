//! What was repaired not long before: whoever calls again, or goes again, is told.

use wuyou_contract::work_order::RecentWork;
use wuyou_domain::id::CustomerId;
use wuyou_domain::score::REPEAT_DAYS;
use wuyou_domain::time::{DAY_MS, local_date};
use wuyou_domain::work_order::Kind;
use wuyou_domain::work_order::counter::is_sold_here;
use wuyou_store::View;
use wuyou_store::work_order::{self as store, FinishedWork, WorkOrderRow};

use crate::failure::Outcome;

/// A fault that is there again within this is a repetition (`model.md`, the repeat rate).
pub(crate) const REPEAT_MS: i64 = REPEAT_DAYS as i64 * DAY_MS;

/// The order this one repeats. Who buys parts over the counter again repeats nothing.
pub(super) fn of_order(view: View<'_>, row: &WorkOrderRow) -> Outcome<Option<RecentWork>> {
    let kind = Kind::from_code(&row.kind);
    if kind.is_some_and(|kind| is_sold_here(kind, row.technician_id)) {
        return Ok(None);
    }
    let found = store::repeats(view, row, REPEAT_MS)?;
    Ok(found.map(|work| shown(work, row.received_at)))
}

/// What was repaired at a household that calls now.
pub(crate) fn of_caller(view: View<'_>, id: CustomerId, now_at: i64) -> Outcome<Vec<RecentWork>> {
    let found = store::repaired_since(view, id, now_at.saturating_sub(REPEAT_MS))?;
    Ok(found.into_iter().map(|work| shown(work, now_at)).collect())
}

fn shown(work: FinishedWork, at: i64) -> RecentWork {
    let days = local_date(at).zip(local_date(work.finished_at));
    let days = days.map_or(0, |(at, done)| (at - done).num_days());
    RecentWork {
        work_order_id: work.id.0,
        no: work.no,
        serial: work.serial,
        finished_at: work.finished_at,
        days: u32::try_from(days).unwrap_or(0),
    }
}
