//! The dates warranty counts from: typed once by whoever registers the machine, corrected by the desk
//! alone with a reason that stays in the machine's history.

use wuyou_contract::ErrorCode;
use wuyou_domain::id::{CustodyEventId, UnitId};
use wuyou_domain::staff::Role;
use wuyou_domain::time::local_date;
use wuyou_store::custody::CORRECT_DATE;
use wuyou_store::{Id, Row, Tx};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::area::work_order::role;
use crate::failure::Outcome;
use crate::input::single;

/// The dates, and what they are called in a machine's history.
const DATES: [(&str, &str); 2] = [("sold_on", "购机日期"), ("installed_on", "安装日期")];

/// The dates that stood there and are to be others, with their names, before and after.
pub(super) fn changed(
    known: &Row,
    fields: &[(&'static str, Value)],
) -> Vec<(&'static str, String)> {
    let changed = DATES.iter().filter_map(|(field, name)| {
        let before = known.text(field)?;
        let (_, typed) = fields.iter().find(|(one, _)| one == field)?;
        let after = typed.as_text();
        let told = format!("{name} {before} → {}", after.unwrap_or("（空）"));
        (after != Some(before)).then_some((*field, told))
    });
    changed.collect()
}

/// Registering a known machine again corrects nothing.
pub(super) fn must_stand(known: &Row, fields: &[(&'static str, Value)]) -> Outcome<()> {
    match changed(known, fields).first() {
        Some((field, _)) => Err(single(field, "date_known", None).into()),
        None => Ok(()),
    }
}

/// No technician moves the start of a warranty.
pub(super) fn must_be_desk(
    acting: &Acting,
    known: &Row,
    fields: &[(&'static str, Value)],
) -> Outcome<()> {
    if role(acting)? == Role::Technician && !changed(known, fields).is_empty() {
        return Err(ErrorCode::NotAllowed.into());
    }
    Ok(())
}

/// What is written of a correction; nothing where no date that stood there changes.
pub(super) fn corrected(
    known: &Row,
    fields: &[(&'static str, Value)],
    reason: Option<&str>,
) -> Outcome<Option<String>> {
    let told: Vec<_> = changed(known, fields)
        .into_iter()
        .map(|(_, told)| told)
        .collect();
    if told.is_empty() {
        return Ok(None);
    }
    let reason = reason.ok_or_else(|| single("reason", "date_reason", None))?;
    Ok(Some(format!("{}：{reason}", told.join("，"))))
}

/// Writes it into the machine's history; it is no step, so it moves nothing.
pub(super) fn write(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: UnitId,
    told: String,
) -> Outcome<()> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    let unit = wuyou_store::unit::get(tx.view(), id)?;
    let state = unit.state.as_deref().unwrap_or("in_use").to_owned();
    let holder = unit.customer_id.map(Id::row_id);
    let kind = if holder.is_some() {
        "customer"
    } else {
        "dealer"
    };
    let fields = [
        ("unit_id", id.value()),
        ("step", CORRECT_DATE.into()),
        ("from_state", state.clone().into()),
        ("to_state", state.into()),
        ("occurred_on", today.to_string().into()),
        ("from_kind", kind.into()),
        ("from_customer_id", holder.into()),
        ("to_kind", kind.into()),
        ("to_customer_id", holder.into()),
        ("document", "改日期".into()),
        ("staff_id", acting.staff()?.value()),
        ("note", told.into()),
    ];
    tx.insert("custody_event", CustodyEventId(app.new_id(acting)), &fields)?;
    Ok(())
}
