//! The states of a return visit (`model.md` §3.4).
