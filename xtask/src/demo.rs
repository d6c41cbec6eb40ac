//! The example world of `cargo xtask run`: one dealer, one PC, one login at headquarters.
//!
//! Everything is done through the programs, as an operator and a dealer would.

use std::collections::hash_map::RandomState;
use std::fs;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::fail::Fail;
use crate::process;
use crate::project::{Project, output};

const DEALER: &str = "LH001";
const DEALER_NAME: &str = "柳河服务网点";
const HQ_USER: &str = "hq";
/// A second dealer, so that headquarters sees more than one.
const NEIGHBOUR: &str = "HK002";
const NEIGHBOUR_NAME: &str = "河口服务网点";
/// A notice that one machine of the example falls under.
const RECALL: &[&str] = &[
    "recall",
    "publish",
    "--no",
    "ZH-2026-01",
    "--kind",
    "recall",
    "--title",
    "示例召回：风压开关软管老化",
    "--reason",
    "2023 年 10 月第一批的软管可能变硬漏气，机器会误停",
    "--advice",
    "机器可以照常用；师傅上门免费换软管，约十分钟",
    "--action",
    "replace_part",
    "--range",
    "WEB-L1P24:L1P242310100001B..L1P2423101099992",
];
/// The file by which an example folder is known.
const MEMORY: &str = "example.json";

/// Whether the folder holds an example that this program made.
pub(crate) fn is_example(dir: &Path) -> bool {
    dir.join(MEMORY).is_file()
}

/// What has to be remembered from one run to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Remembered {
    /// The dealer's PC is enrolled at this port, so the server has to keep it.
    server_port: u16,
    hq_password: String,
    /// Whether everything was made; a world that was interrupted while it was made begins anew.
    complete: bool,
}

/// The example world in a folder.
#[derive(Debug)]
pub(crate) struct Demo {
    dir: PathBuf,
    server: PathBuf,
    wuyou: PathBuf,
    remembered: Remembered,
}

impl Demo {
    /// Opens the folder, or begins a new world in it.
    pub(crate) fn open(project: &Project, dir: &Path, release: bool) -> Result<Self> {
        let mut demo = Self {
            dir: dir.to_owned(),
            server: project.program("wuyou-server", release),
            wuyou: project.program("wuyou", release),
            remembered: Remembered {
                server_port: process::free_port()?,
                hq_password: password(),
                complete: false,
            },
        };
        if let Some(remembered) = read_memory(&demo.memory())? {
            if remembered.complete {
                demo.remembered = remembered;
                demo.recall()?;
                return Ok(demo);
            }
            fs::remove_dir_all(dir)
                .with_context(|| format!("{} cannot be deleted", dir.display()))?;
        } else if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Fail::error(
                format!("{} holds something else", dir.display()),
                "name an empty or new folder with --data",
            ));
        }
        demo.create()?;
        Ok(demo)
    }

    fn memory(&self) -> PathBuf {
        self.dir.join(MEMORY)
    }

    fn recall(&self) -> Result<()> {
        if !process::is_free(self.remembered.server_port) {
            return Err(Fail::error(
                format!(
                    "another program listens on port {}, where this example's PC expects its server",
                    self.remembered.server_port
                ),
                "stop it (is `cargo xtask run` open elsewhere?), or start anew with --fresh",
            ));
        }
        println!("==> Example data of the last run: {}", self.dir.display());
        Ok(())
    }

    fn remember(&self) -> Result<()> {
        let memory = self.memory();
        let text = serde_json::to_string_pretty(&self.remembered)?;
        fs::write(&memory, text).with_context(|| format!("{} cannot be written", memory.display()))
    }

    /// Makes dealers, login and example data on the server. The PC is enrolled once it runs.
    fn create(&self) -> Result<()> {
        println!("==> New example data: {}", self.dir.display());
        fs::create_dir_all(self.logs())
            .with_context(|| format!("{} cannot be made", self.dir.display()))?;
        self.remember()?;
        self.admin(&["create-dealer", "--code", DEALER, "--name", DEALER_NAME])?;
        let password = &self.remembered.hq_password;
        self.admin(&["create-user", "--name", HQ_USER, "--password", password])?;
        self.admin(&[
            "create-dealer",
            "--code",
            NEIGHBOUR,
            "--name",
            NEIGHBOUR_NAME,
        ])?;
        self.admin(&["example-data", "--dealer", NEIGHBOUR])?;
        self.admin(RECALL)?;
        Ok(())
    }

    /// Enrols the dealer's PC at the running server and loads its example data.
    pub(crate) fn enrol(&mut self) -> Result<()> {
        if self.remembered.complete {
            return Ok(());
        }
        println!("==> Enrolling the dealer's PC");
        let answer = self.admin(&["enrol-code", "--dealer", DEALER])?;
        let code = answer
            .get("code")
            .and_then(Value::as_str)
            .context("the server gave no enrolment code")?;
        let url = self.server_url();
        self.wuyou(&["init", "--server", &url, "--code", code, "--name", "PC-A"])?;
        self.wuyou(&["call", "example.load", "{}"])?;
        self.wuyou(&["sync"])?;
        self.remembered.complete = true;
        self.remember()
    }

    /// The command that serves headquarters.
    pub(crate) fn serve(&self, console: &Path) -> Command {
        let mut command = Command::new(&self.server);
        command.arg("serve").arg("--data").arg(self.server_dir());
        command.args([
            "--listen",
            &format!("127.0.0.1:{}", self.remembered.server_port),
        ]);
        command.arg("--console").arg(console);
        command
    }

    /// The command that serves the dealer app to a browser.
    pub(crate) fn serve_ui(&self, port: u16, screens: &Path) -> Command {
        let mut command = Command::new(&self.wuyou);
        command.arg("--data").arg(self.pc_dir()).arg("serve-ui");
        command.args(["--listen", &format!("127.0.0.1:{port}")]);
        command.arg("--ui").arg(screens);
        command
    }

    /// The port of the server.
    pub(crate) fn server_port(&self) -> u16 {
        self.remembered.server_port
    }

    /// The address of the server and its console.
    pub(crate) fn server_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.remembered.server_port)
    }

    /// Name and password at headquarters.
    pub(crate) fn hq_login(&self) -> (&str, &str) {
        (HQ_USER, &self.remembered.hq_password)
    }

    /// The data folder of the dealer's PC.
    pub(crate) fn pc_dir(&self) -> PathBuf {
        self.dir.join("pc-a")
    }

    /// The folder with what the programs say.
    pub(crate) fn logs(&self) -> PathBuf {
        self.dir.join("logs")
    }

    /// The file for what a program says.
    pub(crate) fn log(&self, program: &str) -> PathBuf {
        self.logs().join(format!("{program}.log"))
    }

    fn server_dir(&self) -> PathBuf {
        self.dir.join("server")
    }

    fn admin(&self, args: &[&str]) -> Result<Value> {
        let mut command = Command::new(&self.server);
        command
            .arg("admin")
            .arg("--data")
            .arg(self.server_dir())
            .args(args);
        answer(&mut command)
    }

    fn wuyou(&self, args: &[&str]) -> Result<Value> {
        let mut command = Command::new(&self.wuyou);
        command.arg("--data").arg(self.pc_dir()).args(args);
        answer(&mut command)
    }
}

fn read_memory(memory: &Path) -> Result<Option<Remembered>> {
    let Ok(text) = fs::read_to_string(memory) else {
        return Ok(None);
    };
    let next = "start anew with --fresh";
    serde_json::from_str(&text).map(Some).map_err(|error| {
        Fail::error(
            format!("{} cannot be read: {error}", memory.display()),
            next,
        )
    })
}

fn answer(command: &mut Command) -> Result<Value> {
    let text = output(
        command,
        "start anew with `cargo xtask run --fresh`; if it stays, report it",
    )?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(text).with_context(|| format!("the answer is not JSON: {text}"))
}

/// A password for the example login; the standard library's hash keys come from the system's
/// generator, which is good enough for a server that only this computer reaches.
fn password() -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let mut bits = RandomState::new().build_hasher().finish();
    let mut text = String::new();
    while text.len() < 12 {
        let index = usize::try_from(bits % 32).unwrap_or_default();
        text.push(char::from(LETTERS[index]));
        bits /= 32;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_example_login_has_a_password_of_its_own() {
        assert_eq!(password().len(), 12);
        assert_ne!(password(), password());
    }

    #[test]
    fn a_world_whose_port_is_taken_says_how_to_go_on() {
        let dir = tempfile::tempdir().unwrap();
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let remembered = Remembered {
            server_port: listener.local_addr().unwrap().port(),
            hq_password: "secret".to_owned(),
            complete: true,
        };
        let text = serde_json::to_string(&remembered).unwrap();
        fs::write(dir.path().join(MEMORY), text).unwrap();
        let project = Project::at(dir.path());
        let error = Demo::open(&project, dir.path(), false).unwrap_err();
        assert!(
            error.to_string().contains("another program listens"),
            "{error}"
        );
    }

    #[test]
    fn a_folder_with_other_things_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("letters.txt"), "private").unwrap();
        let error = Demo::open(&Project::at(dir.path()), dir.path(), false).unwrap_err();
        assert!(
            error.to_string().contains("holds something else"),
            "{error}"
        );
        assert!(dir.path().join("letters.txt").is_file());
    }
}
