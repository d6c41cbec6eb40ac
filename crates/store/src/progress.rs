//! How far long work is, and the wish to stop it: shared between who works and who waits.
//!
//! The work tells its stage and its count; whoever holds the same [`Watch`] reads them from any
//! thread and may wish it to stop. The next count then answers [`StoreError::Cancelled`], and the
//! work removes what it had begun. A single long statement is stopped in its middle ([`Watch::over`]).

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};

use rusqlite::Connection;

use crate::error::StoreError;

/// Steps of SQLite's machine between two looks at the wish to stop: some hundredths of a second.
const STEPS_BETWEEN: i32 = 50_000;

/// What long work is at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Reads what is to be worked on.
    Reading,
    /// Copies pages of the database.
    Copying,
    /// Copies the contents of photos.
    Pictures,
    /// Looks at every page and reference.
    Checking,
    /// Holds what is there against what was there.
    Comparing,
    /// Lays pages of paper out.
    Setting,
    /// Makes a copy before the data is changed.
    Backup,
    /// Sends pages to a printer.
    Sending,
    /// Writes rows.
    Saving,
    /// Puts the result in its place; from here on it is no longer stopped.
    Replacing,
    /// Nothing is left to do.
    Done,
}

impl Stage {
    /// Every stage.
    pub const ALL: [Self; 11] = [
        Self::Reading,
        Self::Copying,
        Self::Pictures,
        Self::Checking,
        Self::Comparing,
        Self::Setting,
        Self::Backup,
        Self::Sending,
        Self::Saving,
        Self::Replacing,
        Self::Done,
    ];
}

/// Hears every count: the command line tells it, and a test stops the work at one.
type Heard = dyn Fn(Stage, u64, u64) + Send + Sync;

#[derive(Default)]
struct Inner {
    stopped: AtomicBool,
    stage: AtomicU8,
    done: AtomicU64,
    total: AtomicU64,
    heard: Option<Box<Heard>>,
}

/// The count of one piece of long work. Copies are the same watch.
#[derive(Clone, Default)]
pub struct Watch(Arc<Inner>);

impl fmt::Debug for Watch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (stage, done, total) = self.told();
        write!(f, "Watch({stage:?} {done}/{total})")
    }
}

impl Watch {
    /// A watch with a listener, which hears every count before it is asked whether to go on.
    #[must_use]
    pub fn heard_by(heard: impl Fn(Stage, u64, u64) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Inner {
            heard: Some(Box::new(heard)),
            ..Inner::default()
        }))
    }

    /// Wishes the work to stop.
    pub fn stop(&self) {
        self.0.stopped.store(true, Ordering::SeqCst);
    }

    /// Whether somebody wishes it to stop.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        self.0.stopped.load(Ordering::SeqCst)
    }

    /// The stage, and how much of it is done of how much; 0 in all while nobody knows.
    #[must_use]
    pub fn told(&self) -> (Stage, u64, u64) {
        let at = usize::from(self.0.stage.load(Ordering::SeqCst));
        (
            Stage::ALL.get(at).copied().unwrap_or(Stage::Reading),
            self.0.done.load(Ordering::SeqCst),
            self.0.total.load(Ordering::SeqCst),
        )
    }

    /// A stage begins.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when somebody wishes to stop.
    pub fn stage(&self, stage: Stage, total: u64) -> Result<(), StoreError> {
        let at = Stage::ALL.iter().position(|one| *one == stage);
        let at = at.and_then(|at| u8::try_from(at).ok()).unwrap_or(0);
        self.0.stage.store(at, Ordering::SeqCst);
        self.0.total.store(total, Ordering::SeqCst);
        self.at(0)
    }

    /// So much of the stage is done.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when somebody wishes to stop.
    pub fn at(&self, done: u64) -> Result<(), StoreError> {
        self.0.done.store(done, Ordering::SeqCst);
        if let Some(heard) = &self.0.heard {
            let (stage, done, total) = self.told();
            heard(stage, done, total);
        }
        self.go_on()
    }

    /// One more is done.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] when somebody wishes to stop.
    pub fn step(&self) -> Result<(), StoreError> {
        self.at(self.0.done.load(Ordering::SeqCst) + 1)
    }

    /// So much is to be done, known only after the stage began.
    pub fn total(&self, total: u64) {
        self.0.total.store(total, Ordering::SeqCst);
    }

    /// Whether nobody wishes to stop.
    ///
    /// # Errors
    /// [`StoreError::Cancelled`] otherwise.
    pub fn go_on(&self) -> Result<(), StoreError> {
        if self.is_stopped() {
            return Err(StoreError::Cancelled);
        }
        Ok(())
    }

    /// Lets a connection's statements end in their middle when somebody wishes to stop. For
    /// connections that are closed with the work: the wish stays with them.
    pub(crate) fn over(&self, connection: &mut Connection) -> Result<(), StoreError> {
        let watch = self.clone();
        connection.progress_handler(STEPS_BETWEEN, Some(move || watch.is_stopped()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_to_stop_ends_the_work_at_its_next_count_and_every_copy_tells_the_same() {
        let watch = Watch::default();
        let other = watch.clone();
        assert!(watch.stage(Stage::Copying, 3).is_ok());
        assert!(watch.step().is_ok());
        assert_eq!(other.told(), (Stage::Copying, 1, 3));
        other.stop();
        assert!(matches!(watch.step(), Err(StoreError::Cancelled)));
        assert!(matches!(
            watch.stage(Stage::Done, 0),
            Err(StoreError::Cancelled)
        ));
    }
}
