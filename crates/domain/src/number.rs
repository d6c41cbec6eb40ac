//! Numbers of requests and work orders: `网点-PC-日期-序号`, e.g. `LH001-A-20261121-0007`.
//!
//! The PC's letter is part of the number, so two offline PCs never make the same one (R015).

use chrono::NaiveDate;

/// Composes a number. `sequence` counts from 1 within the PC and date; past 9999 it grows longer.
#[must_use]
pub fn compose(dealer_code: &str, pc_code: &str, date: NaiveDate, sequence: u32) -> String {
    format!(
        "{dealer_code}-{pc_code}-{}-{sequence:04}",
        date.format("%Y%m%d")
    )
}

/// Checks a dealer code as headquarters gives it out: 2–12 capital letters and digits.
#[must_use]
pub fn is_dealer_code(code: &str) -> bool {
    (2..=12).contains(&code.len())
        && code
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_names_outlet_pc_date_and_sequence() {
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(compose("LH001", "A", date, 7), "LH001-A-20261121-0007");
        assert_eq!(
            compose("LH001", "A", date, 12_345),
            "LH001-A-20261121-12345"
        );
    }

    #[test]
    fn a_dealer_code_is_short_capital_and_plain() {
        assert!(is_dealer_code("LH001"));
        for bad in ["", "L", "lh001", "柳河", "LH-01", "ABCDEFGHIJKLM"] {
            assert!(!is_dealer_code(bad), "{bad}");
        }
    }
}
