//! The heart of the journeys on the real window, against the real server.
//!
//! Run under a display: `xvfb-run -a dbus-run-session -- cargo test -p wuyou-tests --test journey`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests"
)]

use serde_json::json;
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;
use wuyou_tests::window::{self, Window};

/// An old list with what such lists have: a title, a household, a bad phone, a total.
const OLD_LIST: &str = "柳河服务网点 客户台账,,,\n姓名,联系电话,乡镇,村组及详细地址\n华桂珍,191-0107-1364,柳河镇,沙河村4组 供销社往北第二家\n王帆,1906642,双井乡,东沟村4组\n合计,2户,,\n";

#[tokio::test]
async fn from_an_old_list_to_headquarters_screen() {
    if !window::can_run() {
        return;
    }
    let mut server = Server::start_with_console(window::console().to_str().map(str::to_owned));
    let data = tempfile::TempDir::new().unwrap();
    let list = data.path().join("客户.csv");
    std::fs::write(&list, OLD_LIST).unwrap();
    let folder = data.path().join("data");

    let window = Window::open(&folder).await;
    first_run(&window, &server).await;
    import_list(&window, list.to_str().unwrap()).await;

    server.kill();
    let no = take_call(&window).await;
    work_through(&window).await;
    server.resume();
    sync(&window).await;
    window.close().await;

    headquarters_sees(&server, &no);
    conflict(&server, &folder).await;
}

async fn first_run(window: &Window, server: &Server) {
    window.see("欢迎使用无忧售后").await;
    window.press("下一步").await;
    window.choose("有总部给的接入码").await;
    window.fill("总部地址", &server.url()).await;
    window.fill("接入码", &server.code()).await;
    window.press("下一步").await;
    window.fill("电脑名称", "PC-A").await;
    window.press("完成设置").await;
    window.see("设置好了。从哪里开始？").await;
    window.choose("导入旧台账").await;
    window.press("开始使用").await;
}

async fn import_list(window: &Window, path: &str) {
    window.fill("或者贴上文件路径", path).await;
    window.press("下一步").await;
    window.see("表头在哪一行？").await;
    window.press("下一步").await;
    window.see("每一列是什么？").await;
    window.press("下一步").await;
    window.see("导入后会是这样").await;
    window.see("华桂珍").await;
    window.press("导入 1 行").await;
    window.see("再导入一个文件").await;
    assert!(window.shows("1 行").await);
}

/// Takes a call of the imported household; returns the order's number.
async fn take_call(window: &Window) -> String {
    window.press("＋ 来电登记").await;
    window.fill("来电号码", "19101071364").await;
    window.see("华桂珍").await;
    window.fill("什么事", "屋里不热，显示 E1").await;
    window.press("登记并开工单").await;
    window.see("答应客户").await;
    window.press("打开工单").await;
    window.see("回复客户").await;
    let text = window.text().await;
    let start = text.find("LH001-A-").expect("the order's number");
    text[start..]
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect()
}

/// From registered to closed, by the buttons the order offers.
async fn work_through(window: &Window) {
    window.press("回复客户").await;
    window.fill("和客户说了什么", "已回电，下午去").await;
    window.press("确定回复客户").await;
    window.press("派工").await;
    window.pick("派哪位师傅", "店主").await;
    window.press("确定派工").await;
    window.press("开始处理").await;
}

async fn sync(window: &Window) {
    window.press("同步").await;
    window.press("立即同步").await;
    window.see("都已同步").await;
}

fn headquarters_sees(server: &Server, no: &str) {
    let verify = server.verify();
    assert_eq!(verify["integrity"], "ok", "{verify}");
    let b = Pc::enrolled(server, "PC-B");
    b.sync();
    let order = b.call("work_order.get", &json!({ "no": no })).ok();
    assert_eq!(order["summary"]["customer_name"], "华桂珍");
}

/// Two PCs rename the household offline; the window shows both names and a person decides.
async fn conflict(server: &Server, folder: &std::path::Path) {
    let b = Pc::enrolled(server, "PC-C");
    b.sync();
    let found = b.call("customer.search", &json!({"query": "华桂珍"})).ok();
    let customer = found["hits"][0]["id"].clone();

    let window = Window::open(folder).await;
    let renamed = b.call(
        "customer.update",
        &json!({"id": customer, "name": "华桂珍（老华家）"}),
    );
    let _ = renamed.ok();
    window.press("客户").await;
    window.choose("华桂珍").await;
    window.press("修改资料").await;
    window.fill("姓名", "华桂贞").await;
    window.press("保存").await;
    window.see("华桂贞").await;
    b.sync();
    window.press("同步").await;
    window.press("立即同步").await;
    window.see("两个版本，等您决定").await;
    window.see("华桂珍（老华家）").await;
    window.press("选这个").await;
    window.see("没有要决定的").await;
    window.press("立即同步").await;
    window.see("都已同步").await;
    window.close().await;
    b.sync();
    assert_eq!(b.verify()["conflicts"], 0);
    assert_eq!(b.verify()["state_hash"], server.verify()["state_hash"]);
}

#[tokio::test]
async fn what_was_half_typed_is_there_after_a_power_cut() {
    if !window::can_run() {
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
