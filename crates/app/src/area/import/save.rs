//! Saving planned rows in one transaction, or foreseeing what saving would do.

use std::collections::HashSet;

use wuyou_contract::import::ImportSummary;
use wuyou_domain::id::CustomerId;
use wuyou_store::import::LogEntry;
use wuyou_store::{Database, Id, Row, Tx, View};
use wuyou_sync::value::Value;

use super::file::Loaded;
use super::holder::{self, Foreseen};
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

/// What saving the rows did, or would do.
pub(super) struct Saved {
    /// For each row of the plan.
    pub(super) changes: Vec<Change>,
    /// Rows that went to a household with another name or other phones: index in the plan, and
    /// what the list says.
    pub(super) other_holders: Vec<(usize, String)>,
}

/// Saves every planned row in one transaction; each row is a group of its own for sync.
pub(super) fn save(
    database: &Database,
    acting: &Acting,
    plan: &Plan,
    running: &Running<'_>,
) -> Outcome<Saved> {
    database.edit(&acting.edit()?, |tx| {
        let mut saved = Saved {
            changes: Vec::with_capacity(plan.rows.len()),
            other_holders: Vec::new(),
        };
        for (index, row) in plan.rows.iter().enumerate() {
            running.step()?;
            let change = match &row.planned {
                Planned::Take(take) => {
                    let (change, differs) = save_row(tx, take)?;
                    saved
                        .other_holders
                        .extend(differs.map(|text| (index, text)));
                    change
                }
                Planned::Refused(_) | Planned::Skipped(_) => Change::None,
            };
            saved.changes.push(change);
        }
        Ok(saved)
    })
}

fn save_row(tx: &mut Tx<'_>, take: &Take) -> Outcome<(Change, Option<String>)> {
    let Some((first, rest)) = take.writes.split_first() else {
        return Ok((Change::None, None));
    };
    let known = tx.view().row(first.entity, first.id)?;
    // A household somebody deleted does not come back with an old file, nor do its parts.
    if known
        .as_ref()
        .is_some_and(|known| known.deleted_at.is_some())
    {
        return Ok((Change::Unchanged, None));
    }
    let (customer, differs) = match &take.caller {
        Some(caller) => holder_of(tx, known.as_ref(), caller)?,
        None => (None, None),
    };
    let mut change = Change::Unchanged;
    // The parent of a reference has to be there first; the row's own entity decides what is told.
    let parents_first = rest
        .iter()
        .filter(|write| take.caller.is_some() && write.entity == "unit");
    for write in parents_first {
        note(&mut change, ensure(tx, write, customer)?, false);
    }
    let first = first.with_caller(differs.as_deref());
    note(&mut change, ensure(tx, &first, customer)?, true);
    for write in rest
        .iter()
        .filter(|write| take.caller.is_none() || write.entity != "unit")
    {
        note(&mut change, ensure(tx, write, None)?, false);
    }
    tx.end_group()?;
    Ok((change, differs))
}

/// The household of a repair, and what the list says otherwise. A repair that is here already keeps
/// its household, whatever that is called by now.
fn holder_of(
    tx: &mut Tx<'_>,
    order: Option<&Row>,
    caller: &Caller,
) -> Outcome<(Option<CustomerId>, Option<String>)> {
    if let Some(order) = order {
        let known = order.reference("customer_id");
        let known = known.map(|id| CustomerId(uuid::Uuid::from_bytes(id)));
        return Ok((known, None));
    }
    match holder::find(tx.view(), &Foreseen::default(), caller)? {
        Some(holder) => Ok((Some(holder.id), holder.differs)),
        None => Ok((Some(make(tx, caller)?), None)),
    }
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
fn missing<'f>(known: &Row, fields: &[(&'f str, Value)]) -> Vec<(&'f str, Value)> {
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

/// Makes the household of an old repair.
fn make(tx: &mut Tx<'_>, caller: &Caller) -> Outcome<CustomerId> {
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

/// What saving would do, row by row, without changing anything.
pub(super) fn foresee(view: View<'_>, plan: &Plan) -> Outcome<Saved> {
    let mut planned = HashSet::new();
    let mut foreseen = Foreseen::default();
    let mut saved = Saved {
        changes: Vec::with_capacity(plan.rows.len()),
        other_holders: Vec::new(),
    };
    for (index, row) in plan.rows.iter().enumerate() {
        let Planned::Take(take) = &row.planned else {
            saved.changes.push(Change::None);
            continue;
        };
        let mut change = Change::Unchanged;
        for (index, write) in take.writes.iter().enumerate() {
            let done = foresee_write(view, &mut planned, write)?;
            note(&mut change, done, index == 0);
        }
        if let (Change::Created, Some(caller)) = (change, &take.caller) {
            let holder = holder::find(view, &foreseen, caller)?;
            let id = match holder {
                Some(holder) => {
                    let differs = holder.differs.map(|text| (index, text));
                    saved.other_holders.extend(differs);
                    holder.id
                }
                None => foreseen.make(caller),
            };
            foreseen.bind(caller, id);
        }
        saved.changes.push(change);
    }
    Ok(saved)
}

fn foresee_write(
    view: View<'_>,
    planned: &mut HashSet<(&'static str, uuid::Uuid)>,
    write: &Ensure,
) -> Outcome<Change> {
    Ok(match view.row(write.entity, write.id)? {
        None if planned.insert((write.entity, write.id)) => Change::Created,
        None => Change::Unchanged,
        Some(known) if known.deleted_at.is_some() => Change::Unchanged,
        Some(known) if missing(&known, &write.fields).is_empty() => Change::Unchanged,
        Some(_) if is_editable(write.entity) => Change::Updated,
        Some(_) => Change::Unchanged,
    })
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
