//! After an end that was not orderly: a mark in the data folder says that the program is running and
//! goes when it ends properly. A start that finds one tells it, shows what was half typed, and has
//! the whole data checked once the first screen is there.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::job::JobKind;
use wuyou_contract::recovery::{
    KeptAbout, KeptDraft, KeptKind, RecoveryCheck, RecoveryClose, RecoveryFound, RecoveryGet,
};
use wuyou_store::{View, draft as store, outbox, table};

use crate::app::{Acting, App};
use crate::failure::Outcome;

/// The mark's file name in the data folder.
const MARK: &str = "running.json";
/// Drafts named; nobody works through more at once.
const DRAFTS_MOST: usize = 20;

/// What a form may be about, by its entity.
const KINDS: [(&str, KeptKind); 6] = [
    ("work_order", KeptKind::WorkOrder),
    ("customer", KeptKind::Customer),
    ("unit", KeptKind::Unit),
    ("complaint", KeptKind::Complaint),
    ("remedy_case", KeptKind::RemedyCase),
    ("return_visit", KeptKind::ReturnVisit),
];

/// What the mark says.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Mark {
    /// When the program was started.
    began_at: Option<i64>,
    /// The program ended properly, before a check of the data that was owed was over.
    #[serde(default)]
    ended: bool,
}

/// How the program ended the last time, and how it will be told of this time.
#[derive(Debug, Default)]
pub(crate) struct Ending(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The host tells when the program ends.
    watched: bool,
    /// The mark of this run.
    mark: Option<PathBuf>,
    /// When this run began.
    began_at: i64,
    /// What the run before left, when it did not end properly.
    found: Option<Mark>,
    /// A person has seen it.
    closed: bool,
    /// The first screen is there.
    screen: bool,
    check: Check,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Check {
    #[default]
    Idle,
    Waiting,
    Running,
    Whole,
    Damaged,
    Stopped,
}

impl Check {
    /// The data has still to be checked, now or at the next start.
    fn is_owed(self) -> bool {
        matches!(
            self,
            Self::Waiting | Self::Running | Self::Stopped | Self::Damaged
        )
    }
}

impl Ending {
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl App {
    /// Marks the data folder as that of a running program, and looks whether the last run ended
    /// properly. For hosts that stay and tell of their end ([`App::end_orderly`]).
    pub fn watch_end(&self) {
        self.ending.state().watched = true;
        self.mark_running();
    }

    /// The mark, as soon as the data is open: only then is nobody else working in the folder.
    pub(crate) fn mark_running(&self) {
        if self.database().is_err() {
            return;
        }
        let (path, now_at) = (self.dir().join(MARK), self.now_at());
        let mut state = self.ending.state();
        if !state.watched || state.mark.as_ref() == Some(&path) {
            return;
        }
        if let Some(left) = left_behind(&path) {
            state.check = Check::Waiting;
            if !left.ended {
                tracing::warn!("the program did not end properly the last time");
                state.found = Some(left);
            }
        }
        let mark = Mark {
            began_at: Some(now_at),
            ended: false,
        };
        match keep(&path, &mark) {
            Ok(()) => state.mark = Some(path),
            Err(error) => tracing::warn!(kind = ?error.kind(), "the mark of a running program"),
        }
        state.began_at = now_at;
    }

    /// The program ends properly. A check of the data that is not over is left for the next start.
    pub fn end_orderly(&self) {
        self.jobs.stop(JobKind::Verify);
        let mut state = self.ending.state();
        let Some(path) = state.mark.take() else {
            return;
        };
        let left = if state.check.is_owed() {
            let mark = Mark {
                began_at: Some(state.began_at),
                ended: true,
            };
            keep(&path, &mark)
        } else {
            fs::remove_file(&path)
        };
        if let Err(error) = left {
            tracing::warn!(kind = ?error.kind(), "the mark of a running program");
        }
        tracing::info!("the program ends");
    }

    /// Whether the data is still to be checked in this run.
    #[must_use]
    pub fn owes_check(&self) -> bool {
        self.ending.state().check == Check::Waiting
    }

    /// Whether the first screen has been read, so that there is time for other work.
    #[must_use]
    pub fn has_first_screen(&self) -> bool {
        self.ending.state().screen
    }

    /// Checks the whole data after an end without order. Takes as long as the file is large; edits go
    /// on beside it. Does nothing when no check is owed.
    pub fn check_after_bad_end(&self) {
        {
            let mut state = self.ending.state();
            if state.check != Check::Waiting {
                return;
            }
            state.check = Check::Running;
        }
        let came = self.check_whole();
        tracing::info!(check = ?came, "the data was checked after an end without order");
        self.ending.state().check = came;
    }

    fn check_whole(&self) -> Check {
        let checked = || -> Outcome<Vec<String>> {
            let database = self.database()?;
            let running = self.jobs.begin(JobKind::Verify)?;
            Ok(database.verify_watched(running.watch())?.problems)
        };
        match checked().map_err(|failure| failure.code()) {
            Ok(problems) if problems.is_empty() => Check::Whole,
            Ok(problems) => {
                tracing::error!(count = problems.len(), "the data is damaged");
                Check::Damaged
            }
            Err(ErrorCode::StoreDamaged) => Check::Damaged,
            // Somebody checks by hand just now: once more when they are done.
            Err(ErrorCode::JobBusy) => Check::Waiting,
            Err(_) => Check::Stopped,
        }
    }

    /// Somebody had the whole data checked by hand: whatever that found holds.
    pub(crate) fn data_checked(&self, whole: bool) {
        self.ending.state().check = if whole { Check::Whole } else { Check::Damaged };
    }

    /// Data that was replaced by a backup, which was checked on the way, owes no check any more.
    pub(crate) fn data_replaced(&self) {
        self.ending.state().check = Check::Idle;
    }
}

/// What the run before left: a mark that cannot be read is one all the same.
fn left_behind(path: &Path) -> Option<Mark> {
    let text = match fs::read(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return None,
        Err(_) => Vec::new(),
    };
    Some(serde_json::from_slice(&text).unwrap_or_default())
}

fn keep(path: &Path, mark: &Mark) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(&serde_json::to_vec(mark)?)?;
    // A mark that a power cut takes along would hide that very power cut.
    file.sync_all()
}

/// Tells what the start found.
pub(crate) fn get(app: &App, acting: &Acting, _: RecoveryGet) -> Outcome<RecoveryFound> {
    app.note_screen();
    let (open, found, check, began_at) = {
        let mut state = app.ending.state();
        state.screen = true;
        // Damage is told until it is mended, whatever a person has seen before.
        let open = state.check == Check::Damaged || (state.found.is_some() && !state.closed);
        (open, state.found.clone(), state.check, state.began_at)
    };
    let drafts = match open {
        true => match app.database()?.read(|view| kept(view, acting, began_at)) {
            Ok(drafts) => drafts,
            // What is damaged may be the drafts themselves; that it is damaged is told all the same.
            Err(error) if error.code() == ErrorCode::StoreDamaged => Vec::new(),
            Err(error) => return Err(error),
        },
        false => Vec::new(),
    };
    Ok(RecoveryFound {
        open,
        began_at: found.and_then(|found| found.began_at),
        check: match check {
            Check::Idle => RecoveryCheck::Idle,
            Check::Waiting => RecoveryCheck::Waiting,
            Check::Running => RecoveryCheck::Running,
            Check::Whole => RecoveryCheck::Whole,
            Check::Damaged => RecoveryCheck::Damaged,
            Check::Stopped => RecoveryCheck::Stopped,
        },
        drafts,
    })
}

/// What this person had half typed before this run began.
fn kept(view: View<'_>, acting: &Acting, began_at: i64) -> Outcome<Vec<KeptDraft>> {
    let drafts = store::list(view, acting.staff)?.into_iter();
    let then = drafts.filter(|one| one.updated_at <= began_at);
    let told = then.take(DRAFTS_MOST).map(|one| {
        Ok(KeptDraft {
            about: about(view, &one.key)?,
            key: one.key,
            saved_at: one.updated_at,
        })
    });
    told.collect()
}

/// The record a form's key names. Keys say which form it is and which row, not of which kind.
fn about(view: View<'_>, key: &str) -> Outcome<Option<KeptAbout>> {
    let Some(id) = key.split(':').find_map(|part| part.parse::<Uuid>().ok()) else {
        return Ok(None);
    };
    for (entity, kind) in KINDS {
        let row = table::row(view, entity, id)?;
        if row.is_some_and(|row| row.deleted_at.is_none()) {
            let title = outbox::title(view, entity, id)?.unwrap_or_default();
            return Ok(Some(KeptAbout { kind, id, title }));
        }
    }
    Ok(None)
}

/// A person has seen it.
pub(crate) fn close(app: &App, _: &Acting, _: RecoveryClose) -> Outcome<Done> {
    app.ending.state().closed = true;
    Ok(Done {})
}
