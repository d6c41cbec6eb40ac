//! The icon in the tray: how many alerts wait, seen also while the window is out of sight (R018).
//!
//! A PC without a tray has none and misses nothing else. On Linux the library that draws it is
//! looked for when the program starts; its loader panics where it is missing, which ends here.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use serde_json::Value;
use tauri::image::Image;
use tauri::menu::{Menu, MenuItem};
use tauri::tray::{MouseButton, MouseButtonState, TrayIcon, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _, Wry};

use crate::{badge, to_front};

const OPEN: &str = "open";
const QUIT: &str = "quit";

/// What the tray says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Said {
    /// Alerts nobody took note of.
    count: i64,
    /// Life is in danger.
    danger: bool,
    /// English instead of Chinese.
    english: bool,
}

impl Said {
    /// What it says after an answer of the program.
    fn after(self, name: &str, answer: &Value) -> Self {
        let (count, danger) = badge::waiting(name, answer).unwrap_or((self.count, self.danger));
        let language = match name {
            "app.status" => answer["settings"]["language"].as_str(),
            "settings.get" | "settings.set" => answer["language"].as_str(),
            _ => None,
        };
        Self {
            count: count.max(i64::from(danger)),
            danger,
            english: language.map_or(self.english, |code| code == "en"),
        }
    }

    fn tooltip(self) -> String {
        let name = if self.english {
            "Wuyou"
        } else {
            "无忧售后"
        };
        match self.waiting() {
            Some(waiting) => format!("{name} · {waiting}"),
            None => name.to_owned(),
        }
    }

    /// The first line of the menu. A tray of Linux shows no tooltip, so the count stands here too.
    fn open(self) -> String {
        let word = if self.english { "Open" } else { "打开" };
        match self.waiting() {
            Some(waiting) => format!("{word} · {waiting}"),
            None => word.to_owned(),
        }
    }

    fn quit(self) -> &'static str {
        if self.english { "Quit" } else { "退出" }
    }

    fn waiting(self) -> Option<String> {
        match (self.count, self.english) {
            (..=0, _) => None,
            (1, true) => Some("1 alert".to_owned()),
            (count, true) => Some(format!("{count} alerts")),
            (count, false) => Some(format!("{count} 条预警")),
        }
    }
}

/// The icon with its menu.
struct Tray {
    icon: TrayIcon,
    open: MenuItem<Wry>,
    quit: MenuItem<Wry>,
    said: Mutex<Said>,
}

impl Tray {
    fn new(app: &AppHandle) -> tauri::Result<Self> {
        let said = Said::default();
        let open = MenuItem::with_id(app, OPEN, said.open(), true, None::<&str>)?;
        let quit = MenuItem::with_id(app, QUIT, said.quit(), true, None::<&str>)?;
        let mut builder = TrayIconBuilder::with_id("wuyou")
            .menu(&Menu::with_items(app, &[&open, &quit])?)
            .show_menu_on_left_click(false)
            .tooltip(said.tooltip())
            .on_menu_event(|app, event| match event.id().as_ref() {
                OPEN => to_front(app),
                QUIT => leave(app),
                _ => {}
            })
            .on_tray_icon_event(|tray, event| {
                if is_left_click(&event) {
                    to_front(tray.app_handle());
                }
            });
        if let Some(icon) = picture(app, said) {
            builder = builder.icon(icon);
        }
        Ok(Self {
            icon: builder.build(app)?,
            open,
            quit,
            said: Mutex::new(said),
        })
    }

    fn say(&self, app: &AppHandle, name: &str, answer: &Value) -> tauri::Result<()> {
        let mut said = self.said.lock().unwrap_or_else(PoisonError::into_inner);
        let now = said.after(name, answer);
        if now == *said {
            return Ok(());
        }
        *said = now;
        self.icon.set_tooltip(Some(now.tooltip()))?;
        self.open.set_text(now.open())?;
        self.quit.set_text(now.quit())?;
        self.icon.set_icon(picture(app, now))
    }
}

/// Puts the icon there, where there is a tray.
pub(crate) fn put(app: &AppHandle) {
    if let Ok(Ok(tray)) = catch_unwind(AssertUnwindSafe(|| Tray::new(app))) {
        app.manage(tray);
    }
}

/// Says what an answer tells. A tray that takes nothing more is no fault of ours.
pub(crate) fn tell(app: &AppHandle, name: &str, answer: &Value) {
    if let Some(tray) = app.try_state::<Tray>() {
        let _ = tray.say(app, name, answer);
    }
}

fn is_left_click(event: &TrayIconEvent) -> bool {
    matches!(
        event,
        TrayIconEvent::Click {
            button: MouseButton::Left,
            button_state: MouseButtonState::Up,
            ..
        }
    )
}

/// As if the window were closed: whatever asks before that asks now too.
fn leave(app: &AppHandle) {
    match app.get_webview_window("main") {
        Some(window) => {
            let _ = window.close();
        }
        None => app.exit(0),
    }
}

/// The product's picture, with a dot while something waits.
fn picture(app: &AppHandle, said: Said) -> Option<Image<'static>> {
    let plain = app.default_window_icon()?;
    let (width, height) = (plain.width(), plain.height());
    let rgba = match said.count {
        ..=0 => plain.rgba().to_vec(),
        _ => badge::marked(plain.rgba(), (width, height), said.danger),
    };
    Some(Image::new_owned(rgba, width, height))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Said;

    #[test]
    fn the_tray_says_how_many_alerts_wait_in_the_language_of_the_screens() {
        let none = Said::default();
        assert_eq!(none.tooltip(), "无忧售后");
        assert_eq!((none.open().as_str(), none.quit()), ("打开", "退出"));
        let three = none.after("alert.list", &json!({"waiting": 3, "safety": []}));
        assert_eq!(three.tooltip(), "无忧售后 · 3 条预警");
        assert_eq!(three.open(), "打开 · 3 条预警");
        let english = three.after("app.status", &json!({"settings": {"language": "en"}}));
        assert_eq!(english.tooltip(), "Wuyou · 3 alerts");
        assert_eq!(
            (english.open().as_str(), english.quit()),
            ("Open · 3 alerts", "Quit")
        );
        let one = english.after("alert.list", &json!({"waiting": 1, "safety": []}));
        assert_eq!(one.tooltip(), "Wuyou · 1 alert");
        let chinese = one.after("settings.set", &json!({"language": "zh-CN"}));
        assert_eq!(chinese.tooltip(), "无忧售后 · 1 条预警");
    }

    #[test]
    fn a_danger_waits_also_when_somebody_took_note_of_every_alert_and_other_answers_say_nothing() {
        let danger = Said::default().after("alert.list", &json!({"waiting": 0, "safety": [{}]}));
        assert_eq!((danger.count, danger.danger), (1, true));
        let same = danger.after("today.get", &json!({"waiting": 9, "language": "en"}));
        assert_eq!(same, danger);
        let over = danger.after("alert.list", &json!({"waiting": 0, "safety": []}));
        assert_eq!(over.tooltip(), "无忧售后");
    }
}
