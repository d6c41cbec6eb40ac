//! Complaints and remedy cases by what they say, and by the household that was found.

use std::sync::LazyLock;

use rusqlite::{OptionalExtension, Row};
use uuid::Uuid;
use wuyou_domain::id::CustomerId;
use wuyou_sync::value::RowId;

use super::found::Found;
use super::hit::{HitKind, MatchedField, SearchHit};
use super::index::{COMPLAINT, REMEDY_CASE};
use crate::customer::{family, standing};
use crate::error::StoreError;
use crate::view::Id;

/// Most households whose complaints and cases are looked up.
const HOUSEHOLDS: usize = 8;
/// Most of one household.
const OF_HOUSEHOLD: u32 = 3;
/// Most of one kind that are found by their words.
const BY_WORDS: u32 = 12;
/// Characters of what it says that tell two alike apart.
const SAID: u32 = 30;

/// The columns of a hit, of a complaint or a case `f` and its household `c`.
fn columns(part: i64) -> &'static str {
    match part {
        COMPLAINT => {
            "f.id, f.no, c.id, COALESCE(c.name, f.caller_name, '') || ' · ' || substr(f.text, 1, {SAID}), f.state"
        }
        _ => {
            "f.id, f.no, c.id, COALESCE(c.name, '') || ' · ' || substr(f.text, 1, {SAID}), f.state"
        }
    }
}

/// What reads them; those of a deleted household have gone from sight with it.
fn select(part: i64) -> String {
    let table = if part == COMPLAINT {
        "complaint"
    } else {
        "remedy_case"
    };
    let columns = columns(part).replace("{SAID}", &SAID.to_string());
    let standing = standing!("f.customer_id");
    format!(
        "SELECT {columns} FROM {table} f LEFT JOIN customer c ON c.id = {standing}
         WHERE f.deleted_at IS NULL AND c.deleted_at IS NULL"
    )
}

static BY_NR: LazyLock<[String; 2]> = LazyLock::new(|| {
    [COMPLAINT, REMEDY_CASE].map(|part| format!("{} AND f.nr = ?1", select(part)))
});

/// Open ones before those that are over, the latest first.
static OF_CUSTOMER: LazyLock<[String; 2]> = LazyLock::new(|| {
    let theirs = family("?1");
    [
        format!(
            "{} AND f.customer_id IN {theirs}
             ORDER BY f.state IN ('settled', 'closed_satisfied', 'closed_external'),
             f.received_at DESC, f.nr DESC LIMIT ?2",
            select(COMPLAINT)
        ),
        format!(
            "{} AND f.customer_id IN {theirs}
             ORDER BY f.state IN ('closed', 'withdrawn'), f.opened_at DESC, f.nr DESC LIMIT ?2",
            select(REMEDY_CASE)
        ),
    ]
});

const KINDS: [HitKind; 2] = [HitKind::Complaint, HitKind::RemedyCase];

fn read(kind: HitKind, field: MatchedField, row: &Row<'_>) -> rusqlite::Result<SearchHit> {
    let customer: Option<RowId> = row.get(2)?;
    Ok(SearchHit {
        kind,
        id: Uuid::from_bytes(row.get::<_, RowId>(0)?),
        customer_id: customer.map(|id| CustomerId(Uuid::from_bytes(id))),
        title: row.get(1)?,
        subtitle: row.get(3)?,
        matched_field: field,
        matched: None,
        state: row.get(4)?,
    })
}

/// Complaints and cases with these words, by turns, so that many of one kind leave room for the
/// other. The latest of each come first.
pub(super) fn by_words(found: &Found<'_>, typed: &str) -> Result<Vec<SearchHit>, StoreError> {
    let Some(query) = found.words(typed) else {
        return Ok(Vec::new());
    };
    let connection = found.view.connection;
    // The number of a complaint says nothing of that of a case: each kind is asked by itself.
    let mut statement = connection.prepare_cached(
        "SELECT rowid FROM search_case WHERE search_case MATCH ?1 AND rowid % 2 = ?2
         ORDER BY rowid DESC LIMIT ?3",
    )?;
    let mut of_kind = [Vec::new(), Vec::new()];
    for (which, hits) in of_kind.iter_mut().enumerate() {
        if !found.wants(KINDS[which]) {
            continue;
        }
        let rest = i64::from(KINDS[which] == HitKind::RemedyCase);
        let places = statement.query_map((&query, rest, BY_WORDS), |row| row.get::<_, i64>(0))?;
        let mut one = connection.prepare_cached(&BY_NR[which])?;
        for place in places {
            let hit = one.query_row([place? / 2], |row| {
                read(KINDS[which], MatchedField::Text, row)
            });
            hits.extend(hit.optional()?);
        }
    }
    let [mut complaints, mut cases] = of_kind.map(Vec::into_iter);
    let mut hits = Vec::new();
    loop {
        let pair = [complaints.next(), cases.next()];
        if pair.iter().all(Option::is_none) {
            return Ok(hits);
        }
        hits.extend(pair.into_iter().flatten());
    }
}

/// Complaints and cases of the households that were found by a name or a number.
pub(super) fn of_households(found: &Found<'_>) -> Result<Vec<SearchHit>, StoreError> {
    let named = |hit: &&SearchHit| {
        hit.kind == HitKind::Customer
            && matches!(
                hit.matched_field,
                MatchedField::Phone
                    | MatchedField::PhonePart
                    | MatchedField::Name
                    | MatchedField::Pinyin
            )
    };
    let mut hits = Vec::new();
    for household in found.hits.iter().filter(named).take(HOUSEHOLDS) {
        for (which, sql) in OF_CUSTOMER.iter().enumerate() {
            if !found.wants(KINDS[which]) {
                continue;
            }
            let mut statement = found.view.connection.prepare_cached(sql)?;
            let rows = statement.query_map((household.id.row_id(), OF_HOUSEHOLD), |row| {
                read(KINDS[which], household.matched_field, row)
            })?;
            for row in rows {
                hits.push(row?);
            }
        }
    }
    Ok(hits)
}
