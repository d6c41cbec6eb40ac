//! What a household was promised with a sale and has not got: the machine at its door, or installed
//! (R032).

use chrono::NaiveDate;
use wuyou_domain::sla::Duty;
use wuyou_store::View;
use wuyou_store::unit::{self as store, UnitRow};

use crate::failure::Outcome;

/// A machine with what is still owed for it, the first promised first.
pub(crate) struct Promised {
    pub(crate) unit: UnitRow,
    pub(crate) owed: Vec<(Duty, NaiveDate)>,
}

/// The machines that something was promised for by `until` at the latest and is not done.
pub(crate) fn promised(view: View<'_>, until: NaiveDate) -> Outcome<Vec<Promised>> {
    let until = until.to_string();
    let mut found: Vec<Promised> = Vec::new();
    let deliver = store::to_deliver(view, &until)?.into_iter();
    let deliver = deliver.map(|unit| (Duty::Deliver, unit.deliver_by_on.clone(), unit));
    let install = store::to_install(view, &until)?.into_iter();
    let install = install.map(|unit| (Duty::Install, unit.install_by_on.clone(), unit));
    for (duty, on, unit) in deliver.chain(install) {
        // A day that cannot be read is no promise to hold anybody to.
        let Some(on) = on.and_then(|on| on.parse().ok()) else {
            continue;
        };
        match found.iter_mut().find(|one| one.unit.id == unit.id) {
            Some(known) => known.owed.push((duty, on)),
            None => found.push(Promised {
                unit,
                owed: vec![(duty, on)],
            }),
        }
    }
    for one in &mut found {
        one.owed.sort_by_key(|(_, on)| *on);
    }
    Ok(found)
}
