//! After an end that was not orderly (非正常结束): what the program found at its next start, the check
//! of the data that follows, and what was half typed.

use uuid::Uuid;

codes! {
    /// How far the check of the data is that follows an end without order.
    pub enum RecoveryCheck {
        /// Nothing is to be checked: the last end was orderly, or the check is long over.
        Idle,
        /// It begins once the first screen is there.
        Waiting,
        /// It is running.
        Running,
        /// Everything is whole.
        Whole,
        /// Something is damaged: a backup is to be restored.
        Damaged,
        /// It was stopped or could not run; the next start begins it again.
        Stopped,
    }
}

codes! {
    /// What a half-filled form is about.
    pub enum KeptKind {
        /// 客户
        Customer,
        /// 机器
        Unit,
        /// 工单
        WorkOrder,
        /// 投诉
        Complaint,
        /// 退换案
        RemedyCase,
        /// 回访
        ReturnVisit,
    }
}

request! {
    /// Asks whether the program ended without order the last time. Asking says that the first screen
    /// is there, so that the check may begin.
    pub struct RecoveryGet {}

    /// Says that a person has seen it.
    pub struct RecoveryClose {}
}

response! {
    /// What the program found at its start.
    pub struct RecoveryFound {
        /// Whether the last end was without order and nobody has said yet that they know.
        pub open: bool,
        /// When the program was started that ended so, if that is known.
        pub began_at: Option<i64>,
        /// The check of the data.
        pub check: RecoveryCheck,
        /// What was half typed then and is kept, the latest first.
        pub drafts: Vec<KeptDraft>,
    }

    /// A half-filled form that was kept.
    pub struct KeptDraft {
        /// Which form.
        pub key: String,
        /// What it is about, where that is a record that is there.
        pub about: Option<KeptAbout>,
        /// When it was saved.
        pub saved_at: i64,
    }

    /// A record.
    pub struct KeptAbout {
        /// What it is.
        pub kind: KeptKind,
        /// The row.
        pub id: Uuid,
        /// Its name, serial or number.
        pub title: String,
    }
}
