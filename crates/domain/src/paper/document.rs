//! The documents as plain data. Every value is the text that shall stand on the paper, in the
//! language of the paper; what is absent leaves room for a pen.

use serde::{Deserialize, Serialize};

use super::label::LabelPage;
use super::order::{OrderCourse, Quote};
use super::record::{CommissioningRecord, Poster, Receipt};

/// The kinds of documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// 派工单
    JobSheet,
    /// 服务承诺卡
    PromiseCard,
    /// 承诺卡
    PromiseSlip,
    /// 保修卡
    WarrantyCard,
    /// 上门清单
    VisitList,
    /// 客户档案
    CustomerFile,
    /// 退换处理决定书
    RemedyDecision,
    /// 收据
    Receipt,
    /// 报价单
    Quote,
    /// 工单经过
    OrderCourse,
    /// 安装调试记录
    CommissioningRecord,
    /// 海报
    Poster,
    /// 贺卡标签
    GreetingLabels,
    /// 打印校准页
    Calibration,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::JobSheet,
        Self::PromiseCard,
        Self::PromiseSlip,
        Self::WarrantyCard,
        Self::VisitList,
        Self::CustomerFile,
        Self::RemedyDecision,
        Self::Receipt,
        Self::Quote,
        Self::OrderCourse,
        Self::CommissioningRecord,
        Self::Poster,
        Self::GreetingLabels,
        Self::Calibration,
    ];

    /// The name of its template.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::JobSheet => "job_sheet",
            Self::PromiseCard => "promise_card",
            Self::PromiseSlip => "promise_slip",
            Self::WarrantyCard => "warranty_card",
            Self::VisitList => "visit_list",
            Self::RemedyDecision => "remedy_decision",
            Self::Receipt => "receipt",
            Self::Quote => "quote",
            Self::OrderCourse => "order_course",
            Self::CommissioningRecord => "commissioning_record",
            Self::Poster => "poster",
            Self::GreetingLabels => "greeting_labels",
            Self::Calibration => "calibration",
            Self::CustomerFile => "customer_file",
        }
    }
}

/// What is printed: one or many of one kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Document {
    /// 派工单
    JobSheets(Vec<JobSheet>),
    /// 服务承诺卡
    PromiseCards(Vec<PromiseCard>),
    /// 承诺卡
    PromiseSlips(Vec<PromiseSlip>),
    /// 保修卡
    WarrantyCards(Vec<WarrantyCard>),
    /// 上门清单
    VisitLists(Vec<VisitList>),
    /// 退换处理决定书
    RemedyDecisions(Vec<RemedyDecision>),
    /// 收据
    Receipts(Vec<Receipt>),
    /// 报价单
    Quotes(Vec<Quote>),
    /// 工单经过
    OrderCourses(Vec<OrderCourse>),
    /// 安装调试记录
    CommissioningRecords(Vec<CommissioningRecord>),
    /// 海报
    Posters(Vec<Poster>),
    /// 客户档案
    CustomerFiles(Vec<CustomerFile>),
    /// 贺卡标签
    GreetingLabels(Vec<LabelPage>),
    /// 打印校准页: it holds nothing but the paper and its shift.
    Calibration,
}

impl Document {
    /// Which kind it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        match self {
            Self::JobSheets(_) => Kind::JobSheet,
            Self::PromiseCards(_) => Kind::PromiseCard,
            Self::PromiseSlips(_) => Kind::PromiseSlip,
            Self::WarrantyCards(_) => Kind::WarrantyCard,
            Self::VisitLists(_) => Kind::VisitList,
            Self::RemedyDecisions(_) => Kind::RemedyDecision,
            Self::Receipts(_) => Kind::Receipt,
            Self::Quotes(_) => Kind::Quote,
            Self::OrderCourses(_) => Kind::OrderCourse,
            Self::CommissioningRecords(_) => Kind::CommissioningRecord,
            Self::Posters(_) => Kind::Poster,
            Self::CustomerFiles(_) => Kind::CustomerFile,
            Self::GreetingLabels(_) => Kind::GreetingLabels,
            Self::Calibration => Kind::Calibration,
        }
    }
}

/// The shop as it appears on its paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shop {
    /// Its name.
    pub name: String,
    /// The number for service.
    pub phone: Option<String>,
    /// The number for complaints.
    pub complaint_phone: Option<String>,
    /// The local gas company's emergency number.
    pub emergency_phone: Option<String>,
}

/// One order for the technician's pocket.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobSheet {
    /// The order's number; its code is printed too.
    pub no: String,
    /// What it is about.
    pub kind: String,
    /// Danger to life.
    pub safety: bool,
    /// What was done about it so far; the rest is written on the sheet.
    pub secured: Vec<String>,
    /// The household.
    pub customer: Option<String>,
    /// Its phones.
    pub phones: Vec<String>,
    /// Where it is.
    pub address: Option<String>,
    /// Landmark and directions.
    pub way: Option<String>,
    /// What to mind there.
    pub tags: Vec<String>,
    /// The model and gas.
    pub machine: Option<String>,
    /// Its serial.
    pub serial: Option<String>,
    /// How its warranty stands.
    pub warranty: Option<String>,
    /// Recalls and stop-use notices something is still to be done for.
    pub recalls: Vec<String>,
    /// What was reported.
    pub fault: Option<String>,
    /// Who goes.
    pub technician: Option<String>,
    /// The agreed time.
    pub window: Option<String>,
    /// Should be done by.
    pub finish_by: Option<String>,
    /// Late after.
    pub finish_latest: Option<String>,
}

/// What was promised to the customer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseCard {
    /// The order's number; its code is printed too.
    pub no: String,
    /// What it is about.
    pub kind: String,
    /// The household.
    pub customer: Option<String>,
    /// When the call came.
    pub received: String,
    /// The machine.
    pub machine: Option<String>,
    /// What was reported.
    pub fault: Option<String>,
    /// A person replies by then.
    pub reply_by: Option<String>,
    /// Should be done by.
    pub finish_by: Option<String>,
    /// Late after.
    pub finish_latest: Option<String>,
    /// The version of the table of promises.
    pub version: String,
}

/// One promise that somebody of the shop gave, whether or not there is an order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromiseSlip {
    /// The number of the order or complaint it belongs to.
    pub no: Option<String>,
    /// The household.
    pub customer: Option<String>,
    /// When it was given.
    pub given: String,
    /// What was promised.
    pub text: String,
    /// The last day.
    pub until: String,
    /// Who keeps it.
    pub owner: Option<String>,
}

/// One ground of warranty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarrantyBasis {
    /// Its name.
    pub name: String,
    /// From when until when.
    pub until: String,
    /// Whether it is the one that decides.
    pub decides: bool,
}

/// A name and what is said of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The name.
    pub name: String,
    /// What is said.
    pub until: String,
}

/// The warranty of a machine, for its owner.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WarrantyCard {
    /// The serial; its code is printed too.
    pub serial: String,
    /// The model.
    pub model: Option<String>,
    /// The household.
    pub customer: Option<String>,
    /// Where it is.
    pub address: Option<String>,
    /// Sold on.
    pub sold_on: Option<String>,
    /// Installed on.
    pub installed_on: Option<String>,
    /// In or out.
    pub state: String,
    /// From.
    pub starts_on: Option<String>,
    /// The last day.
    pub ends_on: Option<String>,
    /// The last day of its safe life.
    pub scrap_on: Option<String>,
    /// When its next yearly maintenance is due.
    pub maintenance_on: Option<String>,
    /// What the warranty rests on.
    pub bases: Vec<WarrantyBasis>,
    /// The main parts and their last days.
    pub parts: Vec<Line>,
    /// What its reader must know besides.
    pub note: Option<String>,
    /// As of which day it was worked out.
    pub as_of: String,
}

/// One visit of a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The order's number.
    pub no: String,
    /// What it is about.
    pub kind: String,
    /// Danger to life.
    pub safety: bool,
    /// The agreed time.
    pub window: Option<String>,
    /// The household.
    pub customer: String,
    /// Its phones.
    pub phones: Vec<String>,
    /// Where it is.
    pub address: Option<String>,
    /// The machine.
    pub machine: Option<String>,
    /// What was reported.
    pub fault: Option<String>,
}

/// A technician's day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VisitList {
    /// Who goes.
    pub technician: Option<String>,
    /// When.
    pub day: String,
    /// Where, in order.
    pub stops: Vec<Stop>,
}

/// One thing that happened with a household.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Happened {
    /// When.
    pub at: String,
    /// What, in a few words.
    pub what: String,
    /// What was said or done.
    pub text: Option<String>,
    /// The number it belongs to, and who.
    pub by: Option<String>,
}

/// All that is kept of a household.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerFile {
    /// Its name.
    pub name: String,
    /// Since when it is kept.
    pub since: Option<String>,
    /// Its people.
    pub people: Vec<String>,
    /// Its phones, with whose they are and until when.
    pub phones: Vec<String>,
    /// Where it lives.
    pub addresses: Vec<String>,
    /// What to mind, and what it prefers.
    pub wishes: Vec<String>,
    /// Anything else.
    pub note: Option<String>,
    /// How many photos are kept.
    pub photos: Option<String>,
    /// Its machines: serial, and what is said of it.
    pub machines: Vec<Line>,
    /// What it agreed to.
    pub consents: Vec<Line>,
    /// What happened, the latest first.
    pub history: Vec<Happened>,
    /// That older entries are left out.
    pub shortened: Option<String>,
}

/// What was decided about a customer's claim, for both parties to sign.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemedyDecision {
    /// The case's number; its code is printed too.
    pub no: String,
    /// The household.
    pub customer: Option<String>,
    /// The model and gas.
    pub machine: Option<String>,
    /// Its serial.
    pub serial: Option<String>,
    /// When the fault was reported or the claim made.
    pub reported: String,
    /// What was asked for, on what ground.
    pub claim: String,
    /// The customer's words.
    pub said: String,
    /// What was decided.
    pub decision: String,
    /// Why it was refused.
    pub reason: Option<String>,
    /// The amounts.
    pub amounts: Vec<Line>,
    /// The articles and how they led to it.
    pub grounds: Vec<String>,
    /// Who decided, and when.
    pub decided: Option<String>,
    /// What was carried out: the day, the documents, the money.
    pub carried_out: Option<String>,
}
