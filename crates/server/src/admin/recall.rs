//! Recalls and stop-use notices: published, changed and withdrawn by headquarters, for every dealer
//! at once. They travel by each dealer's log and are only read there.
//!
//! A notice is one row with the same id at every dealer. A command that was interrupted is given
//! again: it brings the dealers that lack it to where the others are and changes nothing else.

use clap::{Args, Subcommand};
use serde_json::{Value, json};
use wuyou_domain::custody::State as UnitState;
use wuyou_domain::id::RecallId;
use wuyou_domain::recall::{
    self, Action, NoticeKind, NoticeState, Outcome, RANGES_MAX, SerialRange, TaskState,
};
use wuyou_domain::serial::ModelBook;
use wuyou_domain::text;
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::{Dealer, Recall, RecallMachine};
use wuyou_sync::registry;
use wuyou_sync::server::OwnChange;

use super::certificate::{day, today};
use super::{Refusal, log};

/// What to do with a recall or stop-use notice.
#[derive(Debug, Subcommand)]
pub enum RecallCommand {
    /// Publishes one: every dealer gets it.
    Publish(Publish),
    /// Changes one; machines that fall in are found anew.
    Change(Publish),
    /// Withdraws one: nothing is asked for any more.
    Withdraw {
        /// Its number.
        #[arg(long)]
        no: String,
        /// Why; the dealers read it.
        #[arg(long)]
        reason: String,
    },
    /// Lists them, with how far each dealer has come.
    List,
}

/// A notice.
#[derive(Debug, Clone, Args)]
pub struct Publish {
    /// Its number; a number is given once.
    #[arg(long)]
    no: String,
    /// `recall` or `stop_use`.
    #[arg(long)]
    kind: String,
    /// What it is, in one line.
    #[arg(long)]
    title: String,
    /// What is wrong.
    #[arg(long)]
    reason: String,
    /// What to tell the household.
    #[arg(long)]
    advice: Option<String>,
    /// What is asked for at each machine: `contact`, `inspect`, `replace_part` or `stop`.
    #[arg(long)]
    action: String,
    /// A model, or its serials as `MODEL:FIRST..LAST`; may be given several times.
    #[arg(long = "range")]
    ranges: Vec<String>,
    /// Takes models the list of models does not have; their serials are compared as they stand.
    #[arg(long)]
    unlisted: bool,
    /// The last day for it, `YYYY-MM-DD`.
    #[arg(long)]
    deadline: Option<String>,
}

pub(super) fn run(
    store: &dyn ServerStore,
    command: RecallCommand,
    now_at: i64,
) -> Result<Value, Refusal> {
    match command {
        RecallCommand::Publish(asked) => publish(store, &asked, now_at),
        RecallCommand::Change(asked) => change(store, &asked, now_at),
        RecallCommand::Withdraw { no, reason } => withdraw(store, &no, &reason, now_at),
        RecallCommand::List => list(store),
    }
}

fn publish(store: &dyn ServerStore, asked: &Publish, now_at: i64) -> Result<Value, Refusal> {
    let wanted = read(asked, &today(now_at)?.to_string())?;
    let wanted = match latest(store, &wanted.no)? {
        // Given again, for instance after it was interrupted.
        Some(known) if same(&known, &wanted) && known.version == 1 => known,
        Some(_) => {
            return Err(Refusal::new(
                "admin.exists",
                "this number is given already; use `recall change`",
            ));
        }
        None => wanted,
    };
    bring_everywhere(store, &wanted, "recall.publish", now_at)
}

fn change(store: &dyn ServerStore, asked: &Publish, now_at: i64) -> Result<Value, Refusal> {
    let known = known(store, &asked.no)?;
    if known.state == NoticeState::Withdrawn.code() {
        return Err(Refusal::new(
            "admin.withdrawn",
            "this notice is withdrawn; publish a new one with a number of its own",
        ));
    }
    let wanted = read(asked, &known.published_on)?;
    let wanted = if same(&known, &wanted) {
        known
    } else {
        Recall {
            version: known.version + 1,
            ..wanted
        }
    };
    bring_everywhere(store, &wanted, "recall.change", now_at)
}

fn withdraw(
    store: &dyn ServerStore,
    no: &str,
    reason: &str,
    now_at: i64,
) -> Result<Value, Refusal> {
    let known = known(store, no)?;
    let reason = line("reason", reason)?;
    let wanted = if known.state == NoticeState::Withdrawn.code() {
        known
    } else {
        Recall {
            state: NoticeState::Withdrawn.code().to_owned(),
            version: known.version + 1,
            withdrawn_reason: Some(reason),
            ..known
        }
    };
    bring_everywhere(store, &wanted, "recall.withdraw", now_at)
}

/// Brings what is in force to a dealer that was just made.
pub(super) fn bring_to(
    store: &dyn ServerStore,
    dealer: &Dealer,
    now_at: i64,
) -> Result<(), Refusal> {
    for notice in all(store)? {
        bring(store, dealer, &notice, now_at)?;
    }
    Ok(())
}

fn bring_everywhere(
    store: &dyn ServerStore,
    notice: &Recall,
    action: &str,
    now_at: i64,
) -> Result<Value, Refusal> {
    let dealers = store.dealers()?;
    if dealers.is_empty() {
        return Err(Refusal::new(
            "admin.no_dealers",
            "there is no dealer yet, so nobody would get it; make a dealer first",
        ));
    }
    for dealer in &dealers {
        bring(store, dealer, notice, now_at)?;
    }
    log(store, action, None, Some(notice.id), now_at)?;
    Ok(shown(notice))
}

/// Writes the notice where it is not there as it should be.
fn bring(
    store: &dyn ServerStore,
    dealer: &Dealer,
    notice: &Recall,
    now_at: i64,
) -> Result<(), Refusal> {
    let there = store.recalls(dealer.id)?;
    if there.iter().any(|one| one == notice) {
        return Ok(());
    }
    let entity = registry::entity("recall")
        .ok_or_else(|| Refusal::new("server.internal", "no recalls in the registry"))?;
    let fields = vec![
        (1, notice.no.as_str().into()),
        (2, notice.kind.as_str().into()),
        (3, notice.state.as_str().into()),
        (4, notice.version.into()),
        (5, notice.title.as_str().into()),
        (6, notice.reason.as_str().into()),
        (7, notice.advice.clone().into()),
        (8, notice.action.as_str().into()),
        (9, notice.ranges.as_str().into()),
        (10, notice.published_on.as_str().into()),
        (11, notice.deadline_on.clone().into()),
        (12, notice.withdrawn_reason.clone().into()),
    ];
    let own = OwnChange {
        entity,
        row: notice.id,
        fields,
    };
    Ok(store.write_own(dealer.id, &own, now_at)?)
}

/// Every notice in its latest version, by day and number.
fn all(store: &dyn ServerStore) -> Result<Vec<Recall>, Refusal> {
    let mut found: Vec<Recall> = Vec::new();
    for dealer in store.dealers()? {
        for notice in store.recalls(dealer.id)? {
            match found.iter_mut().find(|one| one.id == notice.id) {
                Some(one) if one.version < notice.version => *one = notice,
                Some(_) => {}
                None => found.push(notice),
            }
        }
    }
    found.sort_by(|a, b| (&a.published_on, &a.no).cmp(&(&b.published_on, &b.no)));
    Ok(found)
}

fn latest(store: &dyn ServerStore, no: &str) -> Result<Option<Recall>, Refusal> {
    Ok(all(store)?.into_iter().find(|one| one.no == no))
}

fn known(store: &dyn ServerStore, no: &str) -> Result<Recall, Refusal> {
    let no = no.trim();
    latest(store, no)?.ok_or_else(|| {
        Refusal::new("admin.not_found", "no notice has this number").with(json!({ "no": no }))
    })
}

/// Whether two say the same; their version and day are not compared.
fn same(known: &Recall, wanted: &Recall) -> bool {
    let wanted = Recall {
        version: known.version,
        published_on: known.published_on.clone(),
        ..wanted.clone()
    };
    *known == wanted
}

fn read(asked: &Publish, published_on: &str) -> Result<Recall, Refusal> {
    let no = line("no", &asked.no)?;
    if no.chars().count() > 40 {
        return Err(Refusal::new(
            "admin.bad_number",
            "a number has 40 characters at most",
        ));
    }
    let kind = NoticeKind::from_code(&asked.kind)
        .ok_or_else(|| Refusal::new("admin.bad_kind", "a kind is recall or stop_use"))?;
    let action = Action::from_code(&asked.action).ok_or_else(|| {
        Refusal::new(
            "admin.bad_action",
            "an action is contact, inspect, replace_part or stop",
        )
    })?;
    if kind == NoticeKind::StopUse && action == Action::Contact {
        return Err(Refusal::new(
            "admin.bad_action",
            "a stop-use notice asks for more than a call: stop, inspect or replace_part",
        ));
    }
    let deadline_on = asked.deadline.as_deref().map(day).transpose()?;
    let deadline_on = deadline_on.map(|on| on.to_string());
    if deadline_on.as_deref().is_some_and(|on| on < published_on) {
        return Err(Refusal::new(
            "admin.bad_date",
            "the last day is before the notice is published",
        ));
    }
    Ok(Recall {
        id: RecallId::of_no(&no).0.into_bytes(),
        no,
        kind: kind.code().to_owned(),
        state: NoticeState::Published.code().to_owned(),
        version: 1,
        title: line("title", &asked.title)?,
        reason: note("reason", &asked.reason)?,
        advice: asked
            .advice
            .as_deref()
            .map(|text| note("advice", text))
            .transpose()?,
        action: action.code().to_owned(),
        ranges: ranges(asked)?,
        published_on: published_on.to_owned(),
        deadline_on,
        withdrawn_reason: None,
    })
}

fn ranges(asked: &Publish) -> Result<String, Refusal> {
    if asked.ranges.is_empty() || asked.ranges.len() > RANGES_MAX {
        return Err(Refusal::new(
            "admin.bad_range",
            format!("give 1 to {RANGES_MAX} ranges"),
        ));
    }
    let read = |typed: &String| {
        SerialRange::read(ModelBook::built_in(), typed, asked.unlisted).map_err(|problem| {
            Refusal::new(
                "admin.bad_range",
                format!("the range cannot be read ({})", problem.code()),
            )
            .with(json!({ "range": typed, "problem": problem.code() }))
        })
    };
    let ranges: Vec<SerialRange> = asked.ranges.iter().map(read).collect::<Result<_, _>>()?;
    serde_json::to_string(&ranges)
        .map_err(|_| Refusal::new("server.internal", "the ranges cannot be written"))
}

fn line(field: &str, typed: &str) -> Result<String, Refusal> {
    words(field, typed, text::LINE_MAX)
}

fn note(field: &str, typed: &str) -> Result<String, Refusal> {
    words(field, typed, 2_000)
}

fn words(field: &str, typed: &str, most: usize) -> Result<String, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() || typed.chars().count() > most {
        return Err(Refusal::new(
            "admin.bad_text",
            format!("{field} has 1 to {most} characters"),
        ));
    }
    Ok(typed.to_owned())
}

fn list(store: &dyn ServerStore) -> Result<Value, Refusal> {
    let dealers = store.dealers()?;
    let mut found = Vec::new();
    for notice in all(store)? {
        let mut told = shown(&notice);
        let mut by_dealer = Vec::new();
        for dealer in &dealers {
            let machines = store.recall_machines(dealer.id, notice.id)?;
            by_dealer.push(progress(dealer, &notice, &machines));
        }
        told["dealers"] = by_dealer.into();
        found.push(told);
    }
    Ok(found.into())
}

/// How many machines of a dealer fall in, and how many of those are done.
fn progress(dealer: &Dealer, notice: &Recall, machines: &[RecallMachine]) -> Value {
    let ranges: Vec<SerialRange> = serde_json::from_str(&notice.ranges).unwrap_or_default();
    let action = Action::from_code(&notice.action).unwrap_or(Action::Inspect);
    let book = ModelBook::built_in();
    let falls = |one: &&RecallMachine| {
        recall::falls_in(book, &ranges, &one.serial, one.model_code.as_deref())
            && recall::can_be_reached(one.state.as_deref().and_then(UnitState::from_code))
    };
    let hit: Vec<_> = machines.iter().filter(falls).collect();
    let done = |one: &&&RecallMachine| {
        let outcomes = one.outcomes.iter();
        let outcomes = outcomes.filter_map(|code| Outcome::from_code(code));
        recall::task(action, outcomes) == TaskState::Done
    };
    json!({
        "dealer": dealer.code,
        "machines": hit.len(),
        "done": hit.iter().filter(done).count(),
    })
}

fn shown(notice: &Recall) -> Value {
    let ranges: Value = serde_json::from_str(&notice.ranges).unwrap_or_default();
    json!({
        "no": notice.no,
        "kind": notice.kind,
        "state": notice.state,
        "version": notice.version,
        "title": notice.title,
        "reason": notice.reason,
        "advice": notice.advice,
        "action": notice.action,
        "ranges": ranges,
        "published_on": notice.published_on,
        "deadline_on": notice.deadline_on,
        "withdrawn_reason": notice.withdrawn_reason,
    })
}

#[cfg(test)]
mod tests;
