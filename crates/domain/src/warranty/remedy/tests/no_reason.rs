//! Returns without a fault (§2.3, R093).

use proptest::prelude::*;

use super::*;

fn asked(channel: SalesChannel, at: i64) -> NoReasonInput {
    NoReasonInput {
        channel,
        received_on: day("2026-01-01"),
        requested_at: at,
        custom_made: false,
        installed: false,
        unsuitable_confirmed: false,
    }
}

fn answer(input: &NoReasonInput) -> NoReasonReturn {
    no_reason_return(input, rules(), list()).unwrap().result
}

#[test]
fn distance_sales_may_go_back_for_seven_days_and_sales_face_to_face_may_not() {
    use NoReasonReason::{NotDistanceSale, TooLate, WithinPeriod};
    for channel in SalesChannel::ALL {
        for (at, reason) in [
            (start("2026-01-01"), WithinPeriod),
            (end("2026-01-08"), WithinPeriod),
            (start("2026-01-09"), TooLate),
        ] {
            let face_to_face = matches!(channel, SalesChannel::Shop | SalesChannel::Door);
            let expected = NoReasonReturn {
                allowed: !face_to_face && reason == WithinPeriod,
                last_day: (!face_to_face).then(|| day("2026-01-08")),
                reason: if face_to_face {
                    NotDistanceSale
                } else {
                    reason
                },
            };
            assert_eq!(answer(&asked(*channel, at)), expected, "{channel:?} {at}");
        }
    }
}

#[test]
fn the_last_day_moves_past_rest_days() {
    let input = NoReasonInput {
        received_on: day("2026-02-09"),
        ..asked(SalesChannel::Wechat, end("2026-02-24"))
    };
    let decision = no_reason_return(&input, rules(), list()).unwrap();
    assert_eq!(decision.result.last_day, Some(day("2026-02-24")));
    assert!(decision.result.allowed);
    assert!(
        decision
            .why
            .steps
            .iter()
            .any(|line| line.key == "calendar-rolled")
    );
    let late = NoReasonInput {
        requested_at: start("2026-02-25"),
        ..input
    };
    assert_eq!(answer(&late).reason, NoReasonReason::TooLate);
}

#[test]
fn what_was_made_to_order_or_installed_is_judged_by_the_table() {
    use NoReasonReason::{
        ConfirmedUnsuitable, CustomMade, ManagerDecides, NotDistanceSale, TooLate, WithinPeriod,
    };
    let (early, late) = (start("2026-01-05"), start("2026-01-20"));
    let (web, shop) = (SalesChannel::Online, SalesChannel::Shop);
    // (channel, asked, [custom made, installed, confirmed], reason, row)
    for (channel, at, goods, reason, row) in [
        (web, early, [false, false, false], WithinPeriod, 1),
        (web, early, [false, false, true], WithinPeriod, 1),
        (web, early, [true, false, false], CustomMade, 2),
        (web, early, [true, true, true], CustomMade, 2),
        (web, late, [true, false, false], CustomMade, 2),
        (web, early, [false, true, true], ConfirmedUnsuitable, 3),
        (web, late, [false, true, true], ConfirmedUnsuitable, 3),
        (web, early, [false, true, false], ManagerDecides, 4),
        (web, late, [false, true, false], TooLate, 1),
        (shop, early, [true, true, true], NotDistanceSale, 5),
    ] {
        let [custom_made, installed, unsuitable_confirmed] = goods;
        let input = NoReasonInput {
            custom_made,
            installed,
            unsuitable_confirmed,
            ..asked(channel, at)
        };
        let decision = no_reason_return(&input, rules(), list()).unwrap();
        assert_eq!(decision.result.reason, reason, "{input:?}");
        assert_eq!(decision.result.allowed, reason == WithinPeriod);
        assert_eq!(decision.why.rows, [format!("T2.3.{row}")]);
        assert_eq!(
            decision.why.missing.len(),
            usize::from(reason == ManagerDecides)
        );
        let dated = decision
            .why
            .steps
            .iter()
            .any(|line| line.key == "no-reason-period");
        assert_eq!(dated, reason != NotDistanceSale);
    }
}

#[test]
fn a_request_before_receipt_is_refused() {
    let input = asked(SalesChannel::Online, end("2025-12-31"));
    assert_refused(
        no_reason_return(&input, rules(), list()),
        "rule.end_before_start",
        "requested_at",
    );
    let input = NoReasonInput {
        received_on: day("1899-12-31"),
        ..input
    };
    assert_refused(
        no_reason_return(&input, rules(), list()),
        "rule.out_of_range",
        "received_on",
    );
}

#[test]
fn money_is_due_seven_days_after_the_goods_came_back_rest_day_or_not() {
    let due = refund_due(day("2026-02-09"), rules()).unwrap();
    assert_eq!(due.result, day("2026-02-16"));
    assert!(due.why.dates().any(|date| date == due.result));
    let law = [rules().consumer_law.version_ref()];
    assert_eq!(sources(&due.why), (vec!["basis-consumer-25"], &law[..]));
    assert_refused(
        refund_due(day("2200-12-31"), rules()),
        "rule.out_of_range",
        "goods_back_on",
    );
}

#[test]
fn the_day_of_receipt_comes_from_the_best_evidence() {
    use ReceiptSource::{Carrier, Installed, Signed};
    let (a, b, c) = (
        Some(day("2026-01-01")),
        Some(day("2026-01-02")),
        Some(day("2026-01-03")),
    );
    for (signed_on, carrier_on, installed_on, expected) in [
        (a, b, c, Some((day("2026-01-01"), Signed))),
        (None, b, c, Some((day("2026-01-02"), Carrier))),
        (None, None, c, Some((day("2026-01-03"), Installed))),
        (None, None, None, None),
    ] {
        let evidence = ReceiptEvidence {
            signed_on,
            carrier_on,
            installed_on,
        };
        let known = received_on(&evidence).map(|received| (received.on, received.source));
        assert_eq!(known, expected);
    }
}

#[test]
fn the_shop_exchanges_what_does_not_suit_while_it_is_unopened() {
    use GoodwillReason::{Opened, TooLate, WithinPromise};
    for (at, unopened, reason) in [
        (end("2026-01-08"), true, WithinPromise),
        (start("2026-01-09"), true, TooLate),
        (end("2026-01-08"), false, Opened),
        (start("2026-01-09"), false, Opened),
    ] {
        let input = GoodwillInput {
            received_on: day("2026-01-01"),
            requested_at: at,
            unopened,
        };
        let result = goodwill_exchange(&input, rules(), list()).unwrap().result;
        let expected = GoodwillExchange {
            allowed: reason == WithinPromise,
            last_day: day("2026-01-08"),
            reason,
            counts_as_defect: false,
        };
        assert_eq!(result, expected);
    }
    let early = GoodwillInput {
        received_on: day("2026-01-02"),
        requested_at: end("2026-01-01"),
        unopened: true,
    };
    assert_refused(
        goodwill_exchange(&early, rules(), list()),
        "rule.end_before_start",
        "requested_at",
    );
}

#[test]
fn law_and_promise_are_named_with_their_versions() {
    // Face to face no period is counted, so no list of holidays is used.
    let shop = asked(SalesChannel::Shop, start("2026-01-05"));
    let why = no_reason_return(&shop, rules(), list()).unwrap().why;
    let law = [rules().consumer_law.version_ref()];
    assert_eq!(sources(&why), (vec!["basis-consumer-25"], &law[..]));
    let kept = GoodwillInput {
        received_on: day("2026-01-01"),
        requested_at: start("2026-01-05"),
        unopened: true,
    };
    let why = goodwill_exchange(&kept, rules(), list()).unwrap().why;
    let (basis, versions) = sources(&why);
    assert_eq!(basis, ["basis-remedy-goodwill"]);
    assert!(versions.contains(&rules().policy.version_ref()));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn asking_later_never_opens_the_right_again(
        after in 0_i64..30, later in 0_i64..30, custom in any::<bool>(),
        installed in any::<bool>(), confirmed in any::<bool>(), channel in 0_usize..7,
    ) {
        let at = |days: i64| NoReasonInput {
            custom_made: custom,
            installed,
            unsuitable_confirmed: confirmed,
            ..asked(SalesChannel::ALL[channel], start("2026-01-01") + days * crate::time::DAY_MS)
        };
        let (first, second) = (answer(&at(after)), answer(&at(after + later)));
        prop_assert!(first.allowed || !second.allowed);
        prop_assert_eq!(first.last_day, second.last_day);
    }
}

#[test]
fn before_the_law_gave_the_right_there_is_none() {
    let input = |received: &str, channel| NoReasonInput {
        channel,
        received_on: day(received),
        requested_at: start(received),
        custom_made: false,
        installed: false,
        unsuitable_confirmed: false,
    };
    let decide = |input| no_reason_return(&input, rules(), list()).unwrap();
    let before = decide(input("2014-03-14", SalesChannel::Online));
    assert!(!before.result.allowed);
    assert_eq!(before.result.last_day, None);
    assert_eq!(before.result.reason, NoReasonReason::NotInForce);
    assert_eq!(before.why.steps.len(), 1);
    assert!(before.why.dates().any(|date| date == day("2014-03-15")));
    let since = decide(input("2014-03-15", SalesChannel::Online)).result;
    assert_eq!(since.reason, NoReasonReason::WithinPeriod);
    let shop = decide(input("2010-03-15", SalesChannel::Shop)).result;
    assert_eq!(shop.reason, NoReasonReason::NotDistanceSale);
}
