//! The one export that may run at a time: its progress, and the wish to stop it.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use wuyou_contract::ErrorCode;
use wuyou_contract::export::ExportProgress;

use crate::failure::Outcome;

/// What everybody may ask of the running export.
#[derive(Debug, Default)]
pub(crate) struct Job {
    running: AtomicBool,
    cancelled: AtomicBool,
    done: AtomicU32,
    total: AtomicU32,
}

impl Job {
    /// Begins; refused while another export runs.
    pub(super) fn begin(&self) -> Outcome<Running<'_>> {
        if self.running.swap(true, Ordering::SeqCst) {
            return Err(ErrorCode::ExportBusy.into());
        }
        self.cancelled.store(false, Ordering::SeqCst);
        self.done.store(0, Ordering::SeqCst);
        self.total.store(0, Ordering::SeqCst);
        Ok(Running(self))
    }

    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
    }

    pub(super) fn progress(&self) -> ExportProgress {
        ExportProgress {
            running: self.running.load(Ordering::SeqCst),
            done: self.done.load(Ordering::SeqCst),
            total: self.total.load(Ordering::SeqCst),
        }
    }
}

/// The running export; dropping it ends it.
#[derive(Debug)]
pub(super) struct Running<'j>(&'j Job);

impl Running<'_> {
    pub(super) fn total(&self, rows: Option<u64>) {
        let rows = rows.and_then(|rows| u32::try_from(rows).ok());
        self.0.total.store(rows.unwrap_or(0), Ordering::SeqCst);
    }

    /// One more row is read.
    pub(super) fn step(&self) -> Outcome<()> {
        self.0.done.fetch_add(1, Ordering::SeqCst);
        self.go_on()
    }

    /// Refused when somebody wishes to stop.
    pub(super) fn go_on(&self) -> Outcome<()> {
        if self.0.cancelled.load(Ordering::SeqCst) {
            return Err(ErrorCode::ExportCancelled.into());
        }
        Ok(())
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        self.0.running.store(false, Ordering::SeqCst);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wish_to_stop_ends_the_running_export_and_not_the_next_one() {
        let job = Job::default();
        let running = job.begin().unwrap();
        running.total(Some(3));
        running.step().unwrap();
        let told = job.progress();
        assert_eq!((told.running, told.done, told.total), (true, 1, 3));
        assert_eq!(job.begin().unwrap_err().code(), ErrorCode::ExportBusy);
        job.cancel();
        let stopped = running.step().unwrap_err();
        assert_eq!(stopped.code(), ErrorCode::ExportCancelled);
        drop(running);
        assert!(!job.progress().running);
        job.begin().unwrap().step().unwrap();
    }
}
