//! The desktop shell: a window, the plugins it needs, and one command that leads to the use cases.
//!
//! What lives here: the window's builder, the one command `call`, where the data folder is, the mark
//! on the taskbar and the icon in the tray. What must not: business logic, SQL, HTTP. The window calls `call` with a command's
//! name and payload; everything is decided behind it, on a blocking thread, so that the window never
//! freezes.
//!
//! Start reading at [`run`]. The program is `main.rs`; the examples beside it are what the bench
//! measures (`cargo xtask bench ui`).

mod badge;
mod desktop;
pub mod former;
mod tray;
pub mod webview;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use serde_json::Value;
use tauri::{Manager as _, Wry};
use wuyou_app::Caller;
use wuyou_contract::{ApiError, ErrorCode, Language};
use wuyou_host::{Background, Host};

/// The shop's data, opened beside the web view's start, which takes longer: the first call waits
/// for what is left of it.
struct Shop {
    folder: Folder,
    host: OnceLock<Host>,
    background: OnceLock<Background>,
    /// The system ends the session: what a person chose for the program's end waits for another one.
    session_ends: AtomicBool,
}

/// Where the data is.
enum Folder {
    /// Given at the start, for development and tests.
    Given(PathBuf),
    /// The user's own folder, or the one chosen at the first run.
    Own(PathBuf),
}

impl Shop {
    fn at(folder: Folder) -> Self {
        Self {
            folder,
            host: OnceLock::new(),
            background: OnceLock::new(),
            session_ends: AtomicBool::new(false),
        }
    }

    fn host(&self) -> &Host {
        self.host.get_or_init(|| match &self.folder {
            Folder::Given(dir) => Host::open(dir),
            Folder::Own(own) => Host::open_own(own),
        })
    }

    fn open(&self) {
        self.host().app().set_desktop(Arc::new(desktop::Desktop));
        self.host().take_updates();
        self.host().watch_end();
        // Only the one thread that opens the shop comes here, so there is none yet.
        let _ = self.background.set(self.host().sync_in_background());
    }
}

/// The one door: calls a command by name. Refusals come back as `{"code","message","details"}`.
#[tauri::command]
async fn call(
    shop: tauri::State<'_, Arc<Shop>>,
    window: tauri::WebviewWindow,
    name: String,
    payload: Value,
) -> Result<Value, Value> {
    let shop = Arc::clone(&shop);
    let caller = Caller {
        staff: None,
        language: Language::Zh,
        owner_by_default: false,
    };
    let done = tauri::async_runtime::spawn_blocking(move || {
        let answer = shop.host().app().call(&caller, &name, payload);
        if let Ok(answer) = &answer {
            badge::tell(&window, &name, answer);
            tray::tell(window.app_handle(), &name, answer);
            close_for_update(&window, &name, answer);
        }
        answer
    })
    .await;
    match done {
        Ok(result) => result.map_err(|error| error.to_json(Language::Zh)),
        Err(_) => Err(ApiError::new(ErrorCode::Internal).to_json(Language::Zh)),
    }
}

/// What a person chose to have now is done when the window is closed, as they would close it.
fn close_for_update(window: &tauri::WebviewWindow, name: &str, answer: &Value) {
    if name.starts_with("update.") && answer["closes"] == true {
        // A window that stays open is closed by hand, and the update goes on then.
        let _ = window.close();
    }
}

/// Opens the window on the shop's data and stays until it is closed. What is already in the
/// builder stays in it.
///
/// # Errors
/// When the system gives no window or no folder for the data.
pub fn run(builder: tauri::Builder<Wry>) -> tauri::Result<()> {
    let app = builder
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            to_front(app);
        }))
        .plugin(former::counting())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .setup(|app| {
            let shop = Arc::new(Shop::at(folder(app.handle())?));
            app.manage(Arc::clone(&shop));
            tray::put(app.handle());
            end_when_asked(app.handle());
            std::thread::Builder::new()
                .name("open".to_owned())
                .spawn(move || shop.open())?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![call])
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        // Also when the system is shut down or the person signs out of it.
        if matches!(event, tauri::RunEvent::Exit)
            && let Some(shop) = app.try_state::<Arc<Shop>>()
            && let Some(host) = shop.host.get()
        {
            if shop.session_ends.load(Ordering::SeqCst) {
                host.end();
            } else {
                host.end_by_person();
            }
        }
    });
    Ok(())
}

/// A session that ends asks its programs by a signal, where there are signals: an orderly end.
#[cfg(unix)]
fn end_when_asked(app: &tauri::AppHandle) {
    let app = app.clone();
    // Without it the next start says that this one did not end properly, and nothing else is lost.
    let _ = ctrlc::set_handler(move || {
        app.state::<Arc<Shop>>()
            .session_ends
            .store(true, Ordering::SeqCst);
        app.exit(0);
    });
}

#[cfg(not(unix))]
fn end_when_asked(_: &tauri::AppHandle) {}

/// Brings the window to the front.
fn to_front(app: &tauri::AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that refuses focus is still there to be clicked on.
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
}

/// Where the data is: in `WUYOU_DATA_DIR` for development and tests, else the user's own folder.
fn folder(app: &tauri::AppHandle) -> tauri::Result<Folder> {
    if let Some(dir) = std::env::var_os("WUYOU_DATA_DIR") {
        return Ok(Folder::Given(PathBuf::from(dir)));
    }
    Ok(Folder::Own(match wuyou_host::default_data_dir() {
        Some(dir) => dir,
        None => app.path().app_data_dir()?,
    }))
}
