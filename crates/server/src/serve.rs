//! Accepting connections, within bounds, and stopping without breaking off what is being answered.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tower::ServiceExt;

use crate::config::Limits;
use crate::guard::share::{Share, Shares};
use crate::routes;
use crate::state::Shared;

/// Most bytes of a request's head.
const MAX_HEAD_BYTES: usize = 32 * 1024;
/// How often limiters and histograms are tidied.
const TIDY_EVERY: Duration = Duration::from_secs(10);
/// How long to wait when the system has no more file handles.
const ACCEPT_PAUSE: Duration = Duration::from_millis(100);

/// Serves until `stop` is done; then answers what was begun, for at most the configured time.
/// Gives whether everything was answered.
pub async fn serve(
    listener: TcpListener,
    state: Shared,
    stop: impl Future<Output = ()> + Send,
) -> bool {
    let router = routes::router(&state);
    let limits = state.config.limits;
    let per_address = (!state.config.behind_proxy).then_some(limits.connections_per_address);
    let connections = Connections::new(limits.connections, per_address);
    let graceful = GracefulShutdown::new();
    let mut tidy = tokio::time::interval(TIDY_EVERY);
    tokio::pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            _ = tidy.tick() => tidy_up(&state),
            (stream, peer, place) = accept(&listener, &connections) => {
                let service = service(router.clone(), peer);
                let connection = http(&limits).serve_connection(TokioIo::new(stream), service);
                let watched = graceful.watch(connection);
                tokio::spawn(async move {
                    // Broken connections are the network's daily business, not worth a line.
                    let _ = watched.await;
                    drop(place);
                });
            }
        }
    }
    drop(listener);
    tokio::time::timeout(limits.stop_timeout, graceful.shutdown())
        .await
        .is_ok()
}

/// HTTP/1.1 with a time limit for the head. The timer runs while a kept connection is idle, too: it
/// is closed then, which clients take for granted.
fn http(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(limits.header_timeout)
        .max_buf_size(MAX_HEAD_BYTES)
        .keep_alive(true);
    builder
}

type HyperService = TowerToHyperService<
    tower::util::BoxCloneSyncService<
        hyper::Request<Incoming>,
        axum::response::Response,
        Infallible,
    >,
>;

/// The router as one connection sees it: every request knows where it comes from.
fn service(router: Router, peer: SocketAddr) -> HyperService {
    let service = tower::service_fn(move |request: hyper::Request<Incoming>| {
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().oneshot(request)
    });
    TowerToHyperService::new(tower::util::BoxCloneSyncService::new(service))
}

fn tidy_up(state: &Shared) {
    state.by_address.forget_quiet();
    state.by_device.forget_quiet();
    state.credentials_by_address.forget_quiet();
    state.telemetry.upkeep();
}

/// Waits for a connection that may be served.
async fn accept(
    listener: &TcpListener,
    connections: &Connections,
) -> (TcpStream, SocketAddr, Place) {
    loop {
        let total = connections.wait_for_place().await;
        match listener.accept().await {
            Ok((stream, peer)) => {
                let Some(place) = connections.place_of(peer.ip(), total) else {
                    continue; // Dropped: this address has its share.
                };
                // Answers are one write each; waiting to fill a packet would only delay them.
                let _ = stream.set_nodelay(true);
                return (stream, peer, place);
            }
            Err(error) => {
                tracing::warn!(kind = ?error.kind(), "a connection could not be accepted");
                tokio::time::sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

/// Counts connections, in all and of each address.
struct Connections {
    total: Arc<Semaphore>,
    of_address: Shares,
}

/// A connection's place; given back when dropped.
struct Place {
    _share: Share,
    _total: Option<OwnedSemaphorePermit>,
}

impl Connections {
    fn new(total: usize, per_address: Option<usize>) -> Self {
        Self {
            total: Arc::new(Semaphore::new(total)),
            of_address: Shares::new(per_address.unwrap_or(usize::MAX)),
        }
    }

    async fn wait_for_place(&self) -> Option<OwnedSemaphorePermit> {
        // The semaphore is never closed, so there is always a permit in the end.
        Arc::clone(&self.total).acquire_owned().await.ok()
    }

    fn place_of(&self, address: IpAddr, total: Option<OwnedSemaphorePermit>) -> Option<Place> {
        Some(Place {
            _share: self.of_address.take(address)?,
            _total: total,
        })
    }
}

/// Listens from now on for the system or a person asking the program to stop; done when they do.
///
/// # Errors
/// When the system does not tell the program about it.
#[cfg(unix)]
pub fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Listens from now on for the system or a person asking the program to stop; done when they do.
///
/// # Errors
/// When the system does not tell the program about it.
#[cfg(windows)]
pub fn stop_signal() -> std::io::Result<impl Future<Output = ()> + Send> {
    use tokio::signal::windows;
    let (mut c, mut brk) = (windows::ctrl_c()?, windows::ctrl_break()?);
    let (mut close, mut shutdown) = (windows::ctrl_close()?, windows::ctrl_shutdown()?);
    Ok(async move {
        tokio::select! {
            _ = c.recv() => {}
            _ = brk.recv() => {}
            _ = close.recv() => {}
            _ = shutdown.recv() => {}
        }
    })
}
