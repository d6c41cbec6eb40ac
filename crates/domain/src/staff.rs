//! People of the shop and what their role lets them do (`model.md` §3.8).

use serde::{Deserialize, Serialize};

/// A person's role at the dealer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 文员: takes calls, plans, closes.
    Clerk,
    /// 技师: does the work.
    Technician,
    /// 经理: answers for the shop.
    Manager,
}

impl Role {
    /// Every role, in the order screens show them.
    pub const ALL: [Self; 3] = [Self::Clerk, Self::Technician, Self::Manager];

    /// The stable name in tables and messages.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Clerk => "clerk",
            Self::Technician => "technician",
            Self::Manager => "manager",
        }
    }

    /// The role with this stable name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// A PIN is 4 to 8 digits.
#[must_use]
pub fn is_pin(pin: &str) -> bool {
    (4..=8).contains(&pin.len()) && pin.bytes().all(|b| b.is_ascii_digit())
}
