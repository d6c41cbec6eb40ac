//! A failure that tells the person at the keyboard what to do next.

use std::fmt;

/// What went wrong, and the next step.
#[derive(Debug)]
pub(crate) struct Fail {
    what: String,
    next: String,
}

impl Fail {
    /// A failure as an [`anyhow::Error`].
    pub(crate) fn error(what: impl Into<String>, next: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Self {
            what: what.into(),
            next: next.into(),
        })
    }
}

impl fmt::Display for Fail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

impl std::error::Error for Fail {}

/// Prints an error with its causes and, if it has one, its next step.
pub(crate) fn print(error: &anyhow::Error) {
    eprintln!("\nFAILED: {error}");
    for cause in error.chain().skip(1) {
        eprintln!("  because: {cause}");
    }
    if let Some(next) = next_step(error) {
        eprintln!("  next step: {next}");
    }
}

fn next_step(error: &anyhow::Error) -> Option<&str> {
    error
        .chain()
        .find_map(|cause| cause.downcast_ref::<Fail>())
        .map(|fail| fail.next.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context as _;

    #[test]
    fn the_next_step_is_found_below_added_context() {
        let failed: anyhow::Result<()> = Err(Fail::error("no npm", "install Node 20"));
        let error = failed.context("while setting up").unwrap_err();
        assert_eq!(next_step(&error), Some("install Node 20"));
        assert_eq!(error.to_string(), "while setting up");
    }
}
