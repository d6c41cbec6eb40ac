//! The open orders as a plan: by day and technician, by village, by state.

use wuyou_contract::ErrorCode;
use wuyou_contract::sheet::{AwayDays, Plan, PlanGet, PlanRow, Workload};
use wuyou_contract::work_order::WorkOrderState;
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::Step;
use wuyou_store::roster::AbsenceRow;

use super::view::steps_now;
use super::{all_open, repeat, summary};
use crate::app::{Acting, App};
use crate::area::roster::{Away, rest_of};
use crate::failure::Outcome;

/// Whether somebody still has to go there.
fn to_do(row: &PlanRow) -> bool {
    !matches!(
        row.summary.state,
        WorkOrderState::Finished | WorkOrderState::Confirmed
    )
}

/// Shows the plan of the open orders.
pub(crate) fn plan(app: &App, acting: &Acting, _: PlanGet) -> Outcome<Plan> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    app.database()?.read(|view| {
        let away = Away::read(acting, view)?;
        let mut rows = Vec::new();
        for row in all_open(view)? {
            let steps = steps_now(acting, &row.order);
            rows.push(PlanRow {
                away: away.of(&row.order).is_some(),
                may_redispatch: steps.contains(&Step::Redispatch),
                may_move: steps.contains(&Step::MoveWindow),
                technician_id: row.order.technician_id.map(|id| id.0),
                window_from_at: row.order.window_from_at,
                window_to_at: row.order.window_to_at,
                repeats_no: repeat::of_order(view, &row.order)?.map(|work| work.no),
                summary: summary(acting, row),
            });
        }
        let is_today = |row: &&&PlanRow| row.window_from_at.and_then(local_date) == Some(today);
        let staff = wuyou_store::staff::list(view)?;
        let workload = staff.into_iter().filter(|one| !one.disabled).map(|one| {
            let own: Vec<_> = rows
                .iter()
                .filter(|row| row.technician_id == Some(one.id.0) && to_do(row))
                .collect();
            let days = |row: &AbsenceRow| AwayDays {
                from_on: row.from_on.clone(),
                to_on: row.to_on.clone(),
            };
            Workload {
                rest_days: rest_of(&one).days(),
                absences: away.ahead(one.id).map(days).collect(),
                staff_id: one.id.0,
                name: one.name,
                open: u32::try_from(own.len()).unwrap_or(u32::MAX),
                today: u32::try_from(own.iter().filter(is_today).count()).unwrap_or(u32::MAX),
            }
        });
        let workload = workload.collect();
        Ok(Plan { rows, workload })
    })
}
