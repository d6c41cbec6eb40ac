//! A machine's chain of custody (`model.md` §3.7).
