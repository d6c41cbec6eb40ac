//! Two files of one household (合并), and two households that are not the same.

use uuid::Uuid;

request! {
    /// Makes two households one. Nothing is moved: the file that was made first stands for both, on
    /// every PC alike, and `customer.unmerge` takes it back completely.
    pub struct CustomerMerge {
        /// One household.
        pub id: Uuid,
        /// The other.
        pub other_id: Uuid,
    }

    /// Takes a merge back: the household stands for itself again, with all that is its own.
    pub struct CustomerUnmerge {
        /// The household that was merged into another.
        pub id: Uuid,
    }

    /// Says that two households are not the same, or takes that back.
    pub struct CustomerApart {
        /// One.
        pub id: Uuid,
        /// The other.
        pub other_id: Uuid,
        /// Whether they are two; false lets them be suggested again.
        pub apart: bool,
    }

    /// Asks for households of the whole shop that may be the same.
    pub struct CustomerSuspects {}
}
