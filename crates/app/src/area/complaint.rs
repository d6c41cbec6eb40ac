//! Complaints: noted, listed, classed, and taken from step to step. What the rules say of one is in
//! [`story`], how one is taken in [`create`], the steps in [`advance`], the screens' view in
//! [`view`].

mod advance;
mod create;
mod danger;
mod decision;
mod story;
mod update;
mod urge;
mod view;
mod visit;

use std::cmp::Reverse;

use wuyou_contract::ErrorCode;
use wuyou_contract::complaint::{
    ComplaintAssign, ComplaintCategoriesGet, ComplaintCategory, ComplaintClass,
    ComplaintClassified, ComplaintClassify, ComplaintCounts, ComplaintDetail, ComplaintFilter,
    ComplaintGet, ComplaintItem, ComplaintList, ComplaintNumbers, ComplaintPage, ComplaintSort,
    ComplaintState, ComplaintSummary,
};
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::work_order::Urgency;
use wuyou_domain::complaint::{self as rule, Class, ClassifyInput, Severity};
use wuyou_domain::id::{ComplaintId, CustomerId, StaffId, WorkOrderId};
use wuyou_domain::localized::Localized;
use wuyou_domain::reference::ComplaintCategories;
use wuyou_domain::rule::RuleError;
use wuyou_domain::sla::DutyInput;
use wuyou_domain::time::DAY_MS;
use wuyou_store::complaint::{self as store, ComplaintQuery, ComplaintWhich};
use wuyou_store::{Id, Tx, View};

use super::explain::why;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::single;
use crate::show::{code_from, code_text};
use story::Story;

pub(crate) use advance::{actor, advance, reopen_within};
pub(crate) use create::{create, from_objection};
pub(crate) use decision::{guard_decision, of_headquarters, write_decision};
pub(crate) use update::update;
pub(crate) use urge::urge;
pub(crate) use view::summary;
pub(crate) use visit::{OfVisit, from_visit};

/// The days in which complaints about the same matter count as repeats.
const REPEAT_DAYS: i64 = 30;

/// A rule that could not answer is a fault of the program or its policy, never of the person.
fn failed(error: &RuleError) -> ErrorCode {
    tracing::error!(code = error.code(), field = error.field(), "complaint");
    ErrorCode::Internal
}

fn both(name: &Localized) -> BothLanguages {
    BothLanguages {
        zh: name.zh.clone(),
        en: name.en.clone(),
    }
}

fn class_shown(class: Class) -> ComplaintClass {
    match class {
        Class::A => ComplaintClass::A,
        Class::B => ComplaintClass::B,
        Class::C => ComplaintClass::C,
        Class::D => ComplaintClass::D,
    }
}

fn class_of(class: ComplaintClass) -> Class {
    match class {
        ComplaintClass::A => Class::A,
        ComplaintClass::B => Class::B,
        ComplaintClass::C => Class::C,
        ComplaintClass::D => Class::D,
    }
}

/// How often this household complained about the same matter in the days before, this complaint
/// left out.
fn repeats(
    view: View<'_>,
    customer: Option<CustomerId>,
    category: &str,
    until_at: i64,
    except: Option<ComplaintId>,
) -> Outcome<u32> {
    let Some(customer) = customer else {
        return Ok(0);
    };
    let from_at = until_at.saturating_sub(REPEAT_DAYS * DAY_MS);
    let count = store::count_same(view, customer, category, (from_at, until_at), except)?;
    Ok(count.min(rule::REPEATS_MAX))
}

/// Shows a complaint with everything about it.
pub(crate) fn get(app: &App, acting: &Acting, request: ComplaintGet) -> Outcome<ComplaintDetail> {
    app.database()?.read(|view| {
        let id = match (request.id, request.no) {
            (Some(id), _) => ComplaintId(id),
            (None, Some(no)) => {
                let found = store::find_by_no(view, no.trim())?;
                found.ok_or(ErrorCode::NotFound)?.id
            }
            (None, None) => return Err(single("no", "nothing_to_find", None).into()),
        };
        view::detail(acting, view, id)
    })
}

/// Tells which class a complaint would get, while it is typed.
pub(crate) fn classify(
    app: &App,
    acting: &Acting,
    request: ComplaintClassify,
) -> Outcome<ComplaintClassified> {
    let category = ComplaintCategories::built_in()
        .find(&request.category)
        .ok_or_else(|| single("category", "unknown", None))?;
    let customer = request.customer_id.map(CustomerId);
    let repeats_30d = app
        .database()?
        .read(|view| repeats(view, customer, &category.code, acting.now_at, None))?;
    let severity = code_text(&request.severity).and_then(|code| Severity::from_code(&code));
    let input = ClassifyInput {
        severity: severity.unwrap_or(Severity::Normal),
        safety: request.safety || category.safety,
        injury: request.injury,
        repeats_30d,
        public_exposure: request.public_exposure,
    };
    let policy = rule::built_in().map_err(|error| failed(&error))?;
    let decided = rule::classify(&input, policy).map_err(|error| failed(&error))?;
    Ok(ComplaintClassified {
        class: class_shown(decided.result.class),
        formal: decided.result.class != Class::D,
        why: why(&decided.why),
    })
}

/// Lists complaints: open ones by what is due first, the others latest first.
pub(crate) fn list(app: &App, acting: &Acting, request: ComplaintList) -> Outcome<ComplaintPage> {
    let filter = request.filter.unwrap_or(ComplaintFilter::Open);
    let limit = request.limit.unwrap_or(100).clamp(1, 200);
    let query = ComplaintQuery {
        which: match filter {
            ComplaintFilter::Done => ComplaintWhich::Done,
            _ => ComplaintWhich::All,
        },
        customer_id: request.customer_id.map(CustomerId),
        work_order_id: request.work_order_id.map(WorkOrderId),
        text: request.query,
        reach: super::phone::reach(acting),
        after: request.after,
        limit,
    };
    app.database()?.read(|view| match filter {
        ComplaintFilter::Done | ComplaintFilter::All => {
            let page = store::list(view, &query)?;
            let rows = page.rows.into_iter();
            Ok(ComplaintPage {
                rows: rows
                    .map(|row| summary(acting, view, row))
                    .collect::<Outcome<_>>()?,
                next: page.next,
                total: store::count(view, &query)?,
            })
        }
        _ => {
            let mut rows = open_by_due(acting, view, &query)?;
            rows.retain(|row| belongs(filter, row));
            in_order(&mut rows, request.sort.unwrap_or(ComplaintSort::Due));
            part(rows, query.after.as_deref(), limit)
        }
    })
}

fn belongs(filter: ComplaintFilter, row: &ComplaintSummary) -> bool {
    match filter {
        ComplaintFilter::Overdue => row.urgency == Urgency::Overdue,
        ComplaintFilter::Unowned => row.owner.is_none(),
        ComplaintFilter::Grumbles => row.state == ComplaintState::Grumble,
        _ => true,
    }
}

/// Puts open complaints, which are few, in another order than by what is due.
fn in_order(rows: &mut [ComplaintSummary], sort: ComplaintSort) {
    match sort {
        ComplaintSort::Due => {}
        ComplaintSort::Received => rows.sort_by_key(|row| Reverse(row.received_at)),
        ComplaintSort::Class => rows.sort_by_key(|row| row.class),
        // Those without an owner first.
        ComplaintSort::Owner => rows.sort_by(|a, b| a.owner.cmp(&b.owner)),
    }
}

/// A part of a list that is sorted here: it goes on at a place in the list.
fn part(rows: Vec<ComplaintSummary>, after: Option<&str>, limit: u32) -> Outcome<ComplaintPage> {
    let from: usize = match after {
        Some(after) => after.parse().map_err(|_| single("after", "page", None))?,
        None => 0,
    };
    let total = rows.len();
    let until = from.saturating_add(limit as usize);
    Ok(ComplaintPage {
        rows: rows.into_iter().skip(from).take(limit as usize).collect(),
        next: (until < total).then(|| until.to_string()),
        total: u32::try_from(total).unwrap_or(u32::MAX),
    })
}

/// Open complaints, the first due first; those without a time come last, the oldest first.
fn open_by_due(
    acting: &Acting,
    view: View<'_>,
    query: &ComplaintQuery,
) -> Outcome<Vec<ComplaintSummary>> {
    let rows = store::open(view, query)?.into_iter();
    let mut rows = rows
        .map(|row| summary(acting, view, row))
        .collect::<Outcome<Vec<_>>>()?;
    rows.sort_by_key(|row| (row.due_at.unwrap_or(i64::MAX), row.received_at));
    Ok(rows)
}

/// An open complaint as the day's list and the alerts see it.
pub(crate) struct OpenComplaint {
    pub(crate) summary: ComplaintSummary,
    pub(crate) owner_id: Option<StaffId>,
    pub(crate) safety: bool,
    /// By when what has to be done.
    pub(crate) watched: DutyInput,
}

/// Every open complaint, the oldest first, read with a handful of queries however many there are.
pub(crate) fn open_due(acting: &Acting, view: View<'_>) -> Outcome<Vec<OpenComplaint>> {
    let open = |story: Story| {
        Ok(OpenComplaint {
            summary: view::summary_of(acting, &story)?,
            owner_id: story.row.owner_id,
            safety: story.row.safety,
            watched: story.watched(&story.deadlines()?.result),
        })
    };
    Story::open(view)?.into_iter().map(open).collect()
}

/// A household's open complaints and grumbles, the first due first.
pub(crate) fn open_of(
    acting: &Acting,
    view: View<'_>,
    id: CustomerId,
) -> Outcome<Vec<ComplaintSummary>> {
    let query = ComplaintQuery {
        customer_id: Some(id),
        ..ComplaintQuery::default()
    };
    open_by_due(acting, view, &query)
}

/// Open complaints of a number that belong to no household, the first due first.
pub(crate) fn open_of_number(
    acting: &Acting,
    view: View<'_>,
    digits: &str,
) -> Outcome<Vec<ComplaintSummary>> {
    let query = ComplaintQuery {
        text: Some(digits.to_owned()),
        ..ComplaintQuery::default()
    };
    let rows = store::open(view, &query)?.into_iter();
    let theirs = rows.filter(|row| row.caller_phone.as_deref() == Some(digits));
    let mut rows = theirs
        .map(|row| summary(acting, view, row))
        .collect::<Outcome<Vec<_>>>()?;
    rows.sort_by_key(|row| (row.due_at.unwrap_or(i64::MAX), row.received_at));
    Ok(rows)
}

/// Whether anything a household complained of is still open.
pub(crate) fn is_open_of(view: View<'_>, id: CustomerId) -> Outcome<bool> {
    let query = ComplaintQuery {
        customer_id: Some(id),
        ..ComplaintQuery::default()
    };
    Ok(!store::open(view, &query)?.is_empty())
}

/// The numbers of complaints by group.
pub(crate) fn numbers(acting: &Acting, view: View<'_>) -> Outcome<ComplaintNumbers> {
    let rows = open_due(acting, view)?;
    let count = |filter| {
        let fits = |row: &&OpenComplaint| belongs(filter, &row.summary);
        let fitting = rows.iter().filter(fits).count();
        u32::try_from(fitting).unwrap_or(u32::MAX)
    };
    Ok(ComplaintNumbers {
        open: count(ComplaintFilter::Open),
        overdue: count(ComplaintFilter::Overdue),
        unowned: count(ComplaintFilter::Unowned),
        grumbles: count(ComplaintFilter::Grumbles),
    })
}

/// Counts complaints by group.
pub(crate) fn counts(app: &App, acting: &Acting, _: ComplaintCounts) -> Outcome<ComplaintNumbers> {
    app.database()?.read(|view| numbers(acting, view))
}

/// Lists what complaints can be about.
pub(crate) fn categories(
    _: &App,
    _: &Acting,
    _: ComplaintCategoriesGet,
) -> Outcome<Vec<ComplaintCategory>> {
    let all = ComplaintCategories::built_in().categories.iter();
    let shown = all.map(|entry| ComplaintCategory {
        code: entry.code.clone(),
        name: both(&entry.name),
        safety: entry.safety,
        items: entry
            .items
            .iter()
            .map(|item| ComplaintItem {
                code: item.code.clone(),
                name: both(&item.name),
            })
            .collect(),
    });
    Ok(shown.collect())
}

/// Says who answers for a complaint. Never who is complained about, nor who served.
pub(crate) fn assign(
    app: &App,
    acting: &Acting,
    request: ComplaintAssign,
) -> Outcome<ComplaintDetail> {
    let id = ComplaintId(request.id);
    let owner = StaffId(request.owner_id);
    let database = app.database()?;
    super::undo::edit(app, acting, "complaint.assign", |tx| {
        give(tx, id, owner)?;
        Ok(store::get(tx.view(), id)?.no)
    })?;
    database.read(|view| view::detail(acting, view, id))
}

/// Gives a complaint to somebody within an edit.
pub(crate) fn give(tx: &mut Tx<'_>, id: ComplaintId, owner: StaffId) -> Outcome<()> {
    let found = wuyou_store::staff::find(tx.view(), owner)?;
    if !found.is_some_and(|row| !row.disabled && row.deleted_at.is_none()) {
        return Err(single("owner_id", "unknown", None).into());
    }
    let story = Story::load(tx.view(), store::get(tx.view(), id)?)?;
    if story.judged().contains(&owner) {
        return Err(single("owner_id", "complained_about", None).into());
    }
    if story.row.owner_id != Some(owner) {
        tx.update("complaint", id, &[("owner_id", owner.value())])?;
    }
    Ok(())
}

/// The state as the contract names it.
fn state_shown(code: &str) -> ComplaintState {
    code_from(Some(code)).unwrap_or(ComplaintState::Received)
}
