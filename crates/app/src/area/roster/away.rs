//! Visits that are dispatched to somebody who is away on their day (R137), and what else they have to
//! do that day (R122).

use chrono::{Days, NaiveDate};
use wuyou_contract::roster::AwayVisit;
use wuyou_domain::id::StaffId;
use wuyou_domain::work_order::State;
use wuyou_store::View;
use wuyou_store::roster::{self as store, AbsenceRow};
use wuyou_store::work_order::{WorkOrderRow, WorkOrderSummary};

use super::gate::planned_on;
use super::{EVER, today};
use crate::app::Acting;
use crate::area::work_order;
use crate::failure::Outcome;

/// How far back an absence may lie whose visit still waits, in days.
const LOOK_BACK_DAYS: u64 = 60;

/// Who is away when, for telling which dispatched orders nobody will go to.
pub(crate) struct Away {
    today: NaiveDate,
    absences: Vec<AbsenceRow>,
}

impl Away {
    pub(crate) fn read(acting: &Acting, view: View<'_>) -> Outcome<Self> {
        let today = today(acting)?;
        let since = today.checked_sub_days(Days::new(LOOK_BACK_DAYS));
        let since = since.unwrap_or(today).to_string();
        let absences = store::absences(view, None, (&since, EVER))?;
        Ok(Self { today, absences })
    }

    /// The absence that stands against the visit of a dispatched order; nobody has arrived there yet.
    pub(crate) fn of(&self, order: &WorkOrderRow) -> Option<&AbsenceRow> {
        if order.state != State::Dispatched.code() {
            return None;
        }
        let technician = order.technician_id?;
        let on = planned_on(order, self.today).to_string();
        self.of_person(technician)
            .find(|row| row.from_on <= on && on <= row.to_on)
    }

    /// The absences of a person that are not over.
    pub(crate) fn ahead(&self, who: StaffId) -> impl Iterator<Item = &AbsenceRow> {
        let today = self.today.to_string();
        self.of_person(who).filter(move |row| row.to_on >= today)
    }

    fn of_person(&self, who: StaffId) -> impl Iterator<Item = &AbsenceRow> {
        self.absences.iter().filter(move |row| row.staff_id == who)
    }
}

/// The orders that are dispatched, each with the day of its visit.
pub(super) struct Sent {
    rows: Vec<(NaiveDate, WorkOrderSummary)>,
}

impl Sent {
    pub(super) fn read(view: View<'_>, today: NaiveDate) -> Outcome<Self> {
        let mut rows = work_order::all_open(view)?;
        rows.retain(|row| row.order.state == State::Dispatched.code());
        let planned = |row: WorkOrderSummary| (planned_on(&row.order, today), row);
        let rows = rows.into_iter().map(planned).collect();
        Ok(Self { rows })
    }

    /// The visits an absence leaves without anybody.
    pub(super) fn left_by(&self, absence: &AbsenceRow) -> Vec<AwayVisit> {
        let rows = self.rows.iter().map(|(on, row)| (on.to_string(), row));
        rows.filter(|(on, row)| {
            row.order.technician_id == Some(absence.staff_id)
                && absence.from_on <= *on
                && *on <= absence.to_on
        })
        .map(|(planned_on, row)| AwayVisit {
            work_order_id: row.order.id.0,
            no: row.order.no.clone(),
            customer_name: row.customer_name.clone(),
            planned_on,
        })
        .collect()
    }

    /// How many other visits a person has on the day of this one, and whether one of them overlaps.
    pub(super) fn beside(&self, order: &WorkOrderRow, who: StaffId, on: NaiveDate) -> (u32, bool) {
        let others = self.rows.iter().filter(|(planned_on, row)| {
            *planned_on == on && row.order.technician_id == Some(who) && row.order.id != order.id
        });
        let overlaps = others.clone().any(|(_, row)| overlap(order, &row.order));
        (u32::try_from(others.count()).unwrap_or(u32::MAX), overlaps)
    }
}

/// Whether two agreed times have a minute in common; one that ends where the other begins has none.
fn overlap(one: &WorkOrderRow, other: &WorkOrderRow) -> bool {
    let window = |row: &WorkOrderRow| row.window_from_at.zip(row.window_to_at);
    match (window(one), window(other)) {
        (Some((from, to)), Some((begins, ends))) => from < ends && begins < to,
        _ => false,
    }
}
