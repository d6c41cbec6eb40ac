//! The console's files: what the UI's build made, one page for all its addresses.

use axum::Router;
use axum::http::{Method, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::any;
use tower_http::services::{ServeDir, ServeFile};

use crate::problem::{Code, Problem};
use crate::state::Shared;

/// Serves the console's files. An address without a file is one of the page's own: it gets the page.
/// Without a console there is nothing but the API.
pub fn files(state: &Shared) -> Router {
    let Some(dir) = state.config.console.clone() else {
        return Router::new().fallback(any(no_console));
    };
    let page = ServeFile::new(dir.join("index.html"));
    Router::new().fallback_service(ServeDir::new(dir).fallback(page))
}

async fn no_console(method: Method) -> axum::response::Response {
    if method == Method::GET {
        let text = "wuyou-server runs without --console; the API is under /api/v1.\n";
        let kind = [(header::CONTENT_TYPE, "text/plain; charset=utf-8")];
        return (StatusCode::NOT_FOUND, kind, text).into_response();
    }
    Problem::from(Code::NoRoute).into_response()
}
