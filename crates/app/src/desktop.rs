//! What the desktop of this PC does for the program: starting with it, and notes of the system. Both
//! are off until somebody asks for them, and neither leaves this PC.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use wuyou_contract::ErrorCode;
use wuyou_contract::setup::{Settings, SettingsSet, UiLanguage};
use wuyou_store::settings;

use crate::app::App;
use crate::area::alert;
use crate::failure::{Failure, Outcome};
use crate::port::DesktopPort;

/// Whether notes of the system are wanted.
const NOTES: &str = "notes";
const ON: &str = "on";

/// The desktop, where the host has one, and the alerts it was told of.
#[derive(Default)]
pub(crate) struct Desktop {
    port: OnceLock<Arc<dyn DesktopPort>>,
    /// What was told and still waits; none before the first look.
    known: Mutex<Option<HashSet<String>>>,
}

impl App {
    /// Gives the program a desktop. The first one stays.
    pub fn set_desktop(&self, port: Arc<dyn DesktopPort>) {
        // A host has one.
        let _ = self.desktop.port.set(port);
    }

    fn desktop(&self) -> Option<&dyn DesktopPort> {
        self.desktop.port.get().map(AsRef::as_ref)
    }

    /// The settings with what the desktop is asked for; without one they are not offered.
    pub(crate) fn with_desktop(&self, mut settings: Settings) -> Settings {
        if let Some(desktop) = self.desktop() {
            settings.starts_with_pc = Some(desktop.starts_with_pc().unwrap_or(false));
            settings.notes = Some(self.wants_notes().unwrap_or(false));
        }
        settings
    }

    /// Asks the desktop for what was changed.
    pub(crate) fn ask_desktop(&self, request: &SettingsSet) -> Outcome<()> {
        if let Some(on) = request.starts_with_pc {
            let desktop = self.desktop().ok_or(ErrorCode::DesktopStart)?;
            desktop.set_starts_with_pc(on).map_err(|error| {
                tracing::warn!(kind = ?error.kind(), on, "the start with the PC");
                Failure::from(ErrorCode::DesktopStart)
            })?;
        }
        if let Some(on) = request.notes {
            let value = on.then_some(ON);
            self.database()?
                .local(|local| settings::set(local, NOTES, value))?;
            // What is raised already is on the screen the wish was said on.
            *self.known_alerts() = None;
        }
        Ok(())
    }

    fn wants_notes(&self) -> Outcome<bool> {
        let database = self.database()?;
        let kept = database.read(|view| settings::get(view, NOTES))?;
        Ok(kept.as_deref() == Some(ON))
    }

    fn known_alerts(&self) -> std::sync::MutexGuard<'_, Option<HashSet<String>>> {
        let known = self.desktop.known.lock();
        known.unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the desktop of alerts that arose since the last look, if somebody wishes that: how many,
    /// and nothing of any customer, for anybody may stand before a locked PC. In quiet hours only a
    /// danger to life is told; what waits is told after them. Hosts call it now and then.
    pub fn note_alerts(&self) {
        let noted = || -> Outcome<()> {
            let Some(desktop) = self
                .desktop()
                .filter(|_| self.wants_notes().unwrap_or(false))
            else {
                return Ok(());
            };
            let database = self.database()?;
            let (mut waiting, language) = database.read(|view| -> Outcome<_> {
                let language = settings::get(view, settings::LANGUAGE)?;
                Ok((alert::waiting(self, view)?, language))
            })?;
            let mut known = self.known_alerts();
            let before = known.take();
            // What may not be told yet is told when it may, and what was told stays told.
            waiting.retain(|one| {
                let told = before.as_ref().is_some_and(|all| all.contains(&one.key));
                one.audible || told
            });
            *known = Some(waiting.iter().map(|one| one.key.clone()).collect());
            drop(known);
            // What was there when the program began was there to be seen.
            let Some(before) = before else {
                return Ok(());
            };
            let new: Vec<bool> = waiting
                .into_iter()
                .filter(|one| !before.contains(&one.key))
                .map(|one| one.danger)
                .collect();
            if new.is_empty() {
                return Ok(());
            }
            let english = language == crate::show::code_text(&UiLanguage::En);
            let (title, text) = words(&new, english);
            if let Err(error) = desktop.note(title, &text) {
                tracing::warn!(kind = ?error.kind(), "a note of the system");
            }
            Ok(())
        };
        if let Err(failure) = noted()
            && failure.code() != ErrorCode::NotReady
        {
            tracing::warn!(code = %failure.code(), "no look at alerts");
        }
    }
}

/// What the note says: dangers by themselves.
fn words(new: &[bool], english: bool) -> (&'static str, String) {
    let danger = new.iter().filter(|danger| **danger).count();
    match (danger, new.len(), english) {
        (0, count, false) => ("无忧售后", format!("{count} 条预警到期")),
        (0, 1, true) => ("Wuyou", "1 alert is due".to_owned()),
        (0, count, true) => ("Wuyou", format!("{count} alerts are due")),
        (danger, _, false) => ("无忧售后：有危险", format!("{danger} 件安全类，请马上处理")),
        (danger, _, true) => (
            "Wuyou: danger",
            format!("Danger to life: {danger}. Act now."),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn a_note_says_how_many_and_that_there_is_a_danger_in_both_languages() {
        assert_eq!(words(&[false, false], false).1, "2 条预警到期");
        assert_eq!(words(&[false], true).1, "1 alert is due");
        assert_eq!(words(&[false, false], true).1, "2 alerts are due");
        assert_eq!(
            words(&[false, true], false),
            ("无忧售后：有危险", "1 件安全类，请马上处理".to_owned())
        );
        assert_eq!(words(&[true], true).1, "Danger to life: 1. Act now.");
    }
}
