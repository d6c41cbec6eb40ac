//! Every command with empty, wrong, huge and hostile input: refused or done, never `internal`, never
//! a panic, and whatever was kept the program can show.
#![allow(clippy::unwrap_used, reason = "tests")]

use crate::common::{NOON, caller, ready_shop};
use serde_json::{Map, Value, json};
use wuyou_app::App;
use wuyou_contract::command::{COMMANDS, CommandInfo};

/// A shop with a household, its machine, a request and an order.
struct Fixture {
    dir: tempfile::TempDir,
    app: App,
    /// What an id of each name stands for.
    ids: Map<String, Value>,
}

impl Fixture {
    fn new() -> Self {
        let (dir, app) = ready_shop();
        let call =
            |name: &str, payload: Value| app.call(&caller(Some("陈经理")), name, payload).unwrap();
        let household = json!({
            "name": "王建军", "phones": [{"number": "13804712207"}],
            "addresses": [{"town": "柳河镇"}], "people": [{"name": "王小明"}],
        });
        let customer = call("customer.create", household)["id"].clone();
        let unit = json!({"serial": "AA100001", "customer_id": customer});
        call("unit.register", unit);
        let taken = json!({"text": "不热", "customer_id": customer});
        let taken = call("request.create", taken);
        let staff = call("staff.list", json!({}));
        let mut ids = Map::new();
        ids.insert("customer".into(), customer);
        ids.insert("request".into(), taken["request"]["id"].clone());
        let order = taken["work_order"]["summary"]["id"].clone();
        ids.insert("work_order".into(), order);
        let technician = staff["rows"].as_array().unwrap().iter();
        let mut technician = technician.filter(|row| row["role"] == "technician");
        ids.insert("staff".into(), technician.next().unwrap()["id"].clone());
        Self { dir, app, ids }
    }

    /// An id that exists, of what the field or the command's area is about.
    fn id(&self, command: &str, field: &str) -> Value {
        let area = command.split('.').next().unwrap_or_default();
        let name = match field {
            "id" => area,
            "technician_id" => "staff",
            other => other.trim_end_matches("_id"),
        };
        let known = self.ids.get(name).cloned();
        known.unwrap_or_else(|| json!("0190a1c2-0000-7000-8000-000000000001"))
    }

    fn path(&self, name: &str) -> Value {
        let path = self.dir.path().join("nowhere").join("deeper").join(name);
        path.to_str().unwrap().into()
    }

    /// A payload that fits the schema.
    fn sample(&self, command: &str, field: &str, schema: &Value, root: &Value) -> Value {
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap_or_default();
            return self.sample(command, field, &root["$defs"][name], root);
        }
        for several in ["anyOf", "oneOf"] {
            if let Some(first) = schema[several].get(0) {
                return self.sample(command, field, first, root);
            }
        }
        if let Some(first) = schema["enum"].get(0) {
            return first.clone();
        }
        if !schema["const"].is_null() {
            return schema["const"].clone();
        }
        let kind = schema["type"].as_str().or(schema["type"][0].as_str());
        match kind {
            Some("object") => {
                let fields = schema["properties"].as_object();
                let fields = fields.into_iter().flatten();
                let sample = |(name, of): (&String, &Value)| {
                    (name.clone(), self.sample(command, name, of, root))
                };
                Value::Object(fields.map(sample).collect())
            }
            Some("array") => json!([self.sample(command, field, &schema["items"], root)]),
            Some("integer" | "number") if field.ends_with("_at") => json!(NOON),
            Some("integer" | "number") => json!(1),
            Some("boolean") => json!(true),
            _ if schema["format"] == "uuid" => self.id(command, field),
            _ if is_path(field) => self.path("file.xlsx"),
            _ if field.ends_with("_on") => json!("2026-11-01"),
            _ if field.contains("phone") || field == "number" => json!("13804712299"),
            _ => json!("王建军"),
        }
    }
}

fn is_path(field: &str) -> bool {
    ["path", "folder", "dir"]
        .iter()
        .any(|name| field.ends_with(name))
}

fn hostile(fixture: &Fixture, field: &str) -> Vec<Value> {
    let long = "很".repeat(20_000);
    let mut values = vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e300),
        json!([]),
        json!({}),
        json!([[[[{"a": []}]]]]),
        json!({"$ref": "#"}),
        json!(9_007_199_254_740_993_i64),
        json!(253_402_300_800_000_i64),
        json!(-62_135_596_800_001_i64),
    ];
    if is_path(field) {
        values.push(fixture.path("\u{0}"));
        values.push(fixture.path(&long));
    } else {
        let texts = [
            "",
            " \t\n",
            "\u{0}",
            "1.",
            ".1",
            "1.x",
            "99999999999999999999.1",
            "'; DROP TABLE customer; --",
            "<script>alert(1)</script>",
            "\u{202e}\u{feff}\u{fffd}",
            "9999-12-31",
            "0000-00-00",
            "00000000-0000-0000-0000-000000000000",
            "13804712207 13904712207",
            "%_\"*NEAR(",
        ];
        values.extend(texts.map(Into::into));
        values.push(long.into());
        // Long by characters, by bytes, and just over each bound of the registry.
        values.extend([41, 61, 201, 10_001].map(|most| "a".repeat(most).into()));
    }
    values
}

/// Every place in a sample, as JSON pointers, parents after their fields.
fn places(sample: &Value, at: &str, into: &mut Vec<String>) {
    match sample {
        Value::Object(fields) => {
            for (name, value) in fields {
                places(value, &format!("{at}/{name}"), into);
            }
        }
        Value::Array(items) => {
            for (nth, value) in items.iter().enumerate() {
                places(value, &format!("{at}/{nth}"), into);
            }
        }
        _ => {}
    }
    into.push(at.to_owned());
}

fn must_not_break(fixture: &Fixture, command: &CommandInfo, payload: Value) {
    let said: String = payload.to_string().chars().take(600).collect();
    let answer = fixture
        .app
        .call(&caller(Some("陈经理")), command.name, payload);
    if let Err(error) = answer {
        let code = error.code.code();
        // A backup's place is the disk's to refuse.
        let disk = code == "store.failed" && !command.name.starts_with("backup.");
        let broken = disk || ["internal", "store.damaged"].contains(&code);
        let leaked = error.fields.iter().find(|field| field.code == "bad_value");
        assert!(!broken, "{} {said}: {error:?}", command.name);
        assert!(leaked.is_none(), "{} {said}: {error:?}", command.name);
    }
}

/// Opens a PC that a command may have locked.
fn open_again(fixture: &Fixture) {
    let everybody = json!({"include_disabled": true});
    let people = fixture.app.call(&caller(None), "staff.list", everybody);
    let people = people.unwrap();
    let rows = people["rows"].as_array().unwrap();
    let boss = rows.iter().find(|row| row["name"] == "陈经理");
    let id = json!({"id": boss.unwrap()["id"]});
    fixture.app.call(&caller(None), "staff.switch", id).unwrap();
}

/// With every field but the one present, and with the others absent.
fn with(sample: &Value, place: &str, value: &Value) -> [Value; 2] {
    let mut full = sample.clone();
    if let Some(found) = full.pointer_mut(place) {
        *found = value.clone();
    }
    let mut alone = Map::new();
    let top = place.split('/').nth(1).unwrap_or_default();
    for (name, value) in full.as_object().into_iter().flatten() {
        if name == top || name == "id" || name == "step" || name == "text" || name == "name" {
            alone.insert(name.clone(), value.clone());
        }
    }
    [full, Value::Object(alone)]
}

#[test]
fn no_input_breaks_a_command_and_nothing_it_keeps_breaks_the_screens() {
    let mut shop = ("", Fixture::new());
    for command in COMMANDS {
        let area = command.name.split('.').next().unwrap_or_default();
        if shop.0 != area {
            // A shop for each area, so that what one kept is not in another's way.
            shop = (area, Fixture::new());
        }
        let fixture = &shop.1;
        let schema = serde_json::to_value((command.request)()).unwrap();
        let sample = fixture.sample(command.name, "", &schema, &schema);
        for payload in [
            Value::Null,
            json!([]),
            json!("x"),
            json!(1),
            json!({"unknown_field": 1}),
            json!({}),
        ] {
            must_not_break(fixture, command, payload);
        }
        let mut at = Vec::new();
        places(&sample, "", &mut at);
        for place in at.iter().filter(|place| !place.is_empty()) {
            let field = place.rsplit('/').next().unwrap_or_default();
            for value in hostile(fixture, field) {
                for payload in with(&sample, place, &value) {
                    must_not_break(fixture, command, payload);
                }
            }
        }
        open_again(fixture);
        for (screen, asked) in [
            ("today.get", json!({})),
            ("customer.list", json!({})),
            ("work_order.list", json!({"filter": "all"})),
            ("request.list", json!({})),
            ("unit.list", json!({})),
            ("staff.list", json!({"include_disabled": true})),
            ("draft.list", json!({})),
        ] {
            let shown = fixture.app.call(&caller(Some("陈经理")), screen, asked);
            assert!(shown.is_ok(), "{screen} after {}: {shown:?}", command.name);
        }
    }
}

/// Each step with each of its fields hostile, in a state in which it can be taken.
#[test]
fn no_step_breaks_on_its_fields_and_the_order_still_opens() {
    let road = [
        ("reply", json!({"contact_text": "好"})),
        (
            "schedule",
            json!({"window_from_at": NOON, "window_to_at": NOON + 1}),
        ),
        ("dispatch", json!({"technician_id": null})),
        ("start", json!({})),
        ("wait_part", json!({"part": "气阀", "part_eta_at": NOON})),
        ("part_arrived", json!({})),
        (
            "finish",
            json!({"cause": "零件", "result": "好", "charge_fen": 0, "signature": "1"}),
        ),
        ("confirm", json!({"satisfied": true, "contact_text": "好"})),
        ("close", json!({})),
        ("reopen", json!({"reason": "又坏"})),
        (
            "postpone",
            json!({"reason": "有事", "contact_text": "客户请改天"}),
        ),
        ("cancel", json!({"reason": "不修了", "contact_text": "好"})),
    ];
    let advance = COMMANDS.iter().find(|c| c.name == "work_order.advance");
    let advance = advance.unwrap();
    let fixture = Fixture::new();
    let taken = json!({"text": "不热", "customer_id": fixture.ids["customer"]});
    let owner = caller(Some("陈经理"));
    let call = || {
        let taken = fixture
            .app
            .call(&owner, "request.create", taken.clone())
            .unwrap();
        taken["work_order"]["summary"]["id"].clone()
    };
    let mut order = call();
    for (step, good) in road {
        if step == "cancel" {
            // What was finished once is not cancelled any more.
            order = call();
        }
        let mut good = good;
        good["id"] = order.clone();
        good["step"] = step.into();
        if step == "dispatch" {
            good["technician_id"] = fixture.ids["staff"].clone();
        }
        let state = |app: &App| {
            let asked = json!({ "id": order });
            app.call(&owner, "work_order.get", asked).unwrap()["summary"]["state"].clone()
        };
        let before = state(&fixture.app);
        let mut fields: Vec<String> = good.as_object().unwrap().keys().cloned().collect();
        fields.push("occurred_at".to_owned());
        for field in fields.iter().filter(|field| *field != "id") {
            for value in hostile(&fixture, field) {
                let mut payload = good.clone();
                payload[field] = value;
                // Whatever is taken is taken at most once.
                payload["expected_state"] = before.clone();
                must_not_break(&fixture, advance, payload);
            }
        }
        if state(&fixture.app) == before {
            let taken = fixture.app.call(&owner, "work_order.advance", good);
            assert!(taken.is_ok(), "{step}: {taken:?}");
        }
        fixture.app.call(&owner, "today.get", json!({})).unwrap();
    }
}
