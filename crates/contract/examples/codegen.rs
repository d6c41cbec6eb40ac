//! Prints the TypeScript side of the contract, and writes the page of permissions; `cargo xtask codegen`
//! puts the first to its place too. With `--print` it writes nothing.

/// The page of permissions, beside this crate.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/permissions.md");

fn main() {
    use std::io::Write as _;
    let print_only = std::env::args().any(|arg| arg == "--print");
    let text = wuyou_contract::typescript::contract();
    let mut done = std::io::stdout().write_all(text.as_bytes());
    if done.is_ok() && !print_only {
        done = std::fs::write(PAGE, wuyou_contract::matrix::page());
    }
    if let Err(error) = done {
        std::process::exit(error.raw_os_error().unwrap_or(1));
    }
}
