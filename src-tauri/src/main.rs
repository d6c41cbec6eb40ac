//! The desktop shell: a window, the plugins it needs, and one command that leads to the use cases.
//!
//! What must not live here: business logic, SQL, HTTP. The window calls `call` with a command's
//! name and payload; everything is decided behind it, on a blocking thread, so that the window
//! never freezes.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;
use tauri::Manager as _;
use wuyou_app::{App, Caller};
use wuyou_contract::{ApiError, ErrorCode, Language};
use wuyou_host::Host;

/// The one door: calls a command by name. Refusals come back as `{"code","message","details"}`.
#[tauri::command]
async fn call(
    app: tauri::State<'_, Arc<App>>,
    name: String,
    payload: Value,
) -> Result<Value, Value> {
    let app = Arc::clone(&app);
    let caller = Caller {
        staff: None,
        language: Language::Zh,
        owner_by_default: false,
    };
    let done =
        tauri::async_runtime::spawn_blocking(move || app.call(&caller, &name, payload)).await;
    match done {
        Ok(result) => result.map_err(|error| error.to_json(Language::Zh)),
        Err(_) => Err(ApiError::new(ErrorCode::Internal).to_json(Language::Zh)),
    }
}

fn main() {
    wuyou_host::log_to_stderr("warn");
    let outcome = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // A window that refuses focus is still there to be clicked on.
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| {
            let host = Host::open(&data_dir(app.handle())?);
            app.manage(host.app_shared());
            app.manage(host.sync_in_background());
            app.manage(host);
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![call])
        .run(tauri::generate_context!());
    if let Err(error) = outcome {
        wuyou_host::log_fatal(&error);
        std::process::exit(1);
    }
}

/// The data folder: `WUYOU_DATA_DIR` for development and tests, else the user's own.
fn data_dir(app: &tauri::AppHandle) -> tauri::Result<PathBuf> {
    if let Some(dir) = std::env::var_os("WUYOU_DATA_DIR") {
        return Ok(PathBuf::from(dir));
    }
    match wuyou_host::default_data_dir() {
        Some(dir) => Ok(dir),
        None => app.path().app_data_dir(),
    }
}
