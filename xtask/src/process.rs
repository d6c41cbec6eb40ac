//! Programs that run beside each other until Ctrl-C, and end with this one.

use std::fs::{self, File};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};

use crate::fail::Fail;
use crate::project::shown;

/// How long a program may take to stop before it is ended.
const STOP_LIMIT: Duration = Duration::from_secs(10);
/// How often the programs are looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// Running programs. Dropping it stops them.
#[derive(Debug)]
pub(crate) struct Programs {
    running: Vec<Running>,
    stop: Receiver<()>,
}

#[derive(Debug)]
struct Running {
    name: String,
    child: Child,
    log: PathBuf,
}

/// Why the programs no longer run.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Ctrl-C, or the system asked this program to end.
    Asked,
    /// A program ended by itself.
    Program(String, ExitStatus),
}

impl Programs {
    /// Nothing runs yet; from here on Ctrl-C stops what is started.
    pub(crate) fn new() -> Result<Self> {
        let (sender, stop) = channel();
        ctrlc::set_handler(move || {
            // Nobody listens any more when the programs are already being stopped.
            let _ = sender.send(());
        })
        .context("Ctrl-C cannot be caught")?;
        Ok(Self::stopped_by(stop))
    }

    fn stopped_by(stop: Receiver<()>) -> Self {
        Self {
            running: Vec::new(),
            stop,
        }
    }

    /// Starts a program; what it says goes to the log.
    pub(crate) fn start(&mut self, name: &str, command: &mut Command, log: &Path) -> Result<()> {
        let file =
            File::create(log).with_context(|| format!("{} cannot be made", log.display()))?;
        let child = command
            .stdin(Stdio::null())
            .stdout(file.try_clone().context("the log cannot be shared")?)
            .stderr(file)
            .spawn()
            .with_context(|| format!("{} does not start", shown(command)))?;
        self.running.push(Running {
            name: name.to_owned(),
            child,
            log: log.to_owned(),
        });
        Ok(())
    }

    /// Waits until something answers at the address; fails when a program ends before, when it is
    /// asked to stop, or after the limit.
    pub(crate) fn wait_for(&mut self, address: SocketAddr, limit: Duration) -> Result<()> {
        let started = Instant::now();
        while TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_err() {
            if started.elapsed() > limit {
                return Err(Fail::error(
                    format!("nothing answers at {address} after {} s", limit.as_secs()),
                    self.logs(),
                ));
            }
            match self.look()? {
                None => {}
                Some(Ended::Asked) => return Err(Fail::error("stopped", "start it again")),
                Some(Ended::Program(name, status)) => {
                    return Err(self.ended(&name, status));
                }
            }
        }
        Ok(())
    }

    /// Waits until Ctrl-C, or until one of the programs ends.
    pub(crate) fn wait(&mut self) -> Result<Ended> {
        loop {
            if let Some(ended) = self.look()? {
                return Ok(ended);
            }
        }
    }

    /// A program that should have gone on has ended: the end of what it said is shown.
    pub(crate) fn ended(&self, name: &str, status: ExitStatus) -> anyhow::Error {
        let log = self
            .running
            .iter()
            .find(|one| one.name == name)
            .map(|one| one.log.as_path());
        let said = log
            .and_then(|log| fs::read_to_string(log).ok())
            .unwrap_or_default();
        let lines: Vec<&str> = said.lines().collect();
        let last = lines[lines.len().saturating_sub(5)..].join("\n    ");
        Fail::error(
            format!("{name} ended with {status}; it said last:\n    {last}"),
            self.logs(),
        )
    }

    fn logs(&self) -> String {
        let logs: Vec<String> = self
            .running
            .iter()
            .map(|one| one.log.display().to_string())
            .collect();
        format!("read {}", logs.join(" and "))
    }

    /// Lets a moment pass, unless there is something to tell.
    fn look(&mut self) -> Result<Option<Ended>> {
        // Ctrl-C reaches the programs too, so it is looked for before their ends are.
        match self.stop.recv_timeout(LOOK_EVERY) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => return Ok(Some(Ended::Asked)),
            Err(RecvTimeoutError::Timeout) => {}
        }
        for one in &mut self.running {
            let state = one
                .child
                .try_wait()
                .context("a program cannot be watched")?;
            if let Some(status) = state {
                return Ok(Some(Ended::Program(one.name.clone(), status)));
            }
        }
        Ok(None)
    }

    /// Stops everything, the latest first: asks, waits, and ends what does not listen.
    pub(crate) fn stop(&mut self) {
        for Running {
            name, mut child, ..
        } in self.running.drain(..).rev()
        {
            ask_to_stop(&mut child);
            let asked = Instant::now();
            while matches!(child.try_wait(), Ok(None)) && asked.elapsed() < STOP_LIMIT {
                // The channel serves as a wait that a second Ctrl-C cuts short.
                if self.stop.recv_timeout(Duration::from_millis(50)).is_ok() {
                    break;
                }
            }
            if matches!(child.try_wait(), Ok(None)) {
                eprintln!("{name} does not stop and is ended.");
                if let Err(error) = child.kill().and_then(|()| child.wait().map(drop)) {
                    eprintln!("{name} cannot be ended: {error}");
                }
            }
        }
    }
}

impl Drop for Programs {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Asks a program to end. On Windows the console has told it already when Ctrl-C was pressed;
/// otherwise `taskkill` ends it and what it started.
fn ask_to_stop(child: &mut Child) {
    if !matches!(child.try_wait(), Ok(None)) {
        return;
    }
    let id = child.id().to_string();
    let mut command = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/PID", &id, "/T", "/F"]);
        command
    } else {
        let mut command = Command::new("kill");
        command.args(["-TERM", &id]);
        command
    };
    // A program that has just ended by itself is no failure.
    let _ = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
}

/// A port nobody listens on.
pub(crate) fn free_port() -> Result<u16> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).context("no free port")?;
    Ok(listener.local_addr().context("no free port")?.port())
}

/// Whether a port can be listened on.
pub(crate) fn is_free(port: u16) -> bool {
    TcpListener::bind(("127.0.0.1", port)).is_ok()
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;

    /// Programs that stop when the sender does, and a folder for their logs.
    fn programs() -> (Programs, std::sync::mpsc::Sender<()>, tempfile::TempDir) {
        let (sender, stop) = channel();
        (
            Programs::stopped_by(stop),
            sender,
            tempfile::tempdir().unwrap(),
        )
    }

    fn sleeper() -> Command {
        let mut command = Command::new("sleep");
        command.arg("600");
        command
    }

    #[test]
    fn everything_that_was_started_is_stopped() {
        let (mut programs, _sender, dir) = programs();
        programs
            .start("one", &mut sleeper(), &dir.path().join("log"))
            .unwrap();
        programs
            .start("two", &mut sleeper(), &dir.path().join("log"))
            .unwrap();
        let started = Instant::now();
        programs.stop();
        assert!(started.elapsed() < STOP_LIMIT, "they listen when asked");
        assert!(programs.running.is_empty());
    }

    #[test]
    fn a_program_that_ends_by_itself_is_named() {
        let (mut programs, _sender, dir) = programs();
        programs
            .start("sleeper", &mut sleeper(), &dir.path().join("log"))
            .unwrap();
        programs
            .start("short", &mut Command::new("true"), &dir.path().join("log"))
            .unwrap();
        let Ended::Program(name, status) = programs.wait().unwrap() else {
            panic!("a program ended");
        };
        assert_eq!(name, "short");
        assert!(status.success());
    }

    #[test]
    fn ctrl_c_ends_the_wait() {
        let (mut programs, sender, dir) = programs();
        programs
            .start("sleeper", &mut sleeper(), &dir.path().join("log"))
            .unwrap();
        sender.send(()).unwrap();
        assert_eq!(programs.wait().unwrap(), Ended::Asked);
    }

    #[test]
    fn waiting_for_a_port_fails_when_the_program_ends_first() {
        let (mut programs, _sender, dir) = programs();
        programs
            .start("short", &mut Command::new("true"), &dir.path().join("log"))
            .unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], free_port().unwrap()));
        let error = programs.wait_for(address, STOP_LIMIT).unwrap_err();
        assert!(error.to_string().contains("short ended"), "{error}");
    }

    #[test]
    fn the_last_words_of_a_program_that_ended_are_shown() {
        let (mut programs, _sender, dir) = programs();
        let mut command = Command::new("sh");
        command.args(["-c", "echo cannot bind >&2; exit 3"]);
        programs
            .start("server", &mut command, &dir.path().join("log"))
            .unwrap();
        let Ended::Program(name, status) = programs.wait().unwrap() else {
            panic!("a program ended");
        };
        assert!(
            programs
                .ended(&name, status)
                .to_string()
                .contains("cannot bind")
        );
    }
}
