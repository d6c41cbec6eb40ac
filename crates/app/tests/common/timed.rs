//! A shop whose clock a test sets.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_app::{App, AppParts, Clock, NoNetwork, SystemIds};
use wuyou_contract::ErrorCode;
use wuyou_store::FileKeyStore;

pub(crate) use super::NOON;
use super::{caller, ready_shop};

pub(crate) const HOUR: i64 = 3_600_000;

struct SetClock(AtomicI64);

impl Clock for SetClock {
    fn now_at(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }
}

/// A shop with 陈经理, 王姐 and 张师傅, at noon until somebody sets the clock.
pub(crate) struct Timed {
    _dir: TempDir,
    pub(crate) app: App,
    clock: Arc<SetClock>,
}

impl Timed {
    pub(crate) fn new() -> Self {
        let (dir, app) = ready_shop();
        drop(app);
        let clock = Arc::new(SetClock(AtomicI64::new(NOON)));
        let app = App::open(AppParts {
            dir: dir.path().to_owned(),
            keys: Arc::new(FileKeyStore::of(dir.path())),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            ids: Arc::new(SystemIds),
            sync: Arc::new(NoNetwork),
        });
        Self {
            _dir: dir,
            app,
            clock,
        }
    }

    pub(crate) fn set(&self, now_at: i64) {
        self.clock.0.store(now_at, Ordering::Relaxed);
    }

    pub(crate) fn by(&self, who: &str, name: &str, payload: Value) -> Value {
        let answer = self.app.call(&caller(Some(who)), name, payload);
        answer.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    pub(crate) fn refused(&self, who: &str, name: &str, payload: Value) -> ErrorCode {
        let answer = self.app.call(&caller(Some(who)), name, payload);
        answer.unwrap_err().code
    }

    pub(crate) fn person(&self, name: &str) -> Value {
        let people = self.by("陈经理", "staff.list", json!({}));
        let mut rows = people["rows"].as_array().unwrap().iter();
        rows.find(|row| row["name"] == name).unwrap()["id"].clone()
    }

    /// A call that becomes an order at once; gives the order.
    fn call_for(&self, text: &str, more: Value) -> Value {
        let mut call = json!({
            "text": text, "caller_phone": "13804712207", "new_customer_name": "王建军",
        });
        for (key, value) in more.as_object().unwrap() {
            call[key] = value.clone();
        }
        self.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
    }

    pub(crate) fn repair(&self, text: &str) -> Value {
        self.call_for(text, json!({}))
    }

    pub(crate) fn danger(&self, text: &str) -> Value {
        self.call_for(text, json!({"safety": true}))
    }

    /// A question that stays a request.
    pub(crate) fn question(&self, text: &str) -> Value {
        let call = json!({
            "text": text, "kind": "enquiry", "caller_phone": "13804712207",
            "new_customer_name": "王建军",
        });
        self.by("王姐", "request.create", call)["request"]["id"].clone()
    }

    /// Takes an order from registered to finished, now.
    pub(crate) fn finish(&self, order: &Value) {
        let now_at = self.clock.now_at();
        for step in [
            json!({"step": "reply", "contact_text": "马上来"}),
            json!({"step": "schedule", "window_from_at": now_at + HOUR, "window_to_at": now_at + 2 * HOUR}),
            json!({"step": "dispatch", "technician_id": self.person("张师傅")}),
        ] {
            self.advance("王姐", order, step);
        }
        self.advance("张师傅", order, json!({"step": "start"}));
        let seen = self.by("张师傅", "work_order.get", json!({ "id": order }));
        if seen["danger"]["danger"] == true {
            let secured = json!({"work_order_id": order, "steps": {"stopped": true,
                "found": "烟道脱落", "tag_no": "0031", "paper_no": "告 0031"}});
            self.by("张师傅", "danger.record", secured);
        }
        let done = json!({
            "step": "finish", "cause": "点火针积碳", "cause_class": "environment",
            "result": "已修好，测 0 ppm", "charge_fen": 0, "signature": "纸单 A12",
        });
        self.advance("张师傅", order, done);
    }

    pub(crate) fn advance(&self, who: &str, order: &Value, mut step: Value) {
        step["id"] = order.clone();
        self.by(who, "work_order.advance", step);
    }
}
