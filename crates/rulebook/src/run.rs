//! One line in, one line out, in order; a bad line never stops the run.

use std::io::{BufRead, Read as _, Write};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use wuyou_domain::calendar::Holidays;
use wuyou_domain::explain::{Language, render, render_all};
use wuyou_domain::rule::RuleError;

use crate::list::{Answer, RULES};
use crate::read;

/// A longer line is a file fed by mistake.
const LINE_MAX_BYTES: usize = 4 * 1024 * 1024;

/// A question. Any JSON may be the `id`; it comes back as it is. Whatever else stands in the line
/// (an expected answer, a remark) belongs to whoever keeps the table.
#[derive(Debug, Deserialize)]
struct Question {
    #[serde(default)]
    id: Value,
    rule: String,
    input: Value,
}

/// How questions are answered.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The language of messages and reasons.
    pub language: Language,
    /// Whether the reasons stand beside each answer.
    pub explain: bool,
    /// The lists of holidays to calculate with.
    pub holidays: Holidays,
}

/// Answers every line of `lines` on `answers`. Empty lines are skipped.
///
/// # Errors
/// Only those of reading and writing; a line that makes no sense is answered with its error.
pub fn run(mut lines: impl BufRead, mut answers: impl Write, asked: &Asked) -> std::io::Result<()> {
    let mut line = Vec::new();
    let mut first = true;
    while next_line(&mut lines, &mut line)? {
        let mut text = line.as_slice();
        if std::mem::take(&mut first) {
            text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
        }
        let text = text.trim_ascii();
        if !text.is_empty() {
            serde_json::to_writer(&mut answers, &answer(text, asked))?;
            answers.write_all(b"\n")?;
        }
    }
    answers.flush()
}

/// Reads the next line, of one that is too long no more than shows that it is.
fn next_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    let most = LINE_MAX_BYTES as u64 + 1;
    let read = lines.by_ref().take(most).read_until(b'\n', line)?;
    if line.len() > LINE_MAX_BYTES && !line.ends_with(b"\n") {
        lines.skip_until(b'\n')?;
    }
    Ok(read > 0)
}

/// The answer to one line: `{"id","ok"}`, or `{"id","error":{"code","message","field"}}`.
/// With [`Asked::explain`] the reasons stand beside it as `why`, one sentence each.
#[derive(Debug, Serialize)]
pub struct Answered {
    id: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    ok: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<Refused>,
}

#[derive(Debug, Serialize)]
struct Refused {
    code: &'static str,
    message: String,
    field: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// Answers one line.
#[must_use]
pub fn answer(line: &[u8], asked: &Asked) -> Answered {
    let (id, decided) = match question(line) {
        Ok(question) => (question.id.clone(), decide(question, &asked.holidays)),
        Err((id, error)) => (id, Err(error)),
    };
    let (answer, error) = match decided {
        Ok(answer) => (Some(answer), None),
        Err(error) => (None, Some(error)),
    };
    let explained = answer.as_ref().filter(|_| asked.explain);
    Answered {
        id,
        why: explained.map(|answer| render_all(&answer.why, asked.language)),
        ok: answer.map(|answer| answer.ok),
        error: error.map(|error| Refused {
            code: error.code(),
            message: render(&error.line(), asked.language),
            field: error.field().map(ToOwned::to_owned),
            detail: error.detail().map(ToOwned::to_owned),
        }),
    }
}

fn question(line: &[u8]) -> Result<Question, (Value, RuleError)> {
    if line.len() > LINE_MAX_BYTES {
        let reason = format!("longer than {LINE_MAX_BYTES} bytes");
        return Err((Value::Null, RuleError::BadLine(reason)));
    }
    let bad = |id: Value, reason: String| (id, RuleError::BadLine(reason));
    let row: Value =
        serde_json::from_slice(line).map_err(|error| bad(Value::Null, error.to_string()))?;
    let id = row.get("id").cloned().unwrap_or_default();
    serde_json::from_value(row).map_err(|error| bad(id, error.to_string()))
}

fn decide(question: Question, holidays: &Holidays) -> Result<Answer, RuleError> {
    let rule = RULES.iter().find(|rule| rule.name == question.rule);
    let rule = rule.ok_or_else(|| RuleError::UnknownRule(question.rule.clone()))?;
    read::check(rule.name, &question.input)?;
    (rule.decide)(question.input, holidays)
}
