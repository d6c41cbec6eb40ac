//! Saving planned rows in one transaction, or foreseeing what saving would do.

use std::collections::HashSet;

use wuyou_contract::import::ImportSummary;
use wuyou_domain::id::CustomerId;
use wuyou_store::import::LogEntry;
use wuyou_store::{Database, Id, Tx, View, customer as store};
use wuyou_sync::value::Value;

use super::file::Loaded;
use super::job::Running;
use super::plan::{Caller, Ensure, Plan, Planned, Take};
use crate::app::Acting;
use crate::failure::Outcome;

/// What saving a row did, or would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    /// It made what the row stands for.
    Created,
    /// It filled something that was empty.
    Updated,
    /// Everything was there.
    Unchanged,
    /// The row is not taken.
    None,
}

/// Saves every planned row in one transaction; each row is a group of its own for sync.
pub(super) fn save(
    database: &Database,
    acting: &Acting,
    plan: &Plan,
    running: &Running<'_>,
) -> Outcome<Vec<Change>> {
    database.edit(&acting.edit()?, |tx| {
        let mut changes = Vec::with_capacity(plan.rows.len());
        for row in &plan.rows {
            running.step()?;
            changes.push(match &row.planned {
                Planned::Take(take) => save_row(tx, take)?,
                Planned::Refused(_) | Planned::Skipped(_) => Change::None,
            });
        }
        Ok(changes)
    })
}

fn save_row(tx: &mut Tx<'_>, take: &Take) -> Outcome<Change> {
    let Some((first, rest)) = take.writes.split_first() else {
        return Ok(Change::None);
    };
    let customer = match &take.caller {
        Some(caller) => Some(find_or_make(tx, caller)?),
        None => None,
    };
    // A household somebody deleted does not come back with an old file, nor do its parts.
    if let Some(known) = tx.view().row(first.entity, first.id)?
        && known.deleted_at.is_some()
    {
        return Ok(Change::Unchanged);
    }
    let mut change = Change::Unchanged;
    // The parent of a reference has to be there first; the row's own entity decides what is told.
    let parents_first = rest
        .iter()
        .filter(|write| take.caller.is_some() && write.entity == "unit");
    for write in parents_first {
        note(&mut change, ensure(tx, write, customer)?, false);
    }
    note(&mut change, ensure(tx, first, customer)?, true);
    for write in rest
        .iter()
        .filter(|write| take.caller.is_none() || write.entity != "unit")
    {
        note(&mut change, ensure(tx, write, None)?, false);
    }
    tx.end_group()?;
    Ok(change)
}

/// Lays what one write did over what the row did so far.
fn note(change: &mut Change, done: Change, is_first: bool) {
    *change = match (*change, done) {
        (_, Change::Created) if is_first => Change::Created,
        (Change::Created, _) => Change::Created,
        (_, Change::Created | Change::Updated) | (Change::Updated, _) => Change::Updated,
        (before, Change::Unchanged | Change::None) => before,
    };
}

fn ensure(tx: &mut Tx<'_>, write: &Ensure, customer: Option<CustomerId>) -> Outcome<Change> {
    let mut fields: Vec<(&str, Value)> = write.fields.clone();
    if let Some(customer) = customer {
        fields.push(("customer_id", customer.value()));
    }
    let Some(known) = tx.view().row(write.entity, write.id)? else {
        tx.insert(write.entity, write.id, &fields)?;
        return Ok(Change::Created);
    };
    // A row somebody deleted does not come back with an old file.
    if known.deleted_at.is_some() {
        return Ok(Change::Unchanged);
    }
    let fill = missing(&known, &fields);
    if fill.is_empty() || !is_editable(write.entity) {
        return Ok(Change::Unchanged);
    }
    tx.update(write.entity, write.id, &fill)?;
    Ok(Change::Updated)
}

fn is_editable(entity: &str) -> bool {
    entity != "order_event"
}

/// The given fields that the known row does not have. A machine in stock that gets a household is
/// also no longer in stock.
fn missing<'f>(known: &wuyou_store::Row, fields: &[(&'f str, Value)]) -> Vec<(&'f str, Value)> {
    let binds = fields.iter().any(|(name, value)| {
        *name == "customer_id" && !value.is_null() && known.reference("customer_id").is_none()
    });
    let stale_state = binds && matches!(known.text("state"), None | Some("in_stock"));
    let fits = |(name, value): &&(&str, Value)| {
        let empty = known.get(name).is_none_or(Value::is_null);
        !value.is_null() && (empty || (*name == "state" && stale_state))
    };
    fields.iter().filter(fits).cloned().collect()
}

/// The household of an old repair: the machine's, else the one with that phone (and name), else a
/// new one.
fn find_or_make(tx: &mut Tx<'_>, caller: &Caller) -> Outcome<CustomerId> {
    if let Some(found) = find_caller(tx.view(), caller)? {
        return Ok(found);
    }
    let id = CustomerId(caller.new_id);
    if tx.view().row("customer", id)?.is_none() {
        let name = caller
            .name
            .clone()
            .unwrap_or_else(|| "（未留姓名）".to_owned());
        tx.insert(
            "customer",
            id,
            &[
                ("name", name.into()),
                ("kind", "household".into()),
                ("origin", "import".into()),
            ],
        )?;
        for phone in &caller.phones {
            let phone_id = wuyou_domain::id::derived("phone", &[&id.to_string(), phone]);
            tx.insert(
                "phone",
                phone_id,
                &[
                    ("customer_id", id.value()),
                    ("number", phone.as_str().into()),
                ],
            )?;
        }
    }
    Ok(id)
}

fn find_caller(view: View<'_>, caller: &Caller) -> Outcome<Option<CustomerId>> {
    if let Some(unit) = caller.unit
        && let Some(known) = view.row("unit", unit)?
        && let Some(holder) = known.reference("customer_id")
        && let Some(row) = view.row("customer", holder)?
        && row.deleted_at.is_none()
    {
        return Ok(Some(CustomerId(uuid::Uuid::from_bytes(holder))));
    }
    let mut by_phone = Vec::new();
    for phone in &caller.phones {
        by_phone.extend(
            store::find_by_phone(view, phone)?
                .into_iter()
                .map(|row| row.customer_id),
        );
    }
    if let Some(name) = &caller.name {
        for id in &by_phone {
            if store::find(view, *id)?.is_some_and(|row| row.name == *name) {
                return Ok(Some(*id));
            }
        }
    }
    Ok(by_phone.first().copied())
}

/// What saving would do, row by row, without changing anything.
pub(super) fn foresee(view: View<'_>, plan: &Plan) -> Outcome<Vec<Change>> {
    let mut planned = HashSet::new();
    let mut changes = Vec::with_capacity(plan.rows.len());
    for row in &plan.rows {
        let Planned::Take(take) = &row.planned else {
            changes.push(Change::None);
            continue;
        };
        let mut change = Change::Unchanged;
        for (index, write) in take.writes.iter().enumerate() {
            let done = match view.row(write.entity, write.id)? {
                None if planned.insert((write.entity, write.id)) => Change::Created,
                None => Change::Unchanged,
                Some(known) if known.deleted_at.is_some() => Change::Unchanged,
                Some(known) if missing(&known, &write.fields).is_empty() => Change::Unchanged,
                Some(_) if is_editable(write.entity) => Change::Updated,
                Some(_) => Change::Unchanged,
            };
            note(&mut change, done, index == 0);
        }
        changes.push(change);
    }
    Ok(changes)
}

/// Notes the import in this PC's log.
pub(super) fn log(
    database: &Database,
    acting: &Acting,
    loaded: &Loaded,
    summary: &ImportSummary,
) -> Outcome<()> {
    let entry = LogEntry {
        at: acting.now_at,
        kind: format!("{:?}", loaded.mapping.kind).to_lowercase(),
        file: loaded.file_name.clone(),
        summary: serde_json::to_string(summary).unwrap_or_default(),
    };
    database.local(|local| wuyou_store::import::add_log(local, &entry))?;
    Ok(())
}
