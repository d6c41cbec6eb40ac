//! Saving an order: request, order, its first event and a contact, with what sync and search need.

use std::collections::HashMap;
use std::time::Instant;

use anyhow::{Context, Result};
use rusqlite::types::Value;
use uuid::Uuid;
use wuyou_domain::id::CustomerId;
use wuyou_store::{Database, FileKeyStore, Id};
use wuyou_testkit::{NOW_AT, TempDir, households, rng};

use crate::figure::{Figure, Goal, median, quantile};
use crate::raw::{self, Rows};
use crate::shop::{People, Shop};

const WARM_UP: usize = 30;
const RUNS: usize = 400;
/// Households already there, so that the indexes have some depth.
const HOUSEHOLDS: usize = 3_000;
const TABLES: &[(&str, &str)] = &[
    ("request", "nr"),
    ("work_order", "nr"),
    ("order_event", "nr"),
    ("contact", "nr"),
    ("outbox", "dseq"),
];

/// What names the rows of one saved order.
struct Names {
    ids: [Uuid; 4],
    texts: [String; 2],
}

/// Measures it.
pub(crate) fn measure() -> Result<()> {
    eprintln!("saving {RUNS} orders, ours and bare in turns");
    let (ours, customer) = filled()?;
    let mut bare = Bare::new()?;
    let (mut our_times, mut bare_times) = (Vec::new(), Vec::new());
    for run in 0..WARM_UP + RUNS {
        let begun = Instant::now();
        save(&ours, customer, run)?;
        let our_time = begun.elapsed().as_secs_f64() * 1e3;
        let rows = bare.fresh_rows(run);
        let begun = Instant::now();
        bare.save(&rows)?;
        let bare_time = begun.elapsed().as_secs_f64() * 1e3;
        if run >= WARM_UP {
            our_times.push(our_time);
            bare_times.push(bare_time);
        }
    }
    let what = "the same four rows and four outbox rows, bare SQLCipher transaction, FULL";
    Figure {
        name: "save_order_p50",
        ours: median(&our_times),
        unit: "ms",
        beside: Some((median(&bare_times), what)),
        goal: Goal::Ratio(1.5),
    }
    .print();
    Figure {
        name: "save_order_p95",
        ours: quantile(&our_times, 0.95),
        unit: "ms",
        beside: Some((quantile(&bare_times, 0.95), what)),
        goal: Goal::None,
    }
    .print();
    Ok(())
}

fn filled() -> Result<(Shop, CustomerId)> {
    let shop = Shop::new(1)?;
    let people = households(&mut rng(1), HOUSEHOLDS);
    let ids = shop.edit(|tx| {
        let each = people.iter().map(|one| shop.people.household(tx, one));
        each.collect::<Result<Vec<_>, _>>()
    })?;
    let customer = *ids.get(HOUSEHOLDS / 2).context("a household")?;
    Ok((shop, customer))
}

fn save(shop: &Shop, customer: CustomerId, run: usize) -> Result<Names> {
    let people = &shop.people;
    let texts = [
        format!("LH001-A-20261121-R{run:04}"),
        format!("LH001-A-20261121-{run:04}"),
    ];
    let (request, event, contact) = (people.id(), people.id(), people.id());
    let order = shop.edit(|tx| {
        tx.insert(
            "request",
            request,
            &[
                ("no", texts[0].as_str().into()),
                ("kind", "repair".into()),
                ("channel", "phone".into()),
                ("customer_id", customer.value()),
                ("caller_phone", "13804712207".into()),
                ("text", "屋里不热，不点火，显示E1".into()),
                ("received_at", NOW_AT.into()),
                ("state", "ordered".into()),
            ],
        )?;
        let order = people.work_order(tx, &texts[1], customer, Some(request))?;
        tx.insert(
            "order_event",
            event,
            &[
                ("work_order_id", order.value()),
                ("step", "register".into()),
                ("to_state", "registered".into()),
                ("occurred_at", NOW_AT.into()),
            ],
        )?;
        tx.insert(
            "contact",
            contact,
            &[
                ("customer_id", customer.value()),
                ("request_id", request.value()),
                ("work_order_id", order.value()),
                ("channel", "phone".into()),
                ("direction", "in".into()),
                ("text", "屋里不热，不点火，显示E1".into()),
                ("occurred_at", NOW_AT.into()),
                ("phone", "13804712207".into()),
            ],
        )?;
        Ok(order)
    })?;
    Ok(Names {
        ids: [request, order, event, contact],
        texts,
    })
}

/// A folder filled the same way and closed, and the rows one save leaves in it.
struct Bare {
    people: People,
    _dir: TempDir,
    connection: rusqlite::Connection,
    template: Vec<Rows>,
    saved: Names,
}

impl Bare {
    fn new() -> Result<Self> {
        let (shop, customer) = filled()?;
        let Shop { dir, db, people } = shop;
        drop(db);
        let before = raw::open_encrypted(dir.path())?;
        let tables = TABLES.iter();
        let marks: Vec<i64> = tables
            .map(|(table, nr)| raw::last(&before, table, nr))
            .collect::<Result<_>>()?;
        drop(before);
        let db = Database::open(dir.path(), &FileKeyStore::of(dir.path()))?;
        let shop = Shop { dir, db, people };
        let saved = save(&shop, customer, 9_999)?;
        let Shop { dir, db, people } = shop;
        drop(db);
        let connection = raw::open_encrypted(dir.path())?;
        let template = TABLES
            .iter()
            .zip(marks)
            .map(|((table, nr), after)| Rows::read(&connection, table, nr, after))
            .collect::<Result<_>>()?;
        Ok(Self {
            people,
            _dir: dir,
            connection,
            template,
            saved,
        })
    }

    /// The template's rows under names of their own, in the order of the tables.
    fn fresh_rows(&self, run: usize) -> Vec<Vec<Vec<Value>>> {
        let texts = [
            format!("LH001-A-20261121-R{run:04}"),
            format!("LH001-A-20261121-{run:04}"),
        ];
        let mut replace: HashMap<&[u8], Value> = HashMap::new();
        for old in &self.saved.ids {
            let new = self.people.id().as_bytes().to_vec();
            replace.insert(old.as_bytes(), Value::Blob(new));
        }
        for (old, new) in self.saved.texts.iter().zip(texts) {
            replace.insert(old.as_bytes(), Value::Text(new));
        }
        let fresh = |value: &Value| {
            let bytes: &[u8] = match value {
                Value::Text(text) => text.as_bytes(),
                Value::Blob(blob) => blob,
                _ => &[],
            };
            replace.get(bytes).unwrap_or(value).clone()
        };
        let tables = self.template.iter();
        tables
            .map(|table| {
                let rows = table.rows.iter();
                rows.map(|row| row.iter().map(fresh).collect()).collect()
            })
            .collect()
    }

    fn save(&mut self, rows: &[Vec<Vec<Value>>]) -> Result<()> {
        let tx = self.connection.transaction()?;
        for (table, rows) in self.template.iter().zip(rows) {
            for row in rows {
                table.insert(&tx, row)?;
            }
        }
        tx.commit()?;
        Ok(())
    }
}
