//! Bodies of `POST /api/v1/sync`: the protocol byte and postcard bytes. Compression is done
//! outside, by the agent and the server, which also bound what they decompress.

use serde::Serialize;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::message::{MAX_ANSWER_BYTES, MAX_BODY_BYTES, PROTOCOL, SyncRequest, SyncResponse};

/// Bytes that are not a body of this protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WireError {
    /// Longer than a body may be.
    #[error("the body is longer than {limit} bytes")]
    TooLong {
        /// The limit that was passed.
        limit: usize,
    },
    /// Another protocol version; the first byte says which. An empty body counts as version 0.
    #[error("the body is of protocol {version}, this program speaks {PROTOCOL}")]
    OtherProtocol {
        /// The version it claims to be.
        version: u8,
    },
    /// Not a message.
    #[error("the body is not a message")]
    Malformed,
}

/// The body of a request.
///
/// # Errors
/// [`WireError::TooLong`] when it would be over [`MAX_BODY_BYTES`].
pub fn encode_request(request: &SyncRequest) -> Result<Vec<u8>, WireError> {
    encode(request, MAX_BODY_BYTES)
}

/// Reads the body of a request.
///
/// # Errors
/// [`WireError`] for anything that is not a request within the limits.
pub fn decode_request(body: &[u8]) -> Result<SyncRequest, WireError> {
    decode(body, MAX_BODY_BYTES)
}

/// The body of an answer.
///
/// # Errors
/// [`WireError::TooLong`] when it would be over [`MAX_ANSWER_BYTES`].
pub fn encode_response(response: &SyncResponse) -> Result<Vec<u8>, WireError> {
    encode(response, MAX_ANSWER_BYTES)
}

/// Reads the body of an answer.
///
/// # Errors
/// [`WireError`] for anything that is not an answer within the limits.
pub fn decode_response(body: &[u8]) -> Result<SyncResponse, WireError> {
    decode(body, MAX_ANSWER_BYTES)
}

fn encode<T: Serialize>(message: &T, limit: usize) -> Result<Vec<u8>, WireError> {
    let body = postcard::to_extend(message, vec![PROTOCOL]).map_err(|_| WireError::Malformed)?;
    if body.len() > limit {
        return Err(WireError::TooLong { limit });
    }
    Ok(body)
}

fn decode<T: DeserializeOwned>(body: &[u8], limit: usize) -> Result<T, WireError> {
    if body.len() > limit {
        return Err(WireError::TooLong { limit });
    }
    let (&version, bytes) = body
        .split_first()
        .ok_or(WireError::OtherProtocol { version: 0 })?;
    if version != PROTOCOL {
        return Err(WireError::OtherProtocol { version });
    }
    match postcard::take_from_bytes(bytes) {
        Ok((message, [])) => Ok(message),
        _ => Err(WireError::Malformed),
    }
}
