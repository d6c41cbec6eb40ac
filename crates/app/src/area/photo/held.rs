//! Pictures of a call that is still being taken: they are cleaned and kept at once, wait for whoever
//! attached them through a power cut, and become photos in the transaction that saves the call.

use uuid::Uuid;
use wuyou_contract::photo::{PhotoFile, PhotoRefused};
use wuyou_contract::photo::{PhotoHeld, PhotoHeldGet, PhotoHold, PhotoLetGo, PhotosHeld};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::{PhotoId, StaffId};
use wuyou_domain::photo::{self as rule, Kind, Owner};
use wuyou_picture::Size;
use wuyou_store::held_photo::{self as store, HeldPhoto};
use wuyou_store::picture::Content;
use wuyou_store::{Id, StoreError, Tx, View};

use super::add::told;
use super::{file, kept};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};

/// Keeps pictures for the call that is being taken.
pub(crate) fn hold(app: &App, acting: &Acting, request: PhotoHold) -> Outcome<PhotosHeld> {
    let staff = acting.staff()?;
    let database = app.database()?;
    let waiting = database.read(|view| store::list(view, staff))?;
    check(acting, waiting.len(), &request.files)?;
    let mut refused = Vec::new();
    let mut seen: Vec<String> = waiting.into_iter().map(|one| one.content_key).collect();
    for one in &request.files {
        match keep(app, acting, one) {
            Ok(new) if seen.contains(&new.content_key) => {
                refused.push(told(&one.name, ErrorCode::PhotoTwice));
            }
            Ok(new) => {
                database.local(|local| store::hold(local, &new, staff))?;
                seen.push(new.content_key);
            }
            Err(Why::File(code)) => refused.push(told(&one.name, code)),
            Err(Why::Store(error)) => return Err(kept(error)),
        }
    }
    shown(app, staff, refused)
}

fn check(acting: &Acting, waiting: usize, files: &[PhotoFile]) -> Result<(), ApiError> {
    let mut form = Form::new(acting.now_at);
    form.at_most("files", waiting + files.len(), rule::OF_CALL_MAX);
    if files.is_empty() {
        form.wrong("files", "choose_one", None);
    }
    form.finish()
}

/// Why a picture is not kept: the file, or where it was to go.
enum Why {
    File(ErrorCode),
    Store(StoreError),
}

/// Reads a file and keeps its content; the row that names it comes after.
fn keep(app: &App, acting: &Acting, one: &PhotoFile) -> Result<HeldPhoto, Why> {
    let read = file::read(one, Size::Plain, &|| true).map_err(Why::File)?;
    let picture = read.picture;
    let content = Content {
        key: &picture.key,
        picture: &picture.jpeg,
        thumb: &picture.thumb,
    };
    let database = app
        .database()
        .map_err(|_| Why::File(ErrorCode::PhotoStore))?;
    database.keep_pictures(&[content]).map_err(Why::Store)?;
    let taken = rule::taken(picture.taken, read.modified_at, acting.now_at);
    Ok(HeldPhoto {
        id: app.new_id(acting),
        name: one.name.chars().take(super::add::NAME_MAX).collect(),
        content_key: picture.key,
        source_key: picture.source_key,
        taken_at: taken.map(|(at, _)| at),
        taken_from: taken.map(|(_, from)| from.code().to_owned()),
        bytes: i64::try_from(picture.jpeg.len()).unwrap_or(i64::MAX),
        width: picture.width.into(),
        height: picture.height.into(),
        held_at: acting.now_at,
    })
}

/// Lists the pictures that wait for the call whoever asks is taking.
pub(crate) fn held(app: &App, acting: &Acting, _: PhotoHeldGet) -> Outcome<PhotosHeld> {
    shown(app, acting.staff()?, Vec::new())
}

/// Takes pictures away from the call that is being taken.
pub(crate) fn let_go(app: &App, acting: &Acting, request: PhotoLetGo) -> Outcome<PhotosHeld> {
    let staff = acting.staff()?;
    app.database()?.local(|local| -> Outcome<()> {
        let ids = match request.ids {
            Some(ids) => ids,
            None => all_of(local.view(), staff)?,
        };
        for id in ids {
            store::let_go(local, id, staff)?;
        }
        Ok(())
    })?;
    shown(app, staff, Vec::new())
}

fn all_of(view: View<'_>, staff: StaffId) -> Outcome<Vec<Uuid>> {
    let rows = store::list(view, staff)?;
    Ok(rows.into_iter().map(|one| one.id).collect())
}

fn shown(app: &App, staff: StaffId, refused: Vec<PhotoRefused>) -> Outcome<PhotosHeld> {
    let database = app.database()?;
    let rows = database.read(|view| store::list(view, staff))?;
    let rows = rows.into_iter().map(|one| PhotoHeld {
        id: one.id,
        // One that cannot be read keeps nobody from the call; saving it says what is wrong.
        thumb: database
            .picture(&one.content_key, true)
            .ok()
            .flatten()
            .map(|bytes| file::shown(&bytes)),
        name: one.name,
        held_at: one.held_at,
    });
    Ok(PhotosHeld {
        rows: rows.collect(),
        refused,
    })
}

/// Makes the pictures that wait photos of what the call became, within its edit.
pub(crate) fn attach(
    tx: &mut Tx<'_>,
    acting: &Acting,
    ids: Option<&[Uuid]>,
    (owner, owner_id): (Owner, Uuid),
) -> Outcome<()> {
    let staff = acting.staff()?;
    let belongs = format!("{}_id", owner.code());
    for id in ids.unwrap_or_default() {
        let found = store::get(tx.view(), *id, staff)?;
        let one = found.ok_or_else(|| single("photos", "unknown", None))?;
        let made = tx.insert(
            "photo",
            PhotoId::of_content(owner_id, &one.content_key),
            &[
                (belongs.as_str(), owner_id.value()),
                ("kind", Kind::Reported.code().into()),
                ("content_key", one.content_key.into()),
                ("source_key", one.source_key.into()),
                ("taken_at", one.taken_at.into()),
                ("taken_from", one.taken_from.into()),
                ("bytes", one.bytes.into()),
                ("width", one.width.into()),
                ("height", one.height.into()),
            ],
        );
        match made {
            // The same picture stands there from an earlier call.
            Ok(()) | Err(StoreError::Exists(_)) => store::let_go(&tx.local(), *id, staff)?,
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}
