//! Long work: one of each kind at a time, how far it is, and the wish to stop it.
//!
//! A use case that may take longer than a second begins a job, counts what it does, and lets a
//! refused count end it. What it had begun by then it removes itself: a transaction rolls back, a
//! part of a file goes.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::job::{JobCancel, JobKind, JobProgress, JobProgressGet, JobStage};
use wuyou_store::{Stage, StoreError, Watch};

use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};

/// Hears every count of long work.
pub(crate) type Listener = dyn Fn(JobKind, JobStage, u64, u64) + Send + Sync;

/// What is answered before anybody is asked who they are: the data may be closed meanwhile.
pub(crate) const BESIDE: [&str; 2] = ["job.progress", "job.cancel"];

const KINDS: [JobKind; 11] = [
    JobKind::Import,
    JobKind::Export,
    JobKind::Photo,
    JobKind::Print,
    JobKind::Preview,
    JobKind::Backup,
    JobKind::Look,
    JobKind::Restore,
    JobKind::Verify,
    JobKind::Diagnosis,
    JobKind::Greeting,
];

/// All long work of the program.
#[derive(Default)]
pub(crate) struct Jobs {
    all: [Job; KINDS.len()],
    listener: Option<Arc<Listener>>,
}

#[derive(Debug, Default)]
struct Job {
    running: AtomicBool,
    watch: Mutex<Watch>,
}

impl Jobs {
    pub(crate) fn listen(&mut self, listener: Arc<Listener>) {
        self.listener = Some(listener);
    }

    fn of(&self, kind: JobKind) -> &Job {
        let at = KINDS.iter().position(|one| *one == kind).unwrap_or(0);
        &self.all[at]
    }

    /// Begins; refused while another of its kind runs.
    pub(crate) fn begin(&self, kind: JobKind) -> Outcome<Running<'_>> {
        let job = self.of(kind);
        if job.running.swap(true, Ordering::SeqCst) {
            return Err(busy(kind).into());
        }
        Ok(Running {
            kind,
            watch: self.watched(kind),
            running: Some(&job.running),
        })
    }

    /// Begins in the place of one that is no longer wanted, which ends at its next count.
    pub(crate) fn begin_anew(&self, kind: JobKind) -> Running<'_> {
        self.stop(kind);
        Running {
            kind,
            watch: self.watched(kind),
            running: None,
        }
    }

    fn watched(&self, kind: JobKind) -> Watch {
        let watch = match self.listener.clone() {
            Some(listener) => Watch::heard_by(move |stage, done, total| {
                listener(kind, shown(stage), done, total);
            }),
            None => Watch::default(),
        };
        let held = self.of(kind).watch.lock();
        *held.unwrap_or_else(PoisonError::into_inner) = watch.clone();
        watch
    }

    pub(crate) fn stop(&self, kind: JobKind) {
        let watch = self.of(kind).watch.lock();
        watch.unwrap_or_else(PoisonError::into_inner).stop();
    }

    pub(crate) fn told(&self, kind: JobKind) -> JobProgress {
        let job = self.of(kind);
        let watch = job.watch.lock();
        let (stage, done, total) = watch.unwrap_or_else(PoisonError::into_inner).told();
        let short = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
        let running = job.running.load(Ordering::SeqCst);
        JobProgress {
            running,
            stage: shown(stage),
            done: short(done),
            total: short(total),
            may_stop: running && !matches!(stage, Stage::Replacing | Stage::Done),
        }
    }
}

/// Running work; dropping it ends it.
#[derive(Debug)]
pub(crate) struct Running<'j> {
    kind: JobKind,
    watch: Watch,
    running: Option<&'j AtomicBool>,
}

impl Running<'_> {
    /// What the store counts with.
    pub(crate) fn watch(&self) -> &Watch {
        &self.watch
    }

    /// A stage begins; refused when somebody wishes to stop.
    pub(crate) fn stage(&self, stage: Stage, total: usize) -> Outcome<()> {
        self.told(self.watch.stage(stage, whole(total)))
    }

    pub(crate) fn total(&self, total: usize) {
        self.watch.total(whole(total));
    }

    /// One more is done; refused when somebody wishes to stop.
    pub(crate) fn step(&self) -> Outcome<()> {
        self.told(self.watch.step())
    }

    /// So much is done; says whether nobody wishes to stop.
    pub(crate) fn at(&self, done: usize) -> bool {
        self.watch.at(whole(done)).is_ok()
    }

    /// Refused when somebody wishes to stop.
    pub(crate) fn go_on(&self) -> Outcome<()> {
        self.told(self.watch.go_on())
    }

    pub(crate) fn goes_on(&self) -> bool {
        !self.watch.is_stopped()
    }

    fn told(&self, counted: Result<(), StoreError>) -> Outcome<()> {
        counted.map_err(|error| match error {
            StoreError::Cancelled => cancelled(self.kind).into(),
            other => Failure::Store(other),
        })
    }
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if let Some(running) = self.running {
            running.store(false, Ordering::SeqCst);
        }
    }
}

fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

const fn busy(kind: JobKind) -> ErrorCode {
    match kind {
        JobKind::Import => ErrorCode::ImportBusy,
        JobKind::Export => ErrorCode::ExportBusy,
        JobKind::Photo => ErrorCode::PhotoBusy,
        _ => ErrorCode::JobBusy,
    }
}

const fn cancelled(kind: JobKind) -> ErrorCode {
    match kind {
        JobKind::Import => ErrorCode::ImportCancelled,
        JobKind::Export => ErrorCode::ExportCancelled,
        JobKind::Photo => ErrorCode::PhotoCancelled,
        _ => ErrorCode::JobCancelled,
    }
}

const fn shown(stage: Stage) -> JobStage {
    match stage {
        Stage::Reading => JobStage::Reading,
        Stage::Copying => JobStage::Copying,
        Stage::Pictures => JobStage::Pictures,
        Stage::Checking => JobStage::Checking,
        Stage::Comparing => JobStage::Comparing,
        Stage::Setting => JobStage::Setting,
        Stage::Sending => JobStage::Sending,
        Stage::Backup => JobStage::Backup,
        Stage::Saving => JobStage::Saving,
        Stage::Replacing => JobStage::Replacing,
        Stage::Done => JobStage::Done,
    }
}

/// Tells how far long work is.
pub(crate) fn progress(app: &App, _: &Acting, request: JobProgressGet) -> Outcome<JobProgress> {
    Ok(app.jobs.told(request.kind))
}

/// Stops long work. Whoever stands before a locked PC stops nothing.
pub(crate) fn cancel(app: &App, _: &Acting, request: JobCancel) -> Outcome<Done> {
    if app.is_locked() {
        return Err(ErrorCode::Locked.into());
    }
    app.jobs.stop(request.kind);
    Ok(Done {})
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn a_wish_to_stop_ends_the_running_work_of_its_kind_and_not_the_next_one() {
        let jobs = Jobs::default();
        for (kind, busy, cancelled) in [
            (
                JobKind::Import,
                ErrorCode::ImportBusy,
                ErrorCode::ImportCancelled,
            ),
            (
                JobKind::Export,
                ErrorCode::ExportBusy,
                ErrorCode::ExportCancelled,
            ),
            (
                JobKind::Photo,
                ErrorCode::PhotoBusy,
                ErrorCode::PhotoCancelled,
            ),
            (JobKind::Backup, ErrorCode::JobBusy, ErrorCode::JobCancelled),
        ] {
            let running = jobs.begin(kind).unwrap();
            let other = jobs.begin(JobKind::Verify).unwrap();
            running.stage(Stage::Copying, 3).unwrap();
            running.step().unwrap();
            let told = jobs.told(kind);
            assert_eq!((told.running, told.done, told.total), (true, 1, 3));
            assert_eq!(jobs.begin(kind).unwrap_err().code(), busy);
            jobs.stop(kind);
            assert_eq!(running.step().unwrap_err().code(), cancelled);
            other.step().unwrap();
            drop((running, other));
            assert!(!jobs.told(kind).running);
            jobs.begin(kind).unwrap().step().unwrap();
        }
    }
}
