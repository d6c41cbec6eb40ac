//! `cargo xtask test`: everything that can fail, in one command, with an honest end.

use std::path::PathBuf;
use std::process::Command;
use std::time::Instant;

use anyhow::Result;
use cargo_metadata::{Metadata, MetadataCommand, Target};
use clap::Args as ClapArgs;

use crate::fail::{self, Fail};
use crate::project::{Project, is_ci, on_path, step};
use crate::{run, setup, tidy};

#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Leaves out what takes minutes: the browser and the window journeys.
    #[arg(long)]
    quick: bool,
}

/// How a part ended.
enum Outcome {
    Passed,
    Skipped(String),
    Failed,
}

/// The crate whose tests start the built programs.
const PROGRAM_TESTS: &str = "wuyou-tests";
/// Those of them that need a window.
const JOURNEY: &str = "journey";

struct Part {
    name: &'static str,
    slow: bool,
    run: fn(&Project) -> Result<Outcome>,
}

const PARTS: &[Part] = &[
    Part {
        name: "screens build",
        slow: false,
        run: screens,
    },
    Part {
        name: "house rules (tidy)",
        slow: false,
        run: house_rules,
    },
    Part {
        name: "Rust",
        slow: false,
        run: rust,
    },
    Part {
        name: "scenarios over real processes",
        slow: false,
        run: scenarios,
    },
    Part {
        name: "TypeScript",
        slow: false,
        run: typescript,
    },
    Part {
        name: "browser and accessibility",
        slow: true,
        run: browser,
    },
    Part {
        name: "window journeys",
        slow: true,
        run: journeys,
    },
];

/// Runs the parts one after another, also after a failure, and sums up.
pub(crate) fn test(project: &Project, args: &Args) -> Result<()> {
    let started = Instant::now();
    setup::setup(project)?;
    let mut table = Vec::new();
    for part in PARTS {
        let began = Instant::now();
        let outcome = if part.slow && args.quick {
            Outcome::Skipped("--quick".to_owned())
        } else {
            println!("\n######## {}", part.name);
            (part.run)(project).unwrap_or_else(|error| {
                fail::print(&error);
                Outcome::Failed
            })
        };
        table.push((part.name, outcome, began.elapsed().as_secs()));
    }
    summary(&table, started.elapsed().as_secs())
}

fn summary(table: &[(&str, Outcome, u64)], total_seconds: u64) -> Result<()> {
    println!("\n######## Summary");
    let (mut failed, mut skipped) = (Vec::new(), 0);
    for (name, outcome, seconds) in table {
        let told = match outcome {
            Outcome::Passed => "passed".to_owned(),
            Outcome::Skipped(reason) => {
                skipped += 1;
                format!("SKIPPED: {reason}")
            }
            Outcome::Failed => {
                failed.push(*name);
                "FAILED".to_owned()
            }
        };
        println!("  {name:<32} {seconds:>5} s  {told}");
    }
    let passed = table.len() - failed.len() - skipped;
    println!(
        "{passed} passed, {} failed, {skipped} skipped",
        failed.len()
    );
    println!("in {total_seconds} s");
    if failed.is_empty() {
        println!(
            "{}",
            if skipped == 0 {
                "EVERYTHING PASSED"
            } else {
                "PASSED, BUT NOT EVERYTHING RAN"
            }
        );
        return Ok(());
    }
    Err(Fail::error(
        format!("these parts failed: {}", failed.join(", ")),
        "read the first failure above",
    ))
}

/// First, because the window embeds the screens and does not compile without them.
fn screens(project: &Project) -> Result<Outcome> {
    run::build_screens(project).map(|()| Outcome::Passed)
}

fn house_rules(project: &Project) -> Result<Outcome> {
    tidy::tidy(project, &tidy::Args::default()).map(|()| Outcome::Passed)
}

/// Every crate with every feature, always: another choice of packages or features would compile the
/// libraries below them once more, which costs more than the tests themselves. Clippy and the
/// bindings take the same.
const EVERYTHING: [&str; 2] = ["--workspace", "--all-features"];

/// Programs and tests, compiled once for all parts.
fn compiled(project: &Project) -> Result<()> {
    step(
        "Compiling the programs and the tests",
        project
            .cargo(["build"])
            .args(EVERYTHING)
            .args(["--bins", "--tests"]),
        "read the compiler's messages above",
    )
}

/// The named tests of the workspace, on the programs that are built.
fn tests_named(project: &Project, names: &[String]) -> Command {
    let mut cargo = project.cargo(["test"]);
    cargo.args(EVERYTHING);
    for name in names {
        cargo.args(["--test", name]);
    }
    cargo.env("WUYOU_BIN", programs(project));
    cargo
}

/// The folder of the built programs.
fn programs(project: &Project) -> PathBuf {
    let mut folder = project.program("wuyou", false);
    folder.pop();
    folder
}

/// All unit and integration tests but those that start the built programs. The sync simulation of a
/// thousand seeds is one of them; its package is optimised in every profile.
fn rust(project: &Project) -> Result<Outcome> {
    compiled(project)?;
    let names = test_targets(&metadata(project)?, |package| package != PROGRAM_TESTS);
    let next = "run the named test alone: `cargo test -p CRATE NAME`";
    let mut tests = tests_named(project, &names);
    // Every failure of a run is worth as much as the first.
    tests.args(["--lib", "--bins", "--no-fail-fast"]);
    let ran = step("Rust tests", &mut tests, next);
    let mut examples = project.cargo(["test"]);
    examples.args(EVERYTHING).args(["--doc", "--no-fail-fast"]);
    let documented = step("Examples in the documentation", &mut examples, next);
    ran.and(documented)?;
    Ok(Outcome::Passed)
}

/// The tests of `tests` except the journeys, against the built programs.
fn scenarios(project: &Project) -> Result<Outcome> {
    let mut names = test_targets(&metadata(project)?, |package| package == PROGRAM_TESTS);
    names.retain(|name| name != JOURNEY);
    compiled(project)?;
    let next = "run it alone: `cargo test -p wuyou-tests --test scenarios NAME`";
    step("Scenarios", &mut tests_named(project, &names), next)?;
    Ok(Outcome::Passed)
}

fn typescript(project: &Project) -> Result<Outcome> {
    let mut passed = Ok(Outcome::Passed);
    for (title, script) in [
        ("Types of the screens", "typecheck"),
        ("Lint and layout of the screens", "lint"),
        ("Unit tests of the screens", "test"),
    ] {
        let next = format!("run it alone in ui: `npm run {script}`");
        if let Err(error) = step(title, &mut project.npm(["run", script]), &next) {
            fail::print(&error);
            passed = Ok(Outcome::Failed);
        }
    }
    passed
}

/// Every screen in a browser: on a made-up shop in every state, and on the real loopback host and
/// server, which the specs start themselves.
fn browser(project: &Project) -> Result<Outcome> {
    let Some(chromium) = setup::chromium() else {
        return missing("Chromium", "install Chromium, or name it in WUYOU_CHROMIUM");
    };
    compiled(project)?;
    let arguments = [
        "exec",
        "--",
        "vitest",
        "run",
        "--config",
        "vitest.browser.config.ts",
    ];
    let mut npm = project.npm(arguments);
    npm.env("WUYOU_CHROMIUM", chromium);
    npm.env("WUYOU_BIN", programs(project));
    step(
        "Screens in the browser, with axe",
        &mut npm,
        "run it alone in ui: `npm exec -- vitest run --config vitest.browser.config.ts`",
    )?;
    Ok(Outcome::Passed)
}

/// The real window under a WebDriver.
fn journeys(project: &Project) -> Result<Outcome> {
    if !cfg!(target_os = "linux") {
        return Ok(Outcome::Skipped(
            "the web view has a driver on Linux only".to_owned(),
        ));
    }
    if !on_path("WebKitWebDriver") {
        return missing("WebKitWebDriver", "install webkit2gtk-driver");
    }
    compiled(project)?;
    let mut cargo = tests_named(project, &[JOURNEY.to_owned()]);
    cargo.args(["--", "--nocapture", "--test-threads=1"]);
    step(
        "Journeys on the real window",
        &mut on_a_display(project, &cargo)?,
        "run `cargo test -p wuyou-tests --test journey NAME` under xvfb-run",
    )?;
    Ok(Outcome::Passed)
}

/// A part that cannot run: an error where nothing may be skipped, else a loud line.
fn missing(what: &str, next: &str) -> Result<Outcome> {
    if is_ci() {
        return Err(Fail::error(format!("{what} is missing"), next));
    }
    println!("SKIPPED: {what} is missing. Next step: {next}");
    Ok(Outcome::Skipped(format!("{what} is missing")))
}

/// The same command on a virtual display and a session bus of its own.
pub(crate) fn on_a_display(project: &Project, command: &Command) -> Result<Command> {
    if !cfg!(target_os = "linux") {
        let mut same = Command::new(command.get_program());
        same.args(command.get_args()).current_dir(project.root());
        return Ok(same);
    }
    for program in ["xvfb-run", "dbus-run-session"] {
        if !on_path(program) {
            return Err(Fail::error(
                format!("{program} is missing"),
                "run `cargo xtask setup`",
            ));
        }
    }
    // The bus inside, so that what it starts finds the display.
    let mut display = Command::new("xvfb-run");
    display.args(["--auto-servernum", "--server-args", "-screen 0 1366x768x24"]);
    display.args(["dbus-run-session", "--"]);
    display
        .arg(command.get_program())
        .args(command.get_args())
        .current_dir(project.root());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            display.env(name, value);
        }
    }
    // A machine without a graphics card: WebKit then draws nothing unless it is told.
    display.env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
    display.env_remove("WAYLAND_DISPLAY");
    Ok(display)
}

fn metadata(project: &Project) -> Result<Metadata> {
    Ok(MetadataCommand::new()
        .current_dir(project.root())
        .no_deps()
        .exec()?)
}

/// The names of the integration tests of some packages.
fn test_targets(metadata: &Metadata, of: impl Fn(&str) -> bool) -> Vec<String> {
    metadata
        .packages
        .iter()
        .filter(|package| of(package.name.as_str()))
        .flat_map(|package| &package.targets)
        .filter(|target| target.is_test())
        .map(|target: &Target| target.name.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failed_part_makes_the_whole_run_fail() {
        let table = [("a", Outcome::Passed, 1), ("b", Outcome::Failed, 1)];
        let error = summary(&table, 2).unwrap_err();
        assert!(error.to_string().contains('b'), "{error}");
        assert!(summary(&[("a", Outcome::Passed, 1)], 1).is_ok());
        assert!(summary(&[("a", Outcome::Skipped("--quick".to_owned()), 1)], 1).is_ok());
    }
}
