//! The first opening of data by a newer program: first a whole copy that was checked, then every
//! missing step of the schema in one transaction. Whatever fails, the data is as it was and the
//! former program opens it (see docs/adr/0015-upgrades-after-a-checked-copy.md).

use std::fs;
use std::path::Path;

use refinery::Runner;
use rusqlite::Connection;

use crate::backup;
use crate::database::FILE_NAME;
use crate::error::StoreError;
use crate::key::Key;
use crate::schema::{self, Standing};

/// Room left beside what the upgrade takes, so that the system goes on working.
const SPARE_BYTES: u64 = 32 * 1024 * 1024;

/// What a program brings to its upgrade.
pub(crate) struct Program {
    /// The steps it knows.
    steps: Runner,
    /// How much room the disk of a folder has.
    free: fn(&Path) -> std::io::Result<u64>,
}

impl Program {
    /// This one.
    pub(crate) fn this() -> Self {
        Self {
            steps: schema::steps_known(),
            free: |dir| fs4::available_space(dir),
        }
    }
}

/// Brings the database of a folder to the schema of a program.
///
/// # Errors
/// [`StoreError::TooNew`], [`StoreError::UpgradeRoom`], [`StoreError::Upgrade`], or why the copy
/// cannot be made. None of them changes the data.
pub(crate) fn bring_up(
    dir: &Path,
    writer: &mut Connection,
    key: &Key,
    program: Program,
) -> Result<(), StoreError> {
    let Standing::Behind(found) = schema::standing_to(writer, &program.steps)? else {
        return schema::migrate_to(writer, program.steps);
    };
    tracing::info!(found, "the schema is brought up to date");
    let newest = program.steps.get_migrations().iter();
    let newest = newest.map(|step| i64::from(step.version())).max();
    let copy = backup::before_migration_path(dir, writer, newest.unwrap_or(0))?;
    look_for_room(dir, &copy, program.free)?;
    backup::before_migration(&copy, writer, key).map_err(no_room)?;
    schema::migrate_to(writer, program.steps).map_err(|error| {
        tracing::error!(%error, "the upgrade of the data failed");
        match no_room(error) {
            known @ (StoreError::ReadOnly
            | StoreError::Damaged(_)
            | StoreError::Busy
            | StoreError::UpgradeRoom { .. }) => known,
            other => StoreError::Upgrade(Box::new(other)),
        }
    })
}

/// A disk that filled up all the same is told in the same words.
fn no_room(error: StoreError) -> StoreError {
    match error {
        StoreError::DiskFull => StoreError::UpgradeRoom { needed: 0, free: 0 },
        other => other,
    }
}

/// Refuses before anything is written when the disk cannot hold the copy and, beside the data, what
/// the steps write until they are done, which may be all of it once more. Where nobody knows how
/// much room there is, it is tried.
fn look_for_room(
    dir: &Path,
    copy: &Path,
    free: fn(&Path) -> std::io::Result<u64>,
) -> Result<(), StoreError> {
    let bytes = fs::metadata(dir.join(FILE_NAME))?.len();
    let times = if copy.exists() { 1 } else { 2 };
    let needed = bytes.saturating_mul(times).saturating_add(SPARE_BYTES);
    match free(dir) {
        Ok(free) if free < needed => Err(StoreError::UpgradeRoom { needed, free }),
        Ok(_) => Ok(()),
        Err(error) => {
            tracing::warn!(kind = ?error.kind(), "the room of the disk is not known");
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use refinery::Migration;
    use wuyou_testkit::TempDir;

    use super::*;
    use crate::connection::{self, Mode};
    use crate::database::Database;
    use crate::key::FileKeyStore;
    use crate::settings;

    fn folder() -> TempDir {
        let dir = TempDir::new().unwrap();
        let db = Database::create(dir.path(), &keys(&dir)).unwrap();
        db.local(|local| settings::set(local, "theme", Some("dark")))
            .unwrap();
        dir
    }

    fn keys(dir: &TempDir) -> FileKeyStore {
        FileKeyStore::of(dir.path())
    }

    /// The next program: what this one knows, a step that came late and two more.
    fn next(last: &str, free: fn(&Path) -> std::io::Result<u64>) -> Program {
        let step = |name: &str, sql: &str| Migration::unapplied(name, sql).unwrap();
        let mut steps = schema::steps_known().get_migrations().clone();
        steps.push(step("V1__late", "CREATE TABLE late (id INTEGER);"));
        steps.push(step(
            "V2099010100__good",
            "CREATE TABLE good (id INTEGER); UPDATE setting SET value = 'light';
             DROP TABLE draft;",
        ));
        steps.push(step("V2099010101__last", last));
        Program {
            steps: Runner::new(&steps),
            free,
        }
    }

    fn up(dir: &TempDir, program: Program) -> Result<(), StoreError> {
        use crate::key::KeyStore as _;
        let key = keys(dir).load().unwrap().unwrap();
        let file = dir.path().join(FILE_NAME);
        let mut writer = connection::open(&file, &key, Mode::Write, false).unwrap();
        bring_up(dir.path(), &mut writer, &key, program)
    }

    fn copies(dir: &TempDir) -> Vec<std::path::PathBuf> {
        let folder = fs::read_dir(dir.path().join(backup::FOLDER));
        let entries = folder.into_iter().flatten();
        entries.map(|entry| entry.unwrap().path()).collect()
    }

    fn plenty(_: &Path) -> std::io::Result<u64> {
        Ok(u64::MAX)
    }

    #[test]
    fn a_step_that_breaks_in_the_middle_leaves_the_data_to_the_former_program_as_it_was() {
        let dir = folder();
        for last in [
            "CREATE TABLE half (id INTEGER); INSERT INTO half VALUES (1); INSERT INTO nowhere VALUES (1);",
            "CREATE TABLE half (id INTEGER REFERENCES setting (key)); INSERT INTO half VALUES (7);",
            "NOT SQL AT ALL",
        ] {
            let failed = up(&dir, next(last, plenty)).unwrap_err();
            assert_eq!(failed.code(), "store.upgrade_failed", "{failed}");
            let former = Database::open(dir.path(), &keys(&dir)).unwrap();
            let theme = former.read(|view| settings::get(view, "theme")).unwrap();
            assert_eq!(theme.as_deref(), Some("dark"));
            assert!(former.verify().unwrap().is_sound());
            let drafts = former.read(|view| crate::draft::list(view, None)).unwrap();
            assert!(drafts.is_empty(), "the table that was dropped is there");
        }
        let kept = copies(&dir);
        assert_eq!(kept.len(), 1, "{kept:?}");
        let former = Database::open(dir.path(), &keys(&dir)).unwrap();
        former
            .restore(kept.first().unwrap(), "20261121-1530")
            .unwrap();
    }

    #[test]
    fn an_upgrade_that_failed_goes_through_with_the_program_that_mends_it() {
        let dir = folder();
        up(&dir, next("NOT SQL AT ALL", plenty)).unwrap_err();
        let mended = || next("CREATE TABLE last (id INTEGER);", plenty);
        up(&dir, mended()).unwrap();
        up(&dir, mended()).unwrap();
        let former = Database::open(dir.path(), &keys(&dir)).unwrap_err();
        assert_eq!(former.code(), "store.too_new");
        assert_eq!(copies(&dir).len(), 1, "one copy for one upgrade");
    }

    #[test]
    fn a_disk_without_room_for_the_copy_is_told_before_anything_is_written() {
        let dir = folder();
        let before = fs::read(dir.path().join(FILE_NAME)).unwrap();
        let full = next("CREATE TABLE last (id INTEGER);", |_| Ok(SPARE_BYTES));
        let refused = up(&dir, full).unwrap_err();
        assert_eq!(refused.code(), "store.upgrade_room", "{refused}");
        assert_eq!(fs::read(dir.path().join(FILE_NAME)).unwrap(), before);
        assert!(copies(&dir).is_empty());
        up(&dir, next("CREATE TABLE last (id INTEGER);", plenty)).unwrap();
    }
}
