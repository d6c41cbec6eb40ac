//! The warranty card: every basis that applies to a machine, and the one that wins.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::cover::{BasisCover, CoverKind, Coverage, PartCover, PlanCover};
use super::facts::{ExtendedPlan, PartReplacement, PlanStart, UnitFacts};
use super::norms::Norms;
use super::policy::{MainPart, Policies, StartRule};
use super::standing::covered_to;
use super::start::{Found, beyond, find_start};
use super::unusable::{Extension, Period, Rules, extend};
use super::validity::end_of;
use super::wording;
use crate::calendar::{Holidays, plus_days, roll};
use crate::explain::Decision;
use crate::rule::{Field, RuleError};

/// Most months an agreement or a plan may have: more is a slip of the keys.
const AGREED_MONTHS_MAX: u32 = 600;

/// Whether a machine is covered on `as_of`, until when, and by what. Each basis that applies is
/// computed (statutory list, maker's policy, contract); the one with the latest end decides, the
/// others stay in the answer. Bought plans come on top of it.
///
/// # Errors
/// [`RuleError::UnknownCode`] for a model or class of product no document knows;
/// [`RuleError::InFuture`], [`RuleError::EndBeforeStart`] or [`RuleError::OutOfRange`] for a date or
/// a number that cannot be.
pub fn assess(
    facts: &UnitFacts,
    policies: &Policies,
    holidays: &Holidays,
    as_of: NaiveDate,
) -> Result<Decision<Coverage>, RuleError> {
    facts.check_dates(as_of)?;
    check_months(facts)?;
    let norms = Norms::find(facts, policies, as_of)?;
    let case = Case {
        facts,
        norms,
        rules: Rules {
            holidays,
            same_day_counts: norms.general().is_some_and(|p| p.same_day_repair_counts),
            as_of,
        },
    };
    let mut bases = case.bases()?;
    bases.sort_by_key(|basis| {
        let end = basis.extension.as_ref().map(|e| e.validity.end);
        (Reverse(end), basis.found.start.confidence, basis.cover.kind)
    });
    let plans = case.plans(&bases)?;
    let parts = case.parts(&bases, &plans)?;
    let result = case.coverage(&bases, &plans, parts);
    let why = wording::explain(&case, &bases, &plans, &result);
    Ok(Decision { result, why })
}

fn check_months(facts: &UnitFacts) -> Result<(), RuleError> {
    let check = |field: Field, months: u32| {
        if (1..=AGREED_MONTHS_MAX).contains(&months) {
            Ok(())
        } else {
            Err(RuleError::OutOfRange { field })
        }
    };
    if let Some(contract) = &facts.contract {
        check("contract.months".into(), contract.months)?;
        if let Some(months) = contract.main_part_months {
            check("contract.main_part_months".into(), months)?;
        }
    }
    for (index, plan) in facts.plans.iter().enumerate() {
        check(format!("plans[{index}].months").into(), plan.months)?;
    }
    Ok(())
}

/// A machine with the documents that speak about it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Case<'a> {
    pub(super) facts: &'a UnitFacts,
    pub(super) norms: Norms<'a>,
    pub(super) rules: Rules<'a>,
}

/// What one basis promises.
struct Promise {
    kind: CoverKind,
    months: u32,
    main_part_months: u32,
    main_parts: Vec<MainPart>,
    start: StartRule,
}

impl Promise {
    /// The input at fault where the period leaves the calendar: the agreed months, else the day of
    /// the question, before which every date of the machine lies.
    const fn field(&self) -> &'static str {
        match self.kind {
            CoverKind::Contract => "contract.months",
            CoverKind::Statute | CoverKind::Policy | CoverKind::Plan => "as_of",
        }
    }

    const fn part_field(&self) -> &'static str {
        match self.kind {
            CoverKind::Contract => "contract.main_part_months",
            CoverKind::Statute | CoverKind::Policy | CoverKind::Plan => "as_of",
        }
    }
}

/// One basis, with what explains it.
#[derive(Debug, Clone)]
pub(super) struct BasisWalk {
    pub(super) cover: BasisCover,
    pub(super) found: Found,
    /// Absent while the start is unknown.
    pub(super) extension: Option<Extension>,
}

/// One plan, with what explains it.
#[derive(Debug, Clone)]
pub(super) struct PlanWalk {
    pub(super) cover: PlanCover,
    pub(super) extension: Extension,
}

impl Case<'_> {
    fn promises(&self) -> Vec<Promise> {
        let mut promises = Vec::new();
        if let Some(good) = self.norms.listed.filter(|good| good.may_decide()) {
            promises.push(Promise {
                kind: CoverKind::Statute,
                months: good.months,
                main_part_months: good.main_part_months,
                main_parts: good.main_parts.clone(),
                start: StartRule::Invoice,
            });
        }
        let policy_parts = self.policy_parts();
        if let Some(model) = self.norms.model {
            promises.push(Promise {
                kind: CoverKind::Policy,
                months: model.months,
                main_part_months: model.main_part_months,
                main_parts: policy_parts.clone(),
                start: model.start,
            });
        }
        if let Some(contract) = self.facts.contract {
            promises.push(Promise {
                kind: CoverKind::Contract,
                months: contract.months,
                main_part_months: contract.main_part_months.unwrap_or(contract.months),
                main_parts: policy_parts,
                start: contract.start,
            });
        }
        promises
    }

    /// The main parts as the maker names them, else as the law's list does.
    fn policy_parts(&self) -> Vec<MainPart> {
        match (self.norms.model, self.norms.general()) {
            (Some(model), Some(policy)) => {
                let codes = model.main_parts.iter();
                codes
                    .filter_map(|code| policy.part(code))
                    .cloned()
                    .collect()
            }
            _ => self
                .norms
                .listed
                .map_or_else(Vec::new, |good| good.main_parts.clone()),
        }
    }

    fn bases(&self) -> Result<Vec<BasisWalk>, RuleError> {
        self.promises()
            .into_iter()
            .map(|promise| self.basis(&promise))
            .collect()
    }

    fn basis(&self, promise: &Promise) -> Result<BasisWalk, RuleError> {
        let shelf = self.norms.shelf();
        let found = find_start(self.facts, promise.start, shelf, self.rules.as_of)?;
        let mut walk = BasisWalk {
            cover: BasisCover {
                kind: promise.kind,
                start: found.start,
                months: promise.months,
                excluded_days: 0,
                raw_end_on: None,
                end_on: None,
                parts: Vec::new(),
            },
            found,
            extension: None,
        };
        let Some(start) = found.start.on else {
            return Ok(walk);
        };
        let period = Period {
            start,
            months: promise.months,
        };
        let field = promise.field();
        let extension = beyond(field, extend(period, &self.facts.unusable, self.rules))?;
        walk.cover.excluded_days = extension.validity.excluded_days;
        walk.cover.raw_end_on = Some(extension.validity.raw_end);
        walk.cover.end_on = Some(extension.validity.end);
        walk.cover.parts = self.main_parts(promise, start, &extension)?;
        walk.extension = Some(extension);
        Ok(walk)
    }

    /// The main parts of one basis: their own months with the machine's extension, and never less
    /// than the machine they are part of.
    fn main_parts(
        &self,
        promise: &Promise,
        start: NaiveDate,
        extension: &Extension,
    ) -> Result<Vec<PartCover>, RuleError> {
        let months = promise.main_part_months;
        let days = extension.validity.excluded_days;
        let own = end_of(start, months, days, self.rules.holidays);
        let own = beyond(promise.part_field(), own)?;
        let end_on = own.end.max(extension.validity.end);
        let parts = promise.main_parts.iter().map(|part| PartCover {
            part: part.code.clone(),
            name_zh: part.name_zh.clone(),
            name_en: part.name_en.clone(),
            kind: promise.kind,
            end_on,
            replaced_on: None,
        });
        Ok(parts.collect())
    }

    /// The bought plans, each behind what covers the machine before it.
    fn plans(&self, bases: &[BasisWalk]) -> Result<Vec<PlanWalk>, RuleError> {
        let mut covered_to = bases.first().and_then(|basis| basis.cover.end_on);
        let mut plans: Vec<(usize, &ExtendedPlan)> = self.facts.plans.iter().enumerate().collect();
        plans.sort_by_key(|(_, plan)| plan.bought_on);
        let mut walks = Vec::new();
        for (index, plan) in plans {
            let field = format!("plans[{index}].months");
            let running = covered_to.filter(|end| plan.bought_on <= *end);
            let start = match (plan.start, running) {
                (PlanStart::AfterBase, Some(end)) => beyond(field.clone(), plus_days(end, 1))?,
                (PlanStart::AfterBase, None) | (PlanStart::Purchase, _) => plan.bought_on,
            };
            let months = plan.months;
            let extension = extend(Period { start, months }, &self.facts.unusable, self.rules);
            let extension = beyond(field, extension)?;
            covered_to = covered_to.max(Some(extension.validity.end));
            walks.push(PlanWalk {
                cover: PlanCover {
                    name: plan.name.clone(),
                    start_on: start,
                    months,
                    excluded_days: extension.validity.excluded_days,
                    end_on: extension.validity.end,
                },
                extension,
            });
        }
        Ok(walks)
    }

    /// Per part the cover that lasts longest, then what its replacements add.
    fn parts(&self, bases: &[BasisWalk], plans: &[PlanWalk]) -> Result<Vec<PartCover>, RuleError> {
        let mut parts: Vec<PartCover> = Vec::new();
        for part in bases.iter().flat_map(|basis| &basis.cover.parts) {
            match parts.iter_mut().find(|known| known.part == part.part) {
                Some(known) if known.end_on < part.end_on => *known = part.clone(),
                Some(_) => {}
                None => parts.push(part.clone()),
            }
        }
        let plan_end = plans.iter().map(|plan| plan.cover.end_on).max();
        for part in &mut parts {
            if let Some(end_on) = plan_end.filter(|end| *end > part.end_on) {
                part.end_on = end_on;
                part.kind = CoverKind::Plan;
            }
        }
        let replacements = self.facts.part_replacements.iter().enumerate();
        let mut replacements: Vec<(usize, &PartReplacement)> = replacements.collect();
        replacements.sort_by_key(|(_, replacement)| replacement.on);
        for (index, replacement) in replacements {
            if parts.iter().all(|part| part.part != replacement.part) {
                parts.extend(self.ordinary_part(replacement, bases, plans));
            }
            let mut known = parts
                .iter_mut()
                .filter(|part| replacement.on <= part.end_on);
            if let Some(part) = known.find(|part| part.part == replacement.part) {
                part.replaced_on = Some(replacement.on);
                let least_end = self.least_end(replacement.on);
                part.end_on = beyond(format!("part_replacements[{index}].on"), least_end)?
                    .max(Some(part.end_on))
                    .unwrap_or(part.end_on);
            }
        }
        Ok(parts)
    }

    /// A part without a period of its own: as long as the machine. It is listed only where it was
    /// replaced in warranty.
    fn ordinary_part(
        &self,
        replacement: &PartReplacement,
        bases: &[BasisWalk],
        plans: &[PlanWalk],
    ) -> Option<PartCover> {
        let (end_on, kind) = covered_to(bases, plans)?;
        if replacement.on > end_on {
            return None;
        }
        let names = self
            .norms
            .general()
            .and_then(|policy| policy.part(&replacement.part));
        let given = replacement.name.as_ref().unwrap_or(&replacement.part);
        Some(PartCover {
            part: replacement.part.clone(),
            name_zh: names.map_or(given, |part| &part.name_zh).clone(),
            name_en: names.map_or(given, |part| &part.name_en).clone(),
            kind,
            end_on,
            replaced_on: None,
        })
    }

    fn least_end(&self, replaced_on: NaiveDate) -> Result<Option<NaiveDate>, RuleError> {
        let Some(policy) = self.norms.general() else {
            return Ok(None);
        };
        let raw_end = plus_days(replaced_on, policy.part_min_days)?;
        Ok(Some(roll(self.rules.holidays, raw_end)?.end))
    }
}
