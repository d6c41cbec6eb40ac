//! Why a call failed: temporary, permanent, or for a person to act on.

use std::time::Duration;

use thiserror::Error;
use wuyou_contract::ErrorCode;
use wuyou_store::StoreError;
use wuyou_store::sync::ApplyError;
use wuyou_sync::client::ClientError;

use crate::address::AddressError;

/// Why a call to headquarters failed. What was done before stays done.
#[derive(Debug, Error)]
pub enum AgentError {
    /// This PC has no address or credential yet.
    #[error("this PC is not connected to headquarters")]
    NotConnected,
    /// The address is not taken.
    #[error("headquarters' address: {0}")]
    Address(#[from] AddressError),
    /// No network, no answer, or it broke off.
    #[error("headquarters cannot be reached")]
    Offline(#[source] reqwest::Error),
    /// Something else answered: the network wants a log-in first.
    #[error("the network answers in headquarters' place")]
    Portal,
    /// The server's certificate is not valid by this PC's clock.
    #[error("the server's certificate is not valid at this PC's time")]
    Clock(#[source] reqwest::Error),
    /// Headquarters has revoked this PC or does not know its credential.
    #[error("headquarters does not take this PC's credential: {code}")]
    Revoked {
        /// `auth.revoked` or `auth.wrong`.
        code: String,
    },
    /// The enrolment code is wrong, used or too old.
    #[error("the enrolment code is not taken: {code}")]
    EnrolmentCode {
        /// Which of the three.
        code: String,
    },
    /// The enrolment code is another dealer's than this PC's data; it was not used up.
    #[error("the enrolment code is another dealer's")]
    OtherDealer,
    /// The server does not take the request; asking again would not help.
    #[error("the server refuses the request: {status} {code}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// The server's code.
        code: String,
    },
    /// The server has a problem of its own.
    #[error("the server has a problem: {status}")]
    Server {
        /// The HTTP status.
        status: u16,
        /// When it asks to be tried again.
        retry_after: Option<Duration>,
    },
    /// The answer cannot be read.
    #[error("the answer cannot be read: {0}")]
    Unreadable(String),
    /// The server sends what only a newer program understands.
    #[error("this program is too old for the server")]
    TooOld,
    /// This PC's data was restored or copied: the server holds other changes under its numbers, and
    /// a new identity did not help.
    #[error("the server holds other changes of this PC")]
    Fork,
    /// The server's database has another history, or the two copies of the log differ.
    #[error("the server's log is not the one this PC read")]
    OtherHistory,
    /// Rounds go by without anything moving.
    #[error("sync does not get on")]
    Stuck,
    /// A sync is running.
    #[error("a sync is running")]
    Busy,
    /// The local database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The program could not set itself up for the network.
    #[error("the network part cannot be set up: {0}")]
    Setup(String),
}

impl AgentError {
    /// The code a person's message hangs on.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::NotConnected => ErrorCode::SyncNotConnected,
            Self::Address(_) => ErrorCode::ServerUrl,
            Self::Offline(_) => ErrorCode::SyncOffline,
            Self::Portal => ErrorCode::SyncPortal,
            Self::Clock(_) => ErrorCode::SyncClock,
            Self::Revoked { .. } => ErrorCode::SyncRevoked,
            Self::EnrolmentCode { .. } => ErrorCode::EnrolmentCode,
            Self::OtherDealer => ErrorCode::OtherDealer,
            Self::Fork => ErrorCode::SyncFork,
            Self::OtherHistory => ErrorCode::SyncOtherHistory,
            Self::Busy => ErrorCode::SyncBusy,
            // The one text that asks for a newer program.
            Self::TooOld => ErrorCode::CommandUnknown,
            Self::Refused { code, .. } if code == "update.not_found" => ErrorCode::UpdateNone,
            Self::Refused { .. } | Self::Server { .. } | Self::Unreadable(_) | Self::Stuck => {
                ErrorCode::SyncServer
            }
            Self::Store(error) => store_code(error),
            Self::Setup(_) => ErrorCode::Internal,
        }
    }

    /// Whether the same call may succeed in a moment without anybody doing anything.
    #[must_use]
    pub fn is_temporary(&self) -> bool {
        matches!(
            self,
            Self::Offline(_) | Self::Server { .. } | Self::Unreadable(_)
        )
    }
}

fn store_code(error: &StoreError) -> ErrorCode {
    let code = error.code();
    ErrorCode::ALL
        .iter()
        .copied()
        .find(|known| known.code() == code)
        .unwrap_or(ErrorCode::StoreFailed)
}

impl From<ApplyError> for AgentError {
    fn from(error: ApplyError) -> Self {
        match error {
            ApplyError::Store(error) => Self::Store(error),
            ApplyError::Client(ClientError::Fork { .. }) => Self::Fork,
            ApplyError::Client(ClientError::BadEntry { .. }) => Self::TooOld,
            ApplyError::Client(ClientError::OtherEpoch { .. } | ClientError::Hole { .. }) => {
                Self::OtherHistory
            }
        }
    }
}
