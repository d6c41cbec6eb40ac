//! Orders.

use super::*;

fn order(id: &str, received_at: i64) -> OrderRow {
    OrderRow {
        id: id.to_owned(),
        unit_id: id.to_owned(),
        system: "gas".to_owned(),
        repair: true,
        received_at,
        replied_at: None,
        limit_at: None,
        finished_at: None,
        closed_at: None,
        visits: 1,
        cancelled: false,
        no_fault_found: false,
        customer_pause_ms: 0,
        clock_suspect: false,
    }
}

/// Received at 8 of `date`, closed at 18.
fn closed(id: &str, date: &str) -> OrderRow {
    OrderRow {
        closed_at: Some(at(date, 18)),
        ..order(id, at(date, 8))
    }
}

/// March 2026, asked for at the end of May.
fn march(orders: Vec<OrderRow>) -> OrderInput {
    OrderInput {
        from: day("2026-03-01"),
        to: day("2026-03-31"),
        as_of_at: at("2026-05-31", 0),
        orders,
    }
}

fn fixed(input: &OrderInput) -> Figure {
    first_time_fix(policy(), input).unwrap().result
}

#[test]
fn one_visit_without_a_repeat_is_a_first_time_fix() {
    let twice = OrderRow {
        visits: 2,
        ..closed("b", "2026-03-02")
    };
    let none = OrderRow {
        visits: 0,
        ..closed("c", "2026-03-02")
    };
    let outside = [closed("d", "2026-02-28"), closed("e", "2026-04-01")];
    let open = order("f", at("2026-03-05", 8));
    let not_repair = OrderRow {
        repair: false,
        ..closed("g", "2026-03-05")
    };
    let mut orders = vec![closed("a", "2026-03-02"), twice, none, open, not_repair];
    orders.extend(outside);
    let decision = first_time_fix(policy(), &march(orders)).unwrap();
    let figure = &decision.result;
    assert_eq!(figure.kpi, Kpi::FirstTimeFix);
    assert_eq!((figure.numerator, figure.denominator, figure.n), (1, 3, 3));
    assert_eq!(figure.value, Some(100.0 / 3.0));
    assert_eq!(ids(&figure.hits), ["a"]);
    assert_eq!(ids(&figure.misses), ["b", "c"]);
    assert_eq!(excluded(figure), []);
    assert!(!figure.provisional);
    assert_eq!(decision.why.versions, [policy().version_ref()]);
    assert_eq!(
        render_all(&decision.why, Language::En)[1],
        "1 ÷ 3 = 33.33 %."
    );
}

#[test]
fn another_call_for_the_same_system_within_thirty_days_spoils_it() {
    // Closed on 2 March: the last day that spoils is 1 April.
    for (date, hour, system, unit, fixed_first) in [
        ("2026-03-02", 20, "gas", "a", false),
        ("2026-04-01", 23, "gas", "a", false),
        ("2026-04-02", 0, "gas", "a", true),
        ("2026-03-20", 8, "water", "a", true),
        ("2026-03-20", 8, "gas", "z", true),
        ("2026-03-01", 8, "gas", "a", true),
    ] {
        let again = OrderRow {
            unit_id: unit.to_owned(),
            system: system.to_owned(),
            ..order("again", at(date, hour))
        };
        let first = closed("a", "2026-03-02");
        let figure = fixed(&march(vec![first.clone(), again.clone()]));
        assert_eq!(
            figure.hits.contains(&"a".to_owned()),
            fixed_first,
            "{date} {hour}"
        );
        let cancelled = OrderRow {
            cancelled: true,
            ..again.clone()
        };
        assert_eq!(fixed(&march(vec![first.clone(), cancelled])).numerator, 1);
        let no_repair = OrderRow {
            repair: false,
            ..again
        };
        assert_eq!(fixed(&march(vec![first, no_repair])).numerator, 1);
    }
}

#[test]
fn a_figure_is_provisional_until_thirty_days_have_passed() {
    let two = vec![closed("a", "2026-03-02"), closed("b", "2026-03-02")];
    let mut input = march(two);
    let ripe_at = end_of_day(day("2026-04-01")).unwrap();
    for (as_of_at, provisional) in [(ripe_at - 1, true), (ripe_at, false)] {
        input.as_of_at = as_of_at;
        assert_eq!(fixed(&input).provisional, provisional);
    }
    input.to = day("2026-04-01");
    assert!(!fixed(&input).provisional);
    input.as_of_at -= 1;
    assert!(fixed(&input).provisional);
    input.orders.pop();
    assert!(fixed(&input).provisional);
    input.orders.clear();
    let running = first_time_fix(policy(), &input).unwrap();
    assert!(running.result.provisional, "the period is not over");
    assert_eq!(running.result.value, None);
    assert_eq!(note_keys(&running), ["kpi-provisional"]);
}

#[test]
fn orders_that_say_nothing_are_left_out_and_listed() {
    let cancelled = OrderRow {
        cancelled: true,
        ..closed("a", "2026-03-02")
    };
    let no_fault = OrderRow {
        no_fault_found: true,
        ..closed("b", "2026-03-02")
    };
    let backwards = OrderRow {
        closed_at: Some(at("2026-03-02", 7)),
        ..closed("c", "2026-03-02")
    };
    let marked = OrderRow {
        clock_suspect: true,
        ..closed("d", "2026-03-02")
    };
    let input = march(vec![marked, no_fault, backwards, cancelled]);
    let decision = first_time_fix(policy(), &input).unwrap();
    let figure = &decision.result;
    assert_eq!(figure.value, None);
    assert_eq!((figure.numerator, figure.denominator), (0, 0));
    assert_eq!(
        excluded(figure),
        [
            ("a", Exclusion::Cancelled),
            ("b", Exclusion::NoFaultFound),
            ("c", Exclusion::ClockSuspect),
            ("d", Exclusion::ClockSuspect)
        ]
    );
    let text = render_all(&decision.why, Language::En);
    assert_eq!(text[1], "Nothing to divide by, so there is no figure.");
    assert_eq!(text[2], "1 row left out: cancelled");
    assert_eq!(
        text[4],
        "2 rows left out: the times contradict each other; a clock was wrong"
    );
}

fn finished(id: &str, hours: i64, pause: i64) -> OrderRow {
    OrderRow {
        finished_at: Some(at("2026-03-10", hours)),
        customer_pause_ms: pause * HOUR_MS,
        ..order(id, at("2026-03-10", 0))
    }
}

#[test]
fn the_time_to_repair_has_mean_median_and_ninetieth_percentile() {
    let orders = (1..=10).map(|n| finished(&format!("{n:02}"), n * 2, n % 2));
    let decision = mttr(&march(orders.collect())).unwrap();
    let whole = &decision.result.with_pause;
    assert_eq!(whole.mean.kpi, Kpi::Mttr);
    assert_eq!(whole.mean.value, Some(11.0));
    assert_eq!(
        (whole.mean.numerator, whole.mean.denominator),
        (110 * HOUR_MS, 10)
    );
    assert_eq!(whole.median_hours, Some(11.0));
    assert_eq!(whole.p90_hours, Some(18.0));
    let net = &decision.result.without_pause;
    assert_eq!(net.mean.kpi, Kpi::MttrWithoutPause);
    assert_eq!(net.mean.value, Some(10.5));
    // 1 4 5 8 9 12 13 16 17 20
    assert_eq!(net.median_hours, Some(10.5));
    assert_eq!(net.p90_hours, Some(17.0));
    assert_eq!(net.mean.hits, whole.mean.hits);
    let keys: Vec<_> = decision.why.steps.iter().map(|line| line.key).collect();
    assert_eq!(
        keys,
        ["kpi-mttr", "kpi-figure-hours", "kpi-mttr-without-pause"]
    );
}

#[test]
fn odd_numbers_of_orders_have_their_middle_one() {
    for (hours, median, ninth) in [(vec![3], 3.0, 3.0), (vec![9, 1, 2], 2.0, 9.0)] {
        let orders = hours.iter().map(|h| finished(&h.to_string(), *h, 0));
        let result = mttr(&march(orders.collect())).unwrap().result.with_pause;
        assert_eq!(result.median_hours, Some(median));
        assert_eq!(result.p90_hours, Some(ninth));
    }
    // The ninth of nine tenths of eleven is the tenth.
    let orders = (1..=11).map(|n| finished(&n.to_string(), n, 0));
    let result = mttr(&march(orders.collect())).unwrap().result.with_pause;
    assert_eq!(
        (result.median_hours, result.p90_hours),
        (Some(6.0), Some(10.0))
    );
}

#[test]
fn times_that_contradict_each_other_are_counted_as_suspect_clocks() {
    let late = OrderRow {
        received_at: at("2026-06-01", 0),
        finished_at: Some(at("2026-03-10", 5)),
        ..order("late", 0)
    };
    let cancelled = OrderRow {
        cancelled: true,
        ..finished("gone", 4, 0)
    };
    let outside = OrderRow {
        finished_at: Some(at("2026-04-01", 0)),
        ..order("out", at("2026-03-31", 0))
    };
    let not_repair = OrderRow {
        repair: false,
        ..finished("install", 4, 0)
    };
    let orders = vec![
        finished("back", -1, 0),
        finished("pause", 4, 5),
        finished("even", 4, 4),
        order("open", at("2026-03-31", 20)),
        late,
        cancelled,
        outside,
        not_repair,
    ];
    let result = mttr(&march(orders)).unwrap().result;
    assert_eq!(ids(&result.with_pause.mean.hits), ["even"]);
    assert_eq!(result.without_pause.mean.value, Some(0.0));
    assert_eq!(
        excluded(&result.with_pause.mean),
        [
            ("gone", Exclusion::Cancelled),
            ("back", Exclusion::ClockSuspect),
            ("late", Exclusion::ClockSuspect),
            ("pause", Exclusion::ClockSuspect),
            ("open", Exclusion::Open)
        ]
    );
    let none = mttr(&march(vec![])).unwrap();
    assert_eq!(none.result.with_pause.mean.value, None);
    assert_eq!(none.result.with_pause.median_hours, None);
    assert_eq!(none.result.with_pause.p90_hours, None);
    assert!(!none.result.with_pause.mean.provisional);
    let keys: Vec<_> = none.why.steps.iter().map(|line| line.key).collect();
    assert_eq!(keys, ["kpi-mttr", "kpi-no-rows"]);
    let mut running = march(vec![]);
    running.as_of_at = at("2026-03-31", 23);
    assert!(mttr(&running).unwrap().result.with_pause.mean.provisional);
}

#[test]
fn a_reply_until_midnight_is_on_the_same_day() {
    let midnight = end_of_day(day("2026-03-10")).unwrap();
    let replied = |id: &str, reply: Option<i64>| OrderRow {
        replied_at: reply,
        ..order(id, midnight - 600_000)
    };
    let mut input = march(vec![
        replied("at", Some(midnight)),
        replied("late", Some(midnight + 1)),
        replied("never", None),
        replied("before", Some(midnight - 600_001)),
        order("february", at("2026-02-28", 23)),
    ]);
    let decision = reply_same_day(&input).unwrap();
    let figure = &decision.result;
    assert_eq!(figure.kpi, Kpi::ReplySameDay);
    assert_eq!(ids(&figure.hits), ["at"]);
    assert_eq!(ids(&figure.misses), ["before", "late", "never"]);
    assert_eq!(ids(&figure.suspects), ["before"]);
    assert_eq!(excluded(figure), []);
    assert_eq!(figure.value, Some(25.0));
    assert_eq!(decision.why.steps[0].key, "kpi-reply-same-day");
    // While the day is not over, a call without a reply is neither.
    input.to = day("2026-03-10");
    input.orders = vec![replied("never", None)];
    for (as_of_at, reason) in [
        (midnight, vec![("never", Exclusion::NotYetDue)]),
        (midnight + 1, vec![]),
    ] {
        input.as_of_at = as_of_at;
        let figure = reply_same_day(&input).unwrap().result;
        assert_eq!(excluded(&figure), reason);
        assert_eq!(figure.provisional, !reason.is_empty());
        assert_eq!(figure.misses.len(), 1 - reason.len());
    }
}

#[test]
fn open_orders_past_their_limit_have_failed() {
    let limit = end_of_day(day("2026-03-31")).unwrap();
    let due = |id: &str, limit: i64, done: Option<i64>| OrderRow {
        limit_at: Some(limit),
        finished_at: done,
        ..order(id, at("2026-03-29", 8))
    };
    let cancelled = OrderRow {
        cancelled: true,
        ..due("cancelled", limit, None)
    };
    let mut input = march(vec![
        due("kept", limit, Some(limit)),
        due("late", limit, Some(limit + 1)),
        due("open", limit, None),
        due("april", limit + 1, None),
        order("no limit", at("2026-03-29", 8)),
        cancelled,
    ]);
    let decision = on_time(&input).unwrap();
    let figure = &decision.result;
    assert_eq!(figure.kpi, Kpi::OnTime);
    assert_eq!(ids(&figure.hits), ["kept"]);
    assert_eq!(ids(&figure.misses), ["late", "open"]);
    assert_eq!(excluded(figure), [("cancelled", Exclusion::Cancelled)]);
    assert!(!figure.provisional);
    // Nothing is open, but the period is not over.
    let mut running = march(vec![due("kept", limit, Some(limit))]);
    running.as_of_at = limit - 1;
    running.orders[0].finished_at = Some(limit - 2);
    running.orders[0].limit_at = Some(limit - 1);
    assert!(on_time(&running).unwrap().result.provisional);
    assert_eq!(decision.why.steps[0].key, "kpi-on-time");
    input.as_of_at = limit;
    let figure = on_time(&input).unwrap().result;
    assert_eq!(
        excluded(&figure),
        [
            ("cancelled", Exclusion::Cancelled),
            ("late", Exclusion::NotYetDue),
            ("open", Exclusion::NotYetDue)
        ]
    );
    assert!(figure.provisional);
}

#[test]
fn impossible_orders_are_named() {
    let field = |input: &OrderInput| {
        let error = on_time(input).unwrap_err();
        (error.code(), error.field().unwrap().to_owned())
    };
    let with = |change: fn(&mut OrderRow)| {
        let mut row = closed("b", "2026-03-02");
        change(&mut row);
        field(&march(vec![closed("a", "2026-03-02"), row]))
    };
    let range = |name: &str| ("rule.out_of_range", format!("orders[1].{name}"));
    assert_eq!(with(|o| o.received_at = i64::MAX), range("received_at"));
    assert_eq!(with(|o| o.replied_at = Some(i64::MIN)), range("replied_at"));
    assert_eq!(with(|o| o.limit_at = Some(i64::MAX)), range("limit_at"));
    assert_eq!(
        with(|o| o.finished_at = Some(-5_000 * 365 * DAY_MS)),
        range("finished_at")
    );
    assert_eq!(with(|o| o.closed_at = Some(i64::MAX)), range("closed_at"));
    assert_eq!(
        with(|o| o.customer_pause_ms = -1),
        range("customer_pause_ms")
    );
    assert_eq!(with(|o| o.id = "a".into()).1, "orders[1].id");
    let mut input = march(vec![]);
    input.as_of_at = i64::MAX;
    assert_eq!(field(&input).1, "as_of_at");
    input.as_of_at = 0;
    input.to = day("2026-02-28");
    assert_eq!(field(&input), ("rule.end_before_start", "to".to_owned()));
    input.to = day("2201-01-01");
    assert_eq!(field(&input).1, "to");
    input.from = day("1899-12-31");
    assert_eq!(field(&input).1, "from");
    assert!(first_time_fix(policy(), &input).is_err());
    assert!(mttr(&input).is_err());
    assert!(reply_same_day(&input).is_err());
}

#[test]
fn a_future_time_makes_a_clock_suspect() {
    let now = march(vec![]).as_of_at;
    let base = closed("a", "2026-03-02");
    let suspect = |row: OrderRow| excluded(&fixed(&march(vec![row]))).len() == 1;
    assert!(!suspect(base.clone()));
    assert!(!suspect(OrderRow {
        replied_at: Some(now),
        ..base.clone()
    }));
    assert!(suspect(OrderRow {
        replied_at: Some(now + 1),
        ..base.clone()
    }));
    let mut just_in = march(vec![order("b", now)]);
    just_in.to = day("2026-05-31");
    let figure = reply_same_day(&just_in).unwrap().result;
    assert_eq!(excluded(&figure), [("b", Exclusion::NotYetDue)]);
    just_in.orders[0].received_at = now + 1;
    let figure = reply_same_day(&just_in).unwrap().result;
    assert_eq!(excluded(&figure), [("b", Exclusion::ClockSuspect)]);
    assert!(suspect(OrderRow {
        replied_at: Some(base.received_at - 1),
        ..base.clone()
    }));
    assert!(!suspect(OrderRow {
        replied_at: Some(base.received_at),
        ..base
    }));
}

#[test]
fn a_call_before_the_closing_or_after_the_instant_asked_for_spoils_nothing() {
    let first = closed("a", "2026-03-02");
    let closed_at = first.closed_at.unwrap();
    let call = |at| OrderRow {
        unit_id: " a".to_owned(),
        system: "gas ".to_owned(),
        ..order("again", at)
    };
    let mut input = march(vec![first.clone(), call(first.received_at + 1)]);
    for (at, is_fixed) in [
        (first.received_at + 1, true),
        (closed_at, true),
        (closed_at + 1, false),
    ] {
        input.orders[1] = call(at);
        assert_eq!(fixed(&input).numerator, i64::from(is_fixed), "{at}");
    }
    // An earlier call does not hide the later one, in whatever order they are given.
    let late = OrderRow {
        id: "late".to_owned(),
        ..call(closed_at + 1)
    };
    input.orders.insert(1, late);
    input.orders[2] = call(first.received_at + 1);
    assert_eq!(fixed(&input).numerator, 0);
    let asked_at = at("2026-03-20", 8);
    let mut input = march(vec![first, call(asked_at + 1)]);
    input.as_of_at = asked_at;
    assert_eq!(fixed(&input).numerator, 1);
    input.orders[1] = call(asked_at);
    assert_eq!(fixed(&input).numerator, 0);
}

#[test]
fn a_repair_says_which_unit_and_system_it_is_about() {
    let with = |change: fn(&mut OrderRow)| {
        let mut row = closed("b", "2026-03-02");
        change(&mut row);
        first_time_fix(policy(), &march(vec![closed("a", "2026-03-02"), row]))
    };
    for (change, field) in [
        (
            (|o| o.unit_id.clear()) as fn(&mut OrderRow),
            "orders[1].unit_id",
        ),
        (|o| o.system = " ".into(), "orders[1].system"),
    ] {
        let error = with(change).unwrap_err();
        assert_eq!((error.code(), error.field()), ("rule.missing", Some(field)));
    }
    let install = with(|o| {
        o.repair = false;
        o.unit_id.clear();
    });
    assert_eq!(install.unwrap().result.denominator, 1);
}

#[test]
fn a_closing_at_the_end_of_the_calendar_is_named() {
    let mut input = march(vec![closed("a", "2026-03-02"), closed("b", "2200-12-31")]);
    input.to = day("2200-12-31");
    input.as_of_at = at("2200-12-31", 20);
    let error = first_time_fix(policy(), &input).unwrap_err();
    assert_eq!(
        (error.code(), error.field()),
        ("rule.out_of_range", Some("orders[1].closed_at"))
    );
}

#[test]
fn of_many_repairs_of_one_unit_only_the_last_is_the_end_of_it() {
    let orders = (0..60_000_i64).map(|n| OrderRow {
        unit_id: "one".to_owned(),
        closed_at: Some(at("2026-03-02", 0) + 2 * n + 1),
        ..order(&n.to_string(), at("2026-03-02", 0) + 2 * n)
    });
    let input = march(orders.collect());
    assert_eq!(fixed(&input).numerator, 1);
}

#[test]
fn an_order_cancelled_without_a_reply_was_not_replied_to() {
    let noon = at("2026-03-10", 12);
    let cancelled = |id: &str, replied_at: Option<i64>| OrderRow {
        cancelled: true,
        replied_at,
        ..order(id, noon)
    };
    let input = march(vec![
        cancelled("never", None),
        cancelled("replied", Some(noon + 1)),
    ]);
    let figure = reply_same_day(&input).unwrap().result;
    assert_eq!(ids(&figure.misses), ["never"]);
    assert_eq!(ids(&figure.hits), ["replied"]);
    assert_eq!(excluded(&figure), []);
}

#[test]
fn a_suspect_clock_improves_no_rate() {
    let noon = at("2026-03-10", 12);
    let kept = OrderRow {
        replied_at: Some(noon + 1),
        limit_at: Some(noon + HOUR_MS),
        finished_at: Some(noon + 2),
        closed_at: Some(noon + 3),
        ..order("kept", noon)
    };
    let changed = |id: &str, change: fn(&mut OrderRow)| {
        let mut row = OrderRow {
            id: id.to_owned(),
            ..kept.clone()
        };
        change(&mut row);
        row
    };
    let input = march(vec![
        kept.clone(),
        changed("marked", |o| o.clock_suspect = true),
        changed("closed early", |o| o.closed_at = Some(o.received_at + 1)),
        changed("back", |o| o.finished_at = Some(o.received_at - 1)),
    ]);
    for decision in [reply_same_day(&input), on_time(&input)] {
        let decision = decision.unwrap();
        let figure = &decision.result;
        assert_eq!(ids(&figure.hits), ["kept"]);
        assert_eq!(ids(&figure.misses), ["back", "closed early", "marked"]);
        assert_eq!(figure.suspects, figure.misses);
        assert_eq!(figure.value, Some(25.0));
        assert_eq!(note_keys(&decision), ["kpi-suspects-failed"]);
        assert_eq!(
            render_all(&decision.why, Language::En)[2],
            "3 rows count as failed: the times contradict each other; a clock was wrong"
        );
    }
    // The time to repair leaves them out.
    let left_out = mttr(&input).unwrap().result.with_pause.mean;
    assert_eq!(ids(&left_out.hits), ["kept"]);
    assert_eq!(
        excluded(&left_out),
        [
            ("back", Exclusion::ClockSuspect),
            ("closed early", Exclusion::ClockSuspect),
            ("marked", Exclusion::ClockSuspect)
        ]
    );
    // Until its time is over even a suspect order has not failed.
    let mut open = march(vec![OrderRow {
        clock_suspect: true,
        ..order("open", noon)
    }]);
    open.as_of_at = noon;
    let figure = reply_same_day(&open).unwrap().result;
    assert_eq!(excluded(&figure), [("open", Exclusion::NotYetDue)]);
}

#[test]
fn what_was_done_after_the_instant_asked_for_changes_no_past_figure() {
    let noon = at("2026-03-10", 12);
    let mut input = march(vec![OrderRow {
        limit_at: Some(noon + 10),
        ..order("a", noon)
    }]);
    for as_of_at in [noon + 5, noon + 10, noon + 20] {
        input.as_of_at = as_of_at;
        input.orders[0].finished_at = None;
        let before = on_time(&input).unwrap();
        input.orders[0].finished_at = Some(as_of_at + 1);
        assert_eq!(on_time(&input).unwrap(), before);
        input.orders[0].finished_at = Some(noon + 5);
        assert_eq!(on_time(&input).unwrap().result.numerator, 1);
    }
}

#[test]
fn figures_are_said_in_their_unit() {
    let mut orders = vec![finished("a", 12, 0), finished("b", 14, 0)];
    orders[1].finished_at = orders[1].finished_at.map(|at| at + HOUR_MS / 2);
    let why = mttr(&march(orders)).unwrap().why;
    for (language, text) in [
        (Language::Zh, "合计 26.5 小时 ÷ 2 单，平均 13.25 小时。"),
        (Language::En, "26.5 h over 2 orders: 13.25 h on average."),
    ] {
        assert_eq!(render_all(&why, language)[1], text);
    }
    let why = first_time_fix(policy(), &march(vec![closed("a", "2026-03-02")]));
    let why = why.unwrap().why;
    assert_eq!(render_all(&why, Language::Zh)[1], "1 ÷ 1 = 100%。");
    assert_eq!(render_all(&why, Language::En)[1], "1 ÷ 1 = 100 %.");
}

fn any_order() -> impl Strategy<Value = OrderRow> {
    let time = || proptest::option::of(-20..40_i64);
    (
        (0..4_u8, any::<bool>(), 0..30_i64, 0..3_u32),
        (time(), time(), time(), time()),
        (any::<bool>(), any::<bool>(), 0..30_i64),
    )
        .prop_map(|(a, b, c)| {
            let base = at("2026-03-01", 0);
            let received_at = base + a.2 * DAY_MS;
            let then = |days: Option<i64>| days.map(|days| received_at + days * DAY_MS / 4);
            OrderRow {
                unit_id: a.0.to_string(),
                repair: a.1,
                visits: a.3,
                replied_at: then(b.0),
                limit_at: then(b.1),
                finished_at: then(b.2),
                closed_at: then(b.3),
                cancelled: c.0 && c.1,
                no_fault_found: c.0 && !c.1,
                customer_pause_ms: c.2 * HOUR_MS,
                ..order("", received_at)
            }
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn the_order_of_rows_changes_no_figure(
        mut orders in proptest::collection::vec(any_order(), 0..12),
        turn in 0..12_usize,
    ) {
        for (number, order) in orders.iter_mut().enumerate() {
            order.id = number.to_string();
        }
        let mut turned = orders.clone();
        turned.rotate_left(turn % orders.len().max(1));
        turned.reverse();
        let (one, two) = (march(orders), march(turned));
        prop_assert_eq!(first_time_fix(policy(), &one), first_time_fix(policy(), &two));
        prop_assert_eq!(mttr(&one), mttr(&two));
        prop_assert_eq!(reply_same_day(&one), reply_same_day(&two));
        prop_assert_eq!(on_time(&one), on_time(&two));
    }

    #[test]
    fn shares_stay_within_0_and_100_and_every_row_stands_in_one_list(
        mut orders in proptest::collection::vec(any_order(), 0..12),
    ) {
        for (number, order) in orders.iter_mut().enumerate() {
            order.id = number.to_string();
        }
        let input = march(orders);
        for figure in [
            fixed(&input),
            reply_same_day(&input).unwrap().result,
            on_time(&input).unwrap().result,
        ] {
            prop_assert_eq!(figure.value.is_none(), figure.denominator == 0);
            prop_assert!(figure.value.is_none_or(|value| (0.0..=100.0).contains(&value)));
            prop_assert_eq!(figure.n as usize, figure.hits.len() + figure.misses.len());
            let left_out = figure.excluded.iter().map(|row| &row.id);
            let mut all: Vec<_> = figure.hits.iter().chain(&figure.misses).chain(left_out).collect();
            let len = all.len();
            all.sort();
            all.dedup();
            prop_assert_eq!(all.len(), len);
        }
    }
}
