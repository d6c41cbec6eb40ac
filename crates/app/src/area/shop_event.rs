//! 节假日活动日历 (R048): what the shop does on certain days, beside the holidays of the list.

mod ideas;

use chrono::{Days, NaiveDate};
use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::shop_event::{
    CalendarDay, CalendarDays, CalendarPage, HolidayDay, LunarDay, ShopEvent, ShopEventKind,
    ShopEventList, ShopEventRemove, ShopEventSave, ShopEvents,
};
use wuyou_domain::calendar::lunar::to_lunar;
use wuyou_domain::calendar::{DayKind, Holidays};
use wuyou_domain::id::ShopEventId;
use wuyou_domain::shop_event::{DAYS_MAX, TOLD_DAYS, is_told};
use wuyou_domain::text;
use wuyou_store::View;
use wuyou_store::shop_event::{self as store, ShopEventRow};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// Most days the calendar shows at once.
const SHOWN_MAX: i64 = 800;
/// Most events it shows at once.
const EVENTS_MOST: u32 = 500;
/// Most days of a month that is chosen from, with those of its neighbours.
const MONTH_MAX: usize = 62;
/// Most characters of a phone as it is printed.
const PHONE_MAX: usize = 40;

pub(crate) use ideas::{suggest, unwanted};

/// Shows what is done on these days, with the holidays among them.
pub(crate) fn list(app: &App, acting: &Acting, request: ShopEventList) -> Outcome<ShopEvents> {
    let mut form = Form::new(acting.now_at);
    let from = form.day("from_on", request.from_on.as_deref());
    let from = from.unwrap_or_else(|| form.today());
    let to = form.day("to_on", request.to_on.as_deref());
    let to = to
        .or_else(|| from.checked_add_days(Days::new(365)))
        .unwrap_or(from);
    form.finish()?;
    app.database()?.read(|view| {
        let whole = super::export::is_whole(acting, request.whole);
        let rows = if whole {
            store::between(view, "", "9", u32::MAX)?
        } else {
            store::between(view, &from.to_string(), &to.to_string(), EVENTS_MOST)?
        };
        Ok(ShopEvents {
            rows: rows.into_iter().map(shown).collect(),
            holidays: holidays(from, to),
        })
    })
}

/// What kind of days these are: the month that is chosen from shows lunar days and holidays.
pub(crate) fn days(_: &App, _: &Acting, request: CalendarDays) -> Outcome<CalendarPage> {
    // A birthday lies long ago and a scrap date far ahead: any month can be looked at.
    let day = |field, text: &str| {
        let day = text.parse::<NaiveDate>();
        day.map_err(|_| single(field, "date_unreadable", None))
    };
    let from = day("from_on", &request.from_on)?;
    let to = day("to_on", &request.to_on)?;
    let known = Holidays::built_in();
    let days = from.iter_days().take_while(|day| *day <= to);
    let rows = days.take(MONTH_MAX).map(|day| CalendarDay {
        on: day.to_string(),
        lunar: to_lunar(day).ok().map(|lunar| LunarDay {
            month: lunar.month,
            leap: lunar.leap,
            day: lunar.day,
        }),
        holiday: holiday(known, day),
    });
    Ok(CalendarPage {
        rows: rows.collect(),
    })
}

/// The listed days that are off, and those that are worked for them.
fn holidays(from: NaiveDate, to: NaiveDate) -> Vec<HolidayDay> {
    let known = Holidays::built_in();
    let days = from.iter_days().take_while(|day| *day <= to);
    let days = days.take(usize::try_from(SHOWN_MAX).unwrap_or(usize::MAX));
    days.filter_map(|day| holiday(known, day)).collect()
}

fn holiday(known: &Holidays, day: NaiveDate) -> Option<HolidayDay> {
    let (listed, off) = match known.kind(day) {
        DayKind::Holiday(listed) => (listed, true),
        DayKind::MakeUp(listed) => (listed, false),
        _ => return None,
    };
    Some(HolidayDay {
        on: day.to_string(),
        name: BothLanguages {
            zh: listed.name.clone(),
            en: listed.name_en().to_owned(),
        },
        off,
    })
}

/// Writes something down, or changes it.
pub(crate) fn save(app: &App, acting: &Acting, request: ShopEventSave) -> Outcome<ShopEvent> {
    let mut form = Form::new(acting.now_at);
    let name = form.required("name", &request.name, text::NAME_MAX);
    let from = form.day("from_on", Some(&request.from_on));
    let to = match request.to_on.as_deref().map(str::trim) {
        None | Some("") => from,
        given => form.day("to_on", given),
    };
    if from.is_none() && request.from_on.trim().is_empty() {
        form.wrong("from_on", "date_empty", None);
    }
    if let (Some(from), Some(to)) = (from, to) {
        if to < from {
            form.wrong("to_on", "absence_order", None);
        } else if (to - from).num_days() >= DAYS_MAX {
            form.wrong("to_on", "event_long", None);
        }
    }
    let place = form.line("place", request.place.as_deref(), text::LINE_MAX);
    let services = form.note("services", request.services.as_deref());
    let phone = form.line("phone", request.phone.as_deref(), PHONE_MAX);
    let note = form.note("note", request.note.as_deref());
    let suggestion = ideas::read(&mut form, request.suggestion.as_deref());
    form.finish()?;
    let (from, to) = from.zip(to).ok_or(ErrorCode::Invalid)?;
    let fields = [
        ("name", name.into()),
        ("kind", code_of(&request.kind)),
        ("from_on", from.to_string().into()),
        ("to_on", to.to_string().into()),
        ("place", place.into()),
        ("services", services.into()),
        ("phone", phone.into()),
        ("note", note.into()),
    ];
    let known = request.id.map(ShopEventId);
    let id = known.unwrap_or_else(|| ShopEventId(app.new_id(acting)));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        if known.is_some() {
            store::get(tx.view(), id)?;
            tx.update("shop_event", id, &fields)?;
        } else {
            tx.insert("shop_event", id, &fields)?;
        }
        if let Some(key) = &suggestion {
            ideas::answer(tx, key, ideas::PLANNED)?;
        }
        Ok(())
    })?;
    Ok(shown(database.read(|view| store::get(view, id))?))
}

/// Takes one out of the calendar.
pub(crate) fn remove(app: &App, acting: &Acting, request: ShopEventRemove) -> Outcome<Done> {
    app.database()?.edit(&acting.edit()?, |tx| {
        tx.delete("shop_event", ShopEventId(request.id)).map(|_| ())
    })?;
    Ok(Done {})
}

/// What is told of on a day: what begins within the week, and what goes on.
pub(crate) fn told(view: View<'_>, today: NaiveDate) -> Outcome<Vec<ShopEventRow>> {
    let ahead = today
        .checked_add_days(Days::new(TOLD_DAYS))
        .unwrap_or(today);
    let mut rows = store::between(view, &today.to_string(), &ahead.to_string(), EVENTS_MOST)?;
    rows.retain(|row| {
        let days = row.from_on.parse().ok().zip(row.to_on.parse().ok());
        days.is_some_and(|(from, to)| is_told(from, to, today))
    });
    Ok(rows)
}

fn shown(row: ShopEventRow) -> ShopEvent {
    ShopEvent {
        id: row.id.0,
        name: row.name,
        kind: code_from(Some(&row.kind)).unwrap_or(ShopEventKind::Other),
        from_on: row.from_on,
        to_on: row.to_on,
        place: row.place,
        services: row.services,
        phone: row.phone,
        note: row.note,
    }
}
