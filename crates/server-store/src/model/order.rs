//! Work orders as headquarters sees them.

use wuyou_sync::value::RowId;

/// How an order looks at an instant. The rule stands in `docs/api.md` and in [`crate::sqlite`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Colour {
    /// A promise is broken.
    Red,
    /// A promise is close to being broken.
    Yellow,
    /// In time.
    Green,
    /// No clock runs.
    Grey,
}

impl Colour {
    /// Every colour, most urgent first.
    pub const ALL: [Self; 4] = [Self::Red, Self::Yellow, Self::Green, Self::Grey];

    /// Its stable name.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Red => "red",
            Self::Yellow => "yellow",
            Self::Green => "green",
            Self::Grey => "grey",
        }
    }

    /// The colour with this name.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|colour| colour.code() == code)
    }
}

/// In which order a list of work orders comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderSort {
    /// Newest first.
    Received,
    /// Earliest finish limit first.
    Due,
}

/// Where the next page begins: after the row with this sort key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrderAfter {
    /// The instant that sorts.
    pub at: i64,
    /// The row's dealer.
    pub dealer: RowId,
    /// The row.
    pub id: RowId,
}

/// Which work orders headquarters wants to see.
#[derive(Debug, Clone)]
pub struct OrderQuery {
    /// Only these states; all if empty.
    pub states: Vec<&'static str>,
    /// Only these colours; all if empty.
    pub colours: Vec<Colour>,
    /// Only this dealer (code).
    pub dealer: Option<String>,
    /// Only orders with this text in number, customer, village, address or serial.
    pub text: Option<String>,
    /// The order of the list.
    pub sort: OrderSort,
    /// The page's beginning.
    pub after: Option<OrderAfter>,
    /// Most rows.
    pub limit: u32,
    /// Now, for the colours.
    pub now_at: i64,
}

/// A work order in headquarters' list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRow {
    /// Its dealer.
    pub dealer: RowId,
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// Its id.
    pub id: RowId,
    /// Its number.
    pub no: String,
    /// `repair`, `install` or `maintenance`.
    pub kind: String,
    /// Its state's code.
    pub state: String,
    /// Its colour now.
    pub colour: Colour,
    /// A danger to life.
    pub safety: bool,
    /// The household's name.
    pub customer_name: Option<String>,
    /// The household's town.
    pub town: Option<String>,
    /// The household's village.
    pub village: Option<String>,
    /// Who goes.
    pub technician_name: Option<String>,
    /// What is broken, in the caller's words.
    pub fault_text: Option<String>,
    /// The machine's model.
    pub model_code: Option<String>,
    /// The machine's serial.
    pub serial: Option<String>,
    /// When the customer called.
    pub received_at: i64,
    /// Promised reply.
    pub reply_due_at: Option<i64>,
    /// First reply.
    pub replied_at: Option<i64>,
    /// When it should be finished.
    pub finish_target_at: Option<i64>,
    /// When it is late.
    pub finish_limit_at: Option<i64>,
    /// When it was finished.
    pub finished_at: Option<i64>,
    /// When it was closed.
    pub closed_at: Option<i64>,
    /// When its last step happened.
    pub last_event_at: Option<i64>,
    /// When its newest change reached the server.
    pub arrived_at: Option<i64>,
}

/// A page of work orders.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderPage {
    /// The rows.
    pub rows: Vec<OrderRow>,
    /// Where the next page begins; `None` on the last one.
    pub next: Option<OrderAfter>,
}

/// What the detail of an order adds to its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderMore {
    /// The fault's code.
    pub fault_code: Option<String>,
    /// Why the machine failed.
    pub cause: Option<String>,
    /// What was done.
    pub result: Option<String>,
    /// The missing part.
    pub part: Option<String>,
    /// When the part should arrive.
    pub part_eta_at: Option<i64>,
    /// Visit window.
    pub window_from_at: Option<i64>,
    /// Visit window.
    pub window_to_at: Option<i64>,
    /// What the customer pays, in fen.
    pub charge_fen: Option<i64>,
    /// How often it was reopened.
    pub reopened_count: i64,
    /// Where the row came from.
    pub origin: Option<String>,
    /// Which promise table it was promised by.
    pub promise_version: Option<String>,
    /// The request's number.
    pub request_no: Option<String>,
    /// When it was registered.
    pub created_at: i64,
    /// When it was last edited at the dealer.
    pub updated_at: i64,
}

/// A phone of a household, in full. Only the caller decides who may see it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Its id.
    pub id: RowId,
    /// The number.
    pub number: String,
    /// Whose, or which.
    pub label: Option<String>,
}

/// The household of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCustomer {
    /// Its id.
    pub id: RowId,
    /// Its name.
    pub name: String,
    /// `household`, `company` or `project`.
    pub kind: String,
    /// The address as it was typed.
    pub address: Option<String>,
    /// How to find it.
    pub landmark: Option<String>,
    /// Its phones.
    pub phones: Vec<Phone>,
}

/// What an entry of the timeline says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TimelineWhat {
    /// A step of the order.
    Event {
        /// The step's code.
        step: String,
        /// The state before.
        from_state: Option<String>,
        /// The state after.
        to_state: String,
        /// What the person wrote.
        note: Option<String>,
    },
    /// A contact with the customer.
    Contact {
        /// How.
        channel: String,
        /// `in` or `out`.
        direction: String,
        /// Whether the customer was reached.
        result: Option<String>,
        /// What was said.
        text: String,
        /// The contact this one corrects.
        corrects: Option<RowId>,
    },
}

/// One entry of an order's timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimelineEntry {
    /// The row.
    pub id: RowId,
    /// When it happened.
    pub occurred_at: i64,
    /// When the server got it.
    pub arrived_at: Option<i64>,
    /// On which PC it was typed.
    pub pc_code: Option<String>,
    /// Who.
    pub staff_name: Option<String>,
    /// What.
    pub what: TimelineWhat,
}

/// A conflict on an order's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderConflict {
    /// The conflict's row.
    pub id: RowId,
    /// The entity.
    pub entity: String,
    /// The field.
    pub field: String,
    /// When a person decided it.
    pub resolved_at: Option<i64>,
}

/// One order with everything headquarters sees of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderDetail {
    /// As in the list.
    pub row: OrderRow,
    /// The rest.
    pub more: OrderMore,
    /// The household, if the order has one.
    pub customer: Option<OrderCustomer>,
    /// Steps and contacts by the time they happened.
    pub timeline: Vec<TimelineEntry>,
    /// Conflicts, decided ones included.
    pub conflicts: Vec<OrderConflict>,
}

/// Orders of one dealer with one state and colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderCount {
    /// The dealer.
    pub dealer: RowId,
    /// The state's code.
    pub state: String,
    /// The colour now.
    pub colour: Colour,
    /// A danger to life.
    pub safety: bool,
    /// How many.
    pub count: u64,
}
