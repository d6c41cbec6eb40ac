//! An input against the schema of its rule: which field is wrong, and how.

use std::collections::HashMap;
use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{ValidationError, Validator};
use schemars::Schema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wuyou_domain::rule::RuleError;

use crate::face::instant::Instant;
use crate::list::{RULES, Rule};

/// The schemas printed by `rules list` are the ones inputs are held against.
static VALIDATORS: LazyLock<HashMap<&'static str, Validator>> = LazyLock::new(|| {
    let validator = |rule: &Rule| {
        let options = jsonschema::options().should_validate_formats(true);
        // A schema is derived from a type; a test proves that each of them compiles.
        let validator = options.build((rule.input)().as_value()).ok()?;
        Some((rule.name, validator))
    };
    RULES.iter().filter_map(validator).collect()
});

/// Refuses an input its rule's schema does not allow, naming the first field at fault.
pub(crate) fn check(rule: &str, input: &Value) -> Result<(), RuleError> {
    match VALIDATORS.get(rule) {
        // Whether a word is in a closed list, the type itself says: it knows the former words too.
        Some(validator) => validator
            .iter_errors(input)
            .map(|error| refusal(&error))
            .find(|refusal| !matches!(refusal, RuleError::UnknownCode { .. }))
            .map_or(Ok(()), Err),
        None => Err(RuleError::UnknownRule(rule.to_owned())),
    }
}

/// Reads a checked input as the rule's own type.
pub(crate) fn read<T: DeserializeOwned>(mut input: Value) -> Result<T, RuleError> {
    make_whole(&mut input);
    instants_in(&mut input);
    serde_path_to_error::deserialize(input).map_err(|error| {
        let path = error.path().to_string();
        let field = named(path.trim_start_matches('.')).into();
        let reason = error.into_inner().to_string();
        if reason.starts_with("unknown variant") {
            RuleError::UnknownCode { field }
        } else {
            RuleError::BadValue { field, reason }
        }
    })
}

/// A schema takes 7.0 for a whole number, as spreadsheets write it; so does the rule.
fn make_whole(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            // Text is exact where a cast would round.
            let whole = number
                .as_f64()
                .filter(|n| n.fract() == 0.0 && n.abs() < WHOLE_MAX);
            if let Some(whole) = whole.and_then(|n| format!("{n:.0}").parse::<i64>().ok()) {
                *value = Value::from(whole);
            }
        }
        Value::Array(values) => values.iter_mut().for_each(make_whole),
        Value::Object(fields) => fields.values_mut().for_each(make_whole),
        _ => {}
    }
}

/// Up to here every whole number of a spreadsheet is exact (2⁵³).
const WHOLE_MAX: f64 = 9_007_199_254_740_992.0;

/// The schema of a type with the bounds of its whole numbers, which the derived one only names as
/// a format: a number beyond them is out of range, not of a wrong kind.
pub(crate) fn bounded(schema: Schema) -> Schema {
    let mut value = schema.to_value();
    bound(&mut value);
    // It was a schema and still is; the conversion refuses only what is neither object nor boolean.
    Schema::try_from(value).unwrap_or_default()
}

fn bound(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(bound),
        Value::Object(fields) => {
            let most = match fields.get("format").and_then(Value::as_str) {
                Some("uint8") => Some(u64::from(u8::MAX)),
                Some("uint32") => Some(u64::from(u32::MAX)),
                _ => None,
            };
            if let Some(most) = most {
                fields.entry("maximum").or_insert_with(|| Value::from(most));
            }
            if let Some(Value::Object(properties)) = fields.get_mut("properties") {
                properties
                    .iter_mut()
                    .filter(|(name, _)| is_instant(name))
                    .for_each(|(_, schema)| {
                        as_text(schema);
                    });
            }
            fields.values_mut().for_each(bound);
        }
        _ => {}
    }
}

/// The rules calculate with milliseconds; outside, instants are RFC 3339 text. Their fields are
/// known by their names.
fn is_instant(name: &str) -> bool {
    name == "at" || name.ends_with("_at")
}

fn as_text(schema: &mut Value) {
    let Some(fields) = schema.as_object_mut() else {
        return;
    };
    if fields.get("format").and_then(Value::as_str) != Some("int64") {
        return;
    }
    fields.insert("format".to_owned(), "date-time".into());
    match fields.get_mut("type") {
        Some(Value::Array(types)) => types
            .iter_mut()
            .filter(|one| *one == "integer")
            .for_each(|one| *one = "string".into()),
        Some(one) => *one = "string".into(),
        None => {}
    }
}

fn instants_in(value: &mut Value) {
    each_instant(value, &|value| {
        let at = value.as_str().and_then(Instant::parse);
        at.map(|at| Value::from(at.0))
    });
}

/// Instants of an answer as China time.
pub(crate) fn instants_out(value: &mut Value) {
    each_instant(value, &|value| {
        let at = value.as_i64().map(Instant);
        at.and_then(|at| serde_json::to_value(at).ok())
    });
}

fn each_instant(value: &mut Value, change: &impl Fn(&Value) -> Option<Value>) {
    match value {
        Value::Array(values) => values
            .iter_mut()
            .for_each(|value| each_instant(value, change)),
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                match change(value).filter(|_| is_instant(name)) {
                    Some(changed) => *value = changed,
                    None => each_instant(value, change),
                }
            }
        }
        _ => {}
    }
}

fn named(path: &str) -> String {
    match path {
        "" | "." => "input".to_owned(),
        path => path.to_owned(),
    }
}

fn refusal(error: &ValidationError<'_>) -> RuleError {
    let field = field_of(error.instance_path().as_str());
    let below = |name: &str| match field.as_str() {
        "" => name.to_owned(),
        above => format!("{above}.{name}"),
    };
    let here = || named(&field).into();
    match error.kind() {
        Kind::Required { property } => RuleError::Missing {
            field: below(property.as_str().unwrap_or_default()).into(),
        },
        Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
            RuleError::UnknownField {
                field: below(unexpected.first().map_or("", String::as_str)).into(),
            }
        }
        Kind::Format { format } if format == "date" => RuleError::ImpossibleDate { field: here() },
        Kind::Format { format } if format == "date-time" => {
            RuleError::ImpossibleInstant { field: here() }
        }
        Kind::Minimum { .. }
        | Kind::Maximum { .. }
        | Kind::ExclusiveMinimum { .. }
        | Kind::ExclusiveMaximum { .. } => RuleError::OutOfRange { field: here() },
        Kind::Enum { .. } | Kind::Constant { .. } => RuleError::UnknownCode { field: here() },
        Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } if error.instance().is_string() => {
            RuleError::UnknownCode { field: here() }
        }
        _ => RuleError::BadValue {
            field: here(),
            reason: shortened(&error.masked().to_string()),
        },
    }
}

/// A JSON pointer as the path people write: `/unusable/1/to` is `unusable[1].to`.
fn field_of(pointer: &str) -> String {
    let mut field = String::new();
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        if part.bytes().all(|b| b.is_ascii_digit()) && !part.is_empty() {
            field.push('[');
            field.push_str(&part);
            field.push(']');
        } else {
            if !field.is_empty() {
                field.push('.');
            }
            field.push_str(&part);
        }
    }
    field
}

fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    text.chars().take(MOST).collect()
}
