//! Who may call what: every command of the contract against every role, on a real database.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::{NOON, caller, ready_shop, reopened, shop};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;
use wuyou_contract::command::{Allowed, COMMANDS};
use wuyou_contract::staff::Role;

#[test]
fn every_command_is_refused_to_every_role_that_is_not_in_its_row_and_to_no_other() {
    let (_dir, app) = ready_shop();
    let people = [
        (Role::Clerk, "王姐"),
        (Role::Technician, "张师傅"),
        (Role::Manager, "陈经理"),
    ];
    for command in COMMANDS {
        for (role, name) in people {
            // A payload that fits nothing: only the permission is looked at, nothing is done.
            let answer = app.call(
                &caller(Some(name)),
                command.name,
                json!({"no": {"such": 1}}),
            );
            let code = answer.err().map(|error| error.code);
            let may = match command.allowed {
                Allowed::Open => true,
                Allowed::Roles(roles) => roles.contains(&role),
            };
            let denied = code == Some(ErrorCode::NotAllowed);
            assert_eq!(denied, !may, "{} by {role:?}: {code:?}", command.name);
        }
    }
}

/// Everything else needs somebody who is signed in: drafts too, they are full of customers.
const OPEN: [&str; 13] = [
    "app.status",
    "setup.use_folder",
    "setup.offline",
    "setup.enrol",
    "settings.get",
    "staff.list",
    "staff.switch",
    // Numbers alone, so that a locked PC is heard.
    "alert.locked",
    "sync.status",
    // Answered also while the data is closed; counts alone.
    "job.progress",
    "job.cancel",
    // A start that fails twice may have nobody who can sign in; they are checked inside.
    "update.get",
    "update.go_back",
];

#[test]
fn only_what_the_way_to_signing_in_needs_is_open_to_everybody() {
    let open = COMMANDS.iter().filter(|c| c.allowed == Allowed::Open);
    let open: Vec<_> = open.map(|command| command.name).collect();
    assert_eq!(open, OPEN);

    let (dir, app) = ready_shop();
    let clerk = caller(Some("王姐"));
    let draft = json!({"key": "intake", "content": {"caller_phone": "13804712207"}});
    app.call(&clerk, "draft.save", draft).unwrap();
    let found = app.call(&clerk, "draft.get", json!({"key": "intake"}));
    assert_eq!(found.unwrap()["draft"]["key"], "intake");
    // With PINs all round nobody is signed in when the program starts.
    let owner = app.call(&clerk, "staff.list", Value::Null).unwrap()["rows"].clone();
    let owner = owner.as_array().unwrap().iter();
    let owner = owner.clone().find(|row| row["role"] == "manager").unwrap();
    let pin = json!({"id": owner["id"], "pin": "1234"});
    let manager = caller(Some("陈经理"));
    app.call(&manager, "staff.update", pin).unwrap();
    drop(app);
    let app = reopened(&dir);
    for command in COMMANDS.iter().filter(|c| !OPEN.contains(&c.name)) {
        let asked = app.call(&caller(None), command.name, json!({"key": "intake"}));
        let code = asked.unwrap_err().code;
        assert_eq!(code, ErrorCode::NotSignedIn, "{}", command.name);
    }
}

#[test]
fn before_the_first_run_only_open_commands_answer_and_the_others_say_why() {
    let (_dir, app) = shop();
    let refused = |name: &str| !matches!(name, "backup.restore" | "backup.look");
    let commands = COMMANDS.iter().filter(|c| refused(c.name));
    for command in commands.filter(|c| c.allowed != Allowed::Open) {
        let error = app
            .call(&caller(None), command.name, Value::Null)
            .unwrap_err();
        assert_eq!(error.code, ErrorCode::NotReady, "{}", command.name);
    }
    let status = app.call(&caller(None), "app.status", Value::Null).unwrap();
    assert_eq!(status["ready"], false);
}

#[test]
fn a_person_with_a_pin_works_only_after_giving_it() {
    let (_dir, app) = ready_shop();
    let people = app.call(&caller(None), "staff.list", Value::Null).unwrap();
    let people = people["rows"].as_array().unwrap().clone();
    let clerk = people
        .iter()
        .find(|person| person["name"] == "王姐")
        .unwrap();
    let switch = |pin: &str| {
        app.call(
            &caller(None),
            "staff.switch",
            json!({"id": clerk["id"], "pin": pin}),
        )
    };
    assert_eq!(switch("9999").unwrap_err().code, ErrorCode::WrongPin);
    switch("1234").unwrap();
    let status = app.call(&caller(None), "app.status", Value::Null).unwrap();
    assert_eq!(status["staff"]["name"], "王姐");
    assert!(
        !status.to_string().contains("argon2"),
        "a hash left the store"
    );
}

#[test]
fn orders_come_in_the_order_they_are_due() {
    let (_dir, app) = ready_shop();
    let desk = caller(Some("王姐"));
    let take = |text: &str, hours_ago: i64| {
        let call = json!({
            "text": text, "caller_phone": "13804712207", "new_customer_name": "某户",
            "received_at": NOON - hours_ago * 3_600_000,
        });
        let taken = app.call(&desk, "request.create", call).unwrap();
        taken["work_order"]["summary"]["id"].clone()
    };
    let late = take("前天的", 48);
    let today = take("今天的", 1);
    let visit = take("约好了一点上门", 2);
    let window = json!({
        "id": visit, "step": "schedule",
        "window_from_at": NOON, "window_to_at": NOON + 3_600_000,
    });
    app.call(&desk, "work_order.advance", window).unwrap();
    let page = app.call(&desk, "work_order.list", json!({})).unwrap();
    let ids: Vec<_> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["id"].clone())
        .collect();
    assert_eq!(ids, [late, visit, today]);
    let due: Vec<_> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["due_at"].as_i64().unwrap())
        .collect();
    assert!(due.is_sorted(), "{due:?}");
}
