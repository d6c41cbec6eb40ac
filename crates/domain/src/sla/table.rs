//! The table of times as a versioned document of headquarters.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Kind, Level, Mode, Stage};
use crate::maintenance::MonthDay;
use crate::policy::{Content, Document, bad_policy, built_in_document};
use crate::rule::RuleError;
use crate::time::{DAY_MS, HOUR_MS};

/// Most days a limit may allow: a structural bound, no figure of the table.
const DAYS_MAX: u32 = 366;
/// Most that clocks may drift apart unseen; beyond it no clock would ever be doubted.
const TOLERANCE_MAX_SECONDS: u32 = 3600;
const MINUTE_MS: i64 = 60_000;

/// The figures of all kinds. A changed table is a new version and decides only cases received
/// afterwards; each case keeps the version that decided it (R017).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SlaTable {
    /// How days are counted unless a question says otherwise.
    pub mode: Mode,
    /// The share of the time at which a clock warns, in per cent (R018).
    pub warn_percent: u32,
    /// A reply that ends with the day turns yellow so many minutes before.
    pub reply_soon_minutes: u32,
    /// How far wall clock and counter may drift apart before an event is suspect, in seconds.
    pub clock_tolerance_seconds: u32,
    /// The stages a pause moves. Parts are never among them, nor is the reply: the phone works.
    pub pausable: BTreeSet<Stage>,
    /// When houses are heated; outside it nobody is proposed as being without heat.
    pub heating_season: Season,
    /// The rules of each kind; every kind is there.
    pub kinds: BTreeMap<Kind, KindRule>,
}

/// A part of the year, both days in it; it may run over the turn of the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Its first day.
    pub from: MonthDay,
    /// Its last day.
    pub to: MonthDay,
}

impl Season {
    /// Whether every year has both days.
    fn is_sound(&self) -> bool {
        [self.from, self.to]
            .iter()
            .all(|day| day.in_year(2023).is_some())
    }

    /// The latest that began by a day: its first day and its last.
    #[must_use]
    pub fn begun_by(&self, day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let this_year = self.from.in_year(day.year())?;
        let from = match this_year <= day {
            true => this_year,
            false => self.from.in_year(day.year() - 1)?,
        };
        let to = self.to.in_year(from.year())?;
        let to = match to >= from {
            true => to,
            false => self.to.in_year(from.year() + 1)?,
        };
        Some((from, to))
    }

    /// Whether a day lies in it.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        let place = |day: MonthDay| (day.month, day.day);
        let day = (day.month(), day.day());
        let (from, to) = (place(self.from), place(self.to));
        if from <= to {
            from <= day && day <= to
        } else {
            from <= day || day <= to
        }
    }
}

/// The times of one kind of case.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KindRule {
    /// Its stages; a stage that is not here has no clock.
    pub stages: BTreeMap<Stage, StageRule>,
    /// How the customer is asked, where that is no clock of the single case.
    #[serde(default)]
    pub confirmed_by: Option<ConfirmedBy>,
    /// When which level is told.
    pub escalation: BTreeMap<Level, Trigger>,
}

/// What takes the place of asking every customer after the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "how", rename_all = "snake_case", deny_unknown_fields)]
pub enum ConfirmedBy {
    /// The two return visits after the commissioning (V1, V2).
    ReturnVisits {},
    /// A sample is asked.
    Sample {
        /// How many in a hundred.
        percent: u32,
    },
}

/// The times of one stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StageRule {
    /// Late after this.
    pub limit: Period,
    /// Should be done by then; absent where the table gives one figure.
    #[serde(default)]
    pub target: Option<Period>,
    /// The limit in the country, where it differs.
    #[serde(default)]
    pub rural_limit: Option<Period>,
    /// Headquarters is told before the limit (parts: whoever supplies them must know).
    #[serde(default)]
    pub headquarters_warned: Option<Period>,
    /// Past the limit the household gets a spare heater.
    #[serde(default)]
    pub spare_heating: bool,
}

/// What a time is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StartsAt {
    /// The receipt of the request.
    Receipt,
    /// The visit agreed with the customer.
    Appointment,
    /// The ordering of a missing part.
    PartOrdered,
    /// The end of the work.
    Finished,
}

impl StartsAt {
    /// The input field that tells it.
    #[must_use]
    pub const fn field(self) -> &'static str {
        match self {
            Self::Receipt => "received_at",
            Self::Appointment => "appointed_on",
            Self::PartOrdered => "part_ordered_at",
            Self::Finished => "finished_at",
        }
    }
}

/// The unit of a time that is counted by the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Periods of 24 hours.
    Days,
}

impl Unit {
    const fn ms(self) -> i64 {
        match self {
            Self::Minutes => MINUTE_MS,
            Self::Hours => HOUR_MS,
            Self::Days => DAY_MS,
        }
    }
}

/// A time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "form", rename_all = "snake_case", deny_unknown_fields)]
pub enum Period {
    /// The end (24:00 in China) of the n-th day after the start's day, natural or working; with 0
    /// the end of that very day, whatever day it is. A visit window that ends on it ends it earlier.
    EndOfDay {
        /// What it is counted from.
        after: StartsAt,
        /// How many days.
        days: u32,
    },
    /// So much time by the clock, day and night, in both modes.
    Elapsed {
        /// What it is counted from.
        after: StartsAt,
        /// How many.
        count: u32,
        /// Of what.
        unit: Unit,
    },
}

impl Period {
    /// What it is counted from.
    #[must_use]
    pub const fn after(&self) -> StartsAt {
        match self {
            Self::EndOfDay { after, .. } | Self::Elapsed { after, .. } => *after,
        }
    }

    /// The length of a time by the clock; `None` for the end of a day.
    #[must_use]
    pub const fn elapsed_ms(&self) -> Option<i64> {
        match self {
            Self::EndOfDay { .. } => None,
            // Checked bounds: 366 days at most, so the product is small.
            Self::Elapsed { count, unit, .. } => Some(*count as i64 * unit.ms()),
        }
    }

    fn check(&self, place: &str) -> Result<(), RuleError> {
        let sound = match self {
            Self::EndOfDay { after, days } => {
                let counts_days = matches!(after, StartsAt::Receipt | StartsAt::Appointment);
                counts_days && *days <= DAYS_MAX
            }
            Self::Elapsed { after, .. } => {
                let longest = i64::from(DAYS_MAX) * DAY_MS;
                let length = self.elapsed_ms().unwrap_or_default();
                // An appointment is a day, not an instant.
                *after != StartsAt::Appointment && (1..=longest).contains(&length)
            }
        };
        if sound {
            Ok(())
        } else {
            Err(bad_policy(place.to_owned(), "no such time"))
        }
    }

    /// Whether it never ends after `later`, whenever the case comes in and however days count.
    fn never_after(&self, later: &Self) -> bool {
        self.after() == later.after()
            && match (self, later) {
                (Self::EndOfDay { days, .. }, Self::EndOfDay { days: most, .. }) => days <= most,
                (Self::Elapsed { .. }, Self::Elapsed { .. }) => {
                    self.elapsed_ms() <= later.elapsed_ms()
                }
                // The end of day n is at least n times 24 hours away.
                (Self::Elapsed { .. }, Self::EndOfDay { days, .. }) => {
                    self.elapsed_ms() <= Some(i64::from(*days) * DAY_MS)
                }
                // Working days may stretch beyond any number of hours.
                (Self::EndOfDay { .. }, Self::Elapsed { .. }) => false,
            }
    }
}

/// When a level is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(tag = "when", rename_all = "snake_case", deny_unknown_fields)]
pub enum Trigger {
    /// When the clock warns ([`SlaTable::warn_percent`]).
    Warning {},
    /// So long before the limit, but no sooner than a share of the time has passed: what is promised
    /// for the same day is not told while it is being promised.
    BeforeLimit {
        /// Hours before it.
        hours: u32,
        /// The share of the time that has passed at least, in per cent.
        percent: u32,
    },
    /// At the limit.
    Limit {},
    /// Some time after the limit.
    AfterLimit {
        /// Hours after it.
        hours: u32,
    },
    /// On receipt, once for the case.
    AtOnce {},
}

impl Trigger {
    /// When it comes for a time that began and ends then. `warn_at` is when its clock warns.
    pub(super) fn at(self, from_at: i64, limit_at: i64, warn_at: Option<i64>) -> Option<i64> {
        Some(match self {
            Self::AtOnce {} => from_at,
            Self::Warning {} => return warn_at,
            Self::BeforeLimit { hours, percent } => {
                let before = limit_at.saturating_sub(i64::from(hours) * HOUR_MS);
                before.max(share_of(from_at, limit_at, percent))
            }
            Self::Limit {} => limit_at,
            Self::AfterLimit { hours } => limit_at.saturating_add(i64::from(hours) * HOUR_MS),
        })
    }

    /// How far up the ladder it stands: its kind, then the hours.
    pub(super) const fn step(self) -> (u8, u32) {
        match self {
            Self::AtOnce {} => (0, 0),
            Self::Warning {} | Self::BeforeLimit { .. } => (1, 0),
            Self::Limit {} => (2, 0),
            Self::AfterLimit { hours } => (3, hours),
        }
    }
}

/// When so many per cent of a time have passed.
pub(super) fn share_of(from_at: i64, limit_at: i64, percent: u32) -> i64 {
    let length = limit_at.saturating_sub(from_at).max(0);
    from_at.saturating_add(length.saturating_mul(i64::from(percent)) / 100)
}

impl SlaTable {
    /// The rules of a kind.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`] for a table that was never checked.
    pub fn kind(&self, kind: Kind) -> Result<&KindRule, RuleError> {
        let rule = self.kinds.get(&kind);
        rule.ok_or_else(|| bad_policy(format!("kinds.{}", kind.code()), "missing"))
    }

    /// The rule of a stage; `None` where the kind has no such clock.
    #[must_use]
    pub fn stage(&self, kind: Kind, stage: Stage) -> Option<&StageRule> {
        self.kinds.get(&kind)?.stages.get(&stage)
    }
}

impl Content for SlaTable {
    const KIND: &'static str = "sla";

    fn check(&self) -> Result<(), RuleError> {
        if !(1..=100).contains(&self.warn_percent) {
            return Err(bad_policy("warn_percent", "not a share"));
        }
        if self.reply_soon_minutes > 24 * 60 {
            return Err(bad_policy("reply_soon_minutes", "more than a day"));
        }
        if self.clock_tolerance_seconds > TOLERANCE_MAX_SECONDS {
            return Err(bad_policy("clock_tolerance_seconds", "more than an hour"));
        }
        if !self.heating_season.is_sound() {
            return Err(bad_policy("heating_season", "no such day of every year"));
        }
        let never = [Stage::FirstReply, Stage::Parts, Stage::Confirm];
        if never.iter().any(|stage| self.pausable.contains(stage)) {
            return Err(bad_policy("pausable", "a stage that never rests"));
        }
        for kind in Kind::ALL {
            self.kind(*kind)?
                .check(*kind, &format!("kinds.{}", kind.code()))?;
        }
        Ok(())
    }
}

impl KindRule {
    fn check(&self, kind: Kind, place: &str) -> Result<(), RuleError> {
        for stage in [Stage::FirstReply, Stage::Finish] {
            if !self.stages.contains_key(&stage) {
                return Err(bad_policy(format!("{place}.{}", stage.code()), "missing"));
            }
        }
        for (stage, rule) in &self.stages {
            rule.check(*stage, &format!("{place}.{}", stage.code()))?;
        }
        if let Some(ConfirmedBy::Sample { percent }) = self.confirmed_by
            && !(1..=100).contains(&percent)
        {
            return Err(bad_policy(format!("{place}.confirmed_by"), "not a share"));
        }
        if self.confirmed_by.is_some() && self.stages.contains_key(&Stage::Confirm) {
            let place = format!("{place}.confirmed_by");
            return Err(bad_policy(place, "the stage has a clock already"));
        }
        check_escalation(
            &self.escalation,
            kind.is_danger(),
            &format!("{place}.escalation"),
        )
    }
}

/// The ladder exists, begins no later than the limit and ascends; a danger is told to headquarters
/// at once.
pub(super) fn check_escalation(
    escalation: &BTreeMap<Level, Trigger>,
    danger: bool,
    place: &str,
) -> Result<(), RuleError> {
    let fault = |level: Level, reason| Err(bad_policy(format!("{place}.{}", level.code()), reason));
    for level in [Level::L1, Level::L2] {
        if !escalation.contains_key(&level) {
            return fault(level, "missing");
        }
    }
    for level in [Level::L3, Level::L4] {
        let at_once = escalation.get(&level) == Some(&Trigger::AtOnce {});
        if danger && !at_once {
            return fault(level, "not at once");
        }
    }
    let mut below = Trigger::AtOnce {}.step();
    for (level, trigger) in escalation {
        match trigger {
            Trigger::AfterLimit { .. } if *level == Level::L1 => return fault(*level, "too late"),
            Trigger::AfterLimit { hours } if *hours > DAYS_MAX * 24 => {
                return fault(*level, "too late");
            }
            Trigger::BeforeLimit { hours, percent }
                if *hours > DAYS_MAX * 24 || !(1..=100).contains(percent) =>
            {
                return fault(*level, "no such time");
            }
            _ => {}
        }
        // Whoever is told on receipt stands beside the ladder.
        if *trigger != (Trigger::AtOnce {}) {
            if trigger.step() < below {
                return fault(*level, "before a lower level");
            }
            below = trigger.step();
        }
    }
    Ok(())
}

impl StageRule {
    fn check(&self, stage: Stage, place: &str) -> Result<(), RuleError> {
        let early = [self.target, self.headquarters_warned];
        let all = [Some(self.limit), self.rural_limit]
            .into_iter()
            .chain(early);
        for period in all.flatten() {
            period.check(place)?;
            if !stage.may_start_at(period.after()) {
                return Err(bad_policy(place.to_owned(), "counted from a later stage"));
            }
        }
        let after_limit = early.iter().flatten().any(|early| {
            let limits = [Some(self.limit), self.rural_limit];
            !limits
                .iter()
                .flatten()
                .all(|limit| early.never_after(limit))
        });
        if after_limit {
            return Err(bad_policy(place.to_owned(), "a target after the limit"));
        }
        Ok(())
    }
}

impl Stage {
    /// Whether the stage can be counted from this event.
    const fn may_start_at(self, start: StartsAt) -> bool {
        match self {
            Self::FirstReply | Self::Schedule => matches!(start, StartsAt::Receipt),
            Self::OnSite | Self::Finish => {
                matches!(start, StartsAt::Receipt | StartsAt::Appointment)
            }
            Self::Parts => matches!(start, StartsAt::PartOrdered),
            Self::Confirm => matches!(start, StartsAt::Finished),
        }
    }
}

built_in_document! {
    /// The table the program comes with, until headquarters sends another.
    pub fn built_in() -> SlaTable = "sla-2026-11";
}

/// The version a case was received under; a case never changes its table (R017).
#[must_use]
pub fn of_version<'a>(
    tables: &'a [Document<SlaTable>],
    version: &str,
) -> Option<&'a Document<SlaTable>> {
    tables.iter().find(|table| table.version == version)
}
