//! What headquarters shipped to this shop, beside a serial that is typed (R001).

use wuyou_contract::unit::{ShipmentMark, ShippedMachine};
use wuyou_domain::id::UnitId;
use wuyou_domain::serial::ModelBook;
use wuyou_store::View;
use wuyou_store::shipment::{self as store, ShippedRow};
use wuyou_store::unit::UnitRow;
use wuyou_sync::value::Value;

use crate::app::App;
use crate::failure::Outcome;

/// The record of a serial.
pub(super) fn find(app: &App, serial: &str) -> Outcome<Option<ShippedRow>> {
    Ok(app.database()?.read(|view| store::find(view, serial))?)
}

/// What the lists say; nothing while headquarters has sent none.
pub(super) fn mark(view: View<'_>, record: Option<&ShippedRow>) -> Outcome<Option<ShipmentMark>> {
    if record.is_some() {
        return Ok(Some(ShipmentMark::Checked));
    }
    Ok(store::any(view)?.then_some(ShipmentMark::Unchecked))
}

/// Whether a chosen model is the one that was shipped.
pub(super) fn is_model(record: &ShippedRow, chosen: &str) -> bool {
    let code = |typed: &str| {
        let found = ModelBook::built_in().find(typed);
        found.map_or_else(|| typed.to_owned(), |model| model.code.clone())
    };
    code(chosen).eq_ignore_ascii_case(&code(&record.model))
}

/// The dates of the record, where the machine has none yet.
pub(super) fn fill(
    view: View<'_>,
    id: UnitId,
    record: &ShippedRow,
    fields: &mut Vec<(&'static str, Value)>,
) -> Outcome<()> {
    let known = view.row("unit", id)?;
    let lacks = |name: &str| {
        known
            .as_ref()
            .is_none_or(|known| known.text(name).is_none())
    };
    if let Some(made_on) = record.made_on.as_deref().filter(|_| lacks("made_on")) {
        fields.push(("made_on", made_on.into()));
    }
    if lacks("shipped_on") {
        fields.push(("shipped_on", record.shipped_on.as_str().into()));
    }
    Ok(())
}

/// A machine that was registered before its list came is shown with what the list says.
pub(super) fn complete(unit: &mut UnitRow, record: Option<ShippedRow>) {
    let Some(record) = record else { return };
    unit.model_code.get_or_insert(record.model);
    unit.shipped_on.get_or_insert(record.shipped_on);
    unit.made_on = unit.made_on.take().or(record.made_on);
}

/// As the screens show it.
pub(super) fn shown(record: ShippedRow) -> ShippedMachine {
    let model = ModelBook::built_in().find(&record.model);
    ShippedMachine {
        model_name: model.map(|model| model.name_zh.clone()),
        model_code: record.model,
        made_on: record.made_on,
        shipped_on: record.shipped_on,
        list_no: record.no,
    }
}
