use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::consent::*;
use super::deletion::*;
use super::retention::*;
use super::rights::*;
use super::*;
use crate::explain::{Basis, Explanation, Language, render_all, render_key};
use crate::policy::{Content as _, Document};
use crate::time::HOUR_MS;

const T: i64 = 1_795_276_200_000;
const PERSON: Uuid = Uuid::from_u128(1);

fn document() -> &'static Document<PrivacyPolicy> {
    built_in().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn row(given: bool, occurred_at: i64) -> ConsentRow {
    ConsentRow {
        person: PERSON,
        purpose: Purpose::Marketing,
        given,
        occurred_at,
        clock_suspect: false,
    }
}

fn suspect(given: bool, occurred_at: i64) -> ConsentRow {
    ConsentRow {
        clock_suspect: true,
        ..row(given, occurred_at)
    }
}

fn consent(rows: &[ConsentRow], at: i64) -> Consent {
    consent_at(rows, PERSON, Purpose::Marketing, at).result
}

fn keys(why: &Explanation) -> Vec<&'static str> {
    let lines = why.steps.iter().chain(&why.missing).chain(&why.notes);
    lines.map(|line| line.key).collect()
}

#[test]
fn the_latest_row_by_the_time_it_was_said_counts_and_a_tie_is_a_withdrawal() {
    use Consent::{Given, Unsaid, Withdrawn};
    let other_person = ConsentRow {
        person: Uuid::from_u128(2),
        ..row(true, T)
    };
    let other_purpose = ConsentRow {
        purpose: Purpose::Care,
        ..row(true, T)
    };
    for (rows, at, expected) in [
        (vec![], T, Unsaid),
        (vec![row(true, T)], T, Given),
        (vec![row(true, T)], T - 1, Unsaid),
        (vec![row(true, T), row(false, T + 5)], T + 4, Given),
        (vec![row(true, T), row(false, T + 5)], T + 5, Withdrawn),
        (vec![row(false, T + 5), row(true, T)], T + 9, Withdrawn),
        (vec![row(false, T), row(true, T + 5)], T + 5, Given),
        (vec![row(true, T), row(false, T)], T, Withdrawn),
        (vec![row(false, T), row(true, T)], T, Withdrawn),
        (vec![other_person, other_purpose], T, Unsaid),
        // A clock in doubt: a consent does not count, a withdrawal counts whenever it says it was.
        (vec![suspect(true, T)], T, Unsaid),
        (vec![row(false, T), suspect(true, T + 5)], T + 9, Withdrawn),
        (vec![row(true, T), suspect(false, T - 99)], T, Withdrawn),
        (vec![row(true, T), suspect(false, T + 99)], T, Withdrawn),
        (vec![row(true, T), suspect(true, T + 99)], T, Given),
    ] {
        assert_eq!(consent(&rows, at), expected, "{rows:?} {at}");
    }
    assert!(Given.is_given() && !Withdrawn.is_given() && !Unsaid.is_given());
}

#[test]
fn the_answer_tells_which_row_decided() {
    let why = |rows: &[ConsentRow]| consent_at(rows, PERSON, Purpose::Marketing, T).why;
    assert_eq!(keys(&why(&[])), ["privacy-consent-unsaid"]);
    let text = render_all(&why(&[row(true, T - 1), row(false, T)]), Language::Zh);
    assert_eq!(
        text,
        [
            "个人信息保护法第15条：同意可以随时撤回，撤回要方便",
            "2026年11月21日（周六） 23:50 撤回同意，从那时起生效。",
        ]
    );
    assert_eq!(keys(&why(&[row(true, T)])), ["privacy-consent-given"]);
    assert_eq!(
        keys(&why(&[suspect(false, T)])),
        [
            "privacy-consent-withdrawn-in-doubt",
            "privacy-consent-clock-suspect"
        ]
    );
}

fn send(
    kind: MessageKind,
    rows: &[ConsentRow],
    no_marketing: bool,
    send_at: i64,
) -> (bool, Vec<Obstacle>) {
    let message = Message {
        person: PERSON,
        kind,
        send_at,
        no_marketing,
    };
    let decision = may_send(&message, rows, document()).unwrap();
    (decision.result.allowed, decision.result.obstacles)
}

#[test]
fn a_withdrawal_on_one_pc_stops_a_campaign_queued_on_another() {
    // PC B queues at 9 with the consent it knows; PC A has taken the withdrawal at 10, offline.
    let consent = row(true, T);
    let withdrawal = row(false, T + HOUR_MS);
    let campaign = |rows: &[ConsentRow], at| send(MessageKind::Campaign, rows, false, at);
    assert!(campaign(&[consent], T + 2 * HOUR_MS).0);
    let merged = [withdrawal, consent];
    let stopped = (false, vec![Obstacle::Withdrawn]);
    assert_eq!(campaign(&merged, T + 2 * HOUR_MS), stopped);
    assert_eq!(campaign(&merged, T + HOUR_MS), stopped);
    // What was sent before the withdrawal was right.
    assert!(campaign(&merged, T + HOUR_MS - 1).0);
}

#[test]
fn no_marketing_blocks_what_is_commercial_and_never_what_is_about_danger() {
    use MessageKind::*;
    use Obstacle::{NoConsent, NoMarketing, Withdrawn};
    let all_given: Vec<_> = Purpose::ALL
        .iter()
        .map(|purpose| ConsentRow {
            purpose: *purpose,
            ..row(true, T)
        })
        .collect();
    let all_withdrawn: Vec<_> = all_given
        .iter()
        .map(|row| ConsentRow {
            given: false,
            ..*row
        })
        .collect();
    for &kind in MessageKind::ALL {
        let wants_consent = matches!(kind, Care | Birthday | Campaign);
        let commercial = wants_consent || kind == SatisfactionSurvey;
        for no_marketing in [false, true] {
            for (rows, obstacle) in [
                (&all_given[..], None),
                (&all_withdrawn, Some(Withdrawn)),
                (&[], Some(NoConsent)),
            ] {
                let mut expected: Vec<_> = obstacle.filter(|_| wants_consent).into_iter().collect();
                if no_marketing && commercial {
                    expected.push(NoMarketing);
                }
                assert_eq!(
                    send(kind, rows, no_marketing, T),
                    (expected.is_empty(), expected),
                    "{kind:?}"
                );
            }
        }
        assert_eq!(kind.is_about_danger(), matches!(kind, Safety | Recall));
    }
}

#[test]
fn a_message_tells_its_basis_and_what_stands_against_it() {
    let why = |kind, no_marketing| {
        let message = Message {
            person: PERSON,
            kind,
            send_at: T,
            no_marketing,
        };
        may_send(&message, &[], document()).unwrap()
    };
    let campaign = why(MessageKind::Campaign, true);
    assert_eq!(campaign.result.legal_basis, LegalBasis::Consent);
    assert_eq!(
        keys(&campaign.why),
        [
            "privacy-consent-unsaid",
            "privacy-no-marketing",
            "privacy-may-not-send"
        ]
    );
    let basis: Vec<_> = campaign.why.basis.iter().map(|basis| basis.key).collect();
    assert_eq!(
        basis,
        [
            "basis-pipl-13-consent",
            "basis-pipl-15",
            "basis-consumer-29-messages"
        ]
    );
    assert_eq!(campaign.why.versions, [document().version_ref()]);
    let recall = why(MessageKind::Recall, true);
    assert_eq!(recall.result.legal_basis, LegalBasis::LegalDuty);
    assert_eq!(
        keys(&recall.why),
        ["privacy-may-send", "privacy-danger-is-told"]
    );
    assert_eq!(
        keys(&why(MessageKind::Recall, false).why),
        ["privacy-may-send"]
    );
    assert_eq!(
        keys(&why(MessageKind::Service, true).why),
        ["privacy-may-send"]
    );
}

fn kept_until(kind: RecordKind, scrap_on: Option<&str>) -> (LegalBasis, Option<NaiveDate>) {
    let input = RetainInput {
        kind,
        made_on: day("2026-02-28"),
        scrap_on: scrap_on.map(day),
    };
    let retention = retain(&input, document()).unwrap().result;
    (retention.legal_basis, retention.until)
}

#[test]
fn each_record_has_its_basis_and_period() {
    use LegalBasis::*;
    use RecordKind::*;
    let scrap = Some("2034-02-28");
    let after_scrap = Some(day("2037-02-28"));
    let three_years = Some(day("2029-02-28"));
    for (kind, basis, until) in [
        (ContactData, Contract, None),
        (ServiceOrder, Contract, after_scrap),
        (Complaint, Contract, three_years),
        (Payment, LegalDuty, Some(day("2036-02-28"))),
        (WarrantyFact, LegalDuty, after_scrap),
        (SafetyFact, LegalDuty, after_scrap),
        (EmergencyNote, Emergency, after_scrap),
        (MarketingData, Consent, None),
        (ConsentProof, LegalDuty, three_years),
        (AccessLog, LegalDuty, three_years),
        (ImpactAssessment, LegalDuty, three_years),
    ] {
        assert_eq!(kept_until(kind, scrap), (basis, until), "{kind:?}");
        let open = if kind.is_of_machine() { None } else { until };
        assert_eq!(kept_until(kind, None), (basis, open), "{kind:?}");
    }
}

#[test]
fn a_period_tells_how_it_ends() {
    let why = |kind, scrap_on: Option<&str>| {
        let input = RetainInput {
            kind,
            made_on: day("2026-02-28"),
            scrap_on: scrap_on.map(day),
        };
        retain(&input, document()).unwrap().why
    };
    for (kind, scrap_on, key) in [
        (RecordKind::ContactData, None, "privacy-kept-while-customer"),
        (
            RecordKind::MarketingData,
            None,
            "privacy-kept-until-withdrawn",
        ),
        (RecordKind::Payment, None, "privacy-kept-until"),
        (
            RecordKind::SafetyFact,
            Some("2034-01-01"),
            "privacy-kept-until",
        ),
        (RecordKind::SafetyFact, None, "privacy-scrap-date-unknown"),
    ] {
        let why = why(kind, scrap_on);
        assert_eq!(keys(&why), ["privacy-record", key]);
        let article = document()
            .content
            .record(kind)
            .unwrap()
            .legal_basis
            .article();
        assert_eq!(why.basis, [article]);
        assert_eq!(why.versions, [document().version_ref()]);
    }
    let late = RetainInput {
        kind: RecordKind::SafetyFact,
        made_on: day("2026-01-01"),
        scrap_on: Some(day("2199-01-01")),
    };
    assert_eq!(
        retain(&late, document()).unwrap_err().field(),
        Some("scrap_on")
    );
    let early = RetainInput {
        made_on: day("1899-01-01"),
        ..late
    };
    assert_eq!(
        retain(&early, document()).unwrap_err().field(),
        Some("made_on")
    );
    let late = RetainInput {
        kind: RecordKind::Payment,
        made_on: day("2199-01-01"),
        scrap_on: None,
    };
    assert_eq!(
        retain(&late, document()).unwrap_err().field(),
        Some("made_on")
    );
}

fn deletion() -> DeletionInput {
    DeletionInput {
        requested_on: day("2026-11-01"),
        identity_checked: true,
        open_complaints: 0,
        open_orders: 0,
        open_cases: 0,
        units: vec![],
        as_of: day("2026-11-21"),
    }
}

#[test]
fn an_open_matter_defers_the_deletion_with_its_reason() {
    use DeletionOutcome::{Anonymise, Deferred, IdentityFirst};
    use Hold::{OpenCase, OpenComplaint, OpenOrder};
    for (counts, holds, line) in [
        ([0, 0, 0], &[][..], None),
        ([1, 0, 0], &[OpenComplaint], Some("privacy-hold-complaint")),
        ([0, 2, 0], &[OpenOrder], Some("privacy-hold-order")),
        ([0, 0, 3], &[OpenCase], Some("privacy-hold-case")),
        ([1, 1, 1], &[OpenComplaint, OpenOrder, OpenCase], None),
    ] {
        for identity_checked in [true, false] {
            let [open_complaints, open_orders, open_cases] = counts;
            let input = DeletionInput {
                identity_checked,
                open_complaints,
                open_orders,
                open_cases,
                ..deletion()
            };
            let decision = decide(&input, document()).unwrap();
            let expected = match (identity_checked, holds.is_empty()) {
                (false, _) => IdentityFirst,
                (true, true) => Anonymise,
                (true, false) => Deferred,
            };
            assert_eq!(decision.result.outcome, expected);
            assert_eq!(decision.result.holds, holds);
            let told = keys(&decision.why);
            assert_eq!(told[0], "privacy-deletion-asked");
            assert!(line.is_none_or(|line| told.contains(&line)));
            let last = match expected {
                IdentityFirst => "privacy-identity-unchecked",
                Deferred => "privacy-deferred",
                Anonymise => "privacy-anonymised",
            };
            assert_eq!(told.last(), Some(&last));
            assert_eq!(told.len(), 2 + holds.len());
            assert_eq!(decision.why.basis, [Basis::statute("basis-pipl-47")]);
            assert_eq!(decision.why.versions, [document().version_ref()]);
        }
    }
}

#[test]
fn facts_of_the_machine_stay_until_three_years_after_its_scrap_date() {
    let unit = |scrap_on: Option<&str>| UnitFacts {
        unit: Uuid::from_u128(7),
        since_on: day("2015-11-21"),
        scrap_on: scrap_on.map(day),
    };
    let ask = |scrap_on, as_of: &str| {
        let input = DeletionInput {
            units: vec![unit(scrap_on)],
            as_of: day(as_of),
            ..deletion()
        };
        decide(&input, document()).unwrap()
    };
    let on_the_day = ask(Some("2023-11-21"), "2026-11-21");
    let kinds: Vec<_> = on_the_day.result.kept.iter().map(|f| f.kind).collect();
    let machine: Vec<_> = RecordKind::ALL
        .iter()
        .copied()
        .filter(|kind| kind.is_of_machine())
        .collect();
    assert_eq!(kinds, machine);
    assert!(kinds.contains(&RecordKind::SafetyFact) && kinds.contains(&RecordKind::WarrantyFact));
    let until = Some(day("2026-11-21"));
    let kept = &on_the_day.result.kept;
    assert!(kept.iter().all(|facts| facts.retention.until == until));
    assert_eq!(
        keys(&on_the_day.why),
        [
            "privacy-deletion-asked",
            "privacy-anonymised",
            "privacy-kept-until"
        ]
    );
    assert!(ask(Some("2023-11-21"), "2026-11-22").result.kept.is_empty());
    let unknown = ask(None, "2026-11-22");
    assert_eq!(unknown.result.kept.len(), machine.len());
    assert_eq!(
        keys(&unknown.why).last(),
        Some(&"privacy-scrap-date-unknown")
    );
    assert_eq!(unknown.why.missing.len(), 1);
}

#[test]
#[allow(clippy::too_many_lines, reason = "one row a case")]
fn impossible_deletions_name_their_field() {
    let unit = UnitFacts {
        unit: Uuid::from_u128(7),
        since_on: day("2020-01-01"),
        scrap_on: Some(day("2019-12-31")),
    };
    for (input, code, field) in [
        (
            DeletionInput {
                as_of: day("2026-10-31"),
                ..deletion()
            },
            "rule.end_before_start",
            "as_of",
        ),
        (
            DeletionInput {
                requested_on: day("1899-01-01"),
                ..deletion()
            },
            "rule.out_of_range",
            "requested_on",
        ),
        (
            DeletionInput {
                as_of: day("2201-01-01"),
                ..deletion()
            },
            "rule.out_of_range",
            "as_of",
        ),
        (
            DeletionInput {
                units: vec![unit],
                ..deletion()
            },
            "rule.end_before_start",
            "units[0].scrap_on",
        ),
        (
            DeletionInput {
                units: vec![
                    UnitFacts {
                        scrap_on: None,
                        ..unit
                    },
                    UnitFacts {
                        since_on: day("1899-12-31"),
                        scrap_on: None,
                        ..unit
                    },
                ],
                ..deletion()
            },
            "rule.out_of_range",
            "units[1].since_on",
        ),
        (
            DeletionInput {
                units: vec![UnitFacts {
                    scrap_on: Some(day("2200-12-31")),
                    ..unit
                }],
                ..deletion()
            },
            "rule.out_of_range",
            "units[0].scrap_on",
        ),
        (
            DeletionInput {
                units: vec![UnitFacts {
                    scrap_on: Some(day("2201-01-01")),
                    ..unit
                }],
                ..deletion()
            },
            "rule.out_of_range",
            "units[0].scrap_on",
        ),
        (
            DeletionInput {
                units: vec![unit; UNITS_MAX + 1],
                ..deletion()
            },
            "rule.out_of_range",
            "units",
        ),
    ] {
        let error = decide(&input, document()).unwrap_err();
        assert_eq!((error.code(), error.field()), (code, Some(field)));
    }
    let sound = UnitFacts {
        scrap_on: Some(day("2020-01-01")),
        ..unit
    };
    let many = DeletionInput {
        units: vec![sound; UNITS_MAX],
        ..deletion()
    };
    assert!(decide(&many, document()).is_ok());
}

#[test]
fn a_refusal_needs_a_reason_and_some_things_are_never_refused() {
    for &right in Right::ALL {
        let free = matches!(right, Right::Withdraw | Right::StopMarketing);
        for (reason, expected, key) in [
            ("投诉未结", RefusalOutcome::Valid, "privacy-refusal-told"),
            (
                " \n",
                RefusalOutcome::ReasonMissing,
                "privacy-refusal-reason",
            ),
        ] {
            let decision = refuse(right, reason);
            assert_eq!(decision.why.basis, [Basis::statute("basis-pipl-50")]);
            if free {
                assert_eq!(decision.result, RefusalOutcome::NotRefusable);
                assert_eq!(keys(&decision.why), ["privacy-not-refusable"]);
            } else {
                assert_eq!(decision.result, expected);
                assert_eq!(keys(&decision.why), [key]);
            }
        }
    }
}

#[test]
fn an_export_holds_the_requester_alone_after_name_and_address_were_checked() {
    let others = vec![Uuid::from_u128(2), Uuid::from_u128(3)];
    for (name_matches, address_matches, lines) in [
        (true, true, &["privacy-export-others"][..]),
        (false, true, &["privacy-export-name"]),
        (true, false, &["privacy-export-address"]),
        (
            false,
            false,
            &["privacy-export-name", "privacy-export-address"],
        ),
    ] {
        let mut sharing_phone = others.clone();
        sharing_phone.insert(1, PERSON);
        let input = ExportInput {
            requester: PERSON,
            sharing_phone,
            name_matches,
            address_matches,
        };
        let decision = export(&input);
        let allowed = name_matches && address_matches;
        let expected = Export {
            allowed,
            person: allowed.then_some(PERSON),
            left_out: others.clone(),
        };
        assert_eq!(decision.result, expected);
        assert_eq!(keys(&decision.why), lines);
        assert_eq!(decision.why.basis, [Basis::statute("basis-pipl-45")]);
    }
    let alone = ExportInput {
        requester: PERSON,
        sharing_phone: vec![PERSON],
        name_matches: true,
        address_matches: true,
    };
    assert!(keys(&export(&alone).why).is_empty());
}

#[test]
fn a_policy_that_breaks_the_law_is_refused() {
    use Keep::{Months, MonthsAfterScrap, UntilWithdrawn, WhileInUse};
    let sound = &document().content;
    assert_eq!(sound.check(), Ok(()));
    let fault = |change: &dyn Fn(&mut PrivacyPolicy)| {
        let mut policy = sound.clone();
        change(&mut policy);
        let error = policy.check().err();
        error.and_then(|error| error.field().map(str::to_owned))
    };
    for kind in MessageKind::ALL {
        let place = Some(format!("messages.{}", kind.code()));
        assert_eq!(fault(&|p| _ = p.messages.remove(kind)), place);
        let with = |basis, purpose, blocked_by_no_marketing| {
            fault(&|p: &mut PrivacyPolicy| {
                let rule = policy::MessageRule {
                    legal_basis: basis,
                    purpose,
                    blocked_by_no_marketing,
                };
                p.messages.insert(*kind, rule);
            })
        };
        let care = Some(Purpose::Care);
        assert_eq!(with(LegalBasis::Consent, None, true), place);
        assert_eq!(with(LegalBasis::Contract, care, true), place);
        let danger = kind.is_about_danger();
        let campaign = *kind == MessageKind::Campaign;
        let bad = |is_bad: bool| place.clone().filter(|_| is_bad);
        assert_eq!(with(LegalBasis::Consent, care, true), bad(danger));
        assert_eq!(
            with(LegalBasis::Consent, care, false),
            bad(danger || campaign)
        );
        assert_eq!(
            with(LegalBasis::LegalDuty, None, true),
            bad(danger || campaign)
        );
        assert_eq!(with(LegalBasis::LegalDuty, None, false), bad(campaign));
    }
    for kind in RecordKind::ALL {
        let place = Some(format!("records.{}", kind.code()));
        assert_eq!(fault(&|p| _ = p.records.remove(kind)), place);
        let machine = kind.is_of_machine();
        let consent = *kind == RecordKind::MarketingData;
        for (keep, holds) in [
            (Months(0), false),
            (Months(1), !machine),
            (Months(1_200), !machine),
            (Months(1_201), false),
            (MonthsAfterScrap(0), false),
            (MonthsAfterScrap(1), machine),
            (MonthsAfterScrap(1_201), false),
            (WhileInUse(()), !machine && !consent),
            (UntilWithdrawn(()), consent),
        ] {
            let found = fault(&|p| p.records.get_mut(kind).unwrap().keep = keep);
            assert_eq!(found, place.clone().filter(|_| !holds), "{kind:?} {keep:?}");
        }
    }
}

#[test]
fn every_basis_and_record_has_words_in_both_languages() {
    for language in [Language::Zh, Language::En] {
        for basis in LegalBasis::ALL {
            let key = basis.article().key;
            assert_ne!(render_key(key, language), key);
        }
        for kind in RecordKind::ALL {
            let key = kind.message_key();
            assert_ne!(render_key(&key, language), key);
        }
        for key in [
            "privacy-consent-given",
            "privacy-consent-withdrawn",
            "privacy-record",
        ] {
            assert_ne!(render_key(key, language), key);
        }
    }
}

fn any_row() -> impl Strategy<Value = ConsentRow> {
    (any::<bool>(), 0..6_i64, prop::bool::weighted(0.1)).prop_map(|(given, at, clock_suspect)| {
        ConsentRow {
            clock_suspect,
            ..row(given, T + at)
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_further_withdrawal_never_turns_consent_on(
        mut rows in prop::collection::vec(any_row(), 0..8),
        withdrawal in any_row(),
        at in 0..7_i64,
    ) {
        let before = consent(&rows, T + at);
        rows.push(ConsentRow { given: false, ..withdrawal });
        let after = consent(&rows, T + at);
        prop_assert!(before.is_given() || !after.is_given());
    }

    #[test]
    fn consent_does_not_depend_on_the_order_rows_arrive_in(
        (rows, shuffled) in prop::collection::vec(any_row(), 0..8)
            .prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        at in 0..7_i64,
    ) {
        prop_assert_eq!(consent(&rows, T + at), consent(&shuffled, T + at));
    }

    #[test]
    fn what_is_about_danger_is_always_sent(
        rows in prop::collection::vec(any_row(), 0..8),
        no_marketing in any::<bool>(),
    ) {
        prop_assert!(send(MessageKind::Safety, &rows, no_marketing, T).0);
        prop_assert!(send(MessageKind::Recall, &rows, no_marketing, T).0);
        prop_assert!(!(no_marketing && send(MessageKind::Campaign, &rows, true, T).0));
    }
}
