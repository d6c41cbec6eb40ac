//! Why a use case did not succeed, and how that reaches a caller.

use thiserror::Error;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::work_order::Refusal;
use wuyou_store::StoreError;

/// A use case that did not succeed.
#[derive(Debug, Error)]
pub(crate) enum Failure {
    /// Refused, with a code a person can act on.
    #[error("{0}")]
    Refused(#[from] ApiError),
    /// The store failed or refused.
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// What a use case answers.
pub(crate) type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// The code a caller gets.
    pub(crate) fn code(&self) -> ErrorCode {
        match self {
            Self::Refused(error) => error.code,
            Self::Store(error) => store_code(error),
        }
    }
}

impl From<ErrorCode> for Failure {
    fn from(code: ErrorCode) -> Self {
        Self::Refused(code.into())
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Refused(error) => error,
            Failure::Store(error) => {
                let code = store_code(&error);
                // The chain goes to the log, once, here; callers get the code only.
                if matches!(code, ErrorCode::Internal | ErrorCode::StoreFailed) {
                    tracing::error!(%error, "store");
                }
                Self::new(code)
            }
        }
    }
}

fn store_code(error: &StoreError) -> ErrorCode {
    match error {
        StoreError::InUse => ErrorCode::StoreInUse,
        StoreError::Absent => ErrorCode::NotReady,
        StoreError::Present => ErrorCode::AlreadyReady,
        StoreError::TooNew { .. } => ErrorCode::StoreTooNew,
        StoreError::Damaged(_) => ErrorCode::StoreDamaged,
        StoreError::ReadOnly => ErrorCode::StoreReadOnly,
        StoreError::DiskFull => ErrorCode::StoreDiskFull,
        StoreError::KeyMissing | StoreError::KeyStore(_) => ErrorCode::StoreKeyMissing,
        StoreError::OtherPc => ErrorCode::BackupOtherPc,
        StoreError::Busy => ErrorCode::StoreBusy,
        StoreError::NotFound(_) | StoreError::UnknownParent => ErrorCode::NotFound,
        StoreError::Exists(_) | StoreError::BadValue { .. } | StoreError::Inconsistent(_) => {
            ErrorCode::Internal
        }
        StoreError::Io(_) | StoreError::Sqlite(_) | StoreError::Schema(_) => ErrorCode::StoreFailed,
    }
}

/// What a refused step tells the person.
pub(crate) fn refusal(refusal: Refusal) -> ApiError {
    let code = match refusal {
        Refusal::NotAllowed => ErrorCode::StepNotAllowed,
        Refusal::Role => ErrorCode::StepRole,
        Refusal::Missing(field) => {
            return ApiError::new(ErrorCode::StepMissing).with_detail("field", field);
        }
        Refusal::WindowOrder => ErrorCode::WindowOrder,
        Refusal::OwnWork => ErrorCode::OwnWork,
        Refusal::NotSatisfied => ErrorCode::NotSatisfied,
        Refusal::NeedsFailedContacts => ErrorCode::NeedsFailedContacts,
        Refusal::CancelWindow => ErrorCode::CancelWindow,
        Refusal::SafetyOrder => ErrorCode::SafetyOrder,
        Refusal::ReopenWindow => ErrorCode::ReopenWindow,
        Refusal::NegativeCharge => {
            return crate::input::single("charge_fen", "negative", None);
        }
    };
    code.into()
}
