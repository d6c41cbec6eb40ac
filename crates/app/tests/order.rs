//! An order's steps on a real database: clocks, who may, and what the desk is told.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use common::{NOON, caller};
use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_app::{App, AppParts, Clock, NoNetwork, SystemIds};
use wuyou_contract::ApiError;
use wuyou_store::FileKeyStore;

const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
/// 24:00 of the day of [`NOON`].
const MIDNIGHT: i64 = NOON + 12 * HOUR;

struct Wall(AtomicI64);

impl Clock for Wall {
    fn now_at(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A shop whose clock the test turns: 陈经理, 王姐 (clerk), 张师傅 and 李师傅 (technicians).
struct Shop {
    app: App,
    wall: Arc<Wall>,
    _dir: TempDir,
}

impl Shop {
    fn new() -> Self {
        let dir = TempDir::new().unwrap();
        let wall = Arc::new(Wall(AtomicI64::new(NOON)));
        let app = App::open(AppParts {
            dir: dir.path().to_owned(),
            keys: Arc::new(FileKeyStore::of(dir.path())),
            clock: Arc::clone(&wall) as Arc<dyn Clock>,
            ids: Arc::new(SystemIds),
            sync: Arc::new(NoNetwork),
        });
        let setup = json!({"dealer_code": "LH001", "owner_name": "陈经理"});
        app.call(&caller(None), "setup.offline", setup).unwrap();
        let shop = Self {
            app,
            wall,
            _dir: dir,
        };
        for (name, role) in [
            ("王姐", "clerk"),
            ("张师傅", "technician"),
            ("李师傅", "technician"),
        ] {
            shop.by(
                "陈经理",
                "staff.create",
                json!({"name": name, "role": role}),
            );
        }
        shop
    }

    fn at(&self, now_at: i64) {
        self.wall.0.store(now_at, Ordering::SeqCst);
    }

    fn try_by(&self, who: &str, name: &str, payload: Value) -> Result<Value, ApiError> {
        self.app.call(&caller(Some(who)), name, payload)
    }

    fn by(&self, who: &str, name: &str, payload: Value) -> Value {
        let answer = self.try_by(who, name, payload.clone());
        answer.unwrap_or_else(|error| panic!("{name} {payload}: {error:?}"))
    }

    fn staff(&self, name: &str) -> Value {
        let page = self.by("陈经理", "staff.list", json!({}));
        let rows = page["rows"].as_array().unwrap();
        rows.iter().find(|row| row["name"] == name).unwrap()["id"].clone()
    }

    fn take(&self) -> Value {
        let call =
            json!({"text": "不点火", "caller_phone": "13804712207", "new_customer_name": "王建军"});
        self.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
    }

    fn step(&self, who: &str, order: &Value, step: &str, fields: Value) -> Value {
        self.try_step(who, order, step, fields).unwrap()
    }

    fn try_step(
        &self,
        who: &str,
        order: &Value,
        step: &str,
        fields: Value,
    ) -> Result<Value, ApiError> {
        let mut payload = fields;
        payload["id"] = order.clone();
        payload["step"] = step.into();
        self.try_by(who, "work_order.advance", payload)
    }

    /// Replied and dispatched to a technician.
    fn dispatched(&self, technician: &str) -> Value {
        let order = self.take();
        self.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
        self.dispatch(&order, technician);
        order
    }

    fn dispatch(&self, order: &Value, technician: &str) {
        let who = json!({"technician_id": self.staff(technician)});
        self.step("王姐", order, "dispatch", who);
    }

    fn window(&self, order: &Value, from_at: i64) -> Value {
        let window = json!({"window_from_at": from_at, "window_to_at": from_at + 2 * HOUR});
        self.step("王姐", order, "schedule", window)
    }

    fn summary(&self, order: &Value) -> Value {
        self.by("王姐", "work_order.get", json!({ "id": order }))["summary"].clone()
    }

    fn overdue(&self) -> u64 {
        let list = self.by("王姐", "work_order.list", json!({"filter": "overdue"}));
        let listed = list["total"].as_u64().unwrap();
        let counted = self.by("王姐", "work_order.counts", json!({}))["overdue"].clone();
        assert_eq!(counted, listed, "the tile counts what the list holds");
        listed
    }
}

fn finish() -> Value {
    json!({"cause": "零件", "result": "换点火针", "charge_fen": 0, "signature": "纸质 0012"})
}

#[test]
fn an_order_is_overdue_from_the_end_of_day_three_and_a_far_window_does_not_change_that() {
    let shop = Shop::new();
    let order = shop.take();
    shop.step("王姐", &order, "reply", json!({"contact_text": "过两天去"}));
    shop.at(MIDNIGHT + 2 * DAY);
    assert_eq!(
        shop.summary(&order)["urgency"],
        "soon",
        "past the target only"
    );
    assert_eq!(shop.overdue(), 0);
    shop.at(MIDNIGHT + 3 * DAY);
    let seen = shop.window(&order, MIDNIGHT + 40 * DAY);
    assert_eq!(seen["summary"]["urgency"], "overdue");
    assert_eq!(seen["summary"]["due_what"], "finish");
    assert_eq!(seen["summary"]["due_at"], MIDNIGHT + 3 * DAY);
    assert_eq!(shop.overdue(), 1);
}

#[test]
fn a_customers_pause_moves_the_promise_by_the_days_it_lasted() {
    let shop = Shop::new();
    let order = shop.take();
    shop.at(NOON + DAY);
    let off = shop.step(
        "王姐",
        &order,
        "postpone",
        json!({"reason": "去外地，十天后回"}),
    );
    assert_eq!(off["summary"]["due_what"], "schedule");
    assert_eq!(off["replied_at"], NOON + DAY, "somebody spoke with them");
    shop.at(NOON + 9 * DAY);
    assert_eq!(shop.summary(&order)["urgency"], "later", "the clock rests");
    assert_eq!(shop.overdue(), 0);
    shop.at(NOON + 11 * DAY);
    let back = shop.window(&order, NOON + 11 * DAY + HOUR);
    assert_eq!(back["finish_target_at"], MIDNIGHT + 12 * DAY);
    assert_eq!(back["finish_limit_at"], MIDNIGHT + 13 * DAY);
    assert_eq!(
        back["summary"]["urgency"], "today",
        "only the visit is near"
    );
    assert_eq!(shop.overdue(), 0);
    shop.at(MIDNIGHT + 13 * DAY);
    assert_eq!(shop.overdue(), 1);
}

#[test]
fn a_confirmed_order_waits_for_its_closing() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.step("张师傅", &order, "finish", finish());
    shop.at(NOON + 4 * DAY);
    let late = shop.summary(&order);
    assert_eq!(
        (&late["due_what"], &late["urgency"]),
        (&json!("confirm"), &json!("soon"))
    );
    let sure = shop.step("王姐", &order, "confirm", json!({"satisfied": true}));
    assert_eq!(sure["summary"]["due_what"], "close");
    assert_eq!(sure["summary"]["due_at"], Value::Null);
    assert_eq!(sure["summary"]["urgency"], "later");
    assert_eq!(sure["summary"]["next_step"], "close");
}

#[test]
fn a_step_beyond_reason_is_refused_with_its_field_and_today_still_opens() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let far = json!({"part": "气阀", "part_eta_at": i64::MAX});
    let refused = shop.try_step("王姐", &order, "wait_part", far).unwrap_err();
    assert_eq!(refused.fields[0].field, "part_eta_at");
    assert_eq!(refused.fields[0].code, "plan_range");
    for (fen, code) in [(1_000_000_001_i64, "amount_range"), (-1, "negative")] {
        let mut dear = finish();
        dear["charge_fen"] = fen.into();
        let refused = shop.try_step("王姐", &order, "finish", dear).unwrap_err();
        assert_eq!(
            (&*refused.fields[0].field, &*refused.fields[0].code),
            ("charge_fen", code)
        );
    }
    let other = shop.take();
    let window = json!({"window_from_at": 0, "window_to_at": i64::MAX});
    let refused = shop
        .try_step("王姐", &other, "schedule", window)
        .unwrap_err();
    assert_eq!(refused.fields[0].code, "plan_range");
    shop.by("王姐", "today.get", json!({}));
}

#[test]
fn no_step_and_no_reply_is_put_back_before_what_happened_already() {
    let shop = Shop::new();
    let order = shop.take();
    shop.at(MIDNIGHT + HOUR);
    for at in [694_224_000_000_i64, NOON - 1] {
        let reply = json!({"contact_text": "已回", "occurred_at": at});
        let refused = shop.try_step("王姐", &order, "reply", reply).unwrap_err();
        assert_eq!(refused.fields[0].field, "occurred_at");
        assert_eq!(refused.fields[0].code, "before_last_step");
        let call = json!({"work_order_id": order, "text": "已回", "occurred_at": at});
        let refused = shop.try_by("王姐", "contact.add", call).unwrap_err();
        assert_eq!(refused.fields[0].code, "before_last_step");
    }
    assert_eq!(shop.overdue(), 1, "nobody replied on the day");
    let call = json!({"work_order_id": order, "text": "已回", "occurred_at": NOON + HOUR});
    shop.by("王姐", "contact.add", call);
    assert_eq!(shop.summary(&order)["state"], "replied");
    let window = json!({
        "window_from_at": MIDNIGHT + 2 * HOUR, "window_to_at": MIDNIGHT + 4 * HOUR,
        "occurred_at": NOON + HOUR - 1,
    });
    let refused = shop
        .try_step("王姐", &order, "schedule", window)
        .unwrap_err();
    assert_eq!(refused.fields[0].code, "before_last_step");
}

#[test]
fn a_begun_order_is_not_cancelled_by_way_of_a_pause() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    shop.step("王姐", &order, "postpone", json!({"reason": "客户有事"}));
    let cancel = || json!({"reason": "不修了", "contact_text": "客户同意"});
    let refused = shop
        .try_step("陈经理", &order, "cancel", cancel())
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.cancel_started");
    let back = shop.window(&order, NOON + 2 * HOUR);
    let offered = back["allowed"].as_array().unwrap();
    assert!(offered.iter().all(|option| option["step"] != "cancel"));
    let refused = shop
        .try_step("陈经理", &order, "cancel", cancel())
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.cancel_started");
}

#[test]
fn cancelling_asks_what_the_customer_was_told_and_keeps_it() {
    let shop = Shop::new();
    let order = shop.take();
    let needs = |who: &str| {
        let seen = shop.by(who, "work_order.get", json!({ "id": order }));
        let options = seen["allowed"].as_array().unwrap().clone();
        let cancel = options
            .into_iter()
            .find(|option| option["step"] == "cancel");
        cancel.unwrap()["needs"].clone()
    };
    assert_eq!(needs("王姐"), json!(["reason"]), "her own slip, just made");
    assert_eq!(needs("陈经理"), json!(["reason", "contact_text"]));
    let reason = json!({"reason": "客户自己修好了"});
    let refused = shop
        .try_step("陈经理", &order, "cancel", reason)
        .unwrap_err();
    assert_eq!(refused.details["field"], "contact_text");
    let told = json!({"reason": "客户自己修好了", "contact_text": "电话确认取消"});
    let seen = shop.step("陈经理", &order, "cancel", told);
    assert!(seen["timeline"].to_string().contains("电话确认取消"));
}

#[test]
fn a_technician_works_only_on_own_orders_and_who_worked_never_judges() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let refused = shop
        .try_step("李师傅", &order, "start", json!({}))
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.not_yours");
    let seen = shop.by("李师傅", "work_order.get", json!({ "id": order }));
    assert_eq!(seen["summary"]["next_step"], Value::Null);
    shop.step("张师傅", &order, "start", json!({}));

    // He is put off, another finishes the work, and he changes to the desk: still his own work.
    shop.step("王姐", &order, "postpone", json!({"reason": "客户有事"}));
    shop.window(&order, NOON + 2 * HOUR);
    shop.dispatch(&order, "李师傅");
    // The desk enters what 李师傅 reports by phone, and may judge it.
    shop.step("王姐", &order, "start", json!({}));
    shop.step("王姐", &order, "finish", finish());
    let desk = json!({"id": shop.staff("张师傅"), "role": "manager"});
    shop.by("陈经理", "staff.update", desk);
    let sure = || json!({"satisfied": true});
    let refused = shop
        .try_step("张师傅", &order, "confirm", sure())
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.own_work");
    shop.step("王姐", &order, "confirm", sure());
    let refused = shop
        .try_step("张师傅", &order, "close", json!({}))
        .unwrap_err();
    assert_eq!(refused.code.code(), "work_order.own_work");
    shop.step("王姐", &order, "close", json!({}));
}
