//! Versions of the program, through the commands the screens call: what waits, what a person chose,
//! and what the program does about it when it ends.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_app::{Enrolment, SyncOutcome, SyncPort, UpdateOffer, UpdateParts};
use wuyou_contract::sync::Peer;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_store::{Database, settings};
use wuyou_testkit::Signer;
use wuyou_update::Way;
use wuyou_update::package::{About, Head, look, manifest_of, write};

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};

const TARGET: &str = "linux-x86_64-appimage";
const NEW: &str = "#!/bin/sh\necho new\n";

/// A shop whose program is one file, and a folder with packages.
struct Place {
    shop: Shop,
    dir: TempDir,
}

impl Place {
    fn new() -> Self {
        let (shop, dir) = (Shop::new(), TempDir::new().unwrap());
        fs::write(dir.path().join("program"), "old").unwrap();
        let place = Self { shop, dir };
        place.begin(&place.shop);
        place
    }

    fn program(&self) -> PathBuf {
        self.dir.path().join("program")
    }

    /// The program of this version starts.
    fn begin(&self, shop: &Shop) {
        self.begin_as(shop, "0.1.0");
    }

    fn begin_as(&self, shop: &Shop, version: &str) {
        shop.app.set_updates(UpdateParts {
            key: Some(Signer::new(1).public_key()),
            version: version.to_owned(),
            target: TARGET.to_owned(),
            way: Way::Image(self.program()),
        });
    }

    /// The program is started again on the same data.
    fn restarted(self, version: &str) -> Self {
        let Self { shop, dir } = self;
        let shop = shop.power_cut();
        let place = Self { shop, dir };
        place.begin_as(&place.shop, version);
        place
    }

    fn package(&self, by: &Signer, version: &str, data_version: i64) -> PathBuf {
        package(&self.dir, by, version, data_version)
    }

    fn get(&self, who: &str) -> Value {
        self.shop.by(who, "update.get", json!({}))
    }

    fn take(&self, version: &str) -> Value {
        let path = self.package(&Signer::new(1), version, 1);
        self.shop
            .by("陈经理", "update.take", json!({ "path": path }))
    }

    fn choose(&self, version: &str, when: &str) -> Value {
        let payload = json!({"version": version, "when": when});
        self.shop.by("陈经理", "update.choose", payload)
    }

    fn backups(&self) -> usize {
        let rows = self.shop.by("陈经理", "backup.list", json!({}));
        let rows = rows["rows"].as_array().unwrap();
        rows.iter()
            .filter(|row| row["reason"] == "before_update")
            .count()
    }

    fn says(&self) -> String {
        fs::read_to_string(self.program()).unwrap()
    }
}

fn package(dir: &TempDir, by: &Signer, version: &str, data_version: i64) -> PathBuf {
    let installer = dir.path().join("installer");
    fs::write(&installer, NEW).unwrap();
    let about = About {
        version: version.parse().unwrap(),
        target: TARGET.to_owned(),
        made_on: "2026-11-20".parse().unwrap(),
        expires_on: "2027-05-20".parse().unwrap(),
        notes: (
            "来电弹屏更快。".to_owned(),
            "Faster caller pop-up.".to_owned(),
        ),
        data_version,
    };
    let manifest = manifest_of(&installer, about).unwrap();
    let signature = by.sign(&manifest);
    let path = dir.path().join(format!("{version}.wyu"));
    let mut to = File::create(&path).unwrap();
    let head = Head::new(manifest, signature);
    write(&mut to, &head, &mut File::open(&installer).unwrap()).unwrap();
    path
}

#[test]
fn a_version_from_a_file_says_what_changes_in_both_languages_and_waits_for_a_yes() {
    let place = Place::new();
    let told = place.take("0.2.0");
    let waiting = &told["waiting"];
    assert_eq!(waiting["version"], "0.2.0");
    assert_eq!(waiting["notes_zh"], "来电弹屏更快。");
    assert_eq!(waiting["notes_en"], "Faster caller pop-up.");
    assert_eq!(waiting["size_bytes"], NEW.len());
    assert_eq!(
        (&waiting["choice"], &told["closes"]),
        (&Value::Null, &json!(false))
    );
    assert_eq!(place.shop.app.install_at_end(), None);
    assert_eq!(place.says(), "old", "nobody said yes");
}

#[test]
fn a_clerk_sees_what_waits_and_only_the_manager_decides() {
    let place = Place::new();
    place.take("0.2.0");
    assert_eq!(place.get("王姐")["waiting"]["version"], "0.2.0");
    let path = json!({"path": place.package(&Signer::new(1), "0.3.0", 1)});
    let yes = json!({"version": "0.2.0", "when": "now"});
    for (command, payload) in [
        ("update.take", path),
        ("update.choose", yes),
        ("update.go_back", json!({})),
    ] {
        for who in ["王姐", "张师傅"] {
            let refused = place
                .shop
                .try_by(who, command, payload.clone())
                .unwrap_err();
            assert_eq!(refused.code, ErrorCode::NotAllowed, "{command}");
        }
    }
}

#[test]
fn a_backup_is_made_first_and_now_closes_the_window_and_begins_the_new_program() {
    let place = Place::new();
    place.take("0.2.0");
    let told = place.choose("0.2.0", "now");
    assert_eq!((&told["closes"], place.backups()), (&json!(true), 1));
    assert_eq!(place.says(), "old", "not while somebody may be typing");
    assert_eq!(place.shop.app.install_at_end(), Some(place.program()));
    assert_eq!(place.says(), NEW);
    assert_eq!(place.backups(), 1, "the one that was just made is enough");
    let place = place.restarted("0.2.0");
    let told = place.get("陈经理");
    assert_eq!(
        (&told["waiting"], &told["problem"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(
        told["former"],
        json!({"version": "0.1.0", "refused": null, "chosen": false})
    );
}

#[test]
fn a_choice_for_the_end_survives_a_power_cut_and_is_done_at_the_next_end_with_a_backup() {
    let place = Place::new();
    place.take("0.2.0");
    assert_eq!(place.choose("0.2.0", "at_close")["closes"], false);
    let place = place.restarted("0.1.0");
    assert_eq!(place.get("王姐")["waiting"]["choice"], "at_close");
    assert_eq!((place.says().as_str(), place.backups()), ("old", 0));
    assert_eq!(
        place.shop.app.install_at_end(),
        None,
        "nobody wished it to open again"
    );
    assert_eq!((place.says().as_str(), place.backups()), (NEW, 1));
}

#[test]
fn later_is_quiet_for_three_days_and_then_told_again() {
    let place = Place::new();
    assert_eq!(place.take("0.2.0")["reminds"], true);
    assert_eq!(place.choose("0.2.0", "later")["reminds"], false);
    assert_eq!(place.shop.app.install_at_end(), None);
    assert_eq!(place.says(), "old");
    for (at, reminds) in [(NOON + 3 * DAY - 1, false), (NOON + 3 * DAY, true)] {
        place.shop.at(at);
        assert_eq!(place.get("王姐")["reminds"], reminds);
    }
}

#[test]
fn a_yes_is_for_the_version_that_was_shown() {
    let place = Place::new();
    place.take("0.2.0");
    place.choose("0.2.0", "at_close");
    assert_eq!(place.take("0.3.0")["waiting"]["choice"], Value::Null);
    let yes = json!({"version": "0.2.0", "when": "now"});
    let refused = place
        .shop
        .try_by("陈经理", "update.choose", yes)
        .unwrap_err();
    assert_eq!(refused.code, ErrorCode::UpdateNone);
    assert_eq!(place.shop.app.install_at_end(), None);
}

#[test]
fn what_is_not_taken_is_said_with_its_own_code_and_changes_nothing() {
    let place = Place::new();
    let other = place.package(&Signer::new(2), "0.2.0", 1);
    let old = place.package(&Signer::new(1), "0.1.0", 1);
    let cut = place.package(&Signer::new(1), "0.4.0", 1);
    let bytes = fs::read(&cut).unwrap();
    fs::write(&cut, &bytes[..bytes.len() - 1]).unwrap();
    let none = place.program();
    for (path, code) in [
        (other, ErrorCode::UpdateSignature),
        (old, ErrorCode::UpdateOlder),
        (cut, ErrorCode::UpdateCut),
        (none, ErrorCode::UpdatePackage),
        (PathBuf::from("relative.wyu"), ErrorCode::UpdatePackage),
    ] {
        let payload = json!({ "path": path });
        let refused = place
            .shop
            .try_by("陈经理", "update.take", payload)
            .unwrap_err();
        assert_eq!(refused.code, code, "{}", path.display());
    }
    assert_eq!(place.get("陈经理")["waiting"], Value::Null);
}

#[test]
fn a_program_without_a_key_says_so_and_takes_nothing() {
    let (shop, dir) = (Shop::new(), TempDir::new().unwrap());
    assert_eq!(shop.by("王姐", "update.get", json!({}))["on"], false);
    let path = package(&dir, &Signer::new(1), "0.2.0", 1);
    let payload = json!({ "path": path });
    let refused = shop.try_by("陈经理", "update.take", payload).unwrap_err();
    assert_eq!(refused.code, ErrorCode::UpdateOff);
}

#[test]
fn the_manager_goes_back_and_the_version_that_was_left_is_not_offered_again() {
    let place = Place::new();
    place.take("0.2.0");
    place.choose("0.2.0", "now");
    place.shop.app.install_at_end();
    let place = place.restarted("0.2.0");
    let told = place.shop.by("陈经理", "update.go_back", json!({}));
    assert_eq!(
        (&told["closes"], &told["former"]["chosen"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(place.says(), NEW);
    assert_eq!(place.shop.app.install_at_end(), Some(place.program()));
    assert_eq!(place.says(), "old");
    let place = place.restarted("0.1.0");
    let told = place.get("陈经理");
    assert_eq!(
        (&told["former"], &told["problem"]),
        (&Value::Null, &Value::Null)
    );
}

#[test]
fn a_version_that_brings_the_data_to_a_new_form_says_so_before() {
    let place = Place::new();
    assert_eq!(place.take("0.2.0")["waiting"]["changes_data"], false);
    let path = place.package(&Signer::new(1), "0.3.0", i64::MAX);
    let told = place
        .shop
        .by("陈经理", "update.take", json!({ "path": path }));
    assert_eq!(told["waiting"]["changes_data"], true);
}

/// Headquarters with one package, on a road that can be cut.
struct Far {
    package: Vec<u8>,
    manifest: String,
    signature: String,
    /// Bytes that still go through.
    through: Mutex<u64>,
    asked: Mutex<Vec<(u64, u64)>>,
    offers: Mutex<bool>,
}

impl SyncPort for Far {
    fn enrol(
        &self,
        _: &str,
        _: &str,
        _: (uuid::Uuid, &str),
        _: Option<&str>,
    ) -> Result<Enrolment, ApiError> {
        Err(ErrorCode::SyncOffline.into())
    }

    fn sync(&self, _: &Database, _: i64) -> Result<SyncOutcome, ApiError> {
        Ok(SyncOutcome::default())
    }

    fn peers(&self, _: &Database) -> Result<Vec<Peer>, ApiError> {
        Ok(Vec::new())
    }

    fn update_offer(&self, _: &Database, target: &str) -> Result<Option<UpdateOffer>, ApiError> {
        assert_eq!(target, TARGET);
        let offers = *self.offers.lock().unwrap();
        Ok(offers.then(|| UpdateOffer {
            manifest: self.manifest.clone(),
            signature: self.signature.clone(),
            file_bytes: self.package.len() as u64,
        }))
    }

    fn update_part(
        &self,
        _: &Database,
        of: (&str, &str),
        part: (u64, u64),
    ) -> Result<Vec<u8>, ApiError> {
        assert_eq!(of, (TARGET, "0.2.0"));
        let mut through = self.through.lock().unwrap();
        if *through == 0 {
            return Err(ErrorCode::SyncOffline.into());
        }
        let length = part.1.min(*through).min(100);
        *through -= length;
        self.asked.lock().unwrap().push(part);
        let from = usize::try_from(part.0).unwrap();
        let length = usize::try_from(length).unwrap();
        Ok(self.package[from..from + length].to_vec())
    }
}

#[test]
fn a_version_comes_in_pieces_behind_sync_goes_on_after_a_cut_and_is_asked_for_once_a_day() {
    let dir = TempDir::new().unwrap();
    let path = package(&dir, &Signer::new(1), "0.2.0", 1);
    let package = fs::read(&path).unwrap();
    let head = Head::read(&mut package.as_slice()).unwrap();
    let far = Arc::new(Far {
        manifest: String::from_utf8(head.manifest().to_vec()).unwrap(),
        signature: head.signature().to_owned(),
        package,
        through: Mutex::new(150),
        asked: Mutex::default(),
        offers: Mutex::new(true),
    });
    let shop = Shop::new().copy(Arc::clone(&far) as Arc<dyn SyncPort>);
    let place = Place { shop, dir };
    place.begin(&place.shop);
    place.shop.app.fetch_update();
    assert_eq!(
        place.get("王姐")["asked_at"],
        Value::Null,
        "not connected, nobody is asked"
    );
    let token =
        |local: &wuyou_store::Local<'_>| settings::set(local, settings::TOKEN, Some("wyd_x"));
    place.shop.app.database().unwrap().local(token).unwrap();
    for _ in 0..3 {
        place.shop.app.fetch_update();
    }
    let fetching = &place.get("王姐")["fetching"];
    assert_eq!(
        (&fetching["version"], &fetching["done_bytes"]),
        (&json!("0.2.0"), &json!(150))
    );
    assert_eq!(far.asked.lock().unwrap().last().unwrap().0, 100);
    *far.through.lock().unwrap() = u64::MAX;
    place.shop.app.fetch_update();
    assert_eq!(
        far.asked.lock().unwrap().len(),
        2,
        "after a cut the road is left alone for a while"
    );
    place.shop.at(NOON + DAY / 24);
    while place.get("王姐")["waiting"].is_null() {
        place.shop.app.fetch_update();
    }
    assert_eq!(
        far.asked.lock().unwrap()[2].0,
        150,
        "it goes on where it was cut"
    );
    let told = place.get("王姐");
    assert_eq!(
        (&told["waiting"]["by_file"], &told["fetching"]),
        (&json!(false), &Value::Null)
    );
    *far.offers.lock().unwrap() = false;
    place.shop.app.fetch_update();
    assert_eq!(
        place.get("王姐")["waiting"]["version"],
        "0.2.0",
        "asked once a day"
    );
    place.shop.at(NOON + DAY + DAY / 24);
    place.shop.app.fetch_update();
    assert_eq!(
        place.get("王姐")["waiting"],
        Value::Null,
        "it was taken back"
    );
    assert!(
        look(
            &path,
            &wuyou_update::Key::read(&Signer::new(1).public_key()).unwrap()
        )
        .is_ok()
    );
}
