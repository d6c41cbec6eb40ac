//! Who may import what in `ui`.

use anyhow::Result;

use super::tree::File;
use super::{Finding, Tree};

/// The one file that talks to the desktop shell.
const DOOR: &str = "ui/src/shared/ipc.ts";
/// The one file of `shared` that gathers the features' texts.
const TEXTS: &str = "ui/src/shared/i18n/index.ts";

/// `@tauri-apps` comes in through one door.
pub(super) fn tauri_imports(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in sources(tree).filter(|file| file.path != DOOR) {
        for (number, target) in imports(file) {
            if target.starts_with("@tauri-apps") {
                let message = format!("only {DOOR} imports @tauri-apps");
                findings.push(Finding::new(&file.path, number, message));
            }
        }
    }
    Ok(findings)
}

/// `features/a` does not import `features/b`; `shared` imports no feature and no app.
pub(super) fn features(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in sources(tree) {
        for (number, target) in imports(file) {
            let Some(target) = resolve(&file.path, target) else {
                continue;
            };
            if let Some(message) = objection(&file.path, &target) {
                findings.push(Finding::new(&file.path, number, message));
            }
        }
    }
    Ok(findings)
}

fn objection(from: &str, to: &str) -> Option<String> {
    let own = feature(from);
    let used = feature(to);
    if from.starts_with("ui/src/shared/") {
        let texts = from == TEXTS && to.ends_with("/messages");
        let outside = used.is_some() || to.starts_with("ui/src/app/");
        return (outside && !texts).then(|| format!("shared knows no screen, but imports {to}"));
    }
    match (own, used) {
        (Some(own), Some(used)) if own != used => Some(format!(
            "feature {own} reaches into feature {used}; share it in ui/src/shared"
        )),
        (Some(own), None) if to.starts_with("ui/src/app/") || to.starts_with("ui/src/console/") => {
            Some(format!(
                "feature {own} does not know who shows it, but imports {to}"
            ))
        }
        _ => None,
    }
}

fn feature(path: &str) -> Option<&str> {
    path.strip_prefix("ui/src/features/")?.split('/').next()
}

fn sources(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.files()
        .filter(|file| file.below(&["ui/src/"]) && file.is(&["ts", "vue"]))
}

/// What a file imports: `from '…'`, `import '…'`, `import('…')`.
fn imports(file: &File) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (number, line) in file.lines() {
        for opening in [
            "from '",
            "from \"",
            "import '",
            "import \"",
            "import('",
            "import(\"",
        ] {
            if let Some(at) = line.find(opening) {
                let rest = &line[at + opening.len()..];
                if let Some(end) = rest.find(['\'', '"']) {
                    found.push((number, &rest[..end]));
                }
            }
        }
    }
    found
}

/// The path of an import from the top folder; `None` for packages.
fn resolve(from: &str, target: &str) -> Option<String> {
    if let Some(rest) = target.strip_prefix("@/") {
        return Some(format!("ui/src/{rest}"));
    }
    if !target.starts_with('.') {
        return None;
    }
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_and_aliased_imports_are_resolved_alike() {
        let from = "ui/src/features/unit/page.vue";
        let other = Some("ui/src/features/customer/model".to_owned());
        assert_eq!(resolve(from, "../customer/model"), other);
        assert_eq!(resolve(from, "@/features/customer/model"), other);
        assert_eq!(resolve(from, "vue"), None);
    }

    #[test]
    fn only_texts_may_be_gathered_by_shared() {
        assert!(objection(TEXTS, "ui/src/features/unit/messages").is_none());
        assert!(objection(TEXTS, "ui/src/features/unit/model").is_some());
        assert!(objection("ui/src/shared/errors.ts", "ui/src/features/unit/messages").is_some());
        assert!(objection("ui/src/app/routes.ts", "ui/src/features/unit/routes").is_none());
        assert!(objection("ui/src/features/unit/a.ts", "ui/src/features/unit/b").is_none());
    }
}
