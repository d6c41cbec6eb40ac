//! Who looked at whose file: written beside every look, shown to the manager.
//!
//! Looks are written in one place for all commands ([`note`]), by what was asked and answered.

mod carried;

pub(crate) use carried::settle;

use serde_json::Value;
use uuid::Uuid;
use wuyou_contract::access::{AccessAction, AccessEntry, AccessList, AccessPage};
use wuyou_contract::print::PrintDocument;
use wuyou_domain::id::{AccessEntryId, CustomerId, PromiseId, StaffId, UnitId};
use wuyou_store::access::{self as store, AccessRow, Look, Wanted};
use wuyou_store::{Id, StoreError};

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::show::{code_from, code_text};

/// For so long the same look is one look: a screen that is read anew every few seconds.
const ONE_LOOK_MS: i64 = 10 * 60 * 1000;

/// One entry to be written. It names rows and never what stands in them.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) action: AccessAction,
    /// Whose file.
    pub(crate) customer: Option<Uuid>,
    /// Which record, with its kind.
    pub(crate) record: Option<(&'static str, Uuid)>,
    /// Which list or document.
    pub(crate) what: Option<String>,
    pub(crate) reason: Option<String>,
    pub(crate) rows: Option<i64>,
}

impl Entry {
    pub(crate) const fn of(action: AccessAction) -> Self {
        Self {
            action,
            customer: None,
            record: None,
            what: None,
            reason: None,
            rows: None,
        }
    }
}

/// Writes down what a call has shown or given away.
///
/// A look that cannot be written down (a full disk) is still shown: at the counter the customer
/// comes first, and the program's log says so. What leaves the program for good is written down
/// before it leaves, by its own use case.
pub(crate) fn note(app: &App, acting: &Acting, command: &str, asked: &Noted, answer: &Value) {
    let entries = entries(command, asked, answer);
    if entries.is_empty() || acting.staff.is_none() {
        return;
    }
    let written = with_household(app, entries).and_then(|all| write(app, acting, &all));
    if let Err(failure) = written {
        tracing::error!(code = %failure.code(), command, "a look was not written down");
    }
}

/// A machine's or a promise's household is not in every answer about it.
fn with_household(app: &App, mut entries: Vec<Entry>) -> Outcome<Vec<Entry>> {
    for entry in &mut entries {
        if let (None, Some(("unit", unit))) = (entry.customer, entry.record) {
            let row = app
                .database()?
                .read(|view| wuyou_store::unit::get(view, UnitId(unit)))?;
            entry.customer = row.customer_id.map(|id| id.0);
        }
        if let (None, Some(("promise", promise))) = (entry.customer, entry.record) {
            let row = app
                .database()?
                .read(|view| wuyou_store::promise::get(view, PromiseId(promise)))?;
            entry.customer = row.customer_id.map(|id| id.0);
        }
    }
    Ok(entries)
}

/// What of a request is needed to write it down.
#[derive(Debug, Default)]
pub(crate) struct Noted {
    /// A place was chosen.
    to_path: bool,
}

impl Noted {
    /// What is needed of this command's request.
    pub(crate) fn of(command: &str, request: &Value) -> Self {
        Self {
            to_path: command == "backup.create" && request["path"].is_string(),
        }
    }
}

fn id(value: &Value) -> Option<Uuid> {
    value.as_str().and_then(|text| Uuid::try_parse(text).ok())
}

/// What a call is written down as.
fn entries(command: &str, asked: &Noted, answer: &Value) -> Vec<Entry> {
    let summary = answer.get("summary").unwrap_or(answer);
    let look = |kind: &'static str, record: &Value, customer: &Value| {
        let record = id(record).map(|record| (kind, record));
        let entry = Entry {
            customer: id(customer),
            ..Entry::of(AccessAction::ViewRecord)
        };
        record.map_or_else(Vec::new, |record| {
            vec![Entry {
                record: Some(record),
                ..entry
            }]
        })
    };
    match command {
        "customer.get" => vec![Entry {
            customer: id(&answer["id"]),
            ..Entry::of(AccessAction::ViewCustomer)
        }],
        "work_order.get" => look("work_order", &summary["id"], &summary["customer_id"]),
        "complaint.get" => look("complaint", &summary["id"], &summary["customer_id"]),
        "remedy_case.get" => look("remedy_case", &summary["id"], &summary["customer_id"]),
        "return_visit.get" => look("return_visit", &summary["id"], &summary["customer_id"]),
        "request.get" => look("request", &answer["id"], &answer["customer_id"]),
        "unit.get" => look(
            "unit",
            &answer["unit"]["id"],
            &answer["unit"]["customer_id"],
        ),
        "machine.get" => look("unit", &answer["unit_id"], &Value::Null),
        "caller.lookup" => callers(answer),
        "backup.create" if asked.to_path => vec![Entry::of(AccessAction::Backup)],
        _ => Vec::new(),
    }
}

/// Who was found by a whole number, or alone: what is listed while somebody types is no look.
fn callers(answer: &Value) -> Vec<Entry> {
    let found = answer["matches"].as_array().map_or(&[][..], Vec::as_slice);
    if !answer["normalised_phone"].is_string() && found.len() != 1 {
        return Vec::new();
    }
    let customers = found.iter().filter_map(|one| id(&one["customer"]["id"]));
    customers
        .map(|customer| Entry {
            customer: Some(customer),
            ..Entry::of(AccessAction::Lookup)
        })
        .collect()
}

/// Writes down that a document leaves the program, an entry for each record it is made of: before it
/// leaves, because paper that came out stays out whatever fails afterwards.
pub(crate) fn printed(
    app: &App,
    acting: &Acting,
    document: PrintDocument,
    ids: &[Uuid],
) -> Outcome<()> {
    let kind = match document {
        PrintDocument::JobSheet | PrintDocument::PromiseCard | PrintDocument::OrderCourse => {
            "work_order"
        }
        PrintDocument::Quote => "quote_event",
        PrintDocument::PromiseSlip => "promise",
        PrintDocument::WarrantyCard => "unit",
        PrintDocument::VisitList => "staff",
        PrintDocument::RemedyDecision => "remedy_case",
        PrintDocument::Receipt => "payment",
        PrintDocument::CommissioningRecord => "inspection",
        PrintDocument::CustomerFile => return taken_out(app, acting, ids, "customer_file"),
        PrintDocument::GreetingLabels => "customer",
        PrintDocument::Poster | PrintDocument::Calibration => return Ok(()),
    };
    let one = |record: &Uuid| Entry {
        record: Some((kind, *record)),
        what: code_text(&document),
        ..Entry::of(AccessAction::Print)
    };
    let entries = with_household(app, ids.iter().map(one).collect())?;
    write_each(app, acting, &entries)
}

/// Writes entries down; the same look within ten minutes once, what leaves the program each time.
pub(crate) fn write(app: &App, acting: &Acting, entries: &[Entry]) -> Outcome<()> {
    let staff = acting.staff()?;
    let database = app.database()?;
    let since_at = acting.now_at - ONE_LOOK_MS;
    let mut new: Vec<(&Entry, String)> = Vec::new();
    database.read(|view| {
        for entry in entries {
            let action = code_text(&entry.action).unwrap_or_default();
            let look = Look {
                staff,
                action: &action,
                customer: entry.customer.map(CustomerId),
                record: entry.record.map(|(_, id)| id),
                reason: entry.reason.as_deref(),
            };
            let leaves = matches!(entry.action, AccessAction::Print | AccessAction::Backup);
            if leaves || !store::is_known_since(view, &look, since_at)? {
                new.push((entry, action));
            }
        }
        Ok::<_, StoreError>(())
    })?;
    if new.is_empty() {
        return Ok(());
    }
    insert(app, acting, new)
}

/// Writes down that data left the program, each time.
pub(crate) fn write_each(app: &App, acting: &Acting, entries: &[Entry]) -> Outcome<()> {
    let named = entries
        .iter()
        .map(|entry| (entry, code_text(&entry.action).unwrap_or_default()));
    insert(app, acting, named.collect())
}

fn insert(app: &App, acting: &Acting, entries: Vec<(&Entry, String)>) -> Outcome<()> {
    let staff = acting.staff()?;
    app.database()?.edit(&acting.edit()?, |tx| {
        for (entry, action) in entries {
            tx.insert(
                "access_entry",
                AccessEntryId(app.new_id(acting)),
                &[
                    ("staff_id", staff.value()),
                    ("action", action.into()),
                    ("customer_id", entry.customer.map(Id::row_id).into()),
                    ("what", entry.what.clone().into()),
                    ("reason", entry.reason.clone().into()),
                    ("row_count", entry.rows.into()),
                    ("occurred_at", acting.now_at.into()),
                    ("record_kind", entry.record.map(|(kind, _)| kind).into()),
                    (
                        "record_id",
                        entry.record.map(|(_, record)| record.row_id()).into(),
                    ),
                ],
            )?;
        }
        Ok(())
    })
}

/// Writes down that somebody looked at a household's file otherwise than by opening it.
pub(crate) fn viewed(app: &App, acting: &Acting, customer: CustomerId) {
    let entry = Entry {
        customer: Some(customer.0),
        ..Entry::of(AccessAction::ViewCustomer)
    };
    if let Err(failure) = write(app, acting, &[entry]) {
        tracing::error!(code = %failure.code(), "a look at a file was not written down");
    }
}

/// Writes down that households' files were taken out of the program.
pub(crate) fn taken_out(app: &App, acting: &Acting, customers: &[Uuid], what: &str) -> Outcome<()> {
    let entries: Vec<Entry> = customers
        .iter()
        .map(|customer| Entry {
            customer: Some(*customer),
            what: Some(what.to_owned()),
            rows: Some(1),
            ..Entry::of(AccessAction::Export)
        })
        .collect();
    write_each(app, acting, &entries)
}

/// Lists the entries, the newest first.
pub(crate) fn list(app: &App, _: &Acting, request: AccessList) -> Outcome<AccessPage> {
    let action = request.action.as_ref().and_then(code_text);
    let wanted = Wanted {
        staff: request.staff_id.map(StaffId),
        customer: request.customer_id.map(CustomerId),
        action: action.as_deref(),
    };
    let limit = request.limit.unwrap_or(50);
    app.database()?.read(|view| {
        let page = store::list(view, wanted, request.after.as_deref(), limit)?;
        Ok(AccessPage {
            rows: page.rows.into_iter().filter_map(shown).collect(),
            next: page.next,
        })
    })
}

/// An entry as the screen shows it; one of a kind this version does not know is left out.
fn shown(row: AccessRow) -> Option<AccessEntry> {
    Some(AccessEntry {
        id: row.id.0,
        staff: row.staff_name.unwrap_or_default(),
        action: code_from(Some(&row.action))?,
        customer_id: row.customer_id.map(|id| id.0),
        customer_name: row.customer_name,
        what: row.what,
        record_kind: row.record_kind,
        record_id: row.record_id,
        reason: row.reason,
        row_count: row.row_count,
        occurred_at: row.occurred_at,
    })
}
