//! An effective visit: the answers, what follows, and the order it confirms, in one transaction.

use wuyou_contract::contact::ContactResult;
use wuyou_contract::request::Channel;
use wuyou_contract::return_visit::{ReturnVisitComplete, ReturnVisitDetail, ReturnVisitResult};
use wuyou_domain::id::{ContactId, ReturnVisitId, VisitAnswerId};
use wuyou_domain::reference::{Answer, Answers, Effect, Evaluation, Measure, Questionnaire};
use wuyou_domain::return_visit::fit::{Said, confirms, fit, opens};
use wuyou_domain::return_visit::state::{Event, Result as Came};
use wuyou_domain::text;
use wuyou_domain::visit_audit::SECONDS_MAX;
use wuyou_domain::work_order::Step;
use wuyou_store::return_visit::{self as store, ReturnVisitRow};
use wuyou_store::{Id, Tx};
use wuyou_sync::value::Value;

use super::agree::write_consents;
use super::call::{Call, over, write_contact};
use super::detail::detail;
use super::follow::{Opened, Wanted, open, problem_of};
use super::script::{form_of, judge, read};
use super::standing::{facts, standing, step};
use crate::app::{Acting, App};
use crate::area::work_order::take_within;
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_of, code_text};

/// Most characters of a form as it is kept.
const ANSWERS_MAX: usize = 10_000;

/// A visit as it was typed and found in order.
struct Typed {
    call: Call,
    answers: Answers,
    /// As it is kept.
    json: String,
    evaluation: Evaluation,
    /// What the answers come to.
    said: Said,
    result: ReturnVisitResult,
    /// The same, as the rules name it.
    came: Came,
    next_action: Option<String>,
    problem: String,
    suggestion: Option<String>,
    duration_seconds: Option<i64>,
}

/// Records an effective visit, and opens what follows from it.
pub(crate) fn complete(
    app: &App,
    acting: &Acting,
    request: ReturnVisitComplete,
) -> Outcome<ReturnVisitDetail> {
    let id = ReturnVisitId(request.id);
    let database = app.database()?;
    let kind = database.read(|view| store::get(view, id))?.kind;
    let (form, version) = form_of(&kind)?;
    let typed = read_form(acting, &request, form)?;

    database.edit(&acting.edit()?, |tx| -> Outcome<()> {
        let row = store::get(tx.view(), id)?;
        let own = standing(tx.view(), acting, &row)?.settle(request.own_work_known)?;
        let state = decide(acting, &row, form, &typed, &request)?;
        tx.update(
            "return_visit",
            id,
            &[("state", state.code().into()), ("next_at", Value::Null)],
        )?;
        let wanted = Wanted {
            opens: opens(typed.came, typed.said),
            ask_manager: request.ask_manager,
            said: typed.said,
            evaluation: &typed.evaluation,
            problem: &typed.problem,
            occurred_at: typed.call.occurred_at,
        };
        let opened = open(app, acting, tx, &row, &wanted)?;
        let contact = ContactId(app.new_id(acting));
        write_contact(tx, contact, &row, &typed.call, opened.request)?;
        let answer = VisitAnswerId(app.new_id(acting));
        let form = (form, version);
        write_answer(tx, (answer, contact), &row, form, &typed, (&opened, own))?;
        write_consents(app, acting, tx, &row, (form.0, &typed.answers), &typed.call)?;
        confirm_order(app, acting, tx, &row, &typed)?;
        over(tx, &row, state)
    })?;
    database.read(|view| detail(acting, view, id))
}

fn read_form(
    acting: &Acting,
    request: &ReturnVisitComplete,
    form: &Questionnaire,
) -> Outcome<Typed> {
    let answers = read(&request.answers)?;
    let evaluation = judge(form, &answers)?;
    let mut typed = Form::new(acting.now_at);
    for question in &form.questions {
        let open = evaluation.unanswered.contains(&question.code);
        let decides = question.measures == Some(Measure::Working);
        if open && (decides || !request.incomplete) {
            typed.wrong(&format!("answers.{}", question.code), "unanswered", None);
        }
    }
    let phone = typed.phone("phone", request.phone.as_deref());
    let next_action = typed.line(
        "next_action",
        request.next_action.as_deref(),
        text::LINE_MAX,
    );
    let problem = typed.note("problem", request.problem.as_deref());
    let occurred_at = typed.happened_at("occurred_at", request.occurred_at);
    let said = Said::of(
        &evaluation,
        working(form, &answers).flatten(),
        score(form, &answers, Measure::Csat),
    );
    let (result, came) = read_result(&mut typed, request, said);
    let answered = problem_of(form, &answers, &evaluation);
    let problem = match (problem, answered.is_empty()) {
        (Some(problem), _) => problem,
        (None, false) => answered,
        (None, true) => {
            if matches!(
                result,
                ReturnVisitResult::ToOrder | ReturnVisitResult::ToComplaint
            ) || request.ask_manager
            {
                typed.wrong("problem", "required", None);
            }
            String::new()
        }
    };
    let json = serde_json::to_string(&answers).unwrap_or_default();
    if json.chars().count() > ANSWERS_MAX {
        typed.wrong("answers", "too_long", None);
    }
    typed.finish()?;
    let call = Call {
        phone: phone.map(|phone| phone.digits().to_owned()),
        channel: request.channel.unwrap_or(Channel::Phone),
        result: Some(ContactResult::Reached),
        text: told(form, result, &problem),
        occurred_at,
    };
    Ok(Typed {
        call,
        suggestion: suggestion(form, &answers),
        json,
        answers,
        evaluation,
        said,
        result,
        came,
        next_action,
        problem,
        duration_seconds: request
            .duration_seconds
            .filter(|seconds| (0..=SECONDS_MAX).contains(seconds)),
    })
}

/// The result that was chosen, if it fits what was answered.
fn read_result(
    typed: &mut Form,
    request: &ReturnVisitComplete,
    said: Said,
) -> (ReturnVisitResult, Came) {
    let came = request.result.as_ref().and_then(code_text);
    let came = came.and_then(|code| Came::from_code(&code));
    let Some((result, came)) = request.result.zip(came) else {
        typed.wrong("result", "required", None);
        return (ReturnVisitResult::Satisfied, Came::Satisfied);
    };
    if let Err(unfit) = fit(came, said, request.ask_manager) {
        typed.wrong("result", unfit.code(), None);
    }
    (result, came)
}

/// What the household's history says of the visit.
fn told(form: &Questionnaire, result: ReturnVisitResult, problem: &str) -> String {
    let came = match result {
        ReturnVisitResult::Satisfied => "满意",
        ReturnVisitResult::Settled => "已消除不满",
        ReturnVisitResult::ToOrder => "转工单",
        ReturnVisitResult::ToComplaint => "转投诉",
    };
    let head = format!("{}：{came}", form.name.zh);
    if problem.is_empty() {
        head
    } else {
        format!("{head}。{problem}")
    }
}

/// What the customer suggests, from every question that asks for it (R086).
fn suggestion(form: &Questionnaire, answers: &Answers) -> Option<String> {
    let asks = |question: &&wuyou_domain::reference::Question| {
        let mut triggers = question.triggers.iter();
        triggers.any(|trigger| trigger.then == Effect::Suggestion)
    };
    let said = form.questions.iter().filter(asks).filter_map(|question| {
        match answers.get(&question.code) {
            Some(Answer::Text(text)) => Some(text.as_str()),
            _ => None,
        }
    });
    let said = said.collect::<Vec<_>>().join("；");
    (!said.is_empty()).then_some(said)
}

fn decide(
    acting: &Acting,
    row: &ReturnVisitRow,
    form: &Questionnaire,
    typed: &Typed,
    request: &ReturnVisitComplete,
) -> Outcome<wuyou_domain::return_visit::state::State> {
    let opens = matches!(
        typed.result,
        ReturnVisitResult::ToOrder | ReturnVisitResult::ToComplaint
    ) || request.ask_manager;
    let known = facts(row, typed.call.occurred_at, 0);
    let mut known = known.ok_or_else(|| single("occurred_at", "time_past", None))?;
    known.reached = true;
    // Where a form has no such question, as after a complaint, nothing is missing.
    known.works_answered = working(form, &typed.answers).is_none_or(|answer| answer.is_some());
    known.result = Some(typed.came);
    known.next_action = if opens {
        Some(typed.problem.clone())
    } else {
        typed.next_action.clone()
    };
    known.suggestion = typed.suggestion.clone();
    Ok(step(acting, row, Event::Complete, &known)?.state)
}

/// The answer to the question whether it works; `None` when the form has no such question.
fn working(form: &Questionnaire, answers: &Answers) -> Option<Option<bool>> {
    let answer = measured(form, answers, Measure::Working)?;
    Some(match answer {
        Some(Answer::YesNo(yes)) => Some(*yes),
        _ => None,
    })
}

fn measured<'a>(
    form: &Questionnaire,
    answers: &'a Answers,
    measure: Measure,
) -> Option<Option<&'a Answer>> {
    let mut questions = form.questions.iter();
    let question = questions.find(|question| question.measures == Some(measure))?;
    Some(answers.get(&question.code))
}

fn score(form: &Questionnaire, answers: &Answers, measure: Measure) -> Option<i64> {
    match measured(form, answers, measure)? {
        Some(Answer::Number(number)) => Some(*number as i64),
        _ => None,
    }
}

fn write_answer(
    tx: &mut Tx<'_>,
    (id, contact): (VisitAnswerId, ContactId),
    row: &ReturnVisitRow,
    (form, version): (&Questionnaire, &str),
    typed: &Typed,
    (opened, own): (&Opened, bool),
) -> Outcome<()> {
    let staff = tx.context().actor;
    let agreed = typed.next_action.iter().chain(&opened.said);
    let agreed: Vec<&str> = agreed.map(String::as_str).collect();
    let agreed = (!agreed.is_empty()).then(|| agreed.join("；"));
    let works = working(form, &typed.answers).flatten();
    tx.insert(
        "visit_answer",
        id,
        &[
            ("return_visit_id", row.id.value()),
            ("contact_id", contact.value()),
            ("occurred_at", typed.call.occurred_at.into()),
            ("staff_id", staff.value()),
            ("questionnaire_code", form.code.as_str().into()),
            ("questionnaire_version", version.into()),
            ("answers", typed.json.as_str().into()),
            ("result", code_of(&typed.result)),
            ("next_action", agreed.into()),
            ("suggestion", typed.suggestion.clone().into()),
            ("duration_seconds", typed.duration_seconds.into()),
            ("works", works.map_or(Value::Null, Value::from)),
            ("csat", score(form, &typed.answers, Measure::Csat).into()),
            ("nps", score(form, &typed.answers, Measure::Nps).into()),
            ("own_work", own.into()),
            ("follow_request_id", opened.request.map(Id::row_id).into()),
            ("follow_order_id", opened.order.map(Id::row_id).into()),
        ],
    )?;
    Ok(())
}

/// A content household with nothing left to do confirms the order it was asked about (R016); nobody
/// has to do it again there.
fn confirm_order(
    app: &App,
    acting: &Acting,
    tx: &mut Tx<'_>,
    row: &ReturnVisitRow,
    typed: &Typed,
) -> Outcome<()> {
    let after_work = row.kind == "after_repair" || row.kind == "after_maintenance";
    let content = confirms(typed.came, typed.said);
    if let (true, Some(order)) = (after_work && content, row.work_order_id) {
        let said = (Step::Confirm, typed.call.text.as_str());
        take_within(app, acting, tx, order, said, typed.call.occurred_at)?;
    }
    Ok(())
}
