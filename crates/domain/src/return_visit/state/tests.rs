use super::*;
use crate::machine::testing;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Facts under which every guard is content.
fn complete() -> Facts {
    Facts {
        happened_on: day("2026-02-03"),
        from_on: day("2026-02-01"),
        reached: true,
        works_answered: true,
        result: Some(Result::Satisfied),
        next_action: Some("明天上门".into()),
        suggestion: None,
        failed_days: 3,
        failed_days_needed: 3,
        written_to: true,
        corrected_number: Some("13800001234".into()),
        same_person_served: false,
        own_visit: false,
        finding: Some("与记录一致".into()),
    }
}

const WRITTEN: &str = "
    planned              | fall_due       | due          | system
    due, trying          | attempt        | trying       | clerk technician manager visitor hq_service
    due, trying          | complete       | done         | clerk technician manager visitor hq_service
    trying               | give_up        | unreached    | clerk technician manager visitor hq_service
    due, trying          | refuse         | refused      | clerk technician manager visitor hq_service
    due, trying          | wrong_number   | wrong_number | clerk technician manager visitor hq_service
    wrong_number         | correct_number | due          | clerk manager
    done, unreached, refused, wrong_number | sample | sampled | hq_service hq_quality hq_admin
    sampled              | pass_audit     | audit_passed | hq_service hq_quality hq_admin
    sampled              | fail_audit     | audit_failed | hq_service hq_quality hq_admin
";

#[test]
fn a_visit_takes_the_written_steps_and_no_others() {
    testing::holds_exactly(
        WRITTEN,
        (State::ALL, State::from_code),
        (Event::ALL, Event::from_code),
        |state, event, who| next(state, event, who, &complete()),
    );
}

#[test]
fn only_an_audited_visit_is_at_its_end() {
    let finals = [State::AuditPassed, State::AuditFailed];
    testing::has_no_dead_ends(TRANSITIONS, State::ALL, State::Planned, &finals);
    testing::every_reason_is_said(Refusal::ALL);
}

/// Takes a step that stands in the table, by whoever may.
fn take(event: Event, change: &dyn Fn(&mut Facts)) -> core::result::Result<Vec<Effect>, Refusal> {
    let mut facts = complete();
    change(&mut facts);
    // The last state of a step: `trying` where `due` would do as well.
    let row = TRANSITIONS.iter().rfind(|row| row.event == event).unwrap();
    match next(row.from, event, row.by[0], &facts) {
        Ok(taken) => Ok(taken.effects),
        Err(Refused::Guard(reason)) => Err(reason),
        Err(other) => panic!("{other:?}"),
    }
}

#[test]
fn a_visit_falls_due_on_the_first_day_of_its_window() {
    let on = |text| take(Event::FallDue, &|facts| facts.happened_on = day(text));
    assert_eq!(on("2026-01-31"), Err(Refusal::NotYet));
    assert_eq!(on("2026-02-01"), Ok(vec![]));
    assert_eq!(on("2026-02-02"), Ok(vec![]));
}

#[test]
fn only_a_talk_with_the_answered_question_is_an_effective_visit() {
    let with = |change: &dyn Fn(&mut Facts)| take(Event::Complete, change);
    assert_eq!(with(&|f| f.reached = false), Err(Refusal::NobodyReached));
    assert_eq!(
        with(&|f| f.works_answered = false),
        Err(Refusal::NotAnswered)
    );
    assert_eq!(with(&|f| f.result = None), Err(Refusal::NoResult));
    assert_eq!(
        with(&|f| f.next_action = None),
        Ok(vec![Effect::RecordContact])
    );
    for (result, further) in [
        (Result::Settled, vec![Effect::RecordContact]),
        (
            Result::ToOrder,
            vec![Effect::RecordContact, Effect::OpenOrder],
        ),
        (
            Result::ToComplaint,
            vec![Effect::RecordContact, Effect::OpenComplaint],
        ),
    ] {
        assert_eq!(with(&|f| f.result = Some(result)), Ok(further));
        let silent = with(&|f| {
            f.result = Some(result);
            f.next_action = Some(" ".into());
        });
        assert_eq!(silent, Err(Refusal::NoNextAction), "{result:?}");
    }
    assert_eq!(
        take(Event::Refuse, &|f| f.reached = false),
        Err(Refusal::NobodyReached)
    );
    assert_eq!(
        take(Event::Refuse, &|f| f.next_action = None),
        Err(Refusal::NoNextAction),
        "also who declines is left with a next step"
    );
}

#[test]
fn giving_up_needs_enough_days_and_something_in_writing() {
    let with = |days, needed, written| {
        take(Event::GiveUp, &|facts| {
            facts.failed_days = days;
            facts.failed_days_needed = needed;
            facts.written_to = written;
        })
    };
    assert_eq!(with(2, 3, true), Err(Refusal::TooFewAttempts));
    assert_eq!(with(3, 3, true), Ok(vec![]));
    assert_eq!(with(4, 5, true), Err(Refusal::TooFewAttempts));
    assert_eq!(with(5, 3, false), Err(Refusal::NothingWritten));
}

#[test]
fn a_corrected_number_makes_the_visit_due_again() {
    let number = take(Event::CorrectNumber, &|f| f.corrected_number = None);
    assert_eq!(number, Err(Refusal::NoNumber));
    assert_eq!(take(Event::CorrectNumber, &|_| {}), Ok(vec![]));
    let wrong = take(Event::WrongNumber, &|_| {});
    assert_eq!(
        wrong,
        Ok(vec![Effect::RecordContact, Effect::MarkNumberWrong])
    );
}

#[test]
fn nobody_audits_their_own_visit_and_an_audit_has_a_finding() {
    for event in [Event::Sample, Event::PassAudit, Event::FailAudit] {
        assert_eq!(take(event, &|f| f.own_visit = true), Err(Refusal::OwnVisit));
        assert!(take(event, &|_| {}).is_ok());
    }
    for event in [Event::PassAudit, Event::FailAudit] {
        assert_eq!(take(event, &|f| f.finding = None), Err(Refusal::NoFinding));
    }
    assert_eq!(take(Event::PassAudit, &|_| {}), Ok(vec![]));
    let failed = take(Event::FailAudit, &|_| {});
    assert_eq!(
        failed,
        Ok(vec![Effect::VisitDoesNotCount, Effect::CountDisagreement])
    );
}

#[test]
fn a_visit_by_the_person_who_served_is_flagged_and_a_suggestion_is_kept() {
    let both = take(Event::Complete, &|facts| {
        facts.same_person_served = true;
        facts.suggestion = Some("电话打早些".into());
    });
    let expected = [
        Effect::RecordContact,
        Effect::RecordSuggestion,
        Effect::FlagSamePerson,
    ];
    assert_eq!(both.unwrap(), expected);
    let same = |facts: &mut Facts| facts.same_person_served = true;
    let refused = take(Event::Refuse, &same);
    assert_eq!(
        refused.unwrap(),
        [Effect::RecordContact, Effect::FlagSamePerson]
    );
    assert_eq!(
        take(Event::Attempt, &same).unwrap(),
        [Effect::RecordContact]
    );
}

#[test]
fn only_an_open_visit_is_overdue_and_only_after_its_last_day() {
    let last = day("2026-02-28");
    for &state in State::ALL {
        let open = [State::Planned, State::Due, State::Trying].contains(&state);
        assert!(!is_overdue(state, last, last));
        assert_eq!(
            is_overdue(state, last, day("2026-03-01")),
            open,
            "{state:?}"
        );
    }
}
