//! The table of `rules.md` §2.5, boundaries, and properties.

use proptest::prelude::*;

use super::*;
use crate::explain::{Language, render_all, render_key};
use crate::policy::Content as _;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn policy() -> Document<GatePolicy> {
    built_in().unwrap().clone()
}

const PLANNED: &str = "2026-11-21";

/// A certificate from its written form: `maker_repair 2025-01-01 2026-12-31 valid`.
fn held(text: &str) -> Held {
    let cell: Vec<_> = text.split(' ').collect();
    Held {
        kind: CertificateType::from_code(cell[0]).unwrap(),
        valid_from: day(cell[1]),
        valid_to: day(cell[2]),
        state: Standing::from_code(cell[3]).unwrap(),
    }
}

fn input(task: Task, certificates: &[&str], list_on: Option<&str>) -> GateInput {
    GateInput {
        task,
        planned_on: day(PLANNED),
        certificates: certificates.iter().map(|text| held(text)).collect(),
        revocation_list_on: list_on.map(day),
    }
}

fn asked(task: Task, certificates: &[&str], list_on: Option<&str>) -> (bool, Vec<&'static str>) {
    let got = gate(&policy(), &input(task, certificates, list_on)).unwrap();
    let reasons = got.result.reasons.iter().map(|reason| reason.code());
    (got.result.allowed, reasons.collect())
}

const REPAIR: &str = "maker_repair 2025-01-01 2026-12-31 valid";
const INSTALL: &str = "maker_install 2025-01-01 2026-12-31 valid";
const LOCAL: &str = "local_gas 2025-01-01 2026-12-31 valid";
const FRESH: Option<&str> = Some("2026-11-20");

#[test]
fn the_rule_its_basis_and_the_figures_version_are_named() {
    let why = gate(&policy(), &input(Task::Repair, &[REPAIR], FRESH))
        .unwrap()
        .why;
    let basis: Vec<_> = why.basis.iter().map(|basis| basis.key).collect();
    assert_eq!(basis, ["basis-certificates"]);
    assert_eq!(why.rows, ["R003"]);
    assert_eq!(why.versions, [policy().version_ref()]);
}

#[test]
fn each_task_needs_its_certificates() {
    for task in [Task::Install, Task::Commission] {
        assert_eq!(asked(task, &[INSTALL, LOCAL], FRESH), (true, vec![]));
        for lacking in [[INSTALL, REPAIR], [LOCAL, REPAIR]] {
            let got = asked(task, &lacking, FRESH);
            assert_eq!(got, (false, vec!["certificate_missing"]), "{task:?}");
        }
    }
    for task in [Task::RepairGas, Task::Repair, Task::Maintenance] {
        assert_eq!(asked(task, &[REPAIR], FRESH), (true, vec![]));
        let got = asked(task, &[INSTALL, LOCAL], FRESH);
        assert_eq!(got, (false, vec!["certificate_missing"]), "{task:?}");
    }
    for task in [Task::Phone, Task::ReturnVisit] {
        assert_eq!(asked(task, &[], None), (true, vec![]));
    }
    assert_eq!(
        asked(Task::Helper, &[], None),
        (true, vec!["second_person_only"])
    );
}

#[test]
fn a_certificate_counts_from_its_first_day_to_its_last() {
    for (from, to, state, reasons) in [
        (PLANNED, PLANNED, "valid", vec![]),
        (
            "2026-11-22",
            "2027-11-21",
            "valid",
            vec!["certificate_not_yet_valid"],
        ),
        (
            "2025-11-21",
            "2026-11-20",
            "valid",
            vec!["certificate_expired"],
        ),
        (
            "2025-11-21",
            "2027-11-20",
            "expired",
            vec!["certificate_expired"],
        ),
        (
            "2025-11-21",
            "2027-11-20",
            "suspended",
            vec!["certificate_suspended"],
        ),
        (
            "2025-11-21",
            "2027-11-20",
            "revoked",
            vec!["certificate_revoked"],
        ),
    ] {
        let one = format!("maker_repair {from} {to} {state}");
        let got = asked(Task::RepairGas, &[&one], FRESH);
        assert_eq!(got, (reasons.is_empty(), reasons), "{one}");
    }
}

#[test]
fn of_several_certificates_of_a_type_the_best_counts() {
    let bad = [
        "maker_repair 2025-01-01 2026-12-31 revoked",
        "maker_repair 2025-01-01 2026-12-31 suspended",
        "maker_repair 2020-01-01 2021-12-31 valid",
        "maker_repair 2027-01-01 2028-12-31 valid",
    ];
    let mut all = bad.to_vec();
    assert_eq!(
        asked(Task::Repair, &all, FRESH).1,
        ["certificate_not_yet_valid"]
    );
    assert_eq!(
        asked(Task::Repair, &bad[..3], FRESH).1,
        ["certificate_expired"]
    );
    assert_eq!(
        asked(Task::Repair, &bad[..2], FRESH).1,
        ["certificate_suspended"]
    );
    all.push(REPAIR);
    assert_eq!(asked(Task::Repair, &all, FRESH), (true, vec![]));
}

#[test]
fn two_types_at_fault_give_both_reasons_and_the_same_fault_one() {
    let (expired, revoked) = (
        "maker_install 2020-01-01 2021-12-31 valid",
        "local_gas 2025-01-01 2026-12-31 revoked",
    );
    assert_eq!(
        asked(Task::Install, &[revoked, expired], None).1,
        [
            "certificate_expired",
            "certificate_revoked",
            "revocation_list_too_old"
        ]
    );
    assert_eq!(
        asked(Task::Install, &[], FRESH).1,
        ["certificate_missing"],
        "both types are missing"
    );
}

#[test]
fn the_age_of_the_list_warns_after_a_week_and_stops_after_thirty_days() {
    for (list_on, allowed, reason) in [
        ("2026-12-24", true, None),
        ("2026-11-21", true, None),
        ("2026-11-14", true, None),
        ("2026-11-13", true, Some("revocation_list_stale")),
        ("2026-11-01", true, Some("revocation_list_stale")),
        ("2026-10-22", true, Some("revocation_list_stale")),
        ("2026-10-21", false, Some("revocation_list_too_old")),
    ] {
        for (task, certificates) in [
            (Task::Install, vec![INSTALL, LOCAL]),
            (Task::Commission, vec![INSTALL, LOCAL]),
            (Task::RepairGas, vec![REPAIR]),
            (Task::Repair, vec![REPAIR]),
            (Task::Maintenance, vec![REPAIR]),
        ] {
            let got = asked(task, &certificates, Some(list_on));
            let expected = (allowed, reason.into_iter().collect());
            assert_eq!(got, expected, "{list_on} {task:?}");
        }
        assert_eq!(asked(Task::Phone, &[], Some(list_on)), (true, vec![]));
    }
    assert_eq!(
        asked(Task::Repair, &[REPAIR], None),
        (false, vec!["revocation_list_too_old"])
    );
}

#[test]
fn a_task_without_gas_is_not_stopped_by_an_old_list() {
    let mut other = policy();
    let row = other.content.tasks.iter_mut();
    row.filter(|row| row.task == Task::Repair)
        .for_each(|row| row.gas = false);
    let got = gate(&other, &input(Task::Repair, &[REPAIR], None)).unwrap();
    assert!(got.result.allowed);
    assert_eq!(got.result.reasons, [Reason::ListTooOld]);
}

#[test]
fn what_makes_no_sense_is_refused_by_field() {
    let refused = |input: &GateInput| {
        let error = gate(&policy(), input).unwrap_err();
        (error.code(), error.field().unwrap().to_owned())
    };
    let backwards = "maker_repair 2026-02-01 2026-01-31 valid";
    let got = refused(&input(Task::Repair, &[REPAIR, backwards], FRESH));
    assert_eq!(
        got,
        (
            "rule.end_before_start",
            "certificates[1].valid_to".to_owned()
        )
    );
    let range = |field: &str| ("rule.out_of_range", field.to_owned());
    for (one, field) in [
        (
            "height 1800-02-01 2026-01-31 valid",
            "certificates[0].valid_from",
        ),
        (
            "height 2026-02-01 2300-01-31 valid",
            "certificates[0].valid_to",
        ),
    ] {
        assert_eq!(refused(&input(Task::Phone, &[one], FRESH)), range(field));
    }
    assert_eq!(
        refused(&input(Task::Repair, &[REPAIR], Some("1800-01-01"))),
        range("revocation_list_on")
    );
    let mut planned = input(Task::Phone, &[], None);
    planned.planned_on = day("2300-01-01");
    assert_eq!(refused(&planned), range("planned_on"));
    let many = input(Task::Repair, &[REPAIR; CERTIFICATES_MAX + 1], FRESH);
    assert_eq!(refused(&many), range("certificates"));
    let most = input(Task::Repair, &[REPAIR; CERTIFICATES_MAX], FRESH);
    assert!(gate(&policy(), &most).unwrap().result.allowed);
}

#[test]
fn the_question_is_read_strictly_and_knows_other_names() {
    let read = |text| serde_json::from_str::<GateInput>(text);
    let got = read(
        r#"{"task":"commissioning","planned_on":"2026-11-21","certificates":[
        {"type":"maker_install","valid_from":"2026-01-01","valid_to":"2026-12-31","state":"valid"}],
        "revocation_list_on":null}"#,
    )
    .unwrap();
    assert_eq!((got.task, got.revocation_list_on), (Task::Commission, None));
    assert_eq!(got.certificates[0].kind, CertificateType::MakerInstall);
    for wrong in [
        r#"{"task":"dance","planned_on":"2026-11-21","certificates":[],"revocation_list_on":null}"#,
        r#"{"task":"phone","planned_on":"2026-11-21","certificates":[],"list":null}"#,
    ] {
        assert!(read(wrong).is_err());
    }
    let answer = gate(&policy(), &input(Task::Helper, &[], None)).unwrap();
    assert_eq!(
        serde_json::to_string(&answer.result).unwrap(),
        r#"{"allowed":true,"reasons":["second_person_only"]}"#
    );
}

fn dispatched(input: &DispatchInput) -> Dispatch {
    dispatch(&policy(), input).unwrap().result
}

fn plain(gate: GateInput) -> DispatchInput {
    DispatchInput {
        gate,
        province: None,
        hq_override: None,
        lead: None,
    }
}

fn with_override(gate: GateInput) -> DispatchInput {
    DispatchInput {
        hq_override: Some(HqOverride {
            by: "总部王".into(),
            reason: "换证在办".into(),
        }),
        ..plain(gate)
    }
}

#[test]
fn headquarters_lets_pass_only_what_has_just_expired() {
    for (one, open) in [
        ("maker_repair 2025-01-01 2026-11-20 valid", true),
        ("maker_repair 2025-01-01 2026-11-14 valid", true),
        ("maker_repair 2025-01-01 2026-11-14 expired", true),
        ("maker_repair 2025-01-01 2026-11-13 valid", false),
        ("maker_repair 2026-12-01 2027-11-13 valid", false),
        ("maker_repair 2025-01-01 2026-11-20 suspended", false),
        ("maker_repair 2025-01-01 2026-11-20 revoked", false),
        ("maker_install 2025-01-01 2026-11-20 valid", false),
    ] {
        let asked = input(Task::RepairGas, &[one], FRESH);
        assert!(!dispatched(&plain(asked.clone())).allowed, "{one}");
        let got = dispatched(&with_override(asked));
        assert_eq!((got.allowed, got.overridden), (open, open), "{one}");
        let expected = if open {
            Reason::HqOverride
        } else {
            Reason::OverrideNotApplicable
        };
        assert!(got.reasons.contains(&expected), "{one}");
        assert_eq!(got.reasons.len(), 2);
    }
}

#[test]
fn an_override_helps_only_where_every_type_is_held_or_just_expired() {
    let local_expired = "local_gas 2025-01-01 2026-11-20 valid";
    let got = dispatched(&with_override(input(
        Task::Install,
        &[INSTALL, local_expired],
        FRESH,
    )));
    assert!(got.allowed);
    let got = dispatched(&with_override(input(
        Task::Install,
        &[local_expired],
        FRESH,
    )));
    assert!(!got.allowed);
}

#[test]
fn an_override_does_not_renew_the_list_of_revocations() {
    let expired = "maker_repair 2025-01-01 2026-11-20 valid";
    let got = dispatched(&with_override(input(Task::RepairGas, &[expired], None)));
    assert!(!got.allowed && !got.overridden);
    assert!(got.reasons.contains(&Reason::OverrideNotApplicable));
    // A stale list only warns, with the override as without.
    let stale = Some("2026-11-01");
    let got = dispatched(&with_override(input(Task::RepairGas, &[expired], stale)));
    assert!(got.allowed);
    assert!(got.reasons.contains(&Reason::ListStale));
}

#[test]
fn an_override_that_is_not_needed_changes_nothing() {
    let got = dispatched(&with_override(input(Task::RepairGas, &[REPAIR], FRESH)));
    assert!(got.allowed && !got.overridden && got.reasons.is_empty());
}

#[test]
fn an_override_needs_a_name_and_a_reason() {
    for (by, reason, field) in [
        (" ", "换证在办", "hq_override.by"),
        ("王", "", "hq_override.reason"),
    ] {
        let asked = DispatchInput {
            hq_override: Some(HqOverride {
                by: by.into(),
                reason: reason.into(),
            }),
            ..plain(input(Task::RepairGas, &[REPAIR], FRESH))
        };
        let error = dispatch(&policy(), &asked).unwrap_err();
        assert_eq!(error.code(), "rule.evidence_missing");
        assert_eq!(error.field(), Some(field));
    }
}

#[test]
fn a_helper_goes_only_with_someone_who_may_do_the_task() {
    let with_lead = |lead: Option<(Task, &[&str])>, list| DispatchInput {
        lead: lead.map(|(task, certificates)| Lead {
            task,
            certificates: certificates.iter().map(|text| held(text)).collect(),
        }),
        ..plain(input(Task::Helper, &[], list))
    };
    let got = dispatched(&with_lead(Some((Task::RepairGas, &[REPAIR])), FRESH));
    assert!(got.allowed);
    assert_eq!(got.reasons, [Reason::SecondPersonOnly]);
    for (lead, list) in [
        (Some((Task::Install, &[REPAIR][..])), FRESH),
        (Some((Task::RepairGas, &[REPAIR][..])), None),
        (Some((Task::Helper, &[REPAIR][..])), FRESH),
    ] {
        let got = dispatched(&with_lead(lead, list));
        assert!(!got.allowed);
        assert_eq!(
            got.reasons,
            [Reason::SecondPersonOnly, Reason::LeadNotCertified]
        );
    }
    let got = dispatched(&with_lead(None, FRESH));
    assert!(!got.allowed);
    assert_eq!(got.reasons, [Reason::SecondPersonOnly, Reason::LeadMissing]);
    let backwards = &["height 2026-02-01 2026-01-31 valid"][..];
    let broken = with_lead(Some((Task::RepairGas, backwards)), FRESH);
    assert!(dispatch(&policy(), &broken).is_err());
    // The helper's own papers are looked at too.
    let own = plain(input(Task::Helper, backwards, FRESH));
    assert!(dispatch(&policy(), &own).is_err());
}

#[test]
fn a_province_may_demand_more_and_the_answer_says_how_each_type_stands() {
    let mut strict = policy();
    strict.content.provinces.push(ProvinceRule {
        province: "四川省".into(),
        task: Task::Repair,
        requires: vec![CertificateType::MakerRepair, CertificateType::Electrician],
    });
    let at = |province: Option<&str>| DispatchInput {
        province: province.map(Into::into),
        ..plain(input(Task::Repair, &[REPAIR], FRESH))
    };
    let got = dispatch(&strict, &at(Some("四川省"))).unwrap().result;
    assert!(!got.allowed);
    assert_eq!(
        got.details,
        [
            TypeDetail {
                kind: CertificateType::MakerRepair,
                verdict: Verdict::Held,
                valid_to: Some(day("2026-12-31")),
            },
            TypeDetail {
                kind: CertificateType::Electrician,
                verdict: Verdict::Missing,
                valid_to: None,
            },
        ]
    );
    for elsewhere in [None, Some("河南省")] {
        assert!(dispatch(&strict, &at(elsewhere)).unwrap().result.allowed);
    }
    let other_task = DispatchInput {
        gate: input(Task::Maintenance, &[REPAIR], FRESH),
        ..at(Some("四川省"))
    };
    assert!(dispatch(&strict, &other_task).unwrap().result.allowed);
}

#[test]
fn of_two_that_stand_alike_the_longer_one_is_shown() {
    let short = "maker_repair 2025-01-01 2026-11-30 valid";
    for order in [[short, REPAIR], [REPAIR, short]] {
        let got = dispatched(&plain(input(Task::Repair, &order, FRESH)));
        assert_eq!(got.details[0].valid_to, Some(day("2026-12-31")));
    }
}

#[test]
fn the_explanation_names_each_certificate_and_the_age_of_the_list() {
    let text = |task, certificates: &[&str], list_on| {
        let got = gate(&policy(), &input(task, certificates, list_on)).unwrap();
        assert_eq!(got.why.versions, [policy().version_ref()]);
        render_all(&got.why, Language::Zh).join("\n")
    };
    let stale = text(Task::Repair, &[REPAIR], Some("2026-11-01"));
    assert!(stale.contains("厂家维修资格：有效（有效期到 2026年12月31日（周四））"));
    assert!(stale.contains("吊销名单已 20 天未更新"));
    let none = text(Task::Repair, &[], None);
    assert!(none.contains("厂家维修资格：没有"));
    assert!(none.contains("还没有收到过吊销名单"));
    assert!(text(Task::Phone, &[], None).contains("不要求资格证"));
    assert!(text(Task::Helper, &[], None).contains("第二人"));
    let old = text(Task::Repair, &[REPAIR], Some("2026-09-01"));
    assert!(old.contains("吊销名单已 81 天未更新"));
}

#[test]
fn every_code_has_its_word_in_both_languages() {
    let mut keys = Vec::new();
    keys.extend(Task::ALL.iter().map(|c| format!("task-{}", c.code())));
    keys.extend(
        CertificateType::ALL
            .iter()
            .map(|c| format!("type-{}", c.code())),
    );
    keys.extend(
        Standing::ALL
            .iter()
            .map(|c| format!("standing-{}", c.code())),
    );
    keys.extend(Verdict::ALL.iter().map(|c| format!("verdict-{}", c.code())));
    keys.extend(Reason::ALL.iter().map(|c| format!("reason-{}", c.code())));
    for key in keys {
        let key = format!("certificate-{key}");
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn a_table_that_does_not_hold_together_is_refused() {
    let broken = |change: fn(&mut GatePolicy)| {
        let mut content = policy().content;
        change(&mut content);
        content.check().map_err(|e| e.field().unwrap().to_owned())
    };
    fn province(name: &str) -> ProvinceRule {
        ProvinceRule {
            province: name.into(),
            task: Task::Repair,
            requires: vec![],
        }
    }
    let place = |field: &str| Err(field.to_owned());
    assert_eq!(broken(|_| ()), Ok(()));
    assert_eq!(broken(|p| p.tasks.truncate(7)), place("tasks"));
    assert_eq!(broken(|p| p.tasks.push(p.tasks[0].clone())), place("tasks"));
    assert_eq!(broken(|p| p.tasks[3].requires.clear()), place("tasks"));
    assert_eq!(broken(|p| p.provinces = vec![province("浙江省")]), Ok(()));
    assert_eq!(
        broken(|p| p.provinces = vec![province("浙江省"), province("浙江省")]),
        place("provinces")
    );
    assert_eq!(
        broken(|p| p.provinces = vec![province(" ")]),
        place("provinces")
    );
    assert_eq!(broken(|p| p.list_stale_days = 31), place("list_stale_days"));
    assert_eq!(broken(|p| p.list_stale_days = 30), Ok(()));
    assert_eq!(broken(|p| p.override_days = 32), place("override_days"));
    assert_eq!(broken(|p| p.override_days = 31), Ok(()));
}

fn any_held() -> impl Strategy<Value = Held> {
    (
        proptest::sample::select(CertificateType::ALL),
        0_u64..1000,
        0_u64..1000,
        proptest::sample::select(Standing::ALL),
    )
        .prop_map(|(kind, from, length, state)| {
            let valid_from = day("2025-01-01") + chrono::Days::new(from);
            Held {
                kind,
                valid_from,
                valid_to: valid_from + chrono::Days::new(length),
                state,
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn more_certificates_never_close_the_gate(
        task in proptest::sample::select(Task::ALL),
        certificates in proptest::collection::vec(any_held(), 0..6),
        more in any_held(),
        list_age in proptest::option::of(0_u64..40),
    ) {
        let mut asked = input(task, &[], None);
        asked.revocation_list_on = list_age.map(|days| asked.planned_on - chrono::Days::new(days));
        asked.certificates = certificates;
        let before = gate(&policy(), &asked).unwrap().result.allowed;
        asked.certificates.push(more);
        let after = gate(&policy(), &asked).unwrap().result.allowed;
        prop_assert!(after || !before);
    }

    #[test]
    fn revoked_certificates_alone_never_open_a_task_that_needs_one(
        task in proptest::sample::select(Task::ALL),
        certificates in proptest::collection::vec(any_held(), 0..6),
    ) {
        let mut asked = input(task, &[], FRESH);
        asked.certificates = certificates;
        asked.certificates.iter_mut().for_each(|held| held.state = Standing::Revoked);
        let needs = !policy().content.rule(task).unwrap().requires.is_empty();
        let opened = dispatched(&with_override(asked.clone())).allowed;
        prop_assert!(!(needs && opened));
        prop_assert!(!(needs && gate(&policy(), &asked).unwrap().result.allowed));
    }

    #[test]
    fn a_refusal_always_says_why(
        task in proptest::sample::select(Task::ALL),
        certificates in proptest::collection::vec(any_held(), 0..6),
        list_age in proptest::option::of(0_u64..40),
    ) {
        let mut asked = input(task, &[], None);
        asked.revocation_list_on = list_age.map(|days| asked.planned_on - chrono::Days::new(days));
        asked.certificates = certificates;
        let got = gate(&policy(), &asked).unwrap().result;
        prop_assert!(got.allowed || !got.reasons.is_empty());
        let rich = dispatched(&plain(asked));
        prop_assert_eq!(rich.allowed, got.allowed && task != Task::Helper);
    }
}
