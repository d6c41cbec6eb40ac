//! Which version this program is, and what is done before anything else when a new one does not come
//! to a screen: the data may not open then, and neither may the window.

use std::path::Path;

use wuyou_app::UpdateParts;
use wuyou_update::install::{self, Done};
use wuyou_update::{BUILT_IN_KEY, Key, Shelf, UpdateError, Version};

use crate::folder::OwnFolder;

pub use wuyou_update::shelf::Former;

/// What this program says of versions.
pub(crate) fn parts() -> UpdateParts {
    let (target, way) = install::here();
    UpdateParts {
        key: BUILT_IN_KEY.map(str::to_owned),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        target,
        way,
    }
}

fn version() -> Option<Version> {
    env!("CARGO_PKG_VERSION").parse().ok()
}

/// The folder of the data: the given one, or the one a person chose.
fn shelf(given: Option<&Path>) -> Option<Shelf> {
    let dir = match given {
        Some(dir) => dir.to_owned(),
        None => OwnFolder::of(&crate::default_data_dir()?).dir(),
    };
    Some(Shelf::of(&dir))
}

/// The former version, when the starts before this one came to no screen, so that a person can be
/// asked.
#[must_use]
pub fn offers_former(given: Option<&Path>) -> Option<Former> {
    shelf(given)?.offers(&version()?)
}

/// Counts a start of the window's program, as soon as it is known to be the only one.
pub fn count_start(given: Option<&Path>) {
    let Some((shelf, version)) = shelf(given).zip(version()) else {
        return;
    };
    // A disk that is full or read-only must not keep the program from starting.
    if let Err(error) = shelf.begins(&version) {
        tracing::warn!(%error, "the count of starts");
    }
}

/// Puts the former version back in place, before the present one has opened anything, and starts it.
///
/// # Errors
/// Why it could not be done.
pub fn put_back_before(given: Option<&Path>) -> Result<(), UpdateError> {
    let shelf = shelf(given).ok_or(UpdateError::NoFormer)?;
    let version = version().ok_or(UpdateError::NoFormer)?;
    let key = BUILT_IN_KEY.map(Key::read).transpose()?;
    let (_, way) = install::here();
    match shelf.go_back((&version, key.as_ref()), &way)? {
        Done::Replaced(program) => Ok(install::open(&program)?),
        Done::Started | Done::HandedOut(_) => Ok(()),
    }
}
