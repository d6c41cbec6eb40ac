//! Return visits: which there are and when, the two within one month, the states of a visit
//! (`rules.md` §2.7, `model.md` §3.4).

pub mod fit;
pub mod occasion;
pub mod plan;
pub mod state;

pub use occasion::{Kind, Planned};
