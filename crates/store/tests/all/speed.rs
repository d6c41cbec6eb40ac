//! Rough speeds, run by hand: `cargo test --release -p wuyou-store -- --ignored --nocapture speed`.
//! The bench (`cargo xtask bench`) measures properly; this is for working on this crate.

use std::time::Instant;

use wuyou_store::search::{BareKind, bare, search};
use wuyou_testkit::{households, rng};

use crate::common::Shop;

/// Microseconds of the median of several runs.
fn median_us(runs: usize, mut work: impl FnMut(usize)) -> f64 {
    let mut times: Vec<f64> = (0..runs)
        .map(|run| {
            let start = Instant::now();
            work(run);
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[runs / 2]
}

#[test]
#[ignore = "measures; see the file's header"]
fn speed_of_an_import_of_three_thousand_households() {
    let shop = Shop::new(1);
    let people = households(&mut rng(1), 3_000);
    let start = Instant::now();
    shop.edit(|tx| {
        for household in &people {
            shop.household(tx, household);
        }
        Ok(())
    });
    println!("3,000 households, 12,000 rows: {:?}", start.elapsed());
}

#[test]
#[ignore = "measures; see the file's header"]
fn speed_of_saving_one_order() {
    let shop = Shop::new(2);
    let customer = shop.customer("王建国");
    let ours = median_us(300, |run| {
        shop.edit(|tx| wuyou_store::Tx::insert(tx, "work_order", shop.id(), &order(run, customer)));
    });
    let bare = Shop::new(2);
    let bare_customer = bare.customer("王建国");
    let beside = median_us(300, |run| {
        let id = bare.id();
        let fields = order(run, bare_customer);
        bare.db
            .bare_save(&bare.context(), "work_order", id, &fields)
            .unwrap();
    });
    println!("save an order: ours {ours:.0} us, bare {beside:.0} us");
}

fn order(
    run: usize,
    customer: wuyou_domain::id::CustomerId,
) -> Vec<(&'static str, wuyou_sync::value::Value)> {
    use wuyou_store::Id;
    vec![
        ("no", format!("LH001-A-20261121-{run:04}").into()),
        ("kind", "repair".into()),
        ("customer_id", customer.value()),
        ("state", "registered".into()),
        ("fault_text", "不点火，显示E1".into()),
        ("received_at", wuyou_testkit::NOW_AT.into()),
        ("reply_due_at", wuyou_testkit::NOW_AT.into()),
        ("finish_target_at", wuyou_testkit::NOW_AT.into()),
        ("finish_limit_at", wuyou_testkit::NOW_AT.into()),
        ("origin", "pc".into()),
    ]
}

#[test]
#[ignore = "measures; see the file's header"]
fn speed_of_search_at_two_hundred_thousand_households() {
    let shop = Shop::new(3);
    let people = households(&mut rng(3), 200_000);
    let start = Instant::now();
    for part in people.chunks(20_000) {
        shop.edit(|tx| {
            for household in part {
                shop.household(tx, household);
            }
            Ok(())
        });
    }
    println!("200,000 households: {:?}", start.elapsed());
    let size = std::fs::metadata(shop.db.dir().join(wuyou_store::FILE_NAME)).unwrap();
    println!("file: {} MB", size.len() / 1_000_000);
    let sample = &people[123_456];
    let suffix = &sample.phone[7..];
    let serial = &sample.serial[sample.serial.len() - 6..];
    for (kind, typed) in [
        (BareKind::PhoneSuffix, suffix),
        (BareKind::Name, "建国"),
        (BareKind::Name, "王建国"),
        (BareKind::Pinyin, "wangjianguo"),
        (BareKind::Pinyin, "wjg"),
        (BareKind::Serial, serial),
        (BareKind::Place, "大槐树村"),
        (BareKind::Place, "槐树镇"),
    ] {
        for limit in [20, 50] {
            let ours = median_us(101, |_| {
                shop.db
                    .read(|view| search(view, typed, limit, &[]))
                    .unwrap();
            });
            let beside = median_us(101, |_| {
                shop.db.read(|view| bare(view, kind, typed, limit)).unwrap();
            });
            let hits = shop
                .db
                .read(|view| search(view, typed, limit, &[]))
                .unwrap();
            println!(
                "{typed:<14} limit {limit}: ours {ours:>7.0} us, bare {beside:>7.0} us, ratio {:.2}, {} hits",
                ours / beside,
                hits.len()
            );
        }
    }
    for typed in [
        "13999999999",
        "98765",
        "没有这个人",
        "zzzz",
        "王 大槐树",
        "wjg 槐树",
        "3组12号",
    ] {
        let ours = median_us(51, |_| {
            shop.db.read(|view| search(view, typed, 20, &[])).unwrap();
        });
        println!("{typed:<14} {ours:>7.0} us");
    }
    let hash = Instant::now();
    shop.db.read(wuyou_store::sync::state_hash).unwrap();
    println!("state hash: {:?}", hash.elapsed());
}

/// Five hundred orders in two files of one household, each with steps and calls.
fn lives(shop: &Shop, customer: wuyou_domain::id::CustomerId, other: wuyou_domain::id::CustomerId) {
    use wuyou_store::Id;
    shop.edit(|tx| {
        for run in 0..500 {
            let id = shop.id();
            let of = if run % 2 == 0 { customer } else { other };
            tx.insert("work_order", id, &order(run, of))?;
            for step in 0..4 {
                let at = wuyou_testkit::NOW_AT + i64::try_from(run * 10 + step).unwrap();
                tx.insert(
                    "order_event",
                    shop.id(),
                    &[
                        ("work_order_id", id.value()),
                        ("step", "reply".into()),
                        ("to_state", "replied".into()),
                        ("occurred_at", at.into()),
                    ],
                )?;
                tx.insert(
                    "contact",
                    shop.id(),
                    &[
                        ("customer_id", of.value()),
                        ("channel", "phone".into()),
                        ("direction", "out".into()),
                        ("text", "说好明天去".into()),
                        ("occurred_at", at.into()),
                    ],
                )?;
            }
        }
        Ok(())
    });
}

#[test]
#[ignore = "measures; see the file's header"]
fn speed_of_a_long_timeline_the_list_and_the_suspects_among_twenty_thousand_households() {
    use wuyou_store::Id;
    use wuyou_store::customer::{self, CustomerQuery, CustomerSort};
    use wuyou_store::timeline::{self, TimelineKind, TimelineOf};
    let shop = Shop::new(4);
    for part in households(&mut rng(4), 20_000).chunks(5_000) {
        shop.edit(|tx| {
            for household in part {
                shop.household(tx, household);
            }
            Ok(())
        });
    }
    let customer = shop.customer("王建国");
    let other = shop.customer("王建军");
    shop.edit(|tx| tx.update("customer", other, &[("merged_into", customer.value())]));
    lives(&shop, customer, other);
    let of = TimelineOf::Customer(customer);
    let mut after = None;
    let mut count = 0;
    let whole = Instant::now();
    loop {
        let page = shop
            .db
            .read(|view| timeline::page(view, of, TimelineKind::ALL, after.as_deref(), 200))
            .unwrap();
        count += page.rows.len();
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    println!(
        "whole timeline, {count} entries in pages: {:?}",
        whole.elapsed()
    );
    assert_eq!(count, 500 + 4 * 500 * 2);
    let first = median_us(51, |_| {
        shop.db
            .read(|view| timeline::page(view, of, TimelineKind::ALL, None, 50))
            .unwrap();
    });
    let query = CustomerQuery {
        sort: CustomerSort::Name,
        limit: 100,
        ..CustomerQuery::default()
    };
    let list = median_us(51, |_| {
        shop.db.read(|view| customer::list(view, &query)).unwrap();
    });
    let suspects = median_us(11, |_| {
        shop.db.read(|view| customer::suspects(view, 100)).unwrap();
    });
    println!("first page {first:.0} us, 100 households {list:.0} us, suspects {suspects:.0} us");
}
