//! From a shop's records to real paper, through the press that every program on a PC has.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::Read as _;
use std::net::TcpListener;

use serde_json::{Value, json};
use wuyou_app::Caller;
use wuyou_contract::Language;
use wuyou_host::Host;

#[test]
fn every_document_is_shown_and_written_as_pdf_from_what_is_on_record() {
    let dir = tempfile::tempdir().unwrap();
    let host = Host::open(dir.path());
    let caller = Caller {
        staff: None,
        language: Language::Zh,
        owner_by_default: true,
    };
    let call = |name: &str, payload: Value| {
        let answer = host.app().call(&caller, name, payload);
        answer.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    };
    call(
        "setup.offline",
        json!({"dealer_code": "LH001", "owner_name": "陈经理"}),
    );
    let technician = json!({"name": "张师傅", "role": "technician"});
    let technician = call("staff.create", technician)["id"].clone();
    let taken =
        json!({"text": "不点火", "caller_phone": "13804712207", "new_customer_name": "王㛃家"});
    let taken = call("request.create", taken);
    let order = taken["work_order"]["summary"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "customer_id": order["customer_id"], "sold_on": "2025-11-16"});
    let unit = call("unit.register", machine)["unit"]["id"].clone();
    let payment = paid(&call, &order["id"]);
    for (document, id) in [
        ("receipt", &payment),
        ("job_sheet", &order["id"]),
        ("promise_card", &order["id"]),
        ("warranty_card", &unit),
        ("visit_list", &technician),
    ] {
        for language in ["zh-CN", "en"] {
            let job = json!({"document": document, "ids": [id], "paper": "form241x140",
                "language": language});
            let seen = call("print.preview", json!({ "job": job }));
            assert_eq!(seen["missing"], json!([]), "{document}");
            let page = &seen["pages"][0];
            assert!(page["svg"].as_str().unwrap().starts_with("<svg"));
            assert_eq!(
                (&page["width_um"], &page["height_um"]),
                (&json!(241_000), &json!(140_000))
            );
            let path = dir.path().join("out");
            std::fs::create_dir_all(&path).unwrap();
            let path = path.join(format!("{document}-{language}.pdf"));
            let save = json!({"job": job, "path": path.display().to_string()});
            let saved = call("print.save", save);
            assert_eq!(saved["page_count"], seen["page_count"]);
            assert!(std::fs::read(&path).unwrap().starts_with(b"%PDF-"));
        }
    }
}

/// What an order costs, and its payment.
fn paid(call: &impl Fn(&str, Value) -> Value, order: &Value) -> Value {
    let line = json!({"kind": "other", "name": "阀门", "quantity": 1, "unit_fen": 14_950});
    call(
        "money.charge",
        json!({"work_order_id": order, "lines": [line]}),
    );
    let money = json!({"work_order_id": order, "method": "cash", "amount_fen": 14_950});
    call("money.pay", money)["payments"][0]["id"].clone()
}

#[test]
fn a_receipt_reaches_a_printer_on_the_network_as_the_picture_of_the_preview() {
    let dir = tempfile::tempdir().unwrap();
    let host = Host::open(dir.path());
    let caller = Caller {
        staff: None,
        language: Language::Zh,
        owner_by_default: true,
    };
    let call = |name: &str, payload: Value| {
        let answer = host.app().call(&caller, name, payload);
        answer.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    };
    call(
        "setup.offline",
        json!({"dealer_code": "LH001", "owner_name": "陈经理"}),
    );
    let taken =
        json!({"text": "不点火", "caller_phone": "13804712207", "new_customer_name": "王𠙶㛃"});
    let order = call("request.create", taken)["work_order"]["summary"]["id"].clone();
    let payment = paid(&call, &order);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let printer = listener.local_addr().unwrap().to_string();
    let printing = std::thread::spawn(move || {
        let mut got = Vec::new();
        listener.accept().unwrap().0.read_to_end(&mut got).unwrap();
        got
    });
    call("print.settings_set", json!({ "printer": printer }));
    let job = json!({"document": "receipt", "ids": [payment], "paper": "roll58"});
    assert_eq!(
        call("print.preview", json!({ "job": job }))["missing"],
        json!([])
    );
    call("print.send", json!({ "job": job }));
    let got = printing.join().unwrap();
    assert!(got.starts_with(b"\x1B@\x1Dv0\0\x30\0"), "384 dots a row");
    assert!(got.ends_with(b"\x1DV\x42\0"), "cut off");
    // The same bytes as a file.
    let path = dir.path().join("out");
    std::fs::create_dir_all(&path).unwrap();
    let path = path.join("receipt.prn");
    call(
        "print.save",
        json!({"job": job, "path": path.display().to_string()}),
    );
    assert_eq!(std::fs::read(&path).unwrap(), got);
}
