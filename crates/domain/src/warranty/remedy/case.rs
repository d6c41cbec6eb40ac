//! What the customer may ask for today, in a real case: table T3 with how well the sale is proven,
//! an exclusion, a repair that did not last, and the finding of an authority.

mod advice;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use advice::{AdvisedOption, RemedyAdvice};

use super::exclusion::ExclusionVerdict;
use super::figures::RemedyRules;
use super::matrix::{DelayCause, Facts, RemedyInput, by_now, date_of, named};
use super::row::{Remedy, Row};
use crate::calendar::{Holidays, add_days, add_months, note_lists, plus_days, roll, roll_lines};
use crate::codes::codes;
use crate::explain::{Arg, Basis, Decision, Explanation, line};
use crate::rule::{RuleError, in_order, within_calendar};

codes! {
    /// What covers the machine on the day of the report.
    RemedyScope {
        /// It is on the statutory list.
        Statutory = "statutory",
        /// The maker promises it.
        Policy = "policy",
        /// It was agreed with this customer.
        Contract = "contract",
        /// Neither listed nor promised anything.
        None = "none",
    }
}

codes! {
    /// How well the day of sale is proven (the confidence of table T1).
    SaleProof {
        /// By invoice, certificate or our own record (A, B).
        Proven = "proven",
        /// Only reckoned from the factory date (C): free repair and nothing more.
        Estimated = "estimated",
        /// By nothing (D).
        Unknown = "unknown",
    }
}

/// A repair before this report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LastRepair {
    /// The day it was completed.
    pub completed_on: NaiveDate,
    /// It was the same fault.
    pub same_fault: bool,
    /// It was done under warranty; otherwise the customer paid for it.
    pub under_warranty: bool,
}

/// The finding of an authority that the goods are unqualified. All three are demanded.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AuthorityFinding {
    /// The number of the document.
    #[serde(default)]
    pub document_no: Option<String>,
    /// Which authority.
    #[serde(default)]
    pub authority: Option<String>,
    /// Of which day.
    #[serde(default)]
    pub found_on: Option<NaiveDate>,
}

/// A case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RemedyCase {
    /// What covers the machine.
    pub scope: RemedyScope,
    /// How well the day of sale is proven.
    pub sale_proof: SaleProof,
    /// The day of sale or of the exchange that gave this machine; needed where it is proven.
    #[serde(default)]
    pub sold_on: Option<NaiveDate>,
    /// The day of receipt, which counts where nothing covers the machine.
    #[serde(default)]
    pub received_on: Option<NaiveDate>,
    /// The last day of validity; needed where something covers it.
    #[serde(default)]
    pub validity_end: Option<NaiveDate>,
    /// The last day of a bought plan that runs on the day of the report. It gives repair and
    /// nothing more: the other rows go by `validity_end`, the end without plans.
    #[serde(default)]
    pub plan_until: Option<NaiveDate>,
    /// When the fault was reported.
    pub reported_at: i64,
    /// A performance fault is confirmed; until then the answer holds under this condition.
    pub fault_confirmed: bool,
    /// Completed repairs that count.
    pub completed_repairs: u32,
    /// The repair before, if there was one.
    #[serde(default)]
    pub last_repair: Option<LastRepair>,
    /// The day it was handed in, while it is being repaired.
    #[serde(default)]
    pub handed_in_on: Option<NaiveDate>,
    /// Why that takes long.
    #[serde(default)]
    pub delay_cause: Option<DelayCause>,
    /// Whether the same model can be had.
    #[serde(default)]
    pub same_model_available: Option<bool>,
    /// Whether the customer takes an exchange.
    #[serde(default)]
    pub customer_accepts_exchange: Option<bool>,
    /// What an authority found.
    #[serde(default)]
    pub finding: Option<AuthorityFinding>,
    /// The answer to an exclusion the shop claims.
    #[serde(default)]
    pub exclusion: Option<ExclusionVerdict>,
    /// The law allows this customer to rescind the contract; only where nothing covers the machine.
    #[serde(default)]
    pub may_rescind: bool,
    /// The day the question is asked for.
    pub as_of: NaiveDate,
}

/// What the customer may ask for today, who pays, by which article, and what would have to be
/// known to say more.
///
/// # Errors
/// As [`super::remedies`]; [`RuleError::Missing`] where the day of sale or the end of validity is
/// needed and not given.
pub fn decide_remedies(
    case: &RemedyCase,
    rules: &RemedyRules,
    holidays: &Holidays,
) -> Result<Decision<RemedyAdvice>, RuleError> {
    let reported_on = check(case)?;
    let mut why = Explanation::default();
    explain_scope(case, &mut why);
    // Why the customer would have to pay: told only if nothing better gives a repair.
    let mut paid = Explanation::default();
    let mut given = covered_options(case, reported_on, rules, holidays, &mut why, &mut paid)?;
    let by_plan = plan_repair(case, reported_on, &mut given, &mut why);
    rework(case, reported_on, rules, &mut given, &mut why)?;
    finding(case, rules, &mut given, &mut why);
    if given.iter().all(|(_, remedy)| *remedy != Remedy::Repair) {
        given.push((Row::R13, Remedy::Repair));
        absorb(&mut why, paid);
    }
    let mut rows: Vec<Row> = given.iter().map(|(row, _)| *row).collect();
    rows.sort_unstable();
    rows.dedup();
    if !case.fault_confirmed {
        why.missing.push(line!("remedy-missing-fault"));
    }
    why.rows = rows.iter().map(|row| row.table_row()).collect();
    let result = RemedyAdvice {
        options: advise(&given, case.same_model_available, by_plan),
        covered: rows != [Row::R13],
        rows,
    };
    Ok(Decision { result, why })
}

type Given = Vec<(Row, Remedy)>;

fn check(case: &RemedyCase) -> Result<NaiveDate, RuleError> {
    let as_of = within_calendar(case.as_of, "as_of")?;
    let reported_on = date_of(case.reported_at, "reported_at")?;
    by_now(reported_on, as_of, "reported_at")?;
    if let Some(received_on) = case.received_on {
        within_calendar(received_on, "received_on")?;
        in_order(received_on, reported_on, "reported_at")?;
    }
    if let Some(plan_until) = case.plan_until {
        within_calendar(plan_until, "plan_until")?;
    }
    if let Some(repair) = case.last_repair {
        within_calendar(repair.completed_on, "last_repair.completed_on")?;
        by_now(repair.completed_on, reported_on, "last_repair.completed_on")?;
    }
    if let Some(found_on) = case.finding.as_ref().and_then(|finding| finding.found_on) {
        within_calendar(found_on, "finding.found_on")?;
        by_now(found_on, as_of, "finding.found_on")?;
    }
    Ok(reported_on)
}

/// Whose promise it is stands first; the articles that follow are applied through it.
fn explain_scope(case: &RemedyCase, why: &mut Explanation) {
    match case.scope {
        RemedyScope::Statutory => why.steps.push(line!("remedy-scope-statutory")),
        RemedyScope::Policy => {
            why.basis.push(Basis::policy("basis-remedy-promise"));
            why.steps.push(line!("remedy-scope-policy"));
        }
        RemedyScope::Contract => {
            why.basis.push(Basis::contract("basis-remedy-contract"));
            why.steps.push(line!("remedy-scope-contract"));
        }
        RemedyScope::None => why.steps.push(line!("remedy-scope-none")),
    }
}

/// What R1–R9, or R12 where nothing covers the machine, give; nothing where it is excluded.
fn covered_options(
    case: &RemedyCase,
    reported_on: NaiveDate,
    rules: &RemedyRules,
    holidays: &Holidays,
    why: &mut Explanation,
    paid: &mut Explanation,
) -> Result<Given, RuleError> {
    if let Some(exclusion) = case.exclusion.as_ref().filter(|verdict| verdict.upheld) {
        paid.basis.push(if exclusion.code.is_clause() {
            Basis::policy("basis-remedy-exclusion-clause")
        } else {
            Basis::statute("basis-sanbao-17")
        });
        let name = Arg::Key(format!("exclusion-{}", exclusion.code.code()));
        paid.steps.push(line!("remedy-r13-excluded", name = name));
        return Ok(Vec::new());
    }
    match (case.scope, case.sale_proof) {
        (RemedyScope::None, _) => unlisted(case, reported_on, rules, holidays, why, paid),
        (_, SaleProof::Proven) => {
            let rows = matrix_rows(case, rules, holidays, why, paid)?;
            let options = |row: Row| row.options().iter().map(move |remedy| (row, *remedy));
            Ok(rows.into_iter().flat_map(options).collect())
        }
        (_, SaleProof::Estimated) => repair_only(case, reported_on, holidays, why, paid),
        (_, SaleProof::Unknown) => {
            paid.steps.push(line!("remedy-r13-unproven"));
            why.missing.push(line!("remedy-missing-sale-proof"));
            Ok(Vec::new())
        }
    }
}

fn needed(date: Option<NaiveDate>, field: &'static str) -> Result<NaiveDate, RuleError> {
    date.ok_or(RuleError::Missing {
        field: field.into(),
    })
}

fn matrix_rows(
    case: &RemedyCase,
    rules: &RemedyRules,
    holidays: &Holidays,
    why: &mut Explanation,
    paid: &mut Explanation,
) -> Result<Vec<Row>, RuleError> {
    let input = RemedyInput {
        sold_on: needed(case.sold_on, "sold_on")?,
        reported_at: case.reported_at,
        validity_end: needed(case.validity_end, "validity_end")?,
        completed_repairs: case.completed_repairs,
        handed_in_on: case.handed_in_on,
        delay_cause: case.delay_cause,
        same_model_available: case.same_model_available,
        customer_accepts_exchange: case.customer_accepts_exchange,
        as_of: case.as_of,
    };
    let facts = Facts::read(&input, &rules.law.content, holidays)?;
    let rows = facts.rows();
    if rows.is_empty() {
        facts.explain(&[Row::R13], holidays, paid);
    } else {
        facts.explain(&rows, holidays, why);
    }
    why.versions.push(rules.law.version_ref());
    Ok(rows)
}

/// Only the factory date is known: repair within validity, no return and no exchange.
fn repair_only(
    case: &RemedyCase,
    reported_on: NaiveDate,
    holidays: &Holidays,
    why: &mut Explanation,
    paid: &mut Explanation,
) -> Result<Given, RuleError> {
    let validity_end = needed(case.validity_end, "validity_end")?;
    let end = named(roll(holidays, validity_end), "validity_end")?;
    let valid = reported_on <= end.end;
    let told = if valid { &mut *why } else { paid };
    if valid {
        told.basis.push(Row::R9.basis());
        told.steps
            .push(line!("remedy-r9", reported = reported_on, end = end.end));
    } else {
        told.basis.push(Basis::statute("basis-sanbao-8"));
        told.steps
            .push(line!("remedy-r13", reported = reported_on, end = end.end));
    }
    told.steps.extend(roll_lines(holidays, &end));
    note_lists(told, holidays, &[end.end], end.holiday_unknown);
    if valid {
        told.steps.push(line!("remedy-estimated"));
    }
    why.missing.push(line!("remedy-missing-sale-proof"));
    let repair = valid.then_some((Row::R9, Remedy::Repair));
    Ok(repair.into_iter().collect())
}

/// R12: the consumer law alone.
fn unlisted(
    case: &RemedyCase,
    reported_on: NaiveDate,
    rules: &RemedyRules,
    holidays: &Holidays,
    why: &mut Explanation,
    paid: &mut Explanation,
) -> Result<Given, RuleError> {
    let days = rules.consumer_law.content.unlisted_return_days;
    why.basis.push(Row::R12.basis());
    why.versions.push(rules.consumer_law.version_ref());
    let mut given: Given = Vec::new();
    let Some(received_on) = case.received_on else {
        paid.steps.push(line!("remedy-r13-receipt-unknown"));
        why.missing.push(line!("remedy-missing-receipt"));
        return Ok(given);
    };
    if claim_is_over(received_on, reported_on, rules, holidays, paid)? {
        why.missing.push(line!("remedy-missing-longer-promise"));
        return Ok(given);
    }
    let end = named(add_days(holidays, received_on, days), "received_on")?;
    if reported_on <= end.end {
        given.push((Row::R12, Remedy::Return));
        why.steps
            .push(line!("remedy-r12-return", days = days, end = end.end));
    } else {
        why.steps
            .push(line!("remedy-r12-later", days = days, end = end.end));
    }
    why.steps.extend(roll_lines(holidays, &end));
    note_lists(why, holidays, &[end.end], end.holiday_unknown);
    if given.is_empty() && case.may_rescind {
        given.push((Row::R12, Remedy::Return));
        why.steps.push(line!("remedy-r12-rescind"));
    }
    given.extend(Row::R12.options().iter().map(|remedy| (Row::R12, *remedy)));
    Ok(given)
}

/// Whether the time in which unlisted goods may be claimed about is over; if so, why the customer
/// pays.
fn claim_is_over(
    received_on: NaiveDate,
    reported_on: NaiveDate,
    rules: &RemedyRules,
    holidays: &Holidays,
    paid: &mut Explanation,
) -> Result<bool, RuleError> {
    let months = rules.consumer_law.content.unlisted_claim_months;
    let end = named(add_months(holidays, received_on, months), "received_on")?;
    let over = reported_on > end.end;
    if over {
        paid.basis.push(Basis::statute("basis-civil-621"));
        paid.steps.push(line!(
            "remedy-r13-unlisted",
            received = received_on,
            months = months,
            end = end.end
        ));
        paid.steps.extend(roll_lines(holidays, &end));
        note_lists(paid, holidays, &[end.end], end.holiday_unknown);
    }
    Ok(over)
}

/// A bought plan repairs free of charge where nothing else does; it gives no return and no
/// exchange. Whether it was needed.
fn plan_repair(
    case: &RemedyCase,
    reported_on: NaiveDate,
    given: &mut Given,
    why: &mut Explanation,
) -> bool {
    let excluded = case.exclusion.as_ref().is_some_and(|it| it.upheld);
    let repaired = given.iter().any(|(_, remedy)| *remedy == Remedy::Repair);
    let running = case.plan_until.filter(|until| reported_on <= *until);
    let Some(until) = running.filter(|_| !excluded && !repaired) else {
        return false;
    };
    given.push((Row::R9, Remedy::Repair));
    why.basis.push(Basis::contract("basis-warranty-plan"));
    why.steps
        .push(line!("remedy-r9-plan", reported = reported_on, end = until));
    true
}

/// Adds the reasons of a paid repair to the others.
fn absorb(why: &mut Explanation, paid: Explanation) {
    fn add<T: PartialEq>(to: &mut Vec<T>, from: Vec<T>) {
        for item in from {
            if !to.contains(&item) {
                to.push(item);
            }
        }
    }
    add(&mut why.basis, paid.basis);
    add(&mut why.basis, vec![Row::R13.basis()]);
    add(&mut why.steps, paid.steps);
    add(&mut why.missing, paid.missing);
    add(&mut why.notes, paid.notes);
    add(&mut why.versions, paid.versions);
}

/// R10: a repair that did not last is done again by whoever did it.
fn rework(
    case: &RemedyCase,
    reported_on: NaiveDate,
    rules: &RemedyRules,
    given: &mut Given,
    why: &mut Explanation,
) -> Result<(), RuleError> {
    let Some(repair) = case.last_repair.filter(|repair| repair.same_fault) else {
        return Ok(());
    };
    let days = rules.law.content.rework_days;
    let end = named(
        plus_days(repair.completed_on, days),
        "last_repair.completed_on",
    )?;
    let promised = repair.under_warranty || rules.policy.content.rework_out_of_warranty;
    if reported_on > end || !promised {
        return Ok(());
    }
    given.push((Row::R10, Remedy::Repair));
    let version = if repair.under_warranty {
        why.basis.push(Row::R10.basis());
        rules.law.version_ref()
    } else {
        why.basis.push(Basis::policy("basis-remedy-rework"));
        rules.policy.version_ref()
    };
    let done = repair.completed_on;
    why.steps
        .push(line!("remedy-r10", done = done, days = days, end = end));
    if !why.versions.contains(&version) {
        why.versions.push(version);
    }
    Ok(())
}

/// R11: whatever else holds, goods an authority found unqualified go back at the full price.
fn finding(case: &RemedyCase, rules: &RemedyRules, given: &mut Given, why: &mut Explanation) {
    let Some(finding) = &case.finding else {
        return;
    };
    let written = |text: &Option<String>| {
        let text = text.as_deref().map(str::trim);
        text.filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let (document, authority) = (written(&finding.document_no), written(&finding.authority));
    if document.is_none() {
        why.missing.push(line!("remedy-missing-finding-no"));
    }
    if authority.is_none() {
        why.missing.push(line!("remedy-missing-finding-authority"));
    }
    if finding.found_on.is_none() {
        why.missing.push(line!("remedy-missing-finding-date"));
    }
    if let (Some(document), Some(authority), Some(on)) = (document, authority, finding.found_on) {
        given.push((Row::R11, Remedy::Return));
        why.basis.push(Row::R11.basis());
        why.steps.push(line!(
            "remedy-r11",
            authority = authority,
            on = on,
            document = document
        ));
        why.versions.push(rules.consumer_law.version_ref());
    }
}

/// Each remedy by the row with the best terms: a return without deduction before one with it, the
/// repair by whoever did not repair it well before one at the seller's cost.
fn advise(given: &Given, same_model: Option<bool>, by_plan: bool) -> Vec<AdvisedOption> {
    let rank = |row: Row| match row {
        Row::R8 | Row::R10 => 0,
        Row::R7 | Row::R13 => 2,
        Row::R1
        | Row::R2
        | Row::R3
        | Row::R4
        | Row::R5
        | Row::R6
        | Row::R9
        | Row::R11
        | Row::R12 => 1,
    };
    // The other model is paid for by whoever owes the exchange.
    let due = [Row::R1, Row::R2, Row::R3, Row::R4, Row::R5];
    let mut owed = given
        .iter()
        .map(|(row, _)| *row)
        .filter(|row| due.contains(row));
    let by_repairer = owed.clone().next().is_some() && owed.all(|row| row == Row::R5);
    let best = |remedy: &Remedy| {
        let rows = given.iter().filter(|(_, option)| option == remedy);
        let row = rows
            .map(|(row, _)| *row)
            .min_by_key(|row| (rank(*row), *row));
        row.map(|row| {
            let mut option = AdvisedOption::new(*remedy, row);
            option.other_model |= *remedy == Remedy::Exchange && same_model == Some(false);
            option.by_plan = by_plan && *remedy == Remedy::Repair && row == Row::R9;
            if row == Row::R8 && by_repairer {
                option.payer = Row::R5.payer();
            }
            option
        })
    };
    Remedy::ALL.iter().filter_map(best).collect()
}
