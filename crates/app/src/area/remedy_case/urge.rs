//! The customer called again about a case that is open (催办): it is noted on the case, and what they
//! said is a contact like any other. Nothing of its state or its times changes.

use wuyou_contract::ErrorCode;
use wuyou_domain::id::{RemedyCaseId, RemedyEventId};
use wuyou_domain::remedy_case::state::State;
use wuyou_store::remedy_case as store;
use wuyou_store::{Id, Tx};

use super::story::{URGE, standing};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::request::Called;
use crate::failure::Outcome;

/// Notes one more call about a case within an edit.
pub(crate) fn urge(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: RemedyCaseId,
    called: &Called,
) -> Outcome<()> {
    let row = store::get(tx.view(), id)?;
    if matches!(standing(&row), State::Closed | State::Withdrawn) {
        return Err(ErrorCode::RequestDone.into());
    }
    called.guard_time(row.reported_at, acting.now_at)?;
    tx.insert(
        "remedy_event",
        RemedyEventId(app.new_id(acting)),
        &[
            ("remedy_case_id", id.value()),
            ("event", URGE.into()),
            ("from_state", row.state.as_str().into()),
            ("to_state", row.state.as_str().into()),
            ("occurred_at", called.at.into()),
            ("staff_id", acting.staff()?.value()),
            ("text", called.text.as_str().into()),
        ],
    )?;
    let noted = NewContact {
        customer: Some(row.customer_id),
        request: row.request_id,
        work_order: row.work_order_id,
        ..called.contact()
    };
    called.keep_phone(app, acting, tx, Some(row.customer_id))?;
    contact::write(tx, called.id, &noted)
}
