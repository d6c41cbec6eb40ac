//! Every check finds the violation that is planted for it, and nothing in a tree without one.

mod clean_tree;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clean_tree::{clean_tree, write};

use super::{CHECKS, Check, Tree};

/// A check, and a change to the clean tree that it must object to at this path.
struct Plant {
    check: &'static str,
    path: &'static str,
    text: Text,
}

enum Text {
    /// Replaces or creates the file.
    Whole(&'static str),
    /// Comes after what the file has.
    After(&'static str),
    /// This part of the file becomes another.
    Part(&'static str, &'static str),
}

const PLANTS: &[Plant] = &[
    plant(
        "format",
        "crates/office/src/lib.rs",
        Text::After("pub fn  wide( ) {}\n"),
    ),
    plant(
        "layers",
        "crates/domain/Cargo.toml",
        Text::After("wuyou-store = { path = \"../store\" }\n"),
    ),
    plant(
        "layers",
        "crates/sync/Cargo.toml",
        Text::After("helper = { path = \"../../libs/helper\" }\n"),
    ),
    plant(
        "layers",
        "crates/app/Cargo.toml",
        Text::After("axum = { path = \"../../libs/axum\" }\n"),
    ),
    plant(
        "layers",
        "crates/app/Cargo.toml",
        Text::After("tauri-plugin-x = { path = \"../../libs/tauri-plugin-x\" }\n"),
    ),
    plant(
        "layers",
        "crates/server/Cargo.toml",
        Text::After("ts-rs = { path = \"../../libs/ts-rs\" }\n"),
    ),
    plant(
        "layers",
        "crates/agent/Cargo.toml",
        Text::After("rusqlite = { path = \"../../libs/rusqlite\" }\n"),
    ),
    plant(
        "layers",
        "crates/office/Cargo.toml",
        Text::Part("wuyou-office", "wuyou-other"),
    ),
    plant(
        "clock",
        "crates/domain/src/lib.rs",
        Text::After(
            "pub fn now() -> std::time::SystemTime {\n    std::time::SystemTime::now()\n}\n",
        ),
    ),
    plant(
        "sql",
        "crates/app/src/area/unit.rs",
        Text::After("pub const Q: &str = \"SELECT id FROM unit\";\n"),
    ),
    plant(
        "migrations",
        "crates/store/migrations/V3__hole.sql",
        Text::Whole("-- 2 is missing\n"),
    ),
    plant(
        "tauri-imports",
        "ui/src/app/main.ts",
        Text::Whole("import { invoke } from '@tauri-apps/api/core'\n"),
    ),
    plant(
        "screens",
        "ui/src/features/unit/page.ts",
        Text::Whole("import { x } from '../customer/model'\n"),
    ),
    plant(
        "screens",
        "ui/src/shared/errors.ts",
        Text::Whole("import { x } from '@/features/unit/model'\n"),
    ),
    plant(
        "languages",
        "ui/src/features/unit/messages.ts",
        Text::Whole("export const zh = { a: '甲', b: '乙' }\nexport const en = { a: 'A' }\n"),
    ),
    plant(
        "languages",
        "ui/src/features/unit/messages.ts",
        Text::Whole("export const zh = { a: '甲' }\nexport const en = { a: '甲' }\n"),
    ),
    plant(
        "areas",
        "crates/contract/src/tour.rs",
        Text::Whole("//! Tours.\n"),
    ),
    plant("size", "ui/src/app/long.ts", Text::Whole("")),
    plant(
        "todo",
        "crates/app/src/area/unit.rs",
        Text::After(concat!("// TO", "DO: check the serial\n")),
    ),
    plant(
        "words",
        "docs/glossary.md",
        Text::After(concat!("Good enough for", " now.\n")),
    ),
    plant(
        "words",
        ".ci/run",
        Text::Whole(concat!("cd /ro", "ot/checkout\n")),
    ),
    plant(
        "headers",
        "crates/agent/src/lib.rs",
        Text::Whole("//! Sync.\n"),
    ),
    plant(
        "lock",
        "ui/package-lock.json",
        Text::Whole("{\n  \"resolved\": \"https://mirror.example/vue.tgz\"\n}\n"),
    ),
    plant("links", "README.md", Text::After("[gone](docs/gone.md)\n")),
    plant(
        "links",
        "README.md",
        Text::After("See `crates/gone/src/lib.rs`.\n"),
    ),
    plant(
        "links",
        "README.md",
        Text::After("[gone](docs/glossary.md#gone)\n"),
    ),
    plant(
        "requirements",
        "docs/requirements.md",
        Text::Part("| R007 |", "| R008 |"),
    ),
    plant(
        "requirements",
        "docs/requirements.md",
        Text::Part("| R163 | what | not yet |", "| R163 | what | nearly |"),
    ),
    plant(
        "requirements",
        "docs/requirements.md",
        Text::Part("`docs/glossary.md` a test", "`docs/gone.md`"),
    ),
    plant("reasons", "Cargo.toml", Text::After("rand = \"0.10\"\n")),
    plant(
        "reasons",
        "ui/package.json",
        Text::Whole("{ \"//\": {}, \"dependencies\": { \"vue\": \"3\" } }\n"),
    ),
    plant(
        "licences",
        "libs/ts-rs/Cargo.toml",
        Text::Part("MIT", "GPL-3.0-only"),
    ),
    plant(
        "licences",
        "ui/package-lock.json",
        Text::Whole("{ \"packages\": { \"node_modules/x\": { \"license\": \"SSPL-1.0\" } } }\n"),
    ),
    plant(
        "workflow",
        ".github/workflows/ci.yml",
        Text::Part("@v4.2.2 # the checkout", "@main"),
    ),
    plant(
        "workflow",
        ".github/workflows/ci.yml",
        Text::Part("contents: read", "contents: write"),
    ),
    plant(
        "workflow",
        ".github/workflows/ci.yml",
        Text::Part("    timeout-minutes: 5\n", ""),
    ),
    plant(
        "workflow",
        ".github/workflows/ci.yml",
        Text::Part("jobs:", "jobs: ["),
    ),
    plant(
        "bindings",
        "ui/src/bindings/contract.ts",
        Text::Whole("export type Old = string\n"),
    ),
    plant(
        "clippy",
        "crates/office/src/lib.rs",
        Text::After("pub fn zero(x: u8) -> u8 {\n    return x;\n}\n"),
    ),
];

const fn plant(check: &'static str, path: &'static str, text: Text) -> Plant {
    Plant { check, path, text }
}

fn run(check: &Check, root: &Path) -> Vec<String> {
    let findings = (check.run)(&Tree::read(root).unwrap()).unwrap();
    findings
        .iter()
        .filter(|finding| !finding.warning)
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_tree_without_a_violation_passes_every_check() {
    let dir = clean_tree();
    for check in CHECKS {
        assert_eq!(
            run(check, dir.path()),
            Vec::<String>::new(),
            "{}",
            check.name
        );
    }
}

#[test]
fn every_check_has_a_planted_violation() {
    let planted: BTreeSet<_> = PLANTS.iter().map(|plant| plant.check).collect();
    let checks: BTreeSet<_> = CHECKS.iter().map(|check| check.name).collect();
    assert_eq!(planted, checks);
}

#[test]
fn every_planted_violation_is_found_where_it_was_planted() {
    for plant in PLANTS {
        let dir = clean_tree();
        let path = dir.path().join(plant.path);
        let present = fs::read_to_string(&path).unwrap_or_default();
        let text = match plant.text {
            Text::Whole("") => "x\n".repeat(601),
            Text::Whole(text) => text.to_owned(),
            Text::After(text) => present + text,
            Text::Part(from, to) => {
                assert!(
                    present.contains(from),
                    "{}: nothing to replace: {from}",
                    plant.path
                );
                present.replacen(from, to, 1)
            }
        };
        write(dir.path(), plant.path, &text);
        // A changed manifest changes the lock file too; that is not what is being tested.
        let project = crate::project::Project::at(dir.path());
        let _ = project
            .cargo(["generate-lockfile", "--offline", "--quiet"])
            .status()
            .unwrap();
        let check = CHECKS
            .iter()
            .find(|check| check.name == plant.check)
            .unwrap();
        let found = run(check, dir.path());
        let expected = if plant.check == "licences" {
            "lock"
        } else {
            plant.path
        };
        assert!(
            found.iter().any(|line| line.contains(expected)),
            "{} at {}: {found:#?}",
            plant.check,
            plant.path
        );
    }
}
