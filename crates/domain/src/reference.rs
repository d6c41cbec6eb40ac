//! Reference content that ships with the product (`reference.md`).

pub(crate) mod document;
mod localized;

pub use localized::Localized;
