//! What became of an exclusion somebody claimed, and who may confirm one.
//!
//! A claim is a row of events that two PCs may write without network, so its standing may not hang
//! on their order: whatever ends a claim ends it for good, and the customer pays only while a
//! confirmed one stands.

use crate::codes::codes;
use crate::id::StaffId;

codes! {
    /// What happens to a claim.
    ClaimEvent {
        /// 提出
        Claim = "claim",
        /// 补证据
        Evidence = "evidence",
        /// 经理确认
        Confirm = "confirm",
        /// 经理不认可
        Refuse = "refuse",
        /// 撤回
        Withdraw = "withdraw",
    }
}

codes! {
    /// Where a claim stands.
    ClaimState {
        /// Not decided: the customer pays nothing.
        Claimed = "claimed",
        /// Confirmed: the price list counts.
        Confirmed = "confirmed",
        /// Not accepted.
        Refused = "refused",
        /// Taken back.
        Withdrawn = "withdrawn",
    }
}

impl ClaimState {
    /// Nothing can be added or decided any more.
    #[must_use]
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn)
    }
}

/// Where a claim stands by everything that happened to it, in whatever order it is known: what is
/// better for the customer wins.
#[must_use]
pub fn claim_state(events: &[ClaimEvent]) -> ClaimState {
    if events.contains(&ClaimEvent::Withdraw) {
        ClaimState::Withdrawn
    } else if events.contains(&ClaimEvent::Refuse) {
        ClaimState::Refused
    } else if events.contains(&ClaimEvent::Confirm) {
        ClaimState::Confirmed
    } else {
        ClaimState::Claimed
    }
}

/// What a confirmation is judged by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Confirmation {
    /// Where the claim stands.
    pub state: ClaimState,
    /// The rules uphold it: its evidence is complete and the ground holds.
    pub upheld: bool,
    /// Who claimed it.
    pub claimed_by: Option<StaffId>,
    /// Who confirms.
    pub person: StaffId,
    /// Somebody else in the shop may confirm.
    pub other_manager: bool,
    /// Headquarters' answer is on record with its number and who gave it.
    pub ruling: bool,
}

/// Why a claim is not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClaimRefusal {
    /// It was decided or taken back.
    Decided,
    /// Evidence is missing, or the ground does not hold.
    NotUpheld,
    /// Who claimed does not confirm.
    OwnClaim,
    /// There is nobody else, so headquarters' answer is needed.
    RulingNeeded,
}

/// Whether a claim may be confirmed: never by who claimed it; where the shop has nobody else,
/// headquarters are the other pair of eyes.
///
/// # Errors
/// [`ClaimRefusal`].
pub fn confirm_claim(facts: &Confirmation) -> Result<(), ClaimRefusal> {
    let own = facts.claimed_by == Some(facts.person);
    if facts.state != ClaimState::Claimed {
        Err(ClaimRefusal::Decided)
    } else if !facts.upheld {
        Err(ClaimRefusal::NotUpheld)
    } else if own && facts.other_manager {
        Err(ClaimRefusal::OwnClaim)
    } else if own && !facts.ruling {
        Err(ClaimRefusal::RulingNeeded)
    } else {
        Ok(())
    }
}
