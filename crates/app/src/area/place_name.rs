//! 撤乡并镇: the shop keeps which town or village is called what today; searches ask by both names.

use wuyou_contract::draft::Done;
use wuyou_contract::place_name::{
    PlaceKind, PlaceName, PlaceNameList, PlaceNameRead, PlaceNameRemove, PlaceNameSave, PlaceNames,
    PlaceRenamed, PlaceToday,
};
use wuyou_domain::id::PlaceNameId;
use wuyou_domain::place_name::{self as rule, Kind, Place};
use wuyou_domain::text;
use wuyou_store::View;
use wuyou_store::place_name::{self as store, PlaceNameRow};
use wuyou_store::search::{HitKind, Reach, SearchHit};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;

/// Lists the old names the shop keeps.
pub(crate) fn list(app: &App, _: &Acting, _: PlaceNameList) -> Outcome<PlaceNames> {
    let rows = app.database()?.read(store::all)?.into_iter();
    Ok(PlaceNames {
        rows: rows.map(shown).collect(),
    })
}

/// Writes down what a place is called today.
pub(crate) fn save(app: &App, acting: &Acting, request: PlaceNameSave) -> Outcome<PlaceName> {
    let mut form = Form::new(acting.now_at);
    let old = form.required("old_name", &request.old_name, text::NAME_MAX);
    let today = form.required("name", &request.name, text::NAME_MAX);
    let town = form.line("town", request.town.as_deref(), text::NAME_MAX);
    let kind = kind_of(request.kind);
    let town = town.filter(|_| kind == Kind::Village);
    if !old.is_empty() && old == today {
        form.wrong("name", "same_name", None);
    }
    form.finish()?;
    let id = PlaceNameId::of(kind.code(), &old, town.as_deref());
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        if store::find(tx.view(), id)?.is_some() {
            tx.update("place_name", id, &[("name", today.as_str().into())])?;
        } else {
            let fields = [
                ("kind", kind.code().into()),
                ("old_name", old.as_str().into()),
                ("name", today.as_str().into()),
                ("town", town.clone().into()),
            ];
            tx.insert("place_name", id, &fields)?;
        }
        Ok(())
    })?;
    Ok(PlaceName {
        id: id.0,
        kind: request.kind,
        old_name: old,
        name: today,
        town,
    })
}

/// Forgets an old name.
pub(crate) fn remove(app: &App, acting: &Acting, request: PlaceNameRemove) -> Outcome<Done> {
    app.database()?.edit(&acting.edit()?, |tx| {
        tx.delete("place_name", PlaceNameId(request.id)).map(|_| ())
    })?;
    Ok(Done {})
}

/// Tells what a place is called today.
pub(crate) fn read(app: &App, _: &Acting, request: PlaceNameRead) -> Outcome<PlaceToday> {
    let names = app.database()?.read(names)?;
    let typed = |text: Option<String>| {
        let text = text.map(|text| text.trim().to_owned());
        text.filter(|text| !text.is_empty())
    };
    let place = Place {
        town: typed(request.town),
        village: typed(request.village),
        detail: typed(request.detail),
    };
    let (place, renamed) = rule::today(&names, place);
    Ok(PlaceToday {
        town: place.town,
        village: place.village,
        detail: place.detail,
        renamed: renamed
            .into_iter()
            .map(|one| PlaceRenamed {
                kind: kind_shown(one.kind),
                old_name: one.old,
                name: one.today,
            })
            .collect(),
    })
}

/// The old names, as rules read them.
pub(crate) fn names(view: View<'_>) -> Outcome<Vec<rule::PlaceName>> {
    let rows = store::all(view)?.into_iter();
    Ok(rows.map(|row| row.names).collect())
}

/// What a search finds, by the names as typed first and then by the other names of the places in
/// it; each once, at most `limit`.
pub(crate) fn search(
    view: View<'_>,
    typed: &str,
    (limit, reach): (usize, Reach),
    kinds: &[HitKind],
) -> Outcome<Vec<SearchHit>> {
    let mut hits = wuyou_store::search::search_by(view, typed, limit, kinds, reach)?;
    for wording in rule::wordings(&names(view)?, typed) {
        if hits.len() >= limit {
            break;
        }
        let more = wuyou_store::search::search_by(view, &wording, limit, kinds, reach)?;
        for hit in more {
            if hits.len() < limit && !hits.iter().any(|known| known.id == hit.id) {
                hits.push(hit);
            }
        }
    }
    Ok(hits)
}

const fn kind_of(kind: PlaceKind) -> Kind {
    match kind {
        PlaceKind::Town => Kind::Town,
        PlaceKind::Village => Kind::Village,
    }
}

const fn kind_shown(kind: Kind) -> PlaceKind {
    match kind {
        Kind::Town => PlaceKind::Town,
        Kind::Village => PlaceKind::Village,
    }
}

fn shown(row: PlaceNameRow) -> PlaceName {
    PlaceName {
        id: row.id.0,
        kind: kind_shown(row.names.kind),
        old_name: row.names.old,
        name: row.names.today,
        town: row.names.town,
    }
}
