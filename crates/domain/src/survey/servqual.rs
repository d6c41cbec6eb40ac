//! One SERVQUAL form: gaps, weights, validity, level.

use serde::{Deserialize, Serialize};

use super::{Dimension, Level, SurveyPolicy};
use crate::explain::{Arg, Decision, Explanation, Line, line};
use crate::policy::Document;
use crate::rule::RuleError;

/// Items of the form.
const ITEMS: usize = 22;
/// The scale of an answer.
const SCALE: std::ops::RangeInclusive<i64> = 1..=7;
/// A gap is at most six points over at most five items, so all means fit into this denominator:
/// the least common multiple of the numbers of answered items a dimension can have (1 to 5).
const PARTS: i128 = 60;
/// Weights are kept in millionths of a millionth of a point, which is as fine as they are written,
/// so that 94.9996 is not 95.
const WEIGHT_UNIT: i64 = 1_000_000_000_000;
/// A weight larger than this is a slip of the keys.
const WEIGHT_MAX: f64 = 1_000.0;

/// A filled form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ServqualInput {
    /// 22 answers 1–7 to "a good outlet should …"; null where unanswered.
    pub expectations: Vec<Option<i64>>,
    /// 22 answers 1–7 to "this outlet …"; null where unanswered.
    pub perceptions: Vec<Option<i64>>,
    /// How the customer spread 100 points over the five dimensions; absent means equally.
    #[serde(default)]
    pub weights: Option<Vec<f64>>,
}

/// Perception minus expectation by dimension; null where too few pairs were answered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct DimensionGaps {
    /// Items 1–4.
    pub tangibles: Option<f64>,
    /// Items 5–9.
    pub reliability: Option<f64>,
    /// Items 10–13.
    pub responsiveness: Option<f64>,
    /// Items 14–17.
    pub assurance: Option<f64>,
    /// Items 18–22.
    pub empathy: Option<f64>,
}

impl DimensionGaps {
    /// The gap of one dimension.
    #[must_use]
    pub const fn of(&self, dimension: Dimension) -> Option<f64> {
        match dimension {
            Dimension::Tangibles => self.tangibles,
            Dimension::Reliability => self.reliability,
            Dimension::Responsiveness => self.responsiveness,
            Dimension::Assurance => self.assurance,
            Dimension::Empathy => self.empathy,
        }
    }
}

/// What a form says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct ServqualResult {
    /// The gaps of the dimensions.
    pub gaps: DimensionGaps,
    /// The mean of the five; null for an invalid form.
    pub unweighted: Option<f64>,
    /// The mean by the customer's weights; null for an invalid form.
    pub weighted: Option<f64>,
    /// Enough was answered for the form to count.
    pub valid: bool,
    /// All 44 answers are there and the same: left out of an index unless asked for.
    pub straight_line: bool,
    /// The respondent's level by the mean gap of all pairs; null for an invalid form.
    pub level: Option<Level>,
}

/// Expectation and perception of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerPair {
    /// 1–7.
    pub expectation: i64,
    /// 1–7.
    pub perception: i64,
}

/// How many answer pairs lie at each level, and their shares in per cent (null without pairs).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct PairLevels {
    /// Pairs.
    pub n: u32,
    /// Pairs below expectation.
    pub dissatisfied: u32,
    /// Pairs as expected.
    pub satisfied: u32,
    /// Pairs above expectation.
    pub highly_satisfied: u32,
    /// Per cent of pairs below expectation.
    pub dissatisfied_percent: Option<f64>,
    /// Per cent of pairs as expected.
    pub satisfied_percent: Option<f64>,
    /// Per cent of pairs above expectation.
    pub highly_satisfied_percent: Option<f64>,
}

/// A dimension's answered pairs: how many of how many, and the sum of their gaps.
#[derive(Clone, Copy)]
struct Tally {
    dimension: Dimension,
    items: usize,
    pairs: i128,
    sum: i128,
}

impl Tally {
    fn is_valid(&self, policy: &SurveyPolicy) -> bool {
        self.pairs * 100 >= self.items as i128 * i128::from(policy.dimension_min_percent)
    }

    /// The mean gap in sixtieths, where the dimension is valid.
    fn mean(&self, policy: &SurveyPolicy) -> Option<i128> {
        self.is_valid(policy)
            .then(|| self.sum * (PARTS / self.pairs))
    }
}

/// What became of the weights.
#[derive(Clone, Copy)]
pub(super) enum Weights {
    /// The customer gave none: all dimensions alike.
    Equal,
    /// The customer gave such that mean nothing, with this sum: all dimensions alike.
    Ignored(i128),
    /// By [`WEIGHT_UNIT`], with their sum.
    Given([i128; 5], i128),
}

impl Weights {
    pub(super) const fn are_ignored(self) -> bool {
        matches!(self, Self::Ignored(_))
    }

    pub(super) const fn are_rescaled(self) -> bool {
        matches!(self, Self::Given(_, sum) if sum != 100 * WEIGHT_UNIT as i128)
    }

    /// That they were rescaled or ignored. The sum is shown unrounded, as it was compared.
    fn note(self, policy: &SurveyPolicy) -> Option<Line> {
        let points = |sum| quotient(sum, i128::from(WEIGHT_UNIT)).to_string();
        match self {
            Self::Ignored(sum) => Some(line!(
                "survey-weights-ignored",
                sum = points(sum),
                from = policy.weight_sum_from,
                to = policy.weight_sum_to
            )),
            Self::Given(_, sum) if self.are_rescaled() => {
                Some(line!("survey-weights-rescaled", sum = points(sum)))
            }
            Self::Equal | Self::Given(..) => None,
        }
    }
}

/// Judges one form.
///
/// # Errors
/// [`RuleError::OutOfRange`] for other than 22 answers or five weights, an answer outside 1–7 or a
/// weight that is negative or beyond reason; the field names the item.
pub fn servqual(
    policy: &Document<SurveyPolicy>,
    input: &ServqualInput,
) -> Result<Decision<ServqualResult>, RuleError> {
    let figures = &policy.content;
    let (result, weights) = judge(figures, input)?;
    let mut why = Explanation::default();
    why.versions.push(policy.version_ref());
    why.notes.extend(weights.note(figures));
    explain(&mut why, figures, &tallies(input), &result);
    Ok(Decision { result, why })
}

/// What a form says and what became of its weights, without the reasons.
pub(super) fn judge(
    figures: &SurveyPolicy,
    input: &ServqualInput,
) -> Result<(ServqualResult, Weights), RuleError> {
    check_answers("expectations", &input.expectations)?;
    check_answers("perceptions", &input.perceptions)?;
    let weights = weights(figures, input.weights.as_deref())?;
    let tallies = tallies(input);
    let pairs: i128 = tallies.iter().map(|tally| tally.pairs).sum();
    let sum: i128 = tallies.iter().map(|tally| tally.sum).sum();
    let means = tallies.map(|tally| tally.mean(figures));
    let valid = pairs >= i128::from(figures.form_min_pairs) && means.iter().all(Option::is_some);
    let mut result = ServqualResult {
        gaps: gaps(means),
        unweighted: None,
        weighted: None,
        valid,
        straight_line: is_straight(input),
        level: None,
    };
    if valid {
        let means = means.map(Option::unwrap_or_default);
        let total: i128 = means.iter().sum();
        result.unweighted = Some(quotient(total, PARTS * 5));
        result.weighted = Some(match weights {
            Weights::Equal | Weights::Ignored(_) => quotient(total, PARTS * 5),
            Weights::Given(weights, sum) => {
                let weighted = means
                    .iter()
                    .zip(weights)
                    .map(|(mean, weight)| mean * weight);
                quotient(weighted.sum(), PARTS * sum)
            }
        });
        result.level = Some(level(figures, sum, pairs));
    }
    Ok((result, weights))
}

/// The level of one answer pair (R027): below, as, or above what was expected.
///
/// # Errors
/// [`RuleError::OutOfRange`] for an answer outside 1–7.
pub fn pair_level(pair: AnswerPair) -> Result<Level, RuleError> {
    check_answer(pair.expectation, || "expectation".to_owned())?;
    check_answer(pair.perception, || "perception".to_owned())?;
    Ok(match pair.perception.cmp(&pair.expectation) {
        std::cmp::Ordering::Less => Level::Dissatisfied,
        std::cmp::Ordering::Equal => Level::Satisfied,
        std::cmp::Ordering::Greater => Level::HighlySatisfied,
    })
}

/// How answer pairs spread over the three levels. Pairs with a missing half are not passed in.
///
/// # Errors
/// [`RuleError::OutOfRange`] for an answer outside 1–7 or more pairs than can be counted.
pub fn pair_levels(pairs: &[AnswerPair]) -> Result<PairLevels, RuleError> {
    let n = u32::try_from(pairs.len()).map_err(|_| RuleError::OutOfRange {
        field: "pairs".into(),
    })?;
    let mut counts = [0_u32; 3];
    for (index, pair) in pairs.iter().enumerate() {
        let level = pair_level(*pair).map_err(|error| RuleError::OutOfRange {
            field: format!("pairs[{index}].{}", error.field().unwrap_or_default()).into(),
        })?;
        counts[match level {
            Level::Dissatisfied => 0,
            Level::Satisfied => 1,
            Level::HighlySatisfied => 2,
        }] += 1;
    }
    let percent = |count: u32| (n > 0).then(|| f64::from(count) * 100.0 / f64::from(n));
    Ok(PairLevels {
        n,
        dissatisfied: counts[0],
        satisfied: counts[1],
        highly_satisfied: counts[2],
        dissatisfied_percent: percent(counts[0]),
        satisfied_percent: percent(counts[1]),
        highly_satisfied_percent: percent(counts[2]),
    })
}

fn check_answers(field: &'static str, answers: &[Option<i64>]) -> Result<(), RuleError> {
    if answers.len() != ITEMS {
        return Err(RuleError::OutOfRange {
            field: field.into(),
        });
    }
    for (index, answer) in answers.iter().enumerate() {
        if let Some(answer) = answer {
            check_answer(*answer, || format!("{field}[{index}]"))?;
        }
    }
    Ok(())
}

fn check_answer(answer: i64, field: impl FnOnce() -> String) -> Result<(), RuleError> {
    if SCALE.contains(&answer) {
        Ok(())
    } else {
        Err(RuleError::OutOfRange {
            field: field().into(),
        })
    }
}

/// The weights, and whether they mean something.
fn weights(policy: &SurveyPolicy, given: Option<&[f64]>) -> Result<Weights, RuleError> {
    let Some(given) = given else {
        return Ok(Weights::Equal);
    };
    let given: [f64; 5] = given.try_into().map_err(|_| RuleError::OutOfRange {
        field: "weights".into(),
    })?;
    let mut weights = [0_i128; 5];
    for (index, weight) in given.into_iter().enumerate() {
        if !(0.0..=WEIGHT_MAX).contains(&weight) {
            return Err(RuleError::OutOfRange {
                field: format!("weights[{index}]").into(),
            });
        }
        weights[index] = (weight * WEIGHT_UNIT as f64).round() as i128;
    }
    let sum: i128 = weights.iter().sum();
    let bound = |points: u32| i128::from(points) * i128::from(WEIGHT_UNIT);
    let bounds = bound(policy.weight_sum_from)..=bound(policy.weight_sum_to);
    Ok(if bounds.contains(&sum) {
        Weights::Given(weights, sum)
    } else {
        Weights::Ignored(sum)
    })
}

fn tallies(input: &ServqualInput) -> [Tally; 5] {
    [
        Dimension::Tangibles,
        Dimension::Reliability,
        Dimension::Responsiveness,
        Dimension::Assurance,
        Dimension::Empathy,
    ]
    .map(|dimension| {
        let items = dimension.items();
        let pairs = input.expectations[items.clone()]
            .iter()
            .zip(&input.perceptions[items.clone()]);
        let gaps: Vec<i64> = pairs
            .filter_map(|(expected, perceived)| Some((*perceived)? - (*expected)?))
            .collect();
        Tally {
            dimension,
            items: items.len(),
            pairs: gaps.len() as i128,
            sum: i128::from(gaps.iter().sum::<i64>()),
        }
    })
}

fn gaps(means: [Option<i128>; 5]) -> DimensionGaps {
    let [tangibles, reliability, responsiveness, assurance, empathy] =
        means.map(|mean| mean.map(|mean| quotient(mean, PARTS)));
    DimensionGaps {
        tangibles,
        reliability,
        responsiveness,
        assurance,
        empathy,
    }
}

/// The nearest number to a fraction, reduced first so that its parts are exact.
fn quotient(numerator: i128, denominator: i128) -> f64 {
    let (mut divisor, mut rest) = (denominator, numerator);
    while rest != 0 {
        (divisor, rest) = (rest, divisor % rest);
    }
    (numerator / divisor) as f64 / (denominator / divisor) as f64
}

fn is_straight(input: &ServqualInput) -> bool {
    let mut answers = input.expectations.iter().chain(&input.perceptions);
    let first = input.expectations[0];
    first.is_some() && answers.all(|answer| *answer == first)
}

fn level(policy: &SurveyPolicy, sum: i128, pairs: i128) -> Level {
    let tolerance = i128::from(policy.level_tolerance_thousandths) * pairs;
    if sum * 1_000 < -tolerance {
        Level::Dissatisfied
    } else if sum * 1_000 > tolerance {
        Level::HighlySatisfied
    } else {
        Level::Satisfied
    }
}

fn explain(
    why: &mut Explanation,
    policy: &SurveyPolicy,
    tallies: &[Tally; 5],
    result: &ServqualResult,
) {
    for tally in tallies {
        let dimension = Arg::Key(tally.dimension.key());
        let pairs = tally.pairs as i64;
        let step = match result.gaps.of(tally.dimension) {
            Some(gap) => line!(
                "survey-gap",
                dimension = dimension,
                gap = gap,
                pairs = pairs
            ),
            None => line!(
                "survey-gap-missing",
                dimension = dimension,
                pairs = pairs,
                items = tally.items
            ),
        };
        why.steps.push(step);
    }
    match result.level {
        Some(level) => {
            let (sum, pairs) = tallies.iter().fold((0, 0), |(sum, pairs), tally| {
                (sum + tally.sum, pairs + tally.pairs)
            });
            why.steps.push(line!(
                "survey-level",
                level = Arg::Key(level.key()),
                gap = quotient(sum, pairs),
                tolerance = f64::from(policy.level_tolerance_thousandths) / 1_000.0
            ));
        }
        None => why
            .missing
            .push(line!("survey-form-invalid", pairs = policy.form_min_pairs)),
    }
    if result.straight_line {
        why.notes.push(line!("survey-straight-line"));
    }
}
