use super::*;
use crate::admin::dealer;
use wuyou_office::{Cell, SheetOut, write_xlsx};
use wuyou_server_store::SqliteStore;

/// In the night of 2026-11-21 in China.
const NOW: i64 = 1_795_276_200_000;
const LIST: &str = "类别,名称,单价,乡镇,公里\n工时,检修人工费,80,,\n配件,风机,260,,\n上门,,20,柳南乡,8\n上门,,60,其他,\n";

struct Place {
    dir: tempfile::TempDir,
    store: SqliteStore,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    Place { dir, store }
}

impl Place {
    fn run(&self, command: PricesCommand) -> Result<Value, Refusal> {
        run(&self.store, command, NOW)
    }

    fn file(&self, text: &str) -> PathBuf {
        let path = self.dir.path().join("prices.csv");
        std::fs::write(&path, text).unwrap();
        path
    }

    fn publish(&self, no: &str, text: &str, effective: Option<&str>) -> Result<Value, Refusal> {
        self.run(PricesCommand::Publish(Publish {
            no: no.into(),
            file: self.file(text),
            effective: effective.map(ToOwned::to_owned),
            source: "总部〔2026〕12 号".into(),
        }))
    }
}

#[test]
fn a_list_reaches_every_dealer_also_one_made_later_and_is_never_changed() {
    let place = place();
    let nobody = place.publish("JG-1", LIST, None).unwrap_err();
    assert_eq!(nobody.code(), "admin.no_dealers");
    dealer::create(&place.store, "LH001", "柳河服务网点", NOW).unwrap();
    let told = place.publish("JG-1", LIST, None).unwrap();
    assert_eq!((&told["lines"], &told["travel"]), (&2.into(), &2.into()));
    assert_eq!(told["list"]["in_force"], true);
    assert_eq!(
        told["changed"].as_array().unwrap().len(),
        4,
        "all of it is new"
    );
    // Given again it changes nothing; with other prices it is refused.
    place.publish("JG-1", LIST, None).unwrap();
    let dearer = LIST.replace("260", "280");
    let other = place.publish("JG-1", &dearer, None).unwrap_err();
    assert_eq!(other.code(), "admin.exists");
    // The next one counts from its day on, and tells what it changes.
    let next = place.publish("JG-2", &dearer, Some("2026-12-01")).unwrap();
    assert_eq!(next["list"]["in_force"], false);
    assert_eq!(
        next["changed"],
        json!([{ "line": "风机", "was_fen": 26_000, "is_fen": 28_000 }])
    );
    dealer::create(&place.store, "MH002", "梅河服务网点", NOW).unwrap();
    for dealer in place.store.dealers().unwrap() {
        assert_eq!(place.store.publications(dealer.id).unwrap().len(), 2);
        let found = place.store.verify(dealer.id).unwrap();
        assert!(found.ok, "{:?}", found.problems);
    }
    let listed = place.run(PricesCommand::List).unwrap();
    assert_eq!(listed[0]["lacking"], json!([]));
    let shown = place.run(PricesCommand::Show { no: None }).unwrap();
    assert_eq!(shown["lines"].as_array().unwrap().len(), 4);
}

#[test]
fn of_two_lists_of_one_day_the_one_published_later_counts_whatever_their_numbers() {
    let place = place();
    dealer::create(&place.store, "LH001", "柳河服务网点", NOW).unwrap();
    place.publish("9", LIST, Some("2026-11-01")).unwrap();
    let told = place.publish("10", LIST, Some("2026-11-01")).unwrap();
    assert_eq!(told["list"]["in_force"], true);
    // Given again, the first one does not become the later one.
    place.publish("9", LIST, Some("2026-11-01")).unwrap();
    let listed = place.run(PricesCommand::List).unwrap();
    let marked = |at: usize| (listed[at]["no"].clone(), listed[at]["in_force"].clone());
    assert_eq!(marked(0), ("9".into(), false.into()));
    assert_eq!(marked(1), ("10".into(), true.into()));
}

#[test]
fn a_list_that_is_withdrawn_leaves_the_one_before_it_in_force() {
    let place = place();
    dealer::create(&place.store, "LH001", "柳河服务网点", NOW).unwrap();
    place.publish("JG-1", LIST, Some("2026-11-01")).unwrap();
    place.publish("JG-2", LIST, Some("2026-11-20")).unwrap();
    let withdraw = |no: &str, reason: &str| {
        place.run(PricesCommand::Withdraw {
            no: no.into(),
            reason: reason.into(),
        })
    };
    assert_eq!(withdraw("JG-2", " ").unwrap_err().code(), "admin.bad_text");
    assert_eq!(withdraw("JG-9", "x").unwrap_err().code(), "admin.not_found");
    assert_eq!(withdraw("JG-2", "单价印错").unwrap()["state"], "withdrawn");
    let listed = place.run(PricesCommand::List).unwrap();
    assert_eq!(
        (&listed[0]["in_force"], &listed[1]["in_force"]),
        (&true.into(), &false.into())
    );
    let again = place.publish("JG-2", LIST, Some("2026-11-20")).unwrap_err();
    assert_eq!(again.code(), "admin.withdrawn");
}

#[test]
fn a_township_with_another_kind_is_no_fee_for_the_way_and_is_told_with_its_row() {
    let place = place();
    dealer::create(&place.store, "LH001", "柳河服务网点", NOW).unwrap();
    let wrong = LIST.replace("上门,,20,柳南乡", "配件,,20,柳南乡");
    let told = place.publish("JG-1", &wrong, None).unwrap_err().to_json();
    let row = &told["details"]["rows"][0];
    assert_eq!(
        (&row["row"], &row["problem"]),
        (&4.into(), &"not_travel".into())
    );
}

#[test]
fn a_dealers_own_fee_is_for_a_dealer_that_exists() {
    let place = place();
    dealer::create(&place.store, "LH001", "柳河服务网点", NOW).unwrap();
    let list = |code: &str| {
        format!(
            "类别,名称,单价,乡镇,代理商\n工时,检修人工费,80,,\n上门,,20,柳南乡,\n上门,,35,柳南乡,{code}\n"
        )
    };
    let refused = place
        .publish("JG-1", &list("LH009"), None)
        .unwrap_err()
        .to_json();
    assert_eq!(refused["details"]["dealer"], "LH009");
    let told = place.publish("JG-1", &list("lh001"), None).unwrap();
    assert_eq!(told["travel"], 2);
    let work = list("LH001").replace("80,,", "80,,LH001");
    let told = place.publish("JG-2", &work, None).unwrap_err().to_json();
    assert_eq!(told["details"]["rows"][0]["problem"], "dealer_item");
}

#[test]
fn a_workbook_with_a_second_sheet_is_refused_and_not_half_read() {
    let place = place();
    dealer::create(&place.store, "LH001", "柳河服务网点", NOW).unwrap();
    let sheet = |name: &str| SheetOut {
        name: name.into(),
        header: ["类别", "名称", "单价"].map(String::from).to_vec(),
        rows: vec![
            ["工时", "检修人工费", "80"]
                .map(|text| Cell::Text(text.into()))
                .to_vec(),
        ],
    };
    let check = |sheets: &[SheetOut]| {
        let path = place.dir.path().join("prices.xlsx");
        std::fs::write(&path, write_xlsx(sheets).unwrap()).unwrap();
        place.run(PricesCommand::Check { file: path })
    };
    let empty = SheetOut {
        name: "空".into(),
        ..SheetOut::default()
    };
    assert_eq!(check(&[sheet("价目"), empty]).unwrap()["lines"], 1);
    let refused = check(&[sheet("价目"), sheet("配件")]).unwrap_err();
    assert_eq!(refused.code(), "admin.more_sheets");
    assert_eq!(refused.to_json()["details"]["also"], json!(["配件"]));
}

#[test]
fn a_file_with_a_row_that_cannot_be_read_is_refused_whole_and_told_row_by_row() {
    let place = place();
    dealer::create(&place.store, "LH001", "柳河服务网点", NOW).unwrap();
    let wrong = LIST.replace("260", "二百六").replace("配件", "别的");
    let refused = place.publish("JG-1", &wrong, None).unwrap_err();
    assert_eq!(refused.code(), "admin.bad_list");
    let told = refused.to_json();
    assert_eq!(told["details"]["rows"][0]["row"], 3);
    assert_eq!(place.run(PricesCommand::List).unwrap(), json!([]));
    let nothing = place.run(PricesCommand::Check {
        file: place.dir.path().join("nowhere.xlsx"),
    });
    assert_eq!(nothing.unwrap_err().code(), "admin.bad_file");
    let checked = place.run(PricesCommand::Check {
        file: place.file(LIST),
    });
    assert_eq!(checked.unwrap()["lines"], 2);
    assert_eq!(
        place.run(PricesCommand::List).unwrap(),
        json!([]),
        "a check writes nothing"
    );
    let date = place.publish("JG-1", LIST, Some("明天")).unwrap_err();
    assert_eq!(date.code(), "admin.bad_date");
}
