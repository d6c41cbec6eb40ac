//! How many changes a second come through HTTP. Run by hand, optimised:
//! `cargo test --release -p wuyou-server --test rate -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, reason = "a measurement fails by panicking")]

mod common;

use std::time::Instant;

use common::{CUSTOMER, NOW, Pc, TestServer, WORK_ORDER, customer, id, work_order};

fn batch(pc: &Pc, from: u64, size: u64) -> Vec<Vec<u8>> {
    (from..from + size)
        .map(|n| {
            if n % 2 == 0 {
                pc.change(CUSTOMER, id(2, n), customer(&format!("王德福{n}")))
            } else {
                let no = format!("LH001-A-20261121-{n:05}");
                pc.change(WORK_ORDER, id(9, n), work_order(&no, id(2, n - 1), NOW))
            }
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn changes_come_through_http_at_a_rate() {
    for size in [50, 500] {
        let server = TestServer::start().await;
        let dealer = server.dealer(1);
        let (mut pc, mut reader) = (server.pc(&dealer, 1).await, server.pc(&dealer, 2).await);
        let batches: Vec<_> = (0..20_000 / size)
            .map(|number| batch(&pc, number * size, size))
            .collect();
        let begun = Instant::now();
        let mut sent = 0;
        for changes in batches {
            sent += pc.body(changes.clone()).len();
            server.sync(&mut pc, changes).await;
        }
        let pushed = begun.elapsed().as_secs_f64();
        let begun = Instant::now();
        while reader.cursor < 20_000 {
            server.sync(&mut reader, Vec::new()).await;
        }
        let pulled = begun.elapsed().as_secs_f64();
        println!(
            "batches of {size}: push {:.0} changes/s, {} B a change; pull {:.0} changes/s",
            20_000.0 / pushed,
            sent / 20_000,
            20_000.0 / pulled
        );
    }
}
