//! The rules of a remedy case: grounds, evidence, amounts, steps, periods.
#![allow(clippy::too_many_lines, reason = "one row a case")]

mod offer;
mod settle;
mod state;
mod texts;
