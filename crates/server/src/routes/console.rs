//! The console's files: what the UI's build made, one page for all its addresses.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use tower_http::services::{ServeDir, ServeFile};

use crate::problem::{Code, Problem};
use crate::state::Shared;

/// No file of the console has a longer address, in bytes; what is longer the system may refuse to
/// look for.
const MAX_PATH_BYTES: usize = 1_024;
/// Nor a longer name between two slashes.
const MAX_NAME_BYTES: usize = 255;

/// Serves the console's files. An address without a file is one of the page's own: it gets the page.
/// Without a console there is nothing but the API.
pub fn files(state: &Shared) -> Router {
    let Some(dir) = state.config.console.clone() else {
        return Router::new().fallback(any(no_console));
    };
    let page = ServeFile::new(dir.join("index.html"));
    // A folder is no address of its own: no redirect to it, the page instead.
    let files = ServeDir::new(dir)
        .append_index_html_on_directories(false)
        .fallback(page);
    Router::new()
        .fallback_service(files)
        .layer(from_fn(plainly))
}

async fn no_console(method: Method) -> Response {
    if method == Method::GET {
        let text = "wuyou-server runs without --console; the API is under /api/v1.\n";
        let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        return (StatusCode::NOT_FOUND, kind, text).into_response();
    }
    Problem::from(Code::NoRoute).into_response()
}

/// Files are read, whole, under names a file can have; what goes wrong is said as everywhere else.
async fn plainly(mut request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let mut refusal = Problem::from(Code::WrongMethod).into_response();
        let allow = HeaderValue::from_static("GET,HEAD");
        refusal.headers_mut().insert(header::ALLOW, allow);
        return refusal;
    }
    for part in [header::RANGE, header::IF_MATCH, header::IF_UNMODIFIED_SINCE] {
        request.headers_mut().remove(part);
    }
    if !can_be_a_file(request.uri().path()) {
        *request.uri_mut() = Uri::from_static("/");
    }
    let answer = next.run(request).await;
    if answer.status().is_client_error() {
        return Problem::from(Code::NoRoute).into_response();
    }
    answer
}

fn can_be_a_file(path: &str) -> bool {
    path.len() <= MAX_PATH_BYTES
        && path.split('/').all(|name| name.len() <= MAX_NAME_BYTES)
        && !path.contains("%00")
}

#[cfg(test)]
mod tests {
    use super::can_be_a_file;

    #[test]
    fn only_names_the_system_can_look_for_are_looked_for() {
        assert!(can_be_a_file("/assets/app-1a2b3c.js"));
        assert!(can_be_a_file(&format!("/{}", "a".repeat(255))));
        for odd in [
            format!("/{}", "a".repeat(256)),
            "/a".repeat(600),
            "/a%00.js".to_owned(),
        ] {
            assert!(!can_be_a_file(&odd), "{odd}");
        }
    }
}
