//! Two versions of one field: both are kept, a person decides. Who, and what a decided state does,
//! stands in [`decide`].

mod decide;

use serde_json::Value as Json;
use wuyou_contract::ErrorCode;
use wuyou_contract::conflict::{
    ConflictItem, ConflictList, ConflictResolve, Conflicts, Resolution, Version,
};
use wuyou_domain::calendar::lunar::parse_lunar_day;
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{ConflictId, CustomerId, DeviceId, StaffId};
use wuyou_domain::time::local_time;
use wuyou_store::conflict::{self as store, ConflictRow};
use wuyou_store::{Id, Tx, View};
use wuyou_sync::entity::{Field, Kind, Merge};
use wuyou_sync::registry::{DELETED_FIELD, entity};
use wuyou_sync::value::Value;

pub(crate) use decide::RESOLVE;

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::{code_from, code_of};

/// Rows of the list on screen.
const SHOWN_MOST: u32 = 200;

/// Lists fields with two versions, undecided first.
pub(crate) fn list(app: &App, acting: &Acting, request: ConflictList) -> Outcome<Conflicts> {
    let whole = super::export::is_whole(acting, request.whole);
    let most = if whole { u32::MAX } else { SHOWN_MOST };
    app.database()?.read(|view| {
        let rows = store::list(view, request.include_resolved, most)?;
        Ok(Conflicts {
            rows: rows
                .into_iter()
                .map(|row| shown(view, row))
                .collect::<Outcome<_>>()?,
        })
    })
}

/// The undecided conflicts of one row.
pub(crate) fn open_of_row(view: View<'_>, row: uuid::Uuid) -> Outcome<Vec<ConflictItem>> {
    let rows = store::of_row(view, row)?;
    rows.into_iter().map(|row| shown(view, row)).collect()
}

/// Decides a conflict: the row gets the chosen value, the conflict who decided what.
pub(crate) fn resolve(
    app: &App,
    acting: &Acting,
    request: ConflictResolve,
) -> Outcome<ConflictItem> {
    let id = ConflictId(request.id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        if row.resolved_at.is_some() {
            return Err(ErrorCode::AlreadyResolved.into());
        }
        apply(app, acting, tx, &row, &request)?;
        tx.update(
            "conflict",
            id,
            &[
                ("resolved_at", acting.now_at.into()),
                ("resolved_by", acting.staff()?.value()),
                ("resolution", code_of(&request.resolution)),
            ],
        )?;
        Ok(())
    })?;
    database.read(|view| shown(view, store::get(view, id)?))
}

fn apply(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ConflictRow,
    request: &ConflictResolve,
) -> Outcome<()> {
    let field = field_of(row).ok_or(ErrorCode::NotFound)?;
    decide::may(acting, tx.view(), row)?;
    let current = current(tx.view(), row, field)?;
    let other = set_of(row, field, row.other_value.as_deref());
    let chosen: Vec<(&'static str, Value)> = match request.resolution {
        // What stands stays, also when somebody has corrected it since.
        Resolution::Kept => vec![(field.name, current.clone())],
        Resolution::Other => other,
        Resolution::New => {
            if !writable(field) {
                return Err(ErrorCode::ConflictChoose.into());
            }
            let typed = request.value.as_deref().unwrap_or_default();
            vec![(field.name, typed_value(acting, field, typed)?)]
        }
    };
    let value = chosen
        .first()
        .map_or(Value::Null, |(_, value)| value.clone());
    // Whoever decides has compared two versions; a third one that came meanwhile is not among them.
    let compared = from_json(row, field, row.kept_value.as_deref());
    if current != compared && current != value {
        return Err(ErrorCode::ConflictChanged.into());
    }
    if row.entity == "customer" && field.name == DELETED_FIELD.name && !value.is_null() {
        let household = CustomerId(row.row_id);
        if super::customer::is_in_use(tx.view(), household)? {
            return Err(ErrorCode::InUse.into());
        }
    }
    decide::guard_state(acting, tx.view(), row, &value)?;
    // What stays is an edit too: whoever decides otherwise elsewhere meets it.
    tx.confirm(&row.entity, row.row_id, &chosen)?;
    decide::note_state(app, acting, tx, row, (&current, &value))
}

/// Whether a value may be typed that neither side has. A state is reached by its steps alone, a code,
/// a person or a time is chosen and not written.
fn writable(field: &Field) -> bool {
    // A number is money or a count that others follow from: corrected on the record itself.
    let chosen = matches!(field.merge, Merge::State(_));
    !chosen && matches!(field.kind, Kind::Text(_) | Kind::Date | Kind::Birthday)
}

/// What stands now in the field.
fn current(view: View<'_>, row: &ConflictRow, field: &Field) -> Outcome<Value> {
    let known = view.row(&row.entity, row.row_id)?;
    let known = known.ok_or(ErrorCode::NotFound)?;
    if field.name == DELETED_FIELD.name {
        return Ok(known.deleted_at.into());
    }
    Ok(known.get(field.name).cloned().unwrap_or(Value::Null))
}

fn field_of(row: &ConflictRow) -> Option<&'static Field> {
    if row.field == DELETED_FIELD.name {
        return Some(&DELETED_FIELD);
    }
    entity(&row.entity)?.field(&row.field)
}

/// A newly typed value, by the field's kind.
fn typed_value(acting: &Acting, field: &Field, text: &str) -> Outcome<Value> {
    let mut form = Form::new(acting.now_at);
    let text = text.trim();
    let value = match field.kind {
        Kind::Text(most) if field.required => form.required("value", text, most).into(),
        Kind::Text(most) => form.line("value", Some(text), most).into(),
        Kind::Date => form.date("value", Some(text), DateKind::Birthday).into(),
        Kind::Birthday => {
            let lunar = parse_lunar_day(text, form.today()).is_ok();
            form.birthday("value", Some(text), lunar).into()
        }
        _ => return Err(ErrorCode::ConflictChoose.into()),
    };
    form.finish()?;
    Ok(value)
}

/// What the conflict keeps: of a state the values of its companions with it, the field first.
fn set_of(
    row: &ConflictRow,
    field: &'static Field,
    text: Option<&str>,
) -> Vec<(&'static str, Value)> {
    let parsed = text.and_then(|text| serde_json::from_str::<Json>(text).ok());
    match parsed {
        Some(Json::Object(set)) if set.contains_key(field.name) => {
            let entity = entity(&row.entity);
            let others = entity.map_or([].as_slice(), |entity| entity.fields).iter();
            std::iter::once(field)
                .chain(others.filter(|other| other.name != field.name))
                .filter_map(|field| Some((field.name, value_of(set.get(field.name)?))))
                .collect()
        }
        Some(json) => vec![(field.name, value_of(&json))],
        None => vec![(field.name, Value::Null)],
    }
}

/// The field's own value as the conflict keeps it.
fn from_json(row: &ConflictRow, field: &'static Field, text: Option<&str>) -> Value {
    let set = set_of(row, field, text);
    set.into_iter()
        .next()
        .map_or(Value::Null, |(_, value)| value)
}

/// A value in JSON; references are `{"id": "…"}`.
fn value_of(json: &Json) -> Value {
    match json {
        Json::Number(number) => number.as_i64().into(),
        Json::String(text) => text.as_str().into(),
        Json::Object(object) => {
            let id = object.get("id").and_then(Json::as_str);
            id.and_then(|id| id.parse::<uuid::Uuid>().ok())
                .map_or(Value::Null, Id::value)
        }
        _ => Value::Null,
    }
}

fn shown(view: View<'_>, row: ConflictRow) -> Outcome<ConflictItem> {
    let subject = view.row(&row.entity, row.row_id)?;
    let own_customer = (row.entity == "customer").then_some(row.row_id);
    let customer = subject
        .as_ref()
        .and_then(|row| row.reference("customer_id"));
    let title = wuyou_store::outbox::title(view, &row.entity, row.row_id)?;
    let version = |value: &Option<String>, at, by, device| {
        version(view, &row, value.as_deref(), (at, by, device))
    };
    let kept = version(&row.kept_value, row.kept_at, row.kept_by, row.kept_device)?;
    let other = version(
        &row.other_value,
        row.other_at,
        row.other_by,
        row.other_device,
    )?;
    Ok(ConflictItem {
        id: row.id.0,
        decider: decide::decider(decide::kind(view, &row)?)?,
        writable: field_of(&row).is_some_and(writable),
        title: title.unwrap_or_default(),
        customer_id: own_customer.or(customer.map(uuid::Uuid::from_bytes)),
        work_order_id: (row.entity == "work_order").then_some(row.row_id),
        entity: row.entity,
        row_id: row.row_id,
        field: row.field,
        kept,
        other,
        resolved_at: row.resolved_at,
        resolved_by: name_of(view, row.resolved_by)?,
        resolution: code_from(row.resolution.as_deref()),
    })
}

fn version(
    view: View<'_>,
    row: &ConflictRow,
    value: Option<&str>,
    (at, by, device): (Option<i64>, Option<StaffId>, Option<DeviceId>),
) -> Outcome<Version> {
    Ok(Version {
        shown: match field_of(row) {
            Some(field) => readable(view, field, &from_json(row, field, value))?,
            None => None,
        },
        at,
        staff: name_of(view, by)?,
        device: match device {
            Some(device) => super::sync::device_name(view, device)?,
            None => None,
        },
    })
}

/// The value as a person reads it: names instead of ids, dates instead of milliseconds.
fn readable(view: View<'_>, field: &Field, value: &Value) -> Outcome<Option<String>> {
    let parent = match (field.kind, field.name) {
        (Kind::Ref(parent), _) => Some(parent),
        (_, "merged_into") => Some("customer"),
        (_, "preferred_technician_id") => Some("staff"),
        _ => None,
    };
    Ok(match (field.kind, value) {
        (_, Value::Null) => None,
        (_, Value::Id(id)) => {
            let id = uuid::Uuid::from_bytes(*id);
            let title = match parent {
                Some(parent) => wuyou_store::outbox::title(view, parent, id)?,
                None => None,
            };
            Some(title.unwrap_or_else(|| id.to_string()))
        }
        (Kind::Instant, Value::Int(at)) => {
            let shown = local_time(*at).map(|time| time.format("%Y-%m-%d %H:%M").to_string());
            Some(shown.unwrap_or_else(|| at.to_string()))
        }
        (_, Value::Int(number)) => Some(number.to_string()),
        (_, Value::Text(text)) => Some(text.clone()),
    })
}

fn name_of(view: View<'_>, staff: Option<StaffId>) -> Outcome<Option<String>> {
    let Some(staff) = staff else { return Ok(None) };
    Ok(wuyou_store::staff::find(view, staff)?.map(|row| row.name))
}
