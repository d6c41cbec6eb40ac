//! Example data: a small shop's day, loaded in one click and removed in one click. Every household
//! of it carries the tag 示例, so that nobody takes it for real.

mod story;

use std::collections::HashSet;

use serde_json::{Map, Value, json};
use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::request::RequestCreate;
use wuyou_contract::setup::{ExampleContents, ExampleCount, ExampleLoad, ExampleRemove};
use wuyou_contract::staff::StaffCreate;
use wuyou_contract::unit::UnitRegister;
use wuyou_contract::work_order::WorkOrderAdvance;
use wuyou_domain::id::{CustomerId, CustomerTagId};
use wuyou_store::{Id, View, settings};

use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};
use crate::input::single;

/// Names the rows of the loaded example, as JSON.
const LOADED: &str = "example_data";
/// So many records go without their number being typed: one sees them.
const UNTYPED_MOST: u32 = 20;
pub(crate) const TAG: &str = "示例";
const DATA: &str = include_str!("../../data/example.json");

/// The example as it is written down: times are minutes before the moment of loading.
#[derive(serde::Deserialize)]
struct Example {
    staff: Vec<StaffCreate>,
    calls: Vec<Call>,
    /// What happened around them: visits of earlier weeks, complaints, promises, photos.
    story: Vec<story::Told>,
}

#[derive(serde::Deserialize)]
struct Call {
    minutes_ago: i64,
    request: RequestCreate,
    unit: Option<Value>,
    #[serde(default)]
    steps: Vec<StepTaken>,
}

#[derive(serde::Deserialize)]
struct StepTaken {
    minutes_ago: i64,
    technician: Option<String>,
    window_from_minutes: Option<i64>,
    window_to_minutes: Option<i64>,
    part_eta_minutes: Option<i64>,
    #[serde(flatten)]
    advance: Map<String, Value>,
}

/// Whether the example is loaded, or a part of it.
pub(crate) fn is_loaded(view: View<'_>) -> Outcome<bool> {
    Ok(settings::get(view, LOADED)?.is_some())
}

/// What is kept of the loading.
fn loaded(view: View<'_>) -> Outcome<Option<Value>> {
    let text = settings::get(view, LOADED)?;
    Ok(text.map(|text| serde_json::from_str(&text).unwrap_or_default()))
}

/// The example as it is written down.
fn written() -> Outcome<Example> {
    serde_json::from_str(DATA).map_err(|error| {
        tracing::error!(%error, "the example data cannot be read");
        Failure::from(ErrorCode::Internal)
    })
}

/// Whether a household is of the example, on whichever PC that was loaded.
pub(crate) fn is_example(view: View<'_>, customer: CustomerId) -> Outcome<bool> {
    let tag = view.row("customer_tag", CustomerTagId::of(customer, TAG))?;
    Ok(tag.is_some_and(|tag| tag.deleted_at.is_none()))
}

/// Loads the example.
pub(crate) fn load(app: &App, acting: &Acting, _: ExampleLoad) -> Outcome<Done> {
    let database = app.database()?;
    if let Some(loaded) = database.read(loaded)? {
        if loaded["unfinished"] != true {
            return Ok(Done {});
        }
        // Cut off the last time: what there is of it goes, and it is told anew.
        let total = Some(database.read(contents)?.total);
        remove(app, acting, ExampleRemove { total })?;
    }
    let example = written()?;
    // Before the first row: whatever ends the program, the button that removes it is there.
    let begun = json!({ "unfinished": true, "at": acting.now_at });
    database.local(|local| settings::set(local, LOADED, Some(&begun.to_string())))?;
    let mut people = Vec::new();
    for person in example.staff {
        let name = person.name.clone();
        people.push((name, super::staff::create(app, acting, person)?.id));
    }
    let mut known = Map::new();
    for (name, id) in &people {
        known.insert(name.clone(), json!({ "id": id }));
    }
    let mut customers = Vec::new();
    for call in example.calls {
        let name = call.request.new_customer_name.clone();
        let Some((customer, ids)) = load_call(app, acting, call, &people)? else {
            continue;
        };
        customers.push(customer);
        known.extend(name.map(|name| (name, ids)));
    }
    for told in example.story {
        story::tell(app, acting, told, &mut known)?;
    }
    let loaded = serde_json::json!({
        "customers": customers,
        "staff": people.iter().map(|(_, id)| id).collect::<Vec<_>>(),
    });
    database.local(|local| settings::set(local, LOADED, Some(&loaded.to_string())))?;
    Ok(Done {})
}

fn load_call(
    app: &App,
    acting: &Acting,
    call: Call,
    people: &[(String, uuid::Uuid)],
) -> Outcome<Option<(uuid::Uuid, Value)>> {
    let at = |minutes: i64| acting.now_at - minutes * 60_000;
    let then = Acting {
        now_at: at(call.minutes_ago),
        ..*acting
    };
    let taken = super::request::create(app, &then, call.request)?;
    let Some(customer) = taken.request.customer_id else {
        return Ok(None);
    };
    let mut ids = json!({ "customer": customer, "request": taken.request.id });
    if let Some(unit) = call.unit {
        let unit = story::fill(unit, &Map::new(), acting.now_at)?;
        let unit: UnitRegister = serde_json::from_value(unit).map_err(story::unreadable)?;
        let unit = UnitRegister {
            customer_id: Some(customer),
            ..unit
        };
        let unit = super::unit::register(app, &then, unit)?.unit.id;
        bind_unit(app, &then, &taken, unit)?;
        ids["unit"] = json!(unit);
    }
    tag(app, &then, customer)?;
    let Some(order) = taken.work_order else {
        return Ok(Some((customer, ids)));
    };
    ids["order"] = json!(order.summary.id);
    for step in call.steps {
        let then = Acting {
            now_at: at(step.minutes_ago),
            ..*acting
        };
        let mut advance = step.advance;
        advance.insert("id".to_owned(), order.summary.id.to_string().into());
        let technician = step.technician.and_then(|name| {
            people
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, id)| id.to_string())
        });
        if let Some(technician) = technician {
            advance.insert("technician_id".to_owned(), technician.into());
        }
        for (field, minutes) in [
            ("window_from_at", step.window_from_minutes),
            ("window_to_at", step.window_to_minutes),
            ("part_eta_at", step.part_eta_minutes),
        ] {
            if let Some(minutes) = minutes {
                advance.insert(field.to_owned(), (acting.now_at + minutes * 60_000).into());
            }
        }
        let request: WorkOrderAdvance = serde_json::from_value(advance.into())
            .map_err(|_| Failure::from(ErrorCode::Internal))?;
        super::work_order::advance(app, &then, request)?;
    }
    Ok(Some((customer, ids)))
}

fn bind_unit(
    app: &App,
    acting: &Acting,
    taken: &wuyou_contract::request::RequestTaken,
    unit: uuid::Uuid,
) -> Outcome<()> {
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        tx.update("request", taken.request.id, &[("unit_id", unit.value())])?;
        if let Some(order) = &taken.work_order {
            tx.update("work_order", order.summary.id, &[("unit_id", unit.value())])?;
        }
        Ok(())
    })
}

fn tag(app: &App, acting: &Acting, customer: uuid::Uuid) -> Outcome<()> {
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let id = CustomerTagId::of(customer.into(), TAG);
        tx.insert(
            "customer_tag",
            id,
            &[("customer_id", customer.value()), ("tag", TAG.into())],
        )?;
        Ok(())
    })
}

/// Tells what goes when the example is removed, also what was added to its households since.
pub(crate) fn count(app: &App, _: &Acting, _: ExampleCount) -> Outcome<ExampleContents> {
    app.database()?.read(contents)
}

fn contents(view: View<'_>) -> Outcome<ExampleContents> {
    let mut found = ExampleContents::default();
    // Households that were merged have some rows in common.
    let mut seen = HashSet::new();
    for customer in rows_of(view, "customers")? {
        for (entity, row) in super::customer::whole(view, customer.into())? {
            if !seen.insert(row) {
                continue;
            }
            *match entity {
                "customer" => &mut found.households,
                "unit" => &mut found.machines,
                "work_order" => &mut found.orders,
                "request" => &mut found.requests,
                "complaint" => &mut found.complaints,
                "promise" => &mut found.promises,
                _ => &mut found.return_visits,
            } += 1;
            found.total += 1;
        }
    }
    let people = rows_of(view, "staff")?.len();
    found.people = u32::try_from(people).unwrap_or(u32::MAX);
    Ok(found)
}

/// The rows of the example of one kind, as they were loaded.
fn rows_of(view: View<'_>, kind: &str) -> Outcome<Vec<uuid::Uuid>> {
    let Some(loaded) = loaded(view)? else {
        return Ok(Vec::new());
    };
    if loaded["unfinished"] == true {
        return begun_rows(view, kind, loaded["at"].as_i64().unwrap_or_default());
    }
    let list = loaded[kind].as_array().cloned().unwrap_or_default();
    Ok(list
        .iter()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect())
}

/// The rows of a loading that was cut off: told by name and by the very moment they were made for,
/// which nobody else's are.
fn begun_rows(view: View<'_>, kind: &str, at: i64) -> Outcome<Vec<uuid::Uuid>> {
    let example = written()?;
    if kind == "staff" {
        let people = wuyou_store::staff::list(view)?.into_iter();
        let names: Vec<_> = example.staff.iter().map(|one| &one.name).collect();
        let mut theirs = Vec::new();
        for person in people.filter(|row| names.contains(&&row.name)) {
            let row = view.row("staff", person.id)?;
            if row.is_some_and(|row| row.meta.created_at == at) {
                theirs.push(person.id.0);
            }
        }
        return Ok(theirs);
    }
    let mut rows = Vec::new();
    for call in &example.calls {
        if let Some(name) = &call.request.new_customer_name {
            let made_at = at - call.minutes_ago * 60_000;
            let found = wuyou_store::customer::made_at(view, name, made_at)?;
            rows.extend(found.into_iter().map(|id| id.0));
        }
    }
    Ok(rows)
}

/// A household of the example that somebody merged with a real one: neither can go with the other.
fn refuse_merged(view: View<'_>, customers: &[uuid::Uuid]) -> Outcome<()> {
    use wuyou_store::customer::{find, merged, root};
    for customer in customers {
        let root = root(view, CustomerId(*customer))?;
        let stands = find(view, root)?.is_some_and(|row| row.deleted_at.is_none());
        let kin = merged(view, root)?.into_iter().map(|row| row.id);
        let real = stands && kin.chain([root]).any(|id| !customers.contains(&id.0));
        if real {
            return Err(ErrorCode::ExampleMerged.into());
        }
    }
    Ok(())
}

/// Removes the example: its households, their orders and requests, and its people.
pub(crate) fn remove(app: &App, acting: &Acting, request: ExampleRemove) -> Outcome<Done> {
    let database = app.database()?;
    if !database.read(is_loaded)? {
        return Ok(Done {});
    }
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        // What was added meanwhile was not in what the person read.
        let total = contents(tx.view())?.total;
        if total > UNTYPED_MOST && request.total != Some(total) {
            return Err(single("total", "total_typed", Some(total.to_string())).into());
        }
        let customers = rows_of(tx.view(), "customers")?;
        refuse_merged(tx.view(), &customers)?;
        for customer in customers {
            super::customer::delete_whole(tx, customer.into())?;
        }
        for staff in rows_of(tx.view(), "staff")? {
            tx.update("staff", staff, &[("disabled", true.into())])?;
        }
        settings::set(&tx.local(), LOADED, None)?;
        Ok(())
    })?;
    Ok(Done {})
}
