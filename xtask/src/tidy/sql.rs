//! SQL text and migrations.

use anyhow::Result;

use super::tree::File;
use super::{Finding, Tree};
use crate::migration;

/// Where SQL may stand besides tests. The bench in `tests` measures bare statements beside ours;
/// tidy plants one.
const HOMES: &[&str] = &[
    "crates/store/",
    "crates/server-store/",
    "tests/",
    "xtask/src/tidy/",
];

/// The folders with migrations.
const MIGRATIONS: &[&str] = &["crates/store/migrations", "crates/server-store/migrations"];

/// Pairs of words that make a text SQL when they stand on one line in this order.
const STATEMENTS: &[(&str, &str)] = &[
    ("SELECT ", " FROM "),
    ("INSERT ", "INTO "),
    ("UPDATE ", " SET "),
    ("DELETE ", "FROM "),
    ("CREATE ", " TABLE"),
    ("CREATE", " INDEX"),
    ("ALTER ", "TABLE "),
    ("PRAGMA ", ""),
];

/// No SQL outside the two stores.
pub(super) fn sql(tree: &Tree) -> Result<Vec<Finding>> {
    let sources = tree.files().filter(|f| {
        f.is(&["rs", "ts", "vue", "sql"]) && !f.below(HOMES) && !f.path.contains("/tests/")
    });
    let mut findings = Vec::new();
    for file in sources {
        if file.is(&["sql"]) {
            findings.push(Finding::new(
                &file.path,
                0,
                "SQL files belong to the stores",
            ));
            continue;
        }
        findings.extend(statements(file));
    }
    Ok(findings)
}

fn statements(file: &File) -> Vec<Finding> {
    file.lines()
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .filter(|(_, line)| line.contains(['"', '\'', '`']) || line.starts_with(' '))
        .filter(|(_, line)| is_sql(line))
        .map(|(number, _)| {
            Finding::new(
                &file.path,
                number,
                "SQL text stands in store and server-store only",
            )
        })
        .collect()
}

/// Upper case anywhere, lower case only at the beginning of a text.
fn is_sql(line: &str) -> bool {
    STATEMENTS.iter().any(|(first, second)| {
        let upper = line
            .find(first)
            .is_some_and(|at| line[at..].contains(second));
        let lower_first = format!("\"{}", first.to_ascii_lowercase());
        let lower = line
            .find(&lower_first)
            .is_some_and(|at| line[at..].contains(&second.to_ascii_lowercase()));
        upper || lower
    })
}

/// Versions are numbers from 1 without holes, or the hours they were begun in (`2026112120`).
pub(super) fn migrations(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for folder in MIGRATIONS.iter().filter(|folder| tree.exists(folder)) {
        let mut previous = 0;
        for (version, name) in migration::versions(&tree.at(folder))? {
            let next = version == previous + 1;
            let dated = migration::is_hour(version) && version > previous;
            if !next && !dated {
                let message = format!(
                    "version {version} does not follow {previous}; `cargo xtask new-migration` names it"
                );
                findings.push(Finding::new(format!("{folder}/{name}"), 0, message));
            }
            previous = version;
        }
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_told_from_prose() {
        for line in [
            r#"    let q = "SELECT id FROM customer";"#,
            r#"    c.execute("insert into customer values (?)")"#,
            r#"    "UPDATE unit SET serial = ?1""#,
        ] {
            assert!(is_sql(line), "{line}");
        }
        for line in [
            r#"    .about("Select a file from the list")"#,
            r#"    "Please update your settings""#,
            r"    create table rows",
        ] {
            assert!(!is_sql(line), "{line}");
        }
    }
}
