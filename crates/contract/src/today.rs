//! 今日: everything that is due, the most urgent first, and the close of the day.

use uuid::Uuid;

use crate::alert::AlertLevel;
use crate::work_order::{Urgency, WorkOrderNumbers, WorkOrderStep};

codes! {
    /// What a line of the list is.
    pub enum TodayKind {
        /// 来电
        Request,
        /// 工单
        WorkOrder,
        /// 投诉
        Complaint,
        /// 退换案
        RemedyCase,
        /// 追溯：该立而没立的退换案
        RemedyOwed,
        /// 承诺
        Promise,
        /// 回访
        ReturnVisit,
        /// 保养
        Maintenance,
        /// 召回、停用通知
        Recall,
        /// 关怀
        Care,
        /// 值班
        Duty,
        /// 资格证
        Certificate,
        /// 服务套餐快到期
        ServicePlan,
        /// 送货：约定的日子到了还没送到
        Delivery,
        /// 等摘牌：因危险停用的机器
        TagOff,
        /// 调试没通过：没有工单在办的机器
        CheckFailed,
        /// 活动：一周之内开始的，正在进行的
        ShopEvent,
        /// 忘了做的日结
        DayClose,
    }

    /// What an open case lacks.
    pub enum TodayLack {
        /// 无人负责
        Owner,
        /// 无下一步
        NextAction,
    }
}

request! {
    /// Asks for what is due.
    pub struct TodayGet {
        /// Only the acting person's, and what nobody answers for.
        #[serde(default)]
        pub mine: bool,
        /// Only lines of this kind.
        pub kind: Option<TodayKind>,
        /// Only what lacks this.
        pub lack: Option<TodayLack>,
        /// The first look when the program starts: the first lines, without the reports that should
        /// have opened a remedy case, which take as long to find as everything else. Asked again
        /// whole as soon as these are on screen.
        #[serde(default)]
        pub first: bool,
        /// Every row, for taking the list out; the first 400 when absent.
        pub whole: Option<bool>,
    }

    /// Says who answers for an open case, and when something is to be done next.
    pub struct TodayAssign {
        /// A request or a work order.
        pub kind: TodayKind,
        /// Which one.
        pub id: Uuid,
        /// Who answers for it from now on.
        pub owner_id: Option<Uuid>,
        /// When the next step is due; in the future.
        pub next_action_at: Option<i64>,
    }

    /// Asks for the report of a day.
    pub struct DayReportGet {
        /// A day that was not closed when it was over; today when absent.
        pub day_on: Option<String>,
    }

    /// Asks for every day that was closed, for taking them out.
    pub struct DayCloseList {}

    /// Closes the day and keeps its report.
    pub struct DayCloseNow {
        /// A day that was not closed when it was over; today when absent.
        pub day_on: Option<String>,
        /// Why something is left over. Without it a day is not closed while anything lacks an owner
        /// or a next step.
        pub note: Option<String>,
    }
}

response! {
    /// Something due.
    pub struct TodayItem {
        /// What it is.
        pub kind: TodayKind,
        /// The row to open.
        pub id: Uuid,
        /// Its number.
        pub no: Option<String>,
        /// What it is about, as a code of its kind: `repair`, `enquiry`, …
        pub about: String,
        /// In words.
        pub text: String,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// The household's name.
        pub customer_name: Option<String>,
        /// 村, or the town where the village is not known.
        pub village: Option<String>,
        /// What is due: `reply`, `visit`, `part`, `finish`, `schedule`, `confirm`, `close`, …
        pub what: Option<String>,
        /// When; null when it has no time.
        pub due_at: Option<i64>,
        /// How urgent that is now.
        pub urgency: Urgency,
        /// Who answers for it.
        pub owner_id: Option<Uuid>,
        /// Their name.
        pub owner: Option<String>,
        /// The likeliest next step of an order.
        pub next_step: Option<WorkOrderStep>,
        /// How far up it has been told, while nobody took note.
        pub level: Option<AlertLevel>,
        /// Danger to life.
        pub safety: bool,
        /// How often the customer called again.
        pub urged_count: u32,
        /// Two versions wait for a decision.
        pub conflicted: bool,
        /// What it lacks.
        pub lacks: Vec<TodayLack>,
        /// Who is dispatched is away on the day of the visit: somebody else has to go.
        pub away: bool,
    }

    /// How many lines there are of a kind.
    pub struct TodayCount {
        /// The kind.
        pub kind: TodayKind,
        /// How many.
        pub count: u32,
    }

    /// What is due.
    pub struct Today {
        /// The date, `YYYY-MM-DD`.
        pub date_on: String,
        /// What is due, by due time; at most 400.
        pub rows: Vec<TodayItem>,
        /// How many there are with these filters.
        pub total: u32,
        /// How many there are of each kind, without the filter by kind.
        pub kinds: Vec<TodayCount>,
        /// Numbers of orders.
        pub numbers: WorkOrderNumbers,
        /// Open cases past their time.
        pub overdue: u32,
        /// Open cases that were told beyond the clerk.
        pub escalated: u32,
        /// Open cases nobody answers for.
        pub without_owner: u32,
        /// Open cases without a next step.
        pub without_next: u32,
        /// Conflicts to decide.
        pub conflicts: u32,
        /// Changes headquarters does not have yet.
        pub unsent: u32,
        /// Whether this day was closed already.
        pub closed: bool,
        /// Headquarters has certified nobody of the shop yet: dispatches are not checked. Told to the
        /// manager.
        pub certificates_unchecked: bool,
        /// Nobody has noted the recovery code: backups open on this PC alone. Told to the manager.
        pub code_not_noted: bool,
        /// Who sees every phone number and works without a PIN, while a technician uses this PC: the
        /// technician can act in their name. Told to the manager.
        pub without_pin: Vec<String>,
    }

    /// The figures of a day.
    pub struct DayFigures {
        /// The date, `YYYY-MM-DD`.
        pub day_on: String,
        /// Requests that came in.
        pub received: u32,
        /// Of those, how many a person replied to on the same day.
        pub replied_same_day: u32,
        /// Orders finished.
        pub finished: u32,
        /// Cases still open.
        pub open: u32,
        /// Of those, past their time.
        pub overdue: u32,
        /// Changes headquarters does not have yet.
        pub unsent: u32,
        /// Open cases nobody answers for.
        pub without_owner: u32,
        /// Open cases without a next step.
        pub without_next: u32,
    }

    /// A day that was closed.
    pub struct DayClose {
        /// The row.
        pub id: Uuid,
        /// The figures as they stood.
        pub figures: DayFigures,
        /// When.
        pub closed_at: i64,
        /// Who closed it.
        pub closed_by: Option<String>,
        /// Something was left over: the report is red.
        pub red: bool,
        /// It was closed after it was over (补做): what came in and was done is the day's own, the
        /// rest as it stood when it was closed.
        pub late: bool,
        /// Why it was left over.
        pub note: Option<String>,
    }

    /// Every day that was closed, the latest first.
    pub struct DayCloses {
        /// The rows.
        pub rows: Vec<DayClose>,
        /// How many there are.
        pub total: u32,
    }

    /// The report of today, what stands in the way of closing, and the days before.
    pub struct DayReport {
        /// The day is over: what is open, late or lacks something is as it stands now.
        pub late: bool,
        /// Days of the last week that nobody closed, the latest first.
        pub missed: Vec<String>,
        /// Days of the last week on which money changed hands and nobody closed the cash box.
        pub cash_missed: Vec<String>,
        /// The figures now.
        pub figures: DayFigures,
        /// What lacks an owner or a next step; at most 50.
        pub left: Vec<TodayItem>,
        /// Cases that opened by themselves today, with the person they were given to; at most 50.
        pub given: Vec<TodayItem>,
        /// Days that were closed, latest first; at most 60.
        pub closes: Vec<DayClose>,
    }
}
