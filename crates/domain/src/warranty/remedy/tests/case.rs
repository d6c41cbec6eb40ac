//! What the customer may ask for in a real case.

use super::*;

fn case(scope: RemedyScope) -> RemedyCase {
    RemedyCase {
        scope,
        sale_proof: SaleProof::Proven,
        sold_on: Some(day("2026-03-02")),
        received_on: Some(day("2026-03-02")),
        validity_end: Some(day("2027-03-02")),
        plan_until: None,
        reported_at: start("2026-08-03"),
        fault_confirmed: true,
        completed_repairs: 0,
        last_repair: None,
        handed_in_on: None,
        delay_cause: None,
        same_model_available: None,
        customer_accepts_exchange: None,
        finding: None,
        exclusion: None,
        may_rescind: false,
        as_of: day("2026-08-03"),
    }
}

fn excluded(upheld: bool) -> Option<ExclusionVerdict> {
    Some(ExclusionVerdict {
        code: ExclusionCode::X1,
        upheld,
        reason: if upheld {
            ExclusionReason::Upheld
        } else {
            ExclusionReason::NotTheCause
        },
        missing: vec![],
        operator_proves_until: None,
    })
}

fn finding() -> AuthorityFinding {
    AuthorityFinding {
        document_no: Some("市监认〔2026〕12号".into()),
        authority: Some("柳河县市场监督管理局".into()),
        found_on: Some(day("2026-07-20")),
    }
}

/// (rows, "option:row:payer:depreciation"…)
fn told(case: &RemedyCase) -> (Vec<&'static str>, Vec<String>) {
    let decision = decide_remedies(case, rules(), list()).unwrap();
    let rows: Vec<_> = decision
        .result
        .rows
        .iter()
        .map(|row| row.table_row())
        .collect();
    assert_eq!(decision.why.rows, rows);
    assert_eq!(decision.result.covered, decision.result.rows != [Row::R13]);
    assert_eq!(decision.result.lines().len(), decision.result.options.len());
    let options = decision.result.options.iter().map(|option| {
        let codes = (option.remedy.code(), option.row.code(), option.payer.code());
        format!(
            "{}:{}:{}:{}",
            codes.0,
            codes.1,
            codes.2,
            option.depreciation.code()
        )
    });
    (rows, options.collect())
}

#[track_caller]
fn assert_told(case: &RemedyCase, rows: &[&str], options: &[&str]) {
    let (got_rows, got_options) = told(case);
    assert_eq!(
        (&got_rows[..], &got_options[..]),
        (
            rows,
            &options.iter().map(ToString::to_string).collect::<Vec<_>>()[..]
        )
    );
}

fn keys(case: &RemedyCase) -> Vec<&'static str> {
    let why = decide_remedies(case, rules(), list()).unwrap().why;
    let basis = why.basis.iter().map(|basis| basis.key);
    let lines = why.steps.iter().chain(&why.missing).map(|line| line.key);
    basis.chain(lines).collect()
}

#[test]
fn whatever_covers_the_machine_the_matrix_decides_and_the_promise_stands_first() {
    for (scope, first, step) in [
        (
            RemedyScope::Statutory,
            "basis-sanbao-15",
            "remedy-scope-statutory",
        ),
        (
            RemedyScope::Policy,
            "basis-remedy-promise",
            "remedy-scope-policy",
        ),
        (
            RemedyScope::Contract,
            "basis-remedy-contract",
            "remedy-scope-contract",
        ),
    ] {
        assert_told(&case(scope), &["T3.R9"], &["repair:R9:seller:none"]);
        assert_eq!(keys(&case(scope))[0], first);
        assert!(keys(&case(scope)).contains(&step));
    }
}

/// Journey J2, with both answers of the customer.
#[test]
fn after_two_repairs_the_terms_of_a_return_hang_on_the_same_model() {
    let due = RemedyCase {
        completed_repairs: 2,
        ..case(RemedyScope::Statutory)
    };
    assert_told(
        &due,
        &["T3.R3", "T3.R9"],
        &["exchange:R3:seller:none", "repair:R9:seller:none"],
    );
    let refuses = |available| RemedyCase {
        same_model_available: Some(available),
        customer_accepts_exchange: Some(false),
        ..due.clone()
    };
    let rest = ["exchange:R3:seller:none", "repair:R9:seller:none"];
    assert_told(
        &refuses(true),
        &["T3.R3", "T3.R7", "T3.R9"],
        &["return:R7:seller:yes", rest[0], rest[1]],
    );
    assert_told(
        &refuses(false),
        &["T3.R3", "T3.R6", "T3.R9"],
        &["return:R6:seller:none", rest[0], rest[1]],
    );
}

#[test]
fn a_sale_reckoned_from_the_factory_date_gives_repair_and_nothing_more() {
    let estimated = RemedyCase {
        sale_proof: SaleProof::Estimated,
        sold_on: None,
        completed_repairs: 5,
        ..case(RemedyScope::Policy)
    };
    assert_told(&estimated, &["T3.R9"], &["repair:R9:seller:none"]);
    assert!(keys(&estimated).contains(&"remedy-estimated"));
    assert!(keys(&estimated).contains(&"remedy-missing-sale-proof"));
    let over = RemedyCase {
        validity_end: Some(day("2026-07-31")),
        ..estimated.clone()
    };
    assert_told(&over, &["T3.R13"], &["repair:R13:customer:none"]);
    assert!(!keys(&over).contains(&"remedy-estimated"));
    // 1 August 2026 is a Saturday: the last day is the Monday.
    let last = RemedyCase {
        validity_end: Some(day("2026-08-01")),
        ..estimated.clone()
    };
    assert_told(&last, &["T3.R9"], &["repair:R9:seller:none"]);
    let unknown = RemedyCase {
        validity_end: None,
        ..estimated
    };
    assert_refused(
        decide_remedies(&unknown, rules(), list()),
        "rule.missing",
        "validity_end",
    );
}

#[test]
fn a_sale_nothing_proves_is_not_covered_until_there_is_evidence() {
    let unknown = RemedyCase {
        sale_proof: SaleProof::Unknown,
        sold_on: None,
        validity_end: None,
        ..case(RemedyScope::Statutory)
    };
    assert_told(&unknown, &["T3.R13"], &["repair:R13:customer:none"]);
    assert!(keys(&unknown).contains(&"remedy-missing-sale-proof"));
}

#[test]
fn an_exclusion_that_holds_leads_to_paid_repair_and_one_that_does_not_changes_nothing() {
    let with = |upheld| RemedyCase {
        exclusion: excluded(upheld),
        completed_repairs: 2,
        ..case(RemedyScope::Statutory)
    };
    assert_told(&with(true), &["T3.R13"], &["repair:R13:customer:none"]);
    assert!(keys(&with(true)).contains(&"basis-sanbao-17"));
    assert_eq!(told(&with(false)).0, ["T3.R3", "T3.R9"]);
    let mut clause = with(true);
    if let Some(verdict) = &mut clause.exclusion {
        verdict.code = ExclusionCode::X6;
    }
    assert!(keys(&clause).contains(&"basis-remedy-exclusion-clause"));
    assert!(!keys(&clause).contains(&"basis-sanbao-17"));
}

#[test]
fn a_repair_that_did_not_last_is_done_again_by_whoever_did_it() {
    let after = |completed: &str, same_fault, under_warranty| RemedyCase {
        last_repair: Some(LastRepair {
            completed_on: day(completed),
            same_fault,
            under_warranty,
        }),
        ..case(RemedyScope::Statutory)
    };
    let over = |case: RemedyCase| RemedyCase {
        validity_end: Some(day("2026-07-01")),
        ..case
    };
    let (again, within) = ("repair:R10:repairer:none", "repair:R9:seller:none");
    // Reported on 3 August; thirty days before is 4 July.
    for (case, rows, option, basis) in [
        (
            after("2026-07-04", true, true),
            &["T3.R9", "T3.R10"][..],
            again,
            "basis-sanbao-6",
        ),
        (after("2026-07-03", true, true), &["T3.R9"], within, ""),
        (after("2026-07-04", false, true), &["T3.R9"], within, ""),
        (
            over(after("2026-07-04", true, true)),
            &["T3.R10"],
            again,
            "basis-sanbao-6",
        ),
        (
            over(after("2026-08-03", true, false)),
            &["T3.R10"],
            again,
            "basis-remedy-rework",
        ),
        (
            over(after("2026-07-03", true, false)),
            &["T3.R13"],
            "repair:R13:customer:none",
            "",
        ),
    ] {
        assert_told(&case, rows, &[option]);
        let told: Vec<_> = keys(&case);
        for key in ["basis-sanbao-6", "basis-remedy-rework"] {
            assert_eq!(told.contains(&key), key == basis, "{case:?}");
        }
        let pays = rows.contains(&"T3.R13");
        for key in ["remedy-r13", "basis-remedy-price-list"] {
            assert_eq!(told.contains(&key), pays, "{key} {case:?}");
        }
        assert!(!pays || !told.contains(&"basis-sanbao-15"));
    }
    let mut strict = rules().clone();
    strict.policy.content.rework_out_of_warranty = false;
    let paid = decide_remedies(&over(after("2026-08-03", true, false)), &strict, list()).unwrap();
    assert_eq!(paid.result.rows, [Row::R13]);
    // The policy's promise is the policy's, and each document is named once.
    for (under_warranty, policy) in [(false, 1), (true, 0)] {
        let promised = over(after("2026-08-03", true, under_warranty));
        let versions = decide_remedies(&promised, rules(), list())
            .unwrap()
            .why
            .versions;
        let times = |version| versions.iter().filter(|named| **named == version).count();
        assert_eq!(times(rules().policy.version_ref()), policy);
        assert_eq!(times(rules().law.version_ref()), 1);
    }
    let free = decide_remedies(&over(after("2026-08-03", true, true)), &strict, list()).unwrap();
    assert_eq!(free.result.rows, [Row::R10]);
    // It holds although the new damage is excluded otherwise.
    let excluded = RemedyCase {
        exclusion: excluded(true),
        ..after("2026-07-04", true, true)
    };
    assert_told(&excluded, &["T3.R10"], &[again]);
}

#[test]
fn a_finding_of_an_authority_gives_the_full_price_back_when_it_is_complete() {
    let found = |finding| RemedyCase {
        finding: Some(finding),
        completed_repairs: 2,
        same_model_available: Some(true),
        customer_accepts_exchange: Some(false),
        ..case(RemedyScope::Statutory)
    };
    let (rows, options) = told(&found(finding()));
    assert_eq!(rows, ["T3.R3", "T3.R7", "T3.R9", "T3.R11"]);
    // The return without deduction stands, not the one with it.
    assert_eq!(options[0], "return:R11:seller:none");
    type Change = fn(&mut AuthorityFinding);
    let cases: [(Change, &str); 5] = [
        (
            |finding| finding.document_no = None,
            "remedy-missing-finding-no",
        ),
        (
            |finding| finding.document_no = Some(" ".into()),
            "remedy-missing-finding-no",
        ),
        (
            |finding| finding.authority = None,
            "remedy-missing-finding-authority",
        ),
        (
            |finding| finding.authority = Some("\t".into()),
            "remedy-missing-finding-authority",
        ),
        (
            |finding| finding.found_on = None,
            "remedy-missing-finding-date",
        ),
    ];
    for (change, missing) in cases {
        let mut incomplete = finding();
        change(&mut incomplete);
        let case = found(incomplete);
        assert_eq!(told(&case).0, ["T3.R3", "T3.R7", "T3.R9"]);
        let named: Vec<_> = keys(&case)
            .into_iter()
            .filter(|key| key.starts_with("remedy-missing-finding"))
            .collect();
        assert_eq!(named, [missing]);
    }
    let excluded = RemedyCase {
        exclusion: excluded(true),
        ..found(finding())
    };
    // Who does not return it may still have it repaired.
    let paid = ["return:R11:seller:none", "repair:R13:customer:none"];
    assert_told(&excluded, &["T3.R11", "T3.R13"], &paid);
    let over = RemedyCase {
        validity_end: Some(day("2026-07-01")),
        ..found(finding())
    };
    assert_told(&over, &["T3.R11", "T3.R13"], &paid);
    assert!(keys(&over).contains(&"remedy-r13"));
}

#[test]
fn where_nothing_covers_the_machine_the_consumer_law_does() {
    let unlisted = |received: Option<&str>, may_rescind| RemedyCase {
        received_on: received.map(day),
        sold_on: None,
        validity_end: None,
        may_rescind,
        ..case(RemedyScope::None)
    };
    let (back, rest) = (
        "return:R12:seller:none",
        ["exchange:R12:seller:none", "repair:R12:seller:none"],
    );
    for (case, returns, step) in [
        // Reported on Monday, 3 August; the seventh day after 25 July is Saturday the 1st.
        (
            unlisted(Some("2026-07-25"), false),
            true,
            "remedy-r12-return",
        ),
        (
            unlisted(Some("2026-07-24"), false),
            false,
            "remedy-r12-later",
        ),
        (
            unlisted(Some("2026-07-24"), true),
            true,
            "remedy-r12-rescind",
        ),
        (
            unlisted(Some("2026-07-27"), true),
            true,
            "remedy-r12-return",
        ),
    ] {
        let options: Vec<&str> = returns.then_some(back).into_iter().chain(rest).collect();
        assert_told(&case, &["T3.R12"], &options);
        assert!(keys(&case).contains(&step), "{case:?}");
        assert!(keys(&case).contains(&"basis-consumer-24"));
    }
    let in_time = keys(&unlisted(Some("2026-07-27"), true));
    assert!(!in_time.contains(&"remedy-r12-rescind"));
}

#[test]
fn until_a_technician_confirms_the_fault_the_answer_says_so() {
    let unconfirmed = RemedyCase {
        fault_confirmed: false,
        ..case(RemedyScope::Statutory)
    };
    assert!(keys(&unconfirmed).contains(&"remedy-missing-fault"));
    assert!(!keys(&case(RemedyScope::Statutory)).contains(&"remedy-missing-fault"));
}

#[test]
fn impossible_cases_are_refused_with_their_field() {
    type Change = fn(&mut RemedyCase);
    let repair = |on: &str| {
        Some(LastRepair {
            completed_on: day(on),
            same_fault: true,
            under_warranty: true,
        })
    };
    let cases: [(Change, &str, &str); 9] = [
        (|case| case.sold_on = None, "rule.missing", "sold_on"),
        (
            |case| case.validity_end = None,
            "rule.missing",
            "validity_end",
        ),
        (
            |case| case.as_of = day("2026-08-02"),
            "rule.in_future",
            "reported_at",
        ),
        (
            |case| case.as_of = day("2201-08-02"),
            "rule.out_of_range",
            "as_of",
        ),
        (
            |case| case.reported_at = i64::MIN,
            "rule.out_of_range",
            "reported_at",
        ),
        (
            |case| case.received_on = Some(day("2026-08-04")),
            "rule.end_before_start",
            "reported_at",
        ),
        (
            |case| case.received_on = Some(day("1899-08-04")),
            "rule.out_of_range",
            "received_on",
        ),
        (
            |case| {
                case.finding = Some(AuthorityFinding {
                    found_on: Some(day("2026-08-04")),
                    ..finding()
                })
            },
            "rule.in_future",
            "finding.found_on",
        ),
        (
            |case| {
                case.finding = Some(AuthorityFinding {
                    found_on: Some(day("1899-08-04")),
                    ..finding()
                })
            },
            "rule.out_of_range",
            "finding.found_on",
        ),
    ];
    for (change, code, field) in cases {
        let mut changed = case(RemedyScope::Statutory);
        change(&mut changed);
        assert_refused(decide_remedies(&changed, rules(), list()), code, field);
    }
    for (on, code) in [
        ("2026-08-04", "rule.in_future"),
        ("1899-08-04", "rule.out_of_range"),
    ] {
        let changed = RemedyCase {
            last_repair: repair(on),
            ..case(RemedyScope::Statutory)
        };
        assert_refused(
            decide_remedies(&changed, rules(), list()),
            code,
            "last_repair.completed_on",
        );
    }
}

#[test]
fn where_nothing_covers_the_machine_claims_end_and_need_the_day_of_receipt() {
    let unlisted = |received: Option<&str>, may_rescind| RemedyCase {
        received_on: received.map(day),
        sold_on: None,
        validity_end: None,
        may_rescind,
        ..case(RemedyScope::None)
    };
    let paid = ["repair:R13:customer:none"];
    for (case, row, step) in [
        // Reported on 3 August 2026; two years after the 1st end on a Saturday, hence on Monday.
        (
            unlisted(Some("2024-08-01"), false),
            "T3.R12",
            "remedy-r12-later",
        ),
        (
            unlisted(Some("2024-07-31"), true),
            "T3.R13",
            "remedy-r13-unlisted",
        ),
        (
            unlisted(Some("2009-05-01"), false),
            "T3.R13",
            "remedy-missing-longer-promise",
        ),
        (unlisted(None, true), "T3.R13", "remedy-r13-receipt-unknown"),
        (unlisted(None, false), "T3.R13", "remedy-missing-receipt"),
    ] {
        let (rows, options) = told(&case);
        assert_eq!(rows, [row], "{case:?}");
        assert_eq!(options == paid, row == "T3.R13", "{case:?}");
        assert!(keys(&case).contains(&step), "{case:?}");
    }
    assert!(keys(&unlisted(Some("2009-05-01"), false)).contains(&"basis-civil-621"));
}

fn advised(case: &RemedyCase) -> Vec<&'static str> {
    let advice = decide_remedies(case, rules(), list()).unwrap().result;
    advice.lines().iter().map(|line| line.key).collect()
}

#[test]
fn where_the_same_model_cannot_be_had_another_one_is_offered() {
    let with = |available, accepts| RemedyCase {
        completed_repairs: 2,
        same_model_available: available,
        customer_accepts_exchange: accepts,
        ..case(RemedyScope::Statutory)
    };
    let gone = with(Some(false), Some(true));
    assert_told(
        &gone,
        &["T3.R3", "T3.R8", "T3.R9"],
        &["exchange:R8:seller:none", "repair:R9:seller:none"],
    );
    assert_eq!(advised(&gone)[0], "advice-exchange-other");
    assert!(keys(&gone).contains(&"remedy-r3-other"));
    assert_eq!(
        advised(&with(Some(false), None))[0],
        "advice-exchange-other"
    );
    assert_eq!(
        advised(&with(Some(false), Some(false)))[1],
        "advice-exchange-other"
    );
    assert_eq!(advised(&with(Some(true), Some(true)))[0], "advice-exchange");
    assert_eq!(advised(&with(None, Some(true)))[0], "advice-exchange");
    // In the first seven days, too.
    let early = RemedyCase {
        sold_on: Some(day("2026-07-30")),
        completed_repairs: 0,
        ..gone.clone()
    };
    assert_eq!(told(&early).0, ["T3.R1", "T3.R2", "T3.R8", "T3.R9"]);
    assert_eq!(told(&early).1[1], "exchange:R8:seller:none");
    assert_eq!(advised(&early)[1], "advice-exchange-other");
    // What the repairer owes, the repairer pays.
    let slow = RemedyCase {
        completed_repairs: 0,
        handed_in_on: Some(day("2026-07-01")),
        delay_cause: Some(DelayCause::Repairer),
        ..gone.clone()
    };
    assert_eq!(told(&slow).0, ["T3.R5", "T3.R8", "T3.R9"]);
    assert_eq!(told(&slow).1[0], "exchange:R8:repairer:none");
    assert_eq!(advised(&slow)[0], "advice-exchange-other-repairer");
    let parts = RemedyCase {
        handed_in_on: Some(day("2026-05-01")),
        delay_cause: Some(DelayCause::Parts),
        ..slow.clone()
    };
    assert_eq!(told(&parts).1[0], "exchange:R8:seller:none");
    assert!(keys(&parts).contains(&"remedy-r4-other"));
    let twice = RemedyCase {
        completed_repairs: 2,
        ..slow
    };
    assert_eq!(told(&twice).1[0], "exchange:R8:seller:none");
}

#[test]
fn a_bought_plan_repairs_and_gives_no_exchange() {
    let planned = |until: &str| RemedyCase {
        completed_repairs: 2,
        validity_end: Some(day("2026-07-01")),
        plan_until: Some(day(until)),
        ..case(RemedyScope::Statutory)
    };
    let running = planned("2026-08-03");
    assert_told(&running, &["T3.R9"], &["repair:R9:seller:none"]);
    assert_eq!(advised(&running), ["advice-repair-plan"]);
    let seen = keys(&running);
    assert!(seen.contains(&"remedy-r9-plan") && seen.contains(&"basis-warranty-plan"));
    assert!(!seen.contains(&"remedy-r13"));
    let over = planned("2026-08-02");
    assert_told(&over, &["T3.R13"], &["repair:R13:customer:none"]);
    let excluded = RemedyCase {
        exclusion: excluded(true),
        ..running.clone()
    };
    assert_told(&excluded, &["T3.R13"], &["repair:R13:customer:none"]);
    // Within the machine's own validity the plan changes nothing.
    let valid = RemedyCase {
        validity_end: Some(day("2027-03-02")),
        ..running.clone()
    };
    assert_eq!(told(&valid).0, ["T3.R3", "T3.R9"]);
    assert_eq!(advised(&valid)[1], "advice-repair-free");
    let far = RemedyCase {
        plan_until: Some(day("2201-01-01")),
        ..running
    };
    assert_refused(
        decide_remedies(&far, rules(), list()),
        "rule.out_of_range",
        "plan_until",
    );
}

#[test]
fn the_card_says_since_when_return_and_exchange_are_over() {
    let reported = |on: &str| RemedyCase {
        reported_at: start(on),
        as_of: day(on),
        ..case(RemedyScope::Statutory)
    };
    let ended = |case: &RemedyCase| {
        let found: Vec<_> = keys(case)
            .into_iter()
            .filter(|key| key.ends_with("-over"))
            .collect();
        found
    };
    assert_eq!(ended(&reported("2026-03-09")), [""; 0]);
    assert_eq!(ended(&reported("2026-03-10")), ["remedy-r1-over"]);
    let both = ["remedy-r1-over", "remedy-r2-over"];
    assert_eq!(ended(&reported("2026-03-18")), both);
    let why = decide_remedies(&reported("2026-08-03"), rules(), list())
        .unwrap()
        .why;
    for on in ["2026-03-09", "2026-03-17"] {
        assert!(why.dates().any(|date| date == day(on)), "{on}");
    }
    let over = RemedyCase {
        validity_end: Some(day("2026-07-01")),
        ..reported("2026-08-03")
    };
    assert_eq!(ended(&over), [""; 0]);
}
