//! `GET /api/v1/peers`: the PCs of the caller's own dealer.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::auth::CallingDevice;
use crate::problem::{Problem, ProblemBody};
use crate::state::Shared;

/// A PC of the caller's dealer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Peer {
    /// Its id.
    pub device_id: Uuid,
    /// Its name.
    pub name: String,
    /// Its letter.
    pub pc_code: String,
    /// When it synced last.
    pub last_seen_at: Option<i64>,
    /// When headquarters revoked it.
    pub revoked_at: Option<i64>,
    /// Whether it is the caller.
    pub this_device: bool,
}

/// The PCs of the caller's dealer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Peers {
    /// The server's clock.
    pub now_at: i64,
    /// By letter.
    pub items: Vec<Peer>,
}

/// Lists the PCs of the caller's dealer.
#[utoipa::path(get, path = "/api/v1/peers", operation_id = "list_peers", tag = "dealer PC",
    security(("device" = [])),
    responses((status = 200, body = Peers),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn list_peers(
    State(state): State<Shared>,
    CallingDevice(who): CallingDevice,
) -> Result<axum::Json<Peers>, Problem> {
    let devices = state
        .stored(move |store| store.devices(Some(who.dealer)))
        .await?;
    let items = devices
        .into_iter()
        .map(|device| Peer {
            this_device: device.id == who.device,
            device_id: Uuid::from_bytes(device.id),
            name: device.name,
            pc_code: device.pc_code,
            last_seen_at: device.last_seen_at,
            revoked_at: device.revoked_at,
        })
        .collect();
    Ok(axum::Json(Peers {
        now_at: state.now_at(),
        items,
    }))
}
