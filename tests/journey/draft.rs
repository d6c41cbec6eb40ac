//! What was half typed is the shop's, too.

use serde_json::json;
use wuyou_tests::driver;
use wuyou_tests::shop::Pc;
use wuyou_tests::window::Window;

#[tokio::test]
async fn what_was_half_typed_is_there_after_a_power_cut() {
    if !driver::can_run() {
        return;
    }
    let pc = Pc::offline("LH001");
    let window = Window::open(pc.dir()).await;
    window.press("＋ 来电登记").await;
    window.fill("来电号码", "13804712207").await;
    window.fill("什么事", "屋里不热，响几声就灭").await;
    window.see("草稿已自动保存").await;
    // The screen promises two seconds; what counts is that it is in the database before the cut.
    while !window
        .call("draft.list", &json!({}))
        .await
        .to_string()
        .contains("响几声就灭")
    {}
    window.kill();

    let window = Window::open(pc.dir()).await;
    window.press("＋ 来电登记").await;
    window.see("草稿").await;
    let found = window.value("什么事").await;
    assert!(found.contains("响几声就灭"), "{found}");
    window.close().await;
}
