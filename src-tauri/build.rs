//! Checks the window's configuration and embeds it.

fn main() {
    tauri_build::build();
}
