//! Use cases and network put together, for every program that runs on a dealer's PC.
//!
//! The desktop shell, `wuyou` and the loopback test host differ in how they are called, not in
//! what they do: [`Host`] opens the data folder with the system's key store and clock, gives the
//! use cases the HTTP agent as their network, and syncs in the background.
//!
//! What must not live here: business decisions (app), protocol (sync), windows (src-tauri).

mod background;
mod folder;
mod log;
mod network;
mod press;
mod printer;
mod update;
mod viewer;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use wuyou_app::{App, AppParts, FolderPort as _, SystemClock, SystemIds};
use wuyou_store::{FileKeyStore, KeyStore};

pub use background::Background;
use folder::OwnFolder;
pub use log::{log_fatal, log_to_files, log_to_stderr};
use network::Network;
use press::Press;
pub use update::{Former, count_start, offers_former, put_back_before};
use viewer::Viewer;

/// A running program on a dealer's PC.
#[expect(missing_debug_implementations, reason = "holds open files")]
pub struct Host {
    app: Arc<App>,
}

impl Host {
    /// Opens a data folder. What is wrong with it, if anything, is told by `app.status`.
    #[must_use]
    pub fn open(dir: &Path) -> Self {
        log::lies_in(dir);
        Self {
            app: Arc::new(on_paper(App::open(parts(dir, key_store(dir))))),
        }
    }

    /// Opens the folder that was chosen at the first run, else `own`, the user's own folder. The
    /// first run may choose another.
    #[must_use]
    pub fn open_own(own: &Path) -> Self {
        let folder = OwnFolder::of(own);
        let dir = folder.dir();
        let app = if folder.is_missing(&dir) {
            // Asking the keychain and writing a log would make the folder anew.
            App::without_folder(parts(&dir, Arc::new(FileKeyStore::of(&dir))))
        } else {
            log::lies_in(&dir);
            App::open(parts(&dir, key_store(&dir)))
        };
        Self {
            app: Arc::new(on_paper(app.with_folder(Arc::new(folder)))),
        }
    }

    /// The use cases.
    #[must_use]
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The use cases, to be shared with other threads.
    #[must_use]
    pub fn app_shared(&self) -> Arc<App> {
        Arc::clone(&self.app)
    }

    /// Marks the data as that of a running program and looks whether it ended properly the last
    /// time. Whoever calls this calls [`Host::end`].
    pub fn watch_end(&self) {
        let (version, system) = (env!("CARGO_PKG_VERSION"), std::env::consts::OS);
        tracing::info!(version, system, "the program begins");
        self.app.watch_end();
    }

    /// Lets this program be updated, with the key it was built with.
    pub fn take_updates(&self) {
        self.app.set_updates(update::parts());
    }

    /// The program ends properly.
    pub fn end(&self) {
        self.app.end_orderly();
    }

    /// The program ends properly because a person closed it: what they chose for then is done. Starts
    /// the new version, if they wished to go on with it at once.
    pub fn end_by_person(&self) {
        let next = self.app.install_at_end();
        self.app.end_orderly();
        if let Some(next) = next
            && let Err(error) = wuyou_update::install::open(&next)
        {
            tracing::error!(kind = ?error.kind(), "the new version was not started");
        }
    }

    /// Syncs in the background until the answer is dropped.
    #[must_use]
    pub fn sync_in_background(&self) -> Background {
        Background::start(&self.app)
    }
}

/// The program with what brings documents to paper.
fn on_paper(app: App) -> App {
    app.with_press(Arc::new(Press))
        .with_opener(Arc::new(Viewer))
}

fn parts(dir: &Path, keys: Arc<dyn KeyStore>) -> AppParts {
    AppParts {
        dir: dir.to_owned(),
        keys,
        clock: Arc::new(SystemClock),
        ids: Arc::new(SystemIds),
        sync: Arc::new(Network::default()),
    }
}

/// The system's keychain where it works, else the file beside the data.
fn key_store(dir: &Path) -> Arc<dyn KeyStore> {
    match wuyou_store::default_key_store(dir) {
        Ok(keys) => Arc::from(keys),
        Err(error) => {
            tracing::warn!(%error, "the key store cannot be reached, the file is used");
            Arc::new(FileKeyStore::of(dir))
        }
    }
}

/// The user's own data folder.
#[must_use]
pub fn default_data_dir() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("cn", "wuyou", "aftersales")?;
    Some(folders.data_local_dir().to_owned())
}
