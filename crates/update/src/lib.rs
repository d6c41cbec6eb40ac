//! Updates of the program: the package file, who may have made it, the folder where it waits for a
//! person's yes, putting it in place, and the way back.
//!
//! What lives here: the format and its signature ([`package`]), which package may follow which
//! ([`judge`]), the folder with its notes ([`shelf`]), putting a version in place ([`install`]),
//! and the count of starts that did not come to a screen ([`start`]). What must not: the network
//! (agent), the backup and who may (app), windows (src-tauri).
//!
//! Nothing in here asks the clock: today is an argument.

mod error;
pub mod install;
pub mod judge;
pub mod package;
pub mod shelf;
pub mod start;
mod state;

pub use error::UpdateError;
pub use install::Way;
pub use package::{Key, Manifest};
pub use semver::Version;
pub use shelf::{Choice, Shelf, State, When};

/// The public key this program was built with. A build without one takes no updates.
pub const BUILT_IN_KEY: Option<&str> = option_env!("WUYOU_UPDATE_KEY");
