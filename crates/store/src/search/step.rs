//! The statements of a search, one for each way in which something can be found.

use crate::customer::standing;
use std::sync::LazyLock;

use rusqlite::Row;
use uuid::Uuid;
use wuyou_domain::id::CustomerId;
use wuyou_sync::value::RowId;

use super::hit::{HitKind, MatchedField, SearchHit};
use super::index::{self, KeyKind};

/// The columns of a household's hit; `c` is the household.
const CUSTOMER: &str = "c.id, c.name,
    (SELECT p.number FROM phone p WHERE p.customer_id = c.id AND p.deleted_at IS NULL
     ORDER BY p.valid_to IS NOT NULL, p.nr LIMIT 1),
    (SELECT COALESCE(a.village || COALESCE(' ' || a.detail, ''), a.detail, a.town, a.landmark)
     FROM address a WHERE a.customer_id = c.id AND a.deleted_at IS NULL ORDER BY a.nr LIMIT 1),
    c.merged_into,
    (SELECT n.nickname FROM person n WHERE n.customer_id = c.id AND n.deleted_at IS NULL
     AND n.nickname IS NOT NULL ORDER BY n.nr LIMIT 1)";
const ALIVE: &str = "c.deleted_at IS NULL";

/// One step that finds households, those that were merged too: they lead to the one that stands for
/// them. After the household's columns come the text that matched, or NULL where that is the
/// household's name.
pub(super) struct Step {
    pub(super) sql: String,
    field: MatchedField,
}

macro_rules! step {
    ($name:ident, $field:ident, $($sql:tt)*) => {
        pub(super) static $name: LazyLock<Step> = LazyLock::new(|| Step {
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
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE}
     AND EXISTS (SELECT 1 FROM phone f WHERE f.nr = k.part AND f.valid_to IS NULL) LIMIT ?3",
    KeyKind::PhoneEnd as i64
);
// The same of numbers that are no longer theirs: found still, but no whole number any more.
step!(
    PHONE_ENDED,
    PhonePart,
    "SELECT {CUSTOMER}, k.key FROM search_key k CROSS JOIN customer c ON c.nr = k.nr
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE}
     AND EXISTS (SELECT 1 FROM phone f WHERE f.nr = k.part AND f.valid_to IS NOT NULL) LIMIT ?3",
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
step!(
    SOUND,
    Pinyin,
    "SELECT {CUSTOMER},
     CASE WHEN k.part > 0 THEN (SELECT name FROM person WHERE nr = k.part) END
     FROM search_key k CROSS JOIN customer c ON c.nr = k.nr
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE} LIMIT ?3",
    KeyKind::Sound as i64
);
step!(
    VILLAGE,
    Place,
    "SELECT {CUSTOMER}, (SELECT village FROM address WHERE nr = k.part)
     FROM search_key k CROSS JOIN customer c ON c.nr = k.nr
     WHERE k.kind = {} AND k.key >= ?1 AND k.key < ?2 AND {ALIVE} LIMIT ?3",
    KeyKind::Village as i64
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
pub(super) struct CodeTable {
    pub(super) part: i64,
    pub(super) kind: HitKind,
    field: MatchedField,
    pub(super) columns: &'static str,
    pub(super) table: &'static str,
}

pub(super) const CODE_TABLES: &[CodeTable] = &[
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
    CodeTable {
        part: index::COMPLAINT,
        kind: HitKind::Complaint,
        field: MatchedField::Number,
        columns: "f.id, f.no, c.id,
            COALESCE(c.name, f.caller_name, '') || ' · ' || substr(f.text, 1, 30), f.state",
        table: "complaint",
    },
    CodeTable {
        part: index::REMEDY_CASE,
        kind: HitKind::RemedyCase,
        field: MatchedField::Number,
        columns: "f.id, f.no, c.id,
            COALESCE(c.name, '') || ' · ' || substr(f.text, 1, 30), f.state",
        table: "remedy_case",
    },
];

/// Kind of key, from, to, bits of the tables wanted, limit.
pub(super) const CODES: &str = "SELECT nr, part, key = ?2 FROM search_key
    WHERE kind = ?1 AND key >= ?2 AND key < ?3 AND (?4 >> part) & 1 LIMIT ?5";

/// The statement that loads one hit of a table, by position in [`CODE_TABLES`].
pub(super) static CODE_ROWS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let sql = |table: &CodeTable| {
        // A machine of a deleted household is nobody's.
        let holder = if table.part == index::UNIT {
            " AND c.deleted_at IS NULL"
        } else {
            ""
        };
        // What a deleted household complained of goes from sight with it.
        let seen = if [index::COMPLAINT, index::REMEDY_CASE].contains(&table.part) {
            " AND c.deleted_at IS NULL"
        } else {
            ""
        };
        let standing = standing!("f.customer_id");
        format!(
            "SELECT {} FROM {} f LEFT JOIN customer c ON c.id = {standing}{holder}
             WHERE f.nr = ?1{seen}",
            table.columns, table.table
        )
    };
    CODE_TABLES.iter().map(sql).collect()
});

/// The household that stands for a merged one, with the columns of a hit.
pub(super) static STANDING: LazyLock<String> = LazyLock::new(|| {
    format!("SELECT {CUSTOMER}, NULL FROM customer c WHERE c.id = ?1 AND {ALIVE}")
});

/// Whether a household's row was merged into another.
pub(super) fn is_merged(row: &Row<'_>) -> rusqlite::Result<bool> {
    Ok(row.get::<_, Option<RowId>>(4)?.is_some())
}

/// Reads a household's hit.
pub(super) fn read_customer(step: &Step, row: &Row<'_>) -> rusqlite::Result<SearchHit> {
    let id = Uuid::from_bytes(row.get::<_, RowId>(0)?);
    let first_phone: Option<String> = row.get(2)?;
    let place: Option<String> = row.get(3)?;
    let nickname: Option<String> = row.get(5)?;
    let matched: Option<String> = row.get(6)?;
    let nickname = nickname.map(|nickname| format!("「{nickname}」"));
    let parts: Vec<String> = [nickname, first_phone, place]
        .into_iter()
        .flatten()
        .collect();
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

/// Reads a hit of one of [`CODE_TABLES`].
pub(super) fn read_code(table: &CodeTable, row: &Row<'_>) -> rusqlite::Result<SearchHit> {
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
