//! The people of the shop beyond their names: absences, certificates, who may be sent where, and what
//! becomes of the work of somebody who leaves.

mod away;
mod gate;
mod leave;
mod own;
mod rest;
mod skill;

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use wuyou_contract::ErrorCode;
use wuyou_contract::draft::Done;
use wuyou_contract::roster::{
    Absence, AbsenceCreate, AbsenceDelete, AbsenceList, Absences, Certificate, CertificateList,
    CertificateOf, CertificateStanding, Certificates, OpenWork, Permit, StaffDetail, StaffGet,
    WorkKind,
};
use wuyou_domain::certificate::state::{State, standing, warning};
use wuyou_domain::id::{AbsenceId, CertificateId, StaffId};
use wuyou_domain::text;
use wuyou_domain::time::local_date;
use wuyou_store::roster::{self as store, AbsenceRow, CertificateRow, PermitRow, WorkRow};
use wuyou_store::{Id, View, receipt, staff};

use away::Sent;

use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::code_from;

pub(crate) use away::Away;
pub(crate) use gate::{dispatch_options, gate_of_work, permit_of, proofs_of_dispatch, told};
pub(crate) use leave::{leave, refuse_open_work};
pub(crate) use own::set_certificate;
pub(crate) use rest::{rest_of, set_rest};
pub(crate) use skill::{lacking_of, list, set_skills};

/// How long an absence may be, in days.
const ABSENCE_DAYS_MAX: i64 = 366;
/// How far back the page of a person shows absences, in days.
const LOOK_BACK_DAYS: u64 = 365;
/// The last day there is in texts that sort as dates do.
const EVER: &str = "9999-12-31";

/// Shows a person with absences, certificates and open work.
pub(crate) fn get(app: &App, acting: &Acting, request: StaffGet) -> Outcome<StaffDetail> {
    let id = StaffId(request.id);
    let today = today(acting)?;
    app.database()?.read(|view| {
        let row = staff::get(view, id)?;
        let since = today
            .checked_sub_days(Days::new(LOOK_BACK_DAYS))
            .unwrap_or(today);
        let absences = store::absences(view, Some(id), (&since.to_string(), EVER))?;
        let certificates = store::certificates(view, id)?;
        let sent = Sent::read(view, today)?;
        Ok(StaffDetail {
            absences: absences
                .into_iter()
                .map(|absence| shown(absence, &row.name, today, &sent))
                .collect(),
            certificates: certificates
                .into_iter()
                .map(|row| certificate(row, today))
                .collect(),
            own_certificates: own::list(view, id, acting)?,
            skills: skill::choices(view, id)?,
            permits: store::permits(view, id)?
                .into_iter()
                .map(|row| permit(row, today))
                .collect(),
            certificates_in_use: store::has_certificates(view)?,
            certificates_known_on: known_on(view)?.map(|on| on.to_string()),
            open_work: store::open_work(view, id)?
                .into_iter()
                .filter_map(work)
                .collect(),
            rest_days: rest_of(&row).days(),
            staff: super::staff::shown(row),
        })
    })
}

/// Lists absences that are not over, by their first day.
pub(crate) fn absences(app: &App, acting: &Acting, _: AbsenceList) -> Outcome<Absences> {
    let today = today(acting)?;
    app.database()?.read(|view| {
        let rows = store::absences(view, None, (&today.to_string(), EVER))?;
        let sent = Sent::read(view, today)?;
        let mut shown_rows = Vec::with_capacity(rows.len());
        for row in rows {
            if let Some(person) = staff::find(view, row.staff_id)?.filter(|one| !one.disabled) {
                shown_rows.push(shown(row, &person.name, today, &sent));
            }
        }
        Ok(Absences { rows: shown_rows })
    })
}

/// Notes days on which a person is away.
pub(crate) fn create_absence(
    app: &App,
    acting: &Acting,
    request: AbsenceCreate,
) -> Outcome<Absence> {
    let today = today(acting)?;
    let mut form = Form::new(acting.now_at);
    let from_on = form.day("from_on", Some(&request.from_on));
    let to_on = match request.to_on.as_deref().map(str::trim) {
        None | Some("") => from_on,
        given => form.day("to_on", given),
    };
    if from_on.is_none() && request.from_on.trim().is_empty() {
        form.wrong("from_on", "date_empty", None);
    }
    if let (Some(from_on), Some(to_on)) = (from_on, to_on) {
        if to_on < from_on {
            form.wrong("to_on", "absence_order", None);
        } else if (to_on - from_on).num_days() > ABSENCE_DAYS_MAX {
            form.wrong("to_on", "absence_long", None);
        } else if to_on < today {
            form.wrong("to_on", "absence_past", None);
        }
    }
    let reason = form.line("reason", request.reason.as_deref(), text::LINE_MAX);
    form.finish()?;
    let (from_on, to_on) = from_on.zip(to_on).ok_or(ErrorCode::Invalid)?;

    let person = StaffId(request.staff_id);
    let id = AbsenceId(app.new_id(acting));
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = staff::find(tx.view(), person)?;
        if row.is_none_or(|row| row.disabled || row.deleted_at.is_some()) {
            return Err(single("staff_id", "not_a_technician", None).into());
        }
        let days = (from_on.to_string(), to_on.to_string());
        if !store::absences(tx.view(), Some(person), (&days.0, &days.1))?.is_empty() {
            return Err(single("from_on", "absence_twice", None).into());
        }
        tx.insert(
            "absence",
            id,
            &[
                ("staff_id", person.value()),
                ("from_on", days.0.into()),
                ("to_on", days.1.into()),
                ("reason", reason.clone().into()),
            ],
        )?;
        Ok(())
    })?;
    database.read(|view| {
        let row = AbsenceRow {
            id,
            staff_id: person,
            from_on: from_on.to_string(),
            to_on: to_on.to_string(),
            reason,
            created_by: acting.staff()?,
        };
        // Who is sent there all the same is told now, while somebody else can still be found.
        let sent = Sent::read(view, today)?;
        Ok(shown(row, &staff::get(view, person)?.name, today, &sent))
    })
}

/// Takes an absence back.
pub(crate) fn delete_absence(app: &App, acting: &Acting, request: AbsenceDelete) -> Outcome<Done> {
    app.database()?.edit(&acting.edit()?, |tx| {
        tx.delete("absence", AbsenceId(request.id)).map(|_| ())
    })?;
    Ok(Done {})
}

fn today(acting: &Acting) -> Outcome<NaiveDate> {
    Ok(local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?)
}

/// The day up to which this PC knows what headquarters has revoked: the log is read whole by every
/// sync, so it is the day of the last one that worked.
fn known_on(view: View<'_>) -> Outcome<Option<NaiveDate>> {
    Ok(receipt::last_ok_at(view)?.and_then(local_date))
}

fn shown(row: AbsenceRow, name: &str, today: NaiveDate, sent: &Sent) -> Absence {
    let today = today.to_string();
    Absence {
        visits: sent.left_by(&row),
        id: row.id.0,
        staff_id: row.staff_id.0,
        name: name.to_owned(),
        now: row.from_on <= today && today <= row.to_on,
        from_on: row.from_on,
        to_on: row.to_on,
        reason: row.reason,
    }
}

fn certificate(row: CertificateRow, today: NaiveDate) -> Certificate {
    let end = row.valid_to.parse().unwrap_or(NaiveDate::MIN);
    // A state this version does not know is no licence to work.
    let state = State::from_code(&row.state).unwrap_or(State::Suspended);
    Certificate {
        id: row.id.0,
        kind: row.kind,
        no: row.no,
        issuer: row.issuer,
        valid_from: row.valid_from,
        valid_to: row.valid_to,
        standing: code_from(Some(standing(state, end, today).code()))
            .unwrap_or(CertificateStanding::Suspended),
        days_left: i32::try_from((end - today).num_days())
            .ok()
            .filter(|_| warning(end, today).is_some()),
        reason: row.reason,
    }
}

fn permit(row: PermitRow, today: NaiveDate) -> Permit {
    let withdrawn = row.state != "valid";
    Permit {
        id: row.id.0,
        task: row.task,
        open: !withdrawn && row.until_on >= today.to_string(),
        from_on: row.from_on,
        until_on: row.until_on,
        reason: row.reason,
        given_by: row.given_by,
        withdrawn_reason: row.withdrawn_reason.filter(|_| withdrawn),
    }
}

/// Lists the certificates of everybody who works here.
pub(crate) fn certificates(
    app: &App,
    acting: &Acting,
    _: CertificateList,
) -> Outcome<Certificates> {
    let today = local_date(acting.now_at).unwrap_or_default();
    let rows = app.database()?.read(store::all_certificates)?;
    let rows = rows.into_iter().map(|(staff, row)| CertificateOf {
        staff,
        certificate: certificate(row, today),
    });
    Ok(Certificates {
        rows: rows.collect(),
    })
}

/// A certificate near its end, or over and not renewed.
pub(super) struct Ending {
    pub(super) name: String,
    pub(super) row: CertificateRow,
    pub(super) valid_to: NaiveDate,
    /// The warning that is due, in days before the end; none once it is over.
    pub(super) warning: Option<u32>,
}

/// How long one that ended is told of.
const ENDED_DAYS: i64 = 365;

/// The certificates that end soon or have ended: of each person and kind the one that lasts longest,
/// and only while nothing but time is against it.
pub(super) fn ending(acting: &Acting, view: View<'_>) -> Outcome<Vec<Ending>> {
    let today = today(acting)?;
    let mut seen = HashSet::new();
    let mut found = Vec::new();
    let mut all = store::all_certificates(view)?;
    if !store::has_certificates(view)? {
        // What the shop wrote down itself counts until headquarters has certified anybody.
        let own = store::own_certificates(view, None)?.into_iter();
        all.extend(own.map(|row| (row.staff_name.clone(), as_certificate(row))));
    }
    for (name, row) in all {
        let longest = seen.insert((row.staff_id, row.kind.clone()));
        let Ok(valid_to) = row.valid_to.parse::<NaiveDate>() else {
            continue;
        };
        let state = State::from_code(&row.state).unwrap_or(State::Suspended);
        let warning = warning(valid_to, today);
        let near = match standing(state, valid_to, today) {
            State::Expiring => true,
            State::Expired => (today - valid_to).num_days() <= ENDED_DAYS,
            _ => false,
        };
        if longest && near {
            found.push(Ending {
                name,
                row,
                valid_to,
                warning,
            });
        }
    }
    Ok(found)
}

/// One of the shop's own as one of headquarters', for what only time decides.
fn as_certificate(row: store::OwnCertificateRow) -> CertificateRow {
    CertificateRow {
        id: CertificateId(row.id.0),
        staff_id: row.staff_id,
        kind: row.kind,
        no: row.no,
        issuer: row.issuer,
        valid_from: row.valid_to.clone(),
        valid_to: row.valid_to,
        state: "valid".to_owned(),
        reason: None,
        updated_at: row.updated_at,
    }
}

/// A piece of work as the screen shows it; one of a kind this version does not know has no place there.
fn work(row: WorkRow) -> Option<OpenWork> {
    Some(OpenWork {
        kind: code_from::<WorkKind>(Some(&row.kind))?,
        id: row.id,
        no: row.no,
        customer_name: row.customer_name,
        text: row.text,
        state: row.state,
    })
}
