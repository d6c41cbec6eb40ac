//! Backups open, restore, can be undone, and never take a sound database away.

use std::fs;

use crate::common::{Shop, keys};
use wuyou_store::backup::restore_closed;
use wuyou_store::{Database, FILE_NAME, Key, KeyStore, sync};
use wuyou_testkit::{households, rng, temp_dir};

fn hash(db: &Database) -> String {
    db.read(sync::state_hash).unwrap()
}

#[test]
fn a_backup_holds_the_state_of_its_instant_and_restoring_it_can_be_undone() {
    let shop = Shop::new(1);
    shop.customer("王建国");
    let then = hash(&shop.db);
    let file = shop.dir.path().join("sicherung.db");
    let mut heard = Vec::new();
    let report = shop
        .db
        .backup(&file, |done, total| heard.push((done, total)))
        .unwrap();
    assert_eq!(report.bytes, fs::metadata(&file).unwrap().len());
    let (done, total) = *heard.last().unwrap();
    assert_eq!(done, total);
    assert!(!fs::read(&file).unwrap().starts_with(b"SQLite format 3"));

    shop.customer("后来的");
    let now = hash(&shop.db);
    assert_ne!(now, then);
    let aside = shop.db.restore(&file, "20261121-1530").unwrap();
    assert_eq!(hash(&shop.db), then);
    shop.customer("恢复后");
    assert!(shop.db.verify().unwrap().is_sound());

    shop.db.restore(&aside, "20261121-1531").unwrap();
    assert_eq!(hash(&shop.db), now);
    let hits = shop
        .db
        .read(|view| wuyou_store::search::search(view, "后来", 5, &[]))
        .unwrap();
    assert_eq!(hits.len(), 1);
}

#[test]
fn what_is_no_backup_of_this_folder_is_refused_and_the_present_stays() {
    let shop = Shop::new(2);
    shop.customer("王建国");
    let now = hash(&shop.db);
    let other = Shop::new(3);
    let foreign = shop.dir.path().join("foreign.db");
    other.db.backup(&foreign, |_, _| {}).unwrap();
    let broken = shop.dir.path().join("broken.db");
    shop.db.backup(&broken, |_, _| {}).unwrap();
    let mut bytes = fs::read(&broken).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&broken, bytes).unwrap();
    let text = shop.dir.path().join("text.db");
    fs::write(&text, "hello").unwrap();
    for (file, code) in [
        (foreign, "store.key_missing"),
        (broken, "store.damaged"),
        (text, "store.key_missing"),
        (shop.dir.path().join("absent.db"), "store.absent"),
    ] {
        let error = shop.db.restore(&file, "x").unwrap_err();
        assert_eq!(error.code(), code, "{}", file.display());
        assert_eq!(hash(&shop.db), now);
    }
    shop.customer("还在");
}

#[test]
fn a_damaged_or_lost_database_is_replaced_from_outside() {
    let shop = Shop::new(4);
    shop.customer("王建国");
    let then = hash(&shop.db);
    let file = shop.dir.path().join("b.db");
    shop.db.backup(&file, |_, _| {}).unwrap();
    let dir = shop.dir.path().to_owned();
    let refused = restore_closed(&dir, &keys(&dir), &file, "x");
    assert_eq!(refused.unwrap_err().code(), "store.in_use");
    let Shop { db, dir: _kept, .. } = shop;
    drop(db);
    fs::write(dir.join(FILE_NAME), "rubbish").unwrap();
    let aside = restore_closed(&dir, &keys(&dir), &file, "x")
        .unwrap()
        .unwrap();
    assert_eq!(fs::read(aside).unwrap(), b"rubbish");
    assert_eq!(hash(&Database::open(&dir, &keys(&dir)).unwrap()), then);
    fs::remove_file(dir.join(FILE_NAME)).unwrap();
    assert!(
        restore_closed(&dir, &keys(&dir), &file, "y")
            .unwrap()
            .is_none()
    );
    assert_eq!(hash(&Database::open(&dir, &keys(&dir)).unwrap()), then);
}

#[test]
fn automatic_backups_are_kept_to_a_number_each_of_its_reason() {
    let shop = Shop::new(5);
    for at in 0..5 {
        shop.customer(&format!("客户{at}"));
        shop.db
            .backup_automatic("import", "20261121-1530", 3)
            .unwrap();
    }
    let update = shop
        .db
        .backup_automatic("update", "20261121-1530", 3)
        .unwrap();
    let names: Vec<String> = fs::read_dir(update.path.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let imports = names
        .iter()
        .filter(|name| name.contains("-import-"))
        .count();
    assert_eq!((imports, names.len()), (3, 4), "{names:?}");
}

#[test]
fn a_backup_under_way_does_not_stop_edits_and_sees_none_of_them() {
    let shop = Shop::new(6);
    let people = households(&mut rng(6), 400);
    shop.edit(|tx| {
        for household in &people {
            shop.household(tx, household);
        }
        Ok(())
    });
    let then = hash(&shop.db);
    let file = shop.dir.path().join("b.db");
    let mut edits = 0;
    shop.db
        .backup(&file, |_, _| {
            shop.customer("同时");
            edits += 1;
        })
        .unwrap();
    assert!(edits > 1, "the backup was one step");
    assert_ne!(hash(&shop.db), then);
    shop.db.restore(&file, "x").unwrap();
    assert_eq!(hash(&shop.db), then);
}

#[test]
fn a_backup_needs_the_key_of_its_folder() {
    let shop = Shop::new(7);
    let file = shop.dir.path().join("b.db");
    shop.db.backup(&file, |_, _| {}).unwrap();
    let elsewhere = temp_dir();
    keys(elsewhere.path())
        .save(&Key::random().unwrap())
        .unwrap();
    let refused = restore_closed(elsewhere.path(), &keys(elsewhere.path()), &file, "x");
    assert_eq!(refused.unwrap_err().code(), "store.key_missing");
    let key = keys(shop.dir.path()).load().unwrap().unwrap();
    keys(elsewhere.path()).save(&key).unwrap();
    restore_closed(elsewhere.path(), &keys(elsewhere.path()), &file, "x").unwrap();
    let db = Database::open(elsewhere.path(), &keys(elsewhere.path())).unwrap();
    assert_eq!(hash(&db), hash(&shop.db));
}
