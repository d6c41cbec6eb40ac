//! The clocks of a work order: what was promised, where it stands, and why.

use uuid::Uuid;

use crate::explain::Why;

codes! {
    /// A stage with a clock of its own.
    pub enum SlaStage {
        /// 首次回复
        FirstReply,
        /// 预约
        Schedule,
        /// 到场
        OnSite,
        /// 待件
        Parts,
        /// 完成
        Finish,
        /// 回访确认
        Confirm,
    }

    /// Where a clock stands.
    pub enum ClockState {
        /// Done, in time or late.
        Met,
        /// Runs.
        Running,
        /// Runs, and most of the time is used up or the target has passed.
        Warned,
        /// The limit has passed and it is not done.
        Overdue,
        /// Rests, because of the customer or of a force majeure.
        Paused,
        /// Does not apply, or does not yet.
        NotApplicable,
    }
}

request! {
    /// Asks for the clocks of an order.
    pub struct SlaClocksGet {
        /// Which order.
        pub work_order_id: Uuid,
    }
}

response! {
    /// One clock.
    pub struct SlaClock {
        /// Of which stage.
        pub stage: SlaStage,
        /// Where it stands.
        pub state: ClockState,
        /// Should be done by then.
        pub target_at: Option<i64>,
        /// Late after this.
        pub limit_at: Option<i64>,
        /// When it was done.
        pub met_at: Option<i64>,
        /// How long after the limit it was done, or is still not done.
        pub late_by_minutes: Option<i64>,
        /// Why, with the walk day by day.
        pub why: Why,
    }

    /// The clocks of an order.
    pub struct SlaClocks {
        /// The order.
        pub work_order_id: Uuid,
        /// The version of the table that decides.
        pub version: String,
        /// Its clocks, in the order of the work.
        pub clocks: Vec<SlaClock>,
    }
}
