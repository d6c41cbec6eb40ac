//! Sync with headquarters as people see it.

use std::sync::PoisonError;

use wuyou_contract::sync::{
    FieldValue, Peer, Receipt, RecordPage, RejectedItem, SyncDetails, SyncDetailsGet, SyncDiscard,
    SyncNow, SyncReport, SyncRetry, SyncState, SyncStatus, SyncStatusGet, WaitingChange,
};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::{DeviceId, StaffId};
use wuyou_domain::time::local_date;
use wuyou_store::outbox::{self, OutboxEntry};
use wuyou_store::{Database, View, receipt, settings, sync as store};
use wuyou_sync::entity::Privacy;
use wuyou_sync::registry::entity;
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};
use crate::show::code_from;

/// Waiting changes shown.
const WAITING_MOST: u32 = 200;
/// Receipts shown.
const RECEIPTS_MOST: u32 = 50;
/// This PC's clock against headquarters', as last compared.
const CLOCK_OFFSET: &str = "clock_offset_ms";
/// The shop's PCs, as headquarters last told.
const PEERS: &str = "peers";

/// Numbers of what waits.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counts {
    pub(crate) unsent: u32,
    pub(crate) conflicts: u32,
    pub(crate) rejected: u32,
}

/// What waits, in numbers.
pub(crate) fn counts(database: &Database) -> Outcome<Counts> {
    let state = database.read(store::state)?;
    Ok(Counts {
        unsent: state.unsent,
        conflicts: state.conflicts,
        rejected: state.parked,
    })
}

/// Tells how sync stands.
pub(crate) fn status(app: &App, _: &Acting, _: SyncStatusGet) -> Outcome<SyncStatus> {
    let Ok(database) = app.database() else {
        return Ok(unconnected());
    };
    let working = app.syncing.try_lock().is_err();
    let problem = *app
        .last_sync_problem
        .lock()
        .unwrap_or_else(PoisonError::into_inner);
    database.read(|view| {
        let state = store::state(view)?;
        let connected = settings::get(view, settings::TOKEN)?.is_some();
        let needs_person = state.conflicts > 0 || state.parked > 0;
        let pill = match problem {
            _ if !connected => SyncState::NotConnected,
            _ if working => SyncState::Working,
            Some(ErrorCode::SyncOffline | ErrorCode::SyncPortal | ErrorCode::SyncServer) => {
                SyncState::Offline
            }
            Some(_) => SyncState::Problem,
            None if needs_person => SyncState::Problem,
            None if state.unsent > 0 => SyncState::Waiting,
            None => SyncState::Synced,
        };
        let offset = settings::get(view, CLOCK_OFFSET)?;
        Ok(SyncStatus {
            state: pill,
            unsent: state.unsent,
            oldest_unsent_at: state.oldest_unsent_at,
            last_sync_at: receipt::last_ok_at(view)?,
            conflicts: state.conflicts,
            rejected: state.parked,
            problem: problem.map(|code| code.code().to_owned()),
            clock_offset_ms: offset.and_then(|text| text.parse().ok()),
        })
    })
}

fn unconnected() -> SyncStatus {
    SyncStatus {
        state: SyncState::NotConnected,
        unsent: 0,
        oldest_unsent_at: None,
        last_sync_at: None,
        conflicts: 0,
        rejected: 0,
        problem: None,
        clock_offset_ms: None,
    }
}

/// Syncs now.
pub(crate) fn now(app: &App, _: &Acting, _: SyncNow) -> Outcome<SyncReport> {
    if !app.is_connected() {
        return Err(ErrorCode::SyncNotConnected.into());
    }
    Ok(app.sync_quietly()?)
}

impl App {
    /// Syncs, and remembers how it went for the pill at the top of the screen.
    ///
    /// # Errors
    /// `sync.*`; everything done before the failure stays done.
    pub fn sync_quietly(&self) -> Result<SyncReport, ApiError> {
        let _one_at_a_time = self
            .syncing
            .try_lock()
            .map_err(|_| ApiError::from(ErrorCode::SyncBusy))?;
        let database = self.database()?;
        let nobody = database.read(super::staff::has_nobody);
        let result = self.port().sync(&database, self.now_at());
        let mut problem = self
            .last_sync_problem
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        *problem = result.as_ref().err().map(|error| error.code);
        drop(problem);
        let outcome = result?;
        if nobody.map_err(Failure::from)? {
            // Both sides have everything now: if there is still nobody, the shop is new.
            super::staff::make_owner(&database, self.now_at()).map_err(Failure::from)?;
            super::staff::resume_session(self);
        }
        super::money::put_right(&database, self.now_at())?;
        super::price::take_over(&database, self.now_at())?;
        let report = self.after_sync(&database, outcome);
        Ok(report?)
    }

    fn after_sync(&self, database: &Database, outcome: crate::SyncOutcome) -> Outcome<SyncReport> {
        let peers = self.port().peers(database).ok();
        database.local(|local| -> Outcome<()> {
            let offset = outcome.clock_offset_ms.to_string();
            settings::set(local, CLOCK_OFFSET, Some(&offset))?;
            if let Some(peers) = &peers {
                let json = serde_json::to_string(peers).unwrap_or_default();
                settings::set(local, PEERS, Some(&json))?;
            }
            Ok(())
        })?;
        let state = database.read(store::state)?;
        Ok(SyncReport {
            pushed: outcome.pushed,
            pulled: outcome.pulled,
            conflicts: state.conflicts,
            rejected: outcome.rejected,
            bytes: outcome.bytes,
            rounds: outcome.rounds,
        })
    }

    /// When the oldest change that headquarters does not have was made.
    #[must_use]
    pub fn waiting_since(&self) -> Option<i64> {
        let database = self.database().ok()?;
        database.read(store::state).ok()?.oldest_unsent_at
    }
}

/// Shows what waits, what was confirmed and what was refused.
pub(crate) fn details(app: &App, acting: &Acting, _: SyncDetailsGet) -> Outcome<SyncDetails> {
    let status = status(app, acting, SyncStatusGet {})?;
    app.database()?.read(|view| {
        let waiting = outbox::waiting(view, WAITING_MOST)?;
        let rejected = outbox::parked(view)?;
        let receipts = receipt::list(view, RECEIPTS_MOST)?;
        let month_bytes = receipt::bytes_since(view, month_start(acting.now_at))?;
        Ok(SyncDetails {
            status,
            waiting: waiting
                .into_iter()
                .map(|row| waiting_shown(view, row))
                .collect::<Outcome<_>>()?,
            rejected: rejected
                .into_iter()
                .map(|row| rejected_shown(view, row.entry, row.code))
                .collect::<Outcome<_>>()?,
            receipts: receipts.into_iter().map(receipt_shown).collect(),
            peers: peers(view)?,
            confirmed: outbox::count_confirmed(view)?,
            month_bytes: i64::try_from(month_bytes).unwrap_or(i64::MAX),
        })
    })
}

/// Offers a refused change again.
pub(crate) fn retry(app: &App, acting: &Acting, request: SyncRetry) -> Outcome<SyncDetails> {
    let dseq = u64::try_from(request.dseq).map_err(|_| ErrorCode::NotFound)?;
    app.database()?.retry_parked(&acting.edit()?, &[dseq])?;
    details(app, acting, SyncDetailsGet {})
}

/// Gives a refused change up.
pub(crate) fn discard(app: &App, acting: &Acting, request: SyncDiscard) -> Outcome<SyncDetails> {
    let dseq = u64::try_from(request.dseq).map_err(|_| ErrorCode::NotFound)?;
    app.database()?.discard_parked(dseq)?;
    details(app, acting, SyncDetailsGet {})
}

/// What a PC of the shop is called.
pub(crate) fn device_name(view: View<'_>, device: DeviceId) -> Outcome<Option<String>> {
    if settings::device_id(view)? == device {
        return Ok(settings::get(view, settings::DEVICE_NAME)?);
    }
    Ok(peers(view)?
        .into_iter()
        .find(|peer| peer.device_id == device.0)
        .map(|peer| peer.name))
}

fn peers(view: View<'_>) -> Outcome<Vec<Peer>> {
    let json = settings::get(view, PEERS)?;
    Ok(json
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_default())
}

/// The first instant of the current month in China.
fn month_start(now_at: i64) -> i64 {
    use chrono::Datelike as _;
    let first = local_date(now_at).and_then(|date| date.with_day(1));
    first
        .and_then(wuyou_domain::time::start_of_day)
        .unwrap_or(0)
}

fn staff_name(view: View<'_>, staff: uuid::Uuid) -> Outcome<Option<String>> {
    Ok(wuyou_store::staff::find(view, StaffId(staff))?.map(|row| row.name))
}

fn waiting_shown(view: View<'_>, row: OutboxEntry) -> Outcome<WaitingChange> {
    Ok(WaitingChange {
        dseq: i64::try_from(row.dseq).unwrap_or(i64::MAX),
        entity: row.entity.to_owned(),
        title: row.title,
        fields: row
            .fields
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect(),
        at: row.at,
        staff: staff_name(view, row.staff_id)?,
    })
}

fn rejected_shown(view: View<'_>, row: OutboxEntry, code: String) -> Outcome<RejectedItem> {
    let known = entity(row.entity);
    let values = row.fields.iter().map(|(name, value)| {
        let field = known.and_then(|entity| entity.field(name));
        let secret = field.is_some_and(|field| field.privacy == Privacy::Secret);
        FieldValue {
            field: (*name).to_owned(),
            value: text_of(value).filter(|_| !secret),
        }
    });
    let record = outbox::record_of(view, &row)?;
    let record = record.and_then(|(entity, id)| {
        Some(RecordPage {
            kind: code_from(Some(entity))?,
            id,
        })
    });
    Ok(RejectedItem {
        record,
        dseq: i64::try_from(row.dseq).unwrap_or(i64::MAX),
        entity: row.entity.to_owned(),
        values: values.collect(),
        title: row.title,
        code,
        at: row.at,
        staff: staff_name(view, row.staff_id)?,
    })
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::Int(number) => Some(number.to_string()),
        Value::Text(text) => Some(text.clone()),
        Value::Id(id) => Some(uuid::Uuid::from_bytes(*id).to_string()),
    }
}

fn receipt_shown(row: receipt::Receipt) -> Receipt {
    let bytes = row.sent_bytes.saturating_add(row.received_bytes);
    Receipt {
        at: row.at,
        pushed: row.pushed,
        pulled: row.pulled,
        bytes: u32::try_from(bytes).unwrap_or(u32::MAX),
        result: row.result,
    }
}
