//! J3: a snow storm takes the line for three days and the power in the middle of a form.

use std::path::Path;

use serde_json::{Value, json};
use wuyou_tests::desk::{DAY_MS, Desk, HOUR_MS, now_at};
use wuyou_tests::driver;
use wuyou_tests::keyboard::key;
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;
use wuyou_tests::window::Window;

use crate::steps::{signed_in, sync};

/// The calls of the storm: how many hours ago, and whether the work is done.
const CALLS: [(i64, bool); 6] = [
    (70, true),
    (58, true),
    (47, true),
    (33, true),
    (21, false),
    (9, false),
];

/// A household's name, when it called, and whether its machine runs again.
type Called = (String, i64, bool);

#[tokio::test]
async fn j3_three_days_in_snow_and_a_power_cut_in_mid_form_lose_nothing() {
    if !driver::can_run() {
        return;
    }
    let mut server = Server::start();
    let pc = Pc::enrolled(&server, "PC-A");
    pc.sync();
    server.kill();
    let storm = lived_through(pc.dir());

    let window = signed_in(pc.dir(), "王姐").await;
    window.see_in("header", "离线").await;
    taken_by_keyboard(&window).await;
    half_typed(&window).await;
    window.kill();

    let window = Window::open(pc.dir()).await;
    window.see_in("header", "王姐").await;
    as_it_was_left(&window).await;
    called_again(&window).await;
    server.resume();
    sync(&window).await;
    window.close().await;
    headquarters_has(&server, &pc, &storm);
}

/// Three days of calls: registered, replied to, dispatched, and some finished, all without a line.
fn lived_through(dir: &Path) -> Vec<Called> {
    let end_at = now_at();
    let desk = Desk::of(dir, end_at - 3 * DAY_MS);
    let calls = CALLS.iter().enumerate().map(|(place, (hours_ago, done))| {
        let called_at = end_at - hours_ago * HOUR_MS;
        let name = format!("东沟村{}户", place + 1);
        desk.at(called_at);
        let call = json!({"text": "屋里不热", "caller_phone": format!("1380471221{place}"),
            "town": "柳河镇", "new_customer_name": name});
        let taken = desk.by("王姐", "request.create", &call);
        let order = taken["work_order"]["summary"]["id"].clone();
        desk.send(&order);
        if *done {
            desk.at(called_at + 5 * HOUR_MS);
            desk.step("张师傅", &order, "start", &json!({}));
            let work = json!({"cause": "零件", "result": "解冻，换点火针", "charge_fen": 0,
                "signature": "纸单"});
            desk.step("张师傅", &order, "finish", &work);
        }
        (name, called_at, *done)
    });
    calls.collect()
}

/// A whole call from the number to the promise, and the hands never leave the keyboard.
async fn taken_by_keyboard(window: &Window) {
    window.chord(&[], key::F2).await;
    window.keyboard_in("来电号码").await;
    window.keys("13904712299").await;
    window.see("没有找到这个号码").await;
    window.chord(&[], key::ENTER).await;
    window.keyboard_in("客户").await;
    window.keys("姜桂兰").await;
    window.chord(&[], key::ENTER).await;
    window.keyboard_in("乡镇").await;
    window.keys("柳河镇").await;
    window.chord(&[], key::ENTER).await;
    window.keys("西山村二组").await;
    window.chord(&[], key::ENTER).await;
    window.keyboard_in("什么事").await;
    window.keys("屋里八度，老人在家").await;
    window.chord(&[key::CONTROL], key::ENTER).await;
    window.see("答应客户").await;
    window.keyboard_in("来电号码").await;
}

/// The next call is on the screen and not saved when the power goes.
async fn half_typed(window: &Window) {
    window.keys("13904712288").await;
    window.fill("客户", "宋连生").await;
    window.fill("乡镇", "双井乡").await;
    window.fill("什么事", "锅炉滴水，显示").await;
    // What counts is that it is on the disk before the power goes.
    while !window
        .call("draft.list", &json!({}))
        .await
        .to_string()
        .contains("锅炉滴水，显示")
    {}
}

async fn as_it_was_left(window: &Window) {
    window.press("＋ 来电登记").await;
    window.see("草稿").await;
    for (field, typed) in [
        ("来电号码", "13904712288"),
        ("客户", "宋连生"),
        ("乡镇", "双井乡"),
        ("什么事", "锅炉滴水，显示"),
    ] {
        assert_eq!(window.value(field).await, typed, "{field}");
    }
    window.fill("什么事", "锅炉滴水，显示 E5").await;
    window.chord(&[key::CONTROL], key::ENTER).await;
    window.see("答应客户").await;
    window.press("工单").await;
    for name in ["姜桂兰", "宋连生", "东沟村1户", "东沟村6户"] {
        window.see_in("[data-index]", name).await;
    }
}

/// The household asks where somebody stays: one more call about the same order, and no second order.
async fn called_again(window: &Window) {
    window.chord(&[], key::F2).await;
    window.keyboard_in("来电号码").await;
    window.keys("13904712299").await;
    // Two numbers of the storm begin alike: the key means the order that is shown.
    window.see("登记“屋里八度，老人在家”").await;
    window.chord(&[], key::F8).await;
    window.see("已记为催办").await;
}

/// Everything is at headquarters, at the time it happened.
fn headquarters_has(server: &Server, pc: &Pc, storm: &[Called]) {
    let second = Pc::enrolled(server, "PC-B");
    second.sync();
    let page = second.call("work_order.list", &json!({"filter": "all", "limit": 200}));
    let page = page.ok();
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(rows.len(), storm.len() + 2, "{page}");
    let of = |name: &str| -> &Value {
        let mut all = rows.iter().filter(|row| row["customer_name"] == name);
        let found = all.next().unwrap_or_else(|| panic!("{name}: {page}"));
        assert!(all.next().is_none(), "two orders of {name}");
        found
    };
    for (name, called_at, done) in storm {
        assert_eq!(of(name)["received_at"], *called_at, "{name}");
        let state = if *done { "finished" } else { "dispatched" };
        assert_eq!(of(name)["state"], state, "{name}");
    }
    assert_eq!(of("姜桂兰")["urged_count"], 1, "{page}");
    assert_eq!(of("宋连生")["fault_text"], "锅炉滴水，显示 E5");
    let state = second.verify()["state_hash"].clone();
    assert_eq!(pc.verify()["state_hash"], state);
    assert_eq!(server.verify()["state_hash"], state);
}
