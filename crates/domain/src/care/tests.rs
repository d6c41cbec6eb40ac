use super::*;
use crate::calendar::lunar::birthday_built_in;
use crate::privacy::policy::Purpose;
use proptest::prelude::*;
use uuid::Uuid;

const NOW: i64 = 1_795_233_600_000;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

fn said(person: Uuid, purpose: Purpose, given: bool, occurred_at: i64) -> ConsentRow {
    ConsentRow {
        person,
        purpose,
        given,
        occurred_at,
        clock_suspect: false,
    }
}

fn wishes() -> Wishes {
    Wishes {
        customer: CustomerId(id(1)),
        no_call: false,
        no_marketing: false,
    }
}

fn with<T>(consents: &[ConsentRow], of: impl Fn(Rules<'_>) -> T) -> T {
    of(Rules {
        care: &built_in().unwrap().content,
        birthday: birthday_built_in().unwrap(),
        privacy: crate::privacy::built_in().unwrap(),
        consents,
    })
}

fn birthday_on(
    consents: &[ConsentRow],
    wishes: &Wishes,
    born: Birthday,
    on: &str,
) -> Option<NaiveDate> {
    let at = (day(on), NOW);
    let found = with(consents, |rules| {
        rules.birthday(wishes, PersonId(id(2)), (born, 1956), at)
    });
    found.unwrap().map(|one| one.on)
}

#[test]
fn a_birthday_is_called_about_from_seven_days_before_until_the_day_in_either_calendar() {
    let yes = [said(id(2), Purpose::Birthday, true, 0)];
    let solar = Birthday::Solar { month: 12, day: 1 };
    // 冬月初一 of 2026 is 9 December; 二〇二五 had a leap sixth month.
    let lunar = Birthday::Lunar {
        month: 11,
        leap: false,
        day: 1,
    };
    let in_leap = Birthday::Lunar {
        month: 6,
        leap: true,
        day: 10,
    };
    for (born, on, expected) in [
        (solar, "2026-11-23", None),
        (solar, "2026-11-24", Some("2026-12-01")),
        (solar, "2026-12-01", Some("2026-12-01")),
        (solar, "2026-12-02", None),
        (lunar, "2026-12-01", None),
        (lunar, "2026-12-02", Some("2026-12-09")),
        (lunar, "2026-12-09", Some("2026-12-09")),
        (lunar, "2026-12-10", None),
        // The leap month's own day in a year that has it, the plain month's in the others.
        (in_leap, "2025-08-01", Some("2025-08-03")),
        (in_leap, "2026-07-20", Some("2026-07-23")),
    ] {
        let found = birthday_on(&yes, &wishes(), born, on);
        assert_eq!(found, expected.map(day), "{born:?} {on}");
    }
}

#[test]
fn nobody_is_called_on_a_birthday_without_their_own_consent_or_against_a_wish() {
    let born = Birthday::Solar { month: 12, day: 1 };
    let told = |consents: &[ConsentRow], wishes: &Wishes| {
        birthday_on(consents, wishes, born, "2026-11-30").is_some()
    };
    let own = said(id(2), Purpose::Birthday, true, 0);
    assert!(told(std::slice::from_ref(&own), &wishes()));
    assert!(!told(&[], &wishes()));
    // The household's, another purpose's, one that was taken back.
    assert!(!told(&[said(id(1), Purpose::Birthday, true, 0)], &wishes()));
    assert!(!told(&[said(id(2), Purpose::Care, true, 0)], &wishes()));
    assert!(!told(
        &[own, said(id(2), Purpose::Birthday, false, 5)],
        &wishes()
    ));
    let no_call = Wishes {
        no_call: true,
        ..wishes()
    };
    let no_marketing = Wishes {
        no_marketing: true,
        ..wishes()
    };
    assert!(!told(std::slice::from_ref(&own), &no_call));
    assert!(!told(std::slice::from_ref(&own), &no_marketing));
}

#[test]
fn an_anniversary_is_called_about_for_a_week_with_the_households_consent_and_never_on_the_first_day()
 {
    let yes = [said(id(1), Purpose::Care, true, 0)];
    let found = |consents: &[ConsentRow], installed: &str, on: &str| {
        let about = (UnitId(id(3)), day(installed));
        let found = with(consents, |rules| {
            rules.anniversary(&wishes(), about, (day(on), NOW))
        });
        found.unwrap().map(|one| (one.on, one.years))
    };
    for (on, expected) in [
        ("2026-10-31", None),
        ("2026-11-01", Some((day("2026-11-01"), 2))),
        ("2026-11-08", Some((day("2026-11-01"), 2))),
        ("2026-11-09", None),
    ] {
        assert_eq!(found(&yes, "2024-11-01", on), expected, "{on}");
    }
    assert_eq!(found(&yes, "2026-11-01", "2026-11-01"), None);
    assert_eq!(found(&[], "2024-11-01", "2026-11-01"), None);
    // Over the end of a year.
    assert_eq!(
        found(&yes, "2024-12-30", "2027-01-03"),
        Some((day("2026-12-30"), 2))
    );
}

#[test]
fn the_check_before_the_season_needs_no_consent_and_spares_only_who_wants_no_calls() {
    let found = |wishes: &Wishes, on: &str| {
        let found = with(&[], |rules| {
            rules.season_check(wishes, true, (day(on), NOW))
        });
        found.unwrap().is_some()
    };
    for (on, expected) in [
        ("2026-09-14", false),
        ("2026-09-15", true),
        ("2026-11-15", true),
        ("2026-11-16", false),
    ] {
        assert_eq!(found(&wishes(), on), expected, "{on}");
    }
    assert!(found(
        &Wishes {
            no_marketing: true,
            ..wishes()
        },
        "2026-10-01"
    ));
    assert!(!found(
        &Wishes {
            no_call: true,
            ..wishes()
        },
        "2026-10-01"
    ));
}

fn occasion(n: u128, kind: CareKind, until: u32, unmaintained: bool) -> Occasion {
    let until = day("2026-10-01")
        .checked_add_days(Days::new(until.into()))
        .unwrap();
    Occasion {
        kind,
        customer: CustomerId(id(n)),
        person: Some(PersonId(id(n))),
        unit: Some(UnitId(id(n))),
        on: until,
        until,
        years: 1,
        unmaintained,
    }
}

#[test]
fn of_a_season_those_without_maintenance_come_first_and_a_household_once_a_year() {
    let one = occasion(1, CareKind::Season, 5, false);
    let two = occasion(2, CareKind::Season, 5, true);
    let chosen = choose(5, vec![one.clone(), two.clone()], &HashSet::new(), 0);
    assert_eq!(chosen, [two.clone(), one.clone()]);
    let later = Occasion {
        on: day("2026-11-15"),
        ..one.clone()
    };
    assert_eq!(later.id(), one.id());
    let next_year = Occasion {
        on: day("2027-11-15"),
        ..one.clone()
    };
    assert_ne!(next_year.id(), one.id());
}

proptest! {
    #[test]
    fn every_pc_chooses_the_same_whatever_the_order_and_never_more_than_the_shop_wants(
        all in proptest::collection::vec((0_u128..20, 0_usize..3, 0_u32..4, any::<bool>()), 0..30),
        per_day in 0_usize..8, handled_today in 0_usize..10, turn in 0_usize..30
    ) {
        let of = |(n, kind, until, unmaintained): &(u128, usize, u32, bool)| {
            occasion(*n, CareKind::ALL[*kind], *until, *unmaintained && *n % 2 == 0)
        };
        let mut all: Vec<_> = all.iter().map(of).collect();
        // What one household is said to be, it is.
        all.sort_by_key(|one| (one.id(), !one.unmaintained));
        all.dedup_by_key(|one| one.id());
        let handled: HashSet<_> = all.iter().take(2).map(Occasion::id).collect();
        let chosen = choose(per_day, all.clone(), &handled, handled_today);
        prop_assert!(chosen.len() <= per_day.saturating_sub(handled_today));
        prop_assert!(chosen.iter().all(|one| !handled.contains(&one.id())));
        let middle = turn.min(all.len());
        all.rotate_left(middle);
        all.reverse();
        prop_assert_eq!(choose(per_day, all, &handled, handled_today), chosen);
    }
}
