//! Logging in to headquarters' console and out again.

use axum::extract::State;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use std::sync::PoisonError;
use utoipa::ToSchema;
use wuyou_server_store::model::{Access, HqUser};

use super::extract::{Json, line};
use crate::auth::{ConsoleUser, set_cookie};
use crate::config::{FREE_FAILURES, MAX_LOGIN_WAIT_MS, SESSION_LIFETIME_MS};
use crate::credential::{MAX_PASSWORD_BYTES, hash_of, new_secret, password_fits};
use crate::guard::origin;
use crate::guard::rate::caller;
use crate::problem::{Code, Problem, ProblemBody};
use crate::state::{AppState, Shared};

/// Names nobody has that are remembered; more are forgotten all at once.
const MAX_UNKNOWN_NAMES: usize = 10_000;

/// A name and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoginRequest {
    /// The user's name.
    pub name: String,
    /// The password, taken as it is typed.
    pub password: String,
}

impl std::fmt::Debug for LoginRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("LoginRequest")
    }
}

/// A session that began.
#[derive(Debug, Serialize, ToSchema)]
pub struct LoggedIn {
    /// The user's name.
    pub name: String,
    /// When the session ends in any case.
    pub expires_at: i64,
}

/// Who is logged in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Me {
    /// The user's name.
    pub name: String,
    /// When the session ends in any case.
    pub expires_at: i64,
    /// The server's clock.
    pub now_at: i64,
}

/// Nothing to say.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// Begins a session. A wrong name and a wrong password get the same answer after the same work.
#[utoipa::path(post, path = "/api/v1/hq/login", operation_id = "login", tag = "console",
    request_body = LoginRequest,
    responses((status = 200, body = LoggedIn),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn login(
    State(state): State<Shared>,
    extensions: Extensions,
    headers: HeaderMap,
    Json(request): Json<LoginRequest>,
) -> Result<Response, Problem> {
    origin::check(&state.config, &headers)?;
    let address = caller(&state.config, &headers, &extensions);
    state.credentials_by_address.check(&address)?;
    let name = line("name", &request.name, 1, 60)?;
    if request.password.is_empty() || request.password.len() > MAX_PASSWORD_BYTES {
        return Err(Problem::invalid("password"));
    }
    let now_at = state.now_at();
    let known = {
        let name = name.clone();
        state.stored(move |store| store.user(&name)).await?
    };
    let (failed, wait_until) = failures(&state, &name, known.as_ref());
    if let Some(until) = wait_until.filter(|until| *until > now_at) {
        let seconds = (until - now_at).cast_unsigned().div_ceil(1000);
        return Err(Problem::from(Code::LoginWait).retry_after(seconds));
    }
    if password_is_right(&state, known.as_ref(), request.password).await? {
        return begin(&state, name, now_at).await;
    }
    remember_failure(&state, name, known.is_some(), failed + 1, now_at).await?;
    Err(Code::WrongLogin.into())
}

/// Wrong passwords so far, and until when to wait.
fn failures(state: &AppState, name: &str, known: Option<&HqUser>) -> (u32, Option<i64>) {
    match known {
        Some(user) => (user.failed_count, user.wait_until_at),
        None => state
            .unknown_names
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(name)
            .copied()
            .unwrap_or((0, None)),
    }
}

/// Checks a password, or one nobody has for a name nobody has: both take the same time.
async fn password_is_right(
    state: &Shared,
    known: Option<&HqUser>,
    password: String,
) -> Result<bool, Problem> {
    let _place = state.password_place()?;
    let hash = known
        .map_or(&state.nobody_hash, |user| &user.password_hash)
        .clone();
    let fits = tokio::task::spawn_blocking(move || password_fits(&password, &hash))
        .await
        .map_err(|panic| Problem::internal(&panic))?;
    Ok(fits && known.is_some())
}

async fn remember_failure(
    state: &Shared,
    name: String,
    known: bool,
    failed: u32,
    now_at: i64,
) -> Result<(), Problem> {
    let wait_until = wait_ms(failed).map(|wait| now_at + wait);
    if !known {
        let mut names = state
            .unknown_names
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if names.len() >= MAX_UNKNOWN_NAMES {
            names.clear();
        }
        names.insert(name, (failed, wait_until));
        return Ok(());
    }
    state
        .stored(move |store| {
            store.login_failed(&name, failed, wait_until)?;
            store.log_access(&console_access(&name, "hq.login_failed"), now_at)
        })
        .await
}

/// How long to wait after so many wrong passwords in a row: 1 s after the fifth, then doubled each
/// time up to a quarter of an hour.
fn wait_ms(failed: u32) -> Option<i64> {
    let over = failed.checked_sub(FREE_FAILURES)?;
    Some(
        1000_i64
            .checked_shl(over.min(20))
            .unwrap_or(i64::MAX)
            .min(MAX_LOGIN_WAIT_MS),
    )
}

async fn begin(state: &Shared, name: String, now_at: i64) -> Result<Response, Problem> {
    let token = new_secret().map_err(|error| Problem::internal(&error))?;
    let session = hash_of(&token);
    let expires_at = now_at + SESSION_LIFETIME_MS;
    let user = name.clone();
    state
        .stored(move |store| {
            store.start_session(&session, &user, now_at, expires_at)?;
            store.log_access(&console_access(&user, "hq.login"), now_at)
        })
        .await?;
    let cookie = set_cookie(&state.config, &token, SESSION_LIFETIME_MS / 1000)?;
    let body = axum::Json(LoggedIn { name, expires_at });
    Ok(([(header::SET_COOKIE, cookie)], body).into_response())
}

fn console_access<'v>(actor: &'v str, action: &'v str) -> Access<'v> {
    Access {
        actor,
        action,
        dealer: None,
        row: None,
        reason: None,
    }
}

/// Ends the session.
#[utoipa::path(post, path = "/api/v1/hq/logout", operation_id = "logout", tag = "console",
    security(("session" = [])), request_body = Nothing,
    responses((status = 204),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn logout(
    State(state): State<Shared>,
    user: ConsoleUser,
    Json(Nothing {}): Json<Nothing>,
) -> Result<Response, Problem> {
    let now_at = state.now_at();
    state
        .stored(move |store| {
            store.end_session(&user.session)?;
            store.log_access(&console_access(&user.name, "hq.logout"), now_at)
        })
        .await?;
    let cookie = set_cookie(&state.config, "", 0)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

/// Who is logged in.
#[utoipa::path(get, path = "/api/v1/hq/me", operation_id = "me", tag = "console",
    security(("session" = [])),
    responses((status = 200, body = Me),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn me(State(state): State<Shared>, user: ConsoleUser) -> axum::Json<Me> {
    axum::Json(Me {
        name: user.name,
        expires_at: user.expires_at,
        now_at: state.now_at(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_grows_to_a_quarter_of_an_hour_and_never_longer() {
        assert_eq!(wait_ms(4), None);
        assert_eq!(wait_ms(5), Some(1_000));
        assert_eq!(wait_ms(8), Some(8_000));
        assert_eq!(wait_ms(15), Some(MAX_LOGIN_WAIT_MS));
        assert_eq!(wait_ms(u32::MAX), Some(MAX_LOGIN_WAIT_MS));
    }
}
