//! The program of the desktop shell.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use wuyou_desktop::former::{Before, before};

fn main() {
    wuyou_host::log_to_files("warn");
    let given = std::env::var_os("WUYOU_DATA_DIR").map(std::path::PathBuf::from);
    if let Before::Over(answer) = before(given.as_deref()) {
        std::process::exit(answer.into());
    }
    if let Some(trouble) = wuyou_desktop::webview::tell() {
        wuyou_host::log_fatal(&trouble);
        std::process::exit(1);
    }
    if let Err(error) = wuyou_desktop::run(tauri::Builder::default()) {
        wuyou_host::log_fatal(&error);
        std::process::exit(1);
    }
}
