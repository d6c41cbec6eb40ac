//! One timeline of everything that happened with a household, a machine or an order.

mod part;

use rusqlite::named_params;
use uuid::Uuid;
use wuyou_domain::id::{
    ComplaintId, CustomerId, RemedyCaseId, RequestId, StaffId, UnitId, WorkOrderId,
};
use wuyou_sync::value::RowId;

use crate::error::StoreError;
use crate::page::{PAGE_MAX, Page};
use crate::view::{Id, View, read_id_opt};

/// What an entry tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineKind {
    /// A request came in.
    Request,
    /// An order was opened.
    WorkOrder,
    /// An order took a step.
    OrderEvent,
    /// Somebody spoke with the customer.
    Contact,
    /// A complaint or grumble.
    Complaint,
    /// A complaint took a step.
    ComplaintEvent,
    /// A promise was given.
    Promise,
    /// The household answered a return visit.
    VisitAnswer,
    /// A return visit came to nothing.
    VisitEnd,
    /// A consent or its withdrawal.
    Consent,
    /// Money that came in or went back.
    Payment,
    /// A part that was used, or an old one that came back.
    StockMove,
    /// A machine was sold or installed, where its chain of custody does not tell it.
    Machine,
    /// A checklist of commissioning.
    Inspection,
    /// A machine changed hands or place.
    Custody,
    /// A yearly maintenance was done.
    Maintenance,
    /// Photos that were taken in together.
    Photo,
    /// A care call was made or left.
    CareCall,
    /// Something was done for a recall or stop-use notice.
    RecallOutcome,
    /// A service plan was sold, renewed or cancelled.
    PlanEvent,
    /// A step against a danger on the spot.
    DangerStep,
    /// A customer objected to something on the spot.
    Objection,
    /// A machine of another maker was registered, on this PC alone.
    OtherMachine,
    /// A remedy case was opened.
    RemedyCase,
    /// A remedy case took a step.
    RemedyEvent,
    /// Somebody claimed that 三包 does not cover it, or what became of such a claim.
    Exclusion,
    /// A quote was written down; that it was agreed to is a contact.
    Quote,
}

impl TimelineKind {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Request,
        Self::WorkOrder,
        Self::OrderEvent,
        Self::Contact,
        Self::Complaint,
        Self::ComplaintEvent,
        Self::Promise,
        Self::VisitAnswer,
        Self::VisitEnd,
        Self::Consent,
        Self::Payment,
        Self::StockMove,
        Self::Machine,
        Self::Inspection,
        Self::Custody,
        Self::Maintenance,
        Self::Photo,
        Self::CareCall,
        Self::RecallOutcome,
        Self::PlanEvent,
        Self::DangerStep,
        Self::Objection,
        Self::OtherMachine,
        Self::RemedyCase,
        Self::RemedyEvent,
        Self::Exclusion,
        Self::Quote,
    ];
    /// What an order's own page tells.
    pub const OF_ORDER: &'static [Self] = &[
        Self::Request,
        Self::WorkOrder,
        Self::OrderEvent,
        Self::Contact,
        Self::DangerStep,
        Self::Objection,
        Self::Exclusion,
        Self::Quote,
    ];
    /// What a machine's page tells; the chain of custody stands beside it.
    pub const OF_UNIT: &'static [Self] = &[
        Self::Request,
        Self::WorkOrder,
        Self::OrderEvent,
        Self::Contact,
        Self::Complaint,
        Self::ComplaintEvent,
        Self::VisitAnswer,
        Self::StockMove,
        Self::Photo,
        Self::RecallOutcome,
        Self::PlanEvent,
        Self::DangerStep,
        Self::RemedyCase,
        Self::RemedyEvent,
        Self::Exclusion,
    ];

    fn number(self) -> usize {
        Self::ALL.iter().position(|kind| *kind == self).unwrap_or(0)
    }
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// What it tells of.
    pub kind: TimelineKind,
    /// Its row.
    pub id: Uuid,
    /// When it happened.
    pub at: i64,
    /// Only the day is known; `at` is its beginning in China.
    pub day_only: bool,
    /// The kind of request or order, the step, the channel, the purpose, …
    pub code: String,
    /// The state now (request, order, complaint, promise), the state after (step), or the direction
    /// (contact).
    pub state: Option<String>,
    /// The result of a contact or a visit; the class of a complaint.
    pub result: Option<String>,
    /// What was said or done.
    pub text: Option<String>,
    /// The number of the request, order or complaint it belongs to.
    pub no: Option<String>,
    /// Money, how many of a part, or how many photos.
    pub amount: Option<i64>,
    /// The order it belongs to.
    pub work_order_id: Option<WorkOrderId>,
    /// The request it belongs to.
    pub request_id: Option<RequestId>,
    /// The complaint it belongs to.
    pub complaint_id: Option<ComplaintId>,
    /// The remedy case it belongs to.
    pub remedy_case_id: Option<RemedyCaseId>,
    /// The machine it is about, where its serial stands in `no`.
    pub unit_id: Option<UnitId>,
    /// Who.
    pub staff_id: Option<StaffId>,
    /// Their name; of an imported order the technician's.
    pub staff_name: Option<String>,
}

/// Whose timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TimelineOf {
    /// A household, with those merged into it.
    Customer(CustomerId),
    /// A machine.
    Unit(UnitId),
    /// An order.
    WorkOrder(WorkOrderId),
}

/// The entries of an order's kinds, the newest first; at most `limit` (≤ 200).
///
/// # Errors
/// The database's error.
pub fn timeline(
    view: View<'_>,
    of: TimelineOf,
    limit: u32,
) -> Result<Vec<TimelineEntry>, StoreError> {
    Ok(page(view, of, TimelineKind::OF_ORDER, None, limit)?.rows)
}

/// A page of the entries of these kinds, the newest first.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn page(
    view: View<'_>,
    of: TimelineOf,
    kinds: &[TimelineKind],
    after: Option<&str>,
    limit: u32,
) -> Result<Page<TimelineEntry>, StoreError> {
    let limit = limit.clamp(1, PAGE_MAX) as usize;
    let id = match of {
        TimelineOf::Customer(id) => id.row_id(),
        TimelineOf::Unit(id) => id.row_id(),
        TimelineOf::WorkOrder(id) => id.row_id(),
    };
    let place = after.map(Place::read).transpose()?.unwrap_or(Place {
        at: i64::MAX,
        what: i64::MAX,
        id: Uuid::max(),
    });
    let mut statement = view.connection.prepare_cached(&part::sql(of, kinds))?;
    let rows = statement.query_map(
        named_params! {
            ":id": id,
            ":at": place.at,
            ":what": place.what,
            ":after": place.id.into_bytes(),
            ":limit": i64::try_from(limit).unwrap_or(i64::MAX) + 1,
        },
        read,
    )?;
    let mut rows: Vec<TimelineEntry> = rows.collect::<Result<_, _>>()?;
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows
        .last()
        .filter(|_| more)
        .map(|last| Place::of(last).token());
    Ok(Page { rows, next })
}

/// Where a page goes on: after this entry.
struct Place {
    at: i64,
    what: i64,
    id: Uuid,
}

impl Place {
    fn of(entry: &TimelineEntry) -> Self {
        Self {
            at: entry.at,
            what: i64::try_from(entry.kind.number()).unwrap_or(0),
            id: entry.id,
        }
    }

    fn token(&self) -> String {
        format!("{}.{}.{}", self.at, self.what, self.id)
    }

    fn read(token: &str) -> Result<Self, StoreError> {
        let mut parts = token.split('.');
        let mut next = || parts.next().unwrap_or_default();
        let place = (next().parse(), next().parse(), next().parse());
        let (Ok(at), Ok(what), Ok(id)) = place else {
            return Err(crate::page::no_place());
        };
        Ok(Self { at, what, id })
    }
}

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<TimelineEntry> {
    let person: Option<String> = row.get("person")?;
    let name: Option<String> = row.get("name")?;
    let what: i64 = row.get("what")?;
    Ok(TimelineEntry {
        kind: usize::try_from(what)
            .ok()
            .and_then(|what| TimelineKind::ALL.get(what))
            .copied()
            .unwrap_or(TimelineKind::Contact),
        id: Uuid::from_bytes(row.get::<_, RowId>("id")?),
        at: row.get("at")?,
        day_only: row.get("day_only")?,
        code: row.get("code")?,
        state: row.get("state")?,
        result: row.get("result")?,
        text: row.get("text")?,
        no: row.get("no")?,
        amount: row.get("amount")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        request_id: read_id_opt(row, "request_id")?,
        complaint_id: read_id_opt(row, "complaint_id")?,
        remedy_case_id: read_id_opt(row, "remedy_case_id")?,
        unit_id: read_id_opt(row, "unit_id")?,
        staff_id: read_id_opt(row, "staff_id")?,
        staff_name: person.or(name),
    })
}
