//! The local encrypted database.
