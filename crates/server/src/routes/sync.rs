//! `POST /api/v1/sync`: one push and one page. The bytes are `wuyou-sync`'s; here they are only
//! bounded, unpacked, handed to the storage, and packed.

use std::io::Read;
use std::time::Duration;

use axum::body::HttpBody as _;
use axum::extract::{Request, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde_json::json;
use wuyou_sync::message::{MAX_BODY_BYTES, MAX_WIRE_BYTES, PROTOCOL, SyncResponse};
use wuyou_sync::wire::{self, WireError};

use super::extract::{is_type, read_body};
use crate::auth::CallingDevice;
use crate::config::Limits;
use crate::problem::{Code, Problem, ProblemBody};
use crate::state::Shared;

/// The content type of requests and answers.
pub const CONTENT_TYPE: &str = "application/vnd.wuyou.sync+zstd";
/// zstd's level: higher ones cost six to ten times as much and save one to five percent.
const LEVEL: i32 = 3;
/// The largest window a request may ask for, as a power of two (4 MiB): it is memory the caller
/// makes the server take.
const MAX_WINDOW_LOG: u32 = 22;

/// Takes a push and gives the next page.
#[utoipa::path(post, path = "/api/v1/sync", operation_id = "sync", tag = "dealer PC",
    security(("device" = [])),
    request_body(content = Vec<u8>, content_type = "application/vnd.wuyou.sync+zstd",
        description = "zstd of a SyncRequest; see docs/sync-protocol.md"),
    responses((status = 200, body = Vec<u8>, content_type = "application/vnd.wuyou.sync+zstd",
            description = "zstd of a SyncResponse"),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn sync(
    State(state): State<Shared>,
    CallingDevice(who): CallingDevice,
    request: Request,
) -> Result<Response, Problem> {
    if !is_type(request.headers(), CONTENT_TYPE) {
        return Err(Code::WrongType.into());
    }
    let body = request.into_body();
    let time = patience(&state.config.limits, body.size_hint().lower());
    let packed = read_body(body, MAX_WIRE_BYTES, time).await?;
    let now_at = state.now_at();
    let body = state
        .blocking(move |store| {
            let request = wire::decode_request(&unpack(&packed)?).map_err(bad_wire)?;
            let pushed = request.push.changes.len() as u64;
            let answer = store.push_and_page(&who, &request, now_at)?;
            count(pushed, &answer);
            let body = wire::encode_response(&answer).map_err(|error| Problem::internal(&error))?;
            zstd::bulk::compress(&body, LEVEL).map_err(|error| Problem::internal(&error))
        })
        .await?;
    Ok(([(header::CONTENT_TYPE, CONTENT_TYPE)], body).into_response())
}

/// How long a push of this announced length may take. It comes from a known PC, perhaps over a
/// village's phone link: a push that never fits into the time would be sent again for ever.
fn patience(limits: &Limits, announced: u64) -> Duration {
    let sending = announced / u64::from(limits.slowest_link.get());
    limits.body_timeout + Duration::from_secs(sending)
}

/// Unpacks a body, never to more than a body may have: what its header claims is not believed.
fn unpack(packed: &[u8]) -> Result<Vec<u8>, Problem> {
    let malformed = |_| Problem::from(Code::SyncMalformed);
    let mut decoder = zstd::stream::read::Decoder::with_buffer(packed)
        .map_err(malformed)?
        .single_frame();
    decoder.window_log_max(MAX_WINDOW_LOG).map_err(malformed)?;
    let mut body = Vec::with_capacity(packed.len().saturating_mul(4).min(MAX_BODY_BYTES));
    let mut bounded = decoder.by_ref().take(MAX_BODY_BYTES as u64 + 1);
    bounded.read_to_end(&mut body).map_err(malformed)?;
    if body.len() > MAX_BODY_BYTES {
        return Err(Code::TooLarge.into());
    }
    if !decoder.finish().is_empty() {
        return Err(Code::SyncMalformed.into());
    }
    Ok(body)
}

fn bad_wire(error: WireError) -> Problem {
    match error {
        WireError::TooLong { .. } => Code::TooLarge.into(),
        WireError::OtherProtocol { .. } => {
            Problem::from(Code::SyncProtocol).with(json!({ "supported": [PROTOCOL] }))
        }
        WireError::Malformed => Code::SyncMalformed.into(),
    }
}

fn count(pushed: u64, answer: &SyncResponse) {
    let outcome = match answer {
        SyncResponse::Done(done) => {
            metrics::counter!("wuyou_sync_changes_pushed_total").increment(pushed);
            metrics::counter!("wuyou_sync_changes_refused_total")
                .increment(done.refused.len() as u64);
            metrics::counter!("wuyou_sync_changes_pulled_total")
                .increment(done.entries.len() as u64);
            "done"
        }
        SyncResponse::Gap { .. } => "gap",
        SyncResponse::Fork { .. } => "fork",
        SyncResponse::OtherEpoch { .. } => "other_epoch",
        SyncResponse::BadCursor { .. } => "bad_cursor",
    };
    metrics::counter!("wuyou_sync_requests_total", "outcome" => outcome).increment(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bomb_is_stopped_at_the_limit_and_its_claims_are_not_believed() {
        let bomb = zstd::bulk::compress(&vec![0; 512 << 20], 3).unwrap();
        assert!(bomb.len() < 100_000);
        assert_eq!(unpack(&bomb).unwrap_err().code(), Code::TooLarge);
        let exact = zstd::bulk::compress(&vec![0; MAX_BODY_BYTES], 3).unwrap();
        assert_eq!(unpack(&exact).unwrap().len(), MAX_BODY_BYTES);
    }

    #[test]
    fn only_one_whole_frame_is_a_body() {
        let frame = zstd::bulk::compress(b"body", 3).unwrap();
        assert_eq!(unpack(&frame).unwrap(), b"body");
        for cut in 0..frame.len() {
            assert!(unpack(&frame[..cut]).is_err(), "{cut}");
        }
        let twice = [frame.clone(), frame].concat();
        assert_eq!(unpack(&twice).unwrap_err().code(), Code::SyncMalformed);
        assert!(unpack(b"not zstd at all").is_err());
    }
}
