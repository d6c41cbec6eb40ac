//! The warranty card: every basis that applies to a machine, and the one that wins.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::cover::{
    BasisCover, CoverKind, Coverage, OutReason, PartCover, PlanCover, Provisional, Standing,
};
use super::facts::{ExtendedPlan, PartReplacement, PlanStart, UnitFacts};
use super::policy::{
    ListedGood, MainPart, ModelWarranty, Policies, StartRule, StatutoryList, UnlistedGood,
    WarrantyPolicy,
};
use super::start::{Confidence, Found, ShelfTerms, StartDocument, find_start, sold_about};
use super::unusable::{Extension, Period, Rules, extend};
use super::validity::end_of;
use super::wording;
use crate::calendar::{Holidays, plus_days, roll};
use crate::explain::Decision;
use crate::policy::Document;
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

/// The documents and rows that speak about a machine.
#[derive(Debug, Clone, Copy)]
pub(super) struct Norms<'a> {
    pub(super) list: Option<&'a Document<StatutoryList>>,
    pub(super) policy: Option<&'a Document<WarrantyPolicy>>,
    pub(super) listed: Option<&'a ListedGood>,
    pub(super) unlisted: Option<&'a UnlistedGood>,
    pub(super) model: Option<&'a ModelWarranty>,
}

impl<'a> Norms<'a> {
    fn find(
        facts: &'a UnitFacts,
        policies: &'a Policies,
        as_of: NaiveDate,
    ) -> Result<Self, RuleError> {
        let sold_about = sold_about(facts, as_of);
        let list = policies.statutory_on(sold_about);
        let policy = policies.warranty_on(sold_about);
        let unknown = |field: &'static str| RuleError::UnknownCode {
            field: field.into(),
        };
        let model = match facts.model.as_deref() {
            Some(code) => {
                let known = policies
                    .warranty
                    .iter()
                    .any(|p| p.content.model(code).is_some());
                let row = policy.and_then(|policy| policy.content.model(code));
                if !known {
                    return Err(unknown("model"));
                }
                row
            }
            None => None,
        };
        let class = facts.product_class.as_deref();
        let class = class.or(model.map(|row| row.product_class.as_str()));
        let listed = class.and_then(|class| list?.content.good(class));
        let unlisted = class.and_then(|class| list?.content.unlisted(class));
        if facts.product_class.is_some() && listed.is_none() && unlisted.is_none() {
            return Err(unknown("product_class"));
        }
        Ok(Self {
            list,
            policy,
            listed,
            unlisted,
            model,
        })
    }

    /// Whether it is known what kind of machine it is.
    pub(super) fn is_known(&self) -> bool {
        self.listed.is_some() || self.unlisted.is_some() || self.model.is_some()
    }

    fn general(&self) -> Option<&'a WarrantyPolicy> {
        self.policy.map(|policy| &policy.content)
    }

    fn shelf(&self) -> Option<ShelfTerms> {
        self.general().map(|policy| ShelfTerms {
            max_shelf_months: policy.max_shelf_months,
            grace_months: policy.grace_months,
        })
    }
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
        let extension = extend(period, &self.facts.unusable, self.rules)?;
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
        let own = end_of(start, months, &extension.counted, self.rules.holidays)?;
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
        let mut plans: Vec<&ExtendedPlan> = self.facts.plans.iter().collect();
        plans.sort_by_key(|plan| plan.bought_on);
        let mut walks = Vec::new();
        for plan in plans {
            let running = covered_to.filter(|end| plan.bought_on <= *end);
            let start = match (plan.start, running) {
                (PlanStart::AfterBase, Some(end)) => plus_days(end, 1)?,
                (PlanStart::AfterBase, None) | (PlanStart::Purchase, _) => plan.bought_on,
            };
            let months = plan.months;
            let extension = extend(Period { start, months }, &self.facts.unusable, self.rules)?;
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
        let mut replacements: Vec<&PartReplacement> = self.facts.part_replacements.iter().collect();
        replacements.sort_by_key(|replacement| replacement.on);
        for replacement in replacements {
            if parts.iter().all(|part| part.part != replacement.part) {
                parts.extend(self.ordinary_part(replacement, bases, plans));
            }
            let mut known = parts
                .iter_mut()
                .filter(|part| replacement.on <= part.end_on);
            if let Some(part) = known.find(|part| part.part == replacement.part) {
                part.replaced_on = Some(replacement.on);
                part.end_on = self
                    .least_end(replacement.on)?
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

    fn coverage(&self, bases: &[BasisWalk], plans: &[PlanWalk], parts: Vec<PartCover>) -> Coverage {
        let (standing, out_reason) = self.standing(bases, plans);
        let winner = bases.first();
        let away_on = self.facts.exchanged_away_on;
        let until = |end: NaiveDate| away_on.map_or(end, |away| end.min(away));
        let (end_on, decided_by) = covered_to(bases, plans).unzip();
        let end_on = end_on.map(until);
        let left = end_on.map(|end| (end - self.rules.as_of).num_days());
        let remaining_days = left.and_then(|days| u32::try_from(days).ok());
        let confidence = winner.map_or(Confidence::D, |basis| basis.found.start.confidence);
        let parts = parts.into_iter().map(|part| PartCover {
            end_on: until(part.end_on),
            ..part
        });
        Coverage {
            standing,
            out_reason,
            decided_by: decided_by.or(winner.map(|basis| basis.cover.kind)),
            confidence,
            start: winner.map(|basis| basis.found.start),
            end_on,
            remaining_days: remaining_days.filter(|_| standing == Standing::In),
            repair_only: confidence == Confidence::C,
            provisional: provisional(bases, plans, away_on),
            parts: parts.collect(),
            bases: bases.iter().map(|basis| basis.cover.clone()).collect(),
            plans: plans.iter().map(|plan| plan.cover.clone()).collect(),
            repairs_count_from: self.facts.came_by_exchange_on,
            yearly_maintenance: self.norms.model.is_some_and(|row| row.yearly_maintenance),
        }
    }

    fn standing(&self, bases: &[BasisWalk], plans: &[PlanWalk]) -> (Standing, Option<OutReason>) {
        let out = |reason| (Standing::Out, Some(reason));
        let as_of = self.rules.as_of;
        let by_basis = bases.iter().any(|basis| {
            basis.found.start.started && basis.cover.end_on.is_some_and(|end| as_of <= end)
        });
        let by_plan = plans
            .iter()
            .any(|plan| (plan.cover.start_on..=plan.cover.end_on).contains(&as_of));
        match bases.first().map(|basis| &basis.found.start) {
            _ if self.facts.exchanged_away_on.is_some() => out(OutReason::ExchangedAway),
            _ if by_basis || by_plan => (Standing::In, None),
            Some(start) if start.on.is_none() => (Standing::Unknown, None),
            Some(start) if !start.started => (Standing::NotStarted, None),
            Some(_) => out(OutReason::Ended),
            None if !plans.is_empty() => out(OutReason::Ended),
            None if self.norms.is_known() => out(OutReason::NoPromise),
            None => (Standing::Unknown, None),
        }
    }
}

/// The latest day any basis or plan covers, and which.
fn covered_to(bases: &[BasisWalk], plans: &[PlanWalk]) -> Option<(NaiveDate, CoverKind)> {
    let bases = bases
        .iter()
        .filter_map(|basis| Some((basis.cover.end_on?, basis.cover.kind)));
    let plans = plans
        .iter()
        .map(|plan| (plan.cover.end_on, CoverKind::Plan));
    bases
        .chain(plans)
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
}

fn provisional(
    bases: &[BasisWalk],
    plans: &[PlanWalk],
    away_on: Option<NaiveDate>,
) -> Vec<Provisional> {
    if away_on.is_some() {
        return Vec::new();
    }
    let winner = bases.first();
    let start = winner
        .map(|basis| basis.found.start)
        .filter(|start| start.provisional);
    let extensions = winner
        .and_then(|basis| basis.extension.as_ref())
        .into_iter();
    let mut extensions = extensions.chain(plans.iter().map(|plan| &plan.extension));
    let last = covered_to(bases, plans).map(|(end, _)| end);
    let unknown = |e: &Extension| e.validity.holiday_unknown && Some(e.validity.end) == last;
    let flags = [
        (
            start.is_some_and(|start| {
                start.on.is_some() && start.document != StartDocument::Factory
            }),
            Provisional::NotCommissioned,
        ),
        (
            start.is_some_and(|start| start.document == StartDocument::Factory),
            Provisional::FactoryDate,
        ),
        (
            extensions.clone().any(|e| e.open),
            Provisional::StillUnusable,
        ),
        (extensions.any(unknown), Provisional::HolidaysMissing),
    ];
    flags
        .into_iter()
        .filter_map(|(set, flag)| set.then_some(flag))
        .collect()
}
