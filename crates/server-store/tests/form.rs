//! The tables are what the registry describes, and keyed so that they can be spread over machines.

#![allow(
    clippy::unwrap_used,
    clippy::needless_pass_by_value,
    reason = "tests fail by panicking, and read better when they hand things over"
)]

use std::collections::BTreeMap;

use rusqlite::Connection;
use wuyou_server_store::SqliteStore;
use wuyou_server_store::sqlite::DATABASE_FILE;
use wuyou_sync::entity::{Entity, Kind};
use wuyou_sync::registry::{ENTITIES, META_COLUMNS};

/// Columns every business table has besides fields and bookkeeping.
const STAMPS: &[&str] = &[
    "dealer_id",
    "id",
    "extra",
    "created_tick",
    "created_device",
    "created_seq",
    "updated_tick",
    "updated_seq",
];

fn database() -> (tempfile::TempDir, Connection) {
    let dir = tempfile::tempdir().unwrap();
    drop(SqliteStore::open_to_serve(dir.path()).unwrap());
    #[expect(
        clippy::disallowed_methods,
        reason = "the test looks at the tables from outside"
    )]
    let connection = Connection::open(dir.path().join(DATABASE_FILE)).unwrap();
    (dir, connection)
}

/// Column name to (type, place in the primary key).
fn columns(db: &Connection, table: &str) -> BTreeMap<String, (String, i64)> {
    let mut select = db
        .prepare("SELECT name, type, pk FROM pragma_table_info(?1)")
        .unwrap();
    select
        .query_map([table], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap()
}

fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text(_) | Kind::Code(_) | Kind::Date | Kind::Birthday => "TEXT",
        Kind::Int | Kind::Bool | Kind::Instant => "INTEGER",
        Kind::Ref(_) | Kind::LooseRef => "BLOB",
    }
}

fn expected(entity: &Entity) -> Vec<&'static str> {
    let mut names: Vec<_> = entity.fields.iter().map(|field| field.name).collect();
    names.extend(META_COLUMNS);
    names.extend(STAMPS);
    names.sort_unstable();
    names.dedup();
    names
}

#[test]
fn every_entity_has_its_table_with_exactly_its_columns() {
    let (_dir, db) = database();
    for entity in ENTITIES {
        let columns = columns(&db, entity.name);
        let names: Vec<&str> = columns.keys().map(String::as_str).collect();
        assert_eq!(names, expected(entity), "{}", entity.name);
        for field in entity.fields {
            let (found, _) = &columns[field.name];
            assert_eq!(
                found,
                sql_type(field.kind),
                "{}.{}",
                entity.name,
                field.name
            );
        }
        assert_eq!(
            columns["dealer_id"].1, 1,
            "{}: the dealer leads the key",
            entity.name
        );
        assert_eq!(columns["id"].1, 2, "{}", entity.name);
    }
}

#[test]
fn every_checked_reference_is_a_foreign_key_within_the_dealer() {
    let (_dir, db) = database();
    for entity in ENTITIES {
        let mut select = db
            .prepare(
                "SELECT a.\"table\", b.\"from\" FROM pragma_foreign_key_list(?1) a \
                 JOIN pragma_foreign_key_list(?1) b ON b.id = a.id \
                 WHERE a.seq = 0 AND a.\"from\" = 'dealer_id' AND b.seq = 1",
            )
            .unwrap();
        let mut found: Vec<(String, String)> = select
            .query_map([entity.name], |row| Ok((row.get(1)?, row.get(0)?)))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        let mut wanted: Vec<(String, String)> = entity
            .fields
            .iter()
            .filter_map(|field| match field.kind {
                Kind::Ref(parent) => Some((field.name.to_owned(), parent.to_owned())),
                _ => None,
            })
            .collect();
        found.sort();
        wanted.sort();
        assert_eq!(found, wanted, "{}", entity.name);
    }
}

#[test]
fn tables_of_dealers_data_are_keyed_by_dealer_first() {
    let (_dir, db) = database();
    // Looked up before a dealer is known, or not a dealer's: codes, the console's people and logs.
    let not_a_dealers = [
        "dealer",
        "server_meta",
        "enrolment_code",
        "hq_user",
        "hq_session",
        "access_log",
        "access_log_head",
        "refinery_schema_history",
    ];
    let mut select = db
        .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
        .unwrap();
    let tables: Vec<String> = select
        .query_map([], |row| row.get(0))
        .unwrap()
        .collect::<Result<_, _>>()
        .unwrap();
    for table in tables {
        if not_a_dealers.contains(&table.as_str()) || table.starts_with("sqlite_") {
            continue;
        }
        assert_eq!(columns(&db, &table)["dealer_id"].1, 1, "{table}");
    }
}

#[test]
fn migrations_keep_to_what_distributed_databases_run() {
    // V2 tells SQLite's planner alone something; the tables are all in V1.
    let text = include_str!("../migrations/V1__first.sql").to_uppercase();
    for word in [
        "TRIGGER",
        "AUTOINCREMENT",
        "BIGSERIAL",
        "DEFERRABLE",
        "NOW()",
        "CURRENT_TIMESTAMP",
        "EXCLUDE",
        "INHERITS",
        "CREATE RULE",
        "TEMP",
    ] {
        let code = text.lines().filter(|line| !line.starts_with("--"));
        assert!(code.into_iter().all(|line| !line.contains(word)), "{word}");
    }
}

#[test]
fn what_belongs_to_one_order_is_found_without_reading_the_dealer_s_history() {
    let (_dir, db) = database();
    for (table, column, index) in [
        ("order_event", "work_order_id", "order_event_of_order"),
        ("contact", "work_order_id", "contact_of_order"),
        ("phone", "customer_id", "phone_of_customer"),
        ("address", "customer_id", "address_of_customer"),
    ] {
        let question = format!(
            "EXPLAIN QUERY PLAN SELECT id FROM {table} \
             WHERE dealer_id = ?1 AND {column} = ?2 AND deleted_at IS NULL ORDER BY id LIMIT 1"
        );
        let plan: String = db
            .query_row(&question, [[1_u8; 16], [2; 16]], |row| row.get(3))
            .unwrap();
        assert!(plan.contains(index), "{table}: {plan}");
    }
}
