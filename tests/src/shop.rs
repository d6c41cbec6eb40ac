//! A PC of a shop: a data folder driven through `wuyou`.

use std::path::Path;
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{self, Ran};
use crate::server::Server;

/// A PC.
#[derive(Debug)]
pub struct Pc {
    dir: TempDir,
}

impl Pc {
    /// A PC connected to headquarters.
    ///
    /// # Panics
    /// When it cannot be set up.
    #[must_use]
    pub fn enrolled(server: &Server, name: &str) -> Self {
        let pc = Self {
            dir: TempDir::new().expect("temporary folder"),
        };
        let url = server.url();
        let code = server.code();
        let args = ["init", "--server", &url, "--code", &code, "--name", name];
        let _ = pc.run(&args).ok();
        pc
    }

    /// A PC that has never seen a network.
    ///
    /// # Panics
    /// When it cannot be set up.
    #[must_use]
    pub fn offline(dealer: &str) -> Self {
        let pc = Self {
            dir: TempDir::new().expect("temporary folder"),
        };
        let _ = pc.run(&["init", "--offline", "--dealer-code", dealer]).ok();
        pc
    }

    /// The data folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        self.dir.path()
    }

    /// Runs `wuyou --data DIR …`.
    ///
    /// # Panics
    /// When the program cannot be run.
    #[must_use]
    pub fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(program::path("wuyou"));
        command.arg("--data").arg(self.dir.path()).args(args);
        Ran::of(&command.output().expect("wuyou runs"))
    }

    /// Calls a command.
    #[must_use]
    pub fn call(&self, name: &str, payload: &Value) -> Ran {
        self.run(&["call", name, &payload.to_string()])
    }

    /// Syncs.
    ///
    /// # Panics
    /// When it is refused.
    #[allow(
        clippy::must_use_candidate,
        reason = "most scenarios only want it done"
    )]
    pub fn sync(&self) -> Value {
        self.run(&["sync"]).ok()
    }

    /// What the PC says of its data.
    #[must_use]
    pub fn verify(&self) -> Value {
        self.run(&["verify"]).ok()
    }
}
