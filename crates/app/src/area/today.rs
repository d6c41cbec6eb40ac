//! 今日: everything that is due, the most urgent first.

use wuyou_contract::today::{Today, TodayGet};
use wuyou_contract::work_order::WorkOrderState;
use wuyou_domain::time::local_date;

use super::{request, work_order};
use crate::app::{Acting, App};
use crate::failure::Outcome;

/// Most orders on the first screen.
const ORDERS_MOST: u32 = 200;

/// Shows what is due.
pub(crate) fn get(app: &App, acting: &Acting, asked: TodayGet) -> Outcome<Today> {
    let database = app.database()?;
    let (mut orders, requests, numbers, without_owner, me) = database.read(|view| {
        let me = match acting.staff {
            Some(staff) => wuyou_store::staff::find(view, staff)?.map(|row| row.name),
            None => None,
        };
        Outcome::Ok((
            work_order::open_by_due(acting, view, ORDERS_MOST)?,
            wuyou_store::request::open(view)?,
            work_order::numbers(acting, view)?,
            wuyou_store::request::count_without_owner(view)?,
            me,
        ))
    })?;
    let mut requests: Vec<_> = requests.into_iter().map(request::shown).collect();
    if asked.mine {
        orders.retain(|order| order.technician.is_none() || order.technician == me);
        requests.retain(|request| request.owner == me);
    }
    let handled = |state: WorkOrderState| {
        matches!(state, WorkOrderState::Finished | WorkOrderState::Confirmed)
    };
    let safety = orders
        .iter()
        .filter(|order| order.safety && !handled(order.state))
        .cloned()
        .collect();
    let counts = super::sync::counts(&database)?;
    Ok(Today {
        date_on: local_date(acting.now_at).unwrap_or_default().to_string(),
        safety,
        orders,
        requests,
        numbers,
        without_owner,
        conflicts: counts.conflicts,
        unsent: counts.unsent,
    })
}
