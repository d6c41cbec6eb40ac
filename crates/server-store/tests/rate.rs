//! How many changes a second the storage takes. Run by hand, optimised:
//! `cargo test --release -p wuyou-server-store --test rate -- --ignored --nocapture`.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

mod common;

use std::time::Instant;

use common::{CUSTOMER, Pc, WORK_ORDER, customer_fields, dealer, id, order_fields};
use wuyou_server_store::SqliteStore;
use wuyou_sync::change::Op;

fn batch(pc: &Pc, from: u64, size: u64) -> Vec<Vec<u8>> {
    (from..from + size)
        .map(|n| {
            if n % 2 == 0 {
                pc.change(
                    CUSTOMER,
                    Op::Insert,
                    id(2, n),
                    customer_fields(&format!("王德福{n}")),
                )
            } else {
                let no = format!("LH001-A-20261121-{n:05}");
                pc.change(
                    WORK_ORDER,
                    Op::Insert,
                    id(9, n),
                    order_fields(&no, id(2, n - 1)),
                )
            }
        })
        .collect()
}

#[test]
#[ignore = "a measurement"]
fn pushes_of_500_changes_are_taken_at_a_rate() {
    for size in [50, 100, 500] {
        let dir = tempfile::tempdir().unwrap();
        let store = SqliteStore::open_to_serve(dir.path()).unwrap();
        let shop = dealer(&store, 1);
        let mut pc = Pc::enrol(&store, shop, 1);
        let batches: Vec<_> = (0..20_000 / size)
            .map(|number| batch(&pc, number * size, size))
            .collect();
        let begun = Instant::now();
        for changes in batches {
            pc.sync(&store, changes);
        }
        let seconds = begun.elapsed().as_secs_f64();
        println!("batches of {size}: {:.0} changes/s", 20_000.0 / seconds);
    }
}
