//! The desktop shell: a window, the plugins it needs, and one command that leads to the use cases.
//!
//! What lives here: the window's builder, the one command `call`, where the data folder is. What
//! must not: business logic, SQL, HTTP. The window calls `call` with a command's name and payload;
//! everything is decided behind it, on a blocking thread, so that the window never freezes.
//!
//! Start reading at [`run`]. The program is `main.rs`; the examples beside it are what the bench
//! measures (`cargo xtask bench ui`).

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use tauri::{Manager as _, Wry};
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

/// Opens the window on the shop's data and stays until it is closed. What is already in the
/// builder stays in it.
///
/// # Errors
/// When the system gives no window or no folder for the data.
pub fn run(builder: tauri::Builder<Wry>) -> tauri::Result<()> {
    builder
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
            let host = host(app.handle())?;
            app.manage(host.app_shared());
            app.manage(host.sync_in_background());
            app.manage(host);
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![call])
        .run(tauri::generate_context!())
}

/// The shop's data: in `WUYOU_DATA_DIR` for development and tests, else in the user's own folder or
/// the one chosen at the first run.
fn host(app: &tauri::AppHandle) -> tauri::Result<Host> {
    if let Some(dir) = std::env::var_os("WUYOU_DATA_DIR") {
        return Ok(Host::open(Path::new(&dir)));
    }
    let own = match wuyou_host::default_data_dir() {
        Some(dir) => dir,
        None => app.path().app_data_dir()?,
    };
    Ok(Host::open_own(&own))
}
