//! The household manners of the program: taking back, the trash, exports, preferences, recent places
//! and the file for support, through the commands the screens call.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use crate::common::NOON;
use crate::common::desk::{DAY, Shop};
use serde_json::{Value, json};
use wuyou_contract::ErrorCode;
use wuyou_contract::command::command;
use wuyou_contract::export::{LISTS, source_of};
use wuyou_domain::import::Cell;

fn household(shop: &Shop) -> Value {
    let typed = json!({
        "name": "王建军", "note": "爱喝茶",
        "phones": [{"number": "13804712207", "label": "老伴"}, {"number": "13804712299"}],
        "people": [{"name": "王小军", "relation": "儿子"}],
        "addresses": [{"town": "柳河镇", "village": "西沟村", "detail": "西沟村二组"}],
        "tags": ["狗凶"],
    });
    shop.by("王姐", "customer.create", typed)
}

fn seen(shop: &Shop, customer: &Value) -> Value {
    shop.by("王姐", "customer.get", json!({"id": customer["id"]}))
}

/// What a person typed of a household, without when and by whom it was written.
fn typed(detail: &Value) -> Value {
    let mut typed = detail.clone();
    for field in ["updated_at", "updated_by", "seq"] {
        typed.as_object_mut().unwrap().remove(field);
    }
    typed
}

fn unsent(shop: &Shop) -> u64 {
    shop.by("王姐", "sync.status", json!({}))["unsent"]
        .as_u64()
        .unwrap()
}

#[test]
fn twenty_five_edits_are_taken_back_one_after_the_other_and_each_is_a_new_edit_of_the_log() {
    let shop = Shop::new();
    let customer = household(&shop);
    let id = &customer["id"];
    let mut stages = Vec::new();
    for round in 0..5 {
        let phones = json!([{"id": customer["phones"][0]["id"], "number": "13804712207",
            "label": format!("第{round}次")}, {"number": format!("1390000000{round}")}]);
        for change in [
            json!({"id": id, "note": format!("备注{round}")}),
            json!({"id": id, "name": format!("王建军{round}")}),
            json!({"id": id, "tags": [format!("标签{round}")]}),
            json!({"id": id, "phones": phones}),
            json!({"id": id, "addresses": [{"detail": format!("东沟村{round}组")}]}),
        ] {
            stages.push(typed(&seen(&shop, &customer)));
            shop.by("王姐", "customer.update", change);
        }
    }
    let before = unsent(&shop);
    let listed = shop.by("王姐", "undo.list", json!({}));
    assert_eq!(listed["rows"].as_array().unwrap().len(), 25);
    for (left, stage) in stages.into_iter().enumerate().rev() {
        let undone = shop.by("王姐", "undo.last", json!({}));
        assert_eq!(undone["left"], left);
        assert_eq!(undone["step"]["what"], "customer.update");
        assert_eq!(typed(&seen(&shop, &customer)), stage, "{left} left");
    }
    assert!(
        unsent(&shop) >= before + 25,
        "taking back goes through the log"
    );
    let nothing = shop.try_by("王姐", "undo.last", json!({})).unwrap_err();
    assert_eq!(nothing.code.code(), "undo.nothing");
}

#[test]
fn each_person_takes_back_only_their_own_edits_and_what_somebody_changed_since_stays() {
    let shop = Shop::new();
    let customer = household(&shop);
    let note = |who: &str, text: &str| {
        shop.by(
            who,
            "customer.update",
            json!({"id": customer["id"], "note": text}),
        );
    };
    note("王姐", "第一");
    note("陈经理", "第二");
    let refused = shop.try_by("王姐", "undo.last", json!({})).unwrap_err();
    assert_eq!(refused.code.code(), "undo.changed");
    assert_eq!(
        seen(&shop, &customer)["note"],
        "第二",
        "nothing was changed"
    );
    shop.by("陈经理", "undo.last", json!({}));
    assert_eq!(seen(&shop, &customer)["note"], "第一");
    let technician = shop.try_by("张师傅", "undo.last", json!({})).unwrap_err();
    assert_eq!(technician.code.code(), "undo.nothing");
}

#[test]
fn what_was_said_to_a_customer_is_not_unsaid() {
    let shop = Shop::new();
    let order = shop.take();
    shop.step("王姐", &order, "reply", json!({"contact_text": "下午去"}));
    let nothing = shop.try_by("王姐", "undo.last", json!({})).unwrap_err();
    assert_eq!(nothing.code.code(), "undo.nothing");
    assert_eq!(shop.summary(&order)["state"], "replied");
}

#[test]
fn an_edit_of_a_machine_and_a_deletion_are_taken_back() {
    let shop = Shop::new();
    let customer = household(&shop);
    let unit = json!({"serial": "SN-77", "customer_id": customer["id"], "note": "老机器"});
    let unit = shop.by("王姐", "unit.register", unit)["unit"]["id"].clone();
    shop.by(
        "王姐",
        "unit.update",
        json!({"id": unit, "note": "换过主板"}),
    );
    shop.by("王姐", "undo.last", json!({}));
    let back = shop.by("王姐", "unit.get", json!({"id": unit}));
    assert_eq!(back["note"], "老机器");

    // A stop for danger is lifted by its release and never by a key.
    shop.by(
        "王姐",
        "unit.update",
        json!({"id": unit, "state": "stopped"}),
    );
    let nothing = shop.try_by("王姐", "undo.last", json!({})).unwrap_err();
    assert_ne!(nothing.code, ErrorCode::Internal);
    let stands = shop.by("王姐", "unit.get", json!({"id": unit}));
    assert_eq!(stands["unit"]["state"], "stopped");

    let whole = typed(&seen(&shop, &customer));
    shop.by("陈经理", "customer.delete", json!({"id": customer["id"]}));
    let undone = shop.by("陈经理", "undo.last", json!({}));
    assert_eq!(
        undone["step"],
        json!({"what": "customer.delete", "title": "王建军", "at": NOON, "parts": 1})
    );
    assert_eq!(typed(&seen(&shop, &customer)), whole);
    let found = shop.by("王姐", "search.all", json!({"query": "13804712207"}));
    assert_eq!(
        found["hits"][0]["id"], customer["id"],
        "the search knows it again"
    );
}

#[test]
fn what_was_deleted_lies_in_the_trash_for_thirty_days_and_comes_back_whole() {
    let shop = Shop::new();
    let customer = household(&shop);
    let id = &customer["id"];
    let whole = typed(&seen(&shop, &customer));
    let kept = json!({"id": id, "phones": [{"id": customer["phones"][1]["id"],
        "number": "13804712299"}], "tags": []});
    shop.by("王姐", "customer.update", kept);
    shop.at(NOON + 60_000);
    let page = shop.by("陈经理", "trash.list", json!({}));
    let kinds: Vec<_> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["kind"].clone())
        .collect();
    assert_eq!(kinds.len(), 2);
    assert!(kinds.contains(&json!("phone")) && kinds.contains(&json!("customer_tag")));
    for row in page["rows"].as_array().unwrap() {
        assert_eq!(row["household"], "王建军");
        assert_eq!(row["deleted_by"], "王姐");
        let asked = json!({"kind": row["kind"], "id": row["id"]});
        shop.by("陈经理", "trash.restore", asked);
    }
    let mut back = typed(&seen(&shop, &customer));
    back["phones"]
        .as_array_mut()
        .unwrap()
        .sort_by_key(|row| row["number"].to_string());
    assert_eq!(back, whole);

    shop.by("陈经理", "customer.delete", json!({"id": id}));
    let page = shop.by("陈经理", "trash.list", json!({}));
    assert_eq!(page["rows"][0]["title"], "王建军");
    assert_eq!(page["rows"][0]["until_at"], NOON + 60_000 + 30 * DAY);
    let asked = json!({"kind": "customer", "id": id});
    let clerk = shop
        .try_by("王姐", "trash.restore", asked.clone())
        .unwrap_err();
    assert_eq!(clerk.code.code(), "permission.denied");

    shop.at(NOON + 31 * DAY);
    let page = shop.by("陈经理", "trash.list", json!({}));
    assert_eq!(page["rows"], json!([]));
    let late = shop
        .try_by("陈经理", "trash.restore", asked.clone())
        .unwrap_err();
    assert_eq!(late.code.code(), "trash.too_old");

    shop.at(NOON + 29 * DAY);
    shop.by("陈经理", "trash.restore", asked.clone());
    assert_eq!(seen(&shop, &customer)["name"], "王建军");
    let twice = shop.try_by("陈经理", "trash.restore", asked).unwrap_err();
    assert_eq!(twice.code.code(), "record.not_found");
}

#[test]
fn a_part_of_a_deleted_household_waits_for_the_household() {
    let shop = Shop::new();
    let customer = household(&shop);
    let phone = &customer["phones"][0]["id"];
    shop.by(
        "王姐",
        "customer.update",
        json!({"id": customer["id"], "phones": []}),
    );
    shop.by("陈经理", "customer.delete", json!({"id": customer["id"]}));
    let page = shop.by("陈经理", "trash.list", json!({}));
    assert_eq!(page["rows"].as_array().unwrap().len(), 1, "{page}");
    let asked = json!({"kind": "phone", "id": phone});
    let refused = shop.try_by("陈经理", "trash.restore", asked).unwrap_err();
    assert_eq!(refused.code.code(), "trash.holder");
}

#[test]
fn the_trash_holds_nothing_of_the_example() {
    let shop = Shop::new();
    shop.by("陈经理", "example.load", json!({}));
    let total = shop.by("陈经理", "example.count", json!({}))["total"].clone();
    shop.by("陈经理", "example.remove", json!({ "total": total }));
    let page = shop.by("陈经理", "trash.list", json!({}));
    assert_eq!(page["rows"], json!([]));
}

fn export(path: &std::path::Path) -> Value {
    json!({
        "list": "customer.list", "title": "客户", "reason": "给会计对账",
        "request": {"sort": "name"}, "path": path,
        "columns": [
            {"key": "name", "label": "姓名", "kind": "text"},
            {"key": "phone", "label": "电话", "kind": "text"},
            {"key": "kind", "label": "类型", "kind": "text", "words": {"household": "家庭"}},
            {"key": "updated_at", "label": "修改", "kind": "instant"},
        ],
    })
}

fn read(path: &std::path::Path) -> Vec<Vec<Cell>> {
    let bytes = std::fs::read(path).unwrap();
    let book = wuyou_office::Workbook::read(&bytes, "a.xlsx").unwrap();
    book.sheets[0].rows.clone()
}

#[test]
fn a_list_is_taken_out_whole_as_text_and_the_access_log_says_by_whom_and_why() {
    let shop = Shop::new();
    let odd = ["=1+1", "+86电话", "-减号", "@某人"];
    for name in odd {
        shop.by("王姐", "customer.create", json!({"name": name}));
    }
    for n in 0..450 {
        shop.by(
            "王姐",
            "customer.create",
            json!({"name": format!("客户{n}")}),
        );
    }
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("客户.xlsx");
    for who in ["王姐", "张师傅"] {
        let refused = shop.try_by(who, "export.list", export(&path)).unwrap_err();
        assert_eq!(refused.code.code(), "permission.denied");
    }
    let mut silent = export(&path);
    silent["reason"] = "  ".into();
    let refused = shop.try_by("陈经理", "export.list", silent).unwrap_err();
    assert_eq!(refused.fields[0].field, "reason");
    assert!(!path.exists());

    let done = shop.by("陈经理", "export.list", export(&path));
    assert_eq!(done["rows"], 454);
    let rows = read(&path);
    assert_eq!(
        rows.len(),
        455,
        "a head and every household, past the first page"
    );
    for name in odd {
        let text = Cell::Text(name.to_owned());
        assert!(rows.iter().any(|row| row[0] == text), "{name} is no text");
    }
    assert_eq!(rows[1][2], Cell::Text("家庭".to_owned()));
    assert!(matches!(rows[1][3], Cell::DateTime(_)), "{:?}", rows[1][3]);

    let log = shop.by("陈经理", "access.list", json!({}));
    let entry = &log["rows"][0];
    assert_eq!(entry["action"], "export");
    assert_eq!(entry["staff"], "陈经理");
    assert_eq!(entry["what"], "customer.list");
    assert_eq!(entry["reason"], "给会计对账");
    assert_eq!(entry["row_count"], 454);
    assert_eq!(
        std::fs::read_dir(dir.path()).unwrap().count(),
        1,
        "no half file stays"
    );

    let again = shop
        .try_by("陈经理", "export.list", export(&path))
        .unwrap_err();
    assert_eq!(
        again.code.code(),
        "file.place",
        "nothing is written over unasked"
    );
    let mut agreed = export(&path);
    agreed["replace"] = true.into();
    shop.by("陈经理", "export.list", agreed);
}

#[test]
fn what_is_no_list_is_not_taken_out_and_nothing_lands_beside_the_database() {
    let shop = Shop::new();
    let dir = tempfile::tempdir().unwrap();
    for list in [
        "customer.get",
        "staff.list",
        "draft.list",
        "export.list",
        "no.such",
    ] {
        let mut asked = export(&dir.path().join("a.xlsx"));
        asked["list"] = list.into();
        let refused = shop.try_by("陈经理", "export.list", asked).unwrap_err();
        assert_eq!(refused.code.code(), "command.unknown", "{list}");
    }
    let data = shop.by("陈经理", "app.status", json!({}))["data_dir"].clone();
    let data = std::path::PathBuf::from(data.as_str().unwrap());
    for place in [
        data.join("wuyou.xlsx"),
        "relativ.xlsx".into(),
        dir.path().join("no/such/a.xlsx"),
    ] {
        let refused = shop
            .try_by("陈经理", "export.list", export(&place))
            .unwrap_err();
        assert_eq!(refused.code.code(), "file.place", "{}", place.display());
    }
    let mut free = export(&data);
    free.as_object_mut().unwrap().remove("path");
    let done = shop.by("陈经理", "export.list", free);
    assert!(std::path::Path::new(done["path"].as_str().unwrap()).is_file());
}

#[test]
fn chosen_rows_alone_are_taken_out_wherever_they_stand_in_the_list() {
    let shop = Shop::new();
    let ids: Vec<Value> = (0..230)
        .map(|n| {
            let name = format!("客户{n}");
            shop.by("王姐", "customer.create", json!({"name": name}))["id"].clone()
        })
        .collect();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("选中.xlsx");
    let mut some = export(&path);
    some["only"] = json!([ids[0], ids[229], "nobody"]);
    assert_eq!(shop.by("陈经理", "export.list", some.clone())["rows"], 2);
    let names: Vec<Cell> = read(&path)
        .into_iter()
        .skip(1)
        .map(|row| row[0].clone())
        .collect();
    for name in ["客户0", "客户229"] {
        assert!(names.contains(&Cell::Text(name.to_owned())), "{names:?}");
    }
    let log = shop.by("陈经理", "access.list", json!({}));
    assert_eq!(log["rows"][0]["row_count"], 2);
    some["only"] = vec!["x"; 2001].into();
    let refused = shop.try_by("陈经理", "export.list", some).unwrap_err();
    assert_eq!(refused.fields[0].field, "only");
}

#[test]
fn every_list_that_can_be_taken_out_answers_rows() {
    let shop = Shop::new();
    for list in LISTS {
        let (source, at) = source_of(list);
        let info = command(source).unwrap_or_else(|| panic!("{source} is no command"));
        let schema = (info.response)();
        let rows = schema.get("properties").and_then(|all| all.get(at));
        assert!(rows.is_some(), "{list}");
        let asked = json!({"list": list, "title": "表", "reason": "核对",
            "columns": [{"key": "id", "label": "号", "kind": "text"}]});
        shop.by("陈经理", "export.list", asked);
    }
}

#[test]
fn what_a_person_prefers_is_theirs_stays_on_this_pc_and_is_bounded() {
    let shop = Shop::new();
    let before = unsent(&shop);
    let kept =
        json!({"hidden": ["tags"], "filters": [{"name": "柳河", "value": {"town": "柳河镇"}}]});
    let set = |who: &str, key: &str, value: &Value| {
        shop.try_by(who, "preference.set", json!({"key": key, "value": value}))
    };
    let get = |who: &str| {
        shop.by(who, "preference.get", json!({"key": "list.customer"}))["value"].clone()
    };
    set("王姐", "list.customer", &kept).unwrap();
    assert_eq!(get("王姐"), kept);
    assert_eq!(get("陈经理"), Value::Null);
    assert_eq!(unsent(&shop), before, "nothing of it syncs");
    assert!(set("王姐", "Nicht erlaubt", &kept).is_err());
    assert!(set("王姐", "list.unit", &"x".repeat(20_000).into()).is_err());
    for n in 0..99 {
        set("王姐", &format!("k{n}"), &json!(n)).unwrap();
    }
    assert!(set("王姐", "one.more", &json!(1)).is_err());
    set("王姐", "list.customer", &json!(null)).unwrap();
}

#[test]
fn the_places_looked_at_last_come_first_for_each_person_and_deleted_ones_are_gone() {
    let shop = Shop::new();
    let customer = household(&shop);
    let order = shop.take();
    let before = unsent(&shop);
    let note = |who: &str, kind: &str, id: &Value| {
        shop.by(who, "recent.note", json!({"kind": kind, "id": id}));
    };
    note("王姐", "customer", &customer["id"]);
    shop.at(NOON + 1_000);
    note("王姐", "work_order", &order);
    shop.at(NOON + 2_000);
    note("王姐", "customer", &customer["id"]);
    assert_eq!(unsent(&shop), before, "nothing of it syncs");
    let rows = shop.by("王姐", "recent.list", json!({}))["rows"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 2);
    assert_eq!(rows[0]["title"], "王建军");
    assert_eq!(rows[1]["kind"], "work_order");
    assert_eq!(
        shop.by("张师傅", "recent.list", json!({}))["rows"],
        json!([])
    );
    for n in 0..30 {
        let other = shop.by(
            "王姐",
            "customer.create",
            json!({"name": format!("客户{n}")}),
        );
        shop.at(NOON + 3_000 + n);
        note("王姐", "customer", &other["id"]);
    }
    let rows = shop.by("王姐", "recent.list", json!({}))["rows"].clone();
    assert_eq!(rows.as_array().unwrap().len(), 20);
    assert_eq!(rows[0]["title"], "客户29");
    shop.by("陈经理", "customer.delete", json!({"id": rows[0]["id"]}));
    let rows = shop.by("王姐", "recent.list", json!({}))["rows"].clone();
    assert_eq!(rows[0]["title"], "客户28");
}

#[test]
fn a_record_is_pinned_for_one_person_stands_in_their_order_and_goes_when_it_is_deleted() {
    let shop = Shop::new();
    let customer = household(&shop);
    let order = shop.take();
    let before = unsent(&shop);
    let pin = |who: &str, kind: &str, id: &Value, pinned: bool| {
        shop.try_by(
            who,
            "recent.pin",
            json!({"kind": kind, "id": id, "pinned": pinned}),
        )
    };
    pin("王姐", "customer", &customer["id"], true).unwrap();
    pin("王姐", "work_order", &order, true).unwrap();
    let twice = pin("王姐", "work_order", &order, true).unwrap();
    assert_eq!(unsent(&shop), before, "nothing of it syncs");
    let pinned = twice["pinned"].as_array().unwrap();
    assert_eq!((pinned.len(), &pinned[0]["title"]), (2, &json!("王建军")));
    assert_eq!(pinned[1]["kind"], "work_order");
    assert_eq!(
        shop.by("王姐", "recent.list", json!({}))["pinned"],
        twice["pinned"]
    );
    assert_eq!(
        shop.by("张师傅", "recent.list", json!({}))["pinned"],
        json!([])
    );
    let after = pin("王姐", "work_order", &order, false).unwrap();
    assert_eq!(after["pinned"].as_array().unwrap().len(), 1);

    let nobody = json!(uuid::Uuid::nil());
    let refused = pin("王姐", "customer", &nobody, true).unwrap_err();
    assert_eq!(refused.code, ErrorCode::NotFound);
    let mut others = Vec::new();
    for n in 0..19 {
        let other = shop.by(
            "王姐",
            "customer.create",
            json!({"name": format!("客户{n}")}),
        );
        pin("王姐", "customer", &other["id"], true).unwrap();
        others.push(other["id"].clone());
    }
    let refused = pin("王姐", "work_order", &order, true).unwrap_err();
    assert_eq!(refused.code, ErrorCode::Invalid, "twenty are enough");
    shop.by("陈经理", "customer.delete", json!({"id": others[3]}));
    let left = shop.by("王姐", "recent.list", json!({}));
    assert_eq!(left["pinned"].as_array().unwrap().len(), 19);
    let again = pin("王姐", "work_order", &order, true).unwrap();
    assert_eq!(again["pinned"][19]["kind"], "work_order");
}

#[test]
fn the_file_for_support_tells_versions_counts_and_codes_and_nothing_anybody_typed() {
    let shop = Shop::new();
    household(&shop);
    shop.take();
    shop.by(
        "王姐",
        "draft.save",
        json!({"key": "intake", "content": {"text": "漏水厉害"}}),
    );
    let refused = json!({"name": "赵铁柱", "phones": [{"number": "0471赵铁柱"}]});
    shop.try_by("王姐", "customer.create", refused).unwrap_err();
    shop.try_by("张师傅", "export.list", json!({})).unwrap_err();
    let written = shop.by("王姐", "diagnosis.write", json!({}));
    let text = std::fs::read_to_string(written["path"].as_str().unwrap()).unwrap();
    assert_eq!(written["text"], text);

    let told: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(told["rows"]["customer"], json!({"live": 2, "deleted": 0}));
    assert_eq!(told["settings"]["dealer_code"], "LH001");
    assert_eq!(told["errors"][0]["code"], "permission.denied");
    assert_eq!(told["errors"][1]["command"], "customer.create");
    assert!(told["database"]["schema"].as_array().unwrap().len() > 3);
    assert!(told["program"]["version"].is_string());
    for secret in [
        "王建军",
        "王小军",
        "赵铁柱",
        "王姐",
        "陈经理",
        "张师傅",
        "13804712207",
        "4712207",
        "柳河镇",
        "西沟村",
        "狗凶",
        "爱喝茶",
        "漏水",
        "不点火",
        "老伴",
    ] {
        assert!(!text.contains(secret), "{secret} stands in it");
    }
    let beyond_codes = text.chars().filter(|c| !c.is_ascii()).count();
    assert_eq!(beyond_codes, 0, "nobody's words are in it");
}

/// Orders of a few calls, given to 张师傅 at once.
fn given_together(shop: &Shop, orders: &[Value], title: &str) {
    shop.by("王姐", "undo.group_begin", json!({"title": title}));
    for id in orders {
        let owner = json!({"kind": "work_order", "id": id, "owner_id": shop.staff("张师傅")});
        shop.by("王姐", "today.assign", owner);
    }
    shop.by("王姐", "undo.group_end", json!({}));
}

fn owner_of(shop: &Shop, order: &Value) -> Value {
    let detail = shop.by("王姐", "work_order.get", json!({"id": order}));
    let request = json!({"id": detail["request_id"]});
    shop.by("王姐", "request.get", request)["owner"].clone()
}

#[test]
fn work_over_many_records_is_one_step_of_undo_and_twenty_five_of_them_are_taken_back() {
    let shop = Shop::new();
    let orders: Vec<Value> = (0..3).map(|_| shop.take()).collect();
    let before: Vec<Value> = orders.iter().map(|id| owner_of(&shop, id)).collect();
    let people = ["张师傅", "李师傅"].map(|name| shop.staff(name));
    for nr in 0..25_usize {
        shop.by(
            "王姐",
            "undo.group_begin",
            json!({"title": format!("第 {nr} 批")}),
        );
        for id in &orders {
            let owner = json!({"kind": "work_order", "id": id, "owner_id": people[nr % 2]});
            shop.by("王姐", "today.assign", owner);
        }
        shop.by("王姐", "undo.group_end", json!({}));
    }
    let listed = shop.by("王姐", "undo.list", json!({}));
    assert_eq!(listed["rows"].as_array().unwrap().len(), 25);
    assert_eq!(listed["rows"][0]["parts"], 3);
    for left in (0..25).rev() {
        let undone = shop.by("王姐", "undo.last", json!({}));
        assert_eq!(
            (&undone["taken"], &undone["kept"], &undone["left"]),
            (&json!(3), &json!([]), &json!(left))
        );
        assert_eq!(undone["step"]["title"], format!("第 {left} 批"));
    }
    let after: Vec<Value> = orders.iter().map(|id| owner_of(&shop, id)).collect();
    assert_eq!(after, before);
}

#[test]
fn of_many_what_still_stands_is_taken_back_and_of_the_rest_is_told_why_not() {
    let shop = Shop::new();
    let orders: Vec<Value> = (0..3).map(|_| shop.take()).collect();
    let before = owner_of(&shop, &orders[0]);
    given_together(&shop, &orders, "换负责人");
    // Somebody else gives one of them to another meanwhile.
    let other = json!({"kind": "work_order", "id": orders[1], "owner_id": shop.staff("李师傅")});
    shop.by("陈经理", "today.assign", other);
    let undone = shop.by("王姐", "undo.last", json!({}));
    assert_eq!(undone["taken"], 2);
    let kept = undone["kept"].as_array().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0]["title"], shop.summary(&orders[1])["no"]);
    assert_eq!(kept[0]["code"], "undo.changed");
    assert_eq!(owner_of(&shop, &orders[0]), before);
    assert_eq!(owner_of(&shop, &orders[1]), "李师傅");

    // What was said to a customer is not unsaid: that is told for each of them.
    shop.by("王姐", "undo.group_begin", json!({"title": "派给一位师傅"}));
    for order in &orders[..2] {
        shop.step("王姐", order, "reply", json!({"contact_text": "下午去"}));
        shop.dispatch(order, "张师傅");
    }
    shop.by("王姐", "undo.group_end", json!({}));
    let undone = shop.by("王姐", "undo.last", json!({}));
    assert_eq!(undone["taken"], 2, "the dispatches are taken back");
    let kept = undone["kept"].as_array().unwrap();
    assert_eq!(kept.len(), 2);
    assert!(kept.iter().all(|one| one["code"] == "undo.own_way"));
    assert_eq!(shop.summary(&orders[0])["state"], "replied");
    let nothing = shop.try_by("王姐", "undo.last", json!({})).unwrap_err();
    assert_eq!(nothing.code.code(), "undo.nothing");
}

#[test]
fn work_over_many_that_was_never_ended_takes_no_later_edit_with_it() {
    let shop = Shop::new();
    let order = shop.take();
    shop.by("王姐", "undo.group_begin", json!({"title": "窗口关了"}));
    let owner = json!({"kind": "work_order", "id": order, "owner_id": shop.staff("张师傅")});
    shop.by("王姐", "today.assign", owner);
    given_together(&shop, std::slice::from_ref(&order), "下一批");
    let titles = |shop: &Shop| -> Vec<Value> {
        let listed = shop.by("王姐", "undo.list", json!({}));
        let rows = listed["rows"].as_array().unwrap().iter();
        rows.map(|row| row["title"].clone()).collect()
    };
    // The second batch changed nothing, so there is nothing of it to take back.
    assert_eq!(titles(&shop), [json!("窗口关了")]);
}
