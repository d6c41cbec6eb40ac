//! One call over HTTP: who answered, how large the answer may be, what its failure means.

use std::error::Error as _;
use std::io::Read;
use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{RequestBuilder, Response, StatusCode};
use rustls::CertificateError;
use serde::Deserialize;

use crate::error::AgentError;

/// The content type of sync bodies.
pub(crate) const SYNC_TYPE: &str = "application/vnd.wuyou.sync+zstd";
const JSON_TYPE: &str = "application/json";
const PROBLEM_TYPE: &str = "application/problem+json";
/// Most bytes of a JSON answer.
const MAX_JSON_BYTES: usize = 1024 * 1024;
/// zstd's level: higher ones cost six to ten times as much and save one to five percent.
const LEVEL: i32 = 3;
/// The largest window an answer may ask for, as a power of two (16 MiB).
const MAX_WINDOW_LOG: u32 = 24;
/// Longest wait a server may ask for within one call.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(30);

/// Sends a request and gives the body of a good answer of the wanted type.
pub(crate) async fn exchange(
    request: RequestBuilder,
    wanted: &str,
    limit: usize,
) -> Result<Vec<u8>, AgentError> {
    let answer = request.send().await.map_err(unreachable)?;
    let status = answer.status();
    if status == StatusCode::OK {
        if !is_type(&answer, wanted) {
            return Err(AgentError::Portal);
        }
        return body(answer, limit).await;
    }
    Err(failure(answer).await)
}

/// Sends a request for a part of a file and gives its bytes, if it is the part that was asked for.
pub(crate) async fn exchange_part(
    request: RequestBuilder,
    limit: usize,
    is_asked_for: impl Fn(&HeaderMap) -> bool,
) -> Result<Vec<u8>, AgentError> {
    let answer = request.send().await.map_err(unreachable)?;
    match answer.status() {
        StatusCode::PARTIAL_CONTENT if is_asked_for(answer.headers()) => {
            let body = body(answer, limit).await?;
            match body.is_empty() {
                true => Err(AgentError::Unreadable("an empty part".to_owned())),
                false => Ok(body),
            }
        }
        StatusCode::PARTIAL_CONTENT => Err(AgentError::Unreadable("another part".to_owned())),
        // Ours knows parts; whoever answers with something whole is not ours.
        StatusCode::OK => Err(AgentError::Portal),
        _ => Err(failure(answer).await),
    }
}

/// As [`exchange`], for JSON.
pub(crate) async fn exchange_json<T: for<'de> Deserialize<'de>>(
    request: RequestBuilder,
) -> Result<T, AgentError> {
    let body = exchange(request, JSON_TYPE, MAX_JSON_BYTES).await?;
    serde_json::from_slice(&body).map_err(|error| AgentError::Unreadable(error.to_string()))
}

async fn body(mut answer: Response, limit: usize) -> Result<Vec<u8>, AgentError> {
    let too_long = || AgentError::Unreadable(format!("longer than {limit} bytes"));
    let mut body = Vec::new();
    while let Some(chunk) = answer.chunk().await.map_err(unreachable)? {
        if body.len() + chunk.len() > limit {
            return Err(too_long());
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn is_type(answer: &Response, wanted: &str) -> bool {
    let given = answer.headers().get(CONTENT_TYPE);
    let given = given.and_then(|value| value.to_str().ok()).unwrap_or("");
    let bare = given.split(';').next().unwrap_or("").trim();
    bare.eq_ignore_ascii_case(wanted)
}

/// The part of a problem document that is acted on.
#[derive(Deserialize)]
struct Problem {
    code: String,
}

/// What an answer other than 200 means. Only problem documents are the server's own word: proxies
/// and captive portals answer with pages.
async fn failure(answer: Response) -> AgentError {
    let status = answer.status();
    let retry_after = retry_after(&answer);
    let problem = is_type(&answer, PROBLEM_TYPE);
    if !problem && status.is_server_error() && status.as_u16() != 511 {
        return server(status, retry_after);
    }
    if !problem {
        return AgentError::Portal;
    }
    let body = match body(answer, MAX_JSON_BYTES).await {
        Ok(body) => body,
        Err(error) => return error,
    };
    let code = match serde_json::from_slice::<Problem>(&body) {
        Ok(problem) => problem.code,
        Err(error) => return AgentError::Unreadable(error.to_string()),
    };
    match (status, code.as_str()) {
        (_, "auth.revoked" | "auth.wrong" | "auth.missing") => AgentError::Revoked { code },
        (_, "sync.unknown_protocol") => AgentError::TooOld,
        (StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT, _) => {
            server(status, retry_after)
        }
        (_, "enrol.other_dealer") => AgentError::OtherDealer,
        _ if code.starts_with("enrol.") => AgentError::EnrolmentCode { code },
        _ if status.is_server_error() => server(status, retry_after),
        _ => AgentError::Refused {
            status: status.as_u16(),
            code,
        },
    }
}

fn server(status: StatusCode, retry_after: Option<Duration>) -> AgentError {
    AgentError::Server {
        status: status.as_u16(),
        retry_after,
    }
}

fn retry_after(answer: &Response) -> Option<Duration> {
    let seconds = answer.headers().get(RETRY_AFTER)?.to_str().ok()?;
    let wait = Duration::from_secs(seconds.trim().parse().ok()?);
    Some(wait.min(MAX_RETRY_AFTER))
}

/// Why no answer came. A certificate that is not valid yet, or no more, is a wrong clock far more
/// often than a forgotten renewal.
fn unreachable(error: reqwest::Error) -> AgentError {
    let mut source = error.source();
    while let Some(cause) = source {
        let tls = cause.downcast_ref::<rustls::Error>().or_else(|| {
            let io = cause.downcast_ref::<std::io::Error>()?;
            io.get_ref()?.downcast_ref::<rustls::Error>()
        });
        if let Some(rustls::Error::InvalidCertificate(why)) = tls
            && is_about_time(why)
        {
            return AgentError::Clock(error);
        }
        source = cause.source();
    }
    AgentError::Offline(error)
}

fn is_about_time(why: &CertificateError) -> bool {
    matches!(
        why,
        CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. }
    )
}

/// Packs a body.
pub(crate) fn pack(body: &[u8]) -> Result<Vec<u8>, AgentError> {
    zstd::bulk::compress(body, LEVEL).map_err(|error| AgentError::Unreadable(error.to_string()))
}

/// Unpacks a body of one frame, never to more than `limit` bytes whatever its header claims.
pub(crate) fn unpack(packed: &[u8], limit: usize) -> Result<Vec<u8>, AgentError> {
    let unreadable = |error: std::io::Error| AgentError::Unreadable(error.to_string());
    let mut decoder = zstd::stream::read::Decoder::with_buffer(packed)
        .map_err(unreadable)?
        .single_frame();
    decoder.window_log_max(MAX_WINDOW_LOG).map_err(unreadable)?;
    let mut body = Vec::with_capacity(packed.len().saturating_mul(4).min(limit));
    let mut bounded = decoder.by_ref().take(limit as u64 + 1);
    bounded.read_to_end(&mut body).map_err(unreadable)?;
    if body.len() > limit {
        return Err(AgentError::Unreadable(format!("longer than {limit} bytes")));
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_stopped_at_the_limit() {
        let bomb = zstd::bulk::compress(&vec![0; 64 << 20], 19).unwrap();
        assert!(unpack(&bomb, 1 << 20).is_err());
        let packed = pack(b"body").unwrap();
        assert_eq!(unpack(&packed, 4).unwrap(), b"body");
        assert!(unpack(&packed, 3).is_err());
        for cut in 0..packed.len() {
            assert!(unpack(&packed[..cut], 4).is_err(), "{cut}");
        }
    }
}
