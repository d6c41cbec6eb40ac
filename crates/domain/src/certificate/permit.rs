//! Headquarters lets somebody go whom the gate holds back: a named person, for a task, on stated days
//! (R003, `rules.md` §2.5: with a reason, for seven days at most).

use chrono::NaiveDate;

use super::gate::{GateInput, GatePolicy, GateResult, Reason, Task, gate};
use crate::policy::Document;
use crate::rule::RuleError;

/// A permit as the PC knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Permit {
    /// For which task.
    pub task: Task,
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day.
    pub until_on: NaiveDate,
    /// Headquarters took it back.
    pub withdrawn: bool,
}

impl Permit {
    /// Whether it lets somebody go to this task on this day.
    #[must_use]
    pub fn covers(&self, task: Task, on: NaiveDate) -> bool {
        !self.withdrawn && self.task == task && self.from_on <= on && on <= self.until_on
    }
}

/// Whether a permit may be given for these days: begun and ended in order, as many as the rules let
/// headquarters overrule the gate.
#[must_use]
pub fn may_be_given(policy: &GatePolicy, from_on: NaiveDate, until_on: NaiveDate) -> bool {
    let days = (until_on - from_on).num_days() + 1;
    (1..=i64::from(policy.override_days)).contains(&days)
}

/// The gate's answer, and which permit opened it. No permit helps against a certificate that was
/// revoked for good, nor against a list so old that it may have been taken back meanwhile.
///
/// # Errors
/// As [`gate`].
pub fn gate_with_permits(
    policy: &Document<GatePolicy>,
    input: &GateInput,
    permits: &[Permit],
) -> Result<(GateResult, Option<usize>), RuleError> {
    let mut result = gate(policy, input)?.result;
    if result.allowed {
        return Ok((result, None));
    }
    let reaches = |reason: &Reason| {
        matches!(
            reason,
            Reason::Missing
                | Reason::NotYetValid
                | Reason::Expired
                | Reason::Suspended
                | Reason::ListStale
        )
    };
    let covering = permits
        .iter()
        .position(|permit| permit.covers(input.task, input.planned_on));
    let opened = covering.filter(|_| result.reasons.iter().all(reaches));
    if opened.is_some() {
        result.allowed = true;
        result.reasons.push(Reason::HqOverride);
    }
    Ok((result, opened))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::certificate::gate::{CertificateType, Held, Standing, built_in};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn input(state: Option<Standing>, list_on: &str) -> GateInput {
        let held = state.map(|state| Held {
            kind: CertificateType::MakerRepair,
            valid_from: day("2025-01-01"),
            valid_to: day("2026-11-10"),
            state,
        });
        GateInput {
            task: Task::Repair,
            planned_on: day("2026-11-22"),
            certificates: held.into_iter().collect(),
            revocation_list_on: Some(day(list_on)),
        }
    }

    fn permit(from: &str, until: &str) -> Permit {
        Permit {
            task: Task::Repair,
            from_on: day(from),
            until_on: day(until),
            withdrawn: false,
        }
    }

    #[test]
    fn a_permit_opens_the_gate_on_its_days_for_its_task_only() {
        let whole = permit("2026-11-20", "2026-11-24");
        for (permit, opens) in [
            (whole, true),
            (permit("2026-11-22", "2026-11-22"), true),
            (permit("2026-11-23", "2026-11-24"), false),
            // Expired permits do nothing.
            (permit("2026-11-15", "2026-11-21"), false),
            (
                Permit {
                    withdrawn: true,
                    ..whole
                },
                false,
            ),
            (
                Permit {
                    task: Task::Install,
                    ..whole
                },
                false,
            ),
        ] {
            let asked = input(Some(Standing::Valid), "2026-11-21");
            let policy = built_in().unwrap();
            let (result, opened) = gate_with_permits(policy, &asked, &[permit]).unwrap();
            assert_eq!(
                (result.allowed, opened.is_some()),
                (opens, opens),
                "{permit:?}"
            );
            assert_eq!(result.reasons.contains(&Reason::HqOverride), opens);
            assert!(
                result.reasons.contains(&Reason::Expired),
                "why is not hidden"
            );
        }
    }

    #[test]
    fn no_permit_helps_against_a_revoked_certificate_or_an_old_list() {
        let policy = built_in().unwrap();
        for (state, list_on, opens) in [
            (None, "2026-11-21", true),
            (Some(Standing::Suspended), "2026-11-21", true),
            (Some(Standing::Valid), "2026-11-12", true),
            (Some(Standing::Revoked), "2026-11-21", false),
            (Some(Standing::Valid), "2026-10-01", false),
        ] {
            let asked = input(state, list_on);
            let permits = [permit("2026-11-20", "2026-11-24")];
            let (result, _) = gate_with_permits(policy, &asked, &permits).unwrap();
            assert_eq!(result.allowed, opens, "{state:?} {list_on}");
        }
    }

    #[test]
    fn headquarters_overrules_for_a_week_at_most() {
        let policy = &built_in().unwrap().content;
        for (from, until, given) in [
            ("2026-11-22", "2026-11-22", true),
            ("2026-11-22", "2026-11-28", true),
            ("2026-11-22", "2026-11-29", false),
            ("2026-11-22", "2026-11-21", false),
        ] {
            assert_eq!(
                may_be_given(policy, day(from), day(until)),
                given,
                "{until}"
            );
        }
    }
}
