//! The window: not measured yet.

/// Says so.
pub(crate) fn measure() {
    eprintln!("not measured: cold start of the window (docs/bench.md says why)");
}
