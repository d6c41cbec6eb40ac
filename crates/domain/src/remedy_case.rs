//! Remedy cases (退换案): exchange, return, repair, compensation or a lower price, from the claim to
//! the end of its execution (R078, R091–R097).
//!
//! [`offers`] says what the claim's ground gives and by which article, [`evidence`] what has to be
//! shown and what is missing, [`settle`] the amounts in fen, [`state::next`] who may take which step,
//! [`due_at`] by when. The right to a remedy is decided by [`crate::warranty::remedy`]; this module
//! carries it out.

mod article;
mod clock;
mod evidence;
mod offer;
mod rate;
mod settle;
pub mod state;

pub use article::{Article, Articles, articles};
pub use clock::{Periods, due_at, periods};
pub use evidence::{Evidence, EvidenceInput, EvidenceItem, Proof, evidence};
pub use offer::{Offer, OfferInput, offers};
pub use rate::deduction_rate;
pub use settle::{SettleInput, Settlement, settle};

use crate::codes::codes;
use crate::warranty::remedy::Remedy;

codes! {
    /// What a customer asks for, or is given.
    Claim {
        /// 换货
        Exchange = "exchange",
        /// 退货
        Return = "return",
        /// 修理
        Repair = "repair",
        /// 赔偿
        Compensation = "compensation",
        /// 减价
        Reduction = "reduction",
    }
}

impl From<Remedy> for Claim {
    fn from(remedy: Remedy) -> Self {
        match remedy {
            Remedy::Return => Self::Return,
            Remedy::Exchange => Self::Exchange,
            Remedy::Repair => Self::Repair,
        }
    }
}

codes! {
    /// On what ground it is asked for; each ground asks for its own evidence only (R094).
    Ground {
        /// 质量问题
        Quality = "quality",
        /// 七日无理由
        NoReason = "no_reason",
        /// 约定
        Agreed = "agreed",
        /// 行政部门认定不合格
        Finding = "finding",
        /// 不合适（非质量）
        Unsuitable = "unsuitable",
    }
}

impl Ground {
    /// What may be asked for on this ground, the likeliest first.
    #[must_use]
    pub const fn claims(self) -> &'static [Claim] {
        match self {
            Self::Quality | Self::Agreed => &[
                Claim::Return,
                Claim::Exchange,
                Claim::Repair,
                Claim::Compensation,
                Claim::Reduction,
            ],
            Self::NoReason | Self::Finding => &[Claim::Return],
            Self::Unsuitable => &[Claim::Exchange],
        }
    }
}

#[cfg(test)]
mod tests;
