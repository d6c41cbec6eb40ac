//! 今日: everything that is due, the most urgent first.

use crate::work_order::{WorkOrderNumbers, WorkOrderSummary};

request! {
    /// Asks for what is due.
    pub struct TodayGet {
        /// Only the acting person's.
        #[serde(default)]
        pub mine: bool,
    }
}

response! {
    /// What is due.
    pub struct Today {
        /// The date, `YYYY-MM-DD`.
        pub date_on: String,
        /// Danger to life, not yet in safe hands.
        pub safety: Vec<WorkOrderSummary>,
        /// Open orders by due time; at most 200.
        pub orders: Vec<WorkOrderSummary>,
        /// Open requests without an order; at most 200.
        pub requests: Vec<crate::request::RequestSummary>,
        /// Numbers of orders.
        pub numbers: WorkOrderNumbers,
        /// Open requests or orders nobody answers for.
        pub without_owner: u32,
        /// Conflicts to decide.
        pub conflicts: u32,
        /// Changes headquarters does not have yet.
        pub unsent: u32,
    }
}
