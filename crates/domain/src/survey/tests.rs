//! The vectors of `rules.md` §2.8, and properties.

use proptest::prelude::*;

use super::sample::{mean, t_975};
use super::*;
use crate::explain::{Decision, Language, render_all, render_key};
use crate::policy::{Content as _, Document};
use crate::rule::RuleError;

fn policy() -> &'static Document<SurveyPolicy> {
    built_in().unwrap()
}

fn form(expected: i64, perceived: i64) -> ServqualInput {
    ServqualInput {
        expectations: vec![Some(expected); 22],
        perceptions: vec![Some(perceived); 22],
        weights: None,
    }
}

fn judge(form: &ServqualInput) -> Decision<ServqualResult> {
    servqual(policy(), form).unwrap()
}

fn result(form: &ServqualInput) -> ServqualResult {
    judge(form).result
}

fn keys(decision: &Decision<impl Sized>) -> Vec<&'static str> {
    let why = &decision.why;
    let lines = why.steps.iter().chain(&why.missing).chain(&why.notes);
    lines.map(|line| line.key).collect()
}

/// Tangibles one better than expected, everything else as expected.
fn tangibles_up(weights: Option<Vec<f64>>) -> ServqualInput {
    let mut form = form(5, 5);
    for item in Dimension::Tangibles.items() {
        form.perceptions[item] = Some(6);
    }
    form.weights = weights;
    form
}

#[test]
fn one_below_expectation_everywhere_is_minus_one() {
    let decision = judge(&form(7, 6));
    let gap = Some(-1.0);
    assert_eq!(
        decision.result,
        ServqualResult {
            gaps: DimensionGaps {
                tangibles: gap,
                reliability: gap,
                responsiveness: gap,
                assurance: gap,
                empathy: gap,
            },
            unweighted: gap,
            weighted: gap,
            valid: true,
            straight_line: false,
            level: Some(Level::Dissatisfied),
        }
    );
    assert_eq!(decision.why.versions, [policy().version_ref()]);
    let text = render_all(&decision.why, Language::En);
    assert_eq!(text[0], "tangibles: gap -1 from 4 answered pairs");
    assert_eq!(text.len(), 6);
    assert_eq!(
        text[5],
        "Mean gap over all pairs -1: dissatisfied (up to ±0.05 counts as \"as expected\")"
    );
}

#[test]
fn the_customers_weights_shift_the_index() {
    let weighted = result(&tangibles_up(Some(vec![10.0, 30.0, 25.0, 20.0, 15.0])));
    assert_eq!(weighted.weighted, Some(0.1));
    assert_eq!(weighted.unweighted, Some(0.2));
    assert_eq!(weighted.gaps.tangibles, Some(1.0));
    assert_eq!(weighted.gaps.reliability, Some(0.0));
    // 4 of 22 pairs are one better: 0.18 is more than expected.
    assert_eq!(weighted.level, Some(Level::HighlySatisfied));
    assert_eq!(result(&tangibles_up(None)).weighted, Some(0.2));
}

#[test]
fn weights_near_100_are_rescaled_and_others_are_ignored_and_flagged() {
    let ignored = "survey-weights-ignored";
    let rescaled = "survey-weights-rescaled";
    for (first, weighted, note) in [
        (20.0, 0.2, None),
        (25.0, 25.0 / 105.0, Some(rescaled)),
        (25.001, 0.2, Some(ignored)),
        (15.0, 15.0 / 95.0, Some(rescaled)),
        (14.999, 0.2, Some(ignored)),
        (14.9996, 0.2, Some(ignored)),
        (25.000_000_1, 0.2, Some(ignored)),
        (0.0, 0.2, Some(ignored)),
        (1000.0, 0.2, Some(ignored)),
    ] {
        let decision = judge(&tangibles_up(Some(vec![first, 20.0, 20.0, 20.0, 20.0])));
        assert_eq!(decision.result.weighted, Some(weighted), "{first}");
        assert_eq!(decision.result.unweighted, Some(0.2));
        let notes: Vec<_> = decision.why.notes.iter().map(|line| line.key).collect();
        assert_eq!(notes, Vec::from_iter(note), "{first}");
    }
    let decision = judge(&tangibles_up(Some(vec![25.5, 20.0, 20.0, 20.0, 20.0])));
    assert_eq!(
        render_all(&decision.why, Language::En).last().unwrap(),
        "The weights add up to 105.5 instead of 100, outside 95–105; all dimensions count alike."
    );
}

#[test]
fn the_sum_of_weights_is_said_as_it_was_compared() {
    let decision = judge(&tangibles_up(Some(vec![14.9996, 20.0, 20.0, 20.0, 20.0])));
    assert_eq!(
        render_all(&decision.why, Language::Zh).last().unwrap(),
        "权重合计 94.9996，不是 100，也不在 95–105 之间；各维度按同等权重计算。"
    );
}

#[test]
fn each_dimension_has_its_own_items_and_weight() {
    for (index, (dimension, items)) in
        std::iter::zip(Dimension::ALL, [0..4, 4..9, 9..13, 13..17, 17..22]).enumerate()
    {
        let mut form = form(4, 4);
        for item in items {
            form.perceptions[item] = Some(6);
        }
        let mut weights = vec![0.0; 5];
        weights[index] = 100.0;
        form.weights = Some(weights);
        let result = result(&form);
        for other in Dimension::ALL {
            let gap = if other == dimension { 2.0 } else { 0.0 };
            assert_eq!(result.gaps.of(*other), Some(gap));
        }
        assert_eq!(result.weighted, Some(2.0));
        assert_eq!(result.unweighted, Some(0.4));
    }
}

#[test]
fn a_missing_half_drops_the_pair_and_half_a_dimension_is_enough() {
    // (items without an answer, pairs dropped from perceptions instead, valid form, tangibles)
    for (missing, valid, tangibles) in [
        (vec![], true, Some(-1.0)),
        (vec![0], true, Some(-1.0)),
        (vec![0, 1], true, Some(-1.0)),
        (vec![0, 1, 2], false, None),
        (vec![0, 1, 2, 3], false, None),
        // Four pairs missing leave 18, which is enough; five leave 17.
        (vec![0, 4, 9, 13], true, Some(-1.0)),
        (vec![0, 4, 9, 13, 17], false, Some(-1.0)),
    ] {
        for expectations_missing in [true, false] {
            let mut form = form(7, 6);
            for item in &missing {
                if expectations_missing {
                    form.expectations[*item] = None;
                } else {
                    form.perceptions[*item] = None;
                }
            }
            let decision = judge(&form);
            let result = &decision.result;
            assert_eq!(result.valid, valid, "{missing:?}");
            assert_eq!(result.gaps.tangibles, tangibles, "{missing:?}");
            assert_eq!(result.gaps.empathy, Some(-1.0), "{missing:?}");
            assert_eq!(result.unweighted, valid.then_some(-1.0));
            assert_eq!(result.weighted, valid.then_some(-1.0));
            assert_eq!(result.level, valid.then_some(Level::Dissatisfied));
            let says_so = keys(&decision).contains(&"survey-form-invalid");
            assert_eq!(says_so, !valid);
            let gap_missing = keys(&decision).contains(&"survey-gap-missing");
            assert_eq!(gap_missing, tangibles.is_none());
        }
    }
}

#[test]
fn of_five_items_two_are_too_few_and_three_are_enough() {
    for (missing, valid) in [(2, true), (3, false)] {
        let mut form = form(7, 6);
        for item in 4..4 + missing {
            form.perceptions[item] = None;
        }
        assert_eq!(result(&form).valid, valid);
        assert_eq!(result(&form).gaps.reliability.is_some(), valid);
    }
}

#[test]
fn the_level_follows_the_mean_gap_of_all_pairs_with_a_tolerance() {
    // With 20 answered pairs one point is exactly 0.05.
    for (sum, level) in [
        (-2, Level::Dissatisfied),
        (-1, Level::Satisfied),
        (0, Level::Satisfied),
        (1, Level::Satisfied),
        (2, Level::HighlySatisfied),
    ] {
        let mut form = form(4, 4);
        form.perceptions[0] = None;
        form.perceptions[4] = None;
        form.perceptions[21] = Some(4 + sum);
        assert_eq!(result(&form).level, Some(level), "{sum}");
    }
    // With all 22, one point is 0.045 and two are 0.09.
    for (sum, level) in [
        (-2, Level::Dissatisfied),
        (-1, Level::Satisfied),
        (1, Level::Satisfied),
        (2, Level::HighlySatisfied),
    ] {
        let mut form = form(4, 4);
        form.perceptions[21] = Some(4 + sum);
        assert_eq!(result(&form).level, Some(level), "{sum}");
    }
}

#[test]
fn a_straight_line_needs_all_44_answers_and_all_equal() {
    let straight = judge(&form(4, 4));
    assert!(straight.result.straight_line);
    assert_eq!(straight.result.unweighted, Some(0.0));
    assert_eq!(straight.result.level, Some(Level::Satisfied));
    assert!(keys(&straight).contains(&"survey-straight-line"));
    assert!(!result(&form(4, 5)).straight_line);
    let mut one_open = form(4, 4);
    one_open.perceptions[21] = None;
    assert!(!result(&one_open).straight_line);
    let mut other = form(4, 4);
    other.expectations[21] = Some(5);
    let other = judge(&other);
    assert!(!other.result.straight_line);
    assert!(!keys(&other).contains(&"survey-straight-line"));
    let mut empty = form(4, 4);
    empty.expectations = vec![None; 22];
    empty.perceptions = vec![None; 22];
    assert!(!result(&empty).straight_line);
    assert_eq!(result(&empty).gaps, DimensionGaps::default());
}

#[test]
fn answers_and_weights_outside_their_scale_are_named() {
    let error = |form: &ServqualInput| servqual(policy(), form).unwrap_err();
    for bad in [0, 8, -1, i64::MIN, i64::MAX] {
        let mut expected = form(4, 4);
        expected.expectations[3] = Some(bad);
        let range = |field: &str| RuleError::OutOfRange {
            field: field.to_owned().into(),
        };
        assert_eq!(error(&expected), range("expectations[3]"));
        let mut perceived = form(4, 4);
        perceived.perceptions[21] = Some(bad);
        assert_eq!(error(&perceived), range("perceptions[21]"));
    }
    for len in [0, 21, 23] {
        let mut short = form(4, 4);
        short.perceptions = vec![Some(4); len];
        let error = error(&short);
        assert_eq!(
            (error.code(), error.field()),
            ("rule.out_of_range", Some("perceptions"))
        );
    }
    for weights in [vec![], vec![20.0; 4], vec![20.0; 6]] {
        let error = error(&tangibles_up(Some(weights)));
        assert_eq!(
            (error.code(), error.field()),
            ("rule.out_of_range", Some("weights"))
        );
    }
    for bad in [-0.1, 1000.1, f64::NAN, f64::INFINITY] {
        let error = error(&tangibles_up(Some(vec![20.0, bad, 20.0, 20.0, 20.0])));
        assert_eq!(
            (error.code(), error.field()),
            ("rule.out_of_range", Some("weights[1]"))
        );
    }
}

#[test]
fn a_misspelt_field_is_refused() {
    let text = r#"{"expectations":[],"perceptions":[],"weight":[]}"#;
    assert!(serde_json::from_str::<ServqualInput>(text).is_err());
    let text = r#"{"expectations":[null,3],"perceptions":[7]}"#;
    let form: ServqualInput = serde_json::from_str(text).unwrap();
    assert_eq!(form.expectations, [None, Some(3)]);
    assert_eq!(form.weights, None);
}

#[test]
fn answer_pairs_fall_into_three_levels() {
    let pair = |expectation, perception| AnswerPair {
        expectation,
        perception,
    };
    assert_eq!(pair_level(pair(5, 4)), Ok(Level::Dissatisfied));
    assert_eq!(pair_level(pair(5, 5)), Ok(Level::Satisfied));
    assert_eq!(pair_level(pair(5, 6)), Ok(Level::HighlySatisfied));
    assert_eq!(
        pair_level(pair(0, 6)).unwrap_err().field(),
        Some("expectation")
    );
    assert_eq!(
        pair_level(pair(1, 8)).unwrap_err().field(),
        Some("perception")
    );
    let levels = pair_levels(&[pair(1, 7), pair(7, 1), pair(2, 1), pair(3, 3), pair(4, 2)]);
    assert_eq!(
        levels.unwrap(),
        PairLevels {
            n: 5,
            dissatisfied: 3,
            satisfied: 1,
            highly_satisfied: 1,
            dissatisfied_percent: Some(60.0),
            satisfied_percent: Some(20.0),
            highly_satisfied_percent: Some(20.0),
        }
    );
    assert_eq!(pair_levels(&[]).unwrap().satisfied_percent, None);
    let error = pair_levels(&[pair(1, 1), pair(9, 1)]).unwrap_err();
    assert_eq!(error.field(), Some("pairs[1].expectation"));
}

fn survey(forms: Vec<ServqualInput>, include_straight_lines: bool) -> Decision<ServqualIndex> {
    let input = IndexInput {
        forms,
        include_straight_lines,
    };
    index(policy(), &input).unwrap()
}

#[test]
fn a_survey_gives_mean_and_interval_and_counts_what_it_leaves_out() {
    let mut invalid = form(7, 6);
    invalid.perceptions[..5].fill(None);
    let forms = vec![form(5, 4), form(5, 6), form(5, 7), invalid, form(3, 3)];
    let decision = survey(forms.clone(), false);
    let result = &decision.result;
    assert_eq!((result.forms, result.n), (5, 3));
    assert_eq!((result.invalid, result.straight_lines), (1, 1));
    assert!(result.sample_too_small);
    let levels = LevelCounts {
        dissatisfied: 1,
        satisfied: 0,
        highly_satisfied: 2,
    };
    assert_eq!(result.levels, levels);
    let mean = result.unweighted.unwrap();
    assert!((mean.mean - 2.0 / 3.0).abs() < 1e-12);
    // Values -1, 1, 2: variance 7/3, standard error 0.8819, t with two degrees 4.3027.
    let half = 4.3027 * (7.0_f64 / 9.0).sqrt();
    assert!((mean.ci_low.unwrap() - (2.0 / 3.0 - half)).abs() < 1e-9);
    assert!((mean.ci_high.unwrap() - (2.0 / 3.0 + half)).abs() < 1e-9);
    for dimension in [
        result.gaps.tangibles,
        result.gaps.reliability,
        result.gaps.responsiveness,
        result.gaps.assurance,
        result.gaps.empathy,
        result.weighted,
    ] {
        assert_eq!(dimension, Some(mean));
    }
    assert_eq!(
        keys(&decision),
        [
            "survey-index-forms",
            "survey-index-interval",
            "survey-index-invalid",
            "survey-index-straight-out",
            "survey-sample-too-small"
        ]
    );
    let with = survey(forms, true);
    assert_eq!((with.result.n, with.result.straight_lines), (4, 1));
    assert_eq!(with.result.levels.satisfied, 1);
    assert!(keys(&with).contains(&"survey-index-straight-in"));
}

#[test]
fn means_of_a_survey_are_free_of_float_noise() {
    let weights = |first: f64, second: f64| Some(vec![first, second, 25.0, 20.0, 15.0]);
    let tenth = tangibles_up(weights(10.0, 30.0));
    let fifth = tangibles_up(weights(20.0, 20.0));
    let third = tangibles_up(weights(30.0, 10.0));
    let of = |forms: Vec<ServqualInput>| survey(forms, false).result.weighted.unwrap();
    let same = of(vec![tenth.clone(); 3]);
    let exact = (0.1, Some(0.1), Some(0.1));
    assert_eq!((same.mean, same.ci_low, same.ci_high), exact);
    assert_eq!(of(vec![tenth.clone(), fifth.clone(), third]).mean, 0.2);
    assert_eq!(
        of(vec![tenth.clone(), tenth, fifth.clone()]).mean,
        0.4 / 3.0
    );
    // A rescaled weight, whose gap is no round number, stays what it is.
    let odd = tangibles_up(weights(25.0, 20.0));
    let single = result(&odd).weighted.unwrap();
    assert_eq!(single, 25.0 / 105.0);
    assert_eq!(of(vec![odd.clone(); 7]).mean, single);
    assert!((of(vec![odd, fifth]).mean - (single + 0.2) / 2.0).abs() < 1e-12);
}

#[test]
fn a_survey_says_whose_weights_were_ignored_or_rescaled() {
    let weighed = |first: f64| tangibles_up(Some(vec![first, 20.0, 20.0, 20.0, 20.0]));
    let mut invalid = weighed(50.0);
    invalid.perceptions.fill(None);
    let decision = survey(
        vec![
            weighed(20.0),
            weighed(14.0),
            weighed(26.0),
            weighed(21.0),
            tangibles_up(None),
            invalid,
        ],
        false,
    );
    let result = &decision.result;
    assert_eq!((result.weights_ignored, result.weights_rescaled), (2, 1));
    let text = render_all(&decision.why, Language::En);
    for sentence in [
        "2 forms that count have weights too far from 100 in sum; all dimensions count alike there.",
        "1 form that counts has weights that do not add up to 100; they were rescaled.",
    ] {
        assert!(text.contains(&sentence.to_owned()), "{text:?}");
    }
    let sound = survey(vec![weighed(20.0)], false);
    assert_eq!(
        sound.result.weights_ignored + sound.result.weights_rescaled,
        0
    );
    assert!(!keys(&sound).iter().any(|key| key.contains("weights")));
}

#[test]
fn dimensions_of_a_survey_are_kept_apart() {
    let gaps = survey(vec![tangibles_up(None)], false).result.gaps;
    assert_eq!(gaps.tangibles.unwrap().mean, 1.0);
    for other in [
        gaps.reliability,
        gaps.responsiveness,
        gaps.assurance,
        gaps.empathy,
    ] {
        assert_eq!(other.unwrap().mean, 0.0);
    }
}

#[test]
fn nine_respondents_are_too_few_and_ten_are_enough() {
    for (n, small) in [(0, true), (1, true), (9, true), (10, false), (40, false)] {
        let decision = survey(vec![form(5, 4); n], false);
        assert_eq!(decision.result.sample_too_small, small, "{n}");
        let says_so = keys(&decision).contains(&"survey-sample-too-small");
        assert_eq!(says_so, small);
        let extra = keys(&decision)
            .into_iter()
            .any(|key| ["survey-index-invalid", "survey-index-straight-out"].contains(&key));
        assert!(!extra);
    }
    let none = survey(vec![], false);
    assert_eq!(none.result.unweighted, None);
    let single = survey(vec![form(5, 4)], false);
    assert_eq!(single.result.weighted.unwrap().ci_low, None);
    assert!(keys(&single).contains(&"survey-index-single"));
}

#[test]
fn a_bad_form_of_a_survey_is_named() {
    let mut bad = form(5, 4);
    bad.perceptions[7] = Some(9);
    let forms = |bad| IndexInput {
        forms: vec![form(5, 4), bad],
        include_straight_lines: false,
    };
    let error = index(policy(), &forms(bad)).unwrap_err();
    assert_eq!(
        (error.code(), error.field()),
        ("rule.out_of_range", Some("forms[1].perceptions[7]"))
    );
    let mut short = form(5, 4);
    short.expectations.pop();
    let error = index(policy(), &forms(short)).unwrap_err();
    assert_eq!(
        (error.code(), error.field()),
        ("rule.out_of_range", Some("forms[1].expectations"))
    );
    let flood = |n: usize| IndexInput {
        forms: vec![
            ServqualInput {
                expectations: vec![],
                perceptions: vec![],
                weights: None
            };
            n
        ],
        include_straight_lines: false,
    };
    let field = |n| {
        index(policy(), &flood(n))
            .unwrap_err()
            .field()
            .unwrap()
            .to_owned()
    };
    assert_eq!(field(200_001), "forms");
    assert_eq!(field(200_000), "forms[0].expectations");
}

#[test]
fn quantiles_of_students_t_agree_with_the_tables() {
    for (degrees, t) in [
        (1, 12.7062),
        (9, 2.2622),
        (30, 2.0423),
        (31, 2.0395),
        (40, 2.0211),
        (60, 2.0003),
        (120, 1.9799),
        (1_000_000, 1.96),
    ] {
        assert!((t_975(degrees).unwrap() - t).abs() < 0.000_06, "{degrees}");
    }
    // The expansion, worked out with other means; the true quantiles are at most 0.000003 larger.
    for (degrees, t) in [(31, 2.039511716), (40, 2.021074779), (120, 1.979930413)] {
        assert!((t_975(degrees).unwrap() - t).abs() < 1e-8, "{degrees}");
    }
    assert_eq!(t_975(0), None);
    let mut last = f64::INFINITY;
    for degrees in 1..200 {
        let t = t_975(degrees).unwrap();
        assert!(t < last, "{degrees}");
        last = t;
    }
}

#[test]
fn csat_is_the_share_of_fours_and_fives() {
    let of = |answers: &[i64]| {
        csat(
            policy(),
            &CsatInput {
                answers: answers.to_vec(),
            },
        )
    };
    let decision = of(&[1, 2, 3, 4, 5]).unwrap();
    assert_eq!(
        decision.result,
        CsatResult {
            csat: Some(40.0),
            satisfied: 2,
            n: 5
        }
    );
    assert_eq!(
        render_all(&decision.why, Language::En),
        ["2 of 5 answered 4 or more."]
    );
    let none = of(&[]).unwrap();
    assert_eq!(none.result.csat, None);
    assert_eq!(keys(&none), ["survey-no-answers"]);
    assert_eq!(of(&[5, 6]).unwrap_err().field(), Some("answers[1]"));
    assert_eq!(of(&[0]).unwrap_err().field(), Some("answers[0]"));
}

#[test]
fn nps_is_the_unrounded_difference_and_null_without_answers() {
    let of = |promoters, passives, detractors| {
        nps(&NpsInput {
            promoters,
            passives,
            detractors,
        })
    };
    for (counts, score) in [
        ((50, 30, 20), Some(30.0)),
        ((0, 0, 0), None),
        ((1, 0, 0), Some(100.0)),
        ((0, 0, 1), Some(-100.0)),
        ((0, 5, 0), Some(0.0)),
        ((2, 1, 0), Some(200.0 / 3.0)),
        ((1_000_000_000, 0, 1_000_000_000), Some(0.0)),
    ] {
        let decision = of(counts.0, counts.1, counts.2).unwrap();
        assert_eq!(decision.result.nps, score, "{counts:?}");
        let key = score.map_or("survey-no-answers", |_| "survey-nps");
        assert_eq!(keys(&decision), [key]);
    }
    for (counts, field) in [
        ((-1, 0, 0), "promoters"),
        ((0, -1, 0), "passives"),
        ((0, 0, 1_000_000_001), "detractors"),
        ((i64::MAX, i64::MAX, i64::MAX), "promoters"),
    ] {
        let error = of(counts.0, counts.1, counts.2).unwrap_err();
        assert_eq!(
            (error.code(), error.field()),
            ("rule.out_of_range", Some(field))
        );
    }
}

#[test]
fn answers_of_nought_to_ten_become_three_kinds() {
    let all = NpsAnswers {
        answers: (0..=10).collect(),
    };
    assert_eq!(
        count_nps(&policy().content, &all).unwrap(),
        NpsInput {
            promoters: 2,
            passives: 2,
            detractors: 7
        }
    );
    for bad in [-1, 11] {
        let answers = NpsAnswers { answers: vec![bad] };
        let error = count_nps(&policy().content, &answers).unwrap_err();
        assert_eq!(error.field(), Some("answers[0]"));
    }
    let mut flood = NpsAnswers {
        answers: vec![5; 1_000_000],
    };
    let most = count_nps(&policy().content, &flood).unwrap();
    assert_eq!(most.detractors, 1_000_000);
    flood.answers.push(5);
    let error = count_nps(&policy().content, &flood).unwrap_err();
    assert_eq!(error.field(), Some("answers"));
}

#[test]
fn ces_is_the_mean_effort() {
    let of = |answers: &[i64]| {
        ces(&CesInput {
            answers: answers.to_vec(),
        })
    };
    let decision = of(&[1, 2, 6, 7]).unwrap();
    assert_eq!(decision.result.ces.unwrap().mean, 4.0);
    assert_eq!(decision.result.n, 4);
    assert_eq!(keys(&decision), ["survey-ces"]);
    let none = of(&[]).unwrap();
    assert_eq!((none.result.ces, none.result.n), (None, 0));
    assert_eq!(keys(&none), ["survey-no-answers"]);
    for bad in [0, 8] {
        assert_eq!(of(&[7, bad]).unwrap_err().field(), Some("answers[1]"));
    }
}

#[test]
fn every_code_has_a_word_in_both_languages() {
    let keys = Dimension::ALL.iter().map(|code| code.key());
    for key in keys.chain(Level::ALL.iter().map(|code| code.key())) {
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn a_policy_with_figures_that_cannot_be_meant_is_refused() {
    let sound = &policy().content;
    assert!(sound.check().is_ok());
    let with = |change: fn(&mut SurveyPolicy)| {
        let mut figures = sound.clone();
        change(&mut figures);
        figures.check()
    };
    type Change = fn(&mut SurveyPolicy);
    let refused: [(&str, Change); 13] = [
        ("level_tolerance_thousandths", |p| {
            p.level_tolerance_thousandths = 6_001
        }),
        ("form_min_pairs", |p| p.form_min_pairs = 0),
        ("form_min_pairs", |p| p.form_min_pairs = 23),
        ("dimension_min_percent", |p| p.dimension_min_percent = 0),
        ("dimension_min_percent", |p| p.dimension_min_percent = 101),
        ("weight_sum_from", |p| p.weight_sum_from = 0),
        ("weight_sum_from", |p| p.weight_sum_from = 101),
        ("weight_sum_to", |p| p.weight_sum_to = 99),
        ("small_sample_below", |p| p.small_sample_below = 1),
        ("csat_satisfied_from", |p| p.csat_satisfied_from = 6),
        ("nps_promoter_from", |p| p.nps_promoter_from = 11),
        ("nps_detractor_to", |p| p.nps_detractor_to = 9),
        ("nps_detractor_to", |p| p.nps_detractor_to = 10),
    ];
    for (field, change) in refused {
        assert_eq!(with(change).unwrap_err().field(), Some(field));
    }
    assert!(with(|p| p.level_tolerance_thousandths = 6_000).is_ok());
}

fn any_form() -> impl Strategy<Value = ServqualInput> {
    let answers = || proptest::collection::vec(proptest::option::weighted(0.95, 1..=7_i64), 22);
    let weights = proptest::option::of(proptest::collection::vec(0.0..40.0_f64, 5));
    (answers(), answers(), weights).prop_map(|(expectations, perceptions, weights)| ServqualInput {
        expectations,
        perceptions,
        weights,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn nps_stays_between_minus_and_plus_100(
        promoters in 0..=1_000_000_000_i64,
        passives in 0..=1_000_000_000_i64,
        detractors in 0..=1_000_000_000_i64,
    ) {
        let input = NpsInput { promoters, passives, detractors };
        let score = nps(&input).unwrap().result.nps;
        prop_assert_eq!(score.is_none(), promoters + passives + detractors == 0);
        prop_assert!(score.is_none_or(|score| (-100.0..=100.0).contains(&score)));
    }

    #[test]
    fn gaps_stay_within_six_points_and_the_means_between_the_dimensions(form in any_form()) {
        let result = result(&form);
        let gaps: Vec<f64> = Dimension::ALL.iter().filter_map(|d| result.gaps.of(*d)).collect();
        prop_assert!(gaps.iter().all(|gap| (-6.0..=6.0).contains(gap)));
        for figure in [result.unweighted, result.weighted] {
            prop_assert_eq!(figure.is_some(), result.valid);
            if let Some(figure) = figure {
                let low = gaps.iter().copied().fold(f64::INFINITY, f64::min);
                let high = gaps.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                prop_assert!(low - 1e-9 <= figure && figure <= high + 1e-9);
            }
        }
    }

    #[test]
    fn the_order_of_respondents_changes_nothing(
        forms in proptest::collection::vec(any_form(), 0..12),
        turn in 0..12_usize,
    ) {
        let mut turned = forms.clone();
        turned.rotate_left(turn % forms.len().max(1));
        turned.reverse();
        prop_assert_eq!(survey(forms, false), survey(turned, false));
    }

    #[test]
    fn an_interval_holds_its_mean(values in proptest::collection::vec(-6.0..6.0_f64, 1..50)) {
        let mean = mean(&values).unwrap();
        if values.len() > 1 {
            prop_assert!(mean.ci_low.unwrap() <= mean.mean && mean.mean <= mean.ci_high.unwrap());
        } else {
            prop_assert_eq!(mean.ci_low, None);
        }
    }
}
