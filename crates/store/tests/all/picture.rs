//! Contents of photos: kept once, encrypted, in every backup a person makes, gone when nobody needs
//! them.

use std::fs;

use uuid::Uuid;
use wuyou_domain::id::{CustomerId, PhotoId};
use wuyou_store::picture::{Content, PICTURES};
use wuyou_store::{Database, FILE_NAME, Id};
use wuyou_testkit::NOW_AT;

use crate::common::Shop;

const DAY: i64 = 24 * 3600 * 1000;

fn keep(db: &Database, key: &str) {
    let picture = format!("picture of {key}").repeat(2000);
    let content = Content {
        key,
        picture: picture.as_bytes(),
        thumb: b"small",
    };
    db.keep_pictures(&[content]).unwrap();
}

fn photo(shop: &Shop, customer: CustomerId, key: &str) -> PhotoId {
    keep(&shop.db, key);
    let id = PhotoId::of_content(customer.0, key);
    shop.edit(|tx| {
        tx.insert(
            "photo",
            id,
            &[
                ("customer_id", customer.value()),
                ("kind", "house".into()),
                ("content_key", key.into()),
            ],
        )
    });
    id
}

fn has(db: &Database, key: &str) -> bool {
    db.has_pictures(&[key]).unwrap() == [true]
}

#[test]
fn a_content_is_kept_once_encrypted_and_read_back_after_a_restart() {
    let shop = Shop::new(1);
    assert_eq!(shop.db.picture("none", false).unwrap(), None);
    assert!(!shop.dir.path().join(PICTURES).exists());
    keep(&shop.db, "a");
    keep(&shop.db, "a");
    let shop = shop.reopened();
    let read = shop.db.picture("a", false).unwrap().unwrap();
    assert!(read.starts_with(b"picture of a"));
    assert_eq!(shop.db.picture("a", true).unwrap().unwrap(), b"small");
    assert_eq!(shop.db.has_pictures(&["b", "a"]).unwrap(), [false, true]);
    for file in [
        PICTURES.to_owned(),
        format!("{PICTURES}-wal"),
        FILE_NAME.to_owned(),
    ] {
        let bytes = fs::read(shop.dir.path().join(file)).unwrap_or_default();
        let plain = b"picture of a";
        assert!(!bytes.windows(plain.len()).any(|part| part == plain));
    }
}

#[test]
fn a_content_goes_after_so_many_days_without_a_photo_and_not_while_one_stands() {
    let shop = Shop::new(2);
    let (first, second) = (shop.customer("王建国"), shop.customer("李秀英"));
    let gone = [photo(&shop, first, "a"), photo(&shop, second, "a")];
    photo(&shop, first, "stays");
    let sweep = |day: i64| shop.db.sweep_pictures(30, NOW_AT + day * DAY).unwrap();
    let sweeps = |days: std::ops::RangeInclusive<i64>| days.map(sweep).sum::<u32>();
    let delete = |id| shop.edit(|tx| tx.delete("photo", id));
    delete(gone[0]);
    assert_eq!(sweeps(0..=90), 0);
    delete(gone[1]);
    // A clock that is years wrong, forth and back, is two days; a day counts once.
    assert_eq!(
        (sweep(4_000), sweep(91), sweep(91), sweep(91)),
        (0, 0, 0, 0)
    );
    assert_eq!(sweeps(92..=119), 0);
    assert!(has(&shop.db, "a"));
    // Brought back and deleted again: the days begin anew.
    shop.edit(|tx| {
        tx.update(
            "photo",
            gone[0],
            &[("deleted_at", wuyou_sync::value::Value::Null)],
        )
    });
    assert_eq!(sweep(120), 0);
    delete(gone[0]);
    assert_eq!(sweeps(121..=150), 0);
    assert_eq!(sweep(151), 1);
    assert!(!has(&shop.db, "a") && has(&shop.db, "stays"));
}

#[test]
fn a_content_that_is_put_again_just_before_it_goes_stays() {
    let shop = Shop::new(3);
    keep(&shop.db, "a");
    let sweep = |day: i64| shop.db.sweep_pictures(1, NOW_AT + day * DAY).unwrap();
    assert_eq!(sweep(0), 0);
    keep(&shop.db, "a");
    assert_eq!((sweep(1), sweep(2)), (0, 1));
}

#[test]
fn a_backup_that_a_person_makes_brings_the_photos_back_and_the_days_own_copies_none() {
    let shop = Shop::new(4);
    let customer = shop.customer("王建国");
    photo(&shop, customer, "a");
    let daily = shop.db.backup_automatic("daily", "x", 3).unwrap();
    let without = daily.bytes;
    let to = shop.dir.path().join("sicherung.db");
    let with = shop.db.backup(&to, |_, _| {}).unwrap().bytes;
    assert!(with > without + 20_000, "{with} {without}");

    // The folder's contents are lost; what was taken in meanwhile stays too.
    let shop = shop.reopened();
    for suffix in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(shop.dir.path().join(format!("{PICTURES}{suffix}")));
    }
    keep(&shop.db, "later");
    assert!(!has(&shop.db, "a"));
    shop.db.restore(&to, "1").unwrap();
    assert!(has(&shop.db, "a") && has(&shop.db, "later"));
    let present = fs::metadata(shop.dir.path().join(FILE_NAME)).unwrap().len();
    assert!(
        present < with - 20_000,
        "the contents stay out of the database"
    );
    assert!(shop.db.verify().unwrap().is_sound());

    // One of the day's own copies finds its photos in the folder.
    shop.db.restore(&daily.path, "2").unwrap();
    assert!(has(&shop.db, "a"));
}

#[test]
fn damaged_contents_are_told_leave_the_data_alone_and_a_backup_mends_them() {
    let shop = Shop::new(5);
    let customer = shop.customer("王建国");
    photo(&shop, customer, "a");
    let to = shop.dir.path().join("sicherung.db");
    shop.db.backup(&to, |_, _| {}).unwrap();
    let shop = shop.reopened();
    fs::write(shop.dir.path().join(PICTURES), vec![7; 40_960]).unwrap();
    for suffix in ["-wal", "-shm"] {
        let _ = fs::remove_file(shop.dir.path().join(format!("{PICTURES}{suffix}")));
    }
    assert_eq!(
        shop.db.picture("a", false).unwrap_err().code(),
        "store.damaged"
    );
    assert!(!shop.db.verify().unwrap().is_sound());
    shop.customer("还能登记");
    shop.db.restore(&to, "1").unwrap();
    assert!(has(&shop.db, "a"));
    assert!(shop.db.verify().unwrap().is_sound());
}

#[test]
fn a_photo_is_one_row_wherever_it_is_added_and_lives_again_when_it_is_added_again() {
    let owner = Uuid::from_u128(7);
    let id = PhotoId::of_content(owner, "a");
    assert_eq!(id, PhotoId::of_content(owner, "a"));
    assert_ne!(id, PhotoId::of_content(owner, "b"));
    let shop = Shop::new(6);
    let customer = shop.customer("王建国");
    let id = photo(&shop, customer, "a");
    shop.edit(|tx| tx.delete("photo", id));
    assert_eq!(photo(&shop, customer, "a"), id);
    let row = shop
        .db
        .read(|view| wuyou_store::photo::get(view, id))
        .unwrap();
    assert_eq!(row.owner_id, customer.0);
}
