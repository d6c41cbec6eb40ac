//! Contacts: what was said with whom, never changed afterwards.

use wuyou_contract::contact::{ContactAdd, ContactAdded, ContactResult, Direction};
use wuyou_contract::request::Channel;
use wuyou_domain::id::{ContactId, CustomerId, RequestId, WorkOrderId};
use wuyou_store::{Id, Tx};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::code_of;

/// A contact to be written.
#[derive(Debug, Clone)]
pub(crate) struct NewContact {
    pub(crate) customer: Option<CustomerId>,
    pub(crate) request: Option<RequestId>,
    pub(crate) work_order: Option<WorkOrderId>,
    pub(crate) channel: Channel,
    pub(crate) direction: Direction,
    pub(crate) result: ContactResult,
    pub(crate) text: String,
    pub(crate) phone: Option<String>,
    pub(crate) occurred_at: i64,
    pub(crate) corrects: Option<ContactId>,
}

impl NewContact {
    /// A call of ours that reached the customer.
    pub(crate) fn our_call(text: String, occurred_at: i64) -> Self {
        Self {
            customer: None,
            request: None,
            work_order: None,
            channel: Channel::Phone,
            direction: Direction::Out,
            result: ContactResult::Reached,
            text,
            phone: None,
            occurred_at,
            corrects: None,
        }
    }

    /// A call of theirs.
    pub(crate) fn their_call(text: String, channel: Channel, occurred_at: i64) -> Self {
        Self {
            channel,
            direction: Direction::In,
            ..Self::our_call(text, occurred_at)
        }
    }
}

/// Writes a contact within an edit.
pub(crate) fn write(tx: &mut Tx<'_>, id: ContactId, contact: &NewContact) -> Outcome<()> {
    let staff = tx.context().actor;
    tx.insert(
        "contact",
        id,
        &[
            ("customer_id", contact.customer.map(Id::row_id).into()),
            ("request_id", contact.request.map(Id::row_id).into()),
            ("work_order_id", contact.work_order.map(Id::row_id).into()),
            ("channel", code_of(&contact.channel)),
            ("direction", code_of(&contact.direction)),
            ("text", contact.text.as_str().into()),
            ("result", code_of(&contact.result)),
            ("occurred_at", contact.occurred_at.into()),
            ("staff_id", staff.value()),
            ("phone", contact.phone.clone().into()),
            (
                "corrects_id",
                contact
                    .corrects
                    .map(Id::row_id)
                    .map_or(Value::Null, Value::Id),
            ),
        ],
    )?;
    Ok(())
}

/// Records a contact.
pub(crate) fn add(app: &App, acting: &Acting, request: ContactAdd) -> Outcome<ContactAdded> {
    let mut form = Form::new(acting.now_at);
    let text = form.required_note("text", &request.text);
    let phone = form.phone("phone", request.phone.as_deref());
    let occurred_at = form.happened_at("occurred_at", request.occurred_at);
    // A clock that differs a little does not put what was said ahead of what is said next.
    let occurred_at = occurred_at.min(acting.now_at);
    form.finish()?;
    let about = (
        request.customer_id,
        request.work_order_id,
        request.request_id,
    );
    if about == (None, None, None) {
        return Err(single("customer_id", "nothing_to_find", None).into());
    }

    let id = ContactId(app.new_id(acting));
    app.database()?.edit(&acting.edit()?, |tx| {
        let order = request.work_order_id.map(WorkOrderId);
        let known = super::work_order::customer_of(tx.view(), order)?;
        let contact = NewContact {
            customer: request.customer_id.map(CustomerId).or(known),
            request: request.request_id.map(RequestId),
            work_order: order,
            channel: request.channel.unwrap_or(Channel::Phone),
            direction: request.direction.unwrap_or(Direction::Out),
            result: request.result.unwrap_or(ContactResult::Reached),
            text,
            phone: phone.map(|phone| phone.digits().to_owned()),
            occurred_at,
            corrects: request.corrects_id.map(ContactId),
        };
        write(tx, id, &contact)?;
        super::work_order::note_reply(app, acting, tx, order, &contact)
    })?;
    Ok(ContactAdded {
        id: id.0,
        occurred_at,
    })
}
