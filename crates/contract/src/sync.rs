//! Sync with headquarters as people see it (同步).

use uuid::Uuid;

use crate::recent::RecentKind;

codes! {
    /// How sync stands.
    pub enum SyncState {
        /// Never connected to headquarters.
        NotConnected,
        /// Nothing waits.
        Synced,
        /// Changes wait, the network is there.
        Waiting,
        /// The network is not there.
        Offline,
        /// Being done now.
        Working,
        /// Something needs a person.
        Problem,
    }
}

request! {
    /// Asks how sync stands.
    pub struct SyncStatusGet {}

    /// Syncs now.
    pub struct SyncNow {}

    /// Asks what waits, what was confirmed and what was refused.
    pub struct SyncDetailsGet {}

    /// Offers a refused change again.
    pub struct SyncRetry {
        /// Its number on this PC.
        pub dseq: i64,
    }

    /// Gives a refused change up.
    pub struct SyncDiscard {
        /// Its number on this PC.
        pub dseq: i64,
    }
}

response! {
    /// How sync stands; drives the pill at the top of the screen.
    pub struct SyncStatus {
        /// The state.
        pub state: SyncState,
        /// Changes headquarters does not have yet.
        pub unsent: u32,
        /// When the oldest of them was made.
        pub oldest_unsent_at: Option<i64>,
        /// When headquarters last answered.
        pub last_sync_at: Option<i64>,
        /// Conflicts to decide.
        pub conflicts: u32,
        /// Changes headquarters refused.
        pub rejected: u32,
        /// The last failure's code, while it lasts.
        pub problem: Option<String>,
        /// This PC's clock against headquarters', in milliseconds; null when never compared.
        pub clock_offset_ms: Option<i64>,
    }

    /// What one sync did.
    pub struct SyncReport {
        /// Changes sent and taken.
        pub pushed: u32,
        /// Changes received.
        pub pulled: u32,
        /// Conflicts to decide now.
        pub conflicts: u32,
        /// Changes refused in this sync.
        pub rejected: u32,
        /// Bytes up and down.
        pub bytes: u32,
        /// Round trips.
        pub rounds: u32,
    }

    /// A change that waits.
    pub struct WaitingChange {
        /// Its number on this PC.
        pub dseq: i64,
        /// The entity.
        pub entity: String,
        /// What the row is called.
        pub title: String,
        /// The fields it sets, by name: exactly what is sent.
        pub fields: Vec<String>,
        /// When it was made.
        pub at: i64,
        /// Who made it.
        pub staff: Option<String>,
    }

    /// A refused change.
    pub struct RejectedItem {
        /// The record whose page shows it, to be put right there; null when it is not here any more.
        pub record: Option<RecordPage>,
        /// Its number on this PC.
        pub dseq: i64,
        /// The entity.
        pub entity: String,
        /// What the row is called.
        pub title: String,
        /// Why, as a stable code.
        pub code: String,
        /// What was typed, field by field.
        pub values: Vec<FieldValue>,
        /// When it was made.
        pub at: i64,
        /// Who made it.
        pub staff: Option<String>,
    }

    /// A record that has a page.
    pub struct RecordPage {
        /// What it is.
        pub kind: RecentKind,
        /// The row.
        pub id: Uuid,
    }

    /// A field and its value as text.
    pub struct FieldValue {
        /// The field.
        pub field: String,
        /// Its value.
        pub value: Option<String>,
    }

    /// One finished sync.
    pub struct Receipt {
        /// When.
        pub at: i64,
        /// Changes sent.
        pub pushed: u32,
        /// Changes received.
        pub pulled: u32,
        /// Bytes up and down.
        pub bytes: u32,
        /// `ok`, or a code.
        pub result: String,
    }

    /// A PC of the shop.
    pub struct Peer {
        /// The PC.
        pub device_id: Uuid,
        /// What it is called.
        pub name: String,
        /// Its letter in numbers.
        pub pc_code: String,
        /// When headquarters last heard from it.
        pub last_seen_at: Option<i64>,
        /// Whether it is this one.
        pub this: bool,
    }

    /// Everything the sync centre shows.
    pub struct SyncDetails {
        /// How sync stands.
        pub status: SyncStatus,
        /// What waits, oldest first; at most 200.
        pub waiting: Vec<WaitingChange>,
        /// What was refused.
        pub rejected: Vec<RejectedItem>,
        /// The last syncs, latest first; at most 50.
        pub receipts: Vec<Receipt>,
        /// The shop's PCs as headquarters last told.
        pub peers: Vec<Peer>,
        /// Changes headquarters has confirmed in all.
        pub confirmed: u32,
        /// Bytes up and down this month.
        pub month_bytes: i64,
    }
}
