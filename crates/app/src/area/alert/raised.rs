//! Which alerts the open cases have raised by now.

use std::collections::HashMap;

use wuyou_contract::alert::{Acknowledged, AlertLevel};
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::Line;
use wuyou_domain::id::{RequestId, WorkOrderId};
use wuyou_domain::sla::{self, Event, Kind, OrderClockInput, Proof, What};
use wuyou_domain::work_order::Kind as OrderKind;
use wuyou_store::View;
use wuyou_store::request::RequestRow;
use wuyou_store::today::AlertAckRow;
use wuyou_store::work_order::{OrderEventRow, WorkOrderSummary};

use super::acknowledged;
use crate::area::sla::{clock_input, failed};
use crate::failure::Outcome;
use crate::show::code_from;

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum About {
    Order(WorkOrderId),
    Request(RequestId),
}

impl About {
    /// As the two columns of a row, of which one is filled.
    pub(crate) fn columns(self) -> (Option<WorkOrderId>, Option<RequestId>) {
        match self {
            Self::Order(id) => (Some(id), None),
            Self::Request(id) => (None, Some(id)),
        }
    }

    pub(super) fn of(ack: &AlertAckRow) -> Option<Self> {
        let order = ack.work_order_id.map(Self::Order);
        order.or(ack.request_id.map(Self::Request))
    }
}

/// Everything open, read with a handful of queries however many cases there are.
pub(crate) struct OpenCases {
    pub(crate) orders: Vec<WorkOrderSummary>,
    pub(crate) requests: Vec<RequestRow>,
    pub(crate) acks: Vec<AlertAckRow>,
    events: HashMap<WorkOrderId, Vec<OrderEventRow>>,
    replies: HashMap<RequestId, i64>,
}

impl OpenCases {
    pub(crate) fn read(view: View<'_>) -> Outcome<Self> {
        let mut events: HashMap<_, Vec<_>> = HashMap::new();
        for event in wuyou_store::work_order::open_events(view)? {
            events.entry(event.work_order_id).or_default().push(event);
        }
        Ok(Self {
            orders: crate::area::work_order::all_open(view)?,
            requests: wuyou_store::request::open(view)?,
            acks: wuyou_store::today::open_acks(view)?,
            replies: wuyou_store::request::open_replies(view)?,
            events,
        })
    }
}

/// An alert that was raised, and who took note of it.
pub(crate) struct Raised {
    pub(crate) about: About,
    pub(crate) no: String,
    pub(crate) customer_name: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) safety: bool,
    pub(crate) alert: sla::Alert,
    pub(crate) why: Line,
    pub(crate) acknowledged: Option<Acknowledged>,
}

/// Every alert of the open cases as of an instant.
pub(crate) fn raised(cases: &OpenCases, now_at: i64) -> Outcome<Vec<Raised>> {
    let mut all = Vec::new();
    for row in &cases.orders {
        let order = &row.order;
        let events = cases.events.get(&order.id).map_or(&[][..], Vec::as_slice);
        let (input, table) = clock_input(order, events)?;
        let case = Case {
            about: About::Order(order.id),
            no: &order.no,
            customer_name: row.customer_name.as_ref(),
            text: order.fault_text.as_ref(),
            safety: order.safety,
        };
        case.add(&mut all, &cases.acks, &input, table, now_at)?;
    }
    let table = sla::built_in().map_err(|error| failed(&error))?;
    for row in &cases.requests {
        let case = Case {
            about: About::Request(row.id),
            no: &row.no,
            customer_name: row.customer_name.as_ref(),
            text: Some(&row.text),
            safety: row.safety,
        };
        let input = request_input(row, cases.replies.get(&row.id).copied());
        case.add(&mut all, &cases.acks, &input, table, now_at)?;
    }
    Ok(all)
}

/// How far up each case was told while nobody took note.
pub(crate) fn levels(all: &[Raised]) -> HashMap<About, AlertLevel> {
    let mut levels = HashMap::new();
    let waiting = |one: &&Raised| one.alert.notify && one.acknowledged.is_none();
    for one in all.iter().filter(waiting) {
        if let Some(level) = code_from::<AlertLevel>(Some(one.alert.level.code())) {
            let highest = levels.entry(one.about).or_insert(level);
            *highest = level.max(*highest);
        }
    }
    levels
}

/// What an alert tells of its case.
struct Case<'a> {
    about: About,
    no: &'a String,
    customer_name: Option<&'a String>,
    text: Option<&'a String>,
    safety: bool,
}

impl Case<'_> {
    fn add(
        &self,
        all: &mut Vec<Raised>,
        acks: &[AlertAckRow],
        input: &OrderClockInput,
        table: &wuyou_domain::policy::Document<sla::SlaTable>,
        now_at: i64,
    ) -> Outcome<()> {
        let holidays = Holidays::built_in();
        let decided = sla::order_alerts(input, Vec::new(), table, holidays, now_at)
            .map_err(|error| failed(&error))?;
        // The rule gives one sentence for each alert, in the same order.
        for (alert, why) in decided.result.into_iter().zip(decided.why.steps) {
            let noted = acks.iter().find(|ack| self.is_noted(ack, &alert));
            all.push(Raised {
                about: self.about,
                no: self.no.clone(),
                customer_name: self.customer_name.cloned(),
                text: self.text.cloned(),
                safety: self.safety,
                acknowledged: noted.map(acknowledged),
                alert,
                why,
            });
        }
        Ok(())
    }

    fn is_noted(&self, ack: &AlertAckRow, alert: &sla::Alert) -> bool {
        About::of(ack) == Some(self.about)
            && ack.kind == "alert"
            && ack.round == Some(i64::from(alert.round))
            && ack.stage.as_deref() == Some(alert.stage.code())
            && ack.level.as_deref() == Some(alert.level.code())
    }
}

/// A request as its clocks see it. What became an order has clocks of its own.
fn request_input(row: &RequestRow, replied_at: Option<i64>) -> OrderClockInput {
    let kind = match OrderKind::from_code(&row.kind) {
        Some(kind) => Kind::of_order(kind, row.marks()),
        None if row.safety => Kind::Safety,
        None => Kind::Enquiry,
    };
    let reply = replied_at.map(|at| Event::new(What::Replied, at).proven_by(Proof::ContactRecord));
    OrderClockInput {
        received_at: row.received_at,
        kind,
        mode: None,
        rural: None,
        version: None,
        no_heat_at: row.no_heat_at,
        found: None,
        steps: Vec::new(),
        events: reply.into_iter().collect(),
    }
}
