//! Churn, repurchase, RFM.

use super::*;

fn household(id: &str) -> ChurnRow {
    ChurnRow {
        id: id.to_owned(),
        in_service_at_start: true,
        heating: true,
        lost: None,
        excused: None,
        last_contact_on: Some(day("2026-06-01")),
        missed_maintenances: 0,
    }
}

fn lost(id: &str, cause: LossCause, on: &str) -> ChurnRow {
    ChurnRow {
        lost: Some(Loss { cause, on: day(on) }),
        ..household(id)
    }
}

fn excused(id: &str, cause: ExcuseCause, on: &str) -> ChurnRow {
    ChurnRow {
        excused: Some(Excuse { cause, on: day(on) }),
        ..household(id)
    }
}

fn silent(id: &str, heating: bool, last: Option<&str>, missed: u32) -> ChurnRow {
    ChurnRow {
        heating,
        last_contact_on: last.map(day),
        missed_maintenances: missed,
        ..household(id)
    }
}

fn year(customers: Vec<ChurnRow>) -> ChurnInput {
    ChurnInput {
        from: day("2026-01-01"),
        to: day("2026-12-31"),
        as_of: day("2027-01-01"),
        customers,
    }
}

#[test]
fn churn_counts_who_was_active_at_the_start_and_was_lost() {
    let newcomer = ChurnRow {
        in_service_at_start: false,
        ..household("new")
    };
    let input = year(vec![
        household("stays"),
        newcomer,
        lost("brand", LossCause::OtherBrand, "2026-01-01"),
        lost("removed", LossCause::Removed, "2026-12-31"),
        lost("elsewhere", LossCause::ServicedElsewhere, "2026-07-01"),
        lost("before", LossCause::Removed, "2025-12-31"),
        lost("after", LossCause::Removed, "2027-01-01"),
        excused("died", ExcuseCause::Death, "2026-03-01"),
        excused("demolished", ExcuseCause::Demolition, "2026-12-31"),
        excused("moved", ExcuseCause::MovedAway, "2026-01-01"),
        excused("moved before", ExcuseCause::MovedAway, "2025-12-31"),
        excused("moves after", ExcuseCause::MovedAway, "2027-01-01"),
    ]);
    let decision = churn(policy(), &input).unwrap();
    let figure = &decision.result;
    assert_eq!(figure.kpi, Kpi::Churn);
    assert_eq!(ids(&figure.hits), ["brand", "elsewhere", "removed"]);
    assert_eq!(ids(&figure.misses), ["after", "moves after", "stays"]);
    assert_eq!(figure.value, Some(50.0));
    assert_eq!(
        excluded(figure),
        [
            ("before", Exclusion::NotActiveAtStart),
            ("moved before", Exclusion::NotActiveAtStart),
            ("new", Exclusion::NotActiveAtStart),
            ("died", Exclusion::Death),
            ("demolished", Exclusion::Demolition),
            ("moved", Exclusion::MovedAway)
        ]
    );
    assert!(!figure.provisional);
    assert_eq!(decision.why.versions, [policy().version_ref()]);
}

#[test]
fn a_silent_household_that_heats_is_lost_after_two_missed_maintenances() {
    for (row, is_lost) in [
        (silent("a", true, None, 2), true),
        (silent("a", true, Some("2025-12-31"), 2), true),
        (silent("a", true, Some("2026-01-01"), 2), false),
        (silent("a", true, None, 1), false),
        (silent("a", true, None, 3), true),
        (silent("a", false, None, 2), false),
    ] {
        let figure = churn(policy(), &year(vec![row.clone()])).unwrap().result;
        assert_eq!(figure.numerator, i64::from(is_lost), "{row:?}");
        assert_eq!(figure.denominator, 1);
    }
}

#[test]
fn a_year_without_customers_has_no_churn_and_a_running_year_is_provisional() {
    let mut input = year(vec![]);
    let figure = churn(policy(), &input).unwrap().result;
    assert_eq!((figure.value, figure.provisional), (None, false));
    input.as_of = input.to;
    assert!(churn(policy(), &input).unwrap().result.provisional);
    input.to = day("2025-12-31");
    let error = churn(policy(), &input).unwrap_err();
    assert_eq!(error.code(), "rule.end_before_start");
    for (change, field) in [
        (
            (|i| i.from = day("1800-01-01")) as fn(&mut ChurnInput),
            "from",
        ),
        (|i| i.to = day("2300-01-01"), "to"),
        (|i| i.as_of = day("2300-01-01"), "as_of"),
        (|i| i.customers[1].id = "a".into(), "customers[1].id"),
    ] {
        let mut input = year(vec![household("a"), household("b")]);
        change(&mut input);
        assert_eq!(churn(policy(), &input).unwrap_err().field(), Some(field));
    }
}

#[test]
fn days_of_households_lie_in_the_calendar_and_not_after_the_day_asked_for() {
    for (name, set) in [
        (
            "lost.on",
            (|row, on| {
                let cause = LossCause::Removed;
                row.lost = Some(Loss { cause, on });
            }) as fn(&mut ChurnRow, NaiveDate),
        ),
        ("excused.on", |row, on| {
            let cause = ExcuseCause::Death;
            row.excused = Some(Excuse { cause, on });
        }),
        ("last_contact_on", |row, on| row.last_contact_on = Some(on)),
    ] {
        for (date, code) in [
            ("1899-12-31", Some("rule.out_of_range")),
            ("2201-01-01", Some("rule.out_of_range")),
            ("2027-01-02", Some("rule.in_future")),
            ("2027-01-01", None),
            ("1900-01-01", None),
        ] {
            let mut input = year(vec![household("a"), household("b")]);
            set(&mut input.customers[1], day(date));
            let error = churn(policy(), &input).err();
            assert_eq!(error.as_ref().map(RuleError::code), code, "{name} {date}");
            let field = code.map(|_| format!("customers[1].{name}"));
            assert_eq!(error.and_then(|e| e.field().map(str::to_owned)), field);
        }
    }
}

fn bought(id: &str, household: &str, kind: PurchaseKind, on: &str) -> PurchaseRow {
    PurchaseRow {
        id: id.to_owned(),
        household: household.to_owned(),
        kind,
        bought_on: day(on),
        refunded: false,
    }
}

fn purchases(purchases: Vec<PurchaseRow>) -> PurchaseInput {
    PurchaseInput {
        as_of: day("2026-06-30"),
        purchases,
    }
}

#[test]
fn repurchase_is_reported_of_all_and_of_those_that_could() {
    use PurchaseKind::{Plan, Unit};
    let refunded = PurchaseRow {
        refunded: true,
        ..bought("8", "back", Unit, "2020-01-01")
    };
    let again_refunded = PurchaseRow {
        refunded: true,
        ..bought("10", "once", Unit, "2026-02-01")
    };
    let input = purchases(vec![
        bought("1", "again", Unit, "2024-01-01"),
        bought("2", "again", Plan, "2025-01-01"),
        bought("3", "same day", Unit, "2024-01-01"),
        bought("4", "same day", Plan, "2024-01-01"),
        bought("5", "six years", Unit, "2020-06-30"),
        bought("6", "nearly six", Unit, "2020-07-01"),
        bought("7", "plan only", Plan, "2010-01-01"),
        refunded,
        bought("9", "once", Unit, "2025-02-01"),
        again_refunded,
    ]);
    let decision = repurchase(policy(), &input).unwrap();
    let Repurchase { all, eligible } = &decision.result;
    assert_eq!(
        (all.kpi, eligible.kpi),
        (Kpi::RepurchaseAll, Kpi::RepurchaseEligible)
    );
    assert_eq!(ids(&all.hits), ["again"]);
    assert_eq!(all.denominator, 6);
    assert_eq!(excluded(all), [("back", Exclusion::Refunded)]);
    assert_eq!(ids(&eligible.hits), ["again"]);
    assert_eq!(ids(&eligible.misses), ["six years"]);
    assert_eq!(eligible.value, Some(50.0));
    let left_out = [
        ("back", Exclusion::Refunded),
        ("nearly six", Exclusion::NotEligible),
        ("once", Exclusion::NotEligible),
        ("plan only", Exclusion::NotEligible),
        ("same day", Exclusion::NotEligible),
    ];
    assert_eq!(excluded(eligible), left_out);
    assert_eq!(decision.why.versions, [policy().version_ref()]);
}

#[test]
fn impossible_purchases_are_named() {
    for (change, code, field) in [
        (
            (|i| i.purchases[0].bought_on = day("2026-07-01")) as fn(&mut PurchaseInput),
            "rule.in_future",
            "purchases[0].bought_on",
        ),
        (
            |i| i.purchases[0].bought_on = day("1899-12-31"),
            "rule.out_of_range",
            "purchases[0].bought_on",
        ),
        (
            |i| i.purchases[0].household.clear(),
            "rule.missing",
            "purchases[0].household",
        ),
        (
            |i| i.purchases[0].id.clear(),
            "rule.missing",
            "purchases[0].id",
        ),
        (
            |i| i.as_of = day("2300-01-01"),
            "rule.out_of_range",
            "as_of",
        ),
    ] {
        let mut input = purchases(vec![bought("1", "a", PurchaseKind::Unit, "2026-06-30")]);
        assert!(repurchase(policy(), &input).is_ok());
        change(&mut input);
        let error = repurchase(policy(), &input).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some(field)));
    }
}

#[test]
fn a_unit_bought_at_the_end_of_the_calendar_is_not_old() {
    let mut input = purchases(vec![bought("1", "a", PurchaseKind::Unit, "2200-01-01")]);
    input.as_of = day("2200-12-31");
    let result = repurchase(policy(), &input).unwrap().result;
    assert_eq!(excluded(&result.eligible), [("a", Exclusion::NotEligible)]);
}

fn event(kind: RfmEventKind, on: &str, amount_fen: i64) -> RfmEvent {
    RfmEvent {
        on: day(on),
        kind,
        amount_fen,
    }
}

fn customer(id: &str, dealer: &str, events: Vec<RfmEvent>) -> RfmCustomer {
    RfmCustomer {
        id: id.to_owned(),
        dealer_id: dealer.to_owned(),
        events,
    }
}

fn scores(customers: Vec<RfmCustomer>) -> Vec<RfmScore> {
    let as_of = day("2026-06-15");
    rfm(policy(), &RfmInput { as_of, customers })
        .unwrap()
        .result
        .scores
}

#[test]
fn rfm_measures_months_events_and_money() {
    use RfmEventKind::{Contact, Paid, Refund};
    let one = |events: Vec<RfmEvent>| {
        let score = scores(vec![customer("a", "d", events)]).remove(0);
        (score.recency_months, score.frequency, score.money_fen)
    };
    assert_eq!(one(vec![]), (None, 0, 0));
    assert_eq!(
        one(vec![
            event(Paid, "2026-01-16", 500),
            event(Contact, "2026-05-16", 0),
            event(Refund, "2026-06-01", 200),
        ]),
        (Some(0), 2, 300)
    );
    assert_eq!(
        one(vec![event(Contact, "2026-05-15", 999)]),
        (Some(1), 1, 0)
    );
    assert_eq!(one(vec![event(Contact, "2026-06-15", 0)]), (Some(0), 1, 0));
    assert_eq!(one(vec![event(Contact, "2025-06-16", 0)]), (Some(11), 1, 0));
    // The window is 36 months after 15 June 2023.
    assert_eq!(one(vec![event(Paid, "2023-06-16", 7)]), (Some(35), 1, 7));
    assert_eq!(one(vec![event(Paid, "2023-06-15", 7)]), (Some(36), 0, 0));
    // A refund of an older payment takes the money below nothing.
    let events = vec![
        event(Paid, "2020-01-01", 900),
        event(Refund, "2026-01-01", 900),
    ];
    assert_eq!(one(events), (Some(77), 0, 0));
    assert_eq!(one(vec![event(Refund, "2026-06-01", 5)]), (None, 0, 0));
}

/// `n` customers of a dealer; the number says how much each paid.
fn paying(dealer: &str, amounts: impl IntoIterator<Item = i64>) -> Vec<RfmCustomer> {
    let amounts = amounts.into_iter().enumerate();
    amounts
        .map(|(number, fen)| {
            let events = vec![event(RfmEventKind::Paid, "2026-01-01", fen)];
            customer(&format!("{dealer}{number:03}"), dealer, events)
        })
        .collect()
}

#[test]
fn fifty_customers_make_quintiles_and_fewer_make_terciles() {
    let of_fifty = scores(paying("d", 1..=50));
    for (number, score) in of_fifty.iter().enumerate() {
        assert_eq!(score.m, 1 + number as u32 / 10);
        assert_eq!((score.r, score.f, score.groups), (1, 1, 5));
    }
    let of_49 = scores(paying("d", 1..=49));
    assert!(of_49.iter().all(|score| score.groups == 3));
    assert_eq!(of_49[16].m, 1);
    assert_eq!(of_49[17].m, 2);
    assert_eq!(of_49[48].m, 3);
}

#[test]
fn equal_measures_share_the_lower_group() {
    // Places 0–5; the three in the middle span the border between the groups.
    let m: Vec<_> = scores(paying("d", [1, 5, 5, 5, 8, 9]))
        .iter()
        .map(|s| s.m)
        .collect();
    assert_eq!(m, [1, 1, 1, 1, 3, 3]);
    let m: Vec<_> = scores(paying("d", [7; 6])).iter().map(|s| s.m).collect();
    assert_eq!(m, [1; 6]);
}

#[test]
fn the_most_recent_and_the_most_frequent_are_in_the_highest_group() {
    let contact = |on| event(RfmEventKind::Contact, on, 0);
    let of = scores(vec![
        customer("a", "d", vec![]),
        customer("b", "d", vec![contact("2026-01-01")]),
        customer("c", "d", vec![contact("2026-06-01"), contact("2026-01-01")]),
    ]);
    let groups: Vec<_> = of.iter().map(|s| (s.r, s.f, s.m)).collect();
    assert_eq!(groups, [(1, 1, 1), (2, 2, 1), (3, 3, 1)]);
}

#[test]
fn groups_are_made_per_dealer_and_listed_by_dealer_and_customer() {
    let mut customers = paying("y", [100, 200, 300]);
    customers.extend(paying("x", 1..=50));
    customers.reverse();
    let input = RfmInput {
        as_of: day("2026-06-15"),
        customers,
    };
    let decision = rfm(policy(), &input).unwrap();
    let scores = &decision.result.scores;
    assert_eq!(scores[0].id, "x000");
    assert_eq!(scores[49].m, 5);
    let last: Vec<_> = scores[50..].iter().map(|s| (s.id.as_str(), s.m)).collect();
    assert_eq!(last, [("y000", 1), ("y001", 2), ("y002", 3)]);
    assert_eq!(note_keys(&decision), ["kpi-rfm-few"]);
    assert_eq!(
        render_all(&decision.why, Language::En)[1],
        "3 customers of the dealer are fewer than 50, so 3 groups are made."
    );
}

#[test]
fn impossible_events_are_named() {
    for (change, code, field) in [
        (
            (|i| i.customers[0].events[0].on = day("2026-06-16")) as fn(&mut RfmInput),
            "rule.in_future",
            "customers[0].events[0].on",
        ),
        (
            |i| i.customers[0].events[0].on = day("1899-12-31"),
            "rule.out_of_range",
            "customers[0].events[0].on",
        ),
        (
            |i| i.customers[0].events[0].amount_fen = -1,
            "rule.out_of_range",
            "customers[0].events[0].amount_fen",
        ),
        (
            |i| i.customers[0].events[0].amount_fen = 1_000_000_001,
            "rule.out_of_range",
            "customers[0].events[0].amount_fen",
        ),
        (
            |i| i.customers[0].events = vec![i.customers[0].events[0]; 10_001],
            "rule.out_of_range",
            "customers[0].events",
        ),
        (
            |i| i.customers[0].id.clear(),
            "rule.missing",
            "customers[0].id",
        ),
        (
            |i| i.as_of = day("2300-01-01"),
            "rule.out_of_range",
            "as_of",
        ),
        (
            |i| i.as_of = day("1901-01-01"),
            "rule.out_of_range",
            "as_of",
        ),
    ] {
        let mut input = RfmInput {
            as_of: day("2026-06-15"),
            customers: vec![customer(
                "a",
                "d",
                vec![event(RfmEventKind::Paid, "2026-06-15", 1_000_000_000); 10_000],
            )],
        };
        assert!(rfm(policy(), &input).is_ok());
        change(&mut input);
        let error = rfm(policy(), &input).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some(field)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn groups_are_monotone_in_the_measure_whatever_the_order_of_rows(
        amounts in proptest::collection::vec(0..30_i64, 1..80),
        turn in 0..80_usize,
    ) {
        let customers = paying("d", amounts.iter().copied());
        let mut turned = customers.clone();
        turned.rotate_left(turn % amounts.len());
        turned.reverse();
        let of = scores(customers);
        prop_assert_eq!(&of, &scores(turned));
        for one in &of {
            prop_assert!((1..=one.groups).contains(&one.m));
            for other in &of {
                prop_assert!(one.money_fen > other.money_fen || one.m <= other.m);
                prop_assert!(one.money_fen != other.money_fen || one.m == other.m);
            }
        }
    }

    #[test]
    fn the_order_of_households_and_purchases_changes_nothing(
        facts in proptest::collection::vec((0..3_u8, 0..400_i64, 0..3_u32, 0..5_u8), 0..12),
        turn in 0..12_usize,
    ) {
        let rows: Vec<_> = facts.iter().enumerate().map(|(n, (kind, days, missed, _))| {
            let on = day("2025-06-01") + chrono::Days::new(*days as u64);
            ChurnRow {
                lost: (*kind == 1).then_some(Loss { cause: LossCause::Removed, on }),
                excused: (*kind == 2).then_some(Excuse { cause: ExcuseCause::Death, on }),
                last_contact_on: Some(on),
                missed_maintenances: *missed,
                ..household(&n.to_string())
            }
        }).collect();
        let bought: Vec<_> = facts.iter().enumerate().map(|(n, (kind, days, _, home))| {
            let on = (day("2019-06-01") + chrono::Days::new(*days as u64 * 5)).to_string();
            let kind = if *kind == 1 { PurchaseKind::Plan } else { PurchaseKind::Unit };
            bought(&n.to_string(), &home.to_string(), kind, &on)
        }).collect();
        let (mut turned, mut turned_bought) = (rows.clone(), bought.clone());
        turned.rotate_left(turn % rows.len().max(1));
        turned_bought.rotate_left(turn % rows.len().max(1));
        turned_bought.reverse();
        prop_assert_eq!(churn(policy(), &year(rows)), churn(policy(), &year(turned)));
        let result = repurchase(policy(), &purchases(bought)).unwrap();
        prop_assert_eq!(&result, &repurchase(policy(), &purchases(turned_bought)).unwrap());
        let Repurchase { all, eligible } = result.result;
        prop_assert!(all.numerator == eligible.numerator && eligible.denominator <= all.denominator);
    }
}
