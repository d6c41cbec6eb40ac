//! Every text of the screens exists in Chinese and in English.
//!
//! The compiler holds the English table to the Chinese one by type; this check works without npm
//! packages, and also finds what a type cannot: an empty text, and Chinese left in the English.

use std::collections::BTreeMap;

use anyhow::Result;

use super::{Finding, Tree};

/// Keys and texts of `export const zh` and `export const en` agree.
pub(super) fn languages(tree: &Tree) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for file in tree
        .files()
        .filter(|file| file.below(&["ui/src/"]) && file.is(&["ts"]))
    {
        let Some(zh) = table(&file.text, "export const zh") else {
            continue;
        };
        let Some(en) = table(&file.text, "export const en") else {
            findings.push(Finding::new(
                &file.path,
                0,
                "texts in Chinese, but no English table",
            ));
            continue;
        };
        for (key, text) in &zh {
            match en.get(key) {
                None => findings.push(found(
                    &file.path,
                    text,
                    format!("`{key}` is not in English"),
                )),
                Some(english) if english.value.chars().any(is_han) => {
                    let message = format!("`{key}` is still Chinese in the English table");
                    findings.push(found(&file.path, english, message));
                }
                Some(_) => {}
            }
        }
        for (key, text) in &en {
            if !zh.contains_key(key) {
                findings.push(found(
                    &file.path,
                    text,
                    format!("`{key}` is not in Chinese"),
                ));
            }
        }
        for (key, text) in zh
            .iter()
            .chain(&en)
            .filter(|(_, text)| text.value.trim().is_empty())
        {
            findings.push(found(&file.path, text, format!("`{key}` is empty")));
        }
    }
    Ok(findings)
}

fn found(path: &str, text: &Text, message: String) -> Finding {
    Finding::new(path, text.line, message)
}

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

struct Text {
    line: usize,
    value: String,
}

/// The object literal that begins after `declaration`, as dotted keys and their texts.
fn table(source: &str, declaration: &str) -> Option<BTreeMap<String, Text>> {
    let begin = source.find(declaration)?;
    let open = begin + source[begin..].find("= {")? + 2;
    let mut reader = Reader {
        rest: &source[open..],
        line: source[..open].lines().count(),
    };
    let mut texts = BTreeMap::new();
    reader.object("", &mut texts);
    Some(texts)
}

/// Reads the part of TypeScript that message tables are written in: objects, texts, comments.
struct Reader<'s> {
    rest: &'s str,
    line: usize,
}

impl Reader<'_> {
    /// Reads from `{` to the matching `}`.
    fn object(&mut self, prefix: &str, texts: &mut BTreeMap<String, Text>) {
        self.take();
        loop {
            self.blank();
            match self.peek() {
                Some('}') | None => {
                    self.take();
                    return;
                }
                Some(',') => {
                    self.take();
                }
                Some(_) => self.entry(prefix, texts),
            }
        }
    }

    fn entry(&mut self, prefix: &str, texts: &mut BTreeMap<String, Text>) {
        let key = match self.peek() {
            Some('\'' | '"') => self.string(),
            _ => self.until(&[':', ',', '}']).trim().to_owned(),
        };
        let key = if prefix.is_empty() {
            key
        } else {
            format!("{prefix}.{key}")
        };
        self.blank();
        if self.peek() != Some(':') {
            return;
        }
        self.take();
        self.blank();
        if self.peek() == Some('{') {
            self.object(&key, texts);
            return;
        }
        let line = self.line;
        let mut value = String::new();
        while !matches!(self.peek(), Some(',' | '}') | None) {
            if matches!(self.peek(), Some('\'' | '"' | '`')) {
                value.push_str(&self.string());
            } else {
                self.take();
            }
            self.blank();
        }
        texts.insert(key, Text { line, value });
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn take(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.rest = &self.rest[next.len_utf8()..];
        self.line += usize::from(next == '\n');
        Some(next)
    }

    fn until(&mut self, ends: &[char]) -> String {
        let mut text = String::new();
        while let Some(next) = self.peek().filter(|c| !ends.contains(c)) {
            text.push(next);
            self.take();
        }
        text
    }

    fn string(&mut self) -> String {
        let Some(quote) = self.take() else {
            return String::new();
        };
        let mut text = String::new();
        while let Some(next) = self.take() {
            if next == '\\' {
                text.extend(self.take());
            } else if next == quote {
                break;
            } else {
                text.push(next);
            }
        }
        text
    }

    fn blank(&mut self) {
        loop {
            if self.peek().is_some_and(char::is_whitespace) {
                self.take();
            } else if self.rest.starts_with("//") {
                self.until(&['\n']);
            } else if self.rest.starts_with("/*") {
                while !self.rest.is_empty() && !self.rest.starts_with("*/") {
                    self.take();
                }
                self.take();
                self.take();
            } else {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_with_comments_nesting_and_awkward_texts() {
        let source = "import x\nexport const zh = {\n  // 'not: a key'\n  a: '甲, {n}',\n  b: {\n    'c d': \"it's\" +\n      ' more',\n  },\n}\nexport const en = { a: '', }\n";
        let zh = table(source, "export const zh").unwrap();
        let keys: Vec<_> = zh.keys().map(String::as_str).collect();
        assert_eq!(keys, ["a", "b.c d"]);
        assert_eq!(zh["a"].value, "甲, {n}");
        assert_eq!(zh["b.c d"].value, "it's more");
        assert_eq!((zh["a"].line, zh["b.c d"].line), (4, 6));
        assert_eq!(table(source, "export const en").unwrap()["a"].value, "");
    }
}
