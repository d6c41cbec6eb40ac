//! Builders, fixed clock and temporary folders for tests.
