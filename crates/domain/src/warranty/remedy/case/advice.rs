//! The answer: what the customer may ask for, and the sentence for each option.

use serde::{Deserialize, Serialize};

use crate::explain::{Arg, Line, line};
use crate::warranty::remedy::row::{Depreciation, Payer, Remedy, Row};

/// One thing the customer may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct AdvisedOption {
    /// What.
    pub remedy: Remedy,
    /// The row that gives it on the best terms.
    pub row: Row,
    /// Who pays.
    pub payer: Payer,
    /// Whether a return is refunded with a deduction for use.
    pub depreciation: Depreciation,
    /// The exchange is for another model, with the difference in price settled.
    pub other_model: bool,
    /// The repair is free by a plan the customer bought.
    pub by_plan: bool,
}

/// What the customer may ask for today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct RemedyAdvice {
    /// Every row whose condition holds, in the order of the table.
    pub rows: Vec<Row>,
    /// Return, exchange, repair; never empty.
    pub options: Vec<AdvisedOption>,
    /// Something of it is free to the customer.
    pub covered: bool,
}

impl RemedyAdvice {
    /// One sentence for each option, for the warranty card.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        self.options.iter().map(AdvisedOption::line).collect()
    }
}

impl AdvisedOption {
    pub(super) fn new(remedy: Remedy, row: Row) -> Self {
        let deducted = remedy == Remedy::Return && row == Row::R7;
        Self {
            remedy,
            row,
            payer: row.payer(),
            depreciation: if deducted {
                Depreciation::Yes
            } else {
                Depreciation::None
            },
            other_model: remedy == Remedy::Exchange && row == Row::R8,
            by_plan: false,
        }
    }

    fn line(&self) -> Line {
        let article = Arg::Key(self.row.article().to_owned());
        match (self.remedy, self.row) {
            (Remedy::Return, Row::R7) => line!("advice-return-deducted", article = article),
            (Remedy::Return, _) => line!("advice-return-full", article = article),
            (Remedy::Exchange, _) if self.other_model => match self.payer {
                Payer::Repairer => line!("advice-exchange-other-repairer", article = article),
                Payer::Seller | Payer::Customer => {
                    line!("advice-exchange-other", article = article)
                }
            },
            (Remedy::Exchange, Row::R5) => line!("advice-exchange-repairer", article = article),
            (Remedy::Exchange, _) => line!("advice-exchange", article = article),
            (Remedy::Repair, Row::R10) => line!("advice-repair-again", article = article),
            (Remedy::Repair, Row::R9) if self.by_plan => line!("advice-repair-plan"),
            (Remedy::Repair, Row::R13) => line!("advice-repair-paid"),
            (Remedy::Repair, _) => line!("advice-repair-free", article = article),
        }
    }
}
