//! By when something is due, and the walk to that day.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::walk::{elapsed_line, first_day_line, plain_walk, walked};
use super::{Kind, Mode, Period, SlaTable, Stage, StageRule, StartsAt};
use crate::calendar::{Holidays, add_working_days, note_lists, plus_days};
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, Line, line};
use crate::policy::{Document, bad_policy};
use crate::rule::{RuleError, in_order, within_calendar};
use crate::time::{end_of_day, local_date};

codes! {
    /// The two promises a customer hears when a request is taken.
    DueStage {
        /// 首次回复
        FirstReply = "first_reply",
        /// 完成
        Finish = "finish",
    }
}

impl From<DueStage> for Stage {
    fn from(stage: DueStage) -> Self {
        match stage {
            DueStage::FirstReply => Self::FirstReply,
            DueStage::Finish => Self::Finish,
        }
    }
}

/// The question by when something received is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DueInput {
    /// When the request came in, in Unix milliseconds.
    pub received_at: i64,
    /// What it is about.
    pub kind: Kind,
    /// Which promise.
    pub stage: DueStage,
    /// How days are counted.
    pub mode: Mode,
    /// The day agreed with the customer; needed where the time is counted from it.
    #[serde(default)]
    pub appointed_on: Option<NaiveDate>,
}

/// By when. 24:00 in China is the next day's 00:00.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Due {
    /// Should be done by then, in Unix milliseconds; absent where the table gives one figure.
    pub target: Option<i64>,
    /// Late from then on, in Unix milliseconds.
    pub limit: i64,
}

/// By when a reply or the finish is due (R041, R042; `rules.md` §2.6).
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar, [`RuleError::EvidenceMissing`] without the
/// appointment the time is counted from, [`RuleError::EndBeforeStart`] for an appointment before
/// the day of receipt.
pub fn due(
    input: &DueInput,
    table: &Document<SlaTable>,
    holidays: &Holidays,
) -> Result<Decision<Due>, RuleError> {
    let asked = Asked::of(input, &table.content, holidays)?;
    let times = asked.times()?;
    let mut why = explanation(input.kind, input.stage.into(), table);
    let received = Arg::Instant(input.received_at);
    why.steps.push(line!("sla-received", at = received));
    asked
        .counter
        .explain(asked.rule.limit, &times, &asked.anchors, &mut why)?;
    why.steps
        .extend(result_lines(times.target_at, times.limit_at));
    Ok(Decision {
        result: times.due(),
        why,
    })
}

/// [`due()`] without the reasons, for whoever stores a promise.
///
/// # Errors
/// As [`due()`].
pub fn due_at(input: &DueInput, table: &SlaTable, holidays: &Holidays) -> Result<Due, RuleError> {
    let times = Asked::of(input, table, holidays)?.times()?;
    Ok(times.due())
}

/// A question made ready.
struct Asked<'a> {
    stage: Stage,
    rule: &'a StageRule,
    counter: Counter<'a>,
    anchors: Anchors,
}

impl<'a> Asked<'a> {
    fn of(
        input: &DueInput,
        table: &'a SlaTable,
        holidays: &'a Holidays,
    ) -> Result<Self, RuleError> {
        let received_on = day_of(input.received_at, "received_at")?;
        let appointed = input
            .appointed_on
            .map(|on| Appointed { on, until_at: None });
        if let Some(appointed) = appointed {
            within_calendar(appointed.on, "appointed_on")?;
            in_order(received_on, appointed.on, "appointed_on")?;
        }
        let rule = table.stage(input.kind, input.stage.into());
        let rule = rule.ok_or_else(|| bad_policy("stages", "no such stage"))?;
        Ok(Self {
            stage: input.stage.into(),
            rule,
            counter: Counter {
                mode: input.mode,
                holidays,
            },
            anchors: Anchors {
                received_at: input.received_at,
                appointed,
                part_ordered_at: None,
                finished_at: None,
            },
        })
    }

    fn times(&self) -> Result<Times, RuleError> {
        let limit = self.rule.limit;
        let asked = (self.stage, self.rule);
        let times = self.counter.times(asked, limit, &self.anchors)?;
        times.ok_or_else(|| RuleError::EvidenceMissing {
            field: limit.after().field().into(),
        })
    }
}

impl Times {
    const fn due(&self) -> Due {
        Due {
            target: self.target_at,
            limit: self.limit_at,
        }
    }
}

/// Target and limit as sentences.
pub(super) fn result_lines(target_at: Option<i64>, limit_at: i64) -> Vec<Line> {
    let target = target_at.map(|at| line!("sla-target", at = Arg::Instant(at)));
    let limit = line!("sla-limit", at = Arg::Instant(limit_at));
    target.into_iter().chain([limit]).collect()
}

/// The reasons every answer about a stage begins with.
pub(super) fn explanation(kind: Kind, stage: Stage, table: &Document<SlaTable>) -> Explanation {
    let promise = match (kind, stage) {
        (_, Stage::FirstReply) => Some(Basis::policy("sla-basis-reply")),
        (Kind::Repair, Stage::Finish) => Some(Basis::policy("sla-basis-finish")),
        _ => None,
    };
    let unreviewed = table.reviewed_by.is_none();
    let note = unreviewed.then(|| line!("sla-unreviewed", version = table.version.as_str()));
    Explanation {
        basis: promise
            .into_iter()
            .chain([Basis::policy("sla-basis-table")])
            .collect(),
        rows: row(kind, stage).into_iter().collect(),
        notes: note.into_iter().collect(),
        versions: vec![table.version_ref()],
        ..Explanation::default()
    }
}

macro_rules! rows {
    ($($kind:literal),* $(,)?) => {
        const ROWS: &[[&str; 6]] = &[$([
            concat!("sla.", $kind, ".first_reply"),
            concat!("sla.", $kind, ".schedule"),
            concat!("sla.", $kind, ".on_site"),
            concat!("sla.", $kind, ".parts"),
            concat!("sla.", $kind, ".finish"),
            concat!("sla.", $kind, ".confirm"),
        ]),*];
    };
}

rows!(
    "repair",
    "no_heat",
    "safety",
    "install",
    "maintenance",
    "enquiry",
    "complaint_a",
    "complaint_b",
    "complaint_c",
    "complaint_d",
);

/// The row of the table, such as `sla.repair.finish`.
pub(super) fn row(kind: Kind, stage: Stage) -> Option<&'static str> {
    ROWS.get(kind as usize)?.get(stage as usize).copied()
}

/// The China-time day of an instant rules calculate with.
pub(super) fn day_of(at: i64, field: &'static str) -> Result<NaiveDate, RuleError> {
    let day = local_date(at).ok_or(RuleError::OutOfRange {
        field: field.into(),
    })?;
    within_calendar(day, field)
}

/// The visit agreed with the customer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Appointed {
    pub(super) on: NaiveDate,
    /// The end of the agreed window, where one is known.
    pub(super) until_at: Option<i64>,
}

/// What times are counted from, as far as it has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchors {
    pub(super) received_at: i64,
    pub(super) appointed: Option<Appointed>,
    pub(super) part_ordered_at: Option<i64>,
    pub(super) finished_at: Option<i64>,
}

impl Anchors {
    /// The instant of the start; `None` for an appointment, which is a day.
    const fn instant(&self, start: StartsAt) -> Option<i64> {
        match start {
            StartsAt::Receipt => Some(self.received_at),
            StartsAt::Appointment => None,
            StartsAt::PartOrdered => self.part_ordered_at,
            StartsAt::Finished => self.finished_at,
        }
    }

    fn day(&self, start: StartsAt) -> Result<Option<NaiveDate>, RuleError> {
        if start == StartsAt::Appointment {
            return Ok(self.appointed.map(|appointed| appointed.on));
        }
        let at = self.instant(start);
        at.map(|at| day_of(at, start.field())).transpose()
    }
}

/// The instants of a stage before any pause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Times {
    pub(super) target_at: Option<i64>,
    pub(super) limit_at: i64,
}

/// How days are counted.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counter<'a> {
    pub(super) mode: Mode,
    pub(super) holidays: &'a Holidays,
}

impl Counter<'_> {
    /// The times of a stage; `None` while what its limit is counted from has not happened. A reply
    /// promised within minutes or hours is due on the day of receipt all the same (R041).
    pub(super) fn times(
        &self,
        (stage, rule): (Stage, &StageRule),
        limit: Period,
        anchors: &Anchors,
    ) -> Result<Option<Times>, RuleError> {
        let target_at = match rule.target {
            Some(target) => self.end(target, anchors)?,
            None => None,
        };
        let same_day = match stage {
            Stage::FirstReply => end_of_day(day_of(anchors.received_at, "received_at")?),
            _ => None,
        };
        let limit_at = self.end(limit, anchors)?;
        let limit_at = limit_at.map(|at| same_day.map_or(at, |day| at.min(day)));
        Ok(limit_at.map(|limit_at| Times {
            target_at,
            limit_at,
        }))
    }

    /// When a period ends; `None` while its start has not happened.
    pub(super) fn end(&self, period: Period, anchors: &Anchors) -> Result<Option<i64>, RuleError> {
        let after = period.after();
        let too_far = || RuleError::OutOfRange {
            field: after.field().into(),
        };
        match period {
            Period::EndOfDay { days, .. } => {
                let Some(start) = anchors.day(after)? else {
                    return Ok(None);
                };
                let window = anchors.appointed.and_then(|appointed| appointed.until_at);
                if let (StartsAt::Appointment, 0, Some(until_at)) = (after, days, window) {
                    return Ok(Some(until_at));
                }
                let last = self.day_after(start, days).map_err(|_| too_far())?;
                end_of_day(last).ok_or_else(too_far).map(Some)
            }
            Period::Elapsed { .. } => {
                let (Some(start), Some(ms)) = (anchors.instant(after), period.elapsed_ms()) else {
                    return Ok(None);
                };
                let end = start.checked_add(ms).ok_or_else(too_far)?;
                day_of(start, after.field())?;
                day_of(end, after.field())?;
                Ok(Some(end))
            }
        }
    }

    fn day_after(&self, start: NaiveDate, days: u32) -> Result<NaiveDate, RuleError> {
        match self.mode {
            Mode::Natural => plus_days(start, days),
            Mode::Working => add_working_days(self.holidays, start, days).map(|end| end.end),
        }
    }

    /// Adds how the limit came about: for the end of a day each day to it, else start and length.
    pub(super) fn explain(
        &self,
        limit: Period,
        times: &Times,
        anchors: &Anchors,
        why: &mut Explanation,
    ) -> Result<(), RuleError> {
        let (after, days) = match limit {
            Period::EndOfDay { after, days } => (after, days),
            Period::Elapsed { after, count, unit } => {
                if let Some(start_at) = anchors.instant(after) {
                    why.steps.push(elapsed_line(start_at, count, unit));
                }
                let end_at = self.end(limit, anchors)?;
                if let Some(day) = end_at
                    .filter(|at| times.limit_at < *at)
                    .and_then(|_| anchors.day(after).transpose())
                {
                    why.steps.push(line!("sla-same-day-receipt", on = day?));
                }
                return Ok(());
            }
        };
        let Some(start) = anchors.day(after)? else {
            return Ok(());
        };
        why.steps.push(first_day_line(after, start, days));
        if days == 0 {
            return Ok(());
        }
        why.steps.push(match self.mode {
            Mode::Natural => line!("sla-mode-natural", days = days),
            Mode::Working => line!("sla-mode-working", days = days),
        });
        let last = local_date(times.limit_at.saturating_sub(1)).unwrap_or(start);
        why.steps.extend(plain_walk(self, start, last));
        // Natural days do not depend on any list, so a missing one is no caveat there.
        if self.mode == Mode::Working {
            let mut days = walked(start, last);
            let unknown = days.any(|day| self.holidays.rest(day).holiday_unknown);
            note_lists(why, self.holidays, &[start, last], unknown);
        }
        Ok(())
    }
}
