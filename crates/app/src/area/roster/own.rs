//! Certificates the shop writes down from their papers while headquarters has certified nobody: their
//! last day is looked at, and nothing else. Headquarters' own ones win as soon as there is one (R003).

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::roster::{
    CertificateStanding, OwnCertificate, StaffCertificateSet, StaffDetail, StaffGet,
};
use wuyou_domain::certificate::gate::{
    CertificateType, GateInput, Held, Reason, Standing, Task, built_in, gate,
};
use wuyou_domain::certificate::state::{State, standing};
use wuyou_domain::id::{OwnCertificateId, StaffId};
use wuyou_domain::text;
use wuyou_store::roster::{self as store, OwnCertificateRow};
use wuyou_store::{Id, View, staff};

use super::today;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::code_from;

/// Most characters of a certificate's number.
const NO_MAX: usize = 40;

/// Writes a certificate down, or takes that back.
pub(crate) fn set_certificate(
    app: &App,
    acting: &Acting,
    request: StaffCertificateSet,
) -> Outcome<StaffDetail> {
    let person = StaffId(request.id);
    let mut form = Form::new(acting.now_at);
    if CertificateType::from_code(&request.kind).is_none() {
        form.wrong("kind", "unknown", None);
    }
    let typed = request
        .no
        .as_deref()
        .map(str::trim)
        .filter(|no| !no.is_empty());
    let no = typed.map(|no| form.required("no", no, NO_MAX));
    let issuer = form.line("issuer", request.issuer.as_deref(), text::LINE_MAX);
    let typed = request.valid_to.as_deref().map(str::trim);
    let typed = typed.filter(|typed| !typed.is_empty());
    let valid_to = typed.and_then(|typed| form.planned_date("valid_to", typed));
    if no.is_some() && valid_to.is_none() {
        form.wrong("valid_to", "date_empty", None);
    }
    form.finish()?;
    let id = OwnCertificateId::of(person, &request.kind);
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        staff::get(tx.view(), person)?;
        let Some((no, valid_to)) = no.as_ref().zip(valid_to) else {
            tx.delete("own_certificate", id)?;
            return Ok(());
        };
        if store::has_certificates(tx.view())? {
            return Err(single("kind", "certificates_of_hq", None).into());
        }
        let fields = [
            ("no", no.as_str().into()),
            ("issuer", issuer.clone().into()),
            ("valid_to", valid_to.to_string().into()),
        ];
        match tx.view().row("own_certificate", id)? {
            Some(row) if row.deleted_at.is_none() => tx.update("own_certificate", id, &fields)?,
            _ => {
                let whose = [
                    ("staff_id", person.value()),
                    ("kind", request.kind.as_str().into()),
                ];
                let all: Vec<_> = whose.into_iter().chain(fields).collect();
                tx.insert("own_certificate", id, &all)?;
                true
            }
        };
        Ok(())
    })?;
    super::get(app, acting, StaffGet { id: person.0 })
}

/// A certificate of the shop's own as the screen shows it.
pub(super) fn shown(row: OwnCertificateRow, today: NaiveDate) -> OwnCertificate {
    let end = row.valid_to.parse().unwrap_or(NaiveDate::MIN);
    OwnCertificate {
        id: row.id.0,
        kind: row.kind,
        no: row.no,
        issuer: row.issuer,
        valid_to: row.valid_to,
        standing: code_from(Some(standing(State::Valid, end, today).code()))
            .unwrap_or(CertificateStanding::Expired),
    }
}

/// Whether a person is held back for a task by a certificate of the shop's own that has ended by then.
/// Whoever has none, or another than the task asks for, is not looked at: nothing is known of them.
pub(super) fn has_ended(view: View<'_>, task: Task, who: StaffId, on: NaiveDate) -> Outcome<bool> {
    let own = store::own_certificates(view, Some(who))?;
    if own.is_empty() {
        return Ok(false);
    }
    let input = GateInput {
        task,
        planned_on: on,
        certificates: own.iter().filter_map(held).collect(),
        // Nobody at headquarters has a list of them that could be old.
        revocation_list_on: Some(on),
    };
    let policy = built_in().map_err(|_| ErrorCode::Internal)?;
    let decided = gate(policy, &input).map_err(|_| ErrorCode::Internal)?;
    Ok(decided.result.reasons.contains(&Reason::Expired))
}

/// As the rule knows it; from when on it counts nobody wrote down.
fn held(row: &OwnCertificateRow) -> Option<Held> {
    Some(Held {
        kind: CertificateType::from_code(&row.kind)?,
        valid_from: NaiveDate::from_ymd_opt(2000, 1, 1)?,
        valid_to: row.valid_to.parse().ok()?,
        state: Standing::Valid,
    })
}

/// Today, as the roster knows it.
pub(super) fn list(view: View<'_>, who: StaffId, acting: &Acting) -> Outcome<Vec<OwnCertificate>> {
    let today = today(acting)?;
    let rows = store::own_certificates(view, Some(who))?.into_iter();
    Ok(rows.map(|row| shown(row, today)).collect())
}
