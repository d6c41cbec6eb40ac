//! What the answers to a questionnaire set going.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Condition, Effect, Measure, Question, QuestionKind, Questionnaire};
use crate::rule::{Field, RuleError};

/// The largest amount an answer can name, in fen: 100,000 yuan.
pub(super) const MOST_FEN: f64 = 10_000_000.0;
/// The longest text of an answer, in characters.
const LONGEST_TEXT: usize = 2_000;

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Answer {
    /// Yes or no.
    YesNo(bool),
    /// A number: scales, measures, money in fen.
    Number(f64),
    /// Free text, or the code of one of a list.
    Text(String),
    /// The codes of a list that hold.
    Codes(Vec<String>),
}

/// Answers by the code of the question; a question that was not answered is left out.
pub type Answers = BTreeMap<String, Answer>;

/// Something an answer sets going.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct FollowUp {
    /// The question whose answer it was.
    pub question: String,
    /// What follows.
    pub effect: Effect,
}

/// What a filled-in questionnaire says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Evaluation {
    /// What it sets going, in the order of the questions.
    pub follow_ups: Vec<FollowUp>,
    /// The required questions without an answer.
    pub unanswered: Vec<String>,
}

impl Questionnaire {
    /// How many points of the etiquette were ticked, and of how many; none where it was not asked,
    /// or not answered.
    #[must_use]
    pub fn etiquette(&self, answers: &Answers) -> Option<(u32, u32)> {
        let mut questions = self.questions.iter();
        let question = questions.find(|q| q.measures == Some(Measure::Etiquette))?;
        match (&question.answer, answers.get(&question.code)?) {
            (QuestionKind::Checks { options }, Answer::Codes(codes)) => {
                let ticked = options.iter().filter(|one| codes.contains(&one.code));
                Some((ticked.count() as u32, options.len() as u32))
            }
            _ => None,
        }
    }

    /// What `answers` set going.
    ///
    /// # Errors
    /// Each names `answers.<question>`: [`RuleError::UnknownField`] for a question the form does
    /// not have, [`RuleError::BadValue`] for an answer of the wrong kind,
    /// [`RuleError::OutOfRange`] for a number or text nobody can mean,
    /// [`RuleError::UnknownCode`] for a choice that is not offered.
    pub fn evaluate(&self, answers: &Answers) -> Result<Evaluation, RuleError> {
        if let Some(unknown) = answers.keys().find(|code| self.question(code).is_none()) {
            return Err(RuleError::UnknownField {
                field: place_of(unknown),
            });
        }
        let mut evaluation = Evaluation {
            follow_ups: Vec::new(),
            unanswered: Vec::new(),
        };
        for question in &self.questions {
            let Some(answer) = answers.get(&question.code) else {
                if question.required {
                    evaluation.unanswered.push(question.code.clone());
                }
                continue;
            };
            question.accept(answer)?;
            let met = question.triggers.iter().filter(|t| t.when.is_met(answer));
            evaluation.follow_ups.extend(met.map(|trigger| FollowUp {
                question: question.code.clone(),
                effect: trigger.then,
            }));
        }
        Ok(evaluation)
    }
}

fn place_of(question: &str) -> Field {
    format!("answers.{question}").into()
}

impl Question {
    /// Refuses an answer of the wrong kind or out of range.
    fn accept(&self, answer: &Answer) -> Result<(), RuleError> {
        let field = place_of(&self.code);
        let whole = !matches!(self.answer, QuestionKind::Number { .. });
        match (&self.answer, answer) {
            (QuestionKind::YesNo {}, Answer::YesNo(_)) => Ok(()),
            (QuestionKind::Text {}, Answer::Text(text)) => {
                if text.chars().count() > LONGEST_TEXT {
                    return Err(RuleError::OutOfRange { field });
                }
                Ok(())
            }
            (QuestionKind::Choice { options }, Answer::Text(code)) => {
                if options.iter().any(|option| option.code == *code) {
                    return Ok(());
                }
                Err(RuleError::UnknownCode { field })
            }
            (QuestionKind::Checks { options }, Answer::Codes(codes)) => {
                let known = |code: &String| options.iter().any(|option| option.code == *code);
                let once: BTreeSet<&String> = codes.iter().collect();
                if codes.iter().all(known) && once.len() == codes.len() {
                    return Ok(());
                }
                Err(RuleError::UnknownCode { field })
            }
            (kind, Answer::Number(number)) => {
                let Some((min, max)) = kind.range() else {
                    return Err(wrong_kind(field));
                };
                if whole && number.fract() != 0.0 {
                    let reason = "must be a whole number".into();
                    return Err(RuleError::BadValue { field, reason });
                }
                if !(min..=max).contains(number) {
                    return Err(RuleError::OutOfRange { field });
                }
                Ok(())
            }
            _ => Err(wrong_kind(field)),
        }
    }
}

fn wrong_kind(field: Field) -> RuleError {
    RuleError::BadValue {
        field,
        reason: "is an answer of another kind".into(),
    }
}

impl Condition {
    fn is_met(&self, answer: &Answer) -> bool {
        match (self, answer) {
            (Self::Yes {}, Answer::YesNo(yes)) => *yes,
            (Self::No {}, Answer::YesNo(yes)) => !yes,
            (Self::AtMost { value }, Answer::Number(number)) => number <= value,
            (Self::AtLeast { value }, Answer::Number(number)) => number >= value,
            (Self::Option { code }, Answer::Text(chosen)) => code == chosen,
            (Self::Said {}, Answer::Text(text)) => !text.trim().is_empty(),
            _ => false,
        }
    }
}
