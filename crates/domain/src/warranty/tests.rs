//! Vectors V-1…V-4, the rows of T1 and T2, journeys, and properties (`rules.md` §2.1).

#![allow(clippy::unwrap_used, reason = "tests")]

mod card;
mod documents;
mod events;
mod properties;
mod start;
mod text;
mod validity;

use chrono::NaiveDate;

use super::*;
use crate::calendar::Holidays;
use crate::explain::Decision;
use crate::rule::RuleError;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn some(text: &str) -> Option<NaiveDate> {
    Some(day(text))
}

fn lists() -> &'static Holidays {
    Holidays::built_in()
}

fn boiler() -> UnitFacts {
    UnitFacts {
        model: Some("WEB-L1P24".into()),
        ..UnitFacts::default()
    }
}

fn heater() -> UnitFacts {
    UnitFacts {
        model: Some("WEB-JSQ30".into()),
        ..UnitFacts::default()
    }
}

fn spell(from: &str, to: Option<&str>, reason: UnusableReason) -> UnusableSpell {
    UnusableSpell {
        from: day(from),
        to: to.map(day),
        reason,
    }
}

fn try_card(facts: &UnitFacts, as_of: &str) -> Result<Decision<Coverage>, RuleError> {
    assess(facts, Policies::built_in(), lists(), day(as_of))
}

fn card(facts: &UnitFacts, as_of: &str) -> Coverage {
    try_card(facts, as_of).unwrap().result
}

/// The code and field of an error.
fn fault(error: &RuleError) -> (&'static str, &str) {
    (error.code(), error.field().unwrap_or(""))
}
