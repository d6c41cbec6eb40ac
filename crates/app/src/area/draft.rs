//! Drafts: what is half typed survives a closed window, a crash and a power cut. Each belongs to who
//! typed it: on a shared PC nobody goes on with, or throws away, what a colleague has begun.

use wuyou_contract::ErrorCode;
use wuyou_contract::draft::{Done, Draft, DraftFound, DraftGet, DraftList, DraftSave, Drafts};
use wuyou_domain::text;
use wuyou_store::draft as store;

use super::phone;
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
    let is_hidden = phone::is_hidden_for(app, acting, &request.content);
    app.database()?.local(|local| -> Outcome<()> {
        let kept = store::get(local.view(), &key, acting.staff)?;
        if is_hidden && kept.is_some_and(|kept| kept.saved_by != acting.staff) {
            // What nobody knows the writer of is whole; with its stars it would be lost.
            return Err(ErrorCode::PhoneHidden.into());
        }
        store::save(local, (&key, &content), acting.staff, acting.now_at)?;
        Ok(())
    })?;
    Ok(Done {})
}

/// Reads a draft.
pub(crate) fn get(app: &App, acting: &Acting, request: DraftGet) -> Outcome<DraftFound> {
    let found = app
        .database()?
        .read(|view| store::get(view, &request.key, acting.staff))?;
    Ok(DraftFound {
        draft: found.map(|draft| shown(app, acting, draft)).transpose()?,
    })
}

/// Drops a draft.
pub(crate) fn delete(app: &App, acting: &Acting, request: DraftGet) -> Outcome<Done> {
    app.database()?
        .local(|local| store::delete(local, &request.key, acting.staff))?;
    Ok(Done {})
}

/// Lists drafts, latest first.
pub(crate) fn list(app: &App, acting: &Acting, _: DraftList) -> Outcome<Drafts> {
    let rows = app
        .database()?
        .read(|view| store::list(view, acting.staff))?;
    let rows = rows.into_iter().map(|draft| shown(app, acting, draft));
    Ok(Drafts {
        rows: rows.collect::<Outcome<_>>()?,
    })
}

fn shown(app: &App, acting: &Acting, draft: store::Draft) -> Outcome<Draft> {
    let is_own = draft.saved_by.is_some() && draft.saved_by == acting.staff;
    // A draft that is no JSON any more is still shown as the text it is.
    let content = serde_json::from_str(&draft.json).unwrap_or_else(|_| draft.json.into());
    let shown = Draft {
        key: draft.key,
        content,
        saved_at: draft.updated_at,
    };
    // Whoever typed a number knows it; what a colleague typed may hold one to be hidden.
    if is_own {
        return Ok(shown);
    }
    phone::printed(app, acting, shown)
}
