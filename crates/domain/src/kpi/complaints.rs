//! Complaints per hundred installed units and year.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Figure, Kpi, Sorting, check_ids, explain, not_after};
use crate::explain::{Decision, Explanation, line};
use crate::rule::{RuleError, in_order, within_calendar};

/// A complaint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintRow {
    /// The complaint.
    pub id: String,
    /// When it came in.
    pub received_on: NaiveDate,
}

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitRow {
    /// The unit.
    pub id: String,
    /// In service since.
    pub in_service_from: NaiveDate,
    /// In service until and including, if it no longer is.
    #[serde(default)]
    pub in_service_to: Option<NaiveDate>,
}

/// The complaints and units of a dealer and the period asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ComplaintInput {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The day the figure is asked for.
    pub as_of: NaiveDate,
    /// The complaints.
    pub complaints: Vec<ComplaintRow>,
    /// All units.
    pub units: Vec<UnitRow>,
}

/// 百台投诉率: complaints of the period by a hundred units in service at mid-period, per year.
/// A period of whole months counts as so many twelfths of a year, any other by its days of 365.
///
/// # Errors
/// Dates outside the calendar, a complaint after the day asked for, an end before its start, ids
/// empty or twice.
pub fn complaint_rate(input: &ComplaintInput) -> Result<Decision<Figure>, RuleError> {
    check(input)?;
    let mut sorting = Sorting {
        provisional: input.as_of <= input.to,
        ..Sorting::default()
    };
    for complaint in &input.complaints {
        if (input.from..=input.to).contains(&complaint.received_on) {
            sorting.count(&complaint.id, true);
        }
    }
    let days = (input.to - input.from).num_days() + 1;
    let half = Days::new(days.unsigned_abs() / 2);
    let middle = input.from.checked_add_days(half).unwrap_or(input.to);
    let in_service = input.units.iter().filter(|unit| {
        unit.in_service_from <= middle && unit.in_service_to.is_none_or(|to| middle <= to)
    });
    let units = in_service.count() as i64;
    let complaints = sorting.hits.len() as i64;
    let (parts, of_year) = part_of_year(input, days);
    let value = super::quotient(complaints * 100 * of_year, units * parts);
    let figure = sorting.figure(Kpi::ComplaintRate, complaints, units, value);
    let mut why = Explanation::default();
    why.steps
        .push(line!("kpi-complaint-rate", units = units, on = middle));
    why.steps
        .push(line!("kpi-part-of-year", parts = parts, of_year = of_year));
    explain(&mut why, &figure);
    Ok(Decision {
        result: figure,
        why,
    })
}

fn check(input: &ComplaintInput) -> Result<(), RuleError> {
    within_calendar(input.from, "from")?;
    within_calendar(input.to, "to")?;
    within_calendar(input.as_of, "as_of")?;
    in_order(input.from, input.to, "to")?;
    check_ids(
        "complaints",
        input.complaints.iter().map(|row| row.id.as_str()),
    )?;
    check_ids("units", input.units.iter().map(|row| row.id.as_str()))?;
    for (index, row) in input.complaints.iter().enumerate() {
        let field = format!("complaints[{index}].received_on");
        not_after(row.received_on, input.as_of, field)?;
    }
    for (index, unit) in input.units.iter().enumerate() {
        within_calendar(
            unit.in_service_from,
            format!("units[{index}].in_service_from"),
        )?;
        if let Some(to) = unit.in_service_to {
            let field = format!("units[{index}].in_service_to");
            within_calendar(to, field.clone())?;
            in_order(unit.in_service_from, to, field)?;
        }
    }
    Ok(())
}

/// The period as a fraction of a year: months of 12, or days of 365.
fn part_of_year(input: &ComplaintInput, days: i64) -> (i64, i64) {
    let end = input.to.succ_opt().unwrap_or(input.to);
    let months =
        (end.year() - input.from.year()) * 12 + end.month() as i32 - input.from.month() as i32;
    let months = u32::try_from(months).unwrap_or(0);
    if months > 0 && input.from.checked_add_months(Months::new(months)) == Some(end) {
        (i64::from(months), 12)
    } else {
        (days, 365)
    }
}
