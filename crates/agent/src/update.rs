//! Versions of the program: what headquarters offers, and their files piece by piece. The same door
//! to the net as sync, with the system's proxy; what the bytes are is checked by whoever keeps them.

use reqwest::Method;
use reqwest::header::{CONTENT_RANGE, HeaderMap, RANGE};
use serde::Deserialize;
use wuyou_store::Database;

use crate::agent::{Agent, Place};
use crate::error::AgentError;
use crate::http;

/// The code of an address the server does not have: one from before there were updates.
const NO_ROUTE: &str = "route.not_found";

/// A version headquarters offers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct UpdateOffer {
    /// Its manifest, letter by letter as it was signed.
    pub manifest: String,
    /// The signature over it.
    pub signature: String,
    /// The length of the whole package.
    pub file_bytes: u64,
}

impl Agent {
    /// Asks which version PCs of this kind are offered.
    ///
    /// # Errors
    /// Why headquarters cannot be reached.
    pub async fn update_offer(
        &self,
        database: &Database,
        target: &str,
    ) -> Result<Option<UpdateOffer>, AgentError> {
        #[derive(Deserialize)]
        struct Answer {
            offer: Option<UpdateOffer>,
        }
        let place = Place::read(database)?;
        let route = format!("api/v1/update/{target}");
        let call = || {
            let request = self.request(Method::GET, &place.address, &route);
            http::exchange_json::<Answer>(request.bearer_auth(&place.token))
        };
        match self.patiently(call).await {
            Ok(answer) => Ok(answer.offer),
            Err(AgentError::Refused { code, .. }) if code == NO_ROUTE => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Fetches a part of a package: of this kind and version, from this byte on, so many at most.
    ///
    /// # Errors
    /// [`AgentError::Refused`] when it is not offered any more, or why headquarters cannot be reached.
    pub async fn update_part(
        &self,
        database: &Database,
        (target, version): (&str, &str),
        (from, most): (u64, u64),
    ) -> Result<Vec<u8>, AgentError> {
        let place = Place::read(database)?;
        let route = format!("api/v1/update/{target}/{version}");
        let last = from.saturating_add(most).saturating_sub(1);
        let limit = usize::try_from(most).unwrap_or(usize::MAX);
        let call = || {
            let request = self.request(Method::GET, &place.address, &route);
            let request = request
                .bearer_auth(&place.token)
                .header(RANGE, format!("bytes={from}-{last}"));
            http::exchange_part(request, limit, move |headers| {
                begins_at(headers) == Some(from)
            })
        };
        self.patiently(call).await
    }
}

/// Where a part begins, as the server says.
fn begins_at(headers: &HeaderMap) -> Option<u64> {
    let range = headers.get(CONTENT_RANGE)?.to_str().ok()?;
    range
        .strip_prefix("bytes ")?
        .split('-')
        .next()?
        .parse()
        .ok()
}
