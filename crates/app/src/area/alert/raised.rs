//! Which alerts the open cases have raised by now.

use std::collections::HashMap;

use wuyou_contract::alert::{Acknowledged, AlertAbout, AlertLevel};
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::Line;
use wuyou_domain::id::{
    ComplaintId, PromiseId, RemedyCaseId, RequestId, ReturnVisitId, UnitId, WorkOrderId,
};
use wuyou_domain::policy::Document;
use wuyou_domain::sla::{
    self, Deadline, Duty, DutyInput, Event, Kind, Level, OrderClockInput, Proof, Receiver,
    SlaTable, Watched, What,
};
use wuyou_domain::time::{DAY_MS, end_of_day, local_date, start_of_day};
use wuyou_domain::work_order::Kind as OrderKind;
use wuyou_store::promise::PromiseRow;
use wuyou_store::request::RequestRow;
use wuyou_store::return_visit::FirstMonthVisit;
use wuyou_store::today::AlertAckRow;
use wuyou_store::work_order::{OrderEventRow, WorkOrderSummary};
use wuyou_store::{Id, View};
use wuyou_sync::value::Value;

use super::acknowledged;
use crate::app::Acting;
use crate::area::complaint::{self, OpenComplaint};
use crate::area::machine::{self, Promised};
use crate::area::remedy_case::{self, OpenCase};
use crate::area::sla::{clock_input, failed};
use crate::failure::Outcome;
use crate::show::{code_from, code_of, code_text};

/// What an alert is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum About {
    Order(WorkOrderId),
    Request(RequestId),
    Complaint(ComplaintId),
    Promise(PromiseId),
    ReturnVisit(ReturnVisitId),
    RemedyCase(RemedyCaseId),
    Unit(UnitId),
}

impl About {
    /// As the contract names it.
    pub(super) fn of(about: AlertAbout, id: uuid::Uuid) -> Self {
        match about {
            AlertAbout::WorkOrder => Self::Order(WorkOrderId(id)),
            AlertAbout::Request => Self::Request(RequestId(id)),
            AlertAbout::Complaint => Self::Complaint(ComplaintId(id)),
            AlertAbout::Promise => Self::Promise(PromiseId(id)),
            AlertAbout::ReturnVisit => Self::ReturnVisit(ReturnVisitId(id)),
            AlertAbout::RemedyCase => Self::RemedyCase(RemedyCaseId(id)),
            AlertAbout::Unit => Self::Unit(UnitId(id)),
        }
    }

    /// As the contract names it.
    pub(super) fn shown(self) -> (AlertAbout, uuid::Uuid) {
        match self {
            Self::Order(id) => (AlertAbout::WorkOrder, id.0),
            Self::Request(id) => (AlertAbout::Request, id.0),
            Self::Complaint(id) => (AlertAbout::Complaint, id.0),
            Self::Promise(id) => (AlertAbout::Promise, id.0),
            Self::ReturnVisit(id) => (AlertAbout::ReturnVisit, id.0),
            Self::RemedyCase(id) => (AlertAbout::RemedyCase, id.0),
            Self::Unit(id) => (AlertAbout::Unit, id.0),
        }
    }

    /// The fields that say so in a row of who took note.
    pub(super) fn fields(self) -> Vec<(&'static str, Value)> {
        match self {
            Self::Order(id) => vec![("work_order_id", id.value())],
            Self::Request(id) => vec![("request_id", id.value())],
            other => {
                let (about, id) = other.shown();
                vec![("about", code_of(&about)), ("about_id", id.value())]
            }
        }
    }

    /// Whether somebody took note of this.
    pub(super) fn is_of(self, ack: &AlertAckRow) -> bool {
        match self {
            Self::Order(id) => ack.work_order_id == Some(id),
            Self::Request(id) => ack.work_order_id.is_none() && ack.request_id == Some(id),
            other => {
                let (about, id) = other.shown();
                ack.about_id == Some(id.row_id()) && ack.about == code_text(&about)
            }
        }
    }
}

/// Everything open, read with a handful of queries however many cases there are.
pub(crate) struct OpenCases {
    pub(crate) orders: Vec<WorkOrderSummary>,
    pub(crate) requests: Vec<RequestRow>,
    pub(crate) complaints: Vec<OpenComplaint>,
    pub(crate) remedies: Vec<OpenCase>,
    pub(crate) acks: Vec<AlertAckRow>,
    promises: Vec<PromiseRow>,
    sales: Vec<Promised>,
    visits: Vec<FirstMonthVisit>,
    events: HashMap<WorkOrderId, Vec<OrderEventRow>>,
    replies: HashMap<RequestId, i64>,
}

impl OpenCases {
    pub(crate) fn read(acting: &Acting, view: View<'_>) -> Outcome<Self> {
        let day = local_date(acting.now_at).unwrap_or_default();
        let today = day.to_string();
        let mut events: HashMap<_, Vec<_>> = HashMap::new();
        for event in wuyou_store::work_order::open_events(view)? {
            events.entry(event.work_order_id).or_default().push(event);
        }
        Ok(Self {
            orders: crate::area::work_order::all_open(view)?,
            requests: wuyou_store::request::open(view)?,
            complaints: complaint::open_due(acting, view)?,
            remedies: remedy_case::open_due(acting, view)?,
            acks: wuyou_store::today::open_acks(view)?,
            // What is due on a later day has not begun to be told.
            promises: wuyou_store::promise::open_due(view, &today)?,
            sales: machine::promised(view, day)?,
            visits: wuyou_store::return_visit::first_month_due(view, &today)?,
            replies: wuyou_store::request::open_replies(view)?,
            events,
        })
    }
}

/// An alert that was raised, and who took note of it.
pub(crate) struct Raised {
    pub(crate) about: About,
    pub(crate) no: Option<String>,
    pub(crate) customer_name: Option<String>,
    pub(crate) text: Option<String>,
    pub(crate) safety: bool,
    pub(crate) told: Told,
    pub(crate) why: Line,
    pub(crate) acknowledged: Option<Acknowledged>,
}

/// What the rules say of one alert, whichever rule it was.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Told {
    pub(crate) round: u32,
    /// The code of the stage.
    pub(crate) stage: &'static str,
    pub(crate) level: Level,
    pub(crate) receiver: Receiver,
    pub(crate) at: i64,
    pub(crate) notify: bool,
    /// Who took note before this instant meant another time of the same stage.
    since_at: Option<i64>,
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
            no: Some(&order.no),
            customer_name: row.customer_name.as_ref(),
            text: order.fault_text.as_ref(),
            safety: order.safety,
        };
        case.add_stages(&mut all, &cases.acks, &input, table, now_at)?;
    }
    let table = sla::built_in().map_err(|error| failed(&error))?;
    for row in &cases.requests {
        let case = Case {
            about: About::Request(row.id),
            no: Some(&row.no),
            customer_name: row.customer_name.as_ref(),
            text: Some(&row.text),
            safety: row.safety,
        };
        let input = request_input(row, cases.replies.get(&row.id).copied());
        case.add_stages(&mut all, &cases.acks, &input, table, now_at)?;
    }
    let mut watch = |case: Case<'_>, input: &DutyInput| {
        case.add_duties(&mut all, &cases.acks, input, table, now_at)
    };
    for open in &cases.complaints {
        let summary = &open.summary;
        let case = Case {
            about: About::Complaint(ComplaintId(summary.id)),
            no: Some(&summary.no),
            customer_name: summary.customer_name.as_ref(),
            text: Some(&summary.text),
            safety: open.safety,
        };
        watch(case, &open.watched)?;
    }
    for open in &cases.remedies {
        let summary = &open.summary;
        let case = Case {
            about: About::RemedyCase(RemedyCaseId(summary.id)),
            no: Some(&summary.no),
            customer_name: summary.customer_name.as_ref(),
            text: Some(&summary.text),
            safety: false,
        };
        watch(case, &open.watched)?;
    }
    for (case, input) in dated(cases) {
        watch(case, &input)?;
    }
    Ok(all)
}

/// What has to be done by a day: promises, what was promised with a sale, the visits of the first
/// month.
fn dated(cases: &OpenCases) -> Vec<(Case<'_>, DutyInput)> {
    let mut all = Vec::new();
    for row in &cases.promises {
        let case = Case {
            about: About::Promise(row.id),
            no: row.no.as_ref(),
            customer_name: row.customer_name.as_ref(),
            text: Some(&row.text),
            safety: false,
        };
        let due_at = row.due_on.parse().ok().and_then(end_of_day);
        let keep = of_days(Watched::Promise, Duty::Keep, Some(row.made_at), due_at);
        all.push((case, keep));
    }
    for one in &cases.sales {
        let case = Case {
            about: About::Unit(one.unit.id),
            no: Some(&one.unit.serial),
            customer_name: one.unit.customer_name.as_ref(),
            text: one.unit.model_code.as_ref(),
            safety: false,
        };
        all.push((case, sale_input(one)));
    }
    for row in &cases.visits {
        let case = Case {
            about: About::ReturnVisit(row.id),
            no: row.order_no.as_ref(),
            customer_name: Some(&row.customer_name),
            text: row.serial.as_ref(),
            safety: false,
        };
        let from_at = row.from_on.parse().ok().and_then(start_of_day);
        let due_at = row.to_on.parse().ok().and_then(end_of_day);
        let visit = of_days(Watched::ReturnVisit, Duty::Visit, from_at, due_at);
        all.push((case, visit));
    }
    all
}

/// What was promised with a sale. It is told from the day before on: whoever took note of another day
/// of the same promise meant that one.
fn sale_input(one: &Promised) -> DutyInput {
    let owed = one.owed.iter();
    let deadlines = owed.filter_map(|(duty, on)| {
        let due_at = end_of_day(*on)?;
        Some(Deadline {
            duty: *duty,
            from_at: due_at - 2 * DAY_MS,
            due_at,
            met_at: None,
        })
    });
    DutyInput {
        watched: Watched::Sale,
        round: 0,
        deadlines: deadlines.collect(),
    }
}

/// What has one deadline that is not met.
fn of_days(watched: Watched, duty: Duty, from_at: Option<i64>, due_at: Option<i64>) -> DutyInput {
    let deadline = from_at.zip(due_at).map(|(from_at, due_at)| Deadline {
        duty,
        from_at,
        due_at,
        met_at: None,
    });
    DutyInput {
        watched,
        round: 0,
        deadlines: deadline.into_iter().collect(),
    }
}

/// How far up each case was told while nobody took note.
pub(crate) fn levels(all: &[Raised]) -> HashMap<About, AlertLevel> {
    let mut levels = HashMap::new();
    let waiting = |one: &&Raised| one.told.notify && one.acknowledged.is_none();
    for one in all.iter().filter(waiting) {
        if let Some(level) = code_from::<AlertLevel>(Some(one.told.level.code())) {
            let highest = levels.entry(one.about).or_insert(level);
            *highest = level.max(*highest);
        }
    }
    levels
}

/// What an alert tells of its case.
struct Case<'a> {
    about: About,
    no: Option<&'a String>,
    customer_name: Option<&'a String>,
    text: Option<&'a String>,
    safety: bool,
}

impl Case<'_> {
    /// The alerts of the stages of an order or request.
    fn add_stages(
        &self,
        all: &mut Vec<Raised>,
        acks: &[AlertAckRow],
        input: &OrderClockInput,
        table: &Document<SlaTable>,
        now_at: i64,
    ) -> Outcome<()> {
        let holidays = Holidays::built_in();
        let decided = sla::order_alerts(input, Vec::new(), table, holidays, now_at)
            .map_err(|error| failed(&error))?;
        // The rule gives one sentence for each alert, in the same order.
        for (alert, why) in decided.result.into_iter().zip(decided.why.steps) {
            let told = Told {
                round: alert.round,
                stage: alert.stage.code(),
                level: alert.level,
                receiver: alert.receiver,
                at: alert.at,
                notify: alert.notify,
                since_at: None,
            };
            all.push(self.raised(acks, told, why));
        }
        Ok(())
    }

    /// The alerts of what has its deadlines from rules of its own.
    fn add_duties(
        &self,
        all: &mut Vec<Raised>,
        acks: &[AlertAckRow],
        input: &DutyInput,
        table: &Document<SlaTable>,
        now_at: i64,
    ) -> Outcome<()> {
        let ladders = sla::alert_table().map_err(|error| failed(&error))?;
        let decided =
            sla::duty_alerts(input, table, ladders, now_at).map_err(|error| failed(&error))?;
        for (alert, why) in decided.result.into_iter().zip(decided.why.steps) {
            let told = Told {
                round: alert.round,
                stage: alert.duty.code(),
                level: alert.level,
                receiver: alert.receiver,
                at: alert.at,
                notify: alert.notify,
                since_at: Some(alert.from_at),
            };
            all.push(self.raised(acks, told, why));
        }
        Ok(())
    }

    fn raised(&self, acks: &[AlertAckRow], told: Told, why: Line) -> Raised {
        let noted = acks.iter().find(|ack| self.is_noted(ack, &told));
        Raised {
            about: self.about,
            no: self.no.cloned(),
            customer_name: self.customer_name.cloned(),
            text: self.text.cloned(),
            safety: self.safety,
            acknowledged: noted.map(acknowledged),
            told,
            why,
        }
    }

    fn is_noted(&self, ack: &AlertAckRow, told: &Told) -> bool {
        self.about.is_of(ack)
            && ack.kind == "alert"
            && ack.round == Some(i64::from(told.round))
            && ack.stage.as_deref() == Some(told.stage)
            && ack.level.as_deref() == Some(told.level.code())
            && told.since_at.is_none_or(|at| at <= ack.acknowledged_at)
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
