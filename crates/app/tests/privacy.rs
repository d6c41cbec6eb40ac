//! Whose telephone number anybody sees, and what the access log keeps of it.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value, json};
use wuyou_contract::ErrorCode;
use wuyou_contract::command::{Allowed, COMMANDS, CommandInfo, SHOWS_NUMBERS};
use wuyou_contract::staff::Role;
use wuyou_domain::paper::Document;

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use crate::common::press::printing_shop;

const NUMBER: &str = "13804712207";
const MASKED: &str = "138****2207";

/// Every id anywhere in an answer.
fn ids(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::String(text) if text.len() == 36 && uuid::Uuid::try_parse(text).is_ok() => {
            into.insert(text.clone());
        }
        Value::Array(parts) => parts.iter().for_each(|part| ids(part, into)),
        Value::Object(fields) => fields.values().for_each(|part| ids(part, into)),
        _ => {}
    }
}

/// Every text of an answer as its digits alone where only gaps stand between them.
fn texts(value: &Value, into: &mut Vec<String>) {
    match value {
        Value::String(text) => into.push(text.replace([' ', '-'], "")),
        Value::Array(parts) => parts.iter().for_each(|part| texts(part, into)),
        Value::Object(fields) => fields.values().for_each(|part| texts(part, into)),
        _ => {}
    }
}

/// The numbers of all households and callers, as the manager sees them.
fn numbers(shop: &Shop) -> HashSet<String> {
    let mut all = HashSet::new();
    for list in [
        "customer.list",
        "complaint.list",
        "request.list",
        "return_visit.list",
    ] {
        let rows = shop.by("陈经理", list, json!({"limit": 200}))["rows"].clone();
        for row in rows.as_array().unwrap() {
            for field in ["phone", "caller_phone"] {
                let typed = row[field].as_str().unwrap_or_default();
                all.insert(typed.replace([' ', '-'], ""));
            }
            if list == "customer.list" {
                let file = shop.by("陈经理", "customer.get", json!({"id": row["id"]}));
                for phone in file["phones"].as_array().unwrap() {
                    all.insert(phone["number"].as_str().unwrap().to_owned());
                }
            }
        }
    }
    all.remove("");
    all
}

/// A payload that fits the schema, with this id and this text wherever one is asked.
fn sample(schema: &Value, root: &Value, id: &str, text: &str, field: &str) -> Value {
    let again = |schema: &Value, field: &str| sample(schema, root, id, text, field);
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return again(&root["$defs"][name], field);
    }
    for several in ["anyOf", "oneOf"] {
        if let Some(first) = schema[several].get(0) {
            return again(first, field);
        }
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    if !schema["const"].is_null() {
        return schema["const"].clone();
    }
    match schema["type"].as_str().or(schema["type"][0].as_str()) {
        Some("object") => {
            let required = schema["required"].as_array().cloned().unwrap_or_default();
            let fields = schema["properties"].as_object().into_iter().flatten();
            let wanted = fields.filter(|(name, of)| {
                let asks = matches!(name.as_str(), "query" | "id" | "customer_id" | "limit");
                required.contains(&json!(name)) || (asks && of["format"] != "date")
            });
            let made = wanted.map(|(name, of)| (name.clone(), again(of, name)));
            Value::Object(made.collect::<Map<_, _>>())
        }
        Some("array") => json!([again(&schema["items"], field)]),
        Some("integer" | "number") if field.ends_with("_at") => json!(NOON),
        Some("integer" | "number") => json!(50),
        Some("boolean") => json!(true),
        _ if schema["format"] == "uuid" => json!(id),
        _ if field.ends_with("_on") => json!("2026-11-21"),
        _ => json!(text),
    }
}

/// Commands that would change who is asking, or the shop under the test.
const LEFT_OUT: [&str; 3] = ["staff.switch", "staff.lock", "example.load"];

/// Verbs of commands that change nothing: they are asked with every id there is.
const READS: [&str; 38] = [
    "get",
    "list",
    "lookup",
    "search",
    "find",
    "timeline",
    "card",
    "counts",
    "all",
    "cases",
    "week",
    "tonight",
    "due",
    "debts",
    "of_order",
    "suggestions",
    "owed",
    "plan",
    "clocks",
    "status",
    "details",
    "preview",
    "options",
    "sheet",
    "offers",
    "settle",
    "evaluate",
    "classify",
    "towns",
    "suspects",
    "duplicates",
    "read_text",
    "show",
    "progress",
    "report",
    "day",
    "standing",
    "categories",
];

fn may(info: &CommandInfo) -> bool {
    match info.allowed {
        Allowed::Open => true,
        Allowed::Roles(roles) => roles.contains(&Role::Technician),
    }
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story over every command")]
fn no_answer_of_any_command_tells_a_technician_a_households_number() {
    let shop = Shop::new();
    shop.by("陈经理", "example.load", json!({}));
    let order = shop.take();
    let note = format!("打 {NUMBER} 或 １３８-0471-2207，找老王");
    let customer = shop.summary(&order)["customer_id"].clone();
    let noted = json!({"id": customer, "note": note});
    shop.by("王姐", "customer.update", noted);
    let local =
        json!({"name": "座机家", "phones": [{"number": "6543210"}, {"number": "0471-6543299"}]});
    shop.by("王姐", "customer.create", local);
    let draft = json!({"key": "intake", "content": {"caller_phone": NUMBER}});
    shop.by("王姐", "draft.save", draft);
    let numbers = numbers(&shop);
    assert!(
        numbers.len() > 8 && numbers.contains("6543210"),
        "{numbers:?}"
    );

    let mut known = BTreeSet::new();
    for info in COMMANDS.iter().filter(|info| info.name.ends_with(".list")) {
        let asked = json!({"limit": 200});
        let rows = shop.try_by("陈经理", info.name, asked);
        let rows = rows.or_else(|_| shop.try_by("陈经理", info.name, json!({})));
        ids(&rows.unwrap_or_default(), &mut known);
    }
    let of_customer = shop.by("陈经理", "customer.get", json!({"id": customer}));
    ids(&of_customer, &mut known);
    let (mut answered, mut told) = (BTreeSet::new(), Vec::new());
    for info in COMMANDS
        .iter()
        .filter(|info| may(info) && !LEFT_OUT.contains(&info.name))
    {
        if info.name == "phone.reveal" {
            continue;
        }
        let schema = serde_json::to_value((info.request)()).unwrap();
        let verb = info.name.split('.').nth(1).unwrap();
        let has_id = schema.to_string().contains("uuid");
        let one = customer.as_str().unwrap().to_owned();
        let tried: Vec<String> = if READS.contains(&verb) && has_id {
            known.iter().cloned().collect()
        } else {
            vec![one]
        };
        for id in &tried {
            let words: &[&str] = if tried.len() > 1 {
                &["2207"]
            } else {
                &["2207", "王", "intake"]
            };
            for text in words {
                let asked = sample(&schema, &schema, id, text, "");
                let Ok(answer) = shop.try_by("李师傅", info.name, asked) else {
                    continue;
                };
                answered.insert(info.name);
                let mut found = Vec::new();
                texts(&answer, &mut found);
                for text in found {
                    if let Some(number) = numbers.iter().find(|one| text.contains(*one)) {
                        told.push(format!("{}: {number} in {text}", info.name));
                    }
                }
            }
        }
    }
    told.sort();
    told.dedup();
    assert!(told.is_empty(), "{told:#?}");
    for name in [
        "customer.get",
        "customer.list",
        "customer.timeline",
        "work_order.get",
        "search.all",
        "caller.lookup",
        "today.get",
        "return_visit.get",
        "complaint.get",
        "remedy_case.list",
        "draft.get",
        "request.get",
        "money.debts",
    ] {
        assert!(
            answered.contains(name),
            "{name} answered nothing: {answered:?}"
        );
    }
    assert!(
        SHOWS_NUMBERS
            .iter()
            .all(|name| COMMANDS.iter().any(|info| info.name == *name))
    );
}

fn phone_of(shop: &Shop, who: &str, order: &Value) -> Value {
    shop.by(who, "work_order.get", json!({"id": order}))["phones"][0]["number"].clone()
}

#[test]
fn a_technician_sees_the_number_of_the_visit_of_today_and_tomorrow_on_screen_and_on_paper() {
    let (shop, proof) = printing_shop();
    let order = shop.take();
    shop.step("王姐", &order, "reply", json!({"contact_text": "明天去"}));
    assert_eq!(phone_of(&shop, "张师傅", &order), MASKED);
    shop.window(&order, NOON + 2 * DAY);
    shop.dispatch(&order, "张师傅");
    let sheet = || {
        let job = json!({"document": "job_sheet", "ids": [order], "paper": "a4"});
        shop.by("张师傅", "print.preview", json!({"job": job}));
        let Document::JobSheets(all) = proof.last().document else {
            panic!("no sheet");
        };
        all[0].phones[0].clone()
    };
    assert_eq!(
        phone_of(&shop, "张师傅", &order),
        MASKED,
        "the day after tomorrow"
    );
    assert_eq!(sheet(), MASKED);
    shop.at(NOON + DAY);
    assert_eq!(phone_of(&shop, "张师傅", &order), NUMBER);
    assert_eq!(phone_of(&shop, "李师傅", &order), MASKED, "another's visit");
    assert_eq!(sheet(), "138 0471 2207");
    let list = shop.by("张师傅", "customer.list", json!({}));
    assert_eq!(list["rows"][0]["phone"], "138 0471 2207");
    for who in ["王姐", "陈经理"] {
        assert_eq!(phone_of(&shop, who, &order), NUMBER);
    }
}

#[test]
fn paper_hides_a_number_in_the_directions_too_unless_it_is_the_visit_of_who_prints_it() {
    let (shop, proof) = printing_shop();
    let order = shop.take();
    let customer = shop.summary(&order)["customer_id"].clone();
    let way = json!({"town": "柳河镇", "detail": "东沟村", "landmark": "供销社旁",
        "route_note": format!("到村口打 {NUMBER}")});
    let home = json!({"id": customer, "addresses": [way]});
    shop.by("王姐", "customer.update", home);
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    shop.window(&order, NOON + 4 * HOUR);
    shop.dispatch(&order, "张师傅");
    let way = |who: &str| {
        let job = json!({"document": "job_sheet", "ids": [order], "paper": "a4"});
        shop.by(who, "print.preview", json!({ "job": job }));
        let Document::JobSheets(all) = proof.last().document else {
            panic!("no sheet");
        };
        all[0].way.clone().unwrap()
    };
    assert!(way("王姐").ends_with(NUMBER));
    assert!(way("李师傅").ends_with(MASKED), "{}", way("李师傅"));
    assert!(way("张师傅").ends_with(NUMBER));
}

#[test]
fn a_number_without_an_area_code_is_hidden_though_no_household_has_it() {
    let shop = Shop::new();
    let asked = json!({"text": "回 6543219", "kind": "enquiry", "caller_phone": "6543219"});
    shop.by("王姐", "request.create", asked);
    let listed = |who: &str| shop.by(who, "request.list", json!({})).to_string();
    assert!(listed("王姐").contains("6543219"));
    assert!(!listed("张师傅").contains("6543219"));
}

#[test]
fn the_number_of_an_event_of_the_shop_is_nobodys_secret() {
    let shop = Shop::new();
    let event = json!({"name": "免费检查", "kind": "free_check", "from_on": "2026-11-22",
        "phone": "19670679684"});
    let event = shop.by("王姐", "shop_event.save", event);
    let note = json!({"text": "怎么报名，打 19670679684", "kind": "enquiry",
        "caller_phone": NUMBER});
    shop.by("王姐", "request.create", note);
    let listed = shop.by("张师傅", "request.list", json!({})).to_string();
    assert!(listed.contains("19670679684"), "{listed}");
    shop.by("王姐", "shop_event.remove", json!({"id": event["id"]}));
    let listed = shop.by("张师傅", "request.list", json!({})).to_string();
    assert!(!listed.contains("19670679684"), "{listed}");
}

#[test]
fn a_hidden_number_is_never_saved_in_place_of_the_whole_one() {
    let shop = Shop::new();
    let order = shop.take();
    let customer = shop.summary(&order)["customer_id"].clone();
    let seen = shop.by("张师傅", "customer.get", json!({"id": customer}));
    let phone = &seen["phones"][0];
    assert_eq!(phone["number"], MASKED);
    let back = json!({"id": customer, "phones": [{"id": phone["id"], "number": MASKED}]});
    let refused = shop
        .try_by("张师傅", "customer.update", back.clone())
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::PhoneHidden);
    let note = json!({"id": customer, "note": "打１３８＊＊＊＊２２０７"});
    let refused = shop.try_by("张师傅", "customer.update", note).unwrap_err();
    assert_eq!(refused.code, ErrorCode::PhoneHidden);
    // Who sees all numbers gets the field that is wrong.
    let refused = shop.try_by("王姐", "customer.update", back).unwrap_err();
    assert_eq!(refused.fields[0].code, "phone_hidden");

    // Without its number a phone keeps it; what else is said of it is saved.
    let label = json!({"id": customer, "phones": [{"id": phone["id"], "label": "老王"}]});
    let kept = shop.by("张师傅", "customer.update", label);
    assert_eq!(
        (&kept["phones"][0]["number"], &kept["phones"][0]["label"]),
        (&json!(MASKED), &json!("老王"))
    );
    let whole = shop.by("王姐", "customer.get", json!({"id": customer}));
    assert_eq!(whole["phones"][0]["number"], NUMBER);
    let new = json!({"id": customer, "phones": [{"id": phone["id"]}, {"label": "儿子"}]});
    let refused = shop.try_by("张师傅", "customer.update", new).unwrap_err();
    assert_eq!(refused.fields[0].code, "phone_empty");
    // What somebody types themselves they see.
    let typed = json!({"name": "新客户", "phones": [{"number": "19670679684"}]});
    let made = shop.by("张师傅", "customer.create", typed);
    assert_eq!(made["phones"][0]["number"], "19670679684");
}

#[test]
fn a_draft_is_whole_for_who_typed_it_and_one_of_nobody_hides_its_numbers() {
    let shop = Shop::new();
    shop.take();
    let save = |who: &str| {
        let draft = json!({"key": "intake", "content": {"caller_phone": NUMBER}});
        shop.by(who, "draft.save", draft);
    };
    let read = |who: &str| {
        shop.by(who, "draft.get", json!({"key": "intake"}))["draft"]["content"]["caller_phone"]
            .clone()
    };
    save("王姐");
    assert_eq!((read("王姐"), read("张师傅")), (json!(NUMBER), Value::Null));
    save("张师傅");
    assert_eq!(
        (read("张师傅"), read("李师傅")),
        (json!(NUMBER), Value::Null)
    );
    // One of before drafts had an owner is anybody's, and hides what it holds.
    let draft = format!("{{\"caller_phone\":\"{NUMBER}\"}}");
    let database = shop.app.database().unwrap();
    database
        .local(|local| wuyou_store::draft::save(local, ("old", &draft), None, NOON))
        .unwrap();
    let old = |who: &str| {
        shop.by(who, "draft.get", json!({"key": "old"}))["draft"]["content"]["caller_phone"].clone()
    };
    assert_eq!((old("王姐"), old("李师傅")), (json!(NUMBER), json!(MASKED)));
}

#[test]
fn a_draft_of_nobody_is_not_overwritten_with_the_stars_it_was_shown_with() {
    let shop = Shop::new();
    let save = |who: &str, number: &str| {
        let draft = json!({"key": "intake", "content": {"caller_phone": number, "text": "不热"}});
        shop.try_by(who, "draft.save", draft)
    };
    let draft = format!("{{\"caller_phone\":\"{NUMBER}\"}}");
    let database = shop.app.database().unwrap();
    database
        .local(|local| wuyou_store::draft::save(local, ("intake", &draft), None, NOON))
        .unwrap();
    let refused = save("张师傅", MASKED).unwrap_err();
    assert_eq!(refused.code, ErrorCode::PhoneHidden);
    let kept = shop.by("王姐", "draft.get", json!({"key": "intake"}));
    assert_eq!(kept["draft"]["content"]["caller_phone"], NUMBER);
    // Their own half form is their own.
    save("张师傅", "19670679684").unwrap();
    save("张师傅", MASKED).unwrap();
}

/// The entries of the log that stand for this, the newest first.
fn logged(shop: &Shop, wanted: Value) -> Vec<Value> {
    shop.by("陈经理", "access.list", wanted)["rows"]
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn one_number_is_shown_for_a_reason_and_the_log_says_to_whom_and_why() {
    let shop = Shop::new();
    let order = shop.take();
    let detail = shop.by("张师傅", "work_order.get", json!({"id": order}));
    let id = &detail["phones"][0]["id"];
    let asked = json!({"id": id, "reason": "call_customer"});
    let shown = shop.by("张师傅", "phone.reveal", asked.clone());
    assert_eq!(shown["number"], NUMBER);
    shop.by("张师傅", "phone.reveal", asked);
    let entries = logged(&shop, json!({"action": "reveal_phone"}));
    assert_eq!(entries.len(), 1, "once in ten minutes");
    assert_eq!(entries[0]["staff"], "张师傅");
    assert_eq!(entries[0]["reason"], "call_customer");
    assert_eq!(entries[0]["record_id"], *id);
    assert_eq!(entries[0]["customer_name"], "王建军");
    let again = json!({"id": id, "reason": "danger"});
    shop.by("张师傅", "phone.reveal", again);
    let entries = logged(&shop, json!({"action": "reveal_phone"}));
    assert_eq!(entries.len(), 2, "another reason");
    // It is one number for one look: nothing else is whole afterwards.
    assert_eq!(phone_of(&shop, "张师傅", &order), MASKED);
    let silent = shop.try_by("张师傅", "phone.reveal", json!({"id": id}));
    assert_eq!(silent.unwrap_err().code, ErrorCode::CommandBadRequest);
    let none = json!({"id": order, "reason": "danger"});
    let none = shop.try_by("张师傅", "phone.reveal", none).unwrap_err();
    assert_eq!(none.code, ErrorCode::NotFound);
    let request = json!({"of": "request", "id": detail["request_id"], "reason": "danger"});
    assert_eq!(shop.by("张师傅", "phone.reveal", request)["number"], NUMBER);
}

#[test]
#[allow(clippy::too_many_lines, reason = "one story over every command")]
fn every_look_at_a_record_is_in_the_log_once_in_ten_minutes_with_ids_alone() {
    let (shop, _proof) = printing_shop();
    let order = shop.take();
    let detail = shop.by("陈经理", "work_order.get", json!({"id": order}));
    let customer = detail["summary"]["customer_id"].clone();
    let unit = json!({"serial": "SN-77", "customer_id": customer});
    let unit = shop.by("王姐", "unit.register", unit)["unit"]["id"].clone();
    let about = json!({"customer_id": customer, "category": "charges", "item": "overcharged",
        "text": "收费多", "remedy_sought": "退钱", "severity": "normal", "sat_before": 2});
    let complaint = shop.by("王姐", "complaint.create", about)["summary"]["id"].clone();
    let opened = json!({"unit_id": unit, "ground": "agreed", "claim": "repair", "text": "协商"});
    let case = shop.by("王姐", "remedy_case.create", opened)["summary"]["id"].clone();
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| json!(dir.path().join(name));
    let sheet = json!({"document": "job_sheet", "ids": [order], "paper": "a4"});
    let looks = [
        (
            "customer.get",
            json!({"id": customer}),
            "view_customer",
            None,
        ),
        (
            "work_order.get",
            json!({"id": order}),
            "view_record",
            Some("work_order"),
        ),
        (
            "request.get",
            json!({"id": detail["request_id"]}),
            "view_record",
            Some("request"),
        ),
        (
            "complaint.get",
            json!({"id": complaint}),
            "view_record",
            Some("complaint"),
        ),
        (
            "remedy_case.get",
            json!({"id": case}),
            "view_record",
            Some("remedy_case"),
        ),
        ("unit.get", json!({"id": unit}), "view_record", Some("unit")),
        (
            "machine.get",
            json!({"unit_id": unit}),
            "view_record",
            Some("unit"),
        ),
        ("caller.lookup", json!({"query": NUMBER}), "lookup", None),
        (
            "print.save",
            json!({"job": sheet, "path": path("a.pdf")}),
            "print",
            Some("work_order"),
        ),
        (
            "backup.create",
            json!({"path": path("b.wuyou")}),
            "backup",
            None,
        ),
    ];
    let staff = shop.staff("王姐");
    let mine = || logged(&shop, json!({"staff_id": staff, "limit": 200}));
    for (command, asked, action, kind) in looks {
        let before = mine().len();
        shop.by("王姐", command, asked.clone());
        let entries = mine();
        // A machine's two commands are one look.
        let more = usize::from(command != "machine.get");
        assert_eq!(entries.len(), before + more, "{command}");
        assert_eq!(entries[0]["action"], action, "{command}");
        assert_eq!(entries[0]["record_kind"], json!(kind), "{command}");
        if !matches!(command, "print.save" | "backup.create") {
            assert_eq!(entries[0]["customer_id"], customer, "{command}");
            shop.by("王姐", command, asked);
            assert_eq!(mine().len(), before + more, "{command} again");
        }
    }
    let all = serde_json::to_string(&mine()).unwrap();
    assert!(!all.contains(NUMBER) && !all.contains("SN-77"), "{all}");
    shop.at(NOON + HOUR);
    shop.by("王姐", "work_order.get", json!({"id": order}));
    let orders = json!({"customer_id": customer, "action": "view_record", "staff_id": staff});
    let orders = logged(&shop, orders);
    assert_eq!(orders[0]["occurred_at"], NOON + HOUR);
    assert!(orders.iter().all(|row| row["action"] == "view_record"));
    let other = json!({"customer_id": "0190a1c2-0000-7000-8000-000000000001"});
    assert_eq!(logged(&shop, other), Vec::<Value>::new());
}

#[test]
fn what_a_technician_leaves_as_it_was_shown_stays_whole_beside_what_they_correct() {
    let shop = Shop::new();
    let made = json!({"name": "王建军", "phones": [{"number": NUMBER}], "addresses": [
        {"town": "柳河镇", "village": "西沟村", "route_note": format!("到村口打 {NUMBER}")}]});
    let customer = shop.by("王姐", "customer.create", made)["id"].clone();
    let seen = shop.by("张师傅", "customer.get", json!({ "id": customer }));
    let address = &seen["addresses"][0];
    let route = format!("到村口打 {MASKED}");
    assert_eq!(address["route_note"], route);
    let corrected = |route: &str| {
        json!({"id": customer, "addresses": [{"id": address["id"], "town": "柳河镇",
            "village": "沙河村", "route_note": route}]})
    };
    let after = shop.by("张师傅", "customer.update", corrected(&route));
    assert_eq!(after["addresses"][0]["village"], "沙河村");
    assert_eq!(after["addresses"][0]["route_note"], route, "hidden as ever");
    let whole = shop.by("王姐", "customer.get", json!({ "id": customer }));
    assert_eq!(
        whole["addresses"][0]["route_note"],
        format!("到村口打 {NUMBER}")
    );
    // Words around a hidden number that are others than they were would be saved without it.
    let changed = corrected(&format!("到桥头打 {MASKED}"));
    let refused = shop.try_by("张师傅", "customer.update", changed);
    assert_eq!(refused.unwrap_err().code, ErrorCode::PhoneHidden);
}
