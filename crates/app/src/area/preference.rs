//! What a person prefers on this PC: filters they saved, columns they chose. It does not sync.

use wuyou_contract::draft::Done;
use wuyou_contract::preference::{Preference, PreferenceGet, PreferenceSet};
use wuyou_store::preference as store;

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::single;

/// Most bytes of a preference as text.
const MOST_BYTES: usize = 16 * 1024;
/// Most preferences of one person.
const MOST_KEYS: u32 = 100;
/// Most characters of a key.
const KEY_MAX: usize = 60;

/// Reads a preference.
pub(crate) fn get(app: &App, acting: &Acting, request: PreferenceGet) -> Outcome<Preference> {
    let staff = acting.staff()?;
    let found = app
        .database()?
        .read(|view| store::get(view, staff, &request.key))?;
    Ok(Preference {
        value: found.and_then(|json| serde_json::from_str(&json).ok()),
    })
}

/// Keeps a preference.
pub(crate) fn set(app: &App, acting: &Acting, request: PreferenceSet) -> Outcome<Done> {
    let staff = acting.staff()?;
    let key = request.key;
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_');
    if key.is_empty() || key.len() > KEY_MAX || !key.chars().all(plain) {
        return Err(single("key", "unknown", None).into());
    }
    let json = request.value.to_string();
    if json.len() > MOST_BYTES {
        return Err(single("value", "too_long", None).into());
    }
    app.database()?.local(|local| -> Outcome<Done> {
        if store::count_others(local.view(), staff, &key)? >= MOST_KEYS {
            return Err(single("key", "too_many", None).into());
        }
        store::set(local, staff, (&key, &json), acting.now_at)?;
        Ok(Done {})
    })
}
