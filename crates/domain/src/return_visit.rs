//! Two return visits within one month, and the states of a visit (`rules.md` §2.7, `model.md` §3.4).

pub mod plan;
pub mod state;
