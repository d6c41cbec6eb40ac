//! An attempt at commissioning on paper.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::desk::{Shop, good_of, photograph};
use crate::common::press::{Proof, job, preview, printing_shop, refused};
use serde_json::{Value, json};
use wuyou_domain::paper::{CommissioningRecord, Document};

/// A machine sold to a household and put up, waiting for its checklist.
fn put_up(shop: &Shop) -> Value {
    let household = json!({"name": "王𠙶", "phones": [{"number": "13804712207"}],
        "addresses": [{"town": "柳河镇", "detail": "东沟村"}]});
    let customer = shop.by("王姐", "customer.create", household)["id"].clone();
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "gas": "natural_gas"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let sale = json!({"unit_id": unit, "customer_id": customer, "channel": "shop",
        "sold_on": "2026-11-20", "price_fen": 680_000, "invoice_no": "0012",
        "invoice_on": "2026-11-20"});
    shop.by("王姐", "machine.sell", sale);
    unit
}

fn commission(shop: &Shop, unit: &Value, answers: Vec<Value>) -> Value {
    let attempt = json!({"unit_id": unit, "paper_no": "AZ-7", "answers": answers});
    let done = shop.by("张师傅", "machine.commission", attempt);
    done["machine"]["inspections"][0]["id"].clone()
}

fn answers(shop: &Shop, unit: &Value) -> Vec<Value> {
    let sheet = shop.by("王姐", "machine.sheet", json!({ "unit_id": unit }));
    photograph(|name, payload| shop.by("王姐", name, payload), &sheet);
    good_of(&sheet)
}

fn record(shop: &Shop, proof: &Proof, asked: Value) -> CommissioningRecord {
    preview(shop, asked);
    let Document::CommissioningRecords(mut records) = proof.last().document else {
        panic!("no commissioning records")
    };
    records.remove(0)
}

#[test]
fn a_record_has_every_item_with_its_answer_its_values_and_limits_and_who_inspected() {
    let (shop, proof) = printing_shop();
    let unit = put_up(&shop);
    let made = commission(&shop, &unit, answers(&shop, &unit));
    let paper = record(&shop, &proof, job("commissioning_record", &[&made]));
    assert_eq!(paper.customer.as_deref(), Some("王𠙶"));
    assert_eq!(paper.address.as_deref(), Some("柳河镇 东沟村"));
    assert_eq!(
        (&*paper.serial, &*paper.no),
        ("L1P241602802954S", "L1P241602802954S")
    );
    assert_eq!(paper.inspector.as_deref(), Some("张师傅"));
    assert_eq!(paper.done_on, "2026年11月21日");
    assert_eq!(paper.status, "合格");
    assert_eq!(paper.label_no.as_deref(), Some("HG-0001"));
    assert_eq!(paper.paper_no.as_deref(), Some("AZ-7"));
    let item = |no: u32| paper.items.iter().find(|item| item.no == no).unwrap();
    assert_eq!(item(2).result, "合格");
    assert_eq!(item(11).values, ["静压 3000 Pa（1500–3000）", "照片 1 张"]);
    assert_eq!(item(17).values, ["连续成功次数 5 ×（≥ 5）"]);
    assert_eq!(item(26).result, "已讲给 王建军");
    assert_eq!(item(28).result, "已签：纸 0231");
    assert_eq!(item(29).result, "HG-0001");
    assert_eq!(paper.topics.len(), 6);
    assert_eq!(paper.findings, Vec::<String>::new());
    let mut english = job("commissioning_record", &[&made]);
    english["language"] = "en".into();
    let english = record(&shop, &proof, english);
    assert_eq!(english.items[1].result, "good");
    assert_eq!(english.status, "passed");
}

#[test]
fn a_failed_attempt_names_what_is_wrong_and_by_how_much() {
    let (shop, proof) = printing_shop();
    let unit = put_up(&shop);
    let mut given = answers(&shop, &unit);
    for answer in &mut given {
        if answer["item"] == "room_co" {
            answer["readings"] = json!({"room_co_ppm": 35.0});
        }
    }
    given.retain(|answer| answer["item"] != "label");
    given.push(json!({"item": "notice", "passed": true, "readings": {}, "topics": []}));
    let made = commission(&shop, &unit, given);
    let paper = record(&shop, &proof, job("commissioning_record", &[&made]));
    assert_eq!(paper.status, "不合格，整改前不得使用");
    let item = paper.items.iter().find(|item| item.no == 22).unwrap();
    assert!(item.bad && item.result == "不合格", "{item:?}");
    assert_eq!(item.values, ["室内 CO 35 ppm（0–0）"]);
    assert!(paper.findings.iter().any(|line| line.contains("35 ppm")));
    let last = paper.items.last().unwrap();
    assert_eq!((last.no, &*last.result), (30, "已交"));
}

#[test]
fn an_attempt_nobody_made_is_not_printed() {
    let (shop, _) = printing_shop();
    let unknown = json!("00000000-0000-4000-8000-000000000000");
    let ask = json!({ "job": job("commissioning_record", &[&unknown]) });
    assert_eq!(refused(&shop, "print.preview", ask), "record.not_found");
}
