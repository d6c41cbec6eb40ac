//! Search among 200,000 households, each kind of query beside the statement that answers it.

use std::time::Instant;

use anyhow::{Result, ensure};
use wuyou_domain::pinyin;
use wuyou_store::search::{BareKind, bare, search};
use wuyou_testkit::{Household, households, rng};

use crate::figure::{Figure, Goal, median, quantile};
use crate::shop::Shop;

const HOUSEHOLDS: usize = 200_000;
/// Every so manieth household has a work order.
const ORDER_EVERY: usize = 4;
const WRITTEN_AT_ONCE: usize = 20_000;
/// Different texts typed per kind.
const SAMPLES: usize = 301;
/// What the search field asks for.
const LIMIT: usize = 20;

/// One kind of query: its name, the bare statement, and what is typed for a household.
type Kind = (
    &'static str,
    BareKind,
    fn(&Household, usize) -> Option<String>,
);

const KINDS: &[Kind] = &[
    ("name", BareKind::Name, given_name),
    ("pinyin_initials", BareKind::Pinyin, |one, _| {
        pinyin::of_name(&one.name).initials.into_iter().next()
    }),
    ("pinyin_full", BareKind::Pinyin, |one, _| {
        pinyin::of_name(&one.name).full.into_iter().next()
    }),
    ("phone_suffix", BareKind::PhoneSuffix, |one, _| {
        one.phone.get(7..).map(str::to_owned)
    }),
    ("phone_exact", BareKind::PhoneSuffix, |one, _| {
        Some(one.phone.clone())
    }),
    ("serial", BareKind::Serial, |one, _| {
        Some(one.serial.clone())
    }),
    ("village", BareKind::Place, |one, _| {
        Some(one.village.clone())
    }),
    ("order_number", BareKind::OrderNo, |_, at| Some(number(at))),
];

/// Measures it.
pub(crate) fn measure() -> Result<()> {
    eprintln!("writing {HOUSEHOLDS} households to search among");
    let shop = Shop::new(3)?;
    let people = households(&mut rng(3), HOUSEHOLDS);
    fill(&shop, &people)?;
    for (name, kind, typed) in KINDS {
        eprintln!("searching by {name}");
        // A prime step visits all parts of the file; only households with an order are taken.
        let picked = (0..SAMPLES * 2).map(|n| n * 7_919 * ORDER_EVERY % HOUSEHOLDS);
        let texts: Vec<String> = picked
            .filter_map(|at| typed(&people[at], at))
            .take(SAMPLES)
            .collect();
        one_kind(&shop, name, *kind, &texts)?;
    }
    Ok(())
}

fn fill(shop: &Shop, people: &[Household]) -> Result<()> {
    for (part, some) in people.chunks(WRITTEN_AT_ONCE).enumerate() {
        shop.edit(|tx| {
            for (at, household) in some.iter().enumerate() {
                let at = part * WRITTEN_AT_ONCE + at;
                let customer = shop.people.household(tx, household)?;
                if at.is_multiple_of(ORDER_EVERY) {
                    shop.people.work_order(tx, &number(at), customer, None)?;
                }
                tx.end_group()?;
            }
            Ok(())
        })?;
    }
    Ok(())
}

fn number(at: usize) -> String {
    format!("LH001-A-20261121-{at:06}")
}

/// Two characters, as most given names have.
fn given_name(one: &Household, _: usize) -> Option<String> {
    let chars: Vec<char> = one.name.chars().collect();
    (chars.len() == 3).then(|| chars[1..].iter().collect())
}

fn one_kind(shop: &Shop, name: &str, kind: BareKind, texts: &[String]) -> Result<()> {
    let (mut ours, mut beside) = (Vec::new(), Vec::new());
    for (run, text) in texts.iter().enumerate() {
        // Whoever comes second finds the pages read, so they take turns at that too.
        for turn in 0..2 {
            let begun = Instant::now();
            let found = if (run + turn) % 2 == 0 {
                let found = shop.db.read(|view| search(view, text, LIMIT, &[]))?.len();
                ours.push(begun.elapsed().as_secs_f64() * 1e3);
                found
            } else {
                let found = shop.db.read(|view| bare(view, kind, text, LIMIT))?;
                beside.push(begun.elapsed().as_secs_f64() * 1e3);
                found
            };
            ensure!(found > 0, "{name}: {text} is not found");
        }
    }
    Figure {
        name: &format!("search_{name}_p50"),
        ours: median(&ours),
        unit: "ms",
        beside: Some((median(&beside), "the one statement that finds these rows")),
        goal: Goal::Ratio(1.5),
    }
    .print();
    Figure {
        name: &format!("search_{name}_p95"),
        ours: quantile(&ours, 0.95),
        unit: "ms",
        beside: Some((
            quantile(&beside, 0.95),
            "the one statement that finds these rows",
        )),
        goal: Goal::AtMost(10.0),
    }
    .print();
    Ok(())
}
