//! Limits and cleaning of typed text, the same for every field of every screen.

use thiserror::Error;

/// Longest name of a person, household or place, in characters.
pub const NAME_MAX: usize = 60;
/// Longest one-line text, in characters.
pub const LINE_MAX: usize = 200;
/// Longest note, in characters.
pub const NOTE_MAX: usize = 10_000;

/// Why a typed text cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextProblem {
    /// Nothing but white space where something is needed.
    #[error("required")]
    Required,
    /// More characters than the field holds.
    #[error("too long: at most {max} characters")]
    TooLong {
        /// The field's limit in characters.
        max: usize,
    },
    /// A phone number where a name belongs: the commonest slip at the intake desk.
    #[error("looks like a phone number")]
    LooksLikePhone,
}

/// Cleans a typed text: control characters (but line breaks in notes) become spaces, the ends are
/// trimmed of every kind of white space. Emoji and rare characters are kept.
#[must_use]
pub fn clean(text: &str, keep_lines: bool) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars()
        .filter(|c| *c != '\u{feff}' && *c != '\u{200b}')
        .map(|c| {
            if c.is_control() && !(keep_lines && c == '\n') {
                ' '
            } else {
                c
            }
        })
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Takes a required one-line text of at most `max` characters.
///
/// # Errors
/// [`TextProblem::Required`] when nothing is left, [`TextProblem::TooLong`] past the limit.
pub fn required_line(text: &str, max: usize) -> Result<String, TextProblem> {
    optional_line(text, max)?.ok_or(TextProblem::Required)
}

/// Takes an optional one-line text; blank counts as absent.
///
/// # Errors
/// [`TextProblem::TooLong`] past the limit.
pub fn optional_line(text: &str, max: usize) -> Result<Option<String>, TextProblem> {
    bounded(clean(text, false), max)
}

/// Takes an optional note of several lines; blank counts as absent.
///
/// # Errors
/// [`TextProblem::TooLong`] past [`NOTE_MAX`].
pub fn optional_note(text: &str) -> Result<Option<String>, TextProblem> {
    bounded(clean(text, true), NOTE_MAX)
}

/// Takes the name of a person or household.
///
/// # Errors
/// As [`required_line`], and [`TextProblem::LooksLikePhone`] for five or more digits and no letter.
pub fn person_name(text: &str) -> Result<String, TextProblem> {
    let name = required_line(text, NAME_MAX)?;
    let digits = name.chars().filter(|c| c.is_numeric()).count();
    if digits >= 5 && !name.chars().any(char::is_alphabetic) {
        return Err(TextProblem::LooksLikePhone);
    }
    Ok(name)
}

fn bounded(text: String, max: usize) -> Result<Option<String>, TextProblem> {
    if text.chars().count() > max {
        return Err(TextProblem::TooLong { max });
    }
    Ok((!text.is_empty()).then_some(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_typed_as_a_name_is_noticed_and_rare_names_are_kept() {
        assert_eq!(
            person_name("138 0471 2207"),
            Err(TextProblem::LooksLikePhone)
        );
        assert_eq!(person_name("\u{3000}李䶮 ").as_deref(), Ok("李䶮"));
        assert_eq!(person_name("𠮷野家3号").as_deref(), Ok("𠮷野家3号"));
    }

    #[test]
    fn a_note_keeps_its_lines_and_is_never_cut_silently() {
        assert_eq!(optional_note("一\r\n二\u{7}").unwrap().unwrap(), "一\n二");
        assert!(matches!(
            optional_note(&"长".repeat(NOTE_MAX + 1)),
            Err(TextProblem::TooLong { .. })
        ));
    }
}
