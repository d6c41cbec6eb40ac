//! One serial at several shops, and one that was shipped to another shop than registered it.

use std::collections::BTreeMap;

use super::Shipped;

/// A machine as one shop has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// Its serial.
    pub serial: String,
    /// Its model.
    pub model: Option<String>,
    /// Where it is in its life.
    pub state: Option<String>,
    /// Whether it is bound to a household.
    pub bound: bool,
    /// When a PC of the shop wrote it down first.
    pub registered_at: i64,
}

/// What one shop has, and what was shipped to it.
#[derive(Debug, Clone, Default)]
pub struct Held {
    /// The machines it registered.
    pub machines: Vec<Holding>,
    /// The machines of the lists in force.
    pub shipped: Vec<Shipped>,
}

/// A shop that registered a serial.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// Which: its place among the shops that were given.
    pub shop: usize,
    /// The machine as it has it.
    pub holding: Holding,
    /// When headquarters shipped it to this shop.
    pub shipped_on: Option<String>,
}

/// A serial whose shops do not go together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meeting {
    /// The serial.
    pub serial: String,
    /// The shops that registered it: who was shipped it first stands first, then who registered it
    /// first.
    pub holders: Vec<Holder>,
    /// The shop it was shipped to, where that is none of the holders, and when.
    pub shipped_to: Option<(usize, String)>,
}

/// Every serial that two shops registered, and every one that a shop registered though it was shipped
/// to another and never to it, by serial.
#[must_use]
pub fn across(shops: &[Held]) -> Vec<Meeting> {
    let mut shipped: BTreeMap<&str, Vec<(String, usize)>> = BTreeMap::new();
    for (shop, held) in shops.iter().enumerate() {
        for one in &held.shipped {
            let to = shipped.entry(one.serial.as_str()).or_default();
            to.push((one.shipped_on.to_string(), shop));
        }
    }
    let mut holders: BTreeMap<&str, Vec<Holder>> = BTreeMap::new();
    for (shop, held) in shops.iter().enumerate() {
        for holding in &held.machines {
            let to = shipped.get(holding.serial.as_str());
            let own = to.and_then(|to| to.iter().filter(|(_, to)| *to == shop).min());
            let holder = Holder {
                shop,
                holding: holding.clone(),
                shipped_on: own.map(|(on, _)| on.clone()),
            };
            holders.entry(&holding.serial).or_default().push(holder);
        }
    }
    let meetings = holders.into_iter().filter_map(|(serial, mut holders)| {
        holders.sort_by_key(|one| {
            let shipped = one.shipped_on.clone();
            (
                shipped.is_none(),
                shipped,
                one.holding.registered_at,
                one.shop,
            )
        });
        let to = shipped.get(serial).and_then(|to| to.iter().min());
        let elsewhere = to.filter(|(_, shop)| holders.iter().all(|one| one.shop != *shop));
        let given = holders.iter().any(|one| one.shipped_on.is_some());
        let shipped_to = elsewhere
            .filter(|_| !given)
            .map(|(on, shop)| (*shop, on.clone()));
        (holders.len() > 1 || shipped_to.is_some()).then(|| Meeting {
            serial: serial.to_owned(),
            holders,
            shipped_to,
        })
    });
    meetings.collect()
}
