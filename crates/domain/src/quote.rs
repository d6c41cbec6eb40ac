//! 报价 before work: how long a price holds, and what shows that the customer agreed to it (R104).
//!
//! Whoever stands beside the technician signs; whoever is on the phone is named. A price that nobody
//! can be shown to have agreed to is no agreement.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::codes::codes;

/// How many days a quote holds when nobody says otherwise.
pub const VALID_DAYS: u64 = 15;
/// The longest time a shop binds itself to a price.
pub const VALID_DAYS_MOST: i64 = 90;

codes! {
    /// What happened with a quote.
    Event {
        /// It was written down, to be handed over.
        Made = "made",
        /// The customer agreed to what the order costs.
        Agreed = "agreed",
    }
}

/// A line as it stood on the paper, so that the same paper can be printed again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuoteLine {
    /// What it is for.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// The price of one, before warranty.
    pub unit_fen: i64,
    /// What the customer pays.
    pub amount_fen: i64,
    /// What decided that.
    pub basis: String,
    /// Why, where a person decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// What there is to show that the customer agreed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Shown {
    /// They were there in person.
    pub in_person: bool,
    /// The number of the paper they signed.
    pub paper: bool,
    /// A photo of it, taken in since they last agreed.
    pub photo: bool,
    /// Who of them said so.
    pub said_by: bool,
}

/// What is lacking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lacking {
    /// The signed paper: its number or a photo.
    Paper,
    /// The name of whoever said yes.
    SaidBy,
}

/// Whether that is enough.
///
/// # Errors
/// What is lacking.
pub const fn agreed(shown: Shown) -> Result<(), Lacking> {
    match shown {
        Shown {
            in_person: true,
            paper: false,
            photo: false,
            ..
        } => Err(Lacking::Paper),
        Shown {
            in_person: false,
            said_by: false,
            ..
        } => Err(Lacking::SaidBy),
        _ => Ok(()),
    }
}

/// The last day of a quote made today; nothing where the wish is before today or too far ahead.
#[must_use]
pub fn valid_until(today: NaiveDate, wished: Option<NaiveDate>) -> Option<NaiveDate> {
    let Some(wished) = wished else {
        return today.checked_add_days(Days::new(VALID_DAYS));
    };
    let days = (wished - today).num_days();
    (0..=VALID_DAYS_MOST).contains(&days).then_some(wished)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "tests")]

    use super::*;

    #[test]
    fn who_is_there_signs_and_who_is_on_the_phone_is_named() {
        let shown = |in_person, paper, photo, said_by| Shown {
            in_person,
            paper,
            photo,
            said_by,
        };
        assert_eq!(
            agreed(shown(true, false, false, true)),
            Err(Lacking::Paper),
            "a name is no signature"
        );
        assert_eq!(agreed(shown(true, true, false, false)), Ok(()));
        assert_eq!(agreed(shown(true, false, true, false)), Ok(()));
        assert_eq!(
            agreed(shown(false, false, false, false)),
            Err(Lacking::SaidBy)
        );
        assert_eq!(agreed(shown(false, false, false, true)), Ok(()));
        assert_eq!(
            agreed(shown(false, true, true, false)),
            Err(Lacking::SaidBy),
            "somebody said yes on the phone, whatever was signed before"
        );
    }

    #[test]
    fn a_quote_holds_fifteen_days_or_as_long_as_was_said_up_to_ninety() {
        let day = |day: &str| day.parse::<NaiveDate>().unwrap();
        let today = day("2026-11-21");
        assert_eq!(valid_until(today, None), Some(day("2026-12-06")));
        assert_eq!(valid_until(today, Some(today)), Some(today));
        assert_eq!(
            valid_until(today, Some(day("2027-02-19"))),
            Some(day("2027-02-19"))
        );
        assert_eq!(valid_until(today, Some(day("2027-02-20"))), None);
        assert_eq!(valid_until(today, Some(day("2026-11-20"))), None);
    }
}
