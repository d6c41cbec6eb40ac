//! Office files in and out as plain cells.
