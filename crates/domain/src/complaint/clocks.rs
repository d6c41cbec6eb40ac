//! What must be done about a complaint by when, and who answers for it (§2.11, R023).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::policy::{ComplaintPolicy, Track, TrackKind, Within};
use super::{Class, row};
use crate::explain::{Arg, Basis, Decision, Explanation, Line, line};
use crate::permission::Actor;
use crate::policy::{Document, bad_policy};
use crate::rule::{RuleError, within_calendar};
use crate::time::local_date;

/// What [`clocks`] is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClocksInput {
    /// The class.
    pub class: Class,
    /// Danger: CO, leaking gas, fire.
    #[serde(default)]
    pub safety: bool,
    /// Somebody was hurt, or property lost.
    #[serde(default)]
    pub injury: bool,
    /// When it was received, Unix ms.
    pub received_at: i64,
}

/// The deadlines of a complaint, Unix ms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Clocks {
    /// Who answers for it.
    pub owners: Vec<Actor>,
    /// Who else is told at once.
    pub informed: Vec<Actor>,
    /// By when the customer is told that it is received.
    pub acknowledge_at: i64,
    /// By when a person replies.
    pub reply_at: i64,
    /// By when a first measure is taken, where danger demands one.
    pub first_measure_at: Option<i64>,
    /// By when it is closed; absent where that depends on the case.
    pub close_at: Option<i64>,
    /// It goes through the states; a grumble is only noted and settled.
    pub formal: bool,
}

/// Owners and deadlines of a complaint. Where danger and injury meet, both tracks apply and the
/// earlier of two deadlines counts.
///
/// # Errors
/// [`RuleError::OutOfRange`] for a receipt outside the calendar; [`RuleError::BadPolicy`] for a
/// policy without the track.
pub fn clocks(
    input: &ClocksInput,
    document: &Document<ComplaintPolicy>,
) -> Result<Decision<Clocks>, RuleError> {
    let out = || RuleError::OutOfRange {
        field: "received_at".into(),
    };
    within_calendar(
        local_date(input.received_at).ok_or_else(out)?,
        "received_at",
    )?;
    let ends = |within: Within| within.ends_at(input.received_at).ok_or_else(out);
    let policy = &document.content;
    let tracks = tracks(input, policy)?;

    let mut clocks = Clocks {
        owners: Vec::new(),
        informed: Vec::new(),
        acknowledge_at: ends(policy.acknowledge)?,
        reply_at: i64::MAX,
        first_measure_at: None,
        close_at: None,
        formal: false,
    };
    for track in tracks {
        add(&mut clocks.owners, &track.owners);
        add(&mut clocks.informed, &track.informed);
        clocks.reply_at = clocks.reply_at.min(ends(track.reply)?);
        let measure = track.first_measure.map(ends).transpose()?;
        clocks.first_measure_at = earlier(clocks.first_measure_at, measure);
        clocks.close_at = earlier(clocks.close_at, track.close.map(ends).transpose()?);
        clocks.formal |= track.formal;
    }
    clocks
        .informed
        .retain(|actor| !clocks.owners.contains(actor));
    let why = reasons(input, &clocks, document);
    Ok(Decision {
        result: clocks,
        why,
    })
}

fn tracks<'a>(
    input: &ClocksInput,
    policy: &'a ComplaintPolicy,
) -> Result<Vec<&'a Track>, RuleError> {
    let kinds = match input.class {
        Class::A if input.injury && input.safety => &[TrackKind::Safety, TrackKind::Injury][..],
        Class::A if input.injury => &[TrackKind::Injury],
        // Raised to A without either: treated as danger, the stricter of the two.
        Class::A => &[TrackKind::Safety],
        Class::B => &[TrackKind::Major],
        Class::C => &[TrackKind::Ordinary],
        Class::D => &[TrackKind::Grumble],
    };
    let track = |kind: &TrackKind| {
        let track = policy.tracks.get(kind);
        track.ok_or_else(|| bad_policy(format!("tracks.{}", kind.code()), "missing"))
    };
    kinds.iter().map(track).collect()
}

fn add(all: &mut Vec<Actor>, more: &[Actor]) {
    for actor in more {
        if !all.contains(actor) {
            all.push(*actor);
        }
    }
}

fn earlier(one: Option<i64>, other: Option<i64>) -> Option<i64> {
    one.into_iter().chain(other).min()
}

fn reasons(
    input: &ClocksInput,
    clocks: &Clocks,
    document: &Document<ComplaintPolicy>,
) -> Explanation {
    let until = |key, at| Line {
        key,
        args: vec![("at", Arg::Instant(at))],
    };
    let mut steps = vec![
        until("complaint-received", input.received_at),
        until("complaint-acknowledge-by", clocks.acknowledge_at),
        until("complaint-reply-by", clocks.reply_at),
    ];
    steps.extend(
        clocks
            .first_measure_at
            .map(|at| until("complaint-first-measure-by", at)),
    );
    steps.push(match clocks.close_at {
        Some(at) => until("complaint-close-by", at),
        None => line!("complaint-close-by-case"),
    });
    if !clocks.formal {
        steps.push(line!("complaint-not-formal"));
    }
    Explanation {
        basis: vec![Basis::policy("basis-iso-10002-acknowledge")],
        rows: vec![row(input.class)],
        steps,
        versions: vec![document.version_ref()],
        ..Explanation::default()
    }
}
