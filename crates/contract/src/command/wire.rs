//! Requests and answers of commands as JSON.

use serde_json::Value;

use crate::error::{ApiError, ErrorCode};

/// What was asked.
pub(super) fn read<T: serde::de::DeserializeOwned>(payload: Value) -> Result<T, ApiError> {
    // `null` and `{}` mean the same for a command without fields.
    let payload = if payload.is_null() {
        Value::Object(serde_json::Map::new())
    } else {
        payload
    };
    serde_json::from_value(payload).map_err(|error| {
        ApiError::new(ErrorCode::CommandBadRequest).with_detail("reason", error.to_string())
    })
}

/// What is answered.
pub(super) fn answer<T: serde::Serialize>(response: T) -> Result<Value, ApiError> {
    serde_json::to_value(response).map_err(|error| {
        ApiError::new(ErrorCode::Internal).with_detail("reason", error.to_string())
    })
}
