//! Remedy cases of all dealers, for headquarters.

use rusqlite::{Row, Transaction};

use crate::model::{RemedyRefusal, RemedyWaiting};
use crate::store::Result;

/// Most rows a list gives.
const MOST: u32 = 500;

pub(super) fn waiting(tx: &Transaction<'_>) -> Result<Vec<RemedyWaiting>> {
    let mut select = tx.prepare_cached(
        "SELECT d.code, d.name, r.id, r.no, c.name, u.serial, r.ground, r.claim, r.text, \
         r.reported_at, p.id, p.claim, p.row, p.refund_fen, p.fee_fen, p.expenses_fen, \
         p.difference_fen, p.total_fen, p.stake_fen, p.basis_zh, p.basis_en, s.name, \
         p.occurred_at, e.text, e.occurred_at \
         FROM remedy_case r JOIN dealer d ON d.id = r.dealer_id \
         JOIN remedy_event p ON p.dealer_id = r.dealer_id AND p.id = r.proposal_id \
         LEFT JOIN customer c ON c.dealer_id = r.dealer_id AND c.id = r.customer_id \
         LEFT JOIN unit u ON u.dealer_id = r.dealer_id AND u.id = r.unit_id \
         LEFT JOIN staff s ON s.dealer_id = p.dealer_id AND s.id = p.staff_id \
         LEFT JOIN remedy_event e ON e.dealer_id = r.dealer_id AND e.id = \
           (SELECT x.id FROM remedy_event x WHERE x.dealer_id = r.dealer_id \
            AND x.remedy_case_id = r.id AND x.event = 'escalate' \
            ORDER BY x.occurred_at DESC, x.id LIMIT 1) \
         WHERE r.state = 'with_headquarters' AND r.deleted_at IS NULL \
         AND NOT EXISTS (SELECT 1 FROM remedy_ruling q WHERE q.dealer_id = r.dealer_id \
            AND q.remedy_case_id = r.id AND q.proposal_id = r.proposal_id) \
         ORDER BY coalesce(e.occurred_at, r.opened_at), r.dealer_id, r.id LIMIT ?1",
    )?;
    let rows = select.query_map([MOST], |row| {
        Ok(RemedyWaiting {
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
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn text(row: &Row<'_>, at: usize) -> rusqlite::Result<String> {
    Ok(row.get::<_, Option<String>>(at)?.unwrap_or_default())
}

pub(super) fn refusals(tx: &Transaction<'_>) -> Result<Vec<RemedyRefusal>> {
    let mut select = tx.prepare_cached(
        "SELECT d.code, d.name, r.no, c.name, u.serial, f.claim, f.row, f.reason, f.basis_zh, \
         f.basis_en, f.who, f.ours, f.at, r.state FROM ( \
           SELECT e.dealer_id, e.remedy_case_id, coalesce(e.claim, '') AS claim, e.row, \
             e.text AS reason, e.basis_zh, e.basis_en, s.name AS who, 0 AS ours, \
             coalesce(e.occurred_at, e.created_at) AS at \
           FROM remedy_event e \
           LEFT JOIN staff s ON s.dealer_id = e.dealer_id AND s.id = e.staff_id \
           WHERE e.event = 'refuse' \
           UNION ALL \
           SELECT q.dealer_id, q.remedy_case_id, p.claim, p.row, q.text, p.basis_zh, p.basis_en, \
             q.ruling_by, 1, coalesce(q.occurred_at, q.created_at) \
           FROM remedy_ruling q \
           LEFT JOIN remedy_event p ON p.dealer_id = q.dealer_id AND p.id = q.proposal_id \
           WHERE q.verdict = 'refuse') f \
         JOIN remedy_case r ON r.dealer_id = f.dealer_id AND r.id = f.remedy_case_id \
         JOIN dealer d ON d.id = f.dealer_id \
         LEFT JOIN customer c ON c.dealer_id = r.dealer_id AND c.id = r.customer_id \
         LEFT JOIN unit u ON u.dealer_id = r.dealer_id AND u.id = r.unit_id \
         WHERE r.deleted_at IS NULL ORDER BY f.at DESC, r.id LIMIT ?1",
    )?;
    let rows = select.query_map([MOST], |row| {
        Ok(RemedyRefusal {
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
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
