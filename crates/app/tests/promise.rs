//! The ledger of promises on a real database with a turned clock.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use crate::common::press::{job, preview, printing_shop, refused};
use serde_json::{Value, json};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::paper::Document;

fn promise(shop: &Shop, text: &str, due_on: &str) -> Value {
    let order = shop.take();
    let said = json!({"text": text, "due_on": due_on, "work_order_id": order});
    shop.by("王姐", "promise.create", said)
}

fn resolve(shop: &Shop, promise: &Value, state: &str, more: Value) -> Result<Value, ApiError> {
    let mut said = more;
    said["id"] = promise["id"].clone();
    said["state"] = state.into();
    shop.try_by("王姐", "promise.resolve", said)
}

fn wrong_field(answer: Result<Value, ApiError>) -> (String, String) {
    let error = answer.unwrap_err();
    (error.fields[0].field.clone(), error.fields[0].code.clone())
}

fn texts(shop: &Shop, filter: &str) -> Vec<String> {
    let page = shop.by("王姐", "promise.list", json!({ "filter": filter }));
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(page["total"], rows.len());
    let text = |row: &Value| row["text"].as_str().unwrap().to_owned();
    rows.iter().map(text).collect()
}

#[test]
fn a_promise_is_one_line_with_a_day_and_belongs_to_the_orders_household_and_whoever_gave_it() {
    let shop = Shop::new();
    let given = promise(&shop, "周五前送滤网", "2026-11-27");
    assert_eq!(given["customer_name"], "王建军");
    assert_eq!(given["owner"], "王姐");
    assert_eq!(given["urgency"], "later");
    assert!(given["no"].as_str().unwrap().starts_with("LH001-"));
    for (field, value, code) in [
        ("text", json!("  "), "required"),
        ("due_on", json!("2月30日"), "date_no_such_day"),
        ("due_on", json!("2026-11-20"), "plan_past"),
        ("due_on", json!("2036-11-20"), "plan_range"),
        ("owner_id", json!(uuid::Uuid::nil()), "not_a_technician"),
    ] {
        let mut said = json!({"text": "送滤网", "due_on": "2026-11-27",
            "customer_id": given["customer_id"]});
        said[field] = value;
        let answer = shop.try_by("王姐", "promise.create", said);
        assert_eq!(wrong_field(answer), (field.to_owned(), code.to_owned()));
    }
    let nobody = json!({"text": "送滤网", "due_on": "2026-11-27"});
    let nobody = shop.try_by("王姐", "promise.create", nobody);
    assert_eq!(wrong_field(nobody).0, "customer_id");
}

#[test]
fn the_first_due_comes_first_and_a_day_that_has_passed_is_overdue() {
    let shop = Shop::new();
    promise(&shop, "送滤网", "2026-11-27");
    promise(&shop, "回电话", "2026-11-21");
    promise(&shop, "带说明书", "2026-11-22");
    assert_eq!(texts(&shop, "open"), ["回电话", "带说明书", "送滤网"]);
    assert_eq!(texts(&shop, "overdue"), Vec::<String>::new());
    shop.at(NOON + DAY);
    assert_eq!(texts(&shop, "overdue"), ["回电话"]);
    let counts = shop.by("王姐", "promise.counts", json!({}));
    assert_eq!(
        counts,
        json!({"open": 3, "overdue": 1, "today": 1, "kept": 0, "broken": 1})
    );
    let page = shop.by("王姐", "promise.list", json!({"limit": 2}));
    assert_eq!(page["rows"][0]["late_by_days"], 1);
    let rest = shop.by(
        "王姐",
        "promise.list",
        json!({"limit": 2, "after": page["next"]}),
    );
    assert_eq!(rest["rows"][0]["text"], "送滤网");
    let found = shop.by("王姐", "promise.list", json!({"query": "说明"}));
    assert_eq!(found["total"], 1);
}

#[test]
fn a_promise_is_kept_broken_or_withdrawn_once_and_only_a_broken_one_needs_a_reason() {
    let shop = Shop::new();
    let kept = promise(&shop, "送滤网", "2026-11-22");
    let late = promise(&shop, "回电话", "2026-11-21");
    let broken = promise(&shop, "带配件", "2026-11-21");
    let gone = promise(&shop, "拍照片", "2026-11-21");
    shop.at(NOON + 2 * DAY);
    let before = resolve(&shop, &kept, "kept", json!({"kept_on": "2026-11-20"}));
    assert_eq!(
        wrong_field(before),
        ("kept_on".into(), "before_promise".into())
    );
    let ahead = resolve(&shop, &kept, "kept", json!({"kept_on": "2026-12-20"}));
    assert_eq!(wrong_field(ahead), ("kept_on".into(), "date_future".into()));
    let done = resolve(&shop, &kept, "kept", json!({"kept_on": "2026-11-22"})).unwrap();
    assert_eq!(
        (&done["state"], &done["late_by_days"]),
        (&json!("kept"), &Value::Null)
    );
    let done = resolve(&shop, &late, "kept", json!({})).unwrap();
    assert_eq!(
        (&done["kept_on"], &done["late_by_days"]),
        (&json!("2026-11-23"), &json!(2))
    );
    let bare = resolve(&shop, &broken, "broken", json!({}));
    assert_eq!(wrong_field(bare), ("reason".into(), "required".into()));
    resolve(&shop, &broken, "broken", json!({"reason": "缺货"})).unwrap();
    resolve(&shop, &gone, "withdrawn", json!({"reason": "客户不要了"})).unwrap();
    let twice = resolve(&shop, &broken, "kept", json!({}));
    assert_eq!(twice.unwrap_err().code, ErrorCode::PromiseDone);
    assert_eq!(texts(&shop, "open"), Vec::<String>::new());
    assert_eq!(texts(&shop, "done").len(), 4);
    let counts = shop.by("王姐", "promise.counts", json!({}));
    assert_eq!(
        (&counts["kept"], &counts["broken"]),
        (&json!(1), &json!(2)),
        "kept late is a breach, withdrawn is neither"
    );
}

#[test]
fn a_promise_goes_into_other_hands_for_a_reason_that_stays_with_it() {
    let shop = Shop::new();
    let given = promise(&shop, "周五前送滤网", "2026-11-27");
    assert_eq!(
        (&given["owner"], &given["handovers"]),
        (&json!("王姐"), &json!([]))
    );
    let give = |to: &str, reason: &str| {
        let call = json!({"id": given["id"], "owner_id": shop.staff(to), "reason": reason});
        shop.try_by("陈经理", "promise.give", call)
    };
    let field = |field: &str, code: &str| (field.to_owned(), code.to_owned());
    assert_eq!(
        wrong_field(give("张师傅", " ")),
        field("reason", "required")
    );
    assert_eq!(
        wrong_field(give("王姐", "请假")),
        field("owner_id", "same_owner")
    );
    let nobody = json!({"id": given["id"], "owner_id": uuid::Uuid::nil(), "reason": "请假"});
    let refused = shop.try_by("陈经理", "promise.give", nobody);
    assert_eq!(wrong_field(refused), field("owner_id", "not_a_technician"));
    shop.at(NOON + DAY);
    let after = give("张师傅", "王姐请假").unwrap();
    assert_eq!(after["owner"], "张师傅");
    let handed = json!([{"from": "王姐", "to": "张师傅", "reason": "王姐请假", "left": false, "by": "陈经理",
        "at": NOON + DAY}]);
    assert_eq!(after["handovers"], handed);
    let page = shop.by("王姐", "promise.list", json!({}));
    assert_eq!(page["rows"][0]["handovers"], handed);
    resolve(&shop, &given, "kept", json!({})).unwrap();
    assert_eq!(
        give("王姐", "换回来").unwrap_err().code,
        ErrorCode::PromiseDone
    );
}

#[test]
fn a_technician_gives_away_only_a_promise_of_his_own_and_none_that_is_past_its_day() {
    let shop = Shop::new();
    let given = promise(&shop, "周五前送滤网", "2026-11-27");
    let give = |who: &str, to: &str| {
        let call = json!({"id": given["id"], "owner_id": shop.staff(to), "reason": "换人"});
        shop.try_by(who, "promise.give", call)
    };
    let refused = give("张师傅", "李师傅").unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed, "it is 王姐's");
    give("王姐", "张师傅").unwrap();
    assert_eq!(give("张师傅", "李师傅").unwrap()["owner"], "李师傅");
    shop.at(NOON + 7 * DAY);
    let late = give("李师傅", "张师傅").unwrap_err();
    assert_eq!(late.code, ErrorCode::NotAllowed);
    assert_eq!(give("王姐", "张师傅").unwrap()["owner"], "张师傅");
}

#[test]
fn a_promise_given_on_the_phone_has_a_card_to_hand_out_until_it_is_kept() {
    let (shop, proof) = printing_shop();
    let household = json!({"name": "赵铁柱", "phones": [{"number": "13804712207"}]});
    let home = shop.by("王姐", "customer.create", household)["id"].clone();
    let said = json!({"text": "周五前送滤网", "due_on": "2026-11-27", "customer_id": home});
    let given = shop.by("王姐", "promise.create", said)["id"].clone();
    let ask = || job("promise_slip", &[&given]);
    let seen = preview(&shop, ask());
    assert_eq!(seen["file_name"], "承诺卡-赵铁柱.pdf");
    let Document::PromiseSlips(slips) = proof.last().document else {
        panic!("no cards")
    };
    let slip = &slips[0];
    assert_eq!(slip.text, "周五前送滤网");
    assert_eq!(slip.customer.as_deref(), Some("赵铁柱"));
    assert_eq!(slip.owner.as_deref(), Some("王姐"));
    assert_eq!(slip.until, "2026年11月27日 周五");
    assert_eq!(slip.given, "2026年11月21日 周六 12:00");
    assert_eq!(slip.no, None);

    let (_dir, path) = crate::common::press::out();
    shop.by("王姐", "print.save", json!({"job": ask(), "path": path}));
    let log = shop.by("陈经理", "access.list", json!({"customer_id": home}));
    let entries = log["rows"].as_array().unwrap();
    let printed = entries.iter().find(|one| one["action"] == "print").unwrap();
    assert_eq!(printed["what"], "promise_slip");
    assert_eq!(printed["record_kind"], "promise");

    resolve(&shop, &json!({ "id": given }), "kept", json!({})).unwrap();
    let again = json!({ "job": ask() });
    assert_eq!(refused(&shop, "print.preview", again), "print.nothing");
}

#[test]
fn what_somebody_promised_who_leaves_says_in_its_course_who_gave_it_to_whom_and_that_they_left() {
    let shop = Shop::new();
    let order = shop.take();
    let said = json!({"text": "送滤网", "due_on": "2026-11-27", "work_order_id": order,
        "owner_id": shop.staff("张师傅")});
    let given = shop.by("王姐", "promise.create", said);
    assert_eq!(given["handovers"], json!([]));
    let gone = json!({"id": shop.staff("张师傅"), "to_id": shop.staff("李师傅")});
    shop.at(NOON + DAY);
    shop.by("陈经理", "staff.leave", gone);
    let page = shop.by("王姐", "promise.list", json!({}));
    let row = &page["rows"][0];
    assert_eq!(row["owner"], "李师傅");
    let course = row["handovers"].as_array().unwrap();
    assert_eq!(course.len(), 1);
    assert_eq!(
        course[0],
        json!({"from": "张师傅", "to": "李师傅", "reason": "张师傅", "left": true,
            "by": "陈经理", "at": NOON + DAY})
    );
    // Given on by hand afterwards, the reason is the typed one.
    let on = json!({"id": given["id"], "owner_id": shop.staff("王姐"), "reason": "他在外地"});
    shop.by("王姐", "promise.give", on);
    let page = shop.by("王姐", "promise.list", json!({}));
    let course = page["rows"][0]["handovers"].as_array().unwrap();
    assert_eq!(course.len(), 2);
    let typed = course.iter().find(|one| one["left"] == false).unwrap();
    assert_eq!(typed["reason"], "他在外地");
}

#[test]
fn a_technician_keeps_the_promise_of_another_but_does_not_withdraw_it() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let made = json!({"work_order_id": order, "text": "带新滤网", "due_on": "2026-11-25",
        "owner_id": shop.staff("王姐")});
    let promise = shop.by("王姐", "promise.create", made);
    let gone = json!({"id": promise["id"], "state": "withdrawn", "reason": "不用了"});
    let refused = shop.try_by("张师傅", "promise.resolve", gone.clone());
    assert_eq!(refused.unwrap_err().code, ErrorCode::NotAllowed);
    let kept = json!({"id": promise["id"], "state": "kept"});
    shop.by("张师傅", "promise.resolve", kept);
}
