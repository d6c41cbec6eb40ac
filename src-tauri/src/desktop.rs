//! The desktop as the use cases ask for it: starting with the PC, and notes of the system. Neither
//! is within reach of the screens' own scripts: they ask by the one command, as for everything else.

use std::io;

use auto_launch::{AutoLaunch, AutoLaunchBuilder, MacOSLaunchMode, WindowsEnableMode};
use notify_rust::Notification;
use wuyou_app::DesktopPort;

/// What the system's list of programs that start with it calls this one.
const NAME: &str = "Wuyou";

/// Notes go by the program's identifier here, as `tauri.conf.json` has it.
#[cfg(any(windows, target_os = "macos"))]
const IDENTIFIER: &str = "cn.wuyou.aftersales";

/// This PC's desktop.
pub(crate) struct Desktop;

impl Desktop {
    /// For the person who is signed in to the system, not for everybody of this PC.
    fn start() -> io::Result<AutoLaunch> {
        // A packed program runs from a folder that is gone after it ends; the package tells its own.
        let path = match std::env::var_os("APPIMAGE") {
            Some(image) => image.into(),
            None => std::env::current_exe()?,
        };
        let path = path.to_str();
        let path = path.ok_or_else(|| io::Error::other("the program's path is no Unicode"))?;
        AutoLaunchBuilder::new()
            .set_app_name(NAME)
            .set_app_path(path)
            .set_macos_launch_mode(MacOSLaunchMode::LaunchAgent)
            .set_windows_enable_mode(WindowsEnableMode::CurrentUser)
            .build()
            .map_err(io::Error::other)
    }
}

impl DesktopPort for Desktop {
    fn starts_with_pc(&self) -> io::Result<bool> {
        Self::start()?.is_enabled().map_err(io::Error::other)
    }

    fn set_starts_with_pc(&self, on: bool) -> io::Result<()> {
        let start = Self::start()?;
        let done = match (on, start.is_enabled().unwrap_or(!on)) {
            (true, true) | (false, false) => Ok(()),
            (true, false) => start.enable(),
            (false, true) => start.disable(),
        };
        done.map_err(io::Error::other)
    }

    fn note(&self, title: &str, text: &str) -> io::Result<()> {
        let mut note = Notification::new();
        note.summary(title).body(text).appname(NAME);
        #[cfg(windows)]
        note.app_id(IDENTIFIER);
        #[cfg(target_os = "macos")]
        let _ = notify_rust::set_application(IDENTIFIER);
        note.show().map(|_| ()).map_err(io::Error::other)
    }
}
