//! Where a machine stands, from its bases and plans.

use chrono::NaiveDate;

use super::assess::{BasisWalk, Case, PlanWalk};
use super::cover::{CoverKind, Coverage, OutReason, PartCover, Provisional, Standing};
use super::start::{Confidence, StartDocument};
use super::unusable::Extension;

impl Case<'_> {
    /// The answer, put together.
    pub(super) fn coverage(
        &self,
        bases: &[BasisWalk],
        plans: &[PlanWalk],
        parts: Vec<PartCover>,
    ) -> Coverage {
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
            None if self.norms.is_known => out(OutReason::NoPromise),
            None => (Standing::Unknown, None),
        }
    }
}

/// The latest day any basis or plan covers, and which.
pub(super) fn covered_to(
    bases: &[BasisWalk],
    plans: &[PlanWalk],
) -> Option<(NaiveDate, CoverKind)> {
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
