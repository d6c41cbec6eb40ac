//! The program `wuyou-server`; everything it does is in the library.

fn main() -> std::process::ExitCode {
    wuyou_server::program::main()
}
