//! What the storage gives and takes: plain values without behaviour.

mod certificate;
mod order;
mod publication;
mod recall;
mod remedy;
mod renewal;
mod shipment;

use wuyou_sync::hash::Hash;
use wuyou_sync::message::Epoch;
use wuyou_sync::value::RowId;

pub use certificate::*;
pub use order::*;
pub use publication::*;
pub use recall::*;
pub use remedy::*;
pub use renewal::*;
pub use shipment::*;

/// A device within its dealer. The dealer always comes from a checked credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DeviceKey {
    /// The dealer.
    pub dealer: RowId,
    /// The device.
    pub device: RowId,
}

/// A dealer (网点).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dealer {
    /// Its id.
    pub id: RowId,
    /// Its code, e.g. `LH001`.
    pub code: String,
    /// Its name.
    pub name: String,
    /// When headquarters made it.
    pub created_at: i64,
}

/// A PC that wants to work for a dealer.
#[derive(Debug, Clone, Copy)]
pub struct Enrolment<'v> {
    /// Hash of the one-time code.
    pub code_hash: &'v Hash,
    /// The PC's id, made by itself.
    pub device: RowId,
    /// Its name.
    pub name: &'v str,
    /// The program's version on it.
    pub app_version: &'v str,
    /// The code of the dealer the PC works for already; another dealer's one-time code is refused.
    pub expected_dealer_code: Option<&'v str>,
}

/// Why an enrolment is refused, or that it was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnrolAnswer {
    /// Taken.
    Enrolled {
        /// The dealer the code belongs to.
        dealer: Dealer,
        /// The PC's letter.
        pc_code: String,
    },
    /// No such code.
    Wrong,
    /// The code was used before.
    Used,
    /// The code is too old.
    Expired,
    /// The code is another dealer's than the PC works for; it is not spent.
    OtherDealer,
}

/// What is needed to check a device's credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credential {
    /// Hash of the token that was given out.
    pub token_hash: Hash,
    /// When headquarters revoked it.
    pub revoked_at: Option<i64>,
}

/// A PC of a dealer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Its dealer's code.
    pub dealer_code: String,
    /// Its dealer's name.
    pub dealer_name: String,
    /// Its id.
    pub id: RowId,
    /// Its letter in numbers of orders.
    pub pc_code: String,
    /// Its name.
    pub name: String,
    /// The program's version at enrolment.
    pub app_version: String,
    /// When it enrolled.
    pub enrolled_at: i64,
    /// When it synced last.
    pub last_seen_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
    /// How far its clock was ahead at the last sync, in milliseconds.
    pub clock_skew_ms: Option<i64>,
    /// Changes of its dealer it has not fetched yet.
    pub behind: u64,
    /// Its changes the server has, accepted or refused.
    pub last_dseq: u64,
    /// Its changes the server refused.
    pub rejected: u64,
}

/// What a check of a dealer's data found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verification {
    /// Whether everything is in order.
    pub ok: bool,
    /// What is not in order, for an operator; at most 100 entries.
    pub problems: Vec<String>,
    /// The database's history.
    pub epoch: Epoch,
    /// Hash over the business rows in canonical order, equal to that of a PC in the same state.
    pub state_hash: String,
    /// The last sequence number of the dealer's log.
    pub head_seq: u64,
    /// Entries in the log.
    pub log_entries: u64,
    /// Rows of each entity.
    pub rows: Vec<(&'static str, u64)>,
    /// Conflicts no person has decided.
    pub open_conflicts: u64,
    /// Refused changes.
    pub rejected: u64,
    /// PCs, revoked ones included.
    pub devices: u64,
}

/// A user of headquarters' console.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HqUser {
    /// The name, as typed at login.
    pub name: String,
    /// The password's hash in PHC form.
    pub password_hash: String,
    /// Wrong passwords since the last right one.
    pub failed_count: u32,
    /// Until when no password is tried.
    pub wait_until_at: Option<i64>,
}

/// A console session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HqSession {
    /// Whose.
    pub user_name: String,
    /// When it was last used.
    pub last_used_at: i64,
    /// When it ends in any case.
    pub expires_at: i64,
}

/// The numbers of headquarters' first page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Every dealer, by code, with its conflicts nobody has decided.
    pub dealers: Vec<(Dealer, u64)>,
    /// Every PC.
    pub devices: Vec<Device>,
    /// Orders.
    pub orders: Vec<OrderCount>,
}

/// One line for the access log.
#[derive(Debug, Clone, Copy)]
pub struct Access<'v> {
    /// Who: a console user, `admin`, or a device.
    pub actor: &'v str,
    /// What, as a stable code (`work_order.open`, …).
    pub action: &'v str,
    /// On which dealer's data.
    pub dealer: Option<RowId>,
    /// On which row.
    pub row: Option<RowId>,
    /// Why, in the person's words.
    pub reason: Option<&'v str>,
}
