//! What a person looked at last, so that one finds back without searching. It does not sync.

use wuyou_contract::draft::Done;
use wuyou_contract::recent::{RecentList, RecentNote, RecentPlace, RecentPlaces};
use wuyou_store::recent as store;

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::show::{code_from, code_text};

/// Notes that a record was looked at.
pub(crate) fn note(app: &App, acting: &Acting, request: RecentNote) -> Outcome<Done> {
    let staff = acting.staff()?;
    let entity = code_text(&request.kind).unwrap_or_default();
    app.database()?
        .local(|local| store::note(local, staff, (&entity, request.id), acting.now_at))?;
    Ok(Done {})
}

/// Lists what was looked at, the latest first.
pub(crate) fn list(app: &App, acting: &Acting, _: RecentList) -> Outcome<RecentPlaces> {
    let staff = acting.staff()?;
    let rows = app.database()?.read(|view| store::list(view, staff))?;
    let shown = |row: store::Recent| {
        Some(RecentPlace {
            kind: code_from(Some(&row.entity))?,
            id: row.id,
            title: row.title,
            household: row.household,
            opened_at: row.opened_at,
        })
    };
    Ok(RecentPlaces {
        rows: rows.into_iter().filter_map(shown).collect(),
    })
}
