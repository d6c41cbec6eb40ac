//! A row of a repair list: a closed work order on the machine's timeline.

use std::collections::BTreeMap;

use wuyou_domain::id::{UnitId, WorkOrderId, derived};
use wuyou_domain::import::{Field, RepairRow};
use wuyou_domain::time::instant_of_local;
use wuyou_store::Id;

use super::{Caller, Ensure, Ids, Take, show};

/// Marks the numbers of orders from before the program.
const HISTORY_MARK: &str = "H";
/// Hexadecimal digits that tell the orders of a day apart.
const NUMBER_DIGITS: usize = 6;

pub(super) fn plan(ids: &mut Ids, row: RepairRow) -> (Take, BTreeMap<String, String>) {
    let shown = shown(&row);
    let received = row.received_at.to_string();
    let digits: Vec<&str> = row.phones.iter().map(|phone| phone.digits()).collect();
    let phones = digits.join(",");
    let serial = row.serial.clone().unwrap_or_default();
    let name = row.name.clone().unwrap_or_default();
    let symptom = row.symptom.clone().unwrap_or_default();
    let id = WorkOrderId(ids.next(
        "work_order",
        &[&received, &serial, &phones, &name, &symptom],
    ));
    let unit = row.serial.as_deref().map(UnitId::of_serial);
    let caller = Caller {
        name: row.name.clone(),
        phones: row
            .phones
            .iter()
            .map(|phone| phone.digits().to_owned())
            .collect(),
        unit,
        new_id: derived("customer", &[ids.dealer(), "caller", &name, &phones]),
    };
    let mut writes = vec![order(ids.dealer(), id, &row)];
    if let (Some(unit), Some(serial)) = (unit, row.serial.clone()) {
        writes.push(Ensure {
            entity: "unit",
            id: unit.0,
            fields: vec![
                ("serial", serial.into()),
                ("model_code", row.model.clone().into()),
                ("sold_on", row.bought_on.map(|date| date.to_string()).into()),
                ("state", "in_use".into()),
            ],
        });
    }
    writes.push(event(id, &row));
    (
        Take {
            writes,
            caller: Some(caller),
        },
        shown,
    )
}

fn order(dealer: &str, id: WorkOrderId, row: &RepairRow) -> Ensure {
    let received_at = instant_of_local(row.received_at);
    let finished_at = row.finished_at.and_then(instant_of_local);
    let hex = id.0.simple().to_string().to_uppercase();
    let tail = &hex[hex.len().saturating_sub(NUMBER_DIGITS)..];
    let no = format!(
        "{dealer}-{HISTORY_MARK}-{}-{tail}",
        row.received_at.format("%Y%m%d")
    );
    Ensure {
        entity: "work_order",
        id: id.0,
        fields: vec![
            ("no", no.into()),
            ("kind", "repair".into()),
            ("state", "closed".into()),
            (
                "unit_id",
                row.serial
                    .as_deref()
                    .map(UnitId::of_serial)
                    .map(Id::row_id)
                    .into(),
            ),
            ("fault_text", row.symptom.clone().into()),
            ("fault_code", row.fault_code.clone().into()),
            ("received_at", received_at.into()),
            ("result", result(row).into()),
            ("charge_fen", row.charge_fen.into()),
            ("technician_name", row.technician.clone().into()),
            ("finished_at", finished_at.into()),
            ("closed_at", finished_at.or(received_at).into()),
            ("origin", "import".into()),
        ],
    }
}

/// The result as typed, and below it whatever the list says that no field stands for.
fn result(row: &RepairRow) -> Option<String> {
    let mut lines: Vec<String> = row.result_text.iter().chain(&row.note).cloned().collect();
    if let Some(address) = &row.address {
        lines.push(format!("地址：{address}"));
    }
    // Without its serial there is no machine that could have them.
    if row.serial.is_none() {
        lines.extend(row.model.iter().map(|model| format!("机型：{model}")));
        lines.extend(row.bought_on.iter().map(|date| format!("购买日期：{date}")));
    }
    lines.extend(
        row.extras
            .iter()
            .map(|(heading, value)| format!("{heading}：{value}")),
    );
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn event(id: WorkOrderId, row: &RepairRow) -> Ensure {
    let at = row.finished_at.unwrap_or(row.received_at);
    Ensure {
        entity: "order_event",
        id: derived("order_event", &[&id.to_string(), "import"]),
        fields: vec![
            ("work_order_id", id.value()),
            ("step", "import".into()),
            ("to_state", "closed".into()),
            ("occurred_at", instant_of_local(at).into()),
            ("note", row.result_text.clone().into()),
        ],
    }
}

fn shown(row: &RepairRow) -> BTreeMap<String, String> {
    let mut shown = BTreeMap::new();
    let phones: Vec<String> = row.phones.iter().map(|phone| phone.display()).collect();
    let phones = phones.join("、");
    let moment = |at: chrono::NaiveDateTime| at.format("%Y-%m-%d %H:%M").to_string();
    show(
        &mut shown,
        Field::ReceivedAt,
        Some(&moment(row.received_at)),
    );
    show(&mut shown, Field::Name, row.name.as_deref());
    show(
        &mut shown,
        Field::Phone,
        (!phones.is_empty()).then_some(&phones),
    );
    show(&mut shown, Field::Serial, row.serial.as_deref());
    show(&mut shown, Field::Symptom, row.symptom.as_deref());
    show(&mut shown, Field::FaultCode, row.fault_code.as_deref());
    show(&mut shown, Field::Result, row.result_text.as_deref());
    show(
        &mut shown,
        Field::Charge,
        row.charge_fen.map(yuan).as_deref(),
    );
    show(&mut shown, Field::Technician, row.technician.as_deref());
    show(
        &mut shown,
        Field::FinishedAt,
        row.finished_at.map(moment).as_deref(),
    );
    shown
}

fn yuan(fen: i64) -> String {
    format!("{}.{:02}", fen / 100, fen % 100)
}
