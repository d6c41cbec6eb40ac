//! What a person looked at last, and what they pinned, so that one finds back without searching. It
//! does not sync.

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::recent::{
    RecentKind, RecentList, RecentNote, RecentPin, RecentPlace, RecentPlaces,
};
use wuyou_domain::id::StaffId;
use wuyou_store::{View, preference, recent as store};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::single;
use crate::show::{code_from, code_text};

/// Where the pins stand among what a person prefers.
const PINS: &str = "pins";
/// Pins one can still find again in a list of them.
const PINS_MOST: usize = 20;

/// A pinned record, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Pin {
    kind: RecentKind,
    id: Uuid,
}

/// Notes that a record was looked at.
pub(crate) fn note(app: &App, acting: &Acting, request: RecentNote) -> Outcome<Done> {
    let staff = acting.staff()?;
    let entity = code_text(&request.kind).unwrap_or_default();
    app.database()?
        .local(|local| store::note(local, staff, (&entity, request.id), acting.now_at))?;
    Ok(Done {})
}

/// Lists what was looked at, the latest first, and what was pinned.
pub(crate) fn list(app: &App, acting: &Acting, _: RecentList) -> Outcome<RecentPlaces> {
    let staff = acting.staff()?;
    app.database()?.read(|view| places(view, staff))
}

/// Pins a record for this person on this PC, or takes the pin off.
pub(crate) fn pin(app: &App, acting: &Acting, request: RecentPin) -> Outcome<RecentPlaces> {
    let staff = acting.staff()?;
    let pin = Pin {
        kind: request.kind,
        id: request.id,
    };
    app.database()?.local(|local| {
        let view = local.view();
        // Deleted ones take nobody's room.
        let mut pins = Vec::new();
        for one in pins_of(view, staff)? {
            if one != pin && standing(view, one)?.is_some() {
                pins.push(one);
            }
        }
        if request.pinned {
            if standing(view, pin)?.is_none() {
                return Err(ErrorCode::NotFound.into());
            }
            if pins.len() >= PINS_MOST {
                return Err(single("pinned", "too_many", None).into());
            }
            pins.push(pin);
        }
        let json = serde_json::to_string(&pins).unwrap_or_default();
        preference::set(local, staff, (PINS, &json), acting.now_at)?;
        places(local.view(), staff)
    })
}

fn places(view: View<'_>, staff: StaffId) -> Outcome<RecentPlaces> {
    let rows = store::list(view, staff)?;
    let mut pinned = Vec::new();
    for pin in pins_of(view, staff)? {
        pinned.extend(standing(view, pin)?);
    }
    Ok(RecentPlaces {
        rows: rows.into_iter().filter_map(shown).collect(),
        pinned: pinned.into_iter().filter_map(shown).collect(),
    })
}

fn pins_of(view: View<'_>, staff: StaffId) -> Outcome<Vec<Pin>> {
    let kept = preference::get(view, staff, PINS)?;
    let pins = kept.and_then(|json| serde_json::from_str::<Vec<Pin>>(&json).ok());
    let mut pins = pins.unwrap_or_default();
    pins.truncate(PINS_MOST);
    Ok(pins)
}

fn standing(view: View<'_>, pin: Pin) -> Outcome<Option<store::Recent>> {
    let entity = code_text(&pin.kind).unwrap_or_default();
    Ok(store::place(view, &entity, pin.id, 0)?)
}

fn shown(row: store::Recent) -> Option<RecentPlace> {
    Some(RecentPlace {
        kind: code_from(Some(&row.entity))?,
        id: row.id,
        title: row.title,
        household: row.household,
        opened_at: row.opened_at,
    })
}
