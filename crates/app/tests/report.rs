//! 统计 on a real database: repairs by cause and the orders behind each number, what of the knowledge
//! base was used, how content customers were.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_contract::ErrorCode;
use wuyou_domain::id::{StaffId, UnitId, WorkOrderId};
use wuyou_store::{EditContext, Id};
use wuyou_sync::value::Value as Stored;

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};

/// A finished repair, as a row.
#[derive(Default)]
struct Repair {
    days_ago: i64,
    class: Option<&'static str>,
    cause: Option<&'static str>,
    unit: Option<u128>,
    kind: Option<&'static str>,
    state: Option<&'static str>,
}

/// Writes machines with their models, and finished orders; gives their ids in order.
fn written(shop: &Shop, units: &[(u128, Option<&str>)], repairs: &[Repair]) -> Vec<String> {
    let actor: Uuid = shop.staff("王姐").as_str().unwrap().parse().unwrap();
    let context = EditContext {
        actor: StaffId(actor),
        now_at: NOON,
    };
    let made = shop.app.database().unwrap().edit(&context, |tx| {
        for (number, model) in units {
            let fields = [
                ("serial", format!("统计-{number}").into()),
                ("model_code", model.map(ToOwned::to_owned).into()),
            ];
            tx.insert("unit", UnitId(Uuid::from_u128(*number)), &fields)?;
        }
        let mut ids = Vec::new();
        for (nth, one) in repairs.iter().enumerate() {
            let id = Uuid::from_u128(0xC0_0000 + nth as u128);
            let finished_at = NOON - one.days_ago * DAY;
            let unit = one.unit.map(|unit| UnitId(Uuid::from_u128(unit)).value());
            let fields: Vec<(&str, Stored)> = vec![
                ("no", format!("T-{nth}").into()),
                ("kind", one.kind.unwrap_or("repair").into()),
                ("state", one.state.unwrap_or("closed").into()),
                ("unit_id", unit.unwrap_or(Stored::Null)),
                ("received_at", (finished_at - 2 * HOUR).into()),
                ("finished_at", finished_at.into()),
                ("cause", one.cause.map(ToOwned::to_owned).into()),
                ("cause_class", one.class.map(ToOwned::to_owned).into()),
            ];
            tx.insert("work_order", WorkOrderId(id), &fields)?;
            ids.push(id.to_string());
        }
        Ok::<_, wuyou_store::StoreError>(ids)
    });
    made.unwrap()
}

fn causes(shop: &Shop) -> Value {
    shop.by("王姐", "report.causes", json!({}))
}

fn row<'a>(report: &'a Value, class: &Value) -> &'a Value {
    let mut rows = report["rows"].as_array().unwrap().iter();
    rows.find(|row| row["cause_class"] == *class).unwrap()
}

/// The ids of the orders that stand behind a number.
fn behind(shop: &Shop, class: &Value, more: &Value) -> Vec<String> {
    let mut repaired = json!({"from_on": "2026-11-01", "to_on": "2026-11-21"});
    for (key, value) in more.as_object().unwrap() {
        repaired[key] = value.clone();
    }
    let asked = json!({"filter": "all", "cause_class": class, "repaired": repaired});
    let page = shop.by("王姐", "work_order.list", asked);
    let rows = page["rows"].as_array().unwrap();
    assert_eq!(page["total"].as_u64(), Some(rows.len() as u64), "{page}");
    let ids = rows.iter().map(|row| row["id"].as_str().unwrap());
    ids.map(ToOwned::to_owned).collect()
}

/// Twelve orders of which eight are repairs that count for this month.
fn mixed(shop: &Shop) -> Vec<String> {
    let product = |days_ago, unit| Repair {
        days_ago,
        class: Some("product"),
        cause: Some("说不清"),
        unit,
        ..Repair::default()
    };
    let words = |cause| Repair {
        days_ago: 3,
        cause: Some(cause),
        ..Repair::default()
    };
    let orders = [
        product(9, Some(1)),
        product(2, Some(1)),
        product(4, Some(2)),
        product(5, Some(3)),
        product(6, None),
        // An old file has words alone: the first names its class.
        words("原厂零件坏"),
        words("说不清"),
        Repair {
            days_ago: 1,
            class: Some("environment"),
            ..Repair::default()
        },
        // In the days before; cancelled; no repair; longer ago.
        product(40, None),
        Repair {
            state: Some("cancelled"),
            ..product(4, Some(1))
        },
        Repair {
            kind: Some("maintenance"),
            ..product(4, Some(1))
        },
        product(200, None),
    ];
    let units = [(1, Some("WEB-L1P24")), (2, Some("WEB-L1P18")), (3, None)];
    written(shop, &units, &orders)
}

#[test]
fn every_number_of_the_report_by_cause_leads_to_just_its_orders() {
    let shop = Shop::new();
    let ids = mixed(&shop);
    let report = causes(&shop);
    assert_eq!(report["days"]["before_to_on"], "2026-10-21");
    assert_eq!(report["repairs"], 8);
    assert_eq!(report["before"], 1);
    let product = row(&report, &json!("product"));
    assert_eq!(product["repairs"], 6);
    assert_eq!(product["percent"], 75.0);
    assert_eq!(product["repeats"], 1);
    assert_eq!(product["before"], 1);
    assert_eq!(product["before_percent"], Value::Null, "one is too few");
    assert_eq!(row(&report, &json!("use"))["repairs"], 0);
    assert_eq!(row(&report, &Value::Null)["repairs"], 1);

    let pick = |places: &[usize]| -> Vec<String> {
        places.iter().map(|place| ids[*place].clone()).collect()
    };
    let class = json!("product");
    let none = json!({});
    let latest_first = pick(&[1, 5, 2, 3, 4, 0]);
    assert_eq!(behind(&shop, &class, &none), latest_first);
    assert_eq!(behind(&shop, &json!("environment"), &none), pick(&[7]));
    assert_eq!(
        behind(&shop, &Value::Null, &json!({"without_class": true})),
        pick(&[6])
    );
    assert_eq!(behind(&shop, &class, &json!({"repeats": true})), pick(&[1]));
    assert_eq!(behind(&shop, &Value::Null, &none).len(), 8);
    let outside = behind(
        &shop,
        &Value::Null,
        &json!({"from_on": "2026-10-01", "to_on": "2026-10-21"}),
    );
    assert_eq!(outside, pick(&[8]));
}

#[test]
fn a_class_is_split_by_model_and_each_model_leads_to_its_orders() {
    let shop = Shop::new();
    let ids = mixed(&shop);
    let report = causes(&shop);
    let models = row(&report, &json!("product"))["models"].clone();
    let told = models.as_array().unwrap().iter();
    let told: Vec<_> = told
        .map(|one| (one["model_code"].as_str(), one["repairs"].as_u64().unwrap()))
        .collect();
    assert_eq!(
        told,
        [(Some("WEB-L1P24"), 2), (Some("WEB-L1P18"), 1), (None, 3)]
    );
    assert_eq!(models[0]["model_name"]["zh"], "沃暖 24");
    assert_eq!(models[0]["repeats"], 1);
    let of = |more: Value| behind(&shop, &json!("product"), &more);
    assert_eq!(
        of(json!({"model_code": "WEB-L1P24"})),
        [ids[1].clone(), ids[0].clone()]
    );
    let without = of(json!({"without_model": true}));
    assert_eq!(without, [ids[5].clone(), ids[3].clone(), ids[4].clone()]);
}

#[test]
fn pages_of_finished_repairs_go_on_where_the_one_before_ended() {
    let shop = Shop::new();
    let ids = mixed(&shop);
    let mut asked = json!({"filter": "all", "cause_class": "product", "limit": 2,
        "repaired": {"from_on": "2026-11-01", "to_on": "2026-11-21"}});
    let mut seen = Vec::new();
    loop {
        let page = shop.by("王姐", "work_order.list", asked.clone());
        assert_eq!(page["total"], 6);
        for row in page["rows"].as_array().unwrap() {
            seen.push(row["id"].as_str().unwrap().to_owned());
        }
        if page["next"].is_null() {
            break;
        }
        asked["after"] = page["next"].clone();
    }
    let wanted: Vec<_> = [1, 5, 2, 3, 4, 0].map(|at: usize| ids[at].clone()).into();
    assert_eq!(seen, wanted);
}

#[test]
fn a_repair_finished_at_the_desk_is_counted_with_its_class_at_once() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done = json!({"cause": "自己弄坏的", "cause_class": "use", "result": "换针",
        "charge_fen": 0, "signature": "0012"});
    shop.step("张师傅", &order, "finish", done);
    let report = causes(&shop);
    assert_eq!(row(&report, &json!("use"))["repairs"], 1);
    assert_eq!(row(&report, &json!("use"))["percent"], Value::Null);
    assert_eq!(behind(&shop, &json!("use"), &json!({})).len(), 1);
}

/// A call without an order that is answered.
fn answered(shop: &Shop, code: Value, tried: Value, solved: bool) {
    let call = json!({"text": "不热", "caller_phone": "13804712207",
        "new_customer_name": "王建军", "fault_code": code, "open_order": false});
    let id = shop.by("王姐", "request.create", call)["request"]["id"].clone();
    let answer = json!({"id": id, "text": "教他补水", "tried": tried, "solved_by_phone": solved});
    shop.by("王姐", "request.answer", answer);
}

#[test]
fn what_was_used_of_the_knowledge_base_is_counted_by_code_and_by_the_self_checks_read_out() {
    let shop = Shop::new();
    let refill = "打开补水阀，补到 1.2 到 1.5 bar 再关紧";
    answered(&shop, json!("e4"), json!([refill]), true);
    answered(&shop, Value::Null, json!([refill]), true);
    answered(&shop, Value::Null, Value::Null, true);
    // Read out in vain: it stands with the words of the call, which became an order.
    let in_vain = json!({"text": "点不着", "caller_phone": "13804712208",
        "new_customer_name": "李大爷", "tried": ["按复位键，最多三次，每次等一分钟"]});
    shop.by("王姐", "request.create", in_vain);
    let strange = json!({"text": "显示怪码", "caller_phone": "13804712209",
        "new_customer_name": "赵大妈", "fault_code": "Q7"});
    shop.by("王姐", "request.create", strange);

    let report = shop.by("王姐", "report.knowledge", json!({}));
    let rows = report["rows"].as_array().unwrap();
    let told = |code: &str| {
        let row = rows.iter().find(|row| row["code"] == code).unwrap();
        ["calls", "read_out", "solved", "ordered"].map(|key| row[key].as_u64().unwrap())
    };
    assert_eq!(told("E04"), [2, 2, 2, 0]);
    assert_eq!(told("E01"), [1, 1, 0, 1]);
    assert_eq!(told("Q7"), [1, 0, 0, 1]);
    assert_eq!(rows.len(), 3, "an answer without either used nothing");
    assert_eq!(rows[0]["name"]["zh"], "水压不足");
    assert_eq!(rows[0]["percent"], Value::Null, "two calls make no share");
    assert_eq!(
        [&report["calls"], &report["solved"], &report["ordered"]],
        [4, 2, 2]
    );
    let last = shop.by("王姐", "report.knowledge", json!({"span": "last_month"}));
    assert_eq!(last["calls"], 0);
    shop.at(NOON + 20 * DAY);
    let later = shop.by("王姐", "report.knowledge", json!({}));
    assert_eq!(
        [&later["calls"], &later["before"]],
        [0, 0],
        "of 1 to 11 November"
    );
    let later = shop.by("王姐", "report.knowledge", json!({"span": "last_month"}));
    assert_eq!(later["calls"], 4);
}

/// An order of a household of its own that is finished; its household gives this score.
fn scored(shop: &Shop, n: usize, score: Option<f64>) {
    shop.at(NOON);
    let call = json!({"text": "不点火", "caller_phone": format!("1380471220{n}"),
        "new_customer_name": format!("第{n}家")});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    shop.window(&order, NOON + HOUR);
    shop.dispatch(&order, "张师傅");
    shop.at(NOON + HOUR);
    shop.step("张师傅", &order, "start", json!({}));
    let done = json!({"cause": "原厂零件坏", "result": "换针", "charge_fen": 0,
        "signature": "0012"});
    shop.step("张师傅", &order, "finish", done);
    let Some(score) = score else { return };
    shop.at(NOON + 2 * DAY);
    let visits = json!({"work_order_id": order});
    let found = shop.by("王姐", "return_visit.of_order", visits);
    let yes = |question: &str| json!({"question": question, "yes": true});
    let answers = json!([
        yes("fixed"), yes("on_time"), yes("attitude"), yes("charges_clear"),
        {"question": "etiquette", "codes": ["mat"]},
        {"question": "satisfaction", "number": score},
    ]);
    let told = json!({"id": found["rows"][0]["id"], "answers": answers, "result": "satisfied"});
    shop.by("王姐", "return_visit.complete", told);
}

#[test]
fn customers_asked_and_content_are_counted_of_the_finished_orders() {
    let shop = Shop::new();
    for (n, score) in [5.0, 4.0, 5.0, 3.0].into_iter().enumerate() {
        scored(&shop, n, Some(score));
    }
    scored(&shop, 4, None);
    scored(&shop, 5, None);
    let figures = |shop: &Shop| {
        shop.at(NOON + 3 * DAY);
        shop.by("王姐", "report.satisfaction", json!({}))["now"].clone()
    };
    let few = figures(&shop);
    let told = |figures: &Value| {
        ["finished", "asked", "scored", "satisfied"].map(|key| figures[key].as_u64().unwrap())
    };
    assert_eq!(told(&few), [6, 4, 4, 3]);
    assert_eq!(few["asked_percent"], 66.7);
    assert_eq!(
        [&few["percent"], &few["mean"]],
        [&Value::Null, &Value::Null]
    );

    scored(&shop, 6, Some(4.0));
    let enough = figures(&shop);
    assert_eq!(told(&enough), [7, 5, 5, 4]);
    assert_eq!(enough["percent"], 80.0);
    assert_eq!(enough["mean"], 4.2);
}

#[test]
fn a_confirmation_without_a_score_is_asked_too() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let done = json!({"cause": "原厂零件坏", "result": "换针", "charge_fen": 0,
        "signature": "0012"});
    shop.step("张师傅", &order, "finish", done);
    let figures = || shop.by("陈经理", "report.satisfaction", json!({}))["now"].clone();
    assert_eq!(figures()["asked"], 0);
    let confirm = json!({"satisfied": true, "contact_text": "满意"});
    shop.step("王姐", &order, "confirm", confirm);
    assert_eq!([&figures()["asked"], &figures()["scored"]], [1, 0]);
}

#[test]
fn own_days_end_today_and_are_refused_at_the_field_that_is_wrong() {
    let shop = Shop::new();
    let own = |from: &str, to: &str| json!({"span": "own", "from_on": from, "to_on": to});
    let days = shop.by("王姐", "report.causes", own("2026-11-15", "2027-01-01"))["days"].clone();
    assert_eq!(days["to_on"], "2026-11-21");
    assert_eq!(days["before_from_on"], "2026-11-08");
    for (from, to, field, code) in [
        ("2026-11-20", "2026-11-19", "to_on", "days_order"),
        ("2026-11-22", "2026-11-23", "from_on", "date_future"),
        ("2026-02-30", "2026-03-02", "from_on", "date_impossible"),
    ] {
        let refused = shop.try_by("王姐", "report.satisfaction", own(from, to));
        let error = refused.unwrap_err();
        assert_eq!(error.code, ErrorCode::Invalid);
        let told = (
            error.fields[0].field.as_str(),
            error.fields[0].code.as_str(),
        );
        assert_eq!(told.0, field);
        if code != "date_impossible" {
            assert_eq!(told.1, code);
        }
    }
    let backwards = json!({"repaired": {"from_on": "2026-11-20", "to_on": "2026-11-19"}});
    let error = shop
        .try_by("王姐", "work_order.list", backwards)
        .unwrap_err();
    assert_eq!(error.fields[0].field, "repaired.to_on");
}

#[test]
fn the_figures_are_for_the_desk_and_leave_the_program_through_the_managers_door() {
    let shop = Shop::new();
    mixed(&shop);
    for name in ["report.causes", "report.knowledge", "report.satisfaction"] {
        let refused = shop.try_by("张师傅", name, json!({})).unwrap_err();
        assert_eq!(refused.code, ErrorCode::NotAllowed, "{name}");
        shop.by("王姐", name, json!({}));
    }
    let out = json!({"list": "report.causes", "request": {"span": "season"}, "title": "按原因",
    "reason": "月会", "columns": [
        {"key": "cause_class", "label": "分类", "kind": "text", "words": {"use": "使用"}},
        {"key": "repairs", "label": "单数", "kind": "number"},
    ]});
    let written = shop.by("陈经理", "export.list", out.clone());
    assert_eq!(written["rows"], 9, "eight classes and those without one");
    let refused = shop.try_by("王姐", "export.list", out).unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotAllowed);
}
