//! Logs and counters. Both see routes, codes, counts and durations; never names, phones, texts.

use std::sync::OnceLock;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::Response;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use crate::problem::Code;

/// Bounds of the duration histogram, in seconds.
const SECONDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

/// Counters of this process.
#[derive(Clone)]
pub struct Telemetry(Option<PrometheusHandle>);

impl std::fmt::Debug for Telemetry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Telemetry")
    }
}

impl Telemetry {
    /// The process's counters; they are made at the first call.
    #[must_use]
    pub fn shared() -> Self {
        static HANDLE: OnceLock<Option<PrometheusHandle>> = OnceLock::new();
        Self(
            HANDLE
                .get_or_init(|| {
                    PrometheusBuilder::new()
                        .set_buckets(SECONDS)
                        .ok()?
                        .install_recorder()
                        .ok()
                })
                .clone(),
        )
    }

    /// The counters as Prometheus reads them.
    #[must_use]
    pub fn render(&self) -> String {
        self.0
            .as_ref()
            .map(PrometheusHandle::render)
            .unwrap_or_default()
    }

    /// Lets the histograms digest what they gathered; call every few seconds.
    pub fn upkeep(&self) {
        if let Some(handle) = &self.0 {
            handle.run_upkeep();
        }
    }
}

/// Starts structured logs on stderr. `RUST_LOG` chooses what is logged.
pub fn start_logs() {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // A second start in one process (tests) keeps the first logger.
    let _ = tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

/// Counts and logs a request: the route's pattern, never the address itself.
pub async fn observe(request: Request, next: Next) -> Response {
    let method = name_of(request.method());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let begun = Instant::now();
    let response = next.run(request).await;
    let seconds = begun.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    let code = response
        .extensions()
        .get::<Code>()
        .map_or("", |code| code.name());
    let status_text = status.to_string();
    metrics::counter!("wuyou_http_requests_total", "route" => route.clone(), "method" => method, "status" => status_text)
        .increment(1);
    metrics::histogram!("wuyou_http_seconds", "route" => route.clone()).record(seconds);
    tracing::info!(
        method,
        route,
        status,
        code,
        milliseconds = seconds * 1000.0,
        "request"
    );
    response
}

/// The usual methods by name; callers could otherwise fill the counters with made-up ones.
fn name_of(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::POST => "POST",
        Method::HEAD => "HEAD",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::PATCH => "PATCH",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
