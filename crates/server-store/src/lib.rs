//! The server's storage.
