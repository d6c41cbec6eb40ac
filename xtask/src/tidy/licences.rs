//! Licences of everything we build on, against the list in deny.toml.

use anyhow::{Context as _, Result};
use serde_json::Value;

use super::{Finding, Tree};

const LIST: &str = "deny.toml";
const LOCK: &str = "ui/package-lock.json";

/// Every crate and npm package may be used under a licence of the list. `cargo deny` reads the
/// same list; this check needs no network and covers npm as well.
pub(super) fn licences(tree: &Tree) -> Result<Vec<Finding>> {
    let Some(list) = tree.file(LIST) else {
        return Ok(vec![Finding::new(
            LIST,
            0,
            "is missing: the list of allowed licences",
        )]);
    };
    let allowed = allowed(&list.text);
    let exceptions = exceptions(&list.text);
    let mut findings = Vec::new();
    for package in &tree.metadata()?.packages {
        let licence = package.license.as_deref().unwrap_or("");
        let name = package.name.as_str();
        findings.extend(objection(
            "Cargo.lock",
            name,
            licence,
            &allowed,
            &exceptions,
        ));
    }
    if let Some(lock) = tree.file(LOCK) {
        let lock: Value =
            serde_json::from_str(&lock.text).context("package-lock.json is no JSON")?;
        for (path, package) in lock
            .get("packages")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            let Some((_, name)) = path.rsplit_once("node_modules/") else {
                continue;
            };
            let licence = package.get("license").and_then(Value::as_str).unwrap_or("");
            findings.extend(objection(LOCK, name, licence, &allowed, &exceptions));
        }
    }
    Ok(findings)
}

fn objection(
    lock: &str,
    name: &str,
    licence: &str,
    allowed: &[String],
    exceptions: &[(String, String)],
) -> Option<Finding> {
    let own: Vec<String> = exceptions
        .iter()
        .filter(|(package, _)| package == name)
        .map(|(_, licence)| licence.clone())
        .chain(allowed.iter().cloned())
        .collect();
    let fits = !licence.is_empty() && Expression::new(licence).fits(&own);
    let told = if licence.is_empty() {
        "no licence"
    } else {
        licence
    };
    (!fits).then(|| {
        Finding::new(
            lock,
            0,
            format!("{name} has {told}, which {LIST} does not allow"),
        )
    })
}

/// The texts of `allow = [ … ]`.
fn allowed(list: &str) -> Vec<String> {
    let begin = list.find("\nallow = [").map_or(list.len(), |at| at + 1);
    list[begin..]
        .lines()
        .take_while(|line| !line.starts_with(']'))
        .flat_map(texts)
        .collect()
}

/// `{ crate = "name", allow = ["licence", …] }`, one a line; npm packages stand there alike.
fn exceptions(list: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for line in list.lines().filter(|line| line.contains("crate = \"")) {
        let mut texts = texts(line).into_iter();
        let Some(package) = texts.next() else {
            continue;
        };
        found.extend(texts.map(|licence| (package.clone(), licence)));
    }
    found
}

fn texts(line: &str) -> Vec<String> {
    line.split('"')
        .skip(1)
        .step_by(2)
        .map(ToOwned::to_owned)
        .collect()
}

/// An SPDX expression: licences joined by OR, AND and WITH, with brackets. Old crates write `/`.
struct Expression {
    words: Vec<String>,
    at: usize,
}

impl Expression {
    fn new(text: &str) -> Self {
        let spaced = text
            .replace('(', " ( ")
            .replace(')', " ) ")
            .replace('/', " OR ");
        Self {
            words: spaced.split_whitespace().map(ToOwned::to_owned).collect(),
            at: 0,
        }
    }

    fn fits(mut self, allowed: &[String]) -> bool {
        self.any(allowed) && self.at == self.words.len()
    }

    fn any(&mut self, allowed: &[String]) -> bool {
        let mut fits = self.all(allowed);
        while self.next_is("OR") {
            fits |= self.all(allowed);
        }
        fits
    }

    fn all(&mut self, allowed: &[String]) -> bool {
        let mut fits = self.one(allowed);
        while self.next_is("AND") {
            fits &= self.one(allowed);
        }
        fits
    }

    fn one(&mut self, allowed: &[String]) -> bool {
        if self.next_is("(") {
            let fits = self.any(allowed);
            return self.next_is(")") && fits;
        }
        let Some(mut licence) = self.words.get(self.at).cloned() else {
            return false;
        };
        self.at += 1;
        if self.next_is("WITH") {
            let exception = self.words.get(self.at).cloned().unwrap_or_default();
            self.at += 1;
            licence = format!("{licence} WITH {exception}");
        }
        allowed.contains(&licence)
    }

    fn next_is(&mut self, word: &str) -> bool {
        let there = self.words.get(self.at).is_some_and(|next| next == word);
        self.at += usize::from(there);
        there
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_allowed_alternative_is_enough_but_every_part_of_a_conjunction_counts() {
        let allowed = [
            "MIT".to_owned(),
            "Apache-2.0 WITH LLVM-exception".to_owned(),
        ];
        for (licence, fits) in [
            ("MIT", true),
            ("GPL-3.0", false),
            ("GPL-3.0 OR MIT", true),
            ("GPL-3.0/MIT", true),
            ("MIT AND GPL-3.0", false),
            ("(GPL-3.0 OR MIT) AND MIT", true),
            ("Apache-2.0 WITH LLVM-exception", true),
            ("Apache-2.0", false),
            ("(MIT", false),
            ("MIT)", false),
        ] {
            assert_eq!(Expression::new(licence).fits(&allowed), fits, "{licence}");
        }
    }
}
