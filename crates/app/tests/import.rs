//! Old lists as they are: shared phones, machines without a serial, headings in the wrong row.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::io::Write as _;
use std::path::Path;

use common::{caller, ready_shop};
use serde_json::{Value, json};
use wuyou_app::App;

fn call(app: &App, name: &str, payload: Value) -> Value {
    app.call(&caller(Some("陈经理")), name, payload).unwrap()
}

fn file(dir: &Path, name: &str, text: &str) -> String {
    let path = dir.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

fn import(app: &App, dir: &Path, kind: &str, text: &str) -> Value {
    import_file(app, kind, &file(dir, &format!("{kind}.csv"), text))
}

/// Imports a file after a dry run, which has to tell the same.
fn import_file(app: &App, kind: &str, path: &str) -> Value {
    let rehearsed = json!({"path": path, "kind": kind, "dry_run": true});
    let mut rehearsed = call(app, "import.run", rehearsed);
    let done = call(app, "import.run", json!({"path": path, "kind": kind}));
    for field in ["dry_run", "backup_path", "report_path", "duration_ms"] {
        rehearsed[field] = done[field].clone();
    }
    assert_eq!(rehearsed, done, "the dry run told something else");
    done
}

fn orders_of(app: &App, name: &str) -> Vec<Value> {
    let found = call(app, "customer.list", json!({ "query": name }));
    let rows = found["rows"].as_array().unwrap();
    let rows = rows.iter().filter(|row| row["name"] == name);
    rows.flat_map(|row| {
        let seen = call(app, "customer.get", json!({"id": row["id"]}));
        let timeline = seen["timeline"].as_array().unwrap().clone();
        let orders = timeline.into_iter().filter(|e| e["kind"] == "work_order");
        orders.map(|e| call(app, "work_order.get", json!({"id": e["work_order_id"]})))
    })
    .collect()
}

const NEIGHBOURS: &str = "姓名,联系电话\n张三,13804712207\n李四,13904712207\n";
const REPAIRS: &str = "报修时间,客户,电话,机身编号,故障现象,处理结果,机型,购买日期\n";

#[test]
fn an_old_repair_goes_to_who_is_named_and_not_to_whoever_shares_the_phone() {
    let (dir, app) = ready_shop();
    import(&app, dir.path(), "customers", NEIGHBOURS);
    let repairs = format!(
        "{REPAIRS}2016/05/23,李 四,13804712207,,不热,已修好,,\n\
         2016/05/24,赵六,13804712207,,漏水,已修好,,\n\
         2016/05/25,,13904712207,,响,已修好,,\n\
         2016/05/26,张三,13804712207,,不点火,已修好,,\n"
    );
    let summary = import(&app, dir.path(), "repairs", &repairs);
    assert_eq!(summary["warnings"]["import.other_holder"], 1, "{summary}");

    let faults = |name: &str| -> Vec<Value> {
        let orders = orders_of(&app, name).into_iter();
        orders
            .map(|order| order["summary"]["fault_text"].clone())
            .collect()
    };
    assert_eq!(faults("张三"), ["不点火"]);
    assert_eq!(faults("李四"), ["响", "不热"]);
    assert_eq!(faults("赵六"), ["漏水"], "a stranger gets a household");
    let told = orders_of(&app, "李四")[1]["result"].clone();
    assert_eq!(told, "已修好\n原登记：13804712207");
}

#[test]
fn a_phone_of_two_households_without_a_name_is_nobodys() {
    let (dir, app) = ready_shop();
    let shared = "姓名,联系电话\n张三,13804712207\n李四,13804712207\n";
    import(&app, dir.path(), "customers", shared);
    let repairs = format!("{REPAIRS}2016/05/23,,13804712207,,不热,已修好,,\n");
    import(&app, dir.path(), "repairs", &repairs);
    assert_eq!(
        orders_of(&app, "张三").len() + orders_of(&app, "李四").len(),
        0
    );
    assert_eq!(orders_of(&app, "（未留姓名）").len(), 1);
}

#[test]
fn a_machine_somebody_else_called_about_keeps_its_household_and_the_callers_name() {
    let (dir, app) = ready_shop();
    let list = "姓名,联系电话,机型,机身编号\n华桂珍,19101071364,WEB-L1P18,L1P1817090901223\n";
    import(&app, dir.path(), "customers", list);
    let repairs = format!("{REPAIRS}2018/05/23,华小军,13804712207,L1P1817090901223,不热,,,\n");
    let summary = import(&app, dir.path(), "repairs", &repairs);
    assert_eq!(summary["warnings"]["import.other_holder"], 1, "{summary}");
    let orders = orders_of(&app, "华桂珍");
    assert_eq!(orders[0]["result"], "原登记：华小军 13804712207");
    let again = import(&app, dir.path(), "repairs", &repairs);
    assert_eq!(again["unchanged"], 1, "{again}");
}

#[test]
fn a_repair_without_a_serial_keeps_model_and_day_of_purchase_and_says_so() {
    let (dir, app) = ready_shop();
    let repairs =
        format!("{REPAIRS}2018/05/23,张三,13804712207,,不热,已修好,WEB-L1P18,2017-12-29\n");
    let summary = import(&app, dir.path(), "repairs", &repairs);
    assert_eq!(
        summary["warnings"]["import.machine_as_text"], 1,
        "{summary}"
    );
    let result = orders_of(&app, "张三")[0]["result"].clone();
    let result = result.as_str().unwrap();
    assert!(result.starts_with("已修好\n机型："), "{result}");
    assert!(result.ends_with("购买日期：2017-12-29"), "{result}");
}

#[test]
fn rows_that_are_in_are_told_although_the_report_of_the_others_could_not_be_written() {
    let (dir, app) = ready_shop();
    let list = "姓名,联系电话\n张三,13804712207\n李四,1380\n";
    let path = file(dir.path(), "客户.csv", list);
    // A file where the report's folder should be.
    let report = format!("{path}/退回.xlsx");
    let run = json!({"path": path, "kind": "customers", "report_path": report});
    let summary = call(&app, "import.run", run);
    assert_eq!(
        (&summary["created"], &summary["refused"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(summary["report_problem"]["code"], "import.report");
    assert!(summary["report_path"].is_null());
    assert_eq!(call(&app, "customer.list", json!({}))["total"], 1);

    // As the text says: the same file once more, to another place.
    let elsewhere = dir.path().join("退回.xlsx");
    let run =
        json!({"path": path, "kind": "customers", "report_path": elsewhere.to_str().unwrap()});
    let again = call(&app, "import.run", run);
    assert_eq!(
        (&again["created"], &again["refused"]),
        (&json!(0), &json!(1))
    );
    assert!(again["report_problem"].is_null());
    assert!(elsewhere.is_file());
}

#[test]
fn a_heading_row_that_was_found_wrongly_is_put_right_by_hand() {
    let (dir, app) = ready_shop();
    // The first line looks more like headings than the real ones do.
    let list = "姓名,联系电话,乡镇,备注\n户主,手机,住址,机器\n张三,13804712207,柳河镇,无\n";
    let path = file(dir.path(), "客户.csv", list);
    let look = |more: Value| {
        let mut request = json!({"path": path, "kind": "customers"});
        for (name, value) in more.as_object().unwrap() {
            request[name] = value.clone();
        }
        call(&app, "import.inspect", request)
    };
    assert_eq!(look(json!({}))["mapping"]["header_row"], 0);
    let right = look(json!({"header_row": 1}));
    assert_eq!(right["mapping"]["header_row"], 1);
    assert_eq!(right["headings"], json!(["户主", "手机", "住址", "机器"]));
    assert_eq!(right["mapping"]["columns"]["phone"], 1);
    let none = look(json!({"no_header": true}));
    assert!(none["mapping"]["header_row"].is_null());

    let run = json!({"path": path, "mapping": right["mapping"]});
    assert_eq!(call(&app, "import.run", run)["created"], 1);
    let beyond = json!({"path": path, "kind": "customers", "header_row": 9});
    let refused = app.call(&caller(Some("陈经理")), "import.inspect", beyond);
    assert_eq!(refused.unwrap_err().code.code(), "import.header");
}

/// Every household's name, and how many machines it has.
fn holders(app: &App) -> Vec<(String, usize)> {
    let mut after = Value::Null;
    let mut found = Vec::new();
    loop {
        let page = json!({"after": after, "limit": 200, "sort": "name"});
        let page = call(app, "customer.list", page);
        for row in page["rows"].as_array().unwrap() {
            let name = row["name"].as_str().unwrap().to_owned();
            found.push((
                name,
                usize::try_from(row["unit_count"].as_u64().unwrap()).unwrap(),
            ));
        }
        after = page["next"].clone();
        if after.is_null() {
            return found;
        }
    }
}

#[test]
fn the_old_files_of_a_dealer_come_in_as_the_dry_run_said_and_only_once() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/liuhe");
    if !folder.is_dir() {
        // Past the test runner, which keeps what passing tests print to itself.
        writeln!(
            std::io::stderr(),
            "SKIPPED: {} is not here",
            folder.display()
        )
        .unwrap();
        return;
    }
    let (_dir, app) = ready_shop();
    let files = [
        ("serials", "serials.csv"),
        ("customers", "customers.xlsx"),
        ("repairs", "repairs.csv"),
    ];
    for (kind, name) in files {
        let summary = import_file(&app, kind, folder.join(name).to_str().unwrap());
        assert_eq!(summary["unchanged"], 0, "{name}");
    }
    let once = holders(&app);
    for (kind, name) in files {
        let run = json!({"path": folder.join(name).to_str().unwrap(), "kind": kind});
        let again = call(&app, "import.run", run);
        assert_eq!(
            (&again["created"], &again["updated"]),
            (&json!(0), &json!(0)),
            "{name}"
        );
    }
    assert_eq!(holders(&app), once);
}
