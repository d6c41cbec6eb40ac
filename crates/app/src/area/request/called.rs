//! One more call about something open, as it was typed: who called, from where, how and when, and
//! what they said. Nothing of it is dropped: what has no field of its own stands in the words.

use wuyou_contract::request::{Channel, RequestUrge};
use wuyou_domain::id::{ContactId, CustomerId};
use wuyou_domain::phone::Phone;
use wuyou_domain::request as rule;
use wuyou_domain::text;
use wuyou_store::Tx;

use super::intake;
use crate::app::{Acting, App};
use crate::area::contact::NewContact;
use crate::area::fault;
use crate::failure::Outcome;
use crate::input::{Form, single};

/// A call that is noted on what is open.
pub(crate) struct Called {
    pub(crate) id: ContactId,
    pub(crate) text: String,
    channel: Channel,
    phone: Option<Phone>,
    caller: Option<String>,
    /// The code they read from the display.
    pub(super) fault_code: Option<String>,
    /// When it came.
    pub(crate) at: i64,
}

impl Called {
    pub(super) fn read(app: &App, acting: &Acting, request: &RequestUrge) -> Outcome<Self> {
        let mut form = Form::new(acting.now_at);
        let typed = form.note("text", request.text.as_deref());
        let caller = form.line(
            "caller_name",
            request.caller_name.as_deref(),
            text::NAME_MAX,
        );
        let fault_code = form.line("fault_code", request.fault_code.as_deref(), 40);
        let fault_code = fault_code.map(|code| fault::plain_code(&code));
        let mut line = |field: &str, typed: &Option<String>| {
            form.line(field, typed.as_deref(), text::LINE_MAX)
        };
        let no_phone = line("no_phone_reason", &request.no_phone_reason);
        let place = line("place", &request.place);
        let preferred = line("preferred_time", &request.preferred_time);
        // As a first call has them, so that whoever comes reads both alike.
        let mut text = typed.unwrap_or_else(|| "催办".to_owned());
        for (label, said) in [
            ("来电人", &caller),
            ("无电话", &no_phone),
            ("地址", &place),
            ("方便时间", &preferred),
            ("故障代码", &fault_code),
        ] {
            if let Some(said) = said {
                text = format!("{text}\n（{label}：{said}）");
            }
        }
        let tried = super::tried(&mut form, request.tried.as_deref());
        let text = form.required_note("text", &rule::with_tried(&text, &tried, false));
        let phone = form.phone("caller_phone", request.caller_phone.as_deref());
        let at = form.happened_at("received_at", request.received_at);
        form.finish()?;
        Ok(Self {
            id: ContactId(app.new_id(acting)),
            text,
            channel: request.channel.unwrap_or(Channel::Phone),
            phone,
            caller,
            fault_code,
            at: at.min(acting.now_at),
        })
    }

    /// The call as a contact, with nothing it is about yet.
    pub(crate) fn contact(&self) -> NewContact {
        NewContact {
            phone: self.phone.as_ref().map(|phone| phone.digits().to_owned()),
            ..NewContact::their_call(self.text.clone(), self.channel, self.at)
        }
    }

    /// Nobody calls again before they called first.
    pub(crate) fn guard_time(&self, began_at: i64, now_at: i64) -> Outcome<()> {
        if self.at < began_at.min(now_at) {
            return Err(single("received_at", "urge_too_early", None).into());
        }
        Ok(())
    }

    /// A number the household did not have is added to it, as with a first call.
    pub(crate) fn keep_phone(
        &self,
        app: &App,
        acting: &Acting,
        tx: &mut Tx<'_>,
        customer: Option<CustomerId>,
    ) -> Outcome<()> {
        match (customer, &self.phone) {
            (Some(customer), Some(phone)) => {
                intake::add_phone(app, acting, tx, customer, phone, self.caller.as_deref())
            }
            _ => Ok(()),
        }
    }
}
