//! Satisfaction measures (`rules.md` §2.8).
