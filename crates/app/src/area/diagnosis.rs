//! The file for support: versions, counts, how sync stands, and the codes of the last errors. It
//! holds nothing that anybody typed, so that it can be sent by any way.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};
use wuyou_contract::diagnosis::{Diagnosis, DiagnosisWrite};
use wuyou_contract::job::JobKind;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_store::{Database, KeyPlace, Stage, View, diagnosis as store, receipt, settings};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::place;

/// The folder beside the data for files without a place.
const FOLDER: &str = "diagnosis";
/// Errors kept.
const ERRORS_MOST: usize = 100;
/// Rounds of sync told.
const RECEIPTS_MOST: u32 = 50;
/// Settings that say nothing about anybody.
const SETTINGS: [&str; 8] = [
    settings::DEALER_CODE,
    settings::PC_CODE,
    settings::DEVICE_ID,
    settings::LANGUAGE,
    "theme",
    "density",
    "lock_after_minutes",
    "clock_offset_ms",
];

/// The last refusals and failures since the program was started: when, of what, and the code.
#[derive(Debug, Default)]
pub(crate) struct Errors(Mutex<VecDeque<(i64, &'static str, ErrorCode)>>);

impl Errors {
    /// Keeps an error; the oldest goes.
    pub(crate) fn note(&self, at: i64, command: &'static str, code: ErrorCode) {
        let mut errors = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        errors.push_back((at, command, code));
        if errors.len() > ERRORS_MOST {
            errors.pop_front();
        }
    }

    fn told(&self) -> Vec<Value> {
        let errors = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let told = errors.iter().rev();
        told.map(|(at, command, code)| json!({"at": at, "command": command, "code": code.code()}))
            .collect()
    }
}

/// Writes the file.
pub(crate) fn write(app: &App, acting: &Acting, request: DiagnosisWrite) -> Outcome<Diagnosis> {
    let own = (FOLDER, "wuyou-diagnosis", "json");
    let wanted = request.path.as_deref();
    let path = place::chosen(app, wanted, request.replace, own, acting.now_at)?;
    let running = app.jobs.begin(JobKind::Diagnosis)?;
    running.stage(Stage::Reading, 0)?;
    let database = app.database()?;
    let told = told(app, acting, &database)?;
    let text = serde_json::to_string_pretty(&told).map_err(|_| ErrorCode::Internal)?;
    place::write(&path, text.as_bytes(), || {
        running.stage(Stage::Replacing, 0)
    })?;
    Ok(Diagnosis {
        path: path.display().to_string(),
        text,
    })
}

fn told(app: &App, acting: &Acting, database: &Database) -> Outcome<Value> {
    let backups = super::backup::backups(&app.dir())?;
    let backups: Vec<Value> = backups
        .iter()
        .map(|row| json!({"made_at": row.made_at, "bytes": row.bytes, "reason": row.reason}))
        .collect();
    let (journal, _) = database.pragma("journal_mode")?;
    let (synchronous, _) = database.pragma("synchronous")?;
    let mut told = database.read(stored)?;
    told["made_at"] = acting.now_at.into();
    told["program"] = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "system": std::env::consts::OS,
        "machine": std::env::consts::ARCH,
        "key": match database.key_place() {
            KeyPlace::Keychain => "system",
            KeyPlace::File => "file",
        },
        "schema_known": wuyou_store::schema::known_version(),
    });
    told["database"]["journal_mode"] = journal.into();
    told["database"]["synchronous"] = synchronous.into();
    let problem = app.last_sync_problem.lock();
    let problem = *problem.unwrap_or_else(PoisonError::into_inner);
    told["sync"]["problem"] = problem.map(ErrorCode::code).into();
    told["backups"] = backups.into();
    told["errors"] = app.errors.told().into();
    told["log"] = crate::log::tail(&app.dir()).into();
    Ok(told)
}

fn stored(view: View<'_>) -> Outcome<Value> {
    let (sqlite, cipher) = store::library(view)?;
    let state = wuyou_store::sync::state(view)?;
    let rows: serde_json::Map<String, Value> = store::rows(view)?
        .into_iter()
        .map(|(name, rows)| {
            let told = json!({"live": rows.live, "deleted": rows.deleted});
            (name.to_owned(), told)
        })
        .collect();
    let mut chosen = serde_json::Map::new();
    for key in SETTINGS {
        chosen.insert(key.to_owned(), settings::get(view, key)?.into());
    }
    let receipts: Vec<Value> = receipt::list(view, RECEIPTS_MOST)?
        .into_iter()
        .map(|one| {
            json!({
                "at": one.at, "pushed": one.pushed, "pulled": one.pulled,
                "sent_bytes": one.sent_bytes, "received_bytes": one.received_bytes,
                "result": one.result,
            })
        })
        .collect();
    Ok(json!({
        "database": {
            "sqlite": sqlite, "cipher": cipher, "schema": store::migrations(view)?,
        },
        "rows": rows,
        "settings": chosen,
        "sync": {
            "connected": settings::get(view, settings::TOKEN)?.is_some(),
            "cursor": state.cursor.seq,
            "acknowledged": state.acknowledged_dseq,
            "last_own": state.last_dseq,
            "unsent": state.unsent,
            "oldest_unsent_at": state.oldest_unsent_at,
            "conflicts": state.conflicts,
            "refused": store::parked(view)?,
            "rounds": receipts,
        },
    }))
}

impl App {
    /// Keeps the code of a refusal or failure for support.
    pub(crate) fn note_error(&self, command: &'static str, error: &ApiError) {
        self.errors.note(self.now_at(), command, error.code);
    }
}
