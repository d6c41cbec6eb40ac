//! The shop's price list: what work, parts and the way cost out of warranty.
//!
//! Headquarters will send a list one day; until it does, the shop's own is kept with the settings
//! of this PC.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use wuyou_contract::money::{
    ChargeKind, PriceItem as Shown, PriceItems, PriceListGet, PriceListSave, PriceTyped,
};
use wuyou_domain::policy::Document;
use wuyou_domain::reference::PartBook;
use wuyou_domain::warranty::remedy::{LineKind, PriceItem, PriceList};
use wuyou_store::{View, settings};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;

/// The dearest single price.
pub(crate) const UNIT_MAX_FEN: i64 = 10_000_000;
/// The setting the list is kept in.
const KEY: &str = "price_list";
/// A list longer than this is no list.
const ITEMS_MAX: usize = 500;
/// The length of a code, and so of a name, as it is stored.
const NAME_MAX: usize = 40;

/// The list in force; empty where the shop has none.
pub(crate) fn document(view: View<'_>) -> Outcome<Document<PriceList>> {
    let stored = settings::get(view, KEY)?;
    let read = stored.and_then(|json| serde_json::from_str(&json).ok());
    Ok(read.unwrap_or_else(|| Document {
        version: "-".to_owned(),
        source: "-".to_owned(),
        effective_on: NaiveDate::MIN,
        reviewed_by: None,
        content: PriceList { items: Vec::new() },
    }))
}

/// Shows the list, with the parts that have no price yet.
pub(crate) fn list(app: &App, _: &Acting, _: PriceListGet) -> Outcome<PriceItems> {
    app.database()?.read(shown)
}

fn shown(view: View<'_>) -> Outcome<PriceItems> {
    let document = document(view)?;
    let listed: Vec<_> = document.content.items.iter().map(priced).collect();
    let parts = PartBook::built_in().parts.iter();
    let unpriced = parts
        .filter(|part| listed.iter().all(|item| item.code != part.code))
        .map(|part| Shown {
            code: part.code.clone(),
            kind: ChargeKind::Part,
            name: part.name.zh.clone(),
            name_en: part.name.en.clone(),
            unit_fen: None,
        });
    Ok(PriceItems {
        version: (document.version != "-").then(|| document.version.clone()),
        rows: listed.iter().cloned().chain(unpriced).collect(),
    })
}

fn priced(item: &PriceItem) -> Shown {
    Shown {
        code: item.code.clone(),
        kind: match item.kind {
            LineKind::Labour => ChargeKind::Labour,
            LineKind::Part => ChargeKind::Part,
            LineKind::Travel => ChargeKind::Travel,
        },
        name: item.name.clone(),
        name_en: item.name_en.clone(),
        unit_fen: Some(item.unit_fen),
    }
}

/// Replaces the list.
pub(crate) fn save(app: &App, acting: &Acting, request: PriceListSave) -> Outcome<PriceItems> {
    let mut form = Form::new(acting.now_at);
    form.at_most("items", request.items.len(), ITEMS_MAX);
    let mut codes = BTreeSet::new();
    let mut items = Vec::new();
    for (place, typed) in request.items.iter().enumerate() {
        let item = read(&mut form, place, typed);
        if !item.code.is_empty() && !codes.insert(item.code.clone()) {
            form.wrong(&format!("items.{place}.name"), "twice", None);
        }
        items.push(item);
    }
    form.finish()?;
    let today = Form::new(acting.now_at).today();
    let document = Document {
        version: format!("shop-{today}-{}", acting.now_at),
        source: "本店价目表".to_owned(),
        effective_on: today,
        reviewed_by: None,
        content: PriceList { items },
    };
    let json = serde_json::to_string(&document).unwrap_or_default();
    let database = app.database()?;
    database.local(|local| settings::set(local, KEY, Some(&json)))?;
    database.read(shown)
}

fn read(form: &mut Form, place: usize, typed: &PriceTyped) -> PriceItem {
    let at = |name: &str| format!("items.{place}.{name}");
    let kind = match typed.kind {
        ChargeKind::Labour => LineKind::Labour,
        ChargeKind::Part => LineKind::Part,
        ChargeKind::Travel => LineKind::Travel,
        ChargeKind::Other | ChargeKind::Discount => {
            form.wrong(&at("kind"), "choose_one", None);
            LineKind::Labour
        }
    };
    if !(0..=UNIT_MAX_FEN).contains(&typed.unit_fen) {
        form.wrong(&at("unit_fen"), "price_range", None);
    }
    let name = form.required(&at("name"), &typed.name, NAME_MAX);
    let code = form.line(&at("code"), typed.code.as_deref(), NAME_MAX);
    let known = code
        .as_deref()
        .and_then(|code| PartBook::built_in().find(code));
    PriceItem {
        code: code.unwrap_or_else(|| name.clone()),
        kind,
        name_en: known.map_or_else(|| name.clone(), |part| part.name.en.clone()),
        name,
        unit_fen: typed.unit_fen,
    }
}
