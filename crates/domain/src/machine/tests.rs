use super::*;
use crate::explain::{Language, render_all};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Door {
    Open,
    Closed,
    Walled,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stuck;

impl Reason for Stuck {
    const AREA: &'static str = "door";
    fn code(self) -> &'static str {
        "stuck"
    }
}

const ROWS: &[Row<Door, u8>] = &[
    row(Door::Open, 1, Door::Closed, &[Who::Clerk]),
    row(Door::Open, 1, Door::Closed, &[Who::Manager]),
    row(Door::Closed, 2, Door::Open, &[Who::Clerk]),
    row(Door::Closed, 3, Door::Walled, &[Who::Manager]),
];

#[test]
fn a_step_is_found_by_state_step_and_person() {
    let found =
        |state, event, who| find::<_, _, Stuck>(ROWS, &state, &event, who).map(|row| row.to);
    assert_eq!(found(Door::Open, 1, Who::Clerk), Ok(Door::Closed));
    assert_eq!(found(Door::Open, 1, Who::Manager), Ok(Door::Closed));
    assert_eq!(found(Door::Open, 1, Who::Visitor), Err(Refused::Role));
    assert_eq!(found(Door::Open, 2, Who::Clerk), Err(Refused::NotAllowed));
    assert_eq!(found(Door::Walled, 1, Who::Clerk), Err(Refused::NotAllowed));
}

#[test]
fn the_steps_of_a_person_are_those_of_the_state_in_the_tables_order() {
    assert_eq!(steps_from(ROWS, &Door::Closed, Who::Clerk), [2]);
    assert_eq!(steps_from(ROWS, &Door::Closed, Who::Manager), [3]);
    assert_eq!(
        steps_from(ROWS, &Door::Open, Who::Visitor),
        Vec::<u8>::new()
    );
}

#[test]
fn a_state_is_reached_by_steps_and_not_by_standing_there() {
    let from = |state| reachable(ROWS, state).into_iter().collect::<Vec<_>>();
    assert_eq!(from(Door::Open), [Door::Open, Door::Closed, Door::Walled]);
    assert_eq!(from(Door::Walled), []);
}

#[test]
fn an_answer_carries_the_new_state_or_the_code_of_the_refusal() {
    let taken: Result<Taken<u8, u8>, Refused<Stuck>> = Ok(Taken {
        state: 7,
        effects: vec![8],
    });
    let answer = explained(taken);
    assert_eq!(
        (answer.result.state, answer.result.effects),
        (Some(7), vec![8])
    );
    assert_eq!(answer.result.refusal, None);
    assert_eq!(
        render_all(&answer.why, Language::En),
        ["The step is taken."]
    );
    for (refused, code, key) in [
        (
            Refused::NotAllowed,
            "not_allowed",
            "machine-refused-not_allowed",
        ),
        (Refused::Role, "role", "machine-refused-role"),
        (Refused::Guard(Stuck), "stuck", "door-refused-stuck"),
    ] {
        assert_eq!(refused.message_key(), key);
        let answer = explained::<u8, u8, Stuck>(Err(refused));
        assert_eq!(answer.result.refusal.as_deref(), Some(code));
        assert_eq!(answer.result.state, None);
        let reason = crate::explain::render_key(key, Language::Zh);
        assert_eq!(
            render_all(&answer.why, Language::Zh),
            [format!("不能这样做：{reason}")]
        );
    }
    for key in ["machine-refused-not_allowed", "machine-refused-role"] {
        for language in [Language::Zh, Language::En] {
            assert_ne!(crate::explain::render_key(key, language), key);
        }
    }
}

#[test]
fn every_actor_and_role_is_somebody_who_takes_steps() {
    for &actor in Actor::ALL {
        assert_eq!(Who::from(actor).code(), actor.code());
        assert_eq!(Who::from(actor).is_headquarters(), actor.is_headquarters());
    }
    assert!(!Who::System.is_headquarters());
    for role in Role::ALL {
        assert_eq!(Who::from(role).code(), role.code());
    }
}

#[test]
fn a_text_of_blanks_says_nothing() {
    assert!(!says(None) && !says(Some(&" \n".to_owned())) && says(Some(&"收据".to_owned())));
}
