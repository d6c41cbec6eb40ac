//! Every address of the server, in one list: the router and the OpenAPI document are held against
//! it by a test.

pub mod console;
pub mod enrol;
pub mod extract;
pub mod hq_device;
pub mod hq_remedy;
pub mod hq_serial;
pub mod hq_session;
pub mod hq_summary;
pub mod hq_work_order;
pub mod openapi;
pub mod ops;
pub mod peers;
pub mod renew;
pub mod sync;
pub mod update;
pub mod work_order_dto;

use axum::Router;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{MethodRouter, get, post};
use tower_http::catch_panic::CatchPanicLayer;

use crate::guard::{headers, load, rate};
use crate::problem::{Code, Problem};
use crate::state::Shared;
use crate::telemetry;

/// The method, address and handler of every route but the console's files.
fn table() -> Vec<(&'static str, &'static str, MethodRouter<Shared>)> {
    vec![
        ("post", "/api/v1/enrol", post(enrol::enrol)),
        ("post", "/api/v1/renew", post(renew::renew)),
        ("post", "/api/v1/sync", post(sync::sync)),
        ("get", "/api/v1/peers", get(peers::list_peers)),
        ("get", "/api/v1/update/{target}", get(update::get_update)),
        (
            "get",
            "/api/v1/update/{target}/{version}",
            get(update::get_update_file),
        ),
        ("post", "/api/v1/hq/login", post(hq_session::login)),
        ("post", "/api/v1/hq/logout", post(hq_session::logout)),
        ("get", "/api/v1/hq/me", get(hq_session::me)),
        ("get", "/api/v1/hq/summary", get(hq_summary::get_summary)),
        (
            "get",
            "/api/v1/hq/work-orders",
            get(hq_work_order::list_work_orders),
        ),
        (
            "get",
            "/api/v1/hq/work-orders/{dealer_code}/{id}",
            get(hq_work_order::get_work_order),
        ),
        (
            "post",
            "/api/v1/hq/work-orders/{dealer_code}/{id}/phones",
            post(hq_work_order::show_phones),
        ),
        ("get", "/api/v1/hq/devices", get(hq_device::list_devices)),
        ("get", "/api/v1/hq/serials", get(hq_serial::list_serials)),
        (
            "get",
            "/api/v1/hq/remedy-cases",
            get(hq_remedy::list_remedy_cases),
        ),
        (
            "post",
            "/api/v1/hq/remedy-cases/{dealer_code}/{id}/ruling",
            post(hq_remedy::rule_remedy_case),
        ),
        ("get", "/healthz", get(ops::healthz)),
        ("get", "/metrics", get(ops::metrics)),
        ("get", "/api/v1/openapi.json", get(openapi::document)),
    ]
}

/// The method and address of every route but the console's files.
#[must_use]
pub fn addresses() -> Vec<(&'static str, &'static str)> {
    table()
        .into_iter()
        .map(|(method, path, _)| (method, path))
        .collect()
}

/// The whole server as one service. Layers run from the last to the first.
pub fn router(state: &Shared) -> Router {
    let mut router = Router::new();
    for (_, path, handler) in table() {
        router = router.route(path, handler.fallback(wrong_method));
    }
    router
        .route("/api", axum::routing::any(no_route))
        .route("/api/{*rest}", axum::routing::any(no_route))
        .fallback_service(console::files(state))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(state.clone(), load::shed))
        .layer(from_fn_with_state(state.clone(), rate::by_address))
        .layer(from_fn(telemetry::observe))
        .layer(from_fn_with_state(state.clone(), headers::set))
        .with_state(state.clone())
}

async fn no_route() -> Problem {
    Code::NoRoute.into()
}

async fn wrong_method() -> Problem {
    Code::WrongMethod.into()
}

/// A panic in a handler is a fault of ours, and no reason to drop the connection or the process.
#[expect(
    clippy::needless_pass_by_value,
    reason = "tower-http wants this signature"
)]
fn panicked(panic: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    use axum::response::IntoResponse;
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default();
    // The message may hold data; the place of the panic is what the panic hook has logged.
    tracing::error!(length = text.len(), "a handler panicked");
    Problem::from(Code::Internal).into_response()
}
