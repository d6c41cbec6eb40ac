use super::*;
use crate::machine::testing;
use crate::policy::{Document, load};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The tour of 东沟乡 (journey J9), with every guard content on its day.
fn tour(happened_on: &str) -> Facts {
    Facts {
        happened_on: day(happened_on),
        starts_on: Some(day("2026-10-20")),
        place: Some("东沟乡集市".into()),
        senior_in_team: Some(true),
        poster_photos: 2,
        informed: 0,
        open_objections: 0,
        next: Some(Next::Planned {
            on: day("2027-03-16"),
            place: "东沟乡集市".into(),
        }),
        told: Some(31),
        reason: Some("大雪".into()),
    }
}

fn facts_for(event: Event) -> Facts {
    tour(match event {
        Event::Approve | Event::Announce | Event::Cancel => "2026-10-16",
        Event::Start | Event::End | Event::Summarise => "2026-10-20",
    })
}

const WRITTEN: &str = "
    draft               | approve   | approved   | manager
    approved            | announce  | announced  | clerk manager
    announced           | start     | under_way  | clerk technician manager
    under_way           | end       | ended      | clerk technician manager
    ended               | summarise | summarised | clerk manager
    draft               | cancel    | cancelled  | clerk manager
    approved, announced | cancel    | cancelled  | manager
";

#[test]
fn a_tour_takes_the_written_steps_and_no_others() {
    testing::holds_exactly(
        WRITTEN,
        (State::ALL, State::from_code),
        (Event::ALL, Event::from_code),
        |state, event, who| next(state, event, who, &facts_for(event)),
    );
}

#[test]
fn only_a_summarised_or_cancelled_tour_is_over() {
    let finals = [State::Summarised, State::Cancelled];
    testing::has_no_dead_ends(TRANSITIONS, State::ALL, State::Draft, &finals);
    testing::every_reason_is_said(Refusal::ALL);
}

fn refusal(state: State, event: Event, facts: &Facts) -> Option<Refusal> {
    match next(state, event, Who::Manager, facts) {
        Ok(_) => None,
        Err(Refused::Guard(reason)) => Some(reason),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_tour_is_announced_three_days_before_with_a_photo_of_a_poster() {
    for (on, photos, expected) in [
        ("2026-10-16", 2, None),
        ("2026-10-17", 1, None),
        ("2026-10-18", 2, Some(Refusal::TooLate)),
        ("2026-10-21", 2, Some(Refusal::TooLate)),
        ("2026-10-17", 0, Some(Refusal::NoPoster)),
    ] {
        let facts = Facts {
            poster_photos: photos,
            ..tour(on)
        };
        let refused = refusal(State::Approved, Event::Announce, &facts);
        assert_eq!(refused, expected, "{on} {photos}");
    }
    let strict = Policy {
        announce_days_before: 5,
        poster_photos: 1,
    };
    let late = next_by(
        &strict,
        State::Approved,
        Event::Announce,
        Who::Clerk,
        &tour("2026-10-16"),
    );
    assert_eq!(late, Err(Refused::Guard(Refusal::TooLate)));
}

#[test]
fn what_is_approved_and_announced_has_a_day_a_place_and_a_senior_hand() {
    for (state, event) in [
        (State::Draft, Event::Approve),
        (State::Approved, Event::Announce),
    ] {
        let base = tour("2026-10-16");
        for (facts, expected) in [
            (
                Facts {
                    starts_on: None,
                    ..base.clone()
                },
                Some(Refusal::NoPlan),
            ),
            (
                Facts {
                    place: None,
                    ..base.clone()
                },
                Some(Refusal::NoPlan),
            ),
            (
                Facts {
                    place: Some(" ".into()),
                    ..base.clone()
                },
                Some(Refusal::NoPlan),
            ),
            (
                Facts {
                    senior_in_team: Some(false),
                    ..base.clone()
                },
                Some(Refusal::NoSenior),
            ),
            (
                Facts {
                    senior_in_team: None,
                    ..base.clone()
                },
                None,
            ),
        ] {
            assert_eq!(refusal(state, event, &facts), expected, "{facts:?}");
        }
    }
}

#[test]
fn a_tour_does_not_start_before_its_day() {
    for (on, expected) in [
        ("2026-10-19", Some(Refusal::NotYet)),
        ("2026-10-20", None),
        ("2026-10-21", None),
    ] {
        assert_eq!(refusal(State::Announced, Event::Start, &tour(on)), expected);
    }
    let undated = Facts {
        starts_on: None,
        ..tour("2026-10-20")
    };
    assert_eq!(
        refusal(State::Announced, Event::Start, &undated),
        Some(Refusal::NotYet)
    );
}

#[test]
fn the_summary_tells_the_next_time_and_place_or_why_there_is_none() {
    let planned = |on: &str, place: &str| {
        Some(Next::Planned {
            on: day(on),
            place: place.into(),
        })
    };
    let none = |reason: &str| {
        Some(Next::None {
            reason: reason.into(),
        })
    };
    for (next, told, expected) in [
        (None, Some(31), Some(Refusal::NoNext)),
        (none(" "), Some(31), Some(Refusal::NoNext)),
        (none("该乡已设网点"), None, None),
        (planned("2027-03-16", " "), Some(31), Some(Refusal::NoNext)),
        (planned("2027-03-16", "集市"), None, Some(Refusal::NoneTold)),
        (
            planned("2027-03-16", "集市"),
            Some(0),
            Some(Refusal::NoneTold),
        ),
        (planned("2027-03-16", "集市"), Some(1), None),
        (
            planned("2026-10-20", "集市"),
            Some(1),
            Some(Refusal::NextNotLater),
        ),
        (
            planned("2026-10-21", "集市"),
            Some(1),
            Some(Refusal::NextNotLater),
        ),
        (planned("2026-10-22", "集市"), Some(1), None),
    ] {
        let facts = Facts {
            next,
            told,
            ..tour("2026-10-22")
        };
        assert_eq!(
            refusal(State::Ended, Event::Summarise, &facts),
            expected,
            "{facts:?}"
        );
    }
    // A tour that ends on its first day is not followed by one on the same day.
    let same_day = Facts {
        next: planned("2026-10-20", "集市"),
        ..tour("2026-10-20")
    };
    let refused = refusal(State::Ended, Event::Summarise, &same_day);
    assert_eq!(refused, Some(Refusal::NextNotLater));
    let undated = Facts {
        starts_on: None,
        ..tour("2026-10-22")
    };
    assert_eq!(refusal(State::Ended, Event::Summarise, &undated), None);
}

#[test]
fn each_step_does_what_belongs_to_it() {
    let of = |state, event, change: &dyn Fn(&mut Facts)| {
        let mut facts = facts_for(event);
        change(&mut facts);
        next(state, event, Who::Manager, &facts).unwrap().effects
    };
    let same = |_: &mut Facts| {};
    let informed = |facts: &mut Facts| facts.informed = 1;
    assert_eq!(
        of(State::Ended, Event::Summarise, &same),
        [Effect::DraftNext]
    );
    let no_more = |facts: &mut Facts| {
        facts.next = Some(Next::None {
            reason: "撤点".into(),
        })
    };
    assert_eq!(of(State::Ended, Event::Summarise, &no_more), []);
    assert_eq!(of(State::UnderWay, Event::End, &same), []);
    let objection = |facts: &mut Facts| facts.open_objections = 1;
    assert_eq!(
        of(State::UnderWay, Event::End, &objection),
        [Effect::ObjectionsToComplaints]
    );
    assert_eq!(of(State::Draft, Event::Cancel, &same), []);
    assert_eq!(
        of(State::Approved, Event::Cancel, &informed),
        [Effect::NotifyInformed]
    );
    assert_eq!(
        of(State::Announced, Event::Cancel, &same),
        [Effect::NotifyInformed]
    );
    for (state, event) in [
        (State::Draft, Event::Approve),
        (State::Approved, Event::Announce),
        (State::Announced, Event::Start),
    ] {
        assert_eq!(of(state, event, &objection), []);
    }
}

#[test]
fn cancelling_needs_a_reason() {
    let facts = Facts {
        reason: None,
        ..tour("2026-10-16")
    };
    for state in [State::Draft, State::Approved, State::Announced] {
        assert_eq!(
            refusal(state, Event::Cancel, &facts),
            Some(Refusal::NoReason)
        );
    }
}

#[test]
fn the_policy_reads_and_refuses_what_cannot_be_meant() {
    let file: Document<Policy> = load(crate::policy::policy_file!("campaign-2026-1")).unwrap();
    assert_eq!(&file, built_in().unwrap());
    for (days, good) in [(0, true), (366, true), (367, false)] {
        let policy = Policy {
            announce_days_before: days,
            poster_photos: 1,
        };
        assert_eq!(policy.check().is_ok(), good, "{days}");
    }
}
