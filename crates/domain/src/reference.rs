//! Reference content that ships with the product (`reference.md`).
