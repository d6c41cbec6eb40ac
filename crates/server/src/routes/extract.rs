//! Reading requests strictly: size, time, content type, fields.

use std::time::Duration;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::{FromRequest, FromRequestParts, Path, Query, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use serde::de::DeserializeOwned;
use serde_json::json;
use uuid::Uuid;

use crate::config::MAX_JSON_BYTES;
use crate::problem::{Code, Problem};
use crate::state::Shared;

/// Reads a whole body within a size and a time.
///
/// # Errors
/// [`Code::TooLarge`], [`Code::TooSlow`], or [`Code::Malformed`] when the client breaks off.
pub async fn read_body(body: Body, limit: usize, time: Duration) -> Result<Bytes, Problem> {
    // A length announced over the limit is refused before anything of it is waited for.
    if body.size_hint().lower() > limit as u64 {
        return Err(Code::TooLarge.into());
    }
    match tokio::time::timeout(time, axum::body::to_bytes(body, limit)).await {
        Err(_) => Err(Code::TooSlow.into()),
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(error)) => {
            let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(&error);
            while let Some(inner) = cause {
                if inner.to_string().contains("length limit exceeded") {
                    return Err(Code::TooLarge.into());
                }
                cause = inner.source();
            }
            Err(Code::Malformed.into())
        }
    }
}

/// Whether the content type is this one, parameters aside.
#[must_use]
pub fn is_type(headers: &HeaderMap, wanted: &str) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|kind| kind.trim().eq_ignore_ascii_case(wanted))
}

/// A JSON body.
#[derive(Debug)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<Shared> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &Shared) -> Result<Self, Problem> {
        if !is_type(request.headers(), "application/json") {
            return Err(Code::WrongType.into());
        }
        let time = state.config.limits.body_timeout;
        let bytes = read_body(request.into_body(), MAX_JSON_BYTES, time).await?;
        // The reason names fields of ours, never what the caller sent in them.
        serde_json::from_slice(&bytes)
            .map(Self)
            .map_err(|error| Problem::from(Code::Malformed).with(json!({ "line": error.line() })))
    }
}

/// Query parameters.
#[derive(Debug)]
pub struct Parameters<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Shared> for Parameters<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, Problem> {
        Query::<T>::from_request_parts(parts, state)
            .await
            .map(|Query(value)| Self(value))
            .map_err(|_| Problem::invalid("query"))
    }
}

/// A dealer's code and a row's id in the address.
#[derive(Debug)]
pub struct DealerAndId {
    /// The code as typed.
    pub dealer_code: String,
    /// The row.
    pub id: Uuid,
}

impl FromRequestParts<Shared> for DealerAndId {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, Problem> {
        let Path((dealer_code, id)) = Path::<(String, String)>::from_request_parts(parts, state)
            .await
            .map_err(|_| Problem::invalid("address"))?;
        let id = Uuid::parse_str(&id).map_err(|_| Problem::invalid("id"))?;
        Ok(Self { dealer_code, id })
    }
}

/// A text a person typed: trimmed, between these numbers of characters, without control characters.
///
/// # Errors
/// [`Code::Invalid`] with the field's name.
pub fn line(field: &str, typed: &str, least: usize, most: usize) -> Result<String, Problem> {
    let text = typed.trim();
    let length = text.chars().count();
    if length < least || length > most || text.chars().any(char::is_control) {
        return Err(Problem::invalid(field));
    }
    Ok(text.to_owned())
}
