//! Care calls (关怀): whom the shop calls today unasked. What there is to call about is worked out
//! each time from what is known; only what became of a call is written down.

use std::collections::HashMap;

use chrono::{Datelike as _, Months, NaiveDate};
use wuyou_contract::ErrorCode;
use wuyou_contract::care::{
    CareCall, CareCalls, CareFinish, CareList, CarePhone, CareSet, SkipReason,
};
use wuyou_domain::calendar::lunar::{Birthday, birthday_built_in};
use wuyou_domain::care::{self as rule, CareKind, Occasion, PER_DAY_MOST, Rules, Wishes, choose};
use wuyou_domain::id::CareCallId;
use wuyou_domain::privacy;
use wuyou_domain::privacy::consent::ConsentRow;
use wuyou_domain::privacy::policy::Purpose;
use wuyou_domain::rule::RuleError;
use wuyou_domain::time::{DAY_MS, local_date, start_of_day};
use wuyou_store::care::{self as store, Household};
use wuyou_store::{Id, View};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::area::setup;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// The setting with the calls of a day.
const PER_DAY: &str = "care_per_day";
/// What was handled longer ago than this is asked for no more.
const LOOK_BACK_DAYS: i64 = 400;

fn undecided(error: &RuleError) -> ErrorCode {
    tracing::error!(code = error.code(), field = error.field(), "care");
    ErrorCode::Internal
}

/// What is decided by, and for when.
struct Desk {
    today: NaiveDate,
    now_at: i64,
    consents: Vec<ConsentRow>,
}

impl Desk {
    fn read(acting: &Acting, view: View<'_>) -> Outcome<Self> {
        let said = store::said(view)?.into_iter();
        let consent = |one: store::Said| {
            Some(ConsentRow {
                person: one.whose,
                purpose: Purpose::from_code(&one.purpose)?,
                given: one.given,
                occurred_at: one.occurred_at,
                clock_suspect: false,
            })
        };
        Ok(Self {
            today: local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?,
            now_at: acting.now_at,
            consents: said.filter_map(consent).collect(),
        })
    }

    fn rules(&self) -> Result<Rules<'_>, RuleError> {
        Ok(Rules {
            care: &rule::built_in()?.content,
            birthday: birthday_built_in()?,
            privacy: privacy::built_in()?,
            consents: &self.consents,
        })
    }

    const fn when(&self) -> (NaiveDate, i64) {
        (self.today, self.now_at)
    }
}

fn wishes(household: &Household) -> Wishes {
    Wishes {
        customer: household.id,
        no_call: household.no_call,
        no_marketing: household.no_marketing,
    }
}

/// A birthday as it is kept, and the year of birth: of a lunar one month and day are the lunar ones.
pub(crate) fn birthday(on: &str, lunar: bool, leap: bool) -> Option<(Birthday, i32)> {
    if !lunar {
        let on: NaiveDate = on.parse().ok()?;
        let (month, day) = (on.month().try_into().ok()?, on.day().try_into().ok()?);
        return Some((Birthday::Solar { month, day }, on.year()));
    }
    let mut parts = on.split('-');
    let year = parts.next()?.parse().ok()?;
    let month = parts.next()?.parse().ok()?;
    let day: u8 = parts.next()?.parse().ok()?;
    let kept = Birthday::Lunar {
        month,
        leap,
        day: day.min(30),
    };
    Some((kept, year))
}

/// Everything there is to call about today; of the season's at most as many as a day has.
fn occasions(desk: &Desk, view: View<'_>, per_day: usize) -> Outcome<Vec<Occasion>> {
    let rules = desk.rules().map_err(|error| undecided(&error))?;
    let mut found = birthdays(desk, &rules, view)?;
    found.extend(anniversaries(desk, &rules, view)?);
    found.extend(season(desk, &rules, view, per_day)?);
    Ok(found)
}

fn birthdays(desk: &Desk, rules: &Rules<'_>, view: View<'_>) -> Outcome<Vec<Occasion>> {
    let mut found = Vec::new();
    for row in store::birthdays(view)? {
        let Some(born) = birthday(&row.birthday_on, row.lunar, row.leap) else {
            continue;
        };
        let of = wishes(&row.household);
        let occasion = rules.birthday(&of, row.person, born, desk.when());
        found.extend(occasion.map_err(|error| undecided(&error))?);
    }
    Ok(found)
}

fn anniversaries(desk: &Desk, rules: &Rules<'_>, view: View<'_>) -> Outcome<Vec<Occasion>> {
    let mut found = Vec::new();
    if !desk.consents.iter().any(|one| one.purpose == Purpose::Care) {
        return Ok(found);
    }
    for day in rules.anniversary_days(desk.today) {
        let day = day.format("%m-%d").to_string();
        for (household, unit, installed_on) in store::installed_on_day(view, &day)? {
            let Ok(installed_on) = installed_on.parse() else {
                continue;
            };
            let of = wishes(&household);
            let occasion = rules.anniversary(&of, (unit, installed_on), desk.when());
            found.extend(occasion.map_err(|error| undecided(&error))?);
        }
    }
    Ok(found)
}

fn season(desk: &Desk, rules: &Rules<'_>, view: View<'_>, most: usize) -> Outcome<Vec<Occasion>> {
    if rules.season(desk.today).is_none() {
        return Ok(Vec::new());
    }
    let year = desk.today.year().to_string();
    let since = desk.today.checked_sub_months(Months::new(12));
    let since = since.unwrap_or(desk.today).to_string();
    let mut found = Vec::new();
    for unmaintained in [true, false] {
        let rows = store::of_season(view, (&year, &since), unmaintained, most - found.len())?;
        for household in rows {
            let of = wishes(&household);
            let occasion = rules.season_check(&of, unmaintained, desk.when());
            found.extend(occasion.map_err(|error| undecided(&error))?);
        }
    }
    Ok(found)
}

fn per_day(view: View<'_>) -> Outcome<u32> {
    let stored = setup::of_shop(view, PER_DAY)?;
    let stored = stored.and_then(|text| text.parse().ok());
    let policy = rule::built_in().map_err(|error| undecided(&error))?;
    Ok(stored.unwrap_or(policy.content.per_day).min(PER_DAY_MOST))
}

/// The calls of today with what decides how many there are.
struct Day {
    chosen: Vec<Occasion>,
    per_day: u32,
    handled: usize,
}

fn day(acting: &Acting, view: View<'_>) -> Outcome<Day> {
    let per_day = per_day(view)?;
    let desk = Desk::read(acting, view)?;
    let midnight = start_of_day(desk.today).ok_or(ErrorCode::FutureTime)?;
    let handled = store::handled_since(view, midnight)?.len();
    let before = store::handled_since(view, acting.now_at - LOOK_BACK_DAYS * DAY_MS)?;
    let most = usize::try_from(per_day).unwrap_or(0);
    let all = occasions(&desk, view, most)?;
    Ok(Day {
        chosen: choose(most, all, &before, handled),
        per_day,
        handled,
    })
}

/// The calls still to be made today.
pub(crate) fn open(acting: &Acting, view: View<'_>) -> Outcome<Vec<CareCall>> {
    let chosen = day(acting, view)?.chosen.into_iter();
    let rows = chosen.map(|one| shown(view, &one));
    Ok(rows
        .collect::<Outcome<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect())
}

fn shown(view: View<'_>, one: &Occasion) -> Outcome<Option<CareCall>> {
    let full = wuyou_store::customer::get(view, one.customer)?;
    let phones = super::customer::phones(view, one.customer)?.into_iter();
    let person = full.people.iter().find(|row| Some(row.id) == one.person);
    let unit = full.units.iter().find(|row| Some(row.id) == one.unit);
    let place = full.addresses.first();
    let Some(kind) = code_from(Some(one.kind.code())) else {
        return Ok(None);
    };
    Ok(Some(CareCall {
        id: one.id().0,
        kind,
        customer_id: one.customer.0,
        customer_name: full.customer.name.clone(),
        village: place.and_then(|row| row.village.clone().or_else(|| row.town.clone())),
        phones: phones
            .filter(|phone| phone.valid_to.is_none())
            .map(|phone| CarePhone {
                display: phone.display,
                label: phone.label,
            })
            .collect(),
        person_name: person.map(|row| row.name.clone()),
        lunar: person.is_some_and(|row| row.birthday_lunar),
        serial: unit.map(|row| row.serial.clone()),
        on: one.on.to_string(),
        until_on: one.until.to_string(),
        years: one.years,
        unmaintained: one.kind == CareKind::Season && one.unmaintained,
    }))
}

/// Lists the care calls of today.
pub(crate) fn list(app: &App, acting: &Acting, _: CareList) -> Outcome<CareCalls> {
    app.database()?.read(|view| {
        let day = day(acting, view)?;
        Ok(CareCalls {
            rows: open(acting, view)?,
            per_day: day.per_day,
            handled: u32::try_from(day.handled).unwrap_or(u32::MAX),
        })
    })
}

/// Records that a call was made, or why it was left.
pub(crate) fn finish(app: &App, acting: &Acting, asked: CareFinish) -> Outcome<CareCalls> {
    let mut form = Form::new(acting.now_at);
    let note = form.note("note", asked.note.as_deref());
    match (&asked.result, &asked.reason) {
        (None, None) | (Some(_), Some(_)) => form.wrong("result", "choose_one", None),
        (None, Some(SkipReason::Other)) if note.is_none() => form.wrong("note", "required", None),
        _ => {}
    }
    form.finish()?;
    let id = CareCallId(asked.id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let chosen = day(acting, tx.view())?.chosen.into_iter();
        let by_id: HashMap<_, _> = chosen.map(|one| (one.id(), one)).collect();
        let one = by_id.get(&id).ok_or(ErrorCode::CareOver)?;
        let fields = [
            ("customer_id", one.customer.value()),
            ("kind", one.kind.code().into()),
            ("person_id", one.person.map(Id::row_id).into()),
            ("unit_id", one.unit.map(Id::row_id).into()),
            ("due_on", one.on.to_string().into()),
            ("result", asked.result.as_ref().map_or(Value::Null, code_of)),
            ("reason", asked.reason.as_ref().map_or(Value::Null, code_of)),
            ("note", note.into()),
            ("handled_at", acting.now_at.into()),
            ("staff_id", acting.staff()?.value()),
        ];
        tx.insert("care_call", id, &fields)?;
        Ok(())
    })?;
    list(app, acting, CareList {})
}

/// Sets how many care calls there are in a day, on all PCs of the shop.
pub(crate) fn set(app: &App, acting: &Acting, asked: CareSet) -> Outcome<CareCalls> {
    if asked.per_day > PER_DAY_MOST {
        return Err(single("per_day", "care_many", None).into());
    }
    let wanted = (PER_DAY, i64::from(asked.per_day).into());
    setup::settle_of_shop(app, acting, &[wanted])?;
    list(app, acting, CareList {})
}
