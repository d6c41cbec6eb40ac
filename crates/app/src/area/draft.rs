//! Drafts: what is half typed survives a closed window, a crash and a power cut.

use wuyou_contract::ErrorCode;
use wuyou_contract::draft::{Done, Draft, DraftFound, DraftGet, DraftList, DraftSave, Drafts};
use wuyou_domain::text;
use wuyou_store::draft as store;

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;

/// Most bytes of a draft as text.
const MOST_BYTES: usize = 64 * 1024;

/// Saves a draft.
pub(crate) fn save(app: &App, acting: &Acting, request: DraftSave) -> Outcome<Done> {
    let mut form = Form::new(acting.now_at);
    let key = form.required("key", &request.key, text::LINE_MAX);
    form.finish()?;
    let content = request.content.to_string();
    if content.len() > MOST_BYTES {
        return Err(ErrorCode::DraftTooLarge.into());
    }
    let database = app.database()?;
    database.local(|local| store::save(local, &key, &content, acting.now_at))?;
    Ok(Done {})
}

/// Reads a draft.
pub(crate) fn get(app: &App, _: &Acting, request: DraftGet) -> Outcome<DraftFound> {
    let found = app
        .database()?
        .read(|view| store::get(view, &request.key))?;
    Ok(DraftFound {
        draft: found.map(shown),
    })
}

/// Drops a draft.
pub(crate) fn delete(app: &App, _: &Acting, request: DraftGet) -> Outcome<Done> {
    app.database()?
        .local(|local| store::delete(local, &request.key))?;
    Ok(Done {})
}

/// Lists drafts, latest first.
pub(crate) fn list(app: &App, _: &Acting, _: DraftList) -> Outcome<Drafts> {
    let rows = app.database()?.read(store::list)?;
    Ok(Drafts {
        rows: rows.into_iter().map(shown).collect(),
    })
}

fn shown(draft: store::Draft) -> Draft {
    // A draft that is no JSON any more is still shown as the text it is.
    let content = serde_json::from_str(&draft.json).unwrap_or_else(|_| draft.json.into());
    Draft {
        key: draft.key,
        content,
        saved_at: draft.updated_at,
    }
}
