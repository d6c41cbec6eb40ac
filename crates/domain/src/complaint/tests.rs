//! The table of `rules.md` §2.11, clocks, grumbles, and properties.

use chrono::NaiveDate;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::explain::{Language, render_all, render_key};
use crate::permission::Actor;
use crate::policy::Content as _;
use crate::sla::{self, Kind, Period, Stage, StartsAt};
use crate::time::{DAY_MS, HOUR_MS, end_of_day, start_of_day};

fn document() -> &'static Document<ComplaintPolicy> {
    built_in().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const PLAIN: ClassifyInput = ClassifyInput {
    severity: Severity::Normal,
    safety: false,
    injury: false,
    repeats_30d: 0,
    public_exposure: false,
};

fn class(input: ClassifyInput) -> Class {
    classify(&input, document()).unwrap().result.class
}

#[test]
fn every_combination_has_the_class_of_the_table() {
    for severity in [Severity::High, Severity::Normal, Severity::Grumble] {
        for bits in 0..8_u8 {
            for repeats_30d in 0..4 {
                let [safety, injury, public_exposure] = [1, 2, 4].map(|bit| bits & bit != 0);
                let input = ClassifyInput {
                    severity,
                    safety,
                    injury,
                    repeats_30d,
                    public_exposure,
                };
                let expected = if safety || injury {
                    Class::A
                } else if severity == Severity::High || repeats_30d >= 2 || public_exposure {
                    Class::B
                } else if severity == Severity::Grumble {
                    Class::D
                } else {
                    Class::C
                };
                let decision = classify(&input, document()).unwrap();
                assert_eq!(decision.result.class, expected, "{input:?}");
                let row = format!("2.11.{}", expected.code());
                assert_eq!(decision.why.rows, [row.as_str()]);
                // One reason for each fact of the class that decided, and the verdict.
                let facts = match expected {
                    Class::A => [safety, injury].into_iter().filter(|is| *is).count(),
                    Class::B => [
                        severity == Severity::High,
                        repeats_30d >= 2,
                        public_exposure,
                    ]
                    .into_iter()
                    .filter(|is| *is)
                    .count(),
                    Class::C | Class::D => 1,
                };
                assert_eq!(decision.why.steps.len(), facts + 1, "{input:?}");
            }
        }
    }
}

#[test]
fn the_reasons_of_a_class_are_told_in_both_languages() {
    let input = ClassifyInput {
        severity: Severity::High,
        repeats_30d: 2,
        public_exposure: true,
        ..PLAIN
    };
    let why = classify(&input, document()).unwrap().why;
    assert_eq!(
        render_all(&why, Language::Zh),
        [
            "ISO 10002：受理后先初评严重程度、安全、影响和是否需要立即处理",
            "客户反映的情况严重。",
            "30 天内同一问题已投诉 2 次。",
            "已有媒体、网络公开或 12315 介入。",
            "分级：B 重大。",
        ]
    );
    assert_eq!(why.versions, [document().version_ref()]);
    for class in Class::ALL {
        for language in [Language::Zh, Language::En] {
            let key = class.message_key();
            assert_ne!(render_key(&key, language), key);
        }
    }
}

#[test]
fn impossible_counts_of_repeats_are_refused() {
    let ask = |repeats_30d| {
        classify(
            &ClassifyInput {
                repeats_30d,
                ..PLAIN
            },
            document(),
        )
    };
    assert!(ask(REPEATS_MAX).is_ok());
    assert_eq!(
        ask(REPEATS_MAX + 1).unwrap_err().field(),
        Some("repeats_30d")
    );
}

#[test]
fn classes_a_and_b_are_co_owned_by_headquarters() {
    let co_owned: Vec<_> = Class::ALL.iter().filter(|c| c.is_co_owned()).collect();
    assert_eq!(co_owned, [&Class::A, &Class::B]);
    assert!(Class::C.is_milder_than(Class::B));
    assert!(!Class::B.is_milder_than(Class::B));
    assert!(!Class::A.is_milder_than(Class::D));
}

fn ask_clocks(class: Class, safety: bool, injury: bool, received_at: i64) -> Clocks {
    let input = ClocksInput {
        class,
        safety,
        injury,
        received_at,
    };
    clocks(&input, document()).unwrap().result
}

/// 2026-11-21 23:50 in China.
fn late_on_saturday() -> i64 {
    end_of_day(day("2026-11-21")).unwrap() - 600_000
}

#[test]
fn danger_and_injury_have_a_quarter_of_an_hour_and_headquarters() {
    use Actor::{HqAdmin, HqQuality, HqService, Manager};
    let at = late_on_saturday();
    let measure = Some(at + 24 * HOUR_MS);
    let (both, quality) = (vec![Manager, HqQuality], vec![HqQuality]);
    let everybody = vec![HqService, HqAdmin];
    for (safety, injury, owners, informed, first_measure_at) in [
        (true, false, both.clone(), vec![HqService], measure),
        (false, true, quality, vec![Manager, HqAdmin], None),
        (true, true, both.clone(), everybody, measure),
        // Raised to A by a person.
        (false, false, both, vec![HqService], measure),
    ] {
        let expected = Clocks {
            owners,
            informed,
            acknowledge_at: end_of_day(day("2026-11-21")).unwrap(),
            reply_at: at + 15 * 60_000,
            first_measure_at,
            close_at: None,
            formal: true,
        };
        assert_eq!(ask_clocks(Class::A, safety, injury, at), expected);
    }
}

#[test]
fn the_other_classes_have_their_clocks_and_owners() {
    use Actor::{Clerk, HqQuality, Manager};
    let at = late_on_saturday();
    let end = |on| end_of_day(day(on)).unwrap();
    let (today, two_hours) = (end("2026-11-21"), at + 2 * HOUR_MS);
    for (class, owner, informed, reply_at, closed_on) in [
        (Class::B, Manager, vec![HqQuality], two_hours, "2026-11-23"),
        (Class::C, Manager, vec![], today, "2026-11-24"),
        (Class::D, Clerk, vec![], today, "2026-11-28"),
    ] {
        let expected = Clocks {
            owners: vec![owner],
            informed,
            acknowledge_at: today,
            reply_at,
            first_measure_at: None,
            close_at: Some(end(closed_on)),
            formal: class != Class::D,
        };
        assert_eq!(ask_clocks(class, false, false, at), expected);
    }
}

/// The clocks of a complaint stand in the table of service times too, which counts its alerts.
#[test]
fn the_clocks_are_those_of_the_table_of_service_times() {
    let times = &sla::built_in().unwrap().content;
    let limit = |kind, stage| times.stage(kind, stage).map(|times| times.limit);
    let as_period = |within| match within {
        Within::EndOfDay(days) => Period::EndOfDay {
            after: StartsAt::Receipt,
            days,
        },
        Within::Hours(count) => Period::Elapsed {
            after: StartsAt::Receipt,
            count,
            unit: sla::Unit::Hours,
        },
        Within::Minutes(count) => Period::Elapsed {
            after: StartsAt::Receipt,
            count,
            unit: sla::Unit::Minutes,
        },
    };
    for (track, kind) in [
        (TrackKind::Safety, Kind::ComplaintA),
        (TrackKind::Injury, Kind::ComplaintA),
        (TrackKind::Major, Kind::ComplaintB),
        (TrackKind::Ordinary, Kind::ComplaintC),
        (TrackKind::Grumble, Kind::ComplaintD),
    ] {
        let clocks = &document().content.tracks[&track];
        let reply = limit(kind, Stage::FirstReply);
        assert_eq!(Some(as_period(clocks.reply)), reply, "{track:?}");
        // Class A is finished when it depends on the case; its first measure is in the table.
        if let Some(finish) = clocks.close.or(clocks.first_measure) {
            assert_eq!(
                Some(as_period(finish)),
                limit(kind, Stage::Finish),
                "{track:?}"
            );
        }
    }
}

#[test]
fn the_clocks_tell_their_times() {
    let at = start_of_day(day("2026-11-21")).unwrap() + 9 * HOUR_MS;
    let told = |class| {
        let input = ClocksInput {
            class,
            safety: class == Class::A,
            injury: false,
            received_at: at,
        };
        let why = clocks(&input, document()).unwrap().why;
        assert_eq!(why.versions, [document().version_ref()]);
        assert_eq!(why.rows, [row(class)]);
        render_all(&why, Language::Zh)[1..].join("\n")
    };
    assert_eq!(
        told(Class::A),
        "受理时间 2026年11月21日（周六） 09:00。\n\
         最晚 2026年11月21日（周六） 24:00 告知客户已收到。\n\
         最晚 2026年11月21日（周六） 09:15 由人答复。\n\
         最晚 2026年11月22日（周日） 09:00 采取第一项措施。\n\
         办结时间视案情而定，不设统一时限。"
    );
    assert!(
        told(Class::D).ends_with(
            "最晚 2026年11月28日（周六） 24:00 办结。\n抱怨只登记和安抚，不走投诉流程。"
        )
    );
    assert!(!told(Class::C).contains("抱怨"));
}

#[test]
fn a_receipt_outside_the_calendar_is_refused() {
    for received_at in [i64::MAX, i64::MIN, -10_000_000_000_000] {
        let input = ClocksInput {
            class: Class::C,
            safety: false,
            injury: false,
            received_at,
        };
        let error = clocks(&input, document()).unwrap_err();
        assert_eq!(error.field(), Some("received_at"));
    }
}

#[test]
fn a_track_missing_at_run_time_is_an_error_and_no_guess() {
    let mut document = document().clone();
    document.content.tracks.remove(&TrackKind::Major);
    let input = ClocksInput {
        class: Class::B,
        safety: false,
        injury: false,
        received_at: 0,
    };
    let error = clocks(&input, &document).unwrap_err();
    assert_eq!(error.field(), Some("tracks.major"));
}

#[test]
fn figures_that_do_not_hold_together_are_refused() {
    let sound = &document().content;
    assert_eq!(sound.check(), Ok(()));
    let fault = |change: &dyn Fn(&mut ComplaintPolicy)| {
        let mut policy = sound.clone();
        change(&mut policy);
        let error = policy.check().err();
        error.and_then(|error| error.field().map(str::to_owned))
    };
    type Set = fn(&mut ComplaintPolicy, u32);
    let fields: [(&str, Set, u32, u32); 5] = [
        ("repeats_for_major", |p, n| p.repeats_for_major = n, 1, 100),
        (
            "grumbles_for_formal",
            |p, n| p.grumbles_for_formal = n,
            2,
            100,
        ),
        ("grumble_days", |p, n| p.grumble_days = n, 1, 366),
        ("reopen_days", |p, n| p.reopen_days = n, 1, 366),
        (
            "satisfied_from",
            |p, n| p.satisfied_from = u8::try_from(n).unwrap(),
            1,
            5,
        ),
    ];
    for (field, set, low, high) in fields {
        for (value, holds) in [
            (low - 1, false),
            (low, true),
            (high, true),
            (high + 1, false),
        ] {
            let expected = (!holds).then(|| field.to_owned());
            assert_eq!(fault(&|p| set(p, value)), expected, "{field} {value}");
        }
    }
    for (within, holds) in [
        (Within::Minutes(0), false),
        (Within::Minutes(1), true),
        (Within::Minutes(527_040), true),
        (Within::Minutes(527_041), false),
        (Within::Hours(0), false),
        (Within::Hours(8_784), true),
        (Within::Hours(8_785), false),
        (Within::EndOfDay(0), true),
        (Within::EndOfDay(366), true),
        (Within::EndOfDay(367), false),
    ] {
        let ack = fault(&|p| p.acknowledge = within);
        assert_eq!(ack.is_none(), holds, "{within:?}");
        for place in 0..3 {
            let field = fault(&|p| {
                let track = p.tracks.get_mut(&TrackKind::Grumble).unwrap();
                match place {
                    0 => track.reply = within,
                    1 => track.first_measure = Some(within),
                    _ => track.close = Some(within),
                }
            });
            assert_eq!(field, (!holds).then(|| "tracks.grumble".to_owned()));
        }
    }
    for kind in TrackKind::ALL {
        let place = Some(format!("tracks.{}", kind.code()));
        assert_eq!(fault(&|p| drop(p.tracks.remove(kind))), place);
        assert_eq!(
            fault(&|p| p.tracks.get_mut(kind).unwrap().owners.clear()),
            place
        );
    }
}

fn grumble(id: u128, customer: u128, topic: &str, at: i64) -> Grumble {
    Grumble {
        id: Uuid::from_u128(id),
        customer: Uuid::from_u128(customer),
        topic: topic.to_owned(),
        at,
    }
}

fn groups(grumbles: &[Grumble]) -> Vec<(u128, String, Vec<u128>)> {
    let suggestions = suggest_formal(grumbles, &document().content).unwrap();
    let plain = |s: FormalSuggestion| {
        let ids = s.grumbles.iter().map(Uuid::as_u128).collect();
        (s.customer.as_u128(), s.topic, ids)
    };
    suggestions.into_iter().map(plain).collect()
}

#[test]
fn the_third_grumble_on_a_topic_within_ninety_days_suggests_a_complaint() {
    let d = |n: i64| start_of_day(day("2026-01-01")).unwrap() + n * DAY_MS;
    let three = [
        grumble(1, 7, "timeliness", d(0)),
        grumble(2, 7, "timeliness", d(45)),
        // Late on the last day: days count, not hours.
        grumble(3, 7, "timeliness", d(91) - 1),
    ];
    assert_eq!(
        groups(&three),
        [(7, "timeliness".to_owned(), vec![1, 2, 3])]
    );
    assert!(groups(&three[..2]).is_empty());

    let mut late = three.clone();
    late[2].at = d(91);
    assert!(groups(&late).is_empty());
    let mut other_topic = three.clone();
    other_topic[1].topic = "attitude".to_owned();
    assert!(groups(&other_topic).is_empty());
    let mut other_customer = three.clone();
    other_customer[1].customer = Uuid::from_u128(8);
    assert!(groups(&other_customer).is_empty());
    // The same row twice is one grumble.
    assert!(groups(&[three[0].clone(), three[1].clone(), three[1].clone()]).is_empty());
}

#[test]
fn the_latest_group_is_suggested_whole() {
    let d = |n: i64| start_of_day(day("2026-01-01")).unwrap() + n * DAY_MS;
    let at = [0, 10, 20, 30, 200, 205, 210, 400];
    let all: Vec<_> = at
        .iter()
        .zip(1..)
        .map(|(n, id)| grumble(id, 1, "price", d(*n)))
        .collect();
    assert_eq!(groups(&all), [(1, "price".to_owned(), vec![5, 6, 7])]);
    assert_eq!(
        groups(&all[..4]),
        [(1, "price".to_owned(), vec![1, 2, 3, 4])]
    );
}

#[test]
fn a_grumble_at_an_impossible_time_names_its_row() {
    let rows = [grumble(1, 1, "price", 0), grumble(2, 1, "price", i64::MAX)];
    let error = suggest_formal(&rows, &document().content).unwrap_err();
    assert_eq!(error.field(), Some("grumbles[1].at"));
}

fn any_input() -> impl Strategy<Value = ClassifyInput> {
    let severity = prop::sample::select(Severity::ALL);
    (severity, any::<[bool; 3]>(), 0..6_u32).prop_map(
        |(severity, [safety, injury, public_exposure], repeats_30d)| ClassifyInput {
            severity,
            safety,
            injury,
            repeats_30d,
            public_exposure,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn graver_facts_never_give_a_milder_class(a in any_input(), b in any_input()) {
        let both = ClassifyInput {
            severity: a.severity.min(b.severity),
            safety: a.safety || b.safety,
            injury: a.injury || b.injury,
            repeats_30d: a.repeats_30d.max(b.repeats_30d),
            public_exposure: a.public_exposure || b.public_exposure,
        };
        prop_assert!(!class(both).is_milder_than(class(a)));
        prop_assert!(!class(both).is_milder_than(class(b)));
    }

    #[test]
    fn deadlines_lie_after_the_receipt_and_graver_matters_are_settled_earlier(at in 0_i64..4_000_000_000_000) {
        let clocks: Vec<_> = Class::ALL
            .iter()
            .map(|class| ask_clocks(*class, false, false, at))
            .collect();
        prop_assert!(clocks.iter().all(|c| c.reply_at > at && c.acknowledge_at > at));
        prop_assert!(clocks[2].close_at < clocks[3].close_at);
        prop_assert!(clocks[1].close_at < clocks[2].close_at);
    }

    #[test]
    fn grumbles_are_grouped_whatever_order_they_arrive_in(
        rows in prop::collection::vec((0..3_u128, 0..2_usize, 0..300_i64), 0..20),
        turn in any::<prop::sample::Index>(),
    ) {
        let mut all: Vec<_> = rows
            .iter()
            .zip(1..)
            .map(|((customer, topic, n), id)| {
                grumble(id, *customer, ["price", "noise"][*topic], n * DAY_MS)
            })
            .collect();
        let before = groups(&all);
        let turn = turn.index(all.len() + 1).min(all.len());
        all.rotate_left(turn);
        prop_assert_eq!(groups(&all), before);
    }
}
