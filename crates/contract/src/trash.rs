//! What was deleted in the last 30 days (回收站).

use uuid::Uuid;

codes! {
    /// What was deleted.
    pub enum TrashKind {
        /// 客户
        Customer,
        /// 联系人
        Person,
        /// 电话
        Phone,
        /// 地址
        Address,
        /// 标签
        CustomerTag,
        /// 机器
        Unit,
        /// 照片
        Photo,
    }
}

request! {
    /// Asks for what was deleted, the latest first.
    pub struct TrashList {
        /// Where to go on: `next` of the page before.
        pub after: Option<String>,
        /// Rows wanted, at most 200; 50 when absent.
        pub limit: Option<u32>,
    }

    /// Brings something back.
    pub struct TrashRestore {
        /// What it is.
        pub kind: TrashKind,
        /// The row.
        pub id: Uuid,
    }
}

response! {
    /// Something deleted.
    pub struct TrashItem {
        /// What it is.
        pub kind: TrashKind,
        /// The row.
        pub id: Uuid,
        /// Its name, number, place, text or serial; a photo's note, or else the code of what it shows.
        pub title: String,
        /// The household it belonged to.
        pub household: Option<String>,
        /// When it was deleted.
        pub deleted_at: i64,
        /// Who deleted it.
        pub deleted_by: Option<String>,
        /// Until when it can be brought back.
        pub until_at: i64,
    }

    /// A page of what was deleted.
    pub struct TrashPage {
        /// The rows.
        pub rows: Vec<TrashItem>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
    }
}
