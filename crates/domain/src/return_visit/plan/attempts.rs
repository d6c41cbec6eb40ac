//! A plan judged by the attempts as they were made (§2.7): the bare rule plus refusals, attempts in
//! vain, exchanged machines and clocks in doubt.
//!
//! Attempts made offline count by the time they took place, whenever they arrive. Where a PC's
//! clock is in doubt an attempt counts for nothing until headquarters has cleared it; the answer
//! says when that would change it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{PlanPolicy, Status, Windows, bounded, china_date, settle, windows};
use crate::codes::codes;
use crate::explain::{Decision, Line, line};
use crate::policy::Document;
use crate::rule::{RuleError, within_calendar};

codes! {
    /// How an attempt ended.
    AttemptResult {
        /// 已联系上
        Reached = "reached",
        /// 无人接听
        NoAnswer = "no_answer",
        /// 号码错误
        WrongNumber = "wrong_number",
        /// 拒访
        Refused = "refused",
        /// A letter or WeChat message was sent (已发信函或微信).
        Written = "written",
    }
}

codes! {
    /// How a plan stands when all attempts are read.
    Outcome {
        /// 达标
        Met = "met",
        /// 进行中
        Open = "open",
        /// 未达标
        Missed = "missed",
        /// 未联系上-已尽力
        UnreachableDoneBest = "unreachable_done_best",
        /// 拒访
        Refused = "refused",
    }
}

/// One attempt to visit or call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// When it was made, Unix ms.
    pub at: i64,
    /// How it ended.
    pub result: AttemptResult,
    /// Who was spoken with belongs to the household.
    #[serde(default)]
    pub of_household: bool,
    /// "Does it work normally?" was answered, whatever the answer.
    #[serde(default)]
    pub answered_works: bool,
    /// The PC's clock was in doubt.
    #[serde(default)]
    pub clock_suspect: bool,
}

impl Attempt {
    /// Talked to a person of the household, and the question whether it works was answered.
    #[must_use]
    pub const fn is_effective(&self) -> bool {
        matches!(self.result, AttemptResult::Reached) && self.of_household && self.answered_works
    }

    /// Nobody of the household could be spoken with.
    #[must_use]
    pub const fn is_failed(&self) -> bool {
        match self.result {
            AttemptResult::NoAnswer | AttemptResult::WrongNumber => true,
            AttemptResult::Reached => !self.of_household,
            AttemptResult::Refused | AttemptResult::Written => false,
        }
    }
}

/// What [`judge`] is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct JudgeInput {
    /// The day of commissioning.
    pub commissioned_on: NaiveDate,
    /// The days on which machines handed out in exchange were commissioned, in any order.
    #[serde(default)]
    pub exchange_commissioned_on: Vec<NaiveDate>,
    /// Every attempt, in any order.
    pub attempts: Vec<Attempt>,
    /// The day the question is asked for; what happened later does not count.
    pub as_of: NaiveDate,
}

/// How a plan stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Judged {
    /// The commissioning the plan runs from: the last exchange within the plan before it.
    pub plan_from: NaiveDate,
    /// When to call.
    pub windows: Windows,
    /// How it stands.
    pub outcome: Outcome,
    /// It counts against the shop.
    pub penalised: bool,
    /// Attempts left out because of their clock.
    pub clock_suspect: u32,
    /// The outcome if those clocks prove right, where it differs.
    pub if_clocks_right: Option<Outcome>,
}

/// How a plan stands by its attempts.
///
/// # Errors
/// [`RuleError::OutOfRange`] for dates or instants outside the calendar, or too many attempts.
pub fn judge(
    input: &JudgeInput,
    document: &Document<PlanPolicy>,
) -> Result<Decision<Judged>, RuleError> {
    let as_of = within_calendar(input.as_of, "as_of")?;
    bounded(input.attempts.len(), "attempts")?;
    let policy = &document.content;
    let plan_from = plan_from(input, policy)?;
    let windows = windows(plan_from, policy)?;
    let dated = dated(&input.attempts, as_of)?;

    let plan = Plan {
        from: plan_from,
        windows,
        as_of,
        document,
    };
    let (sure, doubtful): (Vec<_>, Vec<_>) = dated
        .iter()
        .partition(|(_, attempt)| !attempt.clock_suspect);
    let mut decision = plan.outcome(&sure);
    let all: Vec<_> = dated.iter().collect();
    let if_right = plan.outcome(&all).result;

    let outcome = decision.result;
    let why = &mut decision.why;
    if plan_from != input.commissioned_on {
        let note = line!("return-visit-exchanged", on = plan_from);
        why.steps.insert(0, note);
    }
    let if_clocks_right = (if_right != outcome).then_some(if_right);
    if !doubtful.is_empty() {
        let count = doubtful.len();
        why.notes
            .push(line!("return-visit-clock-suspect", count = count));
    }
    if let Some(other) = if_clocks_right {
        why.notes.push(Line {
            key: "return-visit-if-clocks-right",
            args: vec![("outcome", crate::explain::Arg::Key(other.message_key()))],
        });
    }
    let result = Judged {
        plan_from,
        windows,
        outcome,
        penalised: outcome == Outcome::Missed,
        clock_suspect: u32::try_from(doubtful.len()).unwrap_or(u32::MAX),
        if_clocks_right,
    };
    Ok(Decision {
        result,
        why: decision.why,
    })
}

impl Outcome {
    /// The message that names it.
    #[must_use]
    pub fn message_key(self) -> String {
        format!("return-visit-outcome-{}", self.code().replace('_', "-"))
    }
}

/// An exchange within the plan starts a new one from the new machine's commissioning.
fn plan_from(input: &JudgeInput, policy: &PlanPolicy) -> Result<NaiveDate, RuleError> {
    bounded(
        input.exchange_commissioned_on.len(),
        "exchange_commissioned_on",
    )?;
    let mut exchanges = Vec::new();
    for (index, on) in input.exchange_commissioned_on.iter().enumerate() {
        let field = format!("exchange_commissioned_on[{index}]");
        if *on < input.commissioned_on {
            return Err(RuleError::EndBeforeStart {
                field: field.into(),
            });
        }
        exchanges.push(within_calendar(*on, field)?);
    }
    exchanges.sort_unstable();
    let mut from = input.commissioned_on;
    for on in exchanges {
        if on <= windows(from, policy)?.v2_to && on <= input.as_of {
            from = on;
        }
    }
    Ok(from)
}

type Dated = (NaiveDate, Attempt);

fn dated(attempts: &[Attempt], as_of: NaiveDate) -> Result<Vec<Dated>, RuleError> {
    let mut dated = Vec::new();
    for (index, attempt) in attempts.iter().enumerate() {
        let on = china_date(attempt.at, || format!("attempts[{index}].at"))?;
        if on <= as_of {
            dated.push((on, *attempt));
        }
    }
    Ok(dated)
}

struct Plan<'a> {
    from: NaiveDate,
    windows: Windows,
    as_of: NaiveDate,
    document: &'a Document<PlanPolicy>,
}

impl Plan<'_> {
    /// Fulfilled beats everything, a refusal beats having done one's best: both close the plan
    /// without blame, and what is fulfilled stays so whatever else happened.
    fn outcome(&self, attempts: &[&Dated]) -> Decision<Outcome> {
        let effective = attempts
            .iter()
            .filter(|(_, attempt)| attempt.is_effective())
            .map(|(on, _)| *on)
            .collect();
        let (status, mut why) = settle(
            self.from,
            &self.windows,
            effective,
            self.as_of,
            self.document,
        );
        let result = match status {
            Status::Met => Outcome::Met,
            Status::Open | Status::Missed => {
                if let Some(on) = self.refused_on(attempts) {
                    why.rows = vec!["2.7.refused"];
                    why.steps.pop();
                    why.steps.push(line!("return-visit-refused", on = on));
                    Outcome::Refused
                } else if let Some(days) = self.done_best(attempts) {
                    why.rows = vec!["2.7.done_best"];
                    why.steps.pop();
                    why.steps.push(line!("return-visit-done-best", days = days));
                    Outcome::UnreachableDoneBest
                } else if status == Status::Open {
                    Outcome::Open
                } else {
                    Outcome::Missed
                }
            }
        };
        if matches!(result, Outcome::Refused | Outcome::UnreachableDoneBest) {
            why.missing.clear();
        }
        Decision { result, why }
    }

    fn within(&self, on: NaiveDate) -> bool {
        on >= self.from && on <= self.windows.v2_to
    }

    fn refused_on(&self, attempts: &[&Dated]) -> Option<NaiveDate> {
        let refusals = attempts
            .iter()
            .filter(|(on, attempt)| attempt.result == AttemptResult::Refused && self.within(*on));
        refusals.map(|(on, _)| *on).min()
    }

    /// The number of days with an attempt in vain, when there are enough and something was written.
    fn done_best(&self, attempts: &[&Dated]) -> Option<usize> {
        let within = || attempts.iter().filter(|(on, _)| self.within(*on));
        let days: BTreeSet<_> = within()
            .filter(|(_, attempt)| attempt.is_failed())
            .map(|(on, _)| *on)
            .collect();
        let written = within().any(|(_, attempt)| attempt.result == AttemptResult::Written);
        let enough = days.len() >= self.document.content.failed_days as usize;
        (enough && written).then_some(days.len())
    }
}
