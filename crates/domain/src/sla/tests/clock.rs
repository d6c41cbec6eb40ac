//! Clocks of single cases.

use super::*;
use ClockState::{Met, NotApplicable, Overdue, Running, Warned};
use Colour::{Green, Grey, Red, Yellow};

#[test]
fn a_finish_is_yellow_after_the_second_and_red_after_the_third_day() {
    let case = case(
        Kind::Repair,
        "2026-11-21 09:00",
        vec![replied("2026-11-21 10:00")],
    );
    states(
        &case,
        Stage::Finish,
        &[
            ("2026-11-21 09:00", Running, Green),
            ("2026-11-23 23:59", Running, Green),
            ("2026-11-23 24:00", Warned, Yellow),
            ("2026-11-24 23:59", Warned, Yellow),
            ("2026-11-24 24:00", Overdue, Red),
            ("2026-11-30 09:00", Overdue, Red),
        ],
    );
    let late = clock_at(&case, Stage::Finish, "2026-11-25 01:30");
    assert_eq!(late.why.steps[0].key, "sla-received");
    assert_eq!(late.result.late_by_ms, Some(90 * MINUTE_MS));
    let last = texts(&late.why, Language::Zh).pop();
    assert_eq!(last.as_deref(), Some("已超时 90 分钟"));
}

#[test]
fn a_clock_warns_at_eighty_per_cent_of_its_time() {
    let fresh = case(Kind::Repair, "2026-11-21 04:00", vec![]);
    let clock = clock_at(&fresh, Stage::FirstReply, "2026-11-21 19:59").result;
    assert_eq!(
        clock.warn_at,
        Some(at("2026-11-21 20:00")),
        "16 of 20 hours"
    );
    states(
        &fresh,
        Stage::FirstReply,
        &[
            ("2026-11-21 19:59", Running, Green),
            ("2026-11-21 20:00", Warned, Green),
            ("2026-11-21 22:00", Warned, Green),
            ("2026-11-21 22:01", Warned, Yellow),
            ("2026-11-21 24:00", Overdue, Red),
        ],
    );
    let grave = case(Kind::ComplaintB, "2026-11-21 04:00", vec![]);
    states(
        &grave,
        Stage::FirstReply,
        &[
            ("2026-11-21 05:35", Running, Green),
            ("2026-11-21 05:36", Warned, Yellow),
            ("2026-11-21 06:00", Overdue, Red),
        ],
    );
}

#[test]
fn what_was_not_promised_is_yellow_when_late_but_a_danger_is_red() {
    let repair = case(Kind::Repair, "2026-11-21 09:00", vec![]);
    states(
        &repair,
        Stage::Schedule,
        &[
            ("2026-11-22 08:59", Warned, Green),
            ("2026-11-22 09:00", Overdue, Yellow),
        ],
    );
    let mut leak = case(Kind::Safety, "2026-11-21 09:00", vec![]);
    states(
        &leak,
        Stage::OnSite,
        &[
            ("2026-11-21 10:59", Warned, Green),
            ("2026-11-21 11:00", Overdue, Red),
        ],
    );
    let unknown = clock_at(&leak, Stage::OnSite, "2026-11-21 09:00");
    assert_eq!(keys(&unknown.why.missing), ["sla-missing-place"]);
    leak.rural = Some(false);
    let town = clock_at(&leak, Stage::OnSite, "2026-11-21 09:00");
    assert_eq!(town.result.limit_at, Some(at("2026-11-21 11:00")));
    assert_eq!(town.why.missing, []);
    leak.rural = Some(true);
    let country = clock_at(&leak, Stage::OnSite, "2026-11-21 09:00");
    assert_eq!(country.result.limit_at, Some(at("2026-11-21 13:00")));
    let complaint = case(Kind::ComplaintA, "2026-11-21 09:00", vec![]);
    states(
        &complaint,
        Stage::OnSite,
        &[("2026-11-21 11:00", Overdue, Red)],
    );
}

#[test]
fn only_a_persons_proven_answer_is_a_reply_and_the_earliest_counts() {
    let automatic = event(What::Replied, "2026-11-21 09:01")
        .proven_by(Proof::AutomaticMessage)
        .proven_by(Proof::ContactRecord);
    let unproven = event(What::Replied, "2026-11-21 09:30");
    let open = case(
        Kind::Repair,
        "2026-11-21 09:00",
        vec![automatic.clone(), unproven.clone()],
    );
    let decision = clock_at(&open, Stage::FirstReply, "2026-11-21 12:00");
    assert_eq!(decision.result.state, Running);
    assert_eq!(keys(&decision.why.missing), ["sla-missing-contact"]);
    assert!(keys(&decision.why.notes).contains(&"sla-automatic-message"));
    let events = vec![
        replied("2026-11-21 11:00"),
        automatic,
        unproven,
        replied("2026-11-21 10:00"),
    ];
    let met = clock_at(
        &case(Kind::Repair, "2026-11-21 09:00", events),
        Stage::FirstReply,
        "2026-11-22 12:00",
    );
    assert_eq!(met.result.met_at, Some(at("2026-11-21 10:00")));
    assert_eq!(met.result.took_ms, Some(HOUR_MS));
    assert_eq!((met.result.state, met.result.late_by_ms), (Met, None));
    assert_eq!(met.why.missing, []);
    for (answer, is_reply) in [
        (scheduled("2026-11-21 10:00", "2026-11-22"), true),
        (event(What::OnSite, "2026-11-21 10:00"), true),
        (event(What::Finished, "2026-11-21 10:00"), true),
        (postponed("2026-11-21 10:00"), true),
        (event(What::PostponedByCustomer, "2026-11-21 10:00"), false),
        (event(What::PartOrdered, "2026-11-21 10:00"), false),
    ] {
        let case = case(Kind::Repair, "2026-11-21 09:00", vec![answer.clone()]);
        let clock = clock_at(&case, Stage::FirstReply, "2026-11-21 12:00").result;
        assert_eq!(clock.state == Met, is_reply, "{answer:?}");
    }
}

#[test]
fn a_reply_after_midnight_is_late_by_what_lies_between() {
    let case = case(
        Kind::Repair,
        "2026-11-21 23:50",
        vec![replied("2026-11-22 00:20")],
    );
    let met = clock_at(&case, Stage::FirstReply, "2026-11-22 12:00");
    assert_eq!(met.result.late_by_ms, Some(20 * MINUTE_MS));
    let last = texts(&met.why, Language::En).pop().unwrap();
    assert_eq!(last, "Done at Sun 22 Nov 2026 00:20, 20 minutes late");
    let before = clock_at(&case, Stage::FirstReply, "2026-11-22 00:10").result;
    assert_eq!(
        (before.state, before.met_at),
        (Overdue, None),
        "as it stood then"
    );
}

#[test]
fn the_earliest_receipt_of_two_pcs_counts() {
    let events = vec![
        event(What::Received, "2026-11-20 22:00"),
        replied("2026-11-21 08:30"),
    ];
    let clock = clock_at(
        &case(Kind::Repair, "2026-11-21 08:00", events),
        Stage::FirstReply,
        "2026-11-22 00:00",
    );
    assert_eq!(clock.result.started_at, Some(at("2026-11-20 22:00")));
    assert_eq!(clock.result.late_by_ms, Some(8 * HOUR_MS + 30 * MINUTE_MS));
}

#[test]
fn a_reopened_case_runs_anew() {
    let events = vec![
        replied("2026-11-21 10:00"),
        event(What::Finished, "2026-11-22 10:00"),
        event(What::Confirmed, "2026-11-22 12:00"),
        event(What::Closed, "2026-11-22 13:00"),
        event(What::Reopened, "2026-12-01 08:00"),
    ];
    let case = case(Kind::Repair, "2026-11-21 09:00", events);
    let reply = clock_at(&case, Stage::FirstReply, "2026-12-01 09:00");
    assert_eq!((reply.result.state, reply.result.round), (Running, 1));
    assert_eq!(reply.result.limit_at, Some(at("2026-12-01 24:00")));
    assert_eq!(reply.why.steps[0].key, "sla-reopened");
    assert_eq!(
        clock_at(&case, Stage::Finish, "2026-12-01 09:00")
            .result
            .limit_at,
        Some(at("2026-12-04 24:00"))
    );
    assert_eq!(
        clock_at(&case, Stage::Finish, "2026-11-30 09:00")
            .result
            .state,
        Met,
        "before"
    );
    assert_eq!(
        clock_at(&case, Stage::Confirm, "2026-11-30 09:00")
            .result
            .round,
        0
    );
}

#[test]
fn the_customer_is_asked_from_the_end_of_the_work_on() {
    let events = vec![event(What::Finished, "2026-11-22 10:00")];
    let repair = case(Kind::Repair, "2026-11-21 09:00", events.clone());
    states(
        &repair,
        Stage::Confirm,
        &[
            ("2026-11-22 09:00", NotApplicable, Grey),
            ("2026-11-22 10:00", Running, Green),
            ("2026-11-25 10:00", Overdue, Yellow),
        ],
    );
    let step = |kind| {
        let clock = clock_at(
            &case(kind, "2026-11-21 09:00", events.clone()),
            Stage::Confirm,
            "2026-11-30 09:00",
        );
        (clock.result.state, clock.why.steps[0].key)
    };
    assert_eq!(
        step(Kind::Install),
        (NotApplicable, "sla-confirmed-by-visits")
    );
    assert_eq!(
        step(Kind::Enquiry),
        (NotApplicable, "sla-confirmed-by-sample")
    );
    assert_eq!(step(Kind::ComplaintD), (NotApplicable, "sla-no-clock"));
    let open = clock_at(
        &case(Kind::Repair, "2026-11-21 09:00", vec![]),
        Stage::Confirm,
        "2026-11-22 09:00",
    );
    assert_eq!(keys(&open.why.steps), ["sla-waits-finish"]);
    let parts = clock_at(&repair, Stage::Parts, "2026-11-22 09:00");
    assert_eq!(keys(&parts.why.steps), ["sla-no-part"]);
}

#[test]
fn an_unproven_reply_is_asked_about_only_while_the_reply_is_open() {
    let events = vec![
        event(What::Replied, "2026-11-21 09:30"),
        replied("2026-11-21 10:00"),
    ];
    let case = case(Kind::Repair, "2026-11-21 09:00", events);
    let missing = |stage, when| keys(&clock_at(&case, stage, when).why.missing);
    let before = "2026-11-21 09:45";
    assert_eq!(missing(Stage::FirstReply, before), ["sla-missing-contact"]);
    assert_eq!(missing(Stage::Finish, before), [""; 0]);
    assert_eq!(missing(Stage::FirstReply, "2026-11-21 11:00"), [""; 0]);
}
