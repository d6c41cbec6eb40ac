//! The product's window, unchanged, with a mark that a bench can see: the rows of today are there.

#[path = "mark/mod.rs"]
mod mark;

fn main() -> tauri::Result<()> {
    wuyou_host::log_to_stderr("warn");
    let mark = mark::when_there("#content [data-index]");
    wuyou_desktop::run(tauri::Builder::default().plugin(mark))
}
