//! Asking the index. See the module header for the order of the steps.

use std::collections::HashSet;

use rusqlite::{Params, Row};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wuyou_domain::id::CustomerId;
use wuyou_domain::phone;
use wuyou_sync::value::RowId;

use super::index::KeyKind;
use super::text::{self, Shape};
use crate::error::StoreError;
use crate::view::View;

/// Most hits of one search.
const LIMIT_MAX: usize = 200;
/// Fewest digits looked up as the end of a phone, serial or order number.
const SUFFIX_MIN: usize = 3;
/// Digits within which a number is also looked for in the middle of phones.
const MIDDLE: std::ops::RangeInclusive<usize> = 4..=8;
/// Most households compared when several words of different shape are typed.
const CANDIDATES: usize = 500;

/// What was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HitKind {
    /// A household.
    Customer,
    /// A machine.
    Unit,
    /// A work order.
    WorkOrder,
    /// A service request.
    Request,
}

/// By what it was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchedField {
    /// A whole phone number.
    Phone,
    /// Some digits of a phone number.
    PhonePart,
    /// A name of the household or one of its people.
    Name,
    /// The spelling of such a name.
    Pinyin,
    /// A serial number.
    Serial,
    /// The number of an order or request.
    Number,
    /// Address, tag or note.
    Place,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchHit {
    /// What it is.
    pub kind: HitKind,
    /// Its row.
    pub id: Uuid,
    /// The household it belongs to.
    pub customer_id: Option<CustomerId>,
    /// Name, serial or number.
    pub title: String,
    /// What tells it from its like: phone and place, or the household's name.
    pub subtitle: String,
    /// By what it was found.
    pub matched_field: MatchedField,
    /// The text that matched, where it is not the title.
    pub matched: Option<String>,
    /// The state of an order or request.
    pub state: Option<String>,
}

/// The columns of a household's hit; `c` is the household.
const CUSTOMER: &str = "c.id, c.name,
    (SELECT p.number FROM phone p WHERE p.customer_id = c.id AND p.deleted_at IS NULL
     ORDER BY p.nr LIMIT 1),
    (SELECT COALESCE(a.village || COALESCE(' ' || a.detail, ''), a.detail, a.town, a.landmark)
     FROM address a WHERE a.customer_id = c.id AND a.deleted_at IS NULL ORDER BY a.nr LIMIT 1)";
const ALIVE: &str = "c.deleted_at IS NULL AND c.merged_into IS NULL";

/// One step: a statement with three parameters (from, to, limit) or two (query, limit).
struct Step {
    sql: String,
    kind: HitKind,
    field: MatchedField,
}

macro_rules! step {
    ($name:ident, $kind:ident, $field:ident, $($sql:tt)*) => {
        static $name: std::sync::LazyLock<Step> = std::sync::LazyLock::new(|| Step {
            sql: format!($($sql)*),
            kind: HitKind::$kind,
            field: MatchedField::$field,
        });
    };
}

step!(
    PHONE_EXACT,
    Customer,
    Phone,
    "SELECT {CUSTOMER}, f.number FROM phone f CROSS JOIN customer c ON c.id = f.customer_id
     WHERE f.number = ?1 AND f.deleted_at IS NULL AND {ALIVE} LIMIT ?2"
);
step!(
    PHONE_SUFFIX,
    Customer,
    PhonePart,
    "SELECT {CUSTOMER}, f.number FROM search_key k CROSS JOIN phone f ON f.nr = k.nr
     CROSS JOIN customer c ON c.id = f.customer_id
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE} LIMIT ?3",
    KeyKind::Phone as i64
);
step!(
    PHONE_PREFIX,
    Customer,
    PhonePart,
    "SELECT {CUSTOMER}, f.number FROM phone f CROSS JOIN customer c ON c.id = f.customer_id
     WHERE f.number >= ?1 AND f.number < ?2 AND f.deleted_at IS NULL AND {ALIVE} LIMIT ?3"
);
step!(
    PHONE_MIDDLE,
    Customer,
    PhonePart,
    "SELECT {CUSTOMER}, f.number FROM phone f CROSS JOIN customer c ON c.id = f.customer_id
     WHERE f.nr IN (SELECT nr FROM phone INDEXED BY phone_number WHERE instr(number, ?1) > 0
                    LIMIT ?2)
     AND f.deleted_at IS NULL AND {ALIVE} LIMIT ?2"
);
step!(
    NAME_PREFIX,
    Customer,
    Name,
    "SELECT {CUSTOMER}, NULL FROM customer c
     WHERE c.name >= ?1 AND c.name < ?2 AND {ALIVE} LIMIT ?3"
);
step!(
    PERSON_PREFIX,
    Customer,
    Name,
    "SELECT {CUSTOMER}, f.name FROM person f CROSS JOIN customer c ON c.id = f.customer_id
     WHERE f.name >= ?1 AND f.name < ?2 AND f.deleted_at IS NULL AND {ALIVE} LIMIT ?3"
);
step!(
    NAME_WITHIN,
    Customer,
    Name,
    "SELECT {CUSTOMER}, NULL FROM search_name t CROSS JOIN customer c ON c.nr = t.rowid
     WHERE search_name MATCH ?1 AND {ALIVE} LIMIT ?2"
);
step!(
    CUSTOMER_PINYIN,
    Customer,
    Pinyin,
    "SELECT {CUSTOMER}, NULL FROM search_key k CROSS JOIN customer c ON c.nr = k.nr
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE} LIMIT ?3",
    KeyKind::CustomerPinyin as i64
);
step!(
    PERSON_PINYIN,
    Customer,
    Pinyin,
    "SELECT {CUSTOMER}, f.name FROM search_key k CROSS JOIN person f ON f.nr = k.nr
     CROSS JOIN customer c ON c.id = f.customer_id
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE} LIMIT ?3",
    KeyKind::PersonPinyin as i64
);
step!(
    TEXT_WITHIN,
    Customer,
    Place,
    "SELECT {CUSTOMER}, NULL FROM search_text t CROSS JOIN customer c ON c.nr = t.rowid
     WHERE search_text MATCH ?1 AND {ALIVE} LIMIT ?2"
);

/// The columns of a hit that is not a household: id, title, household's id and name, state.
const UNIT: &str = "f.id, f.serial, c.id, COALESCE(c.name, f.model_code, ''), NULL";
const ORDER: &str = "f.id, f.no, c.id, COALESCE(c.name, ''), f.state";
const REQUEST: &str = "f.id, f.no, c.id, COALESCE(c.name, f.caller_name, ''), f.state";

step!(
    SERIAL_PREFIX,
    Unit,
    Serial,
    "SELECT {UNIT} FROM unit f LEFT JOIN customer c ON c.id = f.customer_id
     WHERE f.serial >= ?1 AND f.serial < ?2 AND f.deleted_at IS NULL LIMIT ?3"
);
step!(
    SERIAL_SUFFIX,
    Unit,
    Serial,
    "SELECT {UNIT} FROM search_key k CROSS JOIN unit f ON f.nr = k.nr
     LEFT JOIN customer c ON c.id = f.customer_id
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 LIMIT ?3",
    KeyKind::Serial as i64
);
step!(
    ORDER_PREFIX,
    WorkOrder,
    Number,
    "SELECT {ORDER} FROM work_order f LEFT JOIN customer c ON c.id = f.customer_id
     WHERE f.no >= ?1 AND f.no < ?2 AND f.deleted_at IS NULL LIMIT ?3"
);
step!(
    ORDER_SUFFIX,
    WorkOrder,
    Number,
    "SELECT {ORDER} FROM search_key k CROSS JOIN work_order f ON f.nr = k.nr
     LEFT JOIN customer c ON c.id = f.customer_id
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 LIMIT ?3",
    KeyKind::OrderNo as i64
);
step!(
    REQUEST_PREFIX,
    Request,
    Number,
    "SELECT {REQUEST} FROM request f LEFT JOIN customer c ON c.id = f.customer_id
     WHERE f.no >= ?1 AND f.no < ?2 AND f.deleted_at IS NULL LIMIT ?3"
);
step!(
    REQUEST_SUFFIX,
    Request,
    Number,
    "SELECT {REQUEST} FROM search_key k CROSS JOIN request f ON f.nr = k.nr
     LEFT JOIN customer c ON c.id = f.customer_id
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 LIMIT ?3",
    KeyKind::RequestNo as i64
);

/// Searches for a typed text. At most `limit` (≤ 200) hits, the likeliest first; only of the
/// `kinds` asked for, all when there are none.
///
/// # Errors
/// The database's error; never because of what was typed.
pub fn search(
    view: View<'_>,
    typed: &str,
    limit: usize,
    kinds: &[HitKind],
) -> Result<Vec<SearchHit>, StoreError> {
    let mut found = Found {
        view,
        limit: limit.min(LIMIT_MAX),
        kinds,
        seen: HashSet::new(),
        hits: Vec::new(),
    };
    match text::shape(typed) {
        Shape::Empty => {}
        Shape::Digits(digits) => by_digits(&mut found, &digits)?,
        Shape::Letters(letters) => by_letters(&mut found, &letters, typed)?,
        Shape::Code(code) => by_code(&mut found, &code, typed)?,
        Shape::Words => by_words(&mut found, typed)?,
    }
    Ok(found.hits)
}

fn by_digits(found: &mut Found<'_>, digits: &str) -> Result<(), StoreError> {
    found.ask(&PHONE_EXACT, |limit| (digits.to_owned(), limit))?;
    if digits.len() >= SUFFIX_MIN {
        found.prefix(&PHONE_SUFFIX, &phone::reversed(digits))?;
        found.prefix(&PHONE_PREFIX, digits)?;
        codes(found, digits)?;
    }
    if found.hits.is_empty() && MIDDLE.contains(&digits.len()) {
        found.ask(&PHONE_MIDDLE, |limit| (digits.to_owned(), limit))?;
    }
    within_text(found, digits)
}

fn codes(found: &mut Found<'_>, code: &str) -> Result<(), StoreError> {
    let reversed = text::reversed_code(code);
    found.prefix(&SERIAL_PREFIX, code)?;
    found.prefix(&SERIAL_SUFFIX, &reversed)?;
    found.prefix(&ORDER_PREFIX, code)?;
    found.prefix(&ORDER_SUFFIX, &reversed)?;
    found.prefix(&REQUEST_PREFIX, code)?;
    found.prefix(&REQUEST_SUFFIX, &reversed)
}

fn by_letters(found: &mut Found<'_>, letters: &str, typed: &str) -> Result<(), StoreError> {
    found.prefix(&CUSTOMER_PINYIN, letters)?;
    found.prefix(&PERSON_PINYIN, letters)?;
    if letters.len() >= SUFFIX_MIN {
        codes(found, &letters.to_ascii_uppercase())?;
    }
    within_names(found, typed)?;
    within_text(found, typed)
}

fn by_code(found: &mut Found<'_>, code: &str, typed: &str) -> Result<(), StoreError> {
    codes(found, code)?;
    within_names(found, typed)?;
    within_text(found, typed)
}

fn by_words(found: &mut Found<'_>, typed: &str) -> Result<(), StoreError> {
    let terms: Vec<&str> = typed.split_whitespace().collect();
    if let [name] = terms.as_slice() {
        found.prefix(&NAME_PREFIX, name)?;
        found.prefix(&PERSON_PREFIX, name)?;
        within_names(found, typed)?;
        return within_text(found, typed);
    }
    within_names(found, typed)?;
    within_text(found, typed)?;
    if found.has_room() {
        mixed(found, &terms)?;
    }
    Ok(())
}

fn within_names(found: &mut Found<'_>, typed: &str) -> Result<(), StoreError> {
    match text::fts_query(typed) {
        Some(query) => found.ask(&NAME_WITHIN, |limit| (query, limit)),
        None => Ok(()),
    }
}

fn within_text(found: &mut Found<'_>, typed: &str) -> Result<(), StoreError> {
    match text::fts_query(typed) {
        Some(query) => found.ask(&TEXT_WITHIN, |limit| (query, limit)),
        None => Ok(()),
    }
}

/// Several words of different shape (`王 2207`, `wjg 槐树`): households that every word finds.
fn mixed(found: &mut Found<'_>, terms: &[&str]) -> Result<(), StoreError> {
    let mut words = String::new();
    let mut common: Option<Vec<SearchHit>> = None;
    // Digits and letters first: they find few.
    for term in terms {
        if matches!(text::shape(term), Shape::Words) {
            words.push_str(term);
            words.push(' ');
            continue;
        }
        let mut one = Found {
            view: found.view,
            limit: CANDIDATES,
            kinds: &[HitKind::Customer],
            seen: HashSet::new(),
            hits: Vec::new(),
        };
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
    let query = text::fts_query(&words);
    let mut statement = found.view.connection.prepare_cached(
        "SELECT 1 FROM search_text WHERE search_text MATCH ?1
         AND rowid = (SELECT nr FROM customer WHERE id = ?2)",
    )?;
    for hit in common.unwrap_or_default() {
        let fits = match &query {
            Some(query) => statement.exists((query, hit.id.as_bytes()))?,
            None => true,
        };
        if fits {
            found.add(hit);
        }
    }
    Ok(())
}

struct Found<'v> {
    view: View<'v>,
    limit: usize,
    kinds: &'v [HitKind],
    seen: HashSet<Uuid>,
    hits: Vec<SearchHit>,
}

impl Found<'_> {
    fn has_room(&self) -> bool {
        self.hits.len() < self.limit
    }

    fn add(&mut self, hit: SearchHit) {
        if self.has_room() && self.seen.insert(hit.id) {
            self.hits.push(hit);
        }
    }

    fn prefix(&mut self, step: &Step, prefix: &str) -> Result<(), StoreError> {
        let (from, to) = (prefix.to_owned(), text::after_prefix(prefix));
        self.ask(step, |limit| (from, to, limit))
    }

    /// Asks one step, if its kind is wanted and there is room. Rows found before do not count
    /// against the limit, so it asks for that many more.
    fn ask<P: Params>(
        &mut self,
        step: &Step,
        params: impl FnOnce(i64) -> P,
    ) -> Result<(), StoreError> {
        let wanted = self.kinds.is_empty() || self.kinds.contains(&step.kind);
        if !wanted || !self.has_room() {
            return Ok(());
        }
        let view = self.view;
        let limit = i64::try_from(self.limit + self.hits.len()).unwrap_or(i64::MAX);
        let mut statement = view.connection.prepare_cached(&step.sql)?;
        let mut rows = statement.query(params(limit))?;
        while let Some(row) = rows.next()? {
            if !self.has_room() {
                break;
            }
            self.add(read_hit(step, row)?);
        }
        Ok(())
    }
}

fn read_hit(step: &Step, row: &Row<'_>) -> rusqlite::Result<SearchHit> {
    let id = Uuid::from_bytes(row.get::<_, RowId>(0)?);
    let title: String = row.get(1)?;
    if step.kind == HitKind::Customer {
        let phone: Option<String> = row.get(2)?;
        let place: Option<String> = row.get(3)?;
        let parts: Vec<String> = phone.into_iter().chain(place).collect();
        return Ok(SearchHit {
            kind: step.kind,
            id,
            customer_id: Some(CustomerId(id)),
            title,
            subtitle: parts.join(" · "),
            matched_field: step.field,
            matched: row.get(4)?,
            state: None,
        });
    }
    let customer: Option<RowId> = row.get(2)?;
    Ok(SearchHit {
        kind: step.kind,
        id,
        customer_id: customer.map(|id| CustomerId(Uuid::from_bytes(id))),
        title,
        subtitle: row.get(3)?,
        matched_field: step.field,
        matched: None,
        state: row.get(4)?,
    })
}

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
    let (step, from) = match kind {
        BareKind::PhoneSuffix => (&PHONE_SUFFIX, phone::reversed(typed)),
        BareKind::Pinyin => (&CUSTOMER_PINYIN, typed.to_owned()),
        BareKind::Serial => (&SERIAL_SUFFIX, text::reversed_code(typed)),
        BareKind::OrderNo => (&ORDER_SUFFIX, text::reversed_code(typed)),
        BareKind::Name => (&NAME_WITHIN, text::fts_query(typed).unwrap_or_default()),
        BareKind::Place => (&TEXT_WITHIN, text::fts_query(typed).unwrap_or_default()),
    };
    let mut statement = view.connection.prepare_cached(&step.sql)?;
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
