//! A list of shipped machines as headquarters keeps it in an office file: one row a machine.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Shipped;
use crate::date_text::{DateKind, parse_date};
use crate::import::Cell;
use crate::number::is_dealer_code;
use crate::phone::half_width;
use crate::serial::{self, ModelBook};
use crate::tariff::RowFault;

/// More rows than this are no list.
const ROWS_MAX: usize = 100_000;

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShippedRow {
    /// The row, as an office program counts it.
    pub row: usize,
    /// To whom it was shipped: the dealer's code.
    pub dealer: String,
    /// The machine.
    pub shipped: Shipped,
}

/// The columns, by the headings of the first row that has them.
struct Columns {
    serial: usize,
    model: Option<usize>,
    made: Option<usize>,
    shipped: usize,
    dealer: usize,
}

impl Columns {
    fn find(row: &[Cell]) -> Option<Self> {
        let heads: Vec<String> = row.iter().map(|cell| head(&cell.text())).collect();
        let at = |words: &[&str]| heads.iter().position(|head| words.contains(&head.as_str()));
        Some(Self {
            serial: at(&["机器编号", "机身编号", "编号", "序列号", "serial"])?,
            model: at(&["型号", "model"]),
            made: at(&["生产日期", "出厂日期", "madeon"]),
            shipped: at(&["发货日期", "发运日期", "shippedon"])?,
            dealer: at(&["代理商", "代理商代码", "网点代码", "dealer", "dealercode"])?,
        })
    }
}

/// A heading without spaces and what stands in brackets.
fn head(text: &str) -> String {
    let text = half_width(text).to_lowercase();
    let text = text.split('(').next().unwrap_or_default();
    text.chars()
        .filter(|c| !c.is_whitespace() && *c != '_')
        .collect()
}

/// Reads the rows of a sheet. Every row that cannot be read is told; a list with one is no list.
///
/// # Errors
/// What is wrong, row by row.
pub fn read_rows(
    rows: &[Vec<Cell>],
    book: &ModelBook,
    today: NaiveDate,
) -> Result<Vec<ShippedRow>, Vec<RowFault>> {
    let heading = rows.iter().enumerate().take(10);
    let mut heading = heading.filter_map(|(at, row)| Columns::find(row).map(|found| (at, found)));
    let Some((start, columns)) = heading.next() else {
        return Err(vec![fault(0, ("no_heading", String::new()))]);
    };
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    for (at, row) in rows.iter().enumerate().skip(start + 1) {
        if row.iter().all(Cell::is_blank) {
            continue;
        }
        match read_row(&columns, row, book, today) {
            Ok((dealer, shipped)) => {
                if let Some(first) = known.insert(shipped.serial.clone(), at + 1) {
                    let value = format!("{} ({first})", shipped.serial);
                    faults.push(fault(at + 1, ("twice", value)));
                }
                found.push(ShippedRow {
                    row: at + 1,
                    dealer,
                    shipped,
                });
            }
            Err(wrong) => faults.push(fault(at + 1, wrong)),
        }
    }
    if faults.is_empty() && found.is_empty() {
        faults.push(fault(start + 1, ("empty", String::new())));
    }
    if found.len() > ROWS_MAX {
        faults.push(fault(0, ("too_long", found.len().to_string())));
    }
    if faults.is_empty() {
        Ok(found)
    } else {
        Err(faults)
    }
}

type Fault = (&'static str, String);

fn fault(row: usize, (code, value): Fault) -> RowFault {
    RowFault {
        row,
        code,
        value: value.chars().take(60).collect(),
    }
}

fn read_row(
    columns: &Columns,
    row: &[Cell],
    book: &ModelBook,
    today: NaiveDate,
) -> Result<(String, Shipped), Fault> {
    let text = |at: Option<usize>| {
        let cell = at.and_then(|at| row.get(at));
        cell.map(|cell| cell.text().trim().to_owned())
            .unwrap_or_default()
    };
    let (serial, model) = (text(Some(columns.serial)), text(columns.model));
    let (serial, model) = machine(book, &serial, &model)?;
    let day = |at: Option<usize>, code| match (at.and_then(|at| row.get(at)), text(at)) {
        (_, typed) if typed.is_empty() => Ok(None),
        (Some(Cell::Date(on)), _) => Ok(Some(*on)),
        (Some(Cell::DateTime(at)), _) => Ok(Some(at.date())),
        (_, typed) => parse_date(&typed, today, DateKind::Event)
            .map(Some)
            .map_err(|_| (code, typed)),
    };
    let made_on = day(columns.made, "bad_made")?;
    let shipped_on = day(Some(columns.shipped), "bad_shipped")?;
    let shipped_on = shipped_on.ok_or(("bad_shipped", String::new()))?;
    if shipped_on > today {
        return Err(("not_yet", shipped_on.to_string()));
    }
    if made_on.is_some_and(|made| made > shipped_on) {
        return Err(("date_order", shipped_on.to_string()));
    }
    let dealer = half_width(&text(Some(columns.dealer))).to_uppercase();
    if !is_dealer_code(&dealer) {
        return Err(("bad_dealer", dealer));
    }
    let shipped = Shipped {
        shipped_on,
        model,
        made_on,
        serial,
    };
    Ok((dealer, shipped))
}

/// The serial in its plain form, and the model it is of. A slip of one character is refused here, as
/// it is in a shop.
fn machine(book: &ModelBook, typed: &str, named: &str) -> Result<(String, String), Fault> {
    let model = (!named.is_empty()).then(|| book.find(named));
    if model == Some(None) {
        return Err(("unknown_model", named.to_owned()));
    }
    let checked =
        serial::check(book, (!named.is_empty()).then_some(named), typed).map_err(|problem| {
            match problem.suggestion() {
                Some(right) => ("bad_serial", format!("{typed} → {right}")),
                None => ("bad_serial", typed.to_owned()),
            }
        })?;
    let named = model.flatten().map(|model| model.code.clone());
    match (checked.model, named) {
        (Some(told), Some(named)) if told != named => {
            Err(("other_model", format!("{named}, {told}")))
        }
        (Some(model), _) | (None, Some(model)) => Ok((checked.serial, model)),
        (None, None) => Err(("no_model", checked.serial)),
    }
}
