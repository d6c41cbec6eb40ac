//! The scorecard of a person, and the figures of the shop beside it (R022, R049, R053, R099, R122,
//! R126).
//!
//! Facts in, cases out; a figure is the sum of its cases and nothing else, so that no number stands
//! without the orders, complaints and calls behind it. How late and how often mended at once comes
//! from the figures of the shop ([`crate::kpi`]), shared out to whoever did the work.

mod appointment;
mod count;

use chrono::NaiveDate;
use uuid::Uuid;

pub use appointment::{Appointment, Course, CourseStep, Outcome, WINDOW_MS, appointments};
pub use count::{
    AnswerFact, CallFact, ComplaintFact, Facts, OrderFact, PromiseFact, RequestFact, cases,
};

use crate::codes::codes;
use crate::explain::{Line, line};

/// Below so many rows a share says nothing of a person.
pub const SAMPLE_MIN: u32 = 5;
/// A fault that is there again within so many days is a repetition.
pub const REPEAT_DAYS: u32 = 30;
/// The days of a card that is not of one month, today among them.
pub const RECENT_DAYS: u64 = 90;

codes! {
    /// A figure, in the order of the card; the last two are the shop's alone.
    Score {
        /// 完工工单
        Finished = "finished",
        /// 按时完成
        OnTime = "on_time",
        /// 一次修好
        FirstTimeFix = "first_time_fix",
        /// 守约到场
        KeptAppointments = "kept_appointments",
        /// 客户满意
        Satisfaction = "satisfaction",
        /// 上门礼仪
        Etiquette = "etiquette",
        /// 被投诉
        Complaints = "complaints",
        /// 三十天内又报修
        Repeats = "repeats",
        /// 承诺兑现
        Promises = "promises",
        /// 回访存疑
        AuditMarks = "audit_marks",
        /// 电话里解决
        SolvedByPhone = "solved_by_phone",
        /// 投诉处理后转满意
        Recovered = "recovered",
    }
}

impl Score {
    /// The figures of a person's card.
    pub const OF_PERSON: &'static [Self] = &[
        Self::Finished,
        Self::OnTime,
        Self::FirstTimeFix,
        Self::KeptAppointments,
        Self::Satisfaction,
        Self::Etiquette,
        Self::Complaints,
        Self::Repeats,
        Self::Promises,
        Self::AuditMarks,
    ];

    /// The figures of the shop that its people have no card of, or share (R053, R099, R122, R126).
    pub const OF_SHOP: &'static [Self] = &[
        Self::SolvedByPhone,
        Self::Recovered,
        Self::KeptAppointments,
        Self::Promises,
    ];

    /// Whether it is a number and no share.
    #[must_use]
    pub const fn is_count(self) -> bool {
        matches!(self, Self::Finished | Self::Complaints)
    }

    /// Whether less of it is better.
    #[must_use]
    pub const fn less_is_better(self) -> bool {
        matches!(self, Self::Complaints | Self::Repeats | Self::AuditMarks)
    }

    /// How it is counted, in a sentence.
    #[must_use]
    pub fn how(self) -> Line {
        match self {
            Self::Finished => line!("score-how-finished"),
            Self::OnTime => line!("score-how-on-time"),
            Self::FirstTimeFix => line!("score-how-first-time-fix", days = REPEAT_DAYS),
            Self::KeptAppointments => line!("score-how-kept-appointments"),
            Self::Satisfaction => line!("score-how-satisfaction"),
            Self::Etiquette => line!("score-how-etiquette"),
            Self::Complaints => line!("score-how-complaints"),
            Self::Repeats => line!("score-how-repeats", days = REPEAT_DAYS),
            Self::Promises => line!("score-how-promises"),
            Self::AuditMarks => line!("score-how-audit-marks"),
            Self::SolvedByPhone => line!("score-how-solved-by-phone"),
            Self::Recovered => line!("score-how-recovered"),
        }
    }
}

/// The days a figure is of, both among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub from: NaiveDate,
    /// The last day.
    pub to: NaiveDate,
}

impl Period {
    /// A month, written `YYYY-MM`.
    #[must_use]
    pub fn of_month(text: &str) -> Option<Self> {
        let from: NaiveDate = format!("{text}-01").parse().ok()?;
        let next = from.checked_add_months(chrono::Months::new(1))?;
        let named = from.format("%Y-%m").to_string() == text;
        Some(Self {
            from,
            to: next.pred_opt()?,
        })
        .filter(|_| named)
    }

    /// The last days up to and with `today`.
    #[must_use]
    pub fn recent(today: NaiveDate) -> Option<Self> {
        let from = today.checked_sub_days(chrono::Days::new(RECENT_DAYS - 1))?;
        Some(Self { from, to: today })
    }

    /// Whether a day is one of it.
    #[must_use]
    pub fn has(&self, day: NaiveDate) -> bool {
        (self.from..=self.to).contains(&day)
    }

    /// Whether an instant lies in it, by the days of China.
    #[must_use]
    pub fn holds(&self, at: i64) -> bool {
        crate::time::local_date(at).is_some_and(|day| self.has(day))
    }
}

/// One row behind a figure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Which figure.
    pub score: Score,
    /// Whose; none for what nobody answers for.
    pub who: Option<Uuid>,
    /// The order, visit, complaint, promise or request.
    pub id: Uuid,
    /// How much of it counts: 1 or 0, of the etiquette so many points.
    pub done: u32,
    /// Of how much.
    pub of: u32,
    /// It does not change any more.
    pub ripe: bool,
}

impl Case {
    /// Whether the whole of it counts.
    #[must_use]
    pub const fn is_hit(&self) -> bool {
        self.done == self.of
    }
}

/// A figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Which one.
    pub score: Score,
    /// What counts.
    pub numerator: u32,
    /// Of what; for complaints the orders finished.
    pub denominator: u32,
    /// Rows behind it.
    pub rows: u32,
    /// The share in per cent; none for a number, and where there are too few rows.
    pub percent: Option<f64>,
    /// A share of so few rows says nothing.
    pub too_few: bool,
    /// It may still change.
    pub provisional: bool,
}

/// A figure of one person, or of everybody, from the cases.
#[must_use]
pub fn figure(score: Score, who: Option<Uuid>, cases: &[Case]) -> Figure {
    let of = |score: Score| {
        let mine = move |case: &&Case| who.is_none() || case.who == who;
        cases
            .iter()
            .filter(move |case| case.score == score)
            .filter(mine)
    };
    let rows = of(score).count() as u32;
    let numerator = of(score).map(|case| case.done).sum();
    let denominator = match score {
        Score::Complaints => of(Score::Finished).count() as u32,
        _ => of(score).map(|case| case.of).sum(),
    };
    let too_few = !score.is_count() && rows < SAMPLE_MIN;
    let is_share = !score.is_count() && !too_few;
    Figure {
        score,
        numerator,
        denominator,
        rows,
        percent: is_share.then(|| f64::from(numerator) * 100.0 / f64::from(denominator.max(1))),
        too_few,
        provisional: of(score).any(|case| !case.ripe),
    }
}

#[cfg(test)]
mod tests;
