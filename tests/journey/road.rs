//! The whole road in the window, and headquarters' console in a browser at its end.

use serde_json::json;
use wuyou_tests::driver;
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;
use wuyou_tests::window::Window;

use crate::steps::{first_run, preview_import, sync};

/// An old list with what such lists have: a title, a household, a bad phone, a total.
const OLD_LIST: &str = "柳河服务网点 客户台账,,,\n姓名,联系电话,乡镇,村组及详细地址\n华桂珍,191-0107-1364,柳河镇,沙河村4组 供销社往北第二家\n王帆,1906642,双井乡,东沟村4组\n合计,2户,,\n";

#[tokio::test]
async fn from_an_old_list_to_headquarters_screen() {
    if !driver::can_run() {
        return;
    }
    let mut server = Server::start_with_console(driver::console().to_str().map(str::to_owned));
    let data = tempfile::TempDir::new().unwrap();
    let list = data.path().join("客户.csv");
    std::fs::write(&list, OLD_LIST).unwrap();
    let folder = data.path().join("data");

    let window = Window::open(&folder).await;
    first_run(&window, &server).await;
    import_list(&window, list.to_str().unwrap()).await;
    add_technician(&window).await;

    server.kill();
    let no = take_call(&window).await;
    work_through(&window).await;
    server.resume();
    let console = open_console(&server).await;
    sync(&window).await;
    headquarters_sees(&console, &no).await;
    console.close().await;
    window.close().await;

    second_pc_has(&server, &no);
    conflict(&server, &folder).await;
}

async fn import_list(window: &Window, path: &str) {
    preview_import(window, path).await;
    window.see("华桂珍").await;
    window.press("导入 1 行").await;
    window.see("再导入一个文件").await;
    window.see("导入了 1 行，1 行没有导入").await;
}

/// Who did the work may not confirm it, so the shop has a technician.
async fn add_technician(window: &Window) {
    window.press("设置").await;
    window.press("人员").await;
    window.press("添加人员").await;
    window.fill("姓名", "张师傅").await;
    window.pick("岗位", "技师").await;
    window.press("保存").await;
    window.see_in("table", "张师傅").await;
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

/// From registered to closed, by the buttons that the order offers under its step bar.
async fn work_through(window: &Window) {
    window.press("回复客户").await;
    window.fill("和客户说了什么", "已回电，明天下午去").await;
    window.press("确定回复客户").await;
    reached(window, "回复").await;

    window.press("预约上门").await;
    window.fill("日期", "明天").await;
    window.press("14–16").await;
    window.press("确定预约上门").await;
    reached(window, "预约").await;

    window.press("派工").await;
    window.pick("派哪位师傅", "张师傅").await;
    window.press("确定派工").await;
    reached(window, "派工").await;

    window.press("开始处理").await;
    reached(window, "处理").await;

    window.press("待件").await;
    window
        .fill("什么配件，从哪里来", "点火针，县里配件店")
        .await;
    window.fill("哪天到", "明天").await;
    window.press("确定待件").await;
    window.press("配件到货").await;

    window.press("完工").await;
    window.fill("什么原因", "点火针积碳").await;
    window.pick("原因分类", "环境问题").await;
    window.fill("怎么处理的", "换点火针，试机正常").await;
    window.fill("收客户多少钱", "35").await;
    window.fill("客户签字", "纸单 0231").await;
    window.press("确定完工").await;
    reached(window, "完工").await;

    // Nothing is closed while money is open.
    window.see_in(".money .sums", "35").await;
    window.press("记一笔收款").await;
    window.press("确定收款").await;
    window.see_in(".money", "已收清").await;

    window.press("回访确认").await;
    window.tick("是").await;
    window.fill("和客户说了什么", "好用了，谢谢").await;
    window.press("确定回访确认").await;
    reached(window, "回访").await;

    window.press("关闭").await;
    reached(window, "关闭").await;
    window.see("这张工单已办完。").await;
}

/// Waits until the step bar has this mark behind it.
async fn reached(window: &Window, mark: &str) {
    window.see_in(".steps .done .word", mark).await;
}

/// Headquarters' browser, logged in and showing orders in any state.
async fn open_console(server: &Server) -> Window {
    let console = Window::browse(&server.url()).await;
    console.fill("账号", "hq").await;
    console.fill("密码", "hq-pass-2026").await;
    console.press("登录").await;
    console.pick("状态", "全部状态").await;
    console
}

/// The closed order is in the list without a reload, and its whole story beside it.
async fn headquarters_sees(console: &Window, no: &str) {
    console.see_in("[data-index]", no).await;
    console.see_in("[data-index]", "已关闭").await;
    console.choose(no).await;
    for step in [
        "登记",
        "回复客户",
        "预约上门",
        "派工",
        "开始处理",
        "待件",
        "配件到货",
        "完工",
        "回访确认",
        "关闭",
    ] {
        console.see_in(".panel ol li", step).await;
    }
    console.see_in(".panel", "换点火针，试机正常").await;
    console.see_in(".panel", "张师傅").await;
}

fn second_pc_has(server: &Server, no: &str) {
    let verify = server.verify();
    assert_eq!(verify["integrity"], "ok", "{verify}");
    let b = Pc::enrolled(server, "PC-B");
    b.sync();
    let order = b.call("work_order.get", &json!({ "no": no })).ok();
    assert_eq!(order["summary"]["customer_name"], "华桂珍");
    assert_eq!(order["summary"]["state"], "closed");
    assert_eq!(order["charge_fen"], 3500);
}

/// Two PCs rename the household offline; the window shows both names and a person decides.
async fn conflict(server: &Server, folder: &std::path::Path) {
    let b = Pc::enrolled(server, "PC-C");
    b.sync();
    let found = b.call("customer.search", &json!({"query": "华桂珍"})).ok();
    let customer = found["hits"][0]["id"].clone();

    let window = Window::open(folder).await;
    // The shop has two people now, so a new day begins with who works.
    window.press("店主").await;
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
    window.see_in("article h2", "华桂贞").await;
    b.sync();
    window.press("同步").await;
    window.press("立即同步").await;
    window.see("两个版本，等您决定").await;
    window.see_in(".side", "华桂珍（老华家）").await;
    window.press("选这个").await;
    window.see("没有要决定的").await;
    window.press("立即同步").await;
    window.see("都已同步").await;
    window.close().await;
    b.sync();
    assert_eq!(b.verify()["conflicts"], 0);
    assert_eq!(b.verify()["state_hash"], server.verify()["state_hash"]);
}
