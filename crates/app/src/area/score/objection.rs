//! Objections to figures (异议): whose figure it is objects, a manager answers, both stay.

use wuyou_contract::ErrorCode;
use wuyou_contract::score::{
    ScoreAnswer, ScoreAnswered, ScoreBoard, ScoreBoardGet, ScoreCard, ScoreCardGet, ScoreObject,
    ScoreObjection,
};
use wuyou_contract::staff::Role;
use wuyou_domain::id::{ScoreObjectionId, StaffId};
use wuyou_domain::score::Score;
use wuyou_store::score::{self as store, ScoreObjectionRow};
use wuyou_store::{Id, View};

use super::{Asked, board, card};
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::{Form, single};
use crate::show::{code_from, code_text};

/// Objects to a figure of one's own card.
pub(crate) fn object(app: &App, acting: &Acting, request: ScoreObject) -> Outcome<ScoreCard> {
    let me = acting.staff()?;
    let mut form = Form::new(acting.now_at);
    let text = form.required_note("text", &request.text);
    form.finish()?;
    let asked = Asked::read(acting, Some(&request.month))?;
    let month = asked
        .month
        .ok_or_else(|| single("month", "required", None))?;
    let figure = code_text(&request.figure).and_then(|code| Score::from_code(&code));
    // The figures of the shop are nobody's own.
    let figure = figure.filter(|score| Score::OF_PERSON.contains(score));
    let figure = figure.ok_or_else(|| single("figure", "choose_one", None))?;
    let id = ScoreObjectionId(app.new_id(acting));
    app.database()?.edit(&acting.edit()?, |tx| -> Outcome<()> {
        tx.insert(
            "score_objection",
            id,
            &[
                ("staff_id", me.value()),
                ("month", month.as_str().into()),
                ("figure", figure.code().into()),
                ("event", "object".into()),
                ("text", text.into()),
                ("by_id", me.value()),
                ("occurred_at", acting.now_at.into()),
            ],
        )?;
        Ok(())
    })?;
    let request = ScoreCardGet {
        staff_id: None,
        month: Some(month),
    };
    card(app, acting, request)
}

/// Answers an objection; nobody judges their own.
pub(crate) fn answer(app: &App, acting: &Acting, request: ScoreAnswer) -> Outcome<ScoreBoard> {
    let me = acting.staff()?;
    let mut form = Form::new(acting.now_at);
    let text = form.required_note("text", &request.text);
    form.finish()?;
    let event = if request.accepted {
        "accept"
    } else {
        "decline"
    };
    let id = ScoreObjectionId(app.new_id(acting));
    let month = app
        .database()?
        .edit(&acting.edit()?, |tx| -> Outcome<String> {
            let row = store::get(tx.view(), ScoreObjectionId(request.id))?;
            if row.event != "object" {
                return Err(ErrorCode::NotFound.into());
            }
            if row.staff_id == me {
                return Err(ErrorCode::NotAllowed.into());
            }
            let open = store::unanswered(tx.view(), Some(row.staff_id))?;
            if open.iter().all(|one| one.id != row.id) {
                return Err(ErrorCode::NotFound.into());
            }
            tx.insert(
                "score_objection",
                id,
                &[
                    ("staff_id", row.staff_id.value()),
                    ("month", row.month.as_str().into()),
                    ("figure", row.figure.into()),
                    ("event", event.into()),
                    ("objection_id", row.id.value()),
                    ("text", text.into()),
                    ("by_id", me.value()),
                    ("occurred_at", acting.now_at.into()),
                ],
            )?;
            Ok(row.month)
        })?;
    let asked = Asked::read(acting, Some(&month)).is_ok();
    let request = ScoreBoardGet {
        month: asked.then_some(month),
    };
    board(app, acting, request)
}

/// The objections of a month with their answers, or all without one.
pub(super) fn shown(
    view: View<'_>,
    acting: &Acting,
    month: Option<&str>,
    who: Option<StaffId>,
) -> Outcome<Vec<ScoreObjection>> {
    let rows = match month {
        Some(month) => store::objections(view, month, who)?,
        None => store::unanswered(view, who)?,
    };
    let objections = rows.iter().filter(|row| row.event == "object");
    let shown = objections.filter_map(|row| one(acting, row, &rows));
    Ok(shown.collect())
}

/// One objection; none where this version does not know its figure.
fn one(
    acting: &Acting,
    row: &ScoreObjectionRow,
    rows: &[ScoreObjectionRow],
) -> Option<ScoreObjection> {
    let answers = rows.iter().filter(|one| one.objection_id == Some(row.id));
    let answers: Vec<_> = answers
        .map(|one| ScoreAnswered {
            accepted: one.event == "accept",
            text: one.text.clone(),
            by: one.by_name.clone(),
            at: one.occurred_at,
        })
        .collect();
    let manager = acting.role == Some(Role::Manager);
    Some(ScoreObjection {
        id: row.id.0,
        staff_id: row.staff_id.0,
        name: row.staff_name.clone(),
        month: row.month.clone(),
        figure: code_from(Some(&row.figure))?,
        text: row.text.clone(),
        at: row.occurred_at,
        may_answer: manager && answers.is_empty() && acting.staff != Some(row.staff_id),
        answers,
    })
}
