//! The one import that may run at a time: its progress, and the wish to stop it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use wuyou_contract::ErrorCode;
use wuyou_contract::import::ImportProgress;

use crate::failure::Outcome;

/// What everybody may ask of the running import.
#[derive(Debug, Default)]
pub(crate) struct Job {
    running: AtomicBool,
    cancelled: AtomicBool,
    done: AtomicU32,
    total: AtomicU32,
    phase: Mutex<&'static str>,
}

impl Job {
    /// Begins; refused while another import runs.
    pub(super) fn begin(&self) -> Outcome<Running<'_>> {
        if self.running.swap(true, Ordering::SeqCst) {
            return Err(ErrorCode::ImportBusy.into());
        }
        self.cancelled.store(false, Ordering::SeqCst);
        self.done.store(0, Ordering::SeqCst);
        self.total.store(0, Ordering::SeqCst);
        Ok(Running(self))
    }

    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    pub(super) fn progress(&self) -> ImportProgress {
        ImportProgress {
            running: self.running.load(Ordering::SeqCst),
            phase: (*self.phase.lock().unwrap_or_else(PoisonError::into_inner)).to_owned(),
            done: self.done.load(Ordering::SeqCst),
            total: self.total.load(Ordering::SeqCst),
        }
    }
}

/// The running import; dropping it ends it.
#[derive(Debug)]
pub(super) struct Running<'j>(&'j Job);

impl Running<'_> {
    pub(super) fn phase(&self, phase: &'static str) {
        *self.0.phase.lock().unwrap_or_else(PoisonError::into_inner) = phase;
    }

    pub(super) fn total(&self, rows: usize) {
        self.0
            .total
            .store(u32::try_from(rows).unwrap_or(u32::MAX), Ordering::SeqCst);
    }

    /// One more row is done; refused when somebody wishes to stop, so that the transaction ends.
    pub(super) fn step(&self) -> Outcome<()> {
        self.0.done.fetch_add(1, Ordering::SeqCst);
        if self.0.cancelled.load(Ordering::SeqCst) {
            return Err(ErrorCode::ImportCancelled.into());
        }
        Ok(())
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.store(false, Ordering::SeqCst);
    }
}
