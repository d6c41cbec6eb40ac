//! Shares, similarity, and properties.

use proptest::prelude::*;

use super::*;
use crate::explain::{Language, render_all, render_key};

fn policy() -> &'static Document<BuyerProfilePolicy> {
    built_in().unwrap()
}

fn of_township(name: &str) -> Traits {
    Traits {
        township: Some(name.to_owned()),
        ..Traits::default()
    }
}

/// 10 buyers of 一, 5 of 二, 4 of 三, 1 of 五, and two who did not say.
fn buyers() -> Vec<Traits> {
    let mut buyers = vec![Traits::default(), of_township("  ")];
    for (name, n) in [("三", 4), ("二", 5), ("一", 10), ("五", 1)] {
        buyers.extend(vec![of_township(name); n]);
    }
    buyers
}

fn alike(prospect: &Traits) -> Decision<Similarity> {
    let input = SimilarityInput {
        buyers: buyers(),
        prospect: prospect.clone(),
    };
    similarity(policy(), &input).unwrap()
}

#[test]
fn a_share_is_shown_with_five_buyers_behind_it_and_not_with_four() {
    let decision = buyer_profile(policy(), &ProfileInput { buyers: buyers() }).unwrap();
    let result = &decision.result;
    assert_eq!(result.buyers, 22);
    let attributes: Vec<_> = result.attributes.iter().map(|it| it.attribute).collect();
    assert_eq!(attributes, Attribute::ALL);
    let share = |value: &str, buyers: u32| Share {
        value: value.to_owned(),
        buyers,
        percent: f64::from(buyers) * 100.0 / 20.0,
    };
    assert_eq!(
        result.attributes[0],
        AttributeProfile {
            attribute: Attribute::Township,
            known: 20,
            shares: vec![share("一", 10), share("二", 5)],
            hidden_values: 2,
        }
    );
    assert_eq!(
        render_all(&decision.why, Language::En),
        [
            "Compared with 22 buyers.",
            "township: 2 values with fewer than 5 buyers not shown"
        ]
    );
    assert_eq!(decision.why.versions, [policy().version_ref()]);
}

#[test]
fn a_hidden_value_cannot_be_worked_out_from_what_is_shown() {
    let of = |cells: &[(&str, usize)]| -> Vec<Traits> {
        let rows = cells.iter();
        rows.flat_map(|(name, n)| vec![of_township(name); *n])
            .collect()
    };
    for (cells, shown, hidden) in [
        (&[("一", 9), ("二", 1)][..], vec![], 2),
        (&[("一", 9), ("二", 6), ("三", 4)], vec!["一"], 2),
        (&[("一", 6), ("二", 6), ("三", 4)], vec!["一"], 2),
        (
            &[("一", 9), ("二", 6), ("三", 4), ("四", 1)],
            vec!["一", "二"],
            2,
        ),
        (&[("一", 9), ("二", 6), ("三", 3), ("四", 1)], vec!["一"], 3),
        (&[("一", 9), ("二", 6)], vec!["一", "二"], 0),
        (&[("一", 4)], vec![], 1),
    ] {
        let buyers = of(cells);
        let decision = buyer_profile(policy(), &ProfileInput { buyers }).unwrap();
        let profile = &decision.result.attributes[0];
        let values: Vec<_> = profile.shares.iter().map(|s| s.value.as_str()).collect();
        assert_eq!(
            (values, profile.hidden_values),
            (shown, hidden),
            "{cells:?}"
        );
    }
    let buyers = of(&[("一", 9), ("二", 6), ("三", 4)]);
    let input = ProfileInput {
        buyers: buyers.clone(),
    };
    let decision = buyer_profile(policy(), &input).unwrap();
    assert_eq!(
        render_all(&decision.why, Language::En)[1..],
        [
            "township: 1 value with fewer than 5 buyers not shown",
            "township: one more value not shown, or the few could be worked out"
        ]
    );
    // Nor from a prospect's similarity.
    let of_prospect = |name| SimilarityInput {
        buyers: buyers.clone(),
        prospect: of_township(name),
    };
    let second = similarity(policy(), &of_prospect("二")).unwrap().result;
    assert_eq!((second.score, second.compared.len()), (None, 0));
    let third = similarity(policy(), &of_prospect("三")).unwrap().result;
    assert_eq!(third.score, Some(0.0));
}

#[test]
fn equally_common_values_stand_in_the_order_of_their_names() {
    let mut buyers = vec![of_township("b"); 5];
    buyers.extend(vec![of_township(" a "); 5]);
    let result = buyer_profile(policy(), &ProfileInput { buyers })
        .unwrap()
        .result;
    let values: Vec<_> = result.attributes[0]
        .shares
        .iter()
        .map(|s| s.value.as_str())
        .collect();
    assert_eq!(values, ["a", "b"]);
}

#[test]
fn every_attribute_is_read_from_its_own_field() {
    let word = |text: &str| Some(text.to_owned());
    let buyer = Traits {
        township: word("t"),
        house_type: word("h"),
        area_m2: Some(100),
        heating: word("f"),
        income_band: word("i"),
        channel: word("c"),
        reason: word("r"),
        model: word("m"),
    };
    let buyers = vec![buyer; 5];
    let result = buyer_profile(policy(), &ProfileInput { buyers })
        .unwrap()
        .result;
    let values: Vec<_> = result
        .attributes
        .iter()
        .map(|it| it.shares[0].value.as_str())
        .collect();
    assert_eq!(values, ["t", "h", "100-129", "f", "i", "c", "r", "m"]);
}

#[test]
fn areas_fall_into_bands() {
    for (area, text) in [
        (1, "-79"),
        (79, "-79"),
        (80, "80-99"),
        (99, "80-99"),
        (100, "100-129"),
        (279, "180-279"),
        (280, "280-"),
        (100_000, "280-"),
    ] {
        assert_eq!(band(&policy().content, area), text);
    }
}

#[test]
fn a_prospect_is_compared_with_the_most_common_value() {
    for (town, score, percent) in [
        ("一", 100.0, Some(50.0)),
        (" 二 ", 50.0, Some(25.0)),
        ("三", 0.0, None),
        ("四", 0.0, None),
    ] {
        let result = alike(&of_township(town)).result;
        assert_eq!(result.score, Some(score), "{town}");
        assert_eq!(result.compared.len(), 1);
        let it = &result.compared[0];
        assert_eq!((it.similarity, it.percent, it.weight), (score, percent, 1));
        assert_eq!(it.most_common, "一");
        assert_eq!(it.value, town.trim());
        assert_eq!(result.not_compared, &Attribute::ALL[1..]);
    }
}

#[test]
fn the_explanation_names_the_attributes_that_made_the_score() {
    let mut buyers = vec![
        Traits {
            heating: Some("地暖".into()),
            ..of_township("一")
        };
        6
    ];
    buyers.extend(vec![
        Traits {
            model: Some("L1P20".into()),
            ..of_township("二")
        };
        12
    ]);
    let prospect = Traits {
        heating: Some("地暖".into()),
        model: Some("L1P24".into()),
        ..of_township("一")
    };
    let decision = similarity(policy(), &SimilarityInput { buyers, prospect }).unwrap();
    assert_eq!(decision.result.score, Some(50.0));
    let order: Vec<_> = decision
        .result
        .compared
        .iter()
        .map(|it| it.attribute)
        .collect();
    assert_eq!(
        order,
        [Attribute::Heating, Attribute::Township, Attribute::Model]
    );
    let text = render_all(&decision.why, Language::En);
    assert_eq!(
        text[..5],
        [
            "Compared with 18 buyers.",
            "heating: 地暖, as 100 % of buyers; similarity 100",
            "township: 一, as 33.33 % of buyers; similarity 50",
            "model: L1P24, which fewer than 5 buyers share; most common is L1P20",
            "Similarity 50 of 100"
        ]
    );
    assert_eq!(text.len(), 5 + 5 + 1);
    assert_eq!(decision.why.notes[0].key, "buyer-profile-no-price");
    assert_eq!(decision.why.versions, [policy().version_ref()]);
}

#[test]
fn weights_decide_how_much_an_attribute_counts() {
    let mut weighed = policy().clone();
    weighed.content.weights.insert(Attribute::Township, 3);
    weighed.content.weights.insert(Attribute::Model, 0);
    let buyer = Traits {
        heating: Some("a".into()),
        model: Some("m".into()),
        ..of_township("一")
    };
    let input = SimilarityInput {
        buyers: vec![buyer.clone(); 5],
        prospect: Traits {
            heating: Some("b".into()),
            ..buyer
        },
    };
    let result = similarity(&weighed, &input).unwrap().result;
    assert_eq!(result.score, Some(75.0));
    assert!(result.not_compared.contains(&Attribute::Model));
    // Half alike with three times the weight comes before wholly alike.
    let mut mixed = input.clone();
    mixed.buyers.extend(vec![of_township("二"); 10]);
    mixed.prospect.heating = Some("a".into());
    let result = similarity(&weighed, &mixed).unwrap().result;
    let parts: Vec<_> = result
        .compared
        .iter()
        .map(|it| (it.attribute, it.similarity))
        .collect();
    assert_eq!(
        parts,
        [(Attribute::Township, 50.0), (Attribute::Heating, 100.0)]
    );
    assert_eq!(result.score, Some(62.5));
    // What counts more comes first even where both are alike.
    weighed.content.weights.insert(Attribute::Model, 5);
    let result = similarity(&weighed, &input).unwrap().result;
    let order: Vec<_> = result.compared.iter().map(|it| it.attribute).collect();
    assert_eq!(
        order,
        [Attribute::Model, Attribute::Township, Attribute::Heating]
    );
}

#[test]
fn without_enough_buyers_there_is_no_similarity() {
    for (buyers, prospect) in [
        (vec![], of_township("一")),
        (vec![of_township("一"); 4], of_township("一")),
        (vec![of_township("一"); 5], Traits::default()),
    ] {
        let decision = similarity(policy(), &SimilarityInput { buyers, prospect }).unwrap();
        assert_eq!(decision.result.score, None);
        assert_eq!(decision.result.not_compared, Attribute::ALL);
        let last = decision.why.steps.last().unwrap();
        assert_eq!(last.key, "buyer-profile-no-score");
    }
}

#[test]
fn words_and_areas_beyond_reason_are_named() {
    type Change = fn(&mut Traits);
    let long = || Some("x".repeat(201));
    let changes: [(&str, Change); 9] = [
        ("township", |t| t.township = Some("x".repeat(201))),
        ("house_type", |t| t.house_type = Some("x".repeat(201))),
        ("heating", |t| t.heating = Some("x".repeat(201))),
        ("income_band", |t| t.income_band = Some("x".repeat(201))),
        ("channel", |t| t.channel = Some("x".repeat(201))),
        ("reason", |t| t.reason = Some("x".repeat(201))),
        ("model", |t| t.model = Some("x".repeat(201))),
        ("area_m2", |t| t.area_m2 = Some(0)),
        ("area_m2", |t| t.area_m2 = Some(100_001)),
    ];
    for (field, change) in changes {
        let mut bad = Traits::default();
        change(&mut bad);
        let buyers = vec![Traits::default(), bad.clone()];
        let error = buyer_profile(policy(), &ProfileInput { buyers }).unwrap_err();
        assert_eq!(error.code(), "rule.out_of_range");
        assert_eq!(error.field().unwrap(), format!("buyers[1].{field}"));
        let input = SimilarityInput {
            buyers: vec![],
            prospect: bad,
        };
        let error = similarity(policy(), &input).unwrap_err();
        assert_eq!(error.field().unwrap(), format!("prospect.{field}"));
    }
    let mut input = SimilarityInput {
        buyers: vec![Traits::default(); 100_001],
        prospect: Traits {
            township: long().map(|word| word[1..].to_owned()),
            ..Traits::default()
        },
    };
    assert_eq!(
        similarity(policy(), &input).unwrap_err().field(),
        Some("buyers")
    );
    input.buyers.pop();
    assert!(similarity(policy(), &input).is_ok());
}

#[test]
fn every_attribute_has_a_word_in_both_languages() {
    for attribute in Attribute::ALL {
        for language in [Language::Zh, Language::En] {
            assert_ne!(render_key(&attribute.key(), language), attribute.key());
        }
    }
}

#[test]
fn a_policy_that_does_not_hold_together_is_refused() {
    type Change = fn(&mut BuyerProfilePolicy);
    let sound = &policy().content;
    assert!(sound.check().is_ok());
    let refused: [(&str, Change); 8] = [
        ("min_cell", |p| p.min_cell = 1),
        ("min_cell", |p| p.min_cell = 1_001),
        ("area_bands_from_m2", |p| p.area_bands_from_m2[0] = 0),
        ("area_bands_from_m2", |p| p.area_bands_from_m2[1] = 80),
        ("area_bands_from_m2", |p| p.area_bands_from_m2.push(100_001)),
        ("weights", |p| {
            p.weights.remove(&Attribute::Model);
        }),
        ("weights", |p| {
            p.weights.values_mut().for_each(|weight| *weight = 0)
        }),
        ("weights", |p| {
            p.weights.insert(Attribute::Model, 101);
        }),
    ];
    for (field, change) in refused {
        let mut changed = sound.clone();
        change(&mut changed);
        assert_eq!(changed.check().unwrap_err().field(), Some(field));
    }
    let mut most = sound.clone();
    most.weights.insert(Attribute::Model, 100);
    assert!(most.check().is_ok());
}

fn any_traits() -> impl Strategy<Value = Traits> {
    let word = || proptest::option::weighted(0.8, "[abc]");
    (
        word(),
        word(),
        proptest::option::of(60..320_u32),
        word(),
        word(),
    )
        .prop_map(|(township, house_type, area_m2, heating, model)| Traits {
            township,
            house_type,
            area_m2,
            heating,
            model,
            ..Traits::default()
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn a_similarity_lies_between_0_and_100_whatever_the_order_of_buyers(
        buyers in proptest::collection::vec(any_traits(), 0..40),
        prospect in any_traits(),
        turn in 0..40_usize,
    ) {
        let mut turned = buyers.clone();
        turned.rotate_left(turn % buyers.len().max(1));
        turned.reverse();
        let one = similarity(policy(), &SimilarityInput { buyers, prospect: prospect.clone() }).unwrap();
        let two = similarity(policy(), &SimilarityInput { buyers: turned, prospect }).unwrap();
        prop_assert_eq!(&one, &two);
        prop_assert!(one.result.score.is_none_or(|score| (0.0..=100.0).contains(&score)));
        prop_assert_eq!(one.result.compared.len() + one.result.not_compared.len(), 8);
    }

    #[test]
    fn the_most_typical_buyer_scores_100(buyers in proptest::collection::vec(any_traits(), 5..60)) {
        let shares = buyer_profile(policy(), &ProfileInput { buyers: buyers.clone() }).unwrap().result;
        let most = |attribute: usize| shares.attributes[attribute].shares.first().map(|s| s.value.clone());
        let prospect = Traits {
            township: most(0),
            house_type: most(1),
            area_m2: most(2).map(|band| {
                let (from, to) = band.split_once('-').unwrap();
                from.parse().or_else(|_| to.parse()).unwrap()
            }),
            heating: most(3),
            model: most(7),
            ..Traits::default()
        };
        let score = similarity(policy(), &SimilarityInput { buyers, prospect }).unwrap().result.score;
        prop_assert!(score.is_none_or(|score| score == 100.0));
        let shown = shares.attributes.iter().flat_map(|it| &it.shares);
        prop_assert!(shown.map(|share| share.buyers).all(|buyers| buyers >= 5));
        for attribute in &shares.attributes {
            let shown: u32 = attribute.shares.iter().map(|share| share.buyers).sum();
            let hidden = attribute.known - shown;
            prop_assert!(hidden == 0 || hidden >= 5 || attribute.shares.is_empty());
        }
    }
}
