//! The window's engine before there is a window: whether it is there, and new enough for the screens.
//!
//! Windows has WebView2 as a part of its own, which the installer brings along. A program that was
//! copied by hand, or a PC whose part is years old, would show nothing or a white window; a message of
//! the system says what is missing and what to do.

/// The oldest version the screens are built for (`ui/vite.shared.ts`).
const OLDEST: u32 = 109;

/// What is wrong with the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// There is none.
    Absent,
    /// It is older than the screens.
    Old,
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Absent => "WebView2 is missing",
            Self::Old => "WebView2 is too old",
        })
    }
}

impl std::error::Error for Trouble {}

impl Trouble {
    /// What a person reads, in both languages: nobody knows yet which one is wanted.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Absent => {
                "这台电脑缺少显示窗口要用的微软 WebView2，程序打不开。数据没有动。\n\
                 请重新运行“无忧售后”的安装程序（它会自带 WebView2），或请总部发一份安装包。\n\n\
                 Microsoft WebView2, which draws the window, is missing on this PC. The data was not \
                 touched. Run the installer of Wuyou again (it brings WebView2 along), or ask \
                 headquarters for it."
            }
            Self::Old => {
                "这台电脑上的微软 WebView2 太旧，画面会显示不全。数据没有动。\n\
                 请联网更新 Windows，或重新运行“无忧售后”的安装程序（它会自带新的 WebView2）。\n\n\
                 Microsoft WebView2 on this PC is too old for the screens. The data was not touched. \
                 Update Windows, or run the installer of Wuyou again (it brings a new one along)."
            }
        }
    }
}

/// What is wrong with a version as the system names it, e.g. `131.0.2903.112`; one that cannot be read
/// is taken for new.
#[must_use]
pub fn trouble(version: Option<&str>) -> Option<Trouble> {
    let Some(version) = version else {
        return Some(Trouble::Absent);
    };
    let major = version.split('.').next()?.trim().parse::<u32>().ok()?;
    (major < OLDEST).then_some(Trouble::Old)
}

/// Says what is wrong with this PC's engine, if anything, and answers it.
#[cfg(windows)]
pub fn tell() -> Option<Trouble> {
    let version = tauri::webview_version().ok();
    let found = trouble(version.as_deref())?;
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("无忧售后")
        .set_description(found.message())
        .show();
    Some(found)
}

/// The other systems bring their engine with themselves, or refuse to start the program.
#[cfg(not(windows))]
#[must_use]
pub const fn tell() -> Option<Trouble> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_engine_that_is_missing_or_old_is_told_in_both_languages_with_what_to_do() {
        assert_eq!(trouble(None), Some(Trouble::Absent));
        assert_eq!(trouble(Some("92.0.902.67")), Some(Trouble::Old));
        for new in ["109.0.1518.78", "131.0.2903.112", "someday"] {
            assert_eq!(trouble(Some(new)), None, "{new}");
        }
        for found in [Trouble::Absent, Trouble::Old] {
            let text = found.message();
            assert!(
                text.contains("安装程序") && text.contains("installer"),
                "{text}"
            );
        }
    }
}
