//! Remedy cases of all dealers, for headquarters.

use rusqlite::{Row, Transaction};
use wuyou_sync::value::RowId;

use crate::model::{OrderAfter, RemedyPage, RemedyRefusal, RemedyRefusalPage, RemedyWaiting};
use crate::store::Result;

/// Sent up, and not decided over the proposal that stands.
const WAITS: &str = "r.state = 'with_headquarters' AND r.deleted_at IS NULL \
    AND EXISTS (SELECT 1 FROM remedy_event p WHERE p.dealer_id = r.dealer_id \
        AND p.id = r.proposal_id) \
    AND NOT EXISTS (SELECT 1 FROM remedy_ruling q WHERE q.dealer_id = r.dealer_id \
        AND q.remedy_case_id = r.id AND q.proposal_id = r.proposal_id)";

/// Whether a proposal of a case waits for headquarters.
pub(super) fn waits(
    tx: &Transaction<'_>,
    dealer: RowId,
    (case, proposal): (RowId, RowId),
) -> Result<bool> {
    let mut select = tx.prepare_cached(&format!(
        "SELECT EXISTS (SELECT 1 FROM remedy_case r WHERE r.dealer_id = ?1 AND r.id = ?2 \
         AND r.proposal_id = ?3 AND {WAITS})"
    ))?;
    Ok(select.query_row((dealer, case, proposal), |row| row.get(0))?)
}

pub(super) fn waiting(
    tx: &Transaction<'_>,
    after: Option<OrderAfter>,
    limit: u32,
) -> Result<RemedyPage> {
    let total: i64 = tx
        .prepare_cached(&format!("SELECT count(*) FROM remedy_case r WHERE {WAITS}"))?
        .query_row([], |row| row.get(0))?;
    let mut rows = page(tx, after, limit.saturating_add(1))?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let last = rows.last().filter(|_| more);
    Ok(RemedyPage {
        next: last.map(|(after, _)| *after),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        total: total.cast_unsigned(),
    })
}

fn page(
    tx: &Transaction<'_>,
    after: Option<OrderAfter>,
    limit: u32,
) -> Result<Vec<(OrderAfter, RemedyWaiting)>> {
    let first = OrderAfter {
        at: i64::MIN,
        dealer: [0; 16],
        id: [0; 16],
    };
    let after = after.unwrap_or(first);
    let mut select = tx.prepare_cached(&format!(
        "SELECT d.code, d.name, r.id, r.no, c.name, u.serial, r.ground, r.claim, r.text, \
         r.reported_at, p.id, p.claim, p.row, p.refund_fen, p.fee_fen, p.expenses_fen, \
         p.difference_fen, p.total_fen, p.stake_fen, p.basis_zh, p.basis_en, s.name, \
         p.occurred_at, e.text, e.occurred_at, \
         coalesce(e.occurred_at, r.opened_at, 0) AS since, r.dealer_id \
         FROM remedy_case r JOIN dealer d ON d.id = r.dealer_id \
         JOIN remedy_event p ON p.dealer_id = r.dealer_id AND p.id = r.proposal_id \
         LEFT JOIN customer c ON c.dealer_id = r.dealer_id AND c.id = r.customer_id \
         LEFT JOIN unit u ON u.dealer_id = r.dealer_id AND u.id = r.unit_id \
         LEFT JOIN staff s ON s.dealer_id = p.dealer_id AND s.id = p.staff_id \
         LEFT JOIN remedy_event e ON e.dealer_id = r.dealer_id AND e.id = \
           (SELECT x.id FROM remedy_event x WHERE x.dealer_id = r.dealer_id \
            AND x.remedy_case_id = r.id AND x.event = 'escalate' \
            ORDER BY x.occurred_at DESC, x.id LIMIT 1) \
         WHERE {WAITS} \
         AND (coalesce(e.occurred_at, r.opened_at, 0), r.dealer_id, r.id) > (?1, ?2, ?3) \
         ORDER BY since, r.dealer_id, r.id LIMIT ?4"
    ))?;
    let bound = (after.at, after.dealer, after.id, limit);
    let rows = select.query_map(bound, |row| {
        let after = OrderAfter {
            at: row.get(25)?,
            dealer: row.get(26)?,
            id: row.get(2)?,
        };
        let case = RemedyWaiting {
            dealer_code: row.get(0)?,
            dealer_name: row.get(1)?,
            id: row.get(2)?,
            no: text(row, 3)?,
            customer_name: row.get(4)?,
            serial: row.get(5)?,
            ground: text(row, 6)?,
            claim: text(row, 7)?,
            text: text(row, 8)?,
            reported_at: row.get::<_, Option<i64>>(9)?.unwrap_or(0),
            proposal: row.get(10)?,
            proposed: row.get(11)?,
            row: row.get(12)?,
            refund_fen: row.get(13)?,
            fee_fen: row.get(14)?,
            expenses_fen: row.get(15)?,
            difference_fen: row.get(16)?,
            total_fen: row.get(17)?,
            stake_fen: row.get(18)?,
            basis_zh: row.get(19)?,
            basis_en: row.get(20)?,
            proposed_by: row.get(21)?,
            proposed_at: row.get(22)?,
            reason: row.get(23)?,
            escalated_at: row.get(24)?,
        };
        Ok((after, case))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default())
}

/// Refusals of dealers and of headquarters, each with its own id.
const REFUSED: &str = "FROM ( \
           SELECT e.dealer_id, e.id, e.remedy_case_id, coalesce(e.claim, '') AS claim, e.row, \
             e.text AS reason, e.basis_zh, e.basis_en, s.name AS who, 0 AS ours, \
             coalesce(e.occurred_at, e.created_at) AS at \
           FROM remedy_event e \
           LEFT JOIN staff s ON s.dealer_id = e.dealer_id AND s.id = e.staff_id \
           WHERE e.event = 'refuse' \
           UNION ALL \
           SELECT q.dealer_id, q.id, q.remedy_case_id, p.claim, p.row, q.text, p.basis_zh, p.basis_en, \
             q.ruling_by, 1, coalesce(q.occurred_at, q.created_at) \
           FROM remedy_ruling q \
           LEFT JOIN remedy_event p ON p.dealer_id = q.dealer_id AND p.id = q.proposal_id \
           WHERE q.verdict = 'refuse') f \
         JOIN remedy_case r ON r.dealer_id = f.dealer_id AND r.id = f.remedy_case_id \
           AND r.deleted_at IS NULL ";

pub(super) fn refusals(
    tx: &Transaction<'_>,
    after: Option<OrderAfter>,
    limit: u32,
) -> Result<RemedyRefusalPage> {
    let total: i64 = tx
        .prepare_cached(&format!("SELECT count(*) {REFUSED}"))?
        .query_row([], |row| row.get(0))?;
    let mut rows = refused(tx, after, limit.saturating_add(1))?;
    let more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let last = rows.last().filter(|_| more);
    Ok(RemedyRefusalPage {
        next: last.map(|(after, _)| *after),
        rows: rows.into_iter().map(|(_, row)| row).collect(),
        total: total.cast_unsigned(),
    })
}

fn refused(
    tx: &Transaction<'_>,
    after: Option<OrderAfter>,
    limit: u32,
) -> Result<Vec<(OrderAfter, RemedyRefusal)>> {
    let last = OrderAfter {
        at: i64::MAX,
        dealer: [255; 16],
        id: [255; 16],
    };
    let after = after.unwrap_or(last);
    let mut select = tx.prepare_cached(&format!(
        "SELECT d.code, d.name, r.no, c.name, u.serial, f.claim, f.row, f.reason, f.basis_zh, \
         f.basis_en, f.who, f.ours, f.at, r.state, f.dealer_id, f.id {REFUSED} \
         JOIN dealer d ON d.id = f.dealer_id \
         LEFT JOIN customer c ON c.dealer_id = r.dealer_id AND c.id = r.customer_id \
         LEFT JOIN unit u ON u.dealer_id = r.dealer_id AND u.id = r.unit_id \
         WHERE (f.at, f.dealer_id, f.id) < (?1, ?2, ?3) \
         ORDER BY f.at DESC, f.dealer_id DESC, f.id DESC LIMIT ?4"
    ))?;
    let bound = (after.at, after.dealer, after.id, limit);
    let rows = select.query_map(bound, |row| {
        let after = OrderAfter {
            at: row.get(12)?,
            dealer: row.get(14)?,
            id: row.get(15)?,
        };
        let refusal = RemedyRefusal {
            dealer_code: row.get(0)?,
            dealer_name: row.get(1)?,
            no: text(row, 2)?,
            customer_name: row.get(3)?,
            serial: row.get(4)?,
            claim: row.get(5)?,
            row: row.get(6)?,
            reason: row.get(7)?,
            basis_zh: row.get(8)?,
            basis_en: row.get(9)?,
            by: row.get(10)?,
            by_headquarters: row.get(11)?,
            at: row.get(12)?,
            state: text(row, 13)?,
        };
        Ok((after, refusal))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
