//! The walk to a day, a sentence a day.

use chrono::NaiveDate;

use super::Mode;
use super::due::Counter;
use super::table::{StartsAt, Unit};
use crate::calendar::{DayKind, Holidays};
use crate::explain::{Arg, Line, line};

/// The days of a walk: the first day is not counted.
pub(super) fn walked(start: NaiveDate, last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    start
        .iter_days()
        .skip(1)
        .take_while(move |day| *day <= last)
}

/// Each day of a walk, counted or skipped.
pub(super) fn plain_walk(counter: &Counter<'_>, start: NaiveDate, last: NaiveDate) -> Vec<Line> {
    let mut counted = 0_u32;
    let mut lines = Vec::new();
    for day in walked(start, last) {
        let rest = counter.holidays.rest(day).is_rest;
        let counts = counter.mode == Mode::Natural || !rest;
        counted += u32::from(counts);
        lines.push(walk_line(counter.holidays, day, counts.then_some(counted)));
    }
    lines
}

pub(super) fn elapsed_line(start_at: i64, count: u32, unit: Unit) -> Line {
    let at = Arg::Instant(start_at);
    match unit {
        Unit::Minutes => line!("sla-elapsed-minutes", at = at, count = count),
        Unit::Hours => line!("sla-elapsed-hours", at = at, count = count),
        Unit::Days => line!("sla-elapsed-days", at = at, count = count),
    }
}

pub(super) fn first_day_line(after: StartsAt, on: NaiveDate, days: u32) -> Line {
    match (after, days) {
        (StartsAt::Appointment, 0) => line!("sla-same-day-appointment", on = on),
        (StartsAt::Appointment, _) => line!("sla-first-day-appointment", on = on),
        (_, 0) => line!("sla-same-day-receipt", on = on),
        _ => line!("sla-first-day-receipt", on = on),
    }
}

/// One day of the walk: what kind of day it is, and its number or that it is skipped.
fn walk_line(holidays: &Holidays, day: NaiveDate, number: Option<u32>) -> Line {
    let what = match holidays.kind(day) {
        DayKind::Holiday(listed) => {
            let (name, name_en) = (listed.name.as_str(), listed.name_en());
            return match number {
                Some(number) => line!(
                    "sla-walk-holiday-counted",
                    on = day,
                    name = name,
                    name_en = name_en,
                    number = number
                ),
                None => line!(
                    "sla-walk-holiday-skipped",
                    on = day,
                    name = name,
                    name_en = name_en
                ),
            };
        }
        DayKind::MakeUp(_) => Arg::Key("sla-day-make-up".to_owned()),
        DayKind::Weekend => Arg::Key("sla-day-weekend".to_owned()),
        DayKind::Working => Arg::Key("sla-day-working".to_owned()),
    };
    match number {
        Some(number) => line!("sla-walk-counted", on = day, what = what, number = number),
        None => line!("sla-walk-skipped", on = day, what = what),
    }
}
