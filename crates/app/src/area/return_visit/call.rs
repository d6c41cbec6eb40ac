//! Calls that were no effective visit, messages, and the right number.

use wuyou_contract::contact::ContactResult;
use wuyou_contract::request::Channel;
use wuyou_contract::return_visit::{
    ReturnVisitAttempt, ReturnVisitCorrectNumber, ReturnVisitDetail, VisitOutcome,
};
use wuyou_domain::id::{ContactId, PhoneId, RequestId, ReturnVisitId};
use wuyou_domain::return_visit::Kind;
use wuyou_domain::return_visit::plan::built_in as policy;
use wuyou_domain::return_visit::state::{Effect, Event, Facts, State};
use wuyou_domain::text;
use wuyou_domain::time::{DAY_MS, HOUR_MS, local_date, start_of_day};
use wuyou_store::return_visit::{self as store, ReturnVisitRow};
use wuyou_store::{Id, Tx, View, contact, customer};
use wuyou_sync::value::Value;

use super::detail::{detail, tried};
use super::plan::{failed, next_year};
use super::standing::{facts, standing, step};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_of, code_text};

/// Latest day a household may be put off to.
const LATER_MOST_MS: i64 = 31 * DAY_MS;
/// When the next call is made unless something else was agreed, after the day begins.
const MORNING_MS: i64 = 9 * HOUR_MS;

/// A call or message as it was typed and found in order.
pub(super) struct Call {
    pub(super) phone: Option<String>,
    pub(super) channel: Channel,
    /// How it ended; absent for a message.
    pub(super) result: Option<ContactResult>,
    pub(super) text: String,
    pub(super) occurred_at: i64,
}

/// Writes a call or message for a visit.
pub(super) fn write_contact(
    tx: &mut Tx<'_>,
    id: ContactId,
    row: &ReturnVisitRow,
    call: &Call,
    request: Option<RequestId>,
) -> Outcome<()> {
    let staff = tx.context().actor;
    let result = call.result.as_ref().map_or(Value::Null, code_of);
    tx.insert(
        "contact",
        id,
        &[
            ("customer_id", row.customer_id.value()),
            ("request_id", request.map(Id::row_id).into()),
            ("work_order_id", row.work_order_id.map(Id::row_id).into()),
            ("channel", code_of(&call.channel)),
            ("direction", "out".into()),
            ("text", call.text.as_str().into()),
            ("result", result),
            ("occurred_at", call.occurred_at.into()),
            ("staff_id", staff.value()),
            ("phone", call.phone.clone().into()),
            ("return_visit_id", row.id.value()),
        ],
    )?;
    Ok(())
}

/// What a call that ended so is called in the household's history.
fn said(outcome: VisitOutcome) -> &'static str {
    match outcome {
        VisitOutcome::NoAnswer => "回访：无人接听",
        VisitOutcome::Later => "回访：改时间再打",
        VisitOutcome::WrongNumber => "回访：号码不对",
        VisitOutcome::Refused => "回访：不愿接受回访",
        VisitOutcome::Written => "回访：打不通，已发消息",
    }
}

fn read(form: &mut Form, request: &ReturnVisitAttempt) -> Call {
    let phone = form.phone("phone", request.phone.as_deref());
    let note = form.note("note", request.note.as_deref());
    let written = request.outcome == VisitOutcome::Written;
    let usual = if written {
        Channel::Wechat
    } else {
        Channel::Phone
    };
    let head = said(request.outcome);
    let next = form.line(
        "next_action",
        request.next_action.as_deref(),
        text::LINE_MAX,
    );
    let next = next.map(|next| format!("下一步：{next}"));
    let parts = [Some(head.to_owned()), note, next];
    Call {
        phone: phone.map(|phone| phone.digits().to_owned()),
        channel: request.channel.unwrap_or(usual),
        result: match request.outcome {
            VisitOutcome::NoAnswer => Some(ContactResult::NoAnswer),
            VisitOutcome::Later => Some(ContactResult::Reached),
            VisitOutcome::WrongNumber => Some(ContactResult::WrongNumber),
            VisitOutcome::Refused => Some(ContactResult::Refused),
            VisitOutcome::Written => None,
        },
        text: parts.into_iter().flatten().collect::<Vec<_>>().join("。"),
        occurred_at: form.happened_at("occurred_at", request.occurred_at),
    }
}

/// Records a call that was no effective visit, or a message. The state machine says what the visit
/// is then; when to try next is always set while it is open.
pub(crate) fn attempt(
    app: &App,
    acting: &Acting,
    request: ReturnVisitAttempt,
) -> Outcome<ReturnVisitDetail> {
    let id = ReturnVisitId(request.id);
    let mut form = Form::new(acting.now_at);
    let call = read(&mut form, &request);
    let later = request.outcome == VisitOutcome::Later;
    let in_time = |at: i64| at > acting.now_at && at <= acting.now_at + LATER_MOST_MS;
    if later && request.again_at.is_none() {
        form.wrong("again_at", "required", None);
    } else if request.again_at.is_some_and(|at| !in_time(at)) {
        form.wrong("again_at", "later_time", None);
    }
    form.finish()?;

    let contact = ContactId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        let own = standing(tx.view(), acting, &row)?.settle(request.own_work_known)?;
        let needed = policy()
            .map_err(|error| failed(&error))?
            .content
            .failed_days;
        let known = facts(&row, call.occurred_at, needed);
        let mut known = known.ok_or_else(|| single("occurred_at", "time_past", None))?;
        known.same_person_served = own;
        known.reached = request.outcome == VisitOutcome::Refused;
        known.next_action = request.next_action.clone();
        let result = call.result.as_ref().and_then(code_text);
        let now = (call.occurred_at, result.as_deref());
        let tried = tried(&contact::of_return_visit(tx.view(), id)?, Some(now));
        known.failed_days = tried.failed_days;
        known.written_to = tried.written_to;
        let state = ended(acting, &row, request.outcome, &known, |effect| {
            if effect == Effect::MarkNumberWrong {
                mark_wrong(tx, &row, call.phone.as_deref())?;
            }
            Ok(())
        })?;
        let mut call = call;
        if state == State::Unreached && request.next_action.is_none() {
            let next = next_of_unreached(tx.view(), &row)?;
            call.text = format!("{}。下一步：{next}", call.text);
        }
        write_contact(tx, contact, &row, &call, None)?;
        let next_at = (state.is_open() || state == State::WrongNumber)
            .then(|| request.again_at.unwrap_or_else(|| next_morning(acting)));
        let fields = [("state", state.code().into()), ("next_at", next_at.into())];
        tx.update("return_visit", id, &fields)?;
        over(tx, &row, state)
    })?;
    database.read(|view| detail(acting, view, id))
}

/// The state after a call that ended so, and what happens with it. When enough was tried and a
/// message was sent, the visit ends by itself: nobody has to find out that the best was done.
fn ended(
    acting: &Acting,
    row: &ReturnVisitRow,
    outcome: VisitOutcome,
    facts: &Facts,
    mut happen: impl FnMut(Effect) -> Outcome<()>,
) -> Outcome<State> {
    let event = match outcome {
        VisitOutcome::NoAnswer | VisitOutcome::Later | VisitOutcome::Written => Event::Attempt,
        VisitOutcome::WrongNumber => Event::WrongNumber,
        VisitOutcome::Refused => Event::Refuse,
    };
    let taken = step(acting, row, event, facts)?;
    for effect in taken.effects {
        happen(effect)?;
    }
    if taken.state != State::Trying || outcome == VisitOutcome::Later {
        return Ok(taken.state);
    }
    let trying = ReturnVisitRow {
        state: State::Trying.code().to_owned(),
        ..row.clone()
    };
    let best = step(acting, &trying, Event::GiveUp, facts);
    Ok(best.map_or(State::Trying, |taken| taken.state))
}

/// Whoever could not be reached is asked again with the next visit of the machine, else when they call
/// or somebody is there (R090).
fn next_of_unreached(view: View<'_>, row: &ReturnVisitRow) -> Outcome<String> {
    let visits = match row.unit_id {
        Some(unit) => store::of_unit(view, unit)?,
        None => Vec::new(),
    };
    let open = |state: &str| State::from_code(state).is_some_and(State::is_open);
    let mut later = visits
        .iter()
        .filter(|one| one.id != row.id && open(&one.state));
    Ok(later.next().map_or_else(
        || "客户来电或下次上门时补问".to_owned(),
        |visit| format!("{} 起的回访时再打", visit.from_on),
    ))
}

/// What follows when a visit is over.
pub(super) fn over(tx: &mut Tx<'_>, row: &ReturnVisitRow, state: State) -> Outcome<()> {
    let yearly = row.kind == Kind::Yearly.code();
    if yearly && !state.is_open() && state != State::WrongNumber {
        next_year(tx, row)?;
    }
    Ok(())
}

fn next_morning(acting: &Acting) -> i64 {
    let tomorrow = local_date(acting.now_at).and_then(|on| on.succ_opt());
    let begins = tomorrow.and_then(start_of_day);
    begins.map_or(acting.now_at + DAY_MS, |at| at + MORNING_MS)
}

/// Says at the number itself that it is wrong, so that nobody dials it again.
fn mark_wrong(tx: &mut Tx<'_>, row: &ReturnVisitRow, digits: Option<&str>) -> Outcome<()> {
    const WRONG: &str = "号码错误";
    let phones = customer::phones_of(tx.view(), row.customer_id)?;
    // Where several might have been dialled, the right one is not called wrong.
    let called = match (digits, phones.as_slice()) {
        (Some(digits), phones) => phones.iter().find(|phone| phone.number == digits),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let Some(phone) = called else { return Ok(()) };
    let label = match phone.label.as_deref() {
        Some(label) if label.contains(WRONG) => return Ok(()),
        // The mark stands whole, however long what stood there is.
        Some(label) => {
            let room = text::NAME_MAX - WRONG.chars().count() - 1;
            let kept: String = label.chars().take(room).collect();
            format!("{kept} {WRONG}")
        }
        None => WRONG.to_owned(),
    };
    tx.update("phone", phone.id, &[("label", label.into())])?;
    Ok(())
}

/// Gives the right number; the visit is due again.
pub(crate) fn correct_number(
    app: &App,
    acting: &Acting,
    request: ReturnVisitCorrectNumber,
) -> Outcome<ReturnVisitDetail> {
    let id = ReturnVisitId(request.id);
    let mut form = Form::new(acting.now_at);
    let phone = form.phone("number", Some(&request.number));
    let label = form.line("label", request.label.as_deref(), text::NAME_MAX);
    form.finish()?;
    let phone = phone.ok_or_else(|| single("number", "required", None))?;

    let database = app.database()?;
    let new = PhoneId(app.new_id(acting));
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        let known = facts(&row, acting.now_at, 0);
        let mut known = known.ok_or_else(|| single("number", "required", None))?;
        known.corrected_number = Some(phone.digits().to_owned());
        let taken = step(acting, &row, Event::CorrectNumber, &known)?;
        let phones = customer::phones_of(tx.view(), row.customer_id)?;
        match phones.iter().find(|one| one.number == phone.digits()) {
            Some(one) => {
                tx.update("phone", one.id, &[("label", label.clone().into())])?;
            }
            None => {
                let fields = [
                    ("customer_id", row.customer_id.value()),
                    ("number", phone.digits().into()),
                    ("label", label.clone().into()),
                ];
                tx.insert("phone", new, &fields)?;
            }
        }
        let fields = [
            ("state", taken.state.code().into()),
            ("next_at", Value::Null),
        ];
        tx.update("return_visit", id, &fields)?;
        Ok(())
    })?;
    database.read(|view| detail(acting, view, id))
}
