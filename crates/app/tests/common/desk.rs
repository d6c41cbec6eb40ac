//! A shop whose clock a test turns, with the people at its desk.

use std::fs;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_app::{App, AppParts, Clock, NoNetwork, SyncPort, SystemIds};
use wuyou_contract::ApiError;
use wuyou_store::FileKeyStore;

use super::{NOON, caller};

pub(crate) const HOUR: i64 = 3_600_000;
pub(crate) const DAY: i64 = 24 * HOUR;
/// 24:00 of the day of [`NOON`].
pub(crate) const MIDNIGHT: i64 = NOON + 12 * HOUR;

struct Wall(AtomicI64);

impl Clock for Wall {
    fn now_at(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// A shop whose clock the test turns: 陈经理, 王姐 (clerk), 张师傅 and 李师傅 (technicians).
pub(crate) struct Shop {
    pub(crate) app: App,
    wall: Arc<Wall>,
    pub(crate) dir: TempDir,
}

impl Shop {
    pub(crate) fn new() -> Self {
        Self::opened_at(NOON)
    }

    /// The same shop, opened for the first time at this instant.
    pub(crate) fn opened_at(now_at: i64) -> Self {
        let wall = Arc::new(Wall(now_at.into()));
        let shop = Self::open(TempDir::new().unwrap(), wall, Arc::new(NoNetwork));
        let setup = json!({"dealer_code": "LH001", "owner_name": "陈经理"});
        shop.app
            .call(&caller(None), "setup.offline", setup)
            .unwrap();
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

    fn open(dir: TempDir, wall: Arc<Wall>, sync: Arc<dyn SyncPort>) -> Self {
        let app = App::open(AppParts {
            dir: dir.path().to_owned(),
            keys: Arc::new(FileKeyStore::of(dir.path())),
            clock: Arc::clone(&wall) as Arc<dyn Clock>,
            ids: Arc::new(SystemIds),
            sync,
        });
        Self { app, wall, dir }
    }

    /// The power is cut this instant: what lies on the disk is opened again, and nothing was shut down.
    pub(crate) fn power_cut(self) -> Self {
        let disk = TempDir::new().unwrap();
        copied(self.dir.path(), disk.path());
        Self::open(disk, Arc::clone(&self.wall), Arc::new(NoNetwork))
    }

    /// A PC that holds what this one holds, with a clock of its own and this network.
    pub(crate) fn copy(&self, sync: Arc<dyn SyncPort>) -> Self {
        let disk = TempDir::new().unwrap();
        copied(self.dir.path(), disk.path());
        let now_at = self.wall.0.load(Ordering::SeqCst);
        Self::open(disk, Arc::new(Wall(now_at.into())), sync)
    }

    /// The folder, for a look at what lies in it; the program is closed.
    pub(crate) fn closed(self) -> TempDir {
        drop(self.app);
        self.dir
    }

    pub(crate) fn at(&self, now_at: i64) {
        self.wall.0.store(now_at, Ordering::SeqCst);
    }

    pub(crate) fn try_by(&self, who: &str, name: &str, payload: Value) -> Result<Value, ApiError> {
        self.app.call(&caller(Some(who)), name, payload)
    }

    pub(crate) fn by(&self, who: &str, name: &str, payload: Value) -> Value {
        let answer = self.try_by(who, name, payload.clone());
        answer.unwrap_or_else(|error| panic!("{name} {payload}: {error:?}"))
    }

    pub(crate) fn staff(&self, name: &str) -> Value {
        let page = self.by("陈经理", "staff.list", json!({}));
        let rows = page["rows"].as_array().unwrap();
        rows.iter().find(|row| row["name"] == name).unwrap()["id"].clone()
    }

    pub(crate) fn take(&self) -> Value {
        let call =
            json!({"text": "不点火", "caller_phone": "13804712207", "new_customer_name": "王建军"});
        self.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone()
    }

    pub(crate) fn step(&self, who: &str, order: &Value, step: &str, fields: Value) -> Value {
        self.try_step(who, order, step, fields).unwrap()
    }

    pub(crate) fn try_step(
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
    pub(crate) fn dispatched(&self, technician: &str) -> Value {
        let order = self.take();
        self.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
        self.dispatch(&order, technician);
        order
    }

    pub(crate) fn dispatch(&self, order: &Value, technician: &str) {
        let who = json!({"technician_id": self.staff(technician)});
        self.step("王姐", order, "dispatch", who);
    }

    pub(crate) fn window(&self, order: &Value, from_at: i64) -> Value {
        let window = json!({"window_from_at": from_at, "window_to_at": from_at + 2 * HOUR});
        self.step("王姐", order, "schedule", window)
    }

    pub(crate) fn summary(&self, order: &Value) -> Value {
        self.by("王姐", "work_order.get", json!({ "id": order }))["summary"].clone()
    }

    pub(crate) fn overdue(&self) -> u64 {
        let list = self.by("王姐", "work_order.list", json!({"filter": "overdue"}));
        let listed = list["total"].as_u64().unwrap();
        let counted = self.by("王姐", "work_order.counts", json!({}))["overdue"].clone();
        assert_eq!(counted, listed, "the tile counts what the list holds");
        listed
    }

    /// Carries out what headquarters allowed for a machine, by a case of its own.
    pub(crate) fn try_remedy(
        &self,
        unit: &Value,
        claim: &str,
        give: Value,
    ) -> Result<Value, ApiError> {
        let opened =
            json!({"unit_id": unit, "ground": "agreed", "claim": claim, "text": "协商解决"});
        let case = self.by("王姐", "remedy_case.create", opened)["summary"]["id"].clone();
        let advance = |who: &str, step: &str, fields: Value| {
            let mut payload = fields;
            payload["id"] = case.clone();
            payload["step"] = step.into();
            self.try_by(who, "remedy_case.advance", payload)
        };
        let agreement = json!({"id": case, "agreement": "双方约定", "goods_condition": "完好"});
        self.by("王姐", "remedy_case.update", agreement);
        advance("王姐", "propose", json!({ "claim": claim }))?;
        advance("陈经理", "escalate", json!({"reason": "超过三千元"}))?;
        let ruling = json!({"ruling_no": "HQ-77", "ruling_by": "质量部 周工"});
        advance("陈经理", "record_ruling", ruling)?;
        advance("王姐", "accept", json!({"contact_text": "同意"}))?;
        advance("王姐", "execute", give)
    }
}

/// Takes in a photo for every item of a sheet that asks for one and has none.
pub(crate) fn photograph(by: impl Fn(&str, Value) -> Value, sheet: &Value) {
    let items = sheet["items"].as_array().unwrap().iter();
    for item in items.filter(|item| item["photo"] == true && item["photos"] == 0) {
        by(
            "photo.add",
            photo_of(&sheet["unit_id"], "installation", &item["code"]),
        );
    }
}

/// A photo of a machine for an item, of a picture that no other is.
pub(crate) fn photo_of(unit: &Value, kind: &str, item: &Value) -> Value {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let [_, a, b, c] = NEXT.fetch_add(1, Ordering::SeqCst).to_be_bytes();
    let points = RgbImage::from_fn(48, 32, |x, y| {
        let spread = |byte: u8| {
            byte.wrapping_mul(37)
                .wrapping_add(u8::try_from(x + y).unwrap())
        };
        Rgb([spread(a), spread(b), spread(c)])
    });
    let mut bytes = Cursor::new(Vec::new());
    let points = DynamicImage::from(points);
    points.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    let file = json!({"name": "图.jpg", "data": STANDARD.encode(bytes.into_inner())});
    json!({"owner": "unit", "owner_id": unit, "kind": kind, "item": item, "files": [file]})
}

/// The answers of a commissioning sheet: every item good, signed and labelled.
pub(crate) fn good_of(sheet: &Value) -> Vec<Value> {
    let topics: Vec<_> = sheet["topics"].as_array().unwrap()[..6]
        .iter()
        .map(|topic| topic["code"].clone())
        .collect();
    let items = sheet["items"].as_array().unwrap().iter();
    items
        .filter(|item| item["kind"] != "notice" && item["analyser"] == false)
        .map(|item| {
            let readings: serde_json::Map<_, _> = item["readings"]
                .as_array()
                .unwrap()
                .iter()
                .map(|reading| {
                    let value = reading["max"].as_f64().or(reading["min"].as_f64());
                    let code = reading["code"].as_str().unwrap().to_owned();
                    (code, json!(value.unwrap_or(12.0)))
                })
                .collect();
            json!({"item": item["code"], "passed": true, "readings": readings,
            "photos": u32::from(item["photo"] == true),
            "topics": if item["kind"] == "topics" { json!(topics) } else { json!([]) },
            "text": match item["kind"].as_str() {
                Some("label") => json!("HG-0001"),
                Some("signature") => json!("纸 0231"),
                Some("topics") => json!("王建军"),
                _ => Value::Null,
            }})
        })
        .collect()
}

fn copied(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copied(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}
