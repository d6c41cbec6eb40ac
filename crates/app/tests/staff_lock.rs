//! PINs and the locked PC.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::desk::Shop;
use crate::common::{NOON, caller, ready_shop, reopened};
use serde_json::{Value, json};
use wuyou_app::App;
use wuyou_contract::command::{Allowed, COMMANDS, WHILE_LOCKED};
use wuyou_contract::{ApiError, ErrorCode};

const SECOND: i64 = 1_000;
const MINUTE: i64 = 60 * SECOND;

fn seated(app: &App, name: &str, payload: Value) -> Result<Value, ApiError> {
    app.call(&caller(None), name, payload)
}

fn id_of(app: &App, name: &str) -> Value {
    let people = seated(app, "staff.list", json!({})).unwrap();
    let rows = people["rows"].as_array().unwrap();
    let person = rows.iter().find(|row| row["name"] == name).unwrap();
    person["id"].clone()
}

fn sign_in(app: &App, name: &str, pin: Option<&str>) -> Result<Value, ApiError> {
    let id = id_of(app, name);
    seated(app, "staff.switch", json!({"id": id, "pin": pin}))
}

#[test]
fn a_locked_pc_refuses_every_command_that_is_not_open_whoever_is_named() {
    let (_dir, app) = ready_shop();
    sign_in(&app, "王姐", Some("1234")).unwrap();
    seated(&app, "staff.lock", json!({})).unwrap();
    let locked = COMMANDS.iter().filter(|command| {
        command.allowed != Allowed::Open && !WHILE_LOCKED.contains(&command.name)
    });
    for command in locked {
        for who in [None, Some("陈经理"), Some("王姐")] {
            let answer = app.call(&caller(who), command.name, json!({"no": {"such": 1}}));
            let code = answer.unwrap_err().code;
            assert_eq!(code, ErrorCode::Locked, "{} by {who:?}", command.name);
        }
    }
}

#[test]
fn a_locked_pc_tells_who_was_working_and_nothing_of_anybody_else() {
    let (_dir, app) = ready_shop();
    sign_in(&app, "王姐", Some("1234")).unwrap();
    let wang = id_of(&app, "王姐");
    let phone = json!({"id": wang, "phone": "13804712207"});
    app.call(&caller(Some("陈经理")), "staff.update", phone)
        .unwrap();
    seated(&app, "staff.lock", json!({})).unwrap();
    let status = seated(&app, "app.status", json!({})).unwrap();
    assert_eq!(status["locked"], true);
    assert_eq!(status["staff"]["name"], "王姐");
    let people = seated(&app, "staff.list", json!({})).unwrap();
    for told in [status, people] {
        assert!(!told.to_string().contains("2207"), "{told}");
    }
    // Nor may it be pointed at another headquarters in somebody's name.
    let other = json!({"server_url": "https://other.example", "code": "ABCD"});
    let refused = seated(&app, "setup.enrol", other);
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAllowed);
}

#[test]
fn the_right_pin_opens_it_for_whoever_gives_theirs_and_a_wrong_one_does_not() {
    let (_dir, app) = ready_shop();
    sign_in(&app, "王姐", Some("1234")).unwrap();
    let draft = json!({"key": "intake", "content": {"text": "说到一半"}});
    seated(&app, "staff.lock", json!({})).unwrap();
    // What was half typed at that moment is kept.
    seated(&app, "draft.save", draft).unwrap();
    assert_eq!(
        sign_in(&app, "王姐", Some("4321")).unwrap_err().code,
        ErrorCode::WrongPin
    );
    assert_eq!(
        seated(&app, "today.get", json!({})).unwrap_err().code,
        ErrorCode::Locked
    );
    sign_in(&app, "张师傅", Some("1234")).unwrap();
    let status = seated(&app, "app.status", json!({})).unwrap();
    assert_eq!(
        (&status["locked"], &status["staff"]["name"]),
        (&json!(false), &json!("张师傅"))
    );
    // It is kept for whoever typed it.
    let found = |app: &App| seated(app, "draft.get", json!({"key": "intake"})).unwrap();
    assert_eq!(found(&app)["draft"], Value::Null);
    sign_in(&app, "王姐", Some("1234")).unwrap();
    assert_eq!(found(&app)["draft"]["content"]["text"], "说到一半");
}

#[test]
fn a_locked_pc_is_opened_by_a_pin_alone_and_nobody_without_one_locks_it() {
    let (_dir, app) = ready_shop();
    sign_in(&app, "陈经理", None).unwrap();
    let refused = seated(&app, "staff.lock", json!({}));
    assert_eq!(refused.unwrap_err().code, ErrorCode::PinNeeded);
    let status = seated(&app, "app.status", json!({})).unwrap();
    assert_eq!(
        status["locked"], false,
        "a lock anybody opens protects nothing"
    );

    sign_in(&app, "王姐", Some("1234")).unwrap();
    seated(&app, "staff.lock", json!({})).unwrap();
    let anybody = sign_in(&app, "陈经理", None);
    assert_eq!(anybody.unwrap_err().code, ErrorCode::PinNeeded);
    sign_in(&app, "张师傅", Some("1234")).unwrap();
}

#[test]
fn nobody_is_made_a_manager_without_a_pin_or_loses_it_as_one() {
    let (_dir, app) = ready_shop();
    let owner = |name: &str, payload: Value| app.call(&caller(Some("陈经理")), name, payload);
    let wrong = |answer: Result<Value, ApiError>| {
        let field = answer.unwrap_err().fields.remove(0);
        (field.field, field.code)
    };
    let needed = ("pin".to_owned(), "manager_pin".to_owned());
    let bare = json!({"name": "周经理", "role": "manager"});
    assert_eq!(wrong(owner("staff.create", bare)), needed);
    let plain = json!({"name": "刘姐", "role": "clerk"});
    let id = owner("staff.create", plain).unwrap()["id"].clone();
    let raise = json!({"id": id, "role": "manager"});
    assert_eq!(wrong(owner("staff.update", raise)), needed);
    let raise = json!({"id": id, "role": "manager", "pin": "2468"});
    owner("staff.update", raise).unwrap();
    let bare = json!({"id": id, "pin": ""});
    assert_eq!(wrong(owner("staff.update", bare)), needed);
}

#[test]
fn a_restart_carries_no_lock_over_so_no_shop_is_locked_out() {
    let (dir, app) = ready_shop();
    sign_in(&app, "王姐", Some("1234")).unwrap();
    seated(&app, "staff.lock", json!({})).unwrap();
    drop(app);
    // A restart asks for the PIN by itself and carries no lock over.
    let app = reopened(&dir);
    let status = seated(&app, "app.status", json!({})).unwrap();
    assert_eq!(status["locked"], false);
}

#[test]
fn wrong_pins_are_slowed_down_also_after_a_restart_and_the_right_one_has_to_wait_as_well() {
    let shop = Shop::new();
    let id = shop.staff("王姐");
    shop.by("陈经理", "staff.update", json!({"id": id, "pin": "2468"}));
    let tried = |pin: &str| seated(&shop.app, "staff.switch", json!({"id": id, "pin": pin}));
    for _ in 0..3 {
        assert_eq!(tried("1111").unwrap_err().code, ErrorCode::WrongPin);
    }
    let refused = tried("2468").unwrap_err();
    assert_eq!(refused.code, ErrorCode::PinWait);
    assert_eq!(refused.details["wait_seconds"], 5);
    shop.at(NOON + 5 * SECOND);
    assert_eq!(tried("1111").unwrap_err().code, ErrorCode::WrongPin);
    shop.at(NOON + 10 * SECOND);
    let refused = tried("1111").unwrap_err();
    assert_eq!(refused.details["wait_seconds"], 60);
    // A clock that is put back makes the pause no longer than it is.
    shop.at(NOON - 365 * 24 * 60 * MINUTE);
    assert_eq!(tried("2468").unwrap_err().details["wait_seconds"], 60);
    shop.at(NOON - 365 * 24 * 60 * MINUTE + MINUTE);
    tried("2468").unwrap();
    // The right one was given: nothing is remembered.
    assert_eq!(tried("1111").unwrap_err().code, ErrorCode::WrongPin);
    tried("2468").unwrap();
}

#[test]
fn tries_survive_a_restart_and_a_new_pin_ends_the_wait() {
    let (dir, app) = ready_shop();
    for _ in 0..3 {
        sign_in(&app, "王姐", Some("0000")).unwrap_err();
    }
    drop(app);
    let app = reopened(&dir);
    let refused = sign_in(&app, "王姐", Some("1234")).unwrap_err();
    assert_eq!(refused.code, ErrorCode::PinWait);
    // Another person's tries are their own.
    sign_in(&app, "张师傅", Some("1234")).unwrap();
    let renewed = json!({"id": id_of(&app, "王姐"), "pin": "8642"});
    app.call(&caller(Some("陈经理")), "staff.update", renewed)
        .unwrap();
    sign_in(&app, "王姐", Some("8642")).unwrap();
}

#[test]
fn when_a_pc_locks_itself_is_the_managers_choice_within_an_hour() {
    let (_dir, app) = ready_shop();
    let set = |who: &str, minutes: i64| {
        let change = json!({ "lock_after_minutes": minutes });
        app.call(&caller(Some(who)), "settings.set", change)
    };
    let at_first = seated(&app, "settings.get", json!({})).unwrap();
    assert_eq!(at_first["lock_after_minutes"], 10);
    assert_eq!(set("王姐", 5).unwrap_err().code, ErrorCode::NotAllowed);
    for minutes in [0, 1, 60] {
        assert_eq!(
            set("陈经理", minutes).unwrap()["lock_after_minutes"],
            minutes
        );
    }
    let refused = set("陈经理", 61).unwrap_err();
    assert_eq!(refused.fields[0].field, "lock_after_minutes");
    // What is theirs they still choose.
    let look = json!({"theme": "dark"});
    let kept = app.call(&caller(Some("王姐")), "settings.set", look);
    assert_eq!(kept.unwrap()["lock_after_minutes"], 60);
}

#[test]
fn whoever_stands_before_a_locked_pc_sees_counts_of_long_work_and_stops_none() {
    let (_dir, app) = ready_shop();
    sign_in(&app, "王姐", Some("1234")).unwrap();
    seated(&app, "staff.lock", json!({})).unwrap();
    let which = json!({"kind": "backup"});
    seated(&app, "job.progress", which.clone()).unwrap();
    let refused = seated(&app, "job.cancel", which).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Locked);
}

#[test]
fn work_over_many_that_nobody_ended_takes_no_edit_of_later_or_of_the_next_person_with_it() {
    let shop = Shop::new();
    let orders: Vec<Value> = (0..2).map(|_| shop.take()).collect();
    let give = |order: &Value| {
        let owner = json!({"kind": "work_order", "id": order, "owner_id": shop.staff("张师傅")});
        shop.by("王姐", "today.assign", owner);
    };
    let begun = || {
        shop.by("王姐", "undo.group_begin", json!({"title": "窗口关了"}));
        give(&orders[0]);
    };
    let apart = |why: &str| {
        give(&orders[1]);
        let last = shop.by("王姐", "undo.last", json!({}));
        assert_eq!(last["step"]["what"], "today.assign", "{why}");
        let before = shop.by("王姐", "undo.last", json!({}));
        assert_eq!(before["step"]["title"], "窗口关了", "{why}");
        assert_eq!((&before["taken"], &before["left"]), (&json!(1), &json!(0)));
    };
    begun();
    shop.at(NOON + 10 * MINUTE + SECOND);
    apart("ten minutes are over");
    begun();
    let other = json!({"id": shop.staff("李师傅")});
    shop.by("王姐", "staff.switch", other);
    apart("somebody else sat down");
    begun();
    shop.by("王姐", "undo.list", json!({}));
    apart("the list was looked at");
}
