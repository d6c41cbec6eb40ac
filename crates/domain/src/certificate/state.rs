//! The states of a certificate (`model.md` §3.6).
