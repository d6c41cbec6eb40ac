//! Money: lines of what an order costs, payments, debts, the daily closings.

use rusqlite::{OptionalExtension, named_params};
use wuyou_domain::id::{
    CashCloseId, ChargeLineId, CustomerId, PaymentId, RemedyCaseId, WorkOrderId,
};

use crate::customer::standing;
use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

/// A line of what an order costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChargeLineRow {
    /// The row.
    pub id: ChargeLineId,
    /// `labour`, `part`, `travel`, `other`, `discount`.
    pub kind: String,
    /// The line of the price list, or the part.
    pub code: Option<String>,
    /// What it is called.
    pub name: String,
    /// How many.
    pub quantity: i64,
    /// The price of one.
    pub unit_fen: i64,
    /// What the customer pays for them.
    pub amount_fen: i64,
    /// What decided that.
    pub basis: String,
    /// Why, where a person decided.
    pub reason: Option<String>,
    /// What the customer agreed to.
    pub agreed_fen: Option<i64>,
    /// When.
    pub agreed_at: Option<i64>,
}

/// The live lines of an order, in the order they were typed.
///
/// # Errors
/// The database's error.
pub fn lines(view: View<'_>, order: WorkOrderId) -> Result<Vec<ChargeLineRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM charge_line WHERE work_order_id = ?1 AND deleted_at IS NULL
         ORDER BY place, nr",
    )?;
    let rows = statement.query_map([order.row_id()], |row| {
        Ok(ChargeLineRow {
            id: read_id(row, "id")?,
            kind: row.get("kind")?,
            code: row.get("code")?,
            name: row.get("name")?,
            quantity: row.get("quantity")?,
            unit_fen: row.get("unit_fen")?,
            amount_fen: row.get("amount_fen")?,
            basis: row.get("basis")?,
            reason: row.get("reason")?,
            agreed_fen: row.get("agreed_fen")?,
            agreed_at: row.get("agreed_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Money that came in or went back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaymentRow {
    /// The row.
    pub id: PaymentId,
    /// The order.
    pub work_order_id: WorkOrderId,
    /// The order's number.
    pub no: String,
    /// The household's name.
    pub customer_name: Option<String>,
    /// `cash`, `wechat`, `alipay`, `transfer`, `credit`.
    pub method: String,
    /// Below zero for a reversal.
    pub amount_fen: i64,
    /// The receipt's number.
    pub receipt_no: String,
    /// To be paid by then.
    pub due_on: Option<String>,
    /// The payment this one takes back.
    pub reverses_id: Option<PaymentId>,
    /// A remark.
    pub note: Option<String>,
    /// When.
    pub occurred_at: i64,
    /// When it was entered.
    pub created_at: i64,
    /// Who took it.
    pub staff: Option<String>,
    /// Another row takes it back.
    pub reversed: bool,
}

const PAYMENT: &str = concat!(
    "SELECT p.*, o.no, c.name AS customer_name, s.name AS staff,
    EXISTS (SELECT 1 FROM payment r WHERE r.work_order_id = p.work_order_id
        AND r.reverses_id = p.id) AS reversed
    FROM payment p JOIN work_order o ON o.id = p.work_order_id
    LEFT JOIN customer c ON c.id = ",
    standing!("o.customer_id"),
    "
    LEFT JOIN staff s ON s.id = p.staff_id"
);

fn read_payment(row: &rusqlite::Row<'_>) -> rusqlite::Result<PaymentRow> {
    Ok(PaymentRow {
        id: read_id(row, "id")?,
        work_order_id: read_id(row, "work_order_id")?,
        no: row.get("no")?,
        customer_name: row.get("customer_name")?,
        method: row.get("method")?,
        amount_fen: row.get("amount_fen")?,
        receipt_no: row.get("receipt_no")?,
        due_on: row.get("due_on")?,
        reverses_id: read_id_opt(row, "reverses_id")?,
        note: row.get("note")?,
        occurred_at: row.get("occurred_at")?,
        created_at: row.get("created_at")?,
        staff: row.get("staff")?,
        reversed: row.get("reversed")?,
    })
}

/// One payment.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn payment(view: View<'_>, id: PaymentId) -> Result<PaymentRow, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached(&format!("{PAYMENT} WHERE p.id = ?1"))?;
    let found = statement
        .query_row([id.row_id()], read_payment)
        .optional()?;
    found.ok_or(StoreError::NotFound("payment"))
}

/// An order's payments, the first one first.
///
/// # Errors
/// The database's error.
pub fn payments(view: View<'_>, order: WorkOrderId) -> Result<Vec<PaymentRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{PAYMENT} WHERE p.work_order_id = ?1 ORDER BY p.occurred_at, p.nr"
    ))?;
    let rows = statement.query_map([order.row_id()], read_payment)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The payments from one instant until before another, the first one first; without those of orders
/// that are gone, such as the example's.
///
/// # Errors
/// The database's error.
pub fn payments_between(
    view: View<'_>,
    from_at: i64,
    to_at: i64,
) -> Result<Vec<PaymentRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{PAYMENT} WHERE p.occurred_at >= ?1 AND p.occurred_at < ?2 AND o.deleted_at IS NULL
         ORDER BY p.occurred_at, p.nr"
    ))?;
    let rows = statement.query_map([from_at, to_at], read_payment)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Money that went out or came in with a remedy case that was carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyMoneyRow {
    /// The case.
    pub remedy_case_id: RemedyCaseId,
    /// Its number.
    pub no: String,
    /// The household.
    pub customer_name: Option<String>,
    /// The kind of money.
    pub method: String,
    /// Below zero when it went to the customer.
    pub amount_fen: i64,
    /// The day.
    pub done_on: String,
}

/// The money of the remedy cases that were carried out from one day to another, both included.
///
/// # Errors
/// The database's error.
pub fn remedies_between(
    view: View<'_>,
    from_on: &str,
    to_on: &str,
) -> Result<Vec<RemedyMoneyRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT e.remedy_case_id, r.no, c.name AS customer_name, e.method, e.done_on,
            MAX(COALESCE(e.difference_fen, 0), 0) - COALESCE(e.total_fen, 0) AS amount_fen
         FROM remedy_event e JOIN remedy_case r ON r.id = e.remedy_case_id
         LEFT JOIN customer c ON c.id = r.customer_id
         WHERE e.event = 'execute' AND e.done_on >= ?1 AND e.done_on <= ?2 AND e.method IS NOT NULL
           AND r.deleted_at IS NULL
         ORDER BY e.occurred_at, e.nr",
    )?;
    let rows = statement.query_map([from_on, to_on], |row| {
        Ok(RemedyMoneyRow {
            done_on: row.get("done_on")?,
            remedy_case_id: read_id(row, "remedy_case_id")?,
            no: row.get("no")?,
            customer_name: row.get("customer_name")?,
            method: row.get("method")?,
            amount_fen: row.get("amount_fen")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// An order whose lines and payments do not fit each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnsettledRow {
    /// The order.
    pub work_order_id: WorkOrderId,
    /// The household.
    pub customer_id: Option<CustomerId>,
    /// Its name.
    pub customer_name: Option<String>,
    /// 乡镇 of its first address.
    pub town: Option<String>,
    /// 村 of its first address.
    pub village: Option<String>,
}

/// Orders that may owe or be owed: finished ones whose lines are not what came in, cancelled ones
/// that hold money, and those that were charged by an exclusion, which may have been taken back.
/// Where each stands is for the use case to say. Orders of old lists have no lines and are left out:
/// nobody knows what was paid for them.
///
/// # Errors
/// The database's error.
pub fn unsettled(view: View<'_>) -> Result<Vec<UnsettledRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        // Both sides are read once, in the order of their indexes: sums for each order by itself
        // take three times as long in a shop of 30,000 paid orders.
        concat!(
            "WITH part (id, charged_fen, waived_fen, paid_fen) AS (
            SELECT work_order_id, amount_fen, 0, 0 FROM charge_line WHERE deleted_at IS NULL
            UNION ALL
            SELECT work_order_id, 0, IIF(method = 'waiver', amount_fen, 0),
                IIF(method IN ('credit', 'waiver'), 0, amount_fen) FROM payment
            ORDER BY 1),
         total (id, owed_fen, paid_fen) AS (
            SELECT id, MAX(sum(charged_fen) - sum(waived_fen), 0), sum(paid_fen)
            FROM part GROUP BY id),
         found (id) AS (
            SELECT o.id FROM total t CROSS JOIN work_order o ON o.id = t.id
            WHERE t.owed_fen <> t.paid_fen AND o.finished_at IS NOT NULL
              AND o.deleted_at IS NULL AND o.state IN ('finished', 'confirmed', 'closed')
            UNION
            SELECT o.id FROM work_order o
            WHERE o.state = 'cancelled' AND o.deleted_at IS NULL
              AND (SELECT COALESCE(sum(amount_fen), 0) FROM payment
                    WHERE work_order_id = o.id AND method NOT IN ('credit', 'waiver')) <> 0
            UNION
            SELECT work_order_id FROM exclusion_event
            WHERE event = 'confirm' AND work_order_id IS NOT NULL)
         SELECT o.id, o.customer_id, c.name AS customer_name, a.town, a.village
         FROM found f JOIN work_order o ON o.id = f.id AND o.deleted_at IS NULL
         LEFT JOIN customer c ON c.id = ",
            standing!("o.customer_id"),
            "
         LEFT JOIN address a ON a.nr = (SELECT min(nr) FROM address
             WHERE customer_id = o.customer_id AND deleted_at IS NULL)
         ORDER BY o.finished_at, o.nr"
        ),
    )?;
    let rows = statement.query_map([], |row| {
        Ok(UnsettledRow {
            work_order_id: read_id(row, "id")?,
            customer_id: read_id_opt(row, "customer_id")?,
            customer_name: row.get("customer_name")?,
            town: row.get("town")?,
            village: row.get("village")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The cash box, closed for a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CashCloseRow {
    /// The row.
    pub id: CashCloseId,
    /// The day.
    pub closed_on: String,
    /// What should have been there: cash, 微信, 支付宝, transfer.
    pub expected_fen: [i64; 4],
    /// What was counted, in the same order.
    pub counted_fen: [i64; 4],
    /// Why it differed.
    pub note: Option<String>,
    /// When.
    pub occurred_at: i64,
    /// By whom.
    pub staff: Option<String>,
}

/// The kinds of money a day is closed for, in the order of [`CashCloseRow`].
pub const COUNTED: [&str; 4] = ["cash", "wechat", "alipay", "transfer"];

const CLOSE: &str =
    "SELECT k.*, s.name AS staff FROM cash_close k LEFT JOIN staff s ON s.id = k.staff_id";

fn read_close(row: &rusqlite::Row<'_>) -> rusqlite::Result<CashCloseRow> {
    let four = |what: &str| -> rusqlite::Result<[i64; 4]> {
        let mut all = [0; 4];
        for (slot, method) in all.iter_mut().zip(COUNTED) {
            *slot = row.get(format!("{what}_{method}_fen").as_str())?;
        }
        Ok(all)
    };
    Ok(CashCloseRow {
        id: read_id(row, "id")?,
        closed_on: row.get("closed_on")?,
        expected_fen: four("expected")?,
        counted_fen: four("counted")?,
        note: row.get("note")?,
        occurred_at: row.get("occurred_at")?,
        staff: row.get("staff")?,
    })
}

/// The latest closing of a day.
///
/// # Errors
/// The database's error.
pub fn closing(view: View<'_>, on: &str) -> Result<Option<CashCloseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{CLOSE} WHERE k.closed_on = :on ORDER BY k.occurred_at DESC, k.nr DESC LIMIT 1",
    ))?;
    let found = statement.query_row(named_params! {":on": on}, read_close);
    Ok(found.optional()?)
}

/// Every closing, the latest day first; of a day the one that stands first.
///
/// # Errors
/// The database's error.
pub fn closings(view: View<'_>) -> Result<Vec<CashCloseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{CLOSE} ORDER BY k.closed_on DESC, k.occurred_at DESC, k.nr DESC",
    ))?;
    let rows = statement.query_map([], read_close)?;
    Ok(rows.collect::<Result<_, _>>()?)
}
