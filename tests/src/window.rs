//! The real window, driven through WebDriver by what a person reads on the screen.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

use crate::program;
use crate::server::free_port;

/// How long a journey waits for something to appear before it says what is missing.
const PATIENCE: Duration = Duration::from_secs(30);

/// Whether a window can be shown and driven here. Says loudly when it cannot; in CI that is an
/// error.
///
/// # Panics
/// In CI, when something is missing.
#[must_use]
pub fn can_run() -> bool {
    let mut missing = Vec::new();
    if driver().is_none() {
        missing.push("WebKitWebDriver (package webkit2gtk-driver)");
    }
    if std::env::var_os("DISPLAY").is_none() {
        missing.push("a display (run under xvfb-run)");
    }
    if !screens().join("index.html").is_file() {
        missing.push("the built screens (npm run build in ui)");
    }
    if missing.is_empty() {
        return true;
    }
    assert!(
        std::env::var_os("CI").is_none(),
        "the journeys need {}",
        missing.join(", ")
    );
    #[expect(clippy::print_stderr, reason = "a skipped test must be seen")]
    {
        eprintln!("SKIPPED: the journeys need {}", missing.join(", "));
    }
    false
}

fn screens() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/dist/app")
}

/// The built console, as the server serves it.
#[must_use]
pub fn console() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/dist/console")
}

fn driver() -> Option<PathBuf> {
    let found = std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join("WebKitWebDriver"))
        .find(|path| path.is_file());
    found.or_else(|| {
        let debian = PathBuf::from("/usr/bin/WebKitWebDriver");
        debian.is_file().then_some(debian)
    })
}

/// The dealer app's window on a data folder.
#[derive(Debug)]
pub struct Window {
    client: Client,
    driver: Child,
}

impl Window {
    /// Opens the app on a data folder.
    ///
    /// # Panics
    /// When the window does not open.
    pub async fn open(data: &Path) -> Self {
        let port = free_port();
        let mut command = Command::new(driver().expect("a WebDriver"));
        command
            .arg(format!("--port={port}"))
            .env("WUYOU_DATA_DIR", data)
            .env("TAURI_AUTOMATION", "true")
            .env("TAURI_WEBVIEW_AUTOMATION", "true")
            .env("WEBKIT_DISABLE_DMABUF_RENDERER", "1")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let driver = command.spawn().expect("the WebDriver starts");
        while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
            tokio::task::yield_now().await;
        }
        let options = json!({ "binary": program::desktop() });
        let capabilities =
            serde_json::Map::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let address = format!("http://127.0.0.1:{port}");
        let opening = tokio::time::timeout(PATIENCE, builder.connect(&address)).await;
        let client = opening
            .expect("the window opens in time")
            .expect("the window opens");
        Self { client, driver }
    }

    /// Closes the window as a person does.
    ///
    /// # Panics
    /// When it does not close.
    pub async fn close(self) {
        self.client
            .clone()
            .close()
            .await
            .expect("the window closes");
    }

    /// Kills the program without warning, as a power cut does.
    pub fn kill(self) {
        drop(self);
    }

    /// Waits until a text is on the screen.
    ///
    /// # Panics
    /// When it does not appear; says what is there instead.
    pub async fn see(&self, text: &str) {
        let path = format!("//body//*[contains(normalize-space(.), {})]", quoted(text));
        let _ = self.wait(&path, text).await;
    }

    /// Whether a text is on the screen now.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn shows(&self, text: &str) -> bool {
        self.text().await.contains(text)
    }

    /// Presses a button, link or tab with this text.
    ///
    /// # Panics
    /// When there is none.
    pub async fn press(&self, text: &str) {
        let text_is = format!("starts-with(normalize-space(.), {})", quoted(text));
        let path = format!(
            "//*[self::button or self::a or @role='button' or @role='tab'][{text_is}][not(@disabled)]"
        );
        self.click(&path, text).await;
    }

    /// Chooses a radio button or row by a text inside it.
    ///
    /// # Panics
    /// When there is none.
    pub async fn choose(&self, text: &str) {
        let has = format!("contains(normalize-space(.), {})", quoted(text));
        let path = format!("//*[self::label or @role='row' or @role='option' or self::li][{has}]");
        self.click(&path, text).await;
    }

    /// Picks from the list with this label.
    ///
    /// # Panics
    /// When there is none.
    pub async fn pick(&self, label: &str, text: &str) {
        let is = format!("starts-with(normalize-space(.), {})", quoted(label));
        let list = self
            .wait(&format!("//select[@id=//label[{is}]/@for]"), label)
            .await;
        let has = format!("contains(normalize-space(.), {})", quoted(text));
        let option = format!("//select[@id=//label[{is}]/@for]/option[{has}]");
        let option = self.wait(&option, text).await;
        let shown = option.text().await.expect("the entry's text");
        list.select_by_label(shown.trim())
            .await
            .expect("an entry that can be picked");
    }

    /// Fills the field with this label.
    ///
    /// # Panics
    /// When there is none.
    pub async fn fill(&self, label: &str, text: &str) {
        let is = format!("starts-with(normalize-space(.), {})", quoted(label));
        let path = format!("//*[@id=//label[{is}]/@for]");
        let field = self.wait(&path, label).await;
        field.clear().await.expect("a field that can be cleared");
        field
            .send_keys(text)
            .await
            .expect("a field that can be typed into");
    }

    /// What stands in the field with this label.
    ///
    /// # Panics
    /// When there is none.
    pub async fn value(&self, label: &str) -> String {
        let is = format!("starts-with(normalize-space(.), {})", quoted(label));
        let field = self
            .wait(&format!("//*[@id=//label[{is}]/@for]"), label)
            .await;
        field
            .prop("value")
            .await
            .expect("a field")
            .unwrap_or_default()
    }

    /// Everything on the screen as text.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn text(&self) -> String {
        let body = self
            .client
            .find(Locator::Css("body"))
            .await
            .expect("a page");
        body.text().await.expect("its text")
    }

    /// Calls a command as the screens do.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn call(&self, name: &str, payload: &serde_json::Value) -> serde_json::Value {
        const SCRIPT: &str = "const [name, payload, done] = arguments; \
             window.__TAURI_INTERNALS__.invoke('call', { name, payload }).then(done, done)";
        let arguments = vec![name.into(), payload.clone()];
        self.client
            .execute_async(SCRIPT, arguments)
            .await
            .expect("an answer")
    }

    /// Clicks; a screen that redraws under the pointer is clicked again.
    async fn click(&self, path: &str, what: &str) {
        for _ in 0..20 {
            match self.wait(path, what).await.click().await {
                Ok(()) => return,
                Err(error) if error.is_stale_element_reference() => {}
                Err(error) => panic!("「{what}」 cannot be clicked: {error}"),
            }
        }
        panic!("「{what}」 never stood still");
    }

    async fn wait(&self, path: &str, what: &str) -> Element {
        let found = self
            .client
            .wait()
            .at_most(PATIENCE)
            .for_element(Locator::XPath(path))
            .await;
        match found {
            Ok(element) => element,
            Err(error) => {
                let screen = self.text().await;
                panic!("「{what}」 did not appear ({error}); the screen shows:\n{screen}")
            }
        }
    }
}

impl Drop for Window {
    /// Nothing outlives its journey: the app is a child of the driver.
    fn drop(&mut self) {
        let children = ["-9", "-P", &self.driver.id().to_string()];
        let _ = Command::new("pkill").args(children).status();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A text as an XPath literal.
fn quoted(text: &str) -> String {
    assert!(
        !text.contains('"'),
        "texts of journeys have no double quotes"
    );
    format!("\"{text}\"")
}
