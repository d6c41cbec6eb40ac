//! Why a use case did not succeed, and how that reaches a caller.

use thiserror::Error;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::work_order::{Refusal, Unmet};
use wuyou_store::StoreError;

use crate::input::single;

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
            // The forms name a wrong value first; whatever they let through is named all the same.
            Failure::Store(StoreError::BadValue { entity, field, why }) => {
                if entity == "page" {
                    return single(&field, "page", None);
                }
                tracing::error!(entity, field, why, "a form let a wrong value through");
                single(&field, "bad_value", None)
            }
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
        StoreError::KeyMissing => ErrorCode::StoreKeyMissing,
        StoreError::KeyStore(_) => ErrorCode::StoreKeyStore,
        StoreError::UpgradeRoom { .. } => ErrorCode::StoreUpgradeRoom,
        StoreError::Upgrade(_) => ErrorCode::StoreUpgradeFailed,
        StoreError::OtherPc => ErrorCode::BackupOtherPc,
        StoreError::OtherDealer => ErrorCode::BackupOtherDealer,
        StoreError::Occupied => ErrorCode::BackupPlace,
        StoreError::Busy => ErrorCode::StoreBusy,
        StoreError::Cancelled => ErrorCode::JobCancelled,
        StoreError::NotFound(_) | StoreError::UnknownParent => ErrorCode::NotFound,
        StoreError::BadValue { .. } => ErrorCode::Invalid,
        StoreError::Exists(_) | StoreError::Inconsistent(_) => ErrorCode::Internal,
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
        Refusal::NegativeCharge => return single("charge_fen", "negative", None),
        Refusal::ChargeTooHigh => return single("charge_fen", "amount_range", None),
        Refusal::PlanRange(field) => return single(field, "plan_range", None),
        Refusal::BeforeLastStep => return single("occurred_at", "before_last_step", None),
        Refusal::InFuture => return single("occurred_at", "time_future", None),
        Refusal::Started => ErrorCode::CancelStarted,
        Refusal::NotYours => ErrorCode::NotYours,
        Refusal::SameTechnician => return single("technician_id", "same_technician", None),
        Refusal::NotSecured(step) => {
            return ApiError::new(ErrorCode::DangerOpen).with_detail("step", step.code());
        }
        Refusal::Unmet(Unmet::WarrantyCharge) => ErrorCode::WarrantyCharge,
        Refusal::Unmet(Unmet::PaymentOpen) => ErrorCode::PaymentOpen,
        Refusal::Unmet(Unmet::PartsNotReturned) => ErrorCode::PartsNotReturned,
        Refusal::Unmet(Unmet::MachineMissing) => ErrorCode::MachineMissing,
        Refusal::Unmet(Unmet::ChecklistIncomplete) => ErrorCode::ChecklistOpen,
        Refusal::Unmet(Unmet::PhotosMissing) => ErrorCode::PhotosMissing,
        Refusal::Unmet(unmet) => {
            return ApiError::new(ErrorCode::StepNotAllowed).with_detail("unmet", unmet.code());
        }
    };
    code.into()
}
