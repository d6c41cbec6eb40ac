//! The customer called again about a complaint that is open (催办): it is noted on the complaint, and
//! what they said is a contact like any other. Nothing of its state or its times changes.

use wuyou_contract::ErrorCode;
use wuyou_domain::id::{ComplaintEventId, ComplaintId};
use wuyou_store::complaint as store;
use wuyou_store::{Id, Tx};

use super::story::{Stand, URGE};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::request::Called;
use crate::failure::Outcome;

/// Notes one more call about a complaint within an edit.
pub(crate) fn urge(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: ComplaintId,
    called: &Called,
) -> Outcome<()> {
    let row = store::get(tx.view(), id)?;
    if Stand::of(&row.state).is_some_and(Stand::is_over) {
        return Err(ErrorCode::RequestDone.into());
    }
    called.guard_time(row.received_at, acting.now_at)?;
    tx.insert(
        "complaint_event",
        ComplaintEventId(app.new_id(acting)),
        &[
            ("complaint_id", id.value()),
            ("event", URGE.into()),
            ("from_state", row.state.as_str().into()),
            ("to_state", row.state.as_str().into()),
            ("occurred_at", called.at.into()),
            ("staff_id", acting.staff()?.value()),
            ("text", called.text.as_str().into()),
        ],
    )?;
    let told = called.contact();
    let noted = NewContact {
        customer: row.customer_id,
        request: row.request_id,
        work_order: row.work_order_id,
        phone: told.phone.clone().or(row.caller_phone),
        ..told
    };
    called.keep_phone(app, acting, tx, row.customer_id)?;
    contact::write(tx, called.id, &noted)
}
