//! Alerts (预警): who has to be told that a promise is in danger or broken, and the safety banner.

use uuid::Uuid;

use crate::explain::BothLanguages;

codes! {
    /// How far up an alert goes.
    pub enum AlertLevel {
        /// 提醒文员
        L1,
        /// 报经理
        L2,
        /// 报总部售后
        L3,
        /// 报总部质量
        L4,
    }

    /// Who is told.
    pub enum AlertReceiver {
        /// 文员
        Clerk,
        /// 代理商经理
        DealerManager,
        /// 总部售后
        HqService,
        /// 总部质量
        HqQuality,
    }

    /// What an alert is about.
    pub enum AlertAbout {
        /// 工单
        WorkOrder,
        /// 来电
        Request,
        /// 投诉
        Complaint,
        /// 承诺
        Promise,
        /// 安装后一个月内的回访
        ReturnVisit,
        /// 退换案
        RemedyCase,
        /// 机器：售出时约定的送货和安装
        Unit,
    }

    /// What was to be done in time.
    pub enum AlertStage {
        /// 首次回复
        FirstReply,
        /// 预约
        Schedule,
        /// 到场
        OnSite,
        /// 待件
        Parts,
        /// 完成
        Finish,
        /// 回访确认
        Confirm,
        /// 投诉：告知收到
        Acknowledge,
        /// 投诉：答复
        Reply,
        /// 投诉：第一项措施
        FirstMeasure,
        /// 投诉、退换案：办结
        Close,
        /// 承诺：兑现
        Keep,
        /// 约定的送货
        Deliver,
        /// 约定的安装
        Install,
        /// 回访
        Visit,
        /// 退换案：提出方案
        Decide,
        /// 退换案：批准
        Approve,
        /// 退换案：总部批复
        Ruling,
        /// 退换案：告知客户
        Tell,
        /// 退换案：执行
        Execute,
    }

    /// What is noted about a danger to life.
    pub enum SafetyStep {
        /// 话术已念给客户
        ScriptRead,
        /// 已打电话告诉总部
        HqCalled,
    }
}

request! {
    /// Asks for the alerts of everything open.
    pub struct AlertList {}

    /// Asks how many alerts there are, for a locked PC.
    pub struct AlertLocked {}

    /// Takes note of an alert.
    pub struct AlertAcknowledge {
        /// What it is about.
        pub about: AlertAbout,
        /// That row.
        pub about_id: Uuid,
        /// How often the case had been reopened.
        pub round: u32,
        /// The stage.
        pub stage: AlertStage,
        /// The level.
        pub level: AlertLevel,
    }

    /// Notes what was done at once about a danger to life.
    pub struct AlertSafety {
        /// The order, or
        pub work_order_id: Option<Uuid>,
        /// the request it is about.
        pub request_id: Option<Uuid>,
        /// What was done.
        pub step: SafetyStep,
    }
}

response! {
    /// Who took note, and when.
    pub struct Acknowledged {
        /// When.
        pub at: i64,
        /// Who.
        pub by: Option<String>,
    }

    /// An alert of an open case.
    pub struct Alert {
        /// The same on every PC.
        pub key: String,
        /// What it is about.
        pub about: AlertAbout,
        /// The row to open.
        pub about_id: Uuid,
        /// Its number; a promise has that of its order or complaint, a return visit that of its
        /// order, or none.
        pub no: Option<String>,
        /// The household.
        pub customer_name: Option<String>,
        /// What it is about, in words.
        pub text: Option<String>,
        /// Danger to life.
        pub safety: bool,
        /// How often the case had been reopened.
        pub round: u32,
        /// The stage.
        pub stage: AlertStage,
        /// The level.
        pub level: AlertLevel,
        /// Who is told.
        pub receiver: AlertReceiver,
        /// When it became due.
        pub at: i64,
        /// Why, as a sentence.
        pub why: BothLanguages,
        /// Who took note; null while nobody did.
        pub acknowledged: Option<Acknowledged>,
        /// Whether the acting person may take note of it.
        pub may_acknowledge: bool,
        /// Whether it may be heard now.
        pub audible: bool,
    }

    /// Danger to life that is not in safe hands yet.
    pub struct SafetyCase {
        /// The order, or
        pub work_order_id: Option<Uuid>,
        /// the request.
        pub request_id: Option<Uuid>,
        /// Its number.
        pub no: String,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// The household's name.
        pub customer_name: Option<String>,
        /// What the customer said.
        pub text: Option<String>,
        /// When it came in.
        pub received_at: i64,
        /// A person replies by then.
        pub due_at: Option<i64>,
        /// Who read the words out.
        pub script_read: Option<Acknowledged>,
        /// Who called headquarters.
        pub hq_called: Option<Acknowledged>,
    }

    /// The alerts as numbers: nothing of any customer, so that a locked PC can tell them.
    pub struct AlertNumbers {
        /// How many nobody took note of.
        pub waiting: u32,
        /// Danger to life that is not in safe hands yet.
        pub danger: u32,
        /// Dangers whose words nobody has read out yet.
        pub unread: u32,
        /// When the newest alert that may be heard became due; null without one.
        pub newest_at: Option<i64>,
    }

    /// The alerts of everything open.
    pub struct Alerts {
        /// Those nobody took note of first, danger first; at most 200.
        pub rows: Vec<Alert>,
        /// How many nobody took note of.
        pub waiting: u32,
        /// Danger to life that is not in safe hands yet.
        pub safety: Vec<SafetyCase>,
        /// What to say to the customer, in this order.
        pub script: Vec<BothLanguages>,
    }
}
