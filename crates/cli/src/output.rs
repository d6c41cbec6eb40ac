//! What the program prints.

use std::io::Write as _;
use std::process::ExitCode;

use serde_json::{Map, Value, json};
use wuyou_contract::command::{Allowed, COMMANDS};
use wuyou_contract::{ApiError, Language};

const REFUSED: u8 = 1;
const BAD_USAGE: u8 = 2;

/// Prints a result as JSON.
pub(crate) fn print(answer: &Value) -> ExitCode {
    let written = writeln!(std::io::stdout().lock(), "{answer:#}");
    // A closed pipe (`| head`) is the reader's wish, not an error.
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(_) => ExitCode::from(REFUSED),
    }
}

/// Prints a refused call.
pub(crate) fn refused(error: &ApiError, language: Language) -> ExitCode {
    to_stderr(&format!("{:#}", error.to_json(language)));
    ExitCode::from(REFUSED)
}

/// Prints what is wrong with the command line.
pub(crate) fn bad_usage(text: &str) -> ExitCode {
    to_stderr(text);
    ExitCode::from(BAD_USAGE)
}

fn to_stderr(text: &str) {
    // If even stderr is gone there is nobody left to tell.
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// Every command with its schemas and the roles that may call it.
pub(crate) fn command_list() -> Value {
    let rows: Vec<Value> = COMMANDS
        .iter()
        .map(|command| {
            let roles = match command.allowed {
                Allowed::Open => Value::from("open"),
                Allowed::Roles(roles) => serde_json::to_value(roles).unwrap_or_default(),
            };
            json!({
                "name": command.name,
                "about": command.about.trim(),
                "allowed": roles,
                "request": (command.request)(),
                "response": (command.response)(),
            })
        })
        .collect();
    Value::Array(rows)
}

/// The summary of an import: `refused` by reason, without the area's prefix, beside its total.
pub(crate) fn import_summary(mut summary: Value) -> Value {
    let by_reason = summary.get("refused_by_reason").and_then(Value::as_object);
    let short: Map<String, Value> = by_reason
        .into_iter()
        .flatten()
        .map(|(code, count)| (code.trim_start_matches("import.").to_owned(), count.clone()))
        .collect();
    if let Some(fields) = summary.as_object_mut() {
        let total = fields.insert("refused".to_owned(), Value::Object(short));
        fields.insert("refused_total".to_owned(), total.unwrap_or_default());
        fields.remove("refused_by_reason");
    }
    summary
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_rows_are_counted_by_reason_and_in_all() {
        let summary = json!({
            "read": 3, "refused": 2,
            "refused_by_reason": {"import.bad_phone": 1, "import.no_name": 1},
        });
        assert_eq!(
            import_summary(summary),
            json!({"read": 3, "refused_total": 2, "refused": {"bad_phone": 1, "no_name": 1}})
        );
    }
}
