//! Which repairs count towards the two after which an exchange is due (`rules.md` §2.2, R096).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::figures::RemedyRules;
use super::matrix::{REPAIRS_MAX, by_now, named};
use crate::calendar::{End, Holidays, note_lists, roll};
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, line};
use crate::rule::{RuleError, in_order, within_calendar};

codes! {
    /// What kind of work was done.
    RepairKind {
        /// Repair of a fault.
        Repair = "repair",
        /// Yearly maintenance.
        Maintenance = "maintenance",
        /// Cleaning.
        Cleaning = "cleaning",
        /// Adjustment.
        Adjustment = "adjustment",
        /// A setting of the software.
        SoftwareSetting = "software_setting",
        /// Change to another gas.
        GasConversion = "gas_conversion",
    }
}

codes! {
    /// How it ended.
    RepairOutcome {
        /// The work was completed.
        Completed = "completed",
        /// No fault was found.
        NoFaultFound = "no_fault_found",
        /// Waiting for parts.
        WaitingParts = "waiting_parts",
        /// Given up.
        Abandoned = "abandoned",
    }
}

codes! {
    /// Where the trouble came from.
    RepairCause {
        /// A performance fault of the machine.
        PerformanceFault = "performance_fault",
        /// An error of the user.
        UserError = "user_error",
        /// Voltage.
        Voltage = "voltage",
        /// Gas supply.
        GasSupply = "gas_supply",
        /// Water pressure; the system was refilled.
        WaterPressure = "water_pressure",
        /// Another part of the heating: loops, thermostat, solar, pipes.
        NotThisMachine = "not_this_machine",
        /// Somebody without authorisation had opened it.
        UnauthorisedDamage = "unauthorised_damage",
    }
}

codes! {
    /// Why a repair counts or does not. The first two count.
    CountReason {
        /// A completed repair of a performance fault.
        CompletedRepair = "completed_repair",
        /// The same fault again soon after a repair: it counts as a further one.
        ReworkSameFault = "rework_same_fault",
        /// Another fault mended on a visit that is already counted.
        SameVisit = "same_visit",
        /// It was done on the machine that has been exchanged since.
        BeforeExchange = "before_exchange",
        /// Done by somebody without authorisation.
        Unauthorised = "unauthorised",
        /// Maintenance and the like.
        NotARepair = "not_a_repair",
        /// No fault was found.
        NoFaultFound = "no_fault_found",
        /// The trouble did not come from the machine.
        NotTheMachine = "not_the_machine",
        /// Not completed; the clocks for delays run meanwhile.
        NotCompleted = "not_completed",
        /// Reported after validity had ended.
        OutsideValidity = "outside_validity",
    }
}

impl CountReason {
    /// Whether a repair with this reason counts.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::CompletedRepair | Self::ReworkSameFault)
    }
}

/// Something that was done to a machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepairEvent {
    /// The visit it was done on; two faults mended on one visit are one repair.
    pub visit: String,
    /// What was done.
    pub kind: RepairKind,
    /// How it ended.
    pub outcome: RepairOutcome,
    /// Where the trouble came from.
    pub cause: RepairCause,
    /// The code of the fault, where one was found.
    #[serde(default)]
    pub fault: Option<String>,
    /// Done by an outlet that may repair under warranty.
    pub authorised: bool,
    /// The day the trouble was reported.
    pub reported_on: NaiveDate,
    /// The day the work was completed.
    #[serde(default)]
    pub completed_on: Option<NaiveDate>,
    /// The day it became known here, when that was later (another outlet's repair by sync).
    #[serde(default)]
    pub learned_on: Option<NaiveDate>,
}

/// Everything done to one machine, whoever owned it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RepairHistory {
    /// The day this machine was given in exchange for another; its count starts at 0.
    #[serde(default)]
    pub exchanged_on: Option<NaiveDate>,
    /// The last day of validity.
    pub validity_end: NaiveDate,
    /// What was done, in any order.
    pub events: Vec<RepairEvent>,
    /// The day the question is asked for.
    pub as_of: NaiveDate,
}

/// An event with the answer to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CountedRepair {
    /// It counts.
    pub counts: bool,
    /// Why.
    pub reason: CountReason,
}

/// The count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RepairCount {
    /// Repairs that count.
    pub count: u32,
    /// The answer to each event, in the order given.
    pub events: Vec<CountedRepair>,
    /// With another fault within validity an exchange is due; shown as a banner until then.
    pub exchange_on_next_fault: bool,
    /// Visits on which no fault was found.
    pub no_fault_found: u32,
    /// There were so many of those that headquarters looks at the machine.
    pub review: bool,
    /// Counted events (by their place) that became known only after a later one was known: what
    /// was decided in between did not know them.
    pub retroactive: Vec<usize>,
}

/// Counts the repairs of a machine.
///
/// # Errors
/// [`RuleError::Missing`] for a completed event without its day, [`RuleError::EndBeforeStart`] for
/// work completed before it was reported, [`RuleError::InFuture`] for work after `as_of`,
/// [`RuleError::OutOfRange`] for too many events or days outside the calendar.
pub fn count_repairs(
    history: &RepairHistory,
    rules: &RemedyRules,
    holidays: &Holidays,
) -> Result<Decision<RepairCount>, RuleError> {
    check(history)?;
    let validity = named(roll(holidays, history.validity_end), "validity_end")?;
    let law = &rules.law.content;
    let events = judge(history, validity.end, law.rework_days);
    let of_reason = |reason| events.iter().filter(|event| event.reason == reason).count();
    let counted = events.iter().filter(|event| event.counts).count();
    let (count, no_fault) = (
        bounded(counted),
        bounded(of_reason(CountReason::NoFaultFound)),
    );
    let result = RepairCount {
        count,
        exchange_on_next_fault: count >= law.repairs_before_exchange,
        no_fault_found: no_fault,
        review: no_fault >= rules.policy.content.no_fault_review,
        retroactive: retroactive(history, &events),
        events,
    };
    let why = explain(history, &result, &validity, rules, holidays);
    Ok(Decision { result, why })
}

/// At most [`REPAIRS_MAX`] events are counted, so this never cuts.
fn bounded(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(REPAIRS_MAX)
}

fn check(history: &RepairHistory) -> Result<(), RuleError> {
    let as_of = within_calendar(history.as_of, "as_of")?;
    within_calendar(history.validity_end, "validity_end")?;
    if let Some(exchanged_on) = history.exchanged_on {
        within_calendar(exchanged_on, "exchanged_on")?;
        by_now(exchanged_on, as_of, "exchanged_on")?;
    }
    if history.events.len() > REPAIRS_MAX as usize {
        return Err(RuleError::OutOfRange {
            field: "events".into(),
        });
    }
    for (index, event) in history.events.iter().enumerate() {
        let field = |name: &str| format!("events[{index}].{name}");
        within_calendar(event.reported_on, field("reported_on"))?;
        by_now(event.reported_on, as_of, field("reported_on"))?;
        if event.outcome == RepairOutcome::Completed && event.completed_on.is_none() {
            return Err(RuleError::Missing {
                field: field("completed_on").into(),
            });
        }
        if let Some(completed_on) = event.completed_on {
            within_calendar(completed_on, field("completed_on"))?;
            in_order(event.reported_on, completed_on, field("completed_on"))?;
            by_now(completed_on, as_of, field("completed_on"))?;
        }
        if let Some(learned_on) = event.learned_on {
            in_order(event.done_on(), learned_on, field("learned_on"))?;
            by_now(learned_on, as_of, field("learned_on"))?;
        }
    }
    Ok(())
}

impl RepairEvent {
    /// The day it was completed, or reported while it is not.
    fn done_on(&self) -> NaiveDate {
        self.completed_on.unwrap_or(self.reported_on)
    }

    fn known_on(&self) -> NaiveDate {
        self.learned_on.unwrap_or(self.done_on())
    }

    /// Why it does not count, judged by itself.
    fn refused(&self, history: &RepairHistory, validity_end: NaiveDate) -> Option<CountReason> {
        let before_exchange = |exchanged_on| self.reported_on < exchanged_on;
        if history.exchanged_on.is_some_and(before_exchange) {
            Some(CountReason::BeforeExchange)
        } else if !self.authorised {
            Some(CountReason::Unauthorised)
        } else if self.outcome == RepairOutcome::NoFaultFound {
            Some(CountReason::NoFaultFound)
        } else if self.kind != RepairKind::Repair {
            Some(CountReason::NotARepair)
        } else if self.cause != RepairCause::PerformanceFault {
            Some(CountReason::NotTheMachine)
        } else if self.outcome != RepairOutcome::Completed {
            Some(CountReason::NotCompleted)
        } else if self.reported_on > validity_end {
            Some(CountReason::OutsideValidity)
        } else {
            None
        }
    }
}

/// The answer to each event. Visits count in the order of time, so that a file read in another
/// order gives the same answers.
fn judge(history: &RepairHistory, validity_end: NaiveDate, rework_days: u32) -> Vec<CountedRepair> {
    let events = &history.events;
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by_key(|index| (events[*index].done_on(), *index));
    let mut reasons = vec![CountReason::CompletedRepair; events.len()];
    let mut visits = BTreeSet::new();
    let mut counted: Vec<&RepairEvent> = Vec::new();
    for index in order {
        let event = &events[index];
        reasons[index] = match event.refused(history, validity_end) {
            Some(reason) => reason,
            None if !visits.insert(&event.visit) => CountReason::SameVisit,
            None if is_rework(event, &counted, rework_days) => CountReason::ReworkSameFault,
            None => CountReason::CompletedRepair,
        };
        // A second fault of a counted visit was mended too and can come back.
        if reasons[index].counts() || reasons[index] == CountReason::SameVisit {
            counted.push(event);
        }
    }
    let answer = |reason: CountReason| CountedRepair {
        counts: reason.counts(),
        reason,
    };
    reasons.into_iter().map(answer).collect()
}

fn is_rework(event: &RepairEvent, before: &[&RepairEvent], rework_days: u32) -> bool {
    before.iter().any(|earlier| {
        let days = (event.reported_on - earlier.done_on()).num_days();
        event.fault.is_some()
            && event.fault == earlier.fault
            && (0..=i64::from(rework_days)).contains(&days)
    })
}

fn retroactive(history: &RepairHistory, answers: &[CountedRepair]) -> Vec<usize> {
    let came_late = |event: &RepairEvent| {
        let mut others = history.events.iter();
        others.any(|other| other.done_on() > event.done_on() && other.known_on() < event.known_on())
    };
    let events = history.events.iter().zip(answers).enumerate();
    let late = events.filter(|(_, (event, answer))| answer.counts && came_late(event));
    late.map(|(index, _)| index).collect()
}

fn explain(
    history: &RepairHistory,
    result: &RepairCount,
    validity: &End,
    rules: &RemedyRules,
    holidays: &Holidays,
) -> Explanation {
    let mut why = Explanation {
        basis: vec![Basis::statute("basis-sanbao-11")],
        versions: vec![rules.law.version_ref(), rules.policy.version_ref()],
        ..Explanation::default()
    };
    let mut order: Vec<_> = history.events.iter().zip(&result.events).collect();
    order.sort_by_key(|(event, _)| event.done_on());
    for (event, answer) in order {
        let (on, visit) = (event.done_on(), event.visit.as_str());
        let reason = Arg::Key(format!("repair-count-{}", answer.reason.code()));
        why.steps.push(if answer.counts {
            line!("repair-counted", on = on, visit = visit, reason = reason)
        } else {
            line!(
                "repair-not-counted",
                on = on,
                visit = visit,
                reason = reason
            )
        });
    }
    why.steps.push(line!("repair-count", count = result.count));
    if result.exchange_on_next_fault {
        why.notes
            .push(line!("repair-exchange-on-next-fault", count = result.count));
    }
    if result.review {
        why.notes
            .push(line!("repair-review", times = result.no_fault_found));
    }
    for index in &result.retroactive {
        let event = &history.events[*index];
        why.notes.push(line!(
            "repair-retroactive",
            on = event.done_on(),
            visit = event.visit.as_str(),
            known = event.known_on()
        ));
    }
    note_lists(
        &mut why,
        holidays,
        &[validity.end],
        validity.holiday_unknown,
    );
    why
}
