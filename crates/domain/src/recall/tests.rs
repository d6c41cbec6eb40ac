use super::*;
use crate::serial::mod37_36;
use proptest::prelude::*;

fn book() -> &'static ModelBook {
    ModelBook::built_in()
}

/// A right serial of WEB-L1P28: year, month and running number.
fn made(year_month: &str, number: u32) -> String {
    let body = format!("L1P28{year_month}{number:06}");
    format!("{body}{}", mod37_36(&body).unwrap())
}

fn range(first: &str, last: &str) -> SerialRange {
    SerialRange::read(book(), &format!("WEB-L1P28:{first}..{last}"), false).unwrap()
}

#[test]
fn the_ends_of_a_range_fall_in_and_their_neighbours_do_not() {
    let of = range(&made("2411", 100), &made("2412", 200));
    for (serial, falls) in [
        (made("2411", 99), false),
        (made("2411", 100), true),
        (made("2411", 101), true),
        (made("2411", 999_999), true),
        (made("2412", 0), true),
        (made("2412", 200), true),
        (made("2412", 201), false),
        (made("2501", 150), false),
        (made("2311", 150), false),
    ] {
        assert_eq!(of.holds(book(), &serial, None), falls, "{serial}");
    }
}

#[test]
fn the_model_a_serial_tells_stands_before_the_one_that_was_typed() {
    let of = range(&made("2411", 1), &made("2411", 9));
    assert!(of.holds(book(), &made("2411", 5), Some("WEB-L1P24")));
    let body = "L1P242411000005";
    let other = format!("{body}{}", mod37_36(body).unwrap());
    assert!(book().model_of_serial(&other).is_some());
    assert!(!of.holds(book(), &other, Some("WEB-L1P28")));
}

#[test]
fn a_serial_that_follows_no_rule_falls_in_only_where_model_and_length_agree() {
    let of = range(&made("2411", 100), &made("2411", 200));
    // A letter where a digit belongs; it lies between the ends as it stands.
    let odd = format!("L1P282411000{}", "1A5X");
    assert_eq!(odd.len(), made("2411", 100).len());
    for (serial, model, falls) in [
        (odd.as_str(), Some("WEB-L1P28"), true),
        (odd.as_str(), Some("l1p28"), true),
        (odd.as_str(), Some("WEB-L1P24"), false),
        (odd.as_str(), None, false),
        (&odd[..odd.len() - 1], Some("WEB-L1P28"), false),
        ("L1P282411000A", Some("WEB-L1P28"), false),
    ] {
        assert_eq!(of.holds(book(), serial, model), falls, "{serial} {model:?}");
    }
}

#[test]
fn a_whole_model_holds_each_of_its_machines_and_no_other() {
    let of = SerialRange::read(book(), "web-l1p28", false).unwrap();
    assert_eq!(of.model, "WEB-L1P28");
    assert!(of.holds(book(), &made("2601", 7), None));
    assert!(of.holds(book(), "OLD1", Some("WEB-L1P28")));
    assert!(!of.holds(book(), "OLD1", None));
    assert!(!of.holds(book(), "L1P242411000005", Some("WEB-L1P24")));
}

#[test]
fn what_headquarters_mistypes_is_refused_by_name() {
    let read = |typed: &str| SerialRange::read(book(), typed, false).unwrap_err().code();
    let (first, last) = (made("2411", 1), made("2411", 9));
    for (typed, code) in [
        (String::new(), "bad_form"),
        (format!("WEB-L1P28:{first}"), "bad_form"),
        (format!("WEB-NIX:{first}..{last}"), "unknown_model"),
        (format!("WEB-L1P28:{last}..{first}"), "last_before_first"),
        (format!("WEB-L1P24:{first}..{last}"), "other_model"),
        (format!("WEB-L1P28:{first}..L1P28"), "bad_serial"),
        (
            format!("WEB-L1P28:{}0..{last}", &first[..first.len() - 1]),
            "bad_serial",
        ),
    ] {
        assert_eq!(read(&typed), code, "{typed}");
    }
    let unlisted = |typed: &str| SerialRange::read(book(), typed, true);
    let old = unlisted("ALT-9:A100..A199").unwrap();
    assert!(old.holds(book(), "A150", Some("ALT-9")));
    assert!(!old.holds(book(), "A1500", Some("ALT-9")));
    assert_eq!(
        unlisted("ALT-9:A1..A199").unwrap_err(),
        RangeProblem::Length
    );
}

#[test]
fn a_task_is_done_by_what_the_notice_asks_for_and_never_by_less() {
    use Outcome::{Contacted, Inspected, PartReplaced, Stopped};
    let done = |action, outcome| task(action, [outcome]) == TaskState::Done;
    for (action, enough) in [
        (
            Action::Contact,
            vec![Contacted, Inspected, PartReplaced, Stopped],
        ),
        (Action::Inspect, vec![Inspected, PartReplaced]),
        (Action::ReplacePart, vec![PartReplaced]),
        (Action::Stop, vec![PartReplaced, Stopped]),
    ] {
        for outcome in Outcome::ALL {
            assert_eq!(
                done(action, *outcome),
                enough.contains(outcome),
                "{action:?}"
            );
        }
        assert_eq!(task(action, []), TaskState::Open);
    }
    assert_eq!(task(Action::Inspect, [Contacted]), TaskState::Begun);
    assert_eq!(
        task(Action::Inspect, [Contacted, Inspected]),
        TaskState::Done
    );
}

proptest! {
    #[test]
    fn whatever_falls_in_lies_in_the_span_that_is_searched(
        first in 0_u32..2_000, width in 0_u32..500, number in 0_u32..3_000, whole in any::<bool>()
    ) {
        let of = if whole {
            SerialRange::read(book(), "WEB-L1P28", false).unwrap()
        } else {
            range(&made("2411", first), &made("2411", first + width))
        };
        let serial = made("2411", number);
        let falls = of.holds(book(), &serial, None);
        prop_assert_eq!(falls, whole || (first..=first + width).contains(&number));
        let span = of.span(book());
        prop_assert!(!falls || (span.from.as_str() <= serial.as_str() && serial.as_str() <= span.to.as_str()));
    }

    #[test]
    fn a_range_reads_back_as_it_was_written(number in 0_u32..900) {
        let of = range(&made("2411", number), &made("2411", number + 5));
        let json = serde_json::to_string(&of).unwrap();
        prop_assert_eq!(serde_json::from_str::<SerialRange>(&json).unwrap(), of);
    }
}
