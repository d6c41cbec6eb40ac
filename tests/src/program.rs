//! The built programs and how one call of them went.

use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::OnceLock;

use serde_json::Value;

/// The path of a program of this workspace, built if needed.
///
/// # Panics
/// When it does not build.
#[must_use]
pub fn path(name: &str) -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let dir = BUILT.get_or_init(|| build(&["-p", "wuyou-cli", "-p", "wuyou-server"]));
    dir.join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// The path of the desktop app, built if needed.
///
/// # Panics
/// When it does not build.
#[must_use]
pub fn desktop() -> PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let dir = BUILT.get_or_init(|| build(&["-p", "wuyou-desktop"]));
    dir.join(format!("wuyou-desktop{}", std::env::consts::EXE_SUFFIX))
}

/// The paths of examples of the desktop app, built if needed.
///
/// # Panics
/// When they do not build.
#[must_use]
pub fn examples<const N: usize>(names: &[&str; N]) -> [PathBuf; N] {
    let mut what = vec!["-p", "wuyou-desktop"];
    for name in names {
        what.extend(["--example", name]);
    }
    let dir = compile(&what).join("examples");
    names.map(|name| dir.join(format!("{name}{}", std::env::consts::EXE_SUFFIX)))
}

/// Builds into the folder this test itself was built into; `WUYOU_BIN` names a folder in which the
/// programs are built already.
fn build(what: &[&str]) -> PathBuf {
    if let Some(built) = std::env::var_os("WUYOU_BIN") {
        return built.into();
    }
    compile(what)
}

fn compile(what: &[&str]) -> PathBuf {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet"]).args(what);
    let mut dir = std::env::current_exe().expect("own path");
    dir.pop();
    if dir.ends_with("deps") {
        dir.pop();
    }
    if dir.ends_with("release") {
        build.arg("--release");
    }
    let status = build
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .expect("cargo runs");
    assert!(status.success(), "{what:?} do not build");
    dir
}

/// How a call went: its exit code and the JSON it printed.
#[derive(Debug)]
pub struct Ran {
    /// The exit code.
    pub code: i32,
    /// JSON from stdout, or from stderr when it was refused.
    pub json: Value,
    /// Both outputs as text.
    pub text: String,
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        let stdout = String::from_utf8_lossy(&output.stdout);
        let stderr = String::from_utf8_lossy(&output.stderr);
        let code = output.status.code().unwrap_or(-1);
        let spoken = if code == 0 { &stdout } else { &stderr };
        let json = serde_json::from_str(spoken.trim()).unwrap_or(Value::Null);
        Self {
            code,
            json,
            text: format!("{stdout}\n{stderr}"),
        }
    }

    /// The answer of a call that must succeed.
    ///
    /// # Panics
    /// When it was refused.
    #[must_use]
    pub fn ok(self) -> Value {
        assert_eq!(self.code, 0, "{}", self.text);
        self.json
    }

    /// The code of a call that must be refused.
    ///
    /// # Panics
    /// When it succeeded or did not say why.
    #[must_use]
    pub fn refused(self) -> String {
        assert_eq!(self.code, 1, "{}", self.text);
        self.json["code"]
            .as_str()
            .unwrap_or_else(|| panic!("no code: {}", self.text))
            .to_owned()
    }
}
