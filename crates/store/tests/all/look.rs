//! A look into a backup tells what it holds and lacks, changes nothing, and long work that is
//! stopped leaves nothing half done.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use crate::common::{Shop, files, keys};
use crate::folder::{MANNERS, WITHOUT_MANNERS};
use wuyou_store::backup::restore_closed;
use wuyou_store::look::{Age, Difference, look_closed};
use wuyou_store::picture::Content;
use wuyou_store::{Database, FILE_NAME, StoreError, Watch, sync};
use wuyou_testkit::{NOW_AT, households, rng};

fn hash(db: &Database) -> String {
    db.read(sync::state_hash).unwrap()
}

fn look(shop: &Shop, from: &Path) -> Result<wuyou_store::look::Looked, StoreError> {
    shop.db.look(from, &Watch::default())
}

/// Everything that lies in a folder and in its folder of backups, with its bytes.
fn everything(dir: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut all = files(dir);
    if let Ok(entries) = fs::read_dir(dir.join("backup")) {
        drop(entries);
        all.extend(files(&dir.join("backup")));
    }
    // Readers mark their place in the log's index.
    all.retain(|(path, _)| !path.to_string_lossy().ends_with("-shm"));
    all
}

#[test]
fn a_look_counts_both_sides_names_what_differs_and_changes_neither() {
    let shop = Shop::new(31);
    let people = households(&mut rng(31), 20);
    let ids: Vec<_> = people
        .iter()
        .map(|one| shop.edit(|tx| Ok(shop.household(tx, one))))
        .collect();
    let elsewhere = wuyou_testkit::temp_dir();
    let file = elsewhere.path().join("备份 #1 100%.db");
    shop.db.backup(&file, |_, _| {}).unwrap();
    shop.customer("后来的");
    shop.customer("再后来的");
    shop.edit(|tx| tx.delete("customer", ids[0]));
    let later = wuyou_store::EditContext {
        actor: shop.owner,
        now_at: NOW_AT + 60_000,
    };
    shop.db
        .edit(&later, |tx| {
            tx.update("customer", ids[1], &[("note", "改过".into())])
        })
        .unwrap();

    let (was, beside) = (everything(shop.dir.path()), files(elsewhere.path()));
    let looked = look(&shop, &file).unwrap();
    assert_eq!(everything(shop.dir.path()), was);
    assert_eq!(files(elsewhere.path()), beside, "nothing lies beside it");

    let (inside, present) = (looked.inside.unwrap(), looked.present.unwrap());
    assert_eq!((inside.customers, present.customers), (20, 21));
    assert_eq!((inside.units, present.units), (20, 20));
    assert_eq!(
        (inside.last_at, present.last_at),
        (Some(NOW_AT), Some(NOW_AT + 60_000))
    );
    let customers = looked
        .differences
        .iter()
        .find(|one| one.entity == "customer");
    let expected = Difference {
        entity: "customer",
        new: 2,
        changed: 2,
        back: 0,
    };
    assert_eq!(customers, Some(&expected));
    assert_eq!((looked.age, looked.damage), (Age::Same, None));
    assert_eq!(looked.program.as_deref(), Some(env!("CARGO_PKG_VERSION")));

    // Seen from the restored data, what was put aside has what would come back; its log is read too.
    let aside = shop.db.restore(&file, "x").unwrap();
    let looked = look(&shop, &aside).unwrap();
    assert_eq!(looked.inside.unwrap().customers, 21);
    let customers = looked
        .differences
        .iter()
        .find(|one| one.entity == "customer");
    assert_eq!(customers.map(|one| (one.new, one.back)), Some((0, 2)));
}

#[test]
fn data_that_lies_with_its_log_is_looked_at_as_it_stands_and_stays_so() {
    let shop = Shop::new(32);
    shop.customer("只在日志里");
    let elsewhere = wuyou_testkit::temp_dir();
    for suffix in ["", "-wal"] {
        let name = format!("{FILE_NAME}{suffix}");
        fs::copy(
            shop.dir.path().join(&name),
            elsewhere.path().join(format!("aside.db{suffix}")),
        )
        .unwrap();
    }
    let beside = files(elsewhere.path());
    assert!(
        beside.len() == 2 && !beside[1].1.is_empty(),
        "a log is there"
    );
    let names = || files(shop.dir.path()).len();
    let before = names();
    let looked = look(&shop, &elsewhere.path().join("aside.db")).unwrap();
    assert_eq!(looked.inside.unwrap().customers, 1);
    assert_eq!(looked.differences, []);
    assert_eq!(files(elsewhere.path()), beside);
    assert_eq!(names(), before, "the copy is gone");
}

#[test]
fn an_old_a_new_a_damaged_and_a_foreign_backup_are_told_apart_and_none_is_brought_up_to_date() {
    let shop = Shop::new(33);
    shop.customer("王建国");
    let file = |name: &str| shop.dir.path().join(name);
    let age_of = |path: &Path| look(&shop, path).unwrap().age;

    shop.db.backup(&file("same.db"), |_, _| {}).unwrap();
    let other = Shop::new(34);
    let foreign = other.dir.path().join("foreign.db");
    other.db.backup(&foreign, |_, _| {}).unwrap();
    assert_eq!(look(&shop, &foreign).unwrap_err().code(), "backup.other_pc");

    assert_eq!(age_of(&file("same.db")), Age::Same);
    shop.db.pretend_older(MANNERS, WITHOUT_MANNERS).unwrap();
    shop.db.backup(&file("old.db"), |_, _| {}).unwrap();
    let bytes = fs::read(file("old.db")).unwrap();
    let looked = look(&shop, &file("old.db")).unwrap();
    assert_eq!(looked.age, Age::Older);
    assert_eq!(looked.inside.unwrap().customers, 1);
    assert_eq!(fs::read(file("old.db")).unwrap(), bytes);

    shop.db.pretend_newer(9_999_999).unwrap();
    shop.db.backup(&file("new.db"), |_, _| {}).unwrap();
    assert_eq!(age_of(&file("new.db")), Age::Newer);
    fs::copy(file("old.db"), file("torn.db")).unwrap();
    let mut torn = fs::read(file("torn.db")).unwrap();
    let middle = torn.len() / 2;
    torn[middle] ^= 1;
    fs::write(file("torn.db"), torn).unwrap();
    assert!(look(&shop, &file("torn.db")).unwrap().damage.is_some());
    assert_eq!(
        look(&shop, &file("gone.db")).unwrap_err().code(),
        "store.absent"
    );
    // The database in use is no backup of itself.
    assert_eq!(
        look(&shop, &file(FILE_NAME)).unwrap_err().code(),
        "store.absent"
    );
}

#[test]
fn a_backup_of_a_database_that_is_gone_is_looked_into_all_the_same() {
    let shop = Shop::new(35);
    shop.customer("王建国");
    let file = shop.dir.path().join("b.db");
    shop.db.backup(&file, |_, _| {}).unwrap();
    let dir = shop.dir.path().to_owned();
    let Shop { db, dir: _kept, .. } = shop;
    drop(db);
    fs::write(dir.join(FILE_NAME), "rubbish").unwrap();
    let looked = look_closed(&dir, &keys(&dir), &file, None, &Watch::default()).unwrap();
    assert_eq!(looked.inside.unwrap().customers, 1);
    assert_eq!((looked.present, looked.damage), (None, None));
    assert_eq!(fs::read(dir.join(FILE_NAME)).unwrap(), b"rubbish");
    restore_closed(&dir, &keys(&dir), &file, "x").unwrap();
}

/// A watch that wishes to stop at its count number `at`.
fn stopping_at(at: u64) -> Watch {
    let counted = AtomicU64::new(0);
    let itself: Arc<OnceLock<Watch>> = Arc::default();
    let heard = Arc::clone(&itself);
    let watch = Watch::heard_by(move |_, _, _| {
        if counted.fetch_add(1, Ordering::SeqCst) == at
            && let Some(watch) = heard.get()
        {
            watch.stop();
        }
    });
    itself.set(watch.clone()).unwrap();
    watch
}

#[test]
#[allow(clippy::type_complexity, reason = "a table of cases")]
fn long_work_stopped_at_any_count_leaves_every_file_as_it_was() {
    let shop = Shop::new(36);
    let people = households(&mut rng(36), 300);
    shop.edit(|tx| {
        for household in &people {
            shop.household(tx, household);
        }
        Ok(())
    });
    for nr in 0..3_u8 {
        let (key, picture) = (format!("{nr}"), vec![nr; 5_000]);
        let content = Content {
            key: &key,
            picture: &picture,
            thumb: &[nr],
        };
        shop.db.keep_pictures(&[content]).unwrap();
    }
    let elsewhere = wuyou_testkit::temp_dir();
    let given = elsewhere.path().join("given.db");
    shop.db.backup(&given, |_, _| {}).unwrap();
    let over = elsewhere.path().join("over.db");
    fs::copy(&given, &over).unwrap();
    shop.customer("后来的");
    let now = hash(&shop.db);
    let target = elsewhere.path().join("new.db");
    let work: [(&str, &dyn Fn(&Watch) -> Result<(), StoreError>); 6] = [
        ("backup", &|watch| {
            shop.db.backup_watched(&target, watch).map(drop)
        }),
        ("over a backup", &|watch| {
            shop.db.backup_watched(&over, watch).map(drop)
        }),
        ("automatic", &|watch| {
            shop.db
                .backup_automatic_watched("manual", "20261123-1", 3, watch)
                .map(drop)
        }),
        ("verify", &|watch| shop.db.verify_watched(watch).map(drop)),
        ("look", &|watch| shop.db.look(&given, watch).map(drop)),
        ("restore", &|watch| {
            shop.db
                .restore_watched(&given, "20261123-2", watch)
                .map(drop)
        }),
    ];
    for (name, work) in work {
        let mut at = 0;
        loop {
            let names = |all: Vec<(PathBuf, Vec<u8>)>| -> Vec<PathBuf> {
                all.into_iter().map(|(path, _)| path).collect()
            };
            let outside = files(elsewhere.path());
            let inside = names(everything(shop.dir.path()));
            match work(&stopping_at(at)) {
                Ok(()) => break,
                Err(StoreError::Cancelled) => {}
                Err(other) => panic!("{name} at {at}: {other}"),
            }
            assert!(files(elsewhere.path()) == outside, "{name} at {at}");
            assert_eq!(names(everything(shop.dir.path())), inside, "{name} at {at}");
            assert_eq!(hash(&shop.db), now, "{name} at {at}");
            at += 1;
        }
        assert!(at > 2, "{name} counts too little: {at}");
    }
    assert_ne!(hash(&shop.db), now, "the restore was done in the end");
}
