//! Complaints: class, clocks, owner, and the states of their handling (`rules.md` §2.11,
//! `model.md` §3.3; the steps are those of ISO 10002).
//!
//! [`classify`] gives the class from what the customer tells, [`clocks`] what must be done by when
//! and who answers for it, [`suggest_formal`] finds grumbles that have become a complaint, and
//! [`state::next`] takes a complaint from step to step.

mod clocks;
pub mod correction;
mod grumble;
pub mod policy;
mod recovery;
pub mod state;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use clocks::{Clocks, ClocksInput, clocks};
pub use grumble::{FormalSuggestion, GRUMBLE_STEPS, Grumble, GrumbleState, suggest_formal};
pub use policy::{ComplaintPolicy, Track, TrackKind, Within, built_in};
pub use recovery::{FailureType, Recovery};

use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, Line, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// Most repeats a case is asked about: more is a slip of the keys.
pub const REPEATS_MAX: u32 = 10_000;

codes! {
    /// How grave the matter is as it is told.
    Severity {
        /// 严重
        High = "high",
        /// 一般
        Normal = "normal",
        /// 抱怨: said in passing, nothing asked for.
        Grumble = "grumble",
    }
}

codes! {
    /// The class of a complaint, gravest first.
    Class {
        /// 紧急
        A = "A",
        /// 重大
        B = "B",
        /// 一般
        C = "C",
        /// 抱怨
        D = "D",
    }
}

impl Class {
    /// Whether headquarters co-owns it, so that only headquarters may lower it.
    #[must_use]
    pub const fn is_co_owned(self) -> bool {
        matches!(self, Self::A | Self::B)
    }

    /// Whether it is milder than `other`. The order of the list is the order of gravity.
    #[must_use]
    pub fn is_milder_than(self, other: Self) -> bool {
        self > other
    }

    /// The message that names it.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("complaint-class-{}", self.code().to_ascii_lowercase())
    }
}

/// What `complaint.classify` is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassifyInput {
    /// How grave it is as told.
    pub severity: Severity,
    /// Danger: CO, leaking gas, fire.
    pub safety: bool,
    /// Somebody was hurt, or property lost.
    pub injury: bool,
    /// Complaints about the same matter in the 30 days before.
    pub repeats_30d: u32,
    /// The press, a public post, or an authority (12315) is involved.
    pub public_exposure: bool,
}

/// The answer of `complaint.classify`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Classified {
    /// The class.
    pub class: Class,
}

/// The class of a complaint: the first row of the table that applies.
///
/// # Errors
/// [`RuleError::OutOfRange`] for more than [`REPEATS_MAX`] repeats.
pub fn classify(
    input: &ClassifyInput,
    document: &Document<ComplaintPolicy>,
) -> Result<Decision<Classified>, RuleError> {
    if input.repeats_30d > REPEATS_MAX {
        return Err(RuleError::OutOfRange {
            field: "repeats_30d".into(),
        });
    }
    let mut steps = Vec::new();
    if input.safety {
        steps.push(line!("complaint-because-safety"));
    }
    if input.injury {
        steps.push(line!("complaint-because-injury"));
    }
    let class = if steps.is_empty() {
        steps = major_reasons(input, document.content.repeats_for_major);
        match input.severity {
            _ if !steps.is_empty() => Class::B,
            Severity::Grumble => Class::D,
            Severity::Normal | Severity::High => Class::C,
        }
    } else {
        Class::A
    };
    match class {
        Class::A | Class::B => {}
        Class::C => steps.push(line!("complaint-because-ordinary")),
        Class::D => steps.push(line!("complaint-because-grumble")),
    }
    steps.push(Line {
        key: "complaint-classified",
        args: vec![("class", Arg::Key(class.message_key()))],
    });
    let why = Explanation {
        basis: vec![Basis::policy("basis-iso-10002-assess")],
        rows: vec![row(class)],
        steps,
        versions: vec![document.version_ref()],
        ..Explanation::default()
    };
    Ok(Decision {
        result: Classified { class },
        why,
    })
}

fn major_reasons(input: &ClassifyInput, repeats_for_major: u32) -> Vec<Line> {
    let mut reasons = Vec::new();
    if input.severity == Severity::High {
        reasons.push(line!("complaint-because-severe"));
    }
    if input.repeats_30d >= repeats_for_major {
        reasons.push(line!(
            "complaint-because-repeated",
            count = input.repeats_30d
        ));
    }
    if input.public_exposure {
        reasons.push(line!("complaint-because-public"));
    }
    reasons
}

const fn row(class: Class) -> &'static str {
    match class {
        Class::A => "2.11.A",
        Class::B => "2.11.B",
        Class::C => "2.11.C",
        Class::D => "2.11.D",
    }
}

#[cfg(test)]
mod tests;
