//! What scenarios and journeys share: the real programs, started on temporary folders.
//!
//! Nothing here knows how the programs work inside; they are driven as a person or a script would.
//! Panics are fine: this crate is only ever a test.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "test support")]

pub mod desk;
pub mod driver;
pub mod keyboard;
pub mod program;
pub mod server;
pub mod shop;
pub mod volume;
pub mod window;

use std::path::PathBuf;

/// A dealer's real-looking messy files, if they are beside the checkout.
///
/// Absent files are announced loudly: a test that skips says so.
#[must_use]
pub fn liuhe() -> Option<PathBuf> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/liuhe");
    if dir.is_dir() {
        return Some(dir);
    }
    #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
    {
        eprintln!("SKIPPED: the example files (shared/data/liuhe) are not beside this checkout");
    }
    None
}
