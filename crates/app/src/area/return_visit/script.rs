//! The questionnaire of a visit as a script, and reading what was answered to it.

use wuyou_contract::explain::BothLanguages;
use wuyou_contract::return_visit::{
    ReturnVisitEvaluate, ReturnVisitResult, VisitAnswerInput, VisitAnswerKind, VisitAnswered,
    VisitEvaluation, VisitFollowUp, VisitOption, VisitQuestion, VisitScript,
};
use wuyou_contract::{ApiError, ErrorCode};
use wuyou_domain::id::ReturnVisitId;
use wuyou_domain::localized::Localized;
use wuyou_domain::reference::{
    Answer, Answers, Effect, Evaluation, Measure, Named, Question, QuestionKind, Questionnaire,
    Questionnaires,
};
use wuyou_domain::return_visit::Kind;
use wuyou_domain::rule::RuleError;
use wuyou_store::return_visit as store;

use super::agree::asks_consent;
use crate::app::{Acting, App};
use crate::failure::Outcome;
use crate::input::single;
use crate::show::code_from;

/// The questionnaire of a kind of visit, with the version answers keep.
pub(super) fn form_of(kind: &str) -> Result<(&'static Questionnaire, &'static str), ApiError> {
    let document = Questionnaires::document();
    let kind = Kind::from_code(kind).ok_or(ErrorCode::Internal)?;
    let form = document.content.on(kind.occasion());
    let form = form.ok_or(ErrorCode::Internal)?;
    Ok((form, &document.version))
}

pub(super) fn both(text: &Localized) -> BothLanguages {
    BothLanguages {
        zh: text.zh.clone(),
        en: text.en.clone(),
    }
}

/// The script the screen shows.
pub(super) fn script(form: &Questionnaire, version: &str, notice: &BothLanguages) -> VisitScript {
    VisitScript {
        code: form.code.clone(),
        version: version.to_owned(),
        name: both(&form.name),
        questions: form
            .questions
            .iter()
            .map(|one| question(one, notice))
            .collect(),
    }
}

fn question(question: &Question, notice: &BothLanguages) -> VisitQuestion {
    let (kind, unit, options) = match &question.answer {
        QuestionKind::YesNo {} => (VisitAnswerKind::YesNo, None, Vec::new()),
        QuestionKind::ScaleOneToFive {} => (VisitAnswerKind::ScaleOneToFive, None, Vec::new()),
        QuestionKind::ScaleZeroToTen {} => (VisitAnswerKind::ScaleZeroToTen, None, Vec::new()),
        QuestionKind::Number { unit, .. } => (VisitAnswerKind::Number, Some(both(unit)), vec![]),
        QuestionKind::Money {} => (VisitAnswerKind::Money, None, Vec::new()),
        QuestionKind::Text {} => (VisitAnswerKind::Text, None, Vec::new()),
        QuestionKind::Choice { options } => (VisitAnswerKind::Choice, None, offered(options)),
        QuestionKind::Checks { options } => (VisitAnswerKind::Checks, None, offered(options)),
    };
    VisitQuestion {
        code: question.code.clone(),
        text: both(&question.text),
        kind,
        required: question.required,
        decides: question.measures == Some(Measure::Working),
        unit,
        options,
        notice: asks_consent(question).then(|| notice.clone()),
    }
}

fn offered(options: &[Named]) -> Vec<VisitOption> {
    let options = options.iter().map(|option| VisitOption {
        code: option.code.clone(),
        name: both(&option.name),
    });
    options.collect()
}

/// The answers as the rules read them; blank ones are left out.
pub(super) fn read(given: &[VisitAnswerInput]) -> Result<Answers, ApiError> {
    let mut answers = Answers::new();
    for one in given {
        let text = one.text.as_deref().map(str::trim);
        let text = text.filter(|text| !text.is_empty());
        let answer = match (one.yes, one.number, text, &one.codes) {
            (Some(yes), None, None, None) => Answer::YesNo(yes),
            (None, Some(number), None, None) => Answer::Number(number),
            (None, None, Some(text), None) => Answer::Text(text.to_owned()),
            (None, None, None, Some(codes)) => Answer::Codes(codes.clone()),
            (None, None, None, None) => continue,
            _ => return Err(wrong(&one.question)),
        };
        if answers.insert(one.question.clone(), answer).is_some() {
            return Err(wrong(&one.question));
        }
    }
    Ok(answers)
}

fn wrong(question: &str) -> ApiError {
    single(&format!("answers.{question}"), "answer", None)
}

/// What the answers say, or which of them does not fit its question.
pub(super) fn judge(form: &Questionnaire, answers: &Answers) -> Result<Evaluation, ApiError> {
    form.evaluate(answers).map_err(|error: RuleError| {
        let field = error.field().unwrap_or("answers").to_owned();
        single(&field, "answer", None)
    })
}

pub(super) fn has(evaluation: &Evaluation, effect: Effect) -> bool {
    evaluation.follow_ups.iter().any(|one| one.effect == effect)
}

/// The result that fits the answers. What is opened whatever the result is, as maintenance that is
/// wanted, is no reason to call a content household anything else.
fn proposed(evaluation: &Evaluation) -> ReturnVisitResult {
    let has = |effect| has(evaluation, effect);
    if has(Effect::SafetyOrder) || has(Effect::RepairOrder) {
        ReturnVisitResult::ToOrder
    } else if has(Effect::Complaint) {
        ReturnVisitResult::ToComplaint
    } else if has(Effect::ManagerCall) {
        ReturnVisitResult::Settled
    } else {
        ReturnVisitResult::Satisfied
    }
}

/// Tells what the answers given so far set going.
pub(crate) fn evaluate(
    app: &App,
    _: &Acting,
    request: ReturnVisitEvaluate,
) -> Outcome<VisitEvaluation> {
    let id = ReturnVisitId(request.id);
    let row = app.database()?.read(|view| store::get(view, id))?;
    let (form, _) = form_of(&row.kind)?;
    let answers = read(&request.answers)?;
    let evaluation = judge(form, &answers)?;
    Ok(VisitEvaluation {
        follow_ups: follow_ups(&evaluation, None),
        proposed: proposed(&evaluation),
        ask_manager: has(&evaluation, Effect::ManagerCall),
        unanswered: evaluation.unanswered,
    })
}

fn follow_ups(evaluation: &Evaluation, of: Option<&str>) -> Vec<VisitFollowUp> {
    let mut shown: Vec<VisitFollowUp> = Vec::new();
    for one in &evaluation.follow_ups {
        let asked = of.is_none_or(|question| question == one.question);
        if let (true, Some(code)) = (asked, code_from(Some(one.effect.code())))
            && !shown.contains(&code)
        {
            shown.push(code);
        }
    }
    shown
}

/// The answers of a stored form beside their questions. A form of another version is told by the
/// questions of today as far as they are still asked and the answer fits; whatever else was answered
/// stands as it was kept.
pub(super) fn answered(code: &str, version: &str, json: &str) -> Vec<VisitAnswered> {
    let own = Questionnaires::of_version(version);
    let document = own.unwrap_or_else(Questionnaires::document);
    let form = document.content.find(code);
    let Ok(answers) = serde_json::from_str::<Answers>(json) else {
        return Vec::new();
    };
    let same = form.filter(|_| own.is_some());
    let evaluation = same.and_then(|form| form.evaluate(&answers).ok());
    let questions = form.map_or(&[][..], |form| form.questions.as_slice());
    let asked = |code: &str| questions.iter().find(|question| question.code == code);
    let known = questions.iter().filter_map(|question| {
        let answer = answers.get(&question.code)?;
        Some(VisitAnswered {
            text: both(&question.text),
            answer: worded(question, answer),
            follow_ups: evaluation
                .as_ref()
                .map(|evaluation| follow_ups(evaluation, Some(&question.code)))
                .unwrap_or_default(),
        })
    });
    let gone = answers.iter().filter(|(code, _)| asked(code).is_none());
    let gone = gone.map(|(code, answer)| VisitAnswered {
        text: same_in_both(code.clone()),
        answer: plain(answer),
        follow_ups: Vec::new(),
    });
    known.chain(gone).collect()
}

fn same_in_both(text: String) -> BothLanguages {
    BothLanguages {
        zh: text.clone(),
        en: text,
    }
}

/// An answer as it was kept, where its question is asked no more.
fn plain(answer: &Answer) -> BothLanguages {
    match answer {
        Answer::YesNo(yes) => yes_no(*yes),
        Answer::Number(number) => same_in_both(number.to_string()),
        Answer::Text(text) => same_in_both(text.clone()),
        Answer::Codes(codes) => same_in_both(codes.join(", ")),
    }
}

fn yes_no(yes: bool) -> BothLanguages {
    let (zh, en) = if yes { ("是", "yes") } else { ("否", "no") };
    BothLanguages {
        zh: zh.to_owned(),
        en: en.to_owned(),
    }
}

/// An answer in words.
pub(super) fn worded(question: &Question, answer: &Answer) -> BothLanguages {
    match (&question.answer, answer) {
        (QuestionKind::Money {}, Answer::Number(fen)) => BothLanguages {
            zh: format!("{:.2} 元", fen / 100.0),
            en: format!("¥{:.2}", fen / 100.0),
        },
        (QuestionKind::Number { unit, .. }, Answer::Number(number)) => BothLanguages {
            zh: format!("{number} {}", unit.zh),
            en: format!("{number} {}", unit.en),
        },
        (QuestionKind::Choice { options }, Answer::Text(code)) => {
            let option = options.iter().find(|option| option.code == *code);
            option.map_or_else(|| plain(answer), |option| both(&option.name))
        }
        (QuestionKind::Checks { .. }, Answer::Codes(codes)) if codes.is_empty() => BothLanguages {
            zh: "一样都没做到".to_owned(),
            en: "none of them".to_owned(),
        },
        (QuestionKind::Checks { options }, Answer::Codes(codes)) => {
            let ticked = || options.iter().filter(|one| codes.contains(&one.code));
            let zh: Vec<&str> = ticked().map(|one| one.name.zh.as_str()).collect();
            let en: Vec<&str> = ticked().map(|one| one.name.en.as_str()).collect();
            BothLanguages {
                zh: zh.join("、"),
                en: en.join(", "),
            }
        }
        _ => plain(answer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_another_version_stay_readable() {
        let json = r#"{"fixed":false,"satisfaction":4.0,"asked_no_more":"热"}"#;
        let rows = answered("AFTER-REPAIR", "questionnaires-of-another-day", json);
        let told = |row: &VisitAnswered| (row.text.zh.clone(), row.answer.zh.clone());
        let told: Vec<_> = rows.iter().map(told).collect();
        assert_eq!(told.len(), 3);
        assert!(
            told[0].0.contains("修好了吗") && told[0].1 == "否",
            "{told:?}"
        );
        assert_eq!(told[2], ("asked_no_more".to_owned(), "热".to_owned()));
        assert!(rows.iter().all(|row| row.follow_ups.is_empty()));
        let gone = answered("A-FORM-THAT-IS-GONE", "1", json);
        assert_eq!(gone.len(), 3);
    }
}
