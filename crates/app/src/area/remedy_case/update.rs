//! Putting claim, evidence and expenses on record, while nothing is proposed.

use chrono::NaiveDate;
use wuyou_contract::ErrorCode;
use wuyou_contract::remedy_case::{RemedyCaseDetail, RemedyCaseExpense, RemedyCaseUpdate};
use wuyou_contract::staff::Role;
use wuyou_domain::date_text::DateKind;
use wuyou_domain::id::{RemedyCaseId, RemedyEventId};
use wuyou_domain::remedy_case::state::State;
use wuyou_domain::text;
use wuyou_domain::time::local_date;
use wuyou_domain::work_order::CHARGE_MAX_FEN;
use wuyou_store::remedy_case::{self as store, RemedyCaseRow};
use wuyou_store::{Id, View};
use wuyou_sync::value::Value;

use super::story::{EXPENSE, claim_of, day, ground_of};
use super::view;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::Form;
use crate::show::{code_of, code_text};

/// Most characters of a number on a paper.
const NUMBER_MAX: usize = 40;

type Fields = Vec<(&'static str, Value)>;

/// Puts claim and evidence on record.
pub(crate) fn update(
    app: &App,
    acting: &Acting,
    request: RemedyCaseUpdate,
) -> Outcome<RemedyCaseDetail> {
    let id = RemedyCaseId(request.id);
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        must_be_open(&row)?;
        not_their_own(tx.view(), acting, &row)?;
        let mut form = Form::new(acting.now_at);
        let mut fields = Vec::new();
        claim(&mut form, &row, &request, &mut fields);
        papers(&mut form, &request, &mut fields);
        amounts(&mut form, tx.view(), &row, &request, &mut fields)?;
        answers(&request, &mut fields);
        dates(&mut form, tx.view(), &row, &fields)?;
        form.finish()?;
        if !fields.is_empty() {
            tx.update("remedy_case", id, &fields)?;
        }
        Ok(())
    })?;
    database.read(|view| view::detail(acting, view, id))
}

/// Once something is proposed its grounds do not change under it.
fn must_be_open(row: &RemedyCaseRow) -> Outcome<()> {
    if row.state == State::Opened.code() {
        Ok(())
    } else {
        Err(ErrorCode::RemedyLocked.into())
    }
}

/// The figures decide what is given back: whoever is complained about does not set them, and a technician
/// only where they did the work.
fn not_their_own(view: View<'_>, acting: &Acting, row: &RemedyCaseRow) -> Outcome<()> {
    if acting.role == Some(Role::Manager) {
        return Ok(());
    }
    if let Some(complaint) = row.complaint_id {
        let complaint = wuyou_store::complaint::get(view, complaint)?;
        if complaint.about_staff_id.is_some() && complaint.about_staff_id == acting.staff {
            return Err(ErrorCode::NotYours.into());
        }
    }
    if acting.role == Some(Role::Technician) {
        let order = row.work_order_id.ok_or(ErrorCode::NotYours)?;
        let order = wuyou_store::work_order::get(view, order)?;
        crate::area::money::mine(acting, &order)?;
    }
    Ok(())
}

fn claim(form: &mut Form, row: &RemedyCaseRow, request: &RemedyCaseUpdate, fields: &mut Fields) {
    use wuyou_domain::remedy_case::{Claim, Ground};
    let ground = request.ground.map(ground_of);
    let claim = request.claim.map(claim_of);
    let ground_after = ground.or(Ground::from_code(&row.ground));
    let claim_after = claim.or(Claim::from_code(&row.claim));
    if let (Some(ground), Some(claim)) = (ground_after, claim_after)
        && !ground.claims().contains(&claim)
    {
        form.wrong("claim", "claim_of_ground", None);
    }
    fields.extend(ground.map(|ground| ("ground", ground.code().into())));
    fields.extend(claim.map(|claim| ("claim", claim.code().into())));
    if let Some(text) = &request.text {
        let text = form.required_note("text", text);
        fields.push(("text", text.into()));
    }
}

/// Numbers, names, days and notes; an empty text clears.
fn papers(form: &mut Form, request: &RemedyCaseUpdate, fields: &mut Fields) {
    let lines = [
        ("invoice_no", &request.invoice_no, NUMBER_MAX),
        ("card_no", &request.card_no, NUMBER_MAX),
        ("finding_no", &request.finding_no, text::LINE_MAX),
        (
            "finding_authority",
            &request.finding_authority,
            text::LINE_MAX,
        ),
    ];
    for (name, typed, most) in lines {
        if typed.is_some() {
            fields.push((name, form.line(name, typed.as_deref(), most).into()));
        }
    }
    let notes = [
        ("fault_record", &request.fault_record),
        ("goods_condition", &request.goods_condition),
        ("agreement", &request.agreement),
    ];
    for (name, typed) in notes {
        if typed.is_some() {
            fields.push((name, form.note(name, typed.as_deref()).into()));
        }
    }
    let days = [
        ("invoice_on", &request.invoice_on),
        ("finding_on", &request.finding_on),
        ("received_on", &request.received_on),
    ];
    for (name, typed) in days {
        if typed.is_some() {
            let on = form.date(name, typed.as_deref(), DateKind::Event);
            fields.push((name, on.into()));
        }
    }
}

fn amounts(
    form: &mut Form,
    view: View<'_>,
    row: &RemedyCaseRow,
    request: &RemedyCaseUpdate,
    fields: &mut Fields,
) -> Outcome<()> {
    for (name, fen) in [
        ("price_fen", request.price_fen),
        ("subsidy_fen", request.subsidy_fen),
    ] {
        if let Some(fen) = fen
            && in_bounds(form, name, fen)
        {
            fields.push((name, fen.into()));
        }
    }
    let unit = wuyou_store::unit::find(view, row.unit_id)?;
    let sale = unit.and_then(|unit| unit.price_fen);
    let price = request.price_fen.or(row.price_fen).or(sale);
    let subsidy = request.subsidy_fen.or(row.subsidy_fen);
    if subsidy.zip(price).is_some_and(|(part, whole)| part > whole) {
        form.wrong("subsidy_fen", "subsidy_above_price", None);
    }
    Ok(())
}

/// Refuses an amount below zero or beyond what can be meant.
pub(super) fn in_bounds(form: &mut Form, name: &str, fen: i64) -> bool {
    match fen {
        fen if fen < 0 => form.wrong(name, "negative", None),
        fen if fen > CHARGE_MAX_FEN => form.wrong(name, "amount_range", None),
        _ => return true,
    }
    false
}

fn answers(request: &RemedyCaseUpdate, fields: &mut Fields) {
    for (name, answer) in [
        ("fault_confirmed", request.fault_confirmed),
        ("same_model_available", request.same_model_available),
        ("accepts_exchange", request.accepts_exchange),
        ("dep_in_terms", request.dep_in_terms),
        ("unopened", request.unopened),
        ("custom_made", request.custom_made),
        ("unsuitable_confirmed", request.unsuitable_confirmed),
    ] {
        fields.extend(answer.map(|answer| (name, answer.into())));
    }
    let cause = request.delay_cause.as_ref().map(code_of);
    fields.extend(cause.map(|cause| ("delay_cause", cause)));
    let channel = request.sale_channel.as_ref().map(code_of);
    fields.extend(channel.map(|channel| ("sale_channel", channel)));
}

/// The machine was made before it was sold, and sold and received before it was claimed about.
fn dates(form: &mut Form, view: View<'_>, row: &RemedyCaseRow, fields: &Fields) -> Outcome<()> {
    let typed = |name: &str| -> Option<NaiveDate> {
        let (_, value) = fields.iter().find(|(field, _)| *field == name)?;
        value.as_text()?.parse().ok()
    };
    let made = wuyou_store::unit::find(view, row.unit_id)?;
    let made = made.and_then(|unit| day(&unit.made_on));
    let claimed = local_date(row.reported_at);
    for name in ["invoice_on", "received_on"] {
        let Some(on) = typed(name) else { continue };
        if made.is_some_and(|made| on < made) {
            form.wrong(name, "before_unit_date", None);
        } else if claimed.is_some_and(|claimed| on > claimed) {
            form.wrong(name, "after_claim", None);
        }
    }
    Ok(())
}

/// Puts an expense the customer claims on record.
pub(crate) fn expense(
    app: &App,
    acting: &Acting,
    request: RemedyCaseExpense,
) -> Outcome<RemedyCaseDetail> {
    let id = RemedyCaseId(request.id);
    let mut form = Form::new(acting.now_at);
    in_bounds(&mut form, "amount_fen", request.amount_fen);
    form.finish()?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        must_be_open(&row)?;
        tx.insert(
            "remedy_event",
            RemedyEventId(app.new_id(acting)),
            &[
                ("remedy_case_id", id.value()),
                ("event", EXPENSE.into()),
                ("from_state", row.state.as_str().into()),
                ("to_state", row.state.as_str().into()),
                ("occurred_at", acting.now_at.into()),
                ("staff_id", acting.staff()?.value()),
                ("expense_kind", code_text(&request.kind).into()),
                ("amount_fen", request.amount_fen.into()),
                ("proven", request.proven.into()),
            ],
        )?;
        Ok(())
    })?;
    database.read(|view| view::detail(acting, view, id))
}
