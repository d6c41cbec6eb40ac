//! Several words of different shape: households that every one of them finds.

use std::collections::HashSet;

use uuid::Uuid;
use wuyou_domain::id::CustomerId;
use wuyou_sync::value::RowId;

use super::found::Found;
use super::hit::{HitKind, SearchHit};
use super::query::{by_code, by_digits, by_letters};
use super::text::{self, Shape};
use crate::customer;
use crate::error::StoreError;
use crate::view::View;

/// Most households compared when several words of different shape are typed.
const CANDIDATES: usize = 500;
/// Most of them whose document is asked one by one.
const CANDIDATES_ASKED: usize = 100;

/// Several words of different shape (`王 2207`, `wjg 槐树`): households that every word finds.
pub(super) fn mixed(found: &mut Found<'_>, terms: &[&str]) -> Result<(), StoreError> {
    let mut words = String::new();
    let mut common: Option<Vec<SearchHit>> = None;
    // Digits and letters first: they find few.
    for term in terms {
        if matches!(text::shape(term), Shape::Words) {
            words.push_str(term);
            words.push(' ');
            continue;
        }
        let mut one =
            Found::new(found.view, CANDIDATES, &[HitKind::Customer]).reaching(found.reach);
        match text::shape(term) {
            Shape::Digits(digits) => by_digits(&mut one, &digits)?,
            Shape::Letters(letters) => by_letters(&mut one, &letters, term)?,
            Shape::Code(code) => by_code(&mut one, &code, term)?,
            Shape::Empty | Shape::Words => continue,
        }
        common = Some(match common {
            None => one.hits,
            Some(hits) => hits
                .into_iter()
                .filter(|hit| one.hits.iter().any(|other| other.id == hit.id))
                .collect(),
        });
    }
    let mut common = common.unwrap_or_default();
    if let Some(query) = found.words(&words) {
        let having = households_having(found.view, &query, &common)?;
        common.retain(|hit| having.contains(&hit.id));
    }
    for hit in common {
        found.add(hit);
    }
    Ok(())
}

/// Those of the hits whose document has the words. Where the words are rare their documents are
/// listed once, otherwise each hit's document is asked.
fn households_having(
    view: View<'_>,
    query: &str,
    hits: &[SearchHit],
) -> Result<HashSet<Uuid>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT c.id, c.merged_into IS NOT NULL FROM search_text t CROSS JOIN customer c ON c.nr = t.rowid
         WHERE search_text MATCH ?1 LIMIT ?2",
    )?;
    let most = hits.len().saturating_mul(8);
    let rows = statement.query_map((query, i64::try_from(most).unwrap_or(i64::MAX)), |row| {
        let id = Uuid::from_bytes(row.get::<_, RowId>(0)?);
        Ok((id, row.get::<_, bool>(1)?))
    })?;
    let mut having = HashSet::new();
    let mut count = 0;
    for row in rows {
        let (id, merged) = row?;
        count += 1;
        having.insert(if merged {
            customer::root(view, CustomerId(id))?.0
        } else {
            id
        });
    }
    if count < most {
        return Ok(having);
    }
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT 1 FROM search_text WHERE search_text MATCH ?1
         AND rowid IN (SELECT nr FROM customer WHERE id IN {})",
        customer::family("?2")
    ))?;
    let mut having = HashSet::new();
    for hit in hits.iter().take(CANDIDATES_ASKED) {
        if statement.exists((query, hit.id.as_bytes()))? {
            having.insert(hit.id);
        }
    }
    Ok(having)
}
