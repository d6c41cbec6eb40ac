//! Promises (承诺) given to customers: what, by which day, by whom, and whether they were kept.

use uuid::Uuid;

codes! {
    /// What became of a promise.
    pub enum PromiseState {
        /// 待兑现
        Open,
        /// 已兑现
        Kept,
        /// 没兑现
        Broken,
        /// 已撤回
        Withdrawn,
    }

    /// How near a promise's day is.
    pub enum PromiseUrgency {
        /// The day has passed.
        Overdue,
        /// Today.
        Today,
        /// Later.
        Later,
        /// Kept, broken or withdrawn.
        Done,
    }

    /// Which promises a list shows.
    pub enum PromiseFilter {
        /// Not kept yet, the first due first.
        Open,
        /// Open, and the day has passed.
        Overdue,
        /// Kept, broken or withdrawn, latest first.
        Done,
        /// All, latest first.
        All,
    }
}

request! {
    /// Notes a promise in one line.
    pub struct PromiseCreate {
        /// What was promised.
        pub text: String,
        /// By which day, `YYYY-MM-DD` or as people type it.
        pub due_on: String,
        /// Who keeps it; whoever notes it when absent.
        pub owner_id: Option<Uuid>,
        /// To whom.
        pub customer_id: Option<Uuid>,
        /// About which order.
        pub work_order_id: Option<Uuid>,
        /// About which complaint.
        pub complaint_id: Option<Uuid>,
    }

    /// Tells what became of a promise.
    pub struct PromiseResolve {
        /// Which promise.
        pub id: Uuid,
        /// What became of it.
        pub state: PromiseState,
        /// kept: on which day; today when absent.
        pub kept_on: Option<String>,
        /// broken, withdrawn: why.
        pub reason: Option<String>,
    }

    /// Gives a promise that is not kept yet to somebody else.
    pub struct PromiseGive {
        /// Which promise.
        pub id: Uuid,
        /// Who keeps it from now on.
        pub owner_id: Uuid,
        /// Why.
        pub reason: String,
    }

    /// A page of promises.
    pub struct PromiseList {
        /// Which promises; open ones when absent.
        pub filter: Option<PromiseFilter>,
        /// Only to this household.
        pub customer_id: Option<Uuid>,
        /// Only about this order.
        pub work_order_id: Option<Uuid>,
        /// Only about this complaint.
        pub complaint_id: Option<Uuid>,
        /// Narrows by words, name or whose it is.
        pub query: Option<String>,
        /// Where to go on.
        pub after: Option<String>,
        /// Rows wanted, at most 200; 100 when absent.
        pub limit: Option<u32>,
    }

    /// Asks for the number of promises by group.
    pub struct PromiseCounts {}
}

response! {
    /// A promise.
    pub struct PromiseItem {
        /// The row.
        pub id: Uuid,
        /// What was promised.
        pub text: String,
        /// By which day.
        pub due_on: String,
        /// What became of it.
        pub state: PromiseState,
        /// How near its day is.
        pub urgency: PromiseUrgency,
        /// How many days after its day it was kept, or is still open; null while in time.
        pub late_by_days: Option<u32>,
        /// On which day it was kept.
        pub kept_on: Option<String>,
        /// Why it was broken or withdrawn.
        pub reason: Option<String>,
        /// Who keeps it.
        pub owner_id: Option<Uuid>,
        /// Their name.
        pub owner: Option<String>,
        /// To whom.
        pub customer_id: Option<Uuid>,
        /// The household's name.
        pub customer_name: Option<String>,
        /// About which order.
        pub work_order_id: Option<Uuid>,
        /// About which complaint.
        pub complaint_id: Option<Uuid>,
        /// The number of the order or complaint.
        pub no: Option<String>,
        /// When it was given.
        pub made_at: i64,
        /// Into whose hands it went, the latest first.
        pub handovers: Vec<PromiseHandover>,
    }

    /// A promise went into other hands.
    pub struct PromiseHandover {
        /// Whose it was.
        pub from: Option<String>,
        /// Whose it became.
        pub to: String,
        /// Why; the name of who left where `left` says so.
        pub reason: String,
        /// Whose it was left the shop.
        pub left: bool,
        /// Who said so.
        pub by: String,
        /// When.
        pub at: i64,
    }

    /// A page of promises.
    pub struct PromisePage {
        /// The rows.
        pub rows: Vec<PromiseItem>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
        /// How many rows there are in all.
        pub total: u32,
    }

    /// Numbers of promises.
    pub struct PromiseNumbers {
        /// Not kept yet.
        pub open: u32,
        /// Of these, past their day.
        pub overdue: u32,
        /// Of these, due today.
        pub today: u32,
        /// Of those due in the 90 days before today: kept by their day.
        pub kept: u32,
        /// Of those due in the 90 days before today: broken, kept late, or past their day.
        pub broken: u32,
    }
}
