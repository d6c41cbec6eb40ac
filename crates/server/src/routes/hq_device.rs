//! When each PC of each dealer synced last.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use wuyou_server_store::model::Device;

use crate::auth::ConsoleUser;
use crate::config::STALE_AFTER_MS;
use crate::problem::{Problem, ProblemBody};
use crate::state::Shared;

/// A PC.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceRow {
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// Its id.
    pub device_id: Uuid,
    /// Its name.
    pub name: String,
    /// Its letter.
    pub pc_code: String,
    /// The program's version at enrolment.
    pub app_version: String,
    /// When it enrolled.
    pub enrolled_at: i64,
    /// When it synced last.
    pub last_seen_at: Option<i64>,
    /// When it was revoked.
    pub revoked_at: Option<i64>,
    /// Not revoked, and not seen for 24 hours.
    pub stale: bool,
    /// Changes of the dealer it has not fetched.
    pub behind: u64,
    /// How far its clock was ahead at the last sync.
    pub clock_skew_ms: Option<i64>,
    /// Its changes the server refused.
    pub rejected: u64,
}

/// Whether a PC should have come by now.
#[must_use]
pub fn is_stale(device: &Device, now_at: i64) -> bool {
    let last = device.last_seen_at.unwrap_or(device.enrolled_at);
    device.revoked_at.is_none() && now_at.saturating_sub(last) >= STALE_AFTER_MS
}

impl DeviceRow {
    pub(crate) fn new(device: Device, now_at: i64) -> Self {
        Self {
            stale: is_stale(&device, now_at),
            dealer_code: device.dealer_code,
            dealer_name: device.dealer_name,
            device_id: Uuid::from_bytes(device.id),
            name: device.name,
            pc_code: device.pc_code,
            app_version: device.app_version,
            enrolled_at: device.enrolled_at,
            last_seen_at: device.last_seen_at,
            revoked_at: device.revoked_at,
            behind: device.behind,
            clock_skew_ms: device.clock_skew_ms,
            rejected: device.rejected,
        }
    }
}

/// Every PC.
#[derive(Debug, Serialize, ToSchema)]
pub struct DeviceRows {
    /// The server's clock.
    pub now_at: i64,
    /// By dealer and letter.
    pub items: Vec<DeviceRow>,
}

/// Lists every PC of every dealer.
#[utoipa::path(get, path = "/api/v1/hq/devices", operation_id = "list_devices", tag = "console",
    security(("session" = [])),
    responses((status = 200, body = DeviceRows),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn list_devices(
    State(state): State<Shared>,
    _user: ConsoleUser,
) -> Result<axum::Json<DeviceRows>, Problem> {
    let now_at = state.now_at();
    let devices = state.stored(|store| store.devices(None)).await?;
    let items = devices
        .into_iter()
        .map(|device| DeviceRow::new(device, now_at))
        .collect();
    Ok(axum::Json(DeviceRows { now_at, items }))
}
