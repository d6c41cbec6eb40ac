//! A page of the log for one device: whole groups, under limits.

use crate::hash::Hash;
use crate::message::Entry;
use crate::server::LogEntry;
use crate::value::RowId;

/// Rough bytes of an entry besides its change: numbers, the device, lengths.
const ENTRY_OVERHEAD: usize = 32;

/// How large a page may get. A group that is larger than the limits goes whole and alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PageLimits {
    /// Most entries.
    pub entries: usize,
    /// Most bytes, roughly.
    pub bytes: usize,
}

/// A page as it stands in the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Entries in the order of the log, whole groups only.
    pub entries: Vec<Entry>,
    /// The log's chain after the last entry; the given one when the page is empty.
    pub log_hash: Hash,
    /// The number of the last entry; the given cursor when the page is empty.
    pub end_seq: u64,
}

/// Whom a page is for.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'r> {
    /// The device.
    pub device: RowId,
    /// The identities its PC had before: what they made may lie unsent on the PC.
    pub former: &'r [RowId],
}

/// Builds the page that follows `cursor` (its number and the log's chain there) from the log's
/// rows in order. Takes from `log` no more rows than it needs to know that the page is full, so a
/// store may hand over a lazy cursor.
pub fn page(
    log: impl IntoIterator<Item = LogEntry>,
    reader: &Reader<'_>,
    cursor: (u64, Hash),
    limits: PageLimits,
) -> Page {
    let mut entries = Vec::new();
    let mut bytes = 0;
    // Entries up to the last group border, the number and chain there.
    let (mut whole, mut end_seq, mut log_hash) = (0, cursor.0, cursor.1);
    for row in log {
        bytes += ENTRY_OVERHEAD + size(&row, reader);
        let border = row.group_end.then_some((row.seq, row.log_hash));
        let full = entries.len() >= limits.entries || bytes > limits.bytes;
        if full && whole > 0 {
            break;
        }
        entries.push(entry(row, reader));
        if let Some((seq, hash)) = border {
            (whole, end_seq, log_hash) = (entries.len(), seq, hash);
            if full {
                break;
            }
        }
    }
    entries.truncate(whole);
    Page {
        entries,
        log_hash,
        end_seq,
    }
}

/// Bytes of what goes out of a row: nothing of a change the reader has, else the change, and to the
/// one who made it the values that stand where it lost.
fn size(row: &LogEntry, reader: &Reader<'_>) -> usize {
    if own_as_sent(row, reader) {
        return 0;
    }
    let told = row.device == reader.device || reader.former.contains(&row.device);
    let lost = row.lost.iter().filter(|_| told);
    row.change.len()
        + lost
            .map(|(_, value)| value.as_text().map_or(16, str::len))
            .sum::<usize>()
}

fn own_as_sent(row: &LogEntry, reader: &Reader<'_>) -> bool {
    row.device == reader.device && row.as_sent
}

/// How one row of the log reads for a device: its own bytes need not come back.
fn entry(row: LogEntry, reader: &Reader<'_>) -> Entry {
    if own_as_sent(&row, reader) {
        Entry::OwnAsSent {
            seq: row.seq,
            dseq: row.dseq,
        }
    } else if row.device == reader.device {
        Entry::OwnMerged {
            seq: row.seq,
            dseq: row.dseq,
            change: row.change,
            lost: row.lost,
        }
    } else if reader.former.contains(&row.device) {
        Entry::Former {
            seq: row.seq,
            device: row.device,
            change: row.change,
            lost: row.lost,
        }
    } else {
        Entry::Other {
            seq: row.seq,
            device: row.device,
            change: row.change,
        }
    }
}
