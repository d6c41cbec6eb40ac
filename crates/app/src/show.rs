//! Between stored codes and the contract's closed codes.

use serde::Serialize;
use serde::de::DeserializeOwned;
use wuyou_sync::value::Value;

/// The stored text of a closed code.
pub(crate) fn code_text<T: Serialize>(code: &T) -> Option<String> {
    serde_json::to_value(code)
        .ok()?
        .as_str()
        .map(ToOwned::to_owned)
}

/// The stored value of a closed code.
pub(crate) fn code_of<T: Serialize>(code: &T) -> Value {
    code_text(code).into()
}

/// The closed code of a stored text; `None` for one that this version does not know.
pub(crate) fn code_from<T: DeserializeOwned>(text: Option<&str>) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(text?)).ok()
}
