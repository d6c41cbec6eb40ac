//! The customer called again about a complaint that is open (催办): it is noted on the complaint, and
//! what they said is a contact like any other. Nothing of its state or its times changes.

use wuyou_contract::ErrorCode;
use wuyou_contract::request::Channel;
use wuyou_domain::id::{ComplaintEventId, ComplaintId, ContactId};
use wuyou_store::complaint as store;
use wuyou_store::{Id, Tx};

use super::story::{Stand, URGE};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::failure::Outcome;

/// Notes one more call about a complaint within an edit.
pub(crate) fn urge(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: ComplaintId,
    said: (ContactId, &str),
) -> Outcome<()> {
    let (contact, text) = said;
    let row = store::get(tx.view(), id)?;
    if Stand::of(&row.state).is_some_and(Stand::is_over) {
        return Err(ErrorCode::RequestDone.into());
    }
    tx.insert(
        "complaint_event",
        ComplaintEventId(app.new_id(acting)),
        &[
            ("complaint_id", id.value()),
            ("event", URGE.into()),
            ("from_state", row.state.as_str().into()),
            ("to_state", row.state.as_str().into()),
            ("occurred_at", acting.now_at.into()),
            ("staff_id", acting.staff()?.value()),
            ("text", text.into()),
        ],
    )?;
    let noted = NewContact {
        customer: row.customer_id,
        request: row.request_id,
        work_order: row.work_order_id,
        phone: row.caller_phone,
        ..NewContact::their_call(text.to_owned(), Channel::Phone, acting.now_at)
    };
    contact::write(tx, contact, &noted)
}
