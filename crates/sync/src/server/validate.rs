//! Whether a change's values are what their fields hold. Refusal codes are part of the protocol.

use crate::change::Change;
use crate::entity::{Entity, Field, Kind};
use crate::registry::{CARRIED, DELETED_AT, DELETED_FIELD};
use crate::value::Value;

/// The change's bytes cannot be read.
pub const MALFORMED: &str = "sync.malformed";
/// Another change of the same group was refused.
pub const GROUP_REFUSED: &str = "sync.group_refused";
/// The entity's number is not known.
pub const UNKNOWN_ENTITY: &str = "sync.unknown_entity";
/// An update of a row that does not exist.
pub const UNKNOWN_ROW: &str = "sync.unknown_row";
/// A reference to a row that does not exist.
pub const UNKNOWN_PARENT: &str = "sync.unknown_parent";
/// A value of the wrong type, too long, outside its list or range.
pub const BAD_VALUE: &str = "sync.bad_value";
/// A required field is absent or emptied.
pub const MISSING_FIELD: &str = "sync.missing_field";
/// A change of a row that never changes after its insert.
pub const APPEND_ONLY: &str = "sync.append_only";
/// Another value for a field that is set once.
pub const IMMUTABLE: &str = "sync.immutable";
/// A change of something only the server writes.
pub const NOT_YOURS: &str = "sync.not_yours";

/// Every refusal code, for catalogues of messages.
pub const REFUSAL_CODES: &[&str] = &[
    MALFORMED,
    GROUP_REFUSED,
    UNKNOWN_ENTITY,
    UNKNOWN_ROW,
    UNKNOWN_PARENT,
    BAD_VALUE,
    MISSING_FIELD,
    APPEND_ONLY,
    IMMUTABLE,
    NOT_YOURS,
];

/// 0001-01-01 and 9999-12-31 as Unix milliseconds: what calendars can show.
const INSTANTS: std::ops::RangeInclusive<i64> = -62_135_596_800_000..=253_402_300_799_999;

/// The field with this number, the tombstone included. `None` for fields of a newer program.
pub(super) fn known_field(entity: &'static Entity, id: u8) -> Option<&'static Field> {
    if id == DELETED_AT {
        return Some(&DELETED_FIELD);
    }
    entity.field_by_id(id).map(|(_, field)| field)
}

/// Checks every known field of a change by itself.
pub(super) fn values(entity: &'static Entity, change: &Change) -> Result<(), &'static str> {
    for (id, value) in &change.fields {
        if *id == CARRIED && value.as_int().is_none() {
            return Err(BAD_VALUE);
        }
        let Some(field) = known_field(entity, *id) else {
            continue;
        };
        if value.is_null() {
            if field.required {
                return Err(MISSING_FIELD);
            }
        } else if !fits(field.kind, value) {
            return Err(BAD_VALUE);
        }
    }
    Ok(())
}

/// Checks that a new row has everything it must have.
pub(super) fn complete(entity: &'static Entity, change: &Change) -> Result<(), &'static str> {
    let complete = entity
        .fields
        .iter()
        .filter(|field| field.required)
        .all(|field| change.value(field.id).is_some());
    if complete { Ok(()) } else { Err(MISSING_FIELD) }
}

/// Whether a field of this kind can hold the value. The PC asks the same before it saves, so that
/// nothing is kept there that the server would refuse.
#[must_use]
pub fn fits(kind: Kind, value: &Value) -> bool {
    match (kind, value) {
        (Kind::Text(most), Value::Text(text)) => text.len() <= most || text.chars().count() <= most,
        (Kind::Code(codes), Value::Text(text)) => codes.contains(&text.as_str()),
        (Kind::Int, Value::Int(_)) | (Kind::Ref(_) | Kind::LooseRef, Value::Id(_)) => true,
        (Kind::Bool, Value::Int(number)) => matches!(number, 0 | 1),
        (Kind::Instant, Value::Int(at)) => INSTANTS.contains(at),
        (Kind::Date, Value::Text(text)) => is_date(text),
        (Kind::Birthday, Value::Text(text)) => is_date(text) || is_lunar_february(text),
        _ => false,
    }
}

/// Whether a text is a day of the calendar as `YYYY-MM-DD`.
fn is_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
        return false;
    }
    let number = |range: std::ops::Range<usize>| {
        let digits = &bytes[range];
        digits.iter().all(u8::is_ascii_digit).then(|| {
            digits
                .iter()
                .fold(0u32, |number, digit| number * 10 + u32::from(digit - b'0'))
        })
    };
    let (Some(year), Some(month), Some(day)) = (number(0..4), number(5..7), number(8..10)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    year > 0 && (1..=days).contains(&day)
}

/// The last days of the second lunar month, which a solar February may not have.
fn is_lunar_february(text: &str) -> bool {
    let end = text.get(4..);
    let start = text.get(..8);
    matches!(end, Some("-02-29" | "-02-30"))
        && start.is_some_and(|start| is_date(&format!("{start}28")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_may_be_the_thirtieth_of_the_second_lunar_month() {
        for good in ["1956-02-30", "1957-02-29", "1956-12-31"] {
            assert!(fits(Kind::Birthday, &good.into()), "{good}");
        }
        for bad in ["1956-02-31", "1956-04-31", "x956-02-30", "1956-02-30 "] {
            assert!(!fits(Kind::Birthday, &bad.into()), "{bad}");
        }
        assert!(!fits(Kind::Date, &"1956-02-30".into()));
    }

    #[test]
    fn only_days_of_the_calendar_are_dates() {
        for good in ["2026-11-21", "2024-02-29", "2000-02-29", "0001-01-01"] {
            assert!(is_date(good), "{good}");
        }
        for bad in [
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-1-01",
            "2026/01/01",
            "２０２６-01-01",
            "",
            "2026-01-011",
            "0000-01-01",
            "+026-01-01",
        ] {
            assert!(!is_date(bad), "{bad}");
        }
    }

    #[test]
    fn text_is_counted_in_characters_and_codes_come_from_their_list() {
        assert!(fits(Kind::Text(2), &"无忧".into()));
        assert!(!fits(Kind::Text(2), &"无忧了".into()));
        assert!(!fits(Kind::Text(2), &Value::Int(1)));
        assert!(fits(Kind::Code(&["pc"]), &"pc".into()));
        assert!(!fits(Kind::Code(&["pc"]), &"PC".into()));
        assert!(!fits(Kind::Bool, &Value::Int(2)));
        assert!(!fits(Kind::Instant, &Value::Int(i64::MAX)));
    }
}
