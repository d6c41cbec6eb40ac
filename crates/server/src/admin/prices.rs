//! Price lists: read from an office file, checked, published for every dealer at once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use wuyou_domain::policy::Content as _;
use wuyou_domain::tariff::{PriceBook, RowFault, read_rows};
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::Publication;

use super::Refusal;
use super::certificate::today;
use super::publication::{self, Wanted};

const KIND: &str = "price_list";
/// Faults told at once.
const FAULTS_MOST: usize = 50;

/// What to do with a price list.
#[derive(Debug, Subcommand)]
pub enum PricesCommand {
    /// Reads a file and tells what publishing it would change; nothing is written.
    Check {
        /// The office file: columns 类别, 名称, 单价, and 乡镇 or 公里 for what the way costs,
        /// with 代理商 where it is for one dealer alone.
        #[arg(long)]
        file: PathBuf,
    },
    /// Publishes one: every dealer gets it.
    Publish(Publish),
    /// Withdraws one: the one before it counts again.
    Withdraw {
        /// Its number.
        #[arg(long)]
        no: String,
        /// Why; it is kept with the list.
        #[arg(long)]
        reason: String,
    },
    /// Lists them, the one in force marked.
    List,
    /// Shows the lines of one; of the one in force without a number.
    Show {
        /// Its number.
        #[arg(long)]
        no: Option<String>,
    },
}

/// A price list.
#[derive(Debug, Clone, Args)]
pub struct Publish {
    /// Its number, the version; a number is given once.
    #[arg(long)]
    no: String,
    /// The office file: columns 类别, 名称, 单价, and 乡镇 or 公里 for what the way costs, with 代理商
    /// where it is for one dealer alone.
    #[arg(long)]
    file: PathBuf,
    /// From which day on it counts, `YYYY-MM-DD`; today when absent.
    #[arg(long)]
    effective: Option<String>,
    /// Where the prices come from, e.g. the notice that sets them.
    #[arg(long)]
    source: String,
}

pub(super) fn run(
    store: &dyn ServerStore,
    command: PricesCommand,
    now_at: i64,
) -> Result<Value, Refusal> {
    match command {
        PricesCommand::Check { file } => {
            let book = read(&file)?;
            known_dealers(store, &book)?;
            report(store, &book, None, now_at)
        }
        PricesCommand::Publish(asked) => publish(store, &asked, now_at),
        PricesCommand::Withdraw { no, reason } => {
            let list = publication::withdraw(store, KIND, (&no, &reason), now_at)?;
            publication::shown(store, &list, false)
        }
        PricesCommand::List => list(store, now_at),
        PricesCommand::Show { no } => show(store, no.as_deref(), now_at),
    }
}

fn publish(store: &dyn ServerStore, asked: &Publish, now_at: i64) -> Result<Value, Refusal> {
    let book = read(&asked.file)?;
    known_dealers(store, &book)?;
    let mut told = report(store, &book, Some(asked.no.trim()), now_at)?;
    let content = serde_json::to_string(&book)
        .map_err(|_| Refusal::new("server.internal", "the list cannot be written"))?;
    let wanted = Wanted {
        kind: KIND,
        no: &asked.no,
        effective: asked.effective.as_deref(),
        source: &asked.source,
        content,
    };
    let list = publication::publish(store, wanted, now_at)?;
    let on = today(now_at)?.to_string();
    let lists = publication::all(store, KIND)?;
    let counts = publication::in_force(&lists, &on).is_some_and(|one| one.id == list.id);
    told["list"] = publication::shown(store, &list, counts)?;
    Ok(told)
}

fn read(file: &std::path::Path) -> Result<PriceBook, Refusal> {
    let rows = publication::cells(file)?;
    let book = read_rows(&rows).map_err(|faults| faulty(&faults))?;
    book.check().map_err(|error| {
        Refusal::new("admin.bad_list", "the list does not hold together")
            .with(json!({ "problem": error.to_string() }))
    })?;
    Ok(book)
}

/// Refuses a fee for a dealer that is not there: it would count for nobody.
fn known_dealers(store: &dyn ServerStore, book: &PriceBook) -> Result<(), Refusal> {
    let named: BTreeSet<&str> = book
        .travel
        .iter()
        .filter_map(|fee| fee.dealer.as_deref())
        .collect();
    for code in named {
        if store.dealer_by_code(code)?.is_none() {
            return Err(Refusal::new(
                "admin.bad_list",
                "a fee is for a dealer that does not exist; nothing was published",
            )
            .with(json!({ "dealer": code })));
        }
    }
    Ok(())
}

fn faulty(faults: &[RowFault]) -> Refusal {
    let told = faults.iter().take(FAULTS_MOST).map(|fault| {
        json!({ "row": fault.row, "problem": fault.code, "why": why(fault.code), "value": fault.value })
    });
    Refusal::new(
        "admin.bad_list",
        format!(
            "{} rows cannot be read; nothing was published",
            faults.len()
        ),
    )
    .with(json!({ "rows": told.collect::<Vec<_>>() }))
}

fn why(code: &str) -> &'static str {
    match code {
        "no_heading" => "no row with the headings 名称 (or 乡镇) and 单价",
        "empty" => "no prices below the headings",
        "too_long" => "more than 500 lines",
        "bad_price" => "单价 is no amount from 0 to 100000 yuan",
        "bad_kind" => "类别 is 安装, 保养, 工时, 配件 or 上门",
        "bad_name" => "名称 has 1 to 40 characters",
        "bad_code" => "编号 has 40 characters at most",
        "bad_town" => "乡镇 has 20 characters at most",
        "not_travel" => {
            "a row with 乡镇 or 公里 is what the way costs: its 类别 is 上门, or it has neither"
        }
        "dealer_item" => "only what the way costs may be for one 代理商: fill in 乡镇 or 公里",
        "bad_dealer" => "代理商 is a dealer's code, 2 to 12 letters and digits; empty for all",
        "bad_km" => "公里 is a whole number from 1 to 500",
        "twice" => "this stands there twice",
        _ => "cannot be read",
    }
}

/// How many lines there are, and what is new, dearer, cheaper or gone beside the list in force.
fn report(
    store: &dyn ServerStore,
    book: &PriceBook,
    no: Option<&str>,
    now_at: i64,
) -> Result<Value, Refusal> {
    let on = today(now_at)?.to_string();
    let lists = publication::all(store, KIND)?;
    let others: Vec<_> = lists
        .into_iter()
        .filter(|list| no != Some(list.no.as_str()))
        .collect();
    let before = publication::in_force(&others, &on);
    let was = before.map(prices_of).unwrap_or_default();
    let is = by_code(book);
    let mut changed = Vec::new();
    for (code, (name, fen)) in &is {
        match was.get(code) {
            None => changed.push(json!({ "line": name, "was_fen": null, "is_fen": fen })),
            Some((_, old)) if old != fen => {
                changed.push(json!({ "line": name, "was_fen": old, "is_fen": fen }));
            }
            Some(_) => {}
        }
    }
    let gone = was.iter().filter(|(code, _)| !is.contains_key(*code));
    changed.extend(
        gone.map(|(_, (name, fen))| json!({ "line": name, "was_fen": fen, "is_fen": null })),
    );
    Ok(json!({
        "lines": book.items.len(),
        "travel": book.travel.len(),
        "compared_with": before.map(|list| list.no.as_str()),
        "changed": changed,
    }))
}

type Prices = BTreeMap<String, (String, i64)>;

fn by_code(book: &PriceBook) -> Prices {
    let lines = book.all().into_iter();
    lines
        .map(|item| {
            let code = format!("{} {}", item.kind.code(), item.code);
            (code, (item.name, item.unit_fen))
        })
        .collect()
}

fn prices_of(list: &Publication) -> Prices {
    let book: PriceBook = serde_json::from_str(&list.content).unwrap_or_default();
    by_code(&book)
}

fn list(store: &dyn ServerStore, now_at: i64) -> Result<Value, Refusal> {
    let on = today(now_at)?.to_string();
    let lists = publication::all(store, KIND)?;
    let counts = publication::in_force(&lists, &on).map(|list| list.id);
    let mut told = Vec::new();
    for list in &lists {
        told.push(publication::shown(store, list, counts == Some(list.id))?);
    }
    Ok(told.into())
}

fn show(store: &dyn ServerStore, no: Option<&str>, now_at: i64) -> Result<Value, Refusal> {
    let on = today(now_at)?.to_string();
    let lists = publication::all(store, KIND)?;
    let counts = publication::in_force(&lists, &on);
    let found = match no {
        Some(no) => lists.iter().find(|list| list.no == no.trim()),
        None => counts,
    };
    let list = found.ok_or_else(|| Refusal::new("admin.not_found", "no list has this number"))?;
    let is_counting = counts.is_some_and(|one| one.id == list.id);
    let mut told = publication::shown(store, list, is_counting)?;
    let book: PriceBook = serde_json::from_str(&list.content).unwrap_or_default();
    told["lines"] = book
        .all()
        .iter()
        .map(|item| json!({ "kind": item.kind.code(), "name": item.name, "unit_fen": item.unit_fen }))
        .collect();
    Ok(told)
}

#[cfg(test)]
mod tests;
