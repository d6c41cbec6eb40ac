//! J8: a complaint with four eyes, closed by another, and reopened.

use std::path::Path;

use serde_json::json;
use wuyou_tests::desk::{Desk, HOUR_MS, now_at};
use wuyou_tests::driver;
use wuyou_tests::window::Window;

use crate::steps::{signed_in, switched};

#[tokio::test]
async fn j8_a_complaint_is_looked_into_and_closed_by_other_eyes_and_can_come_back() {
    if !driver::can_run() {
        return;
    }
    let data = tempfile::TempDir::new().unwrap();
    let order = paid_order(data.path());

    let window = signed_in(data.path(), "王姐").await;
    window.go(&format!("/orders/{order}")).await;
    taken(&window).await;
    switched(&window, "陈经理").await;
    looked_into_by_another(&window).await;
    settled(&window).await;
    closed_by_another(&window).await;
    back_and_refused(&window).await;
    window.close().await;
}

/// An order of 张师傅 for which the household has paid in two payments of ¥80.
fn paid_order(dir: &Path) -> String {
    let desk = Desk::new(dir, now_at() - 3 * HOUR_MS);
    let call = json!({"text": "不点火", "caller_phone": "13804712207",
        "new_customer_name": "王建军"});
    let taken = desk.by("王姐", "request.create", &call);
    let order = taken["work_order"]["summary"]["id"].clone();
    desk.send(&order);
    desk.step("张师傅", &order, "start", &json!({}));
    let done = json!({"cause": "零件", "result": "换点火针", "charge_fen": 16_000,
        "signature": "纸 0012"});
    desk.step("张师傅", &order, "finish", &done);
    for method in ["cash", "wechat"] {
        let paid = json!({"work_order_id": order, "method": method, "amount_fen": 8_000});
        let _ = desk.by("王姐", "money.pay", &paid);
    }
    order.as_str().unwrap().to_owned()
}

/// Written down on the order's own screen; the rules say how grave it is and by when.
async fn taken(window: &Window) {
    window.press("记抱怨或投诉").await;
    window.pick("哪一类", "收费").await;
    window.fill("客户怎么说的", "收费多").await;
    window.choose("正式投诉，要答复").await;
    window.fill("您希望怎样解决", "退八十元").await;
    window.pick("投诉的是谁", "张师傅").await;
    window.pick("现在满意度", "2").await;
    window.see_in("form [role=status]", "C 一般").await;
    window.press("登记").await;
    window.see_in("article .tag", "C 一般").await;
    window.press("告知收到").await;
    window.fill("和客户说了什么", "收到了，今天答复").await;
    window.press("确定：告知收到").await;
    window.see_in("article .tag", "已告知").await;
}

async fn looked_into_by_another(window: &Window) {
    window.press("初评定级").await;
    window.pick("定为哪一级", "C 一般").await;
    window.press("确定：初评定级").await;
    window.see_in("article .tag", "已初评").await;
    window.press("开始调查").await;
    window.pick("谁来调查", "张师傅").await;
    window.press("确定：开始调查").await;
    window.see_in("form.step [role=alert]", "").await;
    window.see_in("article .tag", "已初评").await;
    window.press("返回").await;
    investigated_by(window, "李师傅").await;
}

async fn investigated_by(window: &Window, who: &str) {
    window.press("开始调查").await;
    window.pick("谁来调查", who).await;
    window.press("确定：开始调查").await;
    window.see_in("article .tag", "调查中").await;
}

async fn settled(window: &Window) {
    answered(window, "退 80 元").await;
    window.press("客户接受").await;
    window.fill("和客户说了什么", "同意").await;
    window.press("确定：客户接受").await;
    window.see_in("article .tag", "客户接受").await;
    window.press("开始执行").await;
    window.pick("补救措施", "退还多收的钱").await;
    window.fill("内容", "已退八十元").await;
    window.press("确定：开始执行").await;
    window.see_in("article .tag", "执行中").await;
}

async fn answered(window: &Window, plan: &str) {
    window.press("答复方案").await;
    window.fill("查出的原因", "上门费算了两次").await;
    window.pick("失败类型", "过程失败").await;
    window.fill("给客户的方案", plan).await;
    window.fill("和客户说了什么", "电话说明").await;
    window.press("确定：答复方案").await;
    window.see_in("article .tag", "已答复方案").await;
}

/// Who handled it is told why not; another closes it.
async fn closed_by_another(window: &Window) {
    window.see("经办人不能自己关闭，请换人。").await;
    switched(window, "王姐").await;
    window.press("关闭").await;
    window.pick("客户现在的满意度", "5 分").await;
    window.fill("和客户说了什么", "客户说满意").await;
    window.press("确定：关闭").await;
    window.see_in("article .tag", "已关闭（满意）").await;
    window.see_in("article", "处理前 2 分").await;
    window.see_in("article", "处理后 5 分").await;
}

/// It comes back, and what the shop offers now is refused: headquarters decides, nobody here.
async fn back_and_refused(window: &Window) {
    switched(window, "陈经理").await;
    window.press("重开").await;
    window.fill("理由", "又多收了").await;
    window.press("确定：重开").await;
    window.see_in("article .tag", "重开 1 次").await;
    window.see_in("article .tag", "已初评").await;
    investigated_by(window, "李师傅").await;
    answered(window, "送一次保养").await;
    window.press("客户不接受").await;
    window.fill("理由", "要退钱").await;
    window.fill("和客户说了什么", "客户不同意").await;
    window.press("确定：客户不接受").await;
    window.see_in("article .tag", "客户不接受").await;
    assert!(!window.offers("答复方案").await, "a second answer");
    window.press("升级总部").await;
    window.fill("理由", "谈不拢").await;
    window.press("确定：升级总部").await;
    window.see_in("article .tag", "已升级总部").await;
    for step in ["答复方案", "关闭", "开始执行"] {
        assert!(!window.offers(step).await, "{step}");
    }
}
