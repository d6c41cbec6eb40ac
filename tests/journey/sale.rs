//! J1: a machine is sold and started by its checklist, and everything that follows is there at once.

use std::path::Path;

use serde_json::json;
use wuyou_tests::desk::{Desk, HOUR_MS, now_at};
use wuyou_tests::driver;
use wuyou_tests::window::Window;

use crate::steps::signed_in;

#[tokio::test]
async fn j1_a_sold_machine_passes_only_a_whole_checklist_and_then_has_its_warranty_and_visits() {
    if !driver::can_run() {
        return;
    }
    let data = tempfile::TempDir::new().unwrap();
    let unit = in_stock(data.path());

    let window = signed_in(data.path(), "王姐").await;
    window.go(&format!("/units/{unit}")).await;
    sold(&window).await;
    not_passed_with_an_item_open(&window).await;
    passed(&window).await;
    everything_follows(&window).await;
    window.close().await;
}

/// A household, and a machine in the shop.
fn in_stock(dir: &Path) -> String {
    let desk = Desk::new(dir, now_at() - HOUR_MS);
    let home = json!({"name": "刘建国", "phones": [{"number": "13804712207"}],
        "addresses": [{"town": "柳河镇", "detail": "东沟村三组 供销社往北第二家"}]});
    let _ = desk.by("王姐", "customer.create", &home);
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "gas": "natural_gas"});
    let unit = desk.by("王姐", "unit.register", &machine);
    unit["unit"]["id"].as_str().unwrap().to_owned()
}

async fn sold(window: &Window) {
    window.press("销售").await;
    window.fill("卖给谁", "刘建国").await;
    window.choose("刘建国").await;
    window.pick("渠道", "门店").await;
    window.fill("成交价", "5880").await;
    window.fill("发票号", "26152000000012345678").await;
    window.fill("发票日期", "今天").await;
    window.press("保存销售").await;
    window.see_in(".card .row.end .tag", "已售待装").await;
}

/// A field of an item of the checklist.
fn item(code: &str) -> String {
    format!("[data-item={code}] input.value")
}

/// A photo of its own for an item, as a file is chosen for it.
async fn photographed(window: &Window, code: &str) {
    let dir = tempfile::TempDir::new().unwrap();
    let photo = dir.path().join(format!("{code}.bmp"));
    std::fs::write(&photo, picture_of(code)).unwrap();
    window
        .give_file(&format!("[data-item={code}] input[type=file]"), &photo)
        .await;
    window
        .see_in(&format!("[data-item={code}]"), "照片 1 张")
        .await;
}

/// A bitmap of 64 by 64 points, in stripes that no other code has.
fn picture_of(code: &str) -> Vec<u8> {
    const SIDE: u32 = 64;
    let size = SIDE * SIDE * 3;
    let mut file = b"BM".to_vec();
    for word in [54 + size, 0, 54, 40, SIDE, SIDE, 1 | 24 << 16, 0, size] {
        file.extend(word.to_le_bytes());
    }
    file.extend([0; 16]);
    file.extend(code.bytes().cycle().take(size as usize));
    file
}

/// All but item 10: nothing is gained by the button.
async fn not_passed_with_an_item_open(window: &Window) {
    window.press("调试检查").await;
    window.pick("谁检查的", "张师傅").await;
    for (code, value) in [
        ("mains", "221"),
        ("flue", "4"),
        ("static_pressure", "2000"),
        ("dynamic_pressure", "1900"),
        ("water_pressure", "1.2"),
        ("ignition", "5"),
        ("room_co", "0"),
    ] {
        window.fill_in(&item(code), value).await;
    }
    for (name, value) in [
        ("最大火二次压", "1300"),
        ("最小火二次压", "300"),
        ("热水流量", "10"),
        ("温升", "25"),
        ("供水温度", "60"),
        ("回水温度", "45"),
    ] {
        window.fill(name, value).await;
    }
    window.press("其余都合格").await;
    for topic in [
        "补水",
        "防冻",
        "停电处理",
        "闻到燃气味怎么办",
        "烟口不得堵挡",
        "清洗过滤网",
    ] {
        window.tick(topic).await;
    }
    window.fill("讲给谁听的", "刘建国").await;
    for code in ["serial", "flue", "static_pressure", "dynamic_pressure"] {
        photographed(window, code).await;
    }
    window.fill("签字单编号", "QZ-0001").await;
    // The label belongs on what has passed: it is not counted as one item less.
    window.fill("标示编号", "HG-0001").await;
    window.see_in(".sum", "还差 2 项").await;
    window.press("合格，投入使用").await;
    // The keyboard stands on what is open, and the machine is not in use.
    const AT_ITEM: &str =
        "return document.activeElement?.closest('[data-item]')?.dataset.item === arguments[0]";
    window
        .until(AT_ITEM, &["leak_check".into()], "the keyboard in item 10")
        .await;
    window
        .see_in("[data-item=leak_check] [role=alert]", "缺照片")
        .await;
    window
        .see_in("[data-item=label] [role=alert]", "不能先贴合格标示")
        .await;
    window.see_in(".card .row.end .tag", "已售待装").await;
}

async fn passed(window: &Window) {
    photographed(window, "leak_check").await;
    window.see_in(".sum", "全部合格，可以投入使用").await;
    window.press("合格，投入使用").await;
    window.see_in("section.ok[role=status]", "调试合格").await;
}

/// Warranty, maintenance and both visits, of the one moment.
async fn everything_follows(window: &Window) {
    window.see_in(".card .row.end .tag", "使用中").await;
    for told in [
        "保修：",
        "下次保养：",
        "使用年限到",
        "两次回访和年度回访已排好",
    ] {
        window.see_in("section.ok[role=status]", told).await;
    }
    window.see_in(".warranty", "在保").await;
    window.see_in(".warranty", "保到").await;
    window.see_in("section.card", "前做").await;
    window.see_in("section.card", "合格标示 HG-0001").await;
    window.press("回访").await;
    window.press("以后").await;
    for visit in ["第一次回访", "第二次回访"] {
        window.see_in("[data-index]", visit).await;
    }
    window.see_in("[data-index]", "刘建国").await;
}
