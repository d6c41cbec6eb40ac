//! Prints the TypeScript side of the contract, and writes the page of permissions; `cargo xtask codegen`
//! puts the first to its place too. With `--print` it writes nothing.

/// The page of permissions, beside this crate.
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/permissions.md");

/// What syncs, as the screens must have words for it: every entity with its fields and what they
/// hold, a code with all its values.
fn registry() -> String {
    use std::fmt::Write as _;
    use wuyou_sync::entity::Kind;
    use wuyou_sync::registry::{DELETED_FIELD, ENTITIES};
    let mut text = String::from(
        "\n/** What syncs: every entity with its fields and what each holds. */\nexport const registry = {\n",
    );
    for entity in ENTITIES {
        let _ = writeln!(text, "  {}: {{", entity.name);
        for field in entity.fields.iter().chain([&DELETED_FIELD]) {
            let kind = match field.kind {
                Kind::Code(codes) => format!("{codes:?}").replace('"', "'"),
                Kind::Bool => "'flag'".to_owned(),
                Kind::Int if field.name.ends_with("_fen") => "'fen'".to_owned(),
                Kind::Int => "'number'".to_owned(),
                Kind::Instant => "'instant'".to_owned(),
                Kind::Date | Kind::Birthday => "'date'".to_owned(),
                Kind::Ref(_) | Kind::LooseRef => "'reference'".to_owned(),
                Kind::Text(_) => "'text'".to_owned(),
            };
            let _ = writeln!(text, "    {}: {kind},", field.name);
        }
        text.push_str("  },\n");
    }
    text.push_str("} as const\n");
    text
}

fn main() {
    use std::io::Write as _;
    let print_only = std::env::args().any(|arg| arg == "--print");
    let mut text = wuyou_contract::typescript::contract();
    text.push_str(&registry());
    let mut done = std::io::stdout().write_all(text.as_bytes());
    if done.is_ok() && !print_only {
        done = std::fs::write(PAGE, wuyou_contract::matrix::page());
    }
    if let Err(error) = done {
        std::process::exit(error.raw_os_error().unwrap_or(1));
    }
}
