//! The folder where an update waits (`updates` in the data folder), and what is noted about it.
//!
//! The notes are a file and not rows of the database: they are needed when the database does not
//! open. They are replaced whole; notes that cannot be read are none, which costs a download.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::NaiveDate;
use semver::Version;
use tempfile::NamedTempFile;

use crate::error::UpdateError;
use crate::judge::{Known, judge};
use crate::package::{self, Key, Manifest};
pub use crate::state::{Choice, Former, Ready, Starts, State, Wanted, When};

/// The folder's name in the data folder.
pub const FOLDER: &str = "updates";
const NOTES: &str = "state.json";
/// What is not whole yet.
const PART: &str = "incoming.part";
/// What is being copied from a person's file.
const COPY: &str = ".file.part";
/// Room left beside a package and what is unpacked of it, in bytes.
const SPARE_BYTES: u64 = 64 << 20;

/// What a package is held against.
#[derive(Debug, Clone)]
pub struct Here {
    /// The version that runs.
    pub version: Version,
    /// What packages for this PC are made for.
    pub target: String,
    /// Whose signature is taken.
    pub key: Key,
}

/// The folder.
#[derive(Debug)]
pub struct Shelf {
    dir: PathBuf,
    turn: Mutex<()>,
}

impl Shelf {
    /// The folder in a data folder; made when something is kept.
    #[must_use]
    pub fn of(data_dir: &Path) -> Self {
        Self {
            dir: data_dir.join(FOLDER),
            turn: Mutex::new(()),
        }
    }

    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A file of the folder.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    /// What is noted.
    #[must_use]
    pub fn state(&self) -> State {
        let text = fs::read(self.path(NOTES)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Changes what is noted, in one step that a power cut leaves done or not done.
    ///
    /// # Errors
    /// What the system says.
    pub fn change<T>(&self, work: impl FnOnce(&mut State) -> T) -> Result<T, UpdateError> {
        let _turn = self.turn();
        let before = self.state();
        let mut state = before.clone();
        let done = work(&mut state);
        if state != before {
            fs::create_dir_all(&self.dir)?;
            let mut file = NamedTempFile::new_in(&self.dir)?;
            file.write_all(&serde_json::to_vec_pretty(&state).map_err(io::Error::other)?)?;
            file.as_file().sync_all()?;
            file.persist(self.path(NOTES))
                .map_err(|error| error.error)?;
        }
        Ok(done)
    }

    /// Takes a package a person has as a file.
    ///
    /// # Errors
    /// Why it is not taken; nothing is changed then.
    pub fn take_file(
        &self,
        from: &Path,
        here: &Here,
        (today, now_at): (NaiveDate, i64),
    ) -> Result<Manifest, UpdateError> {
        // Its head first: gigabytes of something else need not be copied.
        self.fits(&package::look(from, &here.key)?, here, today)?;
        let size = fs::metadata(from)?.len();
        self.has_room(size)?;
        let copied = copy(from, &self.path(COPY));
        let taken = copied.and_then(|()| self.finish(COPY, here, today, (true, now_at)));
        if taken.is_err() {
            self.forget(COPY)?;
        }
        taken
    }

    /// Notes a package that headquarters offers, to be fetched. Answers whether there is anything to
    /// fetch.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn want(
        &self,
        wanted: &Wanted,
        here: &Here,
        today: NaiveDate,
    ) -> Result<bool, UpdateError> {
        let manifest = &wanted.manifest;
        self.fits(manifest, here, today)?;
        let state = self.state();
        let has = |ready: &Option<Ready>| {
            let there = ready.as_ref();
            there.is_some_and(|ready| ready.manifest.version >= manifest.version)
        };
        if has(&state.ready) || state.left.as_ref() == Some(&manifest.version) {
            return Ok(false);
        }
        if state.wanted.as_ref() != Some(wanted) {
            self.forget(PART)?;
            self.change(|state| state.wanted = Some(wanted.clone()))?;
        }
        self.has_room(wanted.file_bytes.saturating_sub(self.fetched()))?;
        Ok(true)
    }

    /// How much of what is wanted is here.
    #[must_use]
    pub fn fetched(&self) -> u64 {
        fs::metadata(self.path(PART)).map_or(0, |facts| facts.len())
    }

    /// Adds bytes to what is wanted; they are on the disk when this is done.
    ///
    /// # Errors
    /// [`UpdateError::Full`]: the shop's data needs the room more, what was fetched is given up. Or what
    /// the system says.
    pub fn add(&self, bytes: &[u8]) -> Result<(), UpdateError> {
        fs::create_dir_all(&self.dir)?;
        let path = self.path(PART);
        let mut file = OpenOptions::new().create(true).append(true).open(path)?;
        let added = file.write_all(bytes).and_then(|()| file.sync_all());
        let added = added.map_err(UpdateError::from);
        if matches!(added, Err(UpdateError::Full)) {
            self.forget(PART)?;
        }
        added
    }

    /// Checks what was fetched to its last byte and keeps it.
    ///
    /// # Errors
    /// Why it is not taken; it is thrown away then, and asked for anew with the next question.
    pub fn fetched_whole(
        &self,
        here: &Here,
        today: NaiveDate,
        now_at: i64,
    ) -> Result<Manifest, UpdateError> {
        let done = self.finish(PART, here, today, (false, now_at));
        if done.is_err() {
            self.forget(PART)?;
            self.change(|state| state.wanted = None)?;
        }
        done
    }

    fn finish(
        &self,
        part: &str,
        here: &Here,
        today: NaiveDate,
        (by_file, came_at): (bool, i64),
    ) -> Result<Manifest, UpdateError> {
        let part = self.path(part);
        let manifest = package::check(&part, &here.key)?;
        self.fits(&manifest, here, today)?;
        fs::rename(&part, self.path(&manifest.file_name()))?;
        self.change(|state| {
            state.highest_seen = state
                .highest_seen
                .take()
                .max(Some(manifest.version.clone()));
            state.wanted = None;
            state.choice = None;
            state.problem = None;
            state.remind_at = None;
            state.handed_out = None;
            state.ready = Some(Ready {
                manifest: manifest.clone(),
                by_file,
                came_at,
            });
        })?;
        self.tidy();
        Ok(manifest)
    }

    /// Headquarters has nothing for this PC (any more): what it had offered is not installed.
    ///
    /// # Errors
    /// What the system says.
    pub fn nothing_offered(&self) -> Result<(), UpdateError> {
        self.change(|state| {
            state.wanted = None;
            if state.ready.as_ref().is_some_and(|ready| !ready.by_file) {
                state.ready = None;
                state.choice = None;
            }
        })?;
        self.tidy();
        Ok(())
    }

    /// The waiting package, if it may still be installed: its head is read from the file again.
    ///
    /// # Errors
    /// Why it may not.
    pub fn waiting(&self, here: &Here, today: NaiveDate) -> Result<Ready, UpdateError> {
        let ready = self.state().ready.ok_or(UpdateError::Nothing)?;
        let manifest = package::look(&self.path(&ready.manifest.file_name()), &here.key)?;
        self.fits(&manifest, here, today)?;
        Ok(Ready { manifest, ..ready })
    }

    fn fits(&self, manifest: &Manifest, here: &Here, today: NaiveDate) -> Result<(), UpdateError> {
        let state = self.state();
        let known = Known {
            installed: &here.version,
            highest_seen: state.highest_seen.as_ref(),
            target: &here.target,
            today,
        };
        judge(manifest, known)
    }

    /// A person said when.
    ///
    /// # Errors
    /// What the system says.
    pub fn choose(&self, choice: Choice, remind_at: Option<i64>) -> Result<(), UpdateError> {
        self.change(|state| {
            state.choice = Some(choice);
            state.remind_at = remind_at;
            state.problem = None;
        })
    }

    /// This version runs: what was to become it is it now, and what did not become it is told.
    ///
    /// # Errors
    /// What the system says.
    pub fn runs(&self, version: &Version) -> Result<(), UpdateError> {
        self.change(|state| {
            let begun = state.installing.take();
            state.going_back = false;
            let came =
                |ready: &Option<Ready>| ready.as_ref().map(|one| one.manifest.version.clone());
            match came(&state.ready) {
                Some(waiting) if waiting == *version => {
                    state.running = state.ready.take();
                    state.choice = None;
                    state.remind_at = None;
                    state.handed_out = None;
                }
                Some(waiting) if waiting < *version => {
                    state.ready = None;
                    state.choice = None;
                }
                _ => {}
            }
            // Gone back, or installed by hand: the version kept for going back is not former any more.
            if state
                .former
                .as_ref()
                .is_some_and(|former| former.version >= *version)
            {
                state.former = None;
            }
            if came(&state.running).is_some_and(|running| running != *version) {
                state.running = None;
            }
            if begun.is_some_and(|begun| begun != *version) {
                state.choice = None;
                state.problem = Some("update.install".to_owned());
            }
        })?;
        self.tidy();
        Ok(())
    }

    fn has_room(&self, bytes: u64) -> Result<(), UpdateError> {
        fs::create_dir_all(&self.dir)?;
        let free = fs4::available_space(&self.dir)?;
        if free < bytes.saturating_mul(2).saturating_add(SPARE_BYTES) {
            return Err(UpdateError::Full);
        }
        Ok(())
    }

    fn forget(&self, name: &str) -> Result<(), UpdateError> {
        match fs::remove_file(self.path(name)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    /// Removes what the notes do not name any more. What cannot be removed only costs room.
    fn tidy(&self) {
        let state = self.state();
        let mut kept = vec![NOTES.to_owned()];
        if state.wanted.is_some() {
            kept.push(PART.to_owned());
        }
        for ready in [&state.ready, &state.running].into_iter().flatten() {
            kept.push(ready.manifest.file_name());
        }
        if let Some(former) = state.former {
            kept.push(former.file);
        }
        let laid = state.handed_out;
        for entry in fs::read_dir(&self.dir).into_iter().flatten().flatten() {
            let name = entry.file_name();
            // What is just being written has a name with a dot.
            let named = name.as_encoded_bytes().starts_with(b".")
                || kept.iter().any(|one| name == one.as_str());
            if !named && laid.as_ref() != Some(&entry.path()) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), UpdateError> {
    let mut to = File::create(to)?;
    io::copy(&mut File::open(from)?, &mut to)?;
    Ok(to.sync_all()?)
}
