//! When a machine could not be used, and whose doing a repair's delay is.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use wuyou_domain::time::local_date;
use wuyou_domain::warranty::remedy::{DelayCause, RemedyLaw};
use wuyou_domain::warranty::{UnusableReason, UnusableSpell};
use wuyou_domain::work_order::State;
use wuyou_store::work_order::OrderEventRow;

/// When the machine could not be used, by the steps of a repair: from the start of the work to its
/// finish, of which a postponement by the customer is the customer's.
pub(super) fn spells(events: &[OrderEventRow], as_of: NaiveDate) -> Vec<UnusableSpell> {
    let mut spells: Vec<UnusableSpell> = Vec::new();
    let mut open: Option<(NaiveDate, UnusableReason)> = None;
    for event in events {
        let Some(on) = local_date(event.occurred_at).filter(|on| *on <= as_of) else {
            continue;
        };
        let (from, reason) = match (State::from_code(&event.to_state), open) {
            (Some(State::InProgress), _) => (on, Some(UnusableReason::Repair)),
            (Some(State::WaitingPart), Some(_)) => (on, Some(UnusableReason::WaitingPart)),
            (Some(State::Postponed), Some(_)) => (on, Some(UnusableReason::Customer)),
            (Some(State::Finished | State::Cancelled | State::Closed), Some(_)) => (on, None),
            // Dispatched again after the customer's pause: still the customer's until work goes on.
            _ => continue,
        };
        if let Some((since, because)) = open.take() {
            spells.push(UnusableSpell {
                from: since,
                to: Some(from),
                reason: because,
            });
        }
        open = reason.map(|reason| (from, reason));
    }
    spells.extend(open.map(|(from, reason)| UnusableSpell {
        from,
        to: None,
        reason,
    }));
    spells
}

/// Days from `since` on in which a machine could not be used over a night, each once: those the
/// customer let it wait do not count.
pub(super) fn unusable_days(
    spells: &[UnusableSpell],
    since: Option<NaiveDate>,
    as_of: NaiveDate,
) -> u32 {
    let counts = |spell: &&UnusableSpell| spell.reason != UnusableReason::Customer;
    let mut days = BTreeSet::new();
    for spell in spells.iter().filter(counts) {
        let to = spell.to.unwrap_or(as_of).min(as_of);
        let from = since.map_or(spell.from, |since| spell.from.max(since));
        if from < to {
            days.extend(from.iter_days().take_while(|on| *on <= to));
        }
    }
    u32::try_from(days.len()).unwrap_or(u32::MAX)
}

/// The days a repair has taken, by whom they were spent. Those the customer let it wait are
/// nobody's delay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Delay {
    begun: bool,
    parts_days: u64,
    own_days: u64,
}

impl Delay {
    pub(super) fn of(spells: &[UnusableSpell], as_of: NaiveDate) -> Self {
        let days = |reason| -> u64 {
            let spells = spells.iter().filter(|spell| spell.reason == reason);
            let days = spells.map(|spell| (spell.to.unwrap_or(as_of) - spell.from).num_days());
            days.filter_map(|days| u64::try_from(days).ok()).sum()
        };
        Self {
            begun: !spells.is_empty(),
            parts_days: days(UnusableReason::WaitingPart),
            own_days: days(UnusableReason::Repair),
        }
    }

    /// The day it was handed in, later by the days the customer let it wait; nothing before the
    /// work began.
    pub(super) fn handed_in_on(self, as_of: NaiveDate) -> Option<NaiveDate> {
        let days = Days::new(self.parts_days + self.own_days);
        as_of.checked_sub_days(days).filter(|_| self.begun)
    }

    /// Whose doing it is. The rule holds the whole time against the cause it is given, so one is
    /// given only where that is true of it: all of the days are its own, or its own days alone are
    /// over its limit, or all days together are within the longer limit anyway. Otherwise the
    /// shop has to say.
    pub(super) fn cause(self, law: &RemedyLaw) -> Option<DelayCause> {
        let (parts, own) = (self.parts_days, self.own_days);
        let parts_limit = u64::from(law.parts_delay_days);
        if parts == 0 && own == 0 {
            None
        } else if parts == 0 || own > u64::from(law.repairer_delay_days) {
            Some(DelayCause::Repairer)
        } else if own == 0 || parts > parts_limit || (parts > own && parts + own <= parts_limit) {
            Some(DelayCause::Parts)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;
    use wuyou_domain::warranty::remedy::RemedyRules;

    #[test]
    fn a_cause_is_given_only_where_the_whole_time_may_be_held_against_it() {
        let law = &RemedyRules::built_in().unwrap().law.content;
        let (parts, own) = (Some(DelayCause::Parts), Some(DelayCause::Repairer));
        for (parts_days, own_days, cause) in [
            (0, 0, None),
            (0, 1, own),
            (0, 95, own),
            (1, 0, parts),
            (91, 0, parts),
            (91, 30, parts),
            (91, 31, own),
            (85, 5, parts),
            (85, 6, None),
            (20, 20, None),
            (21, 20, parts),
            (5, 31, own),
        ] {
            let delay = Delay {
                begun: true,
                parts_days,
                own_days,
            };
            assert_eq!(delay.cause(law), cause, "{parts_days} {own_days}");
        }
    }

    #[test]
    fn a_day_in_repair_counts_once_and_a_repair_within_a_day_not_at_all() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let spell = |from, to: Option<&str>, reason| UnusableSpell {
            from: day(from),
            to: to.map(day),
            reason,
        };
        let spells = [
            spell("2026-08-03", Some("2026-08-08"), UnusableReason::Repair),
            spell(
                "2026-08-08",
                Some("2026-08-14"),
                UnusableReason::WaitingPart,
            ),
            spell("2026-09-01", Some("2026-09-01"), UnusableReason::Repair),
            spell("2026-10-01", Some("2026-10-05"), UnusableReason::Customer),
        ];
        let as_of = day("2026-11-21");
        assert_eq!(unusable_days(&spells, None, as_of), 12);
        assert_eq!(unusable_days(&spells, Some(day("2026-08-10")), as_of), 5);
        let open = [spell("2026-11-20", None, UnusableReason::WaitingPart)];
        assert_eq!(unusable_days(&open, None, as_of), 2);
    }

    #[test]
    fn the_day_of_handing_in_moves_by_the_days_the_customer_let_it_wait() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let spell = |from, to: Option<&str>, reason| UnusableSpell {
            from: day(from),
            to: to.map(day),
            reason,
        };
        let as_of = day("2026-11-21");
        let spells = [
            spell("2026-09-01", Some("2026-09-03"), UnusableReason::Repair),
            spell("2026-09-03", Some("2026-10-13"), UnusableReason::Customer),
            spell(
                "2026-10-13",
                Some("2026-11-13"),
                UnusableReason::WaitingPart,
            ),
            spell("2026-11-13", None, UnusableReason::Repair),
        ];
        let delay = Delay::of(&spells, as_of);
        assert_eq!((delay.parts_days, delay.own_days), (31, 10));
        assert_eq!(delay.handed_in_on(as_of), Some(day("2026-10-11")));
        assert_eq!(Delay::of(&[], as_of).handed_in_on(as_of), None);
    }
}
