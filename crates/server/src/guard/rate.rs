//! Rates per address and per device.

use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, Request, State};
use axum::http::Extensions;
use axum::http::HeaderMap;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};

use crate::config::{Config, Rate};
use crate::problem::{Code, Problem};
use crate::state::Shared;

/// Refuses keys that come too often.
pub struct Limiter<K: Hash + Eq + Clone> {
    inner: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
}

impl<K: Hash + Eq + Clone> std::fmt::Debug for Limiter<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Limiter")
            .field("keys", &self.inner.len())
            .finish()
    }
}

impl<K: Hash + Eq + Clone> Limiter<K> {
    /// A limiter with this rate for every key.
    #[must_use]
    pub fn new(rate: Rate) -> Self {
        let quota = Quota::per_second(rate.per_second).allow_burst(rate.burst);
        Self {
            inner: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
        }
    }

    /// Counts one request of this key.
    ///
    /// # Errors
    /// [`Code::TooMany`] with the seconds to wait.
    pub fn check(&self, key: &K) -> Result<(), Problem> {
        self.inner.check_key(key).map_err(|not_until| {
            let wait = not_until.wait_time_from(self.clock.now());
            Problem::from(Code::TooMany).retry_after(wait.as_secs() + 1)
        })
    }

    /// Forgets keys that have been quiet, so that the table does not grow with every visitor.
    pub fn forget_quiet(&self) {
        self.inner.retain_recent();
        self.inner.shrink_to_fit();
    }
}

/// The caller's address: the connection's, or behind our proxy the last one the proxy wrote down.
/// Entries before the last come from the caller and could say anything.
#[must_use]
pub fn caller(config: &Config, headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
    if config.behind_proxy {
        let forwarded = headers
            .get_all("x-forwarded-for")
            .iter()
            .next_back()
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit(',').next())
            .and_then(|last| last.trim().parse().ok());
        if let Some(address) = forwarded {
            return address;
        }
    }
    extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |info| info.0.ip())
}

/// Refuses addresses that come too often, before anything is read.
pub async fn by_address(State(state): State<Shared>, request: Request, next: Next) -> Response {
    let address = caller(&state.config, request.headers(), request.extensions());
    match state.by_address.check(&address) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn an_address_the_caller_made_up_is_not_believed() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "x-forwarded-for",
            HeaderValue::from_static("1.1.1.1, 2.2.2.2"),
        );
        let mut extensions = Extensions::new();
        let peer: SocketAddr = "9.9.9.9:1".parse().unwrap();
        extensions.insert(ConnectInfo(peer));
        let mut config = Config::default();
        assert_eq!(caller(&config, &headers, &extensions), peer.ip());
        config.behind_proxy = true;
        assert_eq!(
            caller(&config, &headers, &extensions),
            "2.2.2.2".parse::<IpAddr>().unwrap()
        );
        headers.append("x-forwarded-for", HeaderValue::from_static("3.3.3.3"));
        assert_eq!(
            caller(&config, &headers, &extensions),
            "3.3.3.3".parse::<IpAddr>().unwrap()
        );
    }
}
