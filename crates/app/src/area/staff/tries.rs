//! Wrong tries at a PIN, kept by this PC so that a restart does not forget them.

use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::StaffId;
use wuyou_domain::staff::PinTries;
use wuyou_store::{Database, Local, StoreError, View, settings};

use crate::failure::Outcome;

/// Looks at a PIN unless too many were wrong just now, and counts it if it is.
pub(super) fn check(
    database: &Database,
    person: StaffId,
    now_at: i64,
    fits: impl FnOnce() -> bool,
) -> Outcome<()> {
    let kept = database.read(|view| read(view, person))?;
    let tries = kept.seen_at(now_at);
    let wait_ms = tries.wait_ms(now_at);
    if wait_ms > 0 {
        if tries != kept {
            database.local(|local| write(local, person, tries))?;
        }
        return Err(wait(wait_ms).into());
    }
    if fits() {
        if kept.failed > 0 {
            database.local(|local| forget(local, person))?;
        }
        return Ok(());
    }
    let tries = tries.and_one(now_at);
    database.local(|local| write(local, person, tries))?;
    let code = ErrorCode::WrongPin;
    Err(ApiError::new(code)
        .with_detail("wait_seconds", seconds(tries.wait_ms(now_at)))
        .into())
}

/// Forgets the wrong tries.
pub(super) fn forget(local: &Local<'_>, person: StaffId) -> Result<(), StoreError> {
    settings::set(local, &key(person), None)
}

fn wait(wait_ms: i64) -> ApiError {
    ApiError::new(ErrorCode::PinWait).with_detail("wait_seconds", seconds(wait_ms))
}

/// Whole seconds, rounded up: who waits that long need not wait again.
const fn seconds(ms: i64) -> i64 {
    (ms + 999) / 1000
}

fn key(person: StaffId) -> String {
    format!("pin_tries:{person}")
}

fn read(view: View<'_>, person: StaffId) -> Result<PinTries, StoreError> {
    let text = settings::get(view, &key(person))?.unwrap_or_default();
    let mut parts = text.split(' ');
    let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
    let (failed, last_at) = (number().unwrap_or(0), number().unwrap_or(0));
    Ok(PinTries {
        failed: u32::try_from(failed).unwrap_or(u32::MAX),
        last_at,
    })
}

fn write(local: &Local<'_>, person: StaffId, tries: PinTries) -> Result<(), StoreError> {
    let text = format!("{} {}", tries.failed, tries.last_at);
    settings::set(local, &key(person), Some(&text))
}
