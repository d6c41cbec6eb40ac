//! 日结: the report of a day, kept once nothing lacks an owner or a next step (R012).

use wuyou_contract::today::{
    DayClose, DayCloseNow, DayFigures, DayReport, DayReportGet, TodayItem, TodayLack,
};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::DayCloseId;
use wuyou_domain::time::{end_of_day, local_date, start_of_day};
use wuyou_domain::today::{Close, Orphans, close as may_close};
use wuyou_store::today::{DayCloseRow, closes, day_counts};
use wuyou_store::{Id, View};

use super::Open;
use super::source::given_today;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;

/// Most cases shown that stand in the way.
const LEFT_MOST: usize = 50;
/// Most days shown.
const CLOSES_MOST: u32 = 60;

/// Shows the report of the day.
pub(crate) fn report(app: &App, acting: &Acting, _: DayReportGet) -> Outcome<DayReport> {
    let database = app.database()?;
    let unsent = crate::area::sync::counts(&database)?.unsent;
    database.read(|view| read(acting, view, unsent))
}

/// Closes the day and keeps its report.
pub(crate) fn close(app: &App, acting: &Acting, asked: DayCloseNow) -> Outcome<DayReport> {
    let mut form = Form::new(acting.now_at);
    let note = form.note("note", asked.note.as_deref());
    form.finish()?;
    let id = DayCloseId(app.new_id(acting));
    let database = app.database()?;
    let unsent = crate::area::sync::counts(&database)?.unsent;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let figures = read(acting, tx.view(), unsent)?.figures;
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
    database.read(|view| read(acting, view, unsent))
}

fn read(acting: &Acting, view: View<'_>, unsent: u32) -> Outcome<DayReport> {
    let open = Open::read(acting, view)?;
    let given = given_today(acting, view)?;
    let day = local_date(acting.now_at).unwrap_or_default();
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
        figures,
        left: left.take(LEFT_MOST).collect(),
        given: given.into_iter().take(LEFT_MOST).collect(),
        closes: closes(view, CLOSES_MOST)?.into_iter().map(shown).collect(),
    })
}

fn shown(row: DayCloseRow) -> DayClose {
    DayClose {
        id: row.id.0,
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
