//! Promised times: stages, clocks, escalation (`rules.md` §2.6, `reference.md` §4.9).
