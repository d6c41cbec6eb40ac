//! Serials at headquarters' console: the same at two dealers, and one that was shipped to another.

#![allow(clippy::unwrap_used, reason = "tests fail by panicking")]

mod common;

use common::{CUSTOMER, NOW, TestServer, customer, id};
use wuyou_domain::id::ShipmentId;
use wuyou_domain::shipment::{Shipped, blocks};
use wuyou_server_store::ServerStore as _;
use wuyou_sync::registry::entity;
use wuyou_sync::server::OwnChange;
use wuyou_sync::value::Value;

const TWICE: &str = "L1P241602802954S";
const ELSEWHERE: &str = "L1P241607712889X";

#[tokio::test]
async fn a_serial_two_dealers_registered_is_told_with_both_and_who_was_shipped_it() {
    let server = TestServer::start().await;
    let (first, second) = (server.dealer(1), server.dealer(2));
    server.user("总部");
    let unit = entity("unit").unwrap();
    let field = |name: &str| unit.field(name).unwrap().id;
    for (dealer, serials) in [(&first, vec![TWICE, ELSEWHERE]), (&second, vec![TWICE])] {
        let mut pc = server.pc(dealer, 1).await;
        let mut changes = vec![pc.change(CUSTOMER, id(2, 1), customer("王德福"))];
        for (number, serial) in serials.into_iter().enumerate() {
            let mut fields = vec![
                (field("serial"), serial.into()),
                (field("state"), "in_use".into()),
                (field("customer_id"), Value::Id(id(2, 1))),
            ];
            fields.sort_by_key(|(number, _)| *number);
            changes.push(pc.change(unit.id, id(7, u64::try_from(number).unwrap() + 1), fields));
        }
        let done = server.sync(&mut pc, changes).await;
        assert!(done.refused.is_empty(), "{:?}", done.refused);
    }
    let shipped = [TWICE, ELSEWHERE].map(|serial| Shipped {
        shipped_on: "2026-03-02".parse().unwrap(),
        model: "WEB-L1P24".into(),
        made_on: None,
        serial: serial.into(),
    });
    let own = OwnChange {
        entity: entity("shipment").unwrap(),
        row: ShipmentId::of_block("CK-1", 0).0.into_bytes(),
        fields: vec![
            (1, "CK-1".into()),
            (2, 0.into()),
            (3, "published".into()),
            (4, blocks(&shipped).unwrap()[0].as_str().into()),
            (5, "w".into()),
            (6, "2026-03-03".into()),
        ],
    };
    server.store.write_own(second.id, &own, NOW).unwrap();
    let cookie = server.session("总部").await;
    let told = server.get_json("/api/v1/hq/serials", &cookie).await;
    assert_eq!(
        (&told["twice_total"], &told["elsewhere_total"]),
        (&1.into(), &1.into())
    );
    let twice = &told["twice"][0];
    assert_eq!(twice["serial"], TWICE);
    let holders: Vec<_> = twice["holders"].as_array().unwrap().iter().collect();
    assert_eq!(
        holders[0]["dealer_code"], second.code,
        "shipped to it, though it came later"
    );
    assert_eq!(holders[0]["shipped_on"], "2026-03-02");
    assert_eq!(holders[1]["dealer_code"], first.code);
    assert_eq!(
        (&holders[1]["bound"], &holders[1]["state"]),
        (&true.into(), &"in_use".into())
    );
    let elsewhere = &told["elsewhere"][0];
    assert_eq!(elsewhere["serial"], ELSEWHERE);
    assert_eq!(elsewhere["holders"][0]["dealer_code"], first.code);
    assert_eq!(elsewhere["shipped_to_code"], second.code);
}
