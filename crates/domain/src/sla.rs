//! Promised times: stages, clocks, escalation (`rules.md` §2.6, `reference.md` §4.9; R017, R018, R041, R042).
//!
//! The figures are a versioned document ([`SlaTable`]). [`due()`] answers by when something is due and
//! prints the walk to that day; [`clocks`] computes every clock of a case from its events, so that
//! two PCs and headquarters agree without storing any state; [`alerts`] says whom to tell.
//! [`order_clocks`] is the same for a work order's steps, [`external_deadlines`] the authority's
//! own periods for a complaint filed there. [`duty_alerts`] says whom to tell about what has its
//! deadlines from rules of its own: complaints, promises, return visits, remedy cases.

mod clock;
mod deadline;
mod due;
mod escalation;
mod event;
mod external;
mod order;
mod pause;
mod table;
mod walk;
mod words;

use crate::codes::codes;

pub use clock::{Clock, ClockInput, ClockState, DangerFound, clocks};
pub use deadline::{
    AlertTable, Deadline, Duty, DutyAlert, DutyInput, Watched, alert_table, duty_alerts,
};
pub use due::{Due, DueInput, DueStage, due, due_at};
pub use escalation::{Alert, AlertInput, Raised, alerts};
pub use event::{Event, Proof, Stamp, SuspectEvent, Suspicion, What, clock_suspect};
pub use external::{
    External, ExternalInput, ExternalPeriods, external_built_in, external_deadlines,
};
pub use order::{OrderClockInput, OrderStep, order_alerts, order_clocks};
pub use pause::{Pause, PauseCause, rests_until};
pub use table::{
    ConfirmedBy, KindRule, Period, Season, SlaTable, StageRule, StartsAt, Trigger, Unit, built_in,
    of_version,
};

codes! {
    /// What a clock is about; decides which figures apply.
    Kind {
        /// 报修
        Repair = "repair",
        /// 无暖（采暖季）
        NoHeat = "no_heat",
        /// 安全 A：漏气、一氧化碳、烟道
        Safety = "safety",
        /// 安装
        Install = "install",
        /// 保养
        Maintenance = "maintenance",
        /// 咨询
        Enquiry = "enquiry",
        /// 投诉 A 紧急
        ComplaintA = "complaint_a",
        /// 投诉 B 重大
        ComplaintB = "complaint_b",
        /// 投诉 C 一般
        ComplaintC = "complaint_c",
        /// 投诉 D 抱怨
        ComplaintD = "complaint_d",
    }
}

/// What makes a case more urgent than its kind says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Marks {
    /// A danger to life.
    pub safety: bool,
    /// The house is without heat in the heating season.
    pub no_heat: bool,
}

impl Kind {
    /// What the clocks of an order are about: danger first, then a cold house, then what it was
    /// opened for.
    #[must_use]
    pub const fn of_order(order: crate::work_order::Kind, marks: Marks) -> Self {
        use crate::work_order::Kind as Order;
        match order {
            _ if marks.safety => Self::Safety,
            Order::Repair if marks.no_heat => Self::NoHeat,
            Order::Repair => Self::Repair,
            Order::Install | Order::Commissioning | Order::Relocation => Self::Install,
            Order::Maintenance
            | Order::Inspection
            | Order::Demonstration
            | Order::UseTraining
            | Order::Introduction
            | Order::Delivery
            | Order::PartSale
            | Order::Tour => Self::Maintenance,
        }
    }

    /// A danger to life: no clock of it is merely yellow once it is late.
    #[must_use]
    pub const fn is_danger(self) -> bool {
        matches!(self, Self::Safety | Self::ComplaintA)
    }
}

codes! {
    /// A stage of a case that has a time of its own.
    Stage {
        /// 首次回复
        FirstReply = "first_reply",
        /// 预约
        Schedule = "schedule",
        /// 到场
        OnSite = "on_site",
        /// 待件
        Parts = "parts",
        /// 完成
        Finish = "finish",
        /// 回访确认
        Confirm = "confirm",
    }
}

codes! {
    /// How days are counted.
    Mode {
        /// 自然日：heating has no holidays
        Natural = "natural",
        /// 工作日
        Working = "working",
    }
}

codes! {
    /// How far up an alert goes.
    Level {
        /// L1
        L1 = "l1",
        /// L2
        L2 = "l2",
        /// L3
        L3 = "l3",
        /// L4
        L4 = "l4",
    }
}

codes! {
    /// Who gets an alert (R018).
    Receiver {
        /// 文员
        Clerk = "clerk",
        /// 代理商经理
        DealerManager = "dealer_manager",
        /// 总部售后
        HqService = "hq_service",
        /// 总部质量
        HqQuality = "hq_quality",
    }
}

impl Level {
    /// Who is told at this level.
    #[must_use]
    pub const fn receiver(self) -> Receiver {
        match self {
            Self::L1 => Receiver::Clerk,
            Self::L2 => Receiver::DealerManager,
            Self::L3 => Receiver::HqService,
            Self::L4 => Receiver::HqQuality,
        }
    }

    /// Whether a person of the shop may take note of an alert of this level. What was told to the
    /// manager only the manager settles; what goes to headquarters is noted by whoever tells them.
    #[must_use]
    pub const fn may_be_noted_by(self, role: crate::staff::Role) -> bool {
        match self {
            Self::L2 => matches!(role, crate::staff::Role::Manager),
            Self::L1 | Self::L3 | Self::L4 => true,
        }
    }
}

#[cfg(test)]
mod tests;
