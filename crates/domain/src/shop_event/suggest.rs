//! What a shop might do in the coming weeks, by the list of holidays and the season (R048): suggested,
//! never planned by itself.
//!
//! A holiday's days are those of the published list. While a year's list is not out yet, the day the
//! law names stands in its place, and the suggestion says so.

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, NaiveDate};

use super::Kind;
use crate::calendar::Holidays;
use crate::calendar::lunar::{LunarDate, to_solar};

/// How far ahead is suggested.
pub const AHEAD_DAYS: u64 = 60;

/// When the law says a holiday is.
#[derive(Debug, Clone, Copy)]
enum Day {
    /// By the solar calendar.
    Solar(u32, u32),
    /// By the lunar calendar.
    Lunar(u8, u8),
}

/// What a suggestion hangs on.
#[derive(Debug, Clone, Copy)]
enum Occasion {
    /// A holiday of the list, by its name there, and the day it is about.
    Holiday(&'static str, &'static str, Day),
    /// A day that is no holiday, or a season's beginning.
    Season(Day),
}

/// A line of the table of suggestions.
struct Idea {
    code: &'static str,
    occasion: Occasion,
    kind: Kind,
    name: (&'static str, &'static str),
    reason: (&'static str, &'static str),
    /// Over all days of the holiday; otherwise from so many days before it, for so many days.
    span: Span,
}

#[derive(Debug, Clone, Copy)]
enum Span {
    Whole,
    Before { days: u64, long: u64 },
}

const fn idea(
    code: &'static str,
    (occasion, span): (Occasion, Span),
    kind: Kind,
    name: (&'static str, &'static str),
    reason: (&'static str, &'static str),
) -> Idea {
    Idea {
        code,
        occasion,
        kind,
        name,
        reason,
        span,
    }
}

const NEW_YEAR: Occasion = Occasion::Holiday("元旦", "New Year's Day", Day::Solar(1, 1));
const SPRING: Occasion = Occasion::Holiday("春节", "Spring Festival", Day::Lunar(1, 1));
const LABOUR: Occasion = Occasion::Holiday("劳动节", "Labour Day", Day::Solar(5, 1));
const AUTUMN: Occasion = Occasion::Holiday("中秋节", "Mid-Autumn Festival", Day::Lunar(8, 15));
const NATIONAL: Occasion = Occasion::Holiday("国庆节", "National Day", Day::Solar(10, 1));
const WHOLE: Span = Span::Whole;

const fn before(days: u64, long: u64) -> Span {
    Span::Before { days, long }
}

/// The table. A code names its line for ever: what a shop answered hangs on it.
const IDEAS: &[Idea] = &[
    idea(
        "new_year_duty",
        (NEW_YEAR, WHOLE),
        Kind::Duty,
        ("元旦值班", "Duty at New Year"),
        (
            "放假时也在供暖，停一天就冻一家",
            "heating goes on over the holiday",
        ),
    ),
    idea(
        "spring_check",
        (SPRING, before(20, 14)),
        Kind::FreeCheck,
        ("春节前免费检查", "Free checks before Spring Festival"),
        (
            "返乡的多，空了一年的机器先查一遍",
            "those who come home find machines that stood a year",
        ),
    ),
    idea(
        "spring_duty",
        (SPRING, WHOLE),
        Kind::Duty,
        ("春节值班", "Duty at Spring Festival"),
        (
            "最冷又全家在，报修最多",
            "the coldest days, with everybody at home",
        ),
    ),
    idea(
        "consumer_day",
        (Occasion::Season(Day::Solar(3, 15)), before(0, 1)),
        Kind::FreeCheck,
        ("三一五免费检查和咨询", "Free checks on Consumer Rights Day"),
        (
            "三月十五日是消费者权益日",
            "15 March is Consumer Rights Day",
        ),
    ),
    idea(
        "season_end",
        (Occasion::Season(Day::Solar(4, 10)), before(0, 20)),
        Kind::Promotion,
        (
            "停暖后保养优惠",
            "Maintenance offer after the heating season",
        ),
        (
            "停暖了机器空下来，淡季保养不用排队",
            "machines stand idle, and nobody waits",
        ),
    ),
    idea(
        "labour_tour",
        (LABOUR, WHOLE),
        Kind::Tour,
        ("劳动节下乡巡回服务", "Tour of the villages at Labour Day"),
        (
            "放假家里有人，上门不扑空",
            "people are at home on the holiday",
        ),
    ),
    idea(
        "staff_training",
        (Occasion::Season(Day::Solar(9, 1)), before(0, 3)),
        Kind::Training,
        ("供暖前师傅培训", "Training before the heating season"),
        (
            "旺季前把新机型和安全要求讲一遍",
            "new models and safety before the busy weeks",
        ),
    ),
    idea(
        "season_check",
        (Occasion::Season(Day::Solar(9, 15)), before(0, 30)),
        Kind::FreeCheck,
        ("供暖前免费检查", "Free checks before the heating season"),
        (
            "点火前查出来，不在冷天里修",
            "what is found now need not be repaired in the cold",
        ),
    ),
    idea(
        "autumn_promotion",
        (AUTUMN, WHOLE),
        Kind::Promotion,
        ("中秋促销", "Mid-Autumn promotion"),
        (
            "供暖前最后一个团圆节，装机换机来得及",
            "the last holiday before heating begins",
        ),
    ),
    idea(
        "national_promotion",
        (NATIONAL, WHOLE),
        Kind::Promotion,
        ("国庆促销", "National Day promotion"),
        (
            "供暖前装机换机最集中的几天",
            "the days before heating when most machines are bought",
        ),
    ),
];

/// Something a shop might do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Names it, with its year.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// Its name, Chinese and English.
    pub name: (&'static str, &'static str),
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day.
    pub to_on: NaiveDate,
    /// The holiday it hangs on, Chinese and English.
    pub holiday: Option<(&'static str, &'static str)>,
    /// The day the occasion is on.
    pub about_on: NaiveDate,
    /// Why, Chinese and English.
    pub reason: (&'static str, &'static str),
    /// The year's list of holidays is not published: the day is the law's.
    pub unlisted: bool,
}

/// What a shop has already.
#[derive(Debug, Clone, Copy)]
pub struct Planned {
    /// What it is.
    pub kind: Kind,
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day.
    pub to_on: NaiveDate,
}

/// What might be done in the next [`AHEAD_DAYS`] days, by the first day. What was answered is not
/// suggested again, nor what the shop has already: something of the kind on one of those days.
#[must_use]
pub fn suggestions(
    today: NaiveDate,
    holidays: &Holidays,
    answered: &BTreeSet<String>,
    planned: &[Planned],
) -> Vec<Suggestion> {
    let until = today
        .checked_add_days(Days::new(AHEAD_DAYS))
        .unwrap_or(today);
    let mut found: Vec<Suggestion> = Vec::new();
    for year in [today.year(), today.year() + 1] {
        let ideas = IDEAS.iter();
        found.extend(ideas.filter_map(|idea| of_year(idea, year, holidays)));
    }
    let has = |one: &Suggestion| {
        let meets = |own: &Planned| own.from_on <= one.to_on && one.from_on <= own.to_on;
        planned.iter().any(|own| own.kind == one.kind && meets(own))
    };
    found.retain(|one| {
        let ahead = one.from_on >= today && one.from_on <= until;
        ahead && !answered.contains(&one.key) && !has(one)
    });
    found.sort_by(|a, b| (a.from_on, &a.key).cmp(&(b.from_on, &b.key)));
    found
}

/// Whether a text names a suggestion.
#[must_use]
pub fn is_key(text: &str) -> bool {
    let Some((code, year)) = text.rsplit_once('-') else {
        return false;
    };
    let known = IDEAS.iter().any(|idea| idea.code == code);
    known && year.len() == 4 && year.bytes().all(|one| one.is_ascii_digit())
}

fn of_year(idea: &Idea, year: i32, holidays: &Holidays) -> Option<Suggestion> {
    let (holiday, day) = match idea.occasion {
        Occasion::Holiday(zh, en, day) => (Some((zh, en)), day),
        Occasion::Season(day) => (None, day),
    };
    let about_on = on(day, year)?;
    let listed = holiday.and_then(|(name, _)| days_off(holidays, name, about_on));
    let (first, last) = listed.unwrap_or((about_on, about_on));
    let (from_on, to_on) = match idea.span {
        Span::Whole => (first, last),
        Span::Before { days, long } => {
            let from = first.checked_sub_days(Days::new(days))?;
            (
                from,
                from.checked_add_days(Days::new(long.saturating_sub(1)))?,
            )
        }
    };
    Some(Suggestion {
        key: format!("{}-{year}", idea.code),
        kind: idea.kind,
        name: idea.name,
        from_on,
        to_on,
        holiday,
        about_on,
        reason: idea.reason,
        unlisted: holiday.is_some() && listed.is_none(),
    })
}

fn on(day: Day, year: i32) -> Option<NaiveDate> {
    match day {
        Day::Solar(month, day) => NaiveDate::from_ymd_opt(year, month, day),
        Day::Lunar(month, day) => to_solar(LunarDate {
            year,
            month,
            leap: false,
            day,
        })
        .ok(),
    }
}

/// The days off of a holiday around its day, as the list has them.
fn days_off(holidays: &Holidays, name: &str, about: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let is = |day: NaiveDate| {
        let kind = holidays.kind(day);
        matches!(kind, crate::calendar::DayKind::Holiday(listed) if listed.name == name)
    };
    if !is(about) {
        return None;
    }
    let (mut first, mut last) = (about, about);
    while let Some(day) = first.pred_opt().filter(|day| is(*day)) {
        first = day;
    }
    while let Some(day) = last.succ_opt().filter(|day| is(*day)) {
        last = day;
    }
    Some((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn keys(today: &str, answered: &[&str], planned: &[Planned]) -> Vec<String> {
        let answered = answered.iter().map(|key| (*key).to_owned()).collect();
        let found = suggestions(day(today), Holidays::built_in(), &answered, planned);
        found.into_iter().map(|one| one.key).collect()
    }

    #[test]
    fn the_list_of_holidays_gives_the_days_and_the_season_the_rest() {
        let found = suggestions(
            day("2026-08-25"),
            Holidays::built_in(),
            &BTreeSet::new(),
            &[],
        );
        let told: Vec<_> = found
            .iter()
            .map(|one| {
                (
                    one.key.as_str(),
                    one.from_on.to_string(),
                    one.to_on.to_string(),
                )
            })
            .collect();
        let row = |key, from: &str, to: &str| (key, from.to_owned(), to.to_owned());
        assert_eq!(
            told,
            [
                row("staff_training-2026", "2026-09-01", "2026-09-03"),
                row("season_check-2026", "2026-09-15", "2026-10-14"),
                row("autumn_promotion-2026", "2026-09-25", "2026-09-27"),
                row("national_promotion-2026", "2026-10-01", "2026-10-07"),
            ]
        );
        assert!(found.iter().all(|one| !one.unlisted));
    }

    #[test]
    fn before_a_year_s_list_is_out_the_law_s_day_stands_in_and_says_so() {
        let found = suggestions(
            day("2026-12-20"),
            Holidays::built_in(),
            &BTreeSet::new(),
            &[],
        );
        let spring = found
            .iter()
            .find(|one| one.key == "spring_duty-2027")
            .unwrap();
        assert_eq!(spring.from_on, day("2027-02-06"));
        assert_eq!(spring.about_on, spring.to_on);
        assert!(spring.unlisted);
        let new_year = found.iter().find(|one| one.key == "new_year_duty-2027");
        assert_eq!(new_year.unwrap().from_on, day("2027-01-01"));
    }

    #[test]
    fn sixty_days_ahead_are_suggested_and_no_day_more_nor_what_has_begun() {
        assert!(keys("2026-11-02", &[], &[]).contains(&"new_year_duty-2027".to_owned()));
        assert_eq!(keys("2026-11-01", &[], &[]), Vec::<String>::new());
        assert!(!keys("2026-10-02", &[], &[]).contains(&"national_promotion-2026".to_owned()));
    }

    #[test]
    fn what_was_answered_or_planned_already_is_not_suggested_again() {
        let all = keys("2026-09-10", &[], &[]);
        assert_eq!(
            all,
            [
                "season_check-2026",
                "autumn_promotion-2026",
                "national_promotion-2026"
            ]
        );
        let left = keys("2026-09-10", &["autumn_promotion-2026"], &[]);
        assert_eq!(left, ["season_check-2026", "national_promotion-2026"]);
        let own = |kind, from, to| Planned {
            kind,
            from_on: day(from),
            to_on: day(to),
        };
        let mine = [own(Kind::Promotion, "2026-10-07", "2026-10-09")];
        assert_eq!(
            keys("2026-09-10", &[], &mine),
            ["season_check-2026", "autumn_promotion-2026"]
        );
        // Something of another kind on those days is something else.
        let other = [own(Kind::Duty, "2026-10-01", "2026-10-07")];
        assert_eq!(keys("2026-09-10", &[], &other), all);
    }

    #[test]
    fn a_key_names_a_line_of_the_table_and_a_year() {
        assert!(is_key("spring_duty-2027"));
        for bad in ["spring_duty", "spring_duty-27", "party-2027", "", "-2027"] {
            assert!(!is_key(bad), "{bad}");
        }
        let codes: BTreeSet<_> = IDEAS.iter().map(|idea| idea.code).collect();
        assert_eq!(codes.len(), IDEAS.len());
    }
}
