//! Which folder holds the shop's data: the user's own one, or the one chosen at the first run.
//!
//! The choice is one line in a file of the user's own folder, read at every start. A chosen folder
//! that is not there (a disk that is not plugged in) must never look like a new shop.

use std::io::Write as _;
use std::path::{Component, Path, PathBuf, Prefix};
use std::sync::Arc;
use std::{fs, io};

use tempfile::NamedTempFile;
use wuyou_app::FolderPort;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_store::{Database, KeyStore};

/// Where the choice is kept, in the user's own folder.
const CHOICE: &str = "data-folder.txt";
/// The folder made inside one that holds other things already.
const INSIDE: &str = "Wuyou";

/// The data folder of the program when its caller names none.
#[derive(Debug, Clone)]
pub(crate) struct OwnFolder {
    /// The user's own folder, which also keeps the choice.
    own: PathBuf,
}

impl OwnFolder {
    pub(crate) fn of(own: &Path) -> Self {
        Self {
            own: own.to_owned(),
        }
    }

    /// The chosen folder, else the user's own.
    pub(crate) fn dir(&self) -> PathBuf {
        self.chosen().unwrap_or_else(|| self.own.clone())
    }

    fn chosen(&self) -> Option<PathBuf> {
        let text = fs::read_to_string(self.own.join(CHOICE)).ok()?;
        let dir = PathBuf::from(text.trim());
        dir.is_absolute().then_some(dir)
    }

    /// Written beside and put in place at once, so that a power cut leaves the old choice or the new.
    fn keep(&self, dir: &Path) -> io::Result<()> {
        let text = dir
            .to_str()
            .ok_or_else(|| io::Error::other("the folder's name is no Unicode"))?;
        fs::create_dir_all(&self.own)?;
        let mut file = NamedTempFile::new_in(&self.own)?;
        writeln!(file, "{text}")?;
        file.as_file().sync_all()?;
        file.persist(self.own.join(CHOICE))?;
        Ok(())
    }
}

impl FolderPort for OwnFolder {
    fn is_missing(&self, dir: &Path) -> bool {
        self.chosen().is_some_and(|chosen| chosen == dir) && !dir.is_dir()
    }

    fn choose(&self, dir: &Path) -> Result<PathBuf, ApiError> {
        let dir = usable(dir)?;
        self.keep(&dir).map_err(|error| {
            tracing::error!(%error, "the choice of the data folder cannot be kept");
            ApiError::from(ErrorCode::StoreReadOnly)
        })?;
        Ok(dir)
    }

    fn keys(&self, dir: &Path) -> Arc<dyn KeyStore> {
        // The folder is used from now on.
        crate::log::lies_in(dir);
        crate::key_store(dir)
    }
}

/// The folder to use for a folder that a person named: itself, or one inside when it holds other
/// things already.
fn usable(dir: &Path) -> Result<PathBuf, ApiError> {
    if !dir.is_absolute() || is_network(dir) || dir.to_str().is_none() {
        return Err(ErrorCode::SetupFolder.into());
    }
    let free = Database::exists(dir) || is_empty(dir);
    let dir = if free || dir.ends_with(INSIDE) {
        dir.to_owned()
    } else {
        dir.join(INSIDE)
    };
    let probe = || -> io::Result<()> {
        fs::create_dir_all(&dir)?;
        NamedTempFile::new_in(&dir)?.close()
    };
    probe().map_err(|error| {
        tracing::warn!(%error, "the chosen folder cannot be written");
        ApiError::from(ErrorCode::SetupFolder)
    })?;
    Ok(dir)
}

/// Whether there is nothing in it but what the program has made itself before there was any data, or
/// it is not there yet.
fn is_empty(dir: &Path) -> bool {
    let is_ours = |entry: io::Result<fs::DirEntry>| {
        entry.is_ok_and(|entry| entry.file_name() == wuyou_app::log::FOLDER)
    };
    match fs::read_dir(dir) {
        Ok(mut entries) => entries.all(is_ours),
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    }
}

/// A share of another computer: SQLite's write-ahead log does not work there.
fn is_network(dir: &Path) -> bool {
    matches!(
        dir.components().next(),
        Some(Component::Prefix(prefix))
            if matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..))
    )
}

#[cfg(test)]
mod tests {
    use tempfile::TempDir;

    use super::*;

    #[test]
    fn the_choice_is_read_at_the_next_start() {
        let (own, disk) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let folder = OwnFolder::of(own.path());
        assert_eq!(folder.dir(), own.path());
        let chosen = folder.choose(disk.path()).unwrap();
        assert_eq!(chosen, disk.path());
        assert_eq!(OwnFolder::of(own.path()).dir(), disk.path());
    }

    #[test]
    fn a_folder_with_other_things_gets_one_inside() {
        let (own, disk) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        fs::write(disk.path().join("照片.jpg"), "").unwrap();
        let chosen = OwnFolder::of(own.path()).choose(disk.path()).unwrap();
        assert_eq!(chosen, disk.path().join(INSIDE));
        assert!(chosen.is_dir());
    }

    #[test]
    fn a_chosen_folder_that_is_gone_is_missing_and_the_users_own_never_is() {
        let (own, disk) = (TempDir::new().unwrap(), TempDir::new().unwrap());
        let folder = OwnFolder::of(&own.path().join("not made yet"));
        assert!(!folder.is_missing(&folder.dir()));
        let chosen = folder.choose(&disk.path().join("数据")).unwrap();
        assert!(!folder.is_missing(&chosen));
        fs::remove_dir(&chosen).unwrap();
        assert!(folder.is_missing(&chosen));
    }

    #[test]
    fn a_relative_name_and_a_file_are_no_folders() {
        let own = TempDir::new().unwrap();
        let folder = OwnFolder::of(own.path());
        let file = own.path().join("file");
        fs::write(&file, "").unwrap();
        for dir in [Path::new("data"), Path::new(""), &file] {
            let refused = folder.choose(dir).unwrap_err();
            assert_eq!(refused.code, ErrorCode::SetupFolder, "{}", dir.display());
        }
        assert_eq!(folder.dir(), own.path(), "a refused choice changes nothing");
    }

    #[cfg(windows)]
    #[test]
    fn a_share_of_another_computer_is_refused() {
        let own = TempDir::new().unwrap();
        let share = Path::new(r"\\server\shop");
        let refused = OwnFolder::of(own.path()).choose(share).unwrap_err();
        assert_eq!(refused.code, ErrorCode::SetupFolder);
    }
}
