//! What return visits follow from, and when each is to be made.
//!
//! After a commissioning: the two within one month ([`super::plan`]) and one before the next yearly
//! maintenance is due. After work or a complaint: one, as soon as the promise of a confirmation
//! (`sla`, stage 回访确认) asks for it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::plan::{PlanPolicy, windows};
use crate::calendar::minus_months;
use crate::codes::codes;
use crate::maintenance::{MaintenancePolicy, next_due};
use crate::policy::Document;
use crate::reference::Occasion;
use crate::rule::RuleError;
use crate::sla::{self, SlaTable, Stage};
use crate::time::local_date;

codes! {
    /// What a return visit follows from.
    Kind {
        /// 首次回访 (V1)
        FirstVisit = "first_visit",
        /// 第二次回访 (V2)
        SecondVisit = "second_visit",
        /// 年度回访
        Yearly = "yearly",
        /// 维修后
        AfterRepair = "after_repair",
        /// 保养后
        AfterMaintenance = "after_maintenance",
        /// 投诉后
        AfterComplaint = "after_complaint",
    }
}

impl Kind {
    /// Which questionnaire is asked.
    #[must_use]
    pub const fn occasion(self) -> Occasion {
        match self {
            Self::FirstVisit => Occasion::FirstVisit,
            Self::SecondVisit => Occasion::SecondVisit,
            Self::Yearly | Self::AfterMaintenance => Occasion::AfterMaintenance,
            Self::AfterRepair => Occasion::AfterRepair,
            Self::AfterComplaint => Occasion::AfterComplaint,
        }
    }

    /// Whether it is one of the two visits within a month of the commissioning.
    #[must_use]
    pub const fn is_of_first_month(self) -> bool {
        matches!(self, Self::FirstVisit | Self::SecondVisit)
    }
}

/// A visit to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Planned {
    /// What it follows from.
    pub kind: Kind,
    /// The day it follows from.
    pub anchor_on: NaiveDate,
    /// First day of its window.
    pub from_on: NaiveDate,
    /// Last day of its window.
    pub to_on: NaiveDate,
}

/// The visits that follow a commissioning.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar.
pub fn after_commissioning(
    commissioned_on: NaiveDate,
    policy: &Document<PlanPolicy>,
    maintenance: &Document<MaintenancePolicy>,
) -> Result<Vec<Planned>, RuleError> {
    let month = windows(commissioned_on, &policy.content)?;
    let planned = |kind, from_on, to_on| Planned {
        kind,
        anchor_on: commissioned_on,
        from_on,
        to_on,
    };
    Ok(vec![
        planned(Kind::FirstVisit, month.v1_from, month.v1_to),
        planned(Kind::SecondVisit, month.v2_from, month.v2_to),
        yearly(commissioned_on, maintenance)?,
    ])
}

/// The visit before the next yearly maintenance, counted from the commissioning or from the visit
/// of the year before.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar.
pub fn yearly(
    base: NaiveDate,
    maintenance: &Document<MaintenancePolicy>,
) -> Result<Planned, RuleError> {
    let figures = &maintenance.content;
    let due_on = next_due(figures, base)?;
    let from_on = minus_months(due_on, figures.remind_months)?;
    Ok(Planned {
        kind: Kind::Yearly,
        anchor_on: base,
        from_on: from_on.max(base).min(due_on),
        to_on: due_on,
    })
}

/// The visit that follows work or a complaint that ended at `ended_at`, if its customer is to be
/// asked singly: an installation has its two visits, an enquiry is asked by sample.
///
/// # Errors
/// [`RuleError::OutOfRange`] outside the calendar.
pub fn after_end(
    case: sla::Kind,
    ended_at: i64,
    table: &SlaTable,
) -> Result<Option<Planned>, RuleError> {
    let Some(kind) = kind_after(case) else {
        return Ok(None);
    };
    let confirm = table.stage(case, Stage::Confirm);
    let Some(limit_ms) = confirm.and_then(|stage| stage.limit.elapsed_ms()) else {
        return Ok(None);
    };
    let day = |at: i64| {
        local_date(at).ok_or_else(|| RuleError::OutOfRange {
            field: "ended_at".into(),
        })
    };
    let ended_on = day(ended_at)?;
    Ok(Some(Planned {
        kind,
        anchor_on: ended_on,
        from_on: ended_on,
        to_on: day(ended_at.saturating_add(limit_ms))?,
    }))
}

const fn kind_after(case: sla::Kind) -> Option<Kind> {
    match case {
        sla::Kind::Repair | sla::Kind::NoHeat | sla::Kind::Safety => Some(Kind::AfterRepair),
        sla::Kind::Maintenance => Some(Kind::AfterMaintenance),
        sla::Kind::ComplaintA
        | sla::Kind::ComplaintB
        | sla::Kind::ComplaintC
        | sla::Kind::ComplaintD => Some(Kind::AfterComplaint),
        sla::Kind::Install | sla::Kind::Enquiry => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::reference::Questionnaires;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> i64 {
        crate::time::instant_of_local(text.parse().unwrap()).unwrap()
    }

    fn three(commissioned: &str) -> Vec<(Kind, NaiveDate, NaiveDate)> {
        let plan = super::super::plan::built_in().unwrap();
        let yearly = crate::maintenance::built_in().unwrap();
        let visits = after_commissioning(on(commissioned), plan, yearly).unwrap();
        visits
            .iter()
            .map(|v| (v.kind, v.from_on, v.to_on))
            .collect()
    }

    #[test]
    fn a_commissioning_asks_for_two_visits_within_a_month_and_one_before_the_heating_season() {
        assert_eq!(
            three("2026-01-31"),
            [
                (Kind::FirstVisit, on("2026-02-01"), on("2026-02-07")),
                (Kind::SecondVisit, on("2026-02-15"), on("2026-02-28")),
                (Kind::Yearly, on("2026-08-31"), on("2026-10-31")),
            ]
        );
    }

    #[test]
    fn the_customer_is_asked_within_the_promised_days_after_the_work() {
        let table = &sla::built_in().unwrap().content;
        let ended = at("2026-11-20T23:30:00");
        let window = |case| {
            let visit = after_end(case, ended, table).unwrap();
            visit.map(|v| (v.kind, v.to_on))
        };
        let (repair, complaint) = (Kind::AfterRepair, Kind::AfterComplaint);
        for (case, wanted) in [
            (sla::Kind::Repair, Some((repair, "2026-11-23"))),
            (sla::Kind::NoHeat, Some((repair, "2026-11-21"))),
            (sla::Kind::Safety, Some((repair, "2026-11-21"))),
            (
                sla::Kind::Maintenance,
                Some((Kind::AfterMaintenance, "2026-11-27")),
            ),
            (sla::Kind::ComplaintB, Some((complaint, "2026-11-21"))),
            (sla::Kind::ComplaintC, Some((complaint, "2026-11-23"))),
            (sla::Kind::Install, None),
            (sla::Kind::Enquiry, None),
        ] {
            let wanted = wanted.map(|(kind, to)| (kind, on(to)));
            assert_eq!(window(case), wanted, "{case:?}");
        }
    }

    #[test]
    fn every_kind_of_visit_has_a_questionnaire() {
        for kind in Kind::ALL {
            let form = Questionnaires::built_in().on(kind.occasion());
            assert!(form.is_some(), "{kind:?}");
        }
    }

    proptest! {
        #[test]
        fn no_window_begins_before_its_occasion_or_ends_before_it_begins(days in 0_i64..20_000) {
            let day = on("2000-01-01") + chrono::Duration::days(days);
            let plan = super::super::plan::built_in().unwrap();
            let maintenance = crate::maintenance::built_in().unwrap();
            for visit in after_commissioning(day, plan, maintenance).unwrap() {
                prop_assert!(visit.anchor_on == day);
                prop_assert!(day <= visit.from_on && visit.from_on <= visit.to_on);
            }
        }
    }
}
