//! Drives sync over HTTP.
