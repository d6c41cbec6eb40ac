//! A field of a list's row as a cell. What people typed is always text, whatever it begins with.

use chrono::NaiveDate;
use serde_json::Value;
use wuyou_contract::export::{ExportColumn, ExportKind};
use wuyou_domain::import::Cell;

/// China's time of day against UTC.
const CHINA_MS: i64 = 8 * 60 * 60 * 1000;
/// What stands between the parts of a list.
const BETWEEN: &str = "、";

/// The cell of a column.
pub(super) fn of(column: &ExportColumn, row: &Value) -> Cell {
    let mut value = row;
    for part in column.key.split('.') {
        value = inside(value, part).unwrap_or(&Value::Null);
    }
    match column.kind {
        ExportKind::Text => Cell::of_text(words(column, value)),
        ExportKind::YesNo => Cell::of_text(match value {
            Value::Bool(yes) => word(column, &yes.to_string()),
            _ => String::new(),
        }),
        ExportKind::Number => value.as_f64().map_or(Cell::Empty, Cell::number),
        ExportKind::Money => value
            .as_f64()
            .map_or(Cell::Empty, |fen| Cell::number(fen / 100.0)),
        ExportKind::Date => {
            value
                .as_str()
                .map_or(Cell::Empty, |text| match text.parse::<NaiveDate>() {
                    Ok(date) => Cell::Date(date),
                    Err(_) => Cell::of_text(text),
                })
        }
        ExportKind::Instant => value
            .as_i64()
            .and_then(|at| chrono::DateTime::from_timestamp_millis(at.saturating_add(CHINA_MS)))
            .map_or(Cell::Empty, |at| Cell::DateTime(at.naive_utc())),
    }
}

/// A field of a part, or of several parts the one whose field is that: `figure:on_time`.
fn inside<'a>(value: &'a Value, part: &str) -> Option<&'a Value> {
    let Some((field, wanted)) = part.split_once(':') else {
        return value.get(part);
    };
    let mut parts = value.as_array()?.iter();
    parts.find(|one| one.get(field).and_then(Value::as_str) == Some(wanted))
}

/// A text, a code's word, or several of them.
fn words(column: &ExportColumn, value: &Value) -> String {
    match value {
        Value::Array(parts) => {
            let parts: Vec<String> = parts.iter().map(|part| words(column, part)).collect();
            parts.join(BETWEEN)
        }
        Value::String(text) => word(column, text),
        Value::Number(number) => number.to_string(),
        Value::Null | Value::Bool(_) | Value::Object(_) => String::new(),
    }
}

fn word(column: &ExportColumn, code: &str) -> String {
    let words = column.words.as_ref();
    words
        .and_then(|words| words.get(code))
        .map_or(code, String::as_str)
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn column(key: &str, kind: ExportKind) -> ExportColumn {
        let words = [("closed", "已关闭"), ("true", "是"), ("false", "否")];
        let words = words.map(|(code, word)| (code.to_owned(), word.to_owned()));
        ExportColumn {
            key: key.to_owned(),
            label: key.to_owned(),
            kind,
            words: Some(words.into()),
        }
    }

    #[test]
    fn each_kind_of_field_becomes_its_kind_of_cell() {
        let row = json!({
            "name": "=HYPERLINK(\"x\")", "state": "closed", "tags": ["狗凶", "closed"],
            "unit": {"sold_on": "2026-02-28"}, "fen": 12_345, "at": 1_795_233_600_000_i64,
            "safety": true, "odd_on": "去年", "none": null,
            "figures": [{"figure": "finished", "numerator": 7}, {"figure": "repeats", "numerator": 2}],
        });
        let text = |key| of(&column(key, ExportKind::Text), &row);
        assert_eq!(text("name"), Cell::Text("=HYPERLINK(\"x\")".to_owned()));
        assert_eq!(text("state"), Cell::Text("已关闭".to_owned()));
        assert_eq!(text("tags"), Cell::Text("狗凶、已关闭".to_owned()));
        assert_eq!(text("none"), Cell::Empty);
        assert_eq!(text("no.such"), Cell::Empty);
        let sold = of(&column("unit.sold_on", ExportKind::Date), &row);
        assert_eq!(
            sold,
            Cell::Date(NaiveDate::from_ymd_opt(2026, 2, 28).unwrap())
        );
        let odd = of(&column("odd_on", ExportKind::Date), &row);
        assert_eq!(odd, Cell::Text("去年".to_owned()));
        assert_eq!(
            of(&column("fen", ExportKind::Money), &row),
            Cell::number(123.45)
        );
        let at = of(&column("at", ExportKind::Instant), &row);
        let noon = NaiveDate::from_ymd_opt(2026, 11, 21)
            .unwrap()
            .and_hms_opt(12, 0, 0);
        assert_eq!(at, Cell::DateTime(noon.unwrap()));
        let repeats = of(
            &column("figures.figure:repeats.numerator", ExportKind::Number),
            &row,
        );
        assert_eq!(repeats, Cell::number(2.0));
        assert_eq!(text("figures.figure:none.numerator"), Cell::Empty);
        let yes = of(&column("safety", ExportKind::YesNo), &row);
        assert_eq!(yes, Cell::Text("是".to_owned()));
    }
}
