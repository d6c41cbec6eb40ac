//! A window with one button and nothing behind it: what the bench puts beside our cold start.

#[path = "../mark/mod.rs"]
mod mark;

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .plugin(mark::when_there("button"))
        .run(tauri::generate_context!(
            "examples/empty_window/tauri.conf.json"
        ))
}
