//! What was done about a danger on the spot (停用、挂牌、告知签字), and how it ended.

use uuid::Uuid;

codes! {
    /// A step against a danger.
    pub enum DangerStep {
        /// 停用
        Stop,
        /// 挂牌
        Tag,
        /// 告知签字
        Told,
        /// 复查
        Check,
        /// 摘牌，恢复使用
        Release,
        /// 撤销：没有危险
        Withdraw,
    }
}

request! {
    /// What was done against a danger: any of the three, each with what proves it.
    pub struct DangerSteps {
        /// The machine was stopped.
        pub stopped: Option<bool>,
        /// What was found, with the reading.
        pub found: Option<String>,
        /// The number of the tag that hangs on it.
        pub tag_no: Option<String>,
        /// The number of the paper the customer signed.
        pub paper_no: Option<String>,
        /// The signed paper was photographed at this order.
        pub by_photo: Option<bool>,
        /// The customer would not sign.
        pub refused: Option<bool>,
        /// Then: who saw it, or why.
        pub witness: Option<String>,
    }

    /// Records it on an order; the machine is stopped with it.
    pub struct DangerRecord {
        /// Which order.
        pub work_order_id: Uuid,
        /// What was done.
        pub steps: DangerSteps,
        /// When; now when absent.
        pub occurred_at: Option<i64>,
    }

    /// Takes the tag off after the finish: the machine may be used again.
    pub struct DangerRelease {
        /// Which order.
        pub work_order_id: Uuid,
        /// How it was checked; as it was said with the finish when absent.
        pub check: Option<String>,
    }

    /// Takes the mark of a danger back: it was a false alarm.
    pub struct DangerWithdraw {
        /// Which order.
        pub work_order_id: Uuid,
        /// Why it is no danger.
        pub reason: String,
        /// How the machine was checked; needed where it stands stopped, which ends with it.
        pub check: Option<String>,
    }
}

response! {
    /// A step that was recorded.
    pub struct DangerDone {
        /// Which.
        pub step: DangerStep,
        /// When.
        pub at: i64,
        /// By whom.
        pub by: Option<String>,
        /// The number of the tag.
        pub tag_no: Option<String>,
        /// The number of the signed paper.
        pub paper_no: Option<String>,
        /// The signed paper was photographed.
        pub by_photo: bool,
        /// The customer would not sign.
        pub refused: bool,
        /// Who saw it, or why.
        pub witness: Option<String>,
        /// What was found, or how it was checked.
        pub text: Option<String>,
    }

    /// How an order stands against its danger.
    pub struct DangerStanding {
        /// It is about a danger.
        pub danger: bool,
        /// What is missing before the work goes on, in its order.
        pub missing: Vec<DangerStep>,
        /// What was recorded, the first first.
        pub done: Vec<DangerDone>,
        /// The machine stands stopped now.
        pub machine_stopped: bool,
        /// The acting person may record steps now.
        pub may_record: bool,
        /// The acting person may take the tag off now.
        pub may_release: bool,
        /// The acting person may take the mark back now.
        pub may_withdraw: bool,
        /// How it was checked with the finish, where the tag still hangs.
        pub check: Option<String>,
    }
}
