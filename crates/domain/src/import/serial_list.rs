//! Rows of the maker's shipping lists: which serials went to which dealer.

use super::cell::Cell;
use super::field::Field;
use super::layout::Mapping;
use super::problem::{ParsedRow, ProblemCode, RowProblem};
use super::reader::{ExtraValue, ImportContext, RowReader, parse_all};
use super::value::is_placeholder;
use chrono::{NaiveDate, NaiveTime};

/// One shipped machine.
#[derive(Debug, Clone, PartialEq)]
pub struct SerialRow {
    /// Serial in its plain form.
    pub serial: String,
    /// Model code, named or told by the serial.
    pub model: Option<String>,
    /// Day of manufacture.
    pub made_on: Option<NaiveDate>,
    /// Day of shipping.
    pub shipped_on: Option<NaiveDate>,
    /// The dealer it went to.
    pub dealer_code: Option<String>,
    /// Note as typed.
    pub note: Option<String>,
    /// Values of columns that no field stands for.
    pub extras: Vec<ExtraValue>,
}

/// Reads the rows of a serial list; one outcome per row of the sheet, in order.
#[must_use]
pub fn parse_serials(
    rows: &[Vec<Cell>],
    mapping: &Mapping,
    ctx: ImportContext<'_>,
) -> Vec<ParsedRow<SerialRow>> {
    parse_all(rows, mapping, ctx, read_serial)
}

fn read_serial(row: &mut RowReader<'_>) -> Option<SerialRow> {
    let machine = row.machine();
    let typed = row.typed(Field::Serial);
    if machine.serial.is_none() && is_placeholder(&typed) {
        row.refuse(RowProblem::new(Field::Serial, ProblemCode::NoSerial, typed));
    }
    let made_on = row.date(Field::MadeOn);
    let shipped_on = row.date(Field::ShippedOn);
    let midnight = |d: NaiveDate| d.and_time(NaiveTime::MIN);
    row.in_order(
        Field::ShippedOn,
        made_on.map(midnight),
        shipped_on.map(midnight),
    );
    Some(SerialRow {
        model: machine.model,
        made_on,
        shipped_on,
        dealer_code: row.line(Field::DealerCode),
        note: row.note(Field::Note),
        extras: row.extras(),
        serial: machine.serial?,
    })
}
