//! `cargo xtask run`: from the sources to a dealer's PC working against headquarters' server.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::Args as ClapArgs;

use crate::demo::{self, Demo};
use crate::process::{Ended, Programs, free_port};
use crate::project::{Project, step};
use crate::setup;

/// How long a program may take until it answers.
const START_LIMIT: Duration = Duration::from_secs(60);

#[derive(Debug, ClapArgs)]
pub(crate) struct Args {
    /// Serves the dealer app to a browser instead of opening the window.
    #[arg(long)]
    browser: bool,
    /// Builds optimised programs (slower to build, as fast as a release).
    #[arg(long)]
    release: bool,
    /// Where the example data lie.
    #[arg(long, value_name = "DIR", default_value = ".data/example")]
    data: PathBuf,
    /// Deletes the example data of earlier runs first.
    #[arg(long)]
    fresh: bool,
}

/// Builds everything, starts it, and stops it on Ctrl-C.
pub(crate) fn run(project: &Project, args: &Args) -> Result<()> {
    let in_browser = args.browser || !has_display();
    setup::setup(project)?;
    build(project, args.release, in_browser)?;
    let dir = project.root().join(&args.data);
    if args.fresh {
        remove_example(&dir)?;
    }

    let mut stage = Stage::raise(project, &dir, args.release)?;
    let dealer = if in_browser {
        stage.serve_dealer(project)?
    } else {
        let mut window = Command::new(project.program("wuyou-desktop", args.release));
        window.env("WUYOU_DATA_DIR", stage.demo.pc_dir());
        let log = stage.demo.log("window");
        stage.programs.start("the dealer app", &mut window, &log)?;
        "in its own window".to_owned()
    };
    announce(&stage.demo, &dealer, in_browser && !args.browser);

    match stage.programs.wait()? {
        Ended::Asked => println!("\nStopping."),
        Ended::Program(name, status) if status.success() => println!("\n{name} was closed."),
        Ended::Program(name, status) => {
            return Err(stage.programs.ended(&name, status));
        }
    }
    Ok(())
}

/// Deletes example data of an earlier run, and nothing else that may lie there.
pub(crate) fn remove_example(dir: &Path) -> Result<()> {
    if !demo::is_example(dir) {
        return Ok(());
    }
    fs::remove_dir_all(dir).with_context(|| format!("{} cannot be deleted", dir.display()))
}

/// The running example: headquarters' server with an enrolled PC's data beside it.
#[derive(Debug)]
pub(crate) struct Stage {
    pub(crate) programs: Programs,
    pub(crate) demo: Demo,
}

impl Stage {
    /// Starts the server and enrols the PC. Dropping it stops everything.
    pub(crate) fn raise(project: &Project, dir: &Path, release: bool) -> Result<Self> {
        let mut programs = Programs::new()?;
        let mut demo = Demo::open(project, dir, release)?;
        println!("==> Starting headquarters' server");
        let console = project.path("ui/dist/console");
        programs.start(
            "wuyou-server",
            &mut demo.serve(&console),
            &demo.log("server"),
        )?;
        programs.wait_for(loopback(demo.server_port()), START_LIMIT)?;
        demo.enrol()?;
        Ok(Self { programs, demo })
    }

    /// Serves the dealer app to a browser and gives its address.
    pub(crate) fn serve_dealer(&mut self, project: &Project) -> Result<String> {
        println!("==> Serving the dealer app to a browser");
        let port = free_port()?;
        let mut command = self.demo.serve_ui(port, &project.path("ui/dist/app"));
        let log = self.demo.log("dealer-app");
        self.programs.start("wuyou serve-ui", &mut command, &log)?;
        self.programs.wait_for(loopback(port), START_LIMIT)?;
        Ok(format!("http://127.0.0.1:{port}"))
    }
}

/// The same stage for scripts of `ui`: the command gets the addresses and the login.
pub(crate) fn on_stage(
    project: &Project,
    title: &str,
    npm: &mut Command,
    next: &str,
) -> Result<()> {
    let dir = project.path(".data/stage");
    remove_example(&dir)?;
    let mut stage = Stage::raise(project, &dir, false)?;
    let dealer = stage.serve_dealer(project)?;
    let (user, password) = stage.demo.hq_login();
    npm.env("WUYOU_BASE", dealer)
        .env("WUYOU_CONSOLE_BASE", stage.demo.server_url())
        .env("WUYOU_HQ_USER", user)
        .env("WUYOU_HQ_PASSWORD", password);
    if let Some(chromium) = setup::chromium() {
        npm.env("WUYOU_CHROMIUM", chromium);
    }
    step(title, npm, next)
}

fn loopback(port: u16) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], port))
}

fn announce(demo: &Demo, dealer: &str, no_display: bool) {
    let (user, password) = demo.hq_login();
    println!();
    if no_display {
        println!("No display here, so the dealer app is served to a browser.");
    }
    println!("Dealer app      : {dealer}");
    println!("HQ console      : {}/", demo.server_url());
    println!("  login         : {user} / {password}");
    println!("Dealer's data   : {}", demo.pc_dir().display());
    println!("Logs            : {}", demo.logs().display());
    println!("Ctrl-C stops everything.\n");
}

/// Builds the dealer app's and the console's screens.
pub(crate) fn build_screens(project: &Project) -> Result<()> {
    step(
        "Building the screens",
        &mut project.npm(["run", "build"]),
        "read the messages above; in ui: `npm run build`",
    )
}

/// Builds the screens and the programs.
pub(crate) fn build(project: &Project, release: bool, in_browser: bool) -> Result<()> {
    let next = "read the compiler's messages above";
    build_screens(project)?;
    let mut programs = vec![
        "build",
        "--package",
        "wuyou-server",
        "--package",
        "wuyou-cli",
    ];
    programs.extend(["--features", "wuyou-cli/loopback"]);
    if release {
        programs.push("--release");
    }
    let title = "Building the server and the dealer's program (the first time takes some minutes)";
    step(title, &mut project.cargo(&programs), next)?;
    if in_browser {
        return Ok(());
    }
    build_window(project, release)
}

/// Builds the desktop app.
pub(crate) fn build_window(project: &Project, release: bool) -> Result<()> {
    let mut window = vec!["build", "--package", "wuyou-desktop"];
    if release {
        window.push("--release");
    }
    step(
        "Building the dealer app's window",
        &mut project.cargo(&window),
        "read the compiler's messages above",
    )
}

/// Whether a window can be opened.
fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
