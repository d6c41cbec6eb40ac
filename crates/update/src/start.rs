//! Starts that came to no screen: after two of a new version, the former one is offered.

use semver::Version;

use crate::error::UpdateError;
use crate::shelf::{Former, Shelf, Starts, State};

/// So many starts in a row without a screen, and the former version is offered.
pub const FAILED_MOST: u32 = 2;

impl Shelf {
    /// A start begins: it counts as failed until a screen is there.
    ///
    /// # Errors
    /// What the system says.
    pub fn begins(&self, version: &Version) -> Result<(), UpdateError> {
        // A PC that never had an update has nothing to count.
        if self.state().former.is_none() {
            return Ok(());
        }
        self.change(|state| {
            let failed = failed(state, version).saturating_add(1);
            state.starts = Some(Starts {
                version: version.clone(),
                failed,
            });
        })
    }

    /// The former version, if so many starts of this one came to no screen that it is to be offered.
    #[must_use]
    pub fn offers(&self, version: &Version) -> Option<Former> {
        if failed(&self.state(), version) < FAILED_MOST {
            return None;
        }
        self.former(version).ok()
    }

    /// The first screen is there.
    ///
    /// # Errors
    /// What the system says.
    pub fn screen(&self) -> Result<(), UpdateError> {
        if self.state().starts.is_none() {
            return Ok(());
        }
        self.change(|state| state.starts = None)
    }

    /// The database was opened by this version, which writes this step of its schema.
    ///
    /// # Errors
    /// What the system says.
    pub fn data_opened(&self, data_version: i64) -> Result<(), UpdateError> {
        if self.state() == State::default() {
            return Ok(());
        }
        self.change(|state| state.data_version = Some(data_version))
    }

    /// The version to go back to.
    ///
    /// # Errors
    /// [`UpdateError::NoFormer`]; [`UpdateError::DataNewer`] when it could not read the data as it is
    /// now.
    pub fn former(&self, version: &Version) -> Result<Former, UpdateError> {
        let state = self.state();
        let former = state.former.ok_or(UpdateError::NoFormer)?;
        if former.version >= *version || !self.path(&former.file).is_file() {
            return Err(UpdateError::NoFormer);
        }
        if state
            .data_version
            .is_some_and(|data| data > former.data_version)
        {
            return Err(UpdateError::DataNewer);
        }
        Ok(former)
    }
}

fn failed(state: &State, version: &Version) -> u32 {
    match &state.starts {
        Some(starts) if starts.version == *version => starts.failed,
        _ => 0,
    }
}
