//! Asking headquarters for a version and fetching it, a little at a time, behind sync.

use std::sync::atomic::Ordering;

use wuyou_contract::ErrorCode;
use wuyou_domain::time::DAY_MS;
use wuyou_update::package::Head;
use wuyou_update::shelf::Wanted;
use wuyou_update::{State, UpdateError};

use super::{Desk, code, failed, today};
use crate::app::App;
use crate::failure::Outcome;

/// Bytes asked for at once: on the slowest line sync has its turn again after seconds.
const PIECE_BYTES: u64 = 128 * 1024;
/// Pieces taken in one turn of the background's work at most.
const PIECES_MOST: u32 = 4;
/// A turn takes no other piece after this long, in milliseconds.
const TURN_MS: u64 = 2_000;
/// After a failure headquarters is left alone for this long, in milliseconds.
const REST_MS: i64 = 15 * 60 * 1000;
/// As long as the disk is full, this long.
const FULL_REST_MS: i64 = 6 * 60 * 60 * 1000;

impl App {
    /// Asks for a version once a day, and fetches a piece of what is wanted. Hosts call it now and
    /// then, after sync.
    pub fn fetch_update(&self) {
        let now_at = self.now_at();
        let Ok(desk) = self.desk() else {
            return;
        };
        let rests_until_at = self.updates.rests_until_at.load(Ordering::SeqCst);
        // A clock that jumped back must not silence it until it catches up.
        let rests = now_at < rests_until_at && rests_until_at - now_at <= FULL_REST_MS;
        if rests || !self.is_connected() {
            return;
        }
        let state = desk.shelf.state();
        let done = match &state.wanted {
            Some(wanted) => self.fetch(&desk, wanted),
            None if is_due(&state, now_at) => self.ask(&desk),
            None => Ok(()),
        };
        if let Err(failure) = done {
            let code = failure.code();
            let rest = match code {
                ErrorCode::StoreDiskFull => FULL_REST_MS,
                _ => REST_MS,
            };
            tracing::info!(code = code.code(), "no update fetched");
            let until = now_at.saturating_add(rest);
            self.updates.rests_until_at.store(until, Ordering::SeqCst);
        }
    }

    fn ask(&self, desk: &Desk<'_>) -> Outcome<()> {
        let (database, now_at) = (self.database()?, self.now_at());
        let offer = self.port().update_offer(&database, &desk.here.target)?;
        let note = |problem: Option<ErrorCode>| {
            desk.shelf.change(|state| {
                state.asked_at = Some(now_at);
                state.problem = problem.map(|code| code.code().to_owned());
            })
        };
        let Some(offer) = offer else {
            desk.shelf.nothing_offered().map_err(failed)?;
            return note(None).map_err(failed);
        };
        let wanted = Head::new(offer.manifest.into_bytes(), offer.signature)
            .verified(&desk.here.key)
            .and_then(|manifest| {
                let wanted = Wanted {
                    manifest,
                    file_bytes: offer.file_bytes,
                };
                desk.shelf.want(&wanted, desk.here, today(now_at))
            });
        match wanted {
            Ok(_) => note(None).map_err(failed),
            // What is offered is behind what is here: nothing newer is meant to be installed.
            Err(UpdateError::NotNewer) => {
                desk.shelf.nothing_offered().map_err(failed)?;
                note(None).map_err(failed)
            }
            Err(error) => {
                note(Some(code(&error))).map_err(failed)?;
                Err(failed(error))
            }
        }
    }

    fn fetch(&self, desk: &Desk<'_>, wanted: &Wanted) -> Outcome<()> {
        let begun_at = self.now_at();
        for _ in 0..PIECES_MOST {
            let here = desk.shelf.fetched();
            if here >= wanted.file_bytes {
                return self.fetched(desk);
            }
            let most = PIECE_BYTES.min(wanted.file_bytes - here);
            let piece = self.piece(desk, wanted, (here, most))?;
            if let Err(error) = desk.shelf.add(&piece) {
                return Err(noted(desk, error));
            }
            if self.now_at().abs_diff(begun_at) > TURN_MS {
                return Ok(());
            }
        }
        match desk.shelf.fetched() >= wanted.file_bytes {
            true => self.fetched(desk),
            false => Ok(()),
        }
    }

    fn piece(&self, desk: &Desk<'_>, wanted: &Wanted, part: (u64, u64)) -> Outcome<Vec<u8>> {
        let version = wanted.manifest.version.to_string();
        let database = self.database()?;
        let of = (desk.here.target.as_str(), version.as_str());
        let piece = self.port().update_part(&database, of, part);
        piece.map_err(|error| {
            // Withdrawn meanwhile: the next turn asks what there is instead.
            if error.code == ErrorCode::UpdateNone {
                let forgotten = desk.shelf.change(|state| {
                    state.wanted = None;
                    state.asked_at = None;
                });
                if let Err(error) = forgotten {
                    tracing::warn!(%error, "the notes on updates");
                }
            }
            error.into()
        })
    }

    fn fetched(&self, desk: &Desk<'_>) -> Outcome<()> {
        let now_at = self.now_at();
        let whole = desk.shelf.fetched_whole(desk.here, today(now_at), now_at);
        let manifest = whole.map_err(|error| noted(desk, error))?;
        tracing::info!(version = %manifest.version, "a version was fetched");
        Ok(())
    }
}

fn noted(desk: &Desk<'_>, error: UpdateError) -> crate::failure::Failure {
    let problem = code(&error).code().to_owned();
    if let Err(error) = desk.shelf.change(|state| state.problem = Some(problem)) {
        tracing::warn!(%error, "the notes on updates");
    }
    failed(error)
}

fn is_due(state: &State, now_at: i64) -> bool {
    state
        .asked_at
        .is_none_or(|asked_at| now_at < asked_at || now_at - asked_at >= DAY_MS)
}
