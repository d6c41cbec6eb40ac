//! On which weekdays the people of the shop rest (轮休, R137).

use wuyou_contract::roster::{StaffDetail, StaffGet, StaffRestSet};
use wuyou_domain::id::StaffId;
use wuyou_domain::staff::RestDays;
use wuyou_store::staff::{self, StaffRow};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::single;

/// Says on which weekdays a person rests.
pub(crate) fn set_rest(app: &App, acting: &Acting, request: StaffRestSet) -> Outcome<StaffDetail> {
    let days = RestDays::of(&request.days).ok_or_else(|| single("days", "unknown", None))?;
    let person = StaffId(request.id);
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        staff::get(tx.view(), person)?;
        tx.update("staff", person, &[("rest_days", days.digits().into())])?;
        Ok(())
    })?;
    super::get(app, acting, StaffGet { id: person.0 })
}

/// When a person rests.
pub(crate) fn rest_of(row: &StaffRow) -> RestDays {
    RestDays::parse(row.rest_days.as_deref().unwrap_or_default())
}

/// The same as the roster on paper names them.
pub(super) fn names(row: &StaffRow) -> Vec<String> {
    let days = rest_of(row).days().into_iter();
    days.filter_map(|day| {
        Some(format!(
            "周{}",
            "一二三四五六日".chars().nth(usize::from(day) - 1)?
        ))
    })
    .collect()
}
