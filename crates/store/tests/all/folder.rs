//! The data folder in every bad state: each has its own error, and none of them changes the file.

use std::fs;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::process::Command;

use crate::common::{Shop, files, keys};
use wuyou_domain::id::StaffId;
use wuyou_store::{
    Database, FILE_NAME, FileKeyStore, Key, KeyStore, StoreError, preference, settings,
};
use wuyou_testkit::temp_dir;

fn code(result: Result<Database, StoreError>) -> &'static str {
    match result {
        Ok(_) => "opened",
        Err(error) => error.code(),
    }
}

#[test]
fn what_was_saved_is_there_after_opening_again() {
    let shop = Shop::new(1);
    let id = shop.customer("王建国");
    let shop = shop.reopened();
    let full = shop
        .db
        .read(|view| wuyou_store::customer::get(view, id))
        .unwrap();
    assert_eq!(full.customer.name, "王建国");
}

#[test]
fn every_connection_runs_with_the_safe_modes() {
    let shop = Shop::new(2);
    for (pragma, wanted) in [
        ("synchronous", "2"),
        ("foreign_keys", "1"),
        ("journal_mode", "wal"),
        ("trusted_schema", "0"),
        ("cell_size_check", "1"),
        ("temp_store", "2"),
        ("mmap_size", "0"),
        ("secure_delete", "2"),
    ] {
        let (writer, reader) = shop.db.pragma(pragma).unwrap();
        assert_eq!(writer, wanted, "writer {pragma}");
        assert_eq!(reader, wanted, "reader {pragma}");
    }
}

#[test]
fn nothing_of_a_customer_can_be_read_in_any_file_of_the_folder() {
    let shop = Shop::new(3);
    shop.customer("独孤求败之家");
    for (path, bytes) in files(shop.dir.path()) {
        let needle = "独孤求败".as_bytes();
        let found = bytes.windows(needle.len()).any(|window| window == needle);
        assert!(!found, "{}", path.display());
        let plain = bytes.starts_with(b"SQLite format 3");
        assert!(!plain, "{} is not encrypted", path.display());
    }
}

#[test]
fn a_second_instance_is_told_that_the_folder_is_in_use() {
    let shop = Shop::new(4);
    let dir = shop.dir.path();
    assert_eq!(code(Database::open(dir, &keys(dir))), "store.in_use");
    assert_eq!(code(Database::create(dir, &keys(dir))), "store.in_use");
    // The same from another process.
    let output = child("folder::second_instance_child", dir);
    assert_eq!(output, "store.in_use");
    let shop = shop.reopened();
    drop(shop.db);
    assert_eq!(
        child("folder::second_instance_child", dir_of(&shop.dir)),
        "opened"
    );
}

fn dir_of(dir: &wuyou_testkit::TempDir) -> &Path {
    dir.path()
}

/// Runs one of the `#[ignore]`d functions below in a process of its own; gives what it reports.
fn child(name: &str, dir: &Path) -> String {
    let report = dir.join("report.txt");
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", name, "--ignored", "--nocapture"])
        .env("WUYOU_TEST_DIR", dir)
        .env("WUYOU_TEST_REPORT", &report)
        .stdout(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(status.success());
    fs::read_to_string(report).unwrap()
}

#[test]
#[ignore = "a child process of another test"]
fn second_instance_child() {
    let Some(dir) = std::env::var_os("WUYOU_TEST_DIR") else {
        return;
    };
    let dir = Path::new(&dir);
    let code = code(Database::open(dir, &keys(dir)));
    fs::write(std::env::var_os("WUYOU_TEST_REPORT").unwrap(), code).unwrap();
}

#[test]
fn a_folder_without_a_database_and_one_with_a_database_are_told_apart() {
    let dir = temp_dir();
    assert_eq!(
        code(Database::open(dir.path(), &keys(dir.path()))),
        "store.absent"
    );
    assert!(!dir.path().join(FILE_NAME).exists());
    drop(Database::create(dir.path(), &keys(dir.path())).unwrap());
    assert_eq!(
        code(Database::create(dir.path(), &keys(dir.path()))),
        "store.present"
    );
}

#[test]
fn a_missing_or_foreign_key_is_not_called_damage_and_harms_nothing() {
    let shop = Shop::new(5);
    let dir = shop.dir.path().to_owned();
    let Shop { db, dir: _kept, .. } = shop;
    drop(db);
    let before = fs::read(dir.join(FILE_NAME)).unwrap();
    let key = fs::read(dir.join("wuyou.key")).unwrap();
    fs::remove_file(dir.join("wuyou.key")).unwrap();
    assert_eq!(code(Database::open(&dir, &keys(&dir))), "store.key_missing");
    keys(&dir).save(&Key::random().unwrap()).unwrap();
    assert_eq!(code(Database::open(&dir, &keys(&dir))), "store.key_missing");
    assert_eq!(fs::read(dir.join(FILE_NAME)).unwrap(), before);
    fs::write(dir.join("wuyou.key"), key).unwrap();
    assert_eq!(code(Database::open(&dir, &keys(&dir))), "opened");
}

#[test]
fn a_database_of_a_newer_program_is_left_alone() {
    let shop = Shop::new(6);
    shop.db.pretend_newer(9_999_999).unwrap();
    let dir = shop.dir.path().to_owned();
    let Shop { db, dir: _kept, .. } = shop;
    drop(db);
    let before = fs::read(dir.join(FILE_NAME)).unwrap();
    let error = Database::open(&dir, &keys(&dir)).unwrap_err();
    assert_eq!(error.code(), "store.too_new");
    assert!(
        error
            .to_string()
            .contains(&wuyou_store::schema::known_version().to_string())
    );
    assert_eq!(fs::read(dir.join(FILE_NAME)).unwrap(), before);
}

/// What the step of the manners made, in a database that has not taken it though it took later ones.
pub(crate) const MANNERS: i64 = 2_026_112_214;
pub(crate) const WITHOUT_MANNERS: &str = "DROP TABLE preference; DROP TABLE recent;
     DROP INDEX customer_deleted; DROP INDEX person_deleted; DROP INDEX phone_deleted;
     DROP INDEX address_deleted; DROP INDEX customer_tag_deleted; DROP INDEX unit_deleted;";

/// Whether the tables of the manners are there.
fn has_manners(db: &Database) -> bool {
    let staff = StaffId::owner_of("LH001");
    db.read(|view| preference::get(view, staff, "columns"))
        .is_ok()
}

#[test]
fn before_a_step_of_the_schema_the_database_is_copied_also_when_the_step_came_late() {
    let shop = Shop::new(7);
    shop.customer("王建国");
    shop.db.pretend_older(MANNERS, WITHOUT_MANNERS).unwrap();
    let dir = shop.dir.path().to_owned();
    let Shop { db, dir: _kept, .. } = shop;
    drop(db);
    for _ in 0..2 {
        let opened = Database::open(&dir, &keys(&dir)).unwrap();
        assert!(has_manners(&opened));
    }
    let copies: Vec<_> = fs::read_dir(dir.join("backup")).unwrap().collect();
    assert_eq!(copies.len(), 1, "{copies:?}");
    let copy = copies[0].as_ref().unwrap().path();
    let opened = Database::open(&dir, &keys(&dir)).unwrap();
    opened.restore(&copy, "20261121-1530").unwrap();
    assert!(
        has_manners(&opened),
        "what is restored is brought up to date"
    );
    assert!(opened.verify().unwrap().is_sound());
}

#[test]
fn a_step_that_cannot_be_preceded_by_a_copy_is_not_taken() {
    let shop = Shop::new(8);
    shop.db.pretend_older(MANNERS, WITHOUT_MANNERS).unwrap();
    let dir = shop.dir.path().to_owned();
    let Shop { db, dir: _kept, .. } = shop;
    drop(db);
    let before = fs::read(dir.join(FILE_NAME)).unwrap();
    fs::write(dir.join("backup"), "in the way").unwrap();
    assert!(Database::open(&dir, &keys(&dir)).is_err());
    assert_eq!(fs::read(dir.join(FILE_NAME)).unwrap(), before);
    fs::remove_file(dir.join("backup")).unwrap();
    assert!(has_manners(&Database::open(&dir, &keys(&dir)).unwrap()));
}

/// Flips one bit of a file.
fn flip(path: &Path, at: u64) {
    let mut file = fs::File::options()
        .read(true)
        .write(true)
        .open(path)
        .unwrap();
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ 0x10]).unwrap();
}

#[test]
fn a_flipped_bit_anywhere_is_found_and_never_read_as_data() {
    let shop = Shop::new(7);
    for at in 0..60 {
        shop.customer(&format!("客户{at}"));
    }
    let dir = shop.dir.path().to_owned();
    let Shop { db, dir: _kept, .. } = shop;
    drop(db);
    let file = dir.join(FILE_NAME);
    let sound = fs::read(&file).unwrap();
    let pages = sound.len() as u64 / 4096;
    assert!(pages > 20);
    for page in 0..pages {
        let at = page * 4096 + (page * 1_237) % 4096;
        flip(&file, at);
        match Database::open(&dir, &keys(&dir)) {
            Err(error) => assert_eq!(error.code(), "store.damaged", "bit at {at}: {error}"),
            Ok(db) => match db.verify() {
                Ok(report) => assert!(!report.is_sound(), "bit at {at} was not found"),
                Err(error) => assert_eq!(error.code(), "store.damaged", "bit at {at}: {error}"),
            },
        }
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(dir.join(format!("{FILE_NAME}{suffix}")));
        }
        fs::write(&file, &sound).unwrap();
    }
    let db = Database::open(&dir, &keys(&dir)).unwrap();
    assert!(db.verify().unwrap().is_sound());
}

#[test]
fn a_file_that_is_no_database_and_a_cut_file_are_damaged() {
    let shop = Shop::new(8);
    shop.customer("王建国");
    let dir = shop.dir.path().to_owned();
    let Shop { db, dir: _kept, .. } = shop;
    drop(db);
    let file = dir.join(FILE_NAME);
    let sound = fs::read(&file).unwrap();
    for bad in [
        b"hello".to_vec(),
        vec![0; 8192],
        sound[..4096 * 3 + 100].to_vec(),
    ] {
        fs::write(&file, &bad).unwrap();
        let code = match Database::open(&dir, &keys(&dir)) {
            Err(error) => error.code(),
            Ok(db) => match db.verify() {
                Ok(report) if report.is_sound() => "sound",
                Ok(_) => "store.damaged",
                Err(error) => error.code(),
            },
        };
        assert_eq!(code, "store.damaged", "{} bytes", bad.len());
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(dir.join(format!("{FILE_NAME}{suffix}")));
        }
    }
}

#[cfg(unix)]
#[test]
fn the_key_file_is_for_its_owner_only_even_after_rights_were_widened() {
    use std::os::unix::fs::PermissionsExt;
    let dir = temp_dir();
    let store = FileKeyStore::of(dir.path());
    store.save(&Key::random().unwrap()).unwrap();
    let file = dir.path().join("wuyou.key");
    let mode = || fs::metadata(&file).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(), 0o600);
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(store.load().unwrap().is_some());
    assert_eq!(mode(), 0o600);
}

#[test]
fn the_default_key_store_keeps_a_key_and_says_where() {
    let dir = temp_dir();
    let store = wuyou_store::default_key_store(dir.path()).unwrap();
    let key = Key::random().unwrap();
    store.save(&key).unwrap();
    assert_eq!(store.load().unwrap().unwrap().to_hex(), key.to_hex());
    let again = wuyou_store::default_key_store(dir.path()).unwrap();
    assert_eq!(again.place(), store.place());
    assert_eq!(again.load().unwrap().unwrap().to_hex(), key.to_hex());
}

/// Copies the folder of an open database as a power cut would leave it.
fn copied(shop: &Shop) -> wuyou_testkit::TempDir {
    let copy = temp_dir();
    for (path, bytes) in files(shop.dir.path()) {
        if !path.ends_with("wuyou.lock") {
            fs::write(copy.path().join(path.file_name().unwrap()), bytes).unwrap();
        }
    }
    copy
}

#[test]
fn a_log_that_was_cut_anywhere_leaves_a_sound_earlier_state() {
    let shop = Shop::new(10);
    for at in 0..8 {
        shop.customer(&format!("客户{at}"));
    }
    let wal = format!("{FILE_NAME}-wal");
    let whole = fs::read(shop.dir.path().join(&wal)).unwrap();
    let mut seen = std::collections::BTreeSet::new();
    for cut in (0..=whole.len()).step_by(4_096 + 731) {
        let copy = copied(&shop);
        fs::write(copy.path().join(&wal), &whole[..cut]).unwrap();
        let _ = fs::remove_file(copy.path().join(format!("{FILE_NAME}-shm")));
        match Database::open(copy.path(), &keys(copy.path())) {
            Ok(db) => {
                let report = db.verify().unwrap();
                assert!(report.is_sound(), "cut at {cut}: {:?}", report.problems);
                seen.insert(report.chain_length);
            }
            // Everything, the schema too, was still in the log.
            Err(error) => assert!(cut < 8_192, "cut at {cut}: {error}"),
        }
    }
    assert!(seen.len() > 4, "{seen:?}");
}

#[test]
fn reading_does_not_wait_for_a_long_edit_and_sees_none_of_it() {
    let shop = Shop::new(11);
    shop.customer("先来的");
    shop.edit(|tx| {
        let fields = [("name", "后来的".into()), ("kind", "household".into())];
        tx.insert("customer", shop.id(), &fields)?;
        std::thread::scope(|scope| {
            let readers: Vec<_> = (0..8)
                .map(|_| {
                    scope.spawn(|| {
                        let count =
                            |view: wuyou_store::View<'_>| wuyou_store::customer::count(view, None);
                        shop.db.read(count).unwrap()
                    })
                })
                .collect();
            for reader in readers {
                assert_eq!(reader.join().unwrap(), 1);
            }
        });
        Ok(())
    });
    let count = shop
        .db
        .read(|view| wuyou_store::customer::count(view, None));
    assert_eq!(count.unwrap(), 2);
}

#[test]
fn edits_from_many_threads_are_all_saved_one_after_the_other() {
    let shop = Shop::new(12);
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let shop = &shop;
            scope.spawn(move || {
                for at in 0..10 {
                    shop.customer(&format!("客户{thread}-{at}"));
                }
            });
        }
    });
    let report = shop.db.verify().unwrap();
    assert!(report.is_sound());
    assert_eq!(report.chain_length, 41);
}

#[test]
fn settings_are_kept_and_the_credential_is_not_listed() {
    let shop = Shop::new(9);
    shop.db
        .local(|local| {
            settings::set(local, settings::DEALER_NAME, Some("柳河服务站"))?;
            settings::set(local, settings::TOKEN, Some("geheim"))
        })
        .unwrap();
    let shop = shop.reopened();
    let all = shop.db.read(settings::all).unwrap();
    assert!(all.contains(&("dealer_name".to_owned(), "柳河服务站".to_owned())));
    assert!(all.iter().all(|(_, value)| value != "geheim"));
    let token = shop.db.read(|view| settings::get(view, settings::TOKEN));
    assert_eq!(token.unwrap().as_deref(), Some("geheim"));
}

/// Folders on small or read-only disks, made with the system's own tools (Linux as root).
#[cfg(target_os = "linux")]
mod disks {
    use super::*;

    fn run(program: &str, args: &[&str]) -> bool {
        let done = Command::new(program).args(args).output();
        done.is_ok_and(|output| output.status.success())
    }

    /// A memory disk of its own, unmounted at the end.
    struct Disk(wuyou_testkit::TempDir);

    impl Disk {
        fn of(size: &str) -> Option<Self> {
            let dir = temp_dir();
            let option = format!("size={size}");
            let place = dir.path().to_str().unwrap().to_owned();
            if run("mount", &["-t", "tmpfs", "-o", &option, "tmpfs", &place]) {
                return Some(Self(dir));
            }
            eprintln!("SKIPPED: no right to mount a disk for this test");
            None
        }

        fn remount(&self, option: &str) {
            let place = self.0.path().to_str().unwrap();
            let option = format!("remount,{option}");
            assert!(run("mount", &["-o", &option, place]));
        }
    }

    impl Drop for Disk {
        fn drop(&mut self) {
            let place = self.0.path().to_str().unwrap_or_default().to_owned();
            run("umount", &["-l", &place]);
        }
    }

    #[test]
    fn a_full_disk_is_called_full_loses_nothing_and_works_again_with_room() {
        let Some(disk) = Disk::of("3m") else { return };
        let dir = disk.0.path();
        let db = Database::create(dir, &keys(dir)).unwrap();
        let context = wuyou_store::EditContext {
            actor: StaffId::owner_of("LH001"),
            now_at: wuyou_testkit::NOW_AT,
        };
        let ids = wuyou_testkit::SeededIds::new(1);
        let note = "长".repeat(3_000);
        let mut saved = Vec::new();
        let error = loop {
            let id = wuyou_domain::id::IdSource::next_id(&ids, wuyou_testkit::NOW_AT);
            let done = db.edit(&context, |tx| {
                tx.insert(
                    "customer",
                    id,
                    &[
                        ("name", "王建国".into()),
                        ("kind", "household".into()),
                        ("note", note.as_str().into()),
                    ],
                )
            });
            match done {
                Ok(()) => saved.push(id),
                Err(error) => break error,
            }
            assert!(saved.len() < 2_000, "the disk never got full");
        };
        assert_eq!(StoreError::code(&error), "store.disk_full", "{error}");
        assert!(saved.len() > 10);
        // Reading still works, and everything that was saved is there.
        let count = db.read(|view| wuyou_store::customer::count(view, None));
        assert_eq!(count.unwrap() as usize, saved.len());
        drop(db);
        let reopened = Database::open(dir, &keys(dir));
        if let Err(error) = &reopened {
            assert_eq!(error.code(), "store.disk_full", "{error}");
        }
        drop(reopened);
        disk.remount("size=16m");
        let db = Database::open(dir, &keys(dir)).unwrap();
        let count = db.read(|view| wuyou_store::customer::count(view, None));
        assert_eq!(count.unwrap() as usize, saved.len());
        assert!(db.verify().unwrap().is_sound());
        db.edit(&context, |tx| {
            tx.update("customer", saved[0], &[("note", "有地方了".into())])
        })
        .map(|changed: bool| assert!(changed))
        .map_err(|error: StoreError| error)
        .unwrap();
    }

    #[test]
    fn no_room_for_a_new_database_is_called_full_and_leaves_no_half_of_one() {
        let Some(disk) = Disk::of("64k") else { return };
        let dir = disk.0.path();
        assert_eq!(code(Database::create(dir, &keys(dir))), "store.disk_full");
        assert!(!Database::exists(dir));
        disk.remount("size=16m");
        assert_eq!(code(Database::create(dir, &keys(dir))), "opened");
    }

    #[test]
    fn a_read_only_disk_is_called_so_every_time_and_works_again_when_writable() {
        let Some(disk) = Disk::of("16m") else { return };
        let dir = disk.0.path();
        drop(Database::create(dir, &keys(dir)).unwrap());
        disk.remount("ro");
        for _ in 0..3 {
            assert_eq!(code(Database::open(dir, &keys(dir))), "store.read_only");
        }
        disk.remount("rw");
        assert_eq!(code(Database::open(dir, &keys(dir))), "opened");
    }

    #[test]
    fn a_file_that_must_not_be_changed_is_called_read_only() {
        let dir = temp_dir();
        drop(Database::create(dir.path(), &keys(dir.path())).unwrap());
        let file = dir.path().join(FILE_NAME);
        let file = file.to_str().unwrap();
        if !run("chattr", &["+i", file]) {
            eprintln!("SKIPPED: chattr +i is not available here");
            return;
        }
        let found = code(Database::open(dir.path(), &keys(dir.path())));
        assert!(run("chattr", &["-i", file]));
        assert_eq!(found, "store.read_only");
        assert_eq!(
            code(Database::open(dir.path(), &keys(dir.path()))),
            "opened"
        );
    }
}
