//! 赶集日: the shop keeps on which days its towns hold their markets; plans and visits tell it.

use chrono::NaiveDate;
use wuyou_contract::draft::Done;
use wuyou_contract::market_day::{
    MarketCalendar, MarketDay, MarketDayList, MarketDayOn, MarketDayRemove, MarketDaySave,
    MarketDays, MarketsOfDay, MarketsOfDays,
};
use wuyou_domain::id::MarketDayId;
use wuyou_domain::market_day::{
    Calendar, DAYS_MOST, MarketDay as Rule, is_market_day, read_digits, said, stored,
};
use wuyou_domain::text;
use wuyou_store::market_day::{self as store, MarketDayRow};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};

/// Lists the towns with a market.
pub(crate) fn list(app: &App, _: &Acting, _: MarketDayList) -> Outcome<MarketDays> {
    let rows = app.database()?.read(store::all)?.into_iter();
    Ok(MarketDays {
        rows: rows.map(shown).collect(),
    })
}

/// Writes down when a town holds its market.
pub(crate) fn save(app: &App, acting: &Acting, request: MarketDaySave) -> Outcome<MarketDay> {
    let mut form = Form::new(acting.now_at);
    let town = form.required("town", &request.town, text::NAME_MAX);
    let digits = read_digits(&request.digits);
    if digits.is_none() {
        form.wrong("digits", "market_digits", None);
    }
    form.finish()?;
    let day = Rule {
        calendar: match request.calendar {
            MarketCalendar::Lunar => Calendar::Lunar,
            MarketCalendar::Solar => Calendar::Solar,
        },
        digits: digits.unwrap_or_default(),
    };
    let id = MarketDayId::of(&town);
    let mut fields = vec![
        ("calendar", day.calendar.code().into()),
        ("digits", stored(&day.digits).into()),
    ];
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        if store::find(tx.view(), id)?.is_some() {
            tx.update("market_day", id, &fields)?;
        } else {
            fields.push(("town", town.as_str().into()));
            tx.insert("market_day", id, &fields)?;
        }
        Ok(())
    })?;
    Ok(shown(MarketDayRow { id, town, day }))
}

/// Forgets the market of a town.
pub(crate) fn remove(app: &App, acting: &Acting, request: MarketDayRemove) -> Outcome<Done> {
    app.database()?.edit(&acting.edit()?, |tx| {
        tx.delete("market_day", MarketDayId(request.id)).map(|_| ())
    })?;
    Ok(Done {})
}

/// Tells where there is a market on some days.
pub(crate) fn on(app: &App, _: &Acting, request: MarketDayOn) -> Outcome<MarketsOfDays> {
    let day = |field: &str, typed: &str| -> Outcome<NaiveDate> {
        let read = typed.trim().parse();
        read.map_err(|_| single(field, "date_unreadable", None).into())
    };
    let from = day("from_on", &request.from_on)?;
    let to = match request.to_on.as_deref() {
        None => from,
        Some(typed) => day("to_on", typed)?,
    };
    if to < from || to.signed_duration_since(from).num_days() >= DAYS_MOST {
        return Err(single("to_on", "market_span", None).into());
    }
    let rows = app.database()?.read(store::all)?;
    let days = from.iter_days().take_while(|on| *on <= to);
    let held = days.map(|on| {
        let towns = rows.iter().filter(|row| is_market_day(&row.day, on));
        MarketsOfDay {
            on: on.to_string(),
            towns: towns.map(|row| row.town.clone()).collect(),
        }
    });
    Ok(MarketsOfDays {
        days: held.filter(|day| !day.towns.is_empty()).collect(),
    })
}

fn shown(row: MarketDayRow) -> MarketDay {
    MarketDay {
        id: row.id.0,
        town: row.town,
        calendar: match row.day.calendar {
            Calendar::Lunar => MarketCalendar::Lunar,
            Calendar::Solar => MarketCalendar::Solar,
        },
        said: said(&row.day.digits),
        digits: row.day.digits.into_iter().map(u32::from).collect(),
    }
}
