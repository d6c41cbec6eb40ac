//! The system's viewer for finished files.

use std::path::Path;

use wuyou_app::OpenPort;

/// Asks the system to open a file in the program that people use for its kind.
pub(crate) struct Viewer;

impl OpenPort for Viewer {
    fn open(&self, path: &Path) -> bool {
        // The path may name a customer; only the kind of failure goes to the log.
        open::that_detached(path)
            .inspect_err(|error| tracing::warn!(kind = ?error.kind(), "no viewer opened the file"))
            .is_ok()
    }
}
