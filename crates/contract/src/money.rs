//! What an order costs and who paid (费用与收款), debts, and the daily closing of the cash box.

mod quote;

use uuid::Uuid;

use crate::explain::Why;
use crate::service_plan::OrderPlan;

pub use quote::{Quote, QuoteAgree, QuoteEvent, QuoteMake};

codes! {
    /// What a line of an order is for.
    pub enum ChargeKind {
        /// 人工费
        Labour,
        /// 配件
        Part,
        /// 上门费
        Travel,
        /// 其他（商品等）
        Other,
        /// 优惠
        Discount,
    }

    /// What decided a line's price.
    pub enum ChargeBasis {
        /// Free under warranty.
        InWarranty,
        /// Free: an earlier repair did not last.
        Rework,
        /// Free by the consumer law.
        ConsumerLaw,
        /// The shop's price list.
        PriceList,
        /// A price typed in: the list has none.
        Typed,
        /// A discount somebody who may gave.
        Discount,
        /// The price list, because a confirmed claim says that 三包 does not cover it.
        Excluded,
        /// More than headquarters' list says: a manager decided it, with a reason.
        AboveList,
        /// Free by a service plan the household bought.
        Plan,
    }

    /// What money was for.
    pub enum MoneySource {
        /// 工单
        WorkOrder,
        /// 退换案
        RemedyCase,
        /// 服务套餐
        ServicePlan,
    }

    /// How money comes in.
    pub enum PaymentMethod {
        /// 现金
        Cash,
        /// 微信
        Wechat,
        /// 支付宝
        Alipay,
        /// 转账
        Transfer,
        /// 赊账: the customer pays later.
        Credit,
        /// 免收: nobody asks for it any more.
        Waiver,
    }
}

request! {
    /// Asks for the money of an order.
    pub struct MoneyGet {
        /// Which order.
        pub work_order_id: Uuid,
    }

    /// A line as it is typed.
    pub struct ChargeTyped {
        /// What it is for; `discount` is given by itself.
        pub kind: ChargeKind,
        /// The line of the price list, or the part.
        pub code: Option<String>,
        /// What it is called.
        pub name: String,
        /// How many.
        pub quantity: i64,
        /// The price of one; for what the price list has, the list's price counts.
        pub unit_fen: Option<i64>,
        /// Why more is charged than headquarters' list says; only a manager may.
        pub over_reason: Option<String>,
    }

    /// Sets the lines of an order: all of them, in this order.
    pub struct ChargesSet {
        /// Which order.
        pub work_order_id: Uuid,
        /// The lines.
        pub lines: Vec<ChargeTyped>,
        /// What is taken off the sum.
        pub discount_fen: Option<i64>,
        /// Why.
        pub discount_reason: Option<String>,
    }

    /// Records money that came in, or that the customer pays later.
    pub struct PaymentAdd {
        /// Which order.
        pub work_order_id: Uuid,
        /// How.
        pub method: PaymentMethod,
        /// How much.
        pub amount_fen: i64,
        /// 赊账: the day it is to be paid, in any typed form.
        pub due_on: Option<String>,
        /// A remark.
        pub note: Option<String>,
        /// When; now when absent.
        pub occurred_at: Option<i64>,
    }

    /// Takes a payment back with a row of its own; nothing is deleted.
    pub struct PaymentReverse {
        /// Which payment.
        pub payment_id: Uuid,
        /// Why.
        pub reason: String,
    }

    /// Gives money back. What goes beyond what is owed back is not asked for again.
    pub struct MoneyRefund {
        /// Which order.
        pub work_order_id: Uuid,
        /// How.
        pub method: PaymentMethod,
        /// How much.
        pub amount_fen: i64,
        /// Why.
        pub reason: String,
    }

    /// Asks for a part of what is due no more.
    pub struct MoneyWaive {
        /// Which order.
        pub work_order_id: Uuid,
        /// How much.
        pub amount_fen: i64,
        /// Why.
        pub reason: String,
    }

    /// Gives free what the rules charge and nobody was charged for.
    pub struct MoneyGiveFree {
        /// Which order.
        pub work_order_id: Uuid,
        /// Why.
        pub reason: String,
    }

    /// Asks who still owes.
    pub struct DebtList {
        /// Every row, for taking the list out; the first 500 when absent.
        pub whole: Option<bool>,
    }

    /// Asks for the money of a day.
    pub struct DayMoneyGet {
        /// The day; today when absent.
        pub on: Option<String>,
    }

    /// Asks for everything that was paid in a span of days, for taking it out.
    pub struct MoneyList {
        /// The first day; from the beginning when absent.
        pub from_on: Option<String>,
        /// The last day; to the end when absent.
        pub to_on: Option<String>,
    }

    /// Asks for every closing of the cash box, for taking them out.
    pub struct CashCloseList {}

    /// What was counted.
    pub struct Counted {
        /// Of which kind of money.
        pub method: PaymentMethod,
        /// How much.
        pub counted_fen: i64,
    }

    /// Closes the cash box for a day.
    pub struct CashCloseNow {
        /// The day; today when absent.
        pub on: Option<String>,
        /// What was counted, for each kind of money.
        pub counted: Vec<Counted>,
        /// Why it differs.
        pub note: Option<String>,
    }

    /// Asks for the shop's price list.
    pub struct PriceListGet {}

    /// A line of the price list as typed.
    pub struct PriceTyped {
        /// Names it among the lines; made from the name when absent.
        pub code: Option<String>,
        /// What it is for: labour, part or travel.
        pub kind: ChargeKind,
        /// Its name.
        pub name: String,
        /// The price of one.
        pub unit_fen: i64,
    }

    /// Names one of the shop's own prices.
    pub struct PriceKey {
        /// What it is for.
        pub kind: ChargeKind,
        /// Its code.
        pub code: String,
    }

    /// Changes the shop's own prices. What is not named stays: another PC may have written it.
    pub struct PriceListSave {
        /// The lines that are new or changed.
        pub items: Vec<PriceTyped>,
        /// The lines that are taken out.
        #[serde(default)]
        pub removed: Vec<PriceKey>,
    }
}

response! {
    /// A line of what an order costs.
    pub struct ChargeLine {
        /// The row.
        pub id: Uuid,
        /// What it is for.
        pub kind: ChargeKind,
        /// The line of the price list, or the part.
        pub code: Option<String>,
        /// What it is called.
        pub name: String,
        /// How many.
        pub quantity: i64,
        /// The price of one before warranty.
        pub unit_fen: i64,
        /// What the customer pays for them.
        pub amount_fen: i64,
        /// What decided that.
        pub basis: ChargeBasis,
        /// Why, where a person decided.
        pub reason: Option<String>,
    }

    /// A line that would cost something else now than the customer was told.
    pub struct ChargeChange {
        /// What it is for.
        pub kind: ChargeKind,
        /// What it is called.
        pub name: String,
        /// What was told.
        pub was_fen: i64,
        /// What decided that.
        pub was_basis: ChargeBasis,
        /// What it costs now; null where it cannot be charged like that any more.
        pub is_fen: Option<i64>,
        /// What decides that.
        pub is_basis: Option<ChargeBasis>,
    }

    /// Money that came in or went back.
    pub struct Payment {
        /// The row.
        pub id: Uuid,
        /// The order's number.
        pub no: String,
        /// The household.
        pub customer_name: Option<String>,
        /// How.
        pub method: PaymentMethod,
        /// How much; below zero for a reversal.
        pub amount_fen: i64,
        /// The receipt's number.
        pub receipt_no: String,
        /// 赊账: to be paid by then.
        pub due_on: Option<String>,
        /// When.
        pub occurred_at: i64,
        /// Who took it.
        pub staff: Option<String>,
        /// A remark, or why it was taken back.
        pub note: Option<String>,
        /// The payment this one takes back.
        pub reverses_id: Option<Uuid>,
        /// It was taken back.
        pub reversed: bool,
    }

    /// The money of an order.
    pub struct OrderMoney {
        /// Which order.
        pub work_order_id: Uuid,
        /// Work and parts are free: their price is locked at nothing.
        pub free: bool,
        /// Warranty has no say, or cannot be told without papers.
        pub undecided: bool,
        /// Why.
        pub why: Option<Why>,
        /// The lines may be changed.
        pub may_change: bool,
        /// The acting person may take something off.
        pub may_discount: bool,
        /// The acting person may charge more than headquarters' list says.
        pub may_exceed: bool,
        /// What the way to this household costs by the list.
        pub travel: Option<PriceItem>,
        /// What the machine's service plan takes over, where it ever had one and the work is not free
        /// anyway.
        pub plan: Option<OrderPlan>,
        /// The lines.
        pub lines: Vec<ChargeLine>,
        /// Lines that would cost something else now: they are saved again before the work is finished.
        pub changes: Vec<ChargeChange>,
        /// The quotes that were written down and what the customer agreed to, the first one first.
        pub quotes: Vec<Quote>,
        /// What the customer pays.
        pub total_fen: i64,
        /// What the customer agreed to.
        pub agreed_fen: i64,
        /// The customer has not agreed to all of it yet.
        pub to_agree: bool,
        /// Every payment, the first one first.
        pub payments: Vec<Payment>,
        /// What came in.
        pub paid_fen: i64,
        /// What nobody asks for any more.
        pub waived_fen: i64,
        /// How much the lines are above what the customer signed or agreed to, once the work is done.
        pub over_fen: i64,
        /// Nothing was charged for work that the rules charge: what it is worth by the list. A manager
        /// gives it free before the order is closed. Null where nothing is to be given.
        pub to_give_fen: Option<i64>,
        /// What is still to be paid.
        pub due_fen: i64,
        /// What came in and was not to be paid: it goes back to the customer.
        pub owed_back_fen: i64,
        /// How much of that the customer may pay later.
        pub credit_fen: i64,
        /// By when.
        pub credit_due_on: Option<String>,
    }

    /// Somebody who still owes.
    pub struct Debt {
        /// The order.
        pub work_order_id: Uuid,
        /// Its number.
        pub no: String,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// Its name.
        pub customer_name: Option<String>,
        /// 乡镇
        pub town: Option<String>,
        /// 村
        pub village: Option<String>,
        /// What it cost.
        pub total_fen: i64,
        /// What is still to be paid.
        pub due_fen: i64,
        /// By when, where that was said.
        pub due_on: Option<String>,
        /// That day is over.
        pub overdue: bool,
        /// When the work was finished.
        pub finished_at: i64,
    }

    /// Somebody whom money is owed back.
    pub struct OwedBack {
        /// The order.
        pub work_order_id: Uuid,
        /// Its number.
        pub no: String,
        /// The household.
        pub customer_id: Option<Uuid>,
        /// Its name.
        pub customer_name: Option<String>,
        /// What came in.
        pub paid_fen: i64,
        /// What goes back.
        pub owed_back_fen: i64,
        /// The order was cancelled.
        pub cancelled: bool,
    }

    /// Everybody who still owes, the oldest date first, and whom money is owed back.
    pub struct Debts {
        /// The rows, at most 500 where not the whole list is asked for.
        pub rows: Vec<Debt>,
        /// How many there are.
        pub total: u32,
        /// What they owe together.
        pub due_fen: i64,
        /// Whom money is owed back, at most 500 where not the whole list is asked for.
        pub refunds: Vec<OwedBack>,
        /// How many of them there are.
        pub refunds_total: u32,
        /// What is owed back together.
        pub owed_back_fen: i64,
    }

    /// One kind of money on a day.
    pub struct DayMethod {
        /// Which.
        pub method: PaymentMethod,
        /// What should be there.
        pub expected_fen: i64,
        /// What was counted, once the day is closed.
        pub counted_fen: Option<i64>,
    }

    /// Money that changed hands when a remedy case was carried out.
    pub struct DayRemedy {
        /// The case.
        pub remedy_case_id: Uuid,
        /// Its number.
        pub no: String,
        /// The household.
        pub customer_name: Option<String>,
        /// The kind of money.
        pub method: PaymentMethod,
        /// Below zero when it went to the customer.
        pub amount_fen: i64,
    }

    /// Money of a service plan that was sold or cancelled.
    pub struct DayPlan {
        /// The row.
        pub id: Uuid,
        /// The contract's number.
        pub no: String,
        /// The plan's name.
        pub plan_name: String,
        /// The household.
        pub customer_name: Option<String>,
        /// The kind of money.
        pub method: PaymentMethod,
        /// Below zero when it went back.
        pub amount_fen: i64,
        /// The receipt's number.
        pub receipt_no: String,
    }

    /// The money of a day.
    pub struct DayMoney {
        /// The day.
        pub on: String,
        /// Each kind of money.
        pub methods: Vec<DayMethod>,
        /// Let out on credit that day.
        pub credit_fen: i64,
        /// Every payment of the day.
        pub payments: Vec<Payment>,
        /// What remedy cases paid and took.
        pub remedies: Vec<DayRemedy>,
        /// What service plans brought and gave back.
        pub plans: Vec<DayPlan>,
        /// When the day was closed.
        pub closed_at: Option<i64>,
        /// By whom.
        pub closed_by: Option<String>,
        /// Why it differed.
        pub note: Option<String>,
        /// Money was entered for this day after it was closed.
        pub changed_since: bool,
    }

    /// Money that changed hands, whatever it was for.
    pub struct MoneyMove {
        /// The row; of a remedy case, the case.
        pub id: Uuid,
        /// The day it counts for.
        pub on: String,
        /// When, where that was kept.
        pub occurred_at: Option<i64>,
        /// What it was for.
        pub source: MoneySource,
        /// The number of the order, the case or the contract.
        pub no: String,
        /// The household.
        pub customer_name: Option<String>,
        /// How.
        pub method: PaymentMethod,
        /// How much; below zero when it went to the customer or was taken back.
        pub amount_fen: i64,
        /// The receipt's number.
        pub receipt_no: Option<String>,
        /// 赊账: to be paid by then.
        pub due_on: Option<String>,
        /// Who took it.
        pub staff: Option<String>,
        /// A remark, or why it was taken back.
        pub note: Option<String>,
        /// It was taken back.
        pub reversed: bool,
    }

    /// What was paid in a span of days.
    pub struct MoneyMoves {
        /// The rows, by day.
        pub rows: Vec<MoneyMove>,
        /// How many there are.
        pub total: u32,
    }

    /// A closing of the cash box.
    pub struct CashClose {
        /// The row.
        pub id: Uuid,
        /// The day.
        pub on: String,
        /// Each kind of money, in the order of the screen.
        pub methods: Vec<DayMethod>,
        /// What should have been there altogether.
        pub expected_fen: i64,
        /// What was counted altogether.
        pub counted_fen: i64,
        /// Counted less expected.
        pub difference_fen: i64,
        /// Why it differed.
        pub note: Option<String>,
        /// When.
        pub closed_at: i64,
        /// By whom.
        pub closed_by: Option<String>,
        /// The day was counted again later: that count stands.
        pub replaced: bool,
    }

    /// Every closing of the cash box, the latest day first.
    pub struct CashCloses {
        /// The rows.
        pub rows: Vec<CashClose>,
        /// How many there are.
        pub total: u32,
    }

    /// A line of the price list.
    pub struct PriceItem {
        /// Names it among the lines.
        pub code: String,
        /// What it is for.
        pub kind: ChargeKind,
        /// Its name in Chinese.
        pub name: String,
        /// Its name in English.
        pub name_en: String,
        /// The price of one that counts; null for a part that has none yet.
        pub unit_fen: Option<i64>,
        /// Headquarters' price.
        pub hq_fen: Option<i64>,
        /// The shop's own.
        pub own_fen: Option<i64>,
        /// The shop's own price is above headquarters' and does not count.
        pub above: bool,
    }

    /// A price list of headquarters.
    pub struct PriceHead {
        /// Its number, the version.
        pub no: String,
        /// From which day on it counts.
        pub effective_on: String,
        /// Where it comes from.
        pub source: String,
        /// The day it was published.
        pub published_on: String,
    }

    /// The price list the shop works by: headquarters' lines, the shop's own, and the parts that
    /// have no price yet.
    pub struct PriceItems {
        /// The lines.
        pub rows: Vec<PriceItem>,
        /// Headquarters' list that counts today.
        pub hq: Option<PriceHead>,
        /// The next one, from a later day on.
        pub coming: Option<PriceHead>,
    }
}
