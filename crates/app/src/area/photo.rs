//! Photos of households, machines, calls, orders, complaints and remedy cases. Their rows sync; their
//! contents stay on the PC that took them in and leave it only through these use cases. Pictures of a
//! call that is still being taken are in [`held`](mod@held).

mod add;
mod file;
mod held;

use uuid::Uuid;
use wuyou_contract::access::AccessAction;
use wuyou_contract::draft::Done;
use wuyou_contract::job::JobKind;
use wuyou_contract::photo::{
    PhotoCancel, PhotoDelete, PhotoItem, PhotoKind, PhotoList, PhotoOwner, PhotoProgress,
    PhotoProgressGet, PhotoSave, PhotoSaved, PhotoShow, PhotoShown, PhotoUpdate, Photos,
};
use wuyou_contract::staff::Role as WireRole;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::{PhotoId, RequestId, WorkOrderId};
use wuyou_domain::photo::{self as rule, Kind, Owner, Seen, Visit};
use wuyou_domain::staff::Role;
use wuyou_domain::work_order::Step;
use wuyou_store::photo::{self as store, PhotoRow};
use wuyou_store::{StoreError, Touched, View, complaint, remedy_case, request, work_order};

use super::access::{self, Entry};
use super::undo;
use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};
use crate::input::Form;
use crate::place;
use crate::show::{code_from, code_of, code_text};

pub(crate) use add::add;
pub(crate) use held::{attach, held, hold, let_go};

/// The folder beside the data for copies without a place.
const FOLDER: &str = "exports";

/// Lists the photos of a record.
pub(crate) fn list(app: &App, acting: &Acting, request: PhotoList) -> Outcome<Photos> {
    let owner = owner_of(request.owner);
    let database = app.database()?;
    database.read(|view| stands(view, owner, request.owner_id))?;
    all(app, acting, owner, request.owner_id)
}

/// Tells how far the photos being taken in are.
pub(crate) fn progress(app: &App, _: &Acting, _: PhotoProgressGet) -> Outcome<PhotoProgress> {
    let told = app.jobs.told(JobKind::Photo);
    Ok(PhotoProgress {
        running: told.running,
        done: told.done,
        total: told.total,
    })
}

/// Stops taking photos in; none of them is kept.
pub(crate) fn cancel(app: &App, _: &Acting, _: PhotoCancel) -> Outcome<Done> {
    app.jobs.stop(JobKind::Photo);
    Ok(Done {})
}

/// Changes what a photo shows and what is noted of it.
pub(crate) fn update(app: &App, acting: &Acting, request: PhotoUpdate) -> Outcome<Photos> {
    let id = PhotoId(request.id);
    let row = app.database()?.read(|view| store::get(view, id))?;
    let mut form = Form::new(acting.now_at);
    let note = form.note("note", request.note.as_deref());
    if request.kind.is_some_and(|kind| !fits(row.owner, kind)) {
        form.wrong("kind", "unknown", None);
    }
    form.finish()?;
    undo::edit(app, acting, "photo.update", |tx| {
        own_proof(tx.view(), acting, &row)?;
        // Another kind is another proof.
        let moved = request.kind.as_ref().and_then(code_text);
        if moved.is_some_and(|kind| kind != row.kind) {
            let settled = settled(tx.view(), row.owner, row.owner_id)?;
            if settled && acting.role != Some(WireRole::Manager) {
                return Err(ErrorCode::PhotoSettled.into());
            }
        }
        let mut fields = Vec::new();
        if let Some(kind) = &request.kind {
            fields.push(("kind", code_of(kind)));
        }
        if request.note.is_some() {
            fields.push(("note", note.into()));
        }
        tx.update("photo", id, &fields)?;
        title(tx.view(), row.owner, row.owner_id)
    })?;
    all(app, acting, row.owner, row.owner_id)
}

/// A technician changes what the photos of their own orders prove, not those of a colleague's.
fn own_proof(view: View<'_>, acting: &Acting, row: &PhotoRow) -> Outcome<()> {
    let order = match row.owner {
        Owner::WorkOrder => Some(WorkOrderId(row.owner_id)),
        Owner::Request => request::get(view, RequestId(row.owner_id))?.work_order_id,
        _ => None,
    };
    let Some(order) = order else { return Ok(()) };
    super::money::mine(acting, &work_order::get(view, order)?)
}

/// Takes a photo away; its content goes when it cannot be brought back any more.
pub(crate) fn delete(app: &App, acting: &Acting, request: PhotoDelete) -> Outcome<Photos> {
    let id = PhotoId(request.id);
    let row = app.database()?.read(|view| store::get(view, id))?;
    undo::edit(app, acting, "photo.delete", |tx| {
        if !removable(tx.view(), acting, row.owner, row.owner_id)? {
            return Err(ErrorCode::PhotoSettled.into());
        }
        tx.delete("photo", id)?;
        title(tx.view(), row.owner, row.owner_id)
    })?;
    all(app, acting, row.owner, row.owner_id)
}

/// Shows the picture of a photo. A large one is a look at the household's file.
pub(crate) fn show(app: &App, acting: &Acting, request: PhotoShow) -> Outcome<PhotoShown> {
    let database = app.database()?;
    let row = database.read(|view| store::get(view, PhotoId(request.id)))?;
    let found = database.picture(&row.content_key, request.small);
    let bytes = found.map_err(kept)?.ok_or(ErrorCode::PhotoElsewhere)?;
    if !request.small {
        let household = database.read(|view| store::household(view, row.owner, row.owner_id))?;
        if let Some(household) = household {
            access::viewed(app, acting, household);
        }
    }
    Ok(PhotoShown {
        data: file::shown(&bytes),
    })
}

/// Saves a copy of a picture as a file, and writes down who did.
pub(crate) fn save(app: &App, acting: &Acting, request: PhotoSave) -> Outcome<PhotoSaved> {
    let database = app.database()?;
    let row = database.read(|view| store::get(view, PhotoId(request.id)))?;
    let found = database.picture(&row.content_key, false).map_err(kept)?;
    let bytes = found.ok_or(ErrorCode::PhotoElsewhere)?;
    let own = (FOLDER, "照片", "jpg");
    let wanted = request.path.as_deref();
    let path = place::chosen(app, wanted, request.replace, own, acting.now_at)?;
    place::write(&path, &bytes, || log(app, acting, &row))?;
    Ok(PhotoSaved {
        path: path.display().to_string(),
    })
}

fn log(app: &App, acting: &Acting, row: &PhotoRow) -> Outcome<()> {
    let household = app
        .database()?
        .read(|view| store::household(view, row.owner, row.owner_id))?;
    let entry = Entry {
        customer: household.map(|id| id.0),
        what: Some("photo.save".to_owned()),
        rows: Some(1),
        ..Entry::of(AccessAction::Export)
    };
    access::write_each(app, acting, &[entry])
}

/// Days on which this PC ran after which a content that no photo uses goes: long beyond the trash,
/// for another PC may bring a photo back that it learns of late, and an old backup may be put back.
const UNUSED_DAYS_MOST: u32 = 120;

impl App {
    /// Takes away the contents whose photos cannot be brought back any more. Hosts call it now and
    /// then.
    ///
    /// # Errors
    /// `photo.store` when the contents' file cannot be read or written; the next call tries again.
    pub fn sweep_photos(&self) -> Result<(), ApiError> {
        let now_at = self.now_at();
        let swept = self.database()?.sweep_pictures(UNUSED_DAYS_MOST, now_at);
        let gone = swept.map_err(|error| ApiError::from(kept(error)))?;
        if gone > 0 {
            tracing::info!(gone, "contents of photos that nobody uses any more");
        }
        Ok(())
    }
}

/// The photos of a record with what this PC has of them.
fn all(app: &App, acting: &Acting, owner: Owner, id: Uuid) -> Outcome<Photos> {
    let database = app.database()?;
    let (rows, visit) = database.read(|view| -> Outcome<_> {
        let mut rows = Vec::new();
        for row in store::of_owner(view, owner, id)? {
            let may = removable(view, acting, row.owner, row.owner_id)?;
            rows.push((row, may));
        }
        Ok((rows, visit(view, owner, id)?))
    })?;
    let keys = rows.iter().map(|(row, _)| row.content_key.as_str());
    let keys: Vec<&str> = keys.collect();
    // Contents that cannot be read keep nobody from the rest; showing one says what is wrong.
    let here = database
        .has_pictures(&keys)
        .unwrap_or_else(|_| vec![true; keys.len()]);
    let items = rows.iter().zip(here);
    Ok(Photos {
        rows: items
            .filter_map(|((row, may), here)| item(row, here, visit, *may))
            .collect(),
        kinds: wire_kinds(owner),
    })
}

fn wire_kinds(owner: Owner) -> Vec<PhotoKind> {
    rule::kinds(owner).iter().filter_map(wire).collect()
}

/// A photo as the screen shows it; one of a kind this version does not know is left out.
fn item(row: &PhotoRow, here: bool, visit: Option<Visit>, removable: bool) -> Option<PhotoItem> {
    let kind = Kind::from_code(&row.kind)?;
    let doubts = rule::doubts(&Seen {
        kind,
        taken_at: row.taken_at,
        visit,
        elsewhere: row.elsewhere,
    });
    Some(PhotoItem {
        id: row.id.0,
        owner: code_from(Some(row.owner.code()))?,
        owner_id: row.owner_id,
        kind: wire(&kind)?,
        note: row.note.clone(),
        taken_at: row.taken_at,
        taken_from: code_from(row.taken_from.as_deref()),
        added_at: row.added_at,
        added_by: row.added_by.clone(),
        bytes: row.bytes,
        width: row.width,
        height: row.height,
        here,
        doubts: doubts
            .into_iter()
            .filter_map(|doubt| code_from(Some(doubt.code())))
            .collect(),
        removable,
        kinds: wire_kinds(row.owner),
    })
}

fn wire(kind: &Kind) -> Option<PhotoKind> {
    code_from(Some(kind.code()))
}

/// From when to when somebody worked on an order.
fn visit(view: View<'_>, owner: Owner, id: Uuid) -> Outcome<Option<Visit>> {
    if owner != Owner::WorkOrder {
        return Ok(None);
    }
    let events = work_order::events(view, WorkOrderId(id))?;
    let at = |step: Step| {
        let of = events.iter().filter(move |event| event.step == step.code());
        of.map(|event| event.occurred_at)
    };
    let Some(from_at) = at(Step::Start).min() else {
        return Ok(None);
    };
    let last = at(Step::Start).chain(at(Step::Finish)).max();
    Ok(Some(Visit {
        from_at,
        to_at: last.unwrap_or(from_at),
    }))
}

/// The record must be there.
fn stands(view: View<'_>, owner: Owner, id: Uuid) -> Outcome<()> {
    match view.row(owner.code(), id)? {
        Some(row) if row.deleted_at.is_none() => Ok(()),
        _ => Err(ErrorCode::NotFound.into()),
    }
}

fn settled(view: View<'_>, owner: Owner, id: Uuid) -> Outcome<bool> {
    if owner == Owner::Request {
        return call_settled(view, RequestId(id));
    }
    let row = view.row(owner.code(), id)?;
    let state = row.as_ref().and_then(|row| row.text("state"));
    Ok(state.is_some_and(|state| rule::is_settled(owner, state)))
}

/// What was sent with a call stands at its order, complaint and case, and is judged with them.
fn call_settled(view: View<'_>, id: RequestId) -> Outcome<bool> {
    let order = request::get(view, id)?.work_order_id;
    let complaint = complaint::of_request(view, id)?;
    let case = remedy_case::of_request(view, id)?;
    let became = [
        order.map(|id| (Owner::WorkOrder, id.0)),
        complaint.map(|row| (Owner::Complaint, row.id.0)),
        case.map(|row| (Owner::RemedyCase, row.id.0)),
    ];
    for (owner, id) in became.into_iter().flatten() {
        if settled(view, owner, id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Whether what was done with a photo may be taken back: not where its record is settled since.
pub(crate) fn may_undo(acting: &Acting, view: View<'_>, touched: &Touched) -> Outcome<bool> {
    match store::get(view, PhotoId(Uuid::from_bytes(touched.row()))) {
        Ok(row) => removable(view, acting, row.owner, row.owner_id),
        // One that was taken away comes back.
        Err(StoreError::NotFound(_)) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

fn removable(view: View<'_>, acting: &Acting, owner: Owner, id: Uuid) -> Outcome<bool> {
    let settled = settled(view, owner, id)?;
    let role = acting.role.as_ref().and_then(code_text);
    let role = role.and_then(|role| Role::from_code(&role));
    Ok(role.is_some_and(|role| rule::may_remove(role, settled)))
}

/// What a person knows the record by: its household's name.
fn title(view: View<'_>, owner: Owner, id: Uuid) -> Outcome<String> {
    let household = store::household(view, owner, id)?;
    let Some(household) = household else {
        return Ok(String::new());
    };
    let row = view.row("customer", household)?;
    let name = row.as_ref().and_then(|row| row.text("name"));
    Ok(name.unwrap_or_default().to_owned())
}

fn fits(owner: Owner, kind: PhotoKind) -> bool {
    let code = code_text(&kind);
    let kind = code.and_then(|code| Kind::from_code(&code));
    kind.is_some_and(|kind| rule::kinds(owner).contains(&kind))
}

fn owner_of(owner: PhotoOwner) -> Owner {
    match owner {
        PhotoOwner::Customer => Owner::Customer,
        PhotoOwner::Unit => Owner::Unit,
        PhotoOwner::WorkOrder => Owner::WorkOrder,
        PhotoOwner::Complaint => Owner::Complaint,
        PhotoOwner::RemedyCase => Owner::RemedyCase,
        PhotoOwner::Request => Owner::Request,
    }
}

/// What is wrong with the contents is no trouble of the database.
fn kept(error: StoreError) -> Failure {
    match error {
        StoreError::DiskFull | StoreError::ReadOnly | StoreError::Busy => error.into(),
        other => {
            tracing::error!(error = %other, "contents of photos");
            ErrorCode::PhotoStore.into()
        }
    }
}
