//! What the state machines share: a table of steps, who takes them, refusals with stable codes.
//!
//! A machine is a table of [`Row`]s and a guard per step. Whatever is not in the table is
//! forbidden. Its `next` is pure: state, step, person and facts in; [`Taken`] or [`Refused`] out.
//! [`explained`] turns either into an answer with its reason in both languages.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::explain::{Arg, Decision, Explanation, line};
use crate::permission::Actor;
use crate::staff::Role;

codes! {
    /// Who takes a step: a person, or the program itself when a day has come.
    Who {
        /// The program.
        System = "system",
        /// 文员
        Clerk = "clerk",
        /// 技师
        Technician = "technician",
        /// 经理
        Manager = "manager",
        /// 临时访员
        Visitor = "visitor",
        /// HQ 客服
        HqService = "hq_service",
        /// HQ 质量
        HqQuality = "hq_quality",
        /// HQ 管理
        HqAdmin = "hq_admin",
    }
}

impl Who {
    /// Whether the person is of headquarters.
    #[must_use]
    pub const fn is_headquarters(self) -> bool {
        matches!(self, Self::HqService | Self::HqQuality | Self::HqAdmin)
    }
}

impl From<Actor> for Who {
    fn from(actor: Actor) -> Self {
        match actor {
            Actor::Clerk => Self::Clerk,
            Actor::Technician => Self::Technician,
            Actor::Manager => Self::Manager,
            Actor::Visitor => Self::Visitor,
            Actor::HqService => Self::HqService,
            Actor::HqQuality => Self::HqQuality,
            Actor::HqAdmin => Self::HqAdmin,
        }
    }
}

impl From<Role> for Who {
    fn from(role: Role) -> Self {
        Actor::from(role).into()
    }
}

/// One allowed step: from which state, by whom, to which state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row<S: 'static, E: 'static> {
    /// The state it starts from.
    pub from: S,
    /// The step.
    pub event: E,
    /// The state it leads to.
    pub to: S,
    /// Who may take it.
    pub by: &'static [Who],
}

/// `row(from, event, to, by)`, so that tables read as tables.
pub(crate) const fn row<S: Copy, E: Copy>(
    from: S,
    event: E,
    to: S,
    by: &'static [Who],
) -> Row<S, E> {
    Row {
        from,
        event,
        to,
        by,
    }
}

/// A step that may be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Taken<S, F> {
    /// The new state.
    pub state: S,
    /// What the use case does in the same transaction.
    pub effects: Vec<F>,
}

/// Why a step is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused<G> {
    /// The step does not exist from this state.
    NotAllowed,
    /// The step exists, but not for this person.
    Role,
    /// The machine's own reason.
    Guard(G),
}

/// A machine's own reasons to refuse.
pub trait Reason: Copy {
    /// The area of its messages: `<area>-refused-<code>`.
    const AREA: &'static str;

    /// The stable code.
    fn code(self) -> &'static str;
}

impl<G: Reason> Refused<G> {
    /// The stable code.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::NotAllowed => "not_allowed",
            Self::Role => "role",
            Self::Guard(reason) => reason.code(),
        }
    }

    /// The message that says it.
    #[must_use]
    pub fn message_key(self) -> String {
        let area = match self {
            Self::NotAllowed | Self::Role => "machine",
            Self::Guard(_) => G::AREA,
        };
        format!("{area}-refused-{}", self.code())
    }
}

/// A step's answer in one shape, taken or refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Outcome<S, F> {
    /// The new state; absent when refused.
    pub state: Option<S>,
    /// What happens with it.
    pub effects: Vec<F>,
    /// The stable code of the refusal; absent when taken.
    pub refusal: Option<String>,
}

/// A step's answer with its reason.
#[must_use]
pub fn explained<S, F, G: Reason>(
    answer: Result<Taken<S, F>, Refused<G>>,
) -> Decision<Outcome<S, F>> {
    let (result, step) = match answer {
        Ok(taken) => {
            let outcome = Outcome {
                state: Some(taken.state),
                effects: taken.effects,
                refusal: None,
            };
            (outcome, line!("machine-taken"))
        }
        Err(refused) => {
            let outcome = Outcome {
                state: None,
                effects: Vec::new(),
                refusal: Some(refused.code().to_owned()),
            };
            let reason = Arg::Key(refused.message_key());
            (outcome, line!("machine-refused", reason = reason))
        }
    };
    Decision {
        result,
        why: Explanation {
            steps: vec![step],
            ..Explanation::default()
        },
    }
}

/// The row of a step.
///
/// # Errors
/// [`Refused::NotAllowed`] or [`Refused::Role`].
pub fn find<S: PartialEq, E: PartialEq, G>(
    rows: &'static [Row<S, E>],
    state: &S,
    event: &E,
    who: Who,
) -> Result<&'static Row<S, E>, Refused<G>> {
    let mut refused = Refused::NotAllowed;
    for row in rows
        .iter()
        .filter(|row| row.from == *state && row.event == *event)
    {
        if row.by.contains(&who) {
            return Ok(row);
        }
        refused = Refused::Role;
    }
    Err(refused)
}

/// The steps somebody may take from a state, in the table's order, whatever the guards say.
#[must_use]
pub fn steps_from<S: PartialEq, E: Copy>(
    rows: &'static [Row<S, E>],
    state: &S,
    who: Who,
) -> Vec<E> {
    rows.iter()
        .filter(|row| row.from == *state && row.by.contains(&who))
        .map(|row| row.event)
        .collect()
}

/// The states that can be reached from `start` by one step or more.
#[must_use]
pub fn reachable<S: Ord + Copy, E>(rows: &'static [Row<S, E>], start: S) -> BTreeSet<S> {
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(state) = open.pop() {
        for row in rows.iter().filter(|row| row.from == state) {
            if seen.insert(row.to) {
                open.push(row.to);
            }
        }
    }
    seen
}

/// Refuses with `reason` unless `holds`.
pub(crate) fn demand<G>(holds: bool, reason: G) -> Result<(), Refused<G>> {
    if holds {
        Ok(())
    } else {
        Err(Refused::Guard(reason))
    }
}

/// Whether a text says something.
pub(crate) fn says(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
