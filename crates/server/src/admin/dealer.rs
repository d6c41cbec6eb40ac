//! Dealers, their PCs, and whether their data is whole.

use serde_json::{Map, Value, json};
use uuid::Uuid;
use wuyou_domain::number::is_dealer_code;
use wuyou_server_store::ServerStore;
use wuyou_server_store::model::{Dealer, Device};

use super::{Refusal, log};
use crate::credential::{enrolment_code_hash, new_enrolment_code, new_id};
use crate::routes::hq_device::is_stale;

const HOUR_MS: i64 = 3600 * 1000;

pub(super) fn create(
    store: &dyn ServerStore,
    code: &str,
    name: &str,
    now_at: i64,
) -> Result<Value, Refusal> {
    if !is_dealer_code(code) {
        return Err(Refusal::new(
            "admin.bad_code",
            "a dealer code has 2 to 12 capital letters and digits",
        ));
    }
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 || name.chars().any(char::is_control) {
        return Err(Refusal::new(
            "admin.bad_name",
            "a name has 1 to 60 characters",
        ));
    }
    let dealer = Dealer {
        id: new_id(now_at)?,
        code: code.to_owned(),
        name: name.to_owned(),
        created_at: now_at,
    };
    store.create_dealer(&dealer)?;
    super::recall::bring_to(store, &dealer, now_at)?;
    super::publication::bring_to(store, &dealer, now_at)?;
    log(store, "dealer.create", Some(dealer.id), None, now_at)?;
    Ok(dealer_json(&dealer))
}

fn dealer_json(dealer: &Dealer) -> Value {
    json!({
        "dealer_id": Uuid::from_bytes(dealer.id),
        "code": dealer.code,
        "name": dealer.name,
        "created_at": dealer.created_at,
    })
}

pub(super) fn list(store: &dyn ServerStore) -> Result<Value, Refusal> {
    Ok(store.dealers()?.iter().map(dealer_json).collect())
}

/// The dealer with this code.
pub(super) fn known(store: &dyn ServerStore, code: &str) -> Result<Dealer, Refusal> {
    store.dealer_by_code(code)?.ok_or_else(|| {
        Refusal::new("admin.not_found", "no dealer has this code").with(json!({ "code": code }))
    })
}

pub(super) fn enrol_code(
    store: &dyn ServerStore,
    dealer: &str,
    hours: i64,
    now_at: i64,
) -> Result<Value, Refusal> {
    let dealer = known(store, dealer)?;
    let code = new_enrolment_code()?;
    let hash = enrolment_code_hash(&code)
        .ok_or_else(|| Refusal::new("server.internal", "the new code cannot be read"))?;
    let expires_at = now_at + hours * HOUR_MS;
    store.add_enrolment_code(dealer.id, &hash, now_at, expires_at)?;
    log(store, "dealer.enrol_code", Some(dealer.id), None, now_at)?;
    Ok(json!({ "code": code, "dealer": dealer.code, "expires_at": expires_at }))
}

pub(super) fn devices(
    store: &dyn ServerStore,
    dealer: Option<&str>,
    now_at: i64,
) -> Result<Value, Refusal> {
    let dealer = dealer.map(|code| known(store, code)).transpose()?;
    let devices = store.devices(dealer.map(|dealer| dealer.id))?;
    Ok(devices
        .iter()
        .map(|device| device_json(device, now_at))
        .collect())
}

fn device_json(device: &Device, now_at: i64) -> Value {
    json!({
        "device_id": Uuid::from_bytes(device.id),
        "dealer": device.dealer_code,
        "pc_code": device.pc_code,
        "name": device.name,
        "app_version": device.app_version,
        "enrolled_at": device.enrolled_at,
        "last_seen_at": device.last_seen_at,
        "revoked_at": device.revoked_at,
        "stale": is_stale(device, now_at),
        "behind": device.behind,
        "last_dseq": device.last_dseq,
        "rejected": device.rejected,
        "clock_skew_ms": device.clock_skew_ms,
    })
}

pub(super) fn revoke(store: &dyn ServerStore, device: Uuid, now_at: i64) -> Result<Value, Refusal> {
    let revoked = store.revoke_device(device.into_bytes(), now_at)?;
    if revoked.is_empty() {
        return Err(Refusal::new("admin.not_found", "no PC has this id")
            .with(json!({ "device_id": device })));
    }
    log(
        store,
        "device.revoke",
        None,
        Some(device.into_bytes()),
        now_at,
    )?;
    Ok(revoked
        .iter()
        .map(|device| device_json(device, now_at))
        .collect())
}

pub(super) fn verify(store: &dyn ServerStore, dealer: &str) -> Result<Value, Refusal> {
    let dealer = known(store, dealer)?;
    let found = store.verify(dealer.id)?;
    let access_log = store.verify_access_log()?;
    let mut problems = found.problems;
    if let Err(seq) = access_log {
        problems.push(format!("access log: row {seq} is missing or changed"));
    }
    let rows: Map<String, Value> = found
        .rows
        .iter()
        .map(|(entity, count)| ((*entity).to_owned(), json!(count)))
        .collect();
    let ok = found.ok && access_log.is_ok();
    let answer = json!({
        "ok": ok,
        "integrity": if ok { "ok" } else { "damaged" },
        "problems": problems,
        "dealer": dealer.code,
        "epoch": Uuid::from_bytes(found.epoch),
        "state_hash": found.state_hash,
        "head_seq": found.head_seq,
        "log_entries": found.log_entries,
        "rows": rows,
        "conflicts": found.open_conflicts,
        "rejected": found.rejected,
        "devices": found.devices,
        "access_log_entries": access_log.ok(),
    });
    if ok {
        Ok(answer)
    } else {
        Err(Refusal::new("server.damaged", "the data of this dealer is not whole").with(answer))
    }
}
