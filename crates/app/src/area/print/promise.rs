//! A promise on paper, for who was given it: also one that belongs to no order.

use wuyou_contract::ErrorCode;
use wuyou_domain::id::PromiseId;
use wuyou_domain::paper::PromiseSlip;
use wuyou_store::promise as store;

use super::collect::Loader;
use super::spell;
use crate::failure::Outcome;

impl Loader<'_> {
    /// The card of a promise that is still to be kept; of one that ended there is nothing to hand out.
    pub(super) fn promise_slip(&self, id: PromiseId) -> Outcome<PromiseSlip> {
        let row = self.app.database()?.read(|view| store::get(view, id))?;
        if row.state != "open" {
            return Err(ErrorCode::PrintNothing.into());
        }
        Ok(PromiseSlip {
            no: row.no,
            customer: row.customer_name,
            given: spell::moment(row.made_at, self.language).unwrap_or_default(),
            text: row.text,
            until: match row.due_on.parse() {
                Ok(day) => spell::day(day, self.language),
                Err(_) => row.due_on,
            },
            owner: row.owner,
        })
    }
}

/// What its file is called by.
pub(super) fn called(slip: &PromiseSlip) -> Option<String> {
    slip.no.clone().or_else(|| slip.customer.clone())
}
