//! The finished repairs of an order: one for each time it was finished, with what is known of the
//! fault and of what came of it.

use chrono::NaiveDate;
use wuyou_domain::id::{UnitId, WorkOrderId};
use wuyou_domain::import::RepairResult;
use wuyou_domain::phone::half_width;
use wuyou_domain::reference::{CauseBook, CauseClass, FaultBook, FaultCode};
use wuyou_domain::serial::Model;
use wuyou_domain::time::local_date;
use wuyou_domain::warranty::remedy::{RepairCause, RepairEvent, RepairKind, RepairOutcome};
use wuyou_domain::work_order::{State, Step};
use wuyou_store::work_order::{OrderEventRow, WorkOrderRow};

use crate::area::work_order::{REHOUSE, SET_UNIT};

/// The step of an order that an old list tells of, and its origin.
const IMPORTED: &str = "import";

/// A finished repair whose dates can be.
pub(super) struct Finished {
    pub(super) order: WorkOrderId,
    pub(super) no: String,
    /// The machine it was made on.
    pub(super) unit: Option<UnitId>,
    pub(super) reported_at: i64,
    /// When the order was next opened again: a claim from then on is about what was done since.
    pub(super) until_at: Option<i64>,
    pub(super) finished_at: i64,
    pub(super) finished_on: NaiveDate,
    /// The customer is known to have paid nothing.
    pub(super) free: bool,
    pub(super) event: RepairEvent,
    /// Where the trouble came from, by a claim that was confirmed; what the finish says of it does
    /// not count beside that.
    pub(super) excluded: Option<RepairCause>,
}

impl Finished {
    /// The repair as it is counted.
    pub(super) fn counted(&self) -> RepairEvent {
        RepairEvent {
            cause: self.excluded.unwrap_or(self.event.cause),
            ..self.event.clone()
        }
    }

    /// Whether a fault of the machine was mended, so that it can come back.
    pub(super) fn mended(&self) -> bool {
        self.event.kind == RepairKind::Repair
            && self.event.outcome == RepairOutcome::Completed
            && self.event.cause == RepairCause::PerformanceFault
    }
}

/// From a report to the finish: the order's first, or one that began with a reopening.
struct Round {
    reported_at: i64,
    finished_at: Option<i64>,
    /// What was done, as the finish says.
    result: Option<String>,
    /// The machine the finish names.
    unit: Option<UnitId>,
}

/// Every repair the order was finished with, the first one first.
pub(super) fn finished(
    order: &WorkOrderRow,
    events: &[OrderEventRow],
    model: Option<&Model>,
    as_of: NaiveDate,
) -> Vec<Finished> {
    let rounds = rounds(order, events);
    // The row keeps the cause and the charge of the latest finish only.
    let latest = rounds.iter().rposition(|round| round.finished_at.is_some());
    let finished = rounds.iter().enumerate().filter_map(|(place, round)| {
        let reported_on = local_date(round.reported_at)?;
        let finished_at = round.finished_at?;
        let finished_on = local_date(finished_at)?;
        let possible = reported_on <= finished_on && finished_on <= as_of;
        possible.then(|| {
            let latest = latest == Some(place);
            let (kind, outcome, cause) = judged(order, round, latest, model);
            Finished {
                order: order.id,
                no: order.no.clone(),
                unit: round.unit,
                until_at: rounds.get(place + 1).map(|next| next.reported_at),
                reported_at: round.reported_at,
                finished_at,
                finished_on,
                free: latest && order.charge_fen == Some(0),
                event: RepairEvent {
                    // A reopened order is another visit.
                    visit: format!("{} {place}", order.no),
                    kind,
                    outcome,
                    cause,
                    fault: fault_of(order, model),
                    authorised: true,
                    reported_on,
                    completed_on: Some(finished_on),
                    learned_on: None,
                },
                excluded: None,
            }
        })
    });
    finished.collect()
}

fn rounds(order: &WorkOrderRow, events: &[OrderEventRow]) -> Vec<Round> {
    let round = |reported_at| Round {
        reported_at,
        finished_at: None,
        result: None,
        unit: order.unit_id,
    };
    let mut rounds = Vec::new();
    let mut current = round(order.received_at);
    for event in events {
        if event.step == Step::Reopen.code() {
            rounds.push(std::mem::replace(&mut current, round(event.occurred_at)));
        } else if event.step == Step::Finish.code() || event.step == IMPORTED {
            current.finished_at = Some(event.occurred_at);
            current.result.clone_from(&event.note);
            current.unit = machine_then(order, events, event);
        }
    }
    rounds.push(current);
    if rounds.iter().all(|round| round.finished_at.is_none())
        && let Some(last) = rounds.last_mut()
    {
        last.finished_at = order.finished_at.or_else(|| closing(order));
    }
    rounds
}

/// The machine a finished round was about: the one its finish names, or of an older finish the one
/// that stood until another was named. None when the order turned out to be of another household:
/// what was finished is told once more, at the right machine.
fn machine_then(
    order: &WorkOrderRow,
    events: &[OrderEventRow],
    finish: &OrderEventRow,
) -> Option<UnitId> {
    let mut after = events.iter().skip_while(|event| event.id != finish.id);
    if after.clone().any(|event| event.step == REHOUSE) {
        return None;
    }
    let renamed = after.find(|event| event.step == SET_UNIT);
    let before = renamed.and_then(|event| event.unit_id);
    finish.unit_id.or(before).or(order.unit_id)
}

/// The steps by which this machine was worked on, without those of rounds about another.
pub(super) fn about(
    order: &WorkOrderRow,
    events: &[OrderEventRow],
    unit: UnitId,
) -> Vec<OrderEventRow> {
    let mut kept = Vec::new();
    let mut rest = events;
    while !rest.is_empty() {
        let next = rest.iter().skip(1);
        let next = next.take_while(|event| event.step != Step::Reopen.code());
        let (round, after) = rest.split_at((1 + next.count()).min(rest.len()));
        let finish = round
            .iter()
            .rfind(|event| event.step == Step::Finish.code());
        let machine = finish.map_or(order.unit_id, |finish| machine_then(order, events, finish));
        if machine == Some(unit) {
            kept.extend_from_slice(round);
        }
        rest = after;
    }
    kept
}

/// An old list may tell that a repair is over and not since when: then it counts by its closing.
fn closing(order: &WorkOrderRow) -> Option<i64> {
    let closed = order.state == State::Closed.code() && is_old(order);
    order.closed_at.filter(|_| closed)
}

fn is_old(order: &WorkOrderRow) -> bool {
    order.origin.as_deref() == Some(IMPORTED)
}

/// What the order's fault code means on this machine.
fn known_fault(order: &WorkOrderRow, model: Option<&Model>) -> Option<&'static FaultCode> {
    FaultBook::built_in().find(&model?.family, order.fault_code.as_deref()?)
}

/// The fault code in one spelling, so that repairs of the same fault are found.
pub(super) fn fault_of(order: &WorkOrderRow, model: Option<&Model>) -> Option<String> {
    if let Some(known) = known_fault(order, model) {
        return Some(known.code.clone());
    }
    let typed = half_width(order.fault_code.as_deref()?).to_uppercase();
    let typed: String = typed.split_whitespace().collect();
    (!typed.is_empty()).then_some(typed)
}

/// What kind of work it was, how it ended and where the trouble came from. What nobody wrote down
/// in words that are known counts as the machine's own fault, mended: in doubt for the customer.
fn judged(
    order: &WorkOrderRow,
    round: &Round,
    latest: bool,
    model: Option<&Model>,
) -> (RepairKind, RepairOutcome, RepairCause) {
    let written = order.cause.as_deref().filter(|_| latest);
    let result = round.result.as_deref();
    let result = result.or(order.result.as_deref().filter(|_| latest));
    let mut kind = RepairKind::Repair;
    let (mut outcome, mut cause) = match written {
        // The class that was chosen stands before what the words may mean.
        Some(written) => chosen_class(order).map_or_else(|| by_words(written, false), of_class),
        // Nobody recorded a cause, so what was done has to tell.
        None => result.map_or(UNTOLD, |result| by_words(result, is_old(order))),
    };
    if is_old(order) {
        kind = kind_of_old(order, result);
        if written.is_none()
            && (outcome, cause) == UNTOLD
            && let Some(whole) = order.result.as_deref().filter(|_| latest)
        {
            // Columns no field stands for are kept below the result: "原因：…" among them.
            (outcome, cause) = by_class(whole).unwrap_or(UNTOLD);
        }
    }
    if known_fault(order, model).is_some_and(|fault| !fault.product_fault) {
        cause = RepairCause::NotThisMachine;
    }
    (kind, outcome, cause)
}

const UNTOLD: (RepairOutcome, RepairCause) =
    (RepairOutcome::Completed, RepairCause::PerformanceFault);

/// The class a person chose for the latest finish.
fn chosen_class(order: &WorkOrderRow) -> Option<CauseClass> {
    CauseClass::from_code(order.cause_class.as_deref()?)
}

/// By the closed list of causes; nothing where the text names none of it.
fn by_class(text: &str) -> Option<(RepairOutcome, RepairCause)> {
    CauseBook::built_in().class_of_text(text).map(of_class)
}

fn of_class(class: CauseClass) -> (RepairOutcome, RepairCause) {
    let done = RepairOutcome::Completed;
    match class {
        CauseClass::NoFaultFound => (RepairOutcome::NoFaultFound, RepairCause::PerformanceFault),
        CauseClass::Use => (done, RepairCause::UserError),
        // Any cause of the site: the count gives all of them the same reason.
        CauseClass::Environment => (done, RepairCause::Voltage),
        CauseClass::Outside => (done, RepairCause::NotThisMachine),
        CauseClass::Product
        | CauseClass::Installation
        | CauseClass::RepairQuality
        | CauseClass::PartQuality => UNTOLD,
    }
}

/// By the closed list of causes, else by the words of old lists; those that only an old list's
/// result has are read only there.
fn by_words(text: &str, old: bool) -> (RepairOutcome, RepairCause) {
    if let Some(known) = by_class(text) {
        return known;
    }
    let fault = RepairCause::PerformanceFault;
    // 无故障代码，主板坏 is no visit without a fault.
    let broken = text.contains(['坏', '换', '漏']);
    match RepairResult::from_text(text) {
        RepairResult::UserError => (RepairOutcome::Completed, RepairCause::UserError),
        RepairResult::NoFaultFound if !broken => (RepairOutcome::NoFaultFound, fault),
        RepairResult::WaterRefilled if old && !broken => {
            (RepairOutcome::Completed, RepairCause::WaterPressure)
        }
        RepairResult::AwaitingPart if old => (RepairOutcome::WaitingParts, fault),
        RepairResult::NotRepaired if old => (RepairOutcome::Abandoned, fault),
        _ => UNTOLD,
    }
}

/// Words by which an old list tells work that mends no fault.
const UPKEEP: [(&str, RepairKind); 6] = [
    ("保养", RepairKind::Maintenance),
    ("年检", RepairKind::Maintenance),
    ("清洗", RepairKind::Cleaning),
    ("除垢", RepairKind::Cleaning),
    ("改气", RepairKind::GasConversion),
    ("调试", RepairKind::Adjustment),
];
/// With one of these a fault was told as well.
const COMPLAINTS: [char; 8] = ['不', '没', '漏', '坏', '响', '修', 'E', 'e'];

/// Old lists keep upkeep among the repairs: what was asked for tells it, else what was done.
fn kind_of_old(order: &WorkOrderRow, result: Option<&str>) -> RepairKind {
    let replaced = result.map(RepairResult::from_text) == Some(RepairResult::PartReplaced);
    let asked = order.fault_text.as_deref().or(result).unwrap_or_default();
    if order.fault_code.is_some() || replaced || asked.contains(COMPLAINTS) {
        return RepairKind::Repair;
    }
    let mut upkeep = UPKEEP.iter().filter(|(word, _)| asked.contains(word));
    upkeep.next().map_or(RepairKind::Repair, |(_, kind)| *kind)
}
