//! Versions of the program: what waits, a person's choice, and the way back.
//!
//! A version comes by sync's road or as a file ([`fetch`]). Nothing is installed without a manager's
//! yes, nothing while somebody works: what was chosen is done when the program ends ([`end`]).

mod end;
mod fetch;

use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicI64;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::job::JobKind;
use wuyou_contract::staff::Role;
use wuyou_contract::update::{
    UpdateChoose, UpdateFetching, UpdateFormer, UpdateGet, UpdateGoBack, UpdateState, UpdateTake,
    UpdateWaiting, UpdateWhen,
};
use wuyou_domain::time::{DAY_MS, local_date};
use wuyou_store::schema::known_version;
use wuyou_update::shelf::{Here, Ready};
use wuyou_update::{Choice, Key, Shelf, State, UpdateError, Version, Way, When};

use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};

/// After so many days a version that waits is told again.
const REMIND_DAYS: i64 = 3;

/// What a host says of versions: which one it is, and how others are put in place.
#[derive(Debug, Clone)]
pub struct UpdateParts {
    /// The public key of whoever makes releases; without one there are no updates.
    pub key: Option<String>,
    /// The version that runs.
    pub version: String,
    /// What packages for this PC are made for.
    pub target: String,
    /// How they are put in place.
    pub way: Way,
}

/// The program's versions, where the host has any.
#[derive(Debug, Default)]
pub(crate) struct Updates {
    own: OnceLock<Own>,
    /// Before this instant headquarters is left alone.
    rests_until_at: AtomicI64,
}

/// What is known of this PC once.
#[derive(Debug)]
struct Own {
    version: Version,
    here: Option<Here>,
    way: Way,
    /// The folder of the present data folder.
    shelf: Mutex<Option<(PathBuf, Arc<Shelf>)>>,
}

impl Own {
    fn of(parts: UpdateParts) -> Option<Self> {
        let version: Version = parts.version.parse().ok()?;
        let key = parts.key.and_then(|key| {
            let read = Key::read(&key);
            read.inspect_err(|error| tracing::error!(%error, "the key for updates"))
                .ok()
        });
        let here = key.map(|key| Here {
            version: version.clone(),
            target: parts.target,
            key,
        });
        Some(Self {
            version,
            here,
            way: parts.way,
            shelf: Mutex::new(None),
        })
    }

    fn shelf(&self, dir: &Path) -> Arc<Shelf> {
        let mut kept = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        match &*kept {
            Some((of, shelf)) if of == dir => Arc::clone(shelf),
            _ => {
                let shelf = Arc::new(Shelf::of(dir));
                *kept = Some((dir.to_owned(), Arc::clone(&shelf)));
                shelf
            }
        }
    }
}

/// Everything an update needs to be dealt with.
struct Desk<'a> {
    own: &'a Own,
    here: &'a Here,
    shelf: Arc<Shelf>,
}

impl App {
    /// Lets this program be updated. The first word stays: a host has one version.
    pub fn set_updates(&self, parts: UpdateParts) {
        if let Some(own) = Own::of(parts) {
            // A host says it once.
            let _ = self.updates.own.set(own);
        }
        let Some(own) = self.updates.own.get() else {
            return;
        };
        let settled = own.shelf(&self.dir()).runs(&own.version);
        if let Err(error) = settled {
            tracing::warn!(%error, "the notes on updates");
        }
        self.note_data_version();
    }

    /// Notes which data the program that runs has made of it: the former version may not read it.
    pub(crate) fn note_data_version(&self) {
        if let Some(own) = self.updates.own.get()
            && self.database().is_ok()
            && let Err(error) = own.shelf(&self.dir()).data_opened(known_version())
        {
            tracing::warn!(%error, "the notes on updates");
        }
    }

    /// A screen is there: this start did not fail.
    pub(crate) fn note_screen(&self) {
        if let Some(own) = self.updates.own.get()
            && let Err(error) = own.shelf(&self.dir()).screen()
        {
            tracing::warn!(%error, "the notes on updates");
        }
    }

    fn desk(&self) -> Outcome<Desk<'_>> {
        let own = self.updates.own.get().ok_or(ErrorCode::UpdateOff)?;
        let here = own.here.as_ref().ok_or(ErrorCode::UpdateOff)?;
        let shelf = own.shelf(&self.dir());
        Ok(Desk { own, here, shelf })
    }
}

/// Today in China; a clock that shows no date lets nothing expire and nothing be new.
fn today(now_at: i64) -> NaiveDate {
    local_date(now_at).unwrap_or_default()
}

/// What a person is told.
fn code(error: &UpdateError) -> ErrorCode {
    match error {
        UpdateError::Off | UpdateError::BadKey => ErrorCode::UpdateOff,
        UpdateError::NotAPackage => ErrorCode::UpdatePackage,
        UpdateError::WrongKey | UpdateError::Tampered => ErrorCode::UpdateSignature,
        UpdateError::Cut => ErrorCode::UpdateCut,
        UpdateError::WrongTarget => ErrorCode::UpdateTarget,
        UpdateError::NotNewer => ErrorCode::UpdateOlder,
        UpdateError::Expired => ErrorCode::UpdateExpired,
        UpdateError::Nothing => ErrorCode::UpdateNone,
        UpdateError::NoFormer => ErrorCode::UpdateNoFormer,
        UpdateError::DataNewer => ErrorCode::UpdateDataNewer,
        UpdateError::Full => ErrorCode::StoreDiskFull,
        UpdateError::Io(_) => ErrorCode::UpdateInstall,
    }
}

fn failed(error: UpdateError) -> Failure {
    tracing::warn!(%error, "update");
    code(&error).into()
}

/// Tells how the program's version stands.
pub(crate) fn get(app: &App, acting: &Acting, _: UpdateGet) -> Outcome<UpdateState> {
    Ok(told(app, acting.now_at, false))
}

/// Takes a version from a file.
pub(crate) fn take(app: &App, acting: &Acting, request: UpdateTake) -> Outcome<UpdateState> {
    let desk = app.desk()?;
    let from = PathBuf::from(request.path.trim());
    if !from.is_absolute() || !from.is_file() {
        return Err(ErrorCode::UpdatePackage.into());
    }
    let now = (today(acting.now_at), acting.now_at);
    let taken = desk.shelf.take_file(&from, desk.here, now);
    let manifest = taken.map_err(|error| match error {
        // A stick that was pulled out is not a version that was not installed.
        UpdateError::Io(_) => failed(UpdateError::Cut),
        error => failed(error),
    })?;
    tracing::info!(version = %manifest.version, "a version was taken from a file");
    Ok(told(app, acting.now_at, false))
}

/// Says when the waiting version is to be installed.
pub(crate) fn choose(app: &App, acting: &Acting, request: UpdateChoose) -> Outcome<UpdateState> {
    let desk = app.desk()?;
    let now_at = acting.now_at;
    let ready = desk
        .shelf
        .waiting(desk.here, today(now_at))
        .map_err(failed)?;
    let version = ready.manifest.version;
    if version.to_string() != request.version {
        return Err(ErrorCode::UpdateNone.into());
    }
    let remind_at = now_at.saturating_add(REMIND_DAYS * DAY_MS);
    let keep = |when: When, remind_at: Option<i64>| {
        let choice = Choice {
            version: version.clone(),
            when,
            said_at: now_at,
        };
        desk.shelf.choose(choice, remind_at).map_err(failed)
    };
    match (request.when, &desk.own.way) {
        (UpdateWhen::Later, _) => keep(When::Later, Some(remind_at))?,
        (_, way @ Way::HandOut) => {
            let data = (today(now_at), known_version());
            let laid = desk.shelf.install(desk.here, way, data, false);
            laid.map_err(failed)?;
            desk.shelf
                .change(|state| state.remind_at = Some(remind_at))
                .map_err(failed)?;
        }
        (UpdateWhen::AtClose, _) => keep(When::AtClose, None)?,
        (UpdateWhen::Now, _) => {
            let database = app.database()?;
            let running = app.jobs.begin(JobKind::Backup)?;
            super::backup::before_update(&database, now_at, running.watch())?;
            keep(When::Now, None)?;
            return Ok(told(app, now_at, true));
        }
    }
    Ok(told(app, now_at, false))
}

/// Puts the former version back when the program ends. Whoever cannot get at the data may do it: it
/// is then that it is needed.
pub(crate) fn go_back(app: &App, acting: &Acting, _: UpdateGoBack) -> Outcome<UpdateState> {
    let own = app.updates.own.get().ok_or(ErrorCode::UpdateOff)?;
    if app.database().is_ok() && acting.role != Some(Role::Manager) {
        return Err(ErrorCode::NotAllowed.into());
    }
    let shelf = own.shelf(&app.dir());
    shelf.former(&own.version).map_err(failed)?;
    shelf
        .change(|state| state.going_back = true)
        .map_err(failed)?;
    Ok(told(app, acting.now_at, true))
}

fn told(app: &App, now_at: i64, closes: bool) -> UpdateState {
    let own = app.updates.own.get();
    let shelf = own.map(|own| own.shelf(&app.dir()));
    let state = shelf
        .as_ref()
        .map(|shelf| shelf.state())
        .unwrap_or_default();
    let chosen = state.choice.as_ref().map(|choice| choice.when);
    // Without a word of anybody it is told at once, and after a "later" when its days are over.
    let silent = state.ready.is_some() && state.choice.is_none();
    let due = state.remind_at.is_none_or(|at| at <= now_at);
    UpdateState {
        on: own.is_some_and(|own| own.here.is_some()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        by_hand: own.is_some_and(|own| own.way == Way::HandOut),
        waiting: state.ready.as_ref().map(|ready| waiting(ready, chosen)),
        fetching: state.wanted.as_ref().map(|wanted| UpdateFetching {
            version: wanted.manifest.version.to_string(),
            done_bytes: shelf.as_ref().map_or(0, |shelf| whole(shelf.fetched())),
            size_bytes: whole(wanted.file_bytes),
        }),
        former: own
            .zip(shelf.as_ref())
            .and_then(|(own, shelf)| former(own, shelf, &state)),
        asked_at: state.asked_at,
        problem: state.problem,
        laid_path: state.handed_out.map(|path| path.display().to_string()),
        reminds: due && (silent || chosen == Some(When::Later)),
        closes,
    }
}

fn waiting(ready: &Ready, chosen: Option<When>) -> UpdateWaiting {
    let manifest = &ready.manifest;
    UpdateWaiting {
        version: manifest.version.to_string(),
        made_on: manifest.made_on.to_string(),
        expires_on: manifest.expires_on.to_string(),
        notes_zh: manifest.notes_zh.clone(),
        notes_en: manifest.notes_en.clone(),
        size_bytes: whole(manifest.size_bytes),
        changes_data: manifest.data_version > known_version(),
        by_file: ready.by_file,
        came_at: ready.came_at,
        choice: chosen.map(|when| match when {
            When::Now => UpdateWhen::Now,
            When::AtClose => UpdateWhen::AtClose,
            When::Later => UpdateWhen::Later,
        }),
    }
}

fn former(own: &Own, shelf: &Shelf, state: &State) -> Option<UpdateFormer> {
    let kept = state.former.as_ref()?;
    let refused = match shelf.former(&own.version) {
        Ok(_) => None,
        Err(UpdateError::NoFormer) => return None,
        Err(error) => Some(code(&error).code().to_owned()),
    };
    Some(UpdateFormer {
        version: kept.version.to_string(),
        refused,
        chosen: state.going_back,
    })
}

fn whole(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}
