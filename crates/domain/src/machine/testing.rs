//! Holds a machine against a table written a second time, by hand, in its test.

use std::collections::BTreeMap;
use std::fmt::Debug;

use super::{Reason, Refused, Taken, Who};
use crate::explain::{Language, render_key};

/// Reads `from, from | event | to | who who`, one step a line.
fn written<S: Ord + Copy, E: Ord + Copy>(
    text: &str,
    state: impl Fn(&str) -> Option<S>,
    event: impl Fn(&str) -> Option<E>,
) -> BTreeMap<(S, E), (S, Vec<Who>)> {
    let mut steps = BTreeMap::new();
    for row in text.lines().map(str::trim).filter(|row| !row.is_empty()) {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        let by: Vec<_> = cells[3]
            .split_whitespace()
            .map(|code| Who::from_code(code).unwrap_or_else(|| panic!("{row}")))
            .collect();
        let to = state(cells[2]).unwrap_or_else(|| panic!("{row}"));
        let what = event(cells[1]).unwrap_or_else(|| panic!("{row}"));
        for from in cells[0].split(',').map(str::trim) {
            let from = state(from).unwrap_or_else(|| panic!("{row}"));
            let twice = steps.insert((from, what), (to, by.clone()));
            assert!(twice.is_none(), "written twice: {row}");
        }
    }
    steps
}

/// Every state × step × person: what stands in `text` is taken to the state that stands there, and
/// everything else is refused with the right code.
pub(crate) fn holds_exactly<S, E, F, G>(
    text: &str,
    (states, state): (&[S], impl Fn(&str) -> Option<S>),
    (events, event): (&[E], impl Fn(&str) -> Option<E>),
    next: impl Fn(S, E, Who) -> Result<Taken<S, F>, Refused<G>>,
) where
    S: Ord + Copy + Debug,
    E: Ord + Copy + Debug,
    F: Debug,
    G: Reason + Debug,
{
    let steps = written(text, state, event);
    for &from in states {
        for &what in events {
            for &who in Who::ALL {
                let expected = match steps.get(&(from, what)) {
                    None => Err("not_allowed"),
                    Some((to, by)) if by.contains(&who) => Ok(*to),
                    Some(_) => Err("role"),
                };
                let taken = next(from, what, who).map(|taken| taken.state);
                let taken = taken.map_err(Refused::code);
                assert_eq!(taken, expected, "{from:?} {what:?} {who:?}");
            }
        }
    }
}

/// Every state can be reached from the first, and only the final ones have no step out of them.
pub(crate) fn has_no_dead_ends<S: Ord + Copy + Debug, E>(
    rows: &'static [super::Row<S, E>],
    states: &[S],
    first: S,
    finals: &[S],
) {
    let reached = super::reachable(rows, first);
    for &state in states {
        assert!(
            state == first || reached.contains(&state),
            "{state:?} unreachable"
        );
        let ends = !rows.iter().any(|row| row.from == state && row.to != state);
        assert_eq!(ends, finals.contains(&state), "{state:?}");
    }
}

/// Each reason is said in both languages.
pub(crate) fn every_reason_is_said<G: Reason>(reasons: &[G]) {
    for reason in reasons {
        let key = Refused::Guard(*reason).message_key();
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}
