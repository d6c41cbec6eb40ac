//! The tree without a violation.
//!
//! A tiny workspace: our crates with nothing in them, and the libraries of the rules as empty local
//! packages, so that nothing is fetched.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::project::Project;

const WORKFLOW: &str = "name: ci
on: [push]
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-24.04
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@v4.2.2 # the checkout
      - run: cargo xtask test
";

const HEADER: &str = "//! A crate.\n//!\n//! What lives here: nothing.\n//! What must not: anything.\n//! Start here.\n";

/// The libraries that only one of our crates may use.
const USES: &[(&str, &[&str])] = &[
    ("wuyou-contract", &["ts-rs"]),
    ("wuyou-store", &["rusqlite", "refinery"]),
    ("wuyou-picture", &["image"]),
    ("wuyou-print", &["typst"]),
    ("wuyou-update", &["minisign-verify"]),
    ("wuyou-agent", &["reqwest", "tokio"]),
    ("wuyou-server", &["axum"]),
    ("wuyou-desktop", &["tauri"]),
];

/// Our crates by the rules of the layers, so that a new one stands in the tree as well: name,
/// folder, and libraries.
fn crates() -> Vec<(&'static str, String, &'static [&'static str])> {
    let folder = |name: &str| match name {
        "wuyou-desktop" => "src-tauri".to_owned(),
        "wuyou-tests" => "tests".to_owned(),
        "xtask" => "xtask".to_owned(),
        _ => format!("crates/{}", name.trim_start_matches("wuyou-")),
    };
    let uses = |name: &str| {
        let found = USES.iter().find(|(user, _)| *user == name);
        found.map_or(&[][..], |(_, uses)| *uses)
    };
    let names = crate::tidy::layers::MAY_USE.iter().map(|(name, _)| *name);
    names.map(|name| (name, folder(name), uses(name))).collect()
}

/// Libraries of the rules, and one through which sync would reach one of them.
const LIBRARIES: &[(&str, &str)] = &[
    ("rusqlite", ""),
    ("refinery", ""),
    ("tokio", ""),
    ("reqwest", ""),
    ("axum", ""),
    ("tauri", ""),
    ("tauri-plugin-x", ""),
    ("ts-rs", ""),
    ("image", ""),
    ("typst", ""),
    ("minisign-verify", ""),
    (
        "helper",
        "[dependencies]\ntokio = { path = \"../tokio\" }\n",
    ),
];

/// Makes the tree in a temporary folder.
pub(super) fn clean_tree() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let crates = crates();
    let members: Vec<String> = crates
        .iter()
        .map(|(_, folder, _)| format!("    {folder:?},\n"))
        .collect();
    let manifest = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\nexclude = [\"libs\"]\n\n[workspace.dependencies]\n",
        members.concat()
    );
    write(root, "Cargo.toml", &manifest);
    for (name, folder, uses) in &crates {
        let mut rest = String::from("[dependencies]\n");
        for library in *uses {
            let up = "../".repeat(folder.split('/').count());
            rest.push_str(&format!(
                "{library} = {{ path = \"{up}libs/{library}\" }}\n"
            ));
        }
        if *name == "wuyou-contract" {
            rest.insert_str(
                0,
                "[features]\ncodegen = []\n\n[[example]]\nname = \"codegen\"\n\n",
            );
        }
        write(root, &format!("{folder}/Cargo.toml"), &package(name, &rest));
        write(root, &format!("{folder}/src/lib.rs"), HEADER);
    }
    for (name, rest) in LIBRARIES {
        write(
            root,
            &format!("libs/{name}/Cargo.toml"),
            &package(name, rest),
        );
        write(root, &format!("libs/{name}/src/lib.rs"), HEADER);
    }
    contract_and_screens(root);
    documents(root);
    let project = Project::at(root);
    let made = project
        .cargo(["generate-lockfile", "--offline", "--quiet"])
        .status()
        .unwrap();
    assert!(made.success(), "the lock file of the clean tree");
    dir
}

fn contract_and_screens(root: &Path) {
    let codegen = "fn main() {\n    println!(\"export type Unit = string\");\n}\n";
    write(root, "crates/contract/examples/codegen.rs", codegen);
    write(root, "crates/contract/src/unit.rs", "//! Machines.\n");
    write(root, "crates/domain/src/serial.rs", "//! Serials.\n");
    write(root, "crates/app/src/area/unit.rs", "//! Machines.\n");
    write(
        root,
        "crates/store/migrations/V1__first.sql",
        "CREATE TABLE unit (id TEXT);\n",
    );
    write(
        root,
        "ui/src/bindings/contract.ts",
        "export type Unit = string\n",
    );
    write(
        root,
        "ui/src/shared/ipc.ts",
        "import { invoke } from '@tauri-apps/api/core'\n",
    );
    let texts = "export const zh = { a: '甲' }\nexport const en = { a: 'A' }\n";
    write(root, "ui/src/features/unit/messages.ts", texts);
    write(
        root,
        "ui/package.json",
        "{ \"//\": { \"vue\": \"the view\" }, \"dependencies\": { \"vue\": \"3\" } }\n",
    );
    write(
        root,
        "ui/package-lock.json",
        "{ \"packages\": { \"node_modules/vue\": { \"license\": \"MIT\" } } }\n",
    );
}

fn documents(root: &Path) {
    write(
        root,
        "README.md",
        "# A\n[words](docs/glossary.md#words) [here](#a) [site](https://example.org)\n",
    );
    write(root, "docs/glossary.md", "## Words\n");
    write(
        root,
        "deny.toml",
        "[licenses]\nallow = [\n    \"MIT\",\n]\n",
    );
    write(root, ".github/workflows/ci.yml", WORKFLOW);
    let mut rows = String::from("| id | what | state | where | test |\n|---|---|---|---|---|\n");
    rows.push_str("| R001 | what | works | here | `docs/glossary.md` a test |\n");
    for number in 2..=163 {
        rows.push_str(&format!("| R{number:03} | what | not yet |  |  |\n"));
    }
    write(root, "docs/requirements.md", &rows);
}

fn package(name: &str, rest: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nlicense = \"MIT\"\n\n{rest}"
    )
}

/// Writes a file and the folders above it.
pub(super) fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}
