//! Shipped machines: read from an office file, checked row by row, published to each dealer whose they
//! are and to no other (R001).
//!
//! A list travels in blocks, rows of headquarters' own. A command that was interrupted is given again:
//! it brings the blocks that are lacking and changes nothing else.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use wuyou_domain::id::ShipmentId;
use wuyou_domain::serial::ModelBook;
use wuyou_domain::shipment::{Shipped, ShippedRow, blocks, read_block, read_rows};
use wuyou_domain::tariff::RowFault;
use wuyou_domain::text;
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::{Dealer, Shipment};
use wuyou_sync::registry;
use wuyou_sync::server::OwnChange;

use super::certificate::today;
use super::publication::{self, words};
use super::{Refusal, log};

const PUBLISHED: &str = "published";
const WITHDRAWN: &str = "withdrawn";
/// Faults told at once.
const FAULTS_MOST: usize = 50;

/// What to do with a list of shipped machines.
#[derive(Debug, Subcommand)]
pub enum ShipmentsCommand {
    /// Reads a file and tells what is wrong in it, row by row, and how many machines each dealer gets;
    /// nothing is written.
    Check {
        /// The office file: columns 机器编号, 型号, 生产日期, 发货日期, 代理商.
        #[arg(long)]
        file: PathBuf,
    },
    /// Publishes one: each dealer gets the machines that were shipped to it.
    Publish(Publish),
    /// Withdraws one, at every dealer.
    Withdraw {
        /// Its number.
        #[arg(long)]
        no: String,
        /// Why; it is kept with the list.
        #[arg(long)]
        reason: String,
    },
    /// Lists them, with how many machines each dealer has of each.
    List,
}

/// A list of shipped machines.
#[derive(Debug, Clone, Args)]
pub struct Publish {
    /// Its number; a number is given once.
    #[arg(long)]
    no: String,
    /// The office file: columns 机器编号, 型号, 生产日期, 发货日期, 代理商.
    #[arg(long)]
    file: PathBuf,
}

pub(super) fn run(
    store: &dyn ServerStore,
    command: ShipmentsCommand,
    now_at: i64,
) -> Result<Value, Refusal> {
    match command {
        ShipmentsCommand::Check { file } => {
            let rows = read(store, &file, None, now_at)?;
            Ok(told(&by_dealer(rows)))
        }
        ShipmentsCommand::Publish(asked) => publish(store, &asked, now_at),
        ShipmentsCommand::Withdraw { no, reason } => withdraw(store, (&no, &reason), now_at),
        ShipmentsCommand::List => list(store),
    }
}

type ByDealer = BTreeMap<String, Vec<Shipped>>;

fn by_dealer(rows: Vec<ShippedRow>) -> ByDealer {
    let mut found = ByDealer::new();
    for row in rows {
        found.entry(row.dealer).or_default().push(row.shipped);
    }
    found
}

fn told(rows: &ByDealer) -> Value {
    let dealers = rows
        .iter()
        .map(|(dealer, shipped)| json!({ "dealer": dealer, "machines": shipped.len() }));
    json!({
        "machines": rows.values().map(Vec::len).sum::<usize>(),
        "dealers": dealers.collect::<Vec<_>>(),
    })
}

fn publish(store: &dyn ServerStore, asked: &Publish, now_at: i64) -> Result<Value, Refusal> {
    let no = words("no", &asked.no, 40)?;
    let rows = by_dealer(read(store, &asked.file, Some(&no), now_at)?);
    let wanted = cut(&no, &rows, &today(now_at)?.to_string())?;
    for dealer in store.dealers()? {
        for known in of_no(store, &dealer, &no)? {
            if known.state == WITHDRAWN {
                return Err(Refusal::new(
                    "admin.withdrawn",
                    "this list is withdrawn; publish the next one with a number of its own",
                ));
            }
            let same = |one: &&Shipment| one.whole == known.whole;
            if !wanted.values().flatten().all(|one| same(&one)) {
                return Err(Refusal::new(
                    "admin.exists",
                    "this number is given already to another list; give the new one a number of its own",
                ));
            }
        }
    }
    for (code, blocks) in &wanted {
        let dealer = super::dealer::known(store, code)?;
        let there = of_no(store, &dealer, &no)?;
        let lacking = |one: &&Shipment| !there.iter().any(|known| known.id == one.id);
        for block in blocks.iter().filter(lacking) {
            write(store, &dealer, block, now_at)?;
        }
    }
    log(store, "shipments.publish", None, None, now_at)?;
    let mut answer = told(&rows);
    answer["no"] = no.into();
    Ok(answer)
}

/// The blocks each dealer gets.
fn cut(
    no: &str,
    rows: &ByDealer,
    published_on: &str,
) -> Result<BTreeMap<String, Vec<Shipment>>, Refusal> {
    let unwritten = |_| Refusal::new("server.internal", "the list cannot be written");
    let mut contents = BTreeMap::new();
    for (dealer, shipped) in rows {
        contents.insert(dealer.clone(), blocks(shipped).map_err(unwritten)?);
    }
    let all = serde_json::to_string(&contents).map_err(unwritten)?;
    // The name of the whole: the same list has the same, another one another.
    let whole = ShipmentId::of_block(&all, 0).0.simple().to_string();
    let cut = contents.into_iter().map(|(dealer, contents)| {
        let blocks = contents.into_iter().enumerate();
        let blocks = blocks.map(|(block, content)| Shipment {
            id: ShipmentId::of_block(no, block).0.into_bytes(),
            no: no.to_owned(),
            block: i64::try_from(block).unwrap_or(i64::MAX),
            state: PUBLISHED.to_owned(),
            content,
            whole: whole.clone(),
            published_on: published_on.to_owned(),
            withdrawn_reason: None,
        });
        (dealer, blocks.collect())
    });
    Ok(cut.collect())
}

fn withdraw(
    store: &dyn ServerStore,
    (no, reason): (&str, &str),
    now_at: i64,
) -> Result<Value, Refusal> {
    let no = no.trim();
    let reason = words("reason", reason, text::LINE_MAX)?;
    let mut found = 0;
    for dealer in store.dealers()? {
        for known in of_no(store, &dealer, no)? {
            found += 1;
            if known.state == PUBLISHED {
                let gone = Shipment {
                    state: WITHDRAWN.to_owned(),
                    withdrawn_reason: Some(reason.clone()),
                    ..known
                };
                write(store, &dealer, &gone, now_at)?;
            }
        }
    }
    if found == 0 {
        return Err(
            Refusal::new("admin.not_found", "no list has this number").with(json!({ "no": no }))
        );
    }
    log(store, "shipments.withdraw", None, None, now_at)?;
    Ok(json!({ "no": no, "state": WITHDRAWN }))
}

fn of_no(store: &dyn ServerStore, dealer: &Dealer, no: &str) -> Result<Vec<Shipment>, Refusal> {
    let mut all = store.shipments(dealer.id)?;
    all.retain(|one| one.no == no);
    Ok(all)
}

fn write(
    store: &dyn ServerStore,
    dealer: &Dealer,
    block: &Shipment,
    now_at: i64,
) -> Result<(), Refusal> {
    let entity = registry::entity("shipment")
        .ok_or_else(|| Refusal::new("server.internal", "no shipments in the registry"))?;
    let own = OwnChange {
        entity,
        row: block.id,
        fields: vec![
            (1, block.no.as_str().into()),
            (2, block.block.into()),
            (3, block.state.as_str().into()),
            (4, block.content.as_str().into()),
            (5, block.whole.as_str().into()),
            (6, block.published_on.as_str().into()),
            (7, block.withdrawn_reason.clone().into()),
        ],
    };
    Ok(store.write_own(dealer.id, &own, now_at)?)
}

/// Reads the file. A row of a dealer that is not there, and a machine another list in force has, is
/// told like one that cannot be read.
fn read(
    store: &dyn ServerStore,
    file: &Path,
    no: Option<&str>,
    now_at: i64,
) -> Result<Vec<ShippedRow>, Refusal> {
    let cells = publication::cells(file)?;
    let rows = read_rows(&cells, ModelBook::built_in(), today(now_at)?);
    let rows = rows.map_err(|faults| faulty(&faults))?;
    let dealers = store.dealers()?;
    let mut listed = BTreeMap::new();
    for dealer in &dealers {
        for one in in_force(store, dealer)?.filter(|one| no != Some(one.no.as_str())) {
            for shipped in read_block(&one.content) {
                listed.insert(shipped.serial, format!("{} {}", one.no, dealer.code));
            }
        }
    }
    let wrong = |row: &ShippedRow| {
        let fault = |code, value: &str| RowFault {
            row: row.row,
            code,
            value: value.to_owned(),
        };
        if !dealers.iter().any(|dealer| dealer.code == row.dealer) {
            return Some(fault("no_dealer", &row.dealer));
        }
        let known = listed.get(&row.shipped.serial)?;
        Some(fault(
            "listed",
            &format!("{} ({known})", row.shipped.serial),
        ))
    };
    let faults: Vec<RowFault> = rows.iter().filter_map(wrong).collect();
    if faults.is_empty() {
        Ok(rows)
    } else {
        Err(faulty(&faults))
    }
}

fn in_force(
    store: &dyn ServerStore,
    dealer: &Dealer,
) -> Result<impl Iterator<Item = Shipment>, Refusal> {
    let all = store.shipments(dealer.id)?.into_iter();
    Ok(all.filter(|one| one.state == PUBLISHED))
}

fn faulty(faults: &[RowFault]) -> Refusal {
    let told = faults.iter().take(FAULTS_MOST).map(|fault| {
        json!({ "row": fault.row, "problem": fault.code, "why": why(fault.code), "value": fault.value })
    });
    Refusal::new(
        "admin.bad_list",
        format!(
            "{} rows cannot be taken; nothing was published",
            faults.len()
        ),
    )
    .with(json!({ "rows": told.collect::<Vec<_>>() }))
}

fn why(code: &str) -> &'static str {
    match code {
        "no_heading" => "no row with the headings 机器编号, 发货日期 and 代理商",
        "empty" => "no machines below the headings",
        "too_long" => "more than 100000 machines; split the list",
        "bad_serial" => {
            "机器编号 is no serial of its model: a character is wrong, missing or too many"
        }
        "other_model" => "机器编号 is of another model than 型号",
        "unknown_model" => "型号 is not in the list of models",
        "no_model" => "机器编号 tells no model: fill in 型号",
        "bad_made" => "生产日期 is no date",
        "bad_shipped" => "发货日期 is no date, or empty",
        "not_yet" => "发货日期 lies ahead",
        "date_order" => "生产日期 is after 发货日期",
        "bad_dealer" => "代理商 is a dealer's code, 2 to 12 letters and digits",
        "no_dealer" => "no dealer has this code",
        "twice" => "this serial stands there twice (in the row in brackets)",
        "listed" => "another list in force has this serial (its number and dealer in brackets)",
        _ => "cannot be read",
    }
}

fn list(store: &dyn ServerStore) -> Result<Value, Refusal> {
    // By its number: one whose publishing was cut off and finished another day is one list.
    let mut found: BTreeMap<String, (String, Value)> = BTreeMap::new();
    for dealer in store.dealers()? {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for block in store.shipments(dealer.id)? {
            *counts.entry(block.no.clone()).or_default() += read_block(&block.content).len();
            let told = json!({
                "no": block.no,
                "state": block.state,
                "published_on": block.published_on,
                "withdrawn_reason": block.withdrawn_reason,
                "dealers": [],
            });
            let entry = found.entry(block.no);
            let (on, _) = entry.or_insert_with(|| (block.published_on.clone(), told));
            *on = std::mem::take(on).min(block.published_on);
        }
        for (no, (on, told)) in &mut found {
            told["published_on"] = json!(on);
            if let (Some(machines), Some(dealers)) =
                (counts.get(no), told["dealers"].as_array_mut())
            {
                dealers.push(json!({ "dealer": dealer.code, "machines": machines }));
            }
        }
    }
    let mut lists: Vec<(String, Value)> = found.into_values().collect();
    lists.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(lists.into_iter().map(|(_, told)| told).collect())
}

#[cfg(test)]
mod tests;
