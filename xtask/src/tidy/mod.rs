//! `cargo xtask tidy`: the house rules, each a function from the tree to findings.
//!
//! A rule that is written down in ARCHITECTURE.md and can be checked is checked here. Every check
//! has a planted violation in [`planted`], which must be found; a check without one fails a test.

mod areas;
mod bindings;
mod dependencies;
mod docs;
mod layers;
mod licences;
mod lock;
mod messages;
mod screens;
mod size;
mod sql;
mod style;
mod text;
mod tools;
mod tree;
mod workflow;

#[cfg(test)]
mod planted;

use std::fmt;
use std::path::Path;
use std::time::Instant;

use anyhow::Result;
use clap::Args as ClapArgs;

use crate::fail::Fail;
use crate::project::Project;

pub(crate) use bindings::BINDINGS;
use tree::Tree;

#[derive(Debug, Default, ClapArgs)]
pub(crate) struct Args {
    /// Only these checks.
    #[arg(value_name = "CHECK")]
    only: Vec<String>,
    /// Leaves out the checks that compile (clippy, bindings).
    #[arg(long)]
    fast: bool,
    /// Lists the checks.
    #[arg(long)]
    list: bool,
}

/// Something a rule objects to.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    path: String,
    line: usize,
    message: String,
    /// Worth a look, but no failure.
    warning: bool,
}

impl Finding {
    /// A violation at a line (1 is the first; 0 means the file as a whole).
    fn new(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            line,
            message: message.into(),
            warning: false,
        }
    }

    /// A hint that fails nothing.
    fn warning(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self {
            warning: true,
            ..Self::new(path, line, message)
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.warning { "warning: " } else { "" };
        write!(
            f,
            "{}:{}: {kind}{}",
            self.path,
            self.line.max(1),
            self.message
        )
    }
}

/// A house rule.
struct Check {
    name: &'static str,
    about: &'static str,
    /// Whether it compiles something.
    compiles: bool,
    run: fn(&Tree) -> Result<Vec<Finding>>,
}

const fn check(
    name: &'static str,
    about: &'static str,
    run: fn(&Tree) -> Result<Vec<Finding>>,
) -> Check {
    Check {
        name,
        about,
        compiles: false,
        run,
    }
}

/// Every house rule.
const CHECKS: &[Check] = &[
    check(
        "format",
        "Rust files are laid out by rustfmt",
        tools::format,
    ),
    check(
        "layers",
        "crates depend only on what their layer may know",
        layers::layers,
    ),
    check(
        "clock",
        "domain and sync read no clock and no random source",
        layers::clock,
    ),
    check(
        "sql",
        "SQL text stands in store and server-store only",
        sql::sql,
    ),
    check(
        "migrations",
        "migrations are numbered without holes",
        sql::migrations,
    ),
    check(
        "tauri-imports",
        "@tauri-apps is imported in one file of ui",
        screens::tauri_imports,
    ),
    check(
        "screens",
        "features and shared do not reach into features",
        screens::features,
    ),
    check(
        "languages",
        "every message exists in Chinese and English",
        messages::languages,
    ),
    check(
        "areas",
        "an area stands at every level under the same name",
        areas::areas,
    ),
    check("size", "files and functions stay readable", size::size),
    check(
        "todo",
        "a mark of unfinished work names its issue",
        text::todo,
    ),
    check(
        "words",
        "no makeshift wording, machine paths or private hosts",
        text::words,
    ),
    check(
        "headers",
        "every crate says what lives in it",
        style::headers,
    ),
    check(
        "lock",
        "lock files name public registries only",
        lock::hosts,
    ),
    check("links", "links of documents lead somewhere", docs::links),
    check(
        "requirements",
        "docs/requirements.md lists R001–R163 once each",
        docs::requirements,
    ),
    check(
        "reasons",
        "every dependency says what it is for",
        dependencies::reasons,
    ),
    check(
        "licences",
        "dependencies' licences are allowed",
        licences::licences,
    ),
    check(
        "workflow",
        "GitHub workflows parse, are pinned and ask for few rights",
        workflow::workflow,
    ),
    Check {
        compiles: true,
        ..check(
            "bindings",
            "the TypeScript types are what the contract says",
            bindings::bindings,
        )
    },
    Check {
        compiles: true,
        ..check("clippy", "no compiler or clippy warning", tools::clippy)
    },
];

/// Runs the checks and prints what they find.
pub(crate) fn tidy(project: &Project, args: &Args) -> Result<()> {
    if args.list {
        for check in CHECKS {
            println!("{:<14} {}", check.name, check.about);
        }
        return Ok(());
    }
    if let Some(unknown) = args
        .only
        .iter()
        .find(|name| CHECKS.iter().all(|c| c.name != **name))
    {
        return Err(Fail::error(
            format!("no check `{unknown}`"),
            "see `cargo xtask tidy --list`",
        ));
    }
    println!("==> House rules");
    let tree = Tree::read(project.root())?;
    let mut violations = 0;
    let wanted = CHECKS.iter().filter(|check| {
        (args.only.is_empty() || args.only.iter().any(|name| name == check.name))
            && !(args.fast && check.compiles)
    });
    for check in wanted {
        violations += run_one(check, &tree)?;
    }
    if violations > 0 {
        return Err(Fail::error(
            format!("{violations} violations of the house rules"),
            "put them right; `cargo xtask tidy CHECK` repeats one check",
        ));
    }
    Ok(())
}

fn run_one(check: &Check, tree: &Tree) -> Result<usize> {
    let started = Instant::now();
    let findings = (check.run)(tree)?;
    for finding in &findings {
        println!("{finding}");
    }
    let violations = findings.iter().filter(|finding| !finding.warning).count();
    let seconds = started.elapsed().as_secs_f32();
    let told = if violations == 0 {
        "ok".to_owned()
    } else {
        format!("{violations} violations")
    };
    println!("    {:<14} {told} ({seconds:.1} s)", check.name);
    Ok(violations)
}

/// A path as it is printed, the same on every system.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
