//! Certificates: the gate of dispatch and their states (`rules.md` §2.5, `model.md` §3.6).

pub mod gate;
pub mod permit;
pub mod state;
