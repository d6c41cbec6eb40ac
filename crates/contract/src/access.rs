//! Who looked at whose file, and who took data out (访问记录).

use uuid::Uuid;

codes! {
    /// What was done.
    pub enum AccessAction {
        /// A customer's file was looked at.
        ViewCustomer,
        /// A record was looked at: an order, a complaint, a machine, …
        ViewRecord,
        /// A household was found by who is calling.
        Lookup,
        /// A list or a file was taken out of the program.
        Export,
        /// A document was printed or written.
        Print,
        /// A backup was written to a place somebody chose.
        Backup,
        /// A number was shown in full to somebody who sees it hidden.
        RevealPhone,
    }
}

request! {
    /// Asks for the entries, the newest first.
    pub struct AccessList {
        /// Only of this person.
        pub staff_id: Option<Uuid>,
        /// Only about this household.
        pub customer_id: Option<Uuid>,
        /// Only of this kind.
        pub action: Option<AccessAction>,
        /// Where to go on: `next` of the page before.
        pub after: Option<String>,
        /// Rows wanted; 50 when absent.
        pub limit: Option<u32>,
    }
}

response! {
    /// One entry.
    pub struct AccessEntry {
        /// The row.
        pub id: Uuid,
        /// Who.
        pub staff: String,
        /// What was done.
        pub action: AccessAction,
        /// Whose file.
        pub customer_id: Option<Uuid>,
        /// The household's name, while it is here.
        pub customer_name: Option<String>,
        /// Which list was taken out, which document printed.
        pub what: Option<String>,
        /// What kind of record it was about: `work_order`, `unit`, `phone`, …
        pub record_kind: Option<String>,
        /// The record.
        pub record_id: Option<Uuid>,
        /// Why.
        pub reason: Option<String>,
        /// How many rows were taken out.
        pub row_count: Option<i64>,
        /// When; of several looks within ten minutes the first.
        pub occurred_at: i64,
    }

    /// A page of entries.
    pub struct AccessPage {
        /// The rows, the newest first.
        pub rows: Vec<AccessEntry>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
    }
}
