//! Service plans (服务套餐 基础/金牌/延保, R124): what headquarters offers, and what a plan that was
//! sold to a machine takes over.
//!
//! What the customer has by law stands first and is never touched here: the charge rules ask for the
//! plan only where a repair is at the customer's cost
//! ([`decide_charge`](crate::warranty::remedy::decide_charge)). A contract keeps the terms it was
//! sold with, whatever the list says later.

mod read;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use read::read_rows;

use crate::calendar::plus_months;
use crate::codes::codes;
use crate::explain::{Basis, Decision, Explanation, Line, VersionRef, line};
use crate::policy::{Content, bad_policy};
use crate::rule::RuleError;
use crate::warranty::remedy::{ExclusionCode, LineKind};
use crate::work_order::Kind;

/// More plans than this are no list.
const PLANS_MAX: usize = 40;
/// Longer than this nobody promises.
const MONTHS_MAX: u32 = 180;
/// The dearest plan, in fen.
const PRICE_FEN_MAX: i64 = 10_000_000;
/// The longest name and clause that fit a charge line's reason.
const NAME_MAX: usize = 40;
/// The longest text.
const TEXT_MAX: usize = 400;

codes! {
    /// What a plan is sold as.
    Tier {
        /// 基础
        Basic = "basic",
        /// 金牌
        Gold = "gold",
        /// 延保: begins when the warranty ends.
        Extended = "extended",
    }
}

/// A plan headquarters offers, and the terms of one that was sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Names it among the plans.
    pub code: String,
    /// Its name, as on the contract.
    pub name: String,
    /// Its name in English.
    pub name_en: String,
    /// What it is sold as.
    pub tier: Tier,
    /// What it costs, in fen.
    pub price_fen: i64,
    /// How long it runs.
    pub months: u32,
    /// What a repair within it does not cost.
    pub free: Vec<LineKind>,
    /// How many repairs it takes over in all; as many as needed when absent.
    #[serde(default)]
    pub repairs: Option<u32>,
    /// How many maintenances a contract year are free, work and way.
    #[serde(default)]
    pub maintenances: u32,
    /// Within how many hours somebody comes.
    #[serde(default)]
    pub response_hours: Option<u32>,
    /// The grounds on which it does not cover a repair.
    pub excludes: Vec<ExclusionCode>,
    /// What else it does not cover, in words.
    #[serde(default)]
    pub exclusions: String,
    /// The clause of the contract that gives it.
    pub clause: String,
}

/// The plans headquarters offers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlanBook {
    /// The plans.
    pub plans: Vec<Plan>,
}

impl PlanBook {
    /// The plan with this code.
    #[must_use]
    pub fn find(&self, code: &str) -> Option<&Plan> {
        self.plans.iter().find(|plan| plan.code == code)
    }
}

impl Content for PlanBook {
    const KIND: &'static str = "service_plans";

    fn check(&self) -> Result<(), RuleError> {
        if self.plans.is_empty() || self.plans.len() > PLANS_MAX {
            return Err(bad_policy("plans", "1 to 40 plans"));
        }
        let mut codes = BTreeSet::new();
        for (index, plan) in self.plans.iter().enumerate() {
            let place = |name: &str| format!("plans[{index}].{name}");
            plan.check(&place)?;
            if !codes.insert(&plan.code) {
                return Err(bad_policy(place("code"), "stands there twice"));
            }
        }
        Ok(())
    }
}

impl Plan {
    fn check(&self, place: &dyn Fn(&str) -> String) -> Result<(), RuleError> {
        for (name, text) in [
            ("code", &self.code),
            ("name", &self.name),
            ("name_en", &self.name_en),
            ("clause", &self.clause),
        ] {
            if text.trim().is_empty() || text.chars().count() > NAME_MAX {
                return Err(bad_policy(place(name), "1 to 40 characters"));
            }
        }
        if self.exclusions.chars().count() > TEXT_MAX {
            return Err(bad_policy(
                place("exclusions"),
                "longer than 400 characters",
            ));
        }
        if !(0..=PRICE_FEN_MAX).contains(&self.price_fen) {
            return Err(bad_policy(place("price_fen"), "out of range"));
        }
        if !(1..=MONTHS_MAX).contains(&self.months) {
            return Err(bad_policy(place("months"), "1 to 180 months"));
        }
        if self.free.is_empty() && self.maintenances == 0 {
            return Err(bad_policy(place("free"), "takes nothing over"));
        }
        let few = |count: Option<u32>| count.is_none_or(|count| (1..=100).contains(&count));
        if !few(self.repairs) || self.maintenances > 12 || !few(self.response_hours) {
            return Err(bad_policy(place("repairs"), "out of range"));
        }
        Ok(())
    }

    /// The last day of a contract that starts on a day.
    ///
    /// # Errors
    /// [`RuleError::OutOfRange`] outside the calendar.
    pub fn end_of(&self, start_on: NaiveDate) -> Result<NaiveDate, RuleError> {
        let next = plus_months(start_on, self.months)?;
        Ok(next.pred_opt().unwrap_or(next))
    }

    /// What it takes over of such an order.
    fn covers(&self, kind: Kind) -> Vec<LineKind> {
        match kind {
            Kind::Repair => self.free.clone(),
            Kind::Maintenance if self.maintenances > 0 => {
                let mut all = vec![LineKind::Labour, LineKind::Travel];
                all.extend(self.free.iter().filter(|one| **one == LineKind::Part));
                all
            }
            // Plans speak of repairs and yearly maintenance only.
            _ => Vec::new(),
        }
    }
}

/// A plan that was sold to a machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// The contract's number.
    pub no: String,
    /// The version of the list it was sold from.
    pub version: String,
    /// Its terms.
    pub plan: Plan,
    /// What was taken for it, in fen.
    pub paid_fen: i64,
    /// The first day.
    pub start_on: NaiveDate,
    /// The last day.
    pub end_on: NaiveDate,
    /// The day it was cancelled.
    pub cancelled_on: Option<NaiveDate>,
}

codes! {
    /// Where a contract stands.
    ContractState {
        /// It has not begun.
        Coming = "coming",
        /// It runs.
        Running = "running",
        /// It is over.
        Ended = "ended",
        /// It was cancelled.
        Cancelled = "cancelled",
    }
}

impl Contract {
    /// Where it stands on a day. On the day it is cancelled it does not cover any more.
    #[must_use]
    pub fn state(&self, on: NaiveDate) -> ContractState {
        if self.cancelled_on.is_some_and(|day| day <= on) {
            ContractState::Cancelled
        } else if on < self.start_on {
            ContractState::Coming
        } else if on > self.end_on {
            ContractState::Ended
        } else {
            ContractState::Running
        }
    }

    /// Whether a contract over these days would run beside it.
    #[must_use]
    pub fn overlaps(&self, start_on: NaiveDate, end_on: NaiveDate) -> bool {
        let last = self.cancelled_on.and_then(|day| day.pred_opt());
        let last = last.map_or(self.end_on, |last| last.min(self.end_on));
        self.start_on <= end_on && start_on <= last
    }

    /// The share of its price for the days from a day on: what a cancellation gives back unless a
    /// manager decides otherwise. In the customer's favour to the fen.
    #[must_use]
    pub fn unused_fen(&self, on: NaiveDate) -> i64 {
        let all = (self.end_on - self.start_on).num_days() + 1;
        let left = (self.end_on - on.max(self.start_on)).num_days() + 1;
        if all <= 0 || left <= 0 {
            return 0;
        }
        let share = self.paid_fen * left;
        (share + all - 1) / all
    }

    /// How many orders of a kind are left on a day beside those that were finished; absent for no
    /// limit. Maintenances count within the contract year.
    #[must_use]
    pub fn left(&self, kind: Kind, on: NaiveDate, used: &[Used]) -> Option<u32> {
        let (limit, from, to) = match kind {
            Kind::Repair => (self.plan.repairs?, self.start_on, self.end_on),
            Kind::Maintenance => {
                let (from, to) = self.year_of(on);
                (self.plan.maintenances, from, to)
            }
            _ => (0, self.start_on, self.end_on),
        };
        let within = |one: &&Used| one.kind == kind && (from..=to).contains(&one.on);
        let count = used.iter().filter(within).count();
        Some(limit.saturating_sub(u32::try_from(count).unwrap_or(u32::MAX)))
    }

    /// The contract year a day falls in.
    fn year_of(&self, on: NaiveDate) -> (NaiveDate, NaiveDate) {
        let mut from = self.start_on;
        for years in 1..=MONTHS_MAX / 12 {
            match plus_months(self.start_on, 12 * years) {
                Ok(next) if next <= on => from = next,
                Ok(next) => return (from, next.pred_opt().unwrap_or(next).min(self.end_on)),
                Err(_) => break,
            }
        }
        (from, self.end_on)
    }

    /// What stands on an order and its receipt.
    #[must_use]
    pub fn basis(&self) -> String {
        let (name, clause) = (&self.plan.name, &self.plan.clause);
        format!("{name} {}，{}版，{clause}", self.no, self.version)
    }
}

/// A finished order of the machine that a plan took over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// What it was.
    pub kind: Kind,
    /// The day it was reported.
    pub on: NaiveDate,
}

/// An order that a plan may take over.
#[derive(Debug, Clone, Copy)]
pub struct PlanCase<'a> {
    /// The machine's contracts.
    pub contracts: &'a [Contract],
    /// The other finished orders a plan took over.
    pub used: &'a [Used],
    /// What it is.
    pub kind: Kind,
    /// The day it was reported.
    pub on: NaiveDate,
    /// A confirmed ground on which 三包 does not cover it.
    pub ground: Option<ExclusionCode>,
}

codes! {
    /// Why a plan covers an order or does not, the most telling first.
    CoverReason {
        /// It does.
        Covers = "covers",
        /// Nothing is left of it.
        UsedUp = "used_up",
        /// Its terms exclude the ground.
        Excluded = "excluded",
        /// Its terms do not have such orders.
        NotIncluded = "not_included",
        /// It was cancelled before.
        Cancelled = "cancelled",
        /// It had not begun.
        NotStarted = "not_started",
        /// It was over.
        Ended = "ended",
        /// The machine has none.
        NoPlan = "no_plan",
    }
}

/// What a plan takes over of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanCoverage {
    /// Why, or why not.
    pub reason: CoverReason,
    /// The contract the reason is of, among those given.
    pub contract: Option<usize>,
    /// The kinds of lines that cost nothing.
    pub covers: Vec<LineKind>,
    /// How many such orders are left, this one among them.
    pub left: Option<u32>,
}

/// Decides what the machine's plans take over of an order.
#[must_use]
pub fn cover(case: &PlanCase<'_>) -> Decision<PlanCoverage> {
    let contracts = case.contracts.iter().enumerate();
    let judged = contracts.map(|(place, contract)| (judge(contract, case), place, contract));
    // Of two that cover, the one that ends first; of two that do not, the most telling.
    let best = judged.min_by_key(|(reason, _, contract)| (*reason, contract.end_on));
    let Some((reason, place, contract)) = best else {
        let result = PlanCoverage {
            reason: CoverReason::NoPlan,
            contract: None,
            covers: Vec::new(),
            left: None,
        };
        let why = Explanation {
            rows: vec!["PL.P8"],
            steps: vec![line!("plan-none")],
            ..Explanation::default()
        };
        return Decision { result, why };
    };
    let covers = match reason {
        CoverReason::Covers => contract.plan.covers(case.kind),
        _ => Vec::new(),
    };
    let result = PlanCoverage {
        reason,
        contract: Some(place),
        covers,
        left: contract.left(case.kind, case.on, case.used),
    };
    let why = Explanation {
        basis: vec![Basis::contract("basis-remedy-plan")],
        rows: vec![row_of(reason)],
        steps: vec![step(reason, contract)],
        versions: vec![VersionRef {
            kind: PlanBook::KIND.to_owned(),
            version: contract.version.clone(),
        }],
        ..Explanation::default()
    };
    Decision { result, why }
}

fn judge(contract: &Contract, case: &PlanCase<'_>) -> CoverReason {
    match contract.state(case.on) {
        ContractState::Cancelled => return CoverReason::Cancelled,
        ContractState::Coming => return CoverReason::NotStarted,
        ContractState::Ended => return CoverReason::Ended,
        ContractState::Running => {}
    }
    if contract.plan.covers(case.kind).is_empty() {
        return CoverReason::NotIncluded;
    }
    let excluded = |ground| contract.plan.excludes.contains(&ground);
    if case.ground.is_some_and(excluded) {
        return CoverReason::Excluded;
    }
    match contract.left(case.kind, case.on, case.used) {
        Some(0) => CoverReason::UsedUp,
        _ => CoverReason::Covers,
    }
}

const fn row_of(reason: CoverReason) -> &'static str {
    match reason {
        CoverReason::Covers => "PL.P1",
        CoverReason::UsedUp => "PL.P2",
        CoverReason::Excluded => "PL.P3",
        CoverReason::NotIncluded => "PL.P4",
        CoverReason::Cancelled => "PL.P5",
        CoverReason::NotStarted => "PL.P6",
        CoverReason::Ended => "PL.P7",
        CoverReason::NoPlan => "PL.P8",
    }
}

fn step(reason: CoverReason, contract: &Contract) -> Line {
    let plan = contract.basis();
    let (from, to) = (contract.start_on, contract.end_on);
    match reason {
        CoverReason::Covers => line!("plan-covers", plan = plan.as_str(), from = from, to = to),
        CoverReason::UsedUp => line!("plan-used-up", plan = plan.as_str()),
        CoverReason::Excluded => line!("plan-excluded", plan = plan.as_str()),
        CoverReason::NotIncluded => line!("plan-not-included", plan = plan.as_str()),
        CoverReason::Cancelled => {
            let day = contract.cancelled_on.unwrap_or(to);
            line!("plan-cancelled", plan = plan.as_str(), on = day)
        }
        CoverReason::NotStarted => line!("plan-not-started", plan = plan.as_str(), on = from),
        CoverReason::Ended => line!("plan-ended", plan = plan.as_str(), on = to),
        CoverReason::NoPlan => line!("plan-none"),
    }
}

#[cfg(test)]
mod tests;
