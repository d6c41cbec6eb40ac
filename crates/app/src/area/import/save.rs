//! Saving planned rows in one transaction, or foreseeing what saving would do.

use std::collections::HashSet;

use wuyou_contract::import::ImportSummary;
use wuyou_domain::id::{CustomerId, UnitId};
use wuyou_domain::import::{Field, ProblemCode, RowProblem};
use wuyou_store::import::LogEntry;
use wuyou_store::{Database, Id, Row, Tx, View, custody};
use wuyou_sync::value::Value;

use super::file::Loaded;
use super::holder::{self, Foreseen};
use super::plan::{Caller, Ensure, Plan, Planned, Take};
use crate::app::Acting;
use crate::area::job::Running;
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
#[derive(Default)]
pub(super) struct Saved {
    /// For each row of the plan.
    pub(super) changes: Vec<Change>,
    /// What there is to say beside it: index in the plan, and what.
    pub(super) told: Vec<(usize, Told)>,
}

/// What is known of a row only once it has its place.
pub(super) enum Told {
    /// It is in, but.
    Warning(RowProblem),
    /// It is not, and why.
    Refused(RowProblem),
}

/// What became of one row.
struct Done {
    change: Change,
    told: Vec<Told>,
}

impl Done {
    /// Somebody deleted what the row stands for: it does not come back with an old file, nor do its
    /// parts. One that was merged into another lives on there.
    fn gone(known: &Row) -> Self {
        if known.reference("merged_into").is_some() {
            return Self {
                change: Change::Unchanged,
                told: Vec::new(),
            };
        }
        let shown = known.text("name").or_else(|| known.text("serial"));
        Self {
            change: Change::None,
            told: vec![Told::Refused(RowProblem::new(
                if known.text("serial").is_some() {
                    Field::Serial
                } else {
                    Field::Name
                },
                ProblemCode::Deleted,
                shown.unwrap_or_default(),
            ))],
        }
    }

    fn differs(differs: &str) -> Told {
        let code = ProblemCode::OtherHolder;
        Told::Warning(RowProblem::new(Field::Name, code, differs))
    }

    fn machine_stays_deleted(known: &Row) -> Told {
        let serial = known.text("serial").unwrap_or_default();
        let code = ProblemCode::Deleted;
        Told::Warning(RowProblem::new(Field::Serial, code, serial))
    }
}

/// Saves every planned row in one transaction; each row is a group of its own for sync.
pub(super) fn save(
    database: &Database,
    acting: &Acting,
    plan: &Plan,
    running: &Running<'_>,
) -> Outcome<Saved> {
    database.edit(&acting.edit()?, |tx| {
        let mut saved = Saved::default();
        for (index, row) in plan.rows.iter().enumerate() {
            running.step()?;
            let change = match &row.planned {
                Planned::Take(take) => {
                    let done = save_row(tx, take)?;
                    let told = done.told.into_iter().map(|told| (index, told));
                    saved.told.extend(told);
                    done.change
                }
                Planned::Refused(_) | Planned::Skipped(_) => Change::None,
            };
            saved.changes.push(change);
        }
        Ok(saved)
    })
}

fn save_row(tx: &mut Tx<'_>, take: &Take) -> Outcome<Done> {
    let mut done = Done {
        change: Change::Unchanged,
        told: Vec::new(),
    };
    let Some((first, rest)) = take.writes.split_first() else {
        done.change = Change::None;
        return Ok(done);
    };
    let known = tx.view().row(first.entity, first.id)?;
    if let Some(gone) = known.as_ref().filter(|known| known.deleted_at.is_some()) {
        return Ok(Done::gone(gone));
    }
    let holder = match &take.caller {
        Some(caller) => holder_of(tx, known.as_ref(), caller)?,
        None => Holding {
            is_new: known.is_none() && first.entity == "customer",
            ..Holding::default()
        },
    };
    done.told
        .extend(holder.differs.as_deref().map(Done::differs));
    // The parent of a reference has to be there first; the row's own entity decides what is told.
    let (units, others): (Vec<_>, Vec<_>) = rest.iter().partition(|write| write.entity == "unit");
    if take.caller.is_some() {
        save_units(tx, &units, &holder, &mut done)?;
    }
    let first = first.with_caller(holder.differs.as_deref());
    note(&mut done.change, ensure(tx, &first, holder.customer)?, true);
    if take.caller.is_none() {
        save_units(tx, &units, &holder, &mut done)?;
    }
    for write in others {
        note(&mut done.change, ensure(tx, write, None)?, false);
    }
    tx.end_group()?;
    Ok(done)
}

/// The machines of a row. One that was deleted lives again with a new household, which bought it;
/// under a household that has been here all along somebody took it off on purpose.
fn save_units(
    tx: &mut Tx<'_>,
    units: &[&Ensure],
    holder: &Holding,
    done: &mut Done,
) -> Outcome<()> {
    for write in units {
        let known = tx.view().row(write.entity, write.id)?;
        let gone = known.filter(|known| known.deleted_at.is_some());
        match gone {
            Some(_) if holder.is_new => {
                let fields = with_holder(write, holder.customer);
                tx.insert(write.entity, write.id, &fields)?;
                note(&mut done.change, Change::Created, false);
            }
            Some(gone) => done.told.push(Done::machine_stays_deleted(&gone)),
            None => {
                if holder.is_new {
                    take_over(tx, write, holder.customer)?;
                }
                note(&mut done.change, ensure(tx, write, holder.customer)?, false);
            }
        }
    }
    Ok(())
}

/// A machine that a deleted household left behind goes to the new one.
fn take_over(tx: &mut Tx<'_>, write: &Ensure, customer: Option<CustomerId>) -> Outcome<()> {
    let known = tx.view().row(write.entity, write.id)?;
    let before = known.and_then(|known| known.reference("customer_id"));
    let before = match before {
        Some(before) => tx.view().row("customer", before)?,
        None => None,
    };
    if before.is_none_or(|before| before.deleted_at.is_none()) {
        return Ok(());
    }
    let fields = with_holder(write, customer);
    let holder = fields
        .into_iter()
        .filter(|(name, _)| *name == "customer_id");
    tx.update(write.entity, write.id, &holder.collect::<Vec<_>>())?;
    Ok(())
}

/// Whose the row is.
#[derive(Default)]
struct Holding {
    customer: Option<CustomerId>,
    /// What the list says and the household does not.
    differs: Option<String>,
    /// The household is made by this row.
    is_new: bool,
}

/// The household of a repair, and what the list says otherwise. A repair that is here already keeps
/// its household, whatever that is called by now.
fn holder_of(tx: &mut Tx<'_>, order: Option<&Row>, caller: &Caller) -> Outcome<Holding> {
    if let Some(order) = order {
        let known = order.reference("customer_id");
        return Ok(Holding {
            customer: known.map(|id| CustomerId(uuid::Uuid::from_bytes(id))),
            ..Holding::default()
        });
    }
    Ok(
        match holder::find(tx.view(), &Foreseen::default(), caller)? {
            Some(holder) => Holding {
                customer: Some(holder.id),
                differs: holder.differs,
                is_new: false,
            },
            None => Holding {
                customer: Some(make(tx, caller)?),
                differs: None,
                is_new: true,
            },
        },
    )
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

fn with_holder(write: &Ensure, customer: Option<CustomerId>) -> Vec<(&'static str, Value)> {
    let mut fields = write.fields.clone();
    fields.extend(customer.map(|customer| ("customer_id", customer.value())));
    fields
}

fn ensure(tx: &mut Tx<'_>, write: &Ensure, customer: Option<CustomerId>) -> Outcome<Change> {
    let fields = with_holder(write, customer);
    let Some(known) = tx.view().row(write.entity, write.id)? else {
        tx.insert(write.entity, write.id, &fields)?;
        return Ok(Change::Created);
    };
    // A row somebody deleted does not come back with an old file.
    if known.deleted_at.is_some() {
        return Ok(Change::Unchanged);
    }
    let mut fill = missing(&known, &fields);
    if write.entity == "unit" && !custody::events(tx.view(), UnitId(write.id))?.is_empty() {
        // It was given back, exchanged or sold since: an old list does not undo that.
        fill.retain(|(name, _)| !MOVED.contains(name));
    }
    if fill.is_empty() || !is_editable(write.entity) {
        return Ok(Change::Unchanged);
    }
    tx.update(write.entity, write.id, &fill)?;
    Ok(Change::Updated)
}

/// What the steps of a machine's life decide, once there are any.
const MOVED: &[&str] = &[
    "customer_id",
    "address_id",
    "state",
    "sold_on",
    "installed_on",
];

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
    let mut saved = Saved::default();
    for (index, row) in plan.rows.iter().enumerate() {
        let change = match &row.planned {
            Planned::Take(take) => {
                let done = foresee_row(view, &mut planned, &mut foreseen, take)?;
                let told = done.told.into_iter().map(|told| (index, told));
                saved.told.extend(told);
                done.change
            }
            Planned::Refused(_) | Planned::Skipped(_) => Change::None,
        };
        saved.changes.push(change);
    }
    Ok(saved)
}

type Made = HashSet<(&'static str, uuid::Uuid)>;

fn foresee_row(
    view: View<'_>,
    planned: &mut Made,
    foreseen: &mut Foreseen,
    take: &Take,
) -> Outcome<Done> {
    let mut done = Done {
        change: Change::Unchanged,
        told: Vec::new(),
    };
    let Some(first) = take.writes.first() else {
        done.change = Change::None;
        return Ok(done);
    };
    let known = view.row(first.entity, first.id)?;
    if let Some(gone) = known.as_ref().filter(|known| known.deleted_at.is_some()) {
        return Ok(Done::gone(gone));
    }
    let is_first_time = known.is_none() && !planned.contains(&(first.entity, first.id));
    let mut is_new = is_first_time && first.entity == "customer";
    if let (true, Some(caller)) = (is_first_time, &take.caller) {
        let holder = holder::find(view, foreseen, caller)?;
        is_new = holder.is_none();
        let id = match holder {
            Some(holder) => {
                done.told
                    .extend(holder.differs.as_deref().map(Done::differs));
                holder.id
            }
            None => foreseen.make(caller),
        };
        foreseen.bind(caller, id);
    }
    for (index, write) in take.writes.iter().enumerate() {
        let known = view.row(write.entity, write.id)?;
        let gone = known.as_ref().filter(|known| known.deleted_at.is_some());
        let change = match gone {
            Some(_) if write.entity != "unit" => Change::Unchanged,
            // Alive again by an earlier row, as far as the real run is concerned.
            Some(_) if planned.contains(&(write.entity, write.id)) => Change::Unchanged,
            Some(_) if is_new => {
                planned.insert((write.entity, write.id));
                Change::Created
            }
            Some(gone) => {
                done.told.push(Done::machine_stays_deleted(gone));
                Change::Unchanged
            }
            None => foresee_write(known.as_ref(), planned, write),
        };
        note(&mut done.change, change, index == 0);
    }
    Ok(done)
}

fn foresee_write(known: Option<&Row>, planned: &mut Made, write: &Ensure) -> Change {
    match known {
        None if planned.insert((write.entity, write.id)) => Change::Created,
        None => Change::Unchanged,
        Some(known) if missing(known, &write.fields).is_empty() => Change::Unchanged,
        Some(_) if is_editable(write.entity) => Change::Updated,
        Some(_) => Change::Unchanged,
    }
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
