//! For operators: is it alive, and how much does it do.

use axum::extract::State;
use axum::http::{Extensions, HeaderMap, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use super::hq_device::is_stale;
use crate::guard::rate::caller;
use crate::problem::{Code, Problem, ProblemBody};
use crate::state::Shared;

/// That the server is alive.
#[derive(Debug, Serialize, ToSchema)]
pub struct Health {
    /// `ok`.
    pub status: &'static str,
    /// The program's version.
    pub version: &'static str,
}

/// Answers when the database answers.
#[utoipa::path(get, path = "/healthz", operation_id = "healthz", tag = "operation",
    responses((status = 200, body = Health), (status = 503, body = ProblemBody,
        content_type = "application/problem+json")))]
pub async fn healthz(State(state): State<Shared>) -> Response {
    match state.stored(|store| store.ping()).await {
        Ok(()) => axum::Json(Health {
            status: "ok",
            version: env!("CARGO_PKG_VERSION"),
        })
        .into_response(),
        // The cause is in the log.
        Err(_) => Problem::from(Code::Busy).retry_after(5).into_response(),
    }
}

/// The counters, as Prometheus reads them; for callers on this machine and in private networks.
#[utoipa::path(get, path = "/metrics", operation_id = "metrics", tag = "operation",
    responses((status = 200, body = String, content_type = "text/plain"),
        (status = 404, body = ProblemBody, content_type = "application/problem+json")))]
pub async fn metrics(
    State(state): State<Shared>,
    extensions: Extensions,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    if !is_near(caller(&state.config, &headers, &extensions)) {
        return Err(Code::NoRoute.into());
    }
    let now_at = state.now_at();
    let devices = state.stored(|store| store.devices(None)).await?;
    let stale = devices
        .iter()
        .filter(|device| is_stale(device, now_at))
        .count();
    metrics::gauge!("wuyou_devices").set(count(devices.len()));
    metrics::gauge!("wuyou_devices_stale").set(count(stale));
    let kind = [(
        header::CONTENT_TYPE,
        "text/plain; version=0.0.4; charset=utf-8",
    )];
    Ok((kind, state.telemetry.render()).into_response())
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::from(u32::MAX), f64::from)
}

/// Whether an address is this machine or one of a private network: what others' business volume is
/// concerns nobody outside.
fn is_near(address: std::net::IpAddr) -> bool {
    match address.to_canonical() {
        std::net::IpAddr::V4(v4) => v4.is_loopback() || v4.is_private(),
        std::net::IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local(),
    }
}
