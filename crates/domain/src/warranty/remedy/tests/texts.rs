//! The documents and the texts: complete, and fit to be read in a shop.

use super::*;
use crate::explain::{Language, render, render_key};
use crate::policy::Content as _;

#[test]
fn the_figures_of_the_program_read_and_hold_together() {
    let rules = rules();
    let law = &rules.law.content;
    let figures = [
        law.return_days,
        law.exchange_days,
        law.repairs_before_exchange,
        law.parts_delay_days,
        law.repairer_delay_days,
        law.rework_days,
    ];
    assert_eq!(figures, [7, 15, 2, 90, 30, 30]);
    let consumer = &rules.consumer_law.content;
    let figures = [
        consumer.no_reason_days,
        consumer.refund_days,
        consumer.unlisted_return_days,
        consumer.unlisted_claim_months,
        consumer.operator_proves_months,
    ];
    assert_eq!(figures, [7, 7, 7, 24, 6]);
    assert!(
        rules.policy.reviewed_by.is_none(),
        "nobody at headquarters has checked it yet"
    );
}

#[test]
fn figures_that_do_not_hold_together_are_refused_with_their_place() {
    type OfLaw = fn(&mut RemedyLaw);
    let cases: [(OfLaw, &str); 9] = [
        (|law| law.return_days = 0, "return_days"),
        (|law| law.exchange_days = 6, "exchange_days"),
        (|law| law.exchange_days = 0, "exchange_days"),
        (
            |law| law.repairs_before_exchange = 0,
            "repairs_before_exchange",
        ),
        (|law| law.parts_delay_days = 3_661, "parts_delay_days"),
        (|law| law.parts_delay_days = 0, "parts_delay_days"),
        (|law| law.repairer_delay_days = 0, "repairer_delay_days"),
        (|law| law.rework_days = 0, "rework_days"),
        (|law| law.rework_days = u32::MAX, "rework_days"),
    ];
    for (change, field) in cases {
        let mut law = rules().law.content.clone();
        change(&mut law);
        assert_refused(law.check(), "rule.bad_policy", field);
    }
    let mut law = rules().law.content.clone();
    law.exchange_days = 7;
    law.rework_days = 3_660;
    assert!(law.check().is_ok());
    type OfConsumerLaw = fn(&mut ConsumerLaw);
    let cases: [(OfConsumerLaw, &str); 5] = [
        (|law| law.unlisted_claim_months = 0, "unlisted_claim_months"),
        (|law| law.no_reason_days = 0, "no_reason_days"),
        (|law| law.refund_days = 0, "refund_days"),
        (|law| law.unlisted_return_days = 0, "unlisted_return_days"),
        (
            |law| law.operator_proves_months = 0,
            "operator_proves_months",
        ),
    ];
    for (change, field) in cases {
        let mut law = rules().consumer_law.content.clone();
        change(&mut law);
        assert_refused(law.check(), "rule.bad_policy", field);
    }
    type OfPolicy = fn(&mut RemedyPolicy);
    let cases: [(OfPolicy, &str); 7] = [
        (|policy| policy.no_fault_review = 0, "no_fault_review"),
        (
            |policy| policy.goodwill_exchange_days = 0,
            "goodwill_exchange_days",
        ),
        (|policy| drop(policy.exclusions.pop()), "exclusions"),
        (
            |policy| policy.exclusions.push(policy.exclusions[0].clone()),
            "exclusions",
        ),
        (
            |policy| policy.exclusions[0].policy_only = true,
            "exclusions[0].policy_only",
        ),
        (
            |policy| policy.exclusions[6].policy_only = false,
            "exclusions[6].policy_only",
        ),
        (
            |policy| policy.exclusions[5].legal_approval = Some(" ".into()),
            "exclusions[5].legal_approval",
        ),
    ];
    for (change, field) in cases {
        let mut policy = rules().policy.content.clone();
        change(&mut policy);
        assert_refused(policy.check(), "rule.bad_policy", field);
    }
}

#[test]
fn every_code_has_its_words_in_both_languages() {
    let mut keys = Vec::new();
    keys.extend(Row::ALL.iter().map(|row| row.article().to_owned()));
    keys.extend(Row::ALL.iter().map(|row| row.basis().key.to_owned()));
    let with = |prefix: &str, code: &str| format!("{prefix}-{code}");
    keys.extend(
        ExclusionCode::ALL
            .iter()
            .map(|code| with("exclusion", code.code())),
    );
    keys.extend(
        Evidence::ALL
            .iter()
            .map(|code| with("evidence", code.code())),
    );
    keys.extend(
        ExpenseKind::ALL
            .iter()
            .map(|code| with("expense", code.code())),
    );
    keys.extend(
        CountReason::ALL
            .iter()
            .map(|code| with("repair-count", code.code())),
    );
    for key in keys {
        let (zh, en) = (
            render_key(&key, Language::Zh),
            render_key(&key, Language::En),
        );
        assert!(zh != key && en != key, "{key}");
        assert!(zh != en && en.is_ascii(), "{key}: {en}");
    }
}

#[test]
fn every_code_has_a_name_of_its_own_and_is_found_by_it() {
    fn names<T: Copy + PartialEq + std::fmt::Debug>(
        all: &[T],
        code: fn(T) -> &'static str,
        from: fn(&str) -> Option<T>,
    ) {
        for value in all {
            assert_eq!(from(code(*value)), Some(*value));
        }
        assert_eq!(from("no such code"), None);
    }
    names(Row::ALL, Row::code, Row::from_code);
    names(Remedy::ALL, Remedy::code, Remedy::from_code);
    names(Payer::ALL, Payer::code, Payer::from_code);
    names(
        SalesChannel::ALL,
        SalesChannel::code,
        SalesChannel::from_code,
    );
    names(
        NoReasonReason::ALL,
        NoReasonReason::code,
        NoReasonReason::from_code,
    );
}

#[test]
fn the_card_reads_as_a_clerk_would_say_it() {
    let case = RemedyCase {
        scope: RemedyScope::Policy,
        sale_proof: SaleProof::Proven,
        sold_on: Some(day("2026-03-02")),
        received_on: None,
        validity_end: Some(day("2028-03-02")),
        plan_until: None,
        reported_at: start("2026-08-03"),
        fault_confirmed: true,
        completed_repairs: 2,
        last_repair: None,
        handed_in_on: None,
        delay_cause: None,
        same_model_available: Some(true),
        customer_accepts_exchange: Some(false),
        finding: None,
        exclusion: None,
        may_rescind: false,
        as_of: day("2026-08-03"),
    };
    let advice = decide_remedies(&case, rules(), list()).unwrap().result;
    let text = |language| -> Vec<String> {
        advice
            .lines()
            .iter()
            .map(|line| render(line, language))
            .collect()
    };
    assert_eq!(
        text(Language::Zh),
        [
            "可以退货：退款时扣折旧费；由本店承担，再和厂家结算（三包规定第十三条）。",
            "可以换货：免费换一台同型号同规格的；由本店承担，再和厂家结算（三包规定第十一条）。",
            "可以修理：免费，工时费、材料费都不收；由本店承担，再和厂家结算（三包规定第十五条）。",
        ]
    );
    assert!(text(Language::En)[0].starts_with("Return: refund less a fee for use"));
}
