//! The headers every answer carries. A test holds them against docs/api.md's promises.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::state::Shared;

/// What the console's pages may load: their own files, nothing inline, nothing from elsewhere.
/// Small pictures are built into the style sheets as `data:`.
pub const CONSOLE_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; \
    frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
/// What an answer of the API may load: nothing.
pub const API_CSP: &str = "default-src 'none'; frame-ancestors 'none'";
/// Two years, the usual length.
pub const HSTS: &str = "max-age=63072000; includeSubDomains";

/// Headers of every answer, of the API and the console alike.
const EVERYWHERE: [(HeaderName, &str); 5] = [
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// Sets the headers on every answer, errors included.
pub async fn set(State(state): State<Shared>, request: Request, next: Next) -> Response {
    let is_console = !is_program(request.uri().path());
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in EVERYWHERE {
        headers.insert(name, HeaderValue::from_static(value));
    }
    let csp = if is_console { CONSOLE_CSP } else { API_CSP };
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(csp),
    );
    if state.config.is_https() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(HSTS),
        );
    }
    cache(headers, is_console);
    response
}

/// Whether an address belongs to programs, not to the console's files.
pub(crate) fn is_program(path: &str) -> bool {
    path.starts_with("/api/") || path == "/api" || path == "/healthz" || path == "/metrics"
}

/// Answers of the API are never kept. The console's files have their content in their names (the
/// build hashes them), except the page itself.
fn cache(headers: &mut HeaderMap, is_console: bool) {
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_none_or(|kind| kind.starts_with("text/html") || kind.contains("json"));
    let value = match (is_console, is_page) {
        (false, _) => "no-store",
        (true, true) => "no-cache",
        (true, false) => "private, max-age=31536000, immutable",
    };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(value));
}
