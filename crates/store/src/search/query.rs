//! Asking the index. See the module header for the order of the steps.

use std::collections::HashSet;
use std::sync::LazyLock;

use rusqlite::{Params, Row};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wuyou_domain::id::CustomerId;
use wuyou_domain::phone;
use wuyou_sync::value::RowId;

use super::index::{self, KeyKind};
use super::text::{self, Shape};
use crate::error::StoreError;
use crate::view::View;

/// Most hits of one search.
const LIMIT_MAX: usize = 200;
/// Fewest digits looked up as the end of a phone, serial or order number.
const SUFFIX_MIN: usize = 3;
/// Digits of a mobile number.
const MOBILE_DIGITS: usize = 11;
/// Digits within which a number is also looked for in the middle of phones.
const MIDDLE: std::ops::RangeInclusive<usize> = 4..=8;
/// Most households compared when several words of different shape are typed.
const CANDIDATES: usize = 500;
/// Most of them whose document is asked one by one.
const CANDIDATES_ASKED: usize = 100;

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

/// One step that finds households. After the household's columns come the text that matched, or
/// NULL where that is the household's name.
struct Step {
    sql: String,
    field: MatchedField,
}

macro_rules! step {
    ($name:ident, $field:ident, $($sql:tt)*) => {
        static $name: LazyLock<Step> = LazyLock::new(|| Step {
            sql: format!($($sql)*),
            field: MatchedField::$field,
        });
    };
}

// From, to, limit. The exact number comes first: it is the shortest key.
step!(
    PHONE_END,
    PhonePart,
    "SELECT {CUSTOMER}, k.key FROM search_key k CROSS JOIN customer c ON c.nr = k.nr
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE} LIMIT ?3",
    KeyKind::PhoneEnd as i64
);
step!(
    PHONE_START,
    PhonePart,
    "SELECT {CUSTOMER}, f.number FROM phone f CROSS JOIN customer c ON c.id = f.customer_id
     WHERE f.number >= ?1 AND f.number < ?2 AND f.deleted_at IS NULL AND {ALIVE} LIMIT ?3"
);
step!(
    NAME_START,
    Name,
    "SELECT {CUSTOMER}, CASE WHEN k.part > 0 THEN k.key END
     FROM search_key k CROSS JOIN customer c ON c.nr = k.nr
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE} LIMIT ?3",
    KeyKind::Name as i64
);
step!(
    PINYIN,
    Pinyin,
    "SELECT {CUSTOMER},
     CASE WHEN k.part > 0 THEN (SELECT name FROM person WHERE nr = k.part) END
     FROM search_key k CROSS JOIN customer c ON c.nr = k.nr
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE} LIMIT ?3",
    KeyKind::Pinyin as i64
);
// Query, limit.
step!(
    PHONE_MIDDLE,
    PhonePart,
    "SELECT {CUSTOMER}, f.number FROM phone f CROSS JOIN customer c ON c.id = f.customer_id
     WHERE f.nr IN (SELECT nr FROM phone INDEXED BY phone_number WHERE instr(number, ?1) > 0
                    LIMIT ?2)
     AND f.deleted_at IS NULL AND {ALIVE} LIMIT ?2"
);
step!(
    NAME_WITHIN,
    Name,
    "SELECT {CUSTOMER}, NULL FROM search_name t CROSS JOIN customer c ON c.nr = t.rowid
     WHERE search_name MATCH ?1 AND {ALIVE} LIMIT ?2"
);
step!(
    TEXT_WITHIN,
    Place,
    "SELECT {CUSTOMER}, NULL FROM search_text t CROSS JOIN customer c ON c.nr = t.rowid
     WHERE search_text MATCH ?1 AND {ALIVE} LIMIT ?2"
);

/// The tables codes are of: id, title, the household's id and name, the state.
struct CodeTable {
    part: i64,
    kind: HitKind,
    field: MatchedField,
    columns: &'static str,
    table: &'static str,
}

const CODE_TABLES: &[CodeTable] = &[
    CodeTable {
        part: index::UNIT,
        kind: HitKind::Unit,
        field: MatchedField::Serial,
        columns: "f.id, f.serial, c.id, COALESCE(c.name, f.model_code, ''), NULL",
        table: "unit",
    },
    CodeTable {
        part: index::WORK_ORDER,
        kind: HitKind::WorkOrder,
        field: MatchedField::Number,
        columns: "f.id, f.no, c.id, COALESCE(c.name, ''), f.state",
        table: "work_order",
    },
    CodeTable {
        part: index::REQUEST,
        kind: HitKind::Request,
        field: MatchedField::Number,
        columns: "f.id, f.no, c.id, COALESCE(c.name, f.caller_name, ''), f.state",
        table: "request",
    },
];

/// Kind of key, from, to, bits of the tables wanted, limit.
const CODES: &str = "SELECT nr, part FROM search_key
    WHERE kind = ?1 AND key >= ?2 AND key < ?3 AND (?4 >> part) & 1 LIMIT ?5";

/// The statement that loads one hit of a table, by position in [`CODE_TABLES`].
static CODE_ROWS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let sql = |table: &CodeTable| {
        format!(
            "SELECT {} FROM {} f LEFT JOIN customer c ON c.id = f.customer_id WHERE f.nr = ?1",
            table.columns, table.table
        )
    };
    CODE_TABLES.iter().map(sql).collect()
});

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
    if digits.len() >= SUFFIX_MIN {
        found.start(&PHONE_END, &phone::reversed(digits))?;
        for hit in &mut found.hits {
            let number = hit.matched.take().map(|key| phone::reversed(&key));
            if number.as_deref() == Some(digits) {
                hit.matched_field = MatchedField::Phone;
            }
            hit.matched = number;
        }
        // A whole mobile number that is somebody's is answered: nothing else has these digits.
        let exact = |hit: &SearchHit| hit.matched_field == MatchedField::Phone;
        if digits.len() >= MOBILE_DIGITS && found.hits.iter().any(exact) {
            return Ok(());
        }
        found.start(&PHONE_START, digits)?;
        found.codes(digits)?;
    }
    if found.hits.is_empty() {
        if MIDDLE.contains(&digits.len()) {
            found.ask(&PHONE_MIDDLE, |limit| (digits.to_owned(), limit))?;
        }
        found.within(&TEXT_WITHIN, digits)?;
    }
    Ok(())
}

fn by_letters(found: &mut Found<'_>, letters: &str, typed: &str) -> Result<(), StoreError> {
    // Latin letters in a name stand for themselves in its spelling.
    found.start(&PINYIN, letters)?;
    if found.hits.is_empty() {
        if letters.len() >= SUFFIX_MIN {
            found.codes(letters)?;
        }
        found.within(&NAME_WITHIN, typed)?;
        found.within(&TEXT_WITHIN, typed)?;
    }
    Ok(())
}

fn by_code(found: &mut Found<'_>, code: &str, typed: &str) -> Result<(), StoreError> {
    found.codes(code)?;
    if found.hits.is_empty() {
        found.within(&NAME_WITHIN, typed)?;
        found.within(&TEXT_WITHIN, typed)?;
    }
    Ok(())
}

fn by_words(found: &mut Found<'_>, typed: &str) -> Result<(), StoreError> {
    let terms: Vec<&str> = typed.split_whitespace().collect();
    if let [name] = terms.as_slice() {
        found.start(&NAME_START, name)?;
    }
    found.within(&NAME_WITHIN, typed)?;
    found.within(&TEXT_WITHIN, typed)?;
    if terms.len() > 1 && found.has_room() {
        mixed(found, &terms)?;
    }
    Ok(())
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
    let mut common = common.unwrap_or_default();
    if let Some(query) = text::fts_query(&words) {
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
        "SELECT c.id FROM search_text t CROSS JOIN customer c ON c.nr = t.rowid
         WHERE search_text MATCH ?1 LIMIT ?2",
    )?;
    let most = hits.len().saturating_mul(8);
    let rows = statement.query_map((query, i64::try_from(most).unwrap_or(i64::MAX)), |row| {
        row.get::<_, RowId>(0).map(Uuid::from_bytes)
    })?;
    let having: HashSet<Uuid> = rows.collect::<Result<_, _>>()?;
    if having.len() < most {
        return Ok(having);
    }
    let mut statement = view.connection.prepare_cached(
        "SELECT 1 FROM search_text WHERE search_text MATCH ?1
         AND rowid = (SELECT nr FROM customer WHERE id = ?2)",
    )?;
    let mut having = HashSet::new();
    for hit in hits.iter().take(CANDIDATES_ASKED) {
        if statement.exists((query, hit.id.as_bytes()))? {
            having.insert(hit.id);
        }
    }
    Ok(having)
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

    fn wants(&self, kind: HitKind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Rows found before do not count against the limit, so a step asks for that many more.
    fn asked(&self) -> i64 {
        i64::try_from(self.limit + self.hits.len()).unwrap_or(i64::MAX)
    }

    /// Households with a key that begins like this.
    fn start(&mut self, step: &Step, start: &str) -> Result<(), StoreError> {
        self.ask(step, |limit| (start, text::after_prefix(start), limit))
    }

    /// Households with a document that has these words.
    fn within(&mut self, step: &Step, typed: &str) -> Result<(), StoreError> {
        match text::fts_query(typed) {
            Some(query) => self.ask(step, |limit| (query, limit)),
            None => Ok(()),
        }
    }

    /// Asks one step, if households are wanted and there is room.
    fn ask<P: Params>(
        &mut self,
        step: &Step,
        params: impl FnOnce(i64) -> P,
    ) -> Result<(), StoreError> {
        if !self.wants(HitKind::Customer) || !self.has_room() {
            return Ok(());
        }
        let view = self.view;
        let mut statement = view.connection.prepare_cached(&step.sql)?;
        let mut rows = statement.query(params(self.asked()))?;
        while let Some(row) = rows.next()? {
            if !self.has_room() {
                break;
            }
            self.add(read_customer(step, row)?);
        }
        Ok(())
    }

    /// Machines, orders and requests whose serial or number begins or ends like this.
    fn codes(&mut self, typed: &str) -> Result<(), StoreError> {
        let start = text::plain_code(typed);
        let end: String = start.chars().rev().collect();
        self.codes_by(KeyKind::CodeStart, &start)?;
        self.codes_by(KeyKind::CodeEnd, &end)
    }

    fn codes_by(&mut self, kind: KeyKind, start: &str) -> Result<(), StoreError> {
        let wanted = CODE_TABLES.iter().filter(|table| self.wants(table.kind));
        let bits = wanted.fold(0_i64, |bits, table| bits | 1 << table.part);
        if bits == 0 || !self.has_room() {
            return Ok(());
        }
        let view = self.view;
        let mut statement = view.connection.prepare_cached(CODES)?;
        let to = text::after_prefix(start);
        let mut rows = statement.query((kind as i64, start, to, bits, self.asked()))?;
        while let Some(row) = rows.next()? {
            if !self.has_room() {
                break;
            }
            let (nr, part): (i64, i64) = (row.get(0)?, row.get(1)?);
            for (table, sql) in CODE_TABLES.iter().zip(CODE_ROWS.iter()) {
                if table.part == part {
                    let mut one = view.connection.prepare_cached(sql)?;
                    self.add(one.query_row([nr], |row| read_code(table, row))?);
                }
            }
        }
        Ok(())
    }
}

fn read_customer(step: &Step, row: &Row<'_>) -> rusqlite::Result<SearchHit> {
    let id = Uuid::from_bytes(row.get::<_, RowId>(0)?);
    let first_phone: Option<String> = row.get(2)?;
    let place: Option<String> = row.get(3)?;
    let matched: Option<String> = row.get(4)?;
    let parts: Vec<String> = first_phone.into_iter().chain(place).collect();
    Ok(SearchHit {
        kind: HitKind::Customer,
        id,
        customer_id: Some(CustomerId(id)),
        title: row.get(1)?,
        subtitle: parts.join(" · "),
        matched_field: step.field,
        matched,
        state: None,
    })
}

fn read_code(table: &CodeTable, row: &Row<'_>) -> rusqlite::Result<SearchHit> {
    let customer: Option<RowId> = row.get(2)?;
    Ok(SearchHit {
        kind: table.kind,
        id: Uuid::from_bytes(row.get::<_, RowId>(0)?),
        customer_id: customer.map(|id| CustomerId(Uuid::from_bytes(id))),
        title: row.get(1)?,
        subtitle: row.get(3)?,
        matched_field: table.field,
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
