//! People of the shop: who they are, who is working, and their PINs.

mod tries;

use std::sync::PoisonError;

use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};
use argon2::{Argon2, PasswordHash};
use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::staff::{
    Role, Staff, StaffCreate, StaffList, StaffLock, StaffPage, StaffSwitch, StaffUpdate,
};
use wuyou_domain::id::StaffId;
use wuyou_store::staff::{self as store, StaffRow};
use wuyou_store::{Database, EditContext, StoreError, Tx, View, settings};
use wuyou_sync::value::Value;

use crate::app::{Acting, App, Caller};
use crate::failure::{Failure, Outcome};
use crate::input::{Form, single};
use crate::show::{code_from, code_of, code_text};

/// Takes up who worked last, if they need no PIN; a shop of one person never has to sign in.
pub(crate) fn resume_session(app: &App) {
    let Ok(database) = app.database() else { return };
    let last = database.read(|view| {
        let last = settings::get(view, settings::CURRENT_STAFF)?;
        let people = store::list(view)?;
        let last = last.and_then(|id| id.parse::<StaffId>().ok());
        let last = last.and_then(|id| people.iter().find(|row| row.id == id).cloned());
        let only = (people.len() == 1)
            .then(|| people.first().cloned())
            .flatten();
        Outcome::Ok(last.or(only))
    });
    if let Ok(Some(row)) = last
        && row.pin_hash.is_none()
        && !row.disabled
    {
        *app.session() = Some(row.id);
    }
}

/// Who acts in a call, with their role: the one named by the host, who signed in, or the owner.
pub(crate) fn who_acts(
    app: &App,
    database: &Database,
    caller: &Caller,
) -> Outcome<Option<(StaffId, Role)>> {
    let session = *app.session();
    let rows = database.read(store::list)?;
    if rows.is_empty() {
        return Ok(None);
    }
    let rows = rows.iter().filter(|row| !row.disabled);
    let mut rows: Vec<&StaffRow> = rows.collect();
    rows.sort_by_key(|row| row.role != "manager");
    let found = match (&caller.staff, session) {
        (Some(named), _) => {
            let id = named.parse::<StaffId>().ok();
            let found = rows
                .iter()
                .find(|row| Some(row.id) == id || row.name == *named);
            Some(*found.ok_or(ErrorCode::NotSignedIn)?)
        }
        (None, Some(id)) => rows.iter().find(|row| row.id == id).copied(),
        (None, None) if caller.owner_by_default => rows.first().copied(),
        (None, None) => None,
    };
    Ok(found.and_then(|row| Some((row.id, code_from(Some(&row.role))?))))
}

/// Lists the people.
pub(crate) fn list(app: &App, acting: &Acting, request: StaffList) -> Outcome<StaffPage> {
    let rows = app.database()?.read(store::list)?;
    let rows = rows
        .into_iter()
        .filter(|row| request.include_disabled || !row.disabled);
    Ok(StaffPage {
        rows: rows
            .map(|row| without_phone(shown(row), acting.staff.is_none()))
            .collect(),
    })
}

/// Adds a person.
pub(crate) fn create(app: &App, acting: &Acting, request: StaffCreate) -> Outcome<Staff> {
    let mut form = Form::new(acting.now_at);
    let name = form.name("name", &request.name);
    let phone = form.phone("phone", request.phone.as_deref());
    let pin = request.pin.filter(|pin| !pin.is_empty());
    if let Some(pin) = &pin {
        form.pin("pin", pin);
    }
    form.finish()?;
    if request.role == Role::Manager && pin.is_none() {
        return Err(single("pin", "manager_pin", None).into());
    }

    let id = StaffId(app.new_id(acting));
    let hash = pin.as_deref().map(hash_pin).transpose()?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| {
        tx.insert(
            "staff",
            id,
            &[
                ("name", name.into()),
                ("role", code_of(&request.role)),
                ("phone", phone.map(|phone| phone.digits().to_owned()).into()),
                ("pin_hash", hash.into()),
            ],
        )
    })?;
    show(&database, id)
}

/// Changes a person.
pub(crate) fn update(app: &App, acting: &Acting, request: StaffUpdate) -> Outcome<Staff> {
    let id = StaffId(request.id);
    let mut form = Form::new(acting.now_at);
    let mut fields: Vec<(&str, Value)> = Vec::new();
    if let Some(name) = &request.name {
        fields.push(("name", form.name("name", name).into()));
    }
    if let Some(role) = &request.role {
        fields.push(("role", code_of(role)));
    }
    if request.phone.is_some() {
        let phone = form.phone("phone", request.phone.as_deref());
        fields.push(("phone", phone.map(|phone| phone.digits().to_owned()).into()));
    }
    if let Some(pin) = request.pin.as_deref() {
        if !pin.is_empty() {
            form.pin("pin", pin);
        }
        let hash = (!pin.is_empty()).then(|| hash_pin(pin)).transpose()?;
        fields.push(("pin_hash", hash.into()));
    }
    if let Some(disabled) = request.disabled {
        fields.push(("disabled", disabled.into()));
    }
    form.finish()?;

    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        let demoted = request.role.is_some_and(|role| role != Role::Manager);
        if row.role == "manager" && (demoted || request.disabled == Some(true)) {
            keep_a_manager(&store::list(tx.view())?, id)?;
        }
        guard_manager_pin(&store::list(tx.view())?, &row, &request)?;
        if request.disabled == Some(true) && !row.disabled {
            super::roster::refuse_open_work(tx.view(), id)?;
        }
        tx.update("staff", id, &fields)?;
        if request.pin.is_some() {
            // A new PIN is given by the manager: the wrong tries at the old one say nothing of it.
            tries::forget(&tx.local(), id)?;
        }
        Ok(())
    })?;
    show(&database, id)
}

/// Nobody becomes a manager, or takes a manager's PIN away, so that anybody could act as one. The
/// owner of a shop of one person may do without: there is nobody to be told apart from.
fn guard_manager_pin(people: &[StaffRow], row: &StaffRow, request: &StaffUpdate) -> Outcome<()> {
    let had = row.pin_hash.is_some();
    let has = request.pin.as_deref().map_or(had, |pin| !pin.is_empty());
    let promoted = row.role != "manager" && request.role == Some(Role::Manager);
    let stays = row.role == "manager" && request.role.is_none_or(|role| role == Role::Manager);
    let alone = !people.iter().any(|one| one.id != row.id && !one.disabled);
    if !has && (promoted || (stays && had && !alone)) {
        return Err(single("pin", "manager_pin", None).into());
    }
    Ok(())
}

pub(crate) fn keep_a_manager(people: &[StaffRow], leaving: StaffId) -> Outcome<()> {
    let others = people
        .iter()
        .any(|row| row.id != leaving && row.role == "manager" && !row.disabled);
    if others {
        Ok(())
    } else {
        Err(ErrorCode::LastManager.into())
    }
}

/// Says who is working now.
pub(crate) fn switch(app: &App, acting: &Acting, request: StaffSwitch) -> Outcome<Staff> {
    let turn = app.pin_turn.lock();
    let _turn = turn.unwrap_or_else(PoisonError::into_inner);
    let database = app.database()?;
    let id = StaffId(request.id);
    let row = database.read(|view| store::get(view, id))?;
    if row.disabled || row.deleted_at.is_some() {
        return Err(ErrorCode::StaffDisabled.into());
    }
    if app.is_locked() && row.pin_hash.is_none() {
        return Err(ErrorCode::PinNeeded.into());
    }
    if let Some(hash) = &row.pin_hash {
        let pin = request.pin.as_deref().unwrap_or_default();
        tries::check(&database, id, acting.now_at, || pin_fits(hash, pin))?;
    }
    database.local(|local| settings::set(local, settings::CURRENT_STAFF, Some(&id.to_string())))?;
    *app.session() = Some(id);
    app.set_locked(false);
    app.undo.end_groups();
    Ok(shown(row))
}

/// Asks whoever acts for their PIN once more, before something that must not be had by whoever is at
/// the PC. Who has none is not asked.
pub(crate) fn confirm_pin(app: &App, acting: &Acting, pin: Option<&str>) -> Outcome<()> {
    let turn = app.pin_turn.lock();
    let _turn = turn.unwrap_or_else(PoisonError::into_inner);
    let database = app.database()?;
    let id = acting.staff()?;
    let row = database.read(|view| store::get(view, id))?;
    if let Some(hash) = &row.pin_hash {
        let pin = pin.unwrap_or_default();
        tries::check(&database, id, acting.now_at, || pin_fits(hash, pin))?;
    }
    Ok(())
}

/// Who sees every number and can be worked as by anybody, while there is a technician, who does not.
pub(crate) fn without_pin(people: &[StaffRow]) -> Vec<String> {
    let there = || people.iter().filter(|row| !row.disabled);
    let technician = code_text(&Role::Technician);
    if !there().any(|row| Some(&row.role) == technician.as_ref()) {
        return Vec::new();
    }
    there()
        .filter(|row| row.pin_hash.is_none() && Some(&row.role) != technician.as_ref())
        .map(|row| row.name.clone())
        .collect()
}

/// Locks this PC: who works next says who they are, and only a PIN opens it. Where nobody is signed
/// in there is nothing to lock, and who has no PIN could not open it again.
pub(crate) fn lock(app: &App, _: &Acting, _: StaffLock) -> Outcome<Done> {
    let session = *app.session();
    let Some(id) = session else {
        return Ok(Done {});
    };
    let row = app.database()?.read(|view| store::get(view, id))?;
    if row.pin_hash.is_none() {
        return Err(ErrorCode::PinNeeded.into());
    }
    app.set_locked(true);
    app.undo.end_groups();
    Ok(Done {})
}

/// What the owner of a new shop is called until somebody says otherwise.
const OWNER: &str = "店主";

/// The context the first edit of a new shop is written with: nobody but its owner can have made it.
pub(crate) fn owner_edit(dealer_code: &str, now_at: i64) -> EditContext {
    EditContext {
        actor: StaffId::owner_of(dealer_code),
        now_at,
    }
}

/// Makes the owner, the person every shop starts with, unless there is somebody already.
pub(crate) fn ensure_owner(
    tx: &mut Tx<'_>,
    dealer_code: &str,
    name: Option<&str>,
) -> Result<(), StoreError> {
    if !store::list(tx.view())?.is_empty() {
        return Ok(());
    }
    let fields = [
        ("name", name.unwrap_or(OWNER).into()),
        ("role", code_of(&Role::Manager)),
    ];
    tx.insert("staff", StaffId::owner_of(dealer_code), &fields)
}

/// A shop without network that has nobody gets its owner: an earlier version could be ended between
/// the two steps of its first run. A connected one waits for the people headquarters knows.
pub(crate) fn heal(app: &App) {
    let Ok(database) = app.database() else { return };
    let alone = database.read(|view| {
        let connected = settings::get(view, settings::TOKEN)?.is_some();
        Ok::<_, StoreError>(has_nobody(view)? && !connected)
    });
    let healed = match alone {
        Ok(true) => make_owner(&database, app.now_at()),
        Ok(false) => Ok(()),
        Err(error) => Err(error),
    };
    if let Err(error) = healed {
        tracing::error!(%error, "the shop has nobody and its owner cannot be made");
    }
}

/// Makes the owner of a shop that is set up and has nobody. After a sync that is a new shop: the
/// server has no people of it either.
pub(crate) fn make_owner(database: &Database, now_at: i64) -> Result<(), StoreError> {
    let code = database.read(|view| settings::get(view, settings::DEALER_CODE))?;
    let Some(code) = code else { return Ok(()) };
    database.edit(&owner_edit(&code, now_at), |tx| {
        ensure_owner(tx, &code, None)
    })
}

/// Whether a shop that is set up has nobody who could work.
pub(crate) fn has_nobody(view: View<'_>) -> Result<bool, StoreError> {
    let ready = settings::get(view, settings::DEALER_CODE)?.is_some();
    Ok(ready && store::list(view)?.is_empty())
}

fn show(database: &Database, id: StaffId) -> Outcome<Staff> {
    Ok(shown(database.read(|view| store::get(view, id))?))
}

/// Before somebody has signed in, a name and a role are enough to choose oneself by.
pub(crate) fn without_phone(person: Staff, hidden: bool) -> Staff {
    Staff {
        phone: person.phone.filter(|_| !hidden),
        ..person
    }
}

/// A person as screens show them; never the hash.
pub(crate) fn shown(row: StaffRow) -> Staff {
    Staff {
        id: row.id.0,
        name: row.name,
        role: code_from(Some(&row.role)).unwrap_or(Role::Clerk),
        phone: row
            .phone
            .map(|digits| super::customer::shown_number(&digits)),
        has_pin: row.pin_hash.is_some(),
        disabled: row.disabled,
    }
}

fn hash_pin(pin: &str) -> Outcome<String> {
    let hash = Argon2::default().hash_password(pin.as_bytes());
    let hash = hash.map_err(|_| Failure::from(ErrorCode::Internal))?;
    Ok(hash.to_string())
}

fn pin_fits(hash: &str, pin: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| {
        Argon2::default()
            .verify_password(pin.as_bytes(), &hash)
            .is_ok()
    })
}
