//! Remedy cases (退换案): opened, shown with their evidence and what the rules give, and taken from
//! step to step. What the records and the rules say of one is in [`story`], how one is opened and
//! its evidence noted in [`create`] and [`update`], the steps in [`advance`], the screens' view in
//! [`view`].

mod advance;
mod automatic;
mod create;
mod option;
mod story;
mod update;
mod urge;
mod view;

use wuyou_contract::ErrorCode;
use wuyou_contract::remedy_case::{
    RemedyCaseAssign, RemedyCaseCounts, RemedyCaseDetail, RemedyCaseGet, RemedyCaseList,
    RemedyCaseNumbers, RemedyCasePage, RemedyCaseSettle, RemedyCaseSummary, RemedyFilter,
    RemedySettled, RemedyState,
};
use wuyou_contract::work_order::Urgency;
use wuyou_domain::id::{ComplaintId, CustomerId, RemedyCaseId, StaffId, UnitId};
use wuyou_domain::rule::RuleError;
use wuyou_domain::sla::{DutyInput, Watched};
use wuyou_store::remedy_case::{self as store, RemedyQuery, RemedyWhich};
use wuyou_store::{Id, Tx, View};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::single;
use story::{Story, Wanted, claim_of};

pub(crate) use advance::advance;
pub(crate) use automatic::{Reported, after_report, open_owed, opened, owed, owed_list};
pub(crate) use create::create;
pub(crate) use update::{expense, update};
pub(crate) use urge::urge;

/// A rule that could not answer is a fault of the program or its policy, never of the person.
fn failed(error: &RuleError) -> ErrorCode {
    tracing::error!(code = error.code(), field = error.field(), "remedy case");
    ErrorCode::Internal
}

/// Shows a case with everything about it.
pub(crate) fn get(app: &App, acting: &Acting, request: RemedyCaseGet) -> Outcome<RemedyCaseDetail> {
    app.database()?.read(|view| {
        let id = match (request.id, request.no) {
            (Some(id), _) => RemedyCaseId(id),
            (None, Some(no)) => {
                let found = store::find_by_no(view, no.trim())?;
                found.ok_or(ErrorCode::NotFound)?.id
            }
            (None, None) => return Err(single("no", "nothing_to_find", None).into()),
        };
        view::detail(acting, view, id)
    })
}

/// Lists cases: open ones by what is due first, the others latest first.
pub(crate) fn list(app: &App, acting: &Acting, request: RemedyCaseList) -> Outcome<RemedyCasePage> {
    let filter = request.filter.unwrap_or(RemedyFilter::Open);
    let limit = request.limit.unwrap_or(100).clamp(1, 200);
    let query = RemedyQuery {
        which: match filter {
            RemedyFilter::Done => RemedyWhich::Done,
            RemedyFilter::Refused => RemedyWhich::Refused,
            _ => RemedyWhich::All,
        },
        customer_id: request.customer_id.map(CustomerId),
        unit_id: request.unit_id.map(UnitId),
        complaint_id: request.complaint_id.map(ComplaintId),
        text: request.query,
        reach: super::phone::reach(acting),
        after: request.after,
        limit,
    };
    app.database()?.read(|view| match filter {
        RemedyFilter::Done | RemedyFilter::All | RemedyFilter::Refused => {
            let page = store::list(view, &query)?;
            let rows = page.rows.into_iter();
            Ok(RemedyCasePage {
                rows: rows
                    .map(|row| view::summary(acting, view, row))
                    .collect::<Outcome<_>>()?,
                next: page.next,
                total: store::count(view, &query)?,
            })
        }
        RemedyFilter::Open | RemedyFilter::Overdue | RemedyFilter::Approval => {
            let mut rows = open_by_due(acting, view, &query)?;
            rows.retain(|row| belongs(filter, row));
            part(rows, query.after.as_deref(), limit)
        }
    })
}

fn belongs(filter: RemedyFilter, row: &RemedyCaseSummary) -> bool {
    match filter {
        RemedyFilter::Overdue => row.urgency == Urgency::Overdue,
        RemedyFilter::Approval => matches!(
            row.state,
            RemedyState::Proposed | RemedyState::WithHeadquarters
        ),
        _ => true,
    }
}

/// A part of a list that is sorted here: it goes on at a place in the list.
fn part(rows: Vec<RemedyCaseSummary>, after: Option<&str>, limit: u32) -> Outcome<RemedyCasePage> {
    let from: usize = match after {
        Some(after) => after.parse().map_err(|_| single("after", "page", None))?,
        None => 0,
    };
    let total = rows.len();
    let until = from.saturating_add(limit as usize);
    Ok(RemedyCasePage {
        rows: rows.into_iter().skip(from).take(limit as usize).collect(),
        next: (until < total).then(|| until.to_string()),
        total: u32::try_from(total).unwrap_or(u32::MAX),
    })
}

fn open_by_due(
    acting: &Acting,
    view: View<'_>,
    query: &RemedyQuery,
) -> Outcome<Vec<RemedyCaseSummary>> {
    let rows = store::open(view, query)?.into_iter();
    let mut rows = rows
        .map(|row| view::summary(acting, view, row))
        .collect::<Outcome<Vec<_>>>()?;
    rows.sort_by_key(|row| (row.due_at.unwrap_or(i64::MAX), row.opened_at));
    Ok(rows)
}

/// A household's open cases, the first due first.
pub(crate) fn open_of(
    acting: &Acting,
    view: View<'_>,
    id: CustomerId,
) -> Outcome<Vec<RemedyCaseSummary>> {
    let query = RemedyQuery {
        customer_id: Some(id),
        ..RemedyQuery::default()
    };
    open_by_due(acting, view, &query)
}

/// An open case with who answers for it, for the day's list.
pub(crate) struct OpenCase {
    pub(crate) summary: RemedyCaseSummary,
    pub(crate) owner_id: Option<StaffId>,
    /// It opened by itself, so its owner was chosen by the program.
    pub(crate) automatic: bool,
    /// By when the next step is due.
    pub(crate) watched: DutyInput,
}

/// Every open case for the day's list and the alerts, read with a handful of queries however many
/// there are.
pub(crate) fn open_due(acting: &Acting, view: View<'_>) -> Outcome<Vec<OpenCase>> {
    let mut events = store::open_events(view)?;
    let rows = store::open(view, &RemedyQuery::default())?.into_iter();
    let case = |row: store::RemedyCaseRow| {
        let events = events.remove(&row.id).unwrap_or_default();
        let deadline = view::deadline(&row, &events)?;
        Ok(OpenCase {
            summary: view::summary_of(acting, &row, &events)?,
            owner_id: row.owner_id,
            automatic: automatic::is_automatic(&row),
            watched: DutyInput {
                watched: Watched::RemedyCase,
                round: row.reopened_count,
                deadlines: deadline.into_iter().collect(),
            },
        })
    };
    rows.map(case).collect()
}

/// Counts cases by group.
pub(crate) fn counts(
    app: &App,
    acting: &Acting,
    _: RemedyCaseCounts,
) -> Outcome<RemedyCaseNumbers> {
    let rows = app
        .database()?
        .read(|view| open_by_due(acting, view, &RemedyQuery::default()))?;
    let count = |filter| {
        let fitting = rows.iter().filter(|row| belongs(filter, row)).count();
        u32::try_from(fitting).unwrap_or(u32::MAX)
    };
    Ok(RemedyCaseNumbers {
        open: count(RemedyFilter::Open),
        overdue: count(RemedyFilter::Overdue),
        approval: count(RemedyFilter::Approval),
    })
}

/// Works the amounts out before something is proposed; saves nothing.
pub(crate) fn settle(
    app: &App,
    acting: &Acting,
    request: RemedyCaseSettle,
) -> Outcome<RemedySettled> {
    let wanted = Wanted {
        claim: claim_of(request.claim),
        percent: request.percent,
        new_price_fen: request.new_price_fen,
    };
    app.database()?.read(|view| {
        let row = store::get(view, RemedyCaseId(request.id))?;
        let story = Story::load(view, row, acting.now_at)?;
        view::settled(acting, &story, &wanted)
    })
}

/// Says who answers for a case.
pub(crate) fn assign(
    app: &App,
    acting: &Acting,
    request: RemedyCaseAssign,
) -> Outcome<RemedyCaseDetail> {
    let id = RemedyCaseId(request.id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        give(tx, id, StaffId(request.owner_id))
    })?;
    database.read(|view| view::detail(acting, view, id))
}

/// Gives a case to somebody within an edit.
pub(crate) fn give(tx: &mut Tx<'_>, id: RemedyCaseId, owner: StaffId) -> Outcome<()> {
    must_work_here(tx.view(), owner)?;
    if store::get(tx.view(), id)?.owner_id != Some(owner) {
        tx.update("remedy_case", id, &[("owner_id", owner.value())])?;
    }
    Ok(())
}

/// Refuses somebody who does not work here as the owner.
fn must_work_here(view: View<'_>, staff: StaffId) -> Outcome<()> {
    match wuyou_store::staff::find(view, staff)? {
        Some(row) if !row.disabled && row.deleted_at.is_none() => Ok(()),
        _ => Err(single("owner_id", "unknown", None).into()),
    }
}
