//! Households and machines that stand in one file twice. They are pointed out and nothing more:
//! whether two rows mean the same is for a person to say.

use super::customer::CustomerRow;
use super::problem::ParsedRow;
use super::serial_list::SerialRow;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// What two rows have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DuplicateReason {
    /// The same serial, under another name or number.
    SameSerial,
    /// The same name and a number in common; the machine differs or is not named.
    SamePhoneAndName,
    /// All of it.
    SameHouseholdAndSerial,
}

/// A later row that seems to mean what an earlier one meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuplicateSuggestion {
    /// The earlier row's number, from 1.
    pub first_row: usize,
    /// The later row's number, from 1.
    pub later_row: usize,
    /// What they have in common.
    pub reason: DuplicateReason,
}

/// Finds customers written down twice: same serial, or same name with a number in common. Refused
/// rows count too, as far as they could be read. Each later row is named once, with the earliest
/// row it resembles.
#[must_use]
pub fn suggest_duplicates(rows: &[ParsedRow<CustomerRow>]) -> Vec<DuplicateSuggestion> {
    let mut serials: HashMap<&str, usize> = HashMap::new();
    let mut households: HashMap<(&str, &str), usize> = HashMap::new();
    let mut found = Vec::new();
    for row in rows {
        let identity = &row.identity;
        let name = identity.name.as_deref();
        let keys: Vec<(&str, &str)> = name
            .into_iter()
            .flat_map(|name| {
                identity
                    .phones
                    .iter()
                    .map(move |phone| (name, phone.as_str()))
            })
            .collect();
        let serial = identity.serial.as_deref();
        let by_serial = serial.and_then(|s| serials.get(s)).copied();
        let by_household = keys.iter().filter_map(|k| households.get(k)).copied().min();
        let reason = match (by_serial, by_household) {
            (Some(_), Some(_)) => Some(DuplicateReason::SameHouseholdAndSerial),
            (Some(_), None) => Some(DuplicateReason::SameSerial),
            (None, Some(_)) => Some(DuplicateReason::SamePhoneAndName),
            (None, None) => None,
        };
        let first = by_serial.into_iter().chain(by_household).min();
        if let (Some(reason), Some(first_row)) = (reason, first) {
            found.push(DuplicateSuggestion {
                first_row,
                later_row: row.row_no,
                reason,
            });
        }
        if let Some(serial) = serial {
            serials.entry(serial).or_insert(row.row_no);
        }
        for key in keys {
            households.entry(key).or_insert(row.row_no);
        }
    }
    found
}

/// Finds serials that stand in a shipping list twice.
#[must_use]
pub fn suggest_serial_duplicates(rows: &[ParsedRow<SerialRow>]) -> Vec<DuplicateSuggestion> {
    let mut serials: HashMap<&str, usize> = HashMap::new();
    let mut found = Vec::new();
    for row in rows {
        let Some(serial) = row.identity.serial.as_deref() else {
            continue;
        };
        if let Some(&first_row) = serials.get(serial) {
            let reason = DuplicateReason::SameSerial;
            found.push(DuplicateSuggestion {
                first_row,
                later_row: row.row_no,
                reason,
            });
        } else {
            serials.insert(serial, row.row_no);
        }
    }
    found
}
