//! What a customer objected to on the spot (现场异议).

use uuid::Uuid;

request! {
    /// What was said, and what was done about it.
    pub struct ObjectionTyped {
        /// What the customer objects to.
        pub text: String,
        /// What was done about it.
        pub handling: Option<String>,
        /// Whether that settled it.
        pub resolved: bool,
    }

    /// Notes an objection on an order.
    pub struct ObjectionAdd {
        /// Which order.
        pub work_order_id: Uuid,
        /// What was said and done.
        pub said: ObjectionTyped,
        /// When; now when absent.
        pub occurred_at: Option<i64>,
    }

    /// Settles an objection that was open.
    pub struct ObjectionSettle {
        /// Which.
        pub id: Uuid,
        /// What was done about it.
        pub handling: String,
    }

    /// Makes an objection a complaint that is still open at an order that is over.
    pub struct ObjectionEscalate {
        /// Which.
        pub id: Uuid,
    }

    /// Asks for the objections of an order.
    pub struct ObjectionList {
        /// Which order.
        pub work_order_id: Uuid,
    }
}

response! {
    /// An objection.
    pub struct Objection {
        /// The row.
        pub id: Uuid,
        /// What the customer said.
        pub text: String,
        /// What was done about it.
        pub handling: Option<String>,
        /// Whether that settled it.
        pub resolved: bool,
        /// The complaint it became, since it was open when the order was closed.
        pub complaint_id: Option<Uuid>,
        /// That complaint's number.
        pub complaint_no: Option<String>,
        /// When it was said.
        pub at: i64,
        /// Who noted it.
        pub by: Option<String>,
    }

    /// The objections of an order, the first first.
    pub struct Objections {
        /// The rows.
        pub rows: Vec<Objection>,
        /// Others may be noted now.
        pub may_add: bool,
        /// The acting person may say that one is settled: they did not do the work.
        pub may_settle: bool,
        /// The order is over: what is open is a complaint as soon as somebody says so.
        pub may_escalate: bool,
    }
}
