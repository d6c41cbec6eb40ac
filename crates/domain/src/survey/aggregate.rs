//! A survey: the mean over respondents with its confidence interval.

use serde::{Deserialize, Serialize};

use super::sample::{Mean, mean};
use super::servqual::judge;
use super::{Dimension, Level, ServqualInput, ServqualResult, SurveyPolicy};
use crate::explain::{Decision, Explanation, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// More forms than any survey of a dealer has.
const FORMS_MAX: usize = 200_000;

/// The forms of a survey.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IndexInput {
    /// One form a respondent.
    pub forms: Vec<ServqualInput>,
    /// Count forms with 44 equal answers too; by default they are left out.
    #[serde(default)]
    pub include_straight_lines: bool,
}

/// Respondents by level.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema,
)]
pub struct LevelCounts {
    /// Below expectation.
    pub dissatisfied: u32,
    /// As expected.
    pub satisfied: u32,
    /// Above expectation.
    pub highly_satisfied: u32,
}

/// Mean gaps by dimension.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct DimensionMeans {
    /// Items 1–4.
    pub tangibles: Option<Mean>,
    /// Items 5–9.
    pub reliability: Option<Mean>,
    /// Items 10–13.
    pub responsiveness: Option<Mean>,
    /// Items 14–17.
    pub assurance: Option<Mean>,
    /// Items 18–22.
    pub empathy: Option<Mean>,
}

/// What a survey says. Intervals are 95 %, by Student's t.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ServqualIndex {
    /// Forms handed in.
    pub forms: u32,
    /// Forms that count: valid, and no straight line unless asked for.
    pub n: u32,
    /// Forms with too few answers, left out.
    pub invalid: u32,
    /// Valid forms with 44 equal answers, left out unless asked for.
    pub straight_lines: u32,
    /// Of the forms that count, those whose weights did not add up to about 100 and were ignored.
    pub weights_ignored: u32,
    /// Of the forms that count, those whose weights were rescaled to 100.
    pub weights_rescaled: u32,
    /// Too few respondents to conclude anything (样本不足).
    pub sample_too_small: bool,
    /// Mean of the respondents' unweighted gaps; null without respondents.
    pub unweighted: Option<Mean>,
    /// Mean of the respondents' weighted gaps; null without respondents.
    pub weighted: Option<Mean>,
    /// Mean gaps by dimension.
    pub gaps: DimensionMeans,
    /// Respondents by level.
    pub levels: LevelCounts,
}

/// Puts the forms of a survey together.
///
/// # Errors
/// As [`servqual()`](super::servqual()), with the form in the field: `forms[2].perceptions[7]`; too many forms.
pub fn index(
    policy: &Document<SurveyPolicy>,
    input: &IndexInput,
) -> Result<Decision<ServqualIndex>, RuleError> {
    if input.forms.len() > FORMS_MAX {
        return Err(RuleError::OutOfRange {
            field: "forms".into(),
        });
    }
    let mut results = Vec::with_capacity(input.forms.len());
    for (number, form) in input.forms.iter().enumerate() {
        let judged = judge(&policy.content, form).map_err(|error| of_form(error, number))?;
        results.push(judged);
    }
    let (valid, invalid): (Vec<_>, Vec<_>) = results.into_iter().partition(|(form, _)| form.valid);
    let straight_lines = valid.iter().filter(|(form, _)| form.straight_line).count();
    let (counted, weights): (Vec<_>, Vec<_>) = valid
        .into_iter()
        .filter(|(form, _)| input.include_straight_lines || !form.straight_line)
        .unzip();
    let ignored = weights.iter().filter(|weights| weights.are_ignored());
    let rescaled = weights.iter().filter(|weights| weights.are_rescaled());
    let result = ServqualIndex {
        forms: count(input.forms.len()),
        n: count(counted.len()),
        invalid: count(invalid.len()),
        straight_lines: count(straight_lines),
        weights_ignored: count(ignored.count()),
        weights_rescaled: count(rescaled.count()),
        sample_too_small: count(counted.len()) < policy.content.small_sample_below,
        unweighted: mean_of(&counted, |form| form.unweighted),
        weighted: mean_of(&counted, |form| form.weighted),
        gaps: dimension_means(&counted),
        levels: level_counts(&counted),
    };
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    explain(&mut why, policy, input.include_straight_lines, &result);
    Ok(Decision { result, why })
}

fn of_form(error: RuleError, number: usize) -> RuleError {
    let place = |field: crate::rule::Field| format!("forms[{number}].{field}").into();
    match error {
        RuleError::OutOfRange { field } => RuleError::OutOfRange {
            field: place(field),
        },
        other => other,
    }
}

fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

fn mean_of(
    forms: &[ServqualResult],
    figure: impl Fn(&ServqualResult) -> Option<f64>,
) -> Option<Mean> {
    mean(&forms.iter().filter_map(figure).collect::<Vec<_>>())
}

fn dimension_means(forms: &[ServqualResult]) -> DimensionMeans {
    let of = |dimension| mean_of(forms, |form| form.gaps.of(dimension));
    DimensionMeans {
        tangibles: of(Dimension::Tangibles),
        reliability: of(Dimension::Reliability),
        responsiveness: of(Dimension::Responsiveness),
        assurance: of(Dimension::Assurance),
        empathy: of(Dimension::Empathy),
    }
}

fn level_counts(forms: &[ServqualResult]) -> LevelCounts {
    let mut counts = LevelCounts::default();
    for form in forms {
        match form.level {
            Some(Level::Dissatisfied) => counts.dissatisfied += 1,
            Some(Level::Satisfied) => counts.satisfied += 1,
            Some(Level::HighlySatisfied) => counts.highly_satisfied += 1,
            None => {}
        }
    }
    counts
}

fn explain(
    why: &mut Explanation,
    policy: &Document<SurveyPolicy>,
    straight_lines_count: bool,
    result: &ServqualIndex,
) {
    why.steps.push(line!(
        "survey-index-forms",
        forms = result.forms,
        n = result.n
    ));
    if let Some(index) = result.weighted {
        why.steps.push(match (index.ci_low, index.ci_high) {
            (Some(low), Some(high)) => line!(
                "survey-index-interval",
                mean = index.mean,
                low = low,
                high = high
            ),
            _ => line!("survey-index-single", mean = index.mean),
        });
    }
    if result.invalid > 0 {
        why.notes
            .push(line!("survey-index-invalid", n = result.invalid));
    }
    if result.straight_lines > 0 {
        why.notes.push(if straight_lines_count {
            line!("survey-index-straight-in", n = result.straight_lines)
        } else {
            line!("survey-index-straight-out", n = result.straight_lines)
        });
    }
    if result.weights_ignored > 0 {
        let n = result.weights_ignored;
        why.notes.push(line!("survey-index-weights-ignored", n = n));
    }
    if result.weights_rescaled > 0 {
        let n = result.weights_rescaled;
        why.notes
            .push(line!("survey-index-weights-rescaled", n = n));
    }
    if result.sample_too_small {
        let least = policy.content.small_sample_below;
        why.notes.push(line!(
            "survey-sample-too-small",
            n = result.n,
            least = least
        ));
    }
}
