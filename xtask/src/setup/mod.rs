//! `cargo xtask setup`: makes the machine able to build, run and test everything.
//!
//! On Debian and Ubuntu it installs; elsewhere it says exactly what to install. A second run finds
//! everything there and takes a moment.

mod linux;
mod node;
mod other;

use anyhow::Result;

use crate::project::Project;

/// Installs what is missing, or says what to install.
pub(crate) fn setup(project: &Project) -> Result<()> {
    if cfg!(target_os = "linux") {
        linux::system_packages()?;
    } else if cfg!(windows) {
        other::windows()?;
    } else {
        other::macos()?;
    }
    node::packages(project)
}

pub(crate) use linux::chromium;
