//! The vectors of `rules.md` §2.10, and properties.

use proptest::prelude::*;

use super::*;
use crate::explain::{Language, render_all, render_key};

fn policy() -> &'static Document<AssessmentPolicy> {
    built_in().unwrap()
}

fn full() -> AssessmentInput {
    let items = policy().content.items();
    AssessmentInput {
        scores: items
            .map(|item| (item.code.clone(), f64::from(item.points)))
            .collect(),
    }
}

/// All points less `missing`, taken from the items that are not mandatory, and then from each
/// mandatory one all but a millionth of its points.
fn scoring(total_millionths: i64) -> AssessmentInput {
    let mut input = full();
    let mut missing = 100 * UNIT - total_millionths;
    for item in policy().content.items() {
        let least = i64::from(item.mandatory);
        let take = missing.min(i64::from(item.points) * UNIT - least);
        missing -= take;
        let left = i64::from(item.points) * UNIT - take;
        input.scores.insert(item.code.clone(), shown(left));
    }
    assert_eq!(missing, 0);
    input
}

fn result(input: &AssessmentInput) -> AssessmentResult {
    assess(policy(), input).unwrap().result
}

#[test]
fn the_level_follows_the_unrounded_score() {
    for (score, level, next) in [
        (0.1, StarLevel::Below, Some((StarLevel::Qualified, 69.9))),
        (69.9, StarLevel::Below, Some((StarLevel::Qualified, 0.1))),
        (
            69.999999,
            StarLevel::Below,
            Some((StarLevel::Qualified, 0.000001)),
        ),
        (
            70.0,
            StarLevel::Qualified,
            Some((StarLevel::ThreeStar, 10.0)),
        ),
        (
            79.99,
            StarLevel::Qualified,
            Some((StarLevel::ThreeStar, 0.01)),
        ),
        (
            79.999999,
            StarLevel::Qualified,
            Some((StarLevel::ThreeStar, 0.000001)),
        ),
        (
            80.0,
            StarLevel::ThreeStar,
            Some((StarLevel::FourStar, 10.0)),
        ),
        (
            89.999999,
            StarLevel::ThreeStar,
            Some((StarLevel::FourStar, 0.000001)),
        ),
        (90.0, StarLevel::FourStar, Some((StarLevel::FiveStar, 5.0))),
        (
            94.99,
            StarLevel::FourStar,
            Some((StarLevel::FiveStar, 0.01)),
        ),
        (95.0, StarLevel::FiveStar, None),
        (100.0, StarLevel::FiveStar, None),
    ] {
        let result = result(&scoring((score * UNIT as f64).round() as i64));
        assert_eq!(result.score, score);
        assert_eq!(result.level, Some(level), "{score}");
        let next = next.map(|(level, points)| NextLevel { level, points });
        assert_eq!(result.next, next);
        assert!(!result.capped && result.unscored.is_empty());
    }
}

#[test]
fn what_is_lacking_to_the_next_level_is_told() {
    for (score, told) in [(69.9, true), (100.0, false)] {
        let input = scoring((score * UNIT as f64) as i64);
        let notes = assess(policy(), &input).unwrap().why.notes;
        let next = notes.iter().any(|line| line.key == "assessment-next");
        assert_eq!(next, told, "{score}");
    }
}

#[test]
fn groups_have_their_own_points() {
    let mut input = full();
    input.scores.insert("culture".into(), 1.5);
    let decision = assess(policy(), &input).unwrap();
    let groups: Vec<_> = decision
        .result
        .groups
        .iter()
        .map(|group| (group.code.as_str(), group.score, group.points))
        .collect();
    assert_eq!(
        groups,
        [
            ("service_system", 37.5, 40),
            ("product_service", 35.0, 35),
            ("customer_service", 25.0, 25)
        ]
    );
    assert_eq!(decision.why.versions, [policy().version_ref()]);
    assert_eq!(
        render_all(&decision.why, Language::En),
        [
            "after-sales service system: 37.5 of 40 points",
            "product service: 35 of 35 points",
            "customer service: 25 of 25 points",
            "97.5 points: five stars"
        ]
    );
}

#[test]
fn a_mandatory_item_at_nought_caps_the_level() {
    let mut input = full();
    input.scores.insert("supervision".into(), 0.0);
    let decision = assess(policy(), &input).unwrap();
    let result = &decision.result;
    assert_eq!(result.score, 92.0);
    assert_eq!(result.level, Some(StarLevel::Qualified));
    assert!(result.capped);
    assert_eq!(result.mandatory_zero, ["supervision"]);
    let next = NextLevel {
        level: StarLevel::ThreeStar,
        points: 0.0,
    };
    assert_eq!(result.next, Some(next));
    let keys: Vec<_> = decision.why.notes.iter().map(|line| line.key).collect();
    assert_eq!(keys, ["assessment-mandatory-zero", "assessment-capped"]);
    // An ordinary item at 0 caps nothing, nor does the smallest part of a point.
    let mut input = full();
    input.scores.insert("culture".into(), 0.0);
    input.scores.insert("supervision".into(), 0.000001);
    let result = assess(policy(), &input).unwrap().result;
    assert_eq!(result.level, Some(StarLevel::ThreeStar));
    assert!(!result.capped && result.mandatory_zero.is_empty());
}

#[test]
fn a_cap_lifts_nobody() {
    let mut input = full();
    for code in ["supervision", "complaint_handling", "delivery_and_repair"] {
        input.scores.insert(code.into(), 0.0);
    }
    let result = result(&input);
    assert_eq!(result.score, 69.0);
    assert_eq!(result.level, Some(StarLevel::Below));
    assert!(!result.capped);
    assert_eq!(result.mandatory_zero.len(), 3);
}

#[test]
fn an_unfinished_assessment_has_no_level() {
    let mut input = full();
    input.scores.remove("culture");
    input.scores.insert("supervision".into(), 0.0);
    let decision = assess(policy(), &input).unwrap();
    let result = &decision.result;
    assert_eq!(result.score, 88.0);
    assert_eq!(
        (result.level, result.next, result.capped),
        (None, None, false)
    );
    assert_eq!(result.unscored, ["culture"]);
    let missing: Vec<_> = decision.why.missing.iter().map(|line| line.key).collect();
    assert_eq!(missing, ["assessment-unscored"]);
    let keys: Vec<_> = decision.why.steps.iter().map(|line| line.key).collect();
    assert_eq!(keys, ["assessment-group"; 3]);
}

#[test]
fn points_an_item_cannot_have_are_named() {
    for (code, points, error) in [
        ("culture", -0.000001, "rule.out_of_range"),
        ("culture", 4.000001, "rule.out_of_range"),
        ("culture", f64::NAN, "rule.out_of_range"),
        ("culture", 3.9999999, "rule.bad_value"),
        ("courtesy", 1.0, "rule.unknown_code"),
    ] {
        let mut input = full();
        input.scores.insert(code.to_owned(), points);
        let found = assess(policy(), &input).unwrap_err();
        let field = format!("scores.{code}");
        assert_eq!((found.code(), found.field()), (error, Some(field.as_str())));
    }
}

#[test]
fn every_level_has_a_word_in_both_languages() {
    for level in StarLevel::ALL {
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&level.key(), language), level.key());
        }
    }
}

#[test]
fn a_policy_that_does_not_add_up_is_refused() {
    type Change = fn(&mut AssessmentPolicy);
    let sound = &policy().content;
    assert!(sound.check().is_ok());
    let refused: [(&str, Change); 8] = [
        ("groups", |p| {
            p.groups.pop();
        }),
        ("groups[1]", |p| p.groups[1].points += 1),
        ("groups[1]", |p| {
            p.groups[1].items[0].code = "culture".into()
        }),
        ("groups[2]", |p| {
            p.groups[2].items[0].points = 0;
            p.groups[2].points = 13;
        }),
        ("levels", |p| {
            p.levels.pop();
        }),
        ("levels", |p| p.levels.swap(0, 1)),
        ("levels", |p| p.levels[1].from = 70),
        ("levels", |p| p.levels[3].from = 101),
    ];
    for (field, change) in refused {
        let mut changed = sound.clone();
        change(&mut changed);
        assert_eq!(changed.check().unwrap_err().field(), Some(field));
    }
    let mut other_points = sound.clone();
    other_points.groups[0].items[0].points += 5;
    other_points.groups[0].points += 5;
    other_points.groups[1].items[0].points -= 5;
    other_points.groups[1].points -= 5;
    other_points.levels[3].from = 100;
    assert!(other_points.check().is_ok());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_score_stays_within_0_and_100_and_more_points_never_lower_the_level(
        thousandths in proptest::collection::vec(0..=1_000_u32, 12),
        better in 0..12_usize,
    ) {
        let mut input = full();
        for (item, part) in policy().content.items().zip(&thousandths) {
            let points = f64::from(item.points * part) / 1_000.0;
            input.scores.insert(item.code.clone(), points);
        }
        let before = result(&input);
        prop_assert!((0.0..=100.0).contains(&before.score));
        let item = policy().content.items().nth(better).unwrap();
        input.scores.insert(item.code.clone(), f64::from(item.points));
        let after = result(&input);
        prop_assert!(after.level >= before.level);
        prop_assert!(after.score >= before.score);
    }
}
