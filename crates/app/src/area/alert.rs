//! Alerts: worked out from the events whenever they are asked for; only who took note is kept
//! (R018). The safety banner stands until a person has a dangerous case in hand (R037, J7).

mod raised;

use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::alert::{
    Acknowledged, Alert, AlertAcknowledge, AlertLevel, AlertList, AlertLocked, AlertNumbers,
    AlertReceiver, AlertSafety, AlertStage, Alerts, SafetyCase, SafetyStep,
};
use wuyou_domain::id::{AlertAckId, RequestId, WorkOrderId};
use wuyou_domain::safety;
use wuyou_domain::today::{QuietHours, may_sound};
use wuyou_domain::work_order::State;
use wuyou_store::today::AlertAckRow;
use wuyou_store::{Id, View};

use super::explain::sentence;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::single;
use crate::show::{code_from, code_of};

pub(crate) use raised::{About, OpenCases, Raised, levels, raised};

/// Most alerts of a list.
const ALERTS_MOST: usize = 200;

/// Lists the alerts of everything open, and the dangers to life.
pub(crate) fn list(app: &App, acting: &Acting, _: AlertList) -> Outcome<Alerts> {
    app.database()?.read(|view| shown(acting, view))
}

/// Tells a locked PC how many alerts there are and since when, and nothing else.
pub(crate) fn numbers(app: &App, acting: &Acting, _: AlertLocked) -> Outcome<AlertNumbers> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    app.database()?.read(|view| {
        let cases = OpenCases::read(acting, view)?;
        let quiet = super::setup::quiet_hours(view)?;
        let mut all = raised(&cases, acting.now_at)?;
        all.retain(|one| one.told.notify && one.acknowledged.is_none());
        let heard = all
            .iter()
            .filter(|one| may_sound(quiet, one.safety, acting.now_at));
        let unread = dangers(&cases).filter(|(_, case)| case.script_read.is_none());
        Ok(AlertNumbers {
            waiting: count(all.len()),
            danger: count(dangers(&cases).count()),
            unread: count(unread.count()),
            newest_at: heard.map(|one| one.told.at).max(),
        })
    })
}

/// An alert that nobody took note of.
pub(crate) struct Waiting {
    /// Which one, as long as it stands.
    pub(crate) key: String,
    /// Life is in danger.
    pub(crate) danger: bool,
    /// Whether it may be told now: in quiet hours dangers alone.
    pub(crate) audible: bool,
}

/// What nobody took note of.
pub(crate) fn waiting(app: &App, view: View<'_>) -> Outcome<Vec<Waiting>> {
    let nobody = app.nobody();
    let cases = OpenCases::read(&nobody, view)?;
    let quiet = super::setup::quiet_hours(view)?;
    let mut all = raised(&cases, nobody.now_at)?;
    all.retain(|one| one.told.notify && one.acknowledged.is_none());
    let told = all.into_iter().map(|one| Waiting {
        key: key_of(&one),
        danger: one.safety,
        audible: may_sound(quiet, one.safety, nobody.now_at),
    });
    Ok(told.collect())
}

/// Takes note of an alert.
pub(crate) fn acknowledge(app: &App, acting: &Acting, asked: AlertAcknowledge) -> Outcome<Alerts> {
    let about = About::of(asked.about, asked.about_id);
    let key = |one: &Raised| {
        one.about == about
            && one.told.round == asked.round
            && code_of(&asked.stage).as_text() == Some(one.told.stage)
            && code_of(&asked.level).as_text() == Some(one.told.level.code())
    };
    let id = AlertAckId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let cases = OpenCases::read(acting, tx.view())?;
        let all = raised(&cases, acting.now_at)?;
        let found = all
            .iter()
            .find(|one| key(one))
            .ok_or(ErrorCode::AlertGone)?;
        if !may_note(acting, found.told.level)? {
            return Err(ErrorCode::AlertForManager.into());
        }
        // Two people may press at once; the first is who took note.
        if found.acknowledged.is_some() {
            return Ok(());
        }
        let mut fields = about.fields();
        fields.extend([
            ("kind", "alert".into()),
            ("round", i64::from(asked.round).into()),
            ("stage", code_of(&asked.stage)),
            ("level", code_of(&asked.level)),
            ("due_at", found.told.at.into()),
            ("acknowledged_at", acting.now_at.into()),
            ("staff_id", acting.staff()?.value()),
        ]);
        tx.insert("alert_ack", id, &fields)?;
        Ok(())
    })?;
    database.read(|view| shown(acting, view))
}

/// Notes what was done at once about a danger to life.
pub(crate) fn safety(app: &App, acting: &Acting, asked: AlertSafety) -> Outcome<Alerts> {
    let about = about(asked.work_order_id, asked.request_id)?;
    let id = AlertAckId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let cases = OpenCases::read(acting, tx.view())?;
        if !dangers(&cases).any(|(danger, _)| danger == about) {
            return Err(ErrorCode::AlertGone.into());
        }
        let mut fields = about.fields();
        fields.extend([
            ("kind", code_of(&asked.step)),
            ("acknowledged_at", acting.now_at.into()),
            ("staff_id", acting.staff()?.value()),
        ]);
        tx.insert("alert_ack", id, &fields)?;
        Ok(())
    })?;
    database.read(|view| shown(acting, view))
}

fn about(order: Option<Uuid>, request: Option<Uuid>) -> Outcome<About> {
    match (order, request) {
        (Some(id), _) => Ok(About::Order(WorkOrderId(id))),
        (None, Some(id)) => Ok(About::Request(RequestId(id))),
        (None, None) => Err(single("work_order_id", "nothing_to_find", None).into()),
    }
}

/// Whether the acting person may take note of an alert of this level.
fn may_note(acting: &Acting, level: wuyou_domain::sla::Level) -> Outcome<bool> {
    Ok(level.may_be_noted_by(super::work_order::role(acting)?))
}

fn shown(acting: &Acting, view: View<'_>) -> Outcome<Alerts> {
    let cases = OpenCases::read(acting, view)?;
    let quiet = super::setup::quiet_hours(view)?;
    let mut all = raised(&cases, acting.now_at)?;
    all.retain(|one| one.told.notify);
    all.sort_by_key(|one| {
        let done = one.acknowledged.is_some();
        (done, !one.safety, std::cmp::Reverse(one.told.at))
    });
    let waiting = all.iter().filter(|one| one.acknowledged.is_none()).count();
    all.truncate(ALERTS_MOST);
    let rows = all.into_iter().map(|one| alert(acting, quiet, one));
    Ok(Alerts {
        rows: rows.collect::<Outcome<_>>()?,
        waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
        safety: dangers(&cases).map(|(_, case)| case).collect(),
        script: safety::script().iter().map(sentence).collect(),
    })
}

fn alert(acting: &Acting, quiet: Option<QuietHours>, one: Raised) -> Outcome<Alert> {
    let key = key_of(&one);
    let (about, about_id) = one.about.shown();
    let told = one.told;
    Ok(Alert {
        key,
        about,
        about_id,
        no: one.no,
        customer_name: one.customer_name,
        text: one.text,
        safety: one.safety,
        round: told.round,
        stage: code_from(Some(told.stage)).unwrap_or(AlertStage::Finish),
        level: code_from(Some(told.level.code())).unwrap_or(AlertLevel::L1),
        receiver: code_from(Some(told.receiver.code())).unwrap_or(AlertReceiver::Clerk),
        at: told.at,
        why: sentence(&one.why),
        may_acknowledge: one.acknowledged.is_none() && may_note(acting, told.level)?,
        audible: one.acknowledged.is_none() && may_sound(quiet, one.safety, acting.now_at),
        acknowledged: one.acknowledged,
    })
}

/// What tells an alert from every other.
fn key_of(one: &Raised) -> String {
    let (_, id) = one.about.shown();
    let told = one.told;
    format!("{id}:{}:{}:{}", told.round, told.stage, told.level.code())
}

/// Dangers to life that nobody has brought into safe hands: not finished, however far the order is.
fn dangers(cases: &OpenCases) -> impl Iterator<Item = (About, SafetyCase)> + '_ {
    let handled = |state: &str| [State::Finished.code(), State::Confirmed.code()].contains(&state);
    let orders = cases.orders.iter().filter(move |row| {
        let order = &row.order;
        order.safety && !handled(&order.state)
    });
    let orders = orders.map(|row| {
        let about = About::Order(row.order.id);
        let case = SafetyCase {
            work_order_id: Some(row.order.id.0),
            request_id: None,
            no: row.order.no.clone(),
            customer_id: row.order.customer_id.map(|id| id.0),
            customer_name: row.customer_name.clone(),
            text: row.order.fault_text.clone(),
            received_at: row.order.received_at,
            due_at: row.order.due_at,
            script_read: noted(cases, about, SafetyStep::ScriptRead),
            hq_called: noted(cases, about, SafetyStep::HqCalled),
        };
        (about, case)
    });
    let requests = cases.requests.iter().filter(|row| row.safety).map(|row| {
        let about = About::Request(row.id);
        let case = SafetyCase {
            work_order_id: None,
            request_id: Some(row.id.0),
            no: row.no.clone(),
            customer_id: row.customer_id.map(|id| id.0),
            customer_name: row.customer_name.clone(),
            text: Some(row.text.clone()),
            received_at: row.received_at,
            due_at: row.next_action_at,
            script_read: noted(cases, about, SafetyStep::ScriptRead),
            hq_called: noted(cases, about, SafetyStep::HqCalled),
        };
        (about, case)
    });
    orders.chain(requests)
}

fn noted(cases: &OpenCases, about: About, step: SafetyStep) -> Option<Acknowledged> {
    let step = code_of(&step);
    let mut acks = cases.acks.iter();
    let found = acks.find(|ack| about.is_of(ack) && step.as_text() == Some(&ack.kind));
    found.map(acknowledged)
}

fn acknowledged(row: &AlertAckRow) -> Acknowledged {
    Acknowledged {
        at: row.acknowledged_at,
        by: row.staff_name.clone(),
    }
}
