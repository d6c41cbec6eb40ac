//! Complaints: class, clocks, states (`rules.md` §2.11, `model.md` §3.3).
