//! The registry and the real tables, held against each other.

use crate::common::Shop;
use wuyou_store::table;
use wuyou_sync::entity::Kind;
use wuyou_sync::registry::{ENTITIES, META_COLUMNS};

#[test]
fn every_entity_has_a_table_with_exactly_its_columns_and_types() {
    let shop = Shop::new(1);
    let tables = shop.db.read(table::columns).unwrap();
    for entity in ENTITIES {
        let mut expected: Vec<(String, &str, bool)> = vec![
            ("nr".to_owned(), "INTEGER", false),
            ("id".to_owned(), "BLOB", true),
        ];
        for field in entity.fields {
            let kind = match field.kind {
                Kind::Text(_) | Kind::Code(_) | Kind::Date | Kind::Birthday => "TEXT",
                Kind::Int | Kind::Bool | Kind::Instant => "INTEGER",
                Kind::Ref(_) | Kind::LooseRef => "BLOB",
            };
            expected.push((field.name.to_owned(), kind, field.required));
        }
        for meta in META_COLUMNS {
            let kind = if meta.ends_with("_at") {
                "INTEGER"
            } else {
                "BLOB"
            };
            expected.push(((*meta).to_owned(), kind, *meta != "deleted_at"));
        }
        let mut found: Vec<(String, &str, bool)> = tables
            .iter()
            .filter(|column| column.table == entity.name)
            .map(|column| (column.name.clone(), column.kind.as_str(), column.required))
            .collect();
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{}", entity.name);
    }
}

#[test]
fn every_checked_reference_is_a_foreign_key_and_no_other_is() {
    let shop = Shop::new(2);
    let mut found = shop.db.read(table::foreign_keys).unwrap();
    let mut expected: Vec<(String, String, String)> = ENTITIES
        .iter()
        .flat_map(|entity| {
            entity.fields.iter().filter_map(|field| match field.kind {
                Kind::Ref(parent) => Some((
                    entity.name.to_owned(),
                    field.name.to_owned(),
                    parent.to_owned(),
                )),
                _ => None,
            })
        })
        .collect();
    found.sort();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn tables_of_no_entity_are_known_to_be_local() {
    let shop = Shop::new(3);
    let tables = shop.db.read(table::columns).unwrap();
    let local = [
        "draft",
        "held_photo",
        "import_log",
        "import_mapping",
        "number_sequence",
        "other_machine",
        "other_machine_order",
        "outbox",
        "parked",
        "preference",
        "receipt",
        "recent",
        "refinery_schema_history",
        "setting",
        "sync_state",
    ];
    for column in tables {
        let known = ENTITIES.iter().any(|entity| entity.name == column.table)
            || local.contains(&column.table.as_str())
            || column.table.starts_with("search_");
        assert!(
            known,
            "{} is neither synced nor known as local",
            column.table
        );
    }
}
