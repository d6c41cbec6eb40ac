//! Parts (配件): what lies in the shop, what was used on an order, which old parts came back.

use uuid::Uuid;

request! {
    /// Asks what lies in the shop.
    pub struct StockList {
        /// Narrows by name or code.
        pub query: Option<String>,
    }

    /// A part that came in.
    pub struct StockTyped {
        /// The part of the list; its own name when absent.
        pub code: Option<String>,
        /// What it is called.
        pub name: String,
        /// How many.
        pub quantity: i64,
    }

    /// Books parts that came in.
    pub struct StockReceive {
        /// The parts.
        pub parts: Vec<StockTyped>,
        /// From where, with the number of the paper.
        pub note: Option<String>,
    }

    /// Books what was counted (盘点).
    pub struct StockCount {
        /// The part.
        pub code: String,
        /// Old parts taken off machines.
        pub old_part: Option<bool>,
        /// How many lie there.
        pub counted: i64,
        /// Why it differs.
        pub note: Option<String>,
    }

    /// A part that was counted.
    pub struct StockPartCounted {
        /// The part.
        pub code: String,
        /// How many lie there.
        pub counted: i64,
    }

    /// Books a whole list that was counted, all of it or nothing.
    pub struct StockCountList {
        /// The parts, each once; at most 200.
        pub parts: Vec<StockPartCounted>,
        /// Why it differs.
        pub note: Option<String>,
    }

    /// Sends old parts back to the maker.
    pub struct StockSendOld {
        /// The part.
        pub code: String,
        /// How many.
        pub quantity: i64,
        /// The parcel or paper.
        pub note: Option<String>,
    }

    /// Asks for the parts of an order.
    pub struct OrderPartsGet {
        /// Which order.
        pub work_order_id: Uuid,
    }

    /// A part used on an order.
    pub struct PartUsed {
        /// The part of the list.
        pub code: Option<String>,
        /// What it is called.
        pub name: String,
        /// How many.
        pub quantity: i64,
        /// The old part was brought back.
        pub old_returned: Option<bool>,
    }

    /// Books parts used on an order.
    pub struct OrderPartsUse {
        /// Which order.
        pub work_order_id: Uuid,
        /// The parts.
        pub parts: Vec<PartUsed>,
        /// Old parts that are brought in later: the codes.
        pub old_returned: Option<Vec<String>>,
        /// Parts that were recorded and not used after all, by their codes: they lie in the shop
        /// again, and no old one is waited for.
        pub not_used: Option<Vec<String>>,
    }
}

response! {
    /// A part that lies in the shop.
    pub struct StockRow {
        /// Names it.
        pub code: String,
        /// What it is called.
        pub name: String,
        /// Its English name.
        pub name_en: String,
        /// How many new ones; below zero when more was used than booked in.
        pub new_count: i64,
        /// How many old ones wait to go back.
        pub old_count: i64,
        /// Old ones go back to the maker.
        pub return_old: bool,
        /// When it last moved.
        pub moved_at: Option<i64>,
    }

    /// What was counted once.
    pub struct StockCounted {
        /// The part.
        pub code: String,
        /// What it was called.
        pub name: String,
        /// Old parts taken off machines.
        pub old_part: bool,
        /// How many lay there; null for a count of an older program, which kept the difference alone.
        pub counted: Option<i64>,
        /// How many more than the books of the PC said.
        pub difference: i64,
        /// When.
        pub occurred_at: i64,
        /// By whom.
        pub staff: Option<String>,
        /// Why it differed.
        pub note: Option<String>,
    }

    /// What lies in the shop.
    pub struct Stock {
        /// The rows: what is below zero first.
        pub rows: Vec<StockRow>,
        /// The latest counts of all parts, the last one first.
        pub counts: Vec<StockCounted>,
        /// Parts with more used than booked in.
        pub below_zero: u32,
    }

    /// A part used on an order.
    pub struct OrderPart {
        /// Names it.
        pub code: String,
        /// What it is called.
        pub name: String,
        /// How many.
        pub quantity: i64,
        /// How many old ones came back.
        pub old_returned: i64,
        /// The old one goes back to the maker.
        pub return_old: bool,
    }

    /// The parts of an order.
    pub struct OrderParts {
        /// The rows.
        pub rows: Vec<OrderPart>,
        /// Parts to choose from: those of this machine first.
        pub choices: Vec<PartChoice>,
        /// Old parts are still to come back.
        pub old_missing: bool,
    }

    /// A part to choose.
    pub struct PartChoice {
        /// Names it.
        pub code: String,
        /// Its name in Chinese.
        pub name: String,
        /// Its name in English.
        pub name_en: String,
        /// It fits this machine.
        pub fits: bool,
    }
}
