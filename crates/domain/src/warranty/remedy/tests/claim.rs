//! Claims of an exclusion, whatever two PCs wrote of them.

use super::*;
use crate::id::StaffId;

/// Every set of events, in every order.
fn orders(events: &[ClaimEvent]) -> Vec<Vec<ClaimEvent>> {
    if events.is_empty() {
        return vec![vec![]];
    }
    let mut all = Vec::new();
    for (at, event) in events.iter().enumerate() {
        let mut rest = events.to_vec();
        rest.remove(at);
        for mut order in orders(&rest) {
            order.push(*event);
            all.push(order);
        }
    }
    all
}

#[test]
fn in_whatever_order_events_come_the_customer_pays_only_for_a_claim_that_was_confirmed_and_never_ended()
 {
    for mask in 0..1_u32 << ClaimEvent::ALL.len() {
        let all = ClaimEvent::ALL.iter().enumerate();
        let some: Vec<_> = all
            .filter(|(at, _)| mask & (1 << at) != 0)
            .map(|(_, event)| *event)
            .collect();
        let ended = some.contains(&ClaimEvent::Refuse) || some.contains(&ClaimEvent::Withdraw);
        let pays = some.contains(&ClaimEvent::Confirm) && !ended;
        let mut states: Vec<_> = orders(&some)
            .iter()
            .map(|order| claim_state(order))
            .collect();
        states.dedup();
        assert_eq!(states.len(), 1, "{some:?}");
        assert_eq!(states[0] == ClaimState::Confirmed, pays, "{some:?}");
        assert_eq!(states[0].is_over(), ended, "{some:?}");
    }
}

#[test]
fn who_claimed_does_not_confirm_and_a_shop_with_one_manager_has_headquarters_answer() {
    let person = |n| StaffId::from(uuid::Uuid::from_u128(n));
    let yes_no = [true, false];
    for state in ClaimState::ALL {
        for (upheld, own) in yes_no.iter().flat_map(|a| yes_no.map(|b| (*a, b))) {
            for (other_manager, ruling) in yes_no.iter().flat_map(|a| yes_no.map(|b| (*a, b))) {
                let facts = Confirmation {
                    state: *state,
                    upheld,
                    claimed_by: Some(person(if own { 1 } else { 2 })),
                    person: person(1),
                    other_manager,
                    ruling,
                };
                // A number alone does not make one's own eyes another's.
                let eyes = !own || (!other_manager && ruling);
                let good = *state == ClaimState::Claimed && upheld && eyes;
                assert_eq!(confirm_claim(&facts).is_ok(), good, "{facts:?}");
            }
        }
    }
    let own = |other_manager| Confirmation {
        state: ClaimState::Claimed,
        upheld: true,
        claimed_by: Some(person(1)),
        person: person(1),
        other_manager,
        ruling: false,
    };
    assert_eq!(confirm_claim(&own(true)), Err(ClaimRefusal::OwnClaim));
    assert_eq!(confirm_claim(&own(false)), Err(ClaimRefusal::RulingNeeded));
}
