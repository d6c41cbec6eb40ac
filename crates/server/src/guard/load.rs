//! Refuses requests while as many as the server takes are being answered: a clear "later" now is
//! better than a queue that makes everybody late.

use axum::extract::{Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::guard::rate::caller;
use crate::problem::{Code, Problem};
use crate::state::Shared;

/// Answers 429 when the caller's address has its share of the server, and 503 with a time to come back when the server is full.
pub async fn shed(State(state): State<Shared>, request: Request, next: Next) -> Response {
    let address = caller(&state.config, request.headers(), request.extensions());
    let Some(_share) = state.requests_of_address.take(address) else {
        return Problem::from(Code::TooMany).retry_after(1).into_response();
    };
    let Ok(_place) = state.requests.try_acquire() else {
        // Between 1 and 4 seconds, so that those who were refused do not come back together.
        let spread = crate::credential::random::<1>().map_or(0, |[byte]| u64::from(byte % 4));
        return Problem::from(Code::Busy)
            .retry_after(1 + spread)
            .into_response();
    };
    next.run(request).await
}
