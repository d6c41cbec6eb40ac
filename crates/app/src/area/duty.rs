//! Who answers after closing time (值班): named by the manager night by night, told where a call
//! comes in.

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::duty::{
    DutyHours, DutyList, DutyNight, DutyNights, DutySet, DutyTonight, DutyTonightGet, DutyWeek,
    DutyWeekGet,
};
use wuyou_domain::duty as rule;
use wuyou_domain::id::{DutyId, StaffId};
use wuyou_domain::time::local_date;
use wuyou_domain::today::QuietHours;
use wuyou_store::duty::{self as store, DutyRow};
use wuyou_store::{Id, View};

use crate::app::{Acting, App};
use crate::area::setup;
use crate::failure::Outcome;
use crate::input::{Form, single};

/// The setting with the time the shop closes.
const CLOSES: &str = "duty_closes";
/// The setting with the time it opens.
const OPENS: &str = "duty_opens";
const CLOSES_FIRST: &str = "18:00";
const OPENS_FIRST: &str = "08:00";

fn hours(view: View<'_>) -> Outcome<(String, String, QuietHours)> {
    let closes = setup::of_shop(view, CLOSES)?.unwrap_or_else(|| CLOSES_FIRST.to_owned());
    let opens = setup::of_shop(view, OPENS)?.unwrap_or_else(|| OPENS_FIRST.to_owned());
    if let Some(closed) = QuietHours::read(&closes, &opens) {
        return Ok((closes, opens, closed));
    }
    // Each field keeps its last word, so the hours of two PCs may not fit each other.
    let closed = QuietHours::read(CLOSES_FIRST, OPENS_FIRST).ok_or(ErrorCode::Internal)?;
    Ok((CLOSES_FIRST.to_owned(), OPENS_FIRST.to_owned(), closed))
}

fn nights(view: View<'_>, from: NaiveDate) -> Outcome<Vec<DutyNight>> {
    let all: Vec<_> = rule::nights(from).map(|night| night.to_string()).collect();
    let (Some(first), Some(last)) = (all.first(), all.last()) else {
        return Ok(Vec::new());
    };
    let rows = store::between(view, first, last)?;
    let shown = |on: &String| {
        let row = rows.iter().find(|row| row.night_on == *on);
        row.filter(|row| row.staff_id.is_some())
            .map_or_else(|| nobody(on.clone()), night)
    };
    Ok(all.iter().map(shown).collect())
}

fn night(row: &DutyRow) -> DutyNight {
    DutyNight {
        on: row.night_on.clone(),
        staff_id: row.staff_id.map(|id| id.0),
        staff_name: row.staff_name.clone(),
        phone: row.phone.clone(),
        gone: row.gone,
    }
}

fn nobody(on: String) -> DutyNight {
    DutyNight {
        on,
        staff_id: None,
        staff_name: None,
        phone: None,
        gone: false,
    }
}

/// Shows who answers, night by night.
pub(crate) fn week(app: &App, acting: &Acting, asked: DutyWeekGet) -> Outcome<DutyWeek> {
    let mut form = Form::new(acting.now_at);
    let from = form.day("from_on", asked.from_on.as_deref());
    let from = from.unwrap_or_else(|| form.today());
    form.finish()?;
    app.database()?.read(|view| {
        let (closes, opens, _) = hours(view)?;
        Ok(DutyWeek {
            nights: nights(view, from)?,
            closes,
            opens,
        })
    })
}

/// Lists every night somebody was named for.
pub(crate) fn list(app: &App, _: &Acting, _: DutyList) -> Outcome<DutyNights> {
    let rows = app.database()?.read(|view| store::between(view, "", "9"))?;
    let named: Vec<_> = rows.iter().filter(|row| row.staff_id.is_some()).collect();
    Ok(DutyNights {
        total: u32::try_from(named.len()).unwrap_or(u32::MAX),
        rows: named.into_iter().map(night).collect(),
    })
}

/// Says who answers on one night, which has not passed.
pub(crate) fn set(app: &App, acting: &Acting, asked: DutySet) -> Outcome<DutyNight> {
    let mut form = Form::new(acting.now_at);
    let on = form.day("on", Some(&asked.on));
    let phone = form.phone(
        "phone",
        asked
            .phone
            .as_deref()
            .filter(|text| !text.trim().is_empty()),
    );
    // The night that is now began yesterday.
    let yesterday = form.today().pred_opt();
    if on.is_some() && on < yesterday {
        form.wrong("on", "plan_past", None);
    }
    form.finish()?;
    let on = on.ok_or(ErrorCode::Invalid)?;
    let staff = asked.staff_id.map(StaffId);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        if let Some(staff) = staff {
            let row = wuyou_store::staff::find(tx.view(), staff)?;
            if row.is_none_or(|row| row.disabled || row.deleted_at.is_some()) {
                return Err(single("staff_id", "person_gone", None).into());
            }
        }
        let id = DutyId::of(on);
        let fields = [
            ("staff_id", staff.map(Id::row_id).into()),
            ("phone", phone.map(|phone| phone.digits().to_owned()).into()),
        ];
        if tx.view().row("duty", id)?.is_some() {
            tx.update("duty", id, &fields)?;
        } else {
            let mut row = vec![("night_on", on.to_string().into())];
            row.extend(fields);
            tx.insert("duty", id, &row)?;
        }
        Ok(())
    })?;
    database.read(|view| {
        let mut found = nights(view, on)?;
        found.truncate(1);
        Ok(found.pop().unwrap_or_else(|| nobody(on.to_string())))
    })
}

/// Says when the shop closes and opens, on all its PCs.
pub(crate) fn set_hours(app: &App, acting: &Acting, asked: DutyHours) -> Outcome<Done> {
    let mut form = Form::new(acting.now_at);
    let (closes, opens) = (asked.closes.trim(), asked.opens.trim());
    for (field, text) in [("closes", closes), ("opens", opens)] {
        if wuyou_domain::today::minute_of(text).is_none() {
            form.wrong(field, "quiet_time", None);
        }
    }
    if closes == opens {
        form.wrong("opens", "same_time", None);
    }
    form.finish()?;
    setup::settle_of_shop(
        app,
        acting,
        &[(CLOSES, closes.into()), (OPENS, opens.into())],
    )?;
    Ok(Done {})
}

/// Tells who answers tonight.
pub(crate) fn tonight(app: &App, acting: &Acting, _: DutyTonightGet) -> Outcome<DutyTonight> {
    app.database()?.read(|view| shown(acting, view))
}

/// Who answers tonight, and on which nights of the next seven nobody does.
pub(super) fn shown(acting: &Acting, view: View<'_>) -> Outcome<DutyTonight> {
    let (_, _, closed) = hours(view)?;
    let on = rule::night_of(closed, acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let answered: Vec<NaiveDate> = nights(view, today)?
        .iter()
        .filter(|one| one.staff_id.is_some() && !one.gone)
        .filter_map(|one| one.on.parse().ok())
        .collect();
    let in_use = store::in_use(view)?;
    let missing = rule::missing(today, &answered).into_iter();
    Ok(DutyTonight {
        night: nights(view, on)?
            .into_iter()
            .next()
            .unwrap_or_else(|| nobody(on.to_string())),
        closed_now: closed.contain(acting.now_at),
        missing: missing
            .filter(|_| in_use)
            .map(|night| night.to_string())
            .collect(),
        in_use,
    })
}
