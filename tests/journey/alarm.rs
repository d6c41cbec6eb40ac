//! J7: a CO alarm without a line: first the words to read out, then everything else.

use std::path::Path;

use serde_json::{Value, json};
use wuyou_tests::desk::{Desk, HOUR_MS, now_at};
use wuyou_tests::driver;
use wuyou_tests::keyboard::key;
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;
use wuyou_tests::window::Window;

use crate::steps::signed_in;

#[tokio::test]
async fn j7_an_alarm_is_read_out_first_stays_on_every_screen_and_stops_the_machine() {
    if !driver::can_run() {
        return;
    }
    let mut server = Server::start();
    let pc = Pc::enrolled(&server, "PC-A");
    pc.sync();
    server.kill();
    let (unit, technician) = machine(pc.dir());

    let window = signed_in(pc.dir(), "王姐").await;
    words_come_first(&window).await;
    stays_on_every_screen(&window).await;
    stopped(&window, &unit).await;
    in_safe_hands(&window, technician).await;
    window.close().await;
}

/// A household with its machine, and who may be sent there.
fn machine(dir: &Path) -> (String, Value) {
    let desk = Desk::of(dir, now_at() - HOUR_MS);
    let home = json!({"name": "刘建国", "phones": [{"number": "13804712207"}]});
    let customer = desk.by("王姐", "customer.create", &home)["id"].clone();
    let known = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "gas": "natural_gas", "customer_id": customer, "sold_on": "2025-10-20",
        "installed_on": "2025-10-25"});
    let unit = desk.by("王姐", "unit.register", &known);
    let unit = unit["unit"]["id"].as_str().unwrap().to_owned();
    (unit, desk.staff("张师傅"))
}

/// Two words of the caller, and what saves lives is on top, in its order.
async fn words_come_first(window: &Window) {
    window.chord(&[], key::F2).await;
    window.fill("来电号码", "13804712207").await;
    window.see("刘建国").await;
    window.pick("机器", "L1P241602802954S").await;
    window.fill("什么事", "头晕 壁挂炉").await;
    window.see_in(".danger", "先照着念，念完再登记").await;
    const WORDS: &str = "return document.querySelector('.danger ol').textContent";
    let words = window.run(WORDS, &[]).await;
    let words = words.as_str().unwrap();
    let places =
        ["打开门窗", "全部出来", "燃气阀", "120", "查清之前停用"].map(|word| words.find(word));
    assert!(places.iter().all(Option::is_some), "{words}");
    assert!(places.is_sorted(), "{words}");
    // Neither an answer on the phone nor anything but a safety order can come of it.
    assert!(!window.shows("存为电话解决").await);
    window.press("登记并开工单").await;
    window.see("答应客户").await;
}

async fn stays_on_every_screen(window: &Window) {
    for screen in ["今日", "客户", "设置"] {
        window.press(screen).await;
        window.see_in(".safety", "头晕 壁挂炉").await;
    }
    const QUARTER: &str =
        "return /还剩 1[0-4] 分/.test(document.querySelector('.safety').textContent)";
    window.until(QUARTER, &[], "the quarter of an hour").await;
    window
        .see_in(
            ".safety",
            "现在离线，总部收不到预警：请打电话告诉总部值班。",
        )
        .await;
    window.press("已念给客户").await;
    window.see_in(".safety", "话术 王姐").await;
    window.press("已打电话告诉总部").await;
    window.see_in(".safety", "总部 王姐").await;
}

/// Nobody at the desk takes the machine back into use.
async fn stopped(window: &Window, unit: &str) {
    window.go(&format!("/units/{unit}")).await;
    window.press("停用").await;
    window.press("确定：停用").await;
    window.see_in("form", "请填写").await;
    window.fill("单据", "停用单 0031，客户签字").await;
    window
        .fill("为什么停用", "室内 CO 120 ppm，烟道密封破损")
        .await;
    window.press("确定：停用").await;
    window.see_in(".stop", "这台机器因安全停用，不得开机").await;
    window.see_in(".stop", "室内 CO 120 ppm").await;
    window.see_in(".card .row.end .tag", "停用（安全）").await;
    assert!(!window.offers("解除停用").await, "a clerk can release it");
    let by_hand = json!({"id": unit, "state": "in_use"});
    let refused = window.call("unit.update", &by_hand).await;
    assert_eq!(refused["code"], "input.invalid", "{refused}");
}

/// Only the finish of the work takes the words off the screen.
async fn in_safe_hands(window: &Window, technician: Value) {
    window.press("打开处理").await;
    window.see_in("article", "头晕 壁挂炉").await;
    let told = window.call("alert.list", &json!({})).await;
    let order = told["safety"][0]["work_order_id"].clone();
    for (step, fields) in [
        ("reply", json!({"contact_text": "已开窗，人在院里，关了阀"})),
        ("dispatch", json!({ "technician_id": technician })),
        ("start", json!({})),
        ("secured", json!({})),
        (
            "finish",
            json!({"cause": "安装问题", "result": "停用，关阀挂牌", "charge_fen": 0,
                "signature": "停用单 0031"}),
        ),
    ] {
        if step == "secured" {
            // It is stopped; the tag and the signature are on record with the order.
            let more = json!({"work_order_id": order,
                "steps": {"tag_no": "0031", "paper_no": "停用单 0031"}});
            let after = window.call("danger.record", &more).await;
            assert_eq!(after["danger"]["missing"], json!([]), "{after}");
            continue;
        }
        let mut payload = fields;
        payload["id"] = order.clone();
        payload["step"] = Value::from(step);
        let after = window.call("work_order.advance", &payload).await;
        assert!(after["summary"].is_object(), "{step}: {after}");
    }
    const GONE: &str = "return document.querySelector('.safety') === null";
    window.press("今日").await;
    window.until(GONE, &[], "the end of the alarm").await;
}
