//! Lists of service plans: read from an office file, checked, published for every dealer at once. What
//! was sold keeps the terms it was sold with.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use wuyou_domain::policy::Content as _;
use wuyou_domain::service_plan::{PlanBook, read_rows};
use wuyou_domain::tariff::RowFault;
use wuyou_server_store::ServerStore;

use super::Refusal;
use super::certificate::today;
use super::publication::{self, Wanted};

const KIND: &str = "service_plans";

/// What to do with a list of service plans.
#[derive(Debug, Subcommand)]
pub enum PlansCommand {
    /// Reads a file and tells the plans in it; nothing is written.
    Check {
        /// The office file: columns 编号, 名称, 档次, 价格, 月数, 免费项目, 维修次数, 每年保养, 响应小时,
        /// 不包括, 除外说明, 条款.
        #[arg(long)]
        file: PathBuf,
    },
    /// Publishes one: every dealer gets it, and sells by it from its day on.
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
    /// Lists them with their plans, the one in force marked.
    List,
}

/// A list of service plans.
#[derive(Debug, Clone, Args)]
pub struct Publish {
    /// Its number, the version; a number is given once.
    #[arg(long)]
    no: String,
    /// The office file.
    #[arg(long)]
    file: PathBuf,
    /// From which day on it counts, `YYYY-MM-DD`; today when absent.
    #[arg(long)]
    effective: Option<String>,
    /// Where the terms come from.
    #[arg(long)]
    source: String,
}

pub(super) fn run(
    store: &dyn ServerStore,
    command: PlansCommand,
    now_at: i64,
) -> Result<Value, Refusal> {
    match command {
        PlansCommand::Check { file } => Ok(plans(&read(&file)?)),
        PlansCommand::Publish(asked) => publish(store, &asked, now_at),
        PlansCommand::Withdraw { no, reason } => {
            let list = publication::withdraw(store, KIND, (&no, &reason), now_at)?;
            publication::shown(store, &list, false)
        }
        PlansCommand::List => list(store, now_at),
    }
}

fn publish(store: &dyn ServerStore, asked: &Publish, now_at: i64) -> Result<Value, Refusal> {
    let book = read(&asked.file)?;
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
    let mut told = publication::shown(store, &list, counts)?;
    told["plans"] = plans(&book);
    Ok(told)
}

fn read(file: &Path) -> Result<PlanBook, Refusal> {
    let rows = publication::cells(file)?;
    let book = read_rows(&rows).map_err(|faults| faulty(&faults))?;
    book.check().map_err(|error| {
        Refusal::new("admin.bad_list", "the list does not hold together")
            .with(json!({ "problem": error.to_string() }))
    })?;
    Ok(book)
}

fn faulty(faults: &[RowFault]) -> Refusal {
    let told = faults
        .iter()
        .take(50)
        .map(|fault| json!({ "row": fault.row, "problem": fault.code, "value": fault.value }));
    Refusal::new(
        "admin.bad_list",
        format!(
            "{} rows cannot be read; nothing was published",
            faults.len()
        ),
    )
    .with(json!({ "rows": told.collect::<Vec<_>>() }))
}

fn plans(book: &PlanBook) -> Value {
    serde_json::to_value(&book.plans).unwrap_or_default()
}

fn list(store: &dyn ServerStore, now_at: i64) -> Result<Value, Refusal> {
    let on = today(now_at)?.to_string();
    let lists = publication::all(store, KIND)?;
    let counts = publication::in_force(&lists, &on).map(|list| list.id);
    let mut told = Vec::new();
    for list in &lists {
        let mut one = publication::shown(store, list, counts == Some(list.id))?;
        let book: PlanBook = serde_json::from_str(&list.content).unwrap_or_default();
        one["plans"] = plans(&book);
        told.push(one);
    }
    Ok(told.into())
}

#[cfg(test)]
mod tests;
