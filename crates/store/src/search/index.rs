//! Keeps the search tables in step with the rows, in the transaction that writes the rows.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use wuyou_domain::{phone, pinyin};
use wuyou_sync::value::RowId;

use super::{shipped, text};
use crate::database::Database;
use crate::error::StoreError;
use crate::settings;
use crate::table::{self, Row};

/// Raised whenever the tables would be filled differently; an older index is then built anew.
const VERSION: &str = "6";

/// What a key is. The numbers are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum KeyKind {
    /// Pinyin, full and initials; `nr` of the customer, `part` the person's `nr` or 0.
    Pinyin = 1,
    /// A name; `nr` of the customer, `part` the person's `nr` or 0.
    Name = 2,
    /// A phone's digits from the end; `nr` of the customer, `part` the phone's `nr`.
    PhoneEnd = 3,
    /// A serial or number from the end; `nr` of the row, `part` says of which table.
    CodeEnd = 4,
    /// A serial or number from the beginning; likewise.
    CodeStart = 5,
    /// Where a customer stands in the list by name; `nr` of the customer.
    CustomerOrder = 6,
    /// Pinyin of a name, folded to what a dialect makes of it, where that is another spelling; as
    /// [`KeyKind::Pinyin`].
    Sound = 7,
    /// Pinyin of a village and group, folded; `nr` of the customer, `part` the address's `nr`.
    Village = 8,
}

/// The tables codes are of.
pub(crate) const UNIT: i64 = 1;
pub(crate) const WORK_ORDER: i64 = 2;
pub(crate) const REQUEST: i64 = 3;
pub(crate) const COMPLAINT: i64 = 4;
pub(crate) const REMEDY_CASE: i64 = 5;

/// A key without the customer it leads to.
type Key = (KeyKind, String);

/// Collects what a transaction changes and brings the tables up to date.
#[derive(Debug, Default)]
pub(crate) struct Indexer {
    /// Customers whose document has to be written; true for those new in this transaction.
    documents: BTreeMap<RowId, bool>,
    /// Rows written before the customer they belong to.
    early: Vec<Row>,
}

impl Indexer {
    /// Takes note of a written row.
    pub(crate) fn changed(
        &mut self,
        connection: &Connection,
        before: Option<&Row>,
        after: &Row,
    ) -> Result<(), StoreError> {
        if let Some(customer) = document_of(after)
            && before.is_none_or(|before| document_differs(before, after))
        {
            let new = before.is_none() && after.entity.name == "customer";
            self.documents.entry(customer).or_insert(new);
        }
        write_case(connection, before, after)?;
        shipped::write(connection, after)?;
        let old = before.map(keys_of).unwrap_or_default();
        let new = keys_of(after);
        if old == new {
            return Ok(());
        }
        let Some(place) = place_of(connection, after)? else {
            self.early.push(after.clone());
            return Ok(());
        };
        for key in old.difference(&new) {
            write_key(connection, DELETE_KEY, key, place)?;
        }
        for key in new.difference(&old) {
            write_key(connection, INSERT_KEY, key, place)?;
        }
        Ok(())
    }

    /// Takes note of a row that is about to be removed for good.
    pub(crate) fn removing(
        &mut self,
        connection: &Connection,
        row: &Row,
    ) -> Result<(), StoreError> {
        if let Some(place) = place_of(connection, row)? {
            for key in keys_of(row) {
                write_key(connection, DELETE_KEY, &key, place)?;
            }
        }
        if let Some(place) = case_place(row) {
            drop_case(connection, place)?;
        }
        shipped::drop(connection, row)?;
        if row.entity.name == "customer" {
            drop_document(connection, row.nr)?;
            self.documents.remove(&row.id);
        } else if let Some(customer) = document_of(row) {
            self.documents.entry(customer).or_insert(false);
        }
        Ok(())
    }

    /// Writes the documents. Call before the commit.
    pub(crate) fn finish(self, connection: &Connection) -> Result<(), StoreError> {
        for row in self.early {
            if let Some(place) = place_of(connection, &row)? {
                for key in keys_of(&row) {
                    write_key(connection, INSERT_KEY, &key, place)?;
                }
            }
        }
        for (customer, new) in self.documents {
            write_document(connection, &customer, new)?;
        }
        Ok(())
    }
}

const INSERT_KEY: &str =
    "INSERT OR IGNORE INTO search_key (kind, key, nr, part) VALUES (?1, ?2, ?3, ?4)";
const DELETE_KEY: &str =
    "DELETE FROM search_key WHERE kind = ?1 AND key = ?2 AND nr = ?3 AND part = ?4";

fn write_key(
    connection: &Connection,
    sql: &str,
    (kind, key): &Key,
    (nr, part): (i64, i64),
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    statement.execute((*kind as i64, key, nr, part))?;
    Ok(())
}

/// The `nr` and `part` of a row's keys; `None` while the customer they lead to is not there.
fn place_of(connection: &Connection, row: &Row) -> Result<Option<(i64, i64)>, StoreError> {
    match row.entity.name {
        "unit" => return Ok(Some((row.nr, UNIT))),
        "work_order" => return Ok(Some((row.nr, WORK_ORDER))),
        "request" => return Ok(Some((row.nr, REQUEST))),
        "complaint" => return Ok(Some((row.nr, COMPLAINT))),
        "remedy_case" => return Ok(Some((row.nr, REMEDY_CASE))),
        "person" | "phone" | "address" => {}
        _ => return Ok(Some((row.nr, 0))),
    }
    let mut statement = connection.prepare_cached("SELECT nr FROM customer WHERE id = ?1")?;
    let customer = statement.query_row([row.reference("customer_id")], |row| row.get(0));
    Ok(customer.optional()?.map(|nr| (nr, row.nr)))
}

/// The keys a row is found by. A deleted row has none; a merged household has no place in the list.
fn keys_of(row: &Row) -> BTreeSet<Key> {
    let mut keys = BTreeSet::new();
    if row.deleted_at.is_some() {
        return keys;
    }
    match row.entity.name {
        "customer" => {
            let name = row.text("name").unwrap_or_default();
            let spelling = pinyin::of_name(name);
            if row.reference("merged_into").is_none() {
                keys.insert((KeyKind::CustomerOrder, order_key(name, &spelling)));
            }
            add_name(&mut keys, name, spelling);
        }
        "person" => {
            let name = row.text("name").unwrap_or_default();
            add_name(&mut keys, name, pinyin::of_name(name));
            // A nickname has no family name in front, so it is spelt as any text.
            if let Some(nickname) = row.text("nickname") {
                add_name(&mut keys, nickname, pinyin::of_text(nickname));
            }
        }
        "phone" => {
            let number = row.text("number").unwrap_or_default();
            keys.insert((KeyKind::PhoneEnd, phone::reversed(number)));
        }
        "address" => {
            let spelling = pinyin::of_village(
                row.text("village").unwrap_or_default(),
                row.text("detail").unwrap_or_default(),
            );
            let spellings = spelling.full.iter().chain(&spelling.initials);
            keys.extend(spellings.map(|one| (KeyKind::Village, pinyin::folded(one))));
        }
        "unit" => add_code(&mut keys, row.text("serial")),
        "work_order" | "request" | "remedy_case" => add_code(&mut keys, row.text("no")),
        "complaint" => {
            add_code(&mut keys, row.text("no"));
            // Where no household is known the number is all there is to find it by.
            add_code(&mut keys, row.text("caller_phone"));
        }
        _ => {}
    }
    keys
}

fn add_name(keys: &mut BTreeSet<Key>, name: &str, spelling: pinyin::Spelling) {
    keys.insert((KeyKind::Name, name.to_owned()));
    let spellings = spelling.full.into_iter().chain(spelling.initials);
    for spelling in spellings.filter(|spelling| !spelling.is_empty()) {
        let sound = pinyin::folded(&spelling);
        if sound != spelling {
            keys.insert((KeyKind::Sound, sound));
        }
        keys.insert((KeyKind::Pinyin, spelling));
    }
}

fn add_code(keys: &mut BTreeSet<Key>, code: Option<&str>) {
    let code = text::plain_code(code.unwrap_or_default());
    if !code.is_empty() {
        keys.insert((KeyKind::CodeEnd, code.chars().rev().collect()));
        keys.insert((KeyKind::CodeStart, code));
    }
}

/// Names sort by their spelling, as an address book does; equal spellings by their characters.
fn order_key(name: &str, spelling: &pinyin::Spelling) -> String {
    let spelt = spelling.full.first().map_or("", String::as_str);
    format!("{spelt}\u{1f}{name}")
}

/// The customer whose document a row is a part of.
fn document_of(row: &Row) -> Option<RowId> {
    match row.entity.name {
        "customer" => Some(row.id),
        "person" | "address" | "customer_tag" => row.reference("customer_id"),
        _ => None,
    }
}

/// The fields that stand in a document.
fn document_differs(before: &Row, after: &Row) -> bool {
    let fields: &[&str] = match after.entity.name {
        "customer" => &["name", "note", "merged_into"],
        "person" => &["name", "nickname"],
        "address" => &["town", "village", "detail", "landmark", "route_note"],
        _ => &["tag"],
    };
    before.deleted_at != after.deleted_at
        || fields
            .iter()
            .any(|field| before.get(field) != after.get(field))
}

/// Where the document of a complaint or remedy case stands, as `rowid` of `search_case`.
pub(super) const fn case_rowid(nr: i64, part: i64) -> i64 {
    nr * 2 + (part == REMEDY_CASE) as i64
}

fn case_place(row: &Row) -> Option<i64> {
    match row.entity.name {
        "complaint" => Some(case_rowid(row.nr, COMPLAINT)),
        "remedy_case" => Some(case_rowid(row.nr, REMEDY_CASE)),
        _ => None,
    }
}

/// What a complaint or case says; a deleted one says nothing.
fn case_document(row: &Row) -> Option<String> {
    let fields: &[&str] = match row.entity.name {
        "complaint" => &[
            "text",
            "remedy_sought",
            "caller_name",
            "cause",
            "plan",
            "conclusion",
        ],
        "remedy_case" => &["text", "fault_record", "agreement"],
        _ => return None,
    };
    if row.deleted_at.is_some() {
        return None;
    }
    let mut document = String::new();
    for part in fields.iter().filter_map(|field| row.text(field)) {
        text::add(&mut document, part);
    }
    Some(document)
}

fn drop_case(connection: &Connection, place: i64) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached("DELETE FROM search_case WHERE rowid = ?1")?;
    statement.execute([place])?;
    Ok(())
}

/// Writes the document of a complaint or case, where it says something else than before.
fn write_case(
    connection: &Connection,
    before: Option<&Row>,
    after: &Row,
) -> Result<(), StoreError> {
    let Some(place) = case_place(after) else {
        return Ok(());
    };
    let (old, new) = (before.and_then(case_document), case_document(after));
    if old == new {
        return Ok(());
    }
    if before.is_some() {
        drop_case(connection, place)?;
    }
    if let Some(document) = new {
        connection
            .prepare_cached("INSERT INTO search_case (rowid, text) VALUES (?1, ?2)")?
            .execute((place, document))?;
    }
    Ok(())
}

fn drop_document(connection: &Connection, nr: i64) -> Result<(), StoreError> {
    for sql in [
        "DELETE FROM search_name WHERE rowid = ?1",
        "DELETE FROM search_text WHERE rowid = ?1",
        "DELETE FROM search_place WHERE nr = ?1",
    ] {
        connection.prepare_cached(sql)?.execute([nr])?;
    }
    Ok(())
}

fn write_document(connection: &Connection, customer: &RowId, new: bool) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT nr, name, note, deleted_at IS NOT NULL, merged_into IS NOT NULL
         FROM customer WHERE id = ?1",
    )?;
    let found = statement
        .query_row([customer], |row| {
            let note: Option<String> = row.get(2)?;
            let gone = (row.get(3)?, row.get(4)?);
            Ok((row.get(0)?, row.get::<_, String>(1)?, note, gone))
        })
        .optional()?;
    // A part whose customer is not here (its insert was refused) has no document.
    let Some((nr, name, note, (gone, merged))) = found else {
        return Ok(());
    };
    if !new {
        drop_document(connection, nr)?;
    }
    if gone {
        return Ok(());
    }
    let mut names = String::new();
    text::add(&mut names, &name);
    add_texts(
        connection,
        &mut names,
        "SELECT name, nickname FROM person WHERE customer_id = ?1 AND deleted_at IS NULL ORDER BY nr",
        customer,
    )?;
    let mut all = names.clone();
    add_texts(
        connection,
        &mut all,
        "SELECT town, village, detail, landmark, route_note FROM address
         WHERE customer_id = ?1 AND deleted_at IS NULL ORDER BY nr",
        customer,
    )?;
    add_texts(
        connection,
        &mut all,
        "SELECT tag FROM customer_tag WHERE customer_id = ?1 AND deleted_at IS NULL ORDER BY nr",
        customer,
    )?;
    if let Some(note) = note {
        text::add(&mut all, &note);
    }
    for (sql, document) in [
        (
            "INSERT INTO search_name (rowid, name) VALUES (?1, ?2)",
            names,
        ),
        ("INSERT INTO search_text (rowid, text) VALUES (?1, ?2)", all),
    ] {
        connection
            .prepare_cached(sql)?
            .execute(rusqlite::params![nr, document])?;
    }
    if merged {
        return Ok(());
    }
    write_place(connection, customer, nr, &name)
}

/// Where the customer stands in the list by place: by the spelling of town and village of the
/// first address, then by name. Those without an address come first.
fn write_place(
    connection: &Connection,
    customer: &RowId,
    nr: i64,
    name: &str,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT COALESCE(town, ''), COALESCE(village, '') FROM address
         WHERE customer_id = ?1 AND deleted_at IS NULL ORDER BY nr LIMIT 1",
    )?;
    let address = statement.query_row([customer], |row| Ok((row.get(0)?, row.get(1)?)));
    let (town, village): (String, String) = address.optional()?.unwrap_or_default();
    let spelt = |text: &str| {
        let full = pinyin::of_text(text).full.into_iter().next();
        format!("{}\u{1f}{text}", full.unwrap_or_default())
    };
    let name_key = order_key(name, &pinyin::of_name(name));
    let key = format!("{}\u{1f}{}\u{1f}{name_key}", spelt(&town), spelt(&village));
    connection
        .prepare_cached("INSERT INTO search_place (nr, town, key) VALUES (?1, ?2, ?3)")?
        .execute((nr, town, key))?;
    Ok(())
}

fn add_texts(
    connection: &Connection,
    document: &mut String,
    sql: &str,
    customer: &RowId,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let mut rows = statement.query([customer])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            if let Ok(Some(part)) = row.get_ref(column)?.as_str_or_null() {
                text::add(document, part);
            }
        }
    }
    Ok(())
}

/// Writes down which index this database has.
pub(crate) fn stamp_version(connection: &Connection) -> Result<(), StoreError> {
    settings::write(connection, settings::SEARCH_VERSION, Some(VERSION))
}

/// Builds the index anew when this program fills it differently.
pub(crate) fn rebuild_if_outdated(connection: &mut Connection) -> Result<(), StoreError> {
    if settings::read(connection, settings::SEARCH_VERSION)?.as_deref() == Some(VERSION) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    rebuild(&transaction)?;
    stamp_version(&transaction)?;
    Ok(transaction.commit()?)
}

/// Builds the whole index from the rows.
pub(crate) fn rebuild(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "DELETE FROM search_key; DELETE FROM search_place;
         DELETE FROM search_name; DELETE FROM search_text; DELETE FROM search_case;
         DELETE FROM search_shipped;",
    )?;
    let mut indexer = Indexer::default();
    for sql in table::every() {
        let mut statement = connection.prepare(&sql.all)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            indexer.changed(connection, None, &table::read_row(sql.entity, row)?)?;
        }
    }
    // The tables were emptied, so no document is there to be dropped first.
    for new in indexer.documents.values_mut() {
        *new = true;
    }
    indexer.finish(connection)
}

impl Database {
    /// Builds the search index anew, should it ever be in doubt.
    ///
    /// # Errors
    /// The database's error; the index is as it was then.
    pub fn rebuild_search(&self) -> Result<(), StoreError> {
        self.write(rebuild)
    }

    /// A hash over the index's content: two indexes over the same rows give the same.
    ///
    /// # Errors
    /// The database's error.
    pub fn search_fingerprint(&self) -> Result<String, StoreError> {
        self.write(|connection| {
            connection.execute_batch(
                "CREATE VIRTUAL TABLE temp.name_terms
                     USING fts5vocab (main, search_name, instance);
                 CREATE VIRTUAL TABLE temp.text_terms
                     USING fts5vocab (main, search_text, instance);
                 CREATE VIRTUAL TABLE temp.case_terms
                     USING fts5vocab (main, search_case, instance);",
            )?;
            let hash = fingerprint(connection)?;
            connection.execute_batch(
                "DROP TABLE temp.name_terms; DROP TABLE temp.text_terms;
                 DROP TABLE temp.case_terms;",
            )?;
            Ok(hash)
        })
    }
}

fn fingerprint(connection: &Connection) -> Result<String, StoreError> {
    let mut hasher = blake3::Hasher::new();
    for sql in [
        "SELECT kind, key, nr FROM search_key ORDER BY kind, key, nr",
        "SELECT 0, key, nr FROM search_place ORDER BY key, nr",
        "SELECT 100, term, doc FROM temp.name_terms ORDER BY term, doc, offset",
        "SELECT 200, term, doc FROM temp.text_terms ORDER BY term, doc, offset",
        "SELECT 300, term, doc FROM temp.case_terms ORDER BY term, doc, offset",
    ] {
        let mut statement = connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let (kind, key, nr): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            hasher.update(&kind.to_le_bytes());
            hasher.update(key.as_bytes());
            hasher.update(&nr.to_le_bytes());
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}
