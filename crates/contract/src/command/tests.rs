//! The names of the commands.

use super::*;
use std::collections::HashSet;

#[test]
fn names_are_unique_and_of_the_form_area_dot_verb() {
    let mut seen = HashSet::new();
    for command in COMMANDS {
        assert!(seen.insert(command.name), "{} twice", command.name);
        let parts: Vec<_> = command.name.split('.').collect();
        assert_eq!(parts.len(), 2, "{}", command.name);
        assert!(command.about.ends_with('.'), "{}", command.name);
    }
}
