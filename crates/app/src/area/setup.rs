//! First run, settings, and how the program stands.

use std::path::Path;

use wuyou_contract::job::JobKind;
use wuyou_contract::setup::{
    AppStatus, AppStatusGet, Settings, SettingsGet, SettingsSet, SetupEnrol, SetupFolder,
    SetupOffline, UiLanguage, Verification, Verify,
};
use wuyou_contract::staff::Role;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::{ShopSettingId, StaffId};
use wuyou_domain::number::is_dealer_code;
use wuyou_domain::staff::{LOCK_AFTER_MINUTES, LOCK_AFTER_MINUTES_MAX};
use wuyou_domain::text;
use wuyou_domain::today::{self, QuietHours};
use wuyou_store::{Database, KeyPlace, View, settings};
use wuyou_sync::value::Value;

use crate::app::{Acting, App};
use crate::failure::{Failure, Outcome};
use crate::input::{Form, single};
use crate::show::{code_from, code_text};

const THEME: &str = "theme";
const DENSITY: &str = "density";
const LOCK_AFTER: &str = "lock_after_minutes";
const SOUND: &str = "sound";
const QUIET_FROM: &str = "quiet_from";
const QUIET_TO: &str = "quiet_to";
const HQ_PHONE: &str = "hq_phone";
/// The mark of a PC that numbers its papers before headquarters gave it a letter.
const OFFLINE_PC_CODE_LETTERS: usize = 5;

/// Tells how the program stands; works before the first run.
pub(crate) fn status(app: &App, acting: &Acting, _: AppStatusGet) -> Outcome<AppStatus> {
    let acting = if app.reopen() {
        &signed_in(app, acting)
    } else {
        acting
    };
    let mut status = AppStatus {
        ready: false,
        problem: app.data_problem().map(|code| code.code().to_owned()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_dir: app.dir().display().to_string(),
        offers_folder: app.offers_folder(),
        key_store: None,
        dealer_code: None,
        dealer_name: None,
        pc_code: None,
        device_name: None,
        server_url: None,
        locked: app.is_locked(),
        staff: None,
        settings: default_settings(),
        example_data: false,
        awaiting_first_sync: false,
        customer_count: 0,
        now_at: acting.now_at,
    };
    if let Ok(database) = app.database() {
        // Who was working when the PC was locked, so that their name is offered first.
        let staff = acting.staff.or_else(|| *app.session());
        database.read(|view| fill(view, staff, &mut status))?;
        status.settings = app.with_desktop(status.settings);
        status.key_store = Some(match database.key_place() {
            KeyPlace::Keychain => "system".to_owned(),
            KeyPlace::File => "file".to_owned(),
        });
        // Nobody is there yet to ask for more: the lock or the choice of a person is the screen.
        if status.staff.is_none() || status.locked {
            app.note_screen();
        }
    }
    Ok(status)
}

fn fill(view: View<'_>, staff: Option<StaffId>, status: &mut AppStatus) -> Outcome<()> {
    status.dealer_code = settings::get(view, settings::DEALER_CODE)?;
    status.ready = status.dealer_code.is_some();
    status.dealer_name = settings::get(view, settings::DEALER_NAME)?;
    status.pc_code = settings::get(view, settings::PC_CODE)?;
    status.device_name = settings::get(view, settings::DEVICE_NAME)?;
    status.server_url = settings::get(view, settings::SERVER_URL)?;
    status.settings = read_settings(view)?;
    status.awaiting_first_sync = super::staff::has_nobody(view)?;
    status.example_data = super::example::is_loaded(view)?;
    status.customer_count = wuyou_store::customer::count(view, None)?;
    if let Some(staff) = staff {
        let row = wuyou_store::staff::find(view, staff)?.filter(|row| !row.disabled);
        let shown = row.map(super::staff::shown);
        status.staff = shown.map(|shown| super::staff::without_phone(shown, status.locked));
    }
    Ok(())
}

/// Takes another data folder at the first run. Data that is there already is opened.
pub(crate) fn use_folder(app: &App, acting: &Acting, request: SetupFolder) -> Outcome<AppStatus> {
    app.use_folder(Path::new(request.dir.trim()))?;
    status(app, &signed_in(app, acting), AppStatusGet {})
}

/// Sets this PC up without network.
pub(crate) fn offline(app: &App, acting: &Acting, request: SetupOffline) -> Outcome<AppStatus> {
    let dealer_code = request.dealer_code.trim().to_uppercase();
    if !is_dealer_code(&dealer_code) {
        return Err(ErrorCode::DealerCodeFormat.into());
    }
    let mut form = Form::new(acting.now_at);
    let dealer_name = form.line(
        "dealer_name",
        request.dealer_name.as_deref(),
        text::NAME_MAX,
    );
    let device_name = form.line(
        "device_name",
        request.device_name.as_deref(),
        text::NAME_MAX,
    );
    let owner_name = form.line("owner_name", request.owner_name.as_deref(), text::NAME_MAX);
    form.finish()?;
    refuse_second_setup(app)?;

    let database = app.database_or_new()?;
    let language = request.language.as_ref().and_then(code_text);
    // One transaction with the owner: a shop that is ready and has nobody could not be used.
    let first = super::staff::owner_edit(&dealer_code, acting.now_at);
    database.edit(&first, |tx| -> Outcome<()> {
        let local = &tx.local();
        let device = settings::device_id(local.view())?;
        settings::set(local, settings::PC_CODE, Some(&offline_pc_code(device.0)))?;
        settings::set(
            local,
            settings::DEVICE_NAME,
            Some(device_name.as_deref().unwrap_or("PC")),
        )?;
        if let Some(name) = &dealer_name {
            settings::set(local, settings::DEALER_NAME, Some(name))?;
        }
        if let Some(language) = &language {
            settings::set(local, settings::LANGUAGE, Some(language))?;
        }
        settings::set(local, settings::DEALER_CODE, Some(&dealer_code))?;
        super::staff::ensure_owner(tx, &dealer_code, owner_name.as_deref())?;
        Ok(())
    })?;
    super::staff::resume_session(app);
    status(app, &signed_in(app, acting), AppStatusGet {})
}

/// Connects this PC to headquarters with a one-time code: at the first run, or later.
pub(crate) fn enrol(app: &App, acting: &Acting, request: SetupEnrol) -> Outcome<AppStatus> {
    let url = request.server_url.trim().trim_end_matches('/').to_owned();
    if !is_allowed_url(&url) {
        return Err(ErrorCode::ServerUrl.into());
    }
    let code = request.code.trim();
    if code.is_empty() {
        return Err(single("code", "required", None).into());
    }
    let mut form = Form::new(acting.now_at);
    let typed_name = form.line(
        "device_name",
        request.device_name.as_deref(),
        text::NAME_MAX,
    );
    form.finish()?;

    let made_now = app.database().is_err();
    let database = app.database_or_new()?;
    let (device, known_name, known_dealer) = database.read(|view| {
        Outcome::Ok((
            settings::device_id(view)?,
            settings::get(view, settings::DEVICE_NAME)?,
            settings::get(view, settings::DEALER_CODE)?,
        ))
    })?;
    tracing::info!(new_folder = made_now, "enrolling");
    // Who may point a working shop at a headquarters is its manager, not whoever is at the PC. A
    // shop that has nobody yet (its first sync never worked) has nothing to protect.
    let nobody = database.read(super::staff::has_nobody)?;
    if known_dealer.is_some() && !nobody && acting.role != Some(Role::Manager) {
        return Err(ErrorCode::NotAllowed.into());
    }
    let device_name = typed_name.or(known_name).unwrap_or_else(|| "PC".to_owned());
    let known_dealer = known_dealer.as_deref();
    let enrolment = app
        .port()
        .enrol(&url, code, (device.0, &device_name), known_dealer)?;
    // Headquarters has checked it before using the code up; a server that did not must still not
    // lead this PC's data to another dealer.
    if known_dealer.is_some_and(|known| known != enrolment.dealer_code) {
        return Err(ErrorCode::OtherDealer.into());
    }
    let language = request.language.as_ref().and_then(code_text);
    database.local(|local| -> Outcome<()> {
        settings::set(local, settings::SERVER_URL, Some(&url))?;
        settings::set(local, settings::TOKEN, Some(&enrolment.token))?;
        settings::set(local, settings::PC_CODE, Some(&enrolment.pc_code))?;
        settings::set(local, settings::DEALER_NAME, Some(&enrolment.dealer_name))?;
        settings::set(local, settings::DEVICE_NAME, Some(&device_name))?;
        if let Some(language) = &language {
            settings::set(local, settings::LANGUAGE, Some(language))?;
        }
        settings::set(local, settings::DEALER_CODE, Some(&enrolment.dealer_code))?;
        Ok(())
    })?;
    // The first sync brings the shop's people, or makes the owner of a new shop. Until it has
    // worked nobody can: an owner made blindly could take the place of the shop's real one.
    if let Err(problem) = app.sync_quietly() {
        tracing::warn!(code = %problem.code, "the first sync is left for later");
    }
    super::staff::resume_session(app);
    status(app, &signed_in(app, acting), AppStatusGet {})
}

/// Reads the settings.
pub(crate) fn settings(app: &App, _: &Acting, _: SettingsGet) -> Outcome<Settings> {
    match app.database() {
        Ok(database) => Ok(app.with_desktop(database.read(read_settings)?)),
        Err(_) => Ok(app.with_desktop(default_settings())),
    }
}

/// Changes settings.
pub(crate) fn set_settings(app: &App, acting: &Acting, request: SettingsSet) -> Outcome<Settings> {
    let mut form = Form::new(acting.now_at);
    let one_of = |form: &mut Form, field: &str, value: &Option<String>, known: &[&str]| {
        if value
            .as_deref()
            .is_some_and(|value| !known.contains(&value))
        {
            form.wrong(field, field, None);
        }
    };
    one_of(
        &mut form,
        THEME,
        &request.theme,
        &["light", "dark", "system"],
    );
    one_of(
        &mut form,
        DENSITY,
        &request.density,
        &["compact", "standard", "comfortable"],
    );
    let device_name = form.line(
        "device_name",
        request.device_name.as_deref(),
        text::NAME_MAX,
    );
    let lock_after = request.lock_after_minutes;
    if lock_after.is_some_and(|minutes| minutes > LOCK_AFTER_MINUTES_MAX) {
        form.wrong(LOCK_AFTER, LOCK_AFTER, None);
    }
    let quiet = quiet_typed(&mut form, &request);
    let hq_phone = form.phone(HQ_PHONE, request.hq_phone.as_deref());
    form.finish()?;
    // How long a counter stands open is not for whoever sits at it; nor whom all of them call.
    if (lock_after.is_some() || request.hq_phone.is_some()) && acting.role != Some(Role::Manager) {
        return Err(ErrorCode::NotAllowed.into());
    }

    if request.hq_phone.is_some() {
        let digits = hq_phone.map(|phone| phone.digits().to_owned());
        settle_of_shop(app, acting, &[(HQ_PHONE, digits.into())])?;
    }
    app.ask_desktop(&request)?;
    let database = app.database()?;
    let language = request.language.as_ref().and_then(code_text);
    let lock_after = lock_after.map(|minutes| minutes.to_string());
    let sound = request
        .sound
        .map(|on| if on { "on" } else { "off" }.to_owned());
    database.local(|local| -> Outcome<()> {
        if let Some(hours) = &quiet {
            let (from, to) = hours.as_ref().map(|(from, to)| (from, to)).unzip();
            settings::set(local, QUIET_FROM, from.map(String::as_str))?;
            settings::set(local, QUIET_TO, to.map(String::as_str))?;
        }
        for (key, value) in [
            (settings::LANGUAGE, &language),
            (SOUND, &sound),
            (THEME, &request.theme),
            (DENSITY, &request.density),
            (LOCK_AFTER, &lock_after),
            (settings::DEVICE_NAME, &device_name),
        ] {
            if value.is_some() {
                settings::set(local, key, value.as_deref())?;
            }
        }
        Ok(())
    })?;
    Ok(app.with_desktop(database.read(read_settings)?))
}

/// Quiet hours as typed: `None` leaves them, `Some(None)` ends them.
fn quiet_typed(form: &mut Form, request: &SettingsSet) -> Option<Option<(String, String)>> {
    let (from, to) = match (&request.quiet_from, &request.quiet_to) {
        (None, None) => return None,
        (from, to) => (from.as_deref().unwrap_or(""), to.as_deref().unwrap_or("")),
    };
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() && to.is_empty() {
        return Some(None);
    }
    for (field, typed) in [(QUIET_FROM, from), (QUIET_TO, to)] {
        if today::minute_of(typed).is_none() {
            form.wrong(field, "quiet_time", None);
        }
    }
    Some(Some((from.to_owned(), to.to_owned())))
}

/// What the shop has settled for all its PCs; before it did, what this PC had settled alone.
pub(crate) fn of_shop(view: View<'_>, key: &str) -> Outcome<Option<String>> {
    let row = view.row("shop_setting", ShopSettingId::of_shop())?;
    let row = row.filter(|row| row.deleted_at.is_none());
    let settled = row.and_then(|row| match row.get(key)? {
        Value::Int(number) => Some(number.to_string()),
        value => value.as_text().map(ToOwned::to_owned),
    });
    match settled {
        Some(settled) => Ok(Some(settled)),
        None => Ok(settings::get(view, key)?),
    }
}

/// Settles something for all PCs of the shop; what is the same already makes no edit.
pub(crate) fn settle_of_shop(
    app: &App,
    acting: &Acting,
    fields: &[(&'static str, Value)],
) -> Outcome<()> {
    let id = ShopSettingId::of_shop();
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        if tx.view().row("shop_setting", id)?.is_some() {
            tx.update("shop_setting", id, fields)?;
        } else {
            tx.insert("shop_setting", id, fields)?;
        }
        Ok(())
    })
}

/// The hours in which only a danger to life is heard.
pub(crate) fn quiet_hours(view: View<'_>) -> Outcome<Option<QuietHours>> {
    let from = settings::get(view, QUIET_FROM)?;
    let to = settings::get(view, QUIET_TO)?;
    Ok(from
        .zip(to)
        .and_then(|(from, to)| QuietHours::read(&from, &to)))
}

/// Checks the database.
pub(crate) fn verify(app: &App, _: &Acting, _: Verify) -> Outcome<Verification> {
    let database = app.database()?;
    let running = app.jobs.begin(JobKind::Verify)?;
    let report = database.verify_watched(running.watch())?;
    app.data_checked(report.problems.is_empty());
    let counts = super::sync::counts(&database)?;
    Ok(Verification {
        integrity: if report.problems.is_empty() {
            "ok".to_owned()
        } else {
            report.problems.join("; ")
        },
        state_hash: database.read(wuyou_store::sync::state_hash)?,
        unsent: counts.unsent,
        conflicts: counts.conflicts,
        rejected: counts.rejected,
    })
}

fn read_settings(view: View<'_>) -> Outcome<Settings> {
    let defaults = default_settings();
    let language = settings::get(view, settings::LANGUAGE)?;
    Ok(Settings {
        language: code_from(language.as_deref()).unwrap_or(defaults.language),
        theme: settings::get(view, THEME)?.unwrap_or(defaults.theme),
        density: settings::get(view, DENSITY)?.unwrap_or(defaults.density),
        lock_after_minutes: settings::get(view, LOCK_AFTER)?
            .and_then(|minutes| minutes.parse().ok())
            .unwrap_or(defaults.lock_after_minutes),
        sound: settings::get(view, SOUND)?.as_deref() != Some("off"),
        starts_with_pc: None,
        notes: None,
        quiet_from: settings::get(view, QUIET_FROM)?,
        quiet_to: settings::get(view, QUIET_TO)?,
        hq_phone: of_shop(view, HQ_PHONE)?.map(|digits| super::customer::shown_number(&digits)),
    })
}

pub(crate) fn default_settings() -> Settings {
    Settings {
        language: UiLanguage::ZhCn,
        theme: "system".to_owned(),
        density: "standard".to_owned(),
        lock_after_minutes: LOCK_AFTER_MINUTES,
        sound: true,
        starts_with_pc: None,
        notes: None,
        quiet_from: None,
        quiet_to: None,
        hq_phone: None,
    }
}

fn refuse_second_setup(app: &App) -> Outcome<()> {
    let Ok(database) = app.database() else {
        return Ok(());
    };
    if is_ready(&database)? {
        Err(ErrorCode::AlreadyReady.into())
    } else {
        Ok(())
    }
}

fn is_ready(database: &Database) -> Outcome<bool> {
    Ok(database
        .read(|view| settings::get(view, settings::DEALER_CODE))?
        .is_some())
}

/// Whoever is signed in after a setup.
fn signed_in(app: &App, acting: &Acting) -> Acting {
    Acting {
        staff: *app.session(),
        ..*acting
    }
}

/// Five letters and digits of the device id: two offline PCs of one shop share them once in a
/// million, and headquarters gives a proper letter later.
fn offline_pc_code(device: uuid::Uuid) -> String {
    let text = device.simple().to_string().to_uppercase();
    let tail = text.len().saturating_sub(OFFLINE_PC_CODE_LETTERS);
    format!("X{}", &text[tail..])
}

/// Plain http is for this computer only; anything else must be encrypted.
fn is_allowed_url(url: &str) -> bool {
    let loopback = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
    let local = loopback.iter().any(|start| {
        let rest = url.strip_prefix(start);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
    });
    local
        || url
            .strip_prefix("https://")
            .is_some_and(|host| !host.is_empty())
}

impl App {
    /// Whether this PC has ever been connected to headquarters.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        let connected = || -> Result<bool, Failure> {
            let database = self.database()?;
            Ok(database
                .read(|view| settings::get(view, settings::TOKEN))?
                .is_some())
        };
        connected().unwrap_or(false)
    }
}

/// Why nobody acts: not set up, the shop's people have not come yet, or nobody signed in.
pub(crate) fn why_nobody(database: &Database) -> ApiError {
    let why = || -> Outcome<ErrorCode> {
        if !is_ready(database)? {
            return Ok(ErrorCode::NotReady);
        }
        let awaiting = database.read(super::staff::has_nobody)?;
        Ok(if awaiting {
            ErrorCode::FirstSync
        } else {
            ErrorCode::NotSignedIn
        })
    };
    match why() {
        Ok(code) => code.into(),
        Err(failure) => failure.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_allowed_url;

    #[test]
    fn headquarters_is_reached_encrypted_or_on_this_computer_only() {
        for good in [
            "https://hq.example.cn",
            "http://127.0.0.1:8787",
            "http://localhost:1",
        ] {
            assert!(is_allowed_url(good), "{good}");
        }
        for bad in [
            "http://hq.example.cn",
            "http://127.0.0.1.evil.cn",
            "ftp://x",
            "https://",
            "",
        ] {
            assert!(!is_allowed_url(bad), "{bad}");
        }
    }
}
