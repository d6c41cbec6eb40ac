//! Prints the TypeScript side of the contract; `cargo xtask codegen` writes it to its place.

fn main() {
    use std::io::Write as _;
    let text = wuyou_contract::typescript::contract();
    if let Err(error) = std::io::stdout().write_all(text.as_bytes()) {
        std::process::exit(error.raw_os_error().unwrap_or(1));
    }
}
