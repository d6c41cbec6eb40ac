//! Points, versions, approvals, and properties.

use proptest::prelude::*;

use super::*;
use crate::explain::{Decision, Language, render_all, render_key};
use crate::policy::{Content as _, Document};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn first() -> Document<BonusPolicy> {
    built_in().unwrap().clone()
}

/// The built-in rules, and others from July on: repairs give double, totals may fall below 0.
fn versions() -> Vec<Document<BonusPolicy>> {
    let mut second = first();
    second.version = "2026-2".to_owned();
    second.effective_on = day("2026-07-01");
    second.content.points.insert(WorkKind::Repair, 2_000);
    second.content.deductions.insert(Gravity::C, 4_000);
    second.content.floor_at_zero = false;
    vec![first(), second]
}

fn work(id: &str, staff: &str, on: &str) -> WorkRow {
    WorkRow {
        id: id.to_owned(),
        staff_id: staff.to_owned(),
        kind: WorkKind::Repair,
        done_on: day(on),
        satisfaction: None,
        repeated: false,
    }
}

fn complaint(id: &str, staff: &str, on: &str, justified: Option<bool>) -> BonusComplaint {
    BonusComplaint {
        id: id.to_owned(),
        staff_id: staff.to_owned(),
        work_on: day(on),
        class: Gravity::C,
        justified,
    }
}

fn approved(staff: &str, by: &str, points: i64) -> Approval {
    Approval {
        staff_id: staff.to_owned(),
        state: ApprovalState::Approved,
        by_staff_id: Some(by.to_owned()),
        points_hundredths: Some(points),
    }
}

fn year(work: Vec<WorkRow>) -> BonusInput {
    BonusInput {
        from: day("2026-01-01"),
        to: day("2026-12-31"),
        work,
        complaints: vec![],
        approvals: vec![],
    }
}

fn decide(input: &BonusInput) -> Decision<BonusResult> {
    bonus_points(&versions(), input).unwrap()
}

/// The only person.
fn person(input: &BonusInput) -> PersonBonus {
    let mut people = decide(input).result.people;
    assert_eq!(people.len(), 1);
    people.remove(0)
}

#[test]
fn each_kind_of_work_gives_its_points() {
    for (kind, points) in [
        (WorkKind::Repair, 1_000),
        (WorkKind::Install, 1_500),
        (WorkKind::Commissioning, 1_000),
        (WorkKind::Maintenance, 800),
        (WorkKind::ReturnVisit, 200),
        (WorkKind::Tour, 1_500),
    ] {
        let row = WorkRow {
            kind,
            ..work("1", "s", "2026-03-01")
        };
        assert_eq!(person(&year(vec![row])).total, points);
    }
}

#[test]
fn quality_is_a_factor_and_a_repeat_halves() {
    for (satisfaction, repeated, quality, repeat, points) in [
        (None, false, 1_000, 1_000, 1_000),
        (Some(1), false, 0, 1_000, 0),
        (Some(2), false, 500, 1_000, 500),
        (Some(3), false, 900, 1_000, 900),
        (Some(4), false, 1_000, 1_000, 1_000),
        (Some(5), false, 1_200, 1_000, 1_200),
        (Some(5), true, 1_200, 500, 600),
        (None, true, 1_000, 500, 500),
    ] {
        let row = WorkRow {
            satisfaction,
            repeated,
            ..work("1", "s", "2026-03-01")
        };
        let person = person(&year(vec![row]));
        assert_eq!(
            person.lines,
            [BonusLine {
                on: day("2026-03-01"),
                kind: LineKind::Work,
                id: "1".to_owned(),
                base: 1_000,
                quality_permille: quality,
                repeat_permille: repeat,
                points: Some(points),
                version: Some("2026-1".to_owned()),
            }]
        );
        assert_eq!((person.total, person.sum), (points, points));
    }
}

#[test]
fn half_a_hundredth_is_rounded_up() {
    for (base, points) in [(5, 3), (3, 2), (1, 1)] {
        let mut rules = first();
        rules.content.points.insert(WorkKind::Repair, base);
        let row = WorkRow {
            satisfaction: Some(2),
            ..work("1", "s", "2026-03-01")
        };
        let result = bonus_points(&[rules], &year(vec![row])).unwrap().result;
        assert_eq!(result.people[0].total, points);
    }
    let mut rules = first();
    rules.content.points.insert(WorkKind::Repair, 1);
    rules.content.repeat_permille = 499;
    let row = WorkRow {
        repeated: true,
        ..work("1", "s", "2026-03-01")
    };
    let result = bonus_points(&[rules], &year(vec![row])).unwrap().result;
    assert_eq!(result.people[0].total, 0);
}

#[test]
fn the_rules_of_the_day_of_the_work_decide() {
    let mut input = year(vec![
        work("1", "s", "2026-06-30"),
        work("2", "s", "2026-07-01"),
    ]);
    input.complaints = vec![
        complaint("3", "s", "2026-06-30", Some(true)),
        complaint("4", "s", "2026-07-01", Some(true)),
    ];
    let decision = decide(&input);
    let lines: Vec<_> = decision.result.people[0]
        .lines
        .iter()
        .map(|line| (line.id.as_str(), line.kind, line.base, line.points.unwrap()))
        .collect();
    assert_eq!(
        lines,
        [
            ("1", LineKind::Work, 1_000, 1_000),
            ("3", LineKind::Complaint, -1_500, -1_500),
            ("2", LineKind::Work, 2_000, 2_000),
            ("4", LineKind::Complaint, -4_000, -4_000)
        ]
    );
    let used: Vec<_> = decision
        .why
        .versions
        .iter()
        .map(|v| v.version.as_str())
        .collect();
    assert_eq!(used, ["2026-1", "2026-2"]);
    // A version added later leaves earlier work as it was.
    let early = year(vec![work("1", "s", "2026-06-30")]);
    let before = bonus_points(&[first()], &early).unwrap();
    assert_eq!(before, bonus_points(&versions(), &early).unwrap());
}

#[test]
fn work_before_any_rules_has_no_points_rather_than_none() {
    let mut input = year(vec![work("1", "s", "2025-12-31")]);
    input.from = day("2025-01-01");
    input.complaints = vec![complaint("2", "s", "2025-12-31", Some(true))];
    input.approvals = vec![approved("s", "m", 0)];
    let person = person(&input);
    for line in &person.lines {
        assert_eq!((line.points, &line.version, line.base), (None, &None, 0));
    }
    assert_eq!(person.not_payable, [NotPayable::NoRule]);
    assert!(!person.payable);
    assert_eq!(decide(&input).why.versions, []);
}

#[test]
fn only_work_of_the_period_counts() {
    let mut input = year(vec![
        work("1", "s", "2025-12-31"),
        work("2", "s", "2026-01-01"),
        work("3", "s", "2026-12-31"),
        work("4", "s", "2027-01-01"),
    ]);
    input.complaints = vec![
        complaint("5", "s", "2025-12-31", Some(true)),
        complaint("6", "s", "2027-01-01", Some(true)),
        complaint("7", "t", "2027-01-01", Some(true)),
    ];
    let lines: Vec<_> = person(&input)
        .lines
        .into_iter()
        .map(|line| line.id)
        .collect();
    assert_eq!(lines, ["2", "3"]);
}

#[test]
fn only_a_justified_complaint_takes_points() {
    for (justified, total, lines, open) in [
        (Some(true), 500, 3, false),
        (Some(false), 2_000, 2, false),
        (None, 2_000, 3, true),
    ] {
        let mut input = year(vec![
            work("1", "s", "2026-03-01"),
            work("2", "s", "2026-03-01"),
        ]);
        input.complaints = vec![complaint("3", "s", "2026-03-01", justified)];
        input.approvals = vec![approved("s", "m", total)];
        let person = person(&input);
        assert_eq!((person.total, person.lines.len()), (total, lines));
        let reasons = if open {
            vec![NotPayable::ComplaintOpen]
        } else {
            vec![]
        };
        assert_eq!(person.not_payable, reasons);
        assert_eq!(person.payable, !open);
    }
    for (class, points) in [
        (Gravity::A, 5_000),
        (Gravity::B, 3_000),
        (Gravity::C, 1_500),
        (Gravity::D, 500),
    ] {
        let mut input = year(vec![]);
        input.complaints = vec![BonusComplaint {
            class,
            ..complaint("3", "s", "2026-03-01", Some(true))
        }];
        assert_eq!(person(&input).sum, -points);
    }
}

#[test]
fn a_total_is_lifted_to_nought_where_all_its_rules_say_so() {
    for (dates, total) in [
        (vec!["2026-03-01"], 0),
        (vec!["2026-07-01"], -4_000),
        (vec!["2026-03-01", "2026-07-01"], -5_500),
    ] {
        let mut input = year(vec![]);
        for (n, date) in dates.iter().enumerate() {
            let row = complaint(&n.to_string(), "s", date, Some(true));
            input.complaints.push(row);
        }
        let decision = decide(&input);
        assert_eq!(decision.result.people[0].total, total, "{dates:?}");
        let lifted = decision
            .why
            .notes
            .iter()
            .any(|line| line.key == "bonus-floor");
        assert_eq!(lifted, total == 0);
    }
}

#[test]
fn points_are_payable_once_another_manager_approved_exactly_them() {
    let with = |change: fn(&mut Approval)| {
        let mut approval = approved("s", "m", 1_000);
        change(&mut approval);
        let mut input = year(vec![work("1", "s", "2026-03-01")]);
        input.approvals = vec![approved("t", "m", 7), approval];
        let person = person(&input);
        assert_eq!(person.payable, person.not_payable.is_empty());
        (person.approval, person.not_payable)
    };
    use ApprovalState::{Approved, Pending, Returned};
    assert_eq!(with(|_| ()), (Approved, vec![]));
    assert_eq!(
        with(|a| a.state = Pending),
        (Pending, vec![NotPayable::Pending])
    );
    assert_eq!(
        with(|a| a.state = Returned),
        (Returned, vec![NotPayable::Returned])
    );
    for (change, reason) in [
        (
            (|a| a.by_staff_id = None) as fn(&mut Approval),
            NotPayable::ApproverMissing,
        ),
        (
            |a| a.by_staff_id = Some(String::new()),
            NotPayable::ApproverMissing,
        ),
        (
            |a| a.by_staff_id = Some("s".into()),
            NotPayable::OwnApproval,
        ),
        (
            |a| a.points_hundredths = Some(999),
            NotPayable::ChangedSinceApproval,
        ),
        (
            |a| a.points_hundredths = None,
            NotPayable::ChangedSinceApproval,
        ),
    ] {
        assert_eq!(with(change), (Approved, vec![reason]));
    }
    let person = person(&year(vec![work("1", "s", "2026-03-01")]));
    assert_eq!((person.approval, person.payable), (Pending, false));
    assert_eq!(person.not_payable, [NotPayable::Pending]);
}

#[test]
fn people_are_listed_by_name_and_explained() {
    let mut input = year(vec![
        work("1", "zhao", "2026-03-02"),
        work("2", "li", "2026-03-01"),
        work("3", "zhao", "2026-03-01"),
    ]);
    input.complaints = vec![complaint("9", "li", "2026-03-01", Some(true))];
    input.approvals = vec![approved("zhao", "m", 2_000)];
    let decision = decide(&input);
    let text = render_all(&decision.why, Language::En);
    assert_eq!(
        text,
        [
            "li: 0 points from 1 work and 1 complaint",
            "zhao: 20 points from 2 works and 0 complaints",
            "li: the lines add up to -5; a total is at least 0.",
            "li: not to be paid out yet: no manager has decided",
            "The rules in force on the day of the work decide; later rules change nothing."
        ]
    );
}

#[test]
fn a_version_for_days_that_have_begun_is_refused() {
    let today = day("2026-06-30");
    let mut known = vec![first()];
    let second = versions().remove(1);
    let refused = |known: &mut Vec<_>, new: &Document<BonusPolicy>, today| {
        let error = add_version(known, new.clone(), today).unwrap_err();
        error.field().unwrap().to_owned()
    };
    assert_eq!(
        refused(&mut known, &second, day("2026-07-01")),
        "effective_on"
    );
    assert_eq!(
        refused(&mut known, &second, day("2026-07-02")),
        "effective_on"
    );
    let mut same_name = second.clone();
    same_name.version = "2026-1".to_owned();
    assert_eq!(refused(&mut known, &same_name, today), "version");
    let mut unsound = second.clone();
    unsound.content.points.clear();
    assert_eq!(refused(&mut known, &unsound, today), "points");
    assert_eq!(known.len(), 1);
    add_version(&mut known, second, today).unwrap();
    assert_eq!(known, versions());
}

#[test]
fn impossible_rows_are_named() {
    type Change = fn(&mut BonusInput);
    let changes: [(&str, &str, Change); 14] = [
        ("rule.out_of_range", "from", |i| i.from = day("1800-01-01")),
        ("rule.out_of_range", "to", |i| i.to = day("2300-01-01")),
        ("rule.end_before_start", "to", |i| i.to = day("2025-12-31")),
        ("rule.bad_value", "work[1].id", |i| {
            i.work[1].id = "1".into()
        }),
        ("rule.missing", "work[0].id", |i| i.work[0].id.clear()),
        ("rule.missing", "work[1].staff_id", |i| {
            i.work[1].staff_id.clear()
        }),
        ("rule.out_of_range", "work[1].done_on", |i| {
            i.work[1].done_on = day("1800-01-01");
        }),
        ("rule.out_of_range", "work[1].satisfaction", |i| {
            i.work[1].satisfaction = Some(0);
        }),
        ("rule.out_of_range", "work[1].satisfaction", |i| {
            i.work[1].satisfaction = Some(6);
        }),
        ("rule.out_of_range", "work", |i| {
            i.work = vec![i.work[0].clone(); 200_001];
        }),
        ("rule.bad_value", "complaints[1].id", |i| {
            i.complaints.push(i.complaints[0].clone());
        }),
        ("rule.missing", "complaints[0].staff_id", |i| {
            i.complaints[0].staff_id.clear();
        }),
        ("rule.out_of_range", "complaints[0].work_on", |i| {
            i.complaints[0].work_on = day("2300-01-01");
        }),
        ("rule.bad_value", "approvals[1].staff_id", |i| {
            i.approvals.push(i.approvals[0].clone());
        }),
    ];
    for (code, field, change) in changes {
        let mut input = year(vec![
            work("1", "s", "2026-03-01"),
            work("2", "s", "2026-03-01"),
        ]);
        input.complaints = vec![complaint("3", "s", "2026-03-01", None)];
        input.approvals = vec![approved("s", "m", 0)];
        assert!(bonus_points(&versions(), &input).is_ok());
        change(&mut input);
        let error = bonus_points(&versions(), &input).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some(field)));
    }
    let full = (0..200_000).map(|n| work(&n.to_string(), "s", "2026-03-01"));
    assert!(year(full.collect()).check().is_ok());
}

#[test]
fn every_code_has_a_word_in_both_languages() {
    let work = WorkKind::ALL.iter().map(|code| code.key());
    for key in work.chain(NotPayable::ALL.iter().map(|code| code.key())) {
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn rules_that_do_not_hold_together_are_refused() {
    type Change = fn(&mut BonusPolicy);
    let sound = first().content;
    assert!(sound.check().is_ok());
    let refused: [(&str, Change); 11] = [
        ("points", |p| {
            p.points.remove(&WorkKind::Tour);
        }),
        ("points", |p| {
            p.points.insert(WorkKind::Tour, -1);
        }),
        ("points", |p| {
            p.points.insert(WorkKind::Tour, 10_000_001);
        }),
        ("satisfaction_permille", |p| {
            p.satisfaction_permille[1] = 901
        }),
        ("satisfaction_permille", |p| {
            p.satisfaction_permille[4] = 10_001
        }),
        ("satisfaction_permille", |p| p.satisfaction_permille[0] = -1),
        ("unrated_permille", |p| p.unrated_permille = 10_001),
        ("repeat_permille", |p| p.repeat_permille = 1_001),
        ("repeat_permille", |p| p.repeat_permille = -1),
        ("deductions", |p| {
            p.deductions.remove(&Gravity::A);
        }),
        ("deductions", |p| {
            p.deductions.insert(Gravity::A, -1);
        }),
    ];
    for (field, change) in refused {
        let mut rules = sound.clone();
        change(&mut rules);
        assert_eq!(rules.check().unwrap_err().field(), Some(field));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn lines_add_up_whatever_the_order_of_rows(
        rows in proptest::collection::vec((0..3_u8, 0..400_u64, 0..6_u8, 0..5_u8), 0..15),
        turn in 0..15_usize,
    ) {
        let mut input = year(vec![]);
        for (n, (staff, days, satisfaction, what)) in rows.iter().enumerate() {
            let on = (day("2025-12-01") + chrono::Days::new(*days)).to_string();
            let (id, staff) = (n.to_string(), staff.to_string());
            if *what == 0 {
                input.complaints.push(complaint(&id, &staff, &on, Some(true)));
            } else {
                let satisfaction = Some(*satisfaction).filter(|answer| *answer > 0);
                let row = WorkRow { satisfaction, repeated: *what == 1, ..work(&id, &staff, &on) };
                input.work.push(row);
            }
        }
        let mut turned = input.clone();
        turned.work.rotate_left(turn % input.work.len().max(1));
        turned.complaints.reverse();
        let decision = decide(&input);
        prop_assert_eq!(&decision, &decide(&turned));
        for person in &decision.result.people {
            let sum: i64 = person.lines.iter().filter_map(|line| line.points).sum();
            prop_assert_eq!(sum, person.sum);
            prop_assert!(person.total == person.sum || person.total == 0 && person.sum < 0);
            for line in &person.lines {
                prop_assert!(input.holds(line.on));
                prop_assert_eq!(line.points.is_none(), line.version.is_none());
            }
        }
    }
}
