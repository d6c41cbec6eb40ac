//! Programs that run beside each other until Ctrl-C, and end with this one.

use std::net::{SocketAddr, TcpListener, TcpStream};
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
    running: Vec<(String, Child)>,
    stop: Receiver<()>,
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

    /// Starts a program.
    pub(crate) fn start(&mut self, name: &str, command: &mut Command) -> Result<()> {
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .with_context(|| format!("{} does not start", shown(command)))?;
        self.running.push((name.to_owned(), child));
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
                    "read the messages above; the program that should listen there wrote them",
                ));
            }
            match self.look()? {
                None => {}
                Some(Ended::Asked) => return Err(Fail::error("stopped", "start it again")),
                Some(Ended::Program(name, status)) => {
                    return Err(Fail::error(
                        format!("{name} ended with {status} before it was ready"),
                        "read its messages above",
                    ));
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

    /// Lets a moment pass, unless there is something to tell.
    fn look(&mut self) -> Result<Option<Ended>> {
        for (name, child) in &mut self.running {
            if let Some(status) = child.try_wait().context("a program cannot be watched")? {
                return Ok(Some(Ended::Program(name.clone(), status)));
            }
        }
        match self.stop.recv_timeout(LOOK_EVERY) {
            Ok(()) | Err(RecvTimeoutError::Disconnected) => Ok(Some(Ended::Asked)),
            Err(RecvTimeoutError::Timeout) => Ok(None),
        }
    }

    /// Stops everything, the latest first: asks, waits, and ends what does not listen.
    pub(crate) fn stop(&mut self) {
        for (name, mut child) in self.running.drain(..).rev() {
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn sleeper() -> Command {
        let mut command = Command::new("sleep");
        command.arg("600");
        command
    }

    #[test]
    fn everything_that_was_started_is_stopped() {
        let (_sender, stop) = channel();
        let mut programs = Programs::stopped_by(stop);
        programs.start("one", &mut sleeper()).unwrap();
        programs.start("two", &mut sleeper()).unwrap();
        let started = Instant::now();
        programs.stop();
        assert!(started.elapsed() < STOP_LIMIT, "they listen when asked");
        assert!(programs.running.is_empty());
    }

    #[test]
    fn a_program_that_ends_by_itself_is_named() {
        let (_sender, stop) = channel();
        let mut programs = Programs::stopped_by(stop);
        programs.start("sleeper", &mut sleeper()).unwrap();
        programs.start("short", &mut Command::new("true")).unwrap();
        let Ended::Program(name, status) = programs.wait().unwrap() else {
            panic!("a program ended");
        };
        assert_eq!(name, "short");
        assert!(status.success());
    }

    #[test]
    fn ctrl_c_ends_the_wait() {
        let (sender, stop) = channel();
        let mut programs = Programs::stopped_by(stop);
        programs.start("sleeper", &mut sleeper()).unwrap();
        sender.send(()).unwrap();
        assert_eq!(programs.wait().unwrap(), Ended::Asked);
    }

    #[test]
    fn waiting_for_a_port_fails_when_the_program_ends_first() {
        let (_sender, stop) = channel();
        let mut programs = Programs::stopped_by(stop);
        programs.start("short", &mut Command::new("true")).unwrap();
        let address = SocketAddr::from(([127, 0, 0, 1], free_port().unwrap()));
        let error = programs.wait_for(address, STOP_LIMIT).unwrap_err();
        assert!(error.to_string().contains("short ended"), "{error}");
    }
}
