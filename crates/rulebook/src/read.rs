//! An input against the schema of its rule: which field is wrong, and how.

use std::collections::HashMap;
use std::sync::LazyLock;

use jsonschema::error::ValidationErrorKind as Kind;
use jsonschema::{ValidationError, Validator};
use schemars::Schema;
use serde::de::DeserializeOwned;
use serde_json::Value;
use wuyou_domain::rule::RuleError;

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
        Some(validator) => validator.validate(input).map_err(|error| refusal(&error)),
        None => Err(RuleError::UnknownRule(rule.to_owned())),
    }
}

/// Reads a checked input as the rule's own type.
pub(crate) fn read<T: DeserializeOwned>(mut input: Value) -> Result<T, RuleError> {
    make_whole(&mut input);
    serde_path_to_error::deserialize(input).map_err(|error| {
        let path = error.path().to_string();
        RuleError::BadValue {
            field: named(path.trim_start_matches('.')).into(),
            reason: error.into_inner().to_string(),
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
pub(crate) fn bounded(mut schema: Schema) -> Schema {
    if let Some(fields) = schema.as_object_mut() {
        fields.values_mut().for_each(bound);
    }
    schema
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
            fields.values_mut().for_each(bound);
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
