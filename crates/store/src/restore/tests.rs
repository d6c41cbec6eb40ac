#![allow(
    clippy::unwrap_used,
    reason = "tests; the lint knows only functions marked as such"
)]

use uuid::Uuid;
use wuyou_domain::id::StaffId;
use wuyou_testkit::{NOW_AT, TempDir, temp_dir};

use super::*;
use crate::{EditContext, FileKeyStore, sync};

/// A folder as a power cut left it: the latest edits stand in the log beside the database.
struct Folder {
    dir: TempDir,
    backup: PathBuf,
    /// Hash of the state in the backup.
    then: String,
    /// Hash of the state in the folder.
    now: String,
}

fn hash(db: &Database) -> String {
    db.read(sync::state_hash).unwrap()
}

fn open(dir: &Path) -> Result<Database, StoreError> {
    Database::open(dir, &FileKeyStore::of(dir))
}

fn add(db: &Database, name: &str) {
    let context = EditContext {
        actor: StaffId::owner_of("LH001"),
        now_at: NOW_AT,
    };
    let id = Uuid::from_bytes(
        *blake3::hash(name.as_bytes())
            .as_bytes()
            .first_chunk()
            .unwrap(),
    );
    let fields = [("name", name.into()), ("kind", "household".into())];
    db.edit(&context, |tx| tx.insert("customer", id, &fields))
        .map_err(|e: StoreError| e)
        .unwrap();
}

fn copy_files(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && !path.ends_with("wuyou.lock") {
            fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
        }
    }
}

impl Folder {
    fn new() -> Self {
        let (first, dir) = (temp_dir(), temp_dir());
        let db = Database::create(first.path(), &FileKeyStore::of(first.path())).unwrap();
        add(&db, "王建国");
        let backup = dir.path().join("sicherung.db");
        db.backup(&backup, |_, _| {}).unwrap();
        let then = hash(&db);
        add(&db, "后来的");
        let now = hash(&db);
        copy_files(first.path(), dir.path());
        let wal = fs::metadata(dir.path().join("wuyou.db-wal")).unwrap().len();
        assert!(wal > 0, "nothing of the edits stands in the log");
        Self {
            dir,
            backup,
            then,
            now,
        }
    }

    fn path(&self) -> &Path {
        self.dir.path()
    }

    /// Begins a restore and stops, as by a kill, after this many steps. Says whether it got through.
    fn restore_killed_after(&self, steps: usize) -> bool {
        let key = FileKeyStore::of(self.path()).load().unwrap().unwrap();
        // Reading the present database empties its log, unless somebody else has it open or it is
        // damaged: the log is put back as it would stand there then.
        let log = ["wuyou.db-wal", "wuyou.db-shm"].map(|name| self.path().join(name));
        let log = log.map(|path| fs::read(&path).ok().map(|bytes| (path, bytes)));
        stage(
            self.path(),
            &key,
            (&Wanted::own(&self.backup, "x"), false),
            &Watch::default(),
        )
        .unwrap();
        for (path, bytes) in log.into_iter().flatten() {
            fs::write(path, bytes).unwrap();
        }
        if steps == 0 {
            return false;
        }
        let pending = Pending::note(self.path(), "x").unwrap();
        (1..steps).any(|_| !pending.step().unwrap())
    }

    fn leftovers(&self) -> Vec<String> {
        let names = fs::read_dir(self.path()).unwrap();
        names
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name.contains("restor"))
            .collect()
    }
}

#[test]
fn a_restore_killed_after_any_step_leaves_the_old_or_the_restored_data_and_never_neither() {
    let mut seen = Vec::new();
    for steps in 0.. {
        let folder = Folder::new();
        let dir = folder.path();
        let through = folder.restore_killed_after(steps);
        assert!(
            Database::exists(dir),
            "after {steps} steps nothing is there"
        );
        let fresh = Database::create(dir, &FileKeyStore::of(dir));
        assert_eq!(
            fresh.unwrap_err().code(),
            "store.present",
            "after {steps} steps"
        );
        let db = open(dir).unwrap();
        let restored = hash(&db) == folder.then;
        assert!(
            restored || hash(&db) == folder.now,
            "after {steps} steps: a third state"
        );
        assert_eq!(
            folder.leftovers(),
            Vec::<String>::new(),
            "after {steps} steps"
        );
        seen.push(restored);
        if restored {
            // The data before the restore are whole, with what stood in the log.
            let kept = dir.join(FOLDER).join("wuyou-before_restore-x.db");
            db.restore(&kept, "y").unwrap();
            assert_eq!(hash(&db), folder.now, "after {steps} steps");
        }
        if through {
            break;
        }
    }
    // Not begun, noted, three files moved, placed, forgotten.
    assert_eq!(seen, [false, true, true, true, true, true, true]);
}

#[test]
fn a_restore_of_a_lost_database_killed_after_any_step_is_finished_too() {
    for steps in 1.. {
        let folder = Folder::new();
        fs::remove_file(folder.path().join(FILE_NAME)).unwrap();
        let through = folder.restore_killed_after(steps);
        assert!(Database::exists(folder.path()), "after {steps} steps");
        assert_eq!(
            hash(&open(folder.path()).unwrap()),
            folder.then,
            "after {steps} steps"
        );
        if through {
            break;
        }
    }
}

#[test]
fn a_restore_that_cannot_go_on_puts_everything_back() {
    let folder = Folder::new();
    let key = FileKeyStore::of(folder.path()).load().unwrap().unwrap();
    stage(
        folder.path(),
        &key,
        (&Wanted::own(&folder.backup, "x"), false),
        &Watch::default(),
    )
    .unwrap();
    let pending = Pending::note(folder.path(), "x").unwrap();
    // The log can be moved, the database cannot.
    fs::create_dir_all(pending.kept("").join("in the way")).unwrap();
    assert!(pending.finish().is_err());
    assert!(!folder.path().join("wuyou.db-wal").exists());
    pending.undo().unwrap();
    assert_eq!(folder.leftovers(), Vec::<String>::new());
    assert_eq!(hash(&open(folder.path()).unwrap()), folder.now);
}

#[test]
fn a_restore_whose_copy_was_taken_away_brings_the_old_data_back() {
    let folder = Folder::new();
    folder.restore_killed_after(4);
    assert!(!folder.path().join(FILE_NAME).exists());
    fs::remove_file(folder.path().join(STAGED)).unwrap();
    assert_eq!(hash(&open(folder.path()).unwrap()), folder.now);
}

#[test]
fn a_note_that_cannot_be_read_or_names_another_place_does_no_harm() {
    for note in [
        b"".as_slice(),
        b"\xff\xfe",
        b"../elsewhere.db",
        b"/elsewhere.db",
    ] {
        let folder = Folder::new();
        folder.restore_killed_after(1);
        fs::write(folder.path().join(NOTE), note).unwrap();
        let db = open(folder.path()).unwrap();
        assert_eq!(hash(&db), folder.then);
        db.restore(&folder.path().join(FOLDER).join(NAMELESS), "y")
            .unwrap();
        assert_eq!(hash(&db), folder.now);
    }
}

#[test]
fn while_another_program_finishes_a_restore_the_folder_is_in_use_and_not_empty() {
    let folder = Folder::new();
    folder.restore_killed_after(4);
    let _lock = database::lock_folder(folder.path()).unwrap();
    assert!(Database::exists(folder.path()));
    assert_eq!(open(folder.path()).unwrap_err().code(), "store.in_use");
}
