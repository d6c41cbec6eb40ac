//! From checked rows to planned writes.
//!
//! Ids are derived from what a row says, so that the same file gives the same rows on any PC and
//! at any time: importing it again finds everything in place. A row that stands twice in a file
//! gets an id for each time it stands there; nothing is merged silently.

mod customer;
mod repair;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use wuyou_domain::date_text::year_of_title;
use wuyou_domain::id::{UnitId, derived};
use wuyou_domain::import::{
    Field, ImportContext, ImportKind, ParsedRow, RowOutcome, RowProblem, SerialRow,
    by_todays_names, parse_customers, parse_repairs, parse_serials, suggest_duplicates,
    suggest_serial_duplicates,
};
use wuyou_domain::serial::ModelBook;
use wuyou_domain::time::local_date;
use wuyou_sync::value::Value;

use super::file::Loaded;
use crate::app::{Acting, App};
use crate::failure::Outcome;

/// A file as it would be saved.
pub(super) struct Plan {
    pub(super) rows: Vec<RowPlan>,
    /// File row to what it may repeat.
    pub(super) duplicates: HashMap<usize, String>,
}

/// One row of the file.
pub(super) struct RowPlan {
    pub(super) row_no: usize,
    pub(super) planned: Planned,
    pub(super) warnings: Vec<RowProblem>,
    /// The values as they would be saved, for the eye.
    pub(super) shown: BTreeMap<String, String>,
}

impl RowPlan {
    pub(super) fn has_something_to_say(&self) -> bool {
        matches!(self.planned, Planned::Refused(_)) || !self.warnings.is_empty()
    }

    /// Takes the row out of the import. What there was to say of its values is beside the point.
    pub(super) fn refuse(&mut self, problem: RowProblem) {
        self.warnings.clear();
        self.planned = Planned::Refused(vec![problem]);
    }
}

/// What becomes of a row.
pub(super) enum Planned {
    /// These rows are ensured, the first one being what the file row stands for.
    Take(Take),
    /// Not taken, and why.
    Refused(Vec<RowProblem>),
    /// No data: blank, title, totals.
    Skipped(String),
}

/// Rows to ensure.
#[derive(Default)]
pub(super) struct Take {
    pub(super) writes: Vec<Ensure>,
    /// For repairs: how to find the household when the machine does not tell.
    pub(super) caller: Option<Caller>,
}

/// A row that should exist with these values. An existing row is only filled where it is empty:
/// what a person typed later is never overwritten by an old file.
#[derive(Clone)]
pub(super) struct Ensure {
    pub(super) entity: &'static str,
    pub(super) id: uuid::Uuid,
    pub(super) fields: Vec<(&'static str, Value)>,
}

impl Ensure {
    /// The order of a repair, whose result also says who the list names.
    pub(super) fn with_caller(&self, told: Option<&str>) -> Cow<'_, Self> {
        let Some(told) = told else {
            return Cow::Borrowed(self);
        };
        let mut longer = self.clone();
        for (name, value) in &mut longer.fields {
            if *name == "result" {
                let before = value.as_text().map(|text| format!("{text}\n"));
                *value = format!("{}原登记：{told}", before.unwrap_or_default()).into();
            }
        }
        Cow::Owned(longer)
    }
}

/// Who a repair was for, as the list names them.
pub(super) struct Caller {
    pub(super) name: Option<String>,
    pub(super) phones: Vec<String>,
    pub(super) unit: Option<UnitId>,
    /// The household that is made when none is found.
    pub(super) new_id: uuid::Uuid,
}

/// Plans every row of a file.
pub(super) fn plan(app: &App, acting: &Acting, loaded: &Loaded) -> Outcome<Plan> {
    let dealer = app.database()?.read(super::dealer_code)?;
    let today = local_date(acting.now_at).unwrap_or_default();
    let context = ImportContext {
        today,
        models: ModelBook::built_in(),
        list_year: year_of_title(&loaded.sheet, today),
        from_1904: loaded.from_1904,
    };
    let mut ids = Ids {
        dealer,
        seen: HashMap::new(),
    };
    let (rows, mapping) = (&loaded.rows, &loaded.mapping);
    Ok(match mapping.kind {
        ImportKind::Customers => {
            let mut parsed = parse_customers(rows, mapping, context);
            let names = app.database()?.read(crate::area::place_name::names)?;
            for row in &mut parsed {
                by_todays_names(row, &names);
            }
            let duplicates = suggest_duplicates(&parsed);
            Plan {
                duplicates: repeats(duplicates.iter().map(|d| (d.later_row, d.first_row))),
                rows: parsed
                    .into_iter()
                    .map(|row| row_plan(row, |r| customer::plan(&mut ids, r)))
                    .collect(),
            }
        }
        ImportKind::Repairs => {
            let parsed = parse_repairs(rows, mapping, context);
            let rows = parsed
                .into_iter()
                .map(|row| row_plan(row, |r| repair::plan(&mut ids, r)));
            Plan {
                rows: rows.collect(),
                duplicates: HashMap::new(),
            }
        }
        ImportKind::Serials => {
            let parsed = parse_serials(rows, mapping, context);
            let duplicates = suggest_serial_duplicates(&parsed);
            Plan {
                duplicates: repeats(duplicates.iter().map(|d| (d.later_row, d.first_row))),
                rows: parsed
                    .into_iter()
                    .map(|row| row_plan(row, plan_serial))
                    .collect(),
            }
        }
    })
}

fn repeats(pairs: impl Iterator<Item = (usize, usize)>) -> HashMap<usize, String> {
    pairs
        .map(|(later, first)| (later, first.to_string()))
        .collect()
}

fn row_plan<T>(
    row: ParsedRow<T>,
    take: impl FnOnce(T) -> (Take, BTreeMap<String, String>),
) -> RowPlan {
    let mut shown = BTreeMap::new();
    let mut warnings = Vec::new();
    let planned = match row.outcome {
        RowOutcome::Good(value, problems) => {
            warnings = problems;
            let (take, values) = take(value);
            shown = values;
            Planned::Take(take)
        }
        RowOutcome::Refused(problems) => {
            if let Some(name) = &row.identity.name {
                shown.insert("name".to_owned(), name.clone());
            }
            Planned::Refused(problems)
        }
        RowOutcome::Skipped(reason) => {
            let code = serde_json::to_value(reason).ok();
            let code = code.and_then(|code| code.as_str().map(ToOwned::to_owned));
            Planned::Skipped(code.unwrap_or_default())
        }
    };
    RowPlan {
        row_no: row.row_no,
        planned,
        warnings,
        shown,
    }
}

/// Derives ids, counting how often the same row has stood in the file.
pub(super) struct Ids {
    dealer: String,
    seen: HashMap<String, u32>,
}

impl Ids {
    /// The dealer's code.
    pub(super) fn dealer(&self) -> &str {
        &self.dealer
    }

    /// The id of a row with this nature, distinct for each time it stands in the file.
    pub(super) fn next(&mut self, area: &str, nature: &[&str]) -> uuid::Uuid {
        let key = format!("{area}\u{1f}{}", nature.join("\u{1f}"));
        let count = self.seen.entry(key).or_default();
        *count += 1;
        let nth = count.to_string();
        let mut parts = vec![self.dealer.as_str()];
        parts.extend_from_slice(nature);
        parts.push(&nth);
        derived(area, &parts)
    }
}

fn plan_serial(row: SerialRow) -> (Take, BTreeMap<String, String>) {
    let mut shown = BTreeMap::new();
    show(&mut shown, Field::Serial, Some(&row.serial));
    show(&mut shown, Field::Model, row.model.as_deref());
    let made_on = row.made_on.map(|date| date.to_string());
    let shipped_on = row.shipped_on.map(|date| date.to_string());
    show(&mut shown, Field::MadeOn, made_on.as_deref());
    show(&mut shown, Field::ShippedOn, shipped_on.as_deref());
    let unit = Ensure {
        entity: "unit",
        id: UnitId::of_serial(&row.serial).0,
        fields: vec![
            ("serial", row.serial.into()),
            ("model_code", row.model.into()),
            ("state", "in_stock".into()),
            ("made_on", made_on.into()),
            ("shipped_on", shipped_on.into()),
            ("note", row.note.into()),
        ],
    };
    (
        Take {
            writes: vec![unit],
            caller: None,
        },
        shown,
    )
}

/// Puts a value among those that are shown.
pub(super) fn show(shown: &mut BTreeMap<String, String>, field: Field, value: Option<&str>) {
    if let Some(value) = value {
        shown.insert(field_name(field), value.to_owned());
    }
}

/// The field's name in mappings and messages.
pub(super) fn field_name(field: Field) -> String {
    let name = serde_json::to_value(field).ok();
    name.and_then(|name| name.as_str().map(ToOwned::to_owned))
        .unwrap_or_default()
}

/// The field with this name.
pub(super) fn field_from(name: &str) -> Option<Field> {
    serde_json::from_value(serde_json::Value::from(name)).ok()
}
