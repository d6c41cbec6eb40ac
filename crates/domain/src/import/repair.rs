//! Rows of an old repair list: they become closed work orders on a machine's timeline.

use super::cell::Cell;
use super::field::Field;
use super::layout::Mapping;
use super::problem::{ParsedRow, ProblemCode, RowProblem};
use super::reader::{ExtraValue, ImportContext, RowReader, parse_all};
use super::value::RepairResult;
use crate::phone::Phone;
use chrono::{NaiveDate, NaiveDateTime};

/// One repair as its row tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct RepairRow {
    /// When it was asked for, China time; midnight where the list has the day only.
    pub received_at: NaiveDateTime,
    /// Name of the customer.
    pub name: Option<String>,
    /// All numbers.
    pub phones: Vec<Phone>,
    /// Address as typed.
    pub address: Option<String>,
    /// Model code where the catalogue knows it, else as typed.
    pub model: Option<String>,
    /// Serial in its plain form.
    pub serial: Option<String>,
    /// What the customer said.
    pub symptom: Option<String>,
    /// Fault code in capitals, as on the display.
    pub fault_code: Option<String>,
    /// What came of it.
    pub result: Option<RepairResult>,
    /// The same as typed.
    pub result_text: Option<String>,
    /// What was charged, in fen; none where the list does not say.
    pub charge_fen: Option<i64>,
    /// Who repaired.
    pub technician: Option<String>,
    /// When it was done, China time.
    pub finished_at: Option<NaiveDateTime>,
    /// Day of purchase, where the list has it.
    pub bought_on: Option<NaiveDate>,
    /// Note as typed.
    pub note: Option<String>,
    /// Values of columns that no field stands for.
    pub extras: Vec<ExtraValue>,
}

/// Reads the rows of a repair list; one outcome per row of the sheet, in order.
#[must_use]
pub fn parse_repairs(
    rows: &[Vec<Cell>],
    mapping: &Mapping,
    ctx: ImportContext<'_>,
) -> Vec<ParsedRow<RepairRow>> {
    parse_all(rows, mapping, ctx, read_repair)
}

fn read_repair(row: &mut RowReader<'_>) -> Option<RepairRow> {
    let received_at = row.moment(Field::ReceivedAt);
    let nothing = row.typed(Field::ReceivedAt);
    if received_at.is_none() && super::value::is_dashes(&nothing) {
        row.refuse(RowProblem::new(
            Field::ReceivedAt,
            ProblemCode::NoDate,
            nothing,
        ));
    }
    let name = row.name();
    let phones = row.phones();
    let machine = row.machine();
    let told = [Field::Name, Field::Phone, Field::Phone2, Field::Serial];
    if name.is_none() && phones.is_empty() && machine.serial.is_none() {
        // Values that are there but wrong have been refused one by one.
        if told
            .iter()
            .all(|f| super::value::is_placeholder(&row.typed(*f)))
        {
            row.refuse(RowProblem::new(Field::Name, ProblemCode::NoCustomer, ""));
        }
    }
    let finished_at = row.moment(Field::FinishedAt);
    let compared = finished_at.filter(|f| received_at.is_none_or(|r| f.date() != r.date()));
    row.in_order(Field::FinishedAt, received_at, compared);
    let result_text = row.note(Field::Result);
    let bought_on = row.date(Field::BoughtOn);
    if machine.serial.is_none()
        && let Some(field) = machine_field(machine.model.is_some(), bought_on.is_some())
    {
        let typed = row.typed(field);
        row.warn(RowProblem::new(field, ProblemCode::MachineAsText, typed));
    }
    Some(RepairRow {
        name,
        phones,
        address: row.line(Field::Address),
        model: machine.model,
        serial: machine.serial,
        symptom: row.note(Field::Symptom),
        fault_code: row
            .line(Field::FaultCode)
            .map(|c| crate::phone::half_width(&c).to_uppercase()),
        result: result_text.as_deref().map(RepairResult::from_text),
        result_text,
        charge_fen: row.amount_fen(Field::Charge),
        technician: row.line(Field::Technician),
        finished_at,
        bought_on,
        note: row.note(Field::Note),
        extras: row.extras(),
        received_at: received_at?,
    })
}

/// The first field that tells of the machine.
fn machine_field(model: bool, bought_on: bool) -> Option<Field> {
    match (model, bought_on) {
        (true, _) => Some(Field::Model),
        (false, true) => Some(Field::BoughtOn),
        (false, false) => None,
    }
}
