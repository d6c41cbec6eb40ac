//! Parts sold over the counter (柜台卖配件): one form takes the order, moves the parts out of the shop,
//! prices them, takes the money and closes.

use uuid::Uuid;

use crate::money::{PaymentMethod, PriceItem};
use crate::work_order::WorkOrderSummary;

request! {
    /// Asks for the parts one may sell, with their prices and how many there are.
    pub struct CounterGet {}

    /// A part that is sold.
    pub struct CounterLine {
        /// The part of the list; its own name when absent.
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

    /// Sells parts over the counter, all of it or nothing.
    pub struct CounterSell {
        /// What is sold.
        pub lines: Vec<CounterLine>,
        /// What is taken off the sum; whoever may.
        pub discount_fen: Option<i64>,
        /// Why.
        pub discount_reason: Option<String>,
        /// The household, when it is known. Without one and without a new name nobody is named.
        pub customer_id: Option<Uuid>,
        /// Makes a household with this name when none is given.
        pub new_customer_name: Option<String>,
        /// The new household's number, in any form.
        pub phone: Option<String>,
        /// Why there is no number (无电话), needed of a new household without one.
        pub no_phone_reason: Option<String>,
        /// How it was paid: all of it. On credit only by a household.
        pub method: PaymentMethod,
        /// 赊账: to be paid by then, in any typed form.
        pub due_on: Option<String>,
        /// A remark on the payment.
        pub note: Option<String>,
    }
}

response! {
    /// A part one may sell.
    pub struct CounterPart {
        /// Its line of the price list; without a price where the list has none.
        pub price: PriceItem,
        /// How many lie in the shop; below zero when more was used than booked in.
        pub new_count: i64,
    }

    /// What there is to sell, and what the acting person may do with its price.
    pub struct Counter {
        /// The parts; those that lie in the shop first.
        pub parts: Vec<CounterPart>,
        /// The acting person may take something off.
        pub may_discount: bool,
        /// The acting person may charge more than headquarters' list says.
        pub may_exceed: bool,
    }

    /// A sale that is done.
    pub struct CounterSold {
        /// Its order, closed.
        pub summary: WorkOrderSummary,
        /// What it cost.
        pub total_fen: i64,
        /// What is still to be paid: all of it on credit, else nothing.
        pub due_fen: i64,
        /// What was paid, for the receipt; null where nothing was, or on credit.
        pub payment_id: Option<Uuid>,
        /// The receipt's number, likewise.
        pub receipt_no: Option<String>,
    }
}
