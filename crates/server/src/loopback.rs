//! The loopback-only host of the dealer app for browser tests: the same commands the window calls,
//! over HTTP on this machine. Compiled only with the feature `loopback`, never into a release.
//!
//! It refuses to listen anywhere but on loopback, and answers only requests whose `Host` and
//! `Origin` are its own address: another page open in the same browser cannot call it.

use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Path, Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use serde_json::Value;
use thiserror::Error;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};

use crate::problem::{Code, Problem};
use crate::routes::extract::{is_type, read_body};

/// Answers a command: its name and payload in, its result or an `ApiError` as JSON out. It may
/// block; it is called on a thread for that.
pub type Call = Arc<dyn Fn(String, Value) -> Result<Value, Value> + Send + Sync>;

/// Most bytes of a payload; imports send the names of files, not the files.
const MAX_PAYLOAD_BYTES: usize = 4 * 1024 * 1024;
const BODY_TIMEOUT: Duration = Duration::from_secs(30);
/// What the app's pages may load here: as in the window, with this host in place of Tauri's.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: \
    blob:; font-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
    form-action 'none'";

/// Why the host does not start.
#[derive(Debug, Error)]
pub enum LoopbackError {
    /// The address is not on loopback.
    #[error("{0} is not a loopback address; this host is for tests on one machine only")]
    NotLoopback(SocketAddr),
    /// The folder has no `index.html`.
    #[error("{} has no index.html; build the UI first", .0.display())]
    NoUi(PathBuf),
    /// The address cannot be listened on, or serving broke off.
    #[error("the loopback host cannot serve")]
    Io(#[from] std::io::Error),
}

#[derive(Clone)]
struct Host {
    call: Call,
    address: SocketAddr,
}

/// A host that listens and does not serve yet, so that its address (port 0 takes a free one) is
/// known before.
pub struct Loopback {
    listener: TcpListener,
    address: SocketAddr,
    router: Router,
}

impl std::fmt::Debug for Loopback {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Loopback")
            .field("address", &self.address)
            .finish_non_exhaustive()
    }
}

impl Loopback {
    /// Listens.
    ///
    /// # Errors
    /// [`LoopbackError`].
    pub async fn bind(
        listen: SocketAddr,
        ui_dir: PathBuf,
        call: Call,
    ) -> Result<Self, LoopbackError> {
        if !listen.ip().is_loopback() {
            return Err(LoopbackError::NotLoopback(listen));
        }
        let page = ui_dir.join("index.html");
        if !page.is_file() {
            return Err(LoopbackError::NoUi(ui_dir));
        }
        let listener = TcpListener::bind(listen).await?;
        let address = listener.local_addr()?;
        let host = Host { call, address };
        let files = ServeDir::new(ui_dir).fallback(ServeFile::new(page));
        let router = Router::new()
            .route("/call/{command}", post(call_command))
            .fallback_service(files)
            .layer(DefaultBodyLimit::disable())
            .layer(from_fn_with_state(host.clone(), only_own_page))
            .with_state(host);
        Ok(Self {
            listener,
            address,
            router,
        })
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves until `shutdown` is done.
    ///
    /// # Errors
    /// [`LoopbackError::Io`].
    pub async fn run(
        self,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), LoopbackError> {
        axum::serve(self.listener, self.router)
            .with_graceful_shutdown(shutdown)
            .await?;
        Ok(())
    }
}

/// Listens and serves until `shutdown` is done.
///
/// # Errors
/// [`LoopbackError`].
pub async fn serve(
    listen: SocketAddr,
    ui_dir: PathBuf,
    call: Call,
    shutdown: impl Future<Output = ()> + Send + 'static,
) -> Result<(), LoopbackError> {
    Loopback::bind(listen, ui_dir, call)
        .await?
        .run(shutdown)
        .await
}

/// Answers only requests to our own address, and of pages that came from it. A page of another site
/// that got a name of its own to point here (DNS rebinding) still sends that name as `Host`.
async fn only_own_page(State(host): State<Host>, request: Request, next: Next) -> Response {
    if !is_own(request.headers(), host.address) {
        return Problem::from(Code::WrongOrigin).into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, CSP),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-store"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn is_own(headers: &HeaderMap, address: SocketAddr) -> bool {
    let text = |name| headers.get(name).map(HeaderValue::to_str);
    let names = [address.to_string(), format!("localhost:{}", address.port())];
    let host_is_own =
        matches!(text(header::HOST), Some(Ok(host)) if names.iter().any(|own| own == host));
    let origin_is_own = match text(header::ORIGIN) {
        None => true,
        Some(Ok(origin)) => names.iter().any(|own| *origin == format!("http://{own}")),
        Some(Err(_)) => false,
    };
    host_is_own && origin_is_own
}

async fn call_command(
    State(host): State<Host>,
    Path(command): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    if !is_type(&headers, "application/json") {
        return Err(Code::WrongType.into());
    }
    let bytes = read_body(body, MAX_PAYLOAD_BYTES, BODY_TIMEOUT).await?;
    let payload: Value = serde_json::from_slice(&bytes).map_err(|_| Code::Malformed)?;
    let call = Arc::clone(&host.call);
    let answer = tokio::task::spawn_blocking(move || call(command, payload))
        .await
        .map_err(|panic| Problem::internal(&panic))?;
    Ok(match answer {
        Ok(result) => axum::Json(result).into_response(),
        Err(error) => (StatusCode::UNPROCESSABLE_ENTITY, axum::Json(error)).into_response(),
    })
}
