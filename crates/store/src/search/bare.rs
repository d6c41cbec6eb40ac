//! What `search` is measured against: the one statement that answers a kind of query.

use std::sync::LazyLock;

use wuyou_domain::phone;

use super::index::KeyKind;
use super::step::{CODE_TABLES, CodeTable, NAME_WITHIN, PHONE_END, PINYIN, TEXT_WITHIN};
use super::text;
use crate::error::StoreError;
use crate::view::View;

/// The kinds of query the bench measures beside their bare statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BareKind {
    /// The end of a phone number.
    PhoneSuffix,
    /// Characters of a name.
    Name,
    /// Full pinyin or initials.
    Pinyin,
    /// The end of a serial.
    Serial,
    /// A village.
    Place,
    /// The end of a work-order number.
    OrderNo,
}

/// Runs only the statement that answers this kind of query and counts its rows: what `search` is
/// measured against.
///
/// # Errors
/// The database's error.
pub fn bare(
    view: View<'_>,
    kind: BareKind,
    typed: &str,
    limit: usize,
) -> Result<usize, StoreError> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let plain = || text::plain_code(typed).chars().rev().collect::<String>();
    let (sql, from) = match kind {
        BareKind::PhoneSuffix => (&PHONE_END.sql, phone::reversed(typed)),
        BareKind::Pinyin => (&PINYIN.sql, typed.to_owned()),
        BareKind::Serial => (&BARE_CODES[0], plain()),
        BareKind::OrderNo => (&BARE_CODES[1], plain()),
        BareKind::Name => (&NAME_WITHIN.sql, text::fts_query(typed).unwrap_or_default()),
        BareKind::Place => (&TEXT_WITHIN.sql, text::fts_query(typed).unwrap_or_default()),
    };
    let mut statement = view.connection.prepare_cached(sql)?;
    let mut rows = match kind {
        BareKind::Name | BareKind::Place => statement.query((from, limit))?,
        _ => {
            let to = text::after_prefix(&from);
            statement.query((from, to, limit))?
        }
    };
    let mut count = 0;
    while rows.next()?.is_some() {
        count += 1;
    }
    Ok(count)
}

/// What finds codes of one table by their end when nothing else is asked, by position in
/// [`CODE_TABLES`].
static BARE_CODES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let sql = |table: &CodeTable| {
        format!(
            "SELECT {} FROM search_key k CROSS JOIN {} f ON f.nr = k.nr
             LEFT JOIN customer c ON c.id = f.customer_id
             WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND k.part = {} LIMIT ?3",
            table.columns,
            table.table,
            KeyKind::CodeEnd as i64,
            table.part
        )
    };
    CODE_TABLES.iter().map(sql).collect()
});
