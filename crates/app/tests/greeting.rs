//! 贺年卡: whom a card goes to, what is printed for it, and that it was sent.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::desk::Shop;
use crate::common::press::{job, preview, printing_shop};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;
use wuyou_domain::paper::{Document, LabelPage, Paper};

fn household(shop: &Shop, name: &str, detail: Option<&str>, more: Value) -> Value {
    let mut made = json!({"name": name});
    if let Some(detail) = detail {
        made["addresses"] = json!([{"town": "柳河镇", "detail": detail}]);
    }
    for (key, value) in more.as_object().unwrap() {
        made[key] = value.clone();
    }
    let id = shop.by("王姐", "customer.create", made)["id"].clone();
    consent(shop, &id, Value::Null, "care", true);
    id
}

fn consent(shop: &Shop, customer: &Value, person: Value, purpose: &str, given: bool) {
    let version = shop.by("王姐", "consent.list", json!({"customer_id": customer}));
    let said = json!({"customer_id": customer, "person_id": person, "purpose": purpose,
        "given": given, "notice_version": version["notice_version"]});
    shop.by("王姐", "consent.record", said);
}

fn plan(shop: &Shop, asked: Value) -> Value {
    shop.by("王姐", "greeting.plan", asked)
}

fn named(rows: &Value) -> Vec<&str> {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| row["addressee"].as_str().unwrap()).collect()
}

/// Contacts by card in a household's course.
fn cards(shop: &Shop, customer: &Value) -> Vec<String> {
    let asked = json!({"id": customer, "part": "contact"});
    let rows = shop.by("王姐", "customer.timeline", asked)["rows"].clone();
    let rows = rows.as_array().unwrap().clone();
    let texts = rows.iter().filter_map(|row| row["text"].as_str());
    texts.map(str::to_owned).collect()
}

fn labels(ids: &[&Value], text: Value) -> Value {
    let mut job = job("greeting_labels", ids);
    job["labels"] = json!({"occasion": "spring_festival", "cut": "two_by_seven", "text": text});
    job
}

#[test]
fn a_card_goes_to_whoever_has_an_address_and_did_not_say_no() {
    let shop = Shop::new();
    household(&shop, "王建军（二狗家）", Some("东沟村三组"), json!({}));
    household(&shop, "李四", None, json!({}));
    household(&shop, "赵六", Some("安平村"), json!({"no_marketing": true}));
    household(&shop, "孙七", Some("安平村"), json!({"no_call": true}));
    let back = household(&shop, "周八", Some("安平村"), json!({}));
    consent(&shop, &back, Value::Null, "care", false);
    household(
        &shop,
        "柳河镇中学",
        Some("街里"),
        json!({"kind": "company"}),
    );
    let planned = plan(&shop, json!({"occasion": "spring_festival"}));
    assert_eq!(
        named(&planned["rows"]),
        ["王建军 全家 收", "柳河镇中学 台启"]
    );
    assert_eq!(planned["rows"][0]["address"], "柳河镇 东沟村三组");
    assert_eq!(planned["without_address"][0]["name"], "李四");
    assert_eq!(
        planned["spared"],
        json!([
            {"reason": "no_marketing", "count": 1},
            {"reason": "no_call", "count": 1},
            {"reason": "withdrawn", "count": 1},
        ])
    );
    assert!(planned["text"]["zh"].as_str().unwrap().contains("新春"));
    // The list as it is narrowed.
    let one = json!({"occasion": "own", "query": "中学"});
    assert_eq!(named(&plan(&shop, one)["rows"]), ["柳河镇中学 台启"]);
    let elsewhere = json!({"occasion": "own", "town": "石桥乡"});
    assert_eq!(plan(&shop, elsewhere)["rows"], json!([]));
}

#[test]
fn a_birthday_card_is_for_whoever_agreed_and_has_one_soon() {
    let shop = Shop::new();
    let person = |on: &str| json!({"people": [{"name": "王秀英", "birthday_on": on}]});
    let yes = household(&shop, "王建军", Some("东沟村"), person("1960-12-01"));
    let file = shop.by("王姐", "customer.get", json!({"id": yes}));
    consent(
        &shop,
        &yes,
        file["people"][0]["id"].clone(),
        "birthday",
        true,
    );
    household(&shop, "李四", Some("东沟村"), person("1960-12-01"));
    household(&shop, "赵六", Some("东沟村"), person("1960-07-01"));
    let planned = plan(&shop, json!({"occasion": "birthday"}));
    assert_eq!(named(&planned["rows"]), ["王秀英 亲启"]);
    assert_eq!(
        planned["spared"],
        json!([{"reason": "no_consent", "count": 1}, {"reason": "no_birthday", "count": 1}])
    );
}

#[test]
fn labels_are_set_on_sheets_with_the_words_of_the_card_behind_them() {
    let (shop, proof) = printing_shop();
    let ids: Vec<Value> = (0..15)
        .map(|n| {
            household(
                &shop,
                &format!("王{n:02}"),
                Some(&format!("东沟村{n:02}号")),
                json!({}),
            )
        })
        .collect();
    let quiet = household(&shop, "赵六", Some("安平村"), json!({"no_marketing": true}));
    let bare = household(&shop, "李四", None, json!({}));
    let mut all: Vec<&Value> = ids.iter().collect();
    all.extend([&quiet, &bare]);
    let printed = |asked: Value| -> Vec<LabelPage> {
        preview(&shop, asked);
        let Document::GreetingLabels(pages) = proof.last().document else {
            panic!("no labels")
        };
        pages
    };
    let pages = printed(labels(&all, json!("新春快乐！")));
    let counts: Vec<usize> = pages.iter().map(|page| page.labels.len()).collect();
    assert_eq!(counts, [14, 1, 14, 1]);
    let first = &pages[0].labels[0];
    assert_eq!(
        (&*first.head, &*first.body),
        ("王00 全家 收", "柳河镇 东沟村00号")
    );
    assert!(!first.foot.is_empty(), "whom it is from");
    assert_eq!(pages[2].labels[0].body, "新春快乐！");
    assert_eq!(printed(labels(&all, Value::Null)).len(), 2);
    // Another paper has no such labels.
    let mut on_roll = labels(&all, Value::Null);
    on_roll["paper"] = json!("roll80");
    printed(on_roll);
    assert_eq!(proof.last().paper, Paper::A4);
}

#[test]
fn a_mailing_is_one_contact_for_each_household_and_one_step_of_undo() {
    let shop = Shop::new();
    let one = household(&shop, "王建军", Some("东沟村"), json!({}));
    let two = household(&shop, "赵六", Some("安平村"), json!({}));
    let quiet = household(&shop, "孙七", Some("安平村"), json!({"no_call": true}));
    let sent =
        json!({"occasion": "spring_festival", "text": " 新春快乐！ ", "ids": [one, two, quiet]});
    let told = shop.by("王姐", "greeting.sent", sent.clone());
    assert_eq!(told, json!({"written": 2, "already": 0}));
    for customer in [&one, &two] {
        assert_eq!(cards(&shop, customer), ["春节贺卡：新春快乐！"]);
    }
    assert_eq!(cards(&shop, &quiet), Vec::<String>::new());
    // Pressed twice it is the same mailing.
    let again = shop.by("王姐", "greeting.sent", sent.clone());
    assert_eq!(again, json!({"written": 0, "already": 2}));
    let steps = shop.by("王姐", "undo.list", json!({}))["rows"].clone();
    assert_eq!(steps[0]["what"], "greeting.sent");
    // Contacts never change: the course tells that it was an error.
    let undone = shop.by("王姐", "undo.last", json!({}));
    assert_eq!(undone["taken"], 1);
    for customer in [&one, &two] {
        let mut course = cards(&shop, customer);
        course.sort();
        assert_eq!(course, ["春节贺卡：新春快乐！", "记错了：贺卡没有寄。"]);
    }
    // What was taken back can be sent after all.
    let after = shop.by("王姐", "greeting.sent", sent);
    assert_eq!(after, json!({"written": 2, "already": 0}));
}

#[test]
fn a_mailing_has_bounds_and_is_for_the_desk() {
    let (shop, _proof) = printing_shop();
    let wrong = |command: &str, typed: Value| {
        let refused = shop.try_by("王姐", command, typed).unwrap_err();
        (
            refused.fields[0].field.clone(),
            refused.fields[0].code.clone(),
        )
    };
    let many: Vec<uuid::Uuid> = (0..201).map(uuid::Uuid::from_u128).collect();
    let too_many = ("ids".to_owned(), "greeting_too_many".to_owned());
    let asked = json!({"occasion": "own", "ids": many});
    assert_eq!(wrong("greeting.plan", asked), too_many);
    let asked = json!({"occasion": "own", "text": "好", "ids": many});
    assert_eq!(wrong("greeting.sent", asked), too_many);
    let one = household(&shop, "王建军", Some("东沟村"), json!({}));
    let long = json!({"occasion": "own", "text": "好".repeat(121), "ids": [one]});
    assert_eq!(wrong("greeting.sent", long).0, "text");
    let empty = json!({"occasion": "own", "text": " ", "ids": [one]});
    assert_eq!(wrong("greeting.sent", empty).0, "text");
    for (command, typed) in [
        ("greeting.plan", json!({"occasion": "own"})),
        (
            "greeting.sent",
            json!({"occasion": "own", "text": "好", "ids": [one]}),
        ),
        (
            "print.preview",
            json!({"job": labels(&[&one], Value::Null)}),
        ),
    ] {
        let refused = shop.try_by("张师傅", command, typed).unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotAllowed, "{command}");
    }
}
