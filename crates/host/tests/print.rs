//! From a shop's records to real paper, through the press that every program on a PC has.
#![allow(clippy::unwrap_used, reason = "tests")]

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
    for (document, id) in [
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
