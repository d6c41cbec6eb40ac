//! The page of permissions against the program: what it says is what every command answers.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;

use crate::common::{caller, ready_shop};
use serde_json::json;
use wuyou_contract::ErrorCode;
use wuyou_contract::command::COMMANDS;
use wuyou_contract::matrix;

const PAGE: &str = include_str!("../../../docs/permissions.md");
const PEOPLE: [&str; 3] = ["王姐", "张师傅", "陈经理"];

/// Command to what the page says of clerk, technician, manager.
fn matrix_of_page() -> BTreeMap<&'static str, [&'static str; 3]> {
    let commands = PAGE.split("## Business actions").next().unwrap();
    let rows = commands.lines().filter(|line| line.starts_with("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let name = cells[1].split('`').nth(1).unwrap();
        (name, [cells[3], cells[4], cells[5]])
    })
    .collect()
}

#[test]
fn the_page_is_what_the_command_list_and_the_table_say() {
    assert!(
        PAGE == matrix::page(),
        "docs/permissions.md is not fresh: run `cargo xtask codegen` and commit it"
    );
}

#[test]
fn the_page_names_every_command_once() {
    let page = matrix_of_page();
    let named: Vec<_> = page.keys().copied().collect();
    let mut known: Vec<_> = COMMANDS.iter().map(|command| command.name).collect();
    known.sort_unstable();
    assert_eq!(named, known);
}

#[test]
fn every_command_answers_not_allowed_to_exactly_those_the_page_refuses() {
    let (_dir, app) = ready_shop();
    for (command, cells) in matrix_of_page() {
        for (who, cell) in PEOPLE.into_iter().zip(cells) {
            // A payload that fits nothing: only the permission is looked at, nothing is done.
            let answer = app.call(&caller(Some(who)), command, json!({"no": {"such": 1}}));
            let denied = answer.err().map(|error| error.code) == Some(ErrorCode::NotAllowed);
            assert!(["open", "yes", "–"].contains(&cell), "{command}: {cell}");
            assert_eq!(denied, cell == "–", "{command} by {who}: {cell}");
        }
    }
}
