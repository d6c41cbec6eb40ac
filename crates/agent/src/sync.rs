//! A sync: rounds of push and page until both sides have everything.

use std::time::{Duration, Instant};

use reqwest::Method;
use reqwest::header::CONTENT_TYPE;
use wuyou_store::Database;
use wuyou_store::receipt::{self, Receipt};
use wuyou_store::renewal;
use wuyou_store::sync::{self as store, ApplyError};
use wuyou_sync::client::ClientError;
use wuyou_sync::message::{Done, MAX_ANSWER_BYTES, SyncRequest, SyncResponse};
use wuyou_sync::wire;

use crate::agent::{Agent, Place};
use crate::error::AgentError;
use crate::http;

/// A clock further off than this is worth a warning, in milliseconds.
pub const MAX_CLOCK_OFFSET_MS: i64 = 5 * 60 * 1000;
/// How often a page that does not continue the log is asked for again: a server may have been
/// caught between two states, a real difference stays.
const HOLES: u32 = 2;
/// How often the server may ask for earlier changes.
const GAPS: u32 = 2;
/// Time a round may take besides what is sent: an answer of full size comes in over a slow link.
const REQUEST_TIME: Duration = Duration::from_secs(600);
/// The slowest link that is waited for, in bytes a second.
const SLOWEST: u64 = 2_000;

/// What one sync did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncOutcome {
    /// Changes sent and taken.
    pub pushed: u32,
    /// Changes received of other PCs and of headquarters.
    pub pulled: u32,
    /// Changes refused and parked.
    pub rejected: u32,
    /// Bytes up and down, bodies only.
    pub bytes: u32,
    /// Round trips.
    pub rounds: u32,
    /// This PC's clock minus headquarters', in milliseconds.
    pub clock_offset_ms: i64,
}

impl SyncOutcome {
    /// Whether a person should set the PC's clock. Sync works all the same.
    #[must_use]
    pub fn clock_is_wrong(&self) -> bool {
        self.clock_offset_ms.abs() > MAX_CLOCK_OFFSET_MS
    }
}

/// This PC's clock through one sync: read once, then carried on by the steady one.
struct Clock {
    now_at: i64,
    read: Instant,
}

impl Clock {
    fn now_at(&self) -> i64 {
        let since = i64::try_from(self.read.elapsed().as_millis()).unwrap_or(0);
        self.now_at.saturating_add(since)
    }
}

/// What one round came to.
enum Round {
    /// The answer is in the database; says whether more waits on either side.
    Applied { more: bool },
    /// The page did not continue the log; says whether it named changes of this PC, whose bytes do
    /// not come back.
    Hole { own: bool },
    /// The server wants earlier changes; the next push begins there.
    Gap,
}

impl Agent {
    /// Sends what waits and receives what is new, until both sides have everything. Only one at a
    /// time; what was done before a failure stays done, and a receipt of the failure is kept.
    /// `now_at` is this PC's clock at the call, Unix milliseconds.
    ///
    /// # Errors
    /// [`AgentError`].
    pub async fn sync(&self, database: &Database, now_at: i64) -> Result<SyncOutcome, AgentError> {
        let _running = self.running.try_lock().map_err(|_| AgentError::Busy)?;
        let clock = Clock {
            now_at,
            read: Instant::now(),
        };
        let mut outcome = SyncOutcome::default();
        let result = self.healed(database, &clock, &mut outcome).await;
        if let Err(error) = &result {
            tracing::warn!(%error, "sync failed");
            note_failure(database, clock.now_at(), error);
        }
        result.map(|()| outcome)
    }

    /// Syncs, under a new identity where this PC needs one: after a restore before anything is sent,
    /// or once the server says that it holds other changes under this PC's numbers.
    async fn healed(
        &self,
        database: &Database,
        clock: &Clock,
        outcome: &mut SyncOutcome,
    ) -> Result<(), AgentError> {
        if database.read(renewal::needed)? {
            self.renew(database).await?;
        }
        let place = Place::read(database)?;
        match self.rounds(database, (&place, clock), outcome).await {
            Err(AgentError::Fork) => {
                self.renew(database).await?;
                let place = Place::read(database)?;
                self.rounds(database, (&place, clock), outcome).await
            }
            done => done,
        }
    }

    async fn rounds(
        &self,
        database: &Database,
        way: (&Place, &Clock),
        outcome: &mut SyncOutcome,
    ) -> Result<(), AgentError> {
        let (mut holes, mut gaps) = (0, 0);
        loop {
            match self.round(database, way, outcome).await? {
                Round::Applied { more: false } => return Ok(()),
                Round::Applied { more: true } => {}
                Round::Hole { own } => {
                    holes += 1;
                    if holes > HOLES {
                        // A copy made other changes under this PC's numbers, or the logs differ.
                        return Err(if own {
                            AgentError::Fork
                        } else {
                            AgentError::OtherHistory
                        });
                    }
                }
                Round::Gap => {
                    gaps += 1;
                    if gaps > GAPS {
                        return Err(AgentError::Stuck);
                    }
                }
            }
        }
    }

    async fn round(
        &self,
        database: &Database,
        (place, clock): (&Place, &Clock),
        outcome: &mut SyncOutcome,
    ) -> Result<Round, AgentError> {
        let asked_at = clock.now_at();
        let request = self.next_request(database, asked_at)?;
        let packed = http::pack(&wire::encode_request(&request).map_err(|error| {
            // Groups are kept far below the limit when they are made.
            AgentError::Unreadable(error.to_string())
        })?)?;
        let sent = packed.len() as u64;
        let answer = self.patiently(|| self.post(place, packed.clone())).await?;
        let received = answer.len() as u64;
        let answered_at = clock.now_at();
        let answer = http::unpack(&answer, MAX_ANSWER_BYTES)?;
        outcome.rounds += 1;
        let bytes = u32::try_from(sent + received).unwrap_or(u32::MAX);
        outcome.bytes = outcome.bytes.saturating_add(bytes);
        let done = match wire::decode_response(&answer) {
            Ok(SyncResponse::Done(done)) => done,
            Ok(SyncResponse::Gap { expected_dseq }) => {
                database.send_from(expected_dseq)?;
                return Ok(Round::Gap);
            }
            Ok(SyncResponse::Fork { .. }) => return Err(AgentError::Fork),
            Ok(SyncResponse::OtherEpoch { .. } | SyncResponse::BadCursor { .. }) => {
                return Err(AgentError::OtherHistory);
            }
            Err(wire::WireError::OtherProtocol { .. }) => return Err(AgentError::TooOld),
            Err(error) => return Err(AgentError::Unreadable(error.to_string())),
        };
        // A push always goes on from the same number to the same end, or further. What the server
        // holds past that was sent by a copy of this PC.
        let sent_to =
            (request.push.first_dseq + request.push.changes.len() as u64).saturating_sub(1);
        if done.last_dseq > sent_to {
            return Err(AgentError::Fork);
        }
        // The server read its clock about halfway.
        let halfway = asked_at + (answered_at - asked_at) / 2;
        outcome.clock_offset_ms = halfway.saturating_sub(done.server_now_at);
        let receipt = Receipt {
            at: answered_at,
            pushed: u32::try_from(request.push.changes.len()).unwrap_or(u32::MAX),
            pulled: 0,
            sent_bytes: sent,
            received_bytes: received,
            result: "ok".to_owned(),
        };
        apply(database, &done, &receipt, outcome)
    }

    fn next_request(&self, database: &Database, now_at: i64) -> Result<SyncRequest, AgentError> {
        database.read(|view| {
            let cursor = store::cursor(view)?;
            Ok(SyncRequest {
                epoch: cursor.epoch,
                cursor: cursor.seq,
                log_hash: cursor.log_hash,
                client_now_at: now_at,
                push: store::push(view, self.config.push)?,
                max_changes: self.config.page_changes,
            })
        })
    }

    async fn post(&self, place: &Place, packed: Vec<u8>) -> Result<Vec<u8>, AgentError> {
        let slow = Duration::from_secs(packed.len() as u64 / SLOWEST);
        let request = self
            .request(Method::POST, &place.address, "api/v1/sync")
            .bearer_auth(&place.token)
            .header(CONTENT_TYPE, http::SYNC_TYPE)
            .timeout(REQUEST_TIME + slow)
            .body(packed);
        http::exchange(request, http::SYNC_TYPE, MAX_ANSWER_BYTES).await
    }
}

/// Keeps the reason for the sync centre. That this fails too is not worth hiding the first failure
/// for.
fn note_failure(database: &Database, at: i64, error: &AgentError) {
    let receipt = Receipt {
        at,
        result: error.code().code().to_owned(),
        ..Receipt::default()
    };
    let noted = database.local(|local| receipt::add_failed(local, &receipt));
    if let Err(error) = noted {
        tracing::warn!(%error, "the failed sync was not written down");
    }
}

/// Writes an answer into the database.
fn apply(
    database: &Database,
    done: &Done,
    receipt: &Receipt,
    outcome: &mut SyncOutcome,
) -> Result<Round, AgentError> {
    let before = database.read(store::state)?;
    let applied = match database.apply(done, receipt) {
        Ok(applied) => applied,
        Err(ApplyError::Client(ClientError::Hole { seq })) => {
            tracing::warn!(seq, "a page does not continue the log");
            let own = done.entries.iter().any(|entry| entry.dseq().is_some());
            return Ok(Round::Hole { own });
        }
        Err(error) => return Err(error.into()),
    };
    let after = database.read(store::state)?;
    let confirmed = after
        .acknowledged_dseq
        .saturating_sub(before.acknowledged_dseq);
    let confirmed = u32::try_from(confirmed).unwrap_or(u32::MAX);
    outcome.pushed += confirmed.saturating_sub(applied.parked);
    outcome.pulled += applied.pulled;
    outcome.rejected += applied.parked;
    let more = applied.more || after.unsent > 0;
    let moved = confirmed > 0 || applied.pulled > 0;
    // An edit made meanwhile waits for the next round; a server that takes nothing is an error.
    if more && !moved && after.last_dseq == before.last_dseq && receipt.pushed > 0 {
        return Err(AgentError::Stuck);
    }
    Ok(Round::Applied { more })
}
