//! The vectors of `rules.md` §2.6, cases of clocks and alerts, and properties.

mod alert;
mod clock;
mod deadline;
mod doubt;
mod order;
mod pause;
mod properties;
mod table;
mod vectors;

use chrono::NaiveDateTime;

use super::*;
use crate::calendar::Holidays;
use crate::explain::{Arg, Decision, Explanation, Language, render, render_key};
use crate::policy::Document;
use crate::time::{DAY_MS, HOUR_MS, instant_of_local};
use crate::work_order::due::Colour;

const MINUTE_MS: i64 = 60_000;

/// A China-time wall clock reading; 24:00 is written as such.
fn at(text: &str) -> i64 {
    let (day, clock) = text.split_once(' ').unwrap();
    let next_day = if clock == "24:00" { DAY_MS } else { 0 };
    let clock = clock.replace("24:00", "00:00");
    let local = NaiveDateTime::parse_from_str(&format!("{day} {clock}"), "%Y-%m-%d %H:%M");
    instant_of_local(local.unwrap()).unwrap() + next_day
}

fn table() -> &'static Document<SlaTable> {
    built_in().unwrap()
}

fn list() -> &'static Holidays {
    Holidays::built_in()
}

fn ask(kind: Kind, stage: DueStage, received: &str, mode: Mode) -> Decision<Due> {
    let input = DueInput {
        received_at: at(received),
        kind,
        stage,
        mode,
        appointed_on: None,
    };
    due(&input, table(), list()).unwrap()
}

fn case(kind: Kind, received: &str, events: Vec<Event>) -> ClockInput {
    ClockInput {
        received_at: at(received),
        kind,
        mode: None,
        rural: None,
        version: None,
        no_heat_at: None,
        found: None,
        events,
    }
}

fn event(what: What, when: &str) -> Event {
    Event::new(what, at(when))
}

fn clocks_at(case: &ClockInput, when: &str) -> Vec<Decision<Clock>> {
    clocks(case, table(), list(), at(when)).unwrap()
}

fn clock_at(case: &ClockInput, stage: Stage, when: &str) -> Decision<Clock> {
    let mut all = clocks_at(case, when);
    all.swap_remove(stage as usize)
}

fn keys(lines: &[crate::explain::Line]) -> Vec<&'static str> {
    lines.iter().map(|line| line.key).collect()
}

fn texts(why: &Explanation, language: Language) -> Vec<String> {
    why.steps
        .iter()
        .map(|step| render(step, language))
        .collect()
}

fn replied(when: &str) -> Event {
    event(What::Replied, when).proven_by(Proof::ContactRecord)
}

fn postponed(when: &str) -> Event {
    event(What::PostponedByCustomer, when).proven_by(Proof::CustomerConsent)
}

fn scheduled(when: &str, day: &str) -> Event {
    Event {
        appointed_on: day.parse().ok(),
        ..event(What::Scheduled, when)
    }
}

/// State and colour of a clock at several instants.
fn states(case: &ClockInput, stage: Stage, expected: &[(&str, ClockState, Colour)]) {
    for (when, state, colour) in expected {
        let clock = clock_at(case, stage, when).result;
        assert_eq!(
            (clock.state, clock.colour),
            (*state, *colour),
            "{stage:?} at {when}"
        );
    }
}
