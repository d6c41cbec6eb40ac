//! Everything is taken out at once.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::Path;

use crate::common::desk::Shop;
use crate::job::stopped;
use crate::photo::{at as photo_at, jpeg, pasted};
use serde_json::{Value, json};
use wuyou_contract::export::{LISTS, source_of};
use wuyou_contract::job::{JobKind, JobStage};
use wuyou_sync::registry::ENTITIES;

/// The files of an archive by their names.
fn opened(path: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut zip = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut files = BTreeMap::new();
    for at in 0..zip.len() {
        let mut file = zip.by_index(at).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        files.insert(file.name().unwrap().to_string(), bytes);
    }
    files
}

fn lines(files: &BTreeMap<String, Vec<u8>>, entity: &str) -> Vec<Value> {
    let text = String::from_utf8(files[&format!("data/{entity}.jsonl")].clone()).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn household(shop: &Shop, name: &str) -> Value {
    let typed = json!({"name": name, "phones": [{"number": "13804712207"}],
        "addresses": [{"town": "柳河镇", "village": "西沟村"}]});
    shop.by("王姐", "customer.create", typed)
}

#[test]
fn the_manager_takes_out_every_list_every_row_and_every_photo_in_one_file_and_it_is_written_down() {
    let shop = Shop::new();
    household(&shop, "王建军");
    let gone = household(&shop, "赵长海");
    shop.by("陈经理", "customer.delete", json!({"id": gone["id"]}));
    let order = shop.take();
    let file = vec![pasted("图.jpg", &jpeg(1), crate::common::NOON)];
    let added = photo_at("work_order", &order, "other", file);
    let added = shop.by("王姐", "photo.add", added);
    let photo = added["photos"]["rows"][0]["id"]
        .as_str()
        .unwrap()
        .to_owned();

    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("全部.zip");
    let words = json!({
        "lists": {"customer.list": "客户"}, "entities": {"customer": "客户"},
        "fields": {"name": "名称", "town": "乡镇"},
        "codes": {"work_order.state": {"registered": "已登记"}},
    });
    let asked = json!({"reason": "换系统", "path": path, "words": words});
    let done = shop.by("陈经理", "export.all", asked);
    assert_eq!(done["path"], json!(path));
    let files = opened(&path);

    // To take everything out is itself written down.
    for list in LISTS.into_iter().filter(|list| *list != "access.list") {
        let known = files.contains_key(&format!("lists/{list}.xlsx"));
        let (command, place) = source_of(list);
        let page = shop.by("陈经理", command, json!({}));
        let rows = page[place].as_array().unwrap().len();
        assert_eq!(known, rows > 0, "{list}");
    }
    let book = wuyou_office::Workbook::read(&files["lists/customer.list.xlsx"], "a.xlsx").unwrap();
    let header: Vec<_> = book.sheets[0].rows[0]
        .iter()
        .map(|one| one.text().into_owned())
        .collect();
    assert_eq!(header[0], "名称 name");
    let orders =
        wuyou_office::Workbook::read(&files["lists/work_order.list.xlsx"], "a.xlsx").unwrap();
    let cells: Vec<_> = orders.sheets[0].rows[1]
        .iter()
        .map(|one| one.text().into_owned())
        .collect();
    assert!(cells.contains(&"已登记".to_owned()), "{cells:?}");

    for entity in ENTITIES {
        assert!(
            files.contains_key(&format!("data/{}.jsonl", entity.name)),
            "{}",
            entity.name
        );
    }
    let customers = lines(&files, "customer");
    let deleted: Vec<bool> = customers
        .iter()
        .map(|row| !row["deleted_at"].is_null())
        .collect();
    assert_eq!(deleted.iter().filter(|gone| **gone).count(), 1);
    assert!(customers.iter().any(|row| row["name"] == "王建军"));
    for person in lines(&files, "staff") {
        assert!(person.get("pin_hash").is_none() && person["name"].is_string());
    }
    assert!(files[&format!("photos/{photo}.jpg")].starts_with(b"\xFF\xD8"));
    let readme = String::from_utf8(files["README.txt"].clone()).unwrap();
    assert!(readme.contains("全部数据") && readme.contains("Wuyou: everything"));
    assert!(readme.contains("data/customer.jsonl  客户"), "{readme}");

    let log = shop.by("陈经理", "access.list", json!({"action": "export"}));
    let entry = &log["rows"][0];
    assert_eq!(
        (&entry["what"], &entry["reason"]),
        (&json!("export.all"), &json!("换系统"))
    );
    assert!(entry["row_count"].as_i64().unwrap() > 5);
}

#[test]
fn nobody_else_takes_everything_out_and_the_manager_only_with_a_reason() {
    let shop = Shop::new();
    for who in ["王姐", "张师傅"] {
        let refused = shop.try_by(who, "export.all", json!({"reason": "看看"}));
        assert_eq!(refused.unwrap_err().code.code(), "permission.denied");
    }
    let refused = shop
        .try_by("陈经理", "export.all", json!({"reason": " "}))
        .unwrap_err();
    assert_eq!(refused.fields[0].field, "reason");
    let folder = shop.dir.path().join("exports");
    assert!(!folder.exists(), "nothing was written");
}

#[test]
fn one_that_is_stopped_leaves_no_file_and_no_entry() {
    for stage in [JobStage::Reading, JobStage::Saving] {
        let shop = Shop::new();
        household(&shop, "王建军");
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("全部.zip");
        let asked = json!({"reason": "换系统", "path": path});
        let at = (JobKind::Export, stage, 3);
        let (shop, told, answer) = stopped(shop, at, ("export.all", asked));
        assert!(told["total"].as_u64().unwrap() > 3);
        assert_eq!(answer.unwrap_err().code.code(), "export.cancelled");
        assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
        let log = shop.by("陈经理", "access.list", json!({"action": "export"}));
        assert_eq!(log["rows"], json!([]));
    }
}
