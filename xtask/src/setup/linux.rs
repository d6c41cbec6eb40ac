//! System packages of Debian and Ubuntu.

use std::collections::HashSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use anyhow::Result;

use crate::fail::Fail;
use crate::project::{find_on_path, on_path, say, step};

/// What is needed, and what for.
const PACKAGES: &[(&str, &str)] = &[
    (
        "build-essential",
        "C compiler and linker, for SQLCipher and zstd",
    ),
    ("pkg-config", "finds the libraries below"),
    ("libssl-dev", "libcrypto, for SQLCipher"),
    ("libdbus-1-dev", "the system's key store"),
    ("libwebkit2gtk-4.1-dev", "the window's web view"),
    ("libgtk-3-dev", "the window"),
    ("libsoup-3.0-dev", "the web view's network"),
    ("libayatana-appindicator3-dev", "the tray"),
    ("librsvg2-dev", "icons"),
    ("xvfb", "a display for the window journeys"),
    ("xauth", "a display for the window journeys"),
    ("dbus-x11", "a session bus for the window journeys"),
    ("webkit2gtk-driver", "drives the real window in tests"),
    (
        "fonts-noto-cjk",
        "Chinese characters on screens and screenshots",
    ),
];

/// Programs that serve the browser tests. The first has no window at all and needs a third less time;
/// Debian has a package of that name, and one of the second; Ubuntu has the third.
const BROWSERS: &[&str] = &[
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
];

/// Installs the packages that are missing.
pub(super) fn system_packages() -> Result<()> {
    if !on_path("apt-get") || !on_path("dpkg-query") {
        return without_apt();
    }
    let mut missing = missing_packages(&installed(&query()));
    let lighter = || find_on_path(BROWSERS[0]).is_none() && has_candidate(BROWSERS[0]);
    if chromium().is_none() || lighter() {
        missing.push(BROWSERS[0]);
    }
    if missing.is_empty() {
        say("==> System packages: all there");
        return Ok(());
    }
    say(&format!(
        "==> System packages missing: {}",
        missing.join(" ")
    ));
    for (name, reason) in PACKAGES.iter().filter(|(name, _)| missing.contains(name)) {
        say(&format!("    {name}: {reason}"));
    }
    install(&missing)
}

fn install(missing: &[&str]) -> Result<()> {
    let next = format!(
        "run `sudo apt-get update && sudo apt-get install -y {}` and repeat",
        missing.join(" ")
    );
    if !is_root() && !on_path("sudo") {
        return Err(Fail::error(
            "system packages are missing, and this is neither root nor is there sudo",
            format!("as root: {}", next.replace("sudo ", "")),
        ));
    }
    step(
        "Reading the package lists",
        &mut apt(&["update", "-qq"]),
        &next,
    )?;
    let (browser, rest): (Vec<&str>, Vec<&str>) =
        missing.iter().partition(|name| **name == BROWSERS[0]);
    if !rest.is_empty() {
        step("Installing system packages", &mut apt_install(&rest), &next)?;
    }
    if !browser.is_empty() {
        install_browser(&next)?;
    }
    Ok(())
}

/// Ubuntu names the package otherwise and ships the browser as a snap behind it.
fn install_browser(next: &str) -> Result<()> {
    let name = BROWSERS[..3]
        .iter()
        .find(|name| has_candidate(name))
        .unwrap_or(&BROWSERS[1]);
    step(
        "Installing a browser for the browser tests",
        &mut apt_install(&[name]),
        next,
    )
}

fn has_candidate(package: &str) -> bool {
    Command::new("apt-cache")
        .args(["policy", package])
        .output()
        .is_ok_and(|answer| {
            let text = String::from_utf8_lossy(&answer.stdout).into_owned();
            text.contains("Candidate:") && !text.contains("Candidate: (none)")
        })
}

fn apt_install(packages: &[&str]) -> Command {
    let mut args = vec!["install", "-y", "-qq", "--no-install-recommends"];
    args.extend_from_slice(packages);
    apt(&args)
}

fn apt(args: &[&str]) -> Command {
    let mut command = if is_root() {
        Command::new("env")
    } else {
        let mut sudo = Command::new("sudo");
        sudo.arg("env");
        sudo
    };
    command
        .args(["DEBIAN_FRONTEND=noninteractive", "apt-get"])
        .args(args)
        .stdin(Stdio::null());
    command
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|answer| answer.stdout.trim_ascii() == b"0")
}

/// Status and name of every package asked for; unknown ones are absent from the answer.
fn query() -> String {
    let mut command = Command::new("dpkg-query");
    command.args(["-W", "-f=${db:Status-Abbrev} ${Package}\n"]);
    command.args(PACKAGES.iter().map(|(name, _)| name));
    // A package that dpkg has never heard of makes it end with 1, and that is the answer.
    command.output().map_or_else(
        |_| String::new(),
        |answer| String::from_utf8_lossy(&answer.stdout).into_owned(),
    )
}

fn installed(query: &str) -> HashSet<String> {
    query
        .lines()
        .filter_map(|line| line.strip_prefix("ii "))
        .map(|name| name.trim().to_owned())
        .collect()
}

fn missing_packages(installed: &HashSet<String>) -> Vec<&'static str> {
    PACKAGES
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| !installed.contains(*name))
        .collect()
}

/// Another Linux: pkg-config knows whether the libraries are there.
fn without_apt() -> Result<()> {
    let libraries = [
        "webkit2gtk-4.1",
        "gtk+-3.0",
        "libsoup-3.0",
        "openssl",
        "dbus-1",
    ];
    let there = Command::new("pkg-config")
        .arg("--exists")
        .args(libraries)
        .status()
        .is_ok_and(|status| status.success());
    if there {
        say("==> System libraries: all there (not installed by xtask on this system)");
        return Ok(());
    }
    Err(Fail::error(
        "xtask installs system packages on Debian and Ubuntu only",
        format!(
            "install a C compiler, pkg-config and the development files of {} with your package \
             manager, for the tests also Xvfb, WebKitWebDriver, Chromium and a Chinese font",
            libraries.join(", ")
        ),
    ))
}

/// The browser for the browser tests: `WUYOU_CHROMIUM`, or the first that is installed.
pub(crate) fn chromium() -> Option<PathBuf> {
    let told = std::env::var_os("WUYOU_CHROMIUM").map(PathBuf::from);
    told.filter(|path| path.is_file())
        .or_else(|| BROWSERS.iter().find_map(|name| find_on_path(name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_and_half_installed_packages_count_as_missing() {
        let answer = "ii  build-essential\nii  pkg-config\nrc  xvfb\niF  libssl-dev\nun  xauth\n";
        let missing = missing_packages(&installed(answer));
        assert!(!missing.contains(&"build-essential"));
        assert!(!missing.contains(&"pkg-config"));
        for name in ["xvfb", "libssl-dev", "xauth", "libgtk-3-dev"] {
            assert!(missing.contains(&name), "{name} is missing");
        }
    }

    #[test]
    fn nothing_is_missing_when_everything_is_installed() {
        let answer: String = PACKAGES
            .iter()
            .map(|(name, _)| format!("ii  {name}\n"))
            .collect();
        assert_eq!(missing_packages(&installed(&answer)), Vec::<&str>::new());
    }
}
