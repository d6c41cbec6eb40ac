//! `admin verify`: is a dealer's data whole?
//!
//! Checked: the file itself; references; the log's numbers and chain; that the business rows are
//! exactly what folding the log gives; that every number a PC sent is either in the log or set
//! aside as refused. The state hash is the one a PC in the same state prints.

use std::collections::{BTreeMap, HashMap};

use rusqlite::{OptionalExtension, Transaction};
use wuyou_sync::change::Change;
use wuyou_sync::entity::Entity;
use wuyou_sync::hash::{CHAIN_START, Hash, StateHasher, log_chain};
use wuyou_sync::message::Epoch;
use wuyou_sync::registry::{DELETED_AT, ENTITIES, entity_by_id};
use wuyou_sync::value::{RowId, Value};

use super::rows;
use super::{admin, hq};
use crate::model::Verification;
use crate::store::Result;

/// Most problems that are listed.
const MAX_PROBLEMS: usize = 100;

/// Rows as the log tells them: by entity, by id; the values of the fields and the tombstone.
type Folded = HashMap<u8, BTreeMap<RowId, Vec<Value>>>;

struct Findings(Vec<String>);

impl Findings {
    fn add(&mut self, problem: String) {
        if self.0.len() < MAX_PROBLEMS {
            self.0.push(problem);
        }
    }
}

pub(super) fn verify(tx: &Transaction<'_>, dealer: RowId, epoch: Epoch) -> Result<Verification> {
    let mut findings = Findings(Vec::new());
    check_file(tx, &mut findings)?;
    let (head_seq, log_entries, folded) = check_log(tx, &dealer, &mut findings)?;
    let (state_hash, counts) = hash_rows(tx, &dealer)?;
    if state_hash != hash_folded(&folded) {
        findings.add("the business rows are not what the log says".to_owned());
    }
    let devices = admin::devices(tx, Some(dealer))?;
    check_numbers(tx, &dealer, &mut findings)?;
    Ok(Verification {
        ok: findings.0.is_empty(),
        problems: findings.0,
        epoch,
        state_hash,
        head_seq,
        log_entries,
        rows: counts,
        open_conflicts: hq::open_conflicts(tx)?.get(&dealer).copied().unwrap_or(0),
        rejected: devices.iter().map(|device| device.rejected).sum(),
        devices: devices.len() as u64,
    })
}

fn check_file(tx: &Transaction<'_>, findings: &mut Findings) -> Result<()> {
    let mut check = tx.prepare("PRAGMA integrity_check(20)")?;
    let mut lines = check.query([])?;
    while let Some(line) = lines.next()? {
        let text: String = line.get(0)?;
        if text != "ok" {
            findings.add(format!("file: {text}"));
        }
    }
    let mut check = tx.prepare("PRAGMA foreign_key_check")?;
    let mut lines = check.query([])?;
    while let Some(line) = lines.next()? {
        let (table, parent): (String, String) = (line.get(0)?, line.get(2)?);
        findings.add(format!(
            "a row of {table} refers to a missing row of {parent}"
        ));
    }
    Ok(())
}

/// Walks the log once: numbers, chain, fold. Gives the head, the number of entries, the fold.
fn check_log(
    tx: &Transaction<'_>,
    dealer: &RowId,
    findings: &mut Findings,
) -> Result<(u64, u64, Folded)> {
    let head: Option<(i64, Hash)> = tx
        .query_row(
            "SELECT seq, log_hash FROM dealer_seq WHERE dealer_id = ?1",
            [dealer],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    let (head_seq, head_hash) = head.unwrap_or((0, CHAIN_START));
    let mut select = tx.prepare(
        "SELECT seq, log_hash, change FROM change_log WHERE dealer_id = ?1 ORDER BY seq",
    )?;
    let mut found = select.query([dealer])?;
    let (mut entries, mut chain, mut folded) = (0_u64, CHAIN_START, Folded::new());
    while let Some(row) = found.next()? {
        entries += 1;
        let (seq, stored): (i64, Hash) = (row.get(0)?, row.get(1)?);
        let seq = seq.cast_unsigned();
        let bytes: Vec<u8> = row.get(2)?;
        if seq != entries {
            findings.add(format!(
                "log: number {entries} is missing, {seq} stands there"
            ));
            entries = seq;
        }
        chain = log_chain(&chain, seq, &bytes);
        if stored != chain {
            findings.add(format!("log: the chain breaks at number {seq}"));
            chain = stored;
        }
        match Change::decode(&bytes) {
            Ok(change) => fold(&mut folded, &change),
            Err(_) => findings.add(format!("log: number {seq} is not a change")),
        }
    }
    if entries != head_seq.cast_unsigned() || chain != head_hash {
        findings.add(format!(
            "log: it ends at {entries}, the counter says {head_seq}"
        ));
    }
    Ok((head_seq.cast_unsigned(), entries, folded))
}

fn fold(folded: &mut Folded, change: &Change) {
    let Some(entity) = entity_by_id(change.entity) else {
        return;
    };
    let row = folded
        .entry(entity.id)
        .or_default()
        .entry(change.row)
        .or_insert_with(|| vec![Value::Null; entity.fields.len() + 1]);
    for (field, value) in &change.fields {
        let index = if *field == DELETED_AT {
            Some(entity.fields.len())
        } else {
            entity.field_by_id(*field).map(|(index, _)| index)
        };
        if let Some(place) = index.and_then(|index| row.get_mut(index)) {
            place.clone_from(value);
        }
    }
}

fn hash_folded(folded: &Folded) -> String {
    let mut hasher = StateHasher::new();
    for entity in ENTITIES {
        hasher.entity(entity);
        for (id, values) in folded.get(&entity.id).into_iter().flatten() {
            hasher.row(id, values);
        }
    }
    hasher.finish()
}

/// The state hash over the tables, and how many rows each entity has.
fn hash_rows(tx: &Transaction<'_>, dealer: &RowId) -> Result<(String, Vec<(&'static str, u64)>)> {
    let mut hasher = StateHasher::new();
    let mut counts = Vec::new();
    for sql in rows::statements() {
        let entity: &Entity = sql.entity;
        hasher.entity(entity);
        let mut select = tx.prepare_cached(&sql.select_all)?;
        let mut found = select.query([dealer])?;
        let (mut values, mut count) = (Vec::new(), 0);
        while let Some(row) = found.next()? {
            values.clear();
            for index in 1..=entity.fields.len() + 1 {
                values.push(rows::value_at(row, index)?);
            }
            hasher.row(&row.get(0)?, &values);
            count += 1;
        }
        counts.push((sql.entity.name, count));
    }
    Ok((hasher.finish(), counts))
}

/// Every number 1..=last of every PC must be in the log or in `rejected`, and in one of them only.
fn check_numbers(tx: &Transaction<'_>, dealer: &RowId, findings: &mut Findings) -> Result<()> {
    let mut select = tx.prepare(
        "SELECT v.pc_code, v.last_dseq, \
         (SELECT count(DISTINCT l.dseq) FROM change_log l \
          WHERE l.dealer_id = v.dealer_id AND l.device_id = v.id), \
         (SELECT count(*) FROM rejected r \
          WHERE r.dealer_id = v.dealer_id AND r.device_id = v.id), \
         (SELECT count(*) FROM change_log l \
          WHERE l.dealer_id = v.dealer_id AND l.device_id = v.id AND EXISTS \
          (SELECT 1 FROM rejected r WHERE r.dealer_id = l.dealer_id \
           AND r.device_id = l.device_id AND r.dseq = l.dseq)) \
         FROM device v WHERE v.dealer_id = ?1",
    )?;
    let mut found = select.query([dealer])?;
    while let Some(row) = found.next()? {
        let (pc_code, last): (String, i64) = (row.get(0)?, row.get(1)?);
        let (logged, refused, both): (i64, i64, i64) = (row.get(2)?, row.get(3)?, row.get(4)?);
        if logged + refused != last || both != 0 {
            findings.add(format!(
                "PC {pc_code}: {last} changes sent, {logged} in the log, {refused} refused, \
                 {both} in both"
            ));
        }
    }
    Ok(())
}
