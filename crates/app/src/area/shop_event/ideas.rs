//! What the shop might do, by holidays and the season: suggested once a year, to the whole shop.

use chrono::{Days, NaiveDate};
use wuyou_contract::draft::Done;
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::shop_event::{
    ShopEventIdea, ShopEventIdeas, ShopEventKind, ShopEventSuggest, ShopEventUnwanted,
};
use wuyou_domain::calendar::Holidays;
use wuyou_domain::id::EventSuggestionId;
use wuyou_domain::shop_event::suggest::{AHEAD_DAYS, Planned, Suggestion, is_key, suggestions};
use wuyou_domain::shop_event::{DAYS_MAX, Kind};
use wuyou_store::Tx;
use wuyou_store::shop_event::{self as store, ShopEventRow};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::code_from;

/// It became something of the calendar.
pub(super) const PLANNED: &str = "planned";
/// The shop does not want it this year.
const UNWANTED: &str = "unwanted";

/// Suggests what the shop might do.
pub(crate) fn suggest(app: &App, acting: &Acting, _: ShopEventSuggest) -> Outcome<ShopEventIdeas> {
    let today = Form::new(acting.now_at).today();
    // A suggestion may last as long as anything that is planned.
    let far = Days::new(AHEAD_DAYS + DAYS_MAX.unsigned_abs());
    let until = today.checked_add_days(far).unwrap_or(today);
    let (answered, rows) = app.database()?.read(|view| -> Outcome<_> {
        let rows = store::between(view, &today.to_string(), &until.to_string(), u32::MAX)?;
        Ok((store::answered(view)?, rows))
    })?;
    let planned: Vec<Planned> = rows.iter().filter_map(planned).collect();
    let found = suggestions(today, Holidays::built_in(), &answered, &planned);
    Ok(ShopEventIdeas {
        rows: found.into_iter().map(shown).collect(),
    })
}

/// Keeps that a suggestion is not wanted this year.
pub(crate) fn unwanted(app: &App, acting: &Acting, request: ShopEventUnwanted) -> Outcome<Done> {
    let mut form = Form::new(acting.now_at);
    let key = read(&mut form, Some(&request.key));
    form.finish()?;
    app.database()?.edit(&acting.edit()?, |tx| match &key {
        Some(key) => answer(tx, key, UNWANTED),
        None => Ok(()),
    })?;
    Ok(Done {})
}

/// The suggestion a request names.
pub(super) fn read(form: &mut Form, key: Option<&str>) -> Option<String> {
    let key = key.map(str::trim)?;
    if !is_key(key) {
        form.wrong("suggestion", "unknown", None);
    }
    Some(key.to_owned())
}

/// Writes what became of a suggestion. What is planned stays so, whoever does not want it afterwards.
pub(super) fn answer(tx: &mut Tx<'_>, key: &str, answer: &str) -> Outcome<()> {
    let id = EventSuggestionId::of(key);
    match tx.view().row("event_suggestion", id)? {
        None => {
            let fields = [("key", key.into()), ("answer", answer.into())];
            tx.insert("event_suggestion", id, &fields)?;
        }
        Some(_) if answer == PLANNED => {
            tx.update("event_suggestion", id, &[("answer", PLANNED.into())])?;
        }
        Some(_) => {}
    }
    Ok(())
}

fn planned(row: &ShopEventRow) -> Option<Planned> {
    let day = |text: &str| text.parse::<NaiveDate>().ok();
    Some(Planned {
        kind: Kind::from_code(&row.kind)?,
        from_on: day(&row.from_on)?,
        to_on: day(&row.to_on)?,
    })
}

fn shown(one: Suggestion) -> ShopEventIdea {
    let both = |(zh, en): (&str, &str)| BothLanguages {
        zh: zh.to_owned(),
        en: en.to_owned(),
    };
    ShopEventIdea {
        key: one.key,
        name: both(one.name),
        kind: code_from(Some(one.kind.code())).unwrap_or(ShopEventKind::Other),
        from_on: one.from_on.to_string(),
        to_on: one.to_on.to_string(),
        holiday: one.holiday.map(both),
        about_on: one.about_on.to_string(),
        reason: both(one.reason),
        unlisted: one.unlisted,
    }
}
