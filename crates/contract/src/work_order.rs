//! Work orders (工单): from registered to closed.

use uuid::Uuid;

use crate::conflict::ConflictItem;
use crate::customer::TimelineEntry;

codes! {
    /// What an order is about.
    pub enum WorkOrderKind {
        /// 报修
        Repair,
        /// 安装
        Install,
        /// 保养
        Maintenance,
        /// 调试
        Commissioning,
        /// 检查
        Inspection,
        /// 演示、试用
        Demonstration,
        /// 讲解使用
        UseTraining,
        /// 移机、拆机
        Relocation,
        /// 介绍产品
        Introduction,
        /// 送货
        Delivery,
        /// 卖配件
        PartSale,
        /// 巡回服务
        Tour,
    }

    /// Whether a service costs something, as the list of services says.
    pub enum ServiceCharge {
        /// 免费
        Free,
        /// 按保修结论
        ByWarranty,
        /// 按价目表
        PriceList,
    }

    /// On whose side the cause of a repair lies.
    pub enum CauseClass {
        /// 产品问题
        Product,
        /// 安装问题
        Installation,
        /// 使用问题
        Use,
        /// 环境问题
        Environment,
        /// 维修质量问题
        RepairQuality,
        /// 配件质量问题
        PartQuality,
        /// 不是本机的问题
        Outside,
        /// 没查出故障
        NoFaultFound,
    }

    /// Where an order stands.
    pub enum WorkOrderState {
        /// 已登记
        Registered,
        /// 已回复
        Replied,
        /// 已预约
        Scheduled,
        /// 已派工
        Dispatched,
        /// 处理中
        InProgress,
        /// 待件
        WaitingPart,
        /// 客户改期
        Postponed,
        /// 已完工
        Finished,
        /// 回访确认
        Confirmed,
        /// 已关闭
        Closed,
        /// 已取消
        Cancelled,
    }

    /// A step a person takes.
    pub enum WorkOrderStep {
        /// 回复客户
        Reply,
        /// 预约
        Schedule,
        /// 派工
        Dispatch,
        /// 换人：another goes there
        Redispatch,
        /// 改时间：we move the visit; the promise stays as it is
        MoveWindow,
        /// 开始处理
        Start,
        /// 待件
        WaitPart,
        /// 配件到货
        PartArrived,
        /// 完工
        Finish,
        /// 回访确认
        Confirm,
        /// 关闭
        Close,
        /// 客户改期
        Postpone,
        /// 取消
        Cancel,
        /// 重开
        Reopen,
    }

    /// Which orders a list shows.
    pub enum WorkOrderFilter {
        /// Not closed or cancelled.
        Open,
        /// Open and past a promise.
        Overdue,
        /// Nobody dispatched yet.
        Unassigned,
        /// Finished, the customer not asked yet.
        ToConfirm,
        /// Closed or cancelled.
        Done,
        /// All.
        All,
    }

    /// The order of a list of orders.
    pub enum WorkOrderSort {
        /// What is due first; what is done by age, the newest first.
        Due,
        /// The newest first.
        Received,
        /// By town and village; of open orders only.
        Village,
        /// By who goes; of open orders only.
        Technician,
    }

    /// How urgent an order is now.
    pub enum Urgency {
        /// A promise is broken: no reply on the day, or not finished by the limit. Red at headquarters.
        Overdue,
        /// Close to that, or a step is past its time. Yellow at headquarters.
        Soon,
        /// Due today.
        Today,
        /// Due later.
        Later,
        /// Nothing is due any more.
        Done,
    }
}

request! {
    /// Names an order by id or number.
    pub struct WorkOrderGet {
        /// Which order.
        pub id: Option<Uuid>,
        /// Or its number.
        pub no: Option<String>,
    }

    /// The repairs that were finished from one day to another (R118).
    pub struct RepairedIn {
        /// The first day.
        pub from_on: String,
        /// The last day.
        pub to_on: String,
        /// Only those whose cause has no class.
        pub without_class: Option<bool>,
        /// Only machines of this model.
        pub model_code: Option<String>,
        /// Only those without a machine whose model is known.
        pub without_model: Option<bool>,
        /// Only those that came within 30 days after another repair.
        pub repeats: Option<bool>,
    }

    /// A page of orders, the most urgent first (closed ones and finished repairs: latest first).
    pub struct WorkOrderList {
        /// Which orders; open ones when absent.
        pub filter: Option<WorkOrderFilter>,
        /// Only those in this state.
        pub state: Option<WorkOrderState>,
        /// Only of this service.
        pub kind: Option<WorkOrderKind>,
        /// Only repairs whose cause is of this class.
        pub cause_class: Option<CauseClass>,
        /// Only finished repairs, as the report by cause counts them.
        pub repaired: Option<RepairedIn>,
        /// Only this technician's.
        pub technician_id: Option<Uuid>,
        /// Only this household's.
        pub customer_id: Option<Uuid>,
        /// Narrows by number, name, village, phone, serial, within what else is asked for.
        pub query: Option<String>,
        /// In which order; `due` when absent.
        pub sort: Option<WorkOrderSort>,
        /// Where to go on.
        pub after: Option<String>,
        /// Rows wanted, at most 200; 100 when absent.
        pub limit: Option<u32>,
    }

    /// Says which machine an order is about.
    pub struct WorkOrderSetUnit {
        /// Which order.
        pub id: Uuid,
        /// The machine, of the same household.
        pub unit_id: Uuid,
        /// Why, of an order that was finished before: only a manager may.
        pub reason: Option<String>,
    }

    /// Says that an order was registered for the wrong household: it goes to the right one, with
    /// its call, its open promises and its visits. Its machine is named anew.
    pub struct WorkOrderRehouse {
        /// Which order.
        pub id: Uuid,
        /// Whose it is.
        pub customer_id: Uuid,
        /// How it came that it was registered wrongly; kept with both households.
        pub reason: String,
    }

    /// Takes a step with an order. Which fields are needed depends on the step.
    pub struct WorkOrderAdvance {
        /// Which order.
        pub id: Uuid,
        /// The step.
        pub step: WorkOrderStep,
        /// The state the person saw; refused with `work_order.changed` when it is another by now.
        pub expected_state: Option<WorkOrderState>,
        /// schedule, `move_window`: beginning of the visit window.
        pub window_from_at: Option<i64>,
        /// schedule, `move_window`: end of the visit window.
        pub window_to_at: Option<i64>,
        /// dispatch, redispatch: who goes.
        pub technician_id: Option<Uuid>,
        /// `wait_part`: the part and its source.
        pub part: Option<String>,
        /// `wait_part`: when it should arrive.
        pub part_eta_at: Option<i64>,
        /// finish: why the machine failed.
        pub cause: Option<String>,
        /// finish of a repair: the class of a cause in words of one's own.
        pub cause_class: Option<CauseClass>,
        /// finish: what was done.
        pub result: Option<String>,
        /// finish: what the customer pays.
        pub charge_fen: Option<i64>,
        /// finish: signature, or the number of the signed paper.
        pub signature: Option<String>,
        /// finish: the voltage of the mains, in tenths of a volt.
        pub mains_tenths: Option<i64>,
        /// finish of an order about a danger: how the machine was checked and found safe again. Of the
        /// manager it takes the tag off; without it the machine stays stopped.
        pub safe_check: Option<String>,
        /// confirm: whether the customer is satisfied.
        pub satisfied: Option<bool>,
        /// cancel, postpone, reopen, redispatch, `move_window`, close by exception: why.
        pub reason: Option<String>,
        /// reply, confirm, cancel: what was said with the customer.
        pub contact_text: Option<String>,
        /// When it happened; now when absent. Never in the future.
        pub occurred_at: Option<i64>,
    }

    /// Asks for the number of orders by group.
    pub struct WorkOrderCounts {}
}

response! {
    /// Work that was finished not long before.
    pub struct RecentWork {
        /// The order.
        pub work_order_id: Uuid,
        /// Its number.
        pub no: String,
        /// The machine's serial, where one was named.
        pub serial: Option<String>,
        /// When.
        pub finished_at: i64,
        /// How many days before.
        pub days: u32,
    }

    /// An order in a list.
    pub struct WorkOrderSummary {
        /// The row.
        pub id: Uuid,
        /// Its number.
        pub no: String,
        /// What it is about.
        pub kind: WorkOrderKind,
        /// Where it stands.
        pub state: WorkOrderState,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// The household's name.
        pub customer_name: Option<String>,
        /// 乡镇
        pub town: Option<String>,
        /// 村
        pub village: Option<String>,
        /// The fault in the customer's words.
        pub fault_text: Option<String>,
        /// A displayed fault code.
        pub fault_code: Option<String>,
        /// Who goes.
        pub technician: Option<String>,
        /// When it came in.
        pub received_at: i64,
        /// What is due next: `reply`, `visit`, `part`, `finish`, `schedule`, `confirm`, `close`; null
        /// when nothing is.
        pub due_what: Option<String>,
        /// When; null when it has no time of its own.
        pub due_at: Option<i64>,
        /// How urgent that is now.
        pub urgency: Urgency,
        /// The likeliest next step.
        pub next_step: Option<WorkOrderStep>,
        /// The class of the cause, of a finished repair.
        pub cause_class: Option<CauseClass>,
        /// Danger to life.
        pub safety: bool,
        /// The house is without heat.
        pub no_heat: bool,
        /// How often the customer called again.
        pub urged_count: u32,
        /// Two versions wait for a decision.
        pub conflicted: bool,
        /// When it was last changed.
        pub updated_at: i64,
    }

    /// A page of orders.
    pub struct WorkOrderPage {
        /// The rows.
        pub rows: Vec<WorkOrderSummary>,
        /// Where to go on; null at the end.
        pub next: Option<String>,
        /// How many rows there are in all.
        pub total: u32,
        /// The words fit more households and orders than were looked through.
        pub too_many: bool,
    }

    /// One mark of the step bar.
    pub struct StepMark {
        /// The state the mark stands for.
        pub state: WorkOrderState,
        /// `done`, `now` or `next`.
        pub status: String,
        /// When it was reached.
        pub at: Option<i64>,
        /// Who took the step.
        pub staff: Option<String>,
    }

    /// A field a step needs.
    pub struct StepOption {
        /// The step.
        pub step: WorkOrderStep,
        /// Fields that must be filled, in the order they are asked.
        pub needs: Vec<String>,
        /// Whether it is the likely one.
        pub primary: bool,
    }

    /// An order with everything about it.
    pub struct WorkOrderDetail {
        /// As in lists.
        pub summary: WorkOrderSummary,
        /// The request it came from.
        pub request_id: Option<Uuid>,
        /// The case that the step just taken has opened by itself.
        pub remedy_case: Option<crate::remedy_case::RemedyOpened>,
        /// The same kind of work for the same machine or household, finished within 30 days before.
        pub repeats: Option<RecentWork>,
        /// Whether the service costs something.
        pub service_charge: ServiceCharge,
        /// The machine.
        pub unit: Option<crate::unit::UnitSummary>,
        /// It is about a machine of another maker.
        pub other_brand: bool,
        /// That machine, where this PC knows it.
        pub other_machine: Option<crate::other_machine::OtherMachine>,
        /// The household's phones.
        pub phones: Vec<crate::customer::Phone>,
        /// Where the machine stands, or else the household's first address, as one line.
        pub address: Option<String>,
        /// The household's tags.
        pub tags: Vec<String>,
        /// Language or dialect in which the household is best spoken to.
        pub language: Option<String>,
        /// They do not want to be called.
        pub no_call: bool,
        /// When somebody is at home.
        pub at_home: crate::customer::AtHome,
        /// When a visit always suits them; what was said for this one stands with the words.
        pub preferred_time: Option<String>,
        /// Who goes.
        pub technician_id: Option<Uuid>,
        /// Headquarters lets the technician go without the certificate: until when, why, and who.
        pub permit: Option<String>,
        /// A person replies by then.
        pub reply_due_at: Option<i64>,
        /// The work should be done by then.
        pub finish_target_at: Option<i64>,
        /// The work is late after this.
        pub finish_limit_at: Option<i64>,
        /// When a person first replied.
        pub replied_at: Option<i64>,
        /// The visit window.
        pub window_from_at: Option<i64>,
        /// The visit window.
        pub window_to_at: Option<i64>,
        /// The missing part.
        pub part: Option<String>,
        /// When it should arrive.
        pub part_eta_at: Option<i64>,
        /// Why the machine failed.
        pub cause: Option<String>,
        /// What was done.
        pub result: Option<String>,
        /// What the customer pays.
        pub charge_fen: Option<i64>,
        /// Signature or paper number.
        pub signature: Option<String>,
        /// The voltage of the mains as measured, in tenths of a volt.
        pub mains_tenths: Option<i64>,
        /// It lies outside of what a household's mains should have.
        pub mains_unusual: bool,
        /// When the work was finished.
        pub finished_at: Option<i64>,
        /// When it was closed.
        pub closed_at: Option<i64>,
        /// How it stands against a danger to life.
        pub danger: crate::danger::DangerStanding,
        /// The step bar.
        pub steps: Vec<StepMark>,
        /// The steps the acting person may take now.
        pub allowed: Vec<StepOption>,
        /// Everything that happened, latest first.
        pub timeline: Vec<TimelineEntry>,
        /// Fields with two versions.
        pub conflicts: Vec<ConflictItem>,
    }

    /// Numbers of orders.
    pub struct WorkOrderNumbers {
        /// Open ones.
        pub open: u32,
        /// With a broken promise.
        pub overdue: u32,
        /// Close to one, or with a step past its time.
        pub soon: u32,
        /// Due today.
        pub today: u32,
        /// Nobody dispatched.
        pub unassigned: u32,
        /// Finished, customer not asked.
        pub to_confirm: u32,
    }
}
