//! From facts to the cases behind the figures.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use uuid::Uuid;

use super::appointment::{Course, Outcome, appointments};
use super::{Case, Period, REPEAT_DAYS, Score};
use crate::kpi::{self, Figure as Kpi, OrderInput, OrderRow};
use crate::rule::{RuleError, within_calendar};
use crate::survey;
use crate::time::{DAY_MS, local_date};

const REPEAT_MS: i64 = REPEAT_DAYS as i64 * DAY_MS;

/// An order. Instants are Unix milliseconds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderFact {
    /// The order.
    pub id: Uuid,
    /// Who did or does the work.
    pub who: Option<Uuid>,
    /// The service.
    pub kind: String,
    /// The machine, or the household where none is known.
    pub about: Option<Uuid>,
    /// When it came in.
    pub received_at: i64,
    /// Until when it was to be finished.
    pub limit_at: Option<i64>,
    /// When the work was done.
    pub finished_at: Option<i64>,
    /// When it was closed.
    pub closed_at: Option<i64>,
    /// How often somebody went.
    pub visits: u32,
    /// It was cancelled.
    pub cancelled: bool,
    /// No fault was found.
    pub no_fault_found: bool,
}

/// What a household answered at a return visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFact {
    /// The visit.
    pub visit: Uuid,
    /// Who did the work it was about.
    pub who: Option<Uuid>,
    /// When it was answered.
    pub at: i64,
    /// The score 1–5.
    pub csat: Option<i64>,
    /// How many points of the etiquette were ticked, and of how many.
    pub etiquette: Option<(u32, u32)>,
}

/// A complaint taken formally.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComplaintFact {
    /// The complaint.
    pub id: Uuid,
    /// Whom it is about, or whose work.
    pub who: Option<Uuid>,
    /// When it came in.
    pub received_at: i64,
    /// When it was closed for good.
    pub closed_at: Option<i64>,
    /// How content the customer was when it came in, 1–5.
    pub before: Option<i64>,
    /// And when it was closed.
    pub after: Option<i64>,
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PromiseFact {
    /// The promise.
    pub id: Uuid,
    /// Who keeps it.
    pub who: Option<Uuid>,
    /// By which day.
    pub due_on: NaiveDate,
    /// On which day it was kept.
    pub kept_on: Option<NaiveDate>,
    /// The customer released us from it.
    pub withdrawn: bool,
}

/// A call for a return visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallFact {
    /// The visit.
    pub visit: Uuid,
    /// Who called.
    pub who: Uuid,
    /// When.
    pub at: i64,
    /// A rule of the audit found it suspicious, or headquarters' check failed it.
    pub marked: bool,
}

/// A repair asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestFact {
    /// The request.
    pub id: Uuid,
    /// When it came in.
    pub received_at: i64,
    /// The customer put it right alone, told by phone.
    pub solved_by_phone: bool,
}

/// Everything the figures are counted from; rows outside the period are looked over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Orders, those some time after the period among them, for repeats.
    pub orders: Vec<OrderFact>,
    /// Orders with windows.
    pub courses: Vec<Course>,
    /// Answers of return visits.
    pub answers: Vec<AnswerFact>,
    /// Complaints.
    pub complaints: Vec<ComplaintFact>,
    /// Promises.
    pub promises: Vec<PromiseFact>,
    /// Calls for return visits.
    pub calls: Vec<CallFact>,
    /// Requests for repairs.
    pub requests: Vec<RequestFact>,
}

/// The cases behind every figure of a period, as of an instant.
///
/// # Errors
/// A period or instant outside the calendar; an order twice.
pub fn cases(facts: &Facts, period: Period, as_of_at: i64) -> Result<Vec<Case>, RuleError> {
    let mut cases = shared_out(facts, period, as_of_at)?;
    cases.extend(of_finished(&facts.orders, period, as_of_at));
    cases.extend(of_windows(&facts.courses, period, as_of_at));
    let satisfied_from = i64::from(survey::built_in()?.content.csat_satisfied_from);
    cases.extend(of_answers(&facts.answers, period, satisfied_from));
    cases.extend(of_complaints(&facts.complaints, period, satisfied_from));
    cases.extend(of_promises(&facts.promises, period, as_of_at));
    cases.extend(of_calls(&facts.calls, period));
    cases.extend(facts.requests.iter().filter_map(|request| {
        let case = case(Score::SolvedByPhone, None, request.id);
        let counts = period.holds(request.received_at);
        counts.then(|| case.is(request.solved_by_phone))
    }));
    Ok(cases)
}

fn case(score: Score, who: Option<Uuid>, id: Uuid) -> Case {
    Case {
        score,
        who,
        id,
        done: 0,
        of: 1,
        ripe: true,
    }
}

impl Case {
    fn is(self, hit: bool) -> Self {
        Self {
            done: if hit { self.of } else { 0 },
            ..self
        }
    }
}

/// On time and mended at once: the shop's figures, each row given to whoever did the work.
fn shared_out(facts: &Facts, period: Period, as_of_at: i64) -> Result<Vec<Case>, RuleError> {
    let known: Vec<&OrderFact> = facts.orders.iter().filter(|one| is_dated(one)).collect();
    let input = OrderInput {
        from: period.from,
        to: period.to,
        as_of_at,
        orders: known.iter().map(|one| row(one)).collect(),
    };
    let who: HashMap<String, &OrderFact> =
        known.iter().map(|one| (one.id.to_string(), *one)).collect();
    let on_time = kpi::on_time(&input)?.result;
    let first = kpi::first_time_fix(kpi::built_in()?, &input)?.result;
    let mut cases = taken(Score::OnTime, &on_time, &who);
    for case in taken(Score::FirstTimeFix, &first, &who) {
        let closed_at = who
            .get(&case.id.to_string())
            .and_then(|order| order.closed_at);
        let ripe = closed_at.is_some_and(|at| as_of_at.saturating_sub(at) > REPEAT_MS);
        cases.push(Case { ripe, ..case });
    }
    Ok(cases)
}

fn taken(score: Score, figure: &Kpi, orders: &HashMap<String, &OrderFact>) -> Vec<Case> {
    let rows = |ids: &[String], hit: bool| -> Vec<Case> {
        let known = ids.iter().filter_map(|id| orders.get(id));
        known
            .map(|order| case(score, order.who, order.id).is(hit))
            .collect()
    };
    let mut cases = rows(&figure.hits, true);
    cases.extend(rows(&figure.misses, false));
    cases
}

/// Whether the times of an order can be: one with an impossible time is left out, so that it does
/// not keep everybody's card away.
fn is_dated(order: &OrderFact) -> bool {
    let times = [order.limit_at, order.finished_at, order.closed_at];
    let mut times = times.into_iter().flatten().chain([order.received_at]);
    times.all(|at| local_date(at).is_some_and(|on| within_calendar(on, "at").is_ok()))
}

fn row(order: &OrderFact) -> OrderRow {
    OrderRow {
        id: order.id.to_string(),
        unit_id: order.about.unwrap_or(order.id).to_string(),
        // What part of the machine failed is not written down everywhere: any repair of it counts.
        system: "machine".to_owned(),
        repair: order.kind == "repair",
        received_at: order.received_at,
        replied_at: None,
        limit_at: order.limit_at,
        finished_at: order.finished_at,
        closed_at: order.closed_at,
        visits: order.visits,
        cancelled: order.cancelled,
        no_fault_found: order.no_fault_found,
        customer_pause_ms: 0,
        clock_suspect: false,
    }
}

/// What was finished, and whether it was there again.
fn of_finished(orders: &[OrderFact], period: Period, as_of_at: i64) -> Vec<Case> {
    let again = repeated(orders);
    let mut cases = Vec::new();
    for order in orders.iter().filter(|order| !order.cancelled) {
        let Some(at) = order.finished_at.filter(|at| period.holds(*at)) else {
            continue;
        };
        cases.push(case(Score::Finished, order.who, order.id).is(true));
        let repeats = case(Score::Repeats, order.who, order.id);
        cases.push(Case {
            ripe: as_of_at.saturating_sub(at) > REPEAT_MS,
            ..repeats.is(again.contains(&order.id))
        });
    }
    cases
}

/// The orders after which another of the same service for the same machine came in within some
/// days; of several before it the latest.
fn repeated(orders: &[OrderFact]) -> HashSet<Uuid> {
    let mut finished: BTreeMap<(Uuid, &str), Vec<(i64, Uuid)>> = BTreeMap::new();
    let stand = || orders.iter().filter(|order| !order.cancelled);
    for order in stand() {
        if let (Some(about), Some(at)) = (order.about, order.finished_at) {
            let key = (about, order.kind.as_str());
            finished.entry(key).or_default().push((at, order.id));
        }
    }
    let mut again = HashSet::new();
    for later in stand() {
        let Some(about) = later.about else { continue };
        let before = finished.get(&(about, later.kind.as_str()));
        let since = later.received_at.saturating_sub(REPEAT_MS);
        let latest = before
            .into_iter()
            .flatten()
            .filter(|(at, id)| *id != later.id && *at > since && *at <= later.received_at);
        again.extend(latest.max().map(|(_, id)| *id));
    }
    again
}

fn of_windows(courses: &[Course], period: Period, as_of_at: i64) -> Vec<Case> {
    let mut cases = Vec::new();
    for course in courses {
        for one in appointments(course, as_of_at) {
            let kept = match one.outcome {
                Outcome::Kept => true,
                Outcome::Missed => false,
                Outcome::Changed | Outcome::Unknown | Outcome::Open => continue,
            };
            // A window until 24:00 belongs to the day it ends.
            if period.holds(one.to_at.saturating_sub(1)) {
                let of = case(Score::KeptAppointments, one.who, course.order);
                cases.push(of.is(kept));
            }
        }
    }
    cases
}

/// The first answer to each visit; a second PC's answer to it counts no further.
fn of_answers(answers: &[AnswerFact], period: Period, satisfied_from: i64) -> Vec<Case> {
    let mut first: BTreeMap<Uuid, &AnswerFact> = BTreeMap::new();
    for answer in answers {
        let known = first.entry(answer.visit).or_insert(answer);
        if answer.at < known.at {
            *known = answer;
        }
    }
    let mut cases = Vec::new();
    for answer in first.into_values().filter(|one| period.holds(one.at)) {
        if let Some(score) = answer.csat {
            let of = case(Score::Satisfaction, answer.who, answer.visit);
            cases.push(of.is(score >= satisfied_from));
        }
        if let Some((done, of)) = answer.etiquette.filter(|(_, of)| *of > 0) {
            cases.push(Case {
                done: done.min(of),
                of,
                ..case(Score::Etiquette, answer.who, answer.visit)
            });
        }
    }
    cases
}

fn of_complaints(complaints: &[ComplaintFact], period: Period, satisfied_from: i64) -> Vec<Case> {
    let mut cases = Vec::new();
    for one in complaints {
        if period.holds(one.received_at) {
            cases.push(case(Score::Complaints, one.who, one.id).is(true));
        }
        let closed = one.closed_at.is_some_and(|at| period.holds(at));
        let unhappy = one.before.filter(|before| *before < satisfied_from);
        if let (true, Some(_), Some(after)) = (closed, unhappy, one.after) {
            cases.push(case(Score::Recovered, None, one.id).is(after >= satisfied_from));
        }
    }
    cases
}

/// Promises whose day is over, as the ledger counts them.
fn of_promises(promises: &[PromiseFact], period: Period, as_of_at: i64) -> Vec<Case> {
    let today = local_date(as_of_at);
    let counts = |one: &&PromiseFact| {
        let over = today.is_some_and(|today| one.due_on < today);
        over && !one.withdrawn && period.has(one.due_on)
    };
    let cases = promises.iter().filter(counts).map(|one| {
        let kept = one.kept_on.is_some_and(|on| on <= one.due_on);
        case(Score::Promises, one.who, one.id).is(kept)
    });
    cases.collect()
}

/// Each visit once for everybody who called for it.
fn of_calls(calls: &[CallFact], period: Period) -> Vec<Case> {
    let mut visits: BTreeMap<(Uuid, Uuid), bool> = BTreeMap::new();
    for call in calls.iter().filter(|call| period.holds(call.at)) {
        *visits.entry((call.who, call.visit)).or_default() |= call.marked;
    }
    let cases = visits
        .into_iter()
        .map(|((who, visit), marked)| case(Score::AuditMarks, Some(who), visit).is(marked));
    cases.collect()
}
