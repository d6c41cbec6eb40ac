//! Households with their people, phones, addresses and tags.

mod history;
mod merge;
mod tag;
mod write;

use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::customer::{
    Address, AtHome, CustomerCreate, CustomerDelete, CustomerDetail, CustomerGet, CustomerKind,
    CustomerList, CustomerPage, CustomerSearch, CustomerSort, CustomerSummary, CustomerTowns,
    CustomerUpdate, DuplicateHint, Person, Phone, PhoneSharer, Town, Towns,
};
use wuyou_contract::draft::Done;
use wuyou_contract::greeting::GreetingPlan;
use wuyou_contract::search::SearchHits;
use wuyou_contract::unit::UnitSummary;
use wuyou_domain::id::CustomerId;
use wuyou_domain::phone;
use wuyou_store::customer::{
    AddressRow, CustomerFull, CustomerQuery, DuplicateReason, PersonRow, PhoneRow,
};
use wuyou_store::promise::{PromiseQuery, PromiseWhich};
use wuyou_store::search::{HitKind, Reach};
use wuyou_store::work_order::{WorkOrderFilter, WorkOrderQuery};
use wuyou_store::{Tx, View, customer as store};

pub(crate) use history::{entry as timeline_entry, timeline};
pub(crate) use merge::{apart, merge, suspects, unmerge};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::show::{code_from, code_text};

/// Most hits of one search.
const FOUND_MOST: usize = 200;
/// Most households named beside a number they share.
const SHARERS_MOST: usize = 5;
/// Most households suggested as the same.
const DUPLICATES_MOST: usize = 5;

/// Makes a household.
pub(crate) fn create(
    app: &App,
    acting: &Acting,
    request: CustomerCreate,
) -> Outcome<CustomerDetail> {
    let household = write::Household::read(acting, request)?;
    let id = CustomerId(app.new_id(acting));
    app.database()?
        .edit(&acting.edit()?, |tx| household.insert(app, acting, tx, id))?;
    detail(app, acting, id)
}

/// Changes a household.
pub(crate) fn update(
    app: &App,
    acting: &Acting,
    request: CustomerUpdate,
) -> Outcome<CustomerDetail> {
    let id = CustomerId(request.id);
    let patch = write::Patch::read(acting, request)?;
    super::undo::edit(app, acting, "customer.update", |tx| {
        patch.apply(app, acting, tx, id)?;
        Ok(store::get(tx.view(), id)?.customer.name)
    })?;
    detail(app, acting, id)
}

/// Shows a household with everything about it.
pub(crate) fn get(app: &App, acting: &Acting, request: CustomerGet) -> Outcome<CustomerDetail> {
    shown(app, acting, &request)
}

/// A household with everything about it, for a document: whoever takes it out writes that down.
pub(crate) fn shown(app: &App, acting: &Acting, request: &CustomerGet) -> Outcome<CustomerDetail> {
    detail(app, acting, CustomerId(request.id))
}

/// Deletes a household with nothing open: no order, request, complaint or promise. Its row alone:
/// with it goes from sight what hangs on it, and comes back whole if the household comes back. Its
/// machines count as nobody's.
pub(crate) fn delete(app: &App, acting: &Acting, request: CustomerDelete) -> Outcome<Done> {
    let id = CustomerId(request.id);
    super::undo::edit(app, acting, "customer.delete", |tx| {
        let view = tx.view();
        let customer = store::get(view, id)?.customer;
        let (id, name) = (customer.id, customer.name);
        if is_in_use(view, id)? {
            return Err(ErrorCode::InUse.into());
        }
        tx.delete("customer", id)?;
        Ok(name)
    })?;
    Ok(Done {})
}

/// Whether something is still owed to a household: an open order, request, complaint, promise or
/// remedy case.
pub(crate) fn is_in_use(view: View<'_>, id: CustomerId) -> Outcome<bool> {
    Ok(
        !wuyou_store::work_order::open_of_customer(view, id)?.is_empty()
            || !wuyou_store::request::of_customer(view, id, true)?.is_empty()
            || wuyou_store::promise::count(view, &promises_of(id))? > 0
            || super::complaint::is_open_of(view, id)?
            || wuyou_store::remedy_case::is_open_of(view, id)?,
    )
}

fn promises_of(id: CustomerId) -> PromiseQuery {
    PromiseQuery {
        which: PromiseWhich::Open,
        customer_id: Some(id),
        limit: 200,
        ..PromiseQuery::default()
    }
}

/// Deletes a household with everything that hangs on it (example data).
pub(crate) fn delete_whole(tx: &mut Tx<'_>, id: CustomerId) -> Outcome<()> {
    for (entity, row) in whole(tx.view(), id)? {
        tx.delete(entity, row)?;
    }
    Ok(())
}

/// Everything that goes with a household, in the order in which it goes; nothing when somebody
/// deleted it already.
pub(crate) fn whole(view: View<'_>, id: CustomerId) -> Outcome<Vec<(&'static str, Uuid)>> {
    let full = match store::get(view, id) {
        Ok(full) => full,
        Err(wuyou_store::StoreError::NotFound(_)) => return Ok(Vec::new()),
        Err(error) => return Err(error.into()),
    };
    let orders = WorkOrderQuery {
        filter: WorkOrderFilter::All,
        customer_id: Some(id),
        limit: 200,
        ..WorkOrderQuery::default()
    };
    let promises = PromiseQuery {
        which: PromiseWhich::All,
        ..promises_of(id)
    };
    let mut rows = Vec::new();
    for row in wuyou_store::work_order::list(view, &orders)?.rows {
        rows.push(("work_order", row.order.id.0));
    }
    for row in wuyou_store::request::of_customer(view, id, false)? {
        rows.push(("request", row.id.0));
    }
    for row in wuyou_store::promise::list(view, &promises)?.rows {
        rows.push(("promise", row.id.0));
    }
    for row in wuyou_store::complaint::of_customer(view, id)? {
        rows.push(("complaint", row.id.0));
    }
    for visit in wuyou_store::return_visit::of_customer(view, id)? {
        rows.push(("return_visit", visit.0));
    }
    for unit in &full.units {
        rows.push(("unit", unit.id.0));
    }
    rows.push(("customer", id.0));
    Ok(rows)
}

/// Lists households, page by page; with a query, those that match, best first.
pub(crate) fn list(app: &App, acting: &Acting, request: CustomerList) -> Outcome<CustomerPage> {
    let limit = request.limit.unwrap_or(100).clamp(1, 200);
    let database = app.database()?;
    let typed = request
        .query
        .as_deref()
        .map(str::trim)
        .filter(|query| !query.is_empty());
    if let Some(typed) = typed {
        let at_home = request.at_home;
        let typed = (typed, super::phone::reach(acting));
        return database.read(|view| Ok(found_page(view, typed, at_home, limit)?.0));
    }
    let query = CustomerQuery {
        sort: match request.sort.unwrap_or(CustomerSort::Recent) {
            CustomerSort::Recent => store::CustomerSort::Recent,
            CustomerSort::Name => store::CustomerSort::Name,
            CustomerSort::Village => store::CustomerSort::Village,
        },
        town: request.town.filter(|town| !town.trim().is_empty()),
        at_home: request.at_home.as_ref().and_then(code_text),
        after: request.after,
        limit,
    };
    database.read(|view| {
        let page = store::list(view, &query)?;
        let town = query.town.as_deref();
        let total = match query.at_home.as_deref() {
            Some(code) => store::count_at_home(view, code, town)?,
            None => store::count(view, town)?,
        };
        Ok(CustomerPage {
            rows: page.rows.into_iter().map(summary_shown).collect(),
            next: page.next,
            total,
        })
    })
}

/// The households a list is narrowed to, one more than `most` where there are more.
pub(crate) fn first_of(
    view: View<'_>,
    asked: &GreetingPlan,
    most: usize,
) -> Outcome<Vec<CustomerId>> {
    let limit = u32::try_from(most + 1).unwrap_or(u32::MAX);
    let typed = asked.query.as_deref().map(str::trim);
    if let Some(typed) = typed.filter(|typed| !typed.is_empty()) {
        let (found, more) = found_page(view, (typed, Reach::Parts), asked.at_home, limit)?;
        let ids = found.rows.into_iter().map(|row| CustomerId(row.id));
        // Nobody is written to out of a list that stopped looking.
        return if more {
            Err(super::greeting::too_many())
        } else {
            Ok(ids.collect())
        };
    }
    let mut query = CustomerQuery {
        sort: store::CustomerSort::Village,
        town: asked.town.clone().filter(|town| !town.trim().is_empty()),
        at_home: asked.at_home.as_ref().and_then(code_text),
        after: None,
        limit,
    };
    let mut ids = Vec::new();
    loop {
        let page = store::list(view, &query)?;
        ids.extend(page.rows.into_iter().map(|row| row.id));
        query.after = page.next;
        if query.after.is_none() || ids.len() > most {
            return Ok(ids);
        }
    }
}

/// Lists the towns households live in, the fullest first.
pub(crate) fn towns(app: &App, _: &Acting, _: CustomerTowns) -> Outcome<Towns> {
    let rows = app.database()?.read(store::towns)?.into_iter();
    Ok(Towns {
        rows: rows
            .map(|(name, customer_count)| Town {
                name,
                customer_count,
            })
            .collect(),
    })
}

fn found_page(
    view: View<'_>,
    (typed, reach): (&str, Reach),
    at_home: Option<AtHome>,
    limit: u32,
) -> Outcome<(CustomerPage, bool)> {
    let mut ids: Vec<CustomerId> = Vec::new();
    // What is narrowed further is looked for among all that can be found.
    let most = if at_home.is_some() {
        FOUND_MOST
    } else {
        limit as usize
    };
    let hits = super::place_name::search(view, typed, (most, reach), HitKind::OF_HOUSEHOLDS)?;
    let more = hits.len() >= FOUND_MOST;
    for hit in hits {
        if let Some(id) = hit.customer_id
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    let rows: Vec<_> = store::summaries(view, &ids)?
        .into_iter()
        .map(summary_shown)
        .filter(|row| at_home.is_none_or(|wanted| row.at_home == wanted))
        .take(limit as usize)
        .collect();
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let page = CustomerPage {
        rows,
        next: None,
        total,
    };
    Ok((page, more))
}

/// Finds households as one types.
pub(crate) fn search(app: &App, acting: &Acting, request: CustomerSearch) -> Outcome<SearchHits> {
    super::search::households(app, acting, &request.query, request.limit)
}

fn detail(app: &App, acting: &Acting, id: CustomerId) -> Outcome<CustomerDetail> {
    app.database()?.read(|view| {
        let full = store::get(view, id)?;
        let id = full.customer.id;
        let hints = duplicate_hints(view, &full)?;
        let timeline = history::first_page(view, id)?;
        let tags = tag::of(view, id, acting.now_at)?;
        let technician = match full.customer.preferred_technician_id {
            Some(technician) => wuyou_store::staff::find(view, technician)?,
            None => None,
        };
        let updated_by = wuyou_store::staff::find(view, full.customer.updated_by)?;
        Ok(CustomerDetail {
            id: id.0,
            seq: i64::try_from(wuyou_store::sync::cursor(view)?.seq).unwrap_or(i64::MAX),
            name: full.customer.name,
            kind: code_from(Some(&full.customer.kind)).unwrap_or(CustomerKind::Household),
            note: full.customer.note,
            preferred_time: full.customer.preferred_time,
            language: full.customer.language,
            no_call: full.customer.no_call,
            no_marketing: full.customer.no_marketing,
            at_home: at_home(full.customer.at_home.as_deref()),
            preferred_technician_id: technician.as_ref().map(|staff| staff.id.0),
            preferred_technician: technician.map(|staff| staff.name),
            phones: phones(view, id)?,
            people: full.people.into_iter().map(person_shown).collect(),
            addresses: full.addresses.into_iter().map(address_shown).collect(),
            tags: distinct(full.tags.into_iter().map(|tag| tag.tag)),
            tag_days: tags.days,
            tag_change: tags.change,
            units: full.units.into_iter().map(super::unit::summary).collect(),
            open_orders: super::work_order::open_of_customer(acting, view, id)?,
            timeline: timeline.rows,
            timeline_next: timeline.next,
            duplicates: hints,
            merged: merge::files(view, id)?,
            conflicts: super::conflict::open_of_row(view, id.0)?,
            created_at: full.customer.created_at,
            updated_at: full.customer.updated_at,
            updated_by: updated_by.map(|staff| staff.name),
        })
    })
}

/// Each once: households that were merged may have the same tag.
fn distinct(tags: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen = Vec::new();
    for tag in tags {
        if !seen.contains(&tag) {
            seen.push(tag);
        }
    }
    seen
}

fn duplicate_hints(view: View<'_>, full: &CustomerFull) -> Outcome<Vec<DuplicateHint>> {
    let village = full
        .addresses
        .first()
        .and_then(|address| address.village.as_deref());
    let phones: Vec<String> = full
        .phones
        .iter()
        .map(|phone| phone.number.clone())
        .collect();
    let likely = store::duplicates(view, &full.customer.name, village, &phones)?;
    let mut hinted = Vec::new();
    for (id, reason) in likely {
        let other = id != full.customer.id && !store::is_apart(view, full.customer.id, id)?;
        if other && hinted.len() < DUPLICATES_MOST {
            hinted.push((id, reason));
        }
    }
    let likely = hinted;
    let ids: Vec<CustomerId> = likely.iter().map(|(id, _)| *id).collect();
    let rows = store::summaries(view, &ids)?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let reason = likely
                .iter()
                .find(|(id, _)| *id == row.id)
                .map(|(_, reason)| *reason);
            let place = [row.town, row.village]
                .into_iter()
                .flatten()
                .collect::<String>();
            let number = row
                .phone
                .map(|digits| shown_number(&digits))
                .unwrap_or_default();
            DuplicateHint {
                customer_id: row.id.0,
                name: row.name,
                detail: format!("{place} {number}").trim().to_owned(),
                reason: reason_text(reason.unwrap_or(DuplicateReason::SamePhone)).to_owned(),
            }
        })
        .collect())
}

const fn reason_text(reason: DuplicateReason) -> &'static str {
    match reason {
        DuplicateReason::SamePhone => "same_phone",
        DuplicateReason::SameNameAndVillage => "same_name_and_village",
    }
}

/// A household as lists show it; `None` when it is deleted.
pub(crate) fn summary(view: View<'_>, id: CustomerId) -> Outcome<Option<CustomerSummary>> {
    Ok(store::summaries(view, &[id])?
        .into_iter()
        .next()
        .map(summary_shown))
}

/// The people of a household.
pub(crate) fn people(view: View<'_>, id: CustomerId) -> Outcome<Vec<Person>> {
    Ok(store::people_of(view, id)?
        .into_iter()
        .map(person_shown)
        .collect())
}

/// The phones of a household, with the other households that have the same numbers.
pub(crate) fn phones(view: View<'_>, id: CustomerId) -> Outcome<Vec<Phone>> {
    let mut shown = Vec::new();
    for row in store::phones_of(view, id)? {
        let mut phone = phone_shown(row);
        if phone.valid_to.is_none() {
            phone.shared_with = sharers(view, id, &phone.number)?;
        }
        shown.push(phone);
    }
    Ok(shown)
}

/// The other households with this number.
fn sharers(view: View<'_>, id: CustomerId, digits: &str) -> Outcome<Vec<PhoneSharer>> {
    let others = store::find_by_phone(view, digits)?.into_iter();
    let others: Vec<_> = others
        .map(|row| row.customer_id)
        .filter(|other| *other != id)
        .take(SHARERS_MOST)
        .collect();
    let mut sharers = Vec::new();
    for other in others {
        if let Some(row) = store::find(view, other)? {
            sharers.push(PhoneSharer {
                customer_id: other.0,
                name: row.name,
            });
        }
    }
    Ok(sharers)
}

/// The machines of a household.
pub(crate) fn units(view: View<'_>, id: CustomerId) -> Outcome<Vec<UnitSummary>> {
    let rows = wuyou_store::unit::of_customer(view, id)?;
    Ok(rows.into_iter().map(super::unit::summary).collect())
}

/// When somebody is at home: always, where nothing is said or a newer version says something else.
pub(crate) fn at_home(code: Option<&str>) -> AtHome {
    code_from(code).unwrap_or_default()
}

fn summary_shown(row: store::CustomerSummary) -> CustomerSummary {
    CustomerSummary {
        id: row.id.0,
        name: row.name,
        nicknames: row.nicknames,
        kind: code_from(Some(&row.kind)).unwrap_or(CustomerKind::Household),
        phone: row.phone.map(|digits| shown_number(&digits)),
        phone_count: row.phone_count,
        town: row.town,
        village: row.village,
        detail: row.detail,
        tags: row.tags,
        at_home: at_home(row.at_home.as_deref()),
        unit_count: row.unit_count,
        open_order_count: row.open_order_count,
        conflicted: row.conflicted,
        updated_at: row.updated_at,
    }
}

fn person_shown(row: PersonRow) -> Person {
    Person {
        id: row.id.0,
        name: row.name,
        nickname: row.nickname,
        relation: row.relation,
        wechat: row.wechat,
        birthday_on: row.birthday_on,
        birthday_lunar: row.birthday_lunar,
        birthday_leap: row.birthday_leap,
    }
}

fn phone_shown(row: PhoneRow) -> Phone {
    Phone {
        id: row.id.0,
        display: shown_number(&row.number),
        number: row.number,
        label: row.label,
        person_id: row.person_id.map(|id| id.0),
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        confirmed_on: row.confirmed_on,
        shared_with: Vec::new(),
    }
}

fn address_shown(row: AddressRow) -> Address {
    Address {
        id: row.id.0,
        town: row.town,
        village: row.village,
        detail: row.detail,
        landmark: row.landmark,
        route_note: row.route_note,
    }
}

/// Digits grouped for reading.
pub(crate) fn shown_number(digits: &str) -> String {
    phone::Phone::parse(digits).map_or_else(|_| digits.to_owned(), |phone| phone.display())
}
