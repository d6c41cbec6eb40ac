//! The archive: what a household prefers and agreed to, whose number it is, and all that happened.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

fn household(shop: &Shop, name: &str, phone: &str) -> Value {
    let made = json!({"name": name, "phones": [{"number": phone}],
        "addresses": [{"town": "柳河镇", "village": "东沟村"}]});
    shop.by("王姐", "customer.create", made)
}

fn get(shop: &Shop, id: &Value) -> Value {
    shop.by("王姐", "customer.get", json!({ "id": id }))
}

fn wrong_field(shop: &Shop, command: &str, payload: Value) -> (String, String) {
    let error = shop.try_by("王姐", command, payload).unwrap_err();
    (error.fields[0].field.clone(), error.fields[0].code.clone())
}

/// The state of one purpose of the household's own consent.
fn standing(consents: &Value, purpose: &str) -> String {
    let own = consents["people"][0]["standing"].as_array().unwrap();
    let one = own.iter().find(|one| one["purpose"] == purpose).unwrap();
    one["state"].as_str().unwrap().to_owned()
}

#[test]
fn a_consent_names_both_parties_and_its_notice_and_the_latest_word_counts() {
    let shop = Shop::new();
    let id = household(&shop, "王建军", "13804712207")["id"].clone();
    let asked = shop.by("王姐", "consent.list", json!({"customer_id": id}));
    assert_eq!(standing(&asked, "marketing"), "unsaid");
    let notice = asked["notice"]["zh"].as_str().unwrap();
    assert!(
        notice.contains("LH001") && notice.contains("总部"),
        "{notice}"
    );
    let say = |given: bool, more: Value| {
        let mut said = json!({"customer_id": id, "purpose": "marketing", "given": given});
        for (key, value) in more.as_object().unwrap() {
            said[key] = value.clone();
        }
        said
    };
    let version = asked["notice_version"].clone();
    let read = json!({ "notice_version": version });
    for unread in [json!({}), json!({"notice_version": "1999-1"})] {
        let wrong = wrong_field(&shop, "consent.record", say(true, unread));
        assert_eq!(wrong, ("notice_version".into(), "notice_first".into()));
    }
    let given = shop.by("王姐", "consent.record", say(true, read.clone()));
    assert_eq!(standing(&given, "marketing"), "given");
    assert_eq!(standing(&given, "birthday"), "unsaid");
    let row = &given["entries"][0];
    assert_eq!(
        (&row["person_name"], &row["staff"]),
        (&json!("王建军"), &json!("王姐"))
    );
    assert_eq!(
        (&row["shop_name"], &row["receiver_name"]),
        (&json!("LH001"), &json!("壁挂炉厂家总部"))
    );
    // Said at the same moment, the withdrawal wins whatever was typed later; it needs no notice.
    let taken_back = json!({ "occurred_at": NOON });
    let taken = shop.by("张师傅", "consent.record", say(false, taken_back));
    assert_eq!(standing(&taken, "marketing"), "withdrawn");
    let late = shop.by("王姐", "consent.record", say(true, read.clone()));
    assert_eq!(standing(&late, "marketing"), "withdrawn");
    shop.at(NOON + HOUR);
    let again = shop.by("王姐", "consent.record", say(true, read));
    assert_eq!(standing(&again, "marketing"), "given");
    assert_eq!(again["entries"].as_array().unwrap().len(), 4);
}

#[test]
fn each_person_of_a_household_agrees_for_themselves() {
    let shop = Shop::new();
    let made = json!({"name": "王建军", "people": [{"name": "李秀英", "relation": "妻子"}]});
    let made = shop.by("王姐", "customer.create", made);
    let wife = made["people"][0]["id"].clone();
    let version =
        shop.by("王姐", "consent.list", json!({"customer_id": made["id"]}))["notice_version"]
            .clone();
    let said = json!({"customer_id": made["id"], "person_id": wife, "purpose": "birthday",
        "given": true, "notice_version": version, "channel": "counter"});
    let consents = shop.by("王姐", "consent.record", said.clone());
    assert_eq!(standing(&consents, "birthday"), "unsaid");
    let hers = consents["people"][1]["standing"].as_array().unwrap();
    let hers = hers
        .iter()
        .find(|one| one["purpose"] == "birthday")
        .unwrap();
    assert_eq!(hers["state"], "given");
    let mut stranger = said;
    stranger["person_id"] = json!(uuid::Uuid::nil());
    let error = shop.try_by("王姐", "consent.record", stranger).unwrap_err();
    assert_eq!(error.code, ErrorCode::NotFound);
}

#[test]
fn a_household_keeps_what_it_prefers_and_a_form_that_says_nothing_of_it_changes_nothing() {
    let shop = Shop::new();
    let zhang = shop.staff("张师傅");
    let made = json!({"name": "王建军", "language": "蒙古语", "no_call": true,
        "no_marketing": true, "preferred_technician": {"id": zhang}});
    let id = shop.by("王姐", "customer.create", made)["id"].clone();
    let shown = get(&shop, &id);
    assert_eq!(
        (&shown["language"], &shown["no_call"]),
        (&json!("蒙古语"), &json!(true))
    );
    assert_eq!(shown["preferred_technician"], "张师傅");
    shop.by(
        "王姐",
        "customer.update",
        json!({"id": id, "note": "常在家"}),
    );
    let shown = get(&shop, &id);
    assert_eq!(
        (&shown["no_marketing"], &shown["preferred_technician_id"]),
        (&json!(true), &zhang)
    );
    let less = json!({"id": id, "language": "", "no_call": false,
        "preferred_technician": {"id": null}});
    shop.by("王姐", "customer.update", less);
    let shown = get(&shop, &id);
    assert_eq!(
        (&shown["language"], &shown["no_call"]),
        (&Value::Null, &json!(false))
    );
    assert_eq!(shown["preferred_technician_id"], Value::Null);
    let nobody = json!({"id": id, "preferred_technician": {"id": uuid::Uuid::nil()}});
    let wrong = wrong_field(&shop, "customer.update", nobody);
    assert_eq!(
        wrong,
        ("preferred_technician".into(), "not_a_technician".into())
    );
}

#[test]
fn a_number_that_passed_to_somebody_else_comes_last_and_is_nobodys_here() {
    let shop = Shop::new();
    let old = household(&shop, "王建军", "13804712207")["id"].clone();
    let new = household(&shop, "赵玉兰", "13804712207")["id"].clone();
    let shared = get(&shop, &old)["phones"][0]["shared_with"].clone();
    assert_eq!(shared, json!([{"customer_id": new, "name": "赵玉兰"}]));
    let row = get(&shop, &old)["phones"][0]["id"].clone();
    let phones = |from: &str, to: &str| {
        json!({"id": old, "phones": [
            {"id": row, "number": "13804712207", "valid_from": from, "valid_to": to},
            {"number": "13904713308", "confirmed_on": "2026-11-20"},
        ]})
    };
    let wrong = wrong_field(&shop, "customer.update", phones("2026-03-01", "2025-12-31"));
    assert_eq!(wrong, ("phones.0.valid_to".into(), "valid_order".into()));
    shop.by(
        "王姐",
        "customer.update",
        phones("2019-05-01", "2025-12-31"),
    );
    let numbers = get(&shop, &old)["phones"].clone();
    assert_eq!(numbers[0]["number"], "13904713308");
    assert_eq!(numbers[0]["confirmed_on"], "2026-11-20");
    assert_eq!(numbers[1]["valid_to"], "2025-12-31");
    assert_eq!(numbers[1]["shared_with"], json!([]));
    assert_eq!(get(&shop, &new)["phones"][0]["shared_with"], json!([]));
    let listed = shop.by("王姐", "customer.list", json!({"sort": "name"}));
    let wang = listed["rows"]
        .as_array()
        .unwrap()
        .iter()
        .find(|row| row["name"] == "王建军");
    assert_eq!(wang.unwrap()["phone"], "139 0471 3308");
    assert_eq!(wang.unwrap()["phone_count"], 1);
    assert_eq!(get(&shop, &new)["duplicates"], json!([]));
}

/// What an order, a contact, a complaint, a promise and a consent leave behind.
fn lived(shop: &Shop) -> Value {
    let order = shop.dispatched("张师傅");
    let customer =
        shop.by("王姐", "work_order.get", json!({ "id": order }))["summary"]["customer_id"].clone();
    shop.at(NOON + HOUR);
    let said = json!({"customer_id": customer, "text": "师傅没换鞋套", "category": "timeliness",
        "severity": "normal", "remedy_sought": "道歉"});
    shop.by("王姐", "complaint.create", said);
    shop.at(NOON + 2 * HOUR);
    let promised = json!({"customer_id": customer, "text": "送滤网", "due_on": "2026-11-27"});
    shop.by("王姐", "promise.create", promised);
    shop.at(NOON + 3 * HOUR);
    let no = json!({"customer_id": customer, "purpose": "marketing", "given": false});
    shop.by("王姐", "consent.record", no);
    customer
}

#[test]
fn one_timeline_tells_everything_in_order_and_its_pages_are_its_whole() {
    let shop = Shop::new();
    let id = lived(&shop);
    let whole = get(&shop, &id);
    let entries = whole["timeline"].as_array().unwrap();
    let kinds: Vec<_> = entries
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds[..3], ["consent", "promise", "complaint"], "{kinds:?}");
    for kind in ["request", "work_order", "order_event", "contact"] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    assert_eq!(entries[0]["to_state"], "withdrawn");
    assert_eq!(entries[1]["code"], "2026-11-27");
    assert!(entries[2]["title"]["zh"].is_string());
    assert!(entries[2]["complaint_id"].is_string());
    let (mut told, mut after) = (Vec::new(), Value::Null);
    loop {
        let asked = json!({"id": id, "limit": 2, "after": after});
        let page = shop.by("王姐", "customer.timeline", asked);
        told.extend(page["rows"].as_array().unwrap().clone());
        after = page["next"].clone();
        if after.is_null() {
            break;
        }
    }
    assert_eq!(&told, entries);
    let part = json!({"id": id, "part": "complaint"});
    let part = shop.by("王姐", "customer.timeline", part)["rows"].clone();
    let kinds: Vec<_> = part
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].clone())
        .collect();
    assert_eq!(kinds, ["promise", "complaint"]);
    let lost = json!({"id": id, "after": "nowhere"});
    assert!(shop.try_by("王姐", "customer.timeline", lost).is_err());
}

#[test]
fn a_household_with_something_open_stays_and_a_deleted_one_takes_its_complaints_along() {
    let shop = Shop::new();
    let id = household(&shop, "王建军", "13804712207")["id"].clone();
    let promised = json!({"customer_id": id, "text": "送滤网", "due_on": "2026-11-27"});
    let promise = shop.by("王姐", "promise.create", promised);
    let said = json!({"customer_id": id, "text": "电话没人接", "category": "timeliness",
        "severity": "grumble"});
    let complaint = shop.by("王姐", "complaint.create", said)["summary"]["id"].clone();
    let delete = || shop.try_by("陈经理", "customer.delete", json!({ "id": id }));
    assert_eq!(delete().unwrap_err().code, ErrorCode::InUse);
    let kept = json!({"id": promise["id"], "state": "kept"});
    shop.by("王姐", "promise.resolve", kept);
    assert_eq!(delete().unwrap_err().code, ErrorCode::InUse);
    let settled = json!({"id": complaint, "step": "settle", "text": "解释了"});
    shop.by("王姐", "complaint.advance", settled);
    let totals = || {
        let all = json!({"filter": "all"});
        let promises = shop.by("王姐", "promise.list", all.clone())["total"].clone();
        (
            promises,
            shop.by("王姐", "complaint.list", all)["total"].clone(),
        )
    };
    assert_eq!(totals(), (json!(1), json!(1)));
    delete().unwrap();
    assert_eq!(totals(), (json!(0), json!(0)));
    shop.at(NOON + 40 * DAY);
    let today = shop.by("王姐", "today.get", json!({})).to_string();
    assert!(!today.contains("王建军"), "{today}");
}

/// Two files of one household, each with a machine; the older one first.
fn two_files(shop: &Shop) -> (Value, Value) {
    shop.at(NOON - 2 * HOUR);
    let first = household(shop, "王建军", "13804712207")["id"].clone();
    shop.at(NOON - HOUR);
    let second = json!({"name": "王建国", "phones": [{"number": "13904713308"}], "tags": ["狗凶"],
        "addresses": [{"town": "柳河镇", "village": "西沟村"}], "note": "老房子"});
    let second = shop.by("王姐", "customer.create", second)["id"].clone();
    shop.at(NOON);
    let serial = json!({"serial": "L1P2418035177652", "customer_id": second});
    shop.by("王姐", "unit.register", serial);
    (first, second)
}

#[test]
fn a_merged_household_is_shown_listed_and_found_as_the_older_one_with_all_its_own() {
    let shop = Shop::new();
    let (first, second) = two_files(&shop);
    let said = json!({"customer_id": second, "text": "电话没人接", "category": "timeliness",
        "severity": "grumble"});
    shop.by("王姐", "complaint.create", said);
    let pair = json!({"id": second, "other_id": first});
    let merged = shop.by("王姐", "customer.merge", pair.clone());
    assert_eq!((&merged["id"], &merged["name"]), (&first, &json!("王建军")));
    assert_eq!(merged["phones"].as_array().unwrap().len(), 2);
    assert_eq!(merged["units"][0]["serial"], "L1P2418035177652");
    assert_eq!(merged["tags"], json!(["狗凶"]));
    assert_eq!(
        (&merged["merged"][0]["id"], &merged["merged"][0]["note"]),
        (&second, &json!("老房子"))
    );
    assert_eq!(
        get(&shop, &second)["id"],
        first,
        "the other file leads to the one that stands"
    );
    let kinds = |id: &Value| -> Vec<Value> {
        let shown = get(&shop, id)["timeline"].clone();
        shown
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["kind"].clone())
            .collect()
    };
    assert!(kinds(&first).contains(&json!("complaint")));
    let list = shop.by("王姐", "customer.list", json!({"sort": "name"}));
    assert_eq!(list["total"], 1);
    assert_eq!(list["rows"][0]["id"], first);
    assert_eq!(
        (
            &list["rows"][0]["phone_count"],
            &list["rows"][0]["unit_count"]
        ),
        (&json!(2), &json!(1))
    );
    for query in ["3308", "wjg", "王建国", "西沟"] {
        let found = shop.by("王姐", "customer.search", json!({ "query": query }));
        assert_eq!(found["hits"][0]["customer_id"], first, "{query}: {found}");
        assert_eq!(found["hits"].as_array().unwrap().len(), 1, "{query}");
    }
    let of = json!({"customer_id": first, "filter": "all"});
    assert_eq!(shop.by("王姐", "complaint.list", of)["total"], 1);
    let calls = shop.by("王姐", "caller.lookup", json!({"query": "13904713308"}));
    assert_eq!(calls["matches"][0]["customer"]["id"], first);
    let wrong = wrong_field(&shop, "customer.merge", pair);
    assert_eq!(wrong, ("other_id".into(), "same_household".into()));
    let denied = shop.try_by("张师傅", "customer.unmerge", json!({ "id": second }));
    assert_eq!(denied.unwrap_err().code, ErrorCode::NotAllowed);
}

#[test]
fn a_merge_is_undone_completely() {
    let shop = Shop::new();
    let (first, second) = two_files(&shop);
    let whole = |id: &Value| {
        let mut shown = get(&shop, id);
        for meta in ["seq", "updated_at"] {
            shown[meta] = Value::Null;
        }
        shown
    };
    let list = || {
        let list = shop.by("王姐", "customer.list", json!({"sort": "village"}));
        let rows = list["rows"].as_array().unwrap().iter();
        rows.map(|row| row["id"].clone()).collect::<Vec<_>>()
    };
    let before = (whole(&first), whole(&second), list());
    shop.at(NOON + HOUR);
    shop.by(
        "王姐",
        "customer.merge",
        json!({"id": first, "other_id": second}),
    );
    assert_ne!(whole(&first), before.0);
    shop.by("王姐", "customer.unmerge", json!({ "id": second }));
    assert_eq!((whole(&first), whole(&second), list()), before);
    let found = shop.by("王姐", "customer.search", json!({"query": "3308"}));
    assert_eq!(found["hits"][0]["customer_id"], second);
}

#[test]
fn files_merged_in_any_order_come_together_in_the_oldest_and_go_apart_one_by_one() {
    let shop = Shop::new();
    let names = ["王建军", "王建国", "王建设"];
    let mut at = NOON - 3 * HOUR;
    let ids = names.map(|name| {
        at += HOUR;
        shop.at(at);
        household(&shop, name, "13804712207")["id"].clone()
    });
    let groups = shop.by("王姐", "customer.suspects", json!({}))["groups"].clone();
    assert_eq!(groups.as_array().unwrap().len(), 1);
    assert_eq!(groups[0]["what"], "138 0471 2207");
    assert_eq!(groups[0]["rows"].as_array().unwrap().len(), 3);
    let merge = |one: usize, other: usize| {
        let pair = json!({"id": ids[one], "other_id": ids[other]});
        shop.by("王姐", "customer.merge", pair)["id"].clone()
    };
    assert_eq!(merge(2, 1), ids[1]);
    assert_eq!(merge(2, 0), ids[0], "the third brings the second along");
    assert_eq!(get(&shop, &ids[2])["id"], ids[0]);
    assert_eq!(get(&shop, &ids[0])["merged"].as_array().unwrap().len(), 2);
    let none = shop.by("王姐", "customer.suspects", json!({}));
    assert_eq!(none["groups"], json!([]));
    shop.by("王姐", "customer.unmerge", json!({"id": ids[1]}));
    assert_eq!(get(&shop, &ids[2])["id"], ids[1], "as it was before");
    assert_eq!(get(&shop, &ids[0])["merged"], json!([]));
}

#[test]
fn households_that_are_not_the_same_are_not_suggested_again() {
    let shop = Shop::new();
    let ids = ["王建军", "王小军", "王大军"].map(|name| household(&shop, name, "13804712207"));
    let ids = ids.map(|one| one["id"].clone());
    let suspected = || {
        let groups = shop.by("王姐", "customer.suspects", json!({}))["groups"].clone();
        groups[0]["rows"].as_array().map_or(0, Vec::len)
    };
    let say = |one: usize, other: usize, apart: bool| {
        let pair = json!({"id": ids[one], "other_id": ids[other], "apart": apart});
        shop.by("王姐", "customer.apart", pair);
    };
    say(0, 1, true);
    assert_eq!(suspected(), 3, "the third may still be either");
    say(2, 0, true);
    assert_eq!(suspected(), 2);
    say(1, 2, true);
    assert_eq!(suspected(), 0);
    say(1, 0, false);
    assert_eq!(suspected(), 2, "taken back, whichever is named first");
    let same = json!({"id": ids[0], "other_id": ids[0], "apart": true});
    assert_eq!(
        wrong_field(&shop, "customer.apart", same),
        ("other_id".to_owned(), "same_household".to_owned())
    );
    let hints = get(&shop, &ids[0])["duplicates"].clone();
    let hinted: Vec<_> = hints.as_array().unwrap().iter().collect();
    assert_eq!(hinted.len(), 1, "its own page hints at the second alone");
    assert_eq!(hinted[0]["customer_id"], ids[1]);
}

#[test]
fn a_form_of_a_merged_household_edits_each_number_where_it_hangs() {
    let shop = Shop::new();
    let (first, second) = two_files(&shop);
    let merged = shop.by(
        "王姐",
        "customer.merge",
        json!({"id": first, "other_id": second}),
    );
    let mut phones = merged["phones"].clone();
    phones[1]["label"] = json!("儿子");
    let typed: Vec<Value> = phones
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!({"id": one["id"], "number": one["number"], "label": one["label"]}))
        .collect();
    shop.by(
        "王姐",
        "customer.update",
        json!({"id": second, "phones": typed, "name": "王建军家"}),
    );
    shop.by("王姐", "customer.unmerge", json!({ "id": second }));
    assert_eq!(get(&shop, &second)["phones"][0]["label"], "儿子");
    assert_eq!(get(&shop, &second)["name"], "王建国");
    assert_eq!(get(&shop, &first)["name"], "王建军家");
}

#[test]
fn two_of_one_name_are_told_apart_and_found_by_what_the_village_calls_them() {
    let shop = Shop::new();
    let made = |nickname: Value| json!({"name": "王建军", "people": [{"name": "王建军", "nickname": nickname}]});
    let third = shop.by("王姐", "customer.create", made(json!(" 老三 ")));
    shop.by("王姐", "customer.create", made(Value::Null));
    assert_eq!(third["people"][0]["nickname"], "老三");
    for typed in ["老三", "laosan", "ls", "王建军 老三"] {
        let found = shop.by("王姐", "search.all", json!({ "query": typed }));
        let hits = found["hits"].as_array().unwrap();
        assert_eq!(hits.len(), 1, "{typed}: {hits:?}");
        assert_eq!(hits[0]["id"], third["id"], "{typed}");
        assert!(
            hits[0]["subtitle"]
                .as_str()
                .unwrap()
                .starts_with("「老三」")
        );
    }
    let callers = shop.by("王姐", "caller.lookup", json!({"query": "老三"}));
    let match_of = &callers["matches"][0];
    assert_eq!(match_of["customer"]["nicknames"], json!(["老三"]));
    assert_eq!(match_of["people"][0]["nickname"], "老三");
    // Once it is taken away nothing leads there by it.
    let person = json!({"id": third["people"][0]["id"], "name": "王建军"});
    let change = json!({"id": third["id"], "people": [person]});
    let without = shop.by("王姐", "customer.update", change);
    assert_eq!(without["people"][0]["nickname"], Value::Null);
    let found = shop.by("王姐", "search.all", json!({"query": "laosan"}));
    assert_eq!(found["hits"], json!([]));
}

#[test]
fn tags_have_their_days_and_a_quarter_is_compared_with_the_one_before() {
    // 2026-09-22, in the third quarter.
    let shop = Shop::opened_at(NOON - 60 * DAY);
    let made = json!({"name": "王建军", "tags": ["狗凶", "想换大机"]});
    let id = shop.by("王姐", "customer.create", made)["id"].clone();
    let put = |tags: Value| {
        let change = json!({"id": id, "tags": tags});
        shop.by("王姐", "customer.update", change)
    };
    shop.at(NOON);
    let now = put(json!(["狗凶", "独居老人"]));
    let days = json!([
        {"tag": "狗凶", "given_on": "2026-09-22", "taken_off_on": null},
        {"tag": "独居老人", "given_on": "2026-11-21", "taken_off_on": null},
    ]);
    assert_eq!(now["tag_days"], days);
    let change = &now["tag_change"];
    assert_eq!(change["from_on"], "2026-10-01");
    assert_eq!(change["new"], json!([days[1]]));
    let gone = json!([{"tag": "想换大机", "given_on": "2026-09-22",
        "taken_off_on": "2026-11-21"}]);
    assert_eq!(change["gone"], gone);
    // Given anew it counts from that day.
    shop.at(NOON + 60 * DAY);
    let later = put(json!(["狗凶", "独居老人", "想换大机"]));
    let new: Vec<_> = later["tag_change"]["new"].as_array().unwrap().clone();
    assert_eq!(new.len(), 1, "{new:?}");
    assert_eq!(
        (&new[0]["tag"], &new[0]["given_on"]),
        (&json!("想换大机"), &json!("2027-01-20"))
    );
    assert_eq!(later["tag_change"]["gone"], json!([]));
}

#[test]
fn a_call_for_merged_files_takes_the_machine_of_the_one_that_gave_way() {
    let shop = Shop::new();
    let (first, second) = two_files(&shop);
    let pair = json!({"id": second, "other_id": first});
    let merged = shop.by("王姐", "customer.merge", pair);
    let call = json!({"text": "不点火", "caller_phone": "13804712207", "customer_id": first,
        "unit_id": merged["units"][0]["id"]});
    let taken = shop.by("王姐", "request.create", call);
    assert_eq!(taken["work_order"]["summary"]["customer_name"], "王建军");
}

#[test]
fn a_number_that_two_merged_files_share_stays_with_both_whatever_is_edited() {
    let shop = Shop::new();
    let (first, second) = two_files(&shop);
    let phones = |id: &Value| get(&shop, id)["phones"].as_array().unwrap().clone();
    let shared = json!({"id": second, "phones": [{"id": phones(&second)[0]["id"], "number": "13804712207"}]});
    shop.by("王姐", "customer.update", shared);
    let pair = json!({"id": second, "other_id": first});
    let merged = shop.by("王姐", "customer.merge", pair);
    let rows: Vec<Value> = merged["phones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| json!({"id": row["id"], "number": row["number"], "label": "儿子"}))
        .collect();
    assert_eq!(rows.len(), 2);
    let edited = json!({"id": first, "phones": rows});
    shop.by("王姐", "customer.update", edited);
    shop.by("王姐", "customer.unmerge", json!({ "id": second }));
    assert_eq!((phones(&first).len(), phones(&second).len()), (1, 1));
    // The same line typed twice is still one number.
    let twice =
        json!({"name": "赵六", "phones": [{"number": "13604715500"}, {"number": "136 0471 5500"}]});
    let made = shop.by("王姐", "customer.create", twice);
    assert_eq!(made["phones"].as_array().unwrap().len(), 1);
}
