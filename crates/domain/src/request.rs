//! Requests: suspected duplicates.
