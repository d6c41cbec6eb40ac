//! Two versions of one field (冲突): both are kept, a person decides.

use uuid::Uuid;

codes! {
    /// What a person decides.
    pub enum Resolution {
        /// The value that stands stays.
        Kept,
        /// The other value.
        Other,
        /// A new value, typed now.
        New,
    }
}

codes! {
    /// Who decides over two versions.
    pub enum Decider {
        /// Whoever is at the desk.
        Desk,
        /// The shop's manager.
        Manager,
        /// Headquarters.
        Headquarters,
    }
}

request! {
    /// Asks for the conflicts.
    pub struct ConflictList {
        /// Decided ones too.
        #[serde(default)]
        pub include_resolved: bool,
        /// Every row, for taking the list out; the first 200 when absent.
        pub whole: Option<bool>,
    }

    /// Decides a conflict.
    pub struct ConflictResolve {
        /// Which conflict.
        pub id: Uuid,
        /// What is decided.
        pub resolution: Resolution,
        /// The new value, for `new`.
        pub value: Option<String>,
    }
}

response! {
    /// One of two versions.
    pub struct Version {
        /// The value as a person reads it (names instead of ids).
        pub shown: Option<String>,
        /// When it was typed.
        pub at: Option<i64>,
        /// Who typed it.
        pub staff: Option<String>,
        /// On which PC.
        pub device: Option<String>,
    }

    /// A field with two versions.
    pub struct ConflictItem {
        /// The row of the conflict.
        pub id: Uuid,
        /// The entity: `customer`, `work_order`, …
        pub entity: String,
        /// The row with two versions.
        pub row_id: Uuid,
        /// What the row is called: a name or number.
        pub title: String,
        /// The field: `name`, `technician_id`, …
        pub field: String,
        /// The household to open.
        pub customer_id: Option<Uuid>,
        /// The order to open.
        pub work_order_id: Option<Uuid>,
        /// The version that is shown until it is decided.
        pub kept: Version,
        /// The other version.
        pub other: Version,
        /// Who decides over it.
        pub decider: Decider,
        /// Whether a value may be typed that neither version has; of a state, a person or a time
        /// one of the two is chosen.
        pub writable: bool,
        /// When it was decided.
        pub resolved_at: Option<i64>,
        /// Who decided.
        pub resolved_by: Option<String>,
        /// What was decided.
        pub resolution: Option<Resolution>,
    }

    /// The conflicts.
    pub struct Conflicts {
        /// Undecided first, latest first.
        pub rows: Vec<ConflictItem>,
    }
}
