//! Machines: one row per serial, bound to a household.

mod dates;
mod shipped;

use std::collections::HashSet;

use wuyou_contract::unit::{
    Gas, Model, ModelList, SerialCheck, UnitCheckSerial, UnitDetail, UnitGet, UnitList, UnitListed,
    UnitPage, UnitRegister, UnitSort, UnitState, UnitSummary, UnitUpdate,
};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{CustomerId, UnitId};
use wuyou_domain::serial::{self, ModelBook};
use wuyou_domain::text;
use wuyou_store::search::HitKind;
use wuyou_store::timeline::{TimelineKind, TimelineOf, page as timeline};
use wuyou_store::unit_list::{self, UnitQuery};
use wuyou_store::{Id, Row, Tx, View, page};
use wuyou_sync::value::Value;

use super::recall::{self, Notice};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_of};

/// Most characters of a model's code.
const MODEL_MAX: usize = 40;
/// Most entries of a timeline.
const TIMELINE_MOST: u32 = 200;

/// Registers a machine, or binds a known one to a household.
pub(crate) fn register(app: &App, acting: &Acting, request: UnitRegister) -> Outcome<UnitDetail> {
    let mut form = Form::new(acting.now_at);
    let checked = form.serial("serial", &request.serial, request.model_code.as_deref());
    let sold_on = form.date("sold_on", request.sold_on.as_deref(), DateKind::Event);
    let installed_on = form.date(
        "installed_on",
        request.installed_on.as_deref(),
        DateKind::Event,
    );
    let note = form.note("note", request.note.as_deref());
    let model_code = form.line("model_code", request.model_code.as_deref(), MODEL_MAX);
    check_order(&mut form, sold_on.as_deref(), installed_on.as_deref());
    let record = match &checked {
        Some(checked) => shipped::find(app, &checked.serial)?,
        None => None,
    };
    // What stands on the plate is one machine: a serial of another model is a slip of either.
    let read = checked.as_ref().and_then(|checked| checked.model.clone());
    if let (Some(chosen), None, Some(record)) = (&model_code, &read, &record)
        && !shipped::is_model(record, chosen)
    {
        form.wrong(
            "model_code",
            "shipped_other_model",
            Some(record.model.clone()),
        );
    }
    if let (Some(chosen), Some(read)) = (&model_code, read)
        && !chosen.eq_ignore_ascii_case(&read)
    {
        form.wrong("model_code", "serial_wrong_form", Some(read));
    }
    form.finish()?;
    let Some(checked) = checked else {
        return Err(ErrorCode::Invalid.into());
    };

    let id = UnitId::of_serial(&checked.serial);
    let customer = request.customer_id.map(CustomerId);
    let state = request.state.unwrap_or(match customer {
        Some(_) => UnitState::InUse,
        None => UnitState::InStock,
    });
    let mut fields = vec![("state", code_of(&state))];
    let model = checked
        .model
        .or_else(|| record.as_ref().map(|record| record.model.clone()));
    let model = model.or(model_code);
    push_text(&mut fields, "model_code", model);
    push_text(&mut fields, "sold_on", sold_on);
    push_text(&mut fields, "installed_on", installed_on);
    push_text(&mut fields, "note", note);
    if let Some(customer) = customer {
        fields.push(("customer_id", customer.value()));
    }
    if let Some(address) = request.address_id {
        fields.push(("address_id", address.value()));
    }
    if let Some(gas) = &request.gas {
        fields.push(("gas", code_of(gas)));
    }

    app.database()?.edit(&acting.edit()?, |tx| {
        must_exist(tx, customer)?;
        if let Some(record) = &record {
            shipped::fill(tx.view(), id, record, &mut fields)?;
        }
        save(tx, id, &checked.serial, customer, fields)
    })?;
    detail(app, id)
}

/// Inserts the machine, or changes the known one; refused when it is another household's.
fn save(
    tx: &mut Tx<'_>,
    id: UnitId,
    serial: &str,
    customer: Option<CustomerId>,
    mut fields: Vec<(&'static str, Value)>,
) -> Outcome<()> {
    match tx.view().row("unit", id)? {
        None => {
            fields.push(("serial", serial.into()));
            tx.insert("unit", id, &fields)?;
        }
        Some(known) if known.deleted_at.is_some() => {
            // It went with a household or the example data; now it is a machine of its own again.
            fields.push(("serial", serial.into()));
            if customer.is_none() {
                fields.push(("customer_id", Value::Null));
            }
            tx.insert("unit", id, &fields)?;
        }
        Some(known) => {
            let now: Option<UnitState> = code_from(known.text("state"));
            if matches!(now, Some(UnitState::Stopped | UnitState::StoppedInRepair)) {
                // Registering it again releases nothing.
                fields.retain(|(name, _)| *name != "state");
            }
            dates::must_stand(&known, &fields)?;
            // A machine of a deleted household is nobody's.
            let holder = wuyou_store::unit::find(tx.view(), id)?.and_then(|unit| unit.customer_id);
            let holder = holder.map(Id::row_id);
            // Where it stands follows from its steps; a sale or a transfer gives it to a household.
            if !wuyou_store::custody::events(tx.view(), id)?.is_empty() {
                fields.retain(|(name, _)| *name != "state");
                if holder.is_none() && customer.is_some() {
                    return Err(single("customer_id", "sell_first", None).into());
                }
            }
            if holder.is_some() && customer.is_some() && holder != customer.map(Id::row_id) {
                let error =
                    ApiError::new(ErrorCode::SerialTaken).with_detail("unit_id", id.0.to_string());
                return Err(error.into());
            }
            // On one that was merged into this household it stays, so that the merge can be undone.
            let stands = match known.reference("customer_id") {
                Some(of) => {
                    let of = CustomerId(uuid::Uuid::from_bytes(of));
                    Some(wuyou_store::customer::root(tx.view(), of)?)
                }
                None => None,
            };
            if stands.is_some() && stands == customer {
                fields.retain(|(name, _)| *name != "customer_id");
            }
            // The address was the former household's.
            let moves = customer.is_some() && stands != customer;
            if moves && !fields.iter().any(|(name, _)| *name == "address_id") {
                fields.push(("address_id", Value::Null));
            }
            tx.update("unit", id, &fields)?;
        }
    }
    Ok(())
}

/// Changes a machine.
pub(crate) fn update(app: &App, acting: &Acting, request: UnitUpdate) -> Outcome<UnitDetail> {
    let mut form = Form::new(acting.now_at);
    let mut fields = Vec::new();
    for (field, typed) in [
        ("sold_on", &request.sold_on),
        ("installed_on", &request.installed_on),
    ] {
        if typed.is_some() {
            let date = form.date(field, typed.as_deref(), DateKind::Event);
            fields.push((field, Value::from(date)));
        }
    }
    if request.note.is_some() {
        fields.push(("note", form.note("note", request.note.as_deref()).into()));
    }
    let reason = form.line("reason", request.reason.as_deref(), text::LINE_MAX);
    form.finish()?;
    if let Some(state) = &request.state {
        fields.push(("state", code_of(state)));
    }
    if let Some(gas) = &request.gas {
        fields.push(("gas", code_of(gas)));
    }
    let customer = request.customer_id.map(CustomerId);
    if let Some(customer) = customer {
        fields.push(("customer_id", customer.value()));
    }

    let id = UnitId(request.id);
    let change = |tx: &mut Tx<'_>| -> Outcome<String> {
        must_exist(tx, customer)?;
        let known = tx.view().row("unit", id)?;
        let known = known
            .filter(|row| row.deleted_at.is_none())
            .ok_or(ErrorCode::NotFound)?;
        guard_chain(tx.view(), id, &fields, &known)?;
        dates::must_be_desk(acting, &known, &fields)?;
        let mut fields = fields.clone();
        if finds_home(tx.view(), id, customer)? {
            // The address was the former household's.
            fields.push(("address_id", Value::Null));
        }
        let after = |name: &str| {
            let given = fields.iter().find(|(field, _)| *field == name);
            given
                .map_or_else(|| known.text(name), |(_, value)| value.as_text())
                .map(ToOwned::to_owned)
        };
        let mut form = Form::new(acting.now_at);
        check_order(
            &mut form,
            after("sold_on").as_deref(),
            after("installed_on").as_deref(),
        );
        form.finish()?;
        if let Some(state) = &request.state {
            check_state(tx.view(), id, state, &known, after("installed_on"))?;
        }
        if let Some(told) = dates::corrected(&known, &fields, reason.as_deref())? {
            dates::write(app, acting, tx, id, told)?;
        }
        tx.update("unit", id, &fields)?;
        Ok(known.text("serial").unwrap_or_default().to_owned())
    };
    let corrects = app.database()?.read(|view| -> Outcome<bool> {
        let known = view.row("unit", id)?;
        Ok(known.is_some_and(|known| !dates::changed(&known, &fields).is_empty()))
    })?;
    if corrects || request.state == Some(UnitState::Stopped) {
        // A stop is ended by its release alone, never taken back; a date is corrected with a reason.
        app.database()?.edit(&acting.edit()?, change)?;
    } else {
        super::undo::edit(app, acting, "unit.update", change)?;
    }
    detail(app, id)
}

/// Whether a machine that is nobody's gets this household. What another household has changes hands
/// by a transfer with its document, whether or not its steps are on record.
fn finds_home(view: View<'_>, id: UnitId, customer: Option<CustomerId>) -> Outcome<bool> {
    let Some(customer) = customer else {
        return Ok(false);
    };
    let holder = wuyou_store::unit::find(view, id)?.and_then(|unit| unit.customer_id);
    let Some(holder) = holder else {
        return Ok(true);
    };
    let stands = |id| wuyou_store::customer::root(view, id);
    if stands(holder)? == stands(customer)? {
        return Ok(false);
    }
    Err(single("customer_id", "transfer_first", None).into())
}

/// What the chain of custody says is not overwritten by hand: another household comes by a transfer
/// with its document.
fn guard_chain(
    view: View<'_>,
    id: UnitId,
    fields: &[(&'static str, Value)],
    known: &Row,
) -> Outcome<()> {
    let changed = |name: &str| {
        let typed = fields.iter().find(|(field, _)| *field == name);
        typed.is_some_and(|(_, value)| known.get(name) != Some(value))
    };
    if wuyou_store::custody::events(view, id)?.is_empty() {
        return Ok(());
    }
    if changed("customer_id") {
        return Err(single("customer_id", "transfer_first", None).into());
    }
    Ok(())
}

/// Where a machine stands follows from its steps. By hand it is corrected only while none is on
/// record, and never out of a stop or into use without an installation.
fn check_state(
    view: View<'_>,
    id: UnitId,
    state: &UnitState,
    known: &Row,
    installed_on: Option<String>,
) -> Outcome<()> {
    let now: Option<UnitState> = code_from(known.text("state"));
    if now.as_ref() == Some(state) {
        return Ok(());
    }
    let has_steps = !wuyou_store::custody::events(view, id)?.is_empty();
    if has_steps || now == Some(UnitState::Stopped) {
        return Err(single("state", "state_by_step", None).into());
    }
    // Where nobody can go nothing is to be done: that is told by a step with its reason.
    let away = [UnitState::Lost, UnitState::Scrapped, UnitState::AtFactory];
    if away.contains(state) && recall::waits_at(view, id)? {
        return Err(single("state", "state_by_step", None).into());
    }
    if *state == UnitState::InUse && installed_on.is_none() {
        return Err(single("state", "state_needs_commissioning", None).into());
    }
    Ok(())
}

/// Shows a machine with its history.
pub(crate) fn get(app: &App, _: &Acting, request: UnitGet) -> Outcome<UnitDetail> {
    let id = match (request.id, request.serial) {
        (Some(id), _) => UnitId(id),
        (None, Some(typed)) => UnitId::of_serial(&serial::normalise(&typed)),
        (None, None) => return Err(single("serial", "nothing_to_find", None).into()),
    };
    detail(app, id)
}

/// Checks a serial as it is typed.
pub(crate) fn check_serial(
    app: &App,
    _: &Acting,
    request: UnitCheckSerial,
) -> Outcome<SerialCheck> {
    let normalised = serial::normalise(&request.serial);
    let known = app
        .database()?
        .read(|view| summary_of(view, UnitId::of_serial(&normalised)))?;
    let record = shipped::find(app, &normalised)?;
    let checked = serial::check(ModelBook::built_in(), None, &request.serial);
    Ok(match checked {
        Ok(checked) => SerialCheck {
            serial: checked.serial,
            valid: checked.checked || known.is_some() || record.is_some(),
            model_code: checked
                .model
                .or_else(|| record.as_ref().map(|record| record.model.clone())),
            suggestion: None,
            known,
            shipment: app
                .database()?
                .read(|view| shipped::mark(view, record.as_ref()))?,
            shipped: record.map(shipped::shown),
        },
        Err(problem) => SerialCheck {
            serial: normalised,
            valid: false,
            model_code: None,
            suggestion: problem.suggestion().map(ToOwned::to_owned),
            known,
            shipped: None,
            shipment: None,
        },
    })
}

/// Lists machines by serial, page by page; with a query, those that match.
pub(crate) fn list(app: &App, acting: &Acting, request: UnitList) -> Outcome<UnitPage> {
    let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
    let query = UnitQuery {
        town: given(request.town),
        model_code: given(request.model_code),
        unchecked: request.unchecked == Some(true),
        sort: match request.sort.unwrap_or(UnitSort::Serial) {
            UnitSort::Serial => unit_list::UnitSort::Serial,
            UnitSort::Installed => unit_list::UnitSort::Installed,
        },
        after: request.after,
        limit: request.limit.unwrap_or(100).clamp(1, page::PAGE_MAX),
    };
    app.database()?.read(|view| {
        let notices = recall::in_force(view)?;
        let typed = given(request.query);
        if request.recalled == Some(true) {
            return recalled_page(view, (acting, typed.as_deref()), &query, &notices);
        }
        if let Some(typed) = typed {
            return found_page(view, (acting, &typed), &query, &notices);
        }
        let found = unit_list::list(view, &query)?;
        let rows = found.rows.into_iter();
        Ok(UnitPage {
            rows: rows
                .map(|row| listed(view, &notices, row))
                .collect::<Outcome<_>>()?,
            next: found.next,
            total: unit_list::count(view, &query)?,
        })
    })
}

/// The machines that were found, and those of the households that were.
fn found_page(
    view: View<'_>,
    (acting, typed): (&Acting, &str),
    query: &UnitQuery,
    notices: &[Notice],
) -> Outcome<UnitPage> {
    let units = found(acting, view, typed)?;
    let rows = those(view, &units, query)?;
    let total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let rows = rows.into_iter().take(page::PAGE_MAX as usize);
    Ok(UnitPage {
        rows: rows
            .map(|row| listed(view, notices, row))
            .collect::<Outcome<_>>()?,
        next: None,
        total,
    })
}

/// What was found, in its own order or in the one that was asked for.
fn those(
    view: View<'_>,
    units: &[UnitId],
    query: &UnitQuery,
) -> Outcome<Vec<unit_list::UnitListed>> {
    let mut rows = unit_list::those(view, units, query)?;
    if query.sort == unit_list::UnitSort::Installed {
        rows.sort_by(|a, b| b.unit.installed_on.cmp(&a.unit.installed_on));
    }
    Ok(rows)
}

/// The machines that fall into a notice in force, by serial; the page goes on after so many.
fn recalled_page(
    view: View<'_>,
    (acting, typed): (&Acting, Option<&str>),
    query: &UnitQuery,
    notices: &[Notice],
) -> Outcome<UnitPage> {
    let hits = recall::hits(view, notices)?;
    let mut units: Vec<_> = hits
        .into_iter()
        .map(|hit| (hit.unit.serial, hit.unit.id))
        .collect();
    units.sort();
    units.dedup();
    if let Some(typed) = typed {
        let wanted: HashSet<_> = found(acting, view, typed)?.into_iter().collect();
        units.retain(|(_, id)| wanted.contains(id));
    }
    let units: Vec<_> = units.into_iter().map(|(_, id)| id).collect();
    let rows = those(view, &units, query)?;
    let total = rows.len();
    let from = query.after.as_deref().and_then(|after| after.parse().ok());
    let (from, most) = (from.unwrap_or(0_usize), query.limit as usize);
    let next = from.saturating_add(most);
    let page = rows.into_iter().skip(from).take(most);
    Ok(UnitPage {
        rows: page
            .map(|row| listed(view, notices, row))
            .collect::<Outcome<_>>()?,
        next: (next < total).then(|| next.to_string()),
        total: u32::try_from(total).unwrap_or(u32::MAX),
    })
}

/// What a search finds, best first.
fn found(acting: &Acting, view: View<'_>, typed: &str) -> Outcome<Vec<UnitId>> {
    let mut units: Vec<UnitId> = Vec::new();
    let most = page::PAGE_MAX as usize;
    let kinds = [HitKind::Unit, HitKind::Customer];
    let reach = super::phone::reach(acting);
    for hit in super::place_name::search(view, typed, (most, reach), &kinds)? {
        match (hit.kind, hit.customer_id) {
            (HitKind::Unit, _) => units.push(UnitId(hit.id)),
            (_, Some(customer)) => {
                let theirs = wuyou_store::unit::of_customer(view, customer)?;
                units.extend(theirs.into_iter().map(|unit| unit.id));
            }
            (_, None) => {}
        }
    }
    let mut seen = HashSet::new();
    units.retain(|id| seen.insert(*id));
    Ok(units)
}

fn listed(view: View<'_>, notices: &[Notice], row: unit_list::UnitListed) -> Outcome<UnitListed> {
    let mark = recall::mark(notices, view, &row.unit)?;
    Ok(UnitListed {
        unit: summary(row.unit),
        town: row.town,
        village: row.village,
        recall: mark.kind,
        recall_open: mark.open,
    })
}

/// Lists the models.
pub(crate) fn models(_: &App, _: &Acting, _: ModelList) -> Outcome<Vec<Model>> {
    let models = ModelBook::built_in().models.iter();
    Ok(models
        .map(|model| Model {
            code: model.code.clone(),
            name_zh: model.name_zh.clone(),
            name_en: model.name_en.clone(),
        })
        .collect())
}

fn detail(app: &App, id: UnitId) -> Outcome<UnitDetail> {
    app.database()?.read(|view| {
        let mut unit = wuyou_store::unit::get(view, id)?;
        let record = wuyou_store::shipment::find(view, &unit.serial)?;
        let shipment = shipped::mark(view, record.as_ref())?;
        shipped::complete(&mut unit, record);
        let of = TimelineOf::Unit(id);
        let timeline = timeline(view, of, TimelineKind::OF_UNIT, None, TIMELINE_MOST)?.rows;
        Ok(UnitDetail {
            note: unit.note.clone(),
            shipped_on: unit.shipped_on.clone(),
            shipment,
            unit: summary(unit),
            timeline: timeline
                .into_iter()
                .map(super::customer::timeline_entry)
                .collect(),
        })
    })
}

fn summary_of(view: View<'_>, id: UnitId) -> Outcome<Option<UnitSummary>> {
    Ok(wuyou_store::unit::find(view, id)?.map(summary))
}

/// A machine as lists show it.
pub(crate) fn summary(unit: wuyou_store::unit::UnitRow) -> UnitSummary {
    let model = unit
        .model_code
        .as_deref()
        .and_then(|code| ModelBook::built_in().find(code));
    let installed = unit.installed_on.is_some() || unit.commissioned_on.is_some();
    let delivered = installed || unit.delivered_on.is_some();
    UnitSummary {
        deliver_by_on: unit.deliver_by_on.filter(|_| !delivered),
        install_by_on: unit.install_by_on.filter(|_| !installed),
        id: unit.id.0,
        serial: unit.serial,
        model_name: model.map(|model| model.name_zh.clone()),
        model_code: unit.model_code,
        customer_id: unit.customer_id.map(|id| id.0),
        customer_name: unit.customer_name,
        state: code_from(unit.state.as_deref()),
        gas: code_from::<Gas>(unit.gas.as_deref()),
        made_on: unit.made_on,
        sold_on: unit.sold_on,
        installed_on: unit.installed_on,
    }
}

fn must_exist(tx: &Tx<'_>, customer: Option<CustomerId>) -> Outcome<()> {
    let Some(customer) = customer else {
        return Ok(());
    };
    let found = tx.view().row("customer", customer)?;
    match found {
        Some(row) if row.deleted_at.is_none() => Ok(()),
        _ => Err(single("customer_id", "unknown", None).into()),
    }
}

fn check_order(form: &mut Form, sold_on: Option<&str>, installed_on: Option<&str>) {
    // Dates are YYYY-MM-DD, so text order is date order.
    if let (Some(sold), Some(installed)) = (sold_on, installed_on)
        && installed < sold
    {
        form.wrong("installed_on", "date_order", None);
    }
}

fn push_text(fields: &mut Vec<(&'static str, Value)>, name: &'static str, text: Option<String>) {
    if let Some(text) = text {
        fields.push((name, text.into()));
    }
}
