//! What happened with a household, as the screens show it.

use wuyou_contract::customer::{CustomerTimeline, TimelineEntry, TimelinePage, TimelinePart};
use wuyou_domain::id::CustomerId;
use wuyou_domain::reference::ComplaintCategories;
use wuyou_store::View;
use wuyou_store::customer as store;
use wuyou_store::timeline::{self as rows, TimelineKind, TimelineOf};

use crate::app::{Acting, App};
use crate::area::explain::both;
use crate::failure::Outcome;
use crate::show::code_from;

/// Entries of the page that comes with the household.
const FIRST_PAGE: u32 = 50;

/// A page of what happened with a household.
pub(crate) fn timeline(app: &App, _: &Acting, request: CustomerTimeline) -> Outcome<TimelinePage> {
    let limit = request.limit.unwrap_or(FIRST_PAGE);
    app.database()?.read(|view| {
        let id = store::root(view, CustomerId(request.id))?;
        let of = TimelineOf::Customer(id);
        let page = rows::page(
            view,
            of,
            kinds(request.part),
            request.after.as_deref(),
            limit,
        )?;
        Ok(TimelinePage {
            rows: page.rows.into_iter().map(entry).collect(),
            next: page.next,
        })
    })
}

/// The first page.
pub(super) fn first_page(view: View<'_>, id: CustomerId) -> Outcome<TimelinePage> {
    let of = TimelineOf::Customer(id);
    let page = rows::page(view, of, TimelineKind::ALL, None, FIRST_PAGE)?;
    Ok(TimelinePage {
        rows: page.rows.into_iter().map(entry).collect(),
        next: page.next,
    })
}

fn kinds(part: Option<TimelinePart>) -> &'static [TimelineKind] {
    match part {
        None => TimelineKind::ALL,
        Some(TimelinePart::Service) => &[
            TimelineKind::Request,
            TimelineKind::WorkOrder,
            TimelineKind::OrderEvent,
            TimelineKind::DangerStep,
        ],
        Some(TimelinePart::Contact) => &[
            TimelineKind::Contact,
            TimelineKind::VisitAnswer,
            TimelineKind::VisitEnd,
            TimelineKind::CareCall,
        ],
        Some(TimelinePart::Complaint) => &[
            TimelineKind::Complaint,
            TimelineKind::ComplaintEvent,
            TimelineKind::Objection,
            TimelineKind::Promise,
        ],
        Some(TimelinePart::Remedy) => &[
            TimelineKind::RemedyCase,
            TimelineKind::RemedyEvent,
            TimelineKind::Exclusion,
        ],
        Some(TimelinePart::Machine) => &[
            TimelineKind::Machine,
            TimelineKind::Inspection,
            TimelineKind::Custody,
            TimelineKind::Maintenance,
            TimelineKind::Photo,
            TimelineKind::RecallOutcome,
            TimelineKind::OtherMachine,
        ],
        Some(TimelinePart::Money) => &[
            TimelineKind::Quote,
            TimelineKind::Payment,
            TimelineKind::StockMove,
            TimelineKind::PlanEvent,
        ],
        Some(TimelinePart::Consent) => &[TimelineKind::Consent],
    }
}

const fn word(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::Request => "request",
        TimelineKind::WorkOrder => "work_order",
        TimelineKind::OrderEvent => "order_event",
        TimelineKind::Contact => "contact",
        TimelineKind::Complaint => "complaint",
        TimelineKind::ComplaintEvent => "complaint_event",
        TimelineKind::Promise => "promise",
        TimelineKind::VisitAnswer => "visit_answer",
        TimelineKind::VisitEnd => "visit_end",
        TimelineKind::Consent => "consent",
        TimelineKind::Payment => "payment",
        TimelineKind::StockMove => "stock_move",
        TimelineKind::Machine => "machine",
        TimelineKind::Inspection => "inspection",
        TimelineKind::Custody => "custody",
        TimelineKind::Maintenance => "maintenance",
        TimelineKind::Photo => "photo",
        TimelineKind::CareCall => "care_call",
        TimelineKind::RecallOutcome => "recall_outcome",
        TimelineKind::PlanEvent => "plan_event",
        TimelineKind::DangerStep => "danger_step",
        TimelineKind::Objection => "objection",
        TimelineKind::OtherMachine => "other_machine",
        TimelineKind::RemedyCase => "remedy_case",
        TimelineKind::RemedyEvent => "remedy_event",
        TimelineKind::Exclusion => "exclusion",
        TimelineKind::Quote => "quote",
    }
}

/// An entry of a timeline.
pub(crate) fn entry(row: rows::TimelineEntry) -> TimelineEntry {
    let kind = row.kind;
    let of = |wanted: TimelineKind, text: &Option<String>| text.clone().filter(|_| kind == wanted);
    let title = (kind == TimelineKind::Complaint)
        .then(|| ComplaintCategories::built_in().find(&row.code))
        .flatten()
        .map(|category| both(&category.name));
    // A request or an order says no state here: its steps do.
    let stateless = matches!(
        kind,
        TimelineKind::Request | TimelineKind::WorkOrder | TimelineKind::Contact
    );
    TimelineEntry {
        id: row.id,
        kind: word(kind).to_owned(),
        at: row.at,
        day_only: row.day_only,
        title,
        class: of(TimelineKind::Complaint, &row.result),
        outcome: of(TimelineKind::VisitAnswer, &row.result),
        amount_fen: row.amount.filter(|_| {
            matches!(
                kind,
                TimelineKind::Quote
                    | TimelineKind::Payment
                    | TimelineKind::PlanEvent
                    | TimelineKind::RemedyCase
                    | TimelineKind::RemedyEvent
            )
        }),
        quantity: row
            .amount
            .filter(|_| matches!(kind, TimelineKind::StockMove | TimelineKind::Photo)),
        complaint_id: row.complaint_id.map(|id| id.0),
        remedy_case_id: row.remedy_case_id.map(|id| id.0),
        unit_id: row.unit_id.map(|id| id.0),
        code: row.code,
        text: row.text,
        staff: row.staff_name,
        work_order_id: row.work_order_id.map(|id| id.0),
        no: row.no,
        to_state: row.state.filter(|_| !stateless),
        // An old order has a result too, in words; a contact's is a code.
        result: code_from(
            row.result
                .filter(|_| kind == TimelineKind::Contact)
                .as_deref(),
        ),
    }
}
