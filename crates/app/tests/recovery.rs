//! The end of the program without order: told at the next start, with the check of the data and what
//! was half typed.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::{Read as _, Seek as _, SeekFrom, Write as _};

use crate::common::{caller, ready_shop, reopened};
use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_app::App;

/// A start by a host that tells of its end.
fn started(dir: &TempDir) -> App {
    let app = reopened(dir);
    app.watch_end();
    app
}

fn asked(app: &App) -> Value {
    asked_by(app, "陈经理")
}

fn asked_by(app: &App, who: &str) -> Value {
    app.call(&caller(Some(who)), "recovery.get", json!({}))
        .unwrap()
}

/// A shop whose program was running when the power went.
fn cut() -> TempDir {
    let (dir, app) = ready_shop();
    app.watch_end();
    let clerk = caller(Some("王姐"));
    let household = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    let made = app.call(&clerk, "customer.create", household).unwrap();
    for key in [
        "intake".to_owned(),
        format!("customer:{}", made["id"].as_str().unwrap()),
    ] {
        let draft = json!({"key": key, "content": {"text": "漏水"}});
        app.call(&clerk, "draft.save", draft).unwrap();
    }
    drop(app);
    dir
}

#[test]
fn an_end_without_order_is_told_once_with_what_was_half_typed_and_the_data_is_found_whole() {
    let dir = cut();
    let app = started(&dir);
    assert!(app.owes_check() && !app.has_first_screen());
    let told = asked_by(&app, "王姐");
    assert!(app.has_first_screen(), "whoever asks shows a screen");
    assert_eq!(
        (&told["open"], &told["check"]),
        (&json!(true), &json!("waiting"))
    );
    assert_eq!(told["began_at"], crate::common::NOON);
    let drafts = told["drafts"].as_array().unwrap();
    assert_eq!(drafts.len(), 2);
    let about: Vec<&Value> = drafts.iter().map(|one| &one["about"]).collect();
    assert!(about.contains(&&Value::Null), "a call is about nothing yet");
    let household = about.iter().find(|one| one.is_object()).unwrap();
    assert_eq!(household["kind"], "customer");
    assert_eq!(household["title"], "王建军");

    app.check_after_bad_end();
    assert_eq!(asked(&app)["check"], "whole");
    let clerk = caller(Some("王姐"));
    app.call(&clerk, "recovery.close", json!({})).unwrap();
    assert_eq!(asked(&app)["open"], false);
    app.end_orderly();
    drop(app);
    let next = started(&dir);
    assert!(!next.owes_check());
    assert_eq!(
        (&asked(&next)["open"], &asked(&next)["check"]),
        (&json!(false), &json!("idle"))
    );
}

#[test]
fn a_host_that_stays_only_for_one_command_leaves_no_mark_and_takes_none_for_a_crash() {
    let (dir, app) = ready_shop();
    asked(&app);
    drop(app);
    let app = started(&dir);
    assert_eq!(asked(&app)["open"], false);
    app.end_orderly();
}

#[test]
fn a_second_program_on_the_folder_is_no_crash_of_the_first() {
    let (dir, first) = ready_shop();
    first.watch_end();
    let mark = dir.path().join("running.json");
    let its_own = std::fs::read(&mark).unwrap();
    let second = started(&dir);
    second.end_orderly();
    drop(second);
    assert_eq!(std::fs::read(&mark).unwrap(), its_own);
    first.end_orderly();
    assert!(!mark.exists());
    drop(first);
    assert_eq!(asked(&started(&dir))["open"], false);
}

#[test]
fn a_check_that_was_not_over_is_owed_by_the_next_start_without_a_word_of_a_crash() {
    let dir = cut();
    let app = started(&dir);
    app.end_orderly();
    drop(app);
    let next = started(&dir);
    let told = asked(&next);
    assert_eq!(
        (&told["open"], &told["check"]),
        (&json!(false), &json!("waiting"))
    );
    next.check_after_bad_end();
    next.end_orderly();
    drop(next);
    assert_eq!(asked(&started(&dir))["check"], "idle");
}

#[test]
fn a_mark_that_the_power_cut_left_empty_is_one_all_the_same() {
    let dir = cut();
    std::fs::write(dir.path().join("running.json"), "").unwrap();
    let told = asked(&started(&dir));
    assert_eq!(
        (&told["open"], &told["began_at"]),
        (&json!(true), &Value::Null)
    );
}

/// Flips a bit in the last page that holds rows, which nothing reads at the start.
fn damage(dir: &TempDir) {
    let path = dir.path().join(wuyou_store::FILE_NAME);
    let mut file = std::fs::File::options()
        .read(true)
        .write(true)
        .open(path)
        .unwrap();
    let pages = file.metadata().unwrap().len() / 4096;
    // One that signing in does not need.
    let at = SeekFrom::Start(pages / 2 * 4096 + 100);
    let mut byte = [0];
    file.seek(at).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(at).unwrap();
    file.write_all(&[byte[0] ^ 0x10]).unwrap();
}

#[test]
fn damage_is_found_in_the_background_told_until_a_backup_was_restored_and_then_no_more() {
    let dir = cut();
    let app = reopened(&dir);
    let manager = caller(Some("陈经理"));
    let backup = app.call(&manager, "backup.create", json!({})).unwrap();
    drop(app);
    damage(&dir);

    let app = started(&dir);
    asked(&app);
    app.check_after_bad_end();
    app.call(&manager, "recovery.close", json!({})).unwrap();
    let told = asked(&app);
    assert_eq!(
        (&told["open"], &told["check"]),
        (&json!(true), &json!("damaged"))
    );
    app.end_orderly();
    drop(app);
    let app = started(&dir);
    assert!(app.owes_check(), "and looked at anew at the next start");

    let restore = json!({"path": backup["path"]});
    app.call(&manager, "backup.restore", restore).unwrap();
    assert_eq!(asked(&app)["check"], "idle");
    app.end_orderly();
    drop(app);
    assert!(!started(&dir).owes_check());
}
