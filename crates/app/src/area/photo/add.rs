//! Taking photos in: every file is read by itself and refused by its name; the contents are kept
//! before the rows that name them, in one edit that can be taken back.

use uuid::Uuid;
use wuyou_contract::job::JobKind;
use wuyou_contract::photo::{PhotoAdd, PhotoRefused, PhotosAdded};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::PhotoId;
use wuyou_domain::photo::{self as rule, Owner};
use wuyou_picture::{Picture, Size};
use wuyou_store::picture::Content;
use wuyou_store::{Id, Stage, StoreError, Tx};
use wuyou_sync::value::Value;

use super::file;
use super::{kept, owner_of, stands, title};
use crate::app::{Acting, App};
use crate::area::job::Running;
use crate::area::undo;
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::{code_of, code_text};

/// A picture with everything its row says.
struct New {
    name: String,
    id: PhotoId,
    picture: Picture,
    taken: Option<(i64, rule::TakenFrom)>,
}

/// Takes photos in.
pub(crate) fn add(app: &App, acting: &Acting, request: PhotoAdd) -> Outcome<PhotosAdded> {
    let owner = owner_of(request.owner);
    let note = check(acting, owner, &request)?;
    let database = app.database()?;
    database.read(|view| stands(view, owner, request.owner_id))?;

    let running = app.jobs.begin(JobKind::Photo)?;
    running.stage(Stage::Reading, request.files.len())?;
    let (mut new, mut refused) = read(acting, &request, &running);
    running.go_on()?;
    database.read(|view| -> Outcome<()> {
        twice(&mut new, &mut refused, |id| {
            let row = view.row("photo", id)?;
            Ok(row.is_some_and(|row| row.deleted_at.is_none()))
        })
    })?;

    let contents: Vec<Content<'_>> = new.iter().map(content).collect();
    if !contents.is_empty() {
        database.keep_pictures(&contents).map_err(kept)?;
    }
    running.go_on()?;
    undo::edit(app, acting, "photo.add", |tx| {
        // Somebody may have added the same picture while this one was read.
        for one in &new {
            insert(tx, owner, &request, note.as_deref(), one)?;
        }
        title(tx.view(), owner, request.owner_id)
    })?;
    Ok(PhotosAdded {
        added: u32::try_from(new.len()).unwrap_or(u32::MAX),
        refused,
        photos: super::all(app, acting, owner, request.owner_id)?,
    })
}

fn check(acting: &Acting, owner: Owner, request: &PhotoAdd) -> Result<Option<String>, ApiError> {
    let mut form = Form::new(acting.now_at);
    let note = form.note("note", request.note.as_deref());
    form.at_most("files", request.files.len(), rule::AT_ONCE_MAX);
    if request.files.is_empty() {
        form.wrong("files", "choose_one", None);
    }
    let list = wuyou_domain::commissioning::built_in().ok();
    let known = |item: &String| list.is_some_and(|list| list.content.item(item).is_some());
    if request
        .item
        .as_ref()
        .is_some_and(|item| owner != Owner::Unit || !known(item))
    {
        form.wrong("item", "unknown", None);
    }
    if !super::fits(owner, request.kind) {
        form.wrong("kind", "unknown", None);
    }
    form.finish()?;
    Ok(note)
}

fn read(
    acting: &Acting,
    request: &PhotoAdd,
    running: &Running<'_>,
) -> (Vec<New>, Vec<PhotoRefused>) {
    let size = if request.sharp == Some(true) {
        Size::Sharp
    } else {
        Size::Plain
    };
    let (mut new, mut refused) = (Vec::new(), Vec::new());
    for one in &request.files {
        if !running.goes_on() {
            break;
        }
        match file::read(one, size, &|| running.goes_on()) {
            Ok(read) => new.push(New {
                name: one.name.clone(),
                id: PhotoId::of_content(request.owner_id, &read.picture.key),
                taken: rule::taken(read.picture.taken, read.modified_at, acting.now_at),
                picture: read.picture,
            }),
            Err(code) => refused.push(told(&one.name, code)),
        }
        // Whether to go on is asked with the next file.
        let _ = running.step();
    }
    (new, refused)
}

pub(super) fn told(name: &str, code: ErrorCode) -> PhotoRefused {
    PhotoRefused {
        name: name.chars().take(NAME_MAX).collect(),
        code: code.code().to_owned(),
    }
}

/// Most characters of a file's name that are told back.
pub(super) const NAME_MAX: usize = 200;

/// Leaves out what is there already, or comes twice.
fn twice(
    new: &mut Vec<New>,
    refused: &mut Vec<PhotoRefused>,
    is_there: impl Fn(PhotoId) -> Result<bool, StoreError>,
) -> Outcome<()> {
    let mut seen: Vec<Uuid> = Vec::new();
    let mut found = Vec::new();
    for one in new.drain(..) {
        if seen.contains(&one.id.0) || is_there(one.id)? {
            refused.push(told(&one.name, ErrorCode::PhotoTwice));
        } else {
            seen.push(one.id.0);
            found.push(one);
        }
    }
    *new = found;
    Ok(())
}

fn content(new: &New) -> Content<'_> {
    Content {
        key: &new.picture.key,
        picture: &new.picture.jpeg,
        thumb: &new.picture.thumb,
    }
}

fn insert(
    tx: &mut Tx<'_>,
    owner: Owner,
    request: &PhotoAdd,
    note: Option<&str>,
    new: &New,
) -> Outcome<()> {
    let belongs = format!("{}_id", owner.code());
    let picture = &new.picture;
    let made = tx.insert(
        "photo",
        new.id,
        &[
            (belongs.as_str(), request.owner_id.value()),
            ("kind", code_of(&request.kind)),
            ("note", note.map(ToOwned::to_owned).into()),
            ("item", request.item.clone().into()),
            ("content_key", picture.key.clone().into()),
            ("source_key", picture.source_key.clone().into()),
            ("taken_at", new.taken.map(|(at, _)| at).into()),
            (
                "taken_from",
                new.taken.map(|(_, from)| from.code().to_owned()).into(),
            ),
            ("bytes", size(picture.jpeg.len())),
            ("width", i64::from(picture.width).into()),
            ("height", i64::from(picture.height).into()),
        ],
    );
    match made {
        Err(StoreError::Exists(_)) => {
            tracing::debug!(kind = ?code_text(&request.kind), "a photo came twice at once");
            Ok(())
        }
        made => Ok(made?),
    }
}

fn size(bytes: usize) -> Value {
    i64::try_from(bytes).unwrap_or(i64::MAX).into()
}
