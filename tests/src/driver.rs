//! The WebDriver that drives windows, and the programs it can open.

use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, json};

use crate::server::free_port;

/// How long anything may take until a journey says what is missing.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// Whether windows can be shown and driven here. Says loudly when not; in CI that is an error.
///
/// # Panics
/// In CI, when something is missing.
#[must_use]
pub fn can_run() -> bool {
    let needed = [
        (
            driver().is_some(),
            "WebKitWebDriver (package webkit2gtk-driver)",
        ),
        (
            browser().is_some(),
            "WebKit's MiniBrowser (package libwebkit2gtk-4.1-0)",
        ),
        (
            std::env::var_os("DISPLAY").is_some(),
            "a display (run under xvfb-run)",
        ),
        (
            screens("app").join("index.html").is_file(),
            "the built screens (npm run build in ui)",
        ),
    ];
    let missing: Vec<&str> = needed
        .iter()
        .filter(|(there, _)| !there)
        .map(|(_, what)| *what)
        .collect();
    if missing.is_empty() {
        return true;
    }
    let missing = missing.join(", ");
    assert!(
        std::env::var_os("CI").is_none(),
        "the journeys need {missing}"
    );
    #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
    {
        eprintln!("SKIPPED: the journeys need {missing}");
    }
    false
}

/// The built console, as the server serves it.
#[must_use]
pub fn console() -> PathBuf {
    screens("console")
}

fn screens(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../ui/dist")
        .join(name)
}

fn driver() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain([PathBuf::from("/usr/bin")])
        .map(|folder| folder.join("WebKitWebDriver"))
        .find(|path| path.is_file())
}

/// The plain browser that comes with the window's web view: headquarters' browser in journeys.
pub(crate) fn browser() -> Option<PathBuf> {
    let name = "webkit2gtk-4.1/MiniBrowser";
    let folders = std::fs::read_dir("/usr/lib").into_iter().flatten();
    folders
        .filter_map(Result::ok)
        .map(|folder| folder.path())
        .chain(["/usr/lib", "/usr/libexec", "/usr/lib64"].map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

/// A running WebDriver and what it opened; dropping it ends both.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    port: u16,
}

impl Driver {
    /// Starts one; what it opens inherits these variables.
    pub(crate) fn start(variables: &[(&str, &Path)]) -> Self {
        let port = free_port();
        let mut command = Command::new(driver().expect("a WebDriver"));
        command
            .arg(format!("--port={port}"))
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            // The toolkit's own input method, whatever this computer's person has chosen.
            .env("GTK_IM_MODULE", "gtk-im-context-simple")
            .envs(variables.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let process = command.spawn().expect("the WebDriver starts");
        let mut driver = Self { process, port };
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = driver.process.try_wait().expect("its state");
            assert!(ended.is_none(), "the WebDriver ended at once");
            std::thread::yield_now();
        }
        driver
    }

    /// Opens a program whose web view can be driven.
    pub(crate) async fn open(&self, program: &Path, arguments: &[&str]) -> Client {
        let options = json!({ "binary": program, "args": arguments });
        let wanted = Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(wanted);
        let address = format!("http://127.0.0.1:{}", self.port);
        tokio::time::timeout(PATIENCE, builder.connect(&address))
            .await
            .expect("the window opens in time")
            .expect("the window opens")
    }
}

impl Drop for Driver {
    /// Nothing outlives its journey: what was opened is a child of the driver.
    fn drop(&mut self) {
        let children = ["-9", "-P", &self.process.id().to_string()];
        let _ = Command::new("pkill").args(children).status();
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
