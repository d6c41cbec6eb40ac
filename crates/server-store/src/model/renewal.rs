//! New identities of PCs.

use wuyou_sync::hash::Hash;
use wuyou_sync::value::RowId;

use super::{Dealer, DeviceKey};

/// Why a PC asks for a new identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RenewalReason {
    /// A backup took the place of its data. Its former credential ends.
    Restored,
    /// The server holds other changes under its numbers. Its former credential stays: a copy, or
    /// what it was copied from, works on with it.
    Forked,
}

impl RenewalReason {
    /// The stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Restored => "restored",
            Self::Forked => "forked",
        }
    }
}

/// A PC that wants a new identity. Who it was comes from its checked credential.
#[derive(Debug, Clone, Copy)]
pub struct Renewal<'v> {
    /// Who it was.
    pub who: DeviceKey,
    /// Who it will be: an id it chose before it asked.
    pub device: RowId,
    /// The hash of its new token.
    pub token_hash: &'v Hash,
    /// The program's version on it.
    pub app_version: &'v str,
    /// Why.
    pub reason: RenewalReason,
}

/// Whether a PC gets a new identity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RenewAnswer {
    /// It has it, now or since it asked before with the same id and secret.
    Renewed {
        /// Its dealer.
        dealer: Dealer,
        /// Its new letter.
        pc_code: String,
        /// The last number of the dealer's log.
        head_seq: u64,
    },
    /// Its credential is revoked.
    Revoked,
    /// Another device has this id.
    Taken,
    /// The dealer's PCs asked too often today.
    TooMany,
}
