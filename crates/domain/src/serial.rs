//! Serial numbers of machines: the plain form, the rule each model's serials follow, the check
//! character, and the likely correction of a misread one.
//!
//! Rules are data ([`SerialPattern`]), because headquarters will add models; the check is ISO/IEC
//! 7064 MOD 37,36. A serial whose model has no rule is taken as typed and marked as not checked.

mod model;

pub use model::{
    Area, CheckRule, ClassEntry, Family, Model, ModelBook, ProductClass, SerialPattern,
};

use crate::phone::half_width;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Longest serial taken, in characters.
pub const SERIAL_MAX: usize = 40;
const ALPHABET: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Why a text is no serial of its model.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case", deny_unknown_fields)]
pub enum SerialProblem {
    /// Nothing typed.
    #[error("no serial")]
    Empty {},
    /// A character that serials do not hold.
    #[error("a serial holds letters and digits only, not '{found}'")]
    BadCharacter {
        /// The first such character.
        found: char,
    },
    /// Characters are missing or too many.
    #[error("serials of this model have {expected} characters")]
    WrongLength {
        /// How many there should be.
        expected: usize,
        /// A likely correct serial.
        suggestion: Option<String>,
    },
    /// It does not look like this model's serials.
    #[error("serials of this model begin with {prefix} and digits")]
    WrongForm {
        /// What they begin with.
        prefix: String,
        /// A likely correct serial.
        suggestion: Option<String>,
    },
    /// One character is wrong: the check character does not agree.
    #[error("a character is wrong: the check does not agree")]
    BadCheck {
        /// A likely correct serial.
        suggestion: Option<String>,
    },
}

impl SerialProblem {
    /// The stable code of the reason.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty {} => "empty",
            Self::BadCharacter { .. } => "bad_character",
            Self::WrongLength { .. } => "wrong_length",
            Self::WrongForm { .. } => "wrong_form",
            Self::BadCheck { .. } => "bad_check",
        }
    }

    /// A serial that differs by one likely misreading and is right, if exactly one exists.
    #[must_use]
    pub fn suggestion(&self) -> Option<&str> {
        match self {
            Self::WrongLength { suggestion, .. }
            | Self::WrongForm { suggestion, .. }
            | Self::BadCheck { suggestion } => suggestion.as_deref(),
            Self::Empty {} | Self::BadCharacter { .. } => None,
        }
    }
}

/// A serial in its plain form, with what is known about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckedSerial {
    /// Upper case, without spaces and dashes.
    pub serial: String,
    /// The model its form tells, where a rule matched.
    pub model: Option<String>,
    /// False when no rule is known for it: taken as typed.
    pub checked: bool,
}

/// The plain form: half-width, upper case, without spaces, dashes and a leading "SN:".
#[must_use]
pub fn normalise(text: &str) -> String {
    let plain: String = half_width(text)
        .chars()
        .filter(|c| {
            !c.is_whitespace()
                && !c.is_control()
                && !matches!(c, '-' | '_' | '\'' | '\u{200b}' | '\u{feff}')
        })
        .flat_map(char::to_uppercase)
        .collect();
    for lead in ["S/N:", "SN:", "S/N", "机身编号:", "编号:", "序列号:"] {
        if let Some(rest) = plain.strip_prefix(lead) {
            return rest.to_owned();
        }
    }
    plain
}

/// Takes a typed serial. `model` is the model named beside it, if any; its rule then applies.
///
/// Without a known model the form tells the model. A serial without any rule is taken unchecked.
///
/// # Errors
/// The first [`SerialProblem`], with a suggestion when one misreading explains it.
pub fn check(
    book: &ModelBook,
    model: Option<&str>,
    typed: &str,
) -> Result<CheckedSerial, SerialProblem> {
    let serial = normalise(typed);
    if serial.is_empty() {
        return Err(SerialProblem::Empty {});
    }
    if let Some(found) = serial.chars().find(|c| !c.is_ascii_alphanumeric()) {
        return Err(SerialProblem::BadCharacter { found });
    }
    if serial.len() > SERIAL_MAX {
        return Err(SerialProblem::WrongLength {
            expected: SERIAL_MAX,
            suggestion: None,
        });
    }
    let named = model.map(str::trim).filter(|m| !m.is_empty());
    if let Some(found) = book.model_of_serial(&serial) {
        return with_rule(book, found, serial);
    }
    match named.map(|m| book.find(m)) {
        Some(Some(model)) => with_rule(book, model, serial),
        // Another maker's machine, or a model headquarters has not told of yet.
        Some(None) => Ok(CheckedSerial {
            serial,
            model: None,
            checked: false,
        }),
        None => match suggest_among(book.models.iter(), &serial) {
            Some(s) => Err(SerialProblem::WrongForm {
                prefix: prefix_of(book, &s),
                suggestion: Some(s),
            }),
            None => Ok(CheckedSerial {
                serial,
                model: None,
                checked: false,
            }),
        },
    }
}

fn with_rule(
    book: &ModelBook,
    model: &Model,
    serial: String,
) -> Result<CheckedSerial, SerialProblem> {
    let Some(pattern) = &model.serial else {
        return Ok(CheckedSerial {
            serial,
            model: Some(model.code.clone()),
            checked: false,
        });
    };
    if pattern.is_right(&serial) {
        return Ok(CheckedSerial {
            serial,
            model: Some(model.code.clone()),
            checked: true,
        });
    }
    let suggestion = suggest_among(std::iter::once(model), &serial)
        .or_else(|| suggest_among(book.models.iter(), &serial));
    Err(if serial.len() != pattern.length() {
        SerialProblem::WrongLength {
            expected: pattern.length(),
            suggestion,
        }
    } else if pattern.has_form(&serial) {
        SerialProblem::BadCheck { suggestion }
    } else {
        SerialProblem::WrongForm {
            prefix: pattern.prefix.clone(),
            suggestion,
        }
    })
}

fn prefix_of(book: &ModelBook, serial: &str) -> String {
    let pattern = book.model_of_serial(serial).and_then(|m| m.serial.as_ref());
    pattern.map(|p| p.prefix.clone()).unwrap_or_default()
}

/// Characters taken for one another on a worn type plate or a bad photo.
const CONFUSED: [(u8, u8); 12] = [
    (b'O', b'0'),
    (b'Q', b'0'),
    (b'D', b'0'),
    (b'O', b'Q'),
    (b'O', b'D'),
    (b'I', b'1'),
    (b'L', b'1'),
    (b'I', b'L'),
    (b'Z', b'2'),
    (b'S', b'5'),
    (b'B', b'8'),
    (b'G', b'6'),
];

/// The one serial that is right and differs by a single confused character; none if several are.
fn suggest_among<'a>(models: impl Iterator<Item = &'a Model>, serial: &str) -> Option<String> {
    let patterns: Vec<&SerialPattern> = models.filter_map(|m| m.serial.as_ref()).collect();
    let mut found: Option<String> = None;
    for position in 0..serial.len() {
        for replacement in confused_with(serial.as_bytes()[position]) {
            let mut bytes = serial.as_bytes().to_vec();
            bytes[position] = replacement;
            let Ok(candidate) = String::from_utf8(bytes) else {
                continue;
            };
            if patterns.iter().any(|p| p.is_right(&candidate)) {
                if found.is_some() {
                    return None;
                }
                found = Some(candidate);
            }
        }
    }
    found
}

fn confused_with(byte: u8) -> impl Iterator<Item = u8> {
    CONFUSED.iter().filter_map(move |&(a, b)| match byte {
        x if x == a => Some(b),
        x if x == b => Some(a),
        _ => None,
    })
}

/// The ISO/IEC 7064 MOD 37,36 check character of `text`; `None` for anything but `0-9A-Z`.
#[must_use]
pub fn mod37_36(text: &str) -> Option<char> {
    let product = text.bytes().try_fold(36_usize, step)?;
    let value = (37 - product) % 36;
    Some(char::from(ALPHABET[value]))
}

/// Whether `text`, check character included, satisfies MOD 37,36.
#[must_use]
pub fn mod37_36_holds(text: &str) -> Option<bool> {
    let last = text.len().checked_sub(1)?;
    let head = text.get(..last)?;
    Some(mod37_36(head)? == text.get(last..)?.chars().next()?)
}

fn step(product: usize, byte: u8) -> Option<usize> {
    let value = ALPHABET.iter().position(|&a| a == byte)?;
    let sum = match (product + value) % 36 {
        0 => 36,
        sum => sum,
    };
    Some(sum * 2 % 37)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_check_agrees_with_published_numbers() {
        // A GRid of the standard's documentation, and an ISAN.
        assert_eq!(mod37_36("A12425GABC1234002"), Some('M'));
        assert_eq!(mod37_36("00000000D07A0090"), Some('Q'));
        assert_eq!(mod37_36_holds("A12425GABC1234002M"), Some(true));
        assert_eq!(mod37_36("a"), None);
    }

    #[test]
    fn the_built_in_models_read_and_their_codes_are_unique() {
        let book = ModelBook::built_in();
        assert_eq!(book.models.len(), 10);
        let codes: std::collections::BTreeSet<_> = book.models.iter().map(|m| &m.code).collect();
        assert_eq!(codes.len(), 10);
        assert_eq!(book.find(" l1p24").unwrap().code, "WEB-L1P24");
        assert_eq!(book.find("沃暖18基础型").unwrap().code, "WEB-L1P18");
        assert_eq!(book.find("海尔 24"), None);
    }

    #[test]
    fn messy_serials_become_plain_and_tell_their_model() {
        let book = ModelBook::built_in();
        for typed in [
            "l1p282112085831n",
            " L1P2 82112085831N ",
            "L1P2-8211-2085831N",
            "Ｌ１Ｐ２８2112085831N",
        ] {
            let checked = check(book, None, typed).unwrap();
            assert_eq!(checked.serial, "L1P282112085831N");
            assert_eq!(checked.model.as_deref(), Some("WEB-L1P28"));
            assert!(checked.checked);
        }
    }

    #[test]
    fn each_kind_of_wrong_serial_has_its_reason_and_misreadings_are_suggested_back() {
        let book = ModelBook::built_in();
        let problem = |model, typed| check(book, model, typed).unwrap_err();
        assert_eq!(problem(None, " - ").code(), "empty");
        assert_eq!(problem(None, "L1P28铭牌").code(), "bad_character");
        assert_eq!(
            problem(Some("WEB-L1P28"), "L1P28211208583N").code(),
            "wrong_length"
        );
        assert_eq!(problem(None, "L1P2819074773069").code(), "bad_check");
        // The month 13 does not exist.
        assert_eq!(
            problem(Some("WEB-L1P28"), "L1P282113085831N").code(),
            "wrong_form"
        );
        // O typed for 0, in the middle; I for 1 in the prefix.
        for typed in ["L1P282112O85831N", "LIP282112085831N"] {
            let found = problem(None, typed);
            assert_eq!(found.suggestion(), Some("L1P282112085831N"), "{typed}");
        }
    }

    #[test]
    fn a_machine_of_another_maker_is_taken_unchecked() {
        let checked = check(ModelBook::built_in(), Some("海尔 JLG24"), "ab-12 34").unwrap();
        assert_eq!(
            (checked.serial.as_str(), checked.checked),
            ("AB1234", false)
        );
    }

    proptest! {
        #[test]
        fn every_single_wrong_character_is_caught(
            body in "[0-9A-Z]{1,30}", at in 0_usize..31, other in 0_usize..36
        ) {
            let full = format!("{body}{}", mod37_36(&body).unwrap());
            prop_assert_eq!(mod37_36_holds(&full), Some(true));
            let at = at % full.len();
            let mut bytes = full.clone().into_bytes();
            prop_assume!(bytes[at] != ALPHABET[other]);
            bytes[at] = ALPHABET[other];
            let changed = String::from_utf8(bytes).unwrap();
            prop_assert_eq!(mod37_36_holds(&changed), Some(false));
        }

        #[test]
        fn arbitrary_text_never_panics_and_a_taken_serial_is_taken_again(text in "\\PC{0,60}") {
            let book = ModelBook::built_in();
            if let Ok(checked) = check(book, None, &text) {
                prop_assert_eq!(check(book, None, &checked.serial), Ok(checked));
            }
        }
    }
}
