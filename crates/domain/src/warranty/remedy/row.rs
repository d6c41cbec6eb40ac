//! The rows of table T3 and what each of them gives.

use crate::codes::codes;
use crate::explain::Basis;

codes! {
    /// A row of table T3.
    Row {
        /// Within the days in which the customer may return, exchange or have it repaired.
        R1 = "R1",
        /// Within the days in which the customer may exchange or have it repaired.
        R2 = "R2",
        /// Repaired twice and faulty again.
        R3 = "R3",
        /// The maker did not supply parts for too long.
        R4 = "R4",
        /// The repairer took too long.
        R5 = "R5",
        /// Exchange due, same model not to be had, another one refused.
        R6 = "R6",
        /// Exchange due, same model to be had, refused all the same.
        R7 = "R7",
        /// Exchange due, same model not to be had, another one accepted.
        R8 = "R8",
        /// Within validity: repair free of charge.
        R9 = "R9",
        /// A repair did not last: done again by the repairer.
        R10 = "R10",
        /// An authority found the goods unqualified.
        R11 = "R11",
        /// Neither listed nor promised anything: the consumer law alone.
        R12 = "R12",
        /// Out of validity or excluded: repair at the customer's cost.
        R13 = "R13",
    }
}

codes! {
    /// What a customer may ask for.
    Remedy {
        /// 退.
        Return = "return",
        /// 换.
        Exchange = "exchange",
        /// 修.
        Repair = "repair",
    }
}

codes! {
    /// Who bears the cost.
    Payer {
        /// The seller, who settles with the maker.
        Seller = "seller",
        /// Whoever repaired it.
        Repairer = "repairer",
        /// The customer.
        Customer = "customer",
    }
}

codes! {
    /// Whether use is deducted from the price when the goods come back.
    Depreciation {
        /// The full price is refunded.
        None = "none",
        /// A fee for each day of use is deducted (T4).
        Yes = "yes",
    }
}

impl Row {
    /// Its name in an explanation.
    #[must_use]
    pub const fn table_row(self) -> &'static str {
        match self {
            Self::R1 => "T3.R1",
            Self::R2 => "T3.R2",
            Self::R3 => "T3.R3",
            Self::R4 => "T3.R4",
            Self::R5 => "T3.R5",
            Self::R6 => "T3.R6",
            Self::R7 => "T3.R7",
            Self::R8 => "T3.R8",
            Self::R9 => "T3.R9",
            Self::R10 => "T3.R10",
            Self::R11 => "T3.R11",
            Self::R12 => "T3.R12",
            Self::R13 => "T3.R13",
        }
    }

    /// Who pays for what this row gives.
    #[must_use]
    pub const fn payer(self) -> Payer {
        match self {
            Self::R5 | Self::R10 => Payer::Repairer,
            Self::R13 => Payer::Customer,
            Self::R1
            | Self::R2
            | Self::R3
            | Self::R4
            | Self::R6
            | Self::R7
            | Self::R8
            | Self::R9
            | Self::R11
            | Self::R12 => Payer::Seller,
        }
    }

    /// What this row gives. R12 gives more in its first days; see
    /// [`decide_remedies`](super::decide_remedies).
    #[must_use]
    pub const fn options(self) -> &'static [Remedy] {
        use Remedy::{Exchange, Repair, Return};
        match self {
            Self::R1 => &[Return, Exchange, Repair],
            Self::R2 | Self::R12 => &[Exchange, Repair],
            Self::R3 | Self::R4 | Self::R5 | Self::R8 => &[Exchange],
            Self::R6 | Self::R7 | Self::R11 => &[Return],
            Self::R9 | Self::R10 | Self::R13 => &[Repair],
        }
    }

    /// The article behind it.
    #[must_use]
    pub const fn basis(self) -> Basis {
        match self {
            Self::R1 => Basis::statute("basis-sanbao-9"),
            Self::R2 => Basis::statute("basis-sanbao-10"),
            Self::R3 => Basis::statute("basis-sanbao-11"),
            Self::R4 | Self::R5 => Basis::statute("basis-sanbao-12"),
            Self::R6 | Self::R7 | Self::R8 => Basis::statute("basis-sanbao-13"),
            Self::R9 => Basis::statute("basis-sanbao-15"),
            Self::R13 => Basis::policy("basis-remedy-price-list"),
            Self::R10 => Basis::statute("basis-sanbao-6"),
            Self::R11 => Basis::statute("basis-consumer-54"),
            Self::R12 => Basis::statute("basis-consumer-24"),
        }
    }

    /// The message that names the article in a few words.
    pub(super) const fn article(self) -> &'static str {
        match self {
            Self::R1 => "remedy-article-r1",
            Self::R2 => "remedy-article-r2",
            Self::R3 => "remedy-article-r3",
            Self::R4 => "remedy-article-r4",
            Self::R5 => "remedy-article-r5",
            Self::R6 => "remedy-article-r6",
            Self::R7 => "remedy-article-r7",
            Self::R8 => "remedy-article-r8",
            Self::R9 => "remedy-article-r9",
            Self::R10 => "remedy-article-r10",
            Self::R11 => "remedy-article-r11",
            Self::R12 => "remedy-article-r12",
            Self::R13 => "remedy-article-r13",
        }
    }
}

/// The union of what `rows` give, in the order return, exchange, repair.
pub(super) fn options_of(rows: &[Row]) -> Vec<Remedy> {
    let given = |remedy: &Remedy| rows.iter().any(|row| row.options().contains(remedy));
    Remedy::ALL.iter().copied().filter(given).collect()
}

/// Use is deducted only where the return comes by R7 and by no row that refunds in full.
pub(super) fn depreciation_of(rows: &[Row]) -> Depreciation {
    let full = [Row::R1, Row::R6, Row::R11];
    if rows.contains(&Row::R7) && !rows.iter().any(|row| full.contains(row)) {
        Depreciation::Yes
    } else {
        Depreciation::None
    }
}
