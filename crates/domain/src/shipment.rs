//! Serials headquarters has shipped (出厂记录, R001): read from its office file, cut into blocks that
//! travel to the one shop they were shipped to, and held against the machines of all shops.

mod across;
mod read;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use across::{Held, Holder, Holding, Meeting, across};
pub use read::{ShippedRow, read_rows};

/// Most characters of a block, below what a change takes.
const BLOCK_MAX: usize = 24_000;

/// A machine that left the factory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shipped {
    /// On which day it was shipped.
    pub shipped_on: NaiveDate,
    /// Its model.
    pub model: String,
    /// When it was made, where the list says so.
    pub made_on: Option<NaiveDate>,
    /// Its serial, in the plain form.
    pub serial: String,
}

/// Machines of one model that were made and shipped on the same days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    shipped_on: NaiveDate,
    model: String,
    made_on: Option<NaiveDate>,
    serials: Vec<String>,
}

impl Group {
    fn takes(&self, one: &Shipped) -> bool {
        (self.shipped_on, &self.model, self.made_on) == (one.shipped_on, &one.model, one.made_on)
    }

    const fn of(one: &Shipped, model: String) -> Self {
        Self {
            shipped_on: one.shipped_on,
            model,
            made_on: one.made_on,
            serials: Vec::new(),
        }
    }
}

/// Cuts what was shipped to one shop into blocks of JSON text, the same for the same machines in any
/// order: what is alike is written once, so that ten thousand serials are a handful of rows.
///
/// # Errors
/// When a block cannot be written.
pub fn blocks(shipped: &[Shipped]) -> Result<Vec<String>, serde_json::Error> {
    let mut sorted: Vec<&Shipped> = shipped.iter().collect();
    sorted.sort();
    let mut blocks = Vec::new();
    let (mut groups, mut size) = (Vec::<Group>::new(), 0);
    for one in sorted {
        let grows = one.serial.len() + 3;
        if size + grows > BLOCK_MAX {
            blocks.push(serde_json::to_string(&groups)?);
            (groups, size) = (Vec::new(), 0);
        }
        if !groups.last().is_some_and(|group| group.takes(one)) {
            size += 90 + one.model.len();
            groups.push(Group::of(one, one.model.clone()));
        }
        if let Some(group) = groups.last_mut() {
            group.serials.push(one.serial.clone());
            size += grows;
        }
    }
    if !groups.is_empty() {
        blocks.push(serde_json::to_string(&groups)?);
    }
    Ok(blocks)
}

/// What stands in a block; nothing where it cannot be read.
#[must_use]
pub fn read_block(block: &str) -> Vec<Shipped> {
    let groups: Vec<Group> = serde_json::from_str(block).unwrap_or_default();
    let shipped = groups.into_iter().flat_map(|group| {
        let (shipped_on, model, made_on) = (group.shipped_on, group.model, group.made_on);
        group.serials.into_iter().map(move |serial| Shipped {
            shipped_on,
            model: model.clone(),
            made_on,
            serial,
        })
    });
    shipped.collect()
}

#[cfg(test)]
mod tests;
