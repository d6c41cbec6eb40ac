//! The life of a machine: sold, commissioned by checklist, moved, handed over, exchanged, maintained.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::common::desk::{DAY, Shop, good_of, photo_of, photograph};
use crate::common::{NOON, Noon, caller};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;
use wuyou_app::{App, AppParts, NoNetwork};
use wuyou_domain::id::{IdSource, UnitId};
use wuyou_store::FileKeyStore;

const SERIAL: &str = "L1P241602802954S";
const OTHER: &str = "L1P241607712889X";

fn household(shop: &Shop, name: &str, phone: &str) -> Value {
    let household = json!({"name": name, "phones": [{"number": phone}],
        "addresses": [{"town": "柳河镇", "village": "沙河村"}]});
    shop.by("王姐", "customer.create", household)
}

fn in_stock(shop: &Shop, serial: &str) -> Value {
    let machine = json!({"serial": serial, "model_code": "WEB-L1P24", "gas": "natural_gas"});
    shop.by("王姐", "unit.register", machine)["unit"]["id"].clone()
}

fn sell(shop: &Shop, unit: &Value, customer: &Value, on: &str) -> Value {
    let sale = json!({"unit_id": unit, "customer_id": customer, "channel": "shop",
        "sold_on": on, "price_fen": 588_000, "invoice_no": "24522000000012345678",
        "invoice_on": on});
    shop.by("王姐", "machine.sell", sale)
}

/// A machine that was sold on 16 November to a household of its own.
fn sold(shop: &Shop) -> (Value, Value) {
    let customer = household(shop, "王建军", "13804712207")["id"].clone();
    let unit = in_stock(shop, SERIAL);
    sell(shop, &unit, &customer, "2026-11-16");
    (unit, customer)
}

fn good(shop: &Shop, unit: &Value) -> Vec<Value> {
    let sheet = shop.by("王姐", "machine.sheet", json!({ "unit_id": unit }));
    photograph(|name, payload| shop.by("王姐", name, payload), &sheet);
    good_of(&sheet)
}

fn but(mut answers: Vec<Value>, item: &str, change: impl Fn(&mut Value)) -> Vec<Value> {
    change(
        answers
            .iter_mut()
            .find(|answer| answer["item"] == item)
            .unwrap(),
    );
    answers
}

fn commission(shop: &Shop, unit: &Value, answers: Vec<Value>) -> Value {
    let attempt = json!({"unit_id": unit, "answers": answers, "inspected_on": "2026-11-18"});
    shop.by("张师傅", "machine.commission", attempt)
}

fn get(shop: &Shop, unit: &Value) -> Value {
    shop.by("王姐", "machine.get", json!({ "unit_id": unit }))
}

fn step(shop: &Shop, unit: &Value, step: &str, more: Value) -> Value {
    try_step(shop, "陈经理", unit, step, more).unwrap()
}

fn try_step(
    shop: &Shop,
    who: &str,
    unit: &Value,
    step: &str,
    more: Value,
) -> Result<Value, wuyou_contract::ApiError> {
    let mut payload = more;
    payload["unit_id"] = unit.clone();
    payload["step"] = step.into();
    shop.try_by(who, "machine.step", payload)
}

/// How many return visits are planned.
fn visits(app: &App) -> i64 {
    let database = app.database().unwrap();
    let found =
        database.read(|view| wuyou_store::return_visit::of_unit(view, UnitId::of_serial(SERIAL)));
    i64::try_from(found.unwrap().len()).unwrap()
}

/// The codes of the fields a refused call names.
fn codes(refused: Result<Value, wuyou_contract::ApiError>) -> Vec<String> {
    let error = refused.unwrap_err();
    let fields = error.fields.iter();
    fields
        .map(|field| format!("{}:{}", field.field, field.code))
        .collect()
}

fn code(refused: Result<Value, wuyou_contract::ApiError>) -> String {
    refused.unwrap_err().code.to_string()
}

#[test]
fn a_sale_with_an_invoice_makes_the_warranty_card_sure() {
    let shop = Shop::new();
    let (unit, customer) = sold(&shop);
    let machine = get(&shop, &unit);
    assert_eq!(machine["state"], "sold");
    assert_eq!(machine["sale"]["price_fen"], 588_000);
    let event = &machine["events"][0];
    assert_eq!(
        (&event["step"], &event["to"]["customer_id"]),
        (&json!("sell"), &customer)
    );
    assert_eq!(event["document"], "发票 24522000000012345678");
    commission(&shop, &unit, good(&shop, &unit));
    let card = shop.by("王姐", "warranty.card", json!({ "unit_id": unit }));
    assert_eq!(card["confidence"], "a", "the invoice proves the day");
    assert_eq!(card["starts_on"], "2026-11-18");
}

#[test]
fn passing_the_checklist_starts_warranty_visits_and_maintenance_and_shows_the_end_of_life() {
    let shop = Shop::new();
    let (unit, _) = sold(&shop);
    let done = commission(&shop, &unit, good(&shop, &unit));
    assert_eq!(done["verdict"]["status"], "passed");
    let machine = &done["machine"];
    assert_eq!(machine["state"], "in_use");
    assert_eq!(machine["commissioned_on"], "2026-11-18");
    assert_eq!(machine["label_no"], "HG-0001");
    assert_eq!(done["coverage"], "covered");
    assert_eq!(done["scrap_on"], "2034-11-16");
    let tasks = machine["maintenance"].as_array().unwrap();
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0]["state"], "open");
    assert_eq!(done["maintenance_due_on"], tasks[0]["due_on"]);
    let shown = shop.by("王姐", "unit.get", json!({ "id": unit }));
    assert_eq!(shown["unit"]["installed_on"], "2026-11-18");
    let steps: Vec<_> = machine["events"].as_array().unwrap().iter().rev().collect();
    let steps: Vec<_> = steps.iter().map(|event| event["step"].clone()).collect();
    assert_eq!(steps, ["sell", "install", "commission"]);
    assert_eq!(
        visits(&shop.app),
        3,
        "two within a month and the yearly one"
    );
}

#[test]
fn an_incomplete_checklist_cannot_pass_and_leaves_nothing() {
    let shop = Shop::new();
    let (unit, _) = sold(&shop);
    let mut open = good(&shop, &unit);
    open.retain(|answer| answer["item"] != "leak_check");
    let attempt = json!({"unit_id": unit, "answers": open});
    assert_eq!(
        code(shop.try_by("张师傅", "machine.commission", attempt)),
        "machine.sheet_open"
    );
    let unsigned = but(good(&shop, &unit), "signature", |answer| {
        answer["passed"] = false.into()
    });
    let attempt = json!({"unit_id": unit, "answers": unsigned});
    assert_eq!(
        code(shop.try_by("张师傅", "machine.commission", attempt)),
        "machine.sheet_open"
    );
    let few = but(good(&shop, &unit), "briefing", |answer| {
        answer["topics"] = json!(["refill"])
    });
    let attempt = json!({"unit_id": unit, "answers": few});
    assert_eq!(
        code(shop.try_by("张师傅", "machine.commission", attempt)),
        "machine.sheet_open"
    );
    let machine = get(&shop, &unit);
    assert_eq!(machine["state"], "sold");
    assert_eq!(machine["inspections"], json!([]));
    assert_eq!(machine["maintenance"], json!([]));
    assert_eq!(visits(&shop.app), 0);
}

#[test]
fn a_pass_needs_the_photos_that_are_there_the_signed_sheet_and_who_was_told() {
    let shop = Shop::new();
    let (unit, _) = sold(&shop);
    let sheet = || shop.by("王姐", "machine.sheet", json!({ "unit_id": unit }));
    let open = |answers: &[Value], paper: Value| {
        let asked = json!({"unit_id": unit, "answers": answers, "paper_no": paper});
        let verdict = shop.by("张师傅", "machine.judge", asked);
        let findings = verdict["findings"].as_array().unwrap().clone();
        let items = findings
            .iter()
            .map(|one| one["item"].as_str().unwrap().to_owned());
        items.filter(|item| item != "label").collect::<Vec<_>>()
    };
    // A tick is no photo.
    let ticked = good_of(&sheet());
    let asked = [
        "serial",
        "flue",
        "leak_check",
        "static_pressure",
        "dynamic_pressure",
    ];
    assert_eq!(open(&ticked, Value::Null), asked);
    let all = good(&shop, &unit);
    assert_eq!(open(&all, Value::Null), [""; 0]);
    let unsigned = but(all.clone(), "signature", |answer| {
        answer["text"] = Value::Null
    });
    assert_eq!(open(&unsigned, Value::Null), ["signature"]);
    assert_eq!(
        open(&unsigned, json!("AZ-7")),
        [""; 0],
        "the paper sheet's number"
    );
    let nobody = but(all, "briefing", |answer| answer["text"] = "  ".into());
    assert_eq!(open(&nobody, Value::Null), ["briefing"]);

    // The signed sheet's photo is the signature as long as it is there.
    let photo = photo_of(&unit, "signed_sheet", &Value::Null);
    let photos = shop.by("王姐", "photo.add", photo)["photos"]["rows"].clone();
    let is_sheet = |row: &&Value| row["kind"] == "signed_sheet";
    let photo = photos.as_array().unwrap().iter().find(is_sheet).unwrap()["id"].clone();
    assert_eq!(open(&unsigned, Value::Null), [""; 0]);
    shop.by("陈经理", "photo.delete", json!({ "id": photo }));
    let attempt = json!({"unit_id": unit, "answers": unsigned});
    let refused = shop.try_by("张师傅", "machine.commission", attempt);
    assert_eq!(code(refused), "machine.sheet_open");
}

#[test]
fn a_failed_item_stops_the_machine_until_the_manager_releases_it_and_it_passes() {
    let shop = Shop::new();
    let (unit, _) = sold(&shop);
    let leaking = but(good(&shop, &unit), "leak_check", |answer| {
        answer["passed"] = false.into()
    });
    let failed = commission(&shop, &unit, leaking);
    assert_eq!(failed["verdict"]["status"], "failed");
    assert_eq!(failed["machine"]["state"], "stopped");
    let card = shop.by("王姐", "warranty.card", json!({ "unit_id": unit }));
    assert_eq!(card["safety"]["state"], "stopped", "{}", card["safety"]);
    assert!(
        failed["machine"]["stop"]["note"]
            .as_str()
            .unwrap()
            .contains("检漏")
    );
    assert_eq!(failed["machine"]["maintenance"], json!([]));

    // No order is to put it right: it has a line of its own.
    let lines = |kind: &str| {
        let today = shop.by("王姐", "today.get", json!({ "kind": kind }));
        today["rows"].as_array().unwrap().clone()
    };
    let line = lines("check_failed");
    assert_eq!(
        (line.len(), &line[0]["id"], &line[0]["about"]),
        (1, &unit, &json!("stopped"))
    );
    assert_eq!(lines("tag_off"), [Value::Null; 0]);

    let again = json!({"unit_id": unit, "answers": good(&shop, &unit)});
    let refused = shop.try_by("张师傅", "machine.commission", again.clone());
    assert_eq!(code(refused), "machine.release_first");
    let by_hand = json!({"id": unit, "state": "in_use", "installed_on": "2026-11-18"});
    assert_eq!(
        codes(shop.try_by("陈经理", "unit.update", by_hand)),
        ["state:state_by_step"]
    );

    let paper = json!({"document": "整改单 0007"});
    assert_eq!(
        codes(try_step(&shop, "陈经理", &unit, "release", paper)),
        ["safe_again:not_safe"]
    );
    let safe = json!({"document": "整改单 0007", "safe_again": true});
    let released = step(&shop, &unit, "release", safe);
    assert_eq!(
        released["state"], "installing",
        "not in use before it passes"
    );
    assert_eq!(lines("check_failed")[0]["about"], "released");
    let passed = shop.by("张师傅", "machine.commission", again);
    assert_eq!(lines("check_failed"), [Value::Null; 0]);
    assert_eq!(passed["machine"]["state"], "in_use");
    assert_eq!(
        passed["machine"]["inspections"].as_array().unwrap().len(),
        2
    );
}

#[test]
fn a_value_outside_its_limits_fails_and_one_nobody_can_measure_is_refused() {
    let shop = Shop::new();
    let (unit, _) = sold(&shop);
    let judge = |pressure: f64| {
        let answers = but(good(&shop, &unit), "dynamic_pressure", |answer| {
            answer["readings"]["dynamic_pa"] = pressure.into();
        });
        shop.try_by(
            "张师傅",
            "machine.judge",
            json!({"unit_id": unit, "answers": answers}),
        )
    };
    assert_eq!(judge(1_500.0).unwrap()["status"], "passed");
    let low = judge(1_499.0).unwrap();
    assert_eq!(low["status"], "failed");
    assert_eq!(low["findings"][0]["reading"], "dynamic_pa");
    assert_eq!(codes(judge(2e9)).len(), 1);
}

#[test]
fn values_copied_from_another_machine_are_marked_for_an_audit() {
    let shop = Shop::new();
    let (first, customer) = sold(&shop);
    commission(&shop, &first, good(&shop, &first));
    let second = in_stock(&shop, OTHER);
    sell(&shop, &second, &customer, "2026-11-16");
    let copied = commission(&shop, &second, good(&shop, &second));
    assert_eq!(copied["machine"]["inspections"][0]["suspect"], true);
    assert_eq!(get(&shop, &first)["inspections"][0]["suspect"], false);
}

/// Gives out ids of its own until one is to be given twice.
struct Stumbling {
    given: AtomicU64,
    stumbles_at: AtomicU64,
}

impl IdSource for Stumbling {
    fn next_id(&self, _: i64) -> Uuid {
        let at = self.given.fetch_add(1, Ordering::SeqCst);
        let at = if at >= self.stumbles_at.load(Ordering::SeqCst) {
            at - 1
        } else {
            at
        };
        Uuid::from_u128(0x0192_0000_0000_7000_8000_0000_0000_0000 + u128::from(at))
    }
}

#[test]
fn commissioning_happens_whole_or_not_at_all() {
    let dir = TempDir::new().unwrap();
    let ids = Arc::new(Stumbling {
        given: AtomicU64::new(1),
        stumbles_at: AtomicU64::new(u64::MAX),
    });
    let app = App::open(AppParts {
        dir: dir.path().to_owned(),
        keys: Arc::new(FileKeyStore::of(dir.path())),
        clock: Arc::new(Noon),
        ids: Arc::clone(&ids) as Arc<dyn IdSource + Send + Sync>,
        sync: Arc::new(NoNetwork),
    });
    let by = |name: &str, payload: Value| app.call(&caller(Some("陈经理")), name, payload);
    let setup = json!({"dealer_code": "LH001", "owner_name": "陈经理"});
    app.call(&caller(None), "setup.offline", setup).unwrap();
    let customer = by("customer.create", json!({"name": "王建军"})).unwrap()["id"].clone();
    let unit = json!({"serial": SERIAL, "model_code": "WEB-L1P24", "gas": "natural_gas"});
    let unit = by("unit.register", unit).unwrap()["unit"]["id"].clone();
    let sale = json!({"unit_id": unit, "customer_id": customer, "document": "收据 1"});
    by("machine.sell", sale).unwrap();
    let sheet = by("machine.sheet", json!({ "unit_id": unit })).unwrap();
    photograph(|name, payload| by(name, payload).unwrap(), &sheet);
    let answers = good_of(&sheet);
    let before = by("machine.get", json!({ "unit_id": unit })).unwrap();

    // The sheet is written, the installation begun; then the step into use meets an id that is taken.
    let given = ids.given.load(Ordering::SeqCst);
    ids.stumbles_at.store(given + 2, Ordering::SeqCst);
    let attempt = json!({"unit_id": unit, "answers": answers});
    by("machine.commission", attempt.clone()).unwrap_err();
    assert_eq!(
        by("machine.get", json!({ "unit_id": unit })).unwrap(),
        before
    );

    ids.stumbles_at.store(u64::MAX, Ordering::SeqCst);
    let done = by("machine.commission", attempt).unwrap();
    assert_eq!(done["machine"]["state"], "in_use");
    assert_eq!(done["machine"]["inspections"].as_array().unwrap().len(), 1);
}

#[test]
fn an_installation_is_finished_only_with_a_passed_checklist() {
    let shop = Shop::new();
    let (unit, customer) = sold(&shop);
    let call = json!({"kind": "install", "text": "新机安装", "caller_phone": "13804712207",
        "customer_id": customer, "unit_id": unit});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "明天去装"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let finish = json!({"cause": "新装", "result": "装好", "charge_fen": 0, "signature": "纸 1"});
    let refused = shop.try_step("张师傅", &order, "finish", finish.clone());
    assert_eq!(code(refused), "work_order.checklist_open");
    let attempt = json!({"unit_id": unit, "work_order_id": order, "answers": good(&shop, &unit)});
    shop.by("张师傅", "machine.commission", attempt);
    shop.step("张师傅", &order, "finish", finish);
}

#[test]
fn an_installation_of_a_machine_nobody_named_or_checked_is_not_finished() {
    let shop = Shop::new();
    let call = json!({"kind": "install", "text": "新机安装", "caller_phone": "13804712207",
        "new_customer_name": "王建军"});
    let opened = shop.by("王姐", "request.create", call);
    let order = opened["work_order"]["summary"]["id"].clone();
    let customer = opened["work_order"]["summary"]["customer_id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "明天去装"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let finish = json!({"cause": "新装", "result": "装好", "charge_fen": 0, "signature": "纸 1"});
    let refused = shop.try_step("张师傅", &order, "finish", finish.clone());
    assert_eq!(code(refused), "work_order.machine_missing");

    // Registered by hand with the household, as 使用中: it is installed by this order all the same.
    let machine = json!({"serial": SERIAL, "customer_id": customer, "gas": "natural_gas"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let named = json!({"id": order, "unit_id": unit});
    let shown = shop.by("张师傅", "work_order.set_unit", named);
    assert_eq!(shown["unit"]["serial"], SERIAL);
    let refused = shop.try_step("张师傅", &order, "finish", finish.clone());
    assert_eq!(code(refused), "work_order.checklist_open");
    let attempt = json!({"unit_id": unit, "work_order_id": order, "answers": good(&shop, &unit)});
    shop.by("张师傅", "machine.commission", attempt);
    shop.step("张师傅", &order, "finish", finish);
    let late = json!({"id": order, "unit_id": in_stock(&shop, OTHER)});
    let refused = shop.try_by("王姐", "work_order.set_unit", late);
    assert_eq!(code(refused), "work_order.machine_fixed");
}

#[test]
fn a_serial_of_another_model_is_refused_with_the_model_it_reads_as() {
    let shop = Shop::new();
    let slip = json!({"serial": SERIAL, "model_code": "WEB-N1P36", "gas": "natural_gas"});
    let refused = shop.try_by("王姐", "unit.register", slip).unwrap_err();
    assert_eq!(refused.fields[0].field, "model_code");
    assert_eq!(refused.fields[0].suggestion.as_deref(), Some("WEB-L1P24"));
    in_stock(&shop, SERIAL);
}

#[test]
fn the_machine_of_an_order_is_one_of_its_household() {
    let shop = Shop::new();
    let (theirs, _) = sold(&shop);
    let call = json!({"kind": "repair", "text": "不热", "caller_phone": "13900001111",
        "new_customer_name": "李秀英"});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    let set = |unit: &Value| {
        let named = json!({"id": order, "unit_id": unit});
        codes(shop.try_by("王姐", "work_order.set_unit", named))
    };
    assert_eq!(set(&theirs), ["unit_id:other_household"]);
    assert_eq!(set(&in_stock(&shop, OTHER)), ["unit_id:sell_first"]);
}

#[test]
fn a_sheet_is_not_written_on_another_machines_order() {
    let shop = Shop::new();
    let (unit, customer) = sold(&shop);
    let other = in_stock(&shop, OTHER);
    sell(&shop, &other, &customer, "2026-11-16");
    let call = json!({"kind": "install", "text": "新机安装", "caller_phone": "13804712207",
        "customer_id": customer, "unit_id": other});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    let attempt = json!({"unit_id": unit, "work_order_id": order, "answers": good(&shop, &unit)});
    let refused = shop.try_by("张师傅", "machine.commission", attempt);
    assert_eq!(codes(refused), ["work_order_id:other_order"]);
}

#[test]
fn moving_house_asks_for_commissioning_again_and_keeps_the_warranty() {
    let shop = Shop::new();
    let (unit, customer) = sold(&shop);
    commission(&shop, &unit, good(&shop, &unit));
    let home = shop.by("王姐", "customer.get", json!({ "id": customer }));
    let address = home["addresses"][0]["id"].clone();
    let moved = json!({"document": "移机单 3", "address_id": address, "occurred_on": "2026-11-20"});
    let moved = step(&shop, &unit, "relocate", moved);
    assert_eq!(moved["state"], "installing");
    assert_eq!(moved["can_commission"], true);
    let attempt = json!({"unit_id": unit, "answers": good(&shop, &unit)});
    let again = shop.by("张师傅", "machine.commission", attempt);
    assert_eq!(again["machine"]["state"], "in_use");
    assert_eq!(
        again["machine"]["commissioned_on"], "2026-11-18",
        "the first one counts"
    );
    assert_eq!(again["warranty_starts_on"], "2026-11-18");
}

#[test]
fn a_machine_is_handed_over_to_another_household_and_not_to_the_same() {
    let shop = Shop::new();
    let (unit, customer) = sold(&shop);
    commission(&shop, &unit, good(&shop, &unit));
    let same = json!({"document": "过户单", "customer_id": customer});
    assert_eq!(
        codes(try_step(&shop, "王姐", &unit, "transfer", same)),
        ["customer_id:same_owner"]
    );
    let neighbour = household(&shop, "李桂兰", "13910101364")["id"].clone();
    let new = json!({"document": "过户单", "customer_id": neighbour});
    let handed = step(&shop, &unit, "transfer", new);
    assert_eq!(handed["state"], "in_use");
    let shown = shop.by("王姐", "unit.get", json!({ "id": unit }));
    assert_eq!(shown["unit"]["customer_id"], neighbour);
}

#[test]
fn an_exchange_links_both_machines_and_starts_the_new_one_anew() {
    let shop = Shop::new();
    let (old, customer) = sold(&shop);
    commission(&shop, &old, good(&shop, &old));
    let swap = json!({"document": "换机单 9", "other_serial": OTHER});
    let new = in_stock(&shop, OTHER);
    shop.try_remedy(&old, "exchange", swap).unwrap();
    let gone = get(&shop, &old);
    assert_eq!(gone["state"], "exchanged_out");
    assert_eq!(gone["events"][0]["other_serial"], OTHER);
    assert_eq!(gone["maintenance"][0]["state"], "cancelled");
    let fresh = get(&shop, &new);
    assert_eq!(fresh["state"], "sold");
    assert_eq!(fresh["events"][0]["other_serial"], SERIAL);
    let shown = shop.by("王姐", "unit.get", json!({ "id": new }));
    assert_eq!(shown["unit"]["customer_id"], customer);
    let attempt = json!({"unit_id": new, "answers": good(&shop, &new)});
    let done = shop.by("李师傅", "machine.commission", attempt);
    assert_eq!(
        done["warranty_starts_on"], "2026-11-21",
        "from the day of the exchange"
    );
    let old_card = shop.by("王姐", "warranty.card", json!({ "unit_id": old }));
    assert_ne!(old_card["state"], "covered");
}

#[test]
fn another_model_is_given_only_where_its_price_was_agreed() {
    let shop = Shop::new();
    let (old, _) = sold(&shop);
    let other = json!({"serial": "AA100004"});
    shop.by("王姐", "unit.register", other);
    let swap = json!({"document": "换机单 9", "other_serial": "AA100004"});
    assert_eq!(
        codes(shop.try_remedy(&old, "exchange", swap)),
        ["other_serial:model_not_agreed"]
    );
    assert_eq!(get(&shop, &old)["state"], "sold");
}

#[test]
fn a_machine_from_the_showroom_is_sold_only_once_the_customer_was_told() {
    let shop = Shop::new();
    let unit = in_stock(&shop, SERIAL);
    step(&shop, &unit, "display", json!({"document": "摆样单"}));
    let back = step(&shop, &unit, "take_back", json!({"document": "撤样单"}));
    assert_eq!(
        (&back["state"], &back["was_display"]),
        (&json!("in_stock"), &json!(true))
    );
    let customer = household(&shop, "王建军", "13804712207")["id"].clone();
    let sale = json!({"unit_id": unit, "customer_id": customer, "document": "收据 5"});
    assert_eq!(
        codes(shop.try_by("王姐", "machine.sell", sale.clone())),
        ["display_declared:display_not_declared"]
    );
    let mut told = sale;
    told["display_declared"] = true.into();
    assert_eq!(shop.by("王姐", "machine.sell", told)["state"], "sold");
}

#[test]
fn steps_out_of_order_without_a_document_or_by_the_wrong_person_are_refused() {
    let shop = Shop::new();
    let (unit, customer) = sold(&shop);
    commission(&shop, &unit, good(&shop, &unit));
    let neighbour = household(&shop, "赵铁柱", "13804712299")["id"].clone();
    let paper = json!({"document": "过户单", "customer_id": neighbour});
    let with = |name: &str, value: &str| {
        let mut typed = paper.clone();
        typed[name] = value.into();
        typed
    };
    for (field, value, found) in [
        (
            "occurred_on",
            "2026-11-15",
            "occurred_on:before_last_custody",
        ),
        ("occurred_on", "2026-11-30", "occurred_on:date_future"),
        ("document", "", "document:required"),
    ] {
        let refused = try_step(&shop, "王姐", &unit, "transfer", with(field, value));
        assert_eq!(codes(refused), [found]);
    }
    let refused = try_step(&shop, "张师傅", &unit, "transfer", paper.clone());
    assert_eq!(code(refused), "machine.step_role");
    let refused = try_step(&shop, "王姐", &unit, "bring_back", paper.clone());
    assert_eq!(code(refused), "machine.step_not_allowed");
    let stale = with("expected_state", "sold");
    let refused = try_step(&shop, "王姐", &unit, "transfer", stale);
    assert_eq!(code(refused), "machine.changed");
    let twice = json!({"unit_id": unit, "customer_id": customer, "sold_on": "2026-11-10",
        "delivered_on": "2026-11-30"});
    assert_eq!(
        codes(shop.try_by("王姐", "machine.sell", twice)),
        ["delivered_on:date_future"]
    );
}

#[test]
fn what_the_chain_of_custody_says_is_not_overwritten_by_hand() {
    let shop = Shop::new();
    let (unit, customer) = sold(&shop);
    let neighbour = household(&shop, "赵铁柱", "13804712299")["id"].clone();
    let other = json!({"id": unit, "customer_id": neighbour});
    assert_eq!(
        codes(shop.try_by("陈经理", "unit.update", other)),
        ["customer_id:transfer_first"]
    );
    let younger = json!({"id": unit, "sold_on": "2026-11-20"});
    let refused = shop.try_by("张师傅", "unit.update", younger);
    assert_eq!(code(refused), "permission.denied");
    let same = json!({"id": unit, "customer_id": customer, "note": "阳台"});
    shop.by("张师傅", "unit.update", same);
}

#[test]
fn a_machine_worth_thousands_is_given_or_taken_back_by_an_approved_case_alone() {
    let shop = Shop::new();
    let (unit, _) = sold(&shop);
    in_stock(&shop, OTHER);
    let paper = json!({"document": "退货单", "other_serial": OTHER});
    for who in ["王姐", "陈经理"] {
        for by_hand in ["exchange_out", "return"] {
            let refused = try_step(&shop, who, &unit, by_hand, paper.clone());
            assert_eq!(code(refused), "machine.needs_remedy_case");
        }
    }
    let offered = get(&shop, &unit)["steps"].to_string();
    assert!(!offered.contains("exchange_out") && !offered.contains("return"));
    let back = json!({"document": "退货单", "method": "cash", "receipt_no": "R-1"});
    shop.try_remedy(&unit, "return", back).unwrap();
    assert_eq!(get(&shop, &unit)["state"], "returned");
    let shown = shop.by("王姐", "unit.get", json!({ "id": unit }));
    assert_eq!(shown["unit"]["customer_id"], Value::Null);
}

#[test]
fn a_machine_that_was_given_back_is_not_the_old_households_again_by_an_old_list() {
    let shop = Shop::new();
    let (unit, customer) = sold(&shop);
    let known = shop.by("陈经理", "customer.get", json!({ "id": customer }));
    let back = json!({"document": "退货单", "method": "cash", "receipt_no": "R-1"});
    shop.try_remedy(&unit, "return", back).unwrap();
    let list = format!(
        "姓名,联系电话,机身编号,安装日期\n{},{},{SERIAL},2026-11-03\n",
        known["name"].as_str().unwrap(),
        known["phones"][0]["number"].as_str().unwrap(),
    );
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("customers.csv");
    std::fs::write(&path, list).unwrap();
    let file = json!({"path": path, "kind": "customers"});
    let done = shop.by("陈经理", "import.run", file);
    assert_eq!(done["refused"], 0, "{done}");
    let shown = shop.by("王姐", "unit.get", json!({ "id": unit }));
    assert_eq!(
        (&shown["unit"]["customer_id"], &shown["unit"]["state"]),
        (&Value::Null, &json!("returned"))
    );
}

#[test]
fn a_late_delivery_shows_by_how_many_days() {
    let shop = Shop::new();
    let (unit, _) = sold(&shop);
    let promised = json!({"unit_id": unit, "deliver_by_on": "2026-11-18"});
    let late = shop.by("王姐", "machine.sell", promised);
    assert_eq!(late["sale"]["late_days"], 3, "not delivered by the 21st");
    let waiting = shop.by("王姐", "today.get", json!({"kind": "delivery"}));
    assert_eq!(waiting["rows"][0]["urgency"], "overdue");
    assert_eq!(waiting["rows"][0]["id"], unit);
    let delivered = json!({"unit_id": unit, "delivered_on": "2026-11-17"});
    let early = shop.by("王姐", "machine.sell", delivered);
    assert_eq!(early["sale"]["late_days"], -1);
    let none = shop.by("王姐", "today.get", json!({"kind": "delivery"}));
    assert_eq!(none["rows"], json!([]));
}

#[test]
fn maintenance_comes_due_and_doing_it_plans_the_next_year() {
    let shop = Shop::new();
    let (unit, _) = sold(&shop);
    let done = commission(&shop, &unit, good(&shop, &unit));
    let due_on = done["maintenance_due_on"].as_str().unwrap().to_owned();
    assert_eq!(shop.by("王姐", "machine.due", json!({}))["rows"], json!([]));
    let ahead = shop.by("王姐", "machine.due", json!({"until_on": due_on}));
    assert_eq!(ahead["rows"][0]["serial"], SERIAL);
    shop.at(NOON + 365 * DAY);
    let rows = shop.by("王姐", "machine.due", json!({}))["rows"].clone();
    assert_eq!(rows[0]["urgency"], "overdue");
    let listed = |shop: &Shop| {
        let today = shop.by("王姐", "today.get", json!({"kind": "maintenance"}));
        today["rows"].as_array().unwrap().len()
    };
    assert_eq!(listed(&shop), 1, "it stands in the day's list");
    let early = json!({"unit_id": unit, "done_on": "2026-11-01"});
    assert_eq!(
        codes(shop.try_by("张师傅", "machine.maintained", early)),
        ["done_on:before_last_maintenance"]
    );
    let after = shop.by(
        "张师傅",
        "machine.maintained",
        json!({"unit_id": unit, "note": "已除垢"}),
    );
    let tasks = after["maintenance"].as_array().unwrap();
    let states: Vec<_> = tasks.iter().map(|task| task["state"].clone()).collect();
    assert_eq!(states, ["open", "done"]);
    assert!(tasks[0]["due_on"].as_str().unwrap() > "2027-11-21");
    assert_eq!(listed(&shop), 0);
    assert_eq!(shop.by("王姐", "machine.due", json!({}))["rows"], json!([]));
    let twice = shop.try_by("张师傅", "machine.maintained", json!({ "unit_id": unit }));
    assert_eq!(codes(twice), ["done_on:maintained_already"]);
}

#[test]
fn a_lost_machine_that_is_found_stands_where_it_stood() {
    let shop = Shop::new();
    let unit = in_stock(&shop, SERIAL);
    step(&shop, &unit, "lose", json!({"document": "报案回执"}));
    let found = step(&shop, &unit, "recover", json!({"document": "领回单"}));
    assert_eq!(found["state"], "in_stock");
}

#[test]
fn machines_of_an_old_ledger_get_their_maintenance_planned_and_those_in_the_shop_do_not() {
    let shop = Shop::new();
    let customer = household(&shop, "王建军", "13804712207")["id"].clone();
    let _ = in_stock(&shop, OTHER);
    let machine = json!({"serial": SERIAL, "model_code": "WEB-L1P24", "gas": "natural_gas",
        "customer_id": customer, "installed_on": "2019-05-16"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();

    let count = |shop: &Shop| shop.by("王姐", "machine.unplanned", json!({}))["count"].clone();
    assert_eq!(count(&shop), 1);
    let planned = shop.by("王姐", "machine.plan_upkeep", json!({}));
    assert_eq!(planned, json!({"planned": 1}));
    assert_eq!(count(&shop), 0);

    let plan = get(&shop, &unit)["maintenance"].clone();
    assert_eq!(plan.as_array().unwrap().len(), 1, "{plan}");
    assert_eq!(plan[0]["state"], "open");
    assert_eq!(plan[0]["due_on"], "2027-05-16");
    let again = shop.by("王姐", "machine.plan_upkeep", json!({}));
    assert_eq!(again, json!({"planned": 0}));
    shop.by("王姐", "undo.last", json!({}));
    assert_eq!(count(&shop), 1, "taken back in one step");
    let refused = shop.try_by("张师傅", "machine.plan_upkeep", json!({}));
    assert_eq!(code(refused), "permission.denied");
}
