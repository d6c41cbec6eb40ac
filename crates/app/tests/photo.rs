//! Photos taken in, shown, proved by and taken away, through the commands the screens call.
#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests hand their payloads over"
)]

use std::io::Cursor;
use std::path::PathBuf;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;

use crate::common::NOON;
use crate::common::desk::{DAY, HOUR, Shop, good_of, photo_of, photograph};

/// A picture that no other number gives.
pub(crate) fn jpeg(number: u8) -> Vec<u8> {
    let points = RgbImage::from_fn(64, 48, |x, y| {
        Rgb([number, u8::try_from(x).unwrap(), u8::try_from(y).unwrap()])
    });
    let mut bytes = Cursor::new(Vec::new());
    let points = DynamicImage::from(points);
    points.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

pub(crate) fn pasted(name: &str, bytes: &[u8], modified_at: i64) -> Value {
    json!({"name": name, "data": STANDARD.encode(bytes), "modified_at": modified_at})
}

pub(crate) fn at(owner: &str, id: &Value, kind: &str, files: Vec<Value>) -> Value {
    json!({"owner": owner, "owner_id": id, "kind": kind, "files": files})
}

fn household(shop: &Shop) -> Value {
    let made = json!({"name": "王建军", "phones": [{"number": "13804712207"}]});
    shop.by("王姐", "customer.create", made)["id"].clone()
}

/// Adds one picture and answers its row.
fn add(shop: &Shop, owner: &str, id: &Value, kind: &str, number: u8, taken_at: i64) -> Value {
    let file = pasted("图.jpg", &jpeg(number), taken_at);
    let done = shop.by("王姐", "photo.add", at(owner, id, kind, vec![file]));
    assert_eq!(done["added"], 1, "{done}");
    let rows = done["photos"]["rows"].as_array().unwrap();
    let newest = rows.iter().max_by_key(|row| row["added_at"].as_i64());
    let same = rows.iter().rfind(|row| row["kind"] == kind);
    same.or(newest).unwrap().clone()
}

fn list(shop: &Shop, owner: &str, id: &Value) -> Vec<Value> {
    let found = shop.by(
        "王姐",
        "photo.list",
        json!({"owner": owner, "owner_id": id}),
    );
    found["rows"].as_array().unwrap().clone()
}

fn folder(name: &str) -> PathBuf {
    let dir = std::env::temp_dir().join(format!("wuyou-photo-{name}-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&dir);
    std::fs::create_dir_all(&dir).unwrap();
    dir
}

#[test]
fn of_many_files_the_good_ones_are_kept_and_each_other_is_refused_by_its_name_and_why() {
    let shop = Shop::new();
    let id = household(&shop);
    let dir = folder("many");
    let place = |name: &str, bytes: &[u8]| {
        std::fs::write(dir.join(name), bytes).unwrap();
        json!({"name": name, "path": dir.join(name)})
    };
    let whole = jpeg(1);
    let files = vec![
        place("好.jpg", &whole),
        place("半张.jpg", &whole[..whole.len() / 2]),
        place("合同.jpg", b"%PDF-1.7 contract"),
        place("空.jpg", b""),
        place("苹果.jpg", b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"),
        json!({"name": "没了.jpg", "path": dir.join("没了.jpg")}),
        json!({"name": "相对.jpg", "path": "好.jpg"}),
        json!({"name": "文件夹", "path": dir}),
        place("同一张.jpg", &whole),
        pasted("微信图片.png", &jpeg(2), NOON),
        json!({"name": "乱码", "data": "不是base64"}),
    ];
    let done = shop.by("王姐", "photo.add", at("customer", &id, "house", files));
    assert_eq!(done["added"], 2);
    let why = |name: &str| {
        let refused = done["refused"].as_array().unwrap();
        let found = refused.iter().find(|one| one["name"] == name).unwrap();
        found["code"].as_str().unwrap().to_owned()
    };
    for (name, code) in [
        ("半张.jpg", ErrorCode::PhotoDamaged),
        ("合同.jpg", ErrorCode::PhotoFormat),
        ("空.jpg", ErrorCode::PhotoEmpty),
        ("苹果.jpg", ErrorCode::PhotoHeic),
        ("没了.jpg", ErrorCode::PhotoFile),
        ("相对.jpg", ErrorCode::PhotoFile),
        ("文件夹", ErrorCode::PhotoFile),
        ("同一张.jpg", ErrorCode::PhotoTwice),
        ("乱码", ErrorCode::PhotoDamaged),
    ] {
        assert_eq!(why(name), code.code(), "{name}");
    }
    let rows = list(&shop, "customer", &id);
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[0]["added_by"], "王姐");
    assert!(rows.iter().all(|row| row["here"] == true));
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_photo_shows_what_its_record_can_show_and_the_record_must_be_there() {
    let shop = Shop::new();
    let id = household(&shop);
    let file = || vec![pasted("图.jpg", &jpeg(1), NOON)];
    let refused = |payload| {
        let error = shop.try_by("王姐", "photo.add", payload).unwrap_err();
        let field = error.fields.first().map(|field| field.field.clone());
        field.unwrap_or_else(|| error.code.code().to_owned())
    };
    assert_eq!(refused(at("customer", &id, "seal", file())), "kind");
    assert_eq!(refused(at("customer", &id, "house", vec![])), "files");
    let many = vec![pasted("图.jpg", b"", NOON); 51];
    assert_eq!(refused(at("customer", &id, "house", many)), "files");
    let nobody = json!("019a0000-0000-7000-8000-000000000000");
    assert_eq!(
        refused(at("unit", &nobody, "plate", file())),
        "record.not_found"
    );
    let kinds = shop.by(
        "王姐",
        "photo.list",
        json!({"owner": "customer", "owner_id": id}),
    );
    assert_eq!(
        kinds["kinds"],
        json!(["house", "landmark", "route", "other"])
    );
}

#[test]
fn a_photo_far_from_the_visit_or_used_for_another_order_is_to_be_looked_at() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.at(NOON + 8 * DAY);
    let sheet = json!({
        "work_order_id": order, "started_at": NOON + 7 * DAY,
        "finished_at": NOON + 7 * DAY + HOUR, "cause_code": "env_voltage",
        "result": "换点火针", "charge_fen": 0, "signature": "纸 0231", "parts": [],
    });
    shop.by("王姐", "work_order.record_sheet", sheet);
    let near = add(&shop, "work_order", &order, "before", 1, NOON + 7 * DAY);
    assert_eq!(near["doubts"], json!([]));
    assert_eq!(near["taken_from"], "file");
    let early = add(&shop, "work_order", &order, "after", 2, NOON + 5 * DAY);
    assert_eq!(early["doubts"], json!(["time_far"]));
    // No later than now, whatever the file says.
    let ahead = add(&shop, "work_order", &order, "damage", 3, NOON + 900 * DAY);
    assert_eq!(ahead["taken_at"], NOON + 8 * DAY);

    // The same file at another order, kept sharper: the same photo.
    let other = shop.take();
    let mut again = at(
        "work_order",
        &other,
        "before",
        vec![pasted("旧图.jpg", &jpeg(1), NOON + 7 * DAY)],
    );
    again["sharp"] = true.into();
    let there = shop.by("王姐", "photo.add", again)["photos"]["rows"][0].clone();
    assert_eq!(there["doubts"], json!(["used_elsewhere"]));
    let here = list(&shop, "work_order", &order);
    let first = here.iter().find(|row| row["kind"] == "before").unwrap();
    assert_eq!(first["doubts"], json!(["used_elsewhere"]));
    // At the household it is no second job.
    let customer = shop.summary(&order)["customer_id"].clone();
    let house = add(&shop, "customer", &customer, "house", 1, NOON);
    assert_eq!(house["doubts"], json!([]));
}

#[test]
fn a_photo_of_the_signed_sheet_is_the_signature_and_the_order_is_closed_with_it_only() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let needs = |step: &str| {
        let seen = shop.by("张师傅", "work_order.get", json!({ "id": order }));
        let allowed = seen["allowed"].as_array().unwrap().iter();
        let found = allowed.filter(|one| one["step"] == step);
        found.map(|one| one["needs"].clone()).next().unwrap()
    };
    assert!(needs("finish").to_string().contains("signature"));
    let unsigned = || json!({"cause": "零件", "result": "换点火针", "charge_fen": 0});
    let refused = shop.try_step("张师傅", &order, "finish", unsigned());
    assert_eq!(refused.unwrap_err().details["field"], "signature");

    let sheet = add(&shop, "work_order", &order, "signed_sheet", 1, NOON);
    assert!(!needs("finish").to_string().contains("signature"));
    let done = shop.step("张师傅", &order, "finish", unsigned());
    assert_eq!(done["signature"], "photo");

    shop.by("王姐", "photo.delete", json!({"id": sheet["id"]}));
    shop.step("王姐", &order, "confirm", json!({"satisfied": true}));
    let open = shop
        .try_step("王姐", &order, "close", json!({}))
        .unwrap_err();
    assert_eq!(open.code, ErrorCode::PhotosMissing);
    add(&shop, "work_order", &order, "signed_sheet", 1, NOON);
    let closed = shop.step("王姐", &order, "close", json!({}));
    assert_eq!(closed["summary"]["state"], "closed");

    // What it was closed by stays, but for the manager.
    let row = &list(&shop, "work_order", &order)[0];
    assert_eq!(row["removable"], false);
    let delete = |who| shop.try_by(who, "photo.delete", json!({"id": row["id"]}));
    assert_eq!(delete("王姐").unwrap_err().code, ErrorCode::PhotoSettled);
    let moved = json!({"id": row["id"], "kind": "other"});
    let moved = shop.try_by("张师傅", "photo.update", moved).unwrap_err();
    assert_eq!(moved.code, ErrorCode::PhotoSettled);
    delete("陈经理").unwrap();
}

#[test]
fn a_sheet_typed_back_in_the_evening_needs_no_number_where_it_was_photographed() {
    let shop = Shop::new();
    let order = shop.dispatched("张师傅");
    let sheet = json!({
        "work_order_id": order, "started_at": NOON, "finished_at": NOON,
        "cause_code": "env_voltage", "result": "试机正常", "charge_fen": 0, "parts": [],
    });
    let record = || shop.try_by("王姐", "work_order.record_sheet", sheet.clone());
    let error = record().unwrap_err();
    assert_eq!(error.fields[0].field, "signature");
    assert_eq!(shop.summary(&order)["state"], "dispatched");
    add(&shop, "work_order", &order, "signed_sheet", 1, NOON);
    assert_eq!(record().unwrap()["summary"]["state"], "finished");
}

#[test]
fn a_photo_taken_away_lies_in_the_trash_for_a_month_and_comes_back_with_its_content() {
    let shop = Shop::new();
    let id = household(&shop);
    let photo = add(&shop, "customer", &id, "house", 1, NOON)["id"].clone();
    let noted = json!({"id": photo, "note": "蓝色大门"});
    shop.by("张师傅", "photo.update", noted);
    shop.by("王姐", "photo.delete", json!({ "id": photo }));
    assert_eq!(list(&shop, "customer", &id), Vec::<Value>::new());
    let trash = shop.by("陈经理", "trash.list", json!({}))["rows"][0].clone();
    assert_eq!(
        (&trash["kind"], &trash["title"], &trash["household"]),
        (&json!("photo"), &json!("蓝色大门"), &json!("王建军"))
    );
    let back = json!({"kind": "photo", "id": photo});
    shop.by("陈经理", "trash.restore", back);
    assert_eq!(list(&shop, "customer", &id)[0]["here"], true);

    shop.by("王姐", "photo.delete", json!({ "id": photo }));
    let undone = shop.by("王姐", "undo.last", json!({}));
    assert_eq!(undone["step"]["what"], "photo.delete");
    shop.by("王姐", "photo.delete", json!({ "id": photo }));
    shop.app.sweep_photos().unwrap();
    shop.at(NOON + 29 * DAY);
    shop.app.sweep_photos().unwrap();
    // Added again from the file, it is the same photo.
    assert_eq!(add(&shop, "customer", &id, "house", 1, NOON)["id"], photo);
    shop.by("王姐", "photo.delete", json!({ "id": photo }));
    shop.app.sweep_photos().unwrap();
    shop.at(NOON + 60 * DAY);
    shop.app.sweep_photos().unwrap();
    shop.at(NOON + 61 * DAY);
    let again = shop.by("陈经理", "trash.list", json!({}));
    assert_eq!(again["rows"], json!([]));
    let size = shop.app.database().unwrap();
    assert!(shop.app.sweep_photos().is_ok());
    let key = PathBuf::from("none");
    assert_eq!(
        size.picture(&key.display().to_string(), true).unwrap(),
        None
    );
}

#[test]
fn a_picture_is_shown_to_who_is_signed_in_counts_as_a_look_and_a_copy_is_written_down() {
    let shop = Shop::new();
    let id = household(&shop);
    let photo = add(&shop, "customer", &id, "house", 1, NOON)["id"].clone();
    let show = |small: bool| {
        let shown = shop.by("张师傅", "photo.show", json!({"id": photo, "small": small}));
        STANDARD.decode(shown["data"].as_str().unwrap()).unwrap()
    };
    let (small, large) = (show(true), show(false));
    for bytes in [&small, &large] {
        assert_eq!(image::guess_format(bytes).unwrap(), ImageFormat::Jpeg);
    }
    let dir = folder("copy");
    let to = dir.join("房子.jpg");
    let save = |who: &str, replace: bool| {
        let payload = json!({"id": photo, "path": to, "replace": replace});
        shop.try_by(who, "photo.save", payload)
    };
    assert_eq!(
        save("张师傅", false).unwrap_err().code,
        ErrorCode::NotAllowed
    );
    save("王姐", false).unwrap();
    assert_eq!(std::fs::read(&to).unwrap(), large);
    assert_eq!(save("王姐", false).unwrap_err().code, ErrorCode::FilePlace);
    let log = shop.by("陈经理", "access.list", json!({}));
    let entries = log["rows"].as_array().unwrap();
    let did = |who: &str, action: &str| {
        let found = |row: &&Value| row["staff"] == who && row["action"] == action;
        entries.iter().filter(found).count()
    };
    assert_eq!(did("张师傅", "view_customer"), 1);
    assert_eq!(did("王姐", "export"), 1);
    assert_eq!(entries[0]["what"], "photo.save");
    assert_eq!(entries[0]["customer_id"], id);
    std::fs::remove_dir_all(dir).unwrap();
}

#[test]
fn a_picture_that_is_on_another_pc_says_so_and_everything_else_is_there() {
    let shop = Shop::new();
    let id = household(&shop);
    let photo = add(&shop, "customer", &id, "house", 1, NOON)["id"].clone();
    let database = shop.app.database().unwrap();
    shop.by("王姐", "photo.delete", json!({ "id": photo }));
    assert_eq!(database.sweep_pictures(0, NOON).unwrap(), 1);
    shop.by(
        "陈经理",
        "trash.restore",
        json!({"kind": "photo", "id": photo}),
    );
    let row = &list(&shop, "customer", &id)[0];
    assert_eq!(
        (&row["here"], &row["kind"]),
        (&json!(false), &json!("house"))
    );
    let shown = shop.try_by("王姐", "photo.show", json!({"id": photo, "small": true}));
    assert_eq!(shown.unwrap_err().code, ErrorCode::PhotoElsewhere);
}

#[test]
fn photos_taken_in_together_are_one_entry_of_the_households_history() {
    let shop = Shop::new();
    let order = shop.take();
    let customer = shop.summary(&order)["customer_id"].clone();
    let files = vec![
        pasted("1.jpg", &jpeg(1), NOON),
        pasted("2.jpg", &jpeg(2), NOON),
    ];
    shop.by(
        "王姐",
        "photo.add",
        at("work_order", &order, "before", files),
    );
    add(&shop, "customer", &customer, "landmark", 3, NOON);
    let seen = shop.by("王姐", "customer.get", json!({ "id": customer }));
    let entries = seen["timeline"].as_array().unwrap();
    let photos: Vec<_> = entries
        .iter()
        .filter(|entry| entry["kind"] == "photo")
        .map(|entry| (entry["code"].clone(), entry["quantity"].clone()))
        .collect();
    assert_eq!(photos.len(), 2);
    assert!(photos.contains(&(json!("before"), json!(2))));
    assert!(photos.contains(&(json!("landmark"), json!(1))));
}

#[test]
fn a_photo_of_the_invoice_is_evidence_of_a_remedy_case_once_its_day_is_known() {
    let shop = Shop::new();
    let customer = household(&shop);
    let machine = json!({"serial": "L1P241602802954S", "model_code": "WEB-L1P24",
        "gas": "natural_gas", "customer_id": customer, "sold_on": "2026-11-10"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let opened = json!({"unit_id": unit, "ground": "quality", "claim": "exchange", "text": "总灭"});
    let case = shop.by("王姐", "remedy_case.create", opened)["summary"]["id"].clone();
    let held = || {
        let seen = shop.by("王姐", "remedy_case.get", json!({ "id": case }));
        let items = seen["evidence"].as_array().unwrap().iter();
        let mut found = items.filter(|item| item["proof"] == "purchase_invoice");
        found.next().unwrap()["held"].clone()
    };
    add(&shop, "unit", &unit, "invoice", 1, NOON);
    assert_eq!(held(), false);
    let day = json!({"id": case, "invoice_on": "2026-11-10"});
    shop.by("王姐", "remedy_case.update", day);
    assert_eq!(held(), true);
    let photo = list(&shop, "unit", &unit)[0]["id"].clone();
    shop.by("王姐", "photo.delete", json!({ "id": photo }));
    assert_eq!(held(), false);
}

#[test]
fn who_stops_the_taking_in_keeps_none_and_an_edit_goes_on_beside_it() {
    let shop = Shop::new();
    let id = household(&shop);
    let files: Vec<Value> = (0..50)
        .map(|number| {
            let points = RgbImage::from_pixel(1600, 1200, Rgb([number, 0, 0]));
            let mut bytes = Cursor::new(Vec::new());
            let points = DynamicImage::from(points);
            points.write_to(&mut bytes, ImageFormat::Jpeg).unwrap();
            pasted("大.jpg", &bytes.into_inner(), NOON)
        })
        .collect();
    let stopped = std::thread::scope(|scope| {
        let adding =
            scope.spawn(|| shop.try_by("王姐", "photo.add", at("customer", &id, "house", files)));
        while shop.by("王姐", "photo.progress", json!({}))["done"] == 0 {
            std::thread::yield_now();
        }
        let busy = at(
            "customer",
            &id,
            "house",
            vec![pasted("图.jpg", &jpeg(1), NOON)],
        );
        let busy = shop.try_by("陈经理", "photo.add", busy).unwrap_err();
        assert_eq!(busy.code, ErrorCode::PhotoBusy);
        shop.by(
            "王姐",
            "customer.update",
            json!({"id": id, "note": "照样能改"}),
        );
        shop.by("王姐", "photo.cancel", json!({}));
        adding.join().unwrap()
    });
    assert_eq!(stopped.unwrap_err().code, ErrorCode::PhotoCancelled);
    assert_eq!(list(&shop, "customer", &id), Vec::<Value>::new());
    assert_eq!(
        shop.by("王姐", "photo.progress", json!({}))["running"],
        false
    );
}

#[test]
fn moving_a_machine_takes_no_photo_of_the_signed_sheet_from_the_order_it_was_installed_by() {
    let shop = Shop::new();
    let made = json!({"name": "王建军", "phones": [{"number": "13804712207"}],
        "addresses": [{"town": "柳河镇", "village": "沙河村"}]});
    let home = shop.by("王姐", "customer.create", made);
    let call = json!({"kind": "install", "text": "新机安装", "customer_id": home["id"]});
    let order = shop.by("王姐", "request.create", call)["work_order"]["summary"]["id"].clone();
    shop.step("王姐", &order, "reply", json!({"contact_text": "明天去装"}));
    shop.dispatch(&order, "张师傅");
    shop.step("张师傅", &order, "start", json!({}));
    let machine = json!({"serial": "L1P241602802954S", "customer_id": home["id"],
        "gas": "natural_gas"});
    let unit = shop.by("王姐", "unit.register", machine)["unit"]["id"].clone();
    let named = json!({"id": order, "unit_id": unit});
    shop.by("张师傅", "work_order.set_unit", named);

    let sheet = shop.by("王姐", "machine.sheet", json!({ "unit_id": unit }));
    photograph(|name, payload| shop.by("王姐", name, payload), &sheet);
    let mut answers = good_of(&sheet);
    let signature = answers.iter_mut().find(|one| one["item"] == "signature");
    signature.unwrap()["text"] = Value::Null;
    let signed = photo_of(&unit, "signed_sheet", &Value::Null);
    shop.by("王姐", "photo.add", signed);
    let attempt = json!({"unit_id": unit, "work_order_id": order, "answers": answers});
    shop.by("张师傅", "machine.commission", attempt);
    let finish = json!({"cause": "新装", "result": "装好", "charge_fen": 0, "signature": "纸 1"});
    shop.step("张师傅", &order, "finish", finish);

    shop.at(NOON + HOUR);
    let moved = json!({"unit_id": unit, "step": "relocate", "document": "移机单 3",
        "address_id": home["addresses"][0]["id"], "occurred_on": "2026-11-21"});
    shop.by("陈经理", "machine.step", moved);
    shop.step("王姐", &order, "confirm", json!({"satisfied": true}));
    let closed = shop.step("王姐", &order, "close", json!({}));
    assert_eq!(closed["summary"]["state"], "closed");
}
