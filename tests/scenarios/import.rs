//! A dealer's real-looking office files through `wuyou import`.

use std::path::Path;

use serde_json::{Value, json};
use wuyou_tests::liuhe;
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;

fn import(pc: &Pc, kind: &str, file: &Path) -> Value {
    pc.run(&["import", kind, file.to_str().unwrap()]).ok()
}

#[test]
fn the_old_files_come_in_exactly_and_reach_the_second_pc() {
    let Some(dir) = liuhe() else { return };
    let server = Server::start();
    let a = Pc::enrolled(&server, "PC-A");

    let serials = import(&a, "serials", &dir.join("serials.csv"));
    assert!(serials["imported"].as_u64().unwrap() > 2_900, "{serials}");
    let customers = import(&a, "customers", &dir.join("customers.xlsx"));
    assert_eq!(customers["refused_total"], 78);
    assert_eq!(
        customers["refused"],
        json!({"bad_date": 22, "no_name": 20, "bad_phone": 19, "bad_serial": 17})
    );
    assert_eq!(customers["duplicates_suggested"], 41);
    let repairs = import(&a, "repairs", &dir.join("repairs.csv"));
    assert_eq!(repairs["read"], 4_200);

    check_against_truth(&a, &dir);

    let again = import(&a, "customers", &dir.join("customers.xlsx"));
    assert_eq!(
        (&again["created"], &again["updated"]),
        (&json!(0), &json!(0)),
        "{again}"
    );
    let before = a.verify()["unsent"].clone();
    let _ = import(&a, "repairs", &dir.join("repairs.csv"));
    let _ = import(&a, "serials", &dir.join("serials.csv"));
    assert_eq!(
        a.verify()["unsent"],
        before,
        "importing the same files again changed something"
    );

    a.sync();
    let b = Pc::enrolled(&server, "PC-B");
    b.sync();
    assert_eq!(a.verify()["state_hash"], b.verify()["state_hash"]);
    assert_eq!(a.verify()["state_hash"], server.verify()["state_hash"]);
}

/// Samples households by phone and compares every field; the whole comparison is a unit test of
/// the import rules.
fn check_against_truth(pc: &Pc, dir: &Path) {
    let truth = std::fs::read_to_string(dir.join("truth.json")).unwrap();
    let truth: Value = serde_json::from_str(&truth).unwrap();
    let good = truth["customers"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|c| c["bad"].is_null());
    for expected in good.step_by(97) {
        let phone = expected["phones"][0].as_str().unwrap();
        let found = pc.call("caller.lookup", &json!({ "query": phone })).ok();
        let matched = found["matches"].as_array().unwrap().iter().find(|m| {
            m["units"]
                .as_array()
                .unwrap()
                .iter()
                .any(|u| u["serial"] == expected["serial"])
        });
        let matched = matched.unwrap_or_else(|| panic!("{expected} not in {found}"));
        assert_eq!(matched["customer"]["name"], expected["name"]);
        assert_eq!(matched["customer"]["town"], expected["town"]);
        assert_eq!(matched["customer"]["detail"], expected["address"]);
        let unit = matched["units"].as_array().unwrap();
        let unit = unit
            .iter()
            .find(|u| u["serial"] == expected["serial"])
            .unwrap();
        assert_eq!(unit["sold_on"], expected["bought"]);
        assert_eq!(unit["installed_on"], expected["installed"]);
        assert_eq!(unit["model_code"], expected["model"]);
        let phones = matched["phones"].as_array().unwrap();
        for phone in expected["phones"].as_array().unwrap() {
            assert!(
                phones.iter().any(|p| p["number"] == *phone),
                "{expected} {matched}"
            );
        }
    }
}

#[test]
fn refused_rows_come_back_in_a_workbook_that_can_be_corrected_and_imported_again() {
    let pc = Pc::offline("LH001");
    let dir = tempfile::TempDir::new().unwrap();
    let file = dir.path().join("客户.csv");
    let text = "姓名,联系电话,乡镇,村组及详细地址\n李䶮,13804712207,柳河镇,东沟村3组\n,13904712207,柳河镇,西沟村\n王五,1380471,柳河镇,西沟村\n合计,3户,,\n";
    std::fs::write(&file, text).unwrap();
    let report = dir.path().join("refused.xlsx");
    let args = [
        "import",
        "customers",
        file.to_str().unwrap(),
        "--report",
        report.to_str().unwrap(),
    ];
    let summary = pc.run(&args).ok();
    assert_eq!(summary["refused"], json!({"no_name": 1, "bad_phone": 1}));
    assert_eq!(
        (&summary["read"], &summary["imported"]),
        (&json!(3), &json!(1))
    );
    assert!(report.is_file());
    let again = import(&pc, "customers", &report);
    assert_eq!(
        again["refused_total"], 2,
        "the report reads back with the same rows: {again}"
    );
}

#[test]
fn a_dry_run_counts_everything_and_changes_nothing() {
    let Some(dir) = liuhe() else { return };
    let pc = Pc::offline("LH001");
    let before = pc.verify();
    let file = dir.join("customers.xlsx");
    let summary = pc
        .run(&["import", "customers", file.to_str().unwrap(), "--dry-run"])
        .ok();
    assert_eq!(summary["refused_total"], 78);
    assert_eq!(pc.verify()["state_hash"], before["state_hash"]);
}
