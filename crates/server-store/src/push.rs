//! The one order in which a sync request is executed, for every database.
//!
//! Everything that decides is `wuyou-sync`'s; a database only loads and writes ([`DealerTx`]).

use wuyou_sync::hash::Hash;
use wuyou_sync::message::{Done, Epoch, MAX_CHANGES, Refused, SyncRequest, SyncResponse};
use wuyou_sync::server::{
    CursorCheck, DeviceState, Incoming, Loaded, Page, PageLimits, PushCheck, PushPlan, RowKey,
    Rows, check_cursor, check_push, load_for, plan_push,
};

use crate::error::StoreError;
use crate::store::Result;

/// Most bytes of a page's changes, roughly; a larger group goes whole and alone.
const PAGE_BYTES: usize = 2 * 1024 * 1024;
/// Most changes of one push. A PC sends at most [`MAX_CHANGES`], or one group that is larger.
const MAX_PUSH_CHANGES: usize = 32_768;
/// Most bytes one group may take in the log, with all that lost in it and the conflicts it met. It
/// goes whole into a page, and so must fit into every PC's answer.
const MAX_GROUP_LOG_BYTES: usize = 10 * 1024 * 1024;
/// Most bytes of an answer's refusals, roughly: each says what the server holds instead, which may
/// be far longer than what was sent. Together with a page they stay below the largest answer.
const REFUSAL_BYTES: usize = 4 * 1024 * 1024;
/// A request that only reads is written down at most this often, in milliseconds.
const SEEN_EVERY_MS: i64 = 30_000;

/// A device's row, as far as sync needs it.
#[derive(Debug, Clone, Copy)]
pub struct DeviceRow {
    /// What it has sent.
    pub state: DeviceState,
    /// When it was written down that it was here.
    pub last_seen_at: Option<i64>,
    /// Up to where it had read by then.
    pub cursor_seq: u64,
}

/// One transaction on one dealer's data for one of its devices.
pub trait DealerTx {
    /// The log's last number and chain. When `lock` is set, nobody else can write to this dealer
    /// from here to the end of the transaction.
    ///
    /// # Errors
    /// [`StoreError`].
    fn head(&mut self, lock: bool) -> Result<(u64, Hash)>;

    /// The device.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when the dealer has no such device, [`StoreError::Revoked`] when
    /// it is revoked by now: its credential was checked before its body had come in.
    fn device(&mut self) -> Result<DeviceRow>;

    /// The log's chain after this entry; `None` when there is none.
    ///
    /// # Errors
    /// [`StoreError`].
    fn log_hash_at(&mut self, seq: u64) -> Result<Option<Hash>>;

    /// Loads rows; keys without a row are absent in the answer.
    ///
    /// # Errors
    /// [`StoreError`].
    fn load(&mut self, keys: &[RowKey]) -> Result<Loaded>;

    /// Loads the rows that hang on these ([`wuyou_sync::registry::holder`]) and are not deleted.
    ///
    /// # Errors
    /// [`StoreError`].
    fn load_hanging(&mut self, on: &[RowKey]) -> Result<Loaded>;

    /// Writes everything a push changes.
    ///
    /// # Errors
    /// [`StoreError`].
    fn write(&mut self, plan: &PushPlan, now_at: i64) -> Result<()>;

    /// The refusals this device was given for numbers of this range, in their order, as far as
    /// they fit into about so many bytes; the first one always does.
    ///
    /// # Errors
    /// [`StoreError`].
    fn refusals(&mut self, first_dseq: u64, last_dseq: u64, bytes: usize) -> Result<Refusals>;

    /// The page that follows a cursor.
    ///
    /// # Errors
    /// [`StoreError`].
    fn page(&mut self, cursor: (u64, Hash), limits: PageLimits) -> Result<Page>;

    /// Writes down that the device was here.
    ///
    /// # Errors
    /// [`StoreError`].
    fn write_seen(&mut self, seen: &Seen, now_at: i64) -> Result<()>;
}

/// Refusals for one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusals {
    /// In the order of the device's numbers.
    pub refused: Vec<Refused>,
    /// Up to this number of the device none is missing.
    pub complete_to: u64,
}

/// That a device was here, and how it stands.
#[derive(Debug, Clone, Copy)]
pub struct Seen {
    /// Up to where it has read.
    pub cursor_seq: u64,
    /// How far its clock is ahead, in milliseconds.
    pub clock_skew_ms: i64,
    before: DeviceRow,
}

impl Seen {
    /// Whether this says more than what was written down last.
    #[must_use]
    pub fn worth_writing(&self, now_at: i64) -> bool {
        self.cursor_seq != self.before.cursor_seq
            || self
                .before
                .last_seen_at
                .is_none_or(|at| now_at - at >= SEEN_EVERY_MS || at > now_at)
    }
}

/// Answers a request with changes. The transaction must be committed before the answer is sent.
///
/// # Errors
/// [`StoreError`]; then the transaction must be rolled back.
pub fn push_and_page(
    tx: &mut impl DealerTx,
    epoch: &Epoch,
    request: &SyncRequest,
    now_at: i64,
) -> Result<SyncResponse> {
    let (answer, seen) = answer(tx, epoch, request, now_at, true)?;
    tx.write_seen(&seen, now_at)?;
    Ok(answer)
}

/// Answers a request without changes; writes nothing. The second part is for
/// [`DealerTx::write_seen`] in a transaction of its own.
///
/// # Errors
/// [`StoreError`].
pub fn page_only(
    tx: &mut impl DealerTx,
    epoch: &Epoch,
    request: &SyncRequest,
    now_at: i64,
) -> Result<(SyncResponse, Seen)> {
    answer(tx, epoch, request, now_at, false)
}

fn answer(
    tx: &mut impl DealerTx,
    epoch: &Epoch,
    request: &SyncRequest,
    now_at: i64,
    writes: bool,
) -> Result<(SyncResponse, Seen)> {
    let head = tx.head(writes)?;
    let device = tx.device()?;
    let mut seen = Seen {
        cursor_seq: device.cursor_seq,
        clock_skew_ms: request.client_now_at.saturating_sub(now_at),
        before: device,
    };
    let at_cursor = tx.log_hash_at(request.cursor)?;
    match check_cursor(epoch, request, at_cursor) {
        CursorCheck::Ok => seen.cursor_seq = request.cursor,
        CursorCheck::OtherEpoch => {
            return Ok((SyncResponse::OtherEpoch { epoch: *epoch }, seen));
        }
        CursorCheck::BadCursor => {
            return Ok((SyncResponse::BadCursor { head_seq: head.0 }, seen));
        }
    }
    let changes = match check_push(&device.state, &request.push) {
        PushCheck::New { changes } => changes,
        PushCheck::Gap { expected_dseq } => return Ok((SyncResponse::Gap { expected_dseq }, seen)),
        PushCheck::Fork { last_dseq } => return Ok((SyncResponse::Fork { last_dseq }, seen)),
        PushCheck::Malformed { dseq } => return Err(StoreError::BadPush { dseq }),
    };
    let (head_seq, last_dseq) = if changes.is_empty() {
        (head.0, device.state.last_dseq)
    } else {
        take(tx, head, device.state, changes, now_at)?
    };
    let refusals = refusals(tx, request.push.first_dseq, last_dseq)?;
    let done = Done {
        last_dseq: refusals.complete_to,
        refused: refusals.refused,
        ..done(tx, epoch, request, head_seq, now_at)?
    };
    Ok((SyncResponse::Done(Box::new(done)), seen))
}

/// The rows of a transaction, as a plan asks for them.
struct Loader<'t, T>(&'t mut T);

impl<T: DealerTx> Rows for Loader<'_, T> {
    type Error = StoreError;

    fn load(&mut self, keys: &[RowKey]) -> Result<Loaded> {
        self.0.load(keys)
    }

    fn load_hanging(&mut self, on: &[RowKey]) -> Result<Loaded> {
        self.0.load_hanging(on)
    }
}

/// Merges and writes new changes. Gives the log's and the device's last numbers.
fn take(
    tx: &mut impl DealerTx,
    head: (u64, Hash),
    device: DeviceState,
    changes: Vec<Incoming>,
    now_at: i64,
) -> Result<(u64, u64)> {
    check_size(&changes)?;
    let loaded = load_for(&mut Loader(tx), &device.id, &changes)?;
    let plan = plan_push(head, device, changes, loaded, now_at);
    check_groups(&plan)?;
    tx.write(&plan, now_at)?;
    Ok((plan.head_seq, plan.device.last_dseq))
}

/// No PC sends so many changes at once, and several groups only up to [`MAX_CHANGES`].
fn check_size(changes: &[Incoming]) -> Result<()> {
    let ends = |incoming: &&Incoming| matches!(&incoming.change, Ok(change) if change.group_end);
    let before_last = changes.len().saturating_sub(1);
    match changes.get(MAX_CHANGES) {
        Some(over)
            if changes.len() > MAX_PUSH_CHANGES
                || changes[..before_last].iter().any(|one| ends(&one)) =>
        {
            Err(StoreError::BadPush { dseq: over.dseq })
        }
        _ => Ok(()),
    }
}

/// A small edit can meet a large value, and both come back. A group made of nothing else would be
/// an answer no PC of the dealer could read, so it is not taken.
fn check_groups(plan: &PushPlan) -> Result<()> {
    let mut bytes = 0;
    for entry in &plan.log {
        let lost = entry.lost.iter();
        let lost = lost.map(|(_, value)| value.as_text().map_or(16, str::len));
        bytes += entry.change.len() + lost.sum::<usize>();
        if bytes > MAX_GROUP_LOG_BYTES {
            return Err(StoreError::BadPush { dseq: entry.dseq });
        }
        if entry.group_end {
            bytes = 0;
        }
    }
    Ok(())
}

/// The refusals of all that the device still holds unacknowledged, whatever this push brings of it:
/// the answer that told them first may have been lost. Where they are too many for one answer,
/// only the changes up to the last one told count as acknowledged, and the device asks for the rest.
fn refusals(tx: &mut impl DealerTx, first_dseq: u64, last_dseq: u64) -> Result<Refusals> {
    if first_dseq > last_dseq {
        return Ok(Refusals {
            refused: Vec::new(),
            complete_to: last_dseq,
        });
    }
    tx.refusals(first_dseq, last_dseq, REFUSAL_BYTES)
}

fn done(
    tx: &mut impl DealerTx,
    epoch: &Epoch,
    request: &SyncRequest,
    head_seq: u64,
    now_at: i64,
) -> Result<Done> {
    let wanted = usize::try_from(request.max_changes).unwrap_or(MAX_CHANGES);
    let limits = PageLimits {
        entries: wanted.min(MAX_CHANGES),
        bytes: PAGE_BYTES,
    };
    let page = tx.page((request.cursor, request.log_hash), limits)?;
    Ok(Done {
        epoch: *epoch,
        server_now_at: now_at,
        last_dseq: 0,
        refused: Vec::new(),
        entries: page.entries,
        log_hash: page.log_hash,
        head_seq,
        // No backup of this server's has been verified, so PCs keep what they sent.
        durable_seq: 0,
    })
}
