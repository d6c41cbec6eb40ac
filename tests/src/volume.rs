//! A big shop, invented: years of households, orders and contacts in a real data folder.
//!
//! Every row goes through the store's own edit: the row, its change, the chain and the search index,
//! one group of changes for each record. Only what a person would have decided step by step is
//! written at once, in the state it ended in. The same plan gives the same rows; the device's id and
//! the key are the folder's own.

mod after;
mod home;
mod order;
mod writer;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use uuid::Uuid;
use wuyou_app::{App, AppParts, Caller, Clock, NoNetwork};
use wuyou_domain::time::DAY_MS;
use wuyou_store::{Database, EditContext, FileKeyStore};
use wuyou_testkit::SeededIds;

use writer::{Day, Writer};

/// How many years the shop has been open.
const DAYS: usize = 5 * 365;
const PEOPLE: &[(&str, &str)] = &[
    ("王姐", "clerk"),
    ("刘姐", "clerk"),
    ("赵会计", "clerk"),
    ("张师傅", "technician"),
    ("李师傅", "technician"),
    ("孙师傅", "technician"),
    ("周师傅", "technician"),
    ("吴师傅", "technician"),
    ("郑师傅", "technician"),
    ("冯师傅", "technician"),
    ("褚师傅", "technician"),
    ("卫师傅", "technician"),
];

/// What is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// Households.
    pub customers: usize,
    /// Work orders.
    pub orders: usize,
    /// Contacts, those of orders among them.
    pub contacts: usize,
    /// What everything invented follows from.
    pub seed: u64,
    /// The end of the shop's last day so far, Unix milliseconds.
    pub now_at: i64,
}

/// What was made.
#[derive(Debug, Default)]
pub struct Made {
    /// Rows by entity.
    pub rows: BTreeMap<&'static str, u64>,
    /// The household with the most contacts.
    pub busiest: Uuid,
}

/// A clock that stands.
#[derive(Debug, Clone, Copy)]
pub struct Still(pub i64);

impl Clock for Still {
    fn now_at(&self) -> i64 {
        self.0
    }
}

/// The program on a data folder with its key beside it, without a network, its clock standing.
#[must_use]
pub fn app(dir: &Path, now_at: i64) -> App {
    App::open(AppParts {
        dir: dir.to_owned(),
        keys: Arc::new(FileKeyStore::of(dir)),
        clock: Arc::new(Still(now_at)),
        ids: Arc::new(SeededIds::new(now_at.unsigned_abs())),
        sync: Arc::new(NoNetwork),
    })
}

/// Calls a command as the shop's owner.
///
/// # Errors
/// The command's refusal.
pub fn call(app: &App, name: &str, payload: Value) -> Result<Value> {
    let caller = Caller {
        owner_by_default: true,
        ..Caller::default()
    };
    let answer = app.call(&caller, name, payload);
    answer.map_err(|error| anyhow::anyhow!("{name}: {error:?}"))
}

/// Makes the shop in an empty folder.
///
/// # Errors
/// A folder that has a database already; the store's error.
pub fn make(dir: &Path, plan: &Plan) -> Result<Made> {
    ensure!(!Database::exists(dir), "the folder has a shop already");
    ensure!(plan.customers > 0, "a shop has a household");
    let opened_at = plan.now_at - i64::try_from(DAYS)? * DAY_MS;
    let app = app(dir, opened_at);
    let setup = json!({"dealer_code": "LH001", "dealer_name": "六合暖通", "owner_name": "陈经理"});
    call(&app, "setup.offline", setup)?;
    for (name, role) in PEOPLE {
        call(&app, "staff.create", json!({"name": name, "role": role}))?;
    }
    let database = app
        .database()
        .map_err(|error| anyhow::anyhow!("{error:?}"))?;
    let mut writer = Writer::new(&database, plan)?;
    let today = DAYS - 1;
    for day in 0..DAYS {
        let now_at = plan.now_at - i64::try_from(today - day)? * DAY_MS;
        let context = EditContext {
            actor: writer.owner(),
            now_at,
        };
        database.edit(&context, |tx| {
            let mut day = Day::new(tx, now_at, day + 1);
            writer.live(&mut day)
        })?;
    }
    writer.made.busiest = writer.busiest().context("a household")?;
    Ok(writer.made)
}

/// How many of `all` there are after this many days.
fn share(all: usize, days: usize) -> usize {
    all * days / DAYS
}
