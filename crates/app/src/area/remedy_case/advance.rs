//! Taking a step with a case: load, decide with the rules, save.

use chrono::NaiveDate;
use wuyou_contract::machine::{CustodyStep, MachineStep};
use wuyou_contract::remedy_case::{RefundMethod, RemedyCaseAdvance, RemedyCaseDetail};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::date_text::DateKind;
use wuyou_domain::explain::{Basis, Decision, Explanation, Language, render, render_key};
use wuyou_domain::id::{ContactId, RemedyCaseId, RemedyEventId, UnitId};
use wuyou_domain::machine::{Refused, Who};
use wuyou_domain::remedy_case::state::{Effect, Event, EventInput, Refusal, next};
use wuyou_domain::remedy_case::{Claim, Settlement, articles};
use wuyou_domain::rule::RuleError;
use wuyou_domain::serial;
use wuyou_domain::text;
use wuyou_domain::time::local_date;
use wuyou_store::remedy_case as store;
use wuyou_store::{Id, Tx};
use wuyou_sync::value::Value;

use super::option::event_of;
use super::story::{Story, Wanted, actor, claim_of, row_code, standing};
use super::update::in_bounds;
use super::{failed, view};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::machine;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_of, code_text};

/// A step as it was typed and found in order.
struct Typed {
    event: Event,
    wanted: Option<Wanted>,
    input: EventInput,
    method: Option<RefundMethod>,
    done_on: Option<NaiveDate>,
    occurred_at: i64,
}

/// What a step writes: the case's fields and the record of the step.
#[derive(Default)]
struct Written {
    fields: Vec<(&'static str, Value)>,
    record: Vec<(&'static str, Value)>,
}

/// Takes a step with a case.
pub(crate) fn advance(
    app: &App,
    acting: &Acting,
    request: RemedyCaseAdvance,
) -> Outcome<RemedyCaseDetail> {
    let id = RemedyCaseId(request.id);
    let expected = request.expected_state.as_ref().and_then(code_text);
    let typed = read(acting, request)?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        if expected.is_some_and(|expected| expected != standing(&row).code()) {
            return Err(ErrorCode::RemedyChanged.into());
        }
        let story = Story::load(tx.view(), row, acting.now_at)?;
        take(app, acting, tx, &story, &typed)
    })?;
    database.read(|view| view::detail(acting, view, id))
}

fn read(acting: &Acting, request: RemedyCaseAdvance) -> Outcome<Typed> {
    let event = event_of(request.step).ok_or(ErrorCode::RemedyStep)?;
    let mut form = Form::new(acting.now_at);
    let mut line =
        |name: &str, typed: &Option<String>, most| form.line(name, typed.as_deref(), most);
    let ruling_no = line("ruling_no", &request.ruling_no, text::LINE_MAX);
    let ruling_by = line("ruling_by", &request.ruling_by, text::NAME_MAX);
    let document = line("document", &request.document, text::LINE_MAX);
    let other_serial = line("other_serial", &request.other_serial, 40);
    let receipt_no = line("receipt_no", &request.receipt_no, 40);
    let input = EventInput {
        contact_text: form.note("contact_text", request.contact_text.as_deref()),
        reason: form.note("reason", request.reason.as_deref()),
        text: form.note("text", request.text.as_deref()),
        ruling_no,
        ruling_by,
        document,
        other_serial,
        method: request.method.as_ref().and_then(code_text),
        receipt_no,
    };
    let done_on = form.date("done_on", request.done_on.as_deref(), DateKind::Event);
    if let Some(fen) = request.new_price_fen {
        in_bounds(&mut form, "new_price_fen", fen);
    }
    if request
        .percent
        .is_some_and(|percent| !(1..=100).contains(&percent))
    {
        form.wrong("percent", "percent_range", None);
    }
    let occurred_at = form.happened_at("occurred_at", request.occurred_at);
    form.finish()?;
    let claim = request.claim.filter(|_| event == Event::Propose);
    Ok(Typed {
        event,
        wanted: claim.map(|claim| Wanted {
            claim: claim_of(claim),
            percent: request.percent,
            new_price_fen: request.new_price_fen,
        }),
        input,
        method: request.method,
        done_on: done_on.and_then(|on| on.parse().ok()),
        // The grace of a hurried clock is for reading only; nothing is written ahead of now.
        occurred_at: occurred_at.min(acting.now_at),
    })
}

fn take(app: &App, acting: &Acting, tx: &mut Tx<'_>, story: &Story, typed: &Typed) -> Outcome<()> {
    let wanted = typed.wanted.as_ref();
    if typed.event == Event::Propose && wanted.is_none() {
        return Err(single("claim", "choose_one", None).into());
    }
    let facts = story.facts(acting, wanted, typed.occurred_at, typed.input.clone())?;
    let who = (acting.staff()?, Who::from(actor(acting)?));
    let taken = next(story.state(), typed.event, who, &facts, acting.now_at).map_err(refusal)?;
    let id = match (typed.event, story.row.proposal_id) {
        (Event::Execute, Some(proposal)) => RemedyEventId::of_execution(story.row.id, proposal),
        _ => RemedyEventId(app.new_id(acting)),
    };
    let mut written = match (typed.event, wanted) {
        (Event::Propose, Some(wanted)) => proposal(story, wanted, id)?,
        (Event::Approve | Event::RecordRuling, _) => Written {
            record: vec![
                ("proposal_id", story.row.proposal_id.map(Id::row_id).into()),
                ("ruling_no", typed.input.ruling_no.clone().into()),
                ("ruling_by", typed.input.ruling_by.clone().into()),
            ],
            ..Written::default()
        },
        (Event::Refuse, _) => refused_by(story),
        (Event::Execute, _) => execution(acting, story, typed)?,
        _ => Written::default(),
    };
    for effect in &taken.effects {
        match effect {
            Effect::RecordContact => record_contact(app, acting, tx, story, typed)?,
            Effect::MoveMachine => move_machine(app, acting, tx, story, typed)?,
            Effect::CountReopened => {
                let count = i64::from(story.row.reopened_count) + 1;
                written.fields.push(("reopened_count", count.into()));
                written.fields.push(("proposal_id", Value::Null));
                written.fields.push(("total_fen", Value::Null));
            }
        }
    }
    let from = story.state().code();
    if story.row.state != taken.state.code() {
        written.fields.push(("state", taken.state.code().into()));
    }
    if !written.fields.is_empty() {
        tx.update("remedy_case", story.row.id, &written.fields)?;
    }
    let mut record = vec![
        ("remedy_case_id", story.row.id.value()),
        ("event", typed.event.code().into()),
        ("from_state", from.into()),
        ("to_state", taken.state.code().into()),
        ("occurred_at", typed.occurred_at.into()),
        ("staff_id", acting.staff()?.value()),
        ("text", text_of(typed.event, &typed.input).into()),
    ];
    record.extend(written.record);
    tx.insert("remedy_event", id, &record)?;
    Ok(())
}

/// What is proposed, with its amounts and the articles as they are quoted today.
fn proposal(story: &Story, wanted: &Wanted, id: RemedyEventId) -> Outcome<Written> {
    let Decision { result, why } = story.settle(wanted).map_err(|error| unsettled(&error))?;
    let offer = story
        .offer(wanted.claim)
        .ok_or(ErrorCode::RemedyNotOffered)?;
    let mut record = amounts(&result);
    record.extend([
        ("claim", wanted.claim.code().into()),
        ("row", row_code(offer.row).into()),
        ("percent", wanted.percent.map(i64::from).into()),
        ("new_price_fen", wanted.new_price_fen.into()),
    ]);
    record.extend(quoted(
        &offer.basis(story.ground()),
        &[&story.offers.why, &why],
    ));
    Ok(Written {
        fields: vec![
            ("proposal_id", id.value()),
            ("total_fen", result.total_fen.into()),
        ],
        record,
    })
}

fn amounts(found: &Settlement) -> Vec<(&'static str, Value)> {
    vec![
        ("days", found.days.into()),
        ("fee_fen", found.fee_fen.into()),
        ("refund_fen", found.refund_fen.into()),
        ("subsidy_return_fen", found.subsidy_return_fen.into()),
        ("expenses_fen", found.expenses_fen.into()),
        ("difference_fen", found.difference_fen.into()),
        ("total_fen", found.total_fen.into()),
        ("stake_fen", found.stake_fen.into()),
    ]
}

/// A refusal cites the row that gives what there is instead (R095).
fn refused_by(story: &Story) -> Written {
    let instead = story.offers.result.iter().find(|offer| offer.row.is_some());
    let row = instead.and_then(|offer| offer.row);
    let basis: Vec<Basis> = match instead {
        Some(offer) => offer.basis(story.ground()),
        None => story.offers.why.basis.clone(),
    };
    let mut record = vec![
        ("claim", story.claim().code().into()),
        ("row", row_code(row).into()),
    ];
    record.extend(quoted(&basis, &[&story.offers.why]));
    Written {
        record,
        ..Written::default()
    }
}

/// Articles and reasons as text of both languages, and the versions that decided.
fn quoted(basis: &[Basis], why: &[&Explanation]) -> Vec<(&'static str, Value)> {
    let book = articles().map(|document| &document.content);
    let text = |language: Language| {
        let quotes =
            basis.iter().map(
                |one| match book.as_ref().ok().and_then(|book| book.of(one)) {
                    Some(article) => {
                        let name = article.name.get(language);
                        format!("{name}：{}", article.text.get(language))
                    }
                    None => render_key(one.key, language),
                },
            );
        let steps = why.iter().flat_map(|why| &why.steps);
        let steps = steps.map(|line| render(line, language));
        let lines: Vec<String> = quotes.chain(steps).collect();
        lines.join("\n")
    };
    let mut versions: Vec<String> = Vec::new();
    for version in why.iter().flat_map(|why| &why.versions) {
        let one = format!("{} {}", version.kind, version.version);
        if !versions.contains(&one) {
            versions.push(one);
        }
    }
    if let Ok(document) = articles() {
        let version = document.version_ref();
        versions.push(format!("{} {}", version.kind, version.version));
    }
    vec![
        ("basis_zh", text(Language::Zh).into()),
        ("basis_en", text(Language::En).into()),
        ("rules", versions.join(", ").into()),
    ]
}

/// What is done is what was approved: its amounts are copied, none is typed.
fn execution(acting: &Acting, story: &Story, typed: &Typed) -> Outcome<Written> {
    let proposal = story.proposal().ok_or(ErrorCode::RemedyNotApproved)?;
    let approved_at = story.approved_at().ok_or(ErrorCode::RemedyNotApproved)?;
    let done_on = done_on(acting, typed)?;
    if local_date(approved_at).is_some_and(|approved| done_on < approved) {
        return Err(single("done_on", "before_approval", None).into());
    }
    let given = given_unit(proposal.claim.as_deref(), typed);
    Ok(Written {
        record: vec![
            ("claim", proposal.claim.clone().into()),
            ("row", proposal.row.clone().into()),
            ("total_fen", proposal.total_fen.into()),
            ("difference_fen", proposal.difference_fen.into()),
            ("proposal_id", story.row.proposal_id.map(Id::row_id).into()),
            ("method", typed.method.as_ref().map_or(Value::Null, code_of)),
            ("receipt_no", typed.input.receipt_no.clone().into()),
            ("done_on", done_on.to_string().into()),
            ("document", typed.input.document.clone().into()),
            ("other_unit_id", given.map(Id::row_id).into()),
        ],
        ..Written::default()
    })
}

fn done_on(acting: &Acting, typed: &Typed) -> Outcome<NaiveDate> {
    let today = local_date(acting.now_at).ok_or(ErrorCode::FutureTime)?;
    Ok(typed.done_on.unwrap_or(today))
}

fn given_unit(claim: Option<&str>, typed: &Typed) -> Option<UnitId> {
    let serial = typed.input.other_serial.as_deref()?;
    (claim == Some(Claim::Exchange.code())).then(|| UnitId::of_serial(&serial::normalise(serial)))
}

/// The machine comes back, or another is given for it, on its chain of custody.
fn move_machine(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    story: &Story,
    typed: &Typed,
) -> Outcome<()> {
    let proposal = story.proposal().ok_or(ErrorCode::RemedyNotApproved)?;
    let exchange = proposal.claim.as_deref() == Some(Claim::Exchange.code());
    let step = MachineStep {
        unit_id: story.row.unit_id.0,
        step: if exchange {
            CustodyStep::ExchangeOut
        } else {
            CustodyStep::Return
        },
        expected_state: None,
        occurred_on: Some(done_on(acting, typed)?.to_string()),
        document: typed.input.document.clone(),
        note: Some(story.row.no.clone()),
        customer_id: None,
        address_id: None,
        party_name: None,
        other_serial: typed.input.other_serial.clone().filter(|_| exchange),
        // Another model was agreed where its price was settled.
        other_model_agreed: Some(proposal.new_price_fen.is_some()),
        display_declared: None,
        safe_again: None,
    };
    machine::take(app, acting, tx, &step).map_err(|error| match ApiError::from(error) {
        mut refused
            if refused
                .fields
                .iter()
                .any(|field| field.field == "occurred_on") =>
        {
            for field in &mut refused.fields {
                field.field = "done_on".to_owned();
            }
            refused.into()
        }
        // Another model is agreed in the proposal, not here.
        refused
            if refused
                .fields
                .iter()
                .any(|field| field.field == "other_model_agreed") =>
        {
            single("other_serial", "model_not_agreed", None).into()
        }
        refused => refused.into(),
    })
}

fn record_contact(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    story: &Story,
    typed: &Typed,
) -> Outcome<()> {
    let Some(text) = typed.input.contact_text.clone() else {
        return Ok(());
    };
    let contact = NewContact {
        customer: Some(story.row.customer_id),
        work_order: story.row.work_order_id,
        ..NewContact::our_call(text, typed.occurred_at)
    };
    contact::write(tx, ContactId(app.new_id(acting)), &contact)
}

/// What the record of steps says beside the step.
fn text_of(event: Event, input: &EventInput) -> Option<String> {
    let text = match event {
        Event::Accept | Event::Decline | Event::Close => &input.contact_text,
        Event::Propose | Event::Approve | Event::RecordRuling | Event::Execute | Event::Append => {
            &input.text
        }
        Event::Escalate
        | Event::SendBack
        | Event::Refuse
        | Event::Revise
        | Event::Withdraw
        | Event::Reopen => &input.reason,
    };
    text.clone()
}

/// What a proposal whose amounts cannot be worked out tells the person.
fn unsettled(error: &RuleError) -> ApiError {
    match (error, error.field()) {
        (RuleError::Missing { .. }, Some("percent")) => single("percent", "required", None),
        (_, Some("percent")) => single("percent", "percent_range", None),
        (RuleError::Missing { .. } | RuleError::EvidenceMissing { .. }, _) => {
            ErrorCode::RemedyEvidence.into()
        }
        (RuleError::PeriodOver { .. }, _) => ErrorCode::RemedyNotOffered.into(),
        (_, Some("new_price_fen")) => single("new_price_fen", "amount_range", None),
        _ => {
            // Dates on record that do not fit each other.
            let _ = failed(error);
            single("claim", "dates_do_not_fit", None)
        }
    }
}

/// What a refused step tells the person.
fn refusal(refused: Refused<Refusal>) -> ApiError {
    let reason = match refused {
        Refused::NotAllowed => return ErrorCode::RemedyStep.into(),
        Refused::Role => return ErrorCode::RemedyRole.into(),
        Refused::Guard(reason) => reason,
    };
    let code = match reason {
        Refusal::Missing("claim" | "method") => {
            return single(reason_field(reason), "choose_one", None);
        }
        Refusal::Missing(field) => return single(field, "required", None),
        Refusal::BeforeLastStep => return single("occurred_at", "before_last_event", None),
        Refusal::InFuture => return single("occurred_at", "time_future", None),
        Refusal::EvidenceMissing => ErrorCode::RemedyEvidence,
        Refusal::NotOffered => ErrorCode::RemedyNotOffered,
        Refusal::OwnProposal => ErrorCode::RemedyOwnProposal,
        Refusal::AboveLimit => ErrorCode::RemedyAboveLimit,
        Refusal::WithinLimit => ErrorCode::RemedyWithinLimit,
        Refusal::Owed => ErrorCode::RemedyOwed,
        Refusal::ComplainedAbout => ErrorCode::ComplainedAbout,
        Refusal::NotApproved => ErrorCode::RemedyNotApproved,
        Refusal::CarriedOut => ErrorCode::RemedyCarriedOut,
    };
    code.into()
}

const fn reason_field(reason: Refusal) -> &'static str {
    match reason {
        Refusal::Missing(field) => field,
        _ => "",
    }
}
