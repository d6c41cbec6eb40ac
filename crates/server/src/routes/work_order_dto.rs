//! Work orders as the console reads them.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use wuyou_server_store::model::{
    OrderConflict, OrderCustomer, OrderDetail, OrderMore, OrderRow, Phone, TimelineEntry,
    TimelineWhat,
};

const MINUTE_MS: i64 = 60_000;

/// A work order in the list.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkOrderRow {
    /// The dealer's code.
    pub dealer_code: String,
    /// The dealer's name.
    pub dealer_name: String,
    /// The order's id.
    pub id: Uuid,
    /// Its number.
    pub no: String,
    /// `repair`, `install` or `maintenance`.
    pub kind: String,
    /// Its state.
    pub state: String,
    /// `red`, `yellow`, `green` or `grey`.
    pub colour: &'static str,
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
    /// From the call to the finish, or until now.
    pub age_minutes: i64,
    /// When its last step happened at the dealer.
    pub last_event_at: Option<i64>,
    /// When its newest change reached this server.
    pub arrived_at: Option<i64>,
}

impl WorkOrderRow {
    /// The row as it looks at `now_at`.
    #[must_use]
    pub fn new(row: OrderRow, now_at: i64) -> Self {
        let age_minutes = age_minutes(&row, now_at);
        Self {
            dealer_code: row.dealer_code,
            dealer_name: row.dealer_name,
            id: Uuid::from_bytes(row.id),
            no: row.no,
            kind: row.kind,
            state: row.state,
            colour: row.colour.code(),
            safety: row.safety,
            customer_name: row.customer_name,
            town: row.town,
            village: row.village,
            technician_name: row.technician_name,
            fault_text: row.fault_text,
            model_code: row.model_code,
            serial: row.serial,
            received_at: row.received_at,
            reply_due_at: row.reply_due_at,
            replied_at: row.replied_at,
            finish_target_at: row.finish_target_at,
            finish_limit_at: row.finish_limit_at,
            finished_at: row.finished_at,
            closed_at: row.closed_at,
            age_minutes,
            last_event_at: row.last_event_at,
            arrived_at: row.arrived_at,
        }
    }
}

fn age_minutes(row: &OrderRow, now_at: i64) -> i64 {
    let cancelled_at = row.last_event_at.filter(|_| row.state == "cancelled");
    let is_done = matches!(row.state.as_str(), "finished" | "confirmed" | "closed");
    let done_at = row.finished_at.or(row.closed_at).filter(|_| is_done);
    let end_at = done_at.or(cancelled_at).unwrap_or(now_at);
    (end_at.saturating_sub(row.received_at) / MINUTE_MS).max(0)
}

/// One order in full.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkOrder {
    /// As in the list.
    #[serde(flatten)]
    pub row: WorkOrderRow,
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

impl WorkOrder {
    fn new(row: OrderRow, more: OrderMore, now_at: i64) -> Self {
        Self {
            row: WorkOrderRow::new(row, now_at),
            fault_code: more.fault_code,
            cause: more.cause,
            result: more.result,
            part: more.part,
            part_eta_at: more.part_eta_at,
            window_from_at: more.window_from_at,
            window_to_at: more.window_to_at,
            charge_fen: more.charge_fen,
            reopened_count: more.reopened_count,
            origin: more.origin,
            promise_version: more.promise_version,
            request_no: more.request_no,
            created_at: more.created_at,
            updated_at: more.updated_at,
        }
    }
}

/// A phone that shows enough to recognise it and too little to call it.
#[derive(Debug, Serialize, ToSchema)]
pub struct MaskedPhone {
    /// Its id.
    pub id: Uuid,
    /// The number with its middle hidden.
    pub masked: String,
    /// Whose, or which.
    pub label: Option<String>,
}

/// Hides a number: of a mobile number three digits in front and four behind stay, of a landline
/// the last four, of anything shorter the last two.
#[must_use]
pub fn mask(number: &str) -> String {
    let characters: Vec<char> = number.chars().collect();
    let (front, back) = match characters.len() {
        11.. => (3, 4),
        7..=10 => (0, 4),
        length => (0, length.min(4) / 2),
    };
    let hidden = front..characters.len() - back;
    characters
        .into_iter()
        .enumerate()
        .map(|(index, character)| {
            if hidden.contains(&index) {
                '*'
            } else {
                character
            }
        })
        .collect()
}

/// The household of an order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Customer {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// `household`, `company` or `project`.
    pub kind: String,
    /// The address as it was typed.
    pub address: Option<String>,
    /// How to find it.
    pub landmark: Option<String>,
    /// Its phones, masked.
    pub phones: Vec<MaskedPhone>,
}

impl From<OrderCustomer> for Customer {
    fn from(customer: OrderCustomer) -> Self {
        let masked = |phone: Phone| MaskedPhone {
            id: Uuid::from_bytes(phone.id),
            masked: mask(&phone.number),
            label: phone.label,
        };
        Self {
            id: Uuid::from_bytes(customer.id),
            name: customer.name,
            kind: customer.kind,
            address: customer.address,
            landmark: customer.landmark,
            phones: customer.phones.into_iter().map(masked).collect(),
        }
    }
}

/// A step of an order, or a contact with the customer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Timeline {
    /// The row.
    pub id: Uuid,
    /// When it happened.
    pub occurred_at: i64,
    /// When this server got it.
    pub arrived_at: Option<i64>,
    /// The PC it was typed on.
    pub pc_code: Option<String>,
    /// Who.
    pub staff_name: Option<String>,
    /// What.
    #[serde(flatten)]
    pub what: TimelineKind,
}

/// What an entry of the timeline says.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum TimelineKind {
    /// A step of the order.
    Event {
        /// The step.
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
        corrects_id: Option<Uuid>,
    },
}

impl From<TimelineEntry> for Timeline {
    fn from(entry: TimelineEntry) -> Self {
        let what = match entry.what {
            TimelineWhat::Event {
                step,
                from_state,
                to_state,
                note,
            } => TimelineKind::Event {
                step,
                from_state,
                to_state,
                note,
            },
            TimelineWhat::Contact {
                channel,
                direction,
                result,
                text,
                corrects,
            } => TimelineKind::Contact {
                channel,
                direction,
                result,
                text,
                corrects_id: corrects.map(Uuid::from_bytes),
            },
        };
        Self {
            id: Uuid::from_bytes(entry.id),
            occurred_at: entry.occurred_at,
            arrived_at: entry.arrived_at,
            pc_code: entry.pc_code,
            staff_name: entry.staff_name,
            what,
        }
    }
}

/// Two versions of one field of the order.
#[derive(Debug, Serialize, ToSchema)]
pub struct Conflict {
    /// The conflict's row.
    pub id: Uuid,
    /// The entity.
    pub entity: String,
    /// The field.
    pub field: String,
    /// When a person decided it.
    pub resolved_at: Option<i64>,
}

impl From<OrderConflict> for Conflict {
    fn from(conflict: OrderConflict) -> Self {
        Self {
            id: Uuid::from_bytes(conflict.id),
            entity: conflict.entity,
            field: conflict.field,
            resolved_at: conflict.resolved_at,
        }
    }
}

/// One order with everything headquarters sees of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct WorkOrderDetail {
    /// The server's clock.
    pub now_at: i64,
    /// The order.
    pub order: WorkOrder,
    /// The household.
    pub customer: Option<Customer>,
    /// Steps and contacts, oldest first.
    pub timeline: Vec<Timeline>,
    /// Conflicts.
    pub conflicts: Vec<Conflict>,
}

impl WorkOrderDetail {
    /// The order as it looks at `now_at`.
    #[must_use]
    pub fn new(detail: OrderDetail, now_at: i64) -> Self {
        Self {
            now_at,
            order: WorkOrder::new(detail.row, detail.more, now_at),
            customer: detail.customer.map(Customer::from),
            timeline: detail.timeline.into_iter().map(Timeline::from).collect(),
            conflicts: detail.conflicts.into_iter().map(Conflict::from).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn a_masked_number_is_recognised_and_cannot_be_called() {
        for (number, masked) in [
            ("13812345678", "138****5678"),
            ("04487226688", "044****6688"),
            ("7226688", "***6688"),
            ("12345", "***45"),
            ("1", "*"),
            ("", ""),
        ] {
            assert_eq!(mask(number), masked);
        }
    }
}
