//! Checklist, questionnaires, SERVQUAL.

use super::*;
use crate::explain::Language;

fn field(code: &str) -> &'static CheckField {
    MaintenanceChecklist::built_in().field(code).unwrap()
}

#[test]
fn each_family_has_the_items_of_what_it_is_made_of() {
    let list = MaintenanceChecklist::built_in();
    let count = |family: &str| list.of_family(family).count();
    assert_eq!(count("L1PB"), 20);
    assert_eq!(count("L1P"), 19);
    assert_eq!(count("N1P"), 18);
    assert_eq!(count("JSQ"), 12);
    assert_eq!(count("DR"), 4);
    assert_eq!(count("XYZ"), 0);
    assert_eq!(list.find("pump").unwrap().name.zh, "水泵");
    assert_eq!(list.find("xyz"), None);
    assert_eq!(list.field("xyz"), None);
}

#[test]
fn what_can_kill_is_marked_as_safety() {
    let items = MaintenanceChecklist::built_in().items.iter();
    let safety = items.filter(|item| item.safety);
    let safety: Vec<_> = safety.map(|item| item.code.as_str()).collect();
    assert_eq!(
        safety,
        [
            "flue",
            "condensate_trap",
            "leak_test",
            "carbon_monoxide",
            "safety_devices",
            "gas_hose"
        ]
    );
}

#[test]
fn readings_are_judged_at_both_ends_of_their_range() {
    use Reading::{High, Low, Normal, NotJudged};
    for (code, gas, value, expected) in [
        ("mains_voltage", None, 197.9, Low),
        ("mains_voltage", None, 198.0, Normal),
        ("mains_voltage", Some("12T"), 242.0, Normal),
        ("mains_voltage", None, 242.1, High),
        ("cold_pressure", None, 0.9, Low),
        ("cold_pressure", None, 1.0, Normal),
        ("cold_pressure", None, 1.5, Normal),
        ("cold_pressure", None, 1.6, High),
        ("working_pressure", Some("12T"), 1499.0, Low),
        ("working_pressure", Some("12T"), 1500.0, Normal),
        ("working_pressure", Some("12T"), 3000.0, Normal),
        ("working_pressure", Some("12T"), 3001.0, High),
        ("working_pressure", Some("20Y"), 2000.0, Low),
        ("working_pressure", Some("20Y"), 4200.0, Normal),
        ("working_pressure", None, 2000.0, NotJudged),
        ("working_pressure", Some("5R"), 2000.0, NotJudged),
        ("room_co", None, 0.0, Normal),
        ("room_co", None, 1.0, High),
        ("flue_co", None, 900.0, NotJudged),
        ("flue_slope", None, 2.9, Low),
        ("flue_slope", None, 5.0, Normal),
    ] {
        let read = field(code).reading(value, gas);
        assert_eq!(read, Ok(expected), "{code} {value} {gas:?}");
    }
}

#[test]
fn a_reading_nobody_can_mean_is_refused() {
    for (code, value) in [
        ("mains_voltage", 49.9),
        ("mains_voltage", 500.1),
        ("cold_pressure", -0.1),
        ("system_ph", 15.0),
        ("room_co", f64::NAN),
        ("room_co", f64::INFINITY),
    ] {
        let code = if code == "system_ph" {
            "water_ph"
        } else {
            code
        };
        let refused = field(code).reading(value, None).unwrap_err();
        assert_eq!(refused.code(), "rule.out_of_range", "{code} {value}");
        assert_eq!(refused.field(), Some(code));
    }
    assert!(field("mains_voltage").reading(50.0, None).is_ok());
    assert!(field("mains_voltage").reading(500.0, None).is_ok());
    let refused = field("signed").reading(1.0, None).unwrap_err();
    assert_eq!(refused.code(), "rule.bad_value");
    assert_eq!(refused.field(), Some("signed"));
}

fn number(list: &mut MaintenanceChecklist) -> &mut CheckFieldKind {
    &mut list.items[1].fields[0].value
}

#[test]
fn checklists_that_do_not_hold_together_are_refused_with_the_place() {
    type Change = fn(&mut MaintenanceChecklist);
    let cases: &[(&str, Change)] = &[
        ("outcomes", |b| drop(b.outcomes.pop())),
        ("outcomes[4].code", |b| {
            b.outcomes.push(b.outcomes[0].clone())
        }),
        ("outcomes[1].name.zh", |b| b.outcomes[1].name.zh.clear()),
        ("items", |b| b.items.clear()),
        ("items[20].code", |b| b.items.push(b.items[3].clone())),
        ("fields[1].code", |b| {
            b.items[1].fields[0].code = "age_years".into();
        }),
        ("items[3].name.en", |b| b.items[3].name.en.clear()),
        ("items[3].families", |b| b.items[3].families.clear()),
        ("items[1].fields[0].name.en", |b| {
            b.items[1].fields[0].name.en.clear();
        }),
        ("items[1].fields[0].unit", |b| {
            if let CheckFieldKind::Number { unit, .. } = number(b) {
                unit.zh.clear();
            }
        }),
        ("items[1].fields[0].unit", |b| {
            if let CheckFieldKind::Number { unit, .. } = number(b) {
                unit.en = " ".into();
            }
        }),
        ("items[1].fields[0].max", |b| {
            if let CheckFieldKind::Number { max, .. } = number(b) {
                *max = 50.0;
            }
        }),
        ("items[1].fields[0].max", |b| {
            if let CheckFieldKind::Number { max, .. } = number(b) {
                *max = f64::INFINITY;
            }
        }),
        ("items[1].fields[0].max", |b| {
            if let CheckFieldKind::Number { min, .. } = number(b) {
                *min = f64::NEG_INFINITY;
            }
        }),
        ("items[1].fields[0].normal[0]", |b| {
            if let CheckFieldKind::Number { normal, .. } = number(b) {
                normal[0].min = 49.0;
            }
        }),
        ("items[1].fields[0].normal[0]", |b| {
            if let CheckFieldKind::Number { normal, .. } = number(b) {
                normal[0].max = 501.0;
            }
        }),
        ("items[1].fields[0].normal[0]", |b| {
            if let CheckFieldKind::Number { normal, .. } = number(b) {
                normal[0].max = 197.0;
            }
        }),
        ("items[1].fields[0].normal[1]", |b| {
            if let CheckFieldKind::Number { normal, .. } = number(b) {
                normal.push(normal[0].clone());
            }
        }),
        ("items[4].fields[0].options", |b| {
            if let CheckFieldKind::Choice { options } = &mut b.items[4].fields[0].value {
                options.clear();
            }
        }),
    ];
    for (field, change) in cases {
        let found = field_after(MaintenanceChecklist::built_in(), change);
        assert_eq!(found.as_deref(), Some(*field));
    }
    let edges = field_after(MaintenanceChecklist::built_in(), |b| {
        if let CheckFieldKind::Number { normal, .. } = number(b) {
            (normal[0].min, normal[0].max) = (50.0, 500.0);
        }
    });
    assert_eq!(edges, None);
}

fn form(code: &str) -> &'static Questionnaire {
    Questionnaires::built_in().find(code).unwrap()
}

fn answers(given: &[(&str, Answer)]) -> Answers {
    let given = given.iter().cloned();
    given.map(|(code, a)| (code.to_owned(), a)).collect()
}

fn effects(code: &str, given: &[(&str, Answer)]) -> Vec<(String, Effect)> {
    let evaluation = form(code).evaluate(&answers(given)).unwrap();
    let follow_ups = evaluation.follow_ups.into_iter();
    follow_ups.map(|f| (f.question, f.effect)).collect()
}

fn text(text: &str) -> Answer {
    Answer::Text(text.to_owned())
}

#[test]
fn every_occasion_has_its_questionnaire() {
    let forms = Questionnaires::built_in();
    for (occasion, code, questions) in [
        (Occasion::FirstVisit, "V1", 9),
        (Occasion::SecondVisit, "V2", 10),
        (Occasion::AfterRepair, "AFTER-REPAIR", 7),
        (Occasion::AfterComplaint, "AFTER-COMPLAINT", 4),
        (Occasion::AfterMaintenance, "AFTER-MAINTENANCE", 6),
        (Occasion::Factors, "Q-FACTOR", 12),
    ] {
        let form = forms.on(occasion).unwrap();
        assert_eq!(
            (form.code.as_str(), form.questions.len()),
            (code, questions)
        );
    }
    assert_eq!(Occasion::ALL.len(), forms.questionnaires.len());
    assert_eq!(forms.find("xyz"), None);
    assert_eq!(Questionnaires::default().on(Occasion::Factors), None);
}

#[test]
fn visits_after_commissioning_ask_whether_the_machine_works() {
    for code in ["V1", "V2", "AFTER-REPAIR", "AFTER-MAINTENANCE"] {
        let asked = form(code).questions.iter();
        let working: Vec<_> = asked
            .filter(|q| q.measures == Some(Measure::Working))
            .collect();
        assert_eq!(working.len(), 1, "{code}");
        assert!(working[0].required, "{code}");
    }
    let nps = form("V2").question("recommend").unwrap();
    assert_eq!(nps.measures, Some(Measure::Nps));
}

#[test]
fn the_twelve_factors_are_scales_and_each_says_how_to_improve() {
    for question in &form("Q-FACTOR").questions {
        assert_eq!(question.answer, QuestionKind::ScaleOneToFive {});
        assert!(question.improvement.is_some(), "{}", question.code);
    }
}

#[test]
fn answers_set_going_what_they_call_for() {
    use Answer::{Number, YesNo};
    let nothing: Vec<(String, Effect)> = Vec::new();
    assert_eq!(effects("V1", &[("works", YesNo(true))]), nothing);
    let one = |code: &str, effect| vec![(code.to_owned(), effect)];
    for (sheet, code, answer, effect) in [
        ("V1", "works", YesNo(false), Effect::RepairOrder),
        ("V1", "overcharged", YesNo(true), Effect::Complaint),
        ("V1", "explained", YesNo(false), Effect::Teach),
        ("V1", "satisfaction", Number(2.0), Effect::ManagerCall),
        ("V1", "remarks", text("烟口对着窗"), Effect::Suggestion),
        ("V2", "noise_smell", text("smell"), Effect::SafetyOrder),
        ("V2", "noise_smell", text("noise"), Effect::RepairOrder),
        ("V2", "refills", Number(2.0), Effect::RepairOrder),
        ("V2", "recommend", Number(6.0), Effect::ManagerCall),
        ("V2", "neighbours", text("老李家"), Effect::Lead),
        ("V2", "care_consent", YesNo(false), Effect::Consent),
        ("AFTER-COMPLAINT", "result", Number(1.0), Effect::Complaint),
        (
            "AFTER-MAINTENANCE",
            "yearly",
            YesNo(true),
            Effect::MaintenanceOrder,
        ),
        (
            "AFTER-MAINTENANCE",
            "old_alone",
            YesNo(true),
            Effect::CareNote,
        ),
    ] {
        let found = effects(sheet, &[(code, answer)]);
        assert_eq!(found, one(code, effect), "{sheet} {code}");
    }
    for (sheet, code, answer) in [
        ("V1", "overcharged", YesNo(false)),
        ("V1", "satisfaction", Number(3.0)),
        ("V1", "remarks", text("  ")),
        ("V2", "noise_smell", text("none")),
        ("V2", "refills", Number(1.0)),
        ("V2", "recommend", Number(7.0)),
    ] {
        assert_eq!(effects(sheet, &[(code, answer)]), nothing, "{sheet} {code}");
    }
}

#[test]
fn required_questions_without_an_answer_are_named() {
    let evaluation = form("AFTER-REPAIR")
        .evaluate(&answers(&[("fixed", Answer::YesNo(false))]))
        .unwrap();
    assert_eq!(
        evaluation.unanswered,
        ["on_time", "attitude", "charges_clear", "satisfaction"]
    );
    assert_eq!(evaluation.follow_ups.len(), 1);
}

#[test]
fn answers_that_cannot_be_meant_are_refused_with_the_question() {
    use Answer::{Number, YesNo};
    for (sheet, code, answer, error) in [
        ("V1", "xyz", YesNo(true), "rule.unknown_field"),
        ("V1", "works", Number(1.0), "rule.bad_value"),
        ("V1", "works", text("yes"), "rule.bad_value"),
        ("V1", "satisfaction", YesNo(true), "rule.bad_value"),
        ("V1", "satisfaction", Number(2.5), "rule.bad_value"),
        ("V1", "satisfaction", Number(0.0), "rule.out_of_range"),
        ("V1", "satisfaction", Number(6.0), "rule.out_of_range"),
        ("V1", "overcharged_fen", Number(-1.0), "rule.out_of_range"),
        (
            "V1",
            "overcharged_fen",
            Number(1e7 + 1.0),
            "rule.out_of_range",
        ),
        ("V1", "overcharged_fen", Number(0.5), "rule.bad_value"),
        ("V1", "remarks", Number(1.0), "rule.bad_value"),
        ("V1", "remarks", YesNo(true), "rule.bad_value"),
        (
            "V1",
            "remarks",
            text(&"x".repeat(2001)),
            "rule.out_of_range",
        ),
        ("V2", "recommend", Number(11.0), "rule.out_of_range"),
        ("V2", "recommend", Number(-1.0), "rule.out_of_range"),
        ("V2", "recommend", Number(f64::NAN), "rule.bad_value"),
        ("V2", "refills", Number(f64::NAN), "rule.out_of_range"),
        ("V2", "refills", Number(101.0), "rule.out_of_range"),
        ("V2", "noise_smell", text("xyz"), "rule.unknown_code"),
        ("V2", "noise_smell", Number(1.0), "rule.bad_value"),
    ] {
        let place = format!("answers.{code}");
        let given = answers(&[(code, answer)]);
        let refused = form(sheet).evaluate(&given).unwrap_err();
        assert_eq!(refused.code(), error, "{sheet} {code}");
        assert_eq!(refused.field(), Some(place.as_str()));
    }
    for (sheet, code, answer) in [
        ("V1", "satisfaction", Number(1.0)),
        ("V1", "satisfaction", Number(5.0)),
        ("V1", "overcharged_fen", Number(0.0)),
        ("V1", "overcharged_fen", Number(1e7)),
        ("V1", "remarks", text(&"x".repeat(2000))),
        ("V2", "recommend", Number(0.0)),
        ("V2", "recommend", Number(10.0)),
        ("V2", "refills", Number(0.5)),
    ] {
        let given = answers(&[(code, answer)]);
        assert!(form(sheet).evaluate(&given).is_ok(), "{sheet} {code}");
    }
}

#[test]
fn answers_are_plain_json_values() {
    let given: Answers =
        serde_json::from_str(r#"{"works":false,"satisfaction":2,"remarks":"冷"}"#).unwrap();
    let evaluation = form("V1").evaluate(&given).unwrap();
    let effects: Vec<_> = evaluation.follow_ups.iter().map(|f| f.effect).collect();
    assert_eq!(
        effects,
        [Effect::RepairOrder, Effect::ManagerCall, Effect::Suggestion]
    );
}

#[test]
fn the_six_points_of_etiquette_are_asked_after_every_visit_to_a_home_and_counted() {
    let codes = |codes: &[&str]| Answer::Codes(codes.iter().map(|c| (*c).to_owned()).collect());
    for code in ["V1", "AFTER-REPAIR", "AFTER-MAINTENANCE"] {
        for (ticked, counted) in [
            (codes(&[]), Some((0, 6))),
            (codes(&["badge", "mat"]), Some((2, 6))),
        ] {
            let given = answers(&[("etiquette", ticked)]);
            assert!(form(code).evaluate(&given).is_ok(), "{code}");
            assert_eq!(form(code).etiquette(&given), counted, "{code}");
        }
        assert_eq!(form(code).etiquette(&Answers::new()), None, "not asked");
        for wrong in [codes(&["hat"]), codes(&["mat", "mat"]), text("badge")] {
            let given = answers(&[("etiquette", wrong)]);
            let refused = form(code).evaluate(&given).unwrap_err();
            assert_eq!(refused.field(), Some("answers.etiquette"), "{code}");
        }
    }
    assert_eq!(form("V2").etiquette(&Answers::new()), None);
}

#[test]
fn answers_to_the_questions_of_before_are_still_read_by_them() {
    let given = answers(&[("tidy", Answer::YesNo(true))]);
    let before = Questionnaires::of_version("questionnaires-2026-1").unwrap();
    let first = before.content.find("V1").unwrap();
    assert!(first.evaluate(&given).is_ok());
    assert!(form("V1").evaluate(&given).is_err(), "asked otherwise now");
    let now = &Questionnaires::document().version;
    assert!(Questionnaires::of_version(now).is_some());
    assert!(Questionnaires::of_version("questionnaires-1999-1").is_none());
}

fn asked(b: &mut Questionnaires, form: usize, question: usize) -> &mut Question {
    &mut b.questionnaires[form].questions[question]
}

fn trigger(b: &mut Questionnaires, question: usize, when: Condition) {
    asked(b, 1, question).triggers = vec![Trigger {
        when,
        then: Effect::Teach,
    }];
}

#[test]
fn questionnaires_that_do_not_hold_together_are_refused_with_the_place() {
    type Change = fn(&mut Questionnaires);
    let cases: &[(&str, Change)] = &[
        ("questionnaires", |b| b.questionnaires.clear()),
        ("questionnaires[6].code", |b| {
            b.questionnaires.push(b.questionnaires[0].clone());
        }),
        ("questionnaires[1].occasion", |b| {
            b.questionnaires[1].occasion = Occasion::FirstVisit;
        }),
        ("questionnaires[1].name.zh", |b| {
            b.questionnaires[1].name.zh.clear();
        }),
        ("questionnaires[0].questions[1].code", |b| {
            asked(b, 0, 1).code = "works".into();
        }),
        ("questionnaires[0].questions[1].text.en", |b| {
            asked(b, 0, 1).text.en.clear();
        }),
        ("questionnaires[5].questions[1].improvement.en", |b| {
            asked(b, 5, 1).improvement.as_mut().unwrap().en.clear();
        }),
        ("questionnaires[0].questions[1].measures", |b| {
            asked(b, 0, 1).measures = Some(Measure::Working);
        }),
        ("questionnaires[0].questions[1].measures", |b| {
            asked(b, 0, 1).measures = Some(Measure::Csat);
        }),
        ("questionnaires[1].questions[7].measures", |b| {
            asked(b, 1, 7).measures = Some(Measure::Working);
        }),
        ("questionnaires[0].questions[7].measures", |b| {
            asked(b, 0, 7).measures = Some(Measure::Nps);
        }),
        ("questionnaires[1].questions[2].answer.max", |b| {
            if let QuestionKind::Number { max, .. } = &mut asked(b, 1, 2).answer {
                *max = 0.0;
            }
        }),
        ("questionnaires[1].questions[3].answer.options", |b| {
            if let QuestionKind::Choice { options } = &mut asked(b, 1, 3).answer {
                options.clear();
            }
        }),
        ("questionnaires[1].questions[6].triggers[0].when", |b| {
            trigger(b, 6, Condition::AtMost { value: 0.5 });
        }),
        ("questionnaires[1].questions[6].triggers[0].when", |b| {
            trigger(b, 6, Condition::AtLeast { value: 5.5 });
        }),
        ("questionnaires[1].questions[6].triggers[0].when", |b| {
            trigger(b, 6, Condition::Yes {});
        }),
        ("questionnaires[1].questions[6].triggers[0].when", |b| {
            trigger(b, 6, Condition::Said {});
        }),
        ("questionnaires[1].questions[0].triggers[0].when", |b| {
            trigger(b, 0, Condition::AtMost { value: 1.0 });
        }),
        ("questionnaires[1].questions[8].triggers[0].when", |b| {
            trigger(b, 8, Condition::No {});
        }),
        ("questionnaires[1].questions[8].triggers[0].when", |b| {
            trigger(b, 8, Condition::Option { code: "x".into() });
        }),
        ("questionnaires[1].questions[3].triggers[0].when", |b| {
            trigger(b, 3, Condition::Option { code: "x".into() });
        }),
    ];
    for (field, change) in cases {
        let found = field_after(Questionnaires::built_in(), change);
        assert_eq!(found.as_deref(), Some(*field));
    }
    for value in [1.0, 5.0] {
        let edge = field_after(Questionnaires::built_in(), |b| {
            trigger(b, 6, Condition::AtMost { value });
        });
        assert_eq!(edge, None);
    }
}

#[test]
fn the_twenty_two_statements_fall_into_five_dimensions() {
    let form = ServqualForm::built_in();
    let split: Vec<_> = form
        .dimensions
        .iter()
        .map(|d| (d.code.as_str(), d.items.len()))
        .collect();
    assert_eq!(
        split,
        [
            ("tangibles", 4),
            ("reliability", 5),
            ("responsiveness", 4),
            ("assurance", 4),
            ("empathy", 5)
        ]
    );
    assert_eq!((form.scale_min, form.scale_max), (1, 7));
    assert_eq!(form.items().count(), 22);
}

#[test]
fn a_statement_is_asked_of_a_good_outlet_and_of_this_one() {
    let form = ServqualForm::built_in();
    for (asked, text) in [
        (
            form.expectation_of(11, Language::Zh),
            "好的服务网点应当做到：接到电话当天就有回音。",
        ),
        (
            form.perception_of(11, Language::Zh),
            "这家网点做到了：接到电话当天就有回音。",
        ),
        (
            form.expectation_of(16, Language::En),
            "At a good service outlet I expect that staff are polite.",
        ),
        (
            form.perception_of(16, Language::En),
            "At this outlet I find that staff are polite.",
        ),
    ] {
        assert_eq!(asked.as_deref(), Some(text));
    }
    assert_eq!(form.expectation_of(0, Language::Zh), None);
    assert_eq!(form.perception_of(23, Language::En), None);
}

#[test]
fn servqual_forms_that_do_not_hold_together_are_refused_with_the_place() {
    type Change = fn(&mut ServqualForm);
    let cases: &[(&str, Change)] = &[
        ("scale_max", |b| b.scale_min = 0),
        ("scale_max", |b| b.scale_max = 1),
        ("scale_max", |b| b.scale_max = 11),
        ("scale_min_label.zh", |b| b.scale_min_label.zh.clear()),
        ("scale_max_label.en", |b| b.scale_max_label.en.clear()),
        ("expectation.zh", |b| b.expectation.zh.clear()),
        ("expectation", |b| b.expectation.en.push_str("{item}")),
        ("perception", |b| b.perception.zh = "这家网点".into()),
        ("dimensions", |b| b.dimensions.clear()),
        ("dimensions[5].code", |b| {
            b.dimensions.push(b.dimensions[0].clone());
        }),
        ("dimensions[2].name.en", |b| b.dimensions[2].name.en.clear()),
        ("dimensions[2].items", |b| b.dimensions[2].items.clear()),
        ("items.number", |b| b.dimensions[2].items[1].number = 3),
        ("items[11].text.zh", |b| {
            b.dimensions[2].items[1].text.zh.clear();
        }),
    ];
    for (field, change) in cases {
        let found = field_after(ServqualForm::built_in(), change);
        assert_eq!(found.as_deref(), Some(*field));
    }
    for max in [2, 10] {
        let edge = field_after(ServqualForm::built_in(), |b| b.scale_max = max);
        assert_eq!(edge, None);
    }
    assert!(ServqualForm::default().check().is_err());
}
