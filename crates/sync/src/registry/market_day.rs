//! 赶集日 of the towns.

use super::field::{CODE, NAME, field};
use crate::entity::{Class, Entity, Kind, Merge, Owner};

/// Calendars. A test holds the list against the domain.
const CALENDARS: &[&str] = &["lunar", "solar"];

/// Its id is derived from the town: two PCs that write it down make one row, and of two answers a
/// person decides.
pub(super) const MARKET_DAY: Entity = Entity {
    id: 70,
    name: "market_day",
    owner: Owner::Dealer,
    class: Class::Editable,
    fields: &[
        field(1, "town", NAME).required().merge(Merge::Immutable),
        field(2, "calendar", Kind::Code(CALENDARS)).required(),
        // The digits its days end in: `3,6,9`, 0 for 十.
        field(3, "digits", CODE).required(),
    ],
};

#[cfg(test)]
mod tests {
    use super::CALENDARS;
    use wuyou_domain::market_day::Calendar;

    #[test]
    fn the_calendars_of_market_days_are_those_of_the_domain() {
        let known: Vec<_> = Calendar::ALL.iter().map(|one| one.code()).collect();
        assert_eq!(CALENDARS, known);
    }
}
