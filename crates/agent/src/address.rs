//! Headquarters' address as people type it.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use reqwest::Url;
use thiserror::Error;

/// Why an address is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum AddressError {
    /// Not an address of a server.
    #[error("not an address of a server")]
    NotAnAddress,
    /// Plain `http` to another machine would send the credential and customers' data in clear.
    #[error("plain http is only for addresses of this machine; use https")]
    Plain,
}

/// Headquarters' address: `https`, or `http` to this machine itself (127.0.0.0/8, `[::1]`,
/// `localhost`), which is how examples and tests run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ServerAddress {
    url: Url,
    loopback: bool,
}

impl FromStr for ServerAddress {
    type Err = AddressError;

    /// Reads an address; without a scheme `https://` is meant.
    fn from_str(text: &str) -> Result<Self, AddressError> {
        let text = text.trim();
        let url = match text.contains("://") {
            true => Url::parse(text),
            false => Url::parse(&format!("https://{text}")),
        };
        let mut url = url.map_err(|_| AddressError::NotAnAddress)?;
        let host = url.host_str().ok_or(AddressError::NotAnAddress)?;
        let loopback = is_loopback(host);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            "http" => return Err(AddressError::Plain),
            _ => return Err(AddressError::NotAnAddress),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(AddressError::NotAnAddress);
        }
        url.set_query(None);
        url.set_fragment(None);
        if !url.path().ends_with('/') {
            let path = format!("{}/", url.path());
            url.set_path(&path);
        }
        Ok(Self { url, loopback })
    }
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

impl ServerAddress {
    /// Whether it is this machine: such calls never go through a proxy.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }

    /// The address of one of the server's routes (without a leading slash).
    pub(crate) fn route(&self, route: &str) -> Url {
        // A relative path of our own always joins.
        self.url.join(route).unwrap_or_else(|_| self.url.clone())
    }
}

impl fmt::Display for ServerAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.url.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, AddressError> {
        text.parse::<ServerAddress>()
            .map(|address| address.to_string())
    }

    #[test]
    fn https_is_meant_and_paths_are_kept() {
        assert_eq!(read(" hq.example.cn ").unwrap(), "https://hq.example.cn/");
        assert_eq!(
            read("https://hq.example.cn/wuyou").unwrap(),
            "https://hq.example.cn/wuyou/"
        );
        let address: ServerAddress = "https://hq.example.cn:8443/wuyou?x#y".parse().unwrap();
        let route = address.route("api/v1/sync");
        assert_eq!(
            route.as_str(),
            "https://hq.example.cn:8443/wuyou/api/v1/sync"
        );
    }

    #[test]
    fn plain_http_reaches_this_machine_only() {
        for own in [
            "http://127.0.0.1:8080",
            "http://localhost:1",
            "http://[::1]:80",
            "http://127.9.9.9",
        ] {
            assert!(own.parse::<ServerAddress>().unwrap().is_loopback(), "{own}");
        }
        for other in [
            "http://hq.example.cn",
            "http://192.168.1.5:8080",
            "http://localhost.example.cn",
            "http://127.0.0.1.example.cn",
            "http://0.0.0.0",
        ] {
            assert_eq!(read(other), Err(AddressError::Plain), "{other}");
        }
    }

    #[test]
    fn other_things_are_not_addresses() {
        for text in [
            "",
            "   ",
            "ftp://hq.example.cn",
            "https://",
            "https://a b",
            "file:///etc/passwd",
            "https://u:p@hq.example.cn",
        ] {
            assert_eq!(read(text), Err(AddressError::NotAnAddress), "{text}");
        }
    }
}
