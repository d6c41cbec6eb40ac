//! A shop of 50,000 households, 80,000 orders and 400,000 contacts: the first page of every list,
//! the longest timeline, today and the opening of the data, each beside the bare statement that
//! fetches the same rows from the same encrypted file.
//!
//! Every call goes the whole way of a screen's: permission, use case, store, JSON. The bare statement
//! is prepared once and its values are read. `WUYOU_VOLUME_DIR` names a folder that
//! `cargo xtask volume` has made, so that it need not be made again.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use rusqlite::Connection;
use rusqlite::types::Value as Cell;
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_app::App;
use wuyou_testkit::{NOW_AT, temp_dir};
use wuyou_tests::volume::{self, Plan, app, call};

use crate::figure::{Figure, Goal, median, quantile};
use crate::raw;
use crate::volume_sql::{LISTS, SEARCHES, TIMELINE, TODAY};

const PLAN: Plan = Plan {
    customers: 50_000,
    orders: 80_000,
    contacts: 400_000,
    seed: 1,
    now_at: NOW_AT,
};
/// A statement that takes longer is shown with its plan.
const SLOW: Duration = Duration::from_millis(20);
const RUNS: usize = 11;
const STARTS: usize = 9;
/// A list's first page, milliseconds.
const LIST_GOAL: f64 = 100.0;
/// The longest timeline, and today.
const LONG_GOAL: f64 = 150.0;
/// Opening and today, so that six times of it leave the start of the window within three seconds.
const START_GOAL: f64 = 500.0;

/// The shop that is measured.
struct Big {
    dir: PathBuf,
    now_at: i64,
    bare: Connection,
    busiest: Uuid,
    /// A household in the middle of the file: its name, phone and the beginning of its serial.
    known: (String, String, String),
}

/// Measures it.
pub(crate) fn measure() -> Result<()> {
    let made = temp_dir();
    let dir = match std::env::var_os("WUYOU_VOLUME_DIR") {
        Some(dir) => PathBuf::from(dir),
        None => {
            eprintln!("making the shop; this takes some minutes");
            volume::make(made.path(), &PLAN)?;
            made.path().to_owned()
        }
    };
    let big = Big::of(dir)?;
    starts(&big)?;
    let app = app(&big.dir, big.now_at);
    let today = ("today.get", json!({}));
    let until = [Cell::Integer(big.now_at)];
    one(&big, &app, "today", &today, (TODAY, &until), LONG_GOAL)?;
    for (name, command, payload, sql) in LISTS {
        let payload: Value = serde_json::from_str(payload)?;
        let call = (*command, payload);
        one(&big, &app, name, &call, (sql, &[]), LIST_GOAL)?;
    }
    for (name, command, sql) in SEARCHES {
        let typed = typed(&big, name);
        let (payload, wanted) = (json!({"query": typed}), [Cell::Text(typed)]);
        one(
            &big,
            &app,
            name,
            &(*command, payload),
            (sql, &wanted),
            LIST_GOAL,
        )?;
    }
    whole_timeline(&big, &app)
}

impl Big {
    fn of(dir: PathBuf) -> Result<Self> {
        let bare = raw::open_encrypted(&dir)?;
        let one = |sql: &str| bare.query_row(sql, [], |row| row.get::<_, Cell>(0));
        let now_at = match one("SELECT max(updated_at) FROM customer")? {
            Cell::Integer(at) => at,
            _ => NOW_AT,
        };
        let busiest = bare.query_row(
            "SELECT customer_id FROM contact GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
            [],
            |row| row.get::<_, [u8; 16]>(0),
        )?;
        let known = bare.query_row(
            "SELECT c.name, p.number, u.serial FROM customer c
             JOIN phone p ON p.customer_id = c.id JOIN unit u ON u.customer_id = c.id
             WHERE c.nr >= (SELECT max(nr) / 2 FROM customer) LIMIT 1",
            [],
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        Ok(Self {
            dir,
            now_at,
            bare,
            busiest: Uuid::from_bytes(busiest),
            known,
        })
    }

    /// Runs a bare statement and reads every value; says how many rows there were.
    fn fetch(&self, sql: &str, wanted: &[Cell]) -> Result<usize> {
        let mut statement = self.bare.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query(rusqlite::params_from_iter(wanted))?;
        let mut count = 0;
        while let Some(row) = rows.next()? {
            for at in 0..columns {
                std::hint::black_box(row.get::<_, Cell>(at)?);
            }
            count += 1;
        }
        Ok(count)
    }
}

/// What is typed for a kind of search.
fn typed(big: &Big, kind: &str) -> String {
    let (name, phone, serial) = &big.known;
    match kind {
        "search_phone" => phone.clone(),
        "search_phone_end" => phone.chars().skip(7).collect(),
        "search_serial" => serial.clone(),
        "search_pinyin" => "wjg".to_owned(),
        _ => name.clone(),
    }
}

/// One call beside its bare statement, in turns.
fn one(
    big: &Big,
    app: &App,
    name: &str,
    (command, payload): &(&str, Value),
    (sql, wanted): (&str, &[Cell]),
    goal: f64,
) -> Result<()> {
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    let mut rows = (0, 0);
    for _ in 0..RUNS {
        let begun = Instant::now();
        let answer = call(app, command, payload.clone())?;
        ours.push(begun.elapsed().as_secs_f64() * 1e3);
        rows.0 = rows_of(&answer);
        let begun = Instant::now();
        rows.1 = big.fetch(sql, wanted)?;
        bare.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    eprintln!("{name}: {} rows, bare {}", rows.0, rows.1);
    tell_slow(app, command, payload)?;
    print(name, (&ours, &bare), goal);
    Ok(())
}

/// How many rows an answer has: of its list, or of all its lists where it has several.
fn rows_of(answer: &Value) -> usize {
    let lists = answer.as_object().into_iter().flatten();
    let rows = lists.filter_map(|(_, value)| value.as_array().map(Vec::len));
    answer["rows"]
        .as_array()
        .map_or_else(|| rows.sum(), Vec::len)
}

/// Says which statements of a call take long, and how their rows are found.
fn tell_slow(app: &App, command: &str, payload: &Value) -> Result<()> {
    let database = app
        .database()
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let (answer, ran) = database.watched(|| call(app, command, payload.clone()))?;
    answer?;
    for one in ran.iter().filter(|one| one.took > SLOW) {
        let sql: String = one.sql.split_whitespace().collect::<Vec<_>>().join(" ");
        eprintln!("  {:?}: {sql}\n    {}", one.took, one.plan.join("\n    "));
    }
    Ok(())
}

fn print(name: &str, (ours, bare): (&[f64], &[f64]), goal: f64) {
    let what = "the bare statement for these rows, prepared, same file";
    Figure {
        name: &format!("volume_{name}_p50"),
        ours: median(ours),
        unit: "ms",
        beside: Some((median(bare), what)),
        goal: Goal::AtMost(goal),
    }
    .print();
    Figure {
        name: &format!("volume_{name}_worst"),
        ours: quantile(ours, 1.0),
        unit: "ms",
        beside: Some((quantile(bare, 1.0), what)),
        goal: Goal::AtMost(goal),
    }
    .print();
}

/// Every page of the busiest household's timeline, one after the other.
fn whole_timeline(big: &Big, app: &App) -> Result<()> {
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    let mut entries = 0;
    for _ in 0..RUNS {
        let begun = Instant::now();
        entries = 0;
        let mut after = Value::Null;
        loop {
            let asked = json!({"id": big.busiest, "limit": 200, "after": after});
            let page = call(app, "customer.timeline", asked)?;
            entries += page["rows"].as_array().map_or(0, Vec::len);
            after = page["next"].clone();
            if after.is_null() {
                break;
            }
        }
        ours.push(begun.elapsed().as_secs_f64() * 1e3);
        let begun = Instant::now();
        let id = [Cell::Blob(big.busiest.as_bytes().to_vec())];
        big.fetch(TIMELINE, &id)?;
        bare.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    eprintln!("timeline: {entries} entries");
    print("whole_timeline", (&ours, &bare), LONG_GOAL);
    Ok(())
}

/// From nothing to the rows of today, without a window: the folder opened, the person found, today
/// read. The files are in the system's cache.
fn starts(big: &Big) -> Result<()> {
    let (mut ours, mut bare) = (Vec::new(), Vec::new());
    for run in 0..=STARTS {
        let begun = Instant::now();
        let app = app(&big.dir, big.now_at);
        call(&app, "today.get", json!({}))?;
        let our_time = begun.elapsed().as_secs_f64() * 1e3;
        drop(app);
        let bare_time = bare_start(&big.dir)?;
        if run > 0 {
            ours.push(our_time);
            bare.push(bare_time);
        }
    }
    print("open_to_today", (&ours, &bare), START_GOAL);
    Ok(())
}

fn bare_start(dir: &Path) -> Result<f64> {
    let begun = Instant::now();
    let connection = raw::open_encrypted(dir)?;
    let mut statement = connection.prepare(TODAY)?;
    let mut rows = statement.query([i64::MAX])?;
    while let Some(row) = rows.next()? {
        std::hint::black_box(row.get::<_, Cell>(0).context("a value")?);
    }
    Ok(begun.elapsed().as_secs_f64() * 1e3)
}
