//! What a person looked at last on this PC (最近查看), and what they pinned (置顶).

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

    /// Pins a record, or takes the pin off.
    pub struct RecentPin {
        /// What it is.
        pub kind: RecentKind,
        /// The row.
        pub id: Uuid,
        /// Whether it is pinned from now on.
        pub pinned: bool,
    }
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
        /// When it was looked at; 0 for a pinned one.
        pub opened_at: i64,
    }

    /// The latest first, at most 20; deleted ones are left out.
    pub struct RecentPlaces {
        /// The records.
        pub rows: Vec<RecentPlace>,
        /// What the person pinned, in their order; deleted ones are left out.
        pub pinned: Vec<RecentPlace>,
    }
}
