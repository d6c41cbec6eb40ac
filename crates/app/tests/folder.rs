//! The data folder: chosen at the first run, missed when its disk is not there.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::common::{caller, reopened};
use serde_json::{Value, json};
use tempfile::TempDir;
use wuyou_app::{App, AppParts, FolderPort, NoNetwork, SystemIds};
use wuyou_contract::ApiError;
use wuyou_store::{FileKeyStore, KeyStore};

/// Takes any folder; the first one is missed while it is not there.
struct AnyFolder(PathBuf);

impl FolderPort for AnyFolder {
    fn is_missing(&self, dir: &Path) -> bool {
        dir == self.0 && !dir.is_dir()
    }

    fn choose(&self, dir: &Path) -> Result<PathBuf, ApiError> {
        std::fs::create_dir_all(dir).unwrap();
        Ok(dir.to_owned())
    }

    fn keys(&self, dir: &Path) -> Arc<dyn KeyStore> {
        Arc::new(FileKeyStore::of(dir))
    }
}

fn parts(dir: &Path) -> AppParts {
    AppParts {
        dir: dir.to_owned(),
        keys: Arc::new(FileKeyStore::of(dir)),
        clock: Arc::new(crate::common::Noon),
        ids: Arc::new(SystemIds),
        sync: Arc::new(NoNetwork),
    }
}

fn choosing(dir: &Path) -> App {
    App::open(parts(dir)).with_folder(Arc::new(AnyFolder(dir.to_owned())))
}

fn open(app: &App, command: &str, payload: Value) -> Result<Value, String> {
    app.call(&caller(None), command, payload)
        .map_err(|error| error.code.code().to_owned())
}

#[test]
fn the_first_run_puts_the_data_where_the_person_says() {
    let (own, disk) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let app = choosing(own.path());
    assert_eq!(
        open(&app, "app.status", json!({})).unwrap()["offers_folder"],
        true
    );

    let chosen = json!({ "dir": disk.path() });
    let status = open(&app, "setup.use_folder", chosen).unwrap();
    assert_eq!(status["ready"], false);
    assert_eq!(status["data_dir"], json!(disk.path()));
    open(&app, "setup.offline", json!({"dealer_code": "LH001"})).unwrap();

    assert!(wuyou_store::Database::exists(disk.path()));
    assert!(!wuyou_store::Database::exists(own.path()));
}

#[test]
fn a_folder_with_a_shops_data_opens_that_shop() {
    let (own, (disk, shop)) = (TempDir::new().unwrap(), crate::common::ready_shop());
    drop(shop);
    let app = choosing(own.path());
    let status = open(&app, "setup.use_folder", json!({ "dir": disk.path() })).unwrap();
    assert_eq!(status["ready"], true);
    assert_eq!(status["dealer_code"], "LH001");
}

#[test]
fn a_shop_with_data_keeps_its_folder() {
    let (own, disk) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let app = choosing(own.path());
    open(&app, "setup.offline", json!({"dealer_code": "LH001"})).unwrap();
    let refused = open(&app, "setup.use_folder", json!({ "dir": disk.path() }));
    assert_eq!(refused.unwrap_err(), "setup.already_done");
}

#[test]
fn a_program_that_was_told_its_folder_keeps_it() {
    let (dir, disk) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let app = reopened(&dir);
    assert_eq!(
        open(&app, "app.status", json!({})).unwrap()["offers_folder"],
        false
    );
    let refused = open(&app, "setup.use_folder", json!({ "dir": disk.path() }));
    assert_eq!(refused.unwrap_err(), "setup.folder_fixed");
}

#[test]
fn a_disk_that_is_not_there_is_no_new_shop_and_opens_once_it_is_back() {
    let (disk, shop) = crate::common::ready_shop();
    drop(shop);
    let away = disk.path().with_extension("away");
    std::fs::rename(disk.path(), &away).unwrap();

    let folder = Arc::new(AnyFolder(disk.path().to_owned()));
    let app = App::without_folder(parts(disk.path())).with_folder(folder);
    let status = open(&app, "app.status", json!({})).unwrap();
    assert_eq!(status["problem"], "store.folder_missing");
    let refused = open(&app, "setup.offline", json!({"dealer_code": "LH001"}));
    assert_eq!(refused.unwrap_err(), "store.folder_missing");
    assert!(!disk.path().exists(), "nothing is made in its place");

    std::fs::rename(&away, disk.path()).unwrap();
    let status = open(&app, "app.status", json!({})).unwrap();
    assert_eq!(status["problem"], Value::Null);
    assert_eq!(status["ready"], true);
}

#[test]
fn data_that_another_window_had_open_opens_when_that_is_closed() {
    let (dir, first) = crate::common::ready_shop();
    let second = reopened(&dir);
    let status = open(&second, "app.status", json!({})).unwrap();
    assert_eq!(status["problem"], "store.in_use");
    drop(first);
    let status = open(&second, "app.status", json!({})).unwrap();
    assert_eq!(status["problem"], Value::Null);
}
