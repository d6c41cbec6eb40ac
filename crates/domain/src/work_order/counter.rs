//! A sale over the counter (R047): parts are taken, handed over, paid and done with at once, by whoever
//! sells them. Nobody is sent and nothing is mended, so the steps of a visit are left out, and nobody is
//! asked later how the work was.

use super::guard::{guard_charge, needs};
use super::{
    DESK, Effect, Facts, Kind, Refusal, State, Step, Taken, Transition, may_have_happened, t,
};
use crate::id::StaffId;
use crate::machine::Who;

/// The steps of such a sale, all of them taken at once. Whoever sells also closes: it is the day's cash
/// box that is held against their word, and no work of theirs.
pub const COUNTER: &[Transition] = &[
    t(Step::Reply, State::Registered, State::Replied, DESK),
    t(Step::Finish, State::Replied, State::Finished, DESK),
    t(Step::Close, State::Finished, State::Closed, DESK),
];

/// Takes a step of a sale over the counter, or says why not.
///
/// # Errors
/// A [`Refusal`]: the order is no sale of parts, the state or role forbids it, the price cannot be, or
/// it is not paid.
pub fn sell(
    kind: Kind,
    (state, step): (State, Step),
    who: impl Into<Who>,
    facts: &Facts,
    now_at: i64,
) -> Result<Taken, Refusal> {
    let mut steps = COUNTER.iter();
    let known = steps.find(|one| one.from == state && one.step == step);
    let transition = known
        .filter(|_| kind == Kind::PartSale)
        .ok_or(Refusal::NotAllowed)?;
    if !transition.by.contains(&who.into()) {
        return Err(Refusal::Role);
    }
    may_have_happened(facts.occurred_at, facts.last_event_at, now_at)?;
    let effects = match step {
        Step::Reply => vec![Effect::MarkReplied],
        Step::Finish => {
            guard_charge(&facts.input)?;
            needs(&[
                ("result", facts.input.result.is_some()),
                ("charge_fen", facts.input.charge_fen.is_some()),
            ])?;
            vec![]
        }
        _ => {
            facts.proofs.guard_close()?;
            vec![]
        }
    };
    Ok(Taken {
        state: transition.to,
        effects,
    })
}

/// Whether an order is finished as one: parts were sold, and nobody was ever sent.
#[must_use]
pub fn is_sold_here(kind: Kind, technician: Option<StaffId>) -> bool {
    kind == Kind::PartSale && technician.is_none()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::super::{CHARGE_MAX_FEN, Proofs, StepInput, Unmet};
    use super::*;
    use crate::machine::{self, Refused, testing};

    const NOW: i64 = 1_795_276_200_000;

    /// Paid, with what was handed over.
    fn paid() -> Facts {
        Facts {
            last_event_at: NOW,
            occurred_at: NOW,
            proofs: Proofs {
                payments_settled: Some(true),
                ..Proofs::default()
            },
            input: StepInput {
                result: Some("密封圈 × 2".into()),
                charge_fen: Some(1_000),
                ..StepInput::default()
            },
            ..Facts::default()
        }
    }

    fn sold(state: State, step: Step, facts: &Facts) -> Result<Taken, Refusal> {
        sell(Kind::PartSale, (state, step), Who::Clerk, facts, NOW)
    }

    #[test]
    fn a_sale_over_the_counter_takes_three_steps_of_the_desk_and_no_others() {
        testing::holds_exactly(
            "
            registered | reply  | replied  | clerk manager
            replied    | finish | finished | clerk manager
            finished   | close  | closed   | clerk manager
            ",
            (State::ALL, State::from_code),
            (Step::ALL, Step::from_code),
            |state, step, who| match sell(Kind::PartSale, (state, step), who, &paid(), NOW) {
                Ok(taken) => Ok(machine::Taken {
                    state: taken.state,
                    effects: taken.effects,
                }),
                Err(Refusal::NotAllowed) => Err(Refused::NotAllowed),
                Err(Refusal::Role) => Err(Refused::Role),
                Err(other) => Err(Refused::Guard(other)),
            },
        );
    }

    #[test]
    fn only_an_order_for_parts_is_sold_over_the_counter() {
        for &kind in Kind::ALL {
            let taken = sell(
                kind,
                (State::Registered, Step::Reply),
                Who::Clerk,
                &paid(),
                NOW,
            );
            assert_eq!(taken.is_ok(), kind == Kind::PartSale, "{kind:?}");
            assert_eq!(is_sold_here(kind, None), kind == Kind::PartSale, "{kind:?}");
            let technician = Some(StaffId(Uuid::from_u128(9)));
            assert!(!is_sold_here(kind, technician), "{kind:?}");
        }
    }

    #[test]
    fn a_sale_ends_only_with_what_was_handed_over_and_paid() {
        let finish = |change: fn(&mut Facts)| {
            let mut facts = paid();
            change(&mut facts);
            sold(State::Replied, Step::Finish, &facts).map(|taken| taken.state)
        };
        assert_eq!(finish(|_| ()), Ok(State::Finished));
        assert_eq!(
            finish(|facts| facts.input.result = None),
            Err(Refusal::Missing("result"))
        );
        assert_eq!(
            finish(|facts| facts.input.charge_fen = None),
            Err(Refusal::Missing("charge_fen"))
        );
        assert_eq!(
            finish(|facts| facts.input.charge_fen = Some(-1)),
            Err(Refusal::NegativeCharge)
        );
        assert_eq!(
            finish(|facts| facts.input.charge_fen = Some(CHARGE_MAX_FEN + 1)),
            Err(Refusal::ChargeTooHigh)
        );
        assert_eq!(
            finish(|facts| facts.occurred_at = NOW + 1),
            Err(Refusal::InFuture)
        );
        let owing = Facts {
            proofs: Proofs {
                payments_settled: Some(false),
                ..Proofs::default()
            },
            ..paid()
        };
        assert_eq!(
            sold(State::Finished, Step::Close, &owing),
            Err(Refusal::Unmet(Unmet::PaymentOpen))
        );
    }
}
