//! The generated TypeScript is committed, so it can go stale.

use std::fs;

use anyhow::Result;

use super::{Finding, Tree};
use crate::codegen;

/// The generated file.
pub(crate) const BINDINGS: &str = "ui/src/bindings/contract.ts";

/// The committed file is what the contract gives.
pub(super) fn bindings(tree: &Tree) -> Result<Vec<Finding>> {
    let fresh = codegen::generate(&tree.project())?;
    let committed = fs::read_to_string(tree.at(BINDINGS)).unwrap_or_default();
    if committed == fresh {
        return Ok(Vec::new());
    }
    let line = committed
        .lines()
        .zip(fresh.lines())
        .take_while(|(a, b)| a == b)
        .count()
        + 1;
    let message = "not what the contract says; run `cargo xtask codegen` and commit it";
    Ok(vec![Finding::new(BINDINGS, line, message)])
}
