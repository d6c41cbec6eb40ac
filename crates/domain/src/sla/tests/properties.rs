//! What holds for every case.

use proptest::prelude::*;

use super::*;
use crate::explain::Arg;

fn any_kind() -> impl Strategy<Value = Kind> {
    prop::sample::select(Kind::ALL)
}

fn any_stage() -> impl Strategy<Value = DueStage> {
    prop::sample::select(DueStage::ALL)
}

/// Minutes over two years from 2025 on, lists of holidays known and missing.
fn any_instant() -> impl Strategy<Value = i64> {
    (0_i64..2 * 366 * 24 * 60).prop_map(|minute| at("2025-06-01 00:00") + minute * MINUTE_MS)
}

fn input(received_at: i64, kind: Kind, stage: DueStage, mode: Mode) -> DueInput {
    let appointed_on = chrono::NaiveDate::from_ymd_opt(2027, 9, 1);
    DueInput {
        received_at,
        kind,
        stage,
        mode,
        appointed_on,
    }
}

fn answer(input: &DueInput) -> Decision<Due> {
    due(input, table(), list()).unwrap()
}

fn any_event() -> impl Strategy<Value = Event> {
    let proofs = prop::collection::btree_set(prop::sample::select(Proof::ALL), 0..3);
    let minutes = 0_i64..12 * 24 * 60;
    let stamp = prop::option::of((-90_i64..90, 0_i64..9, 0_i64..12 * 24 * 60));
    (prop::sample::select(What::ALL), minutes, proofs, stamp).prop_map(
        |(what, minutes, proof, stamp)| {
            let occurred_at = at("2026-02-10 00:00") + minutes * MINUTE_MS;
            Event {
                proof,
                window_to_at: (what == What::Scheduled).then(|| occurred_at + 2 * DAY_MS),
                stamp: stamp.map(|(off, boot, counter)| Stamp {
                    recorded_at: occurred_at + off * MINUTE_MS,
                    last_server_at: Some(occurred_at),
                    boot: Some(boot.to_string()),
                    counter_ms: Some(counter * MINUTE_MS),
                }),
                ..Event::new(what, occurred_at)
            }
        },
    )
}

fn any_case() -> impl Strategy<Value = ClockInput> {
    let events = prop::collection::vec(any_event(), 0..12);
    (any_kind(), events, prop::option::of(any::<bool>())).prop_map(|(kind, events, rural)| {
        ClockInput {
            rural,
            ..case(kind, "2026-02-10 08:00", events)
        }
    })
}

fn day_as_of() -> impl Strategy<Value = i64> {
    (0_i64..20 * 24 * 60).prop_map(|minute| at("2026-02-10 08:00") + minute * MINUTE_MS)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn receipt_target_and_limit_stand_in_order(
        received_at in any_instant(), kind in any_kind(), stage in any_stage(),
    ) {
        let natural = answer(&input(received_at, kind, stage, Mode::Natural)).result;
        let working = answer(&input(received_at, kind, stage, Mode::Working)).result;
        for due in [natural, working] {
            let target = due.target.unwrap_or(due.limit);
            prop_assert!(received_at < target && target <= due.limit, "{:?}", due);
        }
        prop_assert!(working.limit >= natural.limit);
        prop_assert!(working.target >= natural.target);
    }

    #[test]
    fn a_later_receipt_is_never_due_earlier(
        one in any_instant(), other in any_instant(),
        kind in any_kind(), stage in any_stage(), working in any::<bool>(),
    ) {
        let mode = if working { Mode::Working } else { Mode::Natural };
        let first = answer(&input(one.min(other), kind, stage, mode)).result;
        let second = answer(&input(one.max(other), kind, stage, mode)).result;
        prop_assert!(first.limit <= second.limit);
        prop_assert!(first.target <= second.target);
    }

    #[test]
    fn the_reasons_name_the_instants_of_the_result(
        received_at in any_instant(), kind in any_kind(), stage in any_stage(), working in any::<bool>(),
    ) {
        let mode = if working { Mode::Working } else { Mode::Natural };
        let decision = answer(&input(received_at, kind, stage, mode));
        let args = decision.why.steps.iter().flat_map(|step| &step.args);
        let named: Vec<_> = args.filter_map(|(_, arg)| match arg {
            Arg::Instant(at) => Some(*at),
            _ => None,
        }).collect();
        prop_assert!(named.contains(&decision.result.limit));
        prop_assert!(decision.result.target.is_none_or(|target| named.contains(&target)));
    }

    #[test]
    fn the_order_in_which_events_arrive_changes_nothing(
        case in any_case(), as_of in day_as_of(), turn in 0_usize..12,
    ) {
        let mut other = case.clone();
        other.events.reverse();
        let turn = turn.min(other.events.len());
        other.events.rotate_left(turn);
        other.events.extend(case.events.clone()); // everything arrives twice
        let clocks = |case: &ClockInput| clocks(case, table(), list(), as_of).unwrap();
        prop_assert_eq!(clocks(&case), clocks(&other));
        let told = |case: ClockInput| {
            let input = AlertInput { case, raised: vec![] };
            alerts(&input, table(), list(), as_of).unwrap().result
        };
        prop_assert_eq!(told(case), told(other));
    }

    #[test]
    fn what_was_raised_is_never_due_again(case in any_case(), as_of in day_as_of()) {
        let mut input = AlertInput { case, raised: vec![] };
        let first = alerts(&input, table(), list(), as_of).unwrap().result;
        input.raised = first.iter().map(|alert| Raised {
            round: alert.round,
            stage: alert.stage,
            level: alert.level,
            acknowledged_at: None,
        }).collect();
        let mut keys: Vec<_> = input.raised.iter().map(|r| (r.stage, r.level)).collect();
        keys.sort_unstable();
        keys.dedup();
        prop_assert_eq!(keys.len(), first.len(), "one alert a stage and level");
        prop_assert!(first.iter().all(|alert| alert.at <= as_of));
        let again = alerts(&input, table(), list(), as_of).unwrap().result;
        prop_assert_eq!(again, vec![]);
    }

    #[test]
    fn a_pause_never_makes_anything_due_earlier(case in any_case(), as_of in day_as_of()) {
        let mut without = case.clone();
        for event in &mut without.events {
            let pauses = matches!(event.what, What::PostponedByCustomer | What::GasStopped | What::RoadClosed);
            // The same events, their proof taken away: nothing rests.
            if pauses {
                event.proof.clear();
            }
        }
        let with = clocks(&case, table(), list(), as_of).unwrap();
        let without = clocks(&without, table(), list(), as_of).unwrap();
        for (with, without) in with.iter().zip(&without) {
            let (with, without) = (&with.result, &without.result);
            prop_assert!(with.limit_at >= without.limit_at, "{:?}", with);
            prop_assert!(with.limit_at.is_none() || with.target_at <= with.limit_at);
            prop_assert!(with.took_ms.is_none_or(|ms| ms >= 0));
            prop_assert!(with.late_by_ms.is_none_or(|ms| ms >= 0));
        }
    }
}
