//! Other sites' pages may not act with a console user's cookie: requests that change something must
//! name our own origin, and take JSON only, which a foreign form cannot send.

use axum::http::{HeaderMap, header};

use crate::config::Config;
use crate::problem::{Code, Problem};

/// Checks that a request that changes something comes from our own page.
///
/// # Errors
/// [`Code::WrongOrigin`].
pub fn check(config: &Config, headers: &HeaderMap) -> Result<(), Problem> {
    let wrong = || Problem::from(Code::WrongOrigin);
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let origin = text(header::ORIGIN).ok_or_else(wrong)?;
    let ours = match &config.public_origin {
        Some(ours) => origin.eq_ignore_ascii_case(ours),
        None => {
            let host = text(header::HOST).ok_or_else(wrong)?;
            origin
                .strip_prefix("http://")
                .is_some_and(|named| named.eq_ignore_ascii_case(host))
        }
    };
    if ours { Ok(()) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn headers(origin: &'static str, host: &'static str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        if !origin.is_empty() {
            headers.insert(header::ORIGIN, HeaderValue::from_static(origin));
        }
        headers.insert(header::HOST, HeaderValue::from_static(host));
        headers
    }

    #[test]
    fn only_our_own_origin_passes() {
        let mut config = Config::default();
        let host = "127.0.0.1:8787";
        assert!(check(&config, &headers("http://127.0.0.1:8787", host)).is_ok());
        for foreign in [
            "",
            "null",
            "http://evil.example",
            "https://127.0.0.1:8787",
            "http://127.0.0.1:8787.evil",
            "http://127.0.0.1",
        ] {
            assert!(
                check(&config, &headers(foreign, host)).is_err(),
                "{foreign}"
            );
        }
        config.public_origin = Some("https://hq.example.com".to_owned());
        assert!(check(&config, &headers("https://hq.example.com", host)).is_ok());
        assert!(check(&config, &headers("http://127.0.0.1:8787", host)).is_err());
    }
}
