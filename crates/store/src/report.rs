//! What the figures of a span of days are counted from. Instants go from the first (included) to the
//! last (not included).

use crate::error::StoreError;
use crate::view::View;
use crate::work_order::{REPAIRED, REPEATS};

/// Finished repairs that are alike, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseRow {
    /// The class of their cause.
    pub cause_class: Option<String>,
    /// Their cause in words, of those without a class.
    pub written: Option<String>,
    /// The machine's model.
    pub model_code: Option<String>,
    /// How many.
    pub repairs: u32,
    /// How many of them came within `within_ms` after another repair.
    pub repeats: u32,
}

/// The repairs finished in a span, by cause and model.
///
/// # Errors
/// The database's error.
pub fn causes(
    view: View<'_>,
    (from_at, to_at): (i64, i64),
    within_ms: i64,
) -> Result<Vec<CauseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT o.cause_class, CASE WHEN o.cause_class IS NULL THEN o.cause END AS written,
            u.model_code, count(*) AS repairs, sum({REPEATS}) AS repeats
         FROM work_order o LEFT JOIN unit u ON u.id = o.unit_id
         WHERE {REPAIRED} GROUP BY 1, 2, 3"
    ))?;
    let values = rusqlite::named_params! {
        ":from_at": from_at, ":to_at": to_at, ":within_ms": within_ms,
    };
    let rows = statement.query_map(values, |row| {
        Ok(CauseRow {
            cause_class: row.get("cause_class")?,
            written: row.get("written")?,
            model_code: row.get("model_code")?,
            repairs: row.get("repairs")?,
            repeats: row.get("repeats")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A call in which the knowledge base may have been used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallRow {
    /// The fault code saved with it.
    pub fault_code: Option<String>,
    /// The machine's model.
    pub model_code: Option<String>,
    /// What was said and answered, where it holds the mark of self-checks.
    pub noted: Option<String>,
    /// The customer put it right alone.
    pub solved_by_phone: bool,
    /// It became an order.
    pub ordered: bool,
}

/// The calls of a span with a fault code, or with self-checks noted behind `mark`.
///
/// # Errors
/// The database's error.
pub fn calls(
    view: View<'_>,
    (from_at, to_at): (i64, i64),
    mark: &str,
) -> Result<Vec<CallRow>, StoreError> {
    // What a call was answered with stands in its contact, whatever became of the call since.
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM (
            SELECT r.fault_code, u.model_code,
                COALESCE(CASE WHEN instr(r.text, :mark) > 0 THEN r.text END,
                    (SELECT c.text FROM contact c WHERE c.request_id = r.id
                     AND c.deleted_at IS NULL AND instr(c.text, :mark) > 0
                     ORDER BY c.nr LIMIT 1)) AS noted,
                COALESCE(r.solved_by_phone, 0) AS solved,
                EXISTS (SELECT 1 FROM work_order o WHERE o.request_id = r.id
                    AND o.deleted_at IS NULL) AS ordered
            FROM request r LEFT JOIN unit u ON u.id = r.unit_id
            WHERE r.received_at >= :from_at AND r.received_at < :to_at AND r.deleted_at IS NULL)
         WHERE fault_code IS NOT NULL OR noted IS NOT NULL",
    )?;
    let values = rusqlite::named_params! {
        ":from_at": from_at, ":to_at": to_at, ":mark": mark,
    };
    let rows = statement.query_map(values, |row| {
        Ok(CallRow {
            fault_code: row.get("fault_code")?,
            model_code: row.get("model_code")?,
            noted: row.get("noted")?,
            solved_by_phone: row.get("solved")?,
            ordered: row.get("ordered")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether the household of a finished order was asked how content it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AskedRow {
    /// A return visit was answered, or the household confirmed that it is content.
    pub asked: bool,
    /// The first score 1–5 it gave.
    pub csat: Option<i64>,
}

/// The orders of every service that were finished in a span and stand. Who bought parts over the counter
/// is not asked.
///
/// # Errors
/// The database's error.
pub fn asked(view: View<'_>, (from_at, to_at): (i64, i64)) -> Result<Vec<AskedRow>, StoreError> {
    // What was said before the finish is about work that was opened again.
    let answer = "FROM return_visit v CROSS JOIN visit_answer a ON a.return_visit_id = v.id
        WHERE v.work_order_id = o.id AND v.deleted_at IS NULL AND v.kind <> 'after_complaint'
          AND a.occurred_at >= o.finished_at";
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT EXISTS (SELECT 1 {answer}) OR EXISTS (SELECT 1 FROM order_event e
                WHERE e.work_order_id = o.id AND e.step = 'confirm'
                  AND e.occurred_at >= o.finished_at) AS asked,
            (SELECT a.csat {answer} AND a.csat IS NOT NULL
             ORDER BY a.occurred_at, a.nr LIMIT 1) AS csat
         FROM work_order o
         WHERE o.finished_at >= ?1 AND o.finished_at < ?2 AND o.state <> 'cancelled'
           AND o.deleted_at IS NULL AND o.id NOT IN (
               SELECT id FROM work_order WHERE kind = 'part_sale' AND technician_id IS NULL
                 AND finished_at >= ?1 AND finished_at < ?2)"
    ))?;
    let rows = statement.query_map((from_at, to_at), |row| {
        Ok(AskedRow {
            asked: row.get("asked")?,
            csat: row.get("csat")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
