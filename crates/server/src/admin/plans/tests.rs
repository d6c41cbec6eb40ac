use super::*;
use crate::admin::dealer;
use wuyou_server_store::SqliteStore;

/// In the night of 2026-11-21 in China.
const NOW: i64 = 1_795_276_200_000;
const LIST: &str = "编号,名称,档次,价格,月数,免费项目,每年保养,条款\nG1,金牌一年,金牌,398,12,人工、上门,2,第 3 条\n";

#[test]
fn plans_reach_every_dealer_and_a_wrong_row_publishes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    dealer::create(&store, "LH001", "柳河服务网点", NOW).unwrap();
    let publish = |no: &str, text: &str| {
        let file = dir.path().join("plans.csv");
        std::fs::write(&file, text).unwrap();
        let asked = Publish {
            no: no.into(),
            file,
            effective: None,
            source: "总部〔2026〕15 号".into(),
        };
        run(&store, PlansCommand::Publish(asked), NOW)
    };
    let refused = publish("TC-1", &LIST.replace("金牌,398", "银牌,398")).unwrap_err();
    assert_eq!(refused.code(), "admin.bad_list");
    assert_eq!(
        refused.to_json()["details"]["rows"][0]["problem"],
        "bad_tier"
    );
    assert_eq!(run(&store, PlansCommand::List, NOW).unwrap(), json!([]));
    let told = publish("TC-1", LIST).unwrap();
    assert_eq!(
        (&told["in_force"], &told["lacking"]),
        (&json!(true), &json!([]))
    );
    assert_eq!(told["plans"][0]["price_fen"], 39_800);
    let withdraw = PlansCommand::Withdraw {
        no: "TC-1".into(),
        reason: "条款要改".into(),
    };
    assert_eq!(run(&store, withdraw, NOW).unwrap()["state"], "withdrawn");
    assert_eq!(publish("TC-1", LIST).unwrap_err().code(), "admin.withdrawn");
}
