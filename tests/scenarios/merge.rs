//! Two PCs apart, then together: what a shop must find again, whoever syncs first.

use serde_json::{Value, json};
use wuyou_tests::server::Server;
use wuyou_tests::shop::Pc;

use super::road::{advance, take_call, technician};

/// Two PCs that have read the same household with its call.
struct Shop {
    server: Server,
    a: Pc,
    b: Pc,
    customer: Value,
    order: String,
}

impl Shop {
    fn open() -> Self {
        let server = Server::start();
        let a = Pc::enrolled(&server, "PC-A");
        let taken = take_call(&a, "张三", "13804712207");
        let order = taken["work_order"]["summary"]["id"].as_str().unwrap();
        let shop = Self {
            order: order.to_owned(),
            customer: taken["request"]["customer_id"].clone(),
            b: Pc::enrolled(&server, "PC-B"),
            a,
            server,
        };
        shop.together();
        shop
    }

    /// Both have everything.
    fn together(&self) {
        for pc in [&self.a, &self.b, &self.a, &self.b] {
            pc.sync();
        }
        let hq = self.server.verify();
        assert_eq!(hq["ok"], true, "{hq}");
        for pc in [&self.a, &self.b] {
            assert_eq!(pc.verify()["state_hash"], hq["state_hash"]);
        }
    }

    /// Both sync, in this order, and have everything.
    fn meet(&self, a_first: bool) {
        let order = if a_first {
            [&self.a, &self.b]
        } else {
            [&self.b, &self.a]
        };
        order[0].sync();
        order[1].sync();
        self.together();
    }

    fn conflicts(&self) -> Vec<Value> {
        let all = self.b.call("conflict.list", &json!({})).ok();
        all["rows"].as_array().unwrap().clone()
    }

    fn state(&self) -> Value {
        let order = self
            .b
            .call("work_order.get", &json!({"id": self.order}))
            .ok();
        order["summary"]["state"].clone()
    }

    fn household(&self) -> Value {
        self.b
            .call("customer.get", &json!({"id": self.customer}))
            .ok()
    }

    fn end_order(&self) {
        let cancel = json!({"reason": "客户自己修好了"});
        advance(&self.a, &self.order, "cancel", cancel);
        let request = self.a.call("request.list", &json!({})).ok();
        for row in request["rows"].as_array().unwrap() {
            let close = json!({"id": row["id"], "text": "不用来了"});
            let _ = self.a.call("request.answer", &close);
        }
        self.together();
    }
}

fn decide(pc: &Pc, conflict: &Value, resolution: &str) {
    let decision = json!({"id": conflict["id"], "resolution": resolution});
    let _ = pc.call("conflict.resolve", &decision).ok();
}

#[test]
fn an_order_opened_again_on_one_pc_is_not_closed_by_the_other() {
    for a_first in [true, false] {
        let shop = Shop::open();
        let technician = technician(&shop.a);
        let (a, b, order) = (&shop.a, &shop.b, shop.order.as_str());
        advance(a, order, "reply", json!({"contact_text": "已回电"}));
        advance(a, order, "dispatch", json!({"technician_id": technician}));
        advance(a, order, "start", json!({}));
        let done =
            json!({"cause": "零件", "result": "换点火针", "charge_fen": 0, "signature": "纸质 1"});
        advance(a, order, "finish", done);
        shop.together();

        advance(a, order, "reopen", json!({"reason": "又坏了"}));
        advance(
            b,
            order,
            "confirm",
            json!({"satisfied": true, "contact_text": "好用"}),
        );
        advance(b, order, "close", json!({}));
        shop.meet(a_first);

        assert_eq!(shop.state(), "registered", "a first: {a_first}");
        let conflicts = shop.conflicts();
        assert_eq!(conflicts.len(), 1, "{conflicts:?}");
        assert_eq!(conflicts[0]["field"], "state");
        decide(b, &conflicts[0], "other");
        shop.together();
        let closed = b.call("work_order.get", &json!({"id": order})).ok();
        assert_eq!(closed["summary"]["state"], "closed");
        assert_eq!(shop.conflicts().len(), 0);
    }
}

#[test]
fn a_household_deleted_here_and_noted_there_stays_whole_or_goes_whole() {
    for (resolution, a_first) in [("kept", true), ("kept", false), ("other", true)] {
        let shop = Shop::open();
        shop.end_order();
        let _ = shop
            .a
            .call("customer.delete", &json!({"id": shop.customer}))
            .ok();
        let note = json!({"id": shop.customer, "note": "狗凶"});
        let _ = shop.b.call("customer.update", &note).ok();
        shop.meet(a_first);

        let household = shop.household();
        assert_eq!(household["phones"][0]["number"], "13804712207");
        assert_eq!(household["addresses"].as_array().unwrap().len(), 1);
        let conflicts = shop.conflicts();
        assert_eq!(conflicts.len(), 1, "{conflicts:?}");
        decide(&shop.b, &conflicts[0], resolution);
        shop.together();
        if resolution == "kept" {
            assert_eq!(shop.household()["phones"], household["phones"]);
        } else {
            let gone = shop.a.call("customer.get", &json!({"id": shop.customer}));
            assert_eq!(gone.refused(), "record.not_found");
            let found = shop
                .a
                .call("search.all", &json!({"query": "13804712207"}))
                .ok();
            let hits = found["hits"].as_array().unwrap();
            assert!(hits.iter().all(|hit| hit["kind"] != "customer"), "{found}");
        }
    }
}

#[test]
fn a_call_for_a_household_that_was_deleted_meanwhile_brings_it_back() {
    for a_first in [true, false] {
        let shop = Shop::open();
        shop.end_order();
        let _ = shop
            .a
            .call("customer.delete", &json!({"id": shop.customer}))
            .ok();
        let call = json!({"text": "又不热了", "customer_id": shop.customer});
        let _ = shop.b.call("request.create", &call).ok();
        shop.meet(a_first);

        let household = shop.household();
        assert_eq!(household["open_orders"].as_array().unwrap().len(), 1);
        assert_eq!(household["phones"][0]["number"], "13804712207");
        let conflicts = shop.conflicts();
        assert_eq!(conflicts.len(), 1, "{conflicts:?}");
        assert_eq!(conflicts[0]["field"], "deleted_at");
        // While the order is open, the household cannot be let go.
        let go = json!({"id": conflicts[0]["id"], "resolution": "other"});
        assert_ne!(shop.b.call("conflict.resolve", &go).code, 0);
        decide(&shop.b, &conflicts[0], "kept");
        shop.together();
    }
}

#[test]
fn two_opposite_decisions_are_put_before_a_person_again() {
    let shop = Shop::open();
    for (pc, name) in [(&shop.a, "张三一"), (&shop.b, "张三二")] {
        let rename = json!({"id": shop.customer, "name": name});
        let _ = pc.call("customer.update", &rename).ok();
    }
    shop.together();
    let conflict = shop.conflicts()[0].clone();
    decide(&shop.a, &conflict, "other");
    decide(&shop.b, &conflict, "kept");
    shop.meet(true);
    let again = shop.conflicts();
    assert_eq!(again.len(), 1, "{again:?}");
    assert_eq!(again[0]["kept"]["shown"], shop.household()["name"]);
}

#[test]
fn every_urging_of_both_pcs_counts() {
    let shop = Shop::open();
    for pc in [&shop.a, &shop.b, &shop.b] {
        let urge = json!({"work_order_id": shop.order, "text": "催单"});
        let _ = pc.call("request.urge", &urge).ok();
    }
    shop.together();
    let order = shop
        .b
        .call("work_order.get", &json!({"id": shop.order}))
        .ok();
    assert_eq!(order["summary"]["urged_count"], 3);
}

#[test]
fn a_form_that_stood_open_overwrites_nothing_that_came_meanwhile() {
    let shop = Shop::open();
    let form = shop.household();
    let rows: Vec<&Value> = ["phones", "people", "addresses"]
        .iter()
        .flat_map(|list| form[*list].as_array().unwrap())
        .map(|row| &row["id"])
        .collect();

    let phone = &form["phones"][0];
    let both = json!([{"id": phone["id"], "number": phone["number"]}, {"number": "13804712299"}]);
    let typed = json!({"id": shop.customer, "note": "门铃坏了", "phones": both});
    let _ = shop.a.call("customer.update", &typed).ok();
    shop.together();

    // B's form knows neither the note nor the second number.
    let typed = json!({
        "id": shop.customer,
        "seen": {"seq": form["seq"], "rows": rows, "tags": []},
        "note": "狗凶",
        "phones": [{"id": phone["id"], "number": phone["number"], "label": "户主"}],
    });
    let _ = shop.b.call("customer.update", &typed).ok();
    shop.together();

    let after = shop.household();
    assert_eq!(after["phones"].as_array().unwrap().len(), 2, "{after}");
    let conflicts = shop.conflicts();
    assert_eq!(conflicts.len(), 1, "{conflicts:?}");
    assert_eq!(conflicts[0]["field"], "note");
    let values = [
        &conflicts[0]["kept"]["shown"],
        &conflicts[0]["other"]["shown"],
    ];
    assert!(values.contains(&&json!("门铃坏了")), "{conflicts:?}");
    assert!(values.contains(&&json!("狗凶")), "{conflicts:?}");
}
