//! The figures of complaint handling: versioned, headquarters' to change.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::codes::codes;
use crate::permission::Actor;
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;
use crate::time::{DAY_MS, HOUR_MS, end_of_day, local_date};

/// A period after the receipt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// This many minutes.
    Minutes(u32),
    /// This many hours.
    Hours(u32),
    /// Until 24:00 of the day this many days later; 0 is the day of receipt.
    EndOfDay(u32),
}

impl Within {
    /// Most of each: a year and more is no deadline.
    const MOST: [u32; 3] = [527_040, 8_784, 366];

    /// When the period ends; `None` outside the calendar.
    #[must_use]
    pub fn ends_at(self, received_at: i64) -> Option<i64> {
        match self {
            Self::Minutes(minutes) => received_at.checked_add(i64::from(minutes) * 60_000),
            Self::Hours(hours) => received_at.checked_add(i64::from(hours) * HOUR_MS),
            Self::EndOfDay(days) => {
                end_of_day(local_date(received_at)?)?.checked_add(i64::from(days) * DAY_MS)
            }
        }
    }

    fn is_sound(self) -> bool {
        match self {
            Self::Minutes(minutes) => (1..=Self::MOST[0]).contains(&minutes),
            Self::Hours(hours) => (1..=Self::MOST[1]).contains(&hours),
            Self::EndOfDay(days) => days <= Self::MOST[2],
        }
    }
}

codes! {
    /// The rows of the table of owners and clocks.
    TrackKind {
        /// Class A by danger.
        Safety = "safety",
        /// Class A by injury or loss.
        Injury = "injury",
        /// Class B.
        Major = "major",
        /// Class C.
        Ordinary = "ordinary",
        /// Class D.
        Grumble = "grumble",
    }
}

/// Who answers for a kind of complaint, and by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Track {
    /// Who answers for it.
    pub owners: Vec<Actor>,
    /// Who is told at once.
    pub informed: Vec<Actor>,
    /// By when a person replies.
    pub reply: Within,
    /// By when a first measure is taken.
    pub first_measure: Option<Within>,
    /// By when it is closed; absent where that depends on the case.
    pub close: Option<Within>,
    /// It goes through the states; a grumble is only noted and settled.
    pub formal: bool,
}

/// The figures of complaint handling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintPolicy {
    /// Repeats in 30 days that make a complaint class B.
    pub repeats_for_major: u32,
    /// Grumbles of a customer on one topic that suggest a formal complaint.
    pub grumbles_for_formal: u32,
    /// The days these may lie apart.
    pub grumble_days: u32,
    /// Days within which a closed complaint may be reopened.
    pub reopen_days: u32,
    /// The satisfaction (1–5) from which the customer counts as content.
    pub satisfied_from: u8,
    /// By when the receipt is acknowledged, whatever the class.
    pub acknowledge: Within,
    /// Owners and clocks of each kind.
    pub tracks: BTreeMap<TrackKind, Track>,
}

impl Content for ComplaintPolicy {
    const KIND: &'static str = "complaint";

    fn check(&self) -> Result<(), RuleError> {
        let facts = [
            (
                "repeats_for_major",
                (1..=100).contains(&self.repeats_for_major),
            ),
            (
                "grumbles_for_formal",
                (2..=100).contains(&self.grumbles_for_formal),
            ),
            ("grumble_days", (1..=366).contains(&self.grumble_days)),
            ("reopen_days", (1..=366).contains(&self.reopen_days)),
            ("satisfied_from", (1..=5).contains(&self.satisfied_from)),
            ("acknowledge", self.acknowledge.is_sound()),
        ];
        if let Some((field, _)) = facts.into_iter().find(|(_, holds)| !holds) {
            return Err(bad_policy(field, "out of range"));
        }
        for kind in TrackKind::ALL {
            let place = format!("tracks.{}", kind.code());
            let Some(track) = self.tracks.get(kind) else {
                return Err(bad_policy(place, "missing"));
            };
            if track.owners.is_empty() {
                return Err(bad_policy(place, "nobody owns it"));
            }
            let mut periods = [Some(track.reply), track.first_measure, track.close]
                .into_iter()
                .flatten();
            if !periods.all(Within::is_sound) {
                return Err(bad_policy(place, "period out of range"));
            }
        }
        Ok(())
    }
}

built_in_document! {
    /// The figures the program comes with, until headquarters sends others.
    pub fn built_in() -> ComplaintPolicy = "complaint-2026-1";
}
