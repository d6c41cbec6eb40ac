//! The real window, driven through WebDriver by what a person reads on the screen.
//!
//! A text is found the way a person finds it: the first place that shows it. Everything waits until
//! the screen has what is asked for, and says what is there instead when it never comes.

use std::path::Path;
use std::time::Instant;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, Locator};
use serde_json::Value;

use crate::driver::{self, Driver, PATIENCE};
use crate::program;

/// A window: the dealer app on a data folder, or a plain browser.
#[derive(Debug)]
pub struct Window {
    pub(crate) client: Client,
    // Ends the program when it is dropped.
    _driver: Driver,
}

impl Window {
    /// Opens the dealer app on a data folder.
    ///
    /// # Panics
    /// When the window does not open.
    pub async fn open(data: &Path) -> Self {
        let driver = Driver::start(&[("WUYOU_DATA_DIR", data)]);
        let client = driver.open(&program::desktop(), &[]).await;
        Self {
            client,
            _driver: driver,
        }
    }

    /// Opens a plain browser at an address, as headquarters does.
    ///
    /// # Panics
    /// When the browser does not open, or the page does not load.
    pub async fn browse(url: &str) -> Self {
        let browser = driver::browser().expect("a browser");
        let driver = Driver::start(&[]);
        let client = driver.open(&browser, &["--automation"]).await;
        client.goto(url).await.expect("the page loads");
        Self {
            client,
            _driver: driver,
        }
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

    /// Waits until a text is on the screen inside the part that this CSS selector names.
    ///
    /// # Panics
    /// When it does not appear; says what is there instead.
    pub async fn see_in(&self, part: &str, text: &str) {
        const THERE: &str = "return [...document.querySelectorAll(arguments[0])]
            .some((part) => part.textContent.replace(/\\s+/g, ' ').includes(arguments[1]))";
        let arguments = [part.into(), text.into()];
        self.until(THERE, &arguments, &format!("「{text}」 in {part}"))
            .await;
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

    /// Whether a button with this text can be pressed now.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn offers(&self, text: &str) -> bool {
        const OFFERED: &str = "return [...document.querySelectorAll('button')] \
             .some((one) => one.textContent.trim().startsWith(arguments[0]) \
               && !one.disabled && one.offsetParent !== null)";
        self.run(OFFERED, &[text.into()]).await == Value::Bool(true)
    }

    /// Presses a button with this text inside the part that this CSS selector names.
    ///
    /// # Panics
    /// When there is none.
    pub async fn press_in(&self, part: &str, text: &str) {
        const MARK: &str = "const [part, text, mark] = arguments; \
             const fits = (one) => one.textContent.trim().startsWith(text) && !one.disabled; \
             const found = [...document.querySelectorAll(`${part} button`)].find(fits); \
             found?.setAttribute('data-journey', mark); \
             return found !== undefined";
        let mark = format!("{part} {text}");
        let arguments = [part.into(), text.into(), mark.as_str().into()];
        self.until(MARK, &arguments, &mark).await;
        self.click(&format!("//*[@data-journey={}]", quoted(&mark)), text)
            .await;
    }

    /// Clicks on what this CSS selector names.
    ///
    /// # Panics
    /// When there is none.
    pub async fn click_in(&self, part: &str) {
        let found = self.client.wait().at_most(PATIENCE);
        let found = found.for_element(Locator::Css(part)).await;
        let found = found.unwrap_or_else(|error| panic!("no {part}: {error}"));
        found.click().await.expect("what can be clicked");
    }

    /// Chooses a radio button or row by a text inside it.
    ///
    /// # Panics
    /// When there is none.
    pub async fn choose(&self, text: &str) {
        let has = format!("contains(normalize-space(.), {})", quoted(text));
        // What a closed dialog lists is there and cannot be seen.
        let shown = "not(ancestor-or-self::*[contains(@style, 'display: none')])";
        let path = format!(
            "//*[self::label or @role='row' or @role='option' or self::li][{has}][{shown}]"
        );
        self.click(&path, text).await;
    }

    /// Ticks the box or radio button whose label is this text and nothing else.
    ///
    /// # Panics
    /// When there is none.
    pub async fn tick(&self, text: &str) {
        let path = format!("//label[normalize-space(.)={}]", quoted(text));
        self.click(&path, text).await;
    }

    /// Picks from the list with this label.
    ///
    /// # Panics
    /// When there is none.
    pub async fn pick(&self, label: &str, text: &str) {
        let list = self.wait(&field(label, "select"), label).await;
        let has = format!("/option[contains(normalize-space(.), {})]", quoted(text));
        let option = field(label, "select").replace(" | ", &format!("{has} | ")) + &has;
        let option = self.wait(&option, text).await;
        let shown = option.text().await.expect("the entry's text");
        let since = Instant::now();
        // What covers the list for a moment goes away by itself.
        while let Err(error) = list.select_by_label(shown.trim()).await {
            assert!(
                not_yet(&error) && since.elapsed() < PATIENCE,
                "「{text}」 cannot be picked: {error:?}"
            );
        }
    }

    /// Fills the field with this label.
    ///
    /// # Panics
    /// When there is none.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.wait(&field(label, "*"), label).await;
        self.typed(&field, text, label).await;
    }

    /// Fills the field that this CSS selector names, where labels would name several.
    ///
    /// # Panics
    /// When there is none.
    pub async fn fill_in(&self, part: &str, text: &str) {
        let found = self.client.wait().at_most(PATIENCE);
        let field = found.for_element(Locator::Css(part)).await;
        let field = field.unwrap_or_else(|error| panic!("no {part}: {error}"));
        self.typed(&field, text, part).await;
    }

    /// Chooses a file for the file field that this CSS selector names, also where a button stands
    /// for it on the screen.
    ///
    /// # Panics
    /// When there is no such field or no such file.
    pub async fn give_file(&self, part: &str, file: &Path) {
        let file = file.canonicalize().expect("a file");
        let found = self.client.wait().at_most(PATIENCE);
        let field = found.for_element(Locator::Css(part)).await;
        let field = field.unwrap_or_else(|error| panic!("no {part}: {error}"));
        let path = file.to_str().expect("a path that can be typed");
        field.send_keys(path).await.expect("a field of files");
    }

    /// Goes to a screen by its address.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn go(&self, address: &str) {
        let _ = self
            .run("location.hash = arguments[0]", &[address.into()])
            .await;
    }

    /// What stands in the field with this label.
    ///
    /// # Panics
    /// When there is none.
    pub async fn value(&self, label: &str) -> String {
        let field = self.wait(&field(label, "*"), label).await;
        let value = field.prop("value").await.expect("a field");
        value.unwrap_or_default()
    }

    /// Everything on the screen as text.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn text(&self) -> String {
        let text = self.run("return document.body.innerText", &[]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Whether a message box of the page is open.
    pub async fn has_message_box(&self) -> bool {
        self.client.get_alert_text().await.is_ok()
    }

    /// Runs a function body in the page and gives what it returns.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.client
            .execute(script, arguments.to_vec())
            .await
            .expect("an answer of the page")
    }

    /// Waits until a function body returns true in the page.
    ///
    /// # Panics
    /// When it does not; says what was waited for and what is there instead.
    pub async fn until(&self, script: &str, arguments: &[Value], what: &str) {
        let true_at_last =
            async { while self.run(script, arguments).await != Value::Bool(true) {} };
        if tokio::time::timeout(PATIENCE, true_at_last).await.is_err() {
            let screen = self.text().await;
            panic!("{what} did not come; the screen shows:\n{screen}");
        }
    }

    /// Runs a function body in the page and gives what it hands to its last argument, a function.
    ///
    /// # Panics
    /// When the window does not answer, or something of the page blocks it.
    pub async fn run_async(&self, script: &str, arguments: &[Value]) -> Value {
        self.client
            .execute_async(script, arguments.to_vec())
            .await
            .expect("an answer of the page")
    }

    /// Calls a command as the screens do.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn call(&self, name: &str, payload: &Value) -> Value {
        const SCRIPT: &str = "const [name, payload, done] = arguments; \
             window.__TAURI_INTERNALS__.invoke('call', { name, payload }).then(done, done)";
        self.run_async(SCRIPT, &[name.into(), payload.clone()])
            .await
    }

    /// Clicks as soon as it can be clicked: what redraws, moves or is still covered by a closing
    /// dialog is tried again.
    async fn click(&self, path: &str, what: &str) {
        let since = Instant::now();
        loop {
            let element = self.wait(path, what).await;
            self.stands_still(&element).await;
            let Err(error) = element.click().await else {
                return;
            };
            if not_yet(&error) && since.elapsed() < PATIENCE {
                continue;
            }
            panic!("「{what}」 cannot be clicked: {error:?}");
        }
    }

    /// Waits until an element is where it was two frames ago: a person does not press what still moves
    /// under a note that comes or a list that is being read. One that is gone is not waited for.
    async fn stands_still(&self, element: &Element) {
        const STILL: &str = "const [one, done] = arguments; \
            const place = () => JSON.stringify(one.getBoundingClientRect()); \
            const before = place(); \
            requestAnimationFrame(() => requestAnimationFrame(() => done(place() === before)))";
        let element = serde_json::to_value(element).expect("an element as an argument");
        let since = Instant::now();
        while since.elapsed() < PATIENCE {
            let arguments = vec![element.clone()];
            match self.client.execute_async(STILL, arguments).await {
                Ok(Value::Bool(false)) => {}
                _ => return,
            }
        }
    }

    /// Types into an emptied field, brought into view first as a person does.
    async fn typed(&self, field: &Element, text: &str, what: &str) {
        const IN_VIEW: &str = "arguments[0].scrollIntoView({ block: 'center' })";
        // A person who empties a field types; what the driver clears, the page has not heard of, and
        // the next drawing puts it back.
        const EMPTIED: &str = "arguments[0].value = ''; \
            arguments[0].dispatchEvent(new InputEvent('input', { bubbles: true }))";
        let element = serde_json::to_value(field).expect("a field as an argument");
        let _ = self.run(IN_VIEW, std::slice::from_ref(&element)).await;
        let _ = self.run(EMPTIED, &[element]).await;
        let done = field.send_keys(text);
        if let Err(error) = done.await {
            panic!("「{what}」 cannot be typed into: {error:?}");
        }
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

/// Whether it is only covered by what is closing, or was drawn anew.
fn not_yet(error: &CmdError) -> bool {
    let covered = matches!(error, CmdError::Standard(told)
        if told.error() == "element click intercepted");
    covered || error.is_stale_element_reference() || error.is_element_not_interactable()
}

/// The path of a field of this kind, by its label or by the name that a screen reader says.
fn field(label: &str, element: &str) -> String {
    let is = |what: &str| format!("starts-with(normalize-space({what}), {})", quoted(label));
    let (labelled, named) = (is("."), is("@aria-label"));
    format!(
        "//{element}[@id=//label[{labelled}]/@for] | //{element}[{named}][self::input or self::select or self::textarea]"
    )
}

/// A text as an XPath literal.
fn quoted(text: &str) -> String {
    assert!(
        !text.contains('"'),
        "texts of journeys have no double quotes"
    );
    format!("\"{text}\"")
}
