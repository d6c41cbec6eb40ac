use uuid::Uuid;

use super::table::{ASSESSORS, DESK};
use super::*;
use crate::complaint::built_in;
use crate::explain::{Arg, Language, render, render_key};
use crate::time::{DAY_MS, end_of_day, local_date};

const NOW: i64 = 1_795_276_200_000;

fn staff(n: u128) -> StaffId {
    StaffId(Uuid::from_u128(n))
}

const ME: u128 = 1;
const ACCUSED: u128 = 5;
const HANDLER: u128 = 6;

/// Facts under which every guard is content.
fn complete() -> Facts {
    let text = || Some("客户认可".to_owned());
    Facts {
        class: Some(Class::D),
        suggested_class: Some(Class::C),
        complained_about: vec![staff(ACCUSED)],
        handlers: vec![staff(HANDLER)],
        shop: Vec::new(),
        taken_over: false,
        closed_at: Some(NOW - DAY_MS),
        last_event_at: NOW - 1000,
        occurred_at: NOW,
        input: EventInput {
            contact_text: text(),
            class: Some(Class::C),
            investigator: Some(staff(2)),
            cause: text(),
            plan: text(),
            reason: text(),
            sat_after: Some(5),
            external_no: text(),
            conclusion: text(),
            text: text(),
            ruling_no: text(),
            ruling_by: text(),
        },
    }
}

fn take(state: State, event: Event, actor: Actor, facts: &Facts) -> Result<Taken, Refusal> {
    let document = built_in().unwrap();
    next(state, event, (staff(ME), actor), facts, document, NOW)
}

/// The table of the model, written again by hand: from, event, to, and the letters of the actors
/// (c clerk, t technician, m manager, v visitor, s hq service, q hq quality, a hq admin).
const MODEL: &[(&str, &str, &str, &str)] = &[
    ("received", "acknowledge", "acknowledged", "ctmsqa"),
    ("acknowledged", "assess", "assessed", "mq"),
    ("assessed", "investigate", "investigating", "cmsq"),
    ("investigating", "answer", "answered", "msq"),
    ("answered", "accept", "accepted", "cmsq"),
    ("answered", "reject", "rejected", "cmsq"),
    ("accepted", "carry_out", "carrying_out", "ctmsq"),
    ("carrying_out", "close", "closed_satisfied", "cmsq"),
    ("carrying_out", "reject", "rejected", "cmsq"),
    ("rejected", "escalate", "escalated", "msq"),
    ("escalated", "answer", "answered", "sq"),
    ("escalated", "record_ruling", "answered", "m"),
    ("rejected", "go_external", "external", "msq"),
    ("external", "conclude_external", "closed_external", "msq"),
    ("closed_satisfied", "reopen", "assessed", "msq"),
    ("closed_external", "reopen", "assessed", "msq"),
];

fn letter(actor: Actor) -> char {
    match actor {
        Actor::Clerk => 'c',
        Actor::Technician => 't',
        Actor::Manager => 'm',
        Actor::Visitor => 'v',
        Actor::HqService => 's',
        Actor::HqQuality => 'q',
        Actor::HqAdmin => 'a',
    }
}

/// Where the model lets the actor lead it, if anywhere.
fn model(state: State, event: Event, actor: Actor) -> Option<Option<State>> {
    let open = !matches!(state, State::ClosedSatisfied | State::ClosedExternal);
    let fresh = matches!(state, State::Received | State::Acknowledged);
    let (to, actors) = match event {
        Event::Append => (state, "ctmsqa"),
        Event::TakeOver if open => (state, "sqa"),
        Event::Reclassify if open && !fresh => (state, "mq"),
        Event::RecordClass if open && !fresh => (state, "m"),
        _ => {
            let row = MODEL
                .iter()
                .find(|(from, name, _, _)| *from == state.code() && *name == event.code())?;
            (State::from_code(row.2).unwrap(), row.3)
        }
    };
    Some(actors.contains(letter(actor)).then_some(to))
}

#[test]
fn every_state_event_and_role_is_as_the_model_has_it() {
    for &state in State::ALL {
        for &event in Event::ALL {
            for &actor in Actor::ALL {
                let taken = take(state, event, actor, &complete());
                let expected = match model(state, event, actor) {
                    None => Err(Refusal::NotAllowed),
                    Some(None) => Err(Refusal::Role),
                    Some(Some(to)) => Ok(to),
                };
                assert_eq!(
                    taken.map(|taken| taken.state),
                    expected,
                    "{state:?} {event:?} {actor:?}"
                );
                let shown = allowed_events(state, actor).contains(&event);
                assert_eq!(shown, expected.is_ok());
            }
        }
    }
}

#[test]
fn the_table_has_one_step_for_each_state_and_event() {
    let mut seen = std::collections::BTreeSet::new();
    for t in transitions() {
        assert!(seen.insert((t.from, t.event)), "{t:?}");
    }
    assert_eq!(TRANSITIONS.len(), MODEL.len());
}

#[test]
fn every_state_is_reached_and_from_every_state_an_end_is_reached() {
    let reach = |from: State| {
        let mut seen = vec![from];
        let mut index = 0;
        while let Some(state) = seen.get(index).copied() {
            for t in transitions().filter(|t| t.from == state && t.event != Event::Reopen) {
                if !seen.contains(&t.to) {
                    seen.push(t.to);
                }
            }
            index += 1;
        }
        seen
    };
    assert_eq!(reach(State::Received).len(), State::ALL.len());
    for &state in State::ALL {
        let reached = reach(state);
        assert!(reached.contains(&State::ClosedExternal) || state.is_final());
        assert_eq!(state.is_final(), reached.len() == 1, "{state:?}");
        let both = reached.contains(&State::ClosedSatisfied);
        assert!(both || matches!(state, State::External | State::ClosedExternal));
    }
}

#[test]
fn a_dealer_and_headquarters_can_each_bring_every_complaint_to_an_end() {
    let ways: [&[Actor]; 2] = [
        &[Actor::Clerk, Actor::Technician, Actor::Manager],
        &[Actor::HqService, Actor::HqQuality, Actor::HqAdmin],
    ];
    for actors in ways {
        for &state in State::ALL.iter().filter(|state| !state.is_final()) {
            let may = |t: &Transition| actors.iter().any(|actor| t.actors.contains(actor));
            let moves = TRANSITIONS.iter().any(|t| t.from == state && may(t));
            // What was escalated too: the manager records what headquarters answered.
            assert!(moves, "{state:?}");
        }
    }
}

fn find(event: Event) -> State {
    transitions().find(|t| t.event == event).unwrap().from
}

#[test]
fn each_step_names_the_field_it_lacks_and_blank_is_lacking() {
    type Clear = fn(&mut EventInput, Option<String>);
    let texts: [(&str, Clear); 7] = [
        ("contact_text", |i, t| i.contact_text = t),
        ("cause", |i, t| i.cause = t),
        ("plan", |i, t| i.plan = t),
        ("reason", |i, t| i.reason = t),
        ("external_no", |i, t| i.external_no = t),
        ("conclusion", |i, t| i.conclusion = t),
        ("text", |i, t| i.text = t),
    ];
    for (event, needed) in [
        (Event::Acknowledge, &["contact_text"][..]),
        (Event::Assess, &[]),
        (Event::Investigate, &[]),
        (Event::Answer, &["contact_text", "cause", "plan"]),
        (Event::Accept, &["contact_text"]),
        (Event::Reject, &["contact_text", "reason"]),
        (Event::CarryOut, &[]),
        (Event::Close, &["contact_text"]),
        (Event::Escalate, &["reason"]),
        (Event::GoExternal, &["external_no"]),
        (Event::ConcludeExternal, &["conclusion"]),
        (Event::Reopen, &["reason"]),
        (Event::Reclassify, &[]),
        (Event::TakeOver, &["reason"]),
        (Event::Append, &["text"]),
    ] {
        for (field, clear) in texts {
            for empty in [None, Some("  ".to_owned())] {
                let mut facts = complete();
                clear(&mut facts.input, empty);
                let taken = take(find(event), event, Actor::HqQuality, &facts);
                let expected = needed.contains(&field).then_some(Refusal::Missing(field));
                assert_eq!(taken.err(), expected, "{event:?} {field}");
            }
        }
    }
    let lacking = |event, clear: fn(&mut EventInput)| {
        let mut facts = complete();
        clear(&mut facts.input);
        take(find(event), event, Actor::Manager, &facts).unwrap_err()
    };
    let class = Refusal::Missing("class");
    assert_eq!(lacking(Event::Assess, |i| i.class = None), class);
    assert_eq!(lacking(Event::Reclassify, |i| i.class = None), class);
    let investigator = lacking(Event::Investigate, |i| i.investigator = None);
    assert_eq!(investigator, Refusal::Missing("investigator"));
    let score = lacking(Event::Close, |i| i.sat_after = None);
    assert_eq!(score, Refusal::Missing("sat_after"));
}

#[test]
fn who_is_complained_about_judges_nothing() {
    let mut facts = complete();
    facts.complained_about.push(staff(ME));
    for t in transitions() {
        let may = matches!(
            t.event,
            Event::Acknowledge | Event::CarryOut | Event::Append
        );
        for &actor in t.actors {
            let taken = take(t.from, t.event, actor, &facts);
            let refused = taken == Err(Refusal::ComplainedAbout);
            assert_eq!(refused, !may, "{t:?} {actor:?}");
        }
    }
    let mut facts = complete();
    facts.input.investigator = Some(staff(ACCUSED));
    for &actor in DESK {
        assert_eq!(
            take(State::Assessed, Event::Investigate, actor, &facts),
            Err(Refusal::InvestigatorComplainedAbout)
        );
    }
}

#[test]
fn where_the_shop_has_nobody_else_its_manager_closes_with_a_reason_and_headquarters_is_told() {
    let close = |shop: &[(u128, Actor)], actor, reason: Option<&str>| {
        let mut facts = complete();
        facts.handlers.push(staff(ME));
        facts.shop = shop.iter().map(|(id, role)| (staff(*id), *role)).collect();
        facts.input.reason = reason.map(ToOwned::to_owned);
        take(State::CarryingOut, Event::Close, actor, &facts)
    };
    let why = Some("店里只有两个人");
    // The other one handled it too; a technician closes nothing; who is complained about neither.
    let alone = [
        (ME, Actor::Manager),
        (HANDLER, Actor::Clerk),
        (7, Actor::Technician),
        (ACCUSED, Actor::Clerk),
    ];
    let taken = close(&alone, Actor::Manager, why).unwrap();
    assert!(taken.effects.contains(&Effect::InformHeadquarters));
    assert_eq!(
        close(&alone, Actor::Manager, None),
        Err(Refusal::Missing("reason"))
    );
    assert_eq!(close(&alone, Actor::Clerk, why), Err(Refusal::OwnHandling));
    let third = [(ME, Actor::Manager), (8, Actor::Clerk)];
    assert_eq!(
        close(&third, Actor::Manager, why),
        Err(Refusal::OwnHandling)
    );
}

#[test]
fn who_handled_it_does_not_close_it() {
    let mut facts = complete();
    facts.handlers.push(staff(ME));
    for t in transitions() {
        let closes = matches!(t.event, Event::Close | Event::ConcludeExternal);
        for &actor in t.actors {
            let taken = take(t.from, t.event, actor, &facts);
            assert_eq!(taken == Err(Refusal::OwnHandling), closes, "{t:?}");
        }
    }
}

#[test]
fn only_headquarters_quality_lowers_class_a_and_b_and_tells_why() {
    for (event, from) in [
        (Event::Assess, State::Acknowledged),
        (Event::Reclassify, State::Investigating),
    ] {
        for &standing in Class::ALL {
            for &given in Class::ALL {
                if event == Event::Reclassify && standing == given {
                    continue;
                }
                for &actor in ASSESSORS {
                    for reason in [None, Some("查实无危险".to_owned())] {
                        let mut facts = complete();
                        facts.suggested_class = Some(standing);
                        facts.class = (event == Event::Reclassify).then_some(standing);
                        facts.input.class = Some(given);
                        facts.input.reason = reason.clone();
                        let lowers = given > standing && standing < Class::C;
                        let expected = if lowers && actor == Actor::Manager {
                            Err(Refusal::LoweringByHeadquarters)
                        } else if lowers && reason.is_none() {
                            Err(Refusal::Missing("reason"))
                        } else if actor == Actor::HqQuality {
                            Ok(vec![Effect::SetClass, Effect::InformManager])
                        } else if given < Class::C {
                            Ok(vec![Effect::SetClass, Effect::InformHeadquarters])
                        } else {
                            Ok(vec![Effect::SetClass])
                        };
                        let taken = take(from, event, actor, &facts);
                        assert_eq!(
                            taken.map(|taken| taken.effects),
                            expected,
                            "{event:?} {standing:?} {given:?} {actor:?}"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn the_class_that_was_assessed_counts_before_the_suggested_one() {
    let mut facts = complete();
    facts.class = Some(Class::C);
    facts.suggested_class = Some(Class::A);
    facts.input.class = Some(Class::D);
    let lower = |facts: &Facts| take(State::Assessed, Event::Reclassify, Actor::Manager, facts);
    assert!(lower(&facts).is_ok());
    facts.class = None;
    assert_eq!(lower(&facts), Err(Refusal::LoweringByHeadquarters));
    facts.class = Some(Class::D);
    assert_eq!(lower(&facts), Err(Refusal::SameClass));
    // Before it is assessed, leaving it without a class names the field.
    facts.class = None;
    facts.input.class = None;
    assert_eq!(lower(&facts), Err(Refusal::Missing("class")));
}

#[test]
fn after_headquarters_took_over_the_dealer_only_adds() {
    let mut facts = complete();
    facts.taken_over = true;
    for t in transitions() {
        for &actor in t.actors {
            let taken = take(t.from, t.event, actor, &facts);
            let dealer = matches!(actor, Actor::Clerk | Actor::Technician | Actor::Manager);
            if t.event == Event::Append {
                assert!(taken.is_ok(), "{t:?}");
            } else if dealer {
                assert_eq!(taken, Err(Refusal::TakenOver), "{t:?}");
            } else if t.event == Event::TakeOver {
                assert_eq!(taken, Err(Refusal::AlreadyTakenOver));
            } else {
                assert!(taken.is_ok(), "{t:?} {actor:?} {taken:?}");
            }
        }
    }
}

#[test]
fn closing_needs_a_customer_who_is_content() {
    for (score, expected) in [
        (0, Some(Refusal::SatisfactionRange)),
        (1, Some(Refusal::NotSatisfied)),
        (2, Some(Refusal::NotSatisfied)),
        (3, None),
        (5, None),
        (6, Some(Refusal::SatisfactionRange)),
    ] {
        let mut facts = complete();
        facts.input.sat_after = Some(score);
        let taken = take(State::CarryingOut, Event::Close, Actor::Clerk, &facts);
        assert_eq!(taken.err(), expected, "{score}");
    }
}

#[test]
fn an_outside_conclusion_closes_whatever_the_customer_thinks_of_it() {
    for (score, expected) in [
        (None, Ok(vec![Effect::InformHeadquarters])),
        (
            Some(1),
            Ok(vec![Effect::InformHeadquarters, Effect::RecordSatisfaction]),
        ),
        (Some(6), Err(Refusal::SatisfactionRange)),
    ] {
        let mut facts = complete();
        facts.input.sat_after = score;
        let taken = take(
            State::External,
            Event::ConcludeExternal,
            Actor::Manager,
            &facts,
        );
        assert_eq!(taken.map(|taken| taken.effects), expected);
    }
}

#[test]
fn a_complaint_is_reopened_within_thirty_days_and_not_later() {
    let closed_on = local_date(NOW).unwrap() - chrono::Days::new(30);
    let last = end_of_day(closed_on).unwrap();
    for (closed_at, occurred_at, expected) in [
        (Some(last - 1), NOW, None),
        (Some(last - DAY_MS), NOW, None),
        (Some(last - DAY_MS - 1), NOW, Some(Refusal::ReopenWindow)),
        // The customer came back in time; an offline PC reports it a day later.
        (Some(last - DAY_MS - 1), NOW - DAY_MS, None),
        (None, NOW, Some(Refusal::ReopenWindow)),
    ] {
        let facts = Facts {
            closed_at,
            occurred_at,
            last_event_at: 0,
            ..complete()
        };
        for from in [State::ClosedSatisfied, State::ClosedExternal] {
            let taken = take(from, Event::Reopen, Actor::Manager, &facts);
            assert_eq!(taken.err(), expected, "{closed_at:?}");
        }
    }
}

#[test]
fn a_step_happens_after_the_one_before_and_not_in_the_future() {
    for (occurred_at, last_event_at, expected) in [
        (NOW, NOW, None),
        (NOW + 1, NOW, Some(Refusal::InFuture)),
        (NOW - 1, NOW, Some(Refusal::BeforeLastStep)),
        (NOW - 1, NOW - 1, None),
        // The other PC's clock runs fast.
        (NOW, NOW + DAY_MS, None),
    ] {
        let facts = Facts {
            occurred_at,
            last_event_at,
            ..complete()
        };
        let taken = take(State::Received, Event::Acknowledge, Actor::Clerk, &facts);
        assert_eq!(taken.err(), expected);
    }
}

#[test]
fn each_step_tells_what_else_happens() {
    use Effect::*;
    for (event, effects) in [
        (Event::Acknowledge, &[MarkAcknowledged, RecordContact][..]),
        (Event::Investigate, &[AddHandler]),
        (Event::Answer, &[MarkReplied, RecordContact, AddHandler]),
        (Event::Accept, &[RecordContact]),
        (Event::Reject, &[RecordContact]),
        (Event::CarryOut, &[AddHandler]),
        (Event::Close, &[RecordContact, RecordSatisfaction]),
        (Event::Escalate, &[InformHeadquarters]),
        (Event::GoExternal, &[InformHeadquarters]),
        (Event::Reopen, &[CountReopened, RestartClocks]),
        (Event::TakeOver, &[MarkTakenOver, InformManager]),
        (Event::Append, &[RecordNote]),
    ] {
        let taken = take(find(event), event, Actor::HqService, &complete()).unwrap();
        assert_eq!(taken.effects, effects, "{event:?}");
    }
    let grave = Facts {
        class: Some(Class::B),
        ..complete()
    };
    for event in [Event::Close, Event::Reopen] {
        let taken = take(find(event), event, Actor::HqService, &grave).unwrap();
        assert_eq!(taken.effects.last(), Some(&InformHeadquarters));
    }
}

#[test]
fn every_state_event_and_refusal_has_words_in_both_languages() {
    use Refusal::*;
    let fields = [
        "contact_text",
        "class",
        "investigator",
        "cause",
        "plan",
        "reason",
        "sat_after",
        "external_no",
        "conclusion",
        "text",
    ];
    let refusals = [
        NotAllowed,
        Role,
        TakenOver,
        AlreadyTakenOver,
        ComplainedAbout,
        InvestigatorComplainedAbout,
        OwnHandling,
        LoweringByHeadquarters,
        SameClass,
        SatisfactionRange,
        NotSatisfied,
        ReopenWindow,
        BeforeLastStep,
        InFuture,
    ];
    let mut codes = std::collections::BTreeSet::new();
    for language in [Language::Zh, Language::En] {
        let states = State::ALL.iter().map(|state| state.message_key());
        for key in states.chain(Event::ALL.iter().map(|event| event.message_key())) {
            assert_ne!(render_key(&key, language), key);
        }
        for refusal in refusals.into_iter().chain(fields.map(Missing)) {
            let text = render(&refusal.line(), language);
            assert!(!text.contains("complaint-"), "{text}");
            codes.insert(refusal.code());
        }
    }
    let named = Missing("contact_text").line().args;
    assert_eq!(
        named,
        [("field", Arg::Key("complaint-field-contact-text".to_owned()))]
    );
    assert_eq!(codes.len(), refusals.len() + 1);
    assert!(codes.iter().all(|code| !code.is_empty()));
}

#[test]
fn what_headquarters_answered_is_recorded_with_its_number_and_whose_word_it_is() {
    let with = |state, event, change: &dyn Fn(&mut EventInput)| {
        let mut facts = complete();
        facts.class = Some(Class::A);
        change(&mut facts.input);
        take(state, event, Actor::Manager, &facts)
    };
    for event in [Event::RecordRuling, Event::RecordClass] {
        let state = State::Escalated;
        let no = with(state, event, &|input| input.ruling_no = None);
        assert_eq!(no, Err(Refusal::Missing("ruling_no")), "{event:?}");
        let by = with(state, event, &|input| input.ruling_by = Some(" ".into()));
        assert_eq!(by, Err(Refusal::Missing("ruling_by")), "{event:?}");
    }
    let lowered = with(State::Assessed, Event::RecordClass, &|_| {});
    assert_eq!(
        lowered.map(|taken| taken.effects),
        Ok(vec![Effect::SetClass])
    );
    let same = with(State::Assessed, Event::RecordClass, &|input| {
        input.class = Some(Class::A);
    });
    assert_eq!(same, Err(Refusal::SameClass));
}
