//! A person leaves: what waits for them goes to others and their way in ends, in one transaction.

use std::collections::HashMap;

use wuyou_contract::roster::{OpenWork, StaffLeave, WorkKind};
use wuyou_contract::staff::Staff;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::{ComplaintId, PromiseId, RemedyCaseId, RequestId, StaffId, WorkOrderId};
use wuyou_domain::work_order::State;
use wuyou_store::{Id, Tx, View, roster as store, staff, work_order as orders};

use super::{gate, work};
use crate::app::{Acting, App};
use crate::area::complaint;
use crate::area::promise;
use crate::area::work_order::{Event, write_event};
use crate::failure::{Failure, Outcome};

/// Lets a person leave and hands their open work over.
pub(crate) fn leave(app: &App, acting: &Acting, request: StaffLeave) -> Outcome<Staff> {
    let id = StaffId(request.id);
    let default = request.to_id.map(StaffId);
    let named = request.items.iter();
    let named: HashMap<uuid::Uuid, StaffId> =
        named.map(|item| (item.id, StaffId(item.to_id))).collect();
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = staff::get(tx.view(), id)?;
        if row.role == "manager" {
            crate::area::staff::keep_a_manager(&staff::list(tx.view())?, id)?;
        }
        for item in store::open_work(tx.view(), id)?
            .into_iter()
            .filter_map(work)
        {
            let to = named.get(&item.id).copied().or(default);
            let to = successor(tx.view(), id, to, &item)?;
            hand_over(app, acting, tx, (&item, &row.name), to)?;
        }
        tx.update("staff", id, &[("disabled", true.into())])?;
        Ok(())
    })?;
    let row = database.read(|view| staff::get(view, id))?;
    Ok(crate::area::staff::shown(row))
}

/// Nobody is marked as gone while something waits for them.
pub(crate) fn refuse_open_work(view: View<'_>, id: StaffId) -> Outcome<()> {
    if store::open_work(view, id)?.is_empty() {
        Ok(())
    } else {
        Err(ErrorCode::StaffOpenWork.into())
    }
}

fn successor(
    view: View<'_>,
    leaving: StaffId,
    to: Option<StaffId>,
    item: &OpenWork,
) -> Outcome<StaffId> {
    let to = to
        .filter(|to| *to != leaving)
        .ok_or_else(|| no_successor(item))?;
    let works_here =
        staff::find(view, to)?.is_some_and(|row| !row.disabled && row.deleted_at.is_none());
    if works_here {
        Ok(to)
    } else {
        Err(no_successor(item).into())
    }
}

/// Names what nobody can take over.
fn no_successor(item: &OpenWork) -> ApiError {
    ApiError::new(ErrorCode::StaffSuccessor).with_detail("no", item.no.clone())
}

fn hand_over(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (item, from): (&OpenWork, &str),
    to: StaffId,
) -> Outcome<()> {
    match item.kind {
        WorkKind::Request => {
            tx.update("request", RequestId(item.id), &[("owner_id", to.value())])?;
        }
        WorkKind::Promise => {
            promise::hand_over(app, acting, tx, PromiseId(item.id), (from, to))?;
        }
        WorkKind::RemedyCase => {
            let case = RemedyCaseId(item.id);
            tx.update("remedy_case", case, &[("owner_id", to.value())])?;
        }
        WorkKind::Complaint => match complaint::give(tx, ComplaintId(item.id), to) {
            // Who is complained about cannot answer for the complaint: somebody else has to.
            Err(Failure::Refused(_)) => return Err(no_successor(item).into()),
            given => given?,
        },
        WorkKind::WorkOrder => {
            let order = orders::get(tx.view(), WorkOrderId(item.id))?;
            let state = State::from_code(&order.state).ok_or(ErrorCode::StepNotAllowed)?;
            match order.request_id {
                // The work is done, and stays theirs who did it: another answers for what is left.
                Some(request) if matches!(state, State::Finished | State::Confirmed) => {
                    tx.update("request", request, &[("owner_id", to.value())])?;
                }
                request => {
                    // Who still has to go there must be somebody who may.
                    if request.is_some() || !matches!(state, State::Finished | State::Confirmed) {
                        gate::may_take_over(tx.view(), acting, &order, to)?;
                    }
                    tx.update("work_order", order.id, &[("technician_id", to.value())])?;
                }
            }
            let event = Event {
                step: "reassign",
                from: Some(state),
                to: state,
                occurred_at: acting.now_at,
                technician: Some(to),
                unit: None,
                note: Some(from.to_owned()),
                window_to_at: None,
            };
            write_event(app, acting, tx, order.id, &event)?;
        }
    }
    Ok(())
}
