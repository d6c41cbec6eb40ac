//! Paper sheets typed back in the evening: one command takes an order from dispatched to finished,
//! with its parts, its price and its payment, or changes nothing at all.

use wuyou_contract::ErrorCode;
use wuyou_contract::explain::BothLanguages;
use wuyou_contract::money::PaymentMethod;
use wuyou_contract::sheet::{CauseChoice, SheetRecord, SheetRecorded, SheetRow, Sheets, SheetsGet};
use wuyou_domain::id::{PaymentId, WorkOrderId};
use wuyou_domain::localized::Localized;
use wuyou_domain::reference::{CauseBook, ServiceCharge, ServiceTypes};
use wuyou_domain::text;
use wuyou_domain::time::MINUTE_MS;
use wuyou_domain::warranty::remedy::RepairCause;
use wuyou_domain::work_order::{Kind, State, Step, StepInput, mains, may_have_happened};
use wuyou_store::work_order::{self as store, WorkOrderRow};
use wuyou_store::{Tx, View};

use super::advance::{self, Typed};
use super::{Event, all_open, fact, summary, write_event};
use crate::app::{Acting, App};
use crate::area::danger;
use crate::area::money::{self, NewPayment};
use crate::area::objection;
use crate::area::stock::{self, Part};
use crate::failure::{Failure, Outcome, refusal};
use crate::input::{Form, single};

/// A sheet, typed and found in order.
struct Sheet {
    started_at: i64,
    /// The sheet itself tells when it began; one time alone is that of the finish.
    start_told: bool,
    finished_at: i64,
    input: StepInput,
    parts: Vec<Part>,
    danger: Option<danger::Typed>,
    objection: Option<objection::Typed>,
    payment: Option<NewPayment>,
}

/// States in which a sheet is still out.
const OUT: [State; 3] = [State::Dispatched, State::InProgress, State::WaitingPart];

/// Lists the orders whose sheets are still out.
pub(crate) fn sheets(app: &App, acting: &Acting, _: SheetsGet) -> Outcome<Sheets> {
    let rows = app.database()?.read(|view| -> Outcome<_> {
        let mut rows = Vec::new();
        let is_out = |state: &str| OUT.iter().any(|one| one.code() == state);
        let mut out = all_open(view)?;
        out.retain(|row| is_out(&row.order.state));
        out.sort_by_key(|row| (row.technician.clone(), row.order.window_from_at));
        for row in out {
            rows.push(sheet_row(view, acting, row)?);
        }
        Ok(rows)
    })?;
    Ok(Sheets {
        rows,
        causes: causes(),
        parts: stock::choices(None),
        mains_usual_from: mains::USUAL_FROM,
        mains_usual_to: mains::USUAL_TO,
    })
}

fn sheet_row(view: View<'_>, acting: &Acting, row: store::WorkOrderSummary) -> Outcome<SheetRow> {
    let order = &row.order;
    let standing = danger::standing(view, acting, order)?;
    Ok(SheetRow {
        danger: standing.danger,
        danger_missing: standing.missing,
        technician_id: order.technician_id.map(|id| id.0),
        window_from_at: order.window_from_at,
        window_to_at: order.window_to_at,
        free: money::cover(view, order, acting.now_at)?.free(),
        total_fen: money::charged_fen(view, order)?.or(free_service(order)),
        signed_by_photo: fact::has_signed_sheet(view, order.id)?,
        summary: summary(acting, row),
    })
}

/// Nothing is to be paid for a service that is free by the list of services.
fn free_service(order: &WorkOrderRow) -> Option<i64> {
    let kind = Kind::from_code(&order.kind)?;
    let listed = ServiceTypes::built_in().find(kind.service())?;
    (listed.charge == ServiceCharge::Free).then_some(0)
}

fn both(name: &Localized) -> BothLanguages {
    BothLanguages {
        zh: name.zh.clone(),
        en: name.en.clone(),
    }
}

/// The causes to choose from, by class.
fn causes() -> Vec<CauseChoice> {
    let book = CauseBook::built_in();
    let causes = book.causes.iter().map(|cause| CauseChoice {
        code: cause.code.clone(),
        name: both(&cause.name),
        asks_mains: cause.repair_cause == Some(RepairCause::Voltage),
        danger: cause.danger,
        class: book
            .class(cause.class)
            .map_or_else(|| both(&cause.name), |entry| both(&entry.name)),
    });
    causes.collect()
}

/// Records a whole sheet.
pub(crate) fn record_sheet(
    app: &App,
    acting: &Acting,
    request: SheetRecord,
) -> Outcome<SheetRecorded> {
    let named = (request.work_order_id, request.no.clone());
    let database = app.database()?;
    let signed = database.read(|view| signed_by_photo(view, named.clone()));
    let sheet = read(acting, request, signed.unwrap_or(false))?;
    let id = database.edit(&acting.edit()?, |tx| -> Outcome<WorkOrderId> {
        let row = find(tx.view(), named)?;
        record(app, acting, tx, &row, &sheet)?;
        Ok(row.id)
    })?;
    database.read(|view| {
        let row = store::get(view, id)?;
        Ok(SheetRecorded {
            due_fen: money::balance(view, &row)?.due_fen(),
            summary: summary(acting, store::summary(view, id)?),
        })
    })
}

fn find(view: View<'_>, (id, no): (Option<uuid::Uuid>, Option<String>)) -> Outcome<WorkOrderRow> {
    match (id, no) {
        (Some(id), _) => Ok(store::get(view, WorkOrderId(id))?),
        (None, Some(no)) => {
            let found = store::find_by_no(view, no.trim())?;
            found.ok_or_else(|| single("no", "unknown", None).into())
        }
        (None, None) => Err(single("no", "nothing_to_find", None).into()),
    }
}

/// Whether the sheet was photographed.
fn signed_by_photo(view: View<'_>, named: (Option<uuid::Uuid>, Option<String>)) -> Outcome<bool> {
    fact::has_signed_sheet(view, find(view, named)?.id)
}

fn read(acting: &Acting, request: SheetRecord, signed: bool) -> Outcome<Sheet> {
    let mut form = Form::new(acting.now_at);
    let at = |form: &mut Form, name: &str, typed: Option<i64>| {
        form.happened_at(name, typed).min(acting.now_at)
    };
    let finished_at = at(&mut form, "finished_at", request.finished_at);
    let started_at = at(
        &mut form,
        "started_at",
        request.started_at.or(Some(finished_at)),
    );
    if started_at > finished_at {
        form.wrong("finished_at", "end_before_start", None);
    }
    let charge_fen = request.charge_fen.unwrap_or(-1);
    match request.charge_fen {
        None => form.wrong("charge_fen", "required", None),
        Some(..0) => form.wrong("charge_fen", "negative", None),
        Some(_) => {}
    }
    let input = StepInput {
        cause: cause(&mut form, &request),
        cause_class: advance::class_of(request.cause_class.as_ref()),
        result: required_note(&mut form, "result", request.result.as_deref()),
        charge_fen: request.charge_fen,
        signature: signature(&mut form, request.signature.as_deref(), signed),
        mains_tenths: advance::mains_tenths(&mut form, request.mains_tenths),
        safe_check: form.note("safe_check", request.safe_check.as_deref()),
        ..StepInput::default()
    };
    let due_on = money::due_day(&mut form, request.due_on.as_deref());
    if request.method == Some(PaymentMethod::Credit) && due_on.is_none() {
        form.wrong("due_on", "required", None);
    }
    let parts = stock::read_parts(&mut form, &request.parts);
    let objection = request
        .objection
        .as_ref()
        .map(|said| objection::read(&mut form, said));
    let danger = request
        .danger
        .as_ref()
        .map(|steps| danger::read(&mut form, steps));
    form.finish()?;
    let payment = request.method.filter(|_| charge_fen > 0);
    Ok(Sheet {
        started_at,
        start_told: request.started_at.is_some() && started_at < finished_at,
        finished_at,
        input,
        parts,
        danger,
        objection,
        payment: payment.map(|method| NewPayment {
            id: None,
            method,
            amount_fen: charge_fen,
            due_on: due_on.filter(|_| method == PaymentMethod::Credit),
            note: None,
            occurred_at: finished_at,
        }),
    })
}

/// Without a word the photo of the sheet is the signature, where there is one.
fn signature(form: &mut Form, typed: Option<&str>, signed: bool) -> Option<String> {
    if signed {
        return form.line("signature", typed, text::LINE_MAX);
    }
    required_line(form, "signature", typed)
}

fn required_line(form: &mut Form, field: &str, typed: Option<&str>) -> Option<String> {
    Some(form.required(field, typed.unwrap_or_default(), text::LINE_MAX))
}

fn required_note(form: &mut Form, field: &str, typed: Option<&str>) -> Option<String> {
    Some(form.required_note(field, typed.unwrap_or_default()))
}

/// A cause of the list is written by its name, so that the count of repairs knows its class.
fn cause(form: &mut Form, request: &SheetRecord) -> Option<String> {
    let Some(code) = request.cause_code.as_deref() else {
        return required_line(form, "cause", request.cause.as_deref());
    };
    let Some(known) = CauseBook::built_in().find(code) else {
        form.wrong("cause", "unknown", None);
        return None;
    };
    let words = form.line("cause", request.cause.as_deref(), text::LINE_MAX);
    let name = &known.name.zh;
    match words.filter(|words| !words.contains(name.as_str())) {
        Some(words) => Some(format!("{name}：{words}")),
        None => Some(name.clone()),
    }
}

/// From where the order stands to finished, step by step as the machine of steps allows it.
fn record(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &WorkOrderRow,
    sheet: &Sheet,
) -> Outcome<()> {
    let begin = match State::from_code(&row.state) {
        Some(State::InProgress) => None,
        Some(State::WaitingPart) => Some(Step::PartArrived),
        _ => Some(Step::Start),
    };
    if let Some(step) = begin {
        let typed = Typed {
            step,
            input: StepInput::default(),
            occurred_at: sheet.started_at,
        };
        let taken = advance::take(app, acting, tx, (row.id, None), &typed);
        taken.map_err(|failure| renamed(failure, "started_at"))?;
    } else if sheet.start_told {
        begun_as_told(app, acting, tx, row, sheet.started_at)?;
    }
    if let Some(typed) = &sheet.danger {
        let row = store::get(tx.view(), row.id)?;
        danger::write(app, acting, tx, &row, (typed, sheet.started_at))?;
    }
    let round = money::reopenings(tx.view(), row.id)?.len();
    let used = (sheet.parts.as_slice(), sheet.finished_at);
    stock::book(app, acting, tx, row, (used, Some(round)))?;
    let typed = Typed {
        step: Step::Finish,
        input: sheet.input.clone(),
        occurred_at: sheet.finished_at,
    };
    let taken = advance::take(app, acting, tx, (row.id, None), &typed);
    taken.map_err(|failure| renamed(failure, "finished_at"))?;
    if let Some(typed) = &sheet.objection {
        objection::write(app, acting, tx, row.id, (typed, sheet.finished_at))?;
    }
    if let Some(payment) = &sheet.payment {
        pay(app, acting, tx, (row.id, round), payment)?;
    }
    Ok(())
}

/// Records what the sheet brought in: the rest, where something was paid down before.
fn pay(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    (id, round): (WorkOrderId, usize),
    payment: &NewPayment,
) -> Outcome<()> {
    let now = store::get(tx.view(), id)?;
    let balance = money::balance(tx.view(), &now)?;
    let due_fen = match payment.method {
        PaymentMethod::Credit => balance.open_fen(),
        _ => balance.due_fen(),
    };
    if due_fen == 0 {
        return Ok(());
    }
    let own = PaymentId::of_sheet(id, round);
    let known = tx.view().row("payment", own)?.is_some();
    let payment = NewPayment {
        id: (!known).then_some(own),
        amount_fen: payment.amount_fen.min(due_fen),
        ..payment.clone()
    };
    money::record(app, acting, tx, &now, &payment)
}

/// Work that was begun on a PC before its sheet came back: where the sheet tells another time, that
/// one stands in the course too, as what was written on the spot.
fn begun_as_told(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &WorkOrderRow,
    told_at: i64,
) -> Outcome<()> {
    let events = store::events(tx.view(), row.id)?;
    let begins = [Step::Start.code(), Step::PartArrived.code()];
    let begun = events
        .iter()
        .rposition(|event| begins.contains(&event.step.as_str()));
    let Some((at, begun)) = begun.and_then(|at| Some((at, events.get(at)?))) else {
        return Ok(());
    };
    // Times are typed to the minute.
    if begun.occurred_at.div_euclid(MINUTE_MS) == told_at.div_euclid(MINUTE_MS) {
        return Ok(());
    }
    let before = events.iter().take(at).map(|event| event.occurred_at).max();
    let not_before = before.unwrap_or(row.received_at).max(row.received_at);
    may_have_happened(told_at, not_before, acting.now_at)
        .map_err(|why| renamed(refusal(why).into(), "started_at"))?;
    let event = Event {
        step: Step::Start.code(),
        from: Some(State::InProgress),
        to: State::InProgress,
        occurred_at: told_at,
        technician: row.technician_id,
        window_to_at: None,
        unit: None,
        note: Some("纸单上写的开始时间".to_owned()),
    };
    write_event(app, acting, tx, row.id, &event)
}

/// What a step says of its time is said of the sheet's own field.
fn renamed(failure: Failure, field: &str) -> Failure {
    let Failure::Refused(mut error) = failure else {
        return failure;
    };
    for wrong in &mut error.fields {
        if wrong.field == "occurred_at" {
            field.clone_into(&mut wrong.field);
        }
    }
    if error.code == ErrorCode::WarrantyCharge {
        return single("charge_fen", "warranty_free", None).into();
    }
    error.into()
}
