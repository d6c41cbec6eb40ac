//! What the rules say of a complaint: its class, its clocks and the facts its steps are judged by,
//! from its row and what happened to it. Nothing of this is stored.

use wuyou_contract::ErrorCode;
use wuyou_contract::complaint::{ComplaintClock, ComplaintDuty};
use wuyou_contract::sla::ClockState;
use wuyou_domain::complaint::state::{Event, EventInput, Facts, State};
use wuyou_domain::complaint::{
    self as rule, Class, Classified, ClassifyInput, Clocks, ClocksInput, GrumbleState, Severity,
};
use wuyou_domain::explain::Decision;
use wuyou_domain::id::StaffId;
use wuyou_domain::permission::Actor;
use wuyou_domain::sla::{Deadline, Duty, DutyInput, Watched};
use wuyou_domain::time::DAY_MS;
use wuyou_store::View;
use wuyou_store::complaint::{self as store, ComplaintEventRow, ComplaintQuery, ComplaintRow};

use super::{failed, repeats};
use crate::failure::Outcome;

/// The event a complaint begins with.
pub(super) const REGISTER: &str = "register";
/// The event that turns a grumble into a formal complaint.
pub(super) const FORMALISE: &str = "formalise";
/// The event by which a person decided between two states.
pub(super) const RESOLVE: &str = crate::area::conflict::RESOLVE;
/// The event that settles a grumble.
pub(super) const SETTLE: &str = "settle";
/// The customer called again.
pub(super) const URGE: &str = "urge";
/// What was registered wrongly was put right.
pub(super) const CORRECT: &str = "correct";

const MINUTE_MS: i64 = 60_000;

/// Where a complaint stands: in the states of the rules, or as a grumble.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// Noted or settled.
    Grumble(GrumbleState),
    /// On the formal way.
    Formal(State),
}

impl Stand {
    pub(super) fn of(code: &str) -> Option<Self> {
        let grumble = GrumbleState::from_code(code).map(Self::Grumble);
        grumble.or_else(|| State::from_code(code).map(Self::Formal))
    }

    /// Whether nothing is due any more.
    pub(super) fn is_over(self) -> bool {
        match self {
            Self::Grumble(state) => state == GrumbleState::Settled,
            Self::Formal(state) => state.is_final(),
        }
    }
}

/// Whether a step settled or closed it.
fn is_closing(event: &ComplaintEventRow) -> bool {
    let closes = [SETTLE, Event::Close.code(), Event::ConcludeExternal.code()];
    closes.contains(&event.event.as_str())
}

/// A complaint with what happened to it.
pub(super) struct Story {
    pub(super) row: ComplaintRow,
    pub(super) events: Vec<ComplaintEventRow>,
    pub(super) served: Vec<(StaffId, String)>,
    pub(super) shop: Vec<(StaffId, Actor)>,
    pub(super) suggested: Decision<Classified>,
}

impl Story {
    pub(super) fn load(view: View<'_>, row: ComplaintRow) -> Outcome<Self> {
        let events = store::events(view, row.id)?;
        let served = match row.work_order_id {
            Some(order) => store::served(view, order)?,
            None => Vec::new(),
        };
        let people = wuyou_store::staff::list(view)?.into_iter();
        let working = people.filter(|person| !person.disabled);
        let shop = working.filter_map(|row| Some((row.id, Actor::from_code(&row.role)?)));
        let shop = shop.collect();
        let (customer, at) = (row.customer_id, row.received_at);
        let repeats = repeats(view, customer, &row.category, at, Some(row.id))?;
        Ok(Self {
            served,
            shop,
            ..Self::of_clocks(row, events, repeats)?
        })
    }

    /// Every open complaint as its clocks see it, read with a handful of queries however many there
    /// are. Who served and who works in the shop is not among it, so no step is judged by it.
    pub(super) fn open(view: View<'_>) -> Outcome<Vec<Self>> {
        let mut events = store::open_events(view)?;
        let repeats = store::open_same(view, super::REPEAT_DAYS * DAY_MS)?;
        let story = |row: ComplaintRow| {
            let events = events.remove(&row.id).unwrap_or_default();
            let repeats = repeats.get(&row.id).copied().unwrap_or(0);
            Self::of_clocks(row, events, repeats.min(rule::REPEATS_MAX))
        };
        let rows = store::open(view, &ComplaintQuery::default())?;
        rows.into_iter().map(story).collect()
    }

    fn of_clocks(
        row: ComplaintRow,
        events: Vec<ComplaintEventRow>,
        repeats_30d: u32,
    ) -> Outcome<Self> {
        let input = ClassifyInput {
            severity: Severity::from_code(&row.severity).unwrap_or(Severity::Normal),
            safety: row.safety,
            injury: row.injury,
            repeats_30d,
            public_exposure: row.public_exposure,
        };
        let policy = rule::built_in().map_err(|error| failed(&error))?;
        let suggested = rule::classify(&input, policy).map_err(|error| failed(&error))?;
        Ok(Self {
            row,
            events,
            served: Vec::new(),
            shop: Vec::new(),
            suggested,
        })
    }

    pub(super) fn stand(&self) -> Outcome<Stand> {
        Ok(Stand::of(&self.row.state).ok_or(ErrorCode::ComplaintStep)?)
    }

    /// The class as assessed, else as the rules give it. A grumble taken formally is one no more.
    pub(super) fn class(&self) -> Class {
        let assessed = self.row.class.as_deref().and_then(Class::from_code);
        assessed.unwrap_or(self.suggested.result.class)
    }

    /// Who may neither judge nor close: who is complained about, and who served.
    pub(super) fn judged(&self) -> Vec<StaffId> {
        let served = self.served.iter().map(|(id, _)| *id);
        self.row.about_staff_id.into_iter().chain(served).collect()
    }

    /// Who answered last.
    pub(super) fn answered_by(&self) -> Option<StaffId> {
        let answers = |event: &&ComplaintEventRow| event.event == Event::Answer.code();
        self.events.iter().rev().find(answers)?.staff_id
    }

    /// Where the clocks began, as a place in the events: with the call, with the formal complaint,
    /// or with the latest reopening.
    fn began(&self) -> usize {
        let begins = |event: &ComplaintEventRow| {
            [REGISTER, FORMALISE, Event::Reopen.code()].contains(&event.event.as_str())
        };
        self.events.iter().rposition(begins).unwrap_or(0)
    }

    /// When the clocks began. When it came in stands on the row: that may be put right.
    pub(super) fn began_at(&self) -> i64 {
        let event = self.events.get(self.began());
        let later = event.filter(|event| event.event != REGISTER);
        later.map_or(self.row.received_at, |event| event.occurred_at)
    }

    fn round(&self) -> &[ComplaintEventRow] {
        self.events.get(self.began()..).unwrap_or_default()
    }

    /// The deadlines, as the rules give them.
    pub(super) fn deadlines(&self) -> Outcome<Decision<Clocks>> {
        let input = ClocksInput {
            class: self.class(),
            safety: self.row.safety,
            injury: self.row.injury,
            received_at: self.began_at(),
        };
        let policy = rule::built_in().map_err(|error| failed(&error))?;
        Ok(rule::clocks(&input, policy).map_err(|error| failed(&error))?)
    }

    /// When it was settled or closed; nothing while it is open, whatever once ended it: a closing
    /// that another PC's step stood against ended nothing.
    pub(super) fn closed_at(&self) -> Option<i64> {
        Stand::of(&self.row.state).filter(|stand| stand.is_over())?;
        let mut round = self.round().iter().rev();
        let decided = |event: &&ComplaintEventRow| event.event == RESOLVE;
        let closing = round.find(|event| is_closing(event) || decided(event));
        closing.map(|event| event.occurred_at)
    }

    /// Who closed it last.
    pub(super) fn closed_by(&self) -> Option<StaffId> {
        self.events
            .iter()
            .rev()
            .find(|event| is_closing(event))?
            .staff_id
    }

    fn done_at(&self, duty: ComplaintDuty) -> Option<i64> {
        let round = self.round();
        let first = |which: &dyn Fn(&ComplaintEventRow) -> bool| {
            round
                .iter()
                .find(|event| which(event))
                .map(|event| event.occurred_at)
        };
        let grumble = matches!(Stand::of(&self.row.state), Some(Stand::Grumble(_)));
        let reopened = round
            .first()
            .is_some_and(|event| event.event == Event::Reopen.code());
        match duty {
            // A grumble is heard by a person, and so is who comes back.
            ComplaintDuty::Acknowledge if grumble || reopened => Some(self.began_at()),
            ComplaintDuty::Acknowledge => first(&|event| event.event == Event::Acknowledge.code()),
            ComplaintDuty::Reply if grumble => first(&|event| {
                // What the customer does, or a slip put right, is no answer.
                ![REGISTER, URGE, CORRECT].contains(&event.event.as_str())
            }),
            ComplaintDuty::Reply => first(&|event| event.event == Event::Answer.code()),
            // What is offered is not yet done.
            ComplaintDuty::FirstMeasure => first(&|event| {
                let done = [Event::CarryOut.code(), Event::Append.code()];
                event.recovery.is_some() && done.contains(&event.event.as_str())
            }),
            ComplaintDuty::Close => self.closed_at(),
        }
    }

    /// The clocks as of now.
    pub(super) fn clocks(&self, deadlines: &Clocks, now_at: i64) -> Vec<ComplaintClock> {
        let all = [
            (ComplaintDuty::Acknowledge, Some(deadlines.acknowledge_at)),
            (ComplaintDuty::Reply, Some(deadlines.reply_at)),
            (ComplaintDuty::FirstMeasure, deadlines.first_measure_at),
            (ComplaintDuty::Close, deadlines.close_at),
        ];
        let clock = |(what, due_at): (ComplaintDuty, Option<i64>)| {
            let due_at = due_at?;
            let met_at = self.done_at(what);
            let late_ms = met_at.unwrap_or(now_at) - due_at;
            let state = match met_at {
                Some(_) => ClockState::Met,
                None if late_ms >= 0 => ClockState::Overdue,
                None => ClockState::Running,
            };
            Some(ComplaintClock {
                what,
                state,
                due_at,
                met_at,
                late_by_minutes: (late_ms >= 0).then_some(late_ms / MINUTE_MS),
            })
        };
        all.into_iter().filter_map(clock).collect()
    }

    /// The deadlines as the ladder of alerts sees them; what headquarters handles is not ours to do.
    pub(super) fn watched(&self, deadlines: &Clocks) -> DutyInput {
        let from_at = self.began_at();
        let deadline = |clock: ComplaintClock| Deadline {
            duty: match clock.what {
                ComplaintDuty::Acknowledge => Duty::Acknowledge,
                ComplaintDuty::Reply => Duty::Reply,
                ComplaintDuty::FirstMeasure => Duty::FirstMeasure,
                ComplaintDuty::Close => Duty::Close,
            },
            from_at,
            due_at: clock.due_at,
            met_at: clock.met_at,
        };
        let clocks = if self.row.taken_over {
            Vec::new()
        } else {
            self.clocks(deadlines, from_at)
        };
        DutyInput {
            watched: match self.class() {
                Class::A => Watched::ComplaintA,
                Class::B => Watched::ComplaintB,
                Class::C => Watched::ComplaintC,
                Class::D => Watched::ComplaintD,
            },
            round: self.row.reopened_count,
            deadlines: clocks.into_iter().map(deadline).collect(),
        }
    }

    /// Whether a person investigated, answered or carried it out.
    pub(super) fn handled_by(&self, person: StaffId) -> bool {
        let facts = self.facts(self.row.received_at, EventInput::default());
        facts.handlers.contains(&person)
    }

    /// The facts the rules judge a step by.
    pub(super) fn facts(&self, occurred_at: i64, input: EventInput) -> Facts {
        let handles = [
            Event::Investigate.code(),
            Event::Answer.code(),
            Event::CarryOut.code(),
        ];
        let handling = self
            .events
            .iter()
            .filter(|event| handles.contains(&event.event.as_str()));
        // A call about it, or a slip put right, is no step that others follow.
        let beside = [URGE, CORRECT];
        let steps = self.events.iter();
        let steps = steps.filter(|event| !beside.contains(&event.event.as_str()));
        let latest = steps.map(|event| event.occurred_at).max();
        Facts {
            class: self.row.class.as_deref().and_then(Class::from_code),
            suggested_class: Some(self.suggested.result.class),
            complained_about: self.judged(),
            handlers: handling
                .flat_map(|event| [event.staff_id, event.handler_id])
                .flatten()
                .collect(),
            shop: self.shop.clone(),
            taken_over: self.row.taken_over,
            closed_at: self.closed_at(),
            last_event_at: latest.unwrap_or(self.row.received_at),
            occurred_at,
            input,
        }
    }
}
