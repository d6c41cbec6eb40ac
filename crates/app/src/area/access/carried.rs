//! What a restore carried over of the log, written into the restored log.

use uuid::Uuid;
use wuyou_contract::access::AccessAction;
use wuyou_contract::staff::Role;
use wuyou_domain::id::{AccessEntryId, StaffId};
use wuyou_store::access::{self as store, Carried, CarriedRow};
use wuyou_store::staff::StaffRow;
use wuyou_store::{EditContext, Id};

use crate::app::App;
use crate::failure::Outcome;
use crate::show::code_text;

/// What a restore is written down as, under [`AccessAction::Backup`].
pub(crate) const RESTORE: &str = "restore";
/// Entries of one transaction.
const AT_ONCE: usize = 200;
/// Longest reason an entry holds, in characters.
const REASON_MOST: usize = 200;

/// Writes down what waits, if anything does. What cannot be written is tried at the next opening.
pub(crate) fn settle(app: &App) {
    if let Err(failure) = try_settle(app) {
        tracing::error!(code = %failure.code(), "the access log of before the restore waits");
    }
}

fn try_settle(app: &App) -> Outcome<()> {
    let Ok(database) = app.database() else {
        return Ok(());
    };
    let found = database.read(|view| {
        let carried = store::carried(view)?;
        Outcome::Ok((carried, wuyou_store::staff::list(view)?))
    })?;
    let (Some(carried), people) = found else {
        return Ok(());
    };
    // Before the first sync there is nobody to write it down for.
    let Some(keeper) = keeper(&people) else {
        return Ok(());
    };
    let context = EditContext {
        actor: keeper,
        now_at: app.now_at(),
    };
    let rows = all(carried);
    for part in rows.chunks(AT_ONCE) {
        database.edit(&context, |tx| -> Outcome<()> {
            for row in part {
                if tx.view().row("access_entry", row.id)?.is_none() {
                    let fields = fields(row, &people, keeper);
                    tx.insert("access_entry", AccessEntryId(row.id), &fields)?;
                }
            }
            Ok(())
        })?;
    }
    database.local(store::forget_carried)?;
    Ok(())
}

/// Who stands for somebody the restored data does not know.
fn keeper(people: &[StaffRow]) -> Option<StaffId> {
    let manager = code_text(&Role::Manager);
    let mut managers = people
        .iter()
        .filter(|row| Some(&row.role) == manager.as_ref());
    managers.next().or(people.first()).map(|row| row.id)
}

/// The entries and the restores, in one form.
fn all(carried: Carried) -> Vec<CarriedRow> {
    let mut rows = carried.rows;
    rows.extend(carried.restored.into_iter().map(|(id, by, at)| CarriedRow {
        id,
        staff: by.unwrap_or_default(),
        name: None,
        action: code_text(&AccessAction::Backup).unwrap_or_default(),
        customer: None,
        what: Some(RESTORE.to_owned()),
        reason: None,
        rows: None,
        occurred_at: at,
        record_kind: None,
        record: None,
    }));
    rows
}

fn fields(
    row: &CarriedRow,
    people: &[StaffRow],
    keeper: StaffId,
) -> Vec<(&'static str, wuyou_sync::value::Value)> {
    let known = people.iter().any(|one| one.id.0 == row.staff);
    let staff = if known { StaffId(row.staff) } else { keeper };
    // Of somebody the backup does not know yet the name is kept in words.
    let named = row.name.as_ref().filter(|_| !known);
    let reason = match (named, &row.reason) {
        (Some(name), Some(reason)) => Some(format!("{name}：{reason}")),
        (Some(name), None) => Some(name.clone()),
        (None, reason) => reason.clone(),
    };
    let reason = reason.map(|text| text.chars().take(REASON_MOST).collect::<String>());
    let uuid = |id: Option<Uuid>| id.map(Id::row_id).into();
    vec![
        ("staff_id", staff.value()),
        ("action", row.action.clone().into()),
        ("customer_id", uuid(row.customer)),
        ("what", row.what.clone().into()),
        ("reason", reason.into()),
        ("row_count", row.rows.into()),
        ("occurred_at", row.occurred_at.into()),
        ("record_kind", row.record_kind.clone().into()),
        ("record_id", uuid(row.record)),
    ]
}
