//! Complaints (投诉): from a grumble to a formal case with its number, class, clocks and steps.

mod update;

use uuid::Uuid;

use crate::conflict::ConflictItem;
use crate::explain::{BothLanguages, Why};
use crate::request::Channel;
use crate::sla::ClockState;
use crate::work_order::Urgency;

pub use update::{ComplaintBlank, ComplaintUpdate};

codes! {
    /// Where a complaint stands.
    pub enum ComplaintState {
        /// 抱怨: noted, nothing formal.
        Grumble,
        /// 抱怨已办结
        Settled,
        /// 已受理
        Received,
        /// 已告知
        Acknowledged,
        /// 已初评
        Assessed,
        /// 调查中
        Investigating,
        /// 已答复方案
        Answered,
        /// 客户接受
        Accepted,
        /// 执行中
        CarryingOut,
        /// 客户不接受
        Rejected,
        /// 升级总部
        Escalated,
        /// 外部途径
        External,
        /// 已关闭-满意
        ClosedSatisfied,
        /// 已关闭-外部结论
        ClosedExternal,
    }

    /// What a person does with a complaint.
    pub enum ComplaintStep {
        /// 办结抱怨
        Settle,
        /// 转正式投诉
        Formalise,
        /// 告知收到
        Acknowledge,
        /// 初评
        Assess,
        /// 开始调查
        Investigate,
        /// 答复方案
        Answer,
        /// 客户接受
        Accept,
        /// 客户不接受
        Reject,
        /// 开始执行
        CarryOut,
        /// 关闭
        Close,
        /// 升级总部
        Escalate,
        /// 转外部途径
        GoExternal,
        /// 外部结论
        ConcludeExternal,
        /// 重开
        Reopen,
        /// 改级
        Reclassify,
        /// 登记总部答复
        RecordRuling,
        /// 登记总部定级
        RecordClass,
        /// 总部接管
        TakeOver,
        /// 补充记录
        Append,
    }

    /// The class of a complaint, gravest first.
    pub enum ComplaintClass {
        /// 紧急
        #[serde(rename = "A")]
        A,
        /// 重大
        #[serde(rename = "B")]
        B,
        /// 一般
        #[serde(rename = "C")]
        C,
        /// 抱怨
        #[serde(rename = "D")]
        D,
    }

    /// How grave the matter is as it is told.
    pub enum ComplaintSeverity {
        /// 严重
        High,
        /// 一般
        Normal,
        /// 抱怨: said in passing, nothing asked for.
        Grumble,
    }

    /// Which way the service failed.
    pub enum FailureType {
        /// 结果失败
        Outcome,
        /// 过程失败
        Process,
    }

    /// A measure that makes a failure good.
    pub enum Recovery {
        /// 道歉
        Apology,
        /// 当面说明
        Explanation,
        /// 免费返工
        Rework,
        /// 免费换件
        Part,
        /// 退还多收的钱
        Refund,
        /// 减免费用
        Waiver,
        /// 补偿损失
        Compensation,
        /// 换机
        Exchange,
        /// 退机
        Return,
        /// 停用、断气等安全措施
        Safety,
        /// 其他
        Other,
    }

    /// The order of a list of complaints; what is settled stands by age, the latest first.
    pub enum ComplaintSort {
        /// What is due first.
        Due,
        /// The latest first.
        Received,
        /// The gravest class first.
        Class,
        /// By who answers for it.
        Owner,
    }

    /// Which complaints a list shows.
    pub enum ComplaintFilter {
        /// Not settled or closed, the first due first.
        Open,
        /// Open, and a time has passed.
        Overdue,
        /// Open and nobody answers for it.
        Unowned,
        /// Grumbles not settled yet.
        Grumbles,
        /// Settled or closed, latest first.
        Done,
        /// All, latest first.
        All,
    }

    /// What must be done by a time.
    pub enum ComplaintDuty {
        /// 告知收到
        Acknowledge,
        /// 由人答复
        Reply,
        /// 第一项措施
        FirstMeasure,
        /// 办结
        Close,
    }
}

request! {
    /// Notes a grumble, or takes a complaint formally: the rules say which it is.
    pub struct ComplaintCreate {
        /// The request it came in as; whatever is not given here is taken from it.
        pub request_id: Option<Uuid>,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// The machine.
        pub unit_id: Option<Uuid>,
        /// The order it is about.
        pub work_order_id: Option<Uuid>,
        /// Who complains, where no household is known.
        pub caller_name: Option<String>,
        /// Their phone.
        pub caller_phone: Option<String>,
        /// How it came in; by phone when absent.
        pub channel: Option<Channel>,
        /// About what: a code of `complaint.categories`.
        pub category: String,
        /// The item of the category.
        pub item: Option<String>,
        /// What was said; the request's words when absent.
        pub text: Option<String>,
        /// How the customer wants it settled; a formal complaint needs it.
        pub remedy_sought: Option<String>,
        /// How grave it is as told; a grumble when absent.
        pub severity: Option<ComplaintSeverity>,
        /// Danger: CO, leaking gas, fire. A category of danger counts as such.
        pub safety: Option<bool>,
        /// Somebody was hurt, or property lost.
        pub injury: Option<bool>,
        /// The press, a public post, or an authority (12315).
        pub public_exposure: Option<bool>,
        /// Who is complained about.
        pub about_staff_id: Option<Uuid>,
        /// Who answers for it; whoever takes it when absent.
        pub owner_id: Option<Uuid>,
        /// How content the customer is now, 1–5.
        pub sat_before: Option<u8>,
        /// When it was said; now when absent. Never in the future.
        pub received_at: Option<i64>,
    }

    /// Asks which class a complaint would get, while it is typed.
    pub struct ComplaintClassify {
        /// The household.
        pub customer_id: Option<Uuid>,
        /// About what.
        pub category: String,
        /// How grave it is as told.
        pub severity: ComplaintSeverity,
        /// Danger.
        pub safety: bool,
        /// Injury or loss.
        pub injury: bool,
        /// The press, a public post, an authority.
        pub public_exposure: bool,
    }

    /// Names a complaint by id or number.
    pub struct ComplaintGet {
        /// Which complaint.
        pub id: Option<Uuid>,
        /// Or its number.
        pub no: Option<String>,
    }

    /// A page of complaints.
    pub struct ComplaintList {
        /// Which complaints; open ones when absent.
        pub filter: Option<ComplaintFilter>,
        /// Only this household's.
        pub customer_id: Option<Uuid>,
        /// Only those about this order.
        pub work_order_id: Option<Uuid>,
        /// Narrows by number, name, phone or words.
        pub query: Option<String>,
        /// In which order; `due` when absent.
        pub sort: Option<ComplaintSort>,
        /// Where to go on.
        pub after: Option<String>,
        /// Rows wanted, at most 200; 100 when absent.
        pub limit: Option<u32>,
    }

    /// Takes a step with a complaint. Which fields are needed depends on the step.
    pub struct ComplaintAdvance {
        /// Which complaint.
        pub id: Uuid,
        /// The step.
        pub step: ComplaintStep,
        /// The state the person saw; refused with `complaint.changed` when it is another by now.
        pub expected_state: Option<ComplaintState>,
        /// What was said with the customer.
        pub contact_text: Option<String>,
        /// assess, reclassify, `record_class`: the class.
        pub class: Option<ComplaintClass>,
        /// investigate: who.
        pub investigator_id: Option<Uuid>,
        /// answer: what the cause is.
        pub cause: Option<String>,
        /// answer: which way the service failed.
        pub failure_type: Option<FailureType>,
        /// answer: what is offered.
        pub plan: Option<String>,
        /// `carry_out`, append: which measure was taken.
        pub recovery: Option<Recovery>,
        /// Why.
        pub reason: Option<String>,
        /// close: how content the customer is now, 1–5.
        pub sat_after: Option<u8>,
        /// `go_external`: the number of the case outside.
        pub external_no: Option<String>,
        /// `conclude_external`: how it ended.
        pub conclusion: Option<String>,
        /// append, settle, `carry_out`: what is added, or what was done.
        pub text: Option<String>,
        /// `record_ruling`, `record_class`: the number of headquarters' answer.
        pub ruling_no: Option<String>,
        /// `record_ruling`, `record_class`: who gave it at headquarters.
        pub ruling_by: Option<String>,
        /// formalise: how grave it is.
        pub severity: Option<ComplaintSeverity>,
        /// formalise: how the customer wants it settled.
        pub remedy_sought: Option<String>,
        /// When it happened; now when absent. Never in the future.
        pub occurred_at: Option<i64>,
    }

    /// Says who answers for a complaint.
    pub struct ComplaintAssign {
        /// Which complaint.
        pub id: Uuid,
        /// Who.
        pub owner_id: Uuid,
    }

    /// Asks for the number of complaints by group.
    pub struct ComplaintCounts {}

    /// Asks what complaints can be about.
    pub struct ComplaintCategoriesGet {}
}

response! {
    /// A complaint in a list.
    pub struct ComplaintSummary {
        /// The row.
        pub id: Uuid,
        /// Its number.
        pub no: String,
        /// Where it stands.
        pub state: ComplaintState,
        /// Its class: as assessed, else as the rules give it.
        pub class: ComplaintClass,
        /// Whether a person has assessed it.
        pub assessed: bool,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// The household's name, or the caller's.
        pub customer_name: Option<String>,
        /// About what.
        pub category: String,
        /// The category in words.
        pub category_name: BothLanguages,
        /// The item of the category in words.
        pub item_name: Option<BothLanguages>,
        /// What was said.
        pub text: String,
        /// Who answers for it.
        pub owner: Option<String>,
        /// When it came in.
        pub received_at: i64,
        /// What is due next; null when nothing has a time.
        pub due_what: Option<ComplaintDuty>,
        /// When.
        pub due_at: Option<i64>,
        /// How urgent that is now.
        pub urgency: Urgency,
        /// How often it was opened again.
        pub reopened_count: u32,
        /// How often the customer called again about it.
        pub urged_count: u32,
        /// Two versions wait for a decision.
        pub conflicted: bool,
    }

    /// A page of complaints.
    pub struct ComplaintPage {
        /// The rows.
        pub rows: Vec<ComplaintSummary>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
        /// How many rows there are in all.
        pub total: u32,
    }

    /// One clock of a complaint, from its steps.
    pub struct ComplaintClock {
        /// What must be done.
        pub what: ComplaintDuty,
        /// Where it stands.
        pub state: ClockState,
        /// By when.
        pub due_at: i64,
        /// When it was done.
        pub met_at: Option<i64>,
        /// How late it was done, or is.
        pub late_by_minutes: Option<i64>,
    }

    /// One step that was taken.
    pub struct ComplaintEvent {
        /// The row.
        pub id: Uuid,
        /// `register`, or the step.
        pub event: String,
        /// The state after it.
        pub to_state: ComplaintState,
        /// When.
        pub at: i64,
        /// Who.
        pub staff: Option<String>,
        /// Who was named to investigate.
        pub handler: Option<String>,
        /// What was said or decided.
        pub text: Option<String>,
        /// The cause that was found.
        pub cause: Option<String>,
        /// The class given.
        pub class: Option<ComplaintClass>,
        /// The measure taken.
        pub recovery: Option<Recovery>,
        /// How content the customer was.
        pub sat_after: Option<u8>,
    }

    /// A step the acting person's role may take now.
    pub struct ComplaintOption {
        /// The step.
        pub step: ComplaintStep,
        /// Fields that must be filled, in the order they are asked.
        pub needs: Vec<String>,
        /// Fields that may be filled.
        pub offers: Vec<String>,
        /// Whether it is the likely one.
        pub primary: bool,
        /// Why this person may not take it: they are complained about, or handled it themselves.
        pub refused: Option<BothLanguages>,
    }

    /// A complaint with everything about it.
    pub struct ComplaintDetail {
        /// As in lists.
        pub summary: ComplaintSummary,
        /// Why it has its class.
        pub class_why: Why,
        /// Its clocks as of now; none once it is over.
        pub clocks: Vec<ComplaintClock>,
        /// Why they end when they do.
        pub clocks_why: Why,
        /// Who must answer for it, in words.
        pub owners: Vec<BothLanguages>,
        /// The request it came in as.
        pub request_id: Option<Uuid>,
        /// That request's number.
        pub request_no: Option<String>,
        /// The order it is about.
        pub work_order_id: Option<Uuid>,
        /// The order's number.
        pub work_order_no: Option<String>,
        /// The order that looks after the danger it told of.
        pub danger_order_id: Option<Uuid>,
        /// That order's number.
        pub danger_order_no: Option<String>,
        /// The machine.
        pub unit: Option<crate::unit::UnitSummary>,
        /// The household's phones.
        pub phones: Vec<crate::customer::Phone>,
        /// The caller's phone, where no household is known.
        pub caller_phone: Option<String>,
        /// How it came in.
        pub channel: Channel,
        /// How the customer wants it settled.
        pub remedy_sought: Option<String>,
        /// How grave it was as told.
        pub severity: ComplaintSeverity,
        /// Danger.
        pub safety: bool,
        /// Injury or loss.
        pub injury: bool,
        /// The press, a public post, an authority.
        pub public_exposure: bool,
        /// Who is complained about.
        pub about_staff_id: Option<Uuid>,
        /// Their name.
        pub about_staff: Option<String>,
        /// Why it may not be corrected, or not by the acting person; null where it may.
        pub not_corrected: Option<BothLanguages>,
        /// The item of the category.
        pub item: Option<String>,
        /// Who complained, where no household is known.
        pub caller_name: Option<String>,
        /// Who served: they decide and close as little as who is complained about.
        pub served: Vec<String>,
        /// Who answers for it.
        pub owner_id: Option<Uuid>,
        /// How content the customer was.
        pub sat_before: Option<u8>,
        /// How content the customer is.
        pub sat_after: Option<u8>,
        /// What the cause was.
        pub cause: Option<String>,
        /// Which way the service failed.
        pub failure_type: Option<FailureType>,
        /// What is offered.
        pub plan: Option<String>,
        /// The number of the case outside.
        pub external_no: Option<String>,
        /// How the case outside ended.
        pub conclusion: Option<String>,
        /// Headquarters handles it: the dealer only adds to it.
        pub taken_over: bool,
        /// The last day it may be opened again; null while it is open.
        pub reopen_until_on: Option<String>,
        /// So many grumbles of this customer about the same matter that a formal complaint is due.
        pub formal_suggested: Option<u32>,
        /// The steps the acting person's role may take now.
        pub allowed: Vec<ComplaintOption>,
        /// What happened, latest first.
        pub events: Vec<ComplaintEvent>,
        /// Fields with two versions.
        pub conflicts: Vec<ConflictItem>,
    }

    /// The class a complaint would get.
    pub struct ComplaintClassified {
        /// The class.
        pub class: ComplaintClass,
        /// Whether it goes the formal way.
        pub formal: bool,
        /// Why.
        pub why: Why,
    }

    /// Numbers of complaints.
    pub struct ComplaintNumbers {
        /// Open ones, grumbles among them.
        pub open: u32,
        /// With a time that has passed.
        pub overdue: u32,
        /// Nobody answers for it.
        pub unowned: u32,
        /// Grumbles.
        pub grumbles: u32,
    }

    /// A code with its name.
    pub struct ComplaintItem {
        /// The code.
        pub code: String,
        /// In words.
        pub name: BothLanguages,
    }

    /// A category of complaints.
    pub struct ComplaintCategory {
        /// The code.
        pub code: String,
        /// In words.
        pub name: BothLanguages,
        /// About danger to life.
        pub safety: bool,
        /// Its items.
        pub items: Vec<ComplaintItem>,
    }
}
