//! Which certificates a task needs, as a versioned document.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{CertificateType, Task};
use crate::policy::{Content, bad_policy, built_in_document};
use crate::rule::RuleError;

/// What one task needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TaskRule {
    /// The task.
    pub task: Task,
    /// The types its worker must hold.
    pub requires: Vec<CertificateType>,
    /// Gas is touched: a list of revocations that is too old stops it.
    pub gas: bool,
    /// Only beside a certified lead.
    #[serde(default)]
    pub second_person_only: bool,
}

/// What a province demands instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProvinceRule {
    /// The province's name, as in addresses.
    pub province: String,
    /// The task.
    pub task: Task,
    /// The types its worker must hold there.
    pub requires: Vec<CertificateType>,
}

/// The table of §2.5.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GatePolicy {
    /// One row for each task.
    pub tasks: Vec<TaskRule>,
    /// Provinces with their own sets; a set replaces the general one.
    pub provinces: Vec<ProvinceRule>,
    /// A list of revocations older than this brings a warning.
    pub list_stale_days: u32,
    /// Older than this it stops gas tasks.
    pub list_too_old_days: u32,
    /// So many days after its end headquarters may let a certificate pass.
    pub override_days: u32,
}

impl GatePolicy {
    /// The row of a task.
    ///
    /// # Errors
    /// [`RuleError::BadPolicy`] where the table has none.
    pub fn rule(&self, task: Task) -> Result<&TaskRule, RuleError> {
        let row = self.tasks.iter().find(|row| row.task == task);
        row.ok_or_else(|| bad_policy("tasks", format!("no row for {}", task.code())))
    }

    /// The types a task needs in a province.
    ///
    /// # Errors
    /// As [`Self::rule`].
    pub fn required(
        &self,
        task: Task,
        province: Option<&str>,
    ) -> Result<&[CertificateType], RuleError> {
        let mut own = self.provinces.iter();
        let own = own.find(|row| row.task == task && province == Some(row.province.as_str()));
        match own {
            Some(row) => Ok(&row.requires),
            None => Ok(&self.rule(task)?.requires),
        }
    }
}

impl Content for GatePolicy {
    const KIND: &'static str = "certificate_gate";

    fn check(&self) -> Result<(), RuleError> {
        for task in Task::ALL {
            self.rule(*task)?;
        }
        if self.tasks.len() > Task::ALL.len() {
            return Err(bad_policy("tasks", "a task is listed twice"));
        }
        if self
            .tasks
            .iter()
            .any(|row| row.gas && row.requires.is_empty())
        {
            return Err(bad_policy("tasks", "a gas task without any certificate"));
        }
        let own: BTreeSet<_> = self
            .provinces
            .iter()
            .map(|row| (row.province.as_str(), row.task))
            .collect();
        if own.len() != self.provinces.len() {
            return Err(bad_policy("provinces", "a task is listed twice"));
        }
        if self
            .provinces
            .iter()
            .any(|row| row.province.trim().is_empty())
        {
            return Err(bad_policy("provinces", "a province without a name"));
        }
        if self.list_stale_days > self.list_too_old_days {
            return Err(bad_policy("list_stale_days", "warns after it stops"));
        }
        if self.override_days > 31 {
            return Err(bad_policy("override_days", "longer than a month"));
        }
        Ok(())
    }
}

built_in_document! {
    /// The table the program comes with.
    pub fn built_in() -> GatePolicy = "certificate_gate-2026-1";
}
