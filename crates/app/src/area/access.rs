//! Who looked at whose file: written beside every look, shown to the manager.

use wuyou_contract::access::{AccessAction, AccessEntry, AccessList, AccessPage};
use wuyou_domain::id::{AccessEntryId, CustomerId, StaffId};
use wuyou_store::access::{self as store, AccessRow};
use wuyou_store::{Id, StoreError};

use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};
use crate::show::{code_from, code_of};

const HOUR_MS: i64 = 60 * 60 * 1000;

/// Writes down that somebody looked at a household's file, once for each person, household and hour:
/// a screen that is read anew every few seconds is one look.
///
/// A look that cannot be written down (a full disk) is still shown: at the counter the customer
/// comes first, and the program's log says so.
pub(crate) fn viewed(app: &App, acting: &Acting, customer: CustomerId) {
    if let Err(failure) = write_view(app, acting, customer) {
        tracing::error!(code = %failure.code(), "a look at a file was not written down");
    }
}

fn write_view(app: &App, acting: &Acting, customer: CustomerId) -> Result<(), Failure> {
    let staff = acting.staff()?;
    let database = app.database()?;
    let hour_at = acting.now_at - acting.now_at.rem_euclid(HOUR_MS);
    if database.read(|view| store::has_viewed_since(view, staff, customer, hour_at))? {
        return Ok(());
    }
    let id = AccessEntryId(app.new_id(acting));
    database.edit(&acting.edit()?, |tx| {
        tx.insert(
            "access_entry",
            id,
            &[
                ("staff_id", staff.value()),
                ("action", code_of(&AccessAction::ViewCustomer)),
                ("customer_id", customer.value()),
                ("occurred_at", acting.now_at.into()),
            ],
        )
        .map_err(|error: StoreError| Failure::from(error))
    })
}

/// Writes down that households' files were taken out of the program.
pub(crate) fn taken_out(
    app: &App,
    acting: &Acting,
    customers: &[uuid::Uuid],
    what: &str,
) -> Outcome<()> {
    let staff = acting.staff()?;
    app.database()?.edit(&acting.edit()?, |tx| {
        for customer in customers {
            tx.insert(
                "access_entry",
                AccessEntryId(app.new_id(acting)),
                &[
                    ("staff_id", staff.value()),
                    ("action", code_of(&AccessAction::Export)),
                    ("customer_id", customer.value()),
                    ("what", what.into()),
                    ("row_count", 1.into()),
                    ("occurred_at", acting.now_at.into()),
                ],
            )?;
        }
        Ok(())
    })
}

/// Lists the entries, the newest first.
pub(crate) fn list(app: &App, _: &Acting, request: AccessList) -> Outcome<AccessPage> {
    let staff = request.staff_id.map(StaffId);
    let limit = request.limit.unwrap_or(50);
    app.database()?.read(|view| {
        let page = store::list(view, staff, request.after.as_deref(), limit)?;
        Ok(AccessPage {
            rows: page.rows.into_iter().filter_map(shown).collect(),
            next: page.next,
        })
    })
}

/// An entry as the screen shows it; one of a kind this version does not know is left out.
fn shown(row: AccessRow) -> Option<AccessEntry> {
    Some(AccessEntry {
        id: row.id.0,
        staff: row.staff_name.unwrap_or_default(),
        action: code_from(Some(&row.action))?,
        customer_id: row.customer_id.map(|id| id.0),
        customer_name: row.customer_name,
        what: row.what,
        reason: row.reason,
        row_count: row.row_count,
        occurred_at: row.occurred_at,
    })
}
