//! Background work: sync 20 seconds after an edit and once a minute to ask whether anything is new,
//! the day's backup, contents of photos that nobody uses any more, and a piece of a version that is being
//! fetched. Beside it, once: the check of
//! the data after an end without order.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use wuyou_app::App;

/// How often it looks whether there is something to do.
const LOOK: Duration = Duration::from_secs(5);
/// How old the oldest unsent change may grow, in milliseconds.
const EDIT_REST_MS: i64 = 20_000;
/// How often headquarters is asked although nothing waits, in milliseconds.
const ASK_EVERY_MS: i64 = 60_000;
/// How often it is looked whether the day has its backup, in milliseconds.
const BACKUP_LOOK_MS: u64 = 30 * 60 * 1000;
/// How long to leave headquarters alone after a failure, in milliseconds.
const AFTER_FAILURE_MS: i64 = 30_000;

/// How often it looks for alerts to tell by a note of the system.
const ALERTS_LOOK: Duration = Duration::from_secs(20);
/// How often it looks whether the first screen is there.
const SCREEN_LOOK: Duration = Duration::from_millis(500);
/// Looks after which a check begins without a screen: somebody may have left the PC locked.
const SCREEN_LOOKS_MOST: u32 = 120;

/// Work that runs until it is dropped.
#[derive(Debug)]
pub struct Background {
    _work: Vec<Stoppable>,
}

/// A thread that ends when it is asked to.
#[derive(Debug)]
struct Stoppable {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Stoppable {
    fn start(name: &str, work: impl FnOnce(Receiver<()>) + Send + 'static) -> Self {
        let (stop, stopped) = mpsc::channel();
        let thread = std::thread::Builder::new()
            .name(name.to_owned())
            .spawn(move || work(stopped));
        Self {
            stop: Some(stop),
            thread: thread.ok(),
        }
    }
}

impl Drop for Stoppable {
    fn drop(&mut self) {
        self.stop.take();
        if let Some(thread) = self.thread.take() {
            // A panicked thread has logged itself; there is nothing left to stop.
            let _ = thread.join();
        }
    }
}

impl Background {
    pub(crate) fn start(app: &Arc<App>) -> Self {
        let mut work = Vec::new();
        if app.owes_check() {
            let app = Arc::clone(app);
            work.push(Stoppable::start("check", move |stopped| {
                check(&app, &stopped);
            }));
        }
        let alerts = Arc::clone(app);
        work.push(Stoppable::start("alerts", move |stopped| {
            while stopped.recv_timeout(ALERTS_LOOK) == Err(RecvTimeoutError::Timeout) {
                alerts.note_alerts();
            }
        }));
        let app = Arc::clone(app);
        work.push(Stoppable::start("sync", move |stopped| {
            sync(&app, &stopped);
        }));
        Self { _work: work }
    }
}

/// Waits for the first screen, so that the start is not slower for it, and checks the data.
fn check(app: &App, stopped: &Receiver<()>) {
    let mut looks = 0;
    while stopped.recv_timeout(SCREEN_LOOK) == Err(RecvTimeoutError::Timeout) {
        looks += 1;
        if app.has_first_screen() || looks >= SCREEN_LOOKS_MOST {
            app.check_after_bad_end();
        }
        if !app.owes_check() {
            return;
        }
    }
}

fn sync(app: &App, stopped: &Receiver<()>) {
    let mut last_try_at = 0;
    let mut last_backup_look_at = 0;
    let mut failed = false;
    while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
        let now_at = app.now_at();
        if now_at.abs_diff(last_backup_look_at) >= BACKUP_LOOK_MS {
            last_backup_look_at = now_at;
            if let Err(error) = app.backup_daily() {
                tracing::warn!(code = %error.code, "no daily backup");
            }
            if let Err(error) = app.sweep_photos() {
                tracing::warn!(code = %error.code, "no look at unused photos");
            }
        }
        if is_due(app, now_at, last_try_at, failed) {
            last_try_at = now_at;
            failed = app.sync_quietly().is_err();
        }
        // What waits to be sent goes first.
        if !failed {
            app.fetch_update();
        }
    }
}

fn is_due(app: &App, now_at: i64, last_try_at: i64, failed: bool) -> bool {
    // A clock that jumped back must not silence sync until it catches up.
    let since = if now_at < last_try_at {
        i64::MAX
    } else {
        now_at - last_try_at
    };
    if failed && since < AFTER_FAILURE_MS {
        return false;
    }
    let Some(oldest_unsent_at) = app.waiting_since() else {
        return since >= ASK_EVERY_MS && app.is_connected();
    };
    (now_at - oldest_unsent_at >= EDIT_REST_MS || since >= ASK_EVERY_MS) && app.is_connected()
}
