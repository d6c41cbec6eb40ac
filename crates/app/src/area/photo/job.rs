//! The one taking in of photos that may run at a time, so that only one picture's points are in
//! memory: its progress, and the wish to stop it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use wuyou_contract::ErrorCode;
use wuyou_contract::photo::PhotoProgress;

use crate::failure::Outcome;

/// What everybody may ask of the photos being taken in.
#[derive(Debug, Default)]
pub(crate) struct Job {
    running: AtomicBool,
    cancelled: AtomicBool,
    done: AtomicU32,
    total: AtomicU32,
}

impl Job {
    /// Begins; refused while others are taken in.
    pub(super) fn begin(&self, files: usize) -> Outcome<Running<'_>> {
        if self.running.swap(true, Ordering::SeqCst) {
            return Err(ErrorCode::PhotoBusy.into());
        }
        self.cancelled.store(false, Ordering::SeqCst);
        self.done.store(0, Ordering::SeqCst);
        let total = u32::try_from(files).unwrap_or(u32::MAX);
        self.total.store(total, Ordering::SeqCst);
        Ok(Running(self))
    }

    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    pub(super) fn progress(&self) -> PhotoProgress {
        PhotoProgress {
            running: self.running.load(Ordering::SeqCst),
            done: self.done.load(Ordering::SeqCst),
            total: self.total.load(Ordering::SeqCst),
        }
    }
}

/// The running one; dropping it ends it.
#[derive(Debug)]
pub(super) struct Running<'j>(&'j Job);

impl Running<'_> {
    /// One more file is done.
    pub(super) fn step(&self) {
        self.0.done.fetch_add(1, Ordering::SeqCst);
    }

    /// Whether nobody wishes to stop.
    pub(super) fn goes_on(&self) -> bool {
        !self.0.cancelled.load(Ordering::SeqCst)
    }

    /// Refused when somebody wishes to stop.
    pub(super) fn go_on(&self) -> Outcome<()> {
        if self.goes_on() {
            Ok(())
        } else {
            Err(ErrorCode::PhotoCancelled.into())
        }
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.store(false, Ordering::SeqCst);
    }
}
