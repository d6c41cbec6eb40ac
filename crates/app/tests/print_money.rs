//! Receipts, the poster with the prices, and the receipt printer of a PC.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use crate::common::press::{Proof, ROLLED, job, out, preview, printing_shop, refused};
use serde_json::{Value, json};
use wuyou_contract::{ErrorCode, Language};
use wuyou_domain::paper::{Document, Receipt};

fn prices(shop: &Shop) {
    let items = json!({"items": [
        {"code": null, "kind": "labour", "name": "人工费", "unit_fen": 8_050},
        {"code": null, "kind": "travel", "name": "上门费", "unit_fen": 3_000},
    ]});
    shop.by("陈经理", "price.save", items);
}

/// A repair of a household with a rare name, out of warranty, with what it costs.
fn order(shop: &Shop) -> Value {
    prices(shop);
    let household = json!({"name": "王𠙶", "phones": [{"number": "13804712207"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "sold_on": "2019-10-01", "customer_id": customer});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let call = json!({"text": "不点火", "caller_phone": "13804712207", "unit_id": unit,
        "customer_id": customer});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let lines = json!({"work_order_id": order, "lines": [
        {"kind": "labour", "code": "人工费", "name": "人工费", "quantity": 1},
        {"kind": "travel", "code": "上门费", "name": "上门费", "quantity": 2},
    ]});
    shop.by("张师傅", "money.charge", lines);
    order
}

fn pay(shop: &Shop, order: &Value, method: &str, fen: i64) -> Value {
    let mut call = json!({"work_order_id": order, "method": method, "amount_fen": fen});
    if method == "credit" {
        call["due_on"] = "2026-12-20".into();
    }
    let money = shop.by("王姐", "money.pay", call);
    money["payments"].as_array().unwrap().last().unwrap()["id"].clone()
}

fn receipt(shop: &Shop, proof: &Proof, payment: &Value) -> Receipt {
    preview(shop, job("receipt", &[payment]));
    let Document::Receipts(mut receipts) = proof.last().document else {
        panic!("no receipts")
    };
    receipts.remove(0)
}

#[test]
fn a_receipt_says_who_paid_how_much_in_figures_and_capitals_what_for_and_who_took_it() {
    let (shop, proof) = printing_shop();
    let order = order(&shop);
    let paid = pay(&shop, &order, "wechat", 10_050);
    let paper = receipt(&shop, &proof, &paid);
    assert_eq!(paper.no, shop.summary(&order)["no"]);
    assert_ne!(paper.receipt_no, paper.no);
    assert_eq!(paper.payer.as_deref(), Some("王𠙶"));
    assert_eq!(paper.amount, "¥100.50");
    assert_eq!(paper.in_capitals, "壹佰元伍角整");
    assert_eq!(paper.method, "微信");
    assert_eq!(paper.taken_by.as_deref(), Some("王姐"));
    assert!(paper.received.starts_with("2026年11月21日 周六 12:00"));
    assert!(paper.purpose.starts_with("报修") && paper.purpose.ends_with("L1P241602802954S"));
    let said = |lines: &[wuyou_domain::paper::Line]| -> Vec<String> {
        let lines = lines.iter();
        lines
            .map(|line| format!("{} {}", line.name, line.until))
            .collect()
    };
    assert_eq!(said(&paper.lines), ["人工费 ¥80.50", "上门费 × 2 ¥60.00"]);
    assert_eq!(
        said(&paper.sums),
        ["应收合计 ¥140.50", "已收合计 ¥100.50", "还欠 ¥40.00"]
    );
    assert_eq!(paper.taken_back, None);
}

#[test]
fn a_payment_that_was_taken_back_says_so_on_its_receipt_whichever_row_is_printed() {
    let (shop, proof) = printing_shop();
    let order = order(&shop);
    let paid = pay(&shop, &order, "cash", 3_000);
    shop.at(NOON + DAY);
    let back = json!({"payment_id": paid, "reason": "收错了"});
    let money = shop.by("王姐", "money.reverse", back);
    let reversal = money["payments"].as_array().unwrap().last().unwrap()["id"].clone();
    let paper = receipt(&shop, &proof, &paid);
    assert_eq!(
        paper.taken_back.as_deref(),
        Some("2026年11月22日 周日 12:00 · 王姐 · 收错了")
    );
    assert_eq!(paper.amount, "¥30.00");
    assert_eq!(receipt(&shop, &proof, &reversal), paper);
}

#[test]
fn what_is_only_promised_has_no_receipt() {
    let (shop, _) = printing_shop();
    let order = order(&shop);
    let promised = pay(&shop, &order, "credit", 3_000);
    let ask = json!({ "job": job("receipt", &[&promised]) });
    assert_eq!(refused(&shop, "print.preview", ask), "print.nothing");
}

#[test]
fn the_poster_carries_the_shops_prices_and_names_no_record() {
    let (shop, proof) = printing_shop();
    prices(&shop);
    let seen = preview(&shop, job("poster", &[]));
    assert_eq!(
        (&seen["paper"], &seen["page_count"]),
        (&json!("a4"), &json!(1))
    );
    let Document::Posters(posters) = proof.last().document else {
        panic!("no poster")
    };
    let lines = posters[0].prices.iter();
    let lines: Vec<_> = lines.map(|line| (&*line.name, &*line.until)).collect();
    assert_eq!(lines, [("人工费", "¥80.50"), ("上门费", "¥30.00")]);
    assert_eq!(posters[0].as_of, "2026年11月21日公布");
}

fn printer(shop: &Shop, name: &str) {
    shop.by("王姐", "print.settings_set", json!({"printer": name}));
}

fn on_roll(payment: &Value) -> Value {
    let mut asked = job("receipt", &[payment]);
    asked["paper"] = "roll80".into();
    json!({ "job": asked })
}

#[test]
fn a_receipt_goes_to_the_printer_this_pc_names_and_the_roll_is_remembered() {
    let (shop, proof) = printing_shop();
    let order = order(&shop);
    let paid = pay(&shop, &order, "cash", 3_000);
    assert_eq!(
        refused(&shop, "print.send", on_roll(&paid)),
        "print.no_printer"
    );
    printer(&shop, "192.168.1.50");
    let sent = shop.by("王姐", "print.send", on_roll(&paid));
    assert_eq!(
        (&sent["printer"], &sent["page_count"]),
        (&json!("192.168.1.50"), &json!(1))
    );
    let Document::Receipts(sent) = proof.last().document else {
        panic!("no receipts")
    };
    assert_eq!(sent[0].amount, "¥30.00");
    assert_eq!(preview(&shop, job("receipt", &[&paid]))["paper"], "roll80");
    // A printer that is off is told with what to do, and nothing is remembered as printed on it.
    printer(&shop, "192.168.1.50:9");
    assert_eq!(
        refused(&shop, "print.send", on_roll(&paid)),
        "print.printer"
    );
    let mut sheet = on_roll(&paid);
    sheet["job"]["paper"] = "a5".into();
    assert_eq!(refused(&shop, "print.send", sheet), "input.invalid");
}

#[test]
fn a_roll_is_saved_as_the_printers_bytes_where_the_name_says_so() {
    let (shop, _) = printing_shop();
    let order = order(&shop);
    let paid = pay(&shop, &order, "cash", 3_000);
    let (_dir, path) = out();
    let path = path.replace(".pdf", ".prn");
    let mut save = on_roll(&paid);
    save["path"] = path.clone().into();
    shop.by("王姐", "print.save", save.clone());
    assert_eq!(std::fs::read(&path).unwrap(), ROLLED);
    save["job"]["paper"] = "a4".into();
    assert_eq!(refused(&shop, "print.save", save), "input.invalid");
}

#[test]
fn a_file_is_no_printer_and_only_the_desk_names_one() {
    let (shop, _) = printing_shop();
    for typed in ["/srv/wuyou.db", r"C:\wuyou.db", "小票机"] {
        let error = shop
            .try_by("王姐", "print.settings_set", json!({"printer": typed}))
            .unwrap_err();
        assert_eq!(error.fields[0].code, "printer_name", "{typed}");
    }
    let refused = shop.try_by("张师傅", "print.settings_set", json!({"printer": "LPT1"}));
    assert_eq!(refused.unwrap_err().code.to_string(), "permission.denied");
    printer(&shop, r"\\PC1\小票机");
    let kept = shop.by("王姐", "print.settings_set", json!({"phone": "1"}));
    assert_eq!(kept["printer"], r"\\PC1\小票机");
}

#[test]
fn a_disk_pulled_out_while_printing_is_told_and_the_receipt_is_printed_again_elsewhere() {
    let (shop, _) = printing_shop();
    let order = order(&shop);
    let paid = pay(&shop, &order, "cash", 3_000);
    let (dir, path) = out();
    let save = |path: &str| json!({"job": job("receipt", &[&paid]), "path": path});
    preview(&shop, job("receipt", &[&paid]));
    dir.close().unwrap();
    assert_eq!(refused(&shop, "print.save", save(&path)), "print.file");
    let told = ErrorCode::PrintFile.message(Language::Zh);
    assert!(told.contains("优盘") && told.contains("没有丢"), "{told}");
    // The payment stands, nothing is remembered of the try, and another place works.
    assert_eq!(preview(&shop, job("receipt", &[&paid]))["paper"], "a5");
    let (_dir, path) = out();
    shop.by("王姐", "print.save", save(&path));
    assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-"));
}
