//! J2: repaired twice and the fault is back: what the customer may ask for, from the call to the
//! machine in exchange.

use std::path::Path;

use serde_json::{Value, json};
use wuyou_domain::serial::mod37_36;
use wuyou_tests::desk::{DAY_MS, Desk, HOUR_MS, day_of, now_at};
use wuyou_tests::driver;
use wuyou_tests::window::Window;

use crate::steps::{signed_in, switched};

#[tokio::test]
async fn j2_after_two_repairs_the_fault_is_back_and_the_machine_is_exchanged_by_the_article() {
    if !driver::can_run() {
        return;
    }
    let data = tempfile::TempDir::new().unwrap();
    let unit = repaired_twice(data.path());

    let window = signed_in(data.path(), "王姐").await;
    window.go(&format!("/units/{unit}")).await;
    card_says_so(&window).await;
    claimed(&window).await;
    agreed(&window).await;
    exchanged(&window).await;
    window.close().await;
}

fn serial(number: u32) -> String {
    let head = format!("JSQ302601{number:06}");
    let check = mod37_36(&head).unwrap();
    format!("{head}{check}")
}

fn in_stock(desk: &Desk, number: u32) -> Value {
    let machine = json!({"serial": serial(number), "model_code": "WEB-JSQ30",
        "gas": "natural_gas"});
    desk.by("王姐", "unit.register", &machine)["unit"]["id"].clone()
}

/// A water heater of the law's list, sold in spring: two repairs that count, and between them a
/// visit that found nothing.
fn repaired_twice(dir: &Path) -> String {
    let now_at = now_at();
    let sold_at = now_at - 244 * DAY_MS;
    let desk = Desk::new(dir, sold_at);
    let home = json!({"name": "孙长海", "phones": [{"number": "13704712207"}]});
    let customer = desk.by("王姐", "customer.create", &home)["id"].clone();
    let unit = in_stock(&desk, 17);
    let sale = json!({"unit_id": unit, "customer_id": customer, "channel": "shop",
        "sold_on": day_of(sold_at), "price_fen": 188_000,
        "invoice_no": "26152000000087654321", "invoice_on": day_of(sold_at)});
    let _ = desk.by("王姐", "machine.sell", &sale);
    desk.at(sold_at + DAY_MS);
    let in_use = json!({"id": unit, "installed_on": day_of(sold_at + DAY_MS)});
    let _ = desk.by("王姐", "unit.update", &in_use);
    for (days_ago, cause, result) in [
        (200, "原厂零件坏", "换点火针"),
        (120, "没查出故障", "试机正常"),
        (60, "原厂零件坏", "换点火器"),
    ] {
        desk.at(now_at - days_ago * DAY_MS);
        let call = json!({"text": "不点火", "caller_phone": "13704712207", "unit_id": unit,
            "customer_id": customer});
        let taken = desk.by("王姐", "request.create", &call);
        let order = taken["work_order"]["summary"]["id"].clone();
        desk.send(&order);
        desk.step("张师傅", &order, "start", &json!({}));
        desk.at(now_at - days_ago * DAY_MS + 2 * HOUR_MS);
        let done = json!({"cause": cause, "result": result, "charge_fen": 0,
            "signature": "纸 0101"});
        desk.step("张师傅", &order, "finish", &done);
    }
    desk.at(now_at);
    let _ = in_stock(&desk, 18);
    unit.as_str().unwrap().to_owned()
}

async fn card_says_so(window: &Window) {
    window.see_in(".warranty", "国家三包").await;
    window
        .see_in(".warranty", "已算 2 次维修（共修过 3 次）")
        .await;
    window.see_in(".warranty .offers", "三包规定第十一条").await;
    window.see_in(".warranty .offers", "本店承担").await;
}

/// The customer asks for another machine; the case brings the repairs and the article along.
async fn claimed(window: &Window) {
    window.press("立退换案").await;
    window.choose("质量问题").await;
    window.choose("换货").await;
    window.fill("客户怎么说的", "修了两次又不点火").await;
    window.press("立案").await;
    window.see("收集证据").await;
    window.see_in("section.card", "不计入").await;
    window.press("补证据").await;
    window.fill("检查记录", "点火器无输出，张师傅").await;
    window.pick("确认是性能故障", "是").await;
    window.fill("保修卡号", "凭证 0017").await;
    window.press("保存证据").await;
    window.see("已齐").await;
    window.see_in("section.card", "R3").await;
}

/// Who proposes does not approve.
async fn agreed(window: &Window) {
    window.press("提出方案").await;
    window.pick("怎样办", "换货").await;
    window.press("确定：提出方案").await;
    window.see_in("article .tag", "待批准").await;
    for step in ["批准", "客户同意"] {
        assert!(!window.offers(step).await, "{step}");
    }
    switched(window, "陈经理").await;
    window.press("批准").await;
    window.press("确定：批准").await;
    window.see_in("article .tag", "已批准").await;
    switched(window, "王姐").await;
    window.press("客户同意").await;
    window.fill("和客户说了什么", "同意换同型号，已签字").await;
    window.press("确定：客户同意").await;
    window.see_in("article .tag", "客户同意").await;
}

async fn exchanged(window: &Window) {
    window.press("执行").await;
    window.fill("换上的机器编号", &serial(18)).await;
    window.fill("单据号", "换机单 9").await;
    window.press("确定：执行").await;
    window.see_in("article .tag", "已执行").await;
    window.see_in("article", "第十一条").await;
    window.press(&serial(17)).await;
    window.see_in(".card .row.end .tag", "已换出").await;
}
