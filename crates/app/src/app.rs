//! The program's heart: the open database, who is working, and the permission of each command.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use serde_json::Value;
use wuyou_contract::command::{
    Allowed, CommandInfo, Handlers, SHOWS_NUMBERS, WHILE_LOCKED, command,
};
use wuyou_contract::staff::Role;
use wuyou_contract::{ApiError, ErrorCode, Language};
use wuyou_domain::id::{IdSource, StaffId};
use wuyou_store::{Database, EditContext, KeyStore};

use crate::area::{access, diagnosis, job, phone, recovery, setup, staff, undo, update};
use crate::clock::Clock;
use crate::desktop::Desktop;
use crate::failure::Failure;
use crate::port::{FolderPort, OpenPort, PrintPort, SyncPort};

/// What a host gives the program.
#[expect(
    missing_debug_implementations,
    reason = "ports have no useful text form"
)]
#[derive(Clone)]
pub struct AppParts {
    /// The data folder.
    pub dir: PathBuf,
    /// Where the database's key is kept.
    pub keys: Arc<dyn KeyStore>,
    /// The clock.
    pub clock: Arc<dyn Clock>,
    /// The id source.
    pub ids: Arc<dyn IdSource + Send + Sync>,
    /// The network.
    pub sync: Arc<dyn SyncPort>,
}

/// Who calls, as the host knows it.
#[derive(Debug, Clone, Default)]
pub struct Caller {
    /// A name or id of the staff; who signed in last when absent.
    pub staff: Option<String>,
    /// The language of messages.
    pub language: Language,
    /// Without a person, the owner acts (the command line).
    pub owner_by_default: bool,
}

/// What every use case knows about its call.
#[derive(Debug, Clone, Copy)]
pub struct Acting {
    /// Who acts; only open commands may be called by nobody.
    pub staff: Option<StaffId>,
    /// Their role.
    pub role: Option<Role>,
    /// When, Unix milliseconds.
    pub now_at: i64,
}

impl Acting {
    /// Who acts.
    ///
    /// # Errors
    /// `permission.not_signed_in` when nobody does.
    pub fn staff(&self) -> Result<StaffId, ApiError> {
        self.staff.ok_or_else(|| ErrorCode::NotSignedIn.into())
    }

    /// The context an edit is written with.
    ///
    /// # Errors
    /// `permission.not_signed_in` when nobody acts.
    pub fn edit(&self) -> Result<EditContext, ApiError> {
        Ok(EditContext {
            actor: self.staff()?,
            now_at: self.now_at,
        })
    }
}

/// The state of the data folder.
enum Data {
    Empty,
    Open(Arc<Database>),
    Closed(ErrorCode),
}

/// Where the data is now.
#[derive(Clone)]
struct Place {
    dir: PathBuf,
    keys: Arc<dyn KeyStore>,
}

/// The program: serves every command.
#[expect(missing_debug_implementations, reason = "holds open files and ports")]
pub struct App {
    parts: AppParts,
    place: RwLock<Place>,
    folder: Option<Arc<dyn FolderPort>>,
    opener: Option<Arc<dyn OpenPort>>,
    press: Option<Arc<dyn PrintPort>>,
    data: RwLock<Data>,
    session: Mutex<Option<StaffId>>,
    locked: AtomicBool,
    /// Held while a PIN is looked at: tries come one after the other.
    pub(crate) pin_turn: Mutex<()>,
    pub(crate) jobs: job::Jobs,
    pub(crate) undo: undo::Steps,
    pub(crate) errors: diagnosis::Errors,
    pub(crate) ending: recovery::Ending,
    pub(crate) desktop: Desktop,
    pub(crate) updates: update::Updates,
    pub(crate) syncing: Mutex<()>,
    pub(crate) last_sync_problem: Mutex<Option<ErrorCode>>,
}

impl App {
    /// Opens the data folder. A folder that cannot be opened is not an error here: `app.status`
    /// tells what is wrong, so that a window can show it.
    #[must_use]
    pub fn open(parts: AppParts) -> Self {
        let app = Self::with_data(parts, open_data);
        app.opened();
        app
    }

    /// The program while its data folder is not there. It is looked for at each `app.status`.
    #[must_use]
    pub fn without_folder(parts: AppParts) -> Self {
        Self::with_data(parts, |_| Data::Closed(ErrorCode::StoreFolderMissing))
    }

    /// Lets the first run choose the data folder.
    #[must_use]
    pub fn with_folder(mut self, folder: Arc<dyn FolderPort>) -> Self {
        self.folder = Some(folder);
        self
    }

    /// Lets files that were made be opened in the system's viewer.
    #[must_use]
    pub fn with_opener(mut self, opener: Arc<dyn OpenPort>) -> Self {
        self.opener = Some(opener);
        self
    }

    /// Lets documents be set.
    #[must_use]
    pub fn with_press(mut self, press: Arc<dyn PrintPort>) -> Self {
        self.press = Some(press);
        self
    }

    /// Lets a host hear how far long work is, at every count of it.
    #[must_use]
    pub fn with_listener(mut self, listener: Arc<job::Listener>) -> Self {
        self.jobs.listen(listener);
        self
    }

    fn with_data(parts: AppParts, data: impl FnOnce(&Place) -> Data) -> Self {
        let place = Place {
            dir: parts.dir.clone(),
            keys: Arc::clone(&parts.keys),
        };
        Self {
            data: RwLock::new(data(&place)),
            place: RwLock::new(place),
            folder: None,
            opener: None,
            press: None,
            parts,
            session: Mutex::new(None),
            locked: AtomicBool::new(false),
            pin_turn: Mutex::new(()),
            jobs: job::Jobs::default(),
            undo: undo::Steps::default(),
            errors: diagnosis::Errors::default(),
            ending: recovery::Ending::default(),
            desktop: Desktop::default(),
            updates: update::Updates::default(),
            syncing: Mutex::new(()),
            last_sync_problem: Mutex::new(None),
        }
    }

    /// What follows every opening of data.
    fn opened(&self) {
        staff::heal(self);
        staff::resume_session(self);
        access::settle(self);
        self.mark_running();
        self.note_data_version();
    }

    /// Calls a command by name with a JSON payload.
    ///
    /// # Errors
    /// An [`ApiError`]: unknown command, permission, or what the use case says.
    pub fn call(&self, caller: &Caller, name: &str, payload: Value) -> Result<Value, ApiError> {
        let Some(info) = command(name) else {
            return Err(ApiError::new(ErrorCode::CommandUnknown).with_detail("command", name));
        };
        if job::BESIDE.contains(&name) {
            return self.dispatch(self.nobody(), name, payload);
        }
        let acting = match self.acting(caller, info) {
            // A damaged database can name nobody; its backups must be reachable all the same.
            Err(error) if error.code == ErrorCode::StoreDamaged && is_rescue(name) => self.nobody(),
            // With the system went the key; the one on paper brings a backup back.
            Err(error) if error.code == ErrorCode::StoreKeyMissing && is_rescue(name) => {
                self.nobody()
            }
            // Nor can a folder without one.
            Err(error) if is_for_empty(name) && self.is_empty(&error) => self.nobody(),
            // Before the first sync there is nobody, and only a sync can change that.
            Err(error) if error.code == ErrorCode::FirstSync && name == "sync.now" => self.nobody(),
            Err(error) => {
                self.note_error(info.name, &error);
                return Err(error);
            }
            Ok(acting) => acting,
        };
        let result = self.serve(&acting, name, payload);
        if let Err(error) = &result {
            self.note_error(info.name, error);
            if error.code == ErrorCode::Internal {
                tracing::error!(command = name, details = ?error.details, "internal error");
            }
        }
        result
    }

    /// Serves a command as this person may see it: numbers they may not see are hidden whatever the
    /// command is, and what they looked at is written down.
    fn serve(&self, acting: &Acting, name: &str, mut payload: Value) -> Result<Value, ApiError> {
        let mut masker = phone::Masker::of(self, acting);
        if let Some(masker) = &mut masker {
            masker.ask(name, &mut payload)?;
        }
        let asked = access::Noted::of(name, &payload);
        let mut answer = self.dispatch(*acting, name, payload)?;
        access::note(self, acting, name, &asked, &answer);
        if let Some(masker) = masker.filter(|_| !SHOWS_NUMBERS.contains(&name)) {
            masker.answer(&mut answer)?;
        }
        Ok(answer)
    }

    /// Whether a command was refused because the folder has no database at all.
    fn is_empty(&self, refused: &ApiError) -> bool {
        refused.code == ErrorCode::NotReady
            && matches!(
                &*self.data.read().unwrap_or_else(PoisonError::into_inner),
                Data::Empty
            )
    }

    fn acting(&self, caller: &Caller, info: &CommandInfo) -> Result<Acting, ApiError> {
        let allowed = info.allowed;
        let nobody = self.nobody();
        let now_at = nobody.now_at;
        let locked = self.is_locked() && !WHILE_LOCKED.contains(&info.name);
        let found = match self.database() {
            // Whoever stands before a locked PC is nobody yet.
            Ok(_) if locked && allowed == Allowed::Open => None,
            Ok(_) if locked => return Err(ErrorCode::Locked.into()),
            Ok(database) => staff::who_acts(self, &database, caller)?,
            Err(error) if allowed == Allowed::Open => {
                tracing::debug!(code = %error.code, "open command without data");
                None
            }
            Err(error) => return Err(error),
        };
        match (allowed, found) {
            (Allowed::Open, None) => Ok(nobody),
            (Allowed::Open, Some((id, role))) => Ok(Acting {
                staff: Some(id),
                role: Some(role),
                now_at,
            }),
            (Allowed::Roles(_), None) => Err(setup::why_nobody(&*self.database()?)),
            (Allowed::Roles(roles), Some((id, role))) => {
                if !roles.contains(&role) {
                    return Err(ErrorCode::NotAllowed.into());
                }
                Ok(Acting {
                    staff: Some(id),
                    role: Some(role),
                    now_at,
                })
            }
        }
    }

    pub(crate) fn nobody(&self) -> Acting {
        Acting {
            staff: None,
            role: None,
            now_at: self.parts.clock.now_at(),
        }
    }

    /// The open database.
    ///
    /// # Errors
    /// `setup.not_ready` before the first run, a `store.*` code when it could not be opened.
    pub fn database(&self) -> Result<Arc<Database>, ApiError> {
        match &*self.data.read().unwrap_or_else(PoisonError::into_inner) {
            Data::Empty => Err(ErrorCode::NotReady.into()),
            Data::Open(database) => Ok(Arc::clone(database)),
            Data::Closed(code) => Err((*code).into()),
        }
    }

    /// Why the database could not be opened, if it could not.
    pub(crate) fn data_problem(&self) -> Option<ErrorCode> {
        match &*self.data.read().unwrap_or_else(PoisonError::into_inner) {
            Data::Closed(code) => Some(*code),
            Data::Empty | Data::Open(_) => None,
        }
    }

    /// The open database, made now if the folder is empty.
    pub(crate) fn database_or_new(&self) -> Result<Arc<Database>, ApiError> {
        let mut data = self.data.write().unwrap_or_else(PoisonError::into_inner);
        match &*data {
            Data::Open(database) => Ok(Arc::clone(database)),
            Data::Closed(code) => Err((*code).into()),
            Data::Empty => {
                let place = self.place();
                let database = Database::create(&place.dir, &*place.keys).map_err(Failure::from)?;
                let database = Arc::new(database);
                *data = Data::Open(Arc::clone(&database));
                drop(data);
                self.mark_running();
                Ok(database)
            }
        }
    }

    /// Closes the database, lets `work` change the files, and opens it again, whatever came of it.
    pub(crate) fn while_closed<T>(
        &self,
        work: impl FnOnce() -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        let mut data = self.data.write().unwrap_or_else(PoisonError::into_inner);
        *data = Data::Empty;
        let result = work();
        *data = open_data(&self.place());
        result
    }

    /// Tries data that could not be opened once more: a disk may be there again, another window
    /// closed.
    /// Answers whether it is open now and was not before.
    pub(crate) fn reopen(&self) -> bool {
        let mut data = self.data.write().unwrap_or_else(PoisonError::into_inner);
        if !matches!(&*data, Data::Closed(_)) {
            return false;
        }
        if let Some(folder) = &self.folder {
            let dir = self.dir();
            if folder.is_missing(&dir) {
                return false;
            }
            let keys = folder.keys(&dir);
            self.settle(Place { dir, keys });
        }
        *data = open_data(&self.place());
        let is_open = matches!(&*data, Data::Open(_));
        drop(data);
        self.opened();
        is_open
    }

    /// Takes another data folder, as long as the present one holds nothing.
    ///
    /// # Errors
    /// `setup.folder_fixed` when the host was told its folder, `setup.already_done` when there is
    /// data, `setup.folder` when the folder cannot be used.
    pub(crate) fn use_folder(&self, dir: &Path) -> Result<(), ApiError> {
        let Some(folder) = &self.folder else {
            return Err(ErrorCode::SetupFolderFixed.into());
        };
        let mut data = self.data.write().unwrap_or_else(PoisonError::into_inner);
        if !matches!(
            &*data,
            Data::Empty | Data::Closed(ErrorCode::StoreFolderMissing)
        ) {
            return Err(ErrorCode::AlreadyReady.into());
        }
        let dir = folder.choose(dir)?;
        let keys = folder.keys(&dir);
        self.settle(Place { dir, keys });
        *data = open_data(&self.place());
        drop(data);
        self.opened();
        Ok(())
    }

    /// Whether the first run may choose the folder.
    pub(crate) fn offers_folder(&self) -> bool {
        self.folder.is_some()
    }

    fn settle(&self, place: Place) {
        *self.place.write().unwrap_or_else(PoisonError::into_inner) = place;
    }

    fn place(&self) -> Place {
        let place = self.place.read().unwrap_or_else(PoisonError::into_inner);
        place.clone()
    }

    pub(crate) fn session(&self) -> MutexGuard<'_, Option<StaffId>> {
        self.session.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether somebody has to say who they are before anything is shown.
    pub(crate) fn is_locked(&self) -> bool {
        self.locked.load(Ordering::SeqCst)
    }

    /// Locks the PC, or opens it to who has just signed in.
    pub(crate) fn set_locked(&self, locked: bool) {
        self.locked.store(locked, Ordering::SeqCst);
    }

    /// The data folder.
    pub(crate) fn dir(&self) -> PathBuf {
        self.place().dir
    }

    pub(crate) fn keys(&self) -> Arc<dyn KeyStore> {
        self.place().keys
    }

    pub(crate) fn port(&self) -> &dyn SyncPort {
        &*self.parts.sync
    }

    /// Opens a file in the system's viewer; answers whether there was one to ask.
    pub(crate) fn open_in_viewer(&self, path: &Path) -> bool {
        self.opener.as_ref().is_some_and(|opener| opener.open(path))
    }

    /// What sets documents.
    pub(crate) fn press(&self) -> Result<&dyn PrintPort, ApiError> {
        self.press
            .as_deref()
            .ok_or_else(|| ErrorCode::Internal.into())
    }

    pub(crate) fn new_id(&self, acting: &Acting) -> uuid::Uuid {
        self.parts.ids.next_id(acting.now_at)
    }

    /// Unix milliseconds now.
    #[must_use]
    pub fn now_at(&self) -> i64 {
        self.parts.clock.now_at()
    }
}

/// What works on a database that cannot be opened.
fn is_rescue(command: &str) -> bool {
    matches!(command, "backup.look" | "backup.restore" | "backup.list")
}

/// What works on a folder without a database.
fn is_for_empty(command: &str) -> bool {
    matches!(command, "backup.look" | "backup.restore")
}

fn open_data(place: &Place) -> Data {
    if !Database::exists(&place.dir) {
        return Data::Empty;
    }
    match Database::open(&place.dir, &*place.keys) {
        Ok(database) => Data::Open(Arc::new(database)),
        Err(error) => {
            tracing::error!(%error, "the database cannot be opened");
            Data::Closed(Failure::from(error).code())
        }
    }
}
