//! The tags of a household with their days, and what changed since the quarter before (R084).

use chrono::NaiveDate;
use wuyou_contract::customer::{TagChange, TagDays};
use wuyou_domain::id::CustomerId;
use wuyou_domain::tag::{TagSpan, change};
use wuyou_domain::time::local_date;
use wuyou_store::View;
use wuyou_store::customer::{TagPastRow, tags_ever};

use crate::failure::Outcome;

/// The tags of a household over time.
pub(super) struct Tags {
    /// Those it has.
    pub(super) days: Vec<TagDays>,
    /// What changed.
    pub(super) change: TagChange,
}

/// Reads them as of a moment.
pub(super) fn of(view: View<'_>, id: CustomerId, now_at: i64) -> Outcome<Tags> {
    let today = local_date(now_at).unwrap_or_default();
    let rows = tags_ever(view, id)?;
    let spans: Vec<TagSpan> = rows.into_iter().filter_map(span).collect();
    let change = change(&spans, today);
    let mut days: Vec<TagDays> = Vec::new();
    for span in spans.iter().filter(|span| span.taken_off_on.is_none()) {
        if !days.iter().any(|known| known.tag == span.tag) {
            days.push(shown(span));
        }
    }
    Ok(Tags {
        days,
        change: TagChange {
            from_on: change.from_on.to_string(),
            new: change.new.iter().map(shown).collect(),
            gone: change.gone.iter().map(shown).collect(),
        },
    })
}

/// A row of before the day was kept counts from when it was made.
fn span(row: TagPastRow) -> Option<TagSpan> {
    let given_on: Option<NaiveDate> = row.given_on.and_then(|on| on.parse().ok());
    Some(TagSpan {
        tag: row.tag,
        given_on: given_on.or_else(|| local_date(row.created_at))?,
        taken_off_on: row.deleted_at.and_then(local_date),
    })
}

fn shown(span: &TagSpan) -> TagDays {
    TagDays {
        tag: span.tag.clone(),
        given_on: span.given_on.to_string(),
        taken_off_on: span.taken_off_on.map(|on| on.to_string()),
    }
}
