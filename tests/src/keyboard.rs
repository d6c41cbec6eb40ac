//! The keyboard of a window: keys as fingers press them, wherever the keyboard is.

use fantoccini::actions::{InputSource as _, KeyAction, KeyActions};

use crate::window::Window;

/// Keys that are no letters, as the WebDriver names them.
pub mod key {
    /// Goes on to the next field.
    pub const ENTER: &str = "\u{e007}";
    /// Goes back.
    pub const ESCAPE: &str = "\u{e00c}";
    /// Takes a call.
    pub const F2: &str = "\u{e032}";
    /// Notes a call as one more about the open case.
    pub const F8: &str = "\u{e038}";
    /// Somebody else works.
    pub const F9: &str = "\u{e039}";
    /// Held with another key.
    pub const CONTROL: char = '\u{e009}';
    /// Held with another key.
    pub const SHIFT: char = '\u{e008}';
}

impl Window {
    /// Types where the keyboard is.
    ///
    /// # Panics
    /// When the keyboard is nowhere.
    pub async fn keys(&self, text: &str) {
        let field = self.client.active_element().await;
        let field = field.expect("something with the keyboard");
        field.send_keys(text).await.expect("what can be typed into");
    }

    /// Presses keys one after another while others are held, as fingers do, wherever the keyboard is.
    ///
    /// # Panics
    /// When the window does not answer.
    pub async fn chord(&self, held: &[char], pressed: &str) {
        let mut keys = KeyActions::new("keyboard".to_owned());
        for value in held.iter().copied() {
            keys = keys.then(KeyAction::Down { value });
        }
        for value in pressed.chars() {
            keys = keys
                .then(KeyAction::Down { value })
                .then(KeyAction::Up { value });
        }
        for value in held.iter().rev().copied() {
            keys = keys.then(KeyAction::Up { value });
        }
        self.client
            .perform_actions(keys)
            .await
            .expect("keys that can be pressed");
    }

    /// Waits until the keyboard is in the field with this label.
    ///
    /// # Panics
    /// When it does not come there.
    pub async fn keyboard_in(&self, label: &str) {
        const THERE: &str = "const one = document.activeElement; \
             const names = [...(one?.labels ?? [])].map((label) => label.textContent.trim()); \
             return [...names, one?.getAttribute('aria-label') ?? ''] \
             .some((name) => name.startsWith(arguments[0]))";
        let what = format!("the keyboard in 「{label}」");
        self.until(THERE, &[label.into()], &what).await;
    }
}
