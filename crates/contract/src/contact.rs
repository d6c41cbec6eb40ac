//! Contacts (联系记录): append-only; a correction is a new row.

use uuid::Uuid;

use crate::request::Channel;

codes! {
    /// Who started it.
    pub enum Direction {
        /// They reached us.
        In,
        /// We reached them.
        Out,
    }

    /// How it ended.
    pub enum ContactResult {
        /// 已联系上
        Reached,
        /// 无人接听
        NoAnswer,
        /// 号码错误
        WrongNumber,
        /// 拒访
        Refused,
    }
}

request! {
    /// Records a contact.
    pub struct ContactAdd {
        /// The household.
        pub customer_id: Option<Uuid>,
        /// The order it is about.
        pub work_order_id: Option<Uuid>,
        /// The request it is about.
        pub request_id: Option<Uuid>,
        /// How; phone when absent.
        pub channel: Option<Channel>,
        /// Who started it; we did when absent.
        pub direction: Option<Direction>,
        /// How it ended; reached when absent.
        pub result: Option<ContactResult>,
        /// What was said.
        pub text: String,
        /// The number, in any form.
        pub phone: Option<String>,
        /// When; now when absent. Never in the future.
        pub occurred_at: Option<i64>,
        /// The contact this one corrects.
        pub corrects_id: Option<Uuid>,
    }
}

response! {
    /// The contact that was recorded.
    pub struct ContactAdded {
        /// The row.
        pub id: Uuid,
        /// When it happened.
        pub occurred_at: i64,
    }
}
