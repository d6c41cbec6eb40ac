//! What was deleted lately, and bringing it back. A deletion is a tombstone, so nothing is copied:
//! bringing back is an edit of the row, which syncs like any other.

use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::trash::{TrashItem, TrashKind, TrashList, TrashPage, TrashRestore};
use wuyou_domain::trash as rule;
use wuyou_store::trash::{self as store, TrashRow};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::show::{code_from, code_text};

/// Lists what was deleted, the latest first.
pub(crate) fn list(app: &App, acting: &Acting, request: TrashList) -> Outcome<TrashPage> {
    let since_at = rule::since(acting.now_at);
    let asked = (request.after.as_deref(), request.limit.unwrap_or(50));
    let page = app
        .database()?
        .read(|view| store::list(view, since_at, asked, super::example::TAG))?;
    Ok(TrashPage {
        rows: page.rows.into_iter().filter_map(shown).collect(),
        next: page.next,
    })
}

fn shown(row: TrashRow) -> Option<TrashItem> {
    let kind = code_from(Some(&row.entity))?;
    Some(TrashItem {
        title: match kind {
            TrashKind::Phone => super::customer::shown_number(&row.title),
            _ => row.title,
        },
        kind,
        id: row.id,
        household: row.household,
        deleted_at: row.deleted_at,
        deleted_by: row.deleted_by,
        until_at: rule::until(row.deleted_at),
    })
}

/// Brings something back, which can itself be taken back.
pub(crate) fn restore(app: &App, acting: &Acting, request: TrashRestore) -> Outcome<Done> {
    let entity = code_text(&request.kind).unwrap_or_default();
    super::undo::edit(app, acting, "trash.restore", |tx| {
        let row = tx.view().row(&entity, request.id)?;
        let row = row.ok_or(ErrorCode::NotFound)?;
        // Somebody was faster, or the household lives on in another.
        let Some(deleted_at) = row.deleted_at else {
            return Err(ErrorCode::NotFound.into());
        };
        if row.reference("merged_into").is_some() {
            return Err(ErrorCode::NotFound.into());
        }
        if !rule::is_restorable(deleted_at, acting.now_at) {
            return Err(ErrorCode::TrashTooOld.into());
        }
        // A machine of a deleted household is nobody's; a phone of one would be lost from sight.
        if request.kind != TrashKind::Unit && !tx.holders_stand(&row)? {
            return Err(ErrorCode::TrashHolder.into());
        }
        tx.update(&entity, request.id, &[("deleted_at", Value::Null)])?;
        let title = ["name", "serial", "number", "tag", "detail", "note"];
        let title = title.iter().find_map(|field| row.text(field));
        Ok(title.unwrap_or_default().to_owned())
    })?;
    Ok(Done {})
}
