//! Old lists as they are: shared phones, machines without a serial, headings in the wrong row.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::io::Write as _;
use std::path::Path;

use crate::common::{caller, ready_shop};
use serde_json::{Value, json};
use wuyou_app::App;
use wuyou_domain::import::Cell;
use wuyou_office::{SheetOut, write_xlsx};

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
    // Whoever answers their next call sees what was repaired.
    let called = call(&app, "caller.lookup", json!({"query": "赵六"}));
    let last = called["matches"][0]["contacts"].as_array().unwrap();
    assert_eq!(last.len(), 1, "{called}");
    assert_eq!(
        (&last[0]["kind"], &last[0]["text"]),
        (&json!("work_order"), &json!("漏水"))
    );

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
    // A file where the folder of the reports should be.
    std::fs::write(dir.path().join("import-reports"), "x").unwrap();
    let run = json!({"path": path, "kind": "customers"});
    let summary = call(&app, "import.run", run);
    assert_eq!(
        (&summary["created"], &summary["refused"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(summary["report_problem"]["code"], "import.report");
    assert!(summary["report_path"].is_null());
    assert_eq!(call(&app, "customer.list", json!({}))["total"], 1);

    // As the text says: the same file once more, to another place.
    let folder = tempfile::tempdir().unwrap();
    let elsewhere = folder.path().join("退回.xlsx");
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

/// What an import is refused with, and the field that is to blame.
fn refusal(app: &App, name: &str, payload: Value) -> (&'static str, String) {
    let error = app
        .call(&caller(Some("陈经理")), name, payload)
        .unwrap_err();
    let field = error.details.get("field").map(ToString::to_string);
    (error.code.code(), field.unwrap_or_default())
}

#[test]
fn a_household_the_shop_has_already_is_suggested_and_never_merged() {
    let (dir, app) = ready_shop();
    let typed = json!({"name": "手工", "phones": [{"number": "13804719999"}],
        "addresses": [{"town": "柳河镇", "detail": "东沟村3组"}]});
    call(&app, "customer.create", typed);
    let list = "姓名,联系电话,地址\n手工,13804719999,东沟村3组\n手 工,,东沟村\n\
                张三,13804719999,东沟村\n手工,13904712207,西沟村\n";
    let summary = import(&app, dir.path(), "customers", list);
    assert_eq!(
        (&summary["created"], &summary["duplicates_suggested"]),
        (&json!(4), &json!(1)),
        "{summary}"
    );
    // The same file again: every row is known, and nothing is new about it.
    let again = import(&app, dir.path(), "customers", list);
    assert_eq!(
        (&again["unchanged"], &again["duplicates_suggested"]),
        (&json!(4), &json!(0))
    );
    // A corrected address makes a second household: it is said which one it may be.
    let path = file(
        dir.path(),
        "改.csv",
        "姓名,联系电话,地址\n张三,13804719999,上庄村9组\n",
    );
    let seen = call(&app, "import.inspect", json!({"path": path}));
    let preview = json!({"path": path, "mapping": seen["mapping"]});
    let page = call(&app, "import.preview", preview);
    assert_eq!(page["rows"][0]["outcome"], "new");
    assert_eq!(page["rows"][0]["duplicate_of"], "张三 13804719999 东沟村");
    assert_eq!(page["summary"]["duplicates_suggested"], 1);
}

#[test]
fn a_machine_of_another_household_is_suggested_as_that_one() {
    let (dir, app) = ready_shop();
    let list = |name| format!("姓名,联系电话,机身编号\n{name},,L1P1817090901223\n");
    let first = import(&app, dir.path(), "customers", &list("张三"));
    assert_eq!(first["created"], 1, "{first}");
    let second = import(&app, dir.path(), "customers", &list("李四"));
    assert_eq!(second["duplicates_suggested"], 1, "{second}");
}

#[test]
fn a_deleted_household_stays_deleted_and_its_row_says_so() {
    let (dir, app) = ready_shop();
    let list = "姓名,联系电话,机身编号\n张三,13804712207,L1P1817090901223\n李四,13904712207,\n";
    import(&app, dir.path(), "customers", list);
    let found = call(&app, "customer.list", json!({"query": "张三"}));
    let id = &found["rows"][0]["id"];
    call(&app, "customer.delete", json!({"id": id}));
    let again = import(&app, dir.path(), "customers", list);
    assert_eq!(
        (&again["unchanged"], &again["refused"]),
        (&json!(1), &json!(1))
    );
    assert_eq!(again["refused_by_reason"], json!({"import.deleted": 1}));
    assert!(again["report_path"].is_string());
    assert_eq!(call(&app, "customer.list", json!({}))["total"], 1);
    // The machine that is left behind goes to whoever has it now.
    let list = "姓名,联系电话,机身编号\n王五,13704712207,L1P1817090901223\n";
    assert_eq!(import(&app, dir.path(), "customers", list)["created"], 1);
    let holders = holders(&app);
    assert!(holders.contains(&("王五".to_owned(), 1)), "{holders:?}");
}

#[test]
fn a_machine_deleted_with_the_example_data_lives_again_with_a_new_household() {
    let (dir, app) = ready_shop();
    call(&app, "example.load", json!({}));
    let units = call(&app, "unit.list", json!({}));
    let serials: Vec<String> = units["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["unit"]["serial"].as_str().unwrap().to_owned())
        .take(2)
        .collect();
    let total = call(&app, "example.count", json!({}))["total"].clone();
    call(&app, "example.remove", json!({ "total": total }));
    let shipped = format!("机身编号,机型\n{},\n", serials[0]);
    let summary = import(&app, dir.path(), "serials", &shipped);
    assert_eq!(summary["refused_by_reason"], json!({"import.deleted": 1}));
    let list = format!("姓名,联系电话,机身编号\n张三,13804712207,{}\n", serials[0]);
    assert_eq!(import(&app, dir.path(), "customers", &list)["created"], 1);
    let repairs = format!(
        "{REPAIRS}2016/05/23,李四,13904712207,{},不热,已修好,,\n",
        serials[1]
    );
    let repairs = format!(
        "{repairs}2016/06/23,李四,13904712207,{},不热,已修好,,\n",
        serials[1]
    );
    let summary = import(&app, dir.path(), "repairs", &repairs);
    assert_eq!(summary["created"], 2, "{summary}");
    assert_eq!(summary["warnings"], json!({}));
    let mut holders = holders(&app);
    holders.sort();
    assert_eq!(holders, [("张三".to_owned(), 1), ("李四".to_owned(), 1)]);
    assert_eq!(orders_of(&app, "李四").len(), 2);
}

#[test]
fn the_sheet_that_can_be_read_is_taken_and_the_others_are_told() {
    let (dir, app) = ready_shop();
    let text = |cells: &[&str]| -> Vec<Cell> { cells.iter().map(|c| Cell::of_text(*c)).collect() };
    let sheet = |name: &str, phone: &str| SheetOut {
        name: name.to_owned(),
        header: ["姓名", "联系电话", "装机日期"].map(String::from).to_vec(),
        rows: vec![text(&["张三", phone, "12.31"])],
    };
    let cover = SheetOut {
        name: "说明".to_owned(),
        header: vec!["惠民燃气器具店".to_owned()],
        rows: vec![text(&["本表由小王制作，请勿外传"])],
    };
    let sheets = [
        cover,
        sheet("2018", "13804712207"),
        sheet("2019年", "13904712207"),
    ];
    let path = dir.path().join("多年.xlsx");
    std::fs::write(&path, write_xlsx(&sheets).unwrap()).unwrap();
    let path = path.to_str().unwrap();
    let seen = call(&app, "import.inspect", json!({"path": path}));
    assert_eq!(seen["mapping"]["sheet"], "2018");
    let names = |other: &Value| -> Vec<String> {
        let sheets = other.as_array().unwrap().iter();
        sheets
            .map(|s| s["name"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&seen["other_sheets"]), ["说明", "2019年"]);
    let summary = import_file(&app, "customers", path);
    assert_eq!(names(&summary["other_sheets"]), ["说明", "2019年"]);
    assert_eq!(summary["warnings"]["import.year_guessed"], 1);
    let preview = json!({"path": path, "mapping": seen["mapping"]});
    let page = call(&app, "import.preview", preview);
    assert_eq!(page["rows"][0]["values"]["installed_on"], "2018-12-31");
}

#[test]
fn a_mapping_that_cannot_be_used_says_which_field_and_why() {
    let (dir, app) = ready_shop();
    let path = file(dir.path(), "客户.csv", NEIGHBOURS);
    let run = |mapping: Value| {
        refusal(
            &app,
            "import.run",
            json!({"path": path, "mapping": mapping}),
        )
    };
    let mapped =
        |columns: Value| run(json!({"kind": "customers", "header_row": 0, "columns": columns}));
    let field = |name: &str| format!("\"{name}\"");
    assert_eq!(
        mapped(json!({"phone": 1})),
        ("import.columns", field("name"))
    );
    assert_eq!(
        mapped(json!({"name": 0, "phone": 9})),
        ("import.column_range", field("phone"))
    );
    assert_eq!(
        mapped(json!({"name": 0, "phone": 0})).0,
        "import.column_twice"
    );
    assert_eq!(
        mapped(json!({"name": 0, "nmae": 1})),
        ("import.field_unknown", field("nmae"))
    );
    assert_eq!(
        mapped(json!({"name": 0, "symptom": 1})),
        ("import.field_kind", field("symptom"))
    );
    let beyond = json!({"kind": "customers", "header_row": 9, "columns": {"name": 0}});
    assert_eq!(run(beyond).0, "import.header");
}

#[test]
fn what_is_no_table_says_what_it_is_and_a_missing_folder_is_refused_first() {
    let (dir, app) = ready_shop();
    let code = |name: &str, text: &str| {
        let path = file(dir.path(), name, text);
        refusal(&app, "import.inspect", json!({"path": path})).0
    };
    assert_eq!(
        code("网页.xls", "<html><table><tr><td>1</td></tr></table>"),
        "import.web_page"
    );
    assert_eq!(code("空.csv", ""), "import.empty");
    assert_eq!(code("空行.csv", "\n , \n"), "import.empty");
    assert_eq!(code("文档.csv", "%PDF-1.7"), "import.format");
    let path = file(dir.path(), "客户.csv", NEIGHBOURS);
    let report = dir.path().join("没有/这个/退回.xlsx");
    for dry_run in [true, false] {
        let run = json!({"path": path, "report_path": report, "dry_run": dry_run});
        assert_eq!(refusal(&app, "import.run", run).0, "import.report_folder");
    }
    assert!(!dir.path().join("没有").exists());
    assert_eq!(call(&app, "customer.list", json!({}))["total"], 0);
}

#[test]
fn a_list_with_a_column_of_nicknames_keeps_them_and_reads_them_once() {
    let (dir, app) = ready_shop();
    let list = "姓名,外号,联系电话\n王建军,老三,13804712207\n王建军,,13904712207\n";
    for _ in 0..2 {
        import(&app, dir.path(), "customers", list);
        let found = call(&app, "customer.list", json!({"query": "老三"}));
        assert_eq!(found["total"], 1, "{found}");
        assert_eq!(found["rows"][0]["nicknames"], json!(["老三"]));
    }
}

#[test]
fn a_list_with_old_names_of_places_comes_in_by_todays_and_says_so() {
    let (dir, app) = ready_shop();
    for (kind, old, today) in [
        ("town", "黑山乡", "柳河镇"),
        ("village", "前进村", "东沟村"),
    ] {
        let names = json!({"kind": kind, "old_name": old, "name": today});
        call(&app, "place_name.save", names);
    }
    let list = "姓名,联系电话,乡镇,地址\n王建军,13804712207,黑山乡,前进村三组\n\
                李四,13904712207,,黑山乡西沟村一组\n赵六,13704712207,柳河镇,东沟村二组\n";
    let summary = import(&app, dir.path(), "customers", list);
    assert_eq!(summary["warnings"]["import.place_renamed"], 3, "{summary}");
    let towns = call(&app, "customer.towns", json!({}));
    let only = json!([{"name": "柳河镇", "customer_count": 3}]);
    assert_eq!(towns["rows"], only);
    let found = call(&app, "customer.list", json!({"query": "王建军"}));
    assert_eq!(found["rows"][0]["village"], "东沟村");
    assert_eq!(found["rows"][0]["detail"], "前进村三组", "as typed");
}
