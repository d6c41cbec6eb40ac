use super::*;
use crate::explain::{Language, render};
use crate::import::Cell;
use crate::policy::Document;
use crate::warranty::remedy::{
    ChargeCase, ChargeItem, ChargeReason, PlanEntitlement, PriceItem, PriceList, Row, decide_charge,
};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn plan() -> Plan {
    Plan {
        code: "gold-1".into(),
        name: "金牌一年".into(),
        name_en: "Gold, one year".into(),
        tier: Tier::Gold,
        price_fen: 36_500,
        months: 12,
        free: vec![LineKind::Labour, LineKind::Travel],
        repairs: Some(2),
        maintenances: 1,
        response_hours: Some(24),
        excludes: vec![ExclusionCode::X1],
        exclusions: String::new(),
        clause: "第 3 条".into(),
    }
}

fn contract(start: &str) -> Contract {
    let plan = plan();
    Contract {
        no: "TC-1".into(),
        version: "TC-2026".into(),
        paid_fen: plan.price_fen,
        start_on: day(start),
        end_on: plan.end_of(day(start)).unwrap(),
        plan,
        cancelled_on: None,
    }
}

fn used(kind: Kind, on: &str) -> Used {
    Used { kind, on: day(on) }
}

fn asked(contracts: &[Contract], used: &[Used], kind: Kind, on: &str) -> PlanCoverage {
    let case = PlanCase {
        contracts,
        used,
        kind,
        on: day(on),
        ground: None,
    };
    cover(&case).result
}

#[test]
fn a_plan_covers_from_its_first_day_to_its_last() {
    let one = [contract("2026-01-31")];
    assert_eq!(one[0].end_on, day("2027-01-30"));
    for (on, reason) in [
        ("2026-01-30", CoverReason::NotStarted),
        ("2026-01-31", CoverReason::Covers),
        ("2027-01-30", CoverReason::Covers),
        ("2027-01-31", CoverReason::Ended),
    ] {
        assert_eq!(asked(&one, &[], Kind::Repair, on).reason, reason, "{on}");
    }
    assert_eq!(
        asked(&[], &[], Kind::Repair, "2026-06-01").reason,
        CoverReason::NoPlan
    );
    let mut gone = one.clone();
    gone[0].cancelled_on = Some(day("2026-06-01"));
    for (on, reason) in [
        ("2026-05-31", CoverReason::Covers),
        ("2026-06-01", CoverReason::Cancelled),
    ] {
        assert_eq!(asked(&gone, &[], Kind::Repair, on).reason, reason, "{on}");
    }
}

#[test]
fn what_is_used_up_counts_from_finished_orders_maintenance_by_the_contract_year() {
    let mut one = [contract("2026-01-01")];
    let repairs = [
        used(Kind::Repair, "2026-02-01"),
        used(Kind::Repair, "2026-03-01"),
    ];
    let left = |count: usize| asked(&one, &repairs[..count], Kind::Repair, "2026-04-01");
    assert_eq!(
        (left(0).reason, left(0).left),
        (CoverReason::Covers, Some(2))
    );
    assert_eq!(
        (left(1).reason, left(1).left),
        (CoverReason::Covers, Some(1))
    );
    assert_eq!(
        (left(2).reason, left(2).left),
        (CoverReason::UsedUp, Some(0))
    );
    let kept = [used(Kind::Maintenance, "2026-09-01")];
    let of = |contracts: &[Contract], on| asked(contracts, &kept, Kind::Maintenance, on).reason;
    assert_eq!(of(&one, "2026-10-01"), CoverReason::UsedUp);
    // The next year of a longer one begins anew.
    one[0].plan.months = 24;
    one[0].end_on = day("2027-12-31");
    assert_eq!(of(&one, "2026-12-31"), CoverReason::UsedUp);
    assert_eq!(of(&one, "2027-01-01"), CoverReason::Covers);
    // A repair uses up no maintenance, nor one before the contract.
    let other = [
        used(Kind::Repair, "2026-02-01"),
        used(Kind::Maintenance, "2025-12-31"),
    ];
    let seen = asked(&one, &other, Kind::Maintenance, "2026-02-02");
    assert_eq!((seen.reason, seen.left), (CoverReason::Covers, Some(1)));
    one[0].plan.repairs = None;
    let seen = asked(&one, &repairs, Kind::Repair, "2026-04-01");
    assert_eq!((seen.reason, seen.left), (CoverReason::Covers, None));
}

#[test]
fn a_plan_takes_over_what_its_terms_say_and_nothing_else() {
    let mut one = [contract("2026-01-01")];
    let repair = asked(&one, &[], Kind::Repair, "2026-06-01");
    assert_eq!(repair.covers, [LineKind::Labour, LineKind::Travel]);
    let install = asked(&one, &[], Kind::Install, "2026-06-01");
    assert_eq!(
        (install.reason, install.covers),
        (CoverReason::NotIncluded, vec![])
    );
    one[0].plan.free = vec![LineKind::Part];
    let kept = asked(&one, &[], Kind::Maintenance, "2026-06-01").covers;
    assert_eq!(kept, [LineKind::Labour, LineKind::Travel, LineKind::Part]);
    one[0].plan.maintenances = 0;
    let none = asked(&one, &[], Kind::Maintenance, "2026-06-01");
    assert_eq!(none.reason, CoverReason::NotIncluded);
    for (ground, reason) in [
        (ExclusionCode::X1, CoverReason::Excluded),
        (ExclusionCode::X5, CoverReason::Covers),
    ] {
        let case = PlanCase {
            contracts: &one,
            used: &[],
            kind: Kind::Repair,
            on: day("2026-06-01"),
            ground: Some(ground),
        };
        assert_eq!(cover(&case).result.reason, reason);
    }
}

#[test]
fn of_two_contracts_the_one_that_covers_counts_and_of_those_the_one_that_ends_first() {
    let old = contract("2024-01-01");
    let now = contract("2026-01-01");
    let longer = contract("2026-03-01");
    let all = [old, longer, now];
    let seen = asked(&all, &[], Kind::Repair, "2026-06-01");
    assert_eq!((seen.reason, seen.contract), (CoverReason::Covers, Some(2)));
}

#[test]
fn every_reason_is_told_in_both_languages_with_name_version_and_clause() {
    let one = [contract("2026-01-01")];
    for kind in [Kind::Repair, Kind::Install] {
        for on in ["2025-01-01", "2026-06-01", "2028-01-01"] {
            let case = PlanCase {
                contracts: &one,
                used: &[],
                kind,
                on: day(on),
                ground: None,
            };
            let why = cover(&case).why;
            for language in [Language::Zh, Language::En] {
                let told = render(&why.steps[0], language);
                for part in ["金牌一年", "TC-1", "TC-2026", "第 3 条"] {
                    assert!(told.contains(part), "{told}");
                }
            }
            assert_eq!(why.versions[0].version, "TC-2026");
        }
    }
}

#[test]
fn a_cancelled_plan_gives_back_the_days_that_are_left() {
    let one = contract("2026-01-01");
    for (on, fen) in [
        ("2025-12-01", 36_500),
        ("2026-01-01", 36_500),
        ("2026-01-02", 36_400),
        ("2026-12-31", 100),
        ("2027-01-01", 0),
    ] {
        assert_eq!(one.unused_fen(day(on)), fen, "{on}");
    }
    assert!(one.overlaps(day("2026-12-31"), day("2027-12-30")));
    assert!(!one.overlaps(day("2027-01-01"), day("2027-12-31")));
}

fn sheet(rows: &[&[&str]]) -> Vec<Vec<Cell>> {
    let row = |row: &&[&str]| row.iter().map(|text| Cell::of_text(*text)).collect();
    rows.iter().map(row).collect()
}

#[test]
fn a_sheet_with_headings_becomes_plans_and_every_wrong_row_is_told() {
    let heads = [
        "编号",
        "名称",
        "档次",
        "价格（元）",
        "月数",
        "免费项目",
        "每年保养",
        "维修次数",
        "条款",
    ];
    let good = [
        "G1",
        "金牌一年",
        "金牌",
        "398",
        "12",
        "人工、上门",
        "2",
        "不限",
        "第 3 条",
    ];
    let book = read_rows(&sheet(&[&heads, &good])).unwrap();
    assert_eq!(book.check(), Ok(()));
    let first = &book.plans[0];
    assert_eq!(
        (first.price_fen, first.months, first.maintenances),
        (39_800, 12, 2)
    );
    assert_eq!((first.tier, first.repairs), (Tier::Gold, None));
    assert_eq!(
        first.excludes,
        ExclusionCode::ALL,
        "blank excludes every ground"
    );
    let mut rows = vec![&heads[..]];
    let tier = ["G2", "x", "银牌", "1", "12", "人工", "", "", ""];
    let price = ["G3", "x", "", "多少", "12", "人工", "", "", ""];
    let months = ["G4", "x", "", "1", "", "人工", "", "", ""];
    let free = ["G5", "x", "", "1", "12", "茶水", "", "", ""];
    rows.extend([
        &tier[..],
        &price[..],
        &months[..],
        &free[..],
        &good[..],
        &good[..],
    ]);
    let told: Vec<_> = read_rows(&sheet(&rows))
        .unwrap_err()
        .iter()
        .map(|one| (one.row, one.code))
        .collect();
    assert_eq!(
        told,
        [
            (2, "bad_tier"),
            (3, "bad_price"),
            (4, "bad_months"),
            (5, "bad_free"),
            (7, "twice")
        ]
    );
    let nothing = PlanBook {
        plans: vec![Plan {
            free: Vec::new(),
            maintenances: 0,
            ..plan()
        }],
    };
    assert_eq!(nothing.check().unwrap_err().field(), Some("plans[0].free"));
}

proptest! {
    /// What the customer has by law is never less with a plan than without, and a plan never makes an
    /// order dearer.
    #[test]
    fn the_law_comes_first_and_a_plan_never_makes_an_order_dearer(
        row in prop::sample::select(vec![Row::R1, Row::R2, Row::R9, Row::R10, Row::R12, Row::R13]),
        covers in prop::collection::vec(prop::sample::select(LineKind::ALL.to_vec()), 0..3),
        left in 0u32..3,
        fen in prop::collection::vec(0i64..50_000, 3),
    ) {
        let items: Vec<_> = LineKind::ALL.iter().zip(&fen).map(|(kind, fen)| PriceItem {
            code: kind.code().into(),
            kind: *kind,
            name: "x".into(),
            name_en: "x".into(),
            unit_fen: *fen,
        }).collect();
        let prices = Document {
            version: "1".into(),
            source: "x".into(),
            effective_on: day("2026-01-01"),
            reviewed_by: None,
            content: PriceList { items },
        };
        let case = |plan| ChargeCase {
            repair: row,
            items: LineKind::ALL.iter().map(|kind| ChargeItem {
                code: kind.code().into(),
                quantity: 1,
            }).collect(),
            plan,
            override_by: None,
        };
        let plan = PlanEntitlement { name: "x".into(), covers, services_left: left };
        let without = decide_charge(&case(None), &prices).unwrap().result;
        let with = decide_charge(&case(Some(plan)), &prices).unwrap().result;
        prop_assert!(with.total_fen <= without.total_fen);
        prop_assert_eq!(with.locked, without.locked);
        if without.locked {
            prop_assert_eq!(with.reason, without.reason);
            prop_assert_ne!(with.reason, ChargeReason::Plan);
        }
    }

    /// Whatever was used, in whatever order it came from two PCs, the answer is the same, and more use
    /// never leaves more.
    #[test]
    fn use_counts_the_same_in_any_order(days in prop::collection::vec(0i64..500, 0..8), at in 0i64..364) {
        let one = contract("2026-01-01");
        let first = day("2026-01-01");
        let mut used: Vec<_> = days.iter().map(|days| Used {
            kind: Kind::Maintenance,
            on: first + chrono::Duration::days(*days),
        }).collect();
        let on = first + chrono::Duration::days(at);
        let there = one.left(Kind::Maintenance, on, &used);
        used.reverse();
        prop_assert_eq!(there, one.left(Kind::Maintenance, on, &used));
        used.push(Used { kind: Kind::Maintenance, on });
        prop_assert!(one.left(Kind::Maintenance, on, &used) <= there);
    }

    #[test]
    fn a_refund_never_exceeds_what_was_paid(paid in 0i64..1_000_000, at in -400i64..800) {
        let one = Contract { paid_fen: paid, ..contract("2026-01-01") };
        let on = day("2026-01-01") + chrono::Duration::days(at);
        prop_assert!((0..=paid).contains(&one.unused_fen(on)));
    }
}
