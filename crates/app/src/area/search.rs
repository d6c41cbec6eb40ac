//! Search over everything, as one types.

use wuyou_contract::search::{SearchAll, SearchHit, SearchHits};
use wuyou_store::search::{self as store, HitKind, MatchedField};

use crate::app::{Acting, App};
use crate::failure::Outcome;

/// Longest text that is searched for, in characters; more is cut, as no field is found by more.
const QUERY_MOST: usize = 100;

/// Finds anything.
pub(crate) fn all(app: &App, acting: &Acting, request: SearchAll) -> Outcome<SearchHits> {
    let mut found = find(app, acting, &request.query, (request.limit, &[]))?;
    let others = app
        .database()?
        .read(|view| super::other_machine::hits(view, &request.query))?;
    let most = request.limit.unwrap_or(20).clamp(1, 50) as usize;
    found.hits.truncate(most.saturating_sub(others.len()));
    found.hits.extend(others);
    Ok(found)
}

/// Finds households, by whatever belongs to them.
pub(crate) fn households(
    app: &App,
    acting: &Acting,
    query: &str,
    limit: Option<u32>,
) -> Outcome<SearchHits> {
    find(app, acting, query, (limit, &[HitKind::Customer]))
}

fn find(
    app: &App,
    acting: &Acting,
    query: &str,
    (limit, kinds): (Option<u32>, &[HitKind]),
) -> Outcome<SearchHits> {
    let reach = super::phone::reach(acting);
    let query: String = query.chars().take(QUERY_MOST).collect();
    let limit = limit.unwrap_or(20).clamp(1, 50) as usize;
    let hits = app
        .database()?
        .read(|view| super::place_name::search(view, &query, (limit, reach), kinds))?;
    Ok(SearchHits {
        hits: hits.into_iter().map(shown).collect(),
    })
}

fn shown(hit: store::SearchHit) -> SearchHit {
    let kind = match hit.kind {
        HitKind::Customer => "customer",
        HitKind::Unit => "unit",
        HitKind::WorkOrder => "work_order",
        HitKind::Request => "request",
        HitKind::Complaint => "complaint",
        HitKind::RemedyCase => "remedy_case",
    };
    SearchHit {
        kind: kind.to_owned(),
        id: hit.id,
        customer_id: hit.customer_id.map(|id| id.0),
        title: hit.title,
        subtitle: hit.subtitle,
        matched: matched(hit.matched_field).to_owned(),
    }
}

/// The stable name of what a hit was found by.
pub(crate) fn matched(field: MatchedField) -> &'static str {
    match field {
        MatchedField::Phone | MatchedField::PhonePart => "phone",
        MatchedField::Name => "name",
        MatchedField::Pinyin => "pinyin",
        MatchedField::Serial => "serial",
        MatchedField::Number => "number",
        MatchedField::Place => "address",
        MatchedField::Text => "text",
    }
}
