//! What a person looked at last on this PC (最近查看).

use uuid::Uuid;

codes! {
    /// What is remembered.
    pub enum RecentKind {
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
    }
}

request! {
    /// Notes that a record was looked at.
    pub struct RecentNote {
        /// What it is.
        pub kind: RecentKind,
        /// The row.
        pub id: Uuid,
    }

    /// Asks for what was looked at last.
    pub struct RecentList {}
}

response! {
    /// A record looked at.
    pub struct RecentPlace {
        /// What it is.
        pub kind: RecentKind,
        /// The row.
        pub id: Uuid,
        /// Its name, serial or number.
        pub title: String,
        /// The household it belongs to.
        pub household: Option<String>,
        /// When it was looked at.
        pub opened_at: i64,
    }

    /// The latest first, at most 20; deleted ones are left out.
    pub struct RecentPlaces {
        /// The records.
        pub rows: Vec<RecentPlace>,
    }
}
