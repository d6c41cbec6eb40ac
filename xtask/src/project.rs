//! The project's folders, and how a step is run: one line before, one line after, and a next step
//! when it fails.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use anyhow::{Context as _, Result};

use crate::fail::Fail;

/// The checkout this program was started for.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    root: PathBuf,
}

impl Project {
    /// The checkout that cargo was started in.
    pub(crate) fn find() -> Result<Self> {
        let manifest = std::env::var_os("CARGO_MANIFEST_DIR").ok_or_else(|| {
            Fail::error(
                "xtask was started directly",
                "start it as `cargo xtask …` in the top folder",
            )
        })?;
        let root = Path::new(&manifest)
            .parent()
            .context("xtask lies in the top folder")?;
        Ok(Self::at(root))
    }

    /// The checkout in this folder.
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The top folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A path in the project.
    pub(crate) fn path(&self, relative: &str) -> PathBuf {
        self.root.join(relative)
    }

    /// A cargo command in the top folder. The outer cargo's `--config` does not reach it.
    pub(crate) fn cargo<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Command {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.args(args).current_dir(&self.root);
        command
    }

    /// An npm command in `ui`.
    pub(crate) fn npm<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(NPM);
        command.args(args).current_dir(self.path("ui"));
        command
    }

    /// A built program of the workspace.
    pub(crate) fn program(&self, name: &str, release: bool) -> PathBuf {
        let folder = if release { "release" } else { "debug" };
        let target = std::env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| self.path("target"), |dir| self.root.join(dir));
        target
            .join(folder)
            .join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
    }
}

/// npm is a script on Windows, which only starts with its extension.
const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// Whether this runs where nothing may be skipped.
pub(crate) fn is_ci() -> bool {
    std::env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

static STDOUT_IS_DATA: AtomicBool = AtomicBool::new(false);

/// From here on standard output carries data only; progress goes to standard error.
pub(crate) fn stdout_is_data() {
    STDOUT_IS_DATA.store(true, Ordering::Relaxed);
}

/// A line of progress.
pub(crate) fn say(line: &str) {
    if STDOUT_IS_DATA.load(Ordering::Relaxed) {
        eprintln!("{line}");
    } else {
        println!("{line}");
    }
}

/// Announces a step, runs its command with its output shown, and says how long it took.
pub(crate) fn step(title: &str, command: &mut Command, next: &str) -> Result<()> {
    say(&format!("==> {title}"));
    if STDOUT_IS_DATA.load(Ordering::Relaxed) {
        command.stdout(std::io::stderr());
    }
    let started = Instant::now();
    let status = command
        .status()
        .with_context(|| format!("{} does not start", shown(command)))
        .map_err(|error| error.context(Fail::error(format!("{title}: failed"), next)))?;
    if !status.success() {
        return Err(Fail::error(
            format!("{title}: `{}` ended with {status}", shown(command)),
            next,
        ));
    }
    say(&format!(
        "    done in {:.1} s",
        started.elapsed().as_secs_f32()
    ));
    Ok(())
}

/// Runs a command quietly and gives its standard output; its errors are shown only on failure.
pub(crate) fn output(command: &mut Command, next: &str) -> Result<String> {
    let answer = command
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("{} does not start", shown(command)))?;
    if !answer.status.success() {
        let errors = String::from_utf8_lossy(&answer.stderr);
        return Err(Fail::error(
            format!(
                "`{}` ended with {}\n{}",
                shown(command),
                answer.status,
                errors.trim_end()
            ),
            next,
        ));
    }
    String::from_utf8(answer.stdout).with_context(|| format!("{} printed no text", shown(command)))
}

/// Whether a program can be found on the PATH.
pub(crate) fn on_path(program: &str) -> bool {
    find_on_path(program).is_some()
}

/// Where a program is on the PATH.
pub(crate) fn find_on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|dir| dir.join(&name))
        .find(|path| path.is_file())
}

/// A command as one could type it.
pub(crate) fn shown(command: &Command) -> String {
    let mut text = Path::new(command.get_program())
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_fails_names_its_command_and_the_next_step() {
        let error = step(
            "Build",
            Command::new("cargo").arg("no-such-command"),
            "read above",
        )
        .unwrap_err();
        assert!(
            error.to_string().contains("cargo no-such-command"),
            "{error}"
        );
    }

    #[test]
    fn a_program_that_does_not_exist_is_a_failure_with_its_cause() {
        let error = step(
            "Build",
            &mut Command::new("no-such-program-here"),
            "install it",
        )
        .unwrap_err();
        assert!(
            format!("{error:#}").contains("no-such-program-here does not start"),
            "{error:#}"
        );
    }

    #[test]
    fn programs_on_the_path_are_found_and_others_are_not() {
        assert!(on_path("cargo"));
        assert!(!on_path("no-such-program-here"));
    }
}
