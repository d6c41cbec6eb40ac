//! The desk of a shop before its window opens: the use cases on a data folder, with a clock that a
//! test turns. What happened weeks ago is there without waiting for it, and without a hundred clicks.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};
use wuyou_app::{App, AppParts, Caller, Clock, NoNetwork, SystemClock, SystemIds};
use wuyou_contract::Language;
use wuyou_testkit::FixedClock;

/// The length of an hour.
pub const HOUR_MS: i64 = 3_600_000;
/// The length of a day.
pub const DAY_MS: i64 = 24 * HOUR_MS;

struct Wall(FixedClock);

impl Clock for Wall {
    fn now_at(&self) -> i64 {
        self.0.now_at()
    }
}

/// A shop with its people; it must be dropped before a window opens on its folder.
#[expect(missing_debug_implementations, reason = "holds open files")]
pub struct Desk {
    app: App,
    wall: Arc<Wall>,
    owner: &'static str,
}

impl Desk {
    /// A new shop that has never seen a network: 陈经理, 王姐 (clerk), 张师傅 and 李师傅
    /// (technicians), opened for the first time at an instant.
    ///
    /// # Panics
    /// When it cannot be set up.
    #[must_use]
    pub fn new(dir: &Path, now_at: i64) -> Self {
        let desk = Self::open(dir, now_at, "陈经理");
        let setup = json!({"dealer_code": "LH001", "owner_name": desk.owner});
        let _ = desk.by(desk.owner, "setup.offline", &setup);
        desk.hire();
        desk
    }

    /// The desk of a PC that `wuyou` has set up; its owner is 店主. The others are hired.
    ///
    /// # Panics
    /// When the folder cannot be used.
    #[must_use]
    pub fn of(dir: &Path, now_at: i64) -> Self {
        let desk = Self::open(dir, now_at, "店主");
        desk.hire();
        desk
    }

    fn open(dir: &Path, now_at: i64, owner: &'static str) -> Self {
        let wall = Arc::new(Wall(FixedClock::at(now_at)));
        let keys = wuyou_store::default_key_store(dir).expect("a key store");
        let app = App::open(AppParts {
            dir: dir.to_owned(),
            keys: Arc::from(keys),
            clock: Arc::clone(&wall) as Arc<dyn Clock>,
            ids: Arc::new(SystemIds),
            sync: Arc::new(NoNetwork),
        });
        Self { app, wall, owner }
    }

    fn hire(&self) {
        for (name, role) in [
            ("王姐", "clerk"),
            ("张师傅", "technician"),
            ("李师傅", "technician"),
        ] {
            let _ = self.by(
                self.owner,
                "staff.create",
                &json!({"name": name, "role": role}),
            );
        }
    }

    /// Turns the clock.
    pub fn at(&self, now_at: i64) {
        self.wall.0.advance(now_at - self.wall.0.now_at());
    }

    /// Calls a command as somebody of the shop.
    ///
    /// # Panics
    /// When it is refused.
    #[must_use]
    pub fn by(&self, who: &str, name: &str, payload: &Value) -> Value {
        let caller = Caller {
            staff: (who != self.owner).then(|| who.to_owned()),
            language: Language::Zh,
            owner_by_default: true,
        };
        let answer = self.app.call(&caller, name, payload.clone());
        answer.unwrap_or_else(|error| panic!("{name} {payload}: {error:?}"))
    }

    /// The id of somebody of the shop.
    #[must_use]
    pub fn staff(&self, name: &str) -> Value {
        let page = self.by(self.owner, "staff.list", &json!({}));
        let mut rows = page["rows"].as_array().expect("people").iter();
        rows.find(|row| row["name"] == name).expect("somebody")["id"].clone()
    }

    /// Takes a step of an order.
    pub fn step(&self, who: &str, order: &Value, step: &str, fields: &Value) {
        let mut payload = fields.clone();
        payload["id"] = order.clone();
        payload["step"] = step.into();
        let _ = self.by(who, "work_order.advance", &payload);
    }

    /// Replied to, and 张师傅 sent.
    pub fn send(&self, order: &Value) {
        self.step("王姐", order, "reply", &json!({"contact_text": "上午去"}));
        let who = json!({"technician_id": self.staff("张师傅")});
        self.step("王姐", order, "dispatch", &who);
    }
}

/// Now, as the window's clock has it.
#[must_use]
pub fn now_at() -> i64 {
    SystemClock.now_at()
}

/// The day of an instant in the shops' time zone, as commands write it.
///
/// # Panics
/// When it is no instant of the calendar.
#[must_use]
pub fn day_of(at: i64) -> String {
    let day = wuyou_domain::time::local_date(at);
    day.expect("a day of the calendar").to_string()
}
