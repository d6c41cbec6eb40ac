//! Rows of a customer list: a household, its phones and address, and its machine.

use super::cell::Cell;
use super::field::Field;
use super::layout::Mapping;
use super::problem::{ParsedRow, ProblemCode, RowOutcome, RowProblem};
use super::reader::{ExtraValue, ImportContext, RowReader, parse_all};
use super::value::Gas;
use crate::address::{self, AddressParts};
use crate::phone::Phone;
use crate::place_name::{Kind, Place, PlaceName, today};
use chrono::{NaiveDate, NaiveTime};

/// One household as its row tells it.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerRow {
    /// Name of the household.
    pub name: String,
    /// What the village calls whom it is named after.
    pub nickname: Option<String>,
    /// All numbers, in the order of the row.
    pub phones: Vec<Phone>,
    /// Province, city, county.
    pub region: Option<String>,
    /// Township.
    pub town: Option<String>,
    /// Village, group and the rest as typed, without region and town columns.
    pub address: Option<String>,
    /// What could be told apart in it.
    pub parts: AddressParts,
    /// Model code where the catalogue knows it, else as typed.
    pub model: Option<String>,
    /// Serial in its plain form.
    pub serial: Option<String>,
    /// Day of purchase.
    pub bought_on: Option<NaiveDate>,
    /// Day of installation.
    pub installed_on: Option<NaiveDate>,
    /// Gas, where it is a known one.
    pub gas: Option<Gas>,
    /// Gas as typed.
    pub gas_text: Option<String>,
    /// Who sold or registered.
    pub handled_by: Option<String>,
    /// Birthday by the solar calendar.
    pub birthday_on: Option<NaiveDate>,
    /// Birthday that is lunar or has no year, as typed.
    pub birthday_text: Option<String>,
    /// Note as typed.
    pub note: Option<String>,
    /// Values of columns that no field stands for.
    pub extras: Vec<ExtraValue>,
}

/// Reads the rows of a customer list; one outcome per row of the sheet, in order.
#[must_use]
pub fn parse_customers(
    rows: &[Vec<Cell>],
    mapping: &Mapping,
    ctx: ImportContext<'_>,
) -> Vec<ParsedRow<CustomerRow>> {
    parse_all(rows, mapping, ctx, read_customer)
}

/// Puts today's names of towns and villages where a row has old ones, and says so. The address as
/// typed stays: only what lists and searches go by is today's.
pub fn by_todays_names(row: &mut ParsedRow<CustomerRow>, names: &[PlaceName]) {
    let RowOutcome::Good(value, problems) = &mut row.outcome else {
        return;
    };
    let typed = Place {
        town: value.town.clone(),
        village: value.parts.village.clone(),
        detail: None,
    };
    let (place, renamed) = today(names, typed);
    for one in renamed {
        let field = match one.kind {
            Kind::Town => Field::Town,
            Kind::Village => Field::Village,
        };
        let shown = format!("{} → {}", one.old, one.today);
        problems.push(RowProblem::new(field, ProblemCode::PlaceRenamed, shown));
    }
    value.town = place.town;
    value.parts.village = place.village;
}

fn read_customer(row: &mut RowReader<'_>) -> Option<CustomerRow> {
    let name = row.name();
    if name.is_none() && row.typed(Field::Name).is_empty() {
        row.refuse(RowProblem::new(Field::Name, ProblemCode::NoName, ""));
    } else if name.is_none() {
        // A dash or 无 in place of the name; a bad name has said so itself.
        refuse_placeholder_name(row);
    }
    let phones = row.phones();
    if phones.is_empty() {
        row.warn(RowProblem::new(
            Field::Phone,
            ProblemCode::NoPhone,
            row.typed(Field::Phone),
        ));
    }
    let machine = row.machine();
    let bought_on = row.date(Field::BoughtOn);
    let installed_on = row.date(Field::InstalledOn);
    let midnight = |d: NaiveDate| d.and_time(NaiveTime::MIN);
    row.in_order(
        Field::InstalledOn,
        bought_on.map(midnight),
        installed_on.map(midnight),
    );
    let has_machine_facts = machine.model.is_some() || bought_on.or(installed_on).is_some();
    if row.typed(Field::Serial).is_empty() && has_machine_facts {
        row.warn(RowProblem::new(Field::Serial, ProblemCode::NoSerial, ""));
    }
    let gas_text = row.line(Field::Gas);
    let gas = gas_text.as_deref().and_then(Gas::from_text);
    if let (Some(text), None) = (&gas_text, gas) {
        row.warn(RowProblem::new(Field::Gas, ProblemCode::UnknownGas, text));
    }
    let (birthday_on, birthday_text) = row.birthday();
    let region = row.line(Field::Region);
    let town = row.line(Field::Town);
    let address = join_address(row);
    let parts = split_address(region.as_deref(), town.as_deref(), address.as_deref());
    Some(CustomerRow {
        nickname: row.line(Field::Nickname),
        phones,
        region: region.or_else(|| parts.region.clone()),
        town: town.or_else(|| parts.town.clone()),
        address,
        parts,
        model: machine.model,
        serial: machine.serial,
        bought_on,
        installed_on,
        gas,
        gas_text,
        handled_by: row.line(Field::HandledBy),
        birthday_on,
        birthday_text,
        note: row.note(Field::Note),
        extras: row.extras(),
        name: name?,
    })
}

fn refuse_placeholder_name(row: &mut RowReader<'_>) {
    let typed = row.typed(Field::Name);
    if super::value::is_placeholder(&typed) {
        row.refuse(RowProblem::new(Field::Name, ProblemCode::NoName, typed));
    }
}

/// Village and group columns in front of the address, as they would be said.
fn join_address(row: &mut RowReader<'_>) -> Option<String> {
    let near: String = [Field::Village, Field::Hamlet]
        .into_iter()
        .filter_map(|field| {
            let part = row.line(field)?;
            // A column headed 组 often holds the bare number.
            let bare = field == Field::Hamlet && part.chars().all(char::is_numeric);
            Some(if bare { format!("{part}组") } else { part })
        })
        .collect();
    let rest = row.line(Field::Address);
    match (near.is_empty(), rest) {
        (true, rest) => rest,
        (false, None) => Some(near),
        // 东沟村 | 东沟村3组: the address says it all.
        (false, Some(rest)) if rest.starts_with(&near) => Some(rest),
        (false, Some(rest)) => Some(format!("{near} {rest}")),
    }
}

fn split_address(region: Option<&str>, town: Option<&str>, address: Option<&str>) -> AddressParts {
    let mut parts = address::split(address.unwrap_or_default());
    parts.region = region.map(str::to_owned).or(parts.region);
    parts.town = town.map(str::to_owned).or(parts.town);
    parts
}
