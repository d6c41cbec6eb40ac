//! The two visits of the first month (`rules.md` §2.7, R116).
