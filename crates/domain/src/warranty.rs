//! 三包: validity, remedies, refunds, exclusions, charges (`rules.md` §2.1–2.3).
//!
//! [`assess`] answers the question of the warranty card: is this machine covered, until when, by
//! what, and how sure is that. It stands on three steps that can be asked for alone: when validity
//! starts ([`start_of_validity`], table T1), when it ends ([`validity`], table T2), and what the
//! law's list and the maker's policy say ([`Policies`], data).

mod assess;
mod cover;
mod facts;
mod norms;
mod other_brands;
mod policy;
pub mod remedy;
mod standing;
mod start;
mod unusable;
mod validity;
mod wording;

pub use assess::assess;
pub use cover::{
    BasisCover, CoverKind, Coverage, OutReason, PartCover, PlanCover, Provisional, Standing,
};
pub use facts::{
    ContractTerms, ExtendedPlan, Move, PartReplacement, PlanStart, ProofKind, SaleProof, UnitFacts,
    UnusableReason, UnusableSpell,
};
pub use other_brands::{OTHER_BRAND, other_brand};
pub use policy::{
    ListedGood, MainPart, ModelWarranty, Policies, StartRule, StatutoryList, Trust, UnlistedGood,
    WarrantyPolicy,
};
pub use start::{Confidence, ShelfTerms, Start, StartDocument, start_of_validity};
pub use validity::{Unusable, Validity, ValidityInput, validity};

#[cfg(test)]
mod tests;
