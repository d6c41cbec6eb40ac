//! Bonus points of staff by versioned rules (R077).
//!
//! Each work gives the points of its kind times a quality factor; a justified complaint takes
//! points off. The version in force on the day of the work decides, also for a complaint that
//! comes later, and [`add_version`] refuses a version for days that have begun: rules never change
//! backwards. Points are kept in hundredths. Nothing is paid out before a manager has approved it.

mod policy;
mod result;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub use policy::{BonusPolicy, add_version, built_in};
pub use result::{
    ApprovalState, BonusLine, BonusResult, LineKind, NotPayable, PersonBonus, bonus_points,
};

use crate::codes::codes;
use crate::rule::{RuleError, in_order, within_calendar};

/// More work or complaints than a dealer has in a period.
const ROWS_MAX: usize = 200_000;

codes! {
    /// What gives points.
    WorkKind {
        /// 维修
        Repair = "repair",
        /// 安装
        Install = "install",
        /// 调试
        Commissioning = "commissioning",
        /// 保养
        Maintenance = "maintenance",
        /// 回访
        ReturnVisit = "return_visit",
        /// 巡回服务
        Tour = "tour",
    }
}

impl WorkKind {
    /// The message that names it.
    #[must_use]
    pub fn key(self) -> String {
        format!("bonus-work-{}", self.code().replace('_', "-"))
    }
}

codes! {
    /// How grave a complaint was, as complaints are classed.
    Gravity {
        /// 紧急
        A = "A",
        /// 重大
        B = "B",
        /// 一般
        C = "C",
        /// 抱怨
        D = "D",
    }
}

/// A finished work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkRow {
    /// The order.
    pub id: String,
    /// Who did it.
    pub staff_id: String,
    /// What it was.
    pub kind: WorkKind,
    /// When.
    pub done_on: NaiveDate,
    /// The customer's answer 1–5, if there was one.
    #[serde(default)]
    pub satisfaction: Option<u8>,
    /// The same fault came back within the days of first-time fix.
    #[serde(default)]
    pub repeated: bool,
}

/// A complaint about a work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BonusComplaint {
    /// The complaint.
    pub id: String,
    /// Whom it is about.
    pub staff_id: String,
    /// The day of the work complained about; its rules decide.
    pub work_on: NaiveDate,
    /// How grave it was.
    pub class: Gravity,
    /// The inquiry found it justified; null while it is not decided.
    pub justified: Option<bool>,
}

/// A manager's decision on a person's points.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approval {
    /// Whose points.
    pub staff_id: String,
    /// What was decided.
    pub state: ApprovalState,
    /// Who decided; not the person.
    #[serde(default)]
    pub by_staff_id: Option<String>,
    /// The points decided on, in hundredths.
    #[serde(default)]
    pub points_hundredths: Option<i64>,
}

/// The work, complaints and approvals of a period.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BonusInput {
    /// First day of work that counts.
    pub from: NaiveDate,
    /// Last day of work that counts.
    pub to: NaiveDate,
    /// What was done.
    pub work: Vec<WorkRow>,
    /// What was complained about.
    #[serde(default)]
    pub complaints: Vec<BonusComplaint>,
    /// What managers decided.
    #[serde(default)]
    pub approvals: Vec<Approval>,
}

fn out_of_range(field: String) -> RuleError {
    RuleError::OutOfRange {
        field: field.into(),
    }
}

impl BonusInput {
    fn holds(&self, on: NaiveDate) -> bool {
        (self.from..=self.to).contains(&on)
    }

    fn check(&self) -> Result<(), RuleError> {
        within_calendar(self.from, "from")?;
        within_calendar(self.to, "to")?;
        in_order(self.from, self.to, "to")?;
        check_rows(
            "work",
            "id",
            self.work.iter().map(|it| (&it.id, &it.staff_id)),
        )?;
        let complaints = self.complaints.iter().map(|it| (&it.id, &it.staff_id));
        check_rows("complaints", "id", complaints)?;
        let approvals = self.approvals.iter().map(|it| (&it.staff_id, &it.staff_id));
        check_rows("approvals", "staff_id", approvals)?;
        for (index, work) in self.work.iter().enumerate() {
            within_calendar(work.done_on, format!("work[{index}].done_on"))?;
            if work
                .satisfaction
                .is_some_and(|answer| !(1..=5).contains(&answer))
            {
                return Err(out_of_range(format!("work[{index}].satisfaction")));
            }
        }
        for (index, complaint) in self.complaints.iter().enumerate() {
            within_calendar(complaint.work_on, format!("complaints[{index}].work_on"))?;
        }
        Ok(())
    }
}

/// Rows have an id that occurs once and name a person; there are not more than can be.
fn check_rows<'a>(
    field: &str,
    id_field: &str,
    rows: impl ExactSizeIterator<Item = (&'a String, &'a String)>,
) -> Result<(), RuleError> {
    if rows.len() > ROWS_MAX {
        return Err(out_of_range(field.to_owned()));
    }
    let mut seen = BTreeMap::new();
    for (index, (id, staff_id)) in rows.enumerate() {
        if staff_id.is_empty() {
            return Err(RuleError::Missing {
                field: format!("{field}[{index}].staff_id").into(),
            });
        }
        let field = || format!("{field}[{index}].{id_field}").into();
        if id.is_empty() {
            return Err(RuleError::Missing { field: field() });
        }
        if seen.insert(id, ()).is_some() {
            return Err(RuleError::BadValue {
                field: field(),
                reason: "occurs twice".to_owned(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
