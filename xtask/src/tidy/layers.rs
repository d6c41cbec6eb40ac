//! Who may depend on whom (ARCHITECTURE.md).

use std::collections::{HashMap, HashSet, VecDeque};

use anyhow::{Context as _, Result};
use cargo_metadata::{Dependency, DependencyKind, Metadata, Package, PackageId};

use super::{Finding, Tree};

/// Our crates and which of ours each may use in its normal and build dependencies.
/// `testkit` is for tests only, so nobody lists it.
pub(super) const MAY_USE: &[(&str, &[&str])] = &[
    ("wuyou-domain", &[]),
    ("wuyou-rulebook", &["wuyou-domain"]),
    ("wuyou-sync", &["wuyou-domain"]),
    ("wuyou-contract", &["wuyou-domain"]),
    ("wuyou-office", &["wuyou-domain"]),
    ("wuyou-picture", &["wuyou-domain"]),
    ("wuyou-print", &["wuyou-domain"]),
    ("wuyou-update", &[]),
    ("wuyou-store", &["wuyou-domain", "wuyou-sync"]),
    (
        "wuyou-app",
        &[
            "wuyou-domain",
            "wuyou-store",
            "wuyou-sync",
            "wuyou-contract",
            "wuyou-office",
            "wuyou-picture",
            "wuyou-update",
        ],
    ),
    (
        "wuyou-agent",
        &["wuyou-store", "wuyou-sync", "wuyou-contract"],
    ),
    (
        "wuyou-host",
        &[
            "wuyou-app",
            "wuyou-agent",
            "wuyou-store",
            "wuyou-contract",
            "wuyou-domain",
            "wuyou-print",
            "wuyou-update",
        ],
    ),
    ("wuyou-server-store", &["wuyou-sync", "wuyou-domain"]),
    (
        "wuyou-server",
        &[
            "wuyou-server-store",
            "wuyou-sync",
            "wuyou-domain",
            "wuyou-office",
            "wuyou-contract",
            "wuyou-update",
        ],
    ),
    (
        "wuyou-cli",
        &[
            "wuyou-app",
            "wuyou-host",
            "wuyou-contract",
            "wuyou-rulebook",
            "wuyou-server",
        ],
    ),
    (
        "wuyou-desktop",
        &["wuyou-app", "wuyou-host", "wuyou-contract"],
    ),
    ("wuyou-testkit", &["wuyou-domain"]),
    (
        "wuyou-tests",
        &[
            "wuyou-domain",
            "wuyou-contract",
            "wuyou-sync",
            "wuyou-store",
            "wuyou-app",
            "wuyou-host",
            "wuyou-office",
            "wuyou-agent",
            "wuyou-server-store",
            "wuyou-testkit",
        ],
    ),
    ("xtask", &[]),
];

/// Libraries and the only crates of ours that may name them, outside tests; `tests` measures the
/// bare thing beside ours.
const ONLY_IN: &[(&str, &[&str])] = &[
    ("tauri", &["wuyou-desktop"]),
    ("axum", &["wuyou-server"]),
    (
        "rusqlite",
        &["wuyou-store", "wuyou-server-store", "wuyou-tests"],
    ),
    ("refinery", &["wuyou-store", "wuyou-server-store"]),
    ("ts-rs", &["wuyou-contract"]),
    ("typst", &["wuyou-print"]),
    ("image", &["wuyou-picture"]),
    ("minisign-verify", &["wuyou-update"]),
];

/// Crates that do nothing but decide, and what must not be reachable from them.
const PURE: &[&str] = &["wuyou-domain", "wuyou-sync"];
const IMPURE: &[&str] = &["rusqlite", "tokio", "reqwest", "axum", "tauri"];

/// Names through which a clock or a random source would come in.
const CLOCKS: &[&str] = &[
    "SystemTime",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "now_v7",
    "new_v4",
    "getrandom",
    "rand::",
    "thread_rng",
];

/// Every rule over the dependency graph. A name that no package has is an error too, so that a
/// misspelt rule cannot pass.
pub(super) fn layers(tree: &Tree) -> Result<Vec<Finding>> {
    let metadata = tree.metadata()?;
    let mut findings = unknown_names(metadata);
    for package in metadata.workspace_packages() {
        findings.extend(own_crates(tree, package));
        findings.extend(reserved_libraries(tree, package));
        findings.extend(chrono_clock(tree, package));
        if PURE.contains(&package.name.as_str()) {
            findings.extend(reaches_impure(tree, metadata, package)?);
        }
    }
    Ok(findings)
}

fn unknown_names(metadata: &Metadata) -> Vec<Finding> {
    let known: HashSet<&str> = metadata.packages.iter().map(|p| p.name.as_str()).collect();
    let rules = MAY_USE
        .iter()
        .flat_map(|(name, uses)| std::iter::once(name).chain(*uses))
        .chain(ONLY_IN.iter().map(|(name, _)| name))
        .chain(IMPURE);
    let mut unknown: Vec<&str> = rules
        .copied()
        .filter(|name| !known.contains(name))
        .collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown
        .into_iter()
        .map(|name| {
            let message = format!("no package is called `{name}`: correct the rules of tidy");
            Finding::new("xtask/src/tidy/layers.rs", 0, message)
        })
        .collect()
}

fn own_crates(tree: &Tree, package: &Package) -> Vec<Finding> {
    let Some((_, uses)) = MAY_USE
        .iter()
        .find(|(name, _)| *name == package.name.as_str())
    else {
        let message = format!("`{}` has no row in the layer rules of tidy", package.name);
        return vec![at(tree, package, "name", message)];
    };
    package
        .dependencies
        .iter()
        .filter(|d| d.kind != DependencyKind::Development)
        .filter(|d| MAY_USE.iter().any(|(name, _)| *name == d.name))
        .filter(|d| !uses.contains(&d.name.as_str()))
        .map(|d| {
            at(
                tree,
                package,
                &d.name,
                format!("{} may not use {}", package.name, d.name),
            )
        })
        .collect()
}

fn reserved_libraries(tree: &Tree, package: &Package) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (library, homes) in ONLY_IN {
        let plugin = format!("{library}-");
        let normal = |d: &&Dependency| d.kind != DependencyKind::Development;
        let uses =
            package.dependencies.iter().filter(normal).find(|d| {
                d.name == *library || (*library == "tauri" && d.name.starts_with(&plugin))
            });
        if let Some(used) = uses.filter(|_| !homes.contains(&package.name.as_str())) {
            let message = format!("only {} may use {}", homes.join(" and "), used.name);
            findings.push(at(tree, package, &used.name, message));
        }
    }
    findings
}

/// Without chrono's `clock`, `now()` does not even exist.
fn chrono_clock(tree: &Tree, package: &Package) -> Vec<Finding> {
    package
        .dependencies
        .iter()
        .filter(|d| d.name == "chrono" && PURE.contains(&package.name.as_str()))
        .filter(|d| {
            d.uses_default_features || d.features.iter().any(|f| f == "clock" || f == "now")
        })
        .map(|d| {
            at(
                tree,
                package,
                &d.name,
                "chrono here comes without its clock".to_owned(),
            )
        })
        .collect()
}

/// A path of normal dependencies to something with IO.
fn reaches_impure(tree: &Tree, metadata: &Metadata, from: &Package) -> Result<Vec<Finding>> {
    let names: HashMap<&PackageId, &str> = metadata
        .packages
        .iter()
        .map(|p| (&p.id, p.name.as_str()))
        .collect();
    let resolve = metadata
        .resolve
        .as_ref()
        .context("cargo metadata has no graph")?;
    let graph: HashMap<&PackageId, Vec<&PackageId>> = resolve
        .nodes
        .iter()
        .map(|node| {
            let normal = node.deps.iter().filter(|dep| {
                dep.dep_kinds
                    .iter()
                    .any(|kind| kind.kind == DependencyKind::Normal)
            });
            (&node.id, normal.map(|dep| &dep.pkg).collect())
        })
        .collect();
    let mut came_from: HashMap<&PackageId, &PackageId> = HashMap::new();
    let mut queue = VecDeque::from([&from.id]);
    let mut findings = Vec::new();
    while let Some(id) = queue.pop_front() {
        for next in graph.get(id).into_iter().flatten() {
            if *next == &from.id || came_from.contains_key(next) {
                continue;
            }
            came_from.insert(next, id);
            queue.push_back(next);
            if names.get(next).is_some_and(|name| IMPURE.contains(name)) {
                let way = way_to(next, &came_from, &names);
                let message = format!("{} must not reach {way}", from.name);
                findings.push(at(
                    tree,
                    from,
                    way.split(" > ").next().unwrap_or_default(),
                    message,
                ));
            }
        }
    }
    Ok(findings)
}

fn way_to(
    end: &PackageId,
    came_from: &HashMap<&PackageId, &PackageId>,
    names: &HashMap<&PackageId, &str>,
) -> String {
    let mut way = vec![names.get(end).copied().unwrap_or_default()];
    let mut here = end;
    while let Some(previous) = came_from.get(here).filter(|p| came_from.contains_key(*p)) {
        way.push(names.get(*previous).copied().unwrap_or_default());
        here = previous;
    }
    way.reverse();
    way.join(" > ")
}

/// A finding at the line of the manifest that begins with this word.
fn at(tree: &Tree, package: &Package, word: &str, message: String) -> Finding {
    let root = super::shown(tree.project().root());
    let path = package.manifest_path.as_str().replace('\\', "/");
    let path = path
        .strip_prefix(&root)
        .unwrap_or(&path)
        .trim_start_matches('/')
        .to_owned();
    let line = tree
        .file(&path)
        .and_then(|file| file.lines().find(|(_, line)| line.starts_with(word)))
        .map_or(0, |(number, _)| number);
    Finding::new(path, line, message)
}

/// No text of `domain` or `sync` names a clock or a random source, outside tests.
pub(super) fn clock(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    let pure = tree
        .files()
        .filter(|file| file.below(&["crates/domain/src/", "crates/sync/src/"]) && file.is(&["rs"]));
    for file in pure {
        let code = file
            .lines()
            .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"));
        for (number, line) in code.filter(|(_, line)| !line.trim_start().starts_with("//")) {
            if let Some(name) = CLOCKS.iter().find(|name| line.contains(*name)) {
                let message = format!("`{name}`: time, ids and chance are arguments here");
                findings.push(Finding::new(&file.path, number, message));
            }
        }
    }
    Ok(findings)
}
