//! 日结: the report of a day, kept once nothing lacks an owner or a next step (R012). A day that was
//! forgotten is closed afterwards (补做).

use chrono::{Days, NaiveDate};
use wuyou_contract::staff::Role;
use wuyou_contract::today::{
    DayClose, DayCloseList, DayCloseNow, DayCloses, DayFigures, DayReport, DayReportGet, TodayItem,
    TodayKind, TodayLack,
};
use wuyou_contract::work_order::Urgency;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::calendar::Holidays;
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{DayCloseId, DutyId};
use wuyou_domain::time::{end_of_day, local_date, start_of_day};
use wuyou_domain::today::{Close, FORGOTTEN_DAYS, Orphans, PastDays, close as may_close};
use wuyou_store::today::{self as store, DayCloseRow, day_counts, past_facts};
use wuyou_store::{Id, View};

use super::Open;
use super::asked::line;
use super::source::given_on;
use crate::app::{Acting, App};
use crate::area::money;
use crate::failure::Outcome;
use crate::input::{Form, single};

/// Most cases shown that stand in the way.
const LEFT_MOST: usize = 50;
/// Most days shown.
const CLOSES_MOST: u32 = 60;

fn today(acting: &Acting) -> NaiveDate {
    local_date(acting.now_at).unwrap_or_default()
}

/// The day that is meant: today, or one before it.
fn day_of(form: &mut Form, typed: Option<&str>) -> NaiveDate {
    let typed = form.date("day_on", typed, DateKind::Event);
    let typed = typed.and_then(|on| on.parse().ok());
    typed.unwrap_or_else(|| form.today())
}

/// What is known of the days a forgotten close is looked for on.
fn past(acting: &Acting, view: View<'_>) -> Outcome<PastDays> {
    let today = today(acting);
    let from = today
        .checked_sub_days(Days::new(FORGOTTEN_DAYS))
        .unwrap_or(today);
    let instants = start_of_day(from).zip(start_of_day(today));
    let instants = instants.ok_or(ErrorCode::FutureTime)?;
    let dates = (from.to_string(), today.to_string());
    let facts = past_facts(view, instants, (&dates.0, &dates.1))?;
    let on = |dates: &[String]| dates.iter().filter_map(|on| on.parse().ok()).collect();
    let mut cash_closed: std::collections::BTreeSet<NaiveDate> = on(&facts.cash_closed_on);
    for day in cash_closed.clone() {
        if !money::is_counted(view, day)? {
            cash_closed.remove(&day);
        }
    }
    let of = |instants: Vec<i64>| instants.into_iter().filter_map(local_date);
    let mut paid: std::collections::BTreeSet<NaiveDate> = on(&facts.paid_on);
    paid.extend(of(facts.paid_at));
    Ok(PastDays {
        first_on: facts.began_at.and_then(local_date),
        closed: on(&facts.closed_on),
        cash_closed,
        busy: of(facts.happened_at).collect(),
        paid,
    })
}

fn texts(days: &[NaiveDate]) -> Vec<String> {
    days.iter().map(ToString::to_string).collect()
}

/// The closes somebody forgot, for whoever closes days: one line for the days, one for the money.
pub(super) fn forgotten(acting: &Acting, view: View<'_>) -> Outcome<Vec<TodayItem>> {
    if acting.role.is_none_or(|role| role == Role::Technician) {
        return Ok(Vec::new());
    }
    let (past, today) = (past(acting, view)?, today(acting));
    let all = [
        ("day_close", past.forgotten(today, Holidays::built_in())),
        ("cash_close", past.uncounted(today)),
    ];
    let item = |(about, days): (&str, Vec<NaiveDate>)| {
        let latest = days.first()?;
        Some(TodayItem {
            about: about.to_owned(),
            // The screen leads to the first of them.
            text: texts(&days).join(" · "),
            due_at: end_of_day(*latest),
            urgency: Urgency::Soon,
            ..line(TodayKind::DayClose, DutyId::of(*latest).0)
        })
    };
    Ok(all.into_iter().filter_map(item).collect())
}

/// Shows the report of a day.
pub(crate) fn report(app: &App, acting: &Acting, asked: DayReportGet) -> Outcome<DayReport> {
    let mut form = Form::new(acting.now_at);
    let day = day_of(&mut form, asked.day_on.as_deref());
    form.finish()?;
    let database = app.database()?;
    let unsent = crate::area::sync::counts(&database)?.unsent;
    database.read(|view| read(acting, view, unsent, day))
}

/// Lists every day that was closed.
pub(crate) fn closes(app: &App, _: &Acting, _: DayCloseList) -> Outcome<DayCloses> {
    let rows = app.database()?.read(|view| store::closes(view, u32::MAX))?;
    Ok(DayCloses {
        total: u32::try_from(rows.len()).unwrap_or(u32::MAX),
        rows: rows.into_iter().map(shown).collect(),
    })
}

/// Closes a day and keeps its report.
pub(crate) fn close(app: &App, acting: &Acting, asked: DayCloseNow) -> Outcome<DayReport> {
    let mut form = Form::new(acting.now_at);
    let note = form.note("note", asked.note.as_deref());
    let day = day_of(&mut form, asked.day_on.as_deref());
    form.finish()?;
    let id = DayCloseId(app.new_id(acting));
    let database = app.database()?;
    let unsent = crate::area::sync::counts(&database)?.unsent;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let figures = read(acting, tx.view(), unsent, day)?.figures;
        let orphans = Orphans {
            without_owner: figures.without_owner,
            without_next: figures.without_next,
        };
        if may_close(orphans, note.is_some()) == Close::Refused {
            let error = ApiError::new(ErrorCode::DayNotClear)
                .with_detail("without_owner", figures.without_owner)
                .with_detail("without_next", figures.without_next);
            return Err(error.into());
        }
        let count = |value: u32| i64::from(value).into();
        tx.insert(
            "day_close",
            id,
            &[
                ("day_on", figures.day_on.as_str().into()),
                ("closed_at", acting.now_at.into()),
                ("staff_id", acting.staff()?.value()),
                ("received", count(figures.received)),
                ("replied_same_day", count(figures.replied_same_day)),
                ("finished", count(figures.finished)),
                ("open", count(figures.open)),
                ("overdue", count(figures.overdue)),
                ("unsent", count(figures.unsent)),
                ("without_owner", count(figures.without_owner)),
                ("without_next", count(figures.without_next)),
                ("note", note.clone().into()),
            ],
        )?;
        Ok(())
    })?;
    let unsent = crate::area::sync::counts(&database)?.unsent;
    // The day is over and done; what is shown next is today.
    database.read(|view| read(acting, view, unsent, today(acting)))
}

/// The report of today or of a day nobody closed. Of such a day what came in, was replied to and
/// was finished is told as of that day; what is open is as it stands now.
fn read(acting: &Acting, view: View<'_>, unsent: u32, day: NaiveDate) -> Outcome<DayReport> {
    let past = past(acting, view)?;
    let missed = past.forgotten(today(acting), Holidays::built_in());
    let late = day != today(acting);
    if late && !missed.contains(&day) {
        return Err(single("day_on", "day_not_missed", None).into());
    }
    let open = Open::read(acting, view, false)?;
    let given = given_on(acting, view, day)?;
    let from_at = start_of_day(day).unwrap_or(acting.now_at);
    let to_at = end_of_day(day).unwrap_or(acting.now_at);
    let counts = day_counts(view, from_at, to_at)?;
    let lacks = |lack: TodayLack| move |item: &TodayItem| item.lacks.contains(&lack);
    let figures = DayFigures {
        day_on: day.to_string(),
        received: counts.received,
        replied_same_day: counts.replied,
        finished: counts.finished,
        open: open.all(),
        overdue: open.overdue(),
        unsent,
        without_owner: open.count(lacks(TodayLack::Owner)),
        without_next: open.count(lacks(TodayLack::NextAction)),
    };
    let left = open.items.into_iter().filter(|item| !item.lacks.is_empty());
    Ok(DayReport {
        late,
        missed: texts(&missed),
        cash_missed: texts(&past.uncounted(today(acting))),
        figures,
        left: left.take(LEFT_MOST).collect(),
        given: given.into_iter().take(LEFT_MOST).collect(),
        closes: store::closes(view, CLOSES_MOST)?
            .into_iter()
            .map(shown)
            .collect(),
    })
}

fn shown(row: DayCloseRow) -> DayClose {
    let closed_on = local_date(row.closed_at).map(|on| on.to_string());
    DayClose {
        id: row.id.0,
        late: closed_on.is_some_and(|on| on > row.day_on),
        red: row.without_owner > 0 || row.without_next > 0,
        figures: DayFigures {
            day_on: row.day_on,
            received: row.received,
            replied_same_day: row.replied_same_day,
            finished: row.finished,
            open: row.open,
            overdue: row.overdue,
            unsent: row.unsent,
            without_owner: row.without_owner,
            without_next: row.without_next,
        },
        closed_at: row.closed_at,
        closed_by: row.staff_name,
        note: row.note,
    }
}
