//! Requests, orders, contacts and timelines as screens read them, and this PC's own tables.

use wuyou_domain::id::{CustomerId, RequestId, StaffId, UnitId, WorkOrderId};
use wuyou_domain::work_order::State;
use wuyou_domain::work_order::due::{self, Instants};
use wuyou_store::draft::Draft;
use wuyou_store::import::LogEntry;
use wuyou_store::timeline::{TimelineKind, TimelineOf, timeline};
use wuyou_store::work_order::{self, WorkOrderFilter, WorkOrderQuery};
use wuyou_store::{Id, View, contact, customer, draft, import, request, staff, unit};
use wuyou_sync::value::Value;
use wuyou_testkit::NOW_AT;

use crate::common::Shop;

const HOUR: i64 = 3_600_000;

impl Shop {
    fn order(&self, no: &str, fields: &[(&str, Value)]) -> WorkOrderId {
        let id = WorkOrderId(self.id());
        let mut all: Vec<(&str, Value)> = vec![
            ("no", no.into()),
            ("kind", "repair".into()),
            ("received_at", NOW_AT.into()),
        ];
        if !fields.iter().any(|(name, _)| *name == "state") {
            all.push(("state", "registered".into()));
        }
        all.extend_from_slice(fields);
        self.edit(|tx| tx.insert("work_order", id, &all));
        id
    }

    fn request(&self, no: &str, fields: &[(&str, Value)]) -> RequestId {
        let id = RequestId(self.id());
        let mut all: Vec<(&str, Value)> = vec![
            ("no", no.into()),
            ("kind", "repair".into()),
            ("channel", "phone".into()),
            ("text", "不热".into()),
            ("state", "open".into()),
            ("received_at", NOW_AT.into()),
        ];
        all.extend_from_slice(fields);
        self.edit(|tx| tx.insert("request", id, &all));
        id
    }

    fn happened(&self, entity: &str, after: i64, fields: &[(&str, Value)]) -> uuid::Uuid {
        let mut all = vec![("occurred_at", Value::Int(NOW_AT + after))];
        all.extend_from_slice(fields);
        let id = self.id();
        self.edit(|tx| tx.insert(entity, id, &all));
        id
    }

    fn numbers(&self, query: &WorkOrderQuery) -> Vec<String> {
        let query = WorkOrderQuery {
            now_at: NOW_AT,
            limit: 200,
            ..query.clone()
        };
        let page = self.db.read(|view| work_order::list(view, &query)).unwrap();
        let count = self
            .db
            .read(|view| work_order::count(view, &query))
            .unwrap();
        assert_eq!(page.rows.len(), count as usize);
        page.rows.into_iter().map(|row| row.order.no).collect()
    }
}

/// One order of every sort; gives the household of the one named `replied`.
fn orders_of_every_sort(shop: &Shop) -> CustomerId {
    let customer = shop.customer("王建国");
    let at = |hours: i64| Value::Int(NOW_AT + hours * HOUR);
    shop.order(
        "later",
        &[("reply_due_at", at(9)), ("finish_target_at", at(50))],
    );
    shop.order(
        "late",
        &[("reply_due_at", at(-1)), ("finish_target_at", at(40))],
    );
    shop.order(
        "replied",
        &[
            ("replied_at", at(0)),
            ("reply_due_at", at(-5)),
            ("finish_target_at", at(2)),
            ("customer_id", customer.value()),
        ],
    );
    shop.order("no promise", &[]);
    shop.order(
        "dispatched",
        &[
            ("state", "dispatched".into()),
            ("technician_id", shop.owner.value()),
            ("finish_target_at", at(-33)),
            ("finish_limit_at", at(-9)),
        ],
    );
    shop.order(
        "finished",
        // Asked for three days after the work was finished, long ago.
        &[("state", "finished".into()), ("finished_at", at(-200))],
    );
    shop.order(
        "closed",
        &[("state", "closed".into()), ("finish_target_at", at(-20))],
    );
    let gone = shop.order("deleted", &[]);
    shop.edit(|tx| tx.delete("work_order", gone));
    customer
}

#[test]
fn open_orders_come_by_what_is_due_next_and_each_list_holds_its_own() {
    let shop = Shop::new(1);
    let customer = orders_of_every_sort(&shop);
    let of = |filter| {
        shop.numbers(&WorkOrderQuery {
            filter,
            ..WorkOrderQuery::default()
        })
    };
    assert_eq!(
        of(WorkOrderFilter::Open),
        [
            "finished",
            "dispatched",
            "late",
            "replied",
            "later",
            "no promise"
        ]
    );
    assert_eq!(of(WorkOrderFilter::Overdue), ["dispatched", "late"]);
    assert_eq!(
        of(WorkOrderFilter::Unassigned),
        ["late", "replied", "later", "no promise"]
    );
    assert_eq!(of(WorkOrderFilter::ToConfirm), ["finished"]);
    assert_eq!(of(WorkOrderFilter::Done), ["closed"]);
    assert_eq!(of(WorkOrderFilter::All).len(), 7);
    let only = WorkOrderQuery {
        technician_id: Some(shop.owner),
        ..WorkOrderQuery::default()
    };
    assert_eq!(shop.numbers(&only), ["dispatched"]);
    let only = WorkOrderQuery {
        customer_id: Some(customer),
        ..WorkOrderQuery::default()
    };
    assert_eq!(shop.numbers(&only), ["replied"]);
    let only = WorkOrderQuery {
        state: Some("dispatched".to_owned()),
        ..WorkOrderQuery::default()
    };
    assert_eq!(shop.numbers(&only), ["dispatched"]);
}

#[test]
fn what_the_table_sorts_and_filters_by_is_what_the_rule_says() {
    let shop = Shop::new(1);
    let near = [-80, -72, -1, 0, 1, 2, 30];
    let mut orders = std::collections::HashMap::new();
    // Every state with instants around now, thinned so that the test stays quick.
    for (nth, state) in (0..State::ALL.len() * 40).zip(State::ALL.iter().cycle()) {
        let at = |salt: usize| {
            let pick = (nth * 7919 + salt * 104_729) / 3;
            (!pick.is_multiple_of(4)).then(|| NOW_AT + near[pick % near.len()] * HOUR)
        };
        let instants = Instants {
            reply_due_at: at(1),
            replied_at: at(2),
            finish_target_at: at(3),
            finish_limit_at: at(4),
            window_to_at: at(5),
            part_eta_at: at(6),
            finished_at: at(7),
            postponed_at: at(8),
            danger: nth % 3 == 0,
        };
        let no = format!("{nth}");
        let fields = [
            ("state", Value::from(state.code())),
            ("reply_due_at", instants.reply_due_at.into()),
            ("replied_at", instants.replied_at.into()),
            ("finish_target_at", instants.finish_target_at.into()),
            ("finish_limit_at", instants.finish_limit_at.into()),
            ("window_to_at", instants.window_to_at.into()),
            ("part_eta_at", instants.part_eta_at.into()),
            ("finished_at", instants.finished_at.into()),
            ("postponed_at", instants.postponed_at.into()),
            ("safety", instants.danger.into()),
        ];
        shop.order(&no, &fields);
        orders.insert(no, (*state, instants));
    }
    let mut overdue = Vec::new();
    for (no, (state, instants)) in &orders {
        let row = shop.db.read(|view| work_order::find_by_no(view, no));
        let due_at = row.unwrap().unwrap().due_at;
        let expected = due::first_due_at(*state, instants);
        assert_eq!(due_at, expected, "{state:?} {instants:?}");
        if due::urgency(*state, instants, NOW_AT) == due::Urgency::Overdue {
            overdue.push(no.clone());
        }
    }
    let query = WorkOrderQuery {
        filter: WorkOrderFilter::Overdue,
        now_at: NOW_AT,
        limit: 200,
        ..WorkOrderQuery::default()
    };
    let page = shop.db.read(|view| work_order::list(view, &query)).unwrap();
    assert_eq!(page.next, None, "the test reads one page");
    let mut listed: Vec<_> = page.rows.into_iter().map(|row| row.order.no).collect();
    listed.sort();
    overdue.sort();
    assert!(overdue.len() > 20);
    assert_eq!(listed, overdue);
}

#[test]
fn pages_of_orders_run_through_all_of_them_once() {
    let shop = Shop::new(2);
    for at in 0..45_i64 {
        // Many share the same due instant, which must not lose or repeat any at a page's border.
        let due = Value::Int(NOW_AT + at / 10 * HOUR);
        shop.order(
            &format!("{at:03}"),
            &[("finish_target_at", due.clone()), ("reply_due_at", due)],
        );
    }
    for filter in [WorkOrderFilter::Open, WorkOrderFilter::All] {
        let mut seen = Vec::new();
        let mut after = None;
        loop {
            let query = WorkOrderQuery {
                filter,
                after,
                limit: 7,
                ..WorkOrderQuery::default()
            };
            let page = shop.db.read(|view| work_order::list(view, &query)).unwrap();
            seen.extend(page.rows.into_iter().map(|row| row.order.no));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 45);
    }
    let query = WorkOrderQuery {
        after: Some("rubbish".to_owned()),
        ..WorkOrderQuery::default()
    };
    let refused = shop.db.read(|view| work_order::list(view, &query));
    assert_eq!(refused.unwrap_err().code(), "store.bad_value");
}

#[test]
fn one_timeline_tells_everything_of_a_household_a_machine_and_an_order() {
    let shop = Shop::new(3);
    let customer = shop.customer("王建国");
    let unit = UnitId::of_serial("A");
    shop.edit(|tx| {
        let fields = [("serial", "A".into()), ("customer_id", customer.value())];
        tx.insert("unit", unit, &fields)
    });
    let request = shop.request(
        "R1",
        &[("customer_id", customer.value()), ("unit_id", unit.value())],
    );
    let order = shop.order(
        "O1",
        &[
            ("request_id", request.value()),
            ("customer_id", customer.value()),
            ("unit_id", unit.value()),
            ("received_at", (NOW_AT + 1).into()),
        ][..3],
    );
    let other = shop.order("O2", &[("customer_id", customer.value())]);
    let step = shop.happened(
        "order_event",
        20,
        &[
            ("work_order_id", order.value()),
            ("step", "reply".into()),
            ("to_state", "replied".into()),
            ("staff_id", shop.owner.value()),
        ],
    );
    let spoken = |at, field: &'static str, id: Value| {
        shop.happened(
            "contact",
            at,
            &[
                (field, id),
                ("channel", "phone".into()),
                ("direction", "out".into()),
                ("text", "说好明天去".into()),
                ("result", "no_answer".into()),
            ],
        )
    };
    let of_order = spoken(30, "work_order_id", order.value());
    let of_request = spoken(10, "request_id", request.value());
    let of_customer = spoken(40, "customer_id", customer.value());
    let ids = |of| -> Vec<uuid::Uuid> {
        let entries = shop.db.read(|view| timeline(view, of, 100)).unwrap();
        assert!(entries.windows(2).all(|pair| pair[0].at >= pair[1].at));
        entries.into_iter().map(|entry| entry.id).collect()
    };
    assert_eq!(
        ids(TimelineOf::Customer(customer)),
        [
            of_customer,
            of_order,
            step,
            of_request,
            other.0,
            order.0,
            request.0
        ]
    );
    let less = [of_order, step, of_request, order.0, request.0];
    assert_eq!(ids(TimelineOf::Unit(unit)), less);
    assert_eq!(ids(TimelineOf::WorkOrder(order)), less);
    names_stand_beside_the_rows(&shop, customer, request, order);
}

fn names_stand_beside_the_rows(
    shop: &Shop,
    customer: CustomerId,
    request: RequestId,
    order: WorkOrderId,
) {
    let entries = shop
        .db
        .read(|view| timeline(view, TimelineOf::WorkOrder(order), 100))
        .unwrap();
    assert_eq!(entries[1].kind, TimelineKind::OrderEvent);
    assert_eq!(entries[1].staff_name.as_deref(), Some("陈经理"));
    assert_eq!(entries[1].no.as_deref(), Some("O1"));
    let failed = |since| {
        let count = |view: View<'_>| contact::count_failed_since(view, order, since);
        shop.db.read(count).unwrap()
    };
    assert_eq!((failed(NOW_AT), failed(NOW_AT + 31)), (1, 0));
    assert_eq!(
        shop.db
            .read(|view| contact::of_customer(view, customer))
            .unwrap()
            .len(),
        1
    );
    let summary = shop
        .db
        .read(|view| work_order::summary(view, order))
        .unwrap();
    assert_eq!(summary.customer_name.as_deref(), Some("王建国"));
    let taken = shop.db.read(|view| request::get(view, request)).unwrap();
    assert_eq!(taken.work_order_id, Some(order));
    let units = shop
        .db
        .read(|view| unit::of_customer(view, customer))
        .unwrap();
    assert_eq!(units[0].customer_name.as_deref(), Some("王建国"));
    let full = shop.db.read(|view| customer::get(view, customer)).unwrap();
    assert_eq!(full.units.len(), 1);
}

#[test]
fn requests_are_found_by_household_phone_and_state() {
    let shop = Shop::new(4);
    let customer = shop.customer("王建国");
    shop.request("R1", &[("customer_id", customer.value())]);
    shop.request("R2", &[("caller_phone", "13804712207".into())]);
    let owned = shop.request(
        "R3",
        &[
            ("caller_phone", "13804712207".into()),
            ("owner_id", shop.owner.value()),
        ],
    );
    let done = shop.request("R4", &[("caller_phone", "13804712207".into())]);
    shop.edit(|tx| tx.update("request", done, &[("state", "closed".into())]));
    let no = |rows: Vec<request::RequestRow>| -> Vec<String> {
        rows.into_iter().map(|row| row.no).collect()
    };
    let phone = |open| {
        let found = |view: View<'_>| request::of_phone(view, "13804712207", open);
        no(shop.db.read(found).unwrap())
    };
    assert_eq!(phone(true), ["R3", "R2"]);
    assert_eq!(phone(false), ["R4", "R3", "R2"]);
    let of_customer = |view: View<'_>| request::of_customer(view, customer, true);
    assert_eq!(no(shop.db.read(of_customer).unwrap()), ["R1"]);
    assert_eq!(no(shop.db.read(request::open).unwrap()), ["R1", "R2", "R3"]);
    assert_eq!(shop.db.read(request::count_without_owner).unwrap(), 2);
    let row = shop.db.read(|view| request::get(view, owned)).unwrap();
    assert_eq!(row.owner_name.as_deref(), Some("陈经理"));
    let page = shop
        .db
        .read(|view| request::list(view, None, None, 3))
        .unwrap();
    let rest = shop
        .db
        .read(|view| request::list(view, None, page.next.as_deref(), 3))
        .unwrap();
    assert_eq!(no(page.rows), ["R4", "R3", "R2"]);
    assert_eq!((no(rest.rows), rest.next), (vec!["R1".to_owned()], None));
    let closed = shop
        .db
        .read(|view| request::list(view, Some("closed"), None, 3))
        .unwrap();
    assert_eq!(no(closed.rows), ["R4"]);
}

#[test]
fn households_that_may_be_one_are_suggested_by_phone_or_by_name_and_village() {
    let shop = Shop::new(5);
    let with = |name: &str, village: &str, number: &str| -> CustomerId {
        let id = shop.customer(name);
        shop.edit(|tx| {
            let fields = [("customer_id", id.value()), ("village", village.into())];
            tx.insert("address", shop.id(), &fields)?;
            let fields = [("customer_id", id.value()), ("number", number.into())];
            tx.insert("phone", shop.id(), &fields)
        });
        id
    };
    let first = with("王建国", "大槐树村", "13804712207");
    let second = with("李梅", "石桥村", "13904712207");
    with("王建国", "石桥村", "13704712207");
    let found = shop.db.read(|view| {
        customer::duplicates(
            view,
            "王建国",
            Some("大槐树村"),
            &["13904712207".to_owned()],
        )
    });
    let found: Vec<CustomerId> = found.unwrap().into_iter().map(|(id, _)| id).collect();
    assert_eq!(found, [second, first]);
    let none = shop
        .db
        .read(|view| customer::duplicates(view, "王建国", None, &[]));
    assert!(none.unwrap().is_empty());
}

#[test]
fn people_of_the_shop_are_listed_with_those_who_left_last() {
    let shop = Shop::new(6);
    for (name, disabled) in [("甲", true), ("乙", false)] {
        shop.edit(|tx| {
            let fields = [
                ("name", name.into()),
                ("role", "technician".into()),
                ("disabled", disabled.into()),
            ];
            tx.insert("staff", StaffId(shop.id()), &fields)
        });
    }
    let names: Vec<String> = shop
        .db
        .read(staff::list)
        .unwrap()
        .into_iter()
        .map(|row| row.name)
        .collect();
    assert_eq!(names, ["乙", "陈经理", "甲"]);
}

#[test]
fn drafts_mappings_and_logs_survive_closing() {
    let shop = Shop::new(7);
    shop.db
        .local(|local| {
            draft::save(local, ("intake", "{\"a\":1}"), None, NOW_AT)?;
            draft::save(local, ("intake", "{\"a\":2}"), None, NOW_AT + 1)?;
            draft::save(local, ("customer", "{}"), None, NOW_AT)?;
            draft::delete(local, "customer", None)?;
            import::remember_mapping(local, "姓名|电话", "{}", NOW_AT)?;
            import::remember_mapping(local, "姓名|电话", "{\"name\":0}", NOW_AT)?;
            for at in 0..510 {
                let entry = LogEntry {
                    at,
                    kind: "customers".to_owned(),
                    file: "customers.xlsx".to_owned(),
                    summary: "{}".to_owned(),
                };
                import::add_log(local, &entry)?;
            }
            Ok::<_, wuyou_store::StoreError>(())
        })
        .unwrap();
    let shop = shop.reopened();
    let drafts = shop.db.read(|view| draft::list(view, None)).unwrap();
    let kept = Draft {
        key: "intake".to_owned(),
        json: "{\"a\":2}".to_owned(),
        updated_at: NOW_AT + 1,
        saved_by: None,
    };
    assert_eq!(drafts, std::slice::from_ref(&kept));
    assert_eq!(
        shop.db
            .read(|view| draft::get(view, "intake", None))
            .unwrap(),
        Some(kept)
    );
    let mapping = shop.db.read(|view| import::mapping(view, "姓名|电话"));
    assert_eq!(mapping.unwrap().as_deref(), Some("{\"name\":0}"));
    let log = shop
        .db
        .read(|view| import::log(view, Some("customers"), 1_000));
    let log = log.unwrap();
    assert_eq!((log.len(), log[0].at), (500, 509));
}
