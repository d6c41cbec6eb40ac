//! Versions of the program for dealers' PCs: what is offered, and the file, whole or from where a
//! download was cut off.

use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::response::{IntoResponse as _, Response};
use semver::Version;
use serde::Serialize;
use tower::ServiceExt as _;
use tower_http::services::ServeFile;
use utoipa::ToSchema;
use wuyou_domain::time::local_date;
use wuyou_server_store::StoreError;

use crate::admin::update::{Published, find, published};
use crate::auth::CallingDevice;
use crate::problem::{Code, Problem, ProblemBody};
use crate::state::Shared;

/// What a PC may install.
#[derive(Debug, Serialize, ToSchema)]
pub struct Update {
    /// The highest version for its system; null when there is none.
    pub offer: Option<Offer>,
}

/// A version of the program.
#[derive(Debug, Serialize, ToSchema)]
pub struct Offer {
    /// The version.
    pub version: String,
    /// The manifest, letter by letter as it was signed.
    pub manifest: String,
    /// The signature over it, as minisign writes it.
    pub signature: String,
    /// The length of the whole file.
    pub file_bytes: u64,
}

/// Tells which version a PC of this system is offered.
#[utoipa::path(get, path = "/api/v1/update/{target}", operation_id = "get_update",
    tag = "dealer PC", security(("device" = [])),
    params(("target" = String, Path, description = "e.g. windows-x86_64-nsis")),
    responses((status = 200, body = Update),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn get_update(
    State(state): State<Shared>,
    CallingDevice(_who): CallingDevice,
    Path(target): Path<String>,
) -> Result<axum::Json<Update>, Problem> {
    let Some(dir) = state.config.updates.clone() else {
        return Ok(axum::Json(Update { offer: None }));
    };
    let today = local_date(state.now_at());
    let offer = state
        .stored(move |_| {
            let all = published(&dir).map_err(StoreError::from)?;
            let fitting = all.into_iter().filter(|one| {
                let fresh = today.is_none_or(|today| one.manifest.expires_on >= today);
                one.manifest.target == target && fresh
            });
            Ok(fitting.max_by(|a, b| a.manifest.version.cmp(&b.manifest.version)))
        })
        .await?;
    let offer = offer.as_ref().and_then(shown);
    Ok(axum::Json(Update { offer }))
}

fn shown(one: &Published) -> Option<Offer> {
    Some(Offer {
        version: one.manifest.version.to_string(),
        manifest: String::from_utf8(one.head.manifest().to_vec()).ok()?,
        signature: one.head.signature().to_owned(),
        file_bytes: one.file_bytes,
    })
}

/// Hands a package out. A part of it is asked for by `Range`.
#[utoipa::path(get, path = "/api/v1/update/{target}/{version}", operation_id = "get_update_file",
    tag = "dealer PC", security(("device" = [])),
    params(("target" = String, Path), ("version" = String, Path)),
    responses((status = 200, description = "The whole package"),
        (status = 206, description = "The part that was asked for"),
        (status = "4XX", body = ProblemBody, content_type = "application/problem+json")))]
pub async fn get_update_file(
    State(state): State<Shared>,
    CallingDevice(_who): CallingDevice,
    Path((target, version)): Path<(String, String)>,
    request: Request,
) -> Result<Response, Problem> {
    let version: Version = version.parse().map_err(|_| Code::NoUpdate)?;
    let dir = state.config.updates.clone().ok_or(Code::NoUpdate)?;
    let path = state
        .stored(move |_| Ok(find(&dir, &version, &target)))
        .await?
        .ok_or(Code::NoUpdate)?;
    let Ok(answer) = ServeFile::new(path).oneshot(request).await;
    Ok(answer.map(Body::new).into_response())
}
