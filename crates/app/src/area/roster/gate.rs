//! Who may be sent to an order: absence and the gate of certificates, on the day of the visit.

use chrono::NaiveDate;
use wuyou_contract::roster::{DispatchOption, DispatchOptions, DispatchOptionsGet, GateAnswer};
use wuyou_contract::staff::Role;
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::certificate::gate::{
    CertificateType, GateInput, Held, Reason, Standing, Task, built_in,
};
use wuyou_domain::certificate::permit::{Permit, gate_with_permits};
use wuyou_domain::id::{StaffId, WorkOrderId};
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::{Gate, Kind, Refusal, Step, Unmet};
use wuyou_store::roster::{self as store, AbsenceRow, CertificateRow, PermitRow};
use wuyou_store::work_order::{self as orders, WorkOrderRow};
use wuyou_store::{View, staff};

use super::away::Sent;
use super::own;
use super::rest::rest_of;
use super::skill::Asked;
use super::today;
use crate::app::{Acting, App};
use crate::failure::{Outcome, refusal};
use crate::show::code_from;

/// What the gate says of a person.
struct Judged {
    answer: GateAnswer,
    reasons: Vec<Reason>,
    /// What headquarters said, where only that opened the gate.
    permit: Option<PermitRow>,
}

/// What is known of a dispatch: the gate's answer and whether the person is away that day. A manager
/// who says why sends somebody who is away all the same; nobody at the dealer opens the gate.
pub(crate) fn proofs_of_dispatch(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    (technician, reason): (Option<StaffId>, Option<&str>),
) -> Outcome<(Option<Gate>, Option<bool>)> {
    let Some(technician) = technician else {
        return Ok((None, None));
    };
    let on = planned_on(order, today(acting)?);
    let absent = absent_on(view, technician, on)?.is_some();
    let confirmed = acting.role == Some(Role::Manager) && reason.is_some();
    let gate = gate_of(for_visit(view, acting, order, technician)?.answer);
    Ok((gate, Some(absent && !confirmed)))
}

const fn gate_of(answer: GateAnswer) -> Option<Gate> {
    match answer {
        GateAnswer::Allowed => Some(Gate::Allowed),
        GateAnswer::Warned => Some(Gate::Warned),
        GateAnswer::Blocked => Some(Gate::Blocked),
        GateAnswer::Permitted => Some(Gate::Overridden),
        GateAnswer::Unchecked => None,
    }
}

/// What is known of work that begins or ends at an instant: what headquarters took away before counts
/// against it. How old the list is was asked when they were sent, and whoever it never knew anything of
/// is not stopped in the midst of the work.
pub(crate) fn gate_of_work(
    view: View<'_>,
    order: &WorkOrderRow,
    (step, at): (Step, i64),
) -> Outcome<Option<Gate>> {
    let Some(technician) = order.technician_id else {
        return Ok(None);
    };
    let finishes = step == Step::Finish;
    let known = !store::certificates(view, technician)?.is_empty()
        || !store::permits(view, technician)?.is_empty();
    if finishes && !known {
        return Ok(None);
    }
    let on = local_date(at).ok_or(ErrorCode::FutureTime)?;
    // What was found on the spot asks nothing of whoever was sent for something else and found it.
    let found = finishes && order.danger_at.is_some();
    let task = if found {
        task_of_kind(order)
    } else {
        task_of(order)
    };
    let judged = judged_at(view, (task, Some(at)), technician, on)?;
    if judged.reasons == [Reason::ListTooOld] {
        return Ok(None);
    }
    Ok(gate_of(judged.answer))
}

/// What a refused dispatch tells the person: what stands against it, and until when.
pub(crate) fn told(
    view: View<'_>,
    acting: &Acting,
    (order, technician): (&WorkOrderRow, Option<StaffId>),
    why: Refusal,
) -> ApiError {
    let on = || {
        let today = today(acting).ok()?;
        Some(planned_on(order, today)).zip(technician)
    };
    let error = match why {
        Refusal::Unmet(Unmet::TechnicianAbsent) => {
            let absence = on().and_then(|(on, who)| absent_on(view, who, on).ok().flatten());
            let until_on = absence.map(|absence| absence.to_on);
            ApiError::new(ErrorCode::TechnicianAbsent).with_detail("until_on", until_on)
        }
        // Whoever works was sent before: there is nobody to choose here.
        Refusal::Unmet(Unmet::CertificateGate) if technician.is_none() => {
            return ErrorCode::CertificateWork.into();
        }
        Refusal::Unmet(Unmet::CertificateGate) => {
            let judged = technician.and_then(|who| for_visit(view, acting, order, who).ok());
            let reasons = judged.map(|judged| judged.reasons).unwrap_or_default();
            let code = if reasons == [Reason::ListTooOld] {
                ErrorCode::CertificateList
            } else {
                ErrorCode::CertificateGate
            };
            let reasons: Vec<_> = reasons.iter().map(|reason| reason.code()).collect();
            ApiError::new(code).with_detail("reasons", reasons)
        }
        other => return refusal(other),
    };
    error.with_detail("field", "technician_id")
}

/// Refuses somebody the gate holds back, for work that is handed over. Absence is no bar here: it
/// ends, and the desk dispatches anew where it has to.
pub(super) fn may_take_over(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    who: StaffId,
) -> Outcome<()> {
    if for_visit(view, acting, order, who)?.answer == GateAnswer::Blocked {
        let why = Refusal::Unmet(Unmet::CertificateGate);
        let refused = told(view, acting, (order, Some(who)), why);
        return Err(refused.with_detail("no", order.no.as_str()).into());
    }
    Ok(())
}

/// Tells who could be sent to an order, those who can first.
pub(crate) fn dispatch_options(
    app: &App,
    acting: &Acting,
    request: DispatchOptionsGet,
) -> Outcome<DispatchOptions> {
    app.database()?.read(|view| {
        let order = orders::get(view, WorkOrderId(request.work_order_id))?;
        let on = planned_on(&order, today(acting)?);
        let sent = Sent::read(view, today(acting)?)?;
        let wished = wished_technician(view, &order)?;
        let asked = Asked::read(view, &order)?;
        let mut rows = Vec::new();
        for person in staff::list(view)?.into_iter().filter(|row| !row.disabled) {
            let Some(role) = code_from::<Role>(Some(&person.role)) else {
                continue;
            };
            let absence = absent_on(view, person.id, on)?;
            let judged = for_visit(view, acting, &order, person.id)?;
            let waiting = store::open_work(view, person.id)?.len();
            let (visits, overlaps) = sent.beside(&order, person.id, on);
            rows.push(DispatchOption {
                rests: rest_of(&person).on(on),
                staff_id: person.id.0,
                name: person.name,
                role,
                absent_until_on: absence.as_ref().map(|absence| absence.to_on.clone()),
                absent_reason: absence.and_then(|absence| absence.reason),
                gate: judged.answer,
                gate_reasons: judged
                    .reasons
                    .iter()
                    .map(|reason| reason.code().to_owned())
                    .collect(),
                open_count: u32::try_from(waiting).unwrap_or(u32::MAX),
                visits,
                overlaps,
                wished: wished == Some(person.id),
                missing_skills: asked.names(person.id),
            });
        }
        rows.sort_by_key(|row| {
            let away = row.absent_until_on.is_some() || row.gate == GateAnswer::Blocked;
            let rank = match row.role {
                Role::Technician => 0,
                Role::Manager => 1,
                Role::Clerk => 2,
            };
            let lacks = row.missing_skills.len();
            (away, row.rests, !row.wished, rank, lacks, row.open_count)
        });
        Ok(DispatchOptions {
            planned_on: on.to_string(),
            rows,
        })
    })
}

/// Whom the household asked for; of merged files the one that stands for all.
fn wished_technician(view: View<'_>, order: &WorkOrderRow) -> Outcome<Option<StaffId>> {
    let Some(customer) = order.customer_id else {
        return Ok(None);
    };
    let root = wuyou_store::customer::root(view, customer)?;
    let customer = wuyou_store::customer::find(view, root)?;
    Ok(customer.and_then(|row| row.preferred_technician_id))
}

/// The day of the visit: of the agreed window; today where none is agreed, or it is over.
pub(super) fn planned_on(order: &WorkOrderRow, today: NaiveDate) -> NaiveDate {
    let agreed = order.window_from_at.and_then(local_date);
    agreed.map_or(today, |on| on.max(today))
}

fn absent_on(view: View<'_>, who: StaffId, on: NaiveDate) -> Outcome<Option<AbsenceRow>> {
    let on = on.to_string();
    let rows = store::absences(view, Some(who), (&on, &on))?;
    Ok(rows.into_iter().max_by(|a, b| a.to_on.cmp(&b.to_on)))
}

/// What the gate says of a visit. Where no window is agreed it may be on a later day that headquarters
/// lets somebody go on; the start is judged again by its own day.
fn for_visit(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    who: StaffId,
) -> Outcome<Judged> {
    let on = planned_on(order, today(acting)?);
    let first = judged(view, order, who, on)?;
    if order.window_from_at.is_some() || first.answer != GateAnswer::Blocked {
        return Ok(first);
    }
    let permits = store::permits(view, who)?;
    let mut days: Vec<NaiveDate> = permits
        .iter()
        .filter_map(|row| row.from_on.parse().ok())
        .filter(|day| *day > on)
        .collect();
    days.sort_unstable();
    for day in days {
        let later = judged(view, order, who, day)?;
        if later.answer != GateAnswer::Blocked {
            return Ok(later);
        }
    }
    Ok(first)
}

fn judged(view: View<'_>, order: &WorkOrderRow, who: StaffId, on: NaiveDate) -> Outcome<Judged> {
    judged_at(view, (task_of(order), None), who, on)
}

/// What the gate says, by the certificates this PC knows. Where headquarters has certified nobody of
/// the shop yet there is nothing to check by, and no work is held up. With an instant, what headquarters
/// took away later than that had not been taken away.
fn judged_at(
    view: View<'_>,
    (task, at): (Task, Option<i64>),
    who: StaffId,
    on: NaiveDate,
) -> Outcome<Judged> {
    if !store::has_certificates(view)? {
        // Of what the shop wrote down itself the last day counts, and nothing else.
        let ended = own::has_ended(view, task, who, on)?;
        return Ok(Judged {
            answer: if ended {
                GateAnswer::Blocked
            } else {
                GateAnswer::Unchecked
            },
            reasons: if ended {
                vec![Reason::Expired]
            } else {
                Vec::new()
            },
            permit: None,
        });
    }
    let input = GateInput {
        task,
        planned_on: on,
        certificates: store::certificates(view, who)?
            .iter()
            .filter_map(|row| held(row, at))
            .collect(),
        revocation_list_on: super::known_on(view)?,
    };
    let policy = built_in().map_err(|_| ErrorCode::Internal)?;
    let given = store::permits(view, who)?;
    let permits: Vec<Permit> = given.iter().map(|row| permit(row, at)).collect();
    let decided = gate_with_permits(policy, &input, &permits);
    let (result, opened) = decided.map_err(|_| ErrorCode::Internal)?;
    let answer = match (result.allowed, result.reasons.is_empty()) {
        (false, _) => GateAnswer::Blocked,
        _ if opened.is_some() => GateAnswer::Permitted,
        (true, false) => GateAnswer::Warned,
        (true, true) => GateAnswer::Allowed,
    };
    Ok(Judged {
        answer,
        reasons: result.reasons,
        permit: opened.and_then(|place| given.into_iter().nth(place)),
    })
}

/// What headquarters said for the technician of this order on the day of the visit, where nothing else
/// lets them go.
pub(crate) fn permit_of(
    view: View<'_>,
    acting: &Acting,
    order: &WorkOrderRow,
    technician: Option<StaffId>,
) -> Outcome<Option<String>> {
    let Some(technician) = technician else {
        return Ok(None);
    };
    let judged = for_visit(view, acting, order, technician)?;
    let said = |row: PermitRow| {
        format!(
            "{} → {} {}（{}）",
            row.from_on, row.until_on, row.reason, row.given_by
        )
    };
    Ok(judged.permit.map(said))
}

/// A permit as the rule knows it. One that does not read lets nobody go.
fn permit(row: &PermitRow, at: Option<i64>) -> Permit {
    let day = |text: &str| text.parse().ok();
    let read = Task::from_code(&row.task)
        .zip(day(&row.from_on))
        .zip(day(&row.until_on));
    let ((task, from_on), until_on) =
        read.unwrap_or(((Task::Repair, NaiveDate::MAX), NaiveDate::MIN));
    Permit {
        task,
        from_on,
        until_on,
        withdrawn: row.state != "valid" && was_so(row.updated_at, at),
    }
}

/// Whether what was written then stood at the instant that is asked about, or is asked about now.
fn was_so(written_at: i64, at: Option<i64>) -> bool {
    at.is_none_or(|at| written_at <= at)
}

fn task_of(order: &WorkOrderRow) -> Task {
    // Where there may be a danger, gas is touched whatever the service is called.
    if order.safety {
        return Task::Repair;
    }
    task_of_kind(order)
}

fn task_of_kind(order: &WorkOrderRow) -> Task {
    match Kind::from_code(&order.kind) {
        Some(Kind::Install | Kind::Relocation) => Task::Install,
        Some(Kind::Commissioning) => Task::Commission,
        // A machine that is shown is lit.
        Some(Kind::Maintenance | Kind::Inspection | Kind::Demonstration | Kind::Tour) => {
            Task::Maintenance
        }
        // Nobody touches gas to explain, to carry or to sell.
        Some(Kind::UseTraining | Kind::Introduction | Kind::Delivery | Kind::PartSale) => {
            Task::Phone
        }
        Some(Kind::Repair) | None => Task::Repair,
    }
}

/// A certificate as the rule knows it. One that does not read counts for nothing.
fn held(row: &CertificateRow, at: Option<i64>) -> Option<Held> {
    let stands = Standing::from_code(&row.state)?;
    Some(Held {
        kind: CertificateType::from_code(&row.kind)?,
        valid_from: row.valid_from.parse().ok()?,
        valid_to: row.valid_to.parse().ok()?,
        state: if was_so(row.updated_at, at) {
            stands
        } else {
            Standing::Valid
        },
    })
}
