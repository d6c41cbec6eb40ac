//! Lists of holidays and make-up days, one document a year.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike as _, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::Rest;
use crate::explain::VersionRef;
use crate::policy::{Content, Document, bad_policy, load};
use crate::rule::{FIRST_YEAR, LAST_YEAR, RuleError};

/// The year's list as headquarters imports it: the form of the published lists (`days` of
/// `{name, date, isOffDay}`), where a run of days may also be `from`–`to`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct HolidayYear {
    /// The year.
    pub year: i32,
    /// Addresses of the notices it was made from.
    #[serde(default)]
    pub papers: Vec<String>,
    /// Its holidays and make-up days.
    pub days: Vec<ListedDay>,
}

/// A holiday or a make-up day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(try_from = "WrittenDay", into = "WrittenDay")]
#[schemars(with = "WrittenDay")]
pub struct ListedDay {
    /// 春节, 国庆节, …
    pub name: String,
    /// The name in English, where known.
    pub name_en: Option<String>,
    /// Which days.
    pub when: OneOrRange,
    /// A rest day; otherwise a weekend day that is worked.
    pub is_off_day: bool,
}

/// A day or a run of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OneOrRange {
    /// One day.
    One {
        /// The day.
        date: NaiveDate,
    },
    /// Both ends included.
    Range {
        /// The first day.
        from: NaiveDate,
        /// The last day.
        to: NaiveDate,
    },
}

/// A listed day as it is written: either `date`, or `from` and `to`; anything else is a slip that
/// would move deadlines unseen.
#[derive(Debug, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
struct WrittenDay {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    name_en: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<NaiveDate>,
    #[serde(rename = "isOffDay")]
    is_off_day: bool,
}

impl TryFrom<WrittenDay> for ListedDay {
    type Error = String;

    fn try_from(written: WrittenDay) -> Result<Self, String> {
        let when = match (written.date, written.from, written.to) {
            (Some(date), None, None) => OneOrRange::One { date },
            (None, Some(from), Some(to)) => OneOrRange::Range { from, to },
            _ => return Err(format!("{}: either date, or from and to", written.name)),
        };
        Ok(Self {
            name: written.name,
            name_en: written.name_en,
            when,
            is_off_day: written.is_off_day,
        })
    }
}

impl From<ListedDay> for WrittenDay {
    fn from(day: ListedDay) -> Self {
        let (date, from, to) = match day.when {
            OneOrRange::One { date } => (Some(date), None, None),
            OneOrRange::Range { from, to } => (None, Some(from), Some(to)),
        };
        Self {
            name: day.name,
            name_en: day.name_en,
            date,
            from,
            to,
            is_off_day: day.is_off_day,
        }
    }
}

impl OneOrRange {
    const fn ends(&self) -> (NaiveDate, NaiveDate) {
        match self {
            Self::One { date } => (*date, *date),
            Self::Range { from, to } => (*from, *to),
        }
    }
}

impl ListedDay {
    /// The English name, or the Chinese one where there is none.
    #[must_use]
    pub fn name_en(&self) -> &str {
        self.name_en.as_deref().unwrap_or(&self.name)
    }

    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        let (from, to) = self.when.ends();
        from.iter_days().take_while(move |day| *day <= to)
    }
}

impl Content for HolidayYear {
    const KIND: &'static str = "holidays";

    fn check(&self) -> Result<(), RuleError> {
        if !(FIRST_YEAR..=LAST_YEAR).contains(&self.year) {
            return Err(bad_policy("year", "outside the calendar"));
        }
        if !self.days.iter().any(|day| day.is_off_day) {
            return Err(bad_policy(
                "days",
                "no holiday: the year's notice is not out yet",
            ));
        }
        let mut seen = BTreeMap::new();
        for (index, listed) in self.days.iter().enumerate() {
            let place = format!("days[{index}]");
            let (from, to) = listed.when.ends();
            if to < from {
                return Err(bad_policy(place, "ends before it starts"));
            }
            if from.year() != self.year || to.year() != self.year {
                return Err(bad_policy(place, "outside the year"));
            }
            for day in listed.days() {
                if !listed.is_off_day && !is_weekend(day) {
                    return Err(bad_policy(place, format!("{day} is a working day anyway")));
                }
                if seen.insert(day, ()).is_some() {
                    return Err(bad_policy(place, format!("{day} is listed twice")));
                }
            }
        }
        Ok(())
    }
}

/// What kind of day it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayKind<'a> {
    /// A listed rest day.
    Holiday(&'a ListedDay),
    /// A weekend day that is worked (调休).
    MakeUp(&'a ListedDay),
    /// Saturday or Sunday.
    Weekend,
    /// An ordinary working day.
    Working,
}

/// The lists of all years known.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Holidays {
    years: BTreeMap<i32, Document<HolidayYear>>,
}

static BUILT_IN: LazyLock<Holidays> = LazyLock::new(|| {
    let list = load(crate::policy::policy_file!("holidays-2026-1"));
    // The file is part of the program; a test proves that it reads.
    Holidays::of(list.ok())
});

impl Holidays {
    /// The lists the program comes with, until headquarters sends more.
    #[must_use]
    pub fn built_in() -> &'static Self {
        &BUILT_IN
    }

    /// The given lists; a later one replaces an earlier one of the same year.
    #[must_use]
    pub fn of(lists: impl IntoIterator<Item = Document<HolidayYear>>) -> Self {
        let years = lists.into_iter().map(|list| (list.content.year, list));
        Self {
            years: years.collect(),
        }
    }

    /// Reads, checks and adds a year's list: our own document, or a bare list as others publish it
    /// (`year`, `papers`, `days`), whose notices then are its source.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`]: no such document, an empty year, a day twice, a day outside the year.
    pub fn import(&mut self, json: &str) -> Result<VersionRef, RuleError> {
        let read = |error: serde_json::Error| bad_policy("document", error.to_string());
        let value: serde_json::Value = serde_json::from_str(json).map_err(read)?;
        let list = if value.get("year").is_some() {
            published(serde_json::from_value(value).map_err(read)?)?
        } else {
            load(json)?
        };
        let version = list.version_ref();
        self.years.insert(list.content.year, list);
        Ok(version)
    }

    /// What kind of day it is.
    #[must_use]
    pub fn kind(&self, date: NaiveDate) -> DayKind<'_> {
        let list = self.years.get(&date.year());
        let listed = list.and_then(|list| {
            let mut days = list.content.days.iter();
            days.find(|listed| {
                let (from, to) = listed.when.ends();
                (from..=to).contains(&date)
            })
        });
        match listed {
            Some(listed) if listed.is_off_day => DayKind::Holiday(listed),
            Some(listed) => DayKind::MakeUp(listed),
            None if is_weekend(date) => DayKind::Weekend,
            None => DayKind::Working,
        }
    }

    /// Whether it is a rest day; by weekends alone where the year's list is missing.
    #[must_use]
    pub fn rest(&self, date: NaiveDate) -> Rest {
        Rest {
            is_rest: matches!(self.kind(date), DayKind::Holiday(_) | DayKind::Weekend),
            holiday_unknown: !self.years.contains_key(&date.year()),
        }
    }

    /// The version of the list of this date's year.
    #[must_use]
    pub fn version_for(&self, date: NaiveDate) -> Option<VersionRef> {
        self.years.get(&date.year()).map(Document::version_ref)
    }
}

/// A bare list as a document: in force from its first day, and checked by nobody yet.
fn published(list: HolidayYear) -> Result<Document<HolidayYear>, RuleError> {
    list.check()?;
    if list.papers.iter().all(|paper| paper.trim().is_empty()) {
        return Err(bad_policy(
            "papers",
            "must name the notice it was made from",
        ));
    }
    let effective_on = NaiveDate::from_ymd_opt(list.year, 1, 1);
    Ok(Document {
        version: format!("{}-published", list.year),
        source: list.papers.join(" "),
        effective_on: effective_on.ok_or_else(|| bad_policy("year", "outside the calendar"))?,
        reviewed_by: None,
        content: list,
    })
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}
