//! Recalls and stop-use notices (召回、停用通知): which machines fall in, and what was done at each.

use uuid::Uuid;

use crate::unit::UnitSummary;

codes! {
    /// What a notice is.
    pub enum RecallKind {
        /// 召回
        Recall,
        /// 停用通知：有危险，不能用
        StopUse,
    }

    /// What a notice asks for at each machine.
    pub enum RecallAction {
        /// 通知用户
        Contact,
        /// 上门检查
        Inspect,
        /// 更换部件
        ReplacePart,
        /// 停用
        Stop,
    }

    /// What was done at a machine.
    pub enum RecallOutcome {
        /// 已通知
        Contacted,
        /// 已检查
        Inspected,
        /// 已更换部件
        PartReplaced,
        /// 已停用
        Stopped,
    }

    /// Where the task of one machine stands.
    pub enum RecallTaskState {
        /// 未处理
        Open,
        /// 处理中
        Begun,
        /// 已完成
        Done,
    }
}

request! {
    /// Asks for the machines that fall into notices in force, what is open first.
    pub struct RecallList {
        /// Only this machine.
        pub unit_id: Option<Uuid>,
        /// Only this household's machines.
        pub customer_id: Option<Uuid>,
        /// Every row, for taking the list out; the first 400 when absent.
        pub whole: Option<bool>,
    }

    /// Records what was done at a machine for a notice.
    pub struct RecallRecord {
        /// The notice.
        pub recall_id: Uuid,
        /// The machine.
        pub unit_id: Uuid,
        /// What was done.
        pub outcome: RecallOutcome,
        /// On which day; today when absent.
        pub done_on: Option<String>,
        /// Who did it; who types it when absent.
        pub staff_id: Option<Uuid>,
        /// The order it was done with; work on the machine needs one.
        pub work_order_id: Option<Uuid>,
        /// Anything worth knowing.
        pub note: Option<String>,
    }

    /// Takes back what was recorded at the wrong machine: it stays readable and does not count.
    pub struct RecallRevoke {
        /// The record.
        pub id: Uuid,
        /// The machine it stands at.
        pub unit_id: Uuid,
        /// Why.
        pub reason: String,
    }
}

response! {
    /// A record that was taken back.
    pub struct RecallRevoked {
        /// On which day.
        pub on: String,
        /// Who.
        pub by: Option<String>,
        /// Why.
        pub reason: String,
    }

    /// A notice this version of the program cannot read: nobody knows here which machines it means.
    pub struct RecallUnread {
        /// The notice.
        pub recall_id: Uuid,
        /// Its number.
        pub no: String,
        /// In one line.
        pub title: String,
    }

    /// Something that was done at a machine for a notice.
    pub struct RecallDone {
        /// The row.
        pub id: Uuid,
        /// What.
        pub outcome: Option<RecallOutcome>,
        /// On which day.
        pub done_on: String,
        /// Who.
        pub staff_name: Option<String>,
        /// The order it was done with.
        pub work_order_id: Option<Uuid>,
        /// Its number.
        pub order_no: Option<String>,
        /// Anything worth knowing.
        pub note: Option<String>,
        /// The version of the notice at that time.
        pub version: u32,
        /// It was taken back and does not count.
        pub revoked: Option<RecallRevoked>,
    }

    /// An order of the machine, to choose from.
    pub struct RecallOrder {
        /// The order.
        pub id: Uuid,
        /// Its number.
        pub no: String,
    }

    /// One machine that falls into one notice. It cannot be dismissed, only done.
    pub struct RecallTask {
        /// The notice.
        pub recall_id: Uuid,
        /// Its number.
        pub no: String,
        /// Its version; headquarters may change a notice.
        pub version: u32,
        /// What it is.
        pub kind: RecallKind,
        /// In one line.
        pub title: String,
        /// What is wrong.
        pub reason: String,
        /// What to tell the household.
        pub advice: Option<String>,
        /// What is asked for.
        pub action: RecallAction,
        /// The day it was published.
        pub published_on: String,
        /// The last day for it.
        pub deadline_on: Option<String>,
        /// The machine.
        pub unit: UnitSummary,
        /// Where the task stands.
        pub state: RecallTaskState,
        /// Whether somebody can be sent to it: not when scrapped, at the factory or lost.
        pub reachable: bool,
        /// What was done, latest first.
        pub done: Vec<RecallDone>,
        /// The machine's latest orders, to choose from.
        pub orders: Vec<RecallOrder>,
    }

    /// Machines that fall into notices in force.
    pub struct RecallTasks {
        /// What is open first, dangers before the rest; at most 400 where not the whole list
        /// is asked for.
        pub rows: Vec<RecallTask>,
        /// How many there are in all.
        pub total: u32,
        /// How many of them are not done.
        pub open: u32,
        /// Notices in force that cannot be read here.
        pub unread: Vec<RecallUnread>,
    }
}
