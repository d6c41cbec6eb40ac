//! Lists headquarters publishes (prices, service plans) for every dealer at once. They travel by each
//! dealer's log and are only read there.
//!
//! A list is one row with the same id at every dealer and is never changed: what comes next has a
//! number of its own. A command that was interrupted is given again: it brings the dealers that lack
//! it to where the others are and changes nothing else.

use std::path::Path;

use serde_json::{Value, json};
use wuyou_domain::id::PublicationId;
use wuyou_domain::text;
use wuyou_office::Workbook;
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::{Dealer, Publication};
use wuyou_sync::registry;
use wuyou_sync::server::OwnChange;

use super::certificate::{day, today};
use super::{Refusal, log};

const PUBLISHED: &str = "published";
const WITHDRAWN: &str = "withdrawn";
/// The longest list, in characters.
const CONTENT_MAX: usize = 30_000;

/// A list that was read from its file.
pub(super) struct Wanted<'a> {
    pub(super) kind: &'static str,
    pub(super) no: &'a str,
    pub(super) effective: Option<&'a str>,
    pub(super) source: &'a str,
    pub(super) content: String,
}

/// Reads an office file: the cells of its one sheet that has any. A second one would be left out
/// without a word, so it is refused.
pub(super) fn cells(file: &Path) -> Result<Vec<Vec<wuyou_office::Cell>>, Refusal> {
    let bad = |reason: String| {
        Refusal::new("admin.bad_file", "the file cannot be read")
            .with(json!({ "file": file.display().to_string(), "reason": reason }))
    };
    let bytes = std::fs::read(file).map_err(|error| bad(error.to_string()))?;
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let book = Workbook::read(&bytes, &name).map_err(|error| bad(error.to_string()))?;
    let filled = |sheet: &wuyou_office::Sheet| {
        !sheet.hidden && sheet.rows.iter().flatten().any(|cell| !cell.is_blank())
    };
    let mut sheets = book.sheets.into_iter().filter(filled);
    let sheet = sheets.next();
    let others: Vec<_> = sheets.map(|sheet| sheet.name).collect();
    if !others.is_empty() {
        return Err(Refusal::new(
            "admin.more_sheets",
            "more than one sheet has something in it; put everything into one, or hide what is no part of the list",
        )
        .with(json!({ "also": others })));
    }
    sheet
        .map(|sheet| sheet.rows)
        .ok_or_else(|| bad("no sheet has anything in it".to_owned()))
}

/// Publishes a list. The same list given again changes nothing.
pub(super) fn publish(
    store: &dyn ServerStore,
    wanted: Wanted<'_>,
    now_at: i64,
) -> Result<Publication, Refusal> {
    let on = today(now_at)?;
    let effective_on = wanted.effective.map(day).transpose()?.unwrap_or(on);
    let no = words("no", wanted.no, 40)?;
    if wanted.content.chars().count() > CONTENT_MAX {
        return Err(Refusal::new(
            "admin.too_long",
            "the list is longer than a dealer's PC takes; split it or shorten its names",
        ));
    }
    let list = Publication {
        id: PublicationId::of_no(wanted.kind, &no).0.into_bytes(),
        kind: wanted.kind.to_owned(),
        state: PUBLISHED.to_owned(),
        effective_on: effective_on.to_string(),
        source: words("source", wanted.source, text::LINE_MAX)?,
        content: wanted.content,
        published_on: on.to_string(),
        withdrawn_reason: None,
        issue: None,
        no,
    };
    let known = all(store, wanted.kind)?;
    // What was published before lists had an issue comes before every one that has.
    let issues = known.iter().filter_map(|one| one.issue);
    let issue = Some(issues.max().unwrap_or(0) + 1);
    let list = match known.into_iter().find(|one| one.id == list.id) {
        Some(known) if known.state == WITHDRAWN => {
            return Err(Refusal::new(
                "admin.withdrawn",
                "this list is withdrawn; publish the next one with a number of its own",
            ));
        }
        Some(known) if same(&known, &list) => known,
        Some(_) => {
            return Err(Refusal::new(
                "admin.exists",
                "this number is given already to another list; give the new one a number of its own",
            ));
        }
        None => Publication { issue, ..list },
    };
    bring_everywhere(store, &list, now_at)?;
    log(
        store,
        &format!("{}.publish", wanted.kind),
        None,
        Some(list.id),
        now_at,
    )?;
    Ok(list)
}

/// Whether two say the same; when they were published is not compared.
fn same(known: &Publication, wanted: &Publication) -> bool {
    let wanted = Publication {
        published_on: known.published_on.clone(),
        issue: known.issue,
        ..wanted.clone()
    };
    *known == wanted
}

pub(super) fn withdraw(
    store: &dyn ServerStore,
    kind: &str,
    (no, reason): (&str, &str),
    now_at: i64,
) -> Result<Publication, Refusal> {
    let no = no.trim();
    let known = all(store, kind)?.into_iter().find(|one| one.no == no);
    let known = known.ok_or_else(|| {
        Refusal::new("admin.not_found", "no list has this number").with(json!({ "no": no }))
    })?;
    let reason = words("reason", reason, text::LINE_MAX)?;
    let list = if known.state == WITHDRAWN {
        known
    } else {
        Publication {
            state: WITHDRAWN.to_owned(),
            withdrawn_reason: Some(reason),
            ..known
        }
    };
    bring_everywhere(store, &list, now_at)?;
    let action = format!("{kind}.withdraw");
    log(store, &action, None, Some(list.id), now_at)?;
    Ok(list)
}

fn bring_everywhere(
    store: &dyn ServerStore,
    list: &Publication,
    now_at: i64,
) -> Result<(), Refusal> {
    let dealers = store.dealers()?;
    if dealers.is_empty() {
        return Err(Refusal::new(
            "admin.no_dealers",
            "there is no dealer yet, so nobody would get it; make a dealer first",
        ));
    }
    for dealer in &dealers {
        bring(store, dealer, list, now_at)?;
    }
    Ok(())
}

/// Brings every list to a dealer that was just made.
pub(super) fn bring_to(
    store: &dyn ServerStore,
    dealer: &Dealer,
    now_at: i64,
) -> Result<(), Refusal> {
    for kind in ["price_list", "service_plans"] {
        for list in all(store, kind)? {
            bring(store, dealer, &list, now_at)?;
        }
    }
    Ok(())
}

/// Writes the list where it is not there as it should be.
fn bring(
    store: &dyn ServerStore,
    dealer: &Dealer,
    list: &Publication,
    now_at: i64,
) -> Result<(), Refusal> {
    let there = store.publications(dealer.id)?;
    if there.iter().any(|one| one == list) {
        return Ok(());
    }
    let entity = registry::entity("publication")
        .ok_or_else(|| Refusal::new("server.internal", "no lists in the registry"))?;
    let fields = vec![
        (1, list.no.as_str().into()),
        (2, list.kind.as_str().into()),
        (3, list.state.as_str().into()),
        (4, list.effective_on.as_str().into()),
        (5, list.source.as_str().into()),
        (6, list.content.as_str().into()),
        (7, list.published_on.as_str().into()),
        (8, list.withdrawn_reason.clone().into()),
        (9, list.issue.into()),
    ];
    let own = OwnChange {
        entity,
        row: list.id,
        fields,
    };
    Ok(store.write_own(dealer.id, &own, now_at)?)
}

/// Every list of a kind as it stands at the dealer that has come farthest, by day and in the order
/// they were published.
pub(super) fn all(store: &dyn ServerStore, kind: &str) -> Result<Vec<Publication>, Refusal> {
    let mut found: Vec<Publication> = Vec::new();
    for dealer in store.dealers()? {
        let lists = store.publications(dealer.id)?.into_iter();
        for list in lists.filter(|list| list.kind == kind) {
            match found.iter_mut().find(|one| one.id == list.id) {
                Some(one) if list.state == WITHDRAWN => *one = list,
                Some(_) => {}
                None => found.push(list),
            }
        }
    }
    found.sort_by(|a, b| {
        let key = |one: &Publication| (one.effective_on.clone(), one.issue.unwrap_or(0));
        let old = |one: &Publication| (one.published_on.clone(), one.no.clone());
        (key(a), old(a)).cmp(&(key(b), old(b)))
    });
    Ok(found)
}

/// The list that counts on a day: the last to take effect by then that was not withdrawn.
pub(super) fn in_force<'p>(lists: &'p [Publication], on: &str) -> Option<&'p Publication> {
    let mut lists = lists.iter();
    lists.rfind(|list| list.state == PUBLISHED && list.effective_on.as_str() <= on)
}

/// A list with how many dealers have it.
pub(super) fn shown(
    store: &dyn ServerStore,
    list: &Publication,
    in_force: bool,
) -> Result<Value, Refusal> {
    let dealers = store.dealers()?;
    let mut lacking = Vec::new();
    for dealer in &dealers {
        if !store.publications(dealer.id)?.iter().any(|one| one == list) {
            lacking.push(dealer.code.clone());
        }
    }
    Ok(json!({
        "no": list.no,
        "state": list.state,
        "in_force": in_force,
        "effective_on": list.effective_on,
        "source": list.source,
        "published_on": list.published_on,
        "withdrawn_reason": list.withdrawn_reason,
        "dealers": dealers.len(),
        "lacking": lacking,
    }))
}

pub(super) fn words(field: &str, typed: &str, most: usize) -> Result<String, Refusal> {
    let typed = typed.trim();
    if typed.is_empty() || typed.chars().count() > most {
        return Err(Refusal::new(
            "admin.bad_text",
            format!("{field} has 1 to {most} characters"),
        ));
    }
    Ok(typed.to_owned())
}
