//! A real `wuyou-server` on a free loopback port.

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use crate::program::{self, Ran};

/// A running server; dropping it kills it.
#[derive(Debug)]
pub struct Server {
    data: TempDir,
    port: u16,
    child: Option<Child>,
    console: Option<String>,
}

impl Server {
    /// Starts a server with one dealer, `LH001`, and one headquarters user, `hq` / `hq-pass-2026`.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start() -> Self {
        Self::start_with_console(None)
    }

    /// As [`Server::start`], serving the built console from a folder.
    ///
    /// # Panics
    /// When it does not start.
    #[must_use]
    pub fn start_with_console(console: Option<String>) -> Self {
        let data = TempDir::new().expect("temporary folder");
        let port = free_port();
        let mut server = Self {
            data,
            port,
            child: None,
            console,
        };
        let _ = server
            .admin(&["create-dealer", "--code", "LH001", "--name", "柳河服务网点"])
            .ok();
        let user = ["create-user", "--name", "hq", "--password", "hq-pass-2026"];
        let _ = server.admin(&user).ok();
        server.resume();
        server
    }

    /// Starts the process again after [`Server::kill`].
    ///
    /// # Panics
    /// When it does not start.
    pub fn resume(&mut self) {
        let mut command = Command::new(program::path("wuyou-server"));
        command.arg("serve").arg("--data").arg(self.data.path());
        command.args(["--listen", &format!("127.0.0.1:{}", self.port)]);
        if let Some(console) = &self.console {
            command.args(["--console", console]);
        }
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
        let mut child = child.expect("the server starts");
        let log = BufReader::new(child.stderr.take().expect("stderr"));
        drain(log);
        self.child = Some(child);
        self.wait_until_ready();
    }

    /// Kills the process as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// The address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The running process's number.
    #[must_use]
    pub fn process_id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Runs `wuyou-server admin`.
    ///
    /// # Panics
    /// When the program cannot be run.
    #[must_use]
    pub fn admin(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(program::path("wuyou-server"));
        command
            .arg("admin")
            .arg("--data")
            .arg(self.data.path())
            .args(args);
        Ran::of(&command.output().expect("admin runs"))
    }

    /// A fresh one-time code for the dealer.
    ///
    /// # Panics
    /// When none is given.
    #[must_use]
    pub fn code(&self) -> String {
        let answer = self.admin(&["enrol-code", "--dealer", "LH001"]).ok();
        answer["code"].as_str().expect("a code").to_owned()
    }

    /// What the server says of the dealer's data.
    #[must_use]
    pub fn verify(&self) -> Value {
        self.admin(&["verify", "--dealer", "LH001"]).ok()
    }

    /// Waits on the port answering, which is the state that matters; the process ending is failure.
    fn wait_until_ready(&mut self) {
        loop {
            if std::net::TcpStream::connect(("127.0.0.1", self.port)).is_ok() {
                return;
            }
            let child = self.child.as_mut().expect("running");
            assert!(
                child.try_wait().expect("state").is_none(),
                "the server ended at once"
            );
            std::thread::yield_now();
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// A port that was free a moment ago.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("address").port()
}

/// Reads a child's log so that it never blocks on a full pipe.
fn drain(log: impl BufRead + Send + 'static) {
    std::thread::spawn(move || for _ in log.lines().map_while(Result::ok) {});
}
