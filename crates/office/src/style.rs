//! Which number formats show a date: a stored number is a day only if its cell says so.

use crate::error::OfficeError;
use crate::xml::{Node, Xml, attribute, local};
use std::collections::HashMap;
use std::io::BufRead;

/// Reads the styles of an xlsx: for each cell format, whether it shows a date.
pub(crate) fn read_styles<R: BufRead>(mut xml: Xml<R>) -> Result<Vec<bool>, OfficeError> {
    let mut codes: HashMap<u32, String> = HashMap::new();
    let (mut dates, mut in_cell_formats) = (Vec::new(), false);
    loop {
        match xml.next()? {
            Node::Start(e) => {
                let id = attribute(&e, "numFmtId").and_then(|v| v.parse::<u32>().ok());
                match (local(&e).as_str(), id) {
                    ("numFmt", Some(id)) => {
                        codes.insert(id, attribute(&e, "formatCode").unwrap_or_default());
                    }
                    ("cellXfs", _) => in_cell_formats = true,
                    ("xf", id) if in_cell_formats => {
                        let id = id.unwrap_or(0);
                        dates.push(is_date_format(id, codes.get(&id).map(String::as_str)));
                    }
                    _ => {}
                }
            }
            Node::End(name) if name == "cellXfs" => in_cell_formats = false,
            Node::Eof => return Ok(dates),
            Node::End(_) | Node::Text(_) => {}
        }
    }
}

/// Whether a cell format shows a date. Times of day alone do not count.
fn is_date_format(id: u32, code: Option<&str>) -> bool {
    match code {
        Some(code) => is_date_code(code),
        // Built-in formats; 27–36 and 50–58 are the Chinese, Japanese and Korean dates.
        None => matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58),
    }
}

/// Whether a format code such as `yyyy"年"m"月"d"日";@` shows a date.
fn is_date_code(code: &str) -> bool {
    let first = code.split(';').next().unwrap_or_default();
    // The only word among the codes; it holds no letter of a date, but may stand beside one.
    if first.to_lowercase().contains("general") {
        return false;
    }
    let (mut year_or_day, mut month, mut clock) = (false, false, false);
    let mut chars = first.chars();
    while let Some(c) = chars.next() {
        match c {
            // Quoted text, escaped, padding and fill characters say nothing.
            '"' => while chars.next().is_some_and(|q| q != '"') {},
            '\\' | '_' | '*' => {
                chars.next();
            }
            '[' => {
                let inner: String = chars.by_ref().take_while(|b| *b != ']').collect();
                // [h]:mm is a duration.
                if matches!(
                    inner.to_lowercase().as_str(),
                    "h" | "hh" | "m" | "mm" | "s" | "ss"
                ) {
                    return false;
                }
            }
            'y' | 'Y' | 'd' | 'D' | '年' | '日' => year_or_day = true,
            'm' | 'M' | '月' => month = true,
            'h' | 'H' | 's' | 'S' | '0' | '#' | '?' => clock = true,
            _ => {}
        }
    }
    year_or_day || (month && !clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_from_times_durations_and_money() {
        for code in [
            "yyyy-mm-dd",
            "yyyy\"年\"m\"月\"d\"日\";@",
            "[$-804]yyyy/m/d",
            "m/d/yy h:mm",
            "mmm-yy",
            "[DBNum1]yyyy年m月d日",
            "m\"月\"",
        ] {
            assert!(is_date_format(164, Some(code)), "{code}");
        }
        for code in [
            "General",
            "0.00",
            "[Red]0.00",
            "\"day\"0",
            "h:mm:ss",
            "[h]:mm",
            "#,##0.00\\ \"元\"",
            "@",
            "mm:ss",
            "0_d",
        ] {
            assert!(!is_date_format(164, Some(code)), "{code}");
        }
        assert!(is_date_format(14, None) && is_date_format(31, None) && !is_date_format(20, None));
    }
}
