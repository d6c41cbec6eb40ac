//! The TypeScript side of the contract, as text. `cargo xtask codegen` writes it to
//! `ui/src/bindings/contract.ts`, and `tidy` compares.

use std::any::TypeId;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::error::{ErrorCode, FieldError, Language};

/// Collects declarations.
#[expect(
    missing_debug_implementations,
    reason = "the generator's configuration has none"
)]
pub struct Types {
    config: Config,
    seen: HashSet<TypeId>,
    declarations: BTreeMap<String, String>,
    commands: Vec<(String, String, String)>,
}

impl Types {
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    pub(crate) fn command(&mut self, name: &str, request: String, response: String) {
        self.commands.push((name.to_owned(), request, response));
    }

    /// Adds a type and everything it refers to.
    pub(crate) fn add<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let declaration = format!("export {}\n", T::decl(&self.config));
            let name = T::ident(&self.config);
            let other = self.declarations.insert(name.clone(), declaration.clone());
            let same = other.is_none_or(|other| other == declaration);
            assert!(same, "two types of the contract are called {name}");
        }
        T::visit_dependencies(&mut Visitor(self));
        T::visit_generics(&mut Visitor(self));
    }
}

struct Visitor<'t>(&'t mut Types);

impl TypeVisitor for Visitor<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.0.add::<T>();
    }
}

/// The whole file.
#[must_use]
pub fn contract() -> String {
    let mut types = Types {
        // Instants and amounts stay below 2^53, so a number carries them.
        config: Config::new().with_large_int("number"),
        seen: HashSet::new(),
        declarations: BTreeMap::new(),
        commands: Vec::new(),
    };
    crate::command::typescript_types(&mut types);
    types.add::<FieldError>();
    let mut text = String::from(
        "// Generated from crates/contract by `cargo xtask codegen`. Do not edit.\n/* eslint-disable */\n\n",
    );
    for declaration in types.declarations.values() {
        text.push_str(declaration);
    }
    text.push_str(
        "\n/** Every command: what it takes and what it answers. */\nexport interface Commands {\n",
    );
    for (name, request, response) in &types.commands {
        let _ = writeln!(
            text,
            "  '{name}': {{ request: {request}; response: {response} }}"
        );
    }
    text.push_str("}\n\n/** Every list that can be taken out. */\nexport const exportLists = [\n");
    for list in crate::export::LISTS {
        let _ = writeln!(text, "  '{list}',");
    }
    text.push_str(
        "] as const\n\n/** What went wrong, and what to tell a person. */\nexport const errorMessages = {\n",
    );
    for code in ErrorCode::ALL {
        let zh = serde_json::Value::from(code.message(Language::Zh));
        let en = serde_json::Value::from(code.message(Language::En));
        let _ = writeln!(text, "  '{}': {{ zh: {zh}, en: {en} }},", code.code());
    }
    text.push_str("} as const\n\nexport type ErrorCode = keyof typeof errorMessages\n");
    text
}
