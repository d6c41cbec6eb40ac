//! A new version that came to no screen twice: before anything else is tried, a person is asked
//! whether the former one is to be put back.
//!
//! There may be no window and no data to ask with, so it is a message of the system. On Linux the
//! message's library and the window's would stand in each other's way in one process, so the program
//! asks in a process of its own.

use std::path::Path;

/// Set for the process that only asks; its value is the former version.
const ASKS: &str = "WUYOU_ASKS_FORMER";

/// What was done before the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Before {
    /// Nothing: the program goes on.
    Nothing,
    /// This process is over, with this answer.
    Over(u8),
}

/// Counts this start once it is known that no window is open already, and before there is one.
pub(crate) fn counting<R: tauri::Runtime>() -> tauri::plugin::TauriPlugin<R> {
    tauri::plugin::Builder::new("start")
        .setup(|_, _| {
            let given = std::env::var_os("WUYOU_DATA_DIR").map(std::path::PathBuf::from);
            wuyou_host::count_start(given.as_deref());
            Ok(())
        })
        .build()
}

/// The words of the question.
#[must_use]
fn question(former: &str) -> String {
    format!(
        "新版本连续两次没有打开。数据没有动。\n\
         要退回上一个版本（{former}）吗？退回后可以照常使用；选“否”就再试一次新版本。\n\n\
         The new version did not open twice in a row. The data was not touched.\n\
         Go back to the former version ({former})? Choose No to try the new one again."
    )
}

const FAILED: &str = "没有退回成功，请重新安装上一个版本，或请总部发一份安装包。数据没有动。\n\n\
     The former version was not put back. Install it again, or ask headquarters for its installer. The \
     data was not touched.";

/// Asks when the starts before this one failed.
#[must_use]
pub fn before(given: Option<&Path>) -> Before {
    if let Some(former) = std::env::var_os(ASKS) {
        let yes = shown_here(&question(&former.to_string_lossy()), true);
        return Before::Over(u8::from(!yes));
    }
    let Some(former) = wuyou_host::offers_former(given) else {
        return Before::Nothing;
    };
    if !says_yes(&former.version.to_string()) {
        return Before::Nothing;
    }
    match wuyou_host::put_back_before(given) {
        Ok(()) => Before::Over(0),
        Err(error) => {
            wuyou_host::log_fatal(&error);
            tell_failed();
            Before::Nothing
        }
    }
}

#[cfg(not(target_os = "linux"))]
fn says_yes(former: &str) -> bool {
    shown_here(&question(former), true)
}

#[cfg(not(target_os = "linux"))]
fn tell_failed() {
    shown_here(FAILED, false);
}

#[cfg(target_os = "linux")]
fn says_yes(former: &str) -> bool {
    let Ok(program) = std::env::current_exe() else {
        return false;
    };
    let asked = std::process::Command::new(program)
        .env(ASKS, former)
        .status();
    asked.is_ok_and(|status| status.success())
}

/// The log has it, and the next start asks again.
#[cfg(target_os = "linux")]
fn tell_failed() {
    eprintln!("{FAILED}");
}

/// Shows a message and waits for the answer.
fn shown_here(text: &str, asks: bool) -> bool {
    let buttons = match asks {
        true => rfd::MessageButtons::YesNo,
        false => rfd::MessageButtons::Ok,
    };
    let answer = rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Warning)
        .set_title("无忧售后")
        .set_description(text)
        .set_buttons(buttons)
        .show();
    matches!(answer, rfd::MessageDialogResult::Yes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_names_the_former_version_and_says_in_both_languages_that_the_data_is_whole() {
        for text in [question("0.2.0"), question("1.10.3")] {
            assert!(
                text.contains("数据没有动") && text.contains("not touched"),
                "{text}"
            );
        }
        assert_eq!(question("0.2.0").matches("0.2.0").count(), 2);
    }
}
