//! One work order with its household, timeline and conflicts, for headquarters.

use rusqlite::{OptionalExtension, Row, Transaction};
use wuyou_sync::value::RowId;

use super::hq::{COLOUR, ORDER_COLUMNS, ORDER_TABLES, ORDER_WIDTH, order_row};
use crate::model::{
    OrderConflict, OrderCustomer, OrderDetail, OrderMore, Phone, TimelineEntry, TimelineWhat,
};
use crate::store::Result;

/// Columns of the detail behind those of the list.
const MORE_COLUMNS: &str = "w.fault_code, w.cause, w.result, w.part, w.part_eta_at, \
    w.window_from_at, w.window_to_at, w.charge_fen, coalesce(w.reopened_count, 0), w.origin, \
    w.promise_version, w.created_at, w.updated_at, a.detail, a.landmark, c.id, c.kind, \
    (SELECT q.no FROM request q WHERE q.dealer_id = w.dealer_id AND q.id = w.request_id)";

pub(super) fn work_order(
    tx: &Transaction<'_>,
    dealer: RowId,
    id: RowId,
    now_at: i64,
) -> Result<Option<OrderDetail>> {
    let sql = format!(
        "SELECT {ORDER_COLUMNS}, {COLOUR}, {MORE_COLUMNS} FROM {ORDER_TABLES} \
         WHERE w.dealer_id = ?2 AND w.id = ?3 AND w.deleted_at IS NULL"
    );
    let mut select = tx.prepare_cached(&sql)?;
    let mut found = select.query((now_at, dealer, id))?;
    let Some(row) = found.next()? else {
        return Ok(None);
    };
    let order = order_row(row)?;
    let customer = customer(tx, dealer, row, order.customer_name.as_deref())?;
    let mut timeline = events(tx, dealer, id)?;
    timeline.extend(contacts(tx, dealer, id)?);
    timeline.sort_by_key(|entry| (entry.occurred_at, entry.arrived_at, entry.id));
    Ok(Some(OrderDetail {
        more: more(row)?,
        row: order,
        customer,
        timeline,
        conflicts: conflicts(tx, dealer, id)?,
    }))
}

fn more(row: &Row<'_>) -> Result<OrderMore> {
    let at = ORDER_WIDTH + 1;
    Ok(OrderMore {
        fault_code: row.get(at)?,
        cause: row.get(at + 1)?,
        result: row.get(at + 2)?,
        part: row.get(at + 3)?,
        part_eta_at: row.get(at + 4)?,
        window_from_at: row.get(at + 5)?,
        window_to_at: row.get(at + 6)?,
        charge_fen: row.get(at + 7)?,
        reopened_count: row.get(at + 8)?,
        origin: row.get(at + 9)?,
        promise_version: row.get(at + 10)?,
        created_at: row.get(at + 11)?,
        updated_at: row.get(at + 12)?,
        request_no: row.get(at + 17)?,
    })
}

fn customer(
    tx: &Transaction<'_>,
    dealer: RowId,
    row: &Row<'_>,
    name: Option<&str>,
) -> Result<Option<OrderCustomer>> {
    let at = ORDER_WIDTH + 1;
    let Some(id) = row.get::<_, Option<RowId>>(at + 15)? else {
        return Ok(None);
    };
    Ok(Some(OrderCustomer {
        id,
        name: name.unwrap_or_default().to_owned(),
        kind: row.get::<_, Option<String>>(at + 16)?.unwrap_or_default(),
        address: row.get(at + 13)?,
        landmark: row.get(at + 14)?,
        phones: phones(tx, dealer, id)?,
    }))
}

fn phones(tx: &Transaction<'_>, dealer: RowId, customer: RowId) -> Result<Vec<Phone>> {
    let mut select = tx.prepare_cached(
        "SELECT id, number, label FROM phone \
         WHERE dealer_id = ?1 AND customer_id = ?2 AND deleted_at IS NULL \
         AND EXISTS (SELECT 1 FROM customer c WHERE c.dealer_id = ?1 AND c.id = ?2 \
                     AND c.deleted_at IS NULL) ORDER BY id",
    )?;
    let rows = select.query_map((dealer, customer), |row| {
        Ok(Phone {
            id: row.get(0)?,
            number: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            label: row.get(2)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

pub(super) fn order_phones(
    tx: &Transaction<'_>,
    dealer: RowId,
    id: RowId,
) -> Result<Option<Vec<Phone>>> {
    let customer: Option<Option<RowId>> = tx
        .query_row(
            "SELECT customer_id FROM work_order \
             WHERE dealer_id = ?1 AND id = ?2 AND deleted_at IS NULL",
            (dealer, id),
            |row| row.get(0),
        )
        .optional()?;
    match customer {
        None => Ok(None),
        Some(None) => Ok(Some(Vec::new())),
        Some(Some(customer)) => phones(tx, dealer, customer).map(Some),
    }
}

fn events(tx: &Transaction<'_>, dealer: RowId, order: RowId) -> Result<Vec<TimelineEntry>> {
    let mut select = tx.prepare_cached(
        "SELECT e.id, coalesce(e.occurred_at, e.created_at), l.received_at, v.pc_code, t.name, \
         e.step, e.from_state, e.to_state, e.note \
         FROM order_event e \
         LEFT JOIN change_log l ON l.dealer_id = e.dealer_id AND l.seq = e.created_seq \
         LEFT JOIN device v ON v.dealer_id = e.dealer_id AND v.id = e.created_device \
         LEFT JOIN staff t ON t.dealer_id = e.dealer_id AND t.id = e.staff_id \
         WHERE e.dealer_id = ?1 AND e.work_order_id = ?2 AND e.deleted_at IS NULL",
    )?;
    let rows = select.query_map((dealer, order), |row| {
        entry(
            row,
            TimelineWhat::Event {
                step: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
                from_state: row.get(6)?,
                to_state: row.get::<_, Option<String>>(7)?.unwrap_or_default(),
                note: row.get(8)?,
            },
        )
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn contacts(tx: &Transaction<'_>, dealer: RowId, order: RowId) -> Result<Vec<TimelineEntry>> {
    let mut select = tx.prepare_cached(
        "SELECT e.id, coalesce(e.occurred_at, e.created_at), l.received_at, v.pc_code, t.name, \
         e.channel, e.direction, e.result, e.text, e.corrects_id \
         FROM contact e \
         LEFT JOIN change_log l ON l.dealer_id = e.dealer_id AND l.seq = e.created_seq \
         LEFT JOIN device v ON v.dealer_id = e.dealer_id AND v.id = e.created_device \
         LEFT JOIN staff t ON t.dealer_id = e.dealer_id AND t.id = e.staff_id \
         WHERE e.dealer_id = ?1 AND e.work_order_id = ?2 AND e.deleted_at IS NULL",
    )?;
    let rows = select.query_map((dealer, order), |row| {
        entry(
            row,
            TimelineWhat::Contact {
                channel: row.get::<_, Option<String>>(5)?.unwrap_or_default(),
                direction: row.get::<_, Option<String>>(6)?.unwrap_or_default(),
                result: row.get(7)?,
                text: row.get::<_, Option<String>>(8)?.unwrap_or_default(),
                corrects: row.get(9)?,
            },
        )
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn entry(row: &Row<'_>, what: TimelineWhat) -> rusqlite::Result<TimelineEntry> {
    Ok(TimelineEntry {
        id: row.get(0)?,
        occurred_at: row.get(1)?,
        arrived_at: row.get(2)?,
        pc_code: row.get(3)?,
        staff_name: row.get(4)?,
        what,
    })
}

fn conflicts(tx: &Transaction<'_>, dealer: RowId, order: RowId) -> Result<Vec<OrderConflict>> {
    let mut select = tx.prepare_cached(
        "SELECT id, entity, field, resolved_at FROM conflict \
         WHERE dealer_id = ?1 AND row_id = ?2 AND deleted_at IS NULL ORDER BY id",
    )?;
    let rows = select.query_map((dealer, order), |row| {
        Ok(OrderConflict {
            id: row.get(0)?,
            entity: row.get::<_, Option<String>>(1)?.unwrap_or_default(),
            field: row.get::<_, Option<String>>(2)?.unwrap_or_default(),
            resolved_at: row.get(3)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}
