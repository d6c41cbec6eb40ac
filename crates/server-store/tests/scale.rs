//! Headquarters with fifty dealers and twenty thousand orders: lists stay whole and quick.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use std::time::{Duration, Instant};

use common::{CUSTOMER, NOW, Pc, WORK_ORDER, customer_fields, dealer, id, order_fields};
use wuyou_server_store::model::{Colour, OrderQuery, OrderSort};
use wuyou_server_store::{ServerStore, SqliteStore};
use wuyou_sync::change::Op;
use wuyou_sync::value::Value;

const DEALERS: u64 = 50;
const ORDERS: u64 = 400;
const STATES: [&str; 5] = [
    "registered",
    "dispatched",
    "finished",
    "closed",
    "cancelled",
];

/// Orders of all states, every seventh of a customer with a rare name, received a minute apart.
fn fill(store: &SqliteStore) {
    for number in 1..=DEALERS {
        let mut pc = Pc::enrol(store, dealer(store, number), number);
        let mut changes = Vec::new();
        for order in 0..ORDERS {
            let name = if order % 7 == 0 {
                "欧阳稀有"
            } else {
                "王德福"
            };
            let customer = id(2, order);
            changes.push(pc.change(CUSTOMER, Op::Insert, customer, customer_fields(name)));
            let mut fields = order_fields(&format!("LH{number:03}-A-{order:04}"), customer);
            fields[3].1 = STATES[usize::try_from(order).unwrap() % STATES.len()].into();
            let received = NOW - (order * DEALERS + number).cast_signed() * 60_000;
            fields[5].1 = Value::Int(received);
            fields[8].1 = Value::Int(received + 100 * 3_600_000);
            changes.push(pc.change(WORK_ORDER, Op::Insert, id(9, order), fields));
        }
        assert!(pc.sync(store, changes).refused.is_empty());
    }
}

fn query() -> OrderQuery {
    OrderQuery {
        states: Vec::new(),
        colours: Vec::new(),
        dealer: None,
        text: None,
        sort: OrderSort::Received,
        after: None,
        limit: 200,
        now_at: NOW,
    }
}

/// Every order of a list, page by page; no page may take longer than this.
fn walk(store: &SqliteStore, mut query: OrderQuery, most: Duration) -> Vec<(String, i64)> {
    let mut seen = Vec::new();
    loop {
        let begun = Instant::now();
        let page = store.work_orders(&query).unwrap();
        let took = begun.elapsed();
        assert!(took < most, "{took:?} for {query:?}");
        seen.extend(page.rows.into_iter().map(|row| {
            let key = match query.sort {
                OrderSort::Received => -row.received_at,
                OrderSort::Due => row.finish_limit_at.unwrap(),
            };
            (row.no, key)
        }));
        match page.next {
            Some(next) => query.after = Some(next),
            None => return seen,
        }
    }
}

fn narrowed_lists_are_whole(store: &SqliteStore, most: Duration) {
    let all = usize::try_from(DEALERS * ORDERS).unwrap();
    let rare = usize::try_from(ORDERS.div_ceil(7) * DEALERS).unwrap();
    for (name, narrowed, expected) in [
        (
            "state",
            OrderQuery {
                states: vec!["closed"],
                ..query()
            },
            all / 5,
        ),
        (
            "dealer",
            OrderQuery {
                dealer: Some("LH007".to_owned()),
                ..query()
            },
            all / 50,
        ),
        (
            "text",
            OrderQuery {
                text: Some("稀有".to_owned()),
                ..query()
            },
            rare,
        ),
        (
            "number",
            OrderQuery {
                text: Some("lh050-a-0399".to_owned()),
                ..query()
            },
            1,
        ),
        (
            "nothing",
            OrderQuery {
                text: Some("没有".to_owned()),
                ..query()
            },
            0,
        ),
        (
            "colour",
            OrderQuery {
                colours: vec![Colour::Grey],
                ..query()
            },
            all / 5 * 3,
        ),
    ] {
        let begun = Instant::now();
        let found = walk(store, narrowed, most).len();
        println!("{name}: {found} in {:?}", begun.elapsed());
        assert_eq!(found, expected, "{name}");
    }
}

#[test]
fn pages_filters_and_counts_hold_with_twenty_thousand_orders_of_fifty_dealers() {
    let dir = tempfile::tempdir().unwrap();
    let store = SqliteStore::open_to_serve(dir.path()).unwrap();
    fill(&store);
    // Far above what it takes, far below what one question per row or dealer would.
    let most = Duration::from_secs(2);
    let all = usize::try_from(DEALERS * ORDERS).unwrap();
    for sort in [OrderSort::Received, OrderSort::Due] {
        let begun = Instant::now();
        let seen = walk(&store, OrderQuery { sort, ..query() }, most);
        println!("{sort:?}: {} orders in {:?}", seen.len(), begun.elapsed());
        assert!(seen.is_sorted_by_key(|(_, key)| *key), "{sort:?}");
        let mut numbers: Vec<String> = seen.into_iter().map(|(no, _)| no).collect();
        numbers.sort();
        numbers.dedup();
        assert_eq!(numbers.len(), all, "{sort:?}: each order once");
    }
    narrowed_lists_are_whole(&store, most);
    let begun = Instant::now();
    let summary = store.summary(NOW).unwrap();
    let took = begun.elapsed();
    println!("summary in {took:?}");
    assert!(took < most, "{took:?}");
    assert_eq!(summary.dealers.len(), 50);
    let counted: u64 = summary.orders.iter().map(|count| count.count).sum();
    assert_eq!(counted, DEALERS * ORDERS);
    let begun = Instant::now();
    assert_eq!(store.devices(None).unwrap().len(), 50);
    let detail = store.work_order(id(0xD0, 25), id(9, 300), NOW).unwrap();
    assert_eq!(detail.unwrap().row.no, "LH025-A-0300");
    println!("devices and one order in {:?}", begun.elapsed());
}
