//! Whose an old repair was: the machine's household, one with the same phone and name, the only
//! one with that name, else a new one. A phone alone proves nothing: neighbours share numbers.

use std::collections::HashMap;

use wuyou_domain::id::{CustomerId, UnitId};
use wuyou_domain::phone::half_width;
use wuyou_store::{View, customer as store};

use super::plan::Caller;
use crate::failure::Outcome;

/// The household a repair goes to.
pub(super) struct Holder {
    pub(super) id: CustomerId,
    /// What the list says and the household does not: name, phones.
    pub(super) differs: Option<String>,
}

/// Households a dry run would have made by now; a real run finds its own in the database.
#[derive(Default)]
pub(super) struct Foreseen {
    by_name: HashMap<String, Vec<CustomerId>>,
    by_phone: HashMap<String, Vec<CustomerId>>,
    by_unit: HashMap<UnitId, CustomerId>,
    names: HashMap<CustomerId, Option<String>>,
    phones: HashMap<CustomerId, Vec<String>>,
}

impl Foreseen {
    /// A household that would be made for this caller.
    pub(super) fn make(&mut self, caller: &Caller) -> CustomerId {
        let id = CustomerId(caller.new_id);
        if self.names.contains_key(&id) {
            return id;
        }
        let name = caller.name.as_deref().map(plain);
        if let Some(name) = &name {
            self.by_name.entry(name.clone()).or_default().push(id);
        }
        for phone in &caller.phones {
            self.by_phone.entry(phone.clone()).or_default().push(id);
        }
        self.names.insert(id, name);
        self.phones.insert(id, caller.phones.clone());
        id
    }

    /// The caller's machine would be at this household from now on.
    pub(super) fn bind(&mut self, caller: &Caller, id: CustomerId) {
        if let Some(unit) = caller.unit {
            self.by_unit.entry(unit).or_insert(id);
        }
    }
}

/// A name as it is compared.
pub(super) fn plain(name: &str) -> String {
    let narrow = half_width(name);
    narrow.split_whitespace().collect::<String>().to_lowercase()
}

/// Finds the household of a repair; `None` when it has to be made.
pub(super) fn find(
    view: View<'_>,
    foreseen: &Foreseen,
    caller: &Caller,
) -> Outcome<Option<Holder>> {
    let search = Search { view, foreseen };
    let id = match search.of_machine(caller)? {
        Some(id) => Some(id),
        None => match search.by_phone(caller)? {
            Some(id) => Some(id),
            None => search.by_name(caller)?,
        },
    };
    let Some(id) = id else { return Ok(None) };
    Ok(Some(Holder {
        id,
        differs: search.differs(id, caller)?,
    }))
}

#[derive(Clone, Copy)]
struct Search<'v> {
    view: View<'v>,
    foreseen: &'v Foreseen,
}

impl Search<'_> {
    fn of_machine(self, caller: &Caller) -> Outcome<Option<CustomerId>> {
        let Some(unit) = caller.unit else {
            return Ok(None);
        };
        let known = self.view.row("unit", unit)?;
        let foreseen = self.foreseen.by_unit.get(&unit).copied();
        let deleted = known.as_ref().is_some_and(|row| row.deleted_at.is_some());
        let Some(holder) = known.and_then(|known| known.reference("customer_id")) else {
            return Ok(foreseen);
        };
        let row = self.view.row("customer", holder)?;
        let lives = row.is_some_and(|row| row.deleted_at.is_none());
        let known = lives.then(|| CustomerId(uuid::Uuid::from_bytes(holder)));
        // A machine that was deleted, or whose household was, goes to the one made for it.
        Ok(if deleted {
            foreseen.or(known)
        } else {
            known.or(foreseen)
        })
    }

    /// The only household that has one of the phones and does not go by another name.
    fn by_phone(self, caller: &Caller) -> Outcome<Option<CustomerId>> {
        let mut found: Vec<CustomerId> = Vec::new();
        for phone in &caller.phones {
            let known = store::find_by_phone(self.view, phone)?;
            let known = known.into_iter().map(|row| row.customer_id);
            let foreseen = self.foreseen.by_phone.get(phone).into_iter().flatten();
            for id in known.chain(foreseen.copied()) {
                if !found.contains(&id) && self.goes_by(id, caller.name.as_deref())? {
                    found.push(id);
                }
            }
        }
        // Somebody who gave a name is the first household of that name and number; without one,
        // two households with the number are as good as none.
        let sure = caller.name.is_some() || found.len() == 1;
        Ok(found.first().copied().filter(|_| sure))
    }

    fn by_name(self, caller: &Caller) -> Outcome<Option<CustomerId>> {
        let Some(name) = &caller.name else {
            return Ok(None);
        };
        let mut found: Vec<CustomerId> = Vec::new();
        let typed = plain(name);
        for name in [name.as_str(), typed.as_str()] {
            for row in store::find_by_name(self.view, name)? {
                if !found.contains(&row.id) {
                    found.push(row.id);
                }
            }
        }
        found.extend(self.foreseen.by_name.get(&typed).into_iter().flatten());
        Ok(match found.as_slice() {
            [only] => Some(*only),
            _ => None,
        })
    }

    /// Whether the household or one of its people has this name; no name fits every household.
    fn goes_by(self, id: CustomerId, name: Option<&str>) -> Outcome<bool> {
        let Some(name) = name.map(plain) else {
            return Ok(true);
        };
        if let Some(foreseen) = self.foreseen.names.get(&id) {
            return Ok(foreseen.as_ref() == Some(&name));
        }
        if store::find(self.view, id)?.is_some_and(|row| plain(&row.name) == name) {
            return Ok(true);
        }
        let people = store::people_of(self.view, id)?;
        Ok(people.iter().any(|person| plain(&person.name) == name))
    }

    fn differs(self, id: CustomerId, caller: &Caller) -> Outcome<Option<String>> {
        let known = match self.foreseen.phones.get(&id) {
            Some(phones) => phones.clone(),
            None => {
                let rows = store::phones_of(self.view, id)?;
                rows.into_iter().map(|row| row.number).collect()
            }
        };
        let mut told: Vec<&str> = Vec::new();
        if !self.goes_by(id, caller.name.as_deref())? {
            told.extend(caller.name.as_deref());
        }
        let unknown = caller.phones.iter().filter(|phone| !known.contains(phone));
        told.extend(unknown.map(String::as_str));
        Ok((!told.is_empty()).then(|| told.join(" ")))
    }
}
