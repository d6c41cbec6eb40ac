//! Taking a step with a complaint: load, decide with the rules, save.

use wuyou_contract::complaint::{
    ComplaintAdvance, ComplaintDetail, ComplaintSeverity, ComplaintStep, FailureType, Recovery,
};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::complaint::state::{Effect, Event, EventInput, Refusal, State, Taken, next};
use wuyou_domain::complaint::{self as rule, Class, GrumbleState};
use wuyou_domain::id::{ComplaintEventId, ComplaintId, ContactId, StaffId};
use wuyou_domain::permission::Actor;
use wuyou_domain::sla;
use wuyou_domain::text;
use wuyou_store::complaint as store;
use wuyou_store::{Id, Tx};
use wuyou_sync::value::Value;

use super::create::must_work_here;
use super::story::{FORMALISE, SETTLE, Stand, Story};
use super::{class_of, failed, view};
use crate::app::{Acting, App};
use crate::area::contact::{self, NewContact};
use crate::area::return_visit::{self, ComplaintEnd};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_of, code_text};

/// A step as it was typed and found in order.
struct Typed {
    step: ComplaintStep,
    input: EventInput,
    failure_type: Option<FailureType>,
    recovery: Option<Recovery>,
    severity: Option<ComplaintSeverity>,
    remedy_sought: Option<String>,
    occurred_at: i64,
}

/// What a step does to the complaint's row and to its record.
struct Written {
    from: String,
    to: &'static str,
    fields: Vec<(&'static str, Value)>,
    text: Option<String>,
    contact: bool,
}

/// Takes a step with a complaint.
pub(crate) fn advance(
    app: &App,
    acting: &Acting,
    request: ComplaintAdvance,
) -> Outcome<ComplaintDetail> {
    let id = ComplaintId(request.id);
    let expected = request.expected_state.as_ref().and_then(code_text);
    let typed = read(acting, request)?;
    let database = app.database()?;
    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let story = Story::load(tx.view(), store::get(tx.view(), id)?)?;
        if expected.is_some_and(|expected| expected != story.row.state) {
            return Err(ErrorCode::ComplaintChanged.into());
        }
        if let Some(investigator) = typed.input.investigator {
            must_work_here(tx.view(), "investigator_id", investigator)?;
        }
        let written = match story.stand()? {
            Stand::Grumble(state) => grumble(acting, &story, state, &typed)?,
            Stand::Formal(state) => formal(acting, &story, state, &typed)?,
        };
        save(app, acting, tx, &story, &typed, &written)
    })?;
    database.read(|view| view::detail(acting, view, id))
}

fn read(acting: &Acting, request: ComplaintAdvance) -> Outcome<Typed> {
    let mut form = Form::new(acting.now_at);
    let input = EventInput {
        contact_text: form.note("contact_text", request.contact_text.as_deref()),
        class: request.class.map(class_of),
        investigator: request.investigator_id.map(StaffId),
        cause: form.note("cause", request.cause.as_deref()),
        plan: form.note("plan", request.plan.as_deref()),
        reason: form.note("reason", request.reason.as_deref()),
        sat_after: request.sat_after,
        external_no: form.line(
            "external_no",
            request.external_no.as_deref(),
            text::LINE_MAX,
        ),
        conclusion: form.note("conclusion", request.conclusion.as_deref()),
        text: form.note("text", request.text.as_deref()),
        ruling_no: form.line("ruling_no", request.ruling_no.as_deref(), text::LINE_MAX),
        ruling_by: form.line("ruling_by", request.ruling_by.as_deref(), text::NAME_MAX),
    };
    let remedy_sought = form.note("remedy_sought", request.remedy_sought.as_deref());
    let occurred_at = form.happened_at("occurred_at", request.occurred_at);
    form.finish()?;
    Ok(Typed {
        step: request.step,
        input,
        failure_type: request.failure_type,
        recovery: request.recovery,
        severity: request.severity,
        remedy_sought,
        // The grace of a hurried clock is for reading only; nothing is written ahead of now.
        occurred_at: occurred_at.min(acting.now_at),
    })
}

/// The acting person, as the rules know them.
pub(crate) fn actor(acting: &Acting) -> Result<Actor, ApiError> {
    let code = acting.role.as_ref().and_then(code_text);
    let actor = code.and_then(|code| Actor::from_code(&code));
    actor.ok_or_else(|| ErrorCode::NotSignedIn.into())
}

/// The rules' event of a step; a grumble's own steps have none.
pub(super) fn event_of(step: ComplaintStep) -> Option<Event> {
    code_text(&step).and_then(|code| Event::from_code(&code))
}

/// A grumble is noted, settled, or taken formally: no states of handling.
fn grumble(acting: &Acting, story: &Story, state: GrumbleState, typed: &Typed) -> Outcome<Written> {
    let facts = story.facts(typed.occurred_at, EventInput::default());
    if typed.occurred_at < facts.last_event_at.min(acting.now_at) {
        return Err(single("occurred_at", "before_last_event", None).into());
    }
    let is_open = state == GrumbleState::Noted;
    let input = &typed.input;
    let (to, fields, text) = match typed.step {
        ComplaintStep::Settle if is_open => {
            if story.judged().contains(&acting.staff()?) {
                return Err(ErrorCode::ComplainedAbout.into());
            }
            let said = needed("text", &input.text)?;
            let score = input.sat_after.map(i64::from);
            if score.is_some_and(|score| !(1..=5).contains(&score)) {
                return Err(single("sat_after", "score_range", None).into());
            }
            let fields = vec![("sat_after", score.into())];
            (GrumbleState::Settled.code(), fields, Some(said))
        }
        ComplaintStep::Formalise => {
            let sought = typed.remedy_sought.clone();
            let sought = needed("remedy_sought", &sought.or(story.row.remedy_sought.clone()))?;
            let severity = match typed.severity {
                Some(ComplaintSeverity::High) => ComplaintSeverity::High,
                _ => ComplaintSeverity::Normal,
            };
            let fields = vec![
                ("severity", code_of(&severity)),
                ("remedy_sought", sought.as_str().into()),
                ("sat_after", Value::Null),
            ];
            (State::Received.code(), fields, Some(sought))
        }
        ComplaintStep::Append => {
            let said = needed("text", &input.text)?;
            (state.code(), Vec::new(), Some(said))
        }
        _ => return Err(ErrorCode::ComplaintStep.into()),
    };
    Ok(Written {
        from: story.row.state.clone(),
        to,
        fields,
        text,
        contact: false,
    })
}

fn needed(field: &str, text: &Option<String>) -> Result<String, ApiError> {
    text.clone().ok_or_else(|| single(field, "required", None))
}

fn formal(acting: &Acting, story: &Story, state: State, typed: &Typed) -> Outcome<Written> {
    Ok(judged(acting, story, state, typed)?.map_err(refusal)?)
}

/// What a step does, or why the rules refuse it.
fn judged(
    acting: &Acting,
    story: &Story,
    state: State,
    typed: &Typed,
) -> Outcome<Result<Written, Refusal>> {
    let event = event_of(typed.step).ok_or(ErrorCode::ComplaintStep)?;
    let policy = rule::built_in().map_err(|error| failed(&error))?;
    let facts = story.facts(typed.occurred_at, typed.input.clone());
    let who = (acting.staff()?, actor(acting)?);
    let taken = next(state, event, who, &facts, policy, acting.now_at);
    Ok(taken.map(|taken| Written {
        from: story.row.state.clone(),
        to: taken.state.code(),
        fields: fields(story, event, &taken, typed),
        text: text_of(event, &typed.input),
        contact: taken.effects.contains(&Effect::RecordContact),
    }))
}

/// Opens a complaint again from a return visit, within its transaction, where the rules let the acting
/// person. Gives its number then: the first settlement counts as ineffective (R023).
pub(crate) fn reopen_within(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    id: ComplaintId,
    (said, occurred_at): (&str, i64),
) -> Outcome<Option<String>> {
    let story = Story::load(tx.view(), store::get(tx.view(), id)?)?;
    let Stand::Formal(state) = story.stand()? else {
        return Ok(None);
    };
    let typed = Typed {
        step: ComplaintStep::Reopen,
        input: EventInput {
            reason: Some(said.to_owned()),
            ..EventInput::default()
        },
        failure_type: None,
        recovery: None,
        severity: None,
        remedy_sought: None,
        occurred_at: occurred_at.min(acting.now_at),
    };
    let Ok(written) = judged(acting, &story, state, &typed)? else {
        return Ok(None);
    };
    save(app, acting, tx, &story, &typed, &written)?;
    Ok(Some(story.row.no))
}

/// The fields a step fills. What only headquarters does is not done here.
fn fields(story: &Story, event: Event, taken: &Taken, typed: &Typed) -> Vec<(&'static str, Value)> {
    let input = &typed.input;
    let mut fields = Vec::new();
    for effect in &taken.effects {
        match effect {
            Effect::SetClass => {
                fields.push(("class", input.class.map(|class| class.code()).into()));
            }
            Effect::RecordSatisfaction => {
                fields.push(("sat_after", input.sat_after.map(i64::from).into()));
            }
            Effect::CountReopened => {
                let count = i64::from(story.row.reopened_count) + 1;
                fields.push(("reopened_count", count.into()));
                fields.push(("sat_after", Value::Null));
            }
            // The record of steps tells these; the clocks read them from there.
            Effect::MarkAcknowledged
            | Effect::MarkReplied
            | Effect::RestartClocks
            | Effect::AddHandler
            | Effect::RecordContact
            | Effect::RecordNote
            | Effect::InformHeadquarters
            | Effect::InformManager
            | Effect::MarkTakenOver => {}
        }
    }
    match event {
        Event::Answer | Event::RecordRuling => {
            fields.push(("cause", input.cause.clone().into()));
            fields.push(("plan", input.plan.clone().into()));
            if let Some(failure) = &typed.failure_type {
                fields.push(("failure_type", code_of(failure)));
            }
        }
        Event::GoExternal => fields.push(("external_no", input.external_no.clone().into())),
        Event::ConcludeExternal => fields.push(("conclusion", input.conclusion.clone().into())),
        _ => {}
    }
    fields
}

/// What the record of steps says beside the step.
fn text_of(event: Event, input: &EventInput) -> Option<String> {
    let text = match event {
        Event::Close | Event::ConcludeExternal if input.reason.is_some() => {
            // Closed by who handled it: both what was said and why nobody else could stay.
            let said = input.contact_text.as_ref().or(input.conclusion.as_ref());
            let both = [said, input.reason.as_ref()].into_iter().flatten();
            let both: Vec<&str> = both.map(String::as_str).collect();
            return Some(both.join(" · "));
        }
        Event::RecordRuling => return Some(ruled(input, input.plan.as_ref())),
        Event::RecordClass => return Some(ruled(input, input.reason.as_ref())),
        Event::Acknowledge | Event::Accept | Event::Close => &input.contact_text,
        Event::Answer => &input.plan,
        Event::GoExternal => &input.external_no,
        Event::ConcludeExternal => &input.conclusion,
        Event::Investigate | Event::CarryOut | Event::Append => &input.text,
        Event::Assess
        | Event::Reject
        | Event::Escalate
        | Event::Reopen
        | Event::Reclassify
        | Event::TakeOver => &input.reason,
    };
    text.clone()
}

/// Headquarters' word, with its number and whose it is.
fn ruled(input: &EventInput, said: Option<&String>) -> String {
    let of = |text: Option<&String>| text.cloned().unwrap_or_default();
    let (no, by) = (of(input.ruling_no.as_ref()), of(input.ruling_by.as_ref()));
    format!("总部文号 {no}（{by}）：{}", of(said))
}

fn save(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    story: &Story,
    typed: &Typed,
    written: &Written,
) -> Outcome<()> {
    let id = story.row.id;
    let mut fields = written.fields.clone();
    if written.from != written.to {
        fields.push(("state", written.to.into()));
    }
    if !fields.is_empty() {
        tx.update("complaint", id, &fields)?;
    }
    let event = match typed.step {
        ComplaintStep::Settle => Some(SETTLE.to_owned()),
        ComplaintStep::Formalise => Some(FORMALISE.to_owned()),
        step => code_text(&step),
    };
    let input = &typed.input;
    tx.insert(
        "complaint_event",
        ComplaintEventId(app.new_id(acting)),
        &[
            ("complaint_id", id.value()),
            ("event", event.into()),
            ("from_state", written.from.as_str().into()),
            ("to_state", written.to.into()),
            ("occurred_at", typed.occurred_at.into()),
            ("staff_id", acting.staff()?.value()),
            ("text", written.text.clone().into()),
            ("class", input.class.map(|class| class.code()).into()),
            ("handler_id", input.investigator.map(Id::row_id).into()),
            ("sat_after", input.sat_after.map(i64::from).into()),
            (
                "recovery",
                typed.recovery.as_ref().and_then(code_text).into(),
            ),
            ("cause", input.cause.clone().into()),
        ],
    )?;
    if written.contact {
        record_contact(app, acting, tx, story, typed)?;
    }
    if written
        .fields
        .iter()
        .any(|(name, _)| *name == "reopened_count")
    {
        // Nobody asks how content the customer is while the case goes on.
        return_visit::drop_of_complaint(tx, id)?;
    }
    let is_closed = State::from_code(written.to).is_some_and(State::is_final);
    if is_closed && written.from != written.to {
        plan_visit(tx, story, typed.occurred_at)?;
    }
    Ok(())
}

/// A closed complaint is asked about again, by somebody who did not answer for it.
pub(super) fn plan_visit(tx: &mut Tx<'_>, story: &Story, closed_at: i64) -> Outcome<()> {
    let row = &story.row;
    let Some(customer) = row.customer_id else {
        return Ok(());
    };
    let end = ComplaintEnd {
        customer,
        unit: row.unit_id,
        work_order: row.work_order_id,
        handler: story.answered_by(),
        case: match story.class() {
            Class::A => sla::Kind::ComplaintA,
            Class::B => sla::Kind::ComplaintB,
            Class::C => sla::Kind::ComplaintC,
            Class::D => sla::Kind::ComplaintD,
        },
        closed_at,
    };
    return_visit::after_complaint(tx, row.id.0, i64::from(row.reopened_count), &end)?;
    Ok(())
}

fn record_contact(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    story: &Story,
    typed: &Typed,
) -> Outcome<()> {
    let row = &story.row;
    let known = row.customer_id.is_some() || row.work_order_id.is_some();
    let Some(text) = typed.input.contact_text.clone().filter(|_| known) else {
        return Ok(());
    };
    let contact = NewContact {
        customer: row.customer_id,
        request: row.request_id,
        work_order: row.work_order_id,
        ..NewContact::our_call(text, typed.occurred_at)
    };
    contact::write(tx, ContactId(app.new_id(acting)), &contact)
}

/// What a refused step tells the person.
fn refusal(refusal: Refusal) -> ApiError {
    let code = match refusal {
        Refusal::NotAllowed => ErrorCode::ComplaintStep,
        Refusal::Role => ErrorCode::ComplaintRole,
        Refusal::Missing("investigator") => return single("investigator_id", "choose_one", None),
        Refusal::Missing(field) => return single(field, "required", None),
        Refusal::TakenOver | Refusal::AlreadyTakenOver => ErrorCode::ComplaintTakenOver,
        Refusal::ComplainedAbout => ErrorCode::ComplainedAbout,
        Refusal::InvestigatorComplainedAbout => {
            return single("investigator_id", "complained_about", None);
        }
        Refusal::OwnHandling => ErrorCode::ComplaintOwnHandling,
        Refusal::LoweringByHeadquarters => ErrorCode::ComplaintLowering,
        Refusal::SameClass => return single("class", "same_class", None),
        Refusal::SatisfactionRange => return single("sat_after", "score_range", None),
        Refusal::NotSatisfied => ErrorCode::ComplaintNotSatisfied,
        Refusal::ReopenWindow => ErrorCode::ComplaintReopenWindow,
        Refusal::BeforeLastStep => return single("occurred_at", "before_last_event", None),
        Refusal::InFuture => return single("occurred_at", "time_future", None),
    };
    code.into()
}
