//! What a danger to life asks for on the spot, before anything else (R037): the machine is stopped
//! (停用), a tag hangs on it (挂牌), and the customer is told and signs (告知签字).
//!
//! Each is a record of its own. Nothing leads away from the place while one of them is missing, and
//! the tag comes off only with the finish and a stated check.

use super::{Facts, Refusal, State, Step};
use crate::codes::codes;
use crate::reference::CauseBook;

codes! {
    /// Something that was done about a danger on the spot.
    DangerStep {
        /// 停用
        Stop = "stop",
        /// 挂牌
        Tag = "tag",
        /// 告知签字
        Told = "told",
        /// 复查: how it was found safe again
        Check = "check",
        /// 摘牌，恢复使用
        Release = "release",
        /// 撤销：没有危险
        Withdraw = "withdraw",
    }
}

impl DangerStep {
    /// The step without which the work does not go on, in the order they are taken.
    pub const SECURING: [Self; 3] = [Self::Stop, Self::Tag, Self::Told];
}

/// How far the machine of an order is secured.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Secured {
    /// Somebody recorded one of the steps: the order is about a danger, whatever it was taken as.
    pub begun: bool,
    /// It is stopped.
    pub stopped: bool,
    /// A tag hangs on it.
    pub tagged: bool,
    /// The customer was told.
    pub told: bool,
}

impl Secured {
    /// What stands of the records, the first first: what was done before the tag last came off, or
    /// before the mark was taken back, holds no more.
    #[must_use]
    pub fn of(steps: impl IntoIterator<Item = DangerStep>) -> Self {
        let mut stands = Self::default();
        for step in steps {
            match step {
                DangerStep::Stop => stands.stopped = true,
                DangerStep::Tag => stands.tagged = true,
                DangerStep::Told => stands.told = true,
                DangerStep::Check => {}
                DangerStep::Release | DangerStep::Withdraw => stands = Self::default(),
            }
        }
        stands.begun = stands.stopped || stands.tagged || stands.told;
        stands
    }

    /// The steps that are missing, in the order they are taken.
    #[must_use]
    pub fn missing(self) -> Vec<DangerStep> {
        let held = [self.stopped, self.tagged, self.told];
        let steps = DangerStep::SECURING.into_iter().zip(held);
        steps
            .filter(|(_, held)| !held)
            .map(|(step, _)| step)
            .collect()
    }
}

/// Whether an order is about a danger: it came in as one, or one was found on the spot.
#[must_use]
pub fn is_danger(safety: bool, secured: Secured) -> bool {
    safety || secured.begun
}

/// Whether a cause is a danger whatever the order was taken as: one of the list that is marked so, or
/// words that tell of one.
#[must_use]
pub fn is_dangerous_cause(cause: &str) -> bool {
    CauseBook::built_in().names_danger(cause)
}

/// Whether somebody stood before the machine at the time it was stopped or since, by the course of one
/// of its orders in order of time. Who stopped it by phone was not there.
#[must_use]
pub fn is_seen_since(stopped_at: i64, course: &[(Step, i64)]) -> bool {
    let comes = |step: Step| matches!(step, Step::Start | Step::Finish);
    let leaves = |step: Step| {
        let away = [Step::WaitPart, Step::Postpone, Step::Finish, Step::Reopen];
        away.contains(&step)
    };
    let mut there = false;
    for (step, at) in course {
        if *at >= stopped_at {
            return there
                || course
                    .iter()
                    .any(|(step, at)| *at >= stopped_at && comes(*step));
        }
        there = *step == Step::Start || (there && !leaves(*step));
    }
    there
}

/// The steps that lead away from the place, or on with the work there. Where somebody found a danger,
/// nothing but going there again does not.
const fn leads_away(from: State, step: Step, found: bool) -> bool {
    match step {
        Step::WaitPart | Step::Finish => true,
        Step::Postpone => found || matches!(from, State::InProgress | State::WaitingPart),
        Step::Cancel | Step::Confirm | Step::Close => found,
        _ => false,
    }
}

/// Refuses to go on while the machine is not secured; nothing is demanded where nothing is known.
pub(super) fn guard_danger(from: State, step: Step, facts: &Facts) -> Result<(), Refusal> {
    let Some(secured) = facts.secured else {
        return Ok(());
    };
    let cause = facts.input.cause.as_deref();
    let found = step == Step::Finish && cause.is_some_and(is_dangerous_cause);
    let danger = found || is_danger(facts.safety, secured);
    if !leads_away(from, step, secured.begun) || !danger {
        return Ok(());
    }
    match secured.missing().first() {
        Some(step) => Err(Refusal::NotSecured(*step)),
        None => Ok(()),
    }
}
