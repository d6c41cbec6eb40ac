//! What the clerk reads.

use super::*;
use crate::explain::{Language, render_all, render_key};

#[test]
fn every_code_has_its_word_in_both_languages() {
    let kinds = CoverKind::ALL
        .iter()
        .map(|kind| format!("warranty-kind-{}", kind.code()));
    let documents = StartDocument::ALL.iter();
    let documents = documents.map(|document| format!("warranty-document-{}", document.code()));
    for key in kinds.chain(documents) {
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key, "{language:?}");
        }
    }
}

/// Chinese and English of a card, without the articles.
fn steps(facts: &UnitFacts, as_of: &str) -> (Vec<String>, Vec<String>) {
    let why = try_card(facts, as_of).unwrap().why;
    let articles = why.basis.len();
    let told = |language| render_all(&why, language).split_off(articles);
    (told(Language::Zh), told(Language::En))
}

#[test]
fn the_card_of_a_water_heater_that_was_repaired_reads_well() {
    let facts = UnitFacts {
        invoiced_on: some("2025-03-10"),
        unusable: vec![
            spell("2025-08-03", Some("2025-08-14"), UnusableReason::Repair),
            spell("2025-09-03", Some("2025-09-05"), UnusableReason::Customer),
        ],
        ..heater()
    };
    let (zh, en) = steps(&facts, "2026-03-20");
    assert_eq!(
        zh,
        [
            "在保修期内，2026年3月23日（周一）24:00 到期，还剩 3 天（按国家三包）。",
            "从 2025年3月10日（周一）起算，凭发票。",
            "国家三包：整机 12 个月，算到 2026年3月10日（周二）。",
            "2025年8月3日（周日）到 2025年8月14日（周四）修理或等配件，不能用，共 12 天（头尾都算）。",
            "不能用的 12 天不占保修期，顺延到 2026年3月22日（周日）。",
            "2025年9月3日（周三）到 2025年9月5日（周五）是客户自己要等，照算在保修期里。",
            "2026年3月22日（周日）：周末休息",
            "法定休息日不算到期，顺延到 2026年3月23日（周一）。",
            "整机保到 2026年3月23日（周一）24:00。",
            "电子打火：保到 2026年3月23日（周一）。",
            "对照：按厂家政策，从 2025年3月10日（周一）起 12 个月，到 2026年3月23日（周一）。取对客户最有利的。",
            "用到的保修数字总部还没有全部核对。",
        ]
    );
    assert_eq!(
        en[..5],
        [
            "In warranty until the end of Mon 23 Mar 2026, 3 days left (the statutory warranty).",
            "It runs from Mon 10 Mar 2025 (evidence: invoice).",
            "By the statutory warranty: whole machine 12 months, to Tue 10 Mar 2026.",
            "Sun 3 Aug 2025 to Thu 14 Aug 2025: in repair or waiting for a part, 12 days (both ends counted).",
            "The 12 days it could not be used do not count: extended to Sun 22 Mar 2026.",
        ]
    );
    assert_eq!(zh.len(), en.len());
}

#[test]
fn the_articles_behind_a_card_are_those_that_were_used() {
    let articles = |facts: &UnitFacts, as_of| -> Vec<&str> {
        let why = try_card(facts, as_of).unwrap().why;
        why.basis.iter().map(|basis| basis.key).collect()
    };
    let (days, roll) = (["basis-civil-201", "basis-civil-202"], "basis-civil-203");
    let policy = [
        "basis-warranty-policy",
        "basis-sanbao-4",
        "basis-warranty-commissioning",
    ];
    let mut facts = UnitFacts {
        invoiced_on: some("2026-01-28"),
        commissioned_on: some("2026-01-31"),
        ..boiler()
    };
    assert_eq!(
        articles(&facts, "2026-11-21"),
        [&policy[..], &days].concat()
    );
    facts.commissioned_on = None;
    assert_eq!(
        articles(&facts, "2026-11-21"),
        [&policy[..], &days].concat()
    );
    // Twelve days of repair bring the end to a Saturday.
    facts.commissioned_on = some("2026-01-31");
    facts.unusable = vec![spell(
        "2026-03-01",
        Some("2026-03-12"),
        UnusableReason::Repair,
    )];
    let repaired = [&policy[..], &["basis-sanbao-8"], &days, &[roll]].concat();
    assert_eq!(articles(&facts, "2026-11-21"), repaired);
    let made = UnitFacts {
        made_on: some("2026-01-03"),
        ..boiler()
    };
    let factory = [
        "basis-warranty-policy",
        "basis-sanbao-4",
        "basis-warranty-factory",
    ];
    assert_eq!(
        articles(&made, "2026-11-21"),
        [&factory[..], &days].concat()
    );
    assert_eq!(articles(&boiler(), "2026-11-21"), factory[..2]);
    let heater = UnitFacts {
        invoiced_on: some("2025-03-10"),
        contract: Some(ContractTerms {
            months: 6,
            main_part_months: None,
            start: StartRule::Invoice,
        }),
        plans: vec![ExtendedPlan {
            name: "无忧".into(),
            bought_on: day("2025-03-10"),
            months: 12,
            start: PlanStart::AfterBase,
        }],
        part_replacements: vec![PartReplacement {
            part: "ignition".into(),
            name: None,
            on: day("2025-05-01"),
        }],
        ..heater()
    };
    assert_eq!(
        articles(&heater, "2025-11-21"),
        [
            "basis-sanbao-3",
            "basis-sanbao-8",
            "basis-warranty-plan",
            "basis-warranty-part-min",
            "basis-warranty-policy",
            "basis-sanbao-4",
            "basis-warranty-contract",
            "basis-civil-201",
            "basis-civil-202",
        ]
    );
}

#[test]
fn the_card_of_an_old_boiler_says_that_its_main_parts_are_still_covered() {
    let facts = UnitFacts {
        invoiced_on: some("2024-08-28"),
        commissioned_on: some("2026-01-01"),
        part_replacements: vec![PartReplacement {
            part: "fan".into(),
            name: None,
            on: day("2028-07-01"),
        }],
        ..boiler()
    };
    let (zh, en) = steps(&facts, "2028-08-29");
    assert_eq!(
        zh[0],
        "保修已到期：按厂家政策，保到 2027年8月30日（周一）为止。"
    );
    assert_eq!(zh[1], "整机过了保修期，但风机还在保。");
    assert_eq!(
        zh[2],
        "2024年8月28日（周三）售出，最迟过 12 个月开始算，所以从 2025年8月28日（周四）起算。"
    );
    assert_eq!(
        en[1],
        "The machine is out of warranty, but these parts are still covered: Fan."
    );
    let text = zh.join("\n");
    assert!(text.contains("主换热器、气阀、水泵、主板：保到 2028年8月28日（周一）。"));
    assert!(text.contains("风机（2028年7月1日（周六）换过）：保到 2028年9月29日（周五）。"));
    let (last_day, _) = steps(&facts, "2028-08-28");
    assert_eq!(
        last_day[1],
        "整机过了保修期，但主换热器、气阀、风机、水泵、主板还在保。"
    );
    let (gone, _) = steps(&facts, "2028-09-30");
    assert!(!gone[1].contains("还在保"));
    assert!(
        !gone.join("\n").contains("每年保养"),
        "nobody needs reminding any more"
    );
}

#[test]
fn a_card_without_evidence_tells_what_to_look_for() {
    let (zh, _) = steps(&boiler(), "2026-11-21");
    assert_eq!(
        zh[..4],
        [
            "没有证据说明保修从哪天开始，补到证据以前先按不在保处理。",
            "没有任何凭证，不知道从哪天起算。",
            "电子发票：请客户在手机里找一找，或请开票的店补开。",
            "付款记录：微信、支付宝或银行的，看得到日期和金额就行。",
        ]
    );
}

#[test]
fn a_card_names_its_documents() {
    let versions = |facts: &UnitFacts| -> Vec<(String, String)> {
        let why = try_card(facts, "2026-11-21").unwrap().why;
        why.versions
            .into_iter()
            .map(|version| (version.kind, version.version))
            .collect()
    };
    let facts = UnitFacts {
        invoiced_on: some("2025-03-10"),
        ..heater()
    };
    let named = |kind: &str, version: &str| (kind.to_owned(), version.to_owned());
    assert_eq!(
        versions(&facts),
        [
            named("statutory_list", "1995-1"),
            named("warranty_policy", "2024-1"),
            named("holidays", "2026-1"),
        ]
    );
}

#[test]
fn figures_are_called_checked_when_headquarters_has_checked_them() {
    let mut policies = Policies::built_in().clone();
    let noted = |policies: &Policies, facts: &UnitFacts| {
        let why = assess(facts, policies, lists(), day("2026-11-21"))
            .unwrap()
            .why;
        why.notes
            .iter()
            .any(|note| note.key == "warranty-note-unreviewed")
    };
    let heater = UnitFacts {
        invoiced_on: some("2025-03-10"),
        ..heater()
    };
    let boiler = UnitFacts {
        invoiced_on: some("2025-03-10"),
        ..boiler()
    };
    policies.warranty[1].reviewed_by = Some("法务".into());
    assert!(noted(&policies, &heater), "the list is not checked");
    assert!(!noted(
        &policies,
        &UnitFacts {
            product_class: None,
            model: None,
            ..boiler.clone()
        }
    ));
    policies.statutory[0].reviewed_by = Some("法务".into());
    assert!(!noted(&policies, &heater) && !noted(&policies, &boiler));
    policies.warranty[1].reviewed_by = None;
    assert!(noted(&policies, &boiler));
}
