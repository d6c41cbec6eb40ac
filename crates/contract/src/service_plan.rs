//! Service plans (服务套餐 基础/金牌/延保): what headquarters offers, and what was sold to a machine.

use uuid::Uuid;

use crate::explain::Why;
use crate::money::{ChargeKind, PaymentMethod, PriceHead};

codes! {
    /// What a plan is sold as.
    pub enum PlanTier {
        /// 基础
        Basic,
        /// 金牌
        Gold,
        /// 延保
        Extended,
    }

    /// Where a contract stands.
    pub enum PlanState {
        /// 未开始
        Coming,
        /// 有效
        Running,
        /// 已到期
        Ended,
        /// 已退订
        Cancelled,
    }

    /// Why a plan covers an order or does not.
    pub enum PlanReason {
        /// It does.
        Covers,
        /// Nothing is left of it.
        UsedUp,
        /// Its terms exclude the ground.
        Excluded,
        /// Its terms do not have such orders.
        NotIncluded,
        /// It was cancelled before.
        Cancelled,
        /// It had not begun.
        NotStarted,
        /// It was over.
        Ended,
        /// The machine has none.
        NoPlan,
    }
}

request! {
    /// Asks for the plans headquarters offers today.
    pub struct PlanOffersGet {
        /// For this machine: when each would begin.
        pub unit_id: Option<Uuid>,
    }

    /// Asks for the plans sold to a machine, to a household's machines, or to anybody.
    pub struct PlanList {
        /// This machine.
        pub unit_id: Option<Uuid>,
        /// This household's machines.
        pub customer_id: Option<Uuid>,
        /// The contracts of every machine, for taking the list out; of the 5000 last ones when absent.
        pub whole: Option<bool>,
    }

    /// Sells a plan to a machine.
    pub struct PlanSell {
        /// Which machine.
        pub unit_id: Uuid,
        /// Which plan of the list.
        pub plan_code: String,
        /// The contract it goes on from.
        pub renews_id: Option<Uuid>,
        /// The first day, in any typed form; the earliest one when absent.
        pub start_on: Option<String>,
        /// What is taken for it; the list's price when absent.
        pub amount_fen: Option<i64>,
        /// How it is paid.
        pub method: PaymentMethod,
        /// The contract's number on paper; made when absent.
        pub no: Option<String>,
        /// A remark; why, where less is taken than the list says.
        pub note: Option<String>,
    }

    /// Cancels a contract and gives money back.
    pub struct PlanCancel {
        /// Which contract.
        pub contract_id: Uuid,
        /// What goes back.
        pub refund_fen: i64,
        /// How.
        pub method: PaymentMethod,
        /// Why.
        pub reason: String,
    }
}

request! {
    /// The shop bears an order that was free by a plan which had nothing left.
    pub struct PlanAbsorb {
        /// Which order.
        pub work_order_id: Uuid,
        /// Why.
        pub reason: String,
    }

    /// What a second cancellation paid out has come back.
    pub struct PlanRecover {
        /// Which contract.
        pub contract_id: Uuid,
        /// How.
        pub method: PaymentMethod,
    }
}

response! {
    /// What a plan gives.
    pub struct PlanTerms {
        /// Names it among the plans.
        pub code: String,
        /// Its name.
        pub name: String,
        /// Its name in English.
        pub name_en: String,
        /// What it is sold as.
        pub tier: PlanTier,
        /// What it costs.
        pub price_fen: i64,
        /// How long it runs.
        pub months: u32,
        /// What a repair does not cost.
        pub free: Vec<ChargeKind>,
        /// How many repairs; no limit when null.
        pub repairs: Option<u32>,
        /// How many maintenances a contract year.
        pub maintenances: u32,
        /// Within how many hours somebody comes.
        pub response_hours: Option<u32>,
        /// What it does not cover, in words.
        pub exclusions: String,
        /// The clause that gives it.
        pub clause: String,
    }

    /// A plan that is offered.
    pub struct PlanOffer {
        /// What it gives.
        pub terms: PlanTerms,
        /// The first day it would have at the machine that was asked for.
        pub start_on: Option<String>,
    }

    /// What headquarters offers today.
    pub struct PlanOffers {
        /// The list; nothing where headquarters sent none.
        pub list: Option<PriceHead>,
        /// Its plans.
        pub rows: Vec<PlanOffer>,
    }

    /// A plan that was sold to a machine.
    pub struct PlanContract {
        /// The row.
        pub id: Uuid,
        /// The machine.
        pub unit_id: Uuid,
        /// Its serial.
        pub serial: String,
        /// The contract's number.
        pub no: String,
        /// The version of the list it was sold from.
        pub version: String,
        /// What it gives.
        pub terms: PlanTerms,
        /// Where it stands.
        pub state: PlanState,
        /// The first day.
        pub start_on: String,
        /// The last day.
        pub end_on: String,
        /// It ends within thirty days and nothing follows it.
        pub ending: bool,
        /// How many repairs are left; no limit when null.
        pub repairs_left: Option<u32>,
        /// How many maintenances are left this contract year.
        pub maintenances_left: u32,
        /// Who bought it.
        pub buyer: Option<String>,
        /// What was taken for it.
        pub paid_fen: i64,
        /// How.
        pub method: PaymentMethod,
        /// The receipt's number.
        pub receipt_no: String,
        /// When.
        pub sold_at: i64,
        /// By whom.
        pub sold_by: Option<String>,
        /// The day it was cancelled.
        pub cancelled_on: Option<String>,
        /// Why.
        pub cancel_reason: Option<String>,
        /// What went back.
        pub refund_fen: i64,
        /// What a second cancellation of another PC paid out as well and did not come back.
        pub paid_twice_fen: i64,
        /// The number of another contract for the same days: two PCs sold one each.
        pub twin_no: Option<String>,
        /// What the days that are left come to; all of it where two PCs sold one each.
        pub unused_fen: i64,
        /// The acting person may cancel it.
        pub may_cancel: bool,
    }

    /// An order that was free by a plan which had nothing left.
    pub struct PlanOverdrawn {
        /// The order.
        pub work_order_id: Uuid,
        /// Its machine.
        pub unit_id: Uuid,
        /// Its number.
        pub no: String,
        /// The acting person may say that the shop bears it.
        pub may_absorb: bool,
    }

    /// The plans sold, those that run first.
    pub struct PlanContracts {
        /// The contracts.
        pub rows: Vec<PlanContract>,
        /// Orders of the last 180 days beyond what the plans give.
        pub overdrawn: Vec<PlanOverdrawn>,
    }

    /// What a plan takes over of an order.
    pub struct OrderPlan {
        /// Why, or why not.
        pub reason: PlanReason,
        /// Name, number, version and clause.
        pub basis: String,
        /// What costs nothing.
        pub covers: Vec<ChargeKind>,
        /// How many such orders are left, this one among them.
        pub left: Option<u32>,
        /// In sentences.
        pub why: Why,
    }
}
