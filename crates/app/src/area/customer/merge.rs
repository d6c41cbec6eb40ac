//! Households that are the same: suggested, merged, and taken apart again. A merge writes one field of
//! the file that gives way; whatever hangs on it stays on it.

use wuyou_contract::ErrorCode;
use wuyou_contract::customer::{
    CustomerApart, CustomerDetail, CustomerMerge, CustomerSuspects, CustomerUnmerge, MergedFile,
    SuspectGroup, Suspects,
};
use wuyou_contract::draft::Done;
use wuyou_domain::id::{CustomerId, HouseholdApartId};
use wuyou_store::customer as store;
use wuyou_store::{Id, View};
use wuyou_sync::value::Value;

use super::{DuplicateReason, detail, reason_text, shown_number, summary_shown};
use crate::app::{Acting, App};
use crate::area::example;
use crate::failure::Outcome;
use crate::input::single;

/// Most groups of suspects shown at once.
const GROUPS_MOST: usize = 100;

/// Makes two households one. Which file stands for both follows from their ids alone, so that two
/// PCs that merge the same pair agree, and no two merges can lead in a circle.
pub(crate) fn merge(app: &App, acting: &Acting, request: CustomerMerge) -> Outcome<CustomerDetail> {
    let pair = (CustomerId(request.id), CustomerId(request.other_id));
    let stands = app.database()?.edit(&acting.edit()?, |tx| {
        let one = store::get(tx.view(), pair.0)?.customer.id;
        let other = store::get(tx.view(), pair.1)?.customer.id;
        if one == other {
            return Err(single("other_id", "same_household", None).into());
        }
        // What is practised on goes one day, and would take the real one along.
        let view = tx.view();
        if example::is_example(view, one)? != example::is_example(view, other)? {
            return Err(ErrorCode::ExampleMerge.into());
        }
        let (stands, gives_way) = if one.0 < other.0 {
            (one, other)
        } else {
            (other, one)
        };
        tx.update("customer", gives_way, &[("merged_into", stands.value())])?;
        Outcome::Ok(stands)
    })?;
    detail(app, acting, stands)
}

/// Takes a merge back.
pub(crate) fn unmerge(
    app: &App,
    acting: &Acting,
    request: CustomerUnmerge,
) -> Outcome<CustomerDetail> {
    let id = CustomerId(request.id);
    app.database()?.edit(&acting.edit()?, |tx| {
        let known = store::find(tx.view(), id)?.filter(|row| row.deleted_at.is_none());
        let known = known.ok_or(ErrorCode::NotFound)?;
        if known.merged_into.is_some() {
            tx.update("customer", id, &[("merged_into", Value::Null)])?;
        }
        Outcome::Ok(())
    })?;
    detail(app, acting, id)
}

/// Keeps that two households are not the same, whatever they share; or forgets it.
pub(crate) fn apart(app: &App, acting: &Acting, request: CustomerApart) -> Outcome<Done> {
    let (one, other) = (CustomerId(request.id), CustomerId(request.other_id));
    app.database()?.edit(&acting.edit()?, |tx| {
        let one = store::get(tx.view(), one)?.customer.id;
        let other = store::get(tx.view(), other)?.customer.id;
        if one == other {
            return Err(single("other_id", "same_household", None).into());
        }
        let id = HouseholdApartId::of_pair(one, other);
        if tx.view().row("household_apart", id)?.is_some() {
            tx.update("household_apart", id, &[("apart", request.apart.into())])?;
        } else if request.apart {
            let fields = [
                ("customer_id", one.value()),
                ("other_id", other.value()),
                ("apart", true.into()),
            ];
            tx.insert("household_apart", id, &fields)?;
        }
        Outcome::Ok(())
    })?;
    Ok(Done {})
}

/// The files that were merged into a household.
pub(super) fn files(view: View<'_>, id: CustomerId) -> Outcome<Vec<MergedFile>> {
    let mut files = Vec::new();
    for row in store::merged(view, id)? {
        let by = wuyou_store::staff::find(view, row.updated_by)?;
        files.push(MergedFile {
            id: row.id.0,
            name: row.name,
            note: row.note,
            merged_at: row.updated_at,
            merged_by: by.map(|staff| staff.name),
        });
    }
    Ok(files)
}

/// Lists households that share a number, or name and village. Only ever suggested.
pub(crate) fn suspects(app: &App, _: &Acting, _: CustomerSuspects) -> Outcome<Suspects> {
    app.database()?.read(|view| {
        let mut found = store::suspects(view, GROUPS_MOST + 1)?;
        let more = found.len() > GROUPS_MOST;
        found.truncate(GROUPS_MOST);
        let mut groups = Vec::new();
        for group in found {
            let rows = store::summaries(view, &group.households)?;
            groups.push(SuspectGroup {
                what: match group.reason {
                    DuplicateReason::SamePhone => shown_number(&group.what),
                    DuplicateReason::SameNameAndVillage => group.what,
                },
                reason: reason_text(group.reason).to_owned(),
                rows: rows.into_iter().map(summary_shown).collect(),
            });
        }
        Ok(Suspects { groups, more })
    })
}
