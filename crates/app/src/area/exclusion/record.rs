//! A claim from its rows.

use chrono::NaiveDate;
use wuyou_domain::warranty::remedy::{
    ClaimEvent, ClaimState, Evidence, ExclusionCode, claim_state,
};
use wuyou_store::exclusion::ExclusionEventRow;

use crate::area::warranty::Claimed;

/// A claim with everything that happened to it.
pub(super) struct Claim {
    pub(super) first: ExclusionEventRow,
    pub(super) later: Vec<ExclusionEventRow>,
}

/// The claims among rows, the latest first.
pub(super) fn claims(rows: Vec<ExclusionEventRow>) -> Vec<Claim> {
    let (firsts, later): (Vec<_>, Vec<_>) = rows
        .into_iter()
        .partition(|row| row.event == ClaimEvent::Claim.code());
    let claims = firsts.into_iter().rev().map(|first| {
        let of_claim = later.iter().filter(|row| row.claim_id == Some(first.id));
        Claim {
            later: of_claim.cloned().collect(),
            first,
        }
    });
    claims.collect()
}

impl Claim {
    pub(super) fn state(&self) -> ClaimState {
        let events: Vec<ClaimEvent> = self
            .later
            .iter()
            .filter_map(|row| ClaimEvent::from_code(&row.event))
            .collect();
        claim_state(&events)
    }

    pub(super) fn ground(&self) -> ExclusionCode {
        let ground = self.first.ground.as_deref();
        // A row without its ground is none of ours: the one with the most evidence is assumed.
        ground
            .and_then(ExclusionCode::from_code)
            .unwrap_or(ExclusionCode::X1)
    }

    /// What a piece of evidence shows, as it was said last.
    pub(super) fn shows(&self, kind: Evidence) -> Option<&String> {
        let mut rows = self.later.iter().rev();
        let row = rows.find(|row| row.evidence.as_deref() == Some(kind.code()));
        row.and_then(|row| row.text.as_ref())
    }

    /// Whether the damage comes from it, as it was added to the claim; where two PCs said otherwise,
    /// what is better for the customer, whatever their clocks.
    pub(super) fn caused_by_it(&self) -> Option<bool> {
        let later = self.later.iter().filter_map(|row| row.caused_by_it).min();
        later.or(self.first.caused_by_it)
    }

    /// Somebody added that the damage does not come from it, which stands.
    pub(super) fn is_denied(&self) -> bool {
        let mut later = self.later.iter();
        later.any(|row| row.caused_by_it == Some(false))
    }

    /// When the last happened to it.
    pub(super) fn last_at(&self) -> i64 {
        let later = self.later.iter().map(|row| row.occurred_at);
        later.fold(self.first.occurred_at, i64::max)
    }

    /// What decided it.
    pub(super) fn decision(&self) -> Option<&ExclusionEventRow> {
        let state = self.state();
        let by = match state {
            ClaimState::Claimed => return None,
            ClaimState::Confirmed => ClaimEvent::Confirm,
            ClaimState::Refused => ClaimEvent::Refuse,
            ClaimState::Withdrawn => ClaimEvent::Withdraw,
        };
        self.later.iter().find(|row| row.event == by.code())
    }

    /// The claim as the rules ask for it.
    pub(super) fn claimed(&self) -> Claimed {
        let found_on: Option<NaiveDate> = self
            .first
            .found_on
            .as_deref()
            .and_then(|on| on.parse().ok());
        let held = Evidence::ALL.iter().copied();
        Claimed {
            ground: self.ground(),
            evidence: held.filter(|kind| self.shows(*kind).is_some()).collect(),
            caused_by_it: self.caused_by_it(),
            found_on,
        }
    }
}
