use super::*;
use crate::admin::dealer;
use wuyou_domain::serial::mod37_36;
use wuyou_server_store::SqliteStore;

/// In the night of 2026-11-21 in China.
const NOW: i64 = 1_795_276_200_000;

fn serial(number: u32) -> String {
    let body = format!("L1P282411{number:06}");
    format!("{body}{}", mod37_36(&body).unwrap())
}

struct Place {
    dir: tempfile::TempDir,
    store: SqliteStore,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    dealer::create(&store, "LH001", "柳河服务网点", NOW).unwrap();
    dealer::create(&store, "MH002", "梅河服务网点", NOW).unwrap();
    Place { dir, store }
}

impl Place {
    fn run(&self, command: ShipmentsCommand) -> Result<Value, Refusal> {
        run(&self.store, command, NOW)
    }

    fn file(&self, rows: &[(u32, &str)]) -> PathBuf {
        let path = self.dir.path().join("shipped.csv");
        let mut text = "机器编号,型号,生产日期,发货日期,代理商\n".to_owned();
        for (number, dealer) in rows {
            text += &format!("{},,2024-11-02,2024-12-01,{dealer}\n", serial(*number));
        }
        std::fs::write(&path, text).unwrap();
        path
    }

    fn publish(&self, no: &str, rows: &[(u32, &str)]) -> Result<Value, Refusal> {
        self.run(ShipmentsCommand::Publish(Publish {
            no: no.into(),
            file: self.file(rows),
        }))
    }

    fn serials(&self, code: &str) -> Vec<String> {
        let dealer = dealer::known(&self.store, code).unwrap();
        let blocks = in_force(&self.store, &dealer).unwrap();
        blocks
            .flat_map(|one| read_block(&one.content))
            .map(|one| one.serial)
            .collect()
    }
}

fn problem(refused: &Refusal) -> Value {
    refused.to_json()["details"]["rows"][0]["problem"].clone()
}

#[test]
fn each_dealer_gets_what_was_shipped_to_it_and_nothing_of_another() {
    let place = place();
    let rows = [(1, "LH001"), (2, "MH002"), (3, "LH001")];
    let told = place.publish("CK-1", &rows).unwrap();
    assert_eq!(told["machines"], 3);
    assert_eq!(place.serials("LH001"), [serial(1), serial(3)]);
    assert_eq!(place.serials("MH002"), [serial(2)]);
    // Given again it changes nothing; another list of this number is refused.
    place.publish("CK-1", &rows).unwrap();
    assert_eq!(place.serials("LH001").len(), 2);
    let other = place.publish("CK-1", &rows[..2]).unwrap_err();
    assert_eq!(other.code(), "admin.exists");
    let listed = place.run(ShipmentsCommand::List).unwrap();
    let of = json!([{ "dealer": "LH001", "machines": 2 }, { "dealer": "MH002", "machines": 1 }]);
    assert_eq!(listed[0]["dealers"], of);
    for dealer in place.store.dealers().unwrap() {
        let found = place.store.verify(dealer.id).unwrap();
        assert!(found.ok, "{:?}", found.problems);
    }
}

#[test]
fn a_list_that_is_withdrawn_counts_nowhere_and_its_machines_may_be_listed_anew() {
    let place = place();
    place
        .publish("CK-1", &[(1, "LH001"), (2, "MH002")])
        .unwrap();
    let again = place.publish("CK-2", &[(1, "MH002")]).unwrap_err();
    assert_eq!(
        (again.code(), problem(&again)),
        ("admin.bad_list", "listed".into())
    );
    let withdraw = |no: &str, reason: &str| {
        place.run(ShipmentsCommand::Withdraw {
            no: no.into(),
            reason: reason.into(),
        })
    };
    assert_eq!(
        withdraw("CK-9", "发错").unwrap_err().code(),
        "admin.not_found"
    );
    assert_eq!(withdraw("CK-1", " ").unwrap_err().code(), "admin.bad_text");
    withdraw("CK-1", "发错网点").unwrap();
    assert_eq!(place.serials("LH001"), Vec::<String>::new());
    let late = place
        .publish("CK-1", &[(1, "LH001"), (2, "MH002")])
        .unwrap_err();
    assert_eq!(late.code(), "admin.withdrawn");
    place.publish("CK-2", &[(1, "MH002")]).unwrap();
    assert_eq!(place.serials("MH002"), [serial(1)]);
}

#[test]
fn a_list_whose_publishing_was_cut_off_and_finished_another_day_is_listed_once() {
    let place = place();
    place.publish("CK-1", &[(1, "LH001")]).unwrap();
    let first = dealer::known(&place.store, "LH001").unwrap();
    let block = in_force(&place.store, &first).unwrap().next().unwrap();
    let first_on = block.published_on.clone();
    // The part of the other dealer came a day later.
    let late = Shipment {
        published_on: "2099-01-01".into(),
        ..block
    };
    let other = dealer::known(&place.store, "MH002").unwrap();
    write(&place.store, &other, &late, NOW).unwrap();
    let listed = place.run(ShipmentsCommand::List).unwrap();
    assert_eq!(listed.as_array().unwrap().len(), 1, "{listed}");
    assert_eq!(listed[0]["dealers"].as_array().unwrap().len(), 2);
    assert_eq!(listed[0]["published_on"], json!(first_on));
}

#[test]
fn a_list_with_one_bad_row_is_not_published_and_the_row_is_named() {
    let place = place();
    let refused = place
        .publish("CK-1", &[(1, "LH001"), (2, "XX999")])
        .unwrap_err();
    assert_eq!(problem(&refused), "no_dealer");
    assert_eq!(refused.to_json()["details"]["rows"][0]["row"], 3);
    let check = ShipmentsCommand::Check {
        file: place.file(&[(1, "LH001"), (1, "LH001")]),
    };
    assert_eq!(problem(&place.run(check).unwrap_err()), "twice");
    assert_eq!(place.run(ShipmentsCommand::List).unwrap(), json!([]));
}
