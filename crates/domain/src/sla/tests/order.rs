//! A work order's clocks beside the colours its lists show.

use proptest::prelude::*;

use super::*;
use crate::promise::{PromiseTable, promise_for, resumed};
use crate::work_order::due::{Instants, colour};
use crate::work_order::{State, Step, TRANSITIONS};

/// An order as the store keeps it, taken through steps the state machine allows.
struct Order {
    kind: Kind,
    state: State,
    instants: Instants,
    rested_until_at: i64,
    steps: Vec<OrderStep>,
}

impl Order {
    fn received(at: i64) -> Self {
        Self::of_kind(Kind::Repair, at)
    }

    fn of_kind(kind: Kind, at: i64) -> Self {
        let mut order = Self {
            kind,
            state: State::Registered,
            instants: Instants::default(),
            rested_until_at: 0,
            steps: Vec::new(),
        };
        order.promise(at);
        order
    }

    fn promise(&mut self, at: i64) {
        let promise = promise_for(at, self.kind, &PromiseTable::default()).unwrap();
        self.instants = Instants {
            danger: self.kind.is_danger(),
            reply_due_at: Some(promise.reply_due_at),
            finish_target_at: Some(promise.finish_target_at),
            finish_limit_at: Some(promise.finish_limit_at),
            ..Instants::default()
        };
    }

    /// Takes the `choice`-th step that is possible, as the use case does.
    fn step(&mut self, choice: usize, occurred_at: i64) {
        let open: Vec<_> = TRANSITIONS
            .iter()
            .filter(|t| t.from == self.state)
            .collect();
        let Some(taken) = open.get(choice % open.len().max(1)) else {
            return;
        };
        let answers = matches!(taken.step, Step::Reply | Step::Schedule | Step::Postpone);
        if answers && self.instants.replied_at.is_none() {
            self.instants.replied_at = Some(occurred_at);
        }
        let window =
            (taken.step == Step::Schedule && choice.is_multiple_of(2)).then_some(choice as i64);
        let window_to_at = window.map(|days| occurred_at + (days + 1) * DAY_MS);
        match taken.step {
            Step::Postpone => self.instants.postponed_at = Some(occurred_at),
            // No wish of a customer rests a danger.
            Step::Schedule if self.state == State::Postponed && !self.kind.is_danger() => {
                // Days agreed before are moved already; what was late stays late.
                let postponed_at = self.instants.postponed_at.unwrap_or_default();
                let from = postponed_at.max(self.rested_until_at);
                let late = self.instants.finish_limit_at <= Some(postponed_at);
                let to = if late {
                    occurred_at
                } else {
                    rests_until(occurred_at, window_to_at)
                };
                self.rested_until_at = self.rested_until_at.max(to);
                let later = |at: Option<i64>| at.map(|at| resumed(at, from, to));
                self.instants.finish_target_at = later(self.instants.finish_target_at);
                self.instants.finish_limit_at = later(self.instants.finish_limit_at);
            }
            Step::Finish => self.instants.finished_at = Some(occurred_at),
            Step::Reopen => {
                // A new round: what was agreed for the one before moves nothing of it.
                self.rested_until_at = 0;
                self.promise(occurred_at);
            }
            _ => {}
        }
        self.state = taken.to;
        self.steps.push(OrderStep {
            step: taken.step,
            occurred_at,
            window_to_at,
            stamp: None,
        });
    }

    fn clocks(&self, received_at: i64, as_of: i64) -> Decision<Vec<Decision<Clock>>> {
        let input = OrderClockInput {
            received_at,
            kind: self.kind,
            mode: None,
            rural: None,
            version: Some("2026-11".to_owned()),
            no_heat_at: None,
            found: None,
            steps: self.steps.clone(),
            events: Vec::new(),
        };
        order_clocks(&input, table(), list(), as_of).unwrap()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn an_orders_clocks_have_the_colours_of_its_lists(
        received in 0_i64..60 * 24,
        steps in prop::collection::vec((0_usize..8, 1_i64..3 * 24 * 60), 0..14),
        later in 0_i64..6 * 24 * 60,
    ) {
        let received_at = at("2026-02-01 00:00") + received * MINUTE_MS;
        let mut order = Order::received(received_at);
        let mut now_at = received_at;
        for (choice, minutes) in steps {
            now_at += minutes * MINUTE_MS;
            order.step(choice, now_at);
        }
        now_at += later * MINUTE_MS;
        let clocks = order.clocks(received_at, now_at).result;
        let shown = [Stage::FirstReply, Stage::Finish, Stage::Confirm];
        let shown = clocks.iter().map(|clock| &clock.result).filter(|clock| shown.contains(&clock.stage));
        let worst = shown.map(|clock| clock.colour).min().unwrap();
        let listed = colour(order.state, &order.instants, now_at);
        // A finished order's question to the customer is listed only once it is late.
        let asked = order.state == State::Finished && worst == Colour::Green;
        prop_assert_eq!(if asked { Colour::Grey } else { worst }, listed, "{:?}", order.steps);
        let finish = &clocks[Stage::Finish as usize].result;
        if !matches!(order.state, State::Postponed | State::Cancelled) && finish.met_at.is_none() {
            prop_assert_eq!(finish.limit_at, order.instants.finish_limit_at);
            prop_assert_eq!(finish.target_at, order.instants.finish_target_at);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn who_goes_and_a_time_that_we_moved_ourselves_never_move_a_clock(
        received in 0_i64..60 * 24,
        steps in prop::collection::vec((0_usize..8, 1_i64..3 * 24 * 60), 0..14),
        ours in prop::collection::vec((0_usize..14, any::<bool>(), 0_i64..30), 1..6),
        later in 0_i64..30 * 24 * 60,
    ) {
        let received_at = at("2026-02-01 00:00") + received * MINUTE_MS;
        let mut order = Order::received(received_at);
        let mut now_at = received_at;
        for (choice, minutes) in steps {
            now_at += minutes * MINUTE_MS;
            order.step(choice, now_at);
        }
        order.steps.retain(|step| !matches!(step.step, Step::Redispatch | Step::MoveWindow));
        let as_of = now_at + later * MINUTE_MS;
        let before = order.clocks(received_at, as_of);
        for (place, person, days) in ours {
            let place = place.min(order.steps.len());
            let after = order.steps.get(place.wrapping_sub(1));
            let occurred_at = after.map_or(received_at, |step| step.occurred_at);
            order.steps.insert(place, OrderStep {
                step: if person { Step::Redispatch } else { Step::MoveWindow },
                occurred_at,
                window_to_at: (!person).then_some(occurred_at + days * DAY_MS),
                stamp: None,
            });
        }
        prop_assert_eq!(order.clocks(received_at, as_of), before);
    }
}

#[test]
fn a_dangerous_order_that_is_put_off_is_as_red_in_the_list_as_its_clock() {
    let received_at = at("2026-11-21 09:00");
    let mut order = Order::of_kind(Kind::Safety, received_at);
    let put_off = TRANSITIONS
        .iter()
        .filter(|t| t.from == State::Registered)
        .position(|t| t.step == Step::Postpone);
    order.step(put_off.unwrap(), at("2026-11-21 09:10"));
    assert_eq!(order.state, State::Postponed);
    for (when, expected) in [
        ("2026-11-21 10:00", Colour::Green),
        ("2026-11-22 09:00", Colour::Red),
        ("2026-11-29 09:00", Colour::Red),
    ] {
        let clocks = order.clocks(received_at, at(when)).result;
        let finish = clocks[Stage::Finish as usize].result.colour;
        assert_eq!(finish, expected, "{when}");
        assert_eq!(colour(order.state, &order.instants, at(when)), finish);
    }
}

/// A repair of which a later call tells that the house is without heat.
fn told_cold(steps: Vec<OrderStep>, told: &str, as_of: &str) -> Vec<Decision<Clock>> {
    let input = OrderClockInput {
        received_at: at("2026-11-21 09:00"),
        kind: Kind::NoHeat,
        mode: None,
        rural: None,
        version: None,
        no_heat_at: Some(at(told)),
        found: None,
        steps,
        events: Vec::new(),
    };
    order_clocks(&input, table(), list(), at(as_of))
        .unwrap()
        .result
}

#[test]
fn a_second_call_about_a_cold_house_starts_its_clocks_then_and_moves_none_later() {
    let limits = |told: &str, as_of: &str| {
        let clocks = told_cold(Vec::new(), told, as_of);
        [Stage::FirstReply, Stage::Finish].map(|stage| clocks[stage as usize].result.limit_at)
    };
    for (told, as_of, reply, finish) in [
        // Nobody knows of it yet.
        (
            "2026-11-21 15:00",
            "2026-11-21 14:00",
            "2026-11-21 24:00",
            "2026-11-24 24:00",
        ),
        (
            "2026-11-21 15:00",
            "2026-11-21 15:00",
            "2026-11-21 16:00",
            "2026-11-23 24:00",
        ),
        (
            "2026-11-23 15:00",
            "2026-11-23 16:00",
            "2026-11-21 24:00",
            "2026-11-24 24:00",
        ),
    ] {
        let told = limits(told, as_of);
        assert_eq!(told, [Some(at(reply)), Some(at(finish))], "{as_of}");
    }
}

#[test]
fn what_was_answered_before_the_second_call_is_judged_by_the_first() {
    let replied = OrderStep {
        step: Step::Reply,
        occurred_at: at("2026-11-21 13:00"),
        window_to_at: None,
        stamp: None,
    };
    let clocks = told_cold(vec![replied], "2026-11-21 15:00", "2026-11-22 09:00");
    let reply = &clocks[0].result;
    assert_eq!((reply.state, reply.late_by_ms), (ClockState::Met, None));
    assert_eq!(reply.limit_at, Some(at("2026-11-21 24:00")));
    let finish = &clocks[Stage::Finish as usize];
    assert_eq!(finish.result.limit_at, Some(at("2026-11-23 24:00")));
    let notes: Vec<_> = finish.why.notes.iter().map(|line| line.key).collect();
    assert!(notes.contains(&"sla-no-heat-told"), "{notes:?}");
}

#[test]
fn a_danger_found_on_the_spot_is_told_upward_then_and_its_clocks_run_from_then_on() {
    let reply = OrderStep {
        step: Step::Reply,
        occurred_at: at("2026-11-21 10:00"),
        window_to_at: None,
        stamp: None,
    };
    let input = OrderClockInput {
        received_at: at("2026-11-21 09:00"),
        kind: Kind::Safety,
        mode: None,
        rural: None,
        version: None,
        no_heat_at: None,
        found: Some(DangerFound {
            at: at("2026-11-22 14:00"),
            taken_as: Kind::Maintenance,
        }),
        steps: vec![reply],
        events: Vec::new(),
    };
    let clocks = |when: &str| {
        order_clocks(&input, table(), list(), at(when))
            .unwrap()
            .result
    };
    let told = |when: &str| {
        let told = order_alerts(&input, Vec::new(), table(), list(), at(when)).unwrap();
        let told = told.result.into_iter().filter(|alert| alert.notify);
        told.map(|alert| (alert.level, alert.at))
            .collect::<Vec<_>>()
    };
    assert!(
        !told("2026-11-22 13:59")
            .iter()
            .any(|one| one.0 == Level::L4)
    );
    for level in [Level::L3, Level::L4] {
        let found = (level, at("2026-11-22 14:00"));
        assert!(told("2026-11-22 14:00").contains(&found), "{level:?}");
    }
    let since = clocks("2026-11-22 14:30");
    let (answer, finish) = (&since[0].result, &since[Stage::Finish as usize]);
    assert_eq!((answer.state, answer.late_by_ms), (ClockState::Met, None));
    assert_eq!(finish.result.limit_at, Some(at("2026-11-23 14:00")));
    let notes: Vec<_> = finish.why.notes.iter().map(|line| line.key).collect();
    assert!(notes.contains(&"sla-danger-found"), "{notes:?}");
}

#[test]
fn a_whole_order_has_six_clocks_each_with_its_reasons() {
    let received_at = at("2026-11-21 09:00");
    let step = |step, when: &str| OrderStep {
        step,
        occurred_at: at(when),
        window_to_at: (step == Step::Schedule).then(|| at("2026-11-22 12:00")),
        stamp: None,
    };
    let order = Order {
        steps: vec![
            step(Step::Reply, "2026-11-21 09:20"),
            step(Step::Schedule, "2026-11-21 10:00"),
            step(Step::Dispatch, "2026-11-21 10:05"),
            step(Step::Start, "2026-11-22 10:30"),
            step(Step::WaitPart, "2026-11-22 11:00"),
            step(Step::PartArrived, "2026-11-23 15:00"),
            step(Step::Finish, "2026-11-23 17:00"),
            step(Step::Confirm, "2026-11-24 09:00"),
            step(Step::Close, "2026-11-24 09:30"),
        ],
        ..Order::received(received_at)
    };
    let decision = order.clocks(received_at, at("2026-11-24 12:00"));
    let met: Vec<_> = decision
        .result
        .iter()
        .map(|clock| clock.result.met_at.unwrap())
        .collect();
    let expected = [
        "2026-11-21 09:20",
        "2026-11-21 10:00",
        "2026-11-22 10:30",
        "2026-11-23 15:00",
        "2026-11-23 17:00",
        "2026-11-24 09:00",
    ];
    assert_eq!(met, expected.map(at));
    for clock in &decision.result {
        assert_eq!(
            (clock.result.state, clock.result.late_by_ms),
            (ClockState::Met, None)
        );
        assert!(clock.why.steps.len() >= 3, "{:?}", clock.why);
    }
    let visit = &decision.result[Stage::OnSite as usize];
    assert_eq!(visit.result.limit_at, Some(at("2026-11-23 24:00")));
    assert_eq!(visit.result.suspects, []);
    let summary = texts(&decision.why, Language::Zh);
    assert_eq!(
        summary[0],
        "首次回复：已完成，时限 2026年11月21日（周六） 24:00"
    );
    assert_eq!(summary.len(), 6);
    assert_eq!(decision.why.versions.len(), 1);
    assert_eq!(decision.why.rows.len(), 6);
    let behind_server = OrderStep {
        stamp: Some(Stamp {
            recorded_at: at("2026-11-21 09:20"),
            last_server_at: Some(at("2026-11-21 09:21")),
            boot: None,
            counter_ms: None,
        }),
        ..step(Step::Reply, "2026-11-21 09:20")
    };
    let doubted = Order {
        steps: vec![behind_server],
        ..Order::received(received_at)
    };
    let clocks = doubted.clocks(received_at, at("2026-11-21 12:00")).result;
    assert_eq!(clocks[0].result.suspects.len(), 1);
    let cancelled = Order {
        steps: vec![step(Step::Cancel, "2026-11-21 09:10")],
        ..Order::received(received_at)
    };
    let clocks = cancelled.clocks(received_at, at("2026-11-21 12:00")).result;
    assert!(
        clocks
            .iter()
            .all(|clock| clock.result.state == ClockState::NotApplicable)
    );
}

#[test]
fn the_agreed_window_of_a_step_is_the_appointment_its_visit_is_measured_by() {
    let limit = |window: Option<&str>| {
        let schedule = OrderStep {
            step: Step::Schedule,
            occurred_at: at("2026-11-21 10:00"),
            window_to_at: window.map(at),
            stamp: None,
        };
        let input = OrderClockInput {
            received_at: at("2026-11-21 09:00"),
            kind: Kind::Install,
            mode: None,
            rural: None,
            version: None,
            no_heat_at: None,
            found: None,
            steps: vec![schedule],
            events: Vec::new(),
        };
        let clocks = order_clocks(&input, table(), list(), at("2026-11-22 09:00"));
        clocks.unwrap().result[Stage::OnSite as usize]
            .result
            .limit_at
    };
    assert!(limit(Some("2026-11-24 12:00")).is_some());
    assert_eq!(limit(None), None);
}
