//! The life of a machine: sale, chain of custody, commissioning, yearly maintenance.

mod upkeep;

use std::collections::BTreeMap;

use uuid::Uuid;

use crate::explain::{BothLanguages, Why};
use crate::unit::{Gas, UnitState};
use crate::warranty::CoverageState;

pub use upkeep::{
    FestivalDue, MaintenanceDueGet, MaintenanceDueList, MaintenanceDueRow, UpkeepPlan,
    UpkeepPlanned, UpkeepUnplanned, UpkeepUnplannedGet,
};

codes! {
    /// How a machine was sold.
    pub enum SaleChannel {
        /// 门店
        Shop,
        /// 上门
        Visit,
        /// 网上
        Online,
        /// 工程
        Project,
        /// 其他
        Other,
    }

    /// A step of a machine's chain of custody.
    pub enum CustodyStep {
        /// 发运
        Ship,
        /// 到货入库
        Receive,
        /// 摆样
        Display,
        /// 借出
        Lend,
        /// 撤样/归还
        TakeBack,
        /// 售出
        Sell,
        /// 开始安装
        Install,
        /// 调试合格，投入使用
        Commission,
        /// 取回维修
        Fetch,
        /// 修好送回
        BringBack,
        /// 停用
        Stop,
        /// 解除停用
        Release,
        /// 转赠/过户
        Transfer,
        /// 移机
        Relocate,
        /// 退回
        Return,
        /// 换出
        ExchangeOut,
        /// 返厂
        SendBack,
        /// 报废
        Scrap,
        /// 报失
        Lose,
        /// 找回
        Recover,
    }

    /// What a step asks for beside day and document.
    pub enum CustodyNeed {
        /// Another household.
        Customer,
        /// The name of the borrower or carrier.
        PartyName,
        /// The new place.
        Address,
        /// That the customer was told of the display.
        DisplayDeclared,
        /// That the danger is gone.
        SafeAgain,
    }

    /// Who holds a machine.
    pub enum PartyKind {
        /// 厂家
        Factory,
        /// 承运人
        Carrier,
        /// 代理商
        Dealer,
        /// 借用人
        Borrower,
        /// 客户
        Customer,
        /// 不明
        Unknown,
    }

    /// How an item of the checklist is answered.
    pub enum SheetKind {
        /// By yes or no.
        Tick,
        /// By measured values.
        Number,
        /// By yes or no, with a photo.
        Photo,
        /// By the topics explained to the user.
        Topics,
        /// By the user's signature.
        Signature,
        /// By the number of the pass label.
        Label,
        /// By the notice handed over when something fails.
        Notice,
    }

    /// Where a commissioning stands.
    pub enum SheetStatus {
        /// Everything good, signed and labelled.
        Passed,
        /// Good and signed; the label is to be stuck on.
        AwaitingLabel,
        /// Good; the user has not signed.
        AwaitingSignature,
        /// Nothing is bad, something is open.
        Incomplete,
        /// Something is bad: not to be started.
        Failed,
    }

    /// Where a maintenance stands.
    pub enum MaintenanceTask {
        /// To be done.
        Open,
        /// Done.
        Done,
        /// The machine is gone.
        Cancelled,
    }

    /// How near a maintenance is.
    pub enum MaintenanceUrgency {
        /// Not yet time for it.
        Planned,
        /// To be agreed with the customer now.
        Due,
        /// Its day has passed.
        Overdue,
    }
}

request! {
    /// Asks for the life of a machine.
    pub struct MachineGet {
        /// Which machine.
        pub unit_id: Uuid,
    }

    /// Records the sale of a machine, or completes what is known of it.
    pub struct MachineSell {
        /// Which machine.
        pub unit_id: Uuid,
        /// To whom; whose it is already when absent.
        pub customer_id: Option<Uuid>,
        /// Where it goes.
        pub address_id: Option<Uuid>,
        /// How it was sold.
        pub channel: Option<SaleChannel>,
        /// Sold on.
        pub sold_on: Option<String>,
        /// What was paid, fen.
        pub price_fen: Option<i64>,
        /// The number of the invoice.
        pub invoice_no: Option<String>,
        /// The date on the invoice.
        pub invoice_on: Option<String>,
        /// Promised to be delivered by.
        pub deliver_by_on: Option<String>,
        /// Delivered on.
        pub delivered_on: Option<String>,
        /// Promised to be installed by.
        pub install_by_on: Option<String>,
        /// The receipt or contract; the invoice counts when absent.
        pub document: Option<String>,
        /// The customer was told that it stood on display.
        pub display_declared: Option<bool>,
    }

    /// Takes a step with a machine.
    pub struct MachineStep {
        /// Which machine.
        pub unit_id: Uuid,
        /// The step.
        pub step: CustodyStep,
        /// The state the screen showed; refused when it is another by now.
        pub expected_state: Option<UnitState>,
        /// The day; today when absent.
        pub occurred_on: Option<String>,
        /// The document: delivery note, invoice, repair sheet, signed slip.
        pub document: Option<String>,
        /// Anything worth knowing.
        pub note: Option<String>,
        /// The other household.
        pub customer_id: Option<Uuid>,
        /// The new place of it.
        pub address_id: Option<Uuid>,
        /// The borrower or carrier.
        pub party_name: Option<String>,
        /// The serial of the machine given for this one.
        pub other_serial: Option<String>,
        /// A machine of another model was agreed.
        pub other_model_agreed: Option<bool>,
        /// The customer was told that it stood on display.
        pub display_declared: Option<bool>,
        /// A check has shown that the danger is gone.
        pub safe_again: Option<bool>,
    }

    /// Asks for the checklist of a machine's commissioning.
    pub struct MachineSheetGet {
        /// Which machine.
        pub unit_id: Uuid,
        /// What it burns, where it is not registered or registered wrong.
        pub gas: Option<Gas>,
    }

    /// The answer to one item.
    pub struct SheetAnswer {
        /// The item.
        pub item: String,
        /// Good, or not.
        pub passed: Option<bool>,
        /// The measured values.
        pub readings: BTreeMap<String, f64>,
        /// Not read any more: the photos that are there are counted.
        pub photos: Option<u32>,
        /// The topics explained.
        pub topics: Vec<String>,
        /// The number of the label or of the signed sheet; of a briefing who was told.
        pub text: Option<String>,
        /// Why the item does not apply to this machine.
        pub not_applicable: Option<String>,
    }

    /// Asks what the answers so far amount to; nothing is saved.
    pub struct MachineJudge {
        /// Which machine.
        pub unit_id: Uuid,
        /// What it burns.
        pub gas: Option<Gas>,
        /// A flue gas analyser is at hand.
        pub analyser: Option<bool>,
        /// The number of the paper sheet, which may be the signed one.
        pub paper_no: Option<String>,
        /// The answers.
        pub answers: Vec<SheetAnswer>,
    }

    /// Records an attempt at commissioning, on the spot or from a paper sheet. A passed one starts
    /// everything that follows, a failed one stops the machine; an incomplete one is refused.
    pub struct MachineCommission {
        /// Which machine.
        pub unit_id: Uuid,
        /// The order it is part of.
        pub work_order_id: Option<Uuid>,
        /// What it burns.
        pub gas: Option<Gas>,
        /// A flue gas analyser is at hand.
        pub analyser: Option<bool>,
        /// The day; today when absent.
        pub inspected_on: Option<String>,
        /// Who inspected; who types it when absent.
        pub inspector_id: Option<Uuid>,
        /// The number of the paper sheet.
        pub paper_no: Option<String>,
        /// The answers.
        pub answers: Vec<SheetAnswer>,
        /// The customer was told that it stood on display.
        pub display_declared: Option<bool>,
    }

    /// Says that a maintenance was done.
    pub struct MachineMaintained {
        /// Which machine.
        pub unit_id: Uuid,
        /// Done on; today when absent.
        pub done_on: Option<String>,
        /// Who did it; who types it when absent.
        pub staff_id: Option<Uuid>,
        /// Anything worth knowing.
        pub note: Option<String>,
    }
}

response! {
    /// What is known of a sale.
    pub struct MachineSale {
        /// How it was sold.
        pub channel: Option<SaleChannel>,
        /// Sold on.
        pub sold_on: Option<String>,
        /// What was paid, fen.
        pub price_fen: Option<i64>,
        /// The number of the invoice.
        pub invoice_no: Option<String>,
        /// The date on the invoice.
        pub invoice_on: Option<String>,
        /// Promised to be delivered by.
        pub deliver_by_on: Option<String>,
        /// Delivered on.
        pub delivered_on: Option<String>,
        /// Days between promise and delivery (or today): above zero late, below zero early.
        pub late_days: Option<i32>,
        /// Promised to be installed by.
        pub install_by_on: Option<String>,
        /// It is installed.
        pub installed: bool,
        /// Days between that promise and the installation (or today).
        pub install_late_days: Option<i32>,
    }

    /// One side of a step.
    pub struct CustodyParty {
        /// What it is.
        pub kind: PartyKind,
        /// Its name, where it has one.
        pub name: Option<String>,
        /// The household.
        pub customer_id: Option<Uuid>,
    }

    /// A step that was taken.
    pub struct CustodyEntry {
        /// The row.
        pub id: Uuid,
        /// The step; null where a date was corrected.
        pub step: Option<CustodyStep>,
        /// The state after it.
        pub state: Option<UnitState>,
        /// The day.
        pub occurred_on: String,
        /// From whom.
        pub from: CustodyParty,
        /// To whom.
        pub to: CustodyParty,
        /// The document.
        pub document: String,
        /// Anything worth knowing.
        pub note: Option<String>,
        /// Who wrote it down.
        pub staff_name: Option<String>,
        /// A step before it was never recorded; headquarters asks about it.
        pub gap: bool,
        /// The other machine of an exchange.
        pub other_unit_id: Option<Uuid>,
        /// Its serial.
        pub other_serial: Option<String>,
    }

    /// A step that may be taken now.
    pub struct CustodyOption {
        /// The step.
        pub step: CustodyStep,
        /// What it asks for beside day and document.
        pub needs: Vec<CustodyNeed>,
    }

    /// An attempt at commissioning.
    pub struct InspectionEntry {
        /// The row.
        pub id: Uuid,
        /// The day.
        pub inspected_on: String,
        /// How it ended.
        pub status: Option<SheetStatus>,
        /// Who inspected.
        pub staff_name: Option<String>,
        /// The number of the paper sheet.
        pub paper_no: Option<String>,
        /// The number of the pass label.
        pub label_no: Option<String>,
        /// The version of the checklist.
        pub version: String,
        /// Its values are those of another machine: to be looked at.
        pub suspect: bool,
        /// What was wrong.
        pub findings: Vec<BothLanguages>,
    }

    /// A maintenance of a machine.
    pub struct MaintenanceEntry {
        /// The row.
        pub id: Uuid,
        /// Its last day.
        pub due_on: String,
        /// To be agreed with the customer from this day on.
        pub remind_on: String,
        /// Where it stands.
        pub state: MaintenanceTask,
        /// How near it is; null unless open.
        pub urgency: Option<MaintenanceUrgency>,
        /// Done on.
        pub done_on: Option<String>,
        /// Who did it.
        pub staff_name: Option<String>,
        /// Anything worth knowing.
        pub note: Option<String>,
    }

    /// The life of a machine.
    pub struct MachineDetail {
        /// The machine.
        pub unit_id: Uuid,
        /// Where it stands.
        pub state: Option<UnitState>,
        /// Its sale.
        pub sale: MachineSale,
        /// Whether it can be sold now.
        pub can_sell: bool,
        /// Whether it has stood on display, so that a customer must be told.
        pub was_display: bool,
        /// First commissioned on.
        pub commissioned_on: Option<String>,
        /// The number of the pass label.
        pub label_no: Option<String>,
        /// Whether it waits for commissioning.
        pub can_commission: bool,
        /// Stopped for safety: why.
        pub stop: Option<CustodyEntry>,
        /// The chain of custody, latest first.
        pub events: Vec<CustodyEntry>,
        /// What may be done now.
        pub steps: Vec<CustodyOption>,
        /// Attempts at commissioning, latest first.
        pub inspections: Vec<InspectionEntry>,
        /// Maintenance, the latest due first.
        pub maintenance: Vec<MaintenanceEntry>,
    }

    /// A measured value of the checklist.
    pub struct SheetReading {
        /// Its stable name.
        pub code: String,
        /// What is measured.
        pub name: BothLanguages,
        /// V, Pa, bar, …
        pub unit: String,
        /// The lowest value that passes.
        pub min: Option<f64>,
        /// The highest value that passes.
        pub max: Option<f64>,
    }

    /// One item of the checklist.
    pub struct SheetItem {
        /// Its place in the list, from 1.
        pub no: u32,
        /// Its stable name.
        pub code: String,
        /// What is looked at.
        pub name: BothLanguages,
        /// How it is answered.
        pub kind: SheetKind,
        /// "Not applicable" is no answer to it.
        pub mandatory: bool,
        /// A photo belongs to the answer.
        pub photo: bool,
        /// How many photos of it there are; of the signature those of the signed sheet.
        pub photos: u32,
        /// Asked only where a flue gas analyser is at hand.
        pub analyser: bool,
        /// The values it asks for.
        pub readings: Vec<SheetReading>,
    }

    /// A topic of the usage briefing.
    pub struct SheetTopic {
        /// Its stable name.
        pub code: String,
        /// What is explained.
        pub name: BothLanguages,
    }

    /// The checklist of a machine's commissioning.
    pub struct MachineSheet {
        /// The machine.
        pub unit_id: Uuid,
        /// Its serial.
        pub serial: String,
        /// Whose it is.
        pub customer_name: Option<String>,
        /// The version of the checklist.
        pub version: String,
        /// What it burns; limits hold for it.
        pub gas: Option<Gas>,
        /// The items in their order.
        pub items: Vec<SheetItem>,
        /// The topics of the usage briefing.
        pub topics: Vec<SheetTopic>,
        /// So many of them must have been explained.
        pub topics_at_least: u32,
        /// Whether a customer must be told that it stood on display.
        pub was_display: bool,
    }

    /// One thing that is wrong or open.
    pub struct SheetFinding {
        /// The item.
        pub item: String,
        /// The value at fault.
        pub reading: Option<String>,
        /// The machine is not right, so it must not be started.
        pub defect: bool,
        /// The finding as a sentence.
        pub text: BothLanguages,
    }

    /// What the answers amount to.
    pub struct SheetVerdict {
        /// Where it stands.
        pub status: SheetStatus,
        /// What is wrong or open, in the order of the checklist.
        pub findings: Vec<SheetFinding>,
        /// The machine may be started for the user.
        pub start_allowed: bool,
        /// A rectification notice must be handed over.
        pub notice_needed: bool,
        /// Why.
        pub why: Why,
    }

    /// What a recorded attempt has brought about.
    pub struct MachineCommissioned {
        /// How it ended.
        pub verdict: SheetVerdict,
        /// The machine now.
        pub machine: MachineDetail,
        /// The warranty as it stands now.
        pub coverage: CoverageState,
        /// From.
        pub warranty_starts_on: Option<String>,
        /// Until.
        pub warranty_ends_on: Option<String>,
        /// The end of its safe life.
        pub scrap_on: Option<String>,
        /// The next maintenance.
        pub maintenance_due_on: Option<String>,
    }
}
