//! Refunds, waivers, money that is owed back, and lines of two PCs above the signed sum.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop};
use crate::common::hq::{all_sent, received};
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_store::Id;
use wuyou_sync::change::Op;

/// An order with a typed sum, agreed to and finished.
fn finished(shop: &Shop, fen: i64) -> Value {
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let lines = json!([{"kind": "labour", "name": "工时", "quantity": 1, "unit_fen": fen}]);
    let costs = json!({"work_order_id": order, "lines": lines});
    shop.by("王姐", "money.charge", costs);
    shop.by(
        "王姐",
        "money.agree",
        json!({"work_order_id": order, "channel": "phone",
            "person_name": "王建军"}),
    );
    let done = json!({"cause": "原厂零件坏", "result": "修好", "charge_fen": fen,
        "signature": "纸 0231"});
    shop.step("张师傅", &order, "finish", done);
    order
}

fn pay(shop: &Shop, order: &Value, fen: i64) {
    let call = json!({"work_order_id": order, "method": "cash", "amount_fen": fen});
    shop.by("王姐", "money.pay", call);
}

fn money(shop: &Shop, order: &Value) -> Value {
    shop.by("王姐", "money.get", json!({"work_order_id": order}))
}

fn refund(shop: &Shop, who: &str, order: &Value, fen: i64) -> Result<Value, ApiError> {
    let call = json!({"work_order_id": order, "method": "cash", "amount_fen": fen,
        "reason": "投诉处理：退还"});
    shop.try_by(who, "money.refund", call)
}

fn waive(shop: &Shop, who: &str, order: &Value, fen: i64) -> Result<Value, ApiError> {
    let call = json!({"work_order_id": order, "amount_fen": fen, "reason": "投诉处理：减免"});
    shop.try_by(who, "money.waive", call)
}

fn debts(shop: &Shop) -> Value {
    shop.by("王姐", "money.debts", json!({}))
}

/// What should be in the cash box, of any kind.
fn counted(shop: &Shop) -> i64 {
    let day = shop.by("王姐", "money.day", json!({}));
    let methods = day["methods"].as_array().unwrap().iter();
    methods
        .map(|one| one["expected_fen"].as_i64().unwrap())
        .sum()
}

#[test]
fn a_refund_or_a_waiver_leaves_no_debt_and_no_money_that_nobody_counted() {
    let shop = Shop::new();
    let order = finished(&shop, 20_000);
    pay(&shop, &order, 15_000);
    // Only who may take something off may, and only up to their limit.
    for answer in [
        waive(&shop, "王姐", &order, 5_000),
        refund(&shop, "王姐", &order, 5_000),
    ] {
        assert_eq!(answer.unwrap_err().code.code(), "money.discount_role");
    }
    let much = waive(&shop, "陈经理", &order, 5_001).unwrap_err();
    assert_eq!(much.fields[0].code, "more_than_due");
    let seen = waive(&shop, "陈经理", &order, 5_000).unwrap();
    assert_eq!(
        (&seen["due_fen"], &seen["waived_fen"]),
        (&json!(0), &json!(5_000))
    );
    assert_eq!(debts(&shop)["rows"], json!([]));
    let more = refund(&shop, "陈经理", &order, 15_001).unwrap_err();
    assert_eq!(more.fields[0].code, "more_than_paid");
    let seen = refund(&shop, "陈经理", &order, 10_000).unwrap();
    assert_eq!(
        (&seen["paid_fen"], &seen["due_fen"]),
        (&json!(5_000), &json!(0))
    );
    assert_eq!(
        (&seen["owed_back_fen"], &seen["waived_fen"]),
        (&json!(0), &json!(15_000))
    );
    let list = debts(&shop);
    assert_eq!((&list["rows"], &list["refunds"]), (&json!([]), &json!([])));
    assert_eq!(counted(&shop), 5_000, "a waiver is no money");
    // The order closes: nothing is open.
    let said = json!({"satisfied": true, "contact_text": "客户满意"});
    shop.step("王姐", &order, "confirm", said);
    shop.step("陈经理", &order, "close", json!({}));

    let big = finished(&shop, 50_000);
    let limit = waive(&shop, "陈经理", &big, 40_000).unwrap_err();
    assert_eq!(limit.code.code(), "money.discount_limit");
}

#[test]
fn an_order_with_money_on_it_that_another_pc_cancelled_is_listed_until_it_was_paid_back() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let lines = json!([{"kind": "labour", "name": "工时", "quantity": 1, "unit_fen": 9_000}]);
    shop.by(
        "王姐",
        "money.charge",
        json!({"work_order_id": order, "lines": lines}),
    );
    pay(&shop, &order, 9_000);
    assert_eq!(debts(&shop)["refunds"], json!([]));
    all_sent(&shop, NOON);
    let id: Uuid = order.as_str().unwrap().parse().unwrap();
    let fields = vec![("state", "cancelled".into())];
    received(&shop, ("work_order", Op::Update, id), fields, NOON + HOUR);
    shop.at(NOON + 2 * HOUR);
    let list = debts(&shop);
    assert_eq!(list["rows"], json!([]), "nothing is charged for it");
    assert_eq!(list["owed_back_fen"], 9_000, "{list}");
    assert_eq!(list["refunds"][0]["cancelled"], true);
    // To pay back what is owed takes no manager.
    refund(&shop, "王姐", &order, 4_000).unwrap();
    assert_eq!(debts(&shop)["owed_back_fen"], 5_000);
    refund(&shop, "王姐", &order, 5_000).unwrap();
    assert_eq!(debts(&shop)["refunds"], json!([]));
}

/// A line that another PC had added when it came to know of nothing else.
fn other_line(shop: &Shop, order: &Value, fen: i64) {
    all_sent(shop, NOON);
    let id: Uuid = order.as_str().unwrap().parse().unwrap();
    let fields = vec![
        ("work_order_id", id.value()),
        ("kind", "part".into()),
        ("name", "风机".into()),
        ("quantity", 1_i64.into()),
        ("unit_fen", fen.into()),
        ("amount_fen", fen.into()),
        ("basis", "typed".into()),
        ("agreed_fen", fen.into()),
        ("agreed_at", NOON.into()),
        ("place", 1_i64.into()),
    ];
    let row = Uuid::from_u128(id.as_u128() ^ 7);
    received(shop, ("charge_line", Op::Insert, row), fields, NOON + HOUR);
    shop.at(NOON + 2 * HOUR);
}

#[test]
fn lines_of_two_pcs_above_the_signed_sum_ask_for_the_customers_word_or_a_reduction_before_the_close()
 {
    for by_word in [true, false] {
        let shop = Shop::new();
        let order = finished(&shop, 8_000);
        assert_eq!(money(&shop, &order)["over_fen"], 0);
        other_line(&shop, &order, 6_000);
        let seen = money(&shop, &order);
        assert_eq!(
            (&seen["over_fen"], &seen["to_agree"]),
            (&json!(6_000), &json!(true))
        );
        assert_eq!(
            debts(&shop)["due_fen"],
            14_000,
            "the list says what the order says"
        );
        pay(&shop, &order, 8_000);
        let said = json!({"satisfied": true, "contact_text": "客户满意"});
        shop.step("王姐", &order, "confirm", said);
        let early = shop
            .try_step("陈经理", &order, "close", json!({}))
            .unwrap_err();
        assert_eq!(early.code.code(), "money.not_agreed");
        if by_word {
            shop.by(
                "王姐",
                "money.agree",
                json!({"work_order_id": order, "channel": "phone",
            "person_name": "王建军"}),
            );
            pay(&shop, &order, 6_000);
        } else {
            waive(&shop, "陈经理", &order, 6_000).unwrap();
        }
        let seen = money(&shop, &order);
        assert_eq!(
            (&seen["over_fen"], &seen["due_fen"]),
            (&json!(0), &json!(0))
        );
        shop.step("陈经理", &order, "close", json!({}));
    }
}

#[test]
fn two_lines_that_were_each_agreed_are_told_as_one_sum_before_the_work_is_finished() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let lines = json!([{"kind": "labour", "name": "工时", "quantity": 1, "unit_fen": 8_000}]);
    shop.by(
        "王姐",
        "money.charge",
        json!({"work_order_id": order, "lines": lines}),
    );
    shop.by(
        "王姐",
        "money.agree",
        json!({"work_order_id": order, "channel": "phone",
            "person_name": "王建军"}),
    );
    other_line(&shop, &order, 6_000);
    assert_eq!(money(&shop, &order)["to_agree"], true);
    let done = json!({"cause": "原厂零件坏", "result": "修好", "charge_fen": 14_000,
        "signature": "纸 0231"});
    let early = shop
        .try_step("张师傅", &order, "finish", done.clone())
        .unwrap_err();
    assert_eq!(early.code.code(), "money.not_agreed");
    shop.by(
        "王姐",
        "money.agree",
        json!({"work_order_id": order, "channel": "phone",
            "person_name": "王建军"}),
    );
    shop.step("张师傅", &order, "finish", done);
}

fn reverse(shop: &Shop, who: &str, order: &Value, nth: usize) -> Result<Value, ApiError> {
    let payment = money(shop, order)["payments"][nth]["id"].clone();
    let call = json!({"payment_id": payment, "reason": "记错了"});
    shop.try_by(who, "money.reverse", call)
}

#[test]
fn what_is_let_go_is_counted_for_the_order_as_a_whole_and_goes_with_its_refund() {
    let shop = Shop::new();
    let order = finished(&shop, 100_000);
    waive(&shop, "陈经理", &order, 20_000).unwrap();
    // The limit is the order's, not that of each time.
    let again = waive(&shop, "陈经理", &order, 20_000);
    assert_eq!(again.unwrap_err().code, ErrorCode::DiscountLimit);
    // Only who may let it go may ask for it again.
    let clerk = reverse(&shop, "王姐", &order, 0);
    assert_eq!(clerk.unwrap_err().code, ErrorCode::DiscountRole);
    reverse(&shop, "陈经理", &order, 0).unwrap();
    pay(&shop, &order, 100_000);
    refund(&shop, "陈经理", &order, 10_000).unwrap();
    assert_eq!(money(&shop, &order)["due_fen"], 0);
    // What went back is not there to be taken back with the first payment.
    let payments = money(&shop, &order)["payments"].clone();
    let place = |wanted: i64| {
        let all = payments.as_array().unwrap();
        all.iter()
            .position(|one| one["amount_fen"] == wanted)
            .unwrap()
    };
    let paid = reverse(&shop, "陈经理", &order, place(100_000));
    assert_eq!(paid.unwrap_err().code, ErrorCode::Invalid);
    reverse(&shop, "陈经理", &order, place(-10_000)).unwrap();
    let now = money(&shop, &order);
    assert_eq!(
        (&now["paid_fen"], &now["waived_fen"]),
        (&json!(100_000), &json!(0))
    );
    assert_eq!(
        (&now["due_fen"], &now["owed_back_fen"]),
        (&json!(0), &json!(0))
    );
}

#[test]
fn a_sheet_lets_nothing_go() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let sheet = json!({"no": shop.summary(&order)["no"], "cause": "零件质量", "result": "换件",
        "charge_fen": 5_000, "signature": "纸质 7 号", "method": "waiver", "paid_fen": 5_000});
    shop.try_by("张师傅", "work_order.record_sheet", sheet)
        .unwrap_err();
    let open = money(&shop, &order);
    assert_eq!(
        (&open["waived_fen"], &open["payments"]),
        (&json!(0), &json!([]))
    );
}

#[test]
fn what_was_let_go_is_no_money_whose_day_was_left_uncounted() {
    let shop = Shop::new();
    let order = finished(&shop, 20_000);
    waive(&shop, "陈经理", &order, 5_000).unwrap();
    shop.at(NOON + DAY);
    let today = shop.by("王姐", "today.get", json!({"kind": "day_close"}));
    let rows = today["rows"].as_array().unwrap().iter();
    let about: Vec<_> = rows.map(|row| row["about"].clone()).collect();
    assert_eq!(about, ["day_close"]);
}
