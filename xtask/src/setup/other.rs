//! Windows and macOS: xtask looks and says what to install, and leaves installing to the person.

use std::process::Command;

use anyhow::Result;

use crate::fail::Fail;
use crate::project::{on_path, say};

/// Windows: the compiler is there when this program could be linked; OpenSSL needs two tools more.
pub(super) fn windows() -> Result<()> {
    let mut missing = Vec::new();
    if !on_path("perl") {
        missing
            .push("Strawberry Perl (winget install StrawberryPerl.StrawberryPerl), builds OpenSSL");
    }
    if !on_path("nasm") {
        missing
            .push("NASM (winget install NASM.NASM, then add its folder to PATH), builds OpenSSL");
    }
    if !has_webview2() {
        missing.push(
            "WebView2 runtime (winget install Microsoft.EdgeWebView2Runtime), shows the window",
        );
    }
    all_there(
        &missing,
        "also needed, and there if this program was built: Visual Studio Build Tools with \
         “Desktop development with C++”",
    )
}

fn has_webview2() -> bool {
    const KEY: &str =
        r"SOFTWARE\WOW6432Node\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
    [
        format!(r"HKLM\{KEY}"),
        format!(r"HKCU\{}", KEY.replace(r"WOW6432Node\", "")),
    ]
    .iter()
    .any(|key| {
        Command::new("reg")
            .args(["query", key, "/v", "pv"])
            .output()
            .is_ok_and(|answer| answer.status.success())
    })
}

/// macOS: the command line tools hold compiler, linker and libraries.
pub(super) fn macos() -> Result<()> {
    let tools = Command::new("xcode-select")
        .arg("-p")
        .output()
        .is_ok_and(|answer| answer.status.success());
    let missing: &[&str] = if tools {
        &[]
    } else {
        &["Xcode command line tools (xcode-select --install)"]
    };
    all_there(missing, "WebKit and the key chain are part of macOS")
}

fn all_there(missing: &[&str], note: &str) -> Result<()> {
    if missing.is_empty() {
        say(&format!("==> System: all there ({note})"));
        return Ok(());
    }
    Err(Fail::error(
        format!(
            "this machine lacks something:\n  - {}",
            missing.join("\n  - ")
        ),
        format!("install it, open a new terminal and repeat ({note})"),
    ))
}
