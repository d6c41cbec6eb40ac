//! Search over everything (全局搜索).

use uuid::Uuid;

request! {
    /// Finds anything as one types.
    pub struct SearchAll {
        /// Name, pinyin, initials, phone or its end, serial, village, the number of an order, a
        /// complaint or a case, or words of what a complaint or case says.
        pub query: String,
        /// Most hits, at most 50; 20 when absent.
        pub limit: Option<u32>,
    }
}

response! {
    /// Something found.
    pub struct SearchHit {
        /// `customer`, `unit`, `other_machine`, `work_order`, `request`, `complaint`, `remedy_case`.
        pub kind: String,
        /// The row.
        pub id: Uuid,
        /// The household to open.
        pub customer_id: Option<Uuid>,
        /// A name, serial or number.
        pub title: String,
        /// Village, phone, state: enough to tell two alike apart.
        pub subtitle: String,
        /// Which field matched: `phone`, `name`, `pinyin`, `serial`, `number`, `address`, `text`.
        pub matched: String,
    }

    /// What was found, best first.
    pub struct SearchHits {
        /// The hits.
        pub hits: Vec<SearchHit>,
    }
}
