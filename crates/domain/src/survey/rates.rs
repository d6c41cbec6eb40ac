//! Measures of one question: CSAT, NPS, CES.

use serde::{Deserialize, Serialize};

use super::SurveyPolicy;
use super::sample::{Mean, mean};
use crate::explain::{Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// More answers of one kind than there can be customers.
const COUNT_MAX: i64 = 1_000_000_000;
/// More answers than a dealer's survey has.
const ANSWERS_MAX: usize = 1_000_000;

/// Answers 1–5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CsatInput {
    /// One answer 1–5 a respondent.
    pub answers: Vec<i64>,
}

/// The share of satisfied respondents.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CsatResult {
    /// Per cent that answered 4 or 5; null without answers.
    pub csat: Option<f64>,
    /// Respondents that did.
    pub satisfied: u32,
    /// Respondents.
    pub n: u32,
}

/// How many would recommend us (9–10), are passive (7–8), or would not (0–6).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NpsInput {
    /// Answers 9–10.
    pub promoters: i64,
    /// Answers 7–8.
    pub passives: i64,
    /// Answers 0–6.
    pub detractors: i64,
}

/// The net promoter score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct NpsResult {
    /// Per cent of promoters less per cent of detractors, not rounded; null without answers.
    pub nps: Option<f64>,
}

/// Answers 0–10.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NpsAnswers {
    /// One answer 0–10 a respondent.
    pub answers: Vec<i64>,
}

/// Answers 1–7.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CesInput {
    /// One answer 1–7 a respondent.
    pub answers: Vec<i64>,
}

/// The mean effort.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct CesResult {
    /// The mean with its interval; null without answers.
    pub ces: Option<Mean>,
    /// Respondents.
    pub n: u32,
}

/// The share of satisfied answers to a 1–5 question.
///
/// # Errors
/// [`RuleError::OutOfRange`] for an answer outside 1–5, or too many.
pub fn csat(
    policy: &Document<SurveyPolicy>,
    input: &CsatInput,
) -> Result<Decision<CsatResult>, RuleError> {
    let n = check(&input.answers, 1, 5)?;
    let from = policy.content.csat_satisfied_from;
    let satisfied = input.answers.iter().filter(|a| **a >= i64::from(from));
    let satisfied = satisfied.count() as u32;
    let result = CsatResult {
        csat: (n > 0).then(|| f64::from(satisfied) * 100.0 / f64::from(n)),
        satisfied,
        n,
    };
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    why.steps.push(if n > 0 {
        line!("survey-csat", satisfied = satisfied, n = n, from = from)
    } else {
        line!("survey-no-answers")
    });
    Ok(Decision { result, why })
}

/// The net promoter score of counted answers.
///
/// # Errors
/// [`RuleError::OutOfRange`] for a negative count or one beyond reason.
pub fn nps(input: &NpsInput) -> Result<Decision<NpsResult>, RuleError> {
    for (field, count) in [
        ("promoters", input.promoters),
        ("passives", input.passives),
        ("detractors", input.detractors),
    ] {
        if !(0..=COUNT_MAX).contains(&count) {
            return Err(RuleError::OutOfRange {
                field: field.into(),
            });
        }
    }
    let n = input.promoters + input.passives + input.detractors;
    let net = input.promoters - input.detractors;
    let nps = (n > 0).then(|| (net * 100) as f64 / n as f64);
    let mut why = Explanation::default();
    why.steps.push(match nps {
        Some(nps) => line!(
            "survey-nps",
            promoters = input.promoters,
            detractors = input.detractors,
            n = n,
            nps = nps
        ),
        None => line!("survey-no-answers"),
    });
    Ok(Decision {
        result: NpsResult { nps },
        why,
    })
}

/// Sorts 0–10 answers into the three kinds that [`nps`] takes.
///
/// # Errors
/// [`RuleError::OutOfRange`] for an answer outside 0–10, or too many.
pub fn count_nps(policy: &SurveyPolicy, input: &NpsAnswers) -> Result<NpsInput, RuleError> {
    check(&input.answers, 0, 10)?;
    let mut counts = NpsInput {
        promoters: 0,
        passives: 0,
        detractors: 0,
    };
    for answer in &input.answers {
        if *answer >= i64::from(policy.nps_promoter_from) {
            counts.promoters += 1;
        } else if *answer <= i64::from(policy.nps_detractor_to) {
            counts.detractors += 1;
        } else {
            counts.passives += 1;
        }
    }
    Ok(counts)
}

/// The mean of the effort customers report, 1–7.
///
/// # Errors
/// [`RuleError::OutOfRange`] for an answer outside 1–7, or too many.
pub fn ces(input: &CesInput) -> Result<Decision<CesResult>, RuleError> {
    let n = check(&input.answers, 1, 7)?;
    let answers: Vec<f64> = input.answers.iter().map(|answer| *answer as f64).collect();
    let ces = mean(&answers);
    let mut why = Explanation::default();
    why.steps.push(match ces {
        Some(ces) => line!("survey-ces", mean = ces.mean, n = n),
        None => line!("survey-no-answers"),
    });
    Ok(Decision {
        result: CesResult { ces, n },
        why,
    })
}

fn check(answers: &[i64], from: i64, to: i64) -> Result<u32, RuleError> {
    if answers.len() > ANSWERS_MAX {
        return Err(RuleError::OutOfRange {
            field: "answers".into(),
        });
    }
    match answers.iter().position(|a| !(from..=to).contains(a)) {
        Some(index) => Err(RuleError::OutOfRange {
            field: format!("answers[{index}]").into(),
        }),
        None => Ok(answers.len() as u32),
    }
}
