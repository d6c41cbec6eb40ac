//! The figures of safety life, as a versioned document.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{Demand, Gas, LifeState};
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

/// The statutory life for one gas.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Life {
    /// The gas.
    pub gas: Gas,
    /// Years from the day of sale.
    pub years: u32,
}

/// What a conversion to another gas does to the life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Conversion {
    /// The earlier of the two ends stands.
    Earlier,
    /// The life of the present gas counts.
    PresentGas,
}

/// What a state of life asks of the shop.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Demands {
    /// The state.
    pub state: LifeState,
    /// What it asks.
    pub demands: Vec<Demand>,
}

/// The figures of §2.4.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SafetyPolicy {
    /// The statutory lives.
    pub lives: Vec<Life>,
    /// So many months before the end the machine is 临近判废.
    pub warn_months: u32,
    /// So many months before the end it is worth telling the customer.
    pub notice_months: u32,
    /// What a conversion does.
    pub conversion: Conversion,
    /// What each state asks.
    pub demands: Vec<Demands>,
}

impl SafetyPolicy {
    /// The statutory life for a gas, in years.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`] where the table has no row for it.
    pub fn years(&self, gas: Gas) -> Result<u32, RuleError> {
        let row = self.lives.iter().find(|life| life.gas == gas);
        row.map(|life| life.years)
            .ok_or_else(|| bad_policy("lives", format!("no life for {}", gas.code())))
    }

    /// What a state asks of the shop.
    #[must_use]
    pub fn demands(&self, state: LifeState) -> Vec<Demand> {
        let row = self.demands.iter().find(|row| row.state == state);
        row.map(|row| row.demands.clone()).unwrap_or_default()
    }
}

impl Content for SafetyPolicy {
    const KIND: &'static str = "safety_life";

    fn check(&self) -> Result<(), RuleError> {
        for gas in Gas::ALL {
            self.years(*gas)?;
        }
        if self.lives.len() > Gas::ALL.len() {
            return Err(bad_policy("lives", "a gas is listed twice"));
        }
        if let Some(life) = self.lives.iter().find(|l| !(1..=50).contains(&l.years)) {
            let place = format!("lives.{}", life.gas.code());
            return Err(bad_policy(place, "no such life"));
        }
        let shortest = self.lives.iter().map(|life| life.years * 12).min();
        if self.warn_months == 0 || self.warn_months > self.notice_months {
            return Err(bad_policy("warn_months", "longer than the notice, or none"));
        }
        if shortest.is_none_or(|months| self.notice_months >= months) {
            return Err(bad_policy("notice_months", "as long as a life"));
        }
        let states: BTreeSet<_> = self.demands.iter().map(|row| row.state).collect();
        if states.len() != self.demands.len() {
            return Err(bad_policy("demands", "a state is listed twice"));
        }
        // Whatever else headquarters changes: a dangerous machine is stopped.
        if !self.demands(LifeState::Stopped).contains(&Demand::StopUse) {
            return Err(bad_policy("demands", "a stopped machine must not be used"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The figures the program comes with.
    pub fn built_in() -> SafetyPolicy = "safety_life-2026-1";
}
