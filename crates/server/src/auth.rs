//! Who is calling: a dealer's PC by its token, a console user by the session cookie.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use wuyou_server_store::model::DeviceKey;
use wuyou_sync::hash::Hash;

use crate::config::{Config, SESSION_IDLE_MS};
use crate::credential::{claimed_device, hash_of, same_hash};
use crate::guard::origin;
use crate::problem::{Code, Problem};
use crate::state::Shared;

/// Requests a page makes on its own carry this, so that they do not keep a session alive.
pub const BACKGROUND_HEADER: &str = "x-wuyou-background";
/// The use of a session is written down at most this often, in milliseconds.
const TOUCH_EVERY_MS: i64 = 30_000;

/// A checked PC. Its dealer comes from the credential and from nowhere else.
#[derive(Debug, Clone, Copy)]
pub struct CallingDevice(pub DeviceKey);

impl FromRequestParts<Shared> for CallingDevice {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, Problem> {
        let (who, revoked) = known_device(parts, state).await?;
        if revoked {
            return Err(Code::AuthRevoked.into());
        }
        state.by_device.check(&who.device)?;
        Ok(Self(who))
    }
}

/// A checked PC that may be revoked: a PC whose new identity's answer was lost asks again.
#[derive(Debug, Clone, Copy)]
pub struct KnownDevice(pub DeviceKey);

impl FromRequestParts<Shared> for KnownDevice {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, Problem> {
        let (who, _) = known_device(parts, state).await?;
        state.by_device.check(&who.device)?;
        Ok(Self(who))
    }
}

/// Whose token a request carries, and whether it is revoked.
async fn known_device(parts: &Parts, state: &Shared) -> Result<(DeviceKey, bool), Problem> {
    let token = parts
        .headers
        .get(header::AUTHORIZATION)
        .ok_or(Code::AuthMissing)?
        .to_str()
        .ok()
        .and_then(|value| value.strip_prefix("Bearer "))
        .ok_or(Code::AuthWrong)?;
    let who = claimed_device(token).ok_or(Code::AuthWrong)?;
    let token_hash = hash_of(token);
    let known = state.stored(move |store| store.credential(&who)).await?;
    let known = known
        .filter(|known| same_hash(&known.token_hash, &token_hash))
        .ok_or(Code::AuthWrong)?;
    Ok((who, known.revoked_at.is_some()))
}

/// A console user with a session.
#[derive(Debug, Clone)]
pub struct ConsoleUser {
    /// The user's name.
    pub name: String,
    /// When the session ends in any case.
    pub expires_at: i64,
    /// The hash the session is kept by.
    pub(crate) session: Hash,
}

impl FromRequestParts<Shared> for ConsoleUser {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Shared) -> Result<Self, Problem> {
        if !parts.method.is_safe() {
            origin::check(&state.config, &parts.headers)?;
        }
        let token = cookie(&parts.headers, cookie_name(&state.config)).ok_or(Code::AuthMissing)?;
        let session_hash = hash_of(token);
        let background = parts.headers.contains_key(BACKGROUND_HEADER);
        let now_at = state.now_at();
        let session = state
            .stored(move |store| {
                let Some(session) = store.session(&session_hash)? else {
                    return Ok(None);
                };
                if session.expires_at <= now_at || session.last_used_at + SESSION_IDLE_MS <= now_at
                {
                    store.end_session(&session_hash)?;
                    return Ok(None);
                }
                if !background && session.last_used_at + TOUCH_EVERY_MS <= now_at {
                    store.touch_session(&session_hash, now_at)?;
                }
                Ok(Some(session))
            })
            .await?
            .ok_or(Code::AuthWrong)?;
        Ok(Self {
            name: session.user_name,
            expires_at: session.expires_at,
            session: session_hash,
        })
    }
}

/// The cookie's name: with TLS the prefix makes browsers refuse it from anywhere but this very host.
#[must_use]
pub fn cookie_name(config: &Config) -> &'static str {
    if config.is_https() {
        "__Host-wuyou_hq"
    } else {
        "wuyou_hq"
    }
}

/// The header that sets the session cookie, or ends it with an empty token.
///
/// # Errors
/// [`Problem`] when the token cannot stand in a header, which hexadecimal always can.
pub fn set_cookie(config: &Config, token: &str, seconds: i64) -> Result<HeaderValue, Problem> {
    let secure = if config.is_https() { "; Secure" } else { "" };
    let text = format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{secure}",
        cookie_name(config)
    );
    HeaderValue::from_str(&text).map_err(|error| Problem::internal(&error))
}

/// The value of a cookie.
fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}
