//! Which result fits what was answered, what is opened from it, and whether it confirms the work the
//! visit asked about (R016, R068, R090).

use super::state::Result as Came;
use crate::codes::codes;
use crate::reference::{Effect, Evaluation};

/// The score (1–5) from which a household counts as content with the work, as with a complaint.
pub const CONTENT_FROM: i64 = 3;

/// What the answers come to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Said {
    /// A danger to life.
    pub danger: bool,
    /// The machine does not do what it should.
    pub broken: bool,
    /// Something to complain about.
    pub complaint: bool,
    /// Maintenance is wanted.
    pub maintenance: bool,
    /// The manager should call.
    pub manager: bool,
    /// The score 1–5, where it was asked for.
    pub score: Option<i64>,
}

impl Said {
    /// From the answers: what they set going, whether it works, and the score.
    #[must_use]
    pub fn of(evaluation: &Evaluation, works: Option<bool>, score: Option<i64>) -> Self {
        let has = |effect| evaluation.follow_ups.iter().any(|one| one.effect == effect);
        Self {
            danger: has(Effect::SafetyOrder),
            broken: has(Effect::RepairOrder) || works == Some(false),
            complaint: has(Effect::Complaint),
            maintenance: has(Effect::MaintenanceOrder),
            manager: has(Effect::ManagerCall),
            score,
        }
    }

    /// Whether nothing is wrong that somebody would have to come for or answer to.
    const fn is_sound(self) -> bool {
        !self.danger && !self.broken && !self.complaint
    }

    const fn is_discontent(self) -> bool {
        matches!(self.score, Some(score) if score < CONTENT_FROM)
    }
}

codes! {
    /// Why a result does not fit the answers.
    Unfit {
        /// Somebody is sent to a danger, whatever was said on the phone.
        Danger = "danger_left",
        /// What does not work is not settled by a word.
        Fault = "fault_left",
        /// A household with a problem is not satisfied.
        Problem = "problem_left",
    }
}

/// Whether a result fits. `manager_calls` is whether the manager was asked to call.
///
/// # Errors
/// [`Unfit`]: what would be left undone.
pub fn fit(result: Came, said: Said, manager_calls: bool) -> Result<(), Unfit> {
    let unanswered = said.manager && !manager_calls;
    let unfit = match result {
        _ if said.danger && result != Came::ToOrder => Some(Unfit::Danger),
        Came::Settled if said.broken => Some(Unfit::Fault),
        Came::Satisfied if !said.is_sound() || unanswered || said.is_discontent() => {
            Some(Unfit::Problem)
        }
        // With a complaint the order is opened beside it.
        Came::Settled | Came::Satisfied | Came::ToOrder | Came::ToComplaint => None,
    };
    unfit.map_or(Ok(()), Err)
}

/// What is opened with a visit, beside the manager's call.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Opens {
    /// Somebody comes to look: the old order again, or a new one.
    pub repair: bool,
    /// An order of maintenance.
    pub maintenance: bool,
    /// A complaint, or the old one again.
    pub complaint: bool,
}

/// What a result opens: everything the answers called for, not only what it is named after. What was
/// complained of and settled in the call opens nothing.
#[must_use]
pub const fn opens(result: Came, said: Said) -> Opens {
    let ordered = matches!(result, Came::ToOrder);
    Opens {
        repair: said.danger || said.broken || (ordered && !said.maintenance),
        maintenance: said.maintenance,
        complaint: matches!(result, Came::ToComplaint) || (ordered && said.complaint),
    }
}

/// Whether the household has confirmed the work it was asked about: content, and nothing left.
/// Without a score only who is called satisfied has.
#[must_use]
pub fn confirms(result: Came, said: Said) -> bool {
    let content = match result {
        Came::Satisfied => !said.is_discontent(),
        Came::Settled => said.score.is_some_and(|score| score >= CONTENT_FROM),
        Came::ToOrder | Came::ToComplaint => false,
    };
    content && said.is_sound()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(change: impl FnOnce(&mut Said)) -> Said {
        let mut said = Said {
            score: Some(5),
            ..Said::default()
        };
        change(&mut said);
        said
    }

    #[test]
    fn a_danger_leaves_only_the_order() {
        let danger = said(|said| said.danger = true);
        for result in Came::ALL {
            let expected = if *result == Came::ToOrder {
                Ok(())
            } else {
                Err(Unfit::Danger)
            };
            assert_eq!(fit(*result, danger, true), expected, "{result:?}");
            assert!(opens(*result, danger).repair);
            assert!(!confirms(*result, danger));
        }
    }

    #[test]
    fn what_does_not_work_is_not_settled_by_a_word() {
        let broken = said(|said| said.broken = true);
        assert_eq!(fit(Came::Settled, broken, true), Err(Unfit::Fault));
        assert_eq!(fit(Came::Satisfied, broken, true), Err(Unfit::Problem));
        assert_eq!(fit(Came::ToComplaint, broken, false), Ok(()));
        let both = opens(Came::ToComplaint, broken);
        assert!(both.repair && both.complaint);
    }

    #[test]
    fn who_gives_a_low_score_is_not_satisfied_and_confirms_nothing() {
        for (score, content) in [(1, false), (2, false), (3, true), (5, true)] {
            let told = said(|said| said.score = Some(score));
            assert_eq!(fit(Came::Satisfied, told, true).is_ok(), content, "{score}");
            assert_eq!(fit(Came::Settled, told, true), Ok(()));
            assert_eq!(confirms(Came::Settled, told), content, "{score}");
            assert_eq!(confirms(Came::Satisfied, told), content, "{score}");
        }
        let unasked = said(|said| said.score = None);
        assert!(confirms(Came::Satisfied, unasked));
        assert!(!confirms(Came::Settled, unasked));
    }

    #[test]
    fn everything_the_answers_called_for_is_opened() {
        let much = said(|said| {
            said.broken = true;
            said.complaint = true;
            said.maintenance = true;
        });
        for result in [Came::ToOrder, Came::ToComplaint] {
            let all = opens(result, much);
            assert!(all.repair && all.maintenance && all.complaint, "{result:?}");
        }
        let grumbled = said(|said| said.complaint = true);
        assert_eq!(fit(Came::Settled, grumbled, false), Ok(()));
        assert_eq!(opens(Came::Settled, grumbled), Opens::default());
        let yearly = said(|said| said.maintenance = true);
        assert_eq!(fit(Came::Satisfied, yearly, false), Ok(()));
        let only = opens(Came::Satisfied, yearly);
        assert!(only.maintenance && !only.repair && confirms(Came::Satisfied, yearly));
    }

    #[test]
    fn the_manager_is_asked_before_anybody_is_called_satisfied() {
        let call = said(|said| said.manager = true);
        assert_eq!(fit(Came::Satisfied, call, false), Err(Unfit::Problem));
        assert_eq!(fit(Came::Satisfied, call, true), Ok(()));
    }
}
