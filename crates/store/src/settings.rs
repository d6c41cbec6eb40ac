//! This PC's own facts and choices, as key and text. They lie inside the encrypted database, the
//! server credential too.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;
use wuyou_domain::id::DeviceId;

use crate::error::StoreError;
use crate::key::Key;
use crate::view::{Local, View};

/// The dealer's code, e.g. `LH001`.
pub const DEALER_CODE: &str = "dealer_code";
/// The dealer's name.
pub const DEALER_NAME: &str = "dealer_name";
/// This PC's id; made with the database, replaced by the one enrolment gives.
pub const DEVICE_ID: &str = "device_id";
/// This PC's letter in numbers, e.g. `A`.
pub const PC_CODE: &str = "pc_code";
/// What people call this PC.
pub const DEVICE_NAME: &str = "device_name";
/// Headquarters' address.
pub const SERVER_URL: &str = "server_url";
/// This PC's credential at headquarters. Secret.
pub const TOKEN: &str = "token";
/// Why this PC needs a new identity at headquarters before it may sync ([`RESTORED`],
/// [`COPIED`] or [`FORKED`]).
pub(crate) const RENEW: &str = "renew";
/// A backup took the place of the data.
pub(crate) const RESTORED: &str = "restored";
/// Another PC's backup took its place; that PC may work on.
pub(crate) const COPIED: &str = "copied";
/// Headquarters holds other changes under this PC's numbers.
pub(crate) const FORKED: &str = "forked";
/// The identity asked for and not yet given: chosen before asking, so that an answer that was lost
/// is given again. Secret.
pub(crate) const RENEWING: &str = "renewing";
/// Up to where headquarters' log may hold changes that lie unsent here, made under a former identity.
pub(crate) const RECOVER_TO: &str = "recover_to";
/// The ids this PC had before, separated by spaces.
pub const FORMER_DEVICES: &str = "former_devices";
/// `zh-CN` or `en`.
pub const LANGUAGE: &str = "language";
/// Who works at the PC now (a staff id).
pub const CURRENT_STAFF: &str = "current_staff";
/// The version of the program that had the database open last.
pub const PROGRAM_VERSION: &str = "program_version";
/// The fingerprint of the key whose code a manager has noted on paper.
pub const CODE_NOTED: &str = "code_noted";
/// What the access log of before a restore held that the backup lacks, and the restore itself
/// ([`crate::access::Carried`]).
pub(crate) const CARRIED_ACCESS: &str = "carried_access";
/// Which form of the search index this database holds.
pub(crate) const SEARCH_VERSION: &str = "search_version";

/// Reads a setting.
///
/// # Errors
/// The database's error.
pub fn get(view: View<'_>, key: &str) -> Result<Option<String>, StoreError> {
    read(view.connection, key)
}

/// Writes a setting; `None` removes it.
///
/// # Errors
/// The database's error.
pub fn set(local: &Local<'_>, key: &str, value: Option<&str>) -> Result<(), StoreError> {
    write(local.connection, key, value)
}

/// All settings but the credential, for the settings screen and support.
///
/// # Errors
/// The database's error.
pub fn all(view: View<'_>) -> Result<Vec<(String, String)>, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT key, value FROM setting WHERE key NOT IN (?1, ?2) ORDER BY key")?;
    let rows = statement.query_map([TOKEN, RENEWING], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// This PC's id.
///
/// # Errors
/// [`StoreError::Inconsistent`] when there is none; the database's error.
pub fn device_id(view: View<'_>) -> Result<DeviceId, StoreError> {
    get(view, DEVICE_ID)?
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| StoreError::Inconsistent("no device id".to_owned()))
}

pub(crate) fn read(connection: &Connection, key: &str) -> Result<Option<String>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT value FROM setting WHERE key = ?1")?;
    Ok(statement.query_row([key], |row| row.get(0)).optional()?)
}

pub(crate) fn write(
    connection: &Connection,
    key: &str,
    value: Option<&str>,
) -> Result<(), StoreError> {
    match value {
        Some(value) => connection
            .prepare_cached(
                "INSERT INTO setting (key, value) VALUES (?1, ?2)
                 ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            )?
            .execute([key, value])?,
        None => connection
            .prepare_cached("DELETE FROM setting WHERE key = ?1")?
            .execute([key])?,
    };
    Ok(())
}

/// A database without a device id gets one, so that a PC that never meets a server has one too.
pub(crate) fn make_device_id(connection: &Connection) -> Result<(), StoreError> {
    if read(connection, DEVICE_ID)?.is_some() {
        return Ok(());
    }
    write(connection, DEVICE_ID, Some(&random_id()?.to_string()))
}

/// Notes which program has the database open, so that a backup tells of which version it is.
pub(crate) fn stamp_program(connection: &Connection) -> Result<(), StoreError> {
    let version = env!("CARGO_PKG_VERSION");
    if read(connection, PROGRAM_VERSION)?.as_deref() == Some(version) {
        return Ok(());
    }
    write(connection, PROGRAM_VERSION, Some(version))
}

/// A random id for a device.
pub(crate) fn random_id() -> Result<Uuid, StoreError> {
    let hex = Key::random()?.to_hex();
    let bytes = u128::from_str_radix(&hex[..32], 16).unwrap_or_default();
    Ok(uuid::Builder::from_random_bytes(bytes.to_be_bytes()).into_uuid())
}
