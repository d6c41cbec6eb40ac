//! Backups open, restore, can be undone, and never take a sound database away.

use std::fs;

use std::collections::HashSet;
use std::path::Path;

use crate::common::{Shop, keys};
use chrono::NaiveDate;
use wuyou_domain::id::{CustomerId, OtherMachineId, WorkOrderId};
use wuyou_store::backup::{Wanted, restore_closed};
use wuyou_store::other_machine::{self, OtherMachineFields};
use wuyou_store::renewal::RenewalReason;
use wuyou_store::{
    Database, EditContext, FILE_NAME, Key, KeyStore, Local, StoreError, Watch, settings, sync,
};
use wuyou_testkit::{NOW_AT, households, rng, temp_dir};

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
        (foreign, "backup.other_pc"),
        (broken, "store.damaged"),
        (text, "store.damaged"),
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
fn the_latest_backups_are_kept_whatever_the_files_times_say_and_parts_go() {
    let shop = Shop::new(6);
    let folder = shop.dir.path().join(wuyou_store::backup::FOLDER);
    for day in 1..=3 {
        let stamp = format!("2026110{day}-1");
        shop.db.backup_automatic("daily", &stamp, 3).unwrap();
    }
    let newest = folder.join("wuyou-daily-20261103-1.db");
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    let file = fs::File::options().write(true).open(&newest).unwrap();
    file.set_modified(long_ago).unwrap();
    fs::write(folder.join("wuyou-daily-20261102-9.db.part"), "half").unwrap();

    shop.db.backup_automatic("daily", "20261104-1", 3).unwrap();
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let kept = ["20261102-1", "20261103-1", "20261104-1"];
    assert_eq!(names, kept.map(|stamp| format!("wuyou-daily-{stamp}.db")));
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
    assert_eq!(refused.unwrap_err().code(), "backup.other_pc");
    let key = keys(shop.dir.path()).load().unwrap().unwrap();
    keys(elsewhere.path()).save(&key).unwrap();
    restore_closed(elsewhere.path(), &keys(elsewhere.path()), &file, "x").unwrap();
    let db = Database::open(elsewhere.path(), &keys(elsewhere.path())).unwrap();
    assert_eq!(hash(&db), hash(&shop.db));
}

/// Gives out the next number the way an order does.
fn number(db: &Database, context: &EditContext) -> String {
    let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    db.edit(context, |tx| -> Result<String, StoreError> {
        let pc = settings::get(tx.view(), settings::PC_CODE)?.unwrap();
        tx.next_number("LH001", &pc, date)
    })
    .unwrap()
}

fn set(db: &Database, pairs: &[(&str, &str)]) {
    db.local(|local| -> Result<(), StoreError> {
        for (key, value) in pairs {
            settings::set(local, key, Some(value))?;
        }
        Ok(())
    })
    .unwrap();
}

fn get(db: &Database, key: &str) -> Option<String> {
    db.read(|view| settings::get(view, key)).unwrap()
}

const OFFLINE: [(&str, &str); 2] = [
    (settings::DEALER_CODE, "LH001"),
    (settings::PC_CODE, "X7C1"),
];

#[test]
fn no_number_is_given_out_twice_by_a_pc_that_is_restored_and_restored_back() {
    let shop = Shop::new(7);
    set(&shop.db, &OFFLINE);
    let context = shop.context();
    let mut given = HashSet::new();
    let mut next = |db: &Database| {
        let no = number(db, &context);
        assert!(given.insert(no.clone()), "{no} twice");
    };
    next(&shop.db);
    let file = shop.dir.path().join("b.db");
    shop.db.backup(&file, |_, _| {}).unwrap();
    (0..3).for_each(|_| next(&shop.db));
    let aside = shop.db.restore(&file, "1").unwrap();
    (0..3).for_each(|_| next(&shop.db));
    // The undo takes numbers of the restored data away, and the next restore those after it.
    shop.db.restore(&aside, "2").unwrap();
    (0..3).for_each(|_| next(&shop.db));
    shop.db.restore(&file, "3").unwrap();
    (0..3).for_each(|_| next(&shop.db));
}

/// Registers a machine of another maker, and an order on it.
fn other_machine(shop: &Shop, customer: CustomerId, brand: &str) -> OtherMachineId {
    let id = OtherMachineId(shop.id());
    rename(shop, id, customer, (brand, NOW_AT));
    let order = WorkOrderId(shop.id());
    let on = |local: &Local<'_>| other_machine::name_for(local, order, Some(id));
    shop.db.local(on).unwrap();
    id
}

fn rename(shop: &Shop, id: OtherMachineId, customer: CustomerId, (brand, at): (&str, i64)) {
    let fields = OtherMachineFields {
        customer_id: customer,
        brand: brand.to_owned(),
        model: None,
        serial: None,
        gas: None,
        bought_on: None,
        note: None,
    };
    let save = |local: &Local<'_>| other_machine::save(local, id, &fields, (shop.owner, at));
    shop.db.local(save).unwrap();
}

fn brands(db: &Database) -> Vec<String> {
    let listed = db.read(|view| other_machine::list(view, None, "", (None, 50)));
    let rows = listed.unwrap().0.rows.into_iter();
    let mut brands: Vec<String> = rows.map(|row| row.brand).collect();
    brands.sort();
    brands
}

#[test]
fn machines_of_other_makers_are_still_there_after_a_restore_as_they_were_changed_last() {
    let shop = Shop::new(17);
    let customer = shop.customer("王建国");
    let first = other_machine(&shop, customer, "北山牌");
    let file = shop.dir.path().join("b.db");
    shop.db.backup(&file, |_, _| {}).unwrap();
    rename(&shop, first, customer, ("南山牌", NOW_AT + 1));
    other_machine(&shop, customer, "东山牌");
    let aside = shop.db.restore(&file, "1").unwrap();
    assert_eq!(brands(&shop.db), ["东山牌", "南山牌"]);
    rename(&shop, first, customer, ("西山牌", NOW_AT + 2));
    shop.db.restore(&aside, "2").unwrap();
    assert_eq!(brands(&shop.db), ["东山牌", "西山牌"]);
}

#[test]
fn machines_of_other_makers_outlive_the_restore_of_a_backup_that_had_no_place_for_them() {
    let shop = Shop::new(18);
    let customer = shop.customer("王建国");
    other_machine(&shop, customer, "北山牌");
    let dir = shop.dir.path();
    let (full, old) = (dir.join("full.db"), dir.join("old.db"));
    shop.db.backup(&full, |_, _| {}).unwrap();
    let without = "DROP TABLE other_machine_order; DROP TABLE other_machine;
         ALTER TABLE work_order DROP COLUMN other_brand;";
    shop.db.pretend_older(2_026_112_631, without).unwrap();
    shop.db.backup(&old, |_, _| {}).unwrap();
    shop.db.restore(&full, "1").unwrap();
    assert_eq!(brands(&shop.db), ["北山牌"]);
    shop.db.restore(&old, "2").unwrap();
    assert_eq!(brands(&shop.db), ["北山牌"]);
    assert!(shop.db.verify().unwrap().is_sound());
}

#[test]
fn a_pc_whose_damaged_or_lost_data_is_restored_numbers_under_a_new_code() {
    for damage in [
        |file: &Path| fs::write(file, vec![7; 65_536]).unwrap(),
        |file: &Path| fs::remove_file(file).unwrap(),
    ] {
        let shop = Shop::new(8);
        set(&shop.db, &OFFLINE);
        let file = shop.dir.path().join("b.db");
        shop.db.backup(&file, |_, _| {}).unwrap();
        let context = shop.context();
        let before = number(&shop.db, &context);
        let dir = shop.dir.path().to_owned();
        let Shop { db, dir: _kept, .. } = shop;
        drop(db);
        for suffix in ["-wal", "-shm"] {
            let _ = fs::remove_file(dir.join(format!("{FILE_NAME}{suffix}")));
        }
        damage(&dir.join(FILE_NAME));
        restore_closed(&dir, &keys(&dir), &file, "x").unwrap();
        let db = Database::open(&dir, &keys(&dir)).unwrap();
        let after = number(&db, &context);
        assert_ne!(before, after);
        assert!(!after.starts_with("LH001-X7C1-"), "{after}");
    }
}

#[test]
fn a_restored_pc_keeps_its_latest_credential_but_not_another_dealers() {
    let connected = [
        (settings::DEALER_CODE, "LH001"),
        (settings::PC_CODE, "A"),
        (settings::TOKEN, "first"),
        (settings::SERVER_URL, "https://hq.example"),
    ];
    let shop = Shop::new(9);
    set(&shop.db, &connected);
    let file = shop.dir.path().join("b.db");
    shop.db.backup(&file, |_, _| {}).unwrap();
    let second = [(settings::PC_CODE, "C"), (settings::TOKEN, "second")];
    set(&shop.db, &second);
    shop.db.restore(&file, "1").unwrap();
    assert_eq!(get(&shop.db, settings::TOKEN).as_deref(), Some("second"));
    assert_eq!(get(&shop.db, settings::PC_CODE).as_deref(), Some("C"));
    set(&shop.db, &[(settings::DEALER_CODE, "LH002")]);
    shop.db.restore(&file, "2").unwrap();
    assert_eq!(get(&shop.db, settings::TOKEN).as_deref(), Some("first"));
    assert_eq!(
        get(&shop.db, settings::DEALER_CODE).as_deref(),
        Some("LH001")
    );
}

#[test]
fn a_backup_of_another_pc_makes_a_copy_and_leaves_the_other_its_place() {
    let old = Shop::new(7);
    set(
        &old.db,
        &[
            (settings::DEALER_CODE, "LH001"),
            (settings::PC_CODE, "A"),
            (settings::TOKEN, "of the old PC"),
        ],
    );
    let file = old.dir.path().join("b.db");
    old.db.backup(&file, |_, _| {}).unwrap();
    let paper = Key::from_recovery_code(&old.db.recovery_code()).unwrap();
    let wanted = Wanted {
        key: Some(&paper),
        ..Wanted::own(&file, "x")
    };

    let new = Shop::new(8);
    set(
        &new.db,
        &[
            (settings::DEALER_CODE, "LH001"),
            (settings::PC_CODE, "B"),
            (settings::TOKEN, "of the new PC"),
        ],
    );
    let unknown = Key::random().unwrap();
    let other = Wanted {
        key: Some(&unknown),
        ..wanted
    };
    let refused = new.db.restore_wanted(&other, &Watch::default());
    assert_eq!(refused.unwrap_err().code(), "backup.other_pc");
    new.db.restore_wanted(&wanted, &Watch::default()).unwrap();
    assert_eq!(hash(&new.db), hash(&old.db));
    let code = get(&new.db, settings::PC_CODE).unwrap();
    assert!(code != "A" && code != "B", "{code}");
    let renewal = new.db.begin_renewal().unwrap();
    assert_eq!(renewal.reason, RenewalReason::Forked, "the old PC works on");
    assert!(new.db.verify().unwrap().is_sound());
    // Its own key stays.
    assert_ne!(new.db.recovery_code(), old.db.recovery_code());

    set(&new.db, &[(settings::DEALER_CODE, "LH002")]);
    let refused = new.db.restore_wanted(&wanted, &Watch::default());
    assert_eq!(refused.unwrap_err().code(), "backup.other_dealer");
}

#[test]
fn of_the_data_put_aside_by_restores_the_latest_three_stay() {
    let shop = Shop::new(7);
    let file = shop.dir.path().join("b.db");
    shop.db.backup(&file, |_, _| {}).unwrap();
    for stamp in ["1", "2", "3", "4", "5"] {
        shop.db.restore(&file, stamp).unwrap();
    }
    let folder = shop.db.dir().join("backup");
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".db"))
        .collect();
    names.sort();
    let kept = ["3", "4", "5"].map(|stamp| format!("wuyou-before_restore-{stamp}.db"));
    assert_eq!(names, kept);
}
