use proptest::prelude::*;

use super::*;

fn dangers(text: &str) -> Vec<&'static str> {
    let dangers = SymptomBook::built_in().dangers_in(text);
    dangers.iter().map(|danger| danger.code.as_str()).collect()
}

fn found(text: &str) -> Vec<(&'static str, FoundBy)> {
    on(None, text)
}

fn on(family: Option<&str>, text: &str) -> Vec<(&'static str, FoundBy)> {
    let (faults, symptoms) = (FaultBook::built_in(), SymptomBook::built_in());
    let found = find_faults(faults, symptoms, family, text, 6);
    let found = found.iter();
    found.map(|one| (one.fault.code.as_str(), one.by)).collect()
}

#[test]
fn the_shipped_words_hold_together_with_the_fault_codes() {
    assert_eq!(SymptomBook::built_in().check(), Ok(()));
    assert_eq!(crate::reference::Library::built_in().check(), Ok(()));
}

#[test]
fn words_of_danger_bring_their_script_and_a_denial_does_not() {
    for (text, code) in [
        ("厨房有煤气味", "gas_leak"),
        ("一进屋就闻到煤气", "gas_leak"),
        ("燃气泄露了", "gas_leak"),
        ("天然气泄漏", "gas_leak"),
        ("好像漏 气了", "gas_leak"),
        ("There is a smell of gas in the kitchen", "gas_leak"),
        ("头晕 壁挂炉", "carbon_monoxide"),
        ("CO alarm!", "carbon_monoxide"),
        ("ＣＯ报警", "carbon_monoxide"),
        ("炉子冒烟", "fire"),
        ("暖气片麻手", "electric_shock"),
        ("问了有没有煤气味", "gas_leak"),
        ("没有热水，有煤气味", "gas_leak"),
    ] {
        assert_eq!(dangers(text), [code], "{text}");
    }
    for text in [
        "没有煤气味",
        "没闻到煤气味，就是不热",
        "不漏气",
        "no smell of gas",
        "屋里不热，显示 E1",
        "漏水",
        "",
    ] {
        assert_eq!(dangers(text), [""; 0], "{text}");
    }
    assert_eq!(dangers("煤气味，人头晕"), ["gas_leak", "carbon_monoxide"]);
}

#[test]
fn a_code_is_found_first_wherever_it_stands_and_however_it_is_written() {
    for text in [
        "E1",
        "显示e01，响几声就灭",
        "报 Ｅ 1 不热",
        "shows E-01",
        "故障E1。",
    ] {
        assert_eq!(found(text)[0], ("E01", FoundBy::Code), "{text}");
    }
    assert!(found("机身编号 E01234567").is_empty());
    assert!(found("L1P24").is_empty());
}

#[test]
fn symptoms_lead_to_codes_the_likeliest_first() {
    let first = |text: &str| found(text).first().copied();
    for (text, code) in [
        ("点不着火", "E01"),
        ("水压低，屋里不热", "E04"),
        ("热水不热", "E27"),
        ("有一组不热", "E40"),
        ("安全阀滴水", "E36"),
        ("it leaks water", "E37"),
        ("no hot water", "E27"),
        ("关了还有火", "E12"),
    ] {
        assert_eq!(first(text), Some((code, FoundBy::Symptom)), "{text}");
    }
    let one = found("热水不热");
    assert!(one.iter().all(|(code, _)| *code != "E40"), "{one:?}");
    assert!(found("不漏水").is_empty(), "what is denied is no symptom");
}

#[test]
fn a_part_is_found_by_its_name_and_a_symptom_by_its_pinyin() {
    assert_eq!(found("膨胀罐")[0].1, FoundBy::Name);
    assert_eq!(found("pump")[0], ("E14", FoundBy::Name));
    for typed in ["syd", "shuiyadi", "SYD"] {
        let found = found(typed);
        assert!(
            found.contains(&("E04", FoundBy::Pinyin)),
            "{typed}: {found:?}"
        );
    }
    assert!(found("x").is_empty());
}

#[test]
fn a_machine_is_told_only_of_codes_it_can_show() {
    assert!(on(Some("N1P"), "热水不热").is_empty());
    assert!(on(Some("JSQ"), "E01").is_empty());
    assert_eq!(on(Some("L1PB"), "E29")[0].0, "E29");
    assert!(on(Some("L1P"), "E29").is_empty());
}

#[test]
fn books_that_do_not_hold_together_are_refused_with_the_place() {
    type Change = fn(&mut SymptomBook);
    let cases: &[(&str, Change)] = &[
        ("dangers", |b| b.dangers.clear()),
        ("dangers[0].words.zh", |b| b.dangers[0].words.zh.clear()),
        ("dangers[1].words.en[0]", |b| {
            b.dangers[1].words.en[0] = "CO Alarm".into();
        }),
        ("dangers[1].script", |b| b.dangers[1].script.clear()),
        ("dangers[2].script[1].zh", |b| {
            b.dangers[2].script[1].zh = "words".into();
        }),
        ("symptoms[0].words.zh[1]", |b| {
            b.symptoms[0].words.zh[1] = "水".into();
        }),
        ("symptoms[3].name.en", |b| b.symptoms[3].name.en.clear()),
        ("symptoms[3].faults", |b| b.symptoms[3].faults.clear()),
    ];
    for (place, change) in cases {
        let mut book = SymptomBook::built_in().clone();
        change(&mut book);
        let refused = book.check().unwrap_err();
        assert_eq!(refused.field(), Some(*place));
    }
}

proptest! {
    #[test]
    fn any_text_is_looked_through_without_failing(text in "\\PC{0,80}") {
        let _dangers = dangers(&text);
        let found = found(&text);
        prop_assert!(found.len() <= 6);
        let mut codes: Vec<_> = found.iter().map(|(code, _)| *code).collect();
        codes.sort_unstable();
        codes.dedup();
        prop_assert_eq!(codes.len(), found.len());
    }

    #[test]
    fn a_word_of_danger_is_found_in_any_sentence(
        before in "[暖气片屋里的炉子，。]{0,10}", after in "[暖气片屋里的炉子，。]{0,10}", pick in 0usize..12,
    ) {
        let words = &SymptomBook::built_in().dangers[0].words.zh;
        let word = &words[pick % words.len()];
        let text = format!("{before}{word}{after}");
        prop_assert!(dangers(&text).contains(&"gas_leak"));
    }
}

#[test]
fn every_word_of_danger_is_told_as_often_as_it_stands_there() {
    let told = |text: &str| -> Vec<(String, Vec<String>)> {
        let found = SymptomBook::built_in().dangers_told(text).into_iter();
        found
            .map(|(danger, words)| (danger.code.clone(), words))
            .collect()
    };
    let gas = |words: &[&str]| {
        let words = words
            .iter()
            .map(|word| (*word).to_owned())
            .collect::<Vec<_>>();
        vec![("gas_leak".to_owned(), words)]
    };
    assert_eq!(told("有煤气味"), gas(&["煤气味"]));
    assert_eq!(
        told("有煤气味，炒菜的；又有煤气味了"),
        gas(&["煤气味", "煤气味"])
    );
    assert_eq!(told("there is a gas leak"), gas(&["gas leak"]));
    assert_eq!(told("没有煤气味"), vec![]);
}

#[test]
fn a_house_without_heat_is_told_apart_from_cold_water_and_one_cold_room() {
    let book = SymptomBook::built_in();
    for (text, cold) in [
        ("家里没暖气，孩子冻着", true),
        ("壁挂炉打不着火", true),
        ("机器黑屏没反应", true),
        ("no heat since morning", true),
        ("热水不热，暖气是好的", false),
        ("有一间不热", false),
        ("上热下不热", false),
        ("机器漏水", false),
        ("", false),
    ] {
        assert_eq!(book.tells_no_heat(text), cold, "{text}");
    }
}
