//! Households of a list that the shop may have already, under an id of their own: the same machine,
//! a shared number and name, or the same name in the same village. Only ever suggested.

use wuyou_domain::id::CustomerId;
use wuyou_store::{Database, View, customer as store};

use super::holder::plain;
use super::plan::{Ensure, Plan, Planned, Take};
use crate::failure::Outcome;

/// Notes for each new household of the plan which one of the shop it may repeat. A row that repeats
/// an earlier one of the file keeps saying so.
pub(super) fn suggest(database: &Database, plan: &mut Plan) -> Outcome<()> {
    let Plan { rows, duplicates } = plan;
    database.read(|view| {
        for row in rows.iter() {
            let Planned::Take(take) = &row.planned else {
                continue;
            };
            if duplicates.contains_key(&row.row_no) {
                continue;
            }
            if let Some(id) = resembled(view, take)? {
                duplicates.insert(row.row_no, described(view, id)?);
            }
        }
        Ok(())
    })
}

/// The household of the shop that a new one of the list resembles.
fn resembled(view: View<'_>, take: &Take) -> Outcome<Option<CustomerId>> {
    let Some(household) = take.writes.first().filter(|w| w.entity == "customer") else {
        return Ok(None);
    };
    let id = CustomerId(household.id);
    if view.row("customer", id)?.is_some() {
        return Ok(None);
    }
    if let Some(holder) = holder_of_machine(view, take)? {
        return Ok(Some(holder));
    }
    let Some(name) = text(household, "name") else {
        return Ok(None);
    };
    let phones: Vec<String> = written(take, "phone")
        .filter_map(|phone| text(phone, "number"))
        .collect();
    let village = written(take, "address").find_map(|address| text(address, "village"));
    for (found, reason) in store::duplicates(view, &name, village.as_deref(), &phones)? {
        let same = match reason {
            store::DuplicateReason::SameNameAndVillage => true,
            // Neighbours share numbers: a number alone proves nothing.
            store::DuplicateReason::SamePhone => goes_by(view, found, &name)?,
        };
        if same {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

fn holder_of_machine(view: View<'_>, take: &Take) -> Outcome<Option<CustomerId>> {
    let Some(unit) = written(take, "unit").next() else {
        return Ok(None);
    };
    let known = view.row("unit", unit.id)?;
    let known = known.filter(|known| known.deleted_at.is_none());
    let Some(holder) = known.and_then(|known| known.reference("customer_id")) else {
        return Ok(None);
    };
    let row = view.row("customer", holder)?;
    let lives = row.is_some_and(|row| row.deleted_at.is_none());
    Ok(lives.then(|| CustomerId(uuid::Uuid::from_bytes(holder))))
}

/// Whether the household or one of its people has a name like this one: the same, or one with more
/// beside it, such as 李四 and 李四(东院).
fn goes_by(view: View<'_>, id: CustomerId, name: &str) -> Outcome<bool> {
    let name = plain(name);
    let alike = |other: &str| {
        let other = plain(other);
        !other.is_empty() && (other.contains(&name) || name.contains(&other))
    };
    if store::find(view, id)?.is_some_and(|row| alike(&row.name)) {
        return Ok(true);
    }
    let people = store::people_of(view, id)?;
    Ok(people.iter().any(|person| alike(&person.name)))
}

/// The household as a clerk knows it: `李四 13904712207 东沟村`.
fn described(view: View<'_>, id: CustomerId) -> Outcome<String> {
    let mut parts: Vec<String> = Vec::new();
    parts.extend(store::find(view, id)?.map(|row| row.name));
    let phones = store::phones_of(view, id)?;
    parts.extend(phones.into_iter().map(|phone| phone.number));
    let addresses = store::addresses_of(view, id)?;
    parts.extend(addresses.into_iter().find_map(|address| address.village));
    Ok(parts.join(" "))
}

fn written<'t>(take: &'t Take, entity: &'static str) -> impl Iterator<Item = &'t Ensure> {
    take.writes.iter().filter(move |w| w.entity == entity)
}

fn text(write: &Ensure, field: &str) -> Option<String> {
    let value = write.fields.iter().find(|(name, _)| *name == field);
    value.and_then(|(_, value)| value.as_text().map(ToOwned::to_owned))
}
