//! What work, parts and the way cost out of warranty: headquarters' list, and the shop's own prices
//! where the list has none or is dearer. Both travel by sync, so every PC of a shop shows the same.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use wuyou_contract::money::{
    ChargeKind, PriceHead, PriceItem as Shown, PriceItems, PriceKey, PriceListGet, PriceListSave,
    PriceTyped,
};
use wuyou_domain::id::OwnPriceId;
use wuyou_domain::policy::{self, Document};
use wuyou_domain::reference::PartBook;
use wuyou_domain::tariff::{Listed, PriceBook, Wanted, merged};
use wuyou_domain::time::local_date;
use wuyou_domain::warranty::remedy::{LineKind, PriceItem, PriceList};
use wuyou_store::tariff::{self as store, OwnPriceRow, PublicationRow};
use wuyou_store::{Database, Tx, View, settings};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::area::staff::owner_edit;
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::code_text;

/// The dearest single price.
pub(crate) const UNIT_MAX_FEN: i64 = 10_000_000;
/// The setting an earlier version kept the shop's list in, on one PC.
const KEY: &str = "price_list";
/// A list longer than this is no list.
const ITEMS_MAX: usize = 500;
/// The length of a code, and so of a name, as it is stored.
const NAME_MAX: usize = 40;
/// The kind of headquarters' lists.
const KIND: &str = "price_list";

/// The list the shop works by on a day.
pub(crate) struct Prices {
    /// Headquarters' list in force.
    pub(crate) hq: Option<Document<PriceBook>>,
    /// Every line with the price that counts.
    pub(crate) listed: Vec<Listed>,
}

impl Prices {
    /// Some lines as a list of the version in force, for the rules.
    pub(crate) fn document(&self, items: Vec<PriceItem>) -> Document<PriceList> {
        let own = || ("-".to_owned(), "本店价目".to_owned(), NaiveDate::MIN);
        let (version, source, effective_on) = self.hq.as_ref().map_or_else(own, |hq| {
            (hq.version.clone(), hq.source.clone(), hq.effective_on)
        });
        Document {
            version,
            source,
            effective_on,
            reviewed_by: None,
            content: PriceList { items },
        }
    }

    /// What the way to a household in this township costs: by headquarters' table, or the shop's one
    /// fee where there is no table.
    pub(crate) fn way_to(&self, town: Option<&str>) -> Option<&Listed> {
        if let Some(item) = self.hq.as_ref().and_then(|hq| hq.content.way_to(town)) {
            return self.listed.iter().find(|row| row.item.code == item.code);
        }
        let ways = self.listed.iter();
        let mut ways = ways.filter(|row| row.item.kind == LineKind::Travel);
        let first = ways.next()?;
        ways.next().is_none().then_some(first)
    }

    /// The most that may be charged for one of a line without a manager's reason.
    pub(crate) fn ceiling(&self, line: Wanted<'_>, town: Option<&str>) -> Option<i64> {
        self.hq.as_ref()?.content.ceiling(line, town)
    }
}

/// The list in force on a day; empty where there is none.
pub(crate) fn on_day(view: View<'_>, on: NaiveDate) -> Outcome<Prices> {
    let own: Vec<_> = own(view)?.iter().filter_map(own_item).collect();
    let hq = hq_lists(view)?.into_iter();
    let hq = hq
        .map(|(_, list)| list)
        .find(|list| list.effective_on <= on);
    let listed = merged(hq.as_ref().map(|list| &list.content), &own);
    Ok(Prices { hq, listed })
}

/// Headquarters' lists that hold together, the one that counts last first.
fn hq_lists(view: View<'_>) -> Outcome<Vec<(PublicationRow, Document<PriceBook>)>> {
    let rows = store::published(view, KIND)?.into_iter();
    let dealer = settings::get(view, settings::DEALER_CODE)?.unwrap_or_default();
    let read = |row: &PublicationRow| {
        let mut list: Document<PriceBook> = read_list(row)?;
        list.content = list.content.for_dealer(&dealer);
        Some(list)
    };
    Ok(rows
        .filter_map(|row| read(&row).map(|list| (row, list)))
        .collect())
}

/// A list this version cannot read is left out: the shop's own prices count until it can.
pub(crate) fn read_list<T: policy::Content>(row: &PublicationRow) -> Option<Document<T>> {
    let content: T = serde_json::from_str(&row.content)
        .inspect_err(|error| tracing::error!(no = row.no, %error, "list of headquarters"))
        .ok()?;
    content
        .check()
        .inspect_err(|error| tracing::error!(no = row.no, code = error.code(), "list refused"))
        .ok()?;
    Some(Document {
        version: row.no.clone(),
        source: row.source.clone(),
        effective_on: row.effective_on.parse().ok()?,
        reviewed_by: None,
        content,
    })
}

/// The shop's own prices; until they were taken over, what this PC kept by itself.
fn own(view: View<'_>) -> Outcome<Vec<OwnPriceRow>> {
    let mut rows = store::own_prices(view)?;
    for item in kept_here(view)? {
        let id = OwnPriceId::of(item.kind.code(), &item.code);
        if rows.iter().all(|row| row.id != id) {
            rows.push(OwnPriceRow {
                id,
                kind: item.kind.code().to_owned(),
                code: item.code,
                name: item.name,
                name_en: Some(item.name_en),
                unit_fen: item.unit_fen,
            });
        }
    }
    Ok(rows)
}

fn kept_here(view: View<'_>) -> Outcome<Vec<PriceItem>> {
    let stored = settings::get(view, KEY)?;
    let read = stored.and_then(|json| serde_json::from_str::<Document<PriceList>>(&json).ok());
    Ok(read.map(|list| list.content.items).unwrap_or_default())
}

fn own_item(row: &OwnPriceRow) -> Option<PriceItem> {
    Some(PriceItem {
        code: row.code.clone(),
        kind: LineKind::from_code(&row.kind)?,
        name: row.name.clone(),
        name_en: row.name_en.clone().unwrap_or_else(|| row.name.clone()),
        unit_fen: row.unit_fen,
    })
}

/// Brings the list an earlier version kept on this PC to where every PC of the shop has it. What
/// another PC brought before stays.
pub(crate) fn take_over(database: &Database, now_at: i64) -> Outcome<()> {
    let (code, kept) = database.read(|view| -> Outcome<_> {
        let code = settings::get(view, settings::DEALER_CODE)?;
        Ok((code, settings::get(view, KEY)?.is_some()))
    })?;
    let Some(code) = code.filter(|_| kept) else {
        return Ok(());
    };
    database.edit(&owner_edit(&code, now_at), |tx| -> Outcome<()> {
        for (place, item) in kept_here(tx.view())?.iter().enumerate() {
            let id = OwnPriceId::of(item.kind.code(), &item.code);
            if tx.view().row("own_price", id)?.is_none() {
                tx.insert("own_price", id, &fields(item, place))?;
            }
        }
        Ok(settings::set(&tx.local(), KEY, None)?)
    })
}

fn fields(item: &PriceItem, place: usize) -> Vec<(&'static str, Value)> {
    vec![
        ("kind", item.kind.code().into()),
        ("code", item.code.as_str().into()),
        ("name", item.name.as_str().into()),
        ("name_en", item.name_en.as_str().into()),
        ("unit_fen", item.unit_fen.into()),
        ("place", i64::try_from(place).unwrap_or(0).into()),
    ]
}

/// Shows the list, with the parts that have no price yet.
pub(crate) fn list(app: &App, acting: &Acting, _: PriceListGet) -> Outcome<PriceItems> {
    let today = local_date(acting.now_at).unwrap_or_default();
    app.database()?.read(|view| shown(view, today))
}

pub(crate) fn shown(view: View<'_>, today: NaiveDate) -> Outcome<PriceItems> {
    let prices = on_day(view, today)?;
    let lists = hq_lists(view)?;
    // The next one is the earliest of those that do not count yet.
    let coming = lists.iter().rfind(|(_, list)| list.effective_on > today);
    let now = lists.iter().find(|(_, list)| list.effective_on <= today);
    let listed: Vec<_> = prices.listed.iter().map(priced).collect();
    let parts = PartBook::built_in().parts.iter();
    let unpriced = parts
        .filter(|part| listed.iter().all(|item| item.code != part.code))
        .map(|part| Shown {
            code: part.code.clone(),
            kind: ChargeKind::Part,
            name: part.name.zh.clone(),
            name_en: part.name.en.clone(),
            unit_fen: None,
            hq_fen: None,
            own_fen: None,
            above: false,
        });
    Ok(PriceItems {
        rows: listed.iter().cloned().chain(unpriced).collect(),
        hq: now.map(|(row, _)| head(row)),
        coming: coming.map(|(row, _)| head(row)),
    })
}

pub(crate) fn head(row: &PublicationRow) -> PriceHead {
    PriceHead {
        no: row.no.clone(),
        effective_on: row.effective_on.clone(),
        source: row.source.clone(),
        published_on: row.published_on.clone(),
    }
}

/// A line as screens show it.
pub(crate) fn priced(row: &Listed) -> Shown {
    Shown {
        code: row.item.code.clone(),
        kind: match row.item.kind {
            LineKind::Labour => ChargeKind::Labour,
            LineKind::Part => ChargeKind::Part,
            LineKind::Travel => ChargeKind::Travel,
        },
        name: row.item.name.clone(),
        name_en: row.item.name_en.clone(),
        unit_fen: Some(row.item.unit_fen),
        hq_fen: row.hq_fen,
        own_fen: row.own_fen,
        above: row.is_above(),
    }
}

/// Writes the lines somebody changed and takes out those somebody took out; all others stay.
pub(crate) fn save(app: &App, acting: &Acting, request: PriceListSave) -> Outcome<PriceItems> {
    let mut form = Form::new(acting.now_at);
    let today = form.today();
    let database = app.database()?;
    take_over(&database, acting.now_at)?;
    let hq = database.read(|view| on_day(view, today))?.hq;
    form.at_most("items", request.items.len(), ITEMS_MAX);
    let mut codes = BTreeSet::new();
    let mut items = Vec::new();
    for (place, typed) in request.items.iter().enumerate() {
        let item = read(&mut form, place, typed);
        if !item.code.is_empty() && !codes.insert((item.kind.code(), item.code.clone())) {
            form.wrong(&format!("items.{place}.name"), "twice", None);
        }
        if hq.as_ref().is_some_and(|hq| is_above(&hq.content, &item)) {
            form.wrong(&format!("items.{place}.unit_fen"), "above_list", None);
        }
        items.push(item);
    }
    form.at_most("removed", request.removed.len(), ITEMS_MAX);
    form.finish()?;
    database.edit(&acting.edit()?, |tx| write(tx, &items, &request.removed))?;
    database.read(|view| shown(view, today))
}

/// Whether a price of the shop's is above the line of headquarters that it stands for.
fn is_above(book: &PriceBook, own: &PriceItem) -> bool {
    let rows = merged(Some(book), std::slice::from_ref(own));
    rows.iter().any(Listed::is_above)
}

fn write(tx: &mut Tx<'_>, items: &[PriceItem], removed: &[PriceKey]) -> Outcome<()> {
    let before = store::own_prices(tx.view())?;
    let stands = |id: OwnPriceId| before.iter().any(|row| row.id == id);
    let removed = removed.iter().map(|key| {
        let kind = code_text(&key.kind).unwrap_or_default();
        OwnPriceId::of(&kind, &key.code)
    });
    // Another PC may have taken it out meanwhile.
    let removed: Vec<_> = removed.filter(|id| stands(*id)).collect();
    for id in &removed {
        tx.delete("own_price", *id)?;
    }
    for (nth, item) in items.iter().enumerate() {
        let id = OwnPriceId::of(item.kind.code(), &item.code);
        // What is new comes last.
        let mut fields = fields(item, before.len() + nth);
        if stands(id) && !removed.contains(&id) {
            fields.retain(|(name, _)| *name != "place");
            tx.update("own_price", id, &fields)?;
        } else {
            tx.insert("own_price", id, &fields)?;
        }
    }
    Ok(())
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
