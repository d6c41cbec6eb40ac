//! What may be charged (R092).

use super::*;
use crate::policy::{Content as _, Document, load};

fn prices() -> Document<PriceList> {
    load(
        r#"{"version":"LH001-3","source":"柳河网点价目表","effective_on":"2026-01-01",
        "reviewed_by":null,"content":{"items":[
        {"code":"L1","kind":"labour","name":"维修工时","name_en":"Repair labour","unit_fen":8000},
        {"code":"P1","kind":"part","name":"点火针","name_en":"Ignition electrode","unit_fen":3550},
        {"code":"T1","kind":"travel","name":"上门","name_en":"Call-out","unit_fen":2000}]}}"#,
    )
    .unwrap()
}

fn order(repair: Row) -> ChargeCase {
    let item = |code: &str, quantity| ChargeItem {
        code: code.into(),
        quantity,
    };
    ChargeCase {
        repair,
        items: vec![item("L1", 1), item("P1", 2), item("T1", 1)],
        plan: None,
        override_by: None,
    }
}

fn charged(case: &ChargeCase) -> Charge {
    decide_charge(case, &prices()).unwrap().result
}

#[test]
fn what_the_customer_has_by_right_is_free_and_locked() {
    for (row, reason, step) in [
        (Row::R1, ChargeReason::InWarranty, "charge-in-warranty"),
        (Row::R2, ChargeReason::InWarranty, "charge-in-warranty"),
        (Row::R9, ChargeReason::InWarranty, "charge-in-warranty"),
        (Row::R10, ChargeReason::Rework, "charge-rework"),
        (Row::R12, ChargeReason::ConsumerLaw, "charge-consumer-law"),
    ] {
        let why = decide_charge(&order(row), &prices()).unwrap().why;
        assert_eq!(why.steps[0].key, step);
        let result = charged(&order(row));
        assert_eq!(
            (result.reason, result.locked, result.total_fen),
            (reason, true, 0)
        );
        assert_eq!(result.list_fen, 17_100);
        assert!(result.lines.iter().all(|line| line.charged_fen == 0));
    }
    for row in [Row::R3, Row::R6, Row::R11] {
        assert_refused(
            decide_charge(&order(row), &prices()),
            "rule.bad_value",
            "repair",
        );
    }
}

#[test]
fn otherwise_the_price_list_decides_line_by_line() {
    let result = charged(&order(Row::R13));
    assert_eq!(result.reason, ChargeReason::PriceList);
    assert!(!result.locked);
    assert_eq!((result.list_fen, result.total_fen), (17_100, 17_100));
    let lines: Vec<_> = result
        .lines
        .iter()
        .map(|line| (line.kind, line.unit_fen, line.list_fen))
        .collect();
    assert_eq!(
        lines,
        [
            (LineKind::Labour, 8_000, 8_000),
            (LineKind::Part, 3_550, 7_100),
            (LineKind::Travel, 2_000, 2_000)
        ]
    );
    let why = decide_charge(&order(Row::R13), &prices()).unwrap().why;
    let names: Vec<_> = why.steps[..3].iter().map(|line| &line.args[..2]).collect();
    let named = |zh: &str, en: &str| [("name", zh.into()), ("name_en", en.into())];
    assert_eq!(
        names,
        [
            &named("维修工时", "Repair labour"),
            &named("点火针", "Ignition electrode"),
            &named("上门", "Call-out"),
        ]
    );
    assert_eq!(why.versions[0].version, "LH001-3");
    assert_eq!(why.rows, ["T3.R13"]);
}

#[test]
fn a_plan_takes_over_its_kinds_of_lines_while_services_are_left() {
    use LineKind::{Labour, Part, Travel};
    for (covers, services_left, total_fen, reason, used_up) in [
        (
            vec![Labour, Travel],
            1,
            7_100,
            ChargeReason::PriceList,
            false,
        ),
        (vec![Labour, Part, Travel], 1, 0, ChargeReason::Plan, false),
        (
            vec![Labour, Part, Travel],
            0,
            17_100,
            ChargeReason::PriceList,
            true,
        ),
        (vec![], 1, 17_100, ChargeReason::PriceList, false),
    ] {
        let case = ChargeCase {
            plan: Some(PlanEntitlement {
                name: "安心两年".into(),
                covers: covers.clone(),
                services_left,
            }),
            ..order(Row::R13)
        };
        let decision = decide_charge(&case, &prices()).unwrap();
        let result = decision.result;
        assert_eq!(
            (result.total_fen, result.reason),
            (total_fen, reason),
            "{covers:?}"
        );
        assert!(!result.locked);
        let told = decision
            .why
            .notes
            .iter()
            .any(|line| line.key == "charge-plan-used-up");
        assert_eq!(told, used_up);
        let by_plan = decision
            .why
            .steps
            .iter()
            .filter(|line| line.key == "charge-line-plan")
            .count();
        assert_eq!(by_plan, if used_up { 0 } else { covers.len() });
        let basis = decision
            .why
            .basis
            .iter()
            .filter(|basis| basis.key == "basis-remedy-plan")
            .count();
        assert_eq!(basis, usize::from(by_plan > 0));
    }
    let nothing_done = ChargeCase {
        items: vec![],
        plan: Some(PlanEntitlement {
            name: "安心两年".into(),
            covers: vec![],
            services_left: 1,
        }),
        ..order(Row::R13)
    };
    assert_eq!(charged(&nothing_done).reason, ChargeReason::PriceList);
}

#[test]
fn less_is_charged_only_by_somebody_who_may_with_a_reason_and_within_the_limit() {
    let wish = |amount_fen, reason: &str, permitted, limit_fen| ChargeCase {
        override_by: Some(ChargeOverride {
            amount_fen,
            reason: reason.into(),
            permitted,
            limit_fen,
        }),
        ..order(Row::R13)
    };
    use OverrideOutcome::{AboveLimit, AboveList, Applied, NotPermitted, ReasonMissing};
    for (case, outcome, total_fen) in [
        (wish(7_100, "老客户", true, Some(10_000)), Applied, 7_100),
        (
            wish(7_099, "老客户", true, Some(10_000)),
            AboveLimit,
            17_100,
        ),
        (wish(0, "老客户", true, None), Applied, 0),
        (wish(0, "老客户", false, None), NotPermitted, 17_100),
        (wish(0, " ", true, None), ReasonMissing, 17_100),
        (wish(17_100, "按价目表", true, Some(0)), Applied, 17_100),
        (wish(17_101, "加价", true, None), AboveList, 17_100),
    ] {
        let result = charged(&case);
        assert_eq!(
            (result.override_outcome, result.total_fen),
            (outcome, total_fen),
            "{case:?}"
        );
        let expected = if outcome == Applied {
            ChargeReason::Overridden
        } else {
            ChargeReason::PriceList
        };
        assert_eq!(result.reason, expected);
    }
    let locked = ChargeCase {
        repair: Row::R9,
        ..wish(0, "老客户", true, None)
    };
    let result = charged(&locked);
    assert_eq!(
        (result.override_outcome, result.total_fen),
        (OverrideOutcome::Locked, 0)
    );
    assert_eq!(result.reason, ChargeReason::InWarranty);
    assert_eq!(
        charged(&order(Row::R13)).override_outcome,
        OverrideOutcome::None
    );
    for (case, field) in [
        (wish(-1, "x", true, None), "override_by.amount_fen"),
        (wish(0, "x", true, Some(-1)), "override_by.limit_fen"),
    ] {
        assert_refused(decide_charge(&case, &prices()), "rule.out_of_range", field);
    }
}

#[test]
fn lines_nobody_means_are_refused_with_their_place() {
    let with = |code: &str, quantity| {
        let mut case = order(Row::R13);
        case.items[1] = ChargeItem {
            code: code.into(),
            quantity,
        };
        decide_charge(&case, &prices())
    };
    assert_refused(with("X9", 1), "rule.unknown_code", "items[1].code");
    assert_refused(with("P1", 0), "rule.out_of_range", "items[1].quantity");
    assert_refused(with("P1", 1_001), "rule.out_of_range", "items[1].quantity");
    assert!(with("P1", 1_000).is_ok());
    let many = |count| {
        let mut case = order(Row::R13);
        case.items = vec![case.items[0].clone(); count];
        decide_charge(&case, &prices())
    };
    assert!(many(1_000).is_ok());
    assert_refused(many(1_001), "rule.out_of_range", "items");
}

#[test]
fn a_price_list_that_does_not_hold_together_is_refused() {
    let bad = |change: fn(&mut PriceItem)| {
        let mut list = prices().content;
        change(&mut list.items[1]);
        list.check()
    };
    assert!(bad(|_| {}).is_ok());
    assert_refused(
        bad(|item| item.code = "L1".into()),
        "rule.bad_policy",
        "items[1].code",
    );
    assert_refused(
        bad(|item| item.code = " ".into()),
        "rule.bad_policy",
        "items[1].code",
    );
    assert_refused(
        bad(|item| item.name = String::new()),
        "rule.bad_policy",
        "items[1].name",
    );
    assert_refused(
        bad(|item| item.name_en = String::new()),
        "rule.bad_policy",
        "items[1].name_en",
    );
    assert_refused(
        bad(|item| item.unit_fen = -1),
        "rule.bad_policy",
        "items[1].unit_fen",
    );
    assert_refused(
        bad(|item| item.unit_fen = 10_000_001),
        "rule.bad_policy",
        "items[1].unit_fen",
    );
    assert!(bad(|item| item.unit_fen = 10_000_000).is_ok());
}
