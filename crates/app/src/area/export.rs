//! Lists taken out as a workbook: the same rows the screen shows, read page by page through the
//! list's own command, so that nobody gets more this way than they may see.

mod all;
mod cell;

pub(crate) use all::all;

use std::collections::HashSet;

use serde_json::Value;
use wuyou_contract::access::AccessAction;
use wuyou_contract::command::{Allowed, Handlers as _, command};
use wuyou_contract::draft::Done;
use wuyou_contract::export::{
    ExportCancel, ExportColumn, ExportList, ExportProgress, ExportProgressGet, Exported, LISTS,
    source_of,
};
use wuyou_contract::job::JobKind;
use wuyou_contract::staff::Role;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::import::Cell;
use wuyou_domain::permission::{Action, Actor, Context, permitted};
use wuyou_domain::text;
use wuyou_office::{SheetOut, write_xlsx};
use wuyou_store::Stage;

use super::access::{self, Entry};
use crate::app::{Acting, App};
use crate::area::job::Running;
use crate::failure::{Failure, Outcome};
use crate::input::Form;
use crate::place;
use crate::show::code_text;

/// The folder beside the data for exports without a place.
const FOLDER: &str = "exports";
/// Rows of a page.
const PAGE: u32 = 200;
/// Most rows: what a sheet holds beside its head.
const ROWS_MOST: usize = 1_048_575;
/// Most columns.
const COLUMNS_MOST: usize = 40;
/// Most rows named one by one.
const ONLY_MOST: usize = 2000;
/// Most characters of a heading.
const LABEL_MAX: usize = 60;

/// Takes a list out.
pub(crate) fn list(app: &App, acting: &Acting, request: ExportList) -> Outcome<Exported> {
    let (title, reason) = typed(acting, &request)?;
    permit(acting, &request.list, &reason)?;
    let own = (FOLDER, title.as_str(), "xlsx");
    let wanted = request.path.as_deref();
    let path = place::chosen(app, wanted, request.replace, own, acting.now_at)?;

    let running = app.jobs.begin(JobKind::Export)?;
    running.stage(Stage::Reading, 0)?;
    let rows = rows(app, acting, &request, &running)?;
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let sheet = SheetOut {
        name: title,
        header: request.columns.iter().map(|c| c.label.clone()).collect(),
        rows,
    };
    let bytes = write_xlsx(&[sheet])
        .map_err(|error| ApiError::new(ErrorCode::Internal).with_detail("reason", error.code()))?;
    running.go_on()?;

    // What leaves the program is written down before it is there.
    place::write(&path, &bytes, || {
        log(app, acting, (&request.list, &reason), count)
    })?;
    Ok(Exported {
        path: path.display().to_string(),
        rows: count,
    })
}

fn typed(acting: &Acting, request: &ExportList) -> Outcome<(String, String)> {
    let mut form = Form::new(acting.now_at);
    let title = form.required("title", &request.title, text::NAME_MAX);
    let reason = form.required("reason", &request.reason, text::LINE_MAX);
    form.at_most("columns", request.columns.len(), COLUMNS_MOST);
    let only = request.only.as_ref().map_or(0, Vec::len);
    form.at_most("only", only, ONLY_MOST);
    if request.columns.is_empty() {
        form.wrong("columns", "choose_one", None);
    }
    for (index, column) in request.columns.iter().enumerate() {
        form.required(&format!("columns.{index}.label"), &column.label, LABEL_MAX);
    }
    form.finish()?;
    // A title names a file too.
    let plain = |c: char| match c {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => '-',
        c => c,
    };
    Ok((title.chars().map(plain).collect(), reason))
}

/// The list must be one that can be taken out and that this person may read, and the table of
/// permissions must allow to take customers' data out for this reason.
fn permit(acting: &Acting, list: &str, reason: &str) -> Outcome<()> {
    let known = command(source_of(list).0).filter(|_| LISTS.contains(&list));
    let Some(info) = known else {
        return Err(ApiError::new(ErrorCode::CommandUnknown)
            .with_detail("command", list)
            .into());
    };
    let may_read = match info.allowed {
        Allowed::Open => true,
        Allowed::Roles(roles) => acting.role.is_some_and(|role| roles.contains(&role)),
    };
    let code = acting.role.as_ref().and_then(code_text);
    let actor = code.and_then(|code| Actor::from_code(&code));
    let context = Context {
        reason: Some(reason.to_owned()),
        ..Context::default()
    };
    let may_take = actor.is_some_and(|actor| {
        permitted(Action::ExportCustomers, actor, &context)
            .is_ok_and(|decision| decision.result.allowed())
    });
    if may_read && may_take {
        Ok(())
    } else {
        Err(ErrorCode::NotAllowed.into())
    }
}

/// Every row of the list, page by page.
fn rows(
    app: &App,
    acting: &Acting,
    request: &ExportList,
    running: &Running<'_>,
) -> Outcome<Vec<Vec<Cell>>> {
    let only: Option<HashSet<&str>> = request
        .only
        .as_ref()
        .map(|ids| ids.iter().map(String::as_str).collect());
    // A machine's row holds the machine beside where it stands.
    let is_wanted = |row: &Value| {
        let id = row["id"].as_str().or_else(|| row["unit"]["id"].as_str());
        only.as_ref()
            .is_none_or(|only| id.is_some_and(|id| only.contains(id)))
    };
    let (_, place) = source_of(&request.list);
    let mut rows = Vec::new();
    let mut after = Value::Null;
    loop {
        let asked = (request.list.as_str(), &request.request);
        let page = page_of(app, acting, asked, &after)?;
        let total = page["total"]
            .as_u64()
            .and_then(|total| usize::try_from(total).ok());
        running.total(total.unwrap_or(0));
        let listed = page[place].as_array().map_or(&[][..], Vec::as_slice);
        for row in listed {
            running.step()?;
            if is_wanted(row) {
                rows.push(cells(&request.columns, row));
            }
        }
        after = page["next"].clone();
        let found = only.as_ref().is_some_and(|only| rows.len() >= only.len());
        let ended = found || !after.is_string() || listed.is_empty();
        if ended || rows.len() >= ROWS_MOST {
            rows.truncate(ROWS_MOST);
            return Ok(rows);
        }
    }
}

/// A page of a list, with what a screen asked of it.
fn page_of(
    app: &App,
    acting: &Acting,
    (list, request): (&str, &Value),
    after: &Value,
) -> Outcome<Value> {
    let (list, _) = source_of(list);
    let mut asked = match request {
        Value::Object(asked) => asked.clone(),
        _ => serde_json::Map::new(),
    };
    asked.remove("after");
    asked.remove("limit");
    asked.remove("whole");
    // What shows only its first rows on a screen is asked for all of them; short lists come whole
    // anyhow and know no pages.
    if asks_for(list, "whole") {
        asked.insert("whole".to_owned(), true.into());
    }
    if asks_for(list, "after") {
        asked.insert("limit".to_owned(), PAGE.into());
        if after.is_string() {
            asked.insert("after".to_owned(), after.clone());
        }
    }
    app.dispatch(*acting, list, asked.into())
        .map_err(Failure::from)
}

/// Whether a list may be given with every row: to whoever may take lists out, and with no fewer rows
/// to anybody else than a screen shows.
pub(crate) fn is_whole(acting: &Acting, asked: Option<bool>) -> bool {
    asked == Some(true) && acting.role == Some(Role::Manager)
}

/// Whether a list's request has this field.
fn asks_for(list: &str, field: &str) -> bool {
    let schema = command(list).map(|info| (info.request)());
    schema.is_some_and(|schema| {
        schema
            .get("properties")
            .is_some_and(|properties| properties.get(field).is_some())
    })
}

fn cells(columns: &[ExportColumn], row: &Value) -> Vec<Cell> {
    columns.iter().map(|column| cell::of(column, row)).collect()
}

/// Writes down who took which list out, why, and how much of it.
fn log(app: &App, acting: &Acting, (list, reason): (&str, &str), count: u32) -> Outcome<()> {
    let entry = Entry {
        what: Some(list.to_owned()),
        reason: Some(reason.to_owned()),
        rows: Some(i64::from(count)),
        ..Entry::of(AccessAction::Export)
    };
    access::write_each(app, acting, &[entry])
}

/// Tells how far a running export is.
pub(crate) fn progress(app: &App, _: &Acting, _: ExportProgressGet) -> Outcome<ExportProgress> {
    let told = app.jobs.told(JobKind::Export);
    Ok(ExportProgress {
        running: told.running,
        done: told.done,
        total: told.total,
    })
}

/// Stops a running export; nothing is written.
pub(crate) fn cancel(app: &App, _: &Acting, _: ExportCancel) -> Outcome<Done> {
    app.jobs.stop(JobKind::Export);
    Ok(Done {})
}
