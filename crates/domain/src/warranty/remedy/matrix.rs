//! Table T3 over the facts of one report (`rules.md` §2.2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::figures::{RemedyLaw, RemedyRules};
use super::row::{Depreciation, Payer, Remedy, Row, depreciation_of, options_of};
use crate::calendar::{End, Holidays, add_days, note_lists, roll, roll_lines};
use crate::codes::codes;
use crate::explain::{Basis, Decision, Explanation, Line, line};
use crate::rule::{Field, RuleError, in_order, within_calendar};
use crate::time::local_date;

/// More completed repairs of one machine are a slip of the keys.
pub(super) const REPAIRS_MAX: u32 = 1_000;

/// No rest is longer: an end so far back stands whatever a list of holidays says (structural).
const LONGEST_REST_DAYS: i64 = 15;

codes! {
    /// Why a repair takes so long.
    DelayCause {
        /// The maker did not supply the parts.
        Parts = "parts",
        /// The repairer's own doing.
        Repairer = "repairer",
    }
}

/// The facts of a report: a performance fault that is confirmed and not excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemedyInput {
    /// The day of sale, or of the exchange that gave this machine.
    pub sold_on: NaiveDate,
    /// When the fault was reported; the call counts, not the visit.
    pub reported_at: i64,
    /// The last day of validity.
    pub validity_end: NaiveDate,
    /// Completed repairs that count ([`super::count_repairs`]).
    pub completed_repairs: u32,
    /// The day it was handed in, while it is being repaired.
    #[serde(default)]
    pub handed_in_on: Option<NaiveDate>,
    /// Why that takes long.
    #[serde(default)]
    pub delay_cause: Option<DelayCause>,
    /// Whether the same model and specification can be had.
    #[serde(default)]
    pub same_model_available: Option<bool>,
    /// Whether the customer takes an exchange; where the same model is not to be had, another model.
    #[serde(default)]
    pub customer_accepts_exchange: Option<bool>,
    /// The day the question is asked for.
    pub as_of: NaiveDate,
}

/// What the customer may ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Remedies {
    /// Every row whose condition holds, in the order of the table.
    pub rows: Vec<Row>,
    /// What they give together; never empty.
    pub options: Vec<Remedy>,
    /// Whether a return is refunded with a deduction for use.
    pub depreciation: Depreciation,
    /// Who pays by the first row.
    pub payer: Payer,
}

/// What the customer may ask for by table T3. R10–R12 need more than these facts; see
/// [`super::decide_remedies`].
///
/// # Errors
/// [`RuleError::EndBeforeStart`] for what lies before the sale, [`RuleError::InFuture`] for what
/// lies after `as_of`, [`RuleError::OutOfRange`] outside the calendar.
pub fn remedies(
    input: &RemedyInput,
    rules: &RemedyRules,
    holidays: &Holidays,
) -> Result<Decision<Remedies>, RuleError> {
    let facts = Facts::read(input, &rules.law.content, holidays)?;
    let mut rows = facts.rows();
    if rows.is_empty() {
        rows.push(Row::R13);
    }
    let mut why = Explanation::default();
    facts.explain(&rows, holidays, &mut why);
    why.versions.push(rules.law.version_ref());
    let payer = rows.first().map_or(Payer::Customer, |row| row.payer());
    let result = Remedies {
        options: options_of(&rows),
        depreciation: depreciation_of(&rows),
        payer,
        rows,
    };
    Ok(Decision { result, why })
}

/// The facts with the days that follow from them.
pub(super) struct Facts<'a> {
    input: &'a RemedyInput,
    law: &'a RemedyLaw,
    pub(super) reported_on: NaiveDate,
    return_end: End,
    exchange_end: End,
    validity: End,
    waited_days: Option<i64>,
}

/// The China date of `at`.
pub(super) fn date_of(at: i64, field: &'static str) -> Result<NaiveDate, RuleError> {
    let date = local_date(at).ok_or(RuleError::OutOfRange {
        field: Field::Borrowed(field),
    })?;
    within_calendar(date, field)
}

/// Refuses what lies after the day the question is asked for.
pub(super) fn by_now(
    date: NaiveDate,
    as_of: NaiveDate,
    field: impl Into<Field>,
) -> Result<(), RuleError> {
    if date > as_of {
        Err(RuleError::InFuture {
            field: field.into(),
        })
    } else {
        Ok(())
    }
}

/// The same refusal, naming the caller's field.
pub(super) fn named<T>(result: Result<T, RuleError>, field: &'static str) -> Result<T, RuleError> {
    result.map_err(|_| RuleError::OutOfRange {
        field: Field::Borrowed(field),
    })
}

impl<'a> Facts<'a> {
    pub(super) fn read(
        input: &'a RemedyInput,
        law: &'a RemedyLaw,
        holidays: &Holidays,
    ) -> Result<Self, RuleError> {
        let sold_on = within_calendar(input.sold_on, "sold_on")?;
        let validity_end = within_calendar(input.validity_end, "validity_end")?;
        let as_of = within_calendar(input.as_of, "as_of")?;
        let reported_on = date_of(input.reported_at, "reported_at")?;
        in_order(sold_on, validity_end, "validity_end")?;
        in_order(sold_on, reported_on, "reported_at")?;
        by_now(reported_on, as_of, "reported_at")?;
        if let Some(handed_in_on) = input.handed_in_on {
            within_calendar(handed_in_on, "handed_in_on")?;
            in_order(sold_on, handed_in_on, "handed_in_on")?;
            by_now(handed_in_on, as_of, "handed_in_on")?;
        }
        if input.completed_repairs > REPAIRS_MAX {
            return Err(RuleError::OutOfRange {
                field: "completed_repairs".into(),
            });
        }
        let waited = input.handed_in_on.map(|handed_in| as_of - handed_in);
        Ok(Self {
            input,
            law,
            reported_on,
            return_end: named(add_days(holidays, sold_on, law.return_days), "sold_on")?,
            exchange_end: named(add_days(holidays, sold_on, law.exchange_days), "sold_on")?,
            validity: named(roll(holidays, validity_end), "validity_end")?,
            waited_days: waited.map(|waited| waited.num_days()),
        })
    }

    pub(super) fn in_validity(&self) -> bool {
        self.reported_on <= self.validity.end
    }

    /// The rows whose condition holds, without R13.
    pub(super) fn rows(&self) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut add = |holds: bool, row| {
            if holds {
                rows.push(row);
            }
        };
        let first_days = self.reported_on <= self.return_end.end;
        let exchange_days = self.reported_on <= self.exchange_end.end;
        let valid = self.in_validity();
        let repaired = valid && self.input.completed_repairs >= self.law.repairs_before_exchange;
        let parts = valid && self.waited_too_long(DelayCause::Parts);
        let repairer = valid && self.waited_too_long(DelayCause::Repairer);
        add(first_days, Row::R1);
        add(exchange_days, Row::R2);
        add(repaired, Row::R3);
        add(parts, Row::R4);
        add(repairer, Row::R5);
        let due = !first_days && (exchange_days || repaired || parts || repairer);
        let answer = self.input.customer_accepts_exchange;
        let available = self.input.same_model_available;
        add(
            due && answer == Some(false) && available == Some(false),
            Row::R6,
        );
        add(
            due && answer == Some(false) && available == Some(true),
            Row::R7,
        );
        add(
            (due || first_days) && answer == Some(true) && available == Some(false),
            Row::R8,
        );
        add(valid, Row::R9);
        rows
    }

    fn waited_too_long(&self, cause: DelayCause) -> bool {
        let most = match cause {
            DelayCause::Parts => self.law.parts_delay_days,
            DelayCause::Repairer => self.law.repairer_delay_days,
        };
        let waited = self.waited_days.unwrap_or(0);
        self.input.delay_cause == Some(cause) && waited > i64::from(most)
    }

    /// The reasons of `rows`: a sentence a row with its dates, how they were rolled, what is
    /// missing to say more.
    pub(super) fn explain(&self, rows: &[Row], holidays: &Holidays, why: &mut Explanation) {
        let mut ends = Vec::new();
        if rows.contains(&Row::R9) {
            ends.extend(self.explain_ended(holidays, why));
        }
        if rows.contains(&Row::R13) {
            why.basis.push(Basis::statute("basis-sanbao-8"));
        }
        for row in rows {
            if !why.basis.contains(&row.basis()) {
                why.basis.push(row.basis());
            }
            why.rows.push(row.table_row());
            why.steps.extend(self.sentence(*row));
            let Some(end) = self.end_of(*row) else {
                continue;
            };
            for step in roll_lines(holidays, end) {
                if !why.steps.contains(&step) {
                    why.steps.push(step);
                }
            }
            ends.push(end);
        }
        let unknown = ends.iter().any(|end| end.holiday_unknown);
        let dates: Vec<_> = ends.iter().map(|end| end.end).collect();
        note_lists(why, holidays, &dates, unknown);
        self.explain_open_questions(rows, why);
    }

    /// Within validity: which of the rights of the first days are over, and since when. Gives the
    /// ends that a list of holidays could still move past the report.
    fn explain_ended(&self, holidays: &Holidays, why: &mut Explanation) -> Vec<&End> {
        let mut near = Vec::new();
        for (end, days, is_return) in [
            (&self.return_end, self.law.return_days, true),
            (&self.exchange_end, self.law.exchange_days, false),
        ] {
            if self.reported_on <= end.end {
                continue;
            }
            why.steps.push(if is_return {
                line!("remedy-r1-over", days = days, end = end.end)
            } else {
                line!("remedy-r2-over", days = days, end = end.end)
            });
            for step in roll_lines(holidays, end) {
                if !why.steps.contains(&step) {
                    why.steps.push(step);
                }
            }
            if (self.reported_on - end.raw_end).num_days() <= LONGEST_REST_DAYS {
                near.push(end);
            }
        }
        near
    }

    /// The last day `row` turns on, where it turns on one.
    const fn end_of(&self, row: Row) -> Option<&End> {
        match row {
            Row::R1 => Some(&self.return_end),
            Row::R2 => Some(&self.exchange_end),
            Row::R9 | Row::R13 => Some(&self.validity),
            _ => None,
        }
    }

    fn sentence(&self, row: Row) -> Option<Line> {
        let waited = self.waited_days.unwrap_or(0);
        let reported = self.reported_on;
        let repairs = self.input.completed_repairs;
        // Nobody is promised the same model where it cannot be had.
        let other = self.input.same_model_available == Some(false);
        Some(match row {
            Row::R1 => line!(
                "remedy-r1",
                reported = reported,
                days = self.law.return_days,
                end = self.return_end.end
            ),
            Row::R2 => line!(
                "remedy-r2",
                reported = reported,
                days = self.law.exchange_days,
                end = self.exchange_end.end
            ),
            Row::R3 if other => line!("remedy-r3-other", repairs = repairs),
            Row::R3 => line!("remedy-r3", repairs = repairs),
            Row::R4 if other => line!(
                "remedy-r4-other",
                waited = waited,
                days = self.law.parts_delay_days
            ),
            Row::R4 => line!(
                "remedy-r4",
                waited = waited,
                days = self.law.parts_delay_days
            ),
            Row::R5 => line!(
                "remedy-r5",
                waited = waited,
                days = self.law.repairer_delay_days
            ),
            Row::R6 => line!("remedy-r6"),
            Row::R7 => line!("remedy-r7"),
            Row::R8 => line!("remedy-r8"),
            Row::R9 => line!("remedy-r9", reported = reported, end = self.validity.end),
            Row::R13 => line!("remedy-r13", reported = reported, end = self.validity.end),
            Row::R10 | Row::R11 | Row::R12 => return None,
        })
    }

    /// What the shop has to find out, because the answer turns on it.
    fn explain_open_questions(&self, rows: &[Row], why: &mut Explanation) {
        let due = [Row::R2, Row::R3, Row::R4, Row::R5];
        let exchange_due = rows.iter().any(|row| due.contains(row)) && !rows.contains(&Row::R1);
        let answer = self.input.customer_accepts_exchange;
        match (exchange_due, answer, self.input.same_model_available) {
            (true, Some(false), None) => why.missing.push(line!("remedy-missing-availability")),
            (true, None, Some(false)) => why.missing.push(line!("remedy-missing-answer")),
            (true, None, _) => why.notes.push(line!("remedy-if-refused")),
            _ => {}
        }
        let shortest = self.law.parts_delay_days.min(self.law.repairer_delay_days);
        let waited = self.waited_days.unwrap_or(0);
        if waited > i64::from(shortest) && self.input.delay_cause.is_none() {
            why.missing
                .push(line!("remedy-missing-delay-cause", waited = waited));
        }
        if self.input.delay_cause.is_some() && self.input.handed_in_on.is_none() {
            why.missing.push(line!("remedy-missing-handed-in"));
        }
    }
}
