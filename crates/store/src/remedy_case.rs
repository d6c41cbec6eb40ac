//! Remedy cases: one, its steps, lists.

mod list;

use std::collections::HashMap;

use rusqlite::OptionalExtension;
use wuyou_domain::id::{
    ComplaintId, CustomerId, RemedyCaseId, RemedyEventId, RemedyRulingId, RequestId, StaffId,
    UnitId, WorkOrderId,
};

use crate::customer::standing;
use crate::error::StoreError;
use crate::view::{Id, View, read_id, read_id_opt};

pub use list::{RemedyQuery, RemedyWhich, ReportRow, count, list, open, reports_after_repairs};

/// A remedy case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyCaseRow {
    /// The row.
    pub id: RemedyCaseId,
    /// Its number.
    pub no: String,
    /// The household.
    pub customer_id: CustomerId,
    /// Its name.
    pub customer_name: Option<String>,
    /// The machine.
    pub unit_id: UnitId,
    /// Its serial.
    pub serial: Option<String>,
    /// The complaint it came from.
    pub complaint_id: Option<ComplaintId>,
    /// The complaint's number.
    pub complaint_no: Option<String>,
    /// The order it came from.
    pub work_order_id: Option<WorkOrderId>,
    /// The order's number.
    pub work_order_no: Option<String>,
    /// The case this one corrects.
    pub corrects_id: Option<RemedyCaseId>,
    /// On what ground.
    pub ground: String,
    /// What the customer asks for.
    pub claim: String,
    /// In their words.
    pub text: String,
    /// When it was opened.
    pub opened_at: i64,
    /// When the fault was reported, or the claim made.
    pub reported_at: i64,
    /// Who answers for it.
    pub owner_id: Option<StaffId>,
    /// Their name.
    pub owner: Option<String>,
    /// Where it stands.
    pub state: String,
    /// The number of the invoice.
    pub invoice_no: Option<String>,
    /// Its day.
    pub invoice_on: Option<String>,
    /// What was paid.
    pub price_fen: Option<i64>,
    /// Of that, by a public scheme.
    pub subsidy_fen: Option<i64>,
    /// The number of the warranty card.
    pub card_no: Option<String>,
    /// What the inspection found.
    pub fault_record: Option<String>,
    /// It is a performance fault.
    pub fault_confirmed: Option<bool>,
    /// Whether the same model can be had.
    pub same_model_available: Option<bool>,
    /// Whether the customer takes an exchange.
    pub accepts_exchange: Option<bool>,
    /// Whose doing a long repair is.
    pub delay_cause: Option<String>,
    /// The deduction for use stands in the terms of the sale.
    pub dep_in_terms: Option<bool>,
    /// The number of an authority's finding.
    pub finding_no: Option<String>,
    /// Which authority.
    pub finding_authority: Option<String>,
    /// Its day.
    pub finding_on: Option<String>,
    /// The day of receipt.
    pub received_on: Option<String>,
    /// How it was sold.
    pub sale_channel: Option<String>,
    /// How the goods look.
    pub goods_condition: Option<String>,
    /// The box is still closed.
    pub unopened: Option<bool>,
    /// Made to measure.
    pub custom_made: Option<bool>,
    /// The customer confirmed at purchase that it cannot go back.
    pub unsuitable_confirmed: Option<bool>,
    /// What was agreed.
    pub agreement: Option<String>,
    /// The step that made the proposal which stands.
    pub proposal_id: Option<RemedyEventId>,
    /// What the customer gets by it.
    pub total_fen: Option<i64>,
    /// How often it was opened again.
    pub reopened_count: u32,
    /// How often the customer called again about it.
    pub urged_count: u32,
    /// The call it came in as.
    pub request_id: Option<RequestId>,
    /// The call's number.
    pub request_no: Option<String>,
    /// A conflict of its fields waits.
    pub conflicted: bool,
    /// Headquarters' decision over the proposal that stands.
    pub ruling: Option<RulingRow>,
}

/// Headquarters' decision over a proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RulingRow {
    /// The row.
    pub id: RemedyRulingId,
    /// `approve` or `refuse`.
    pub verdict: String,
    /// Why.
    pub text: String,
    /// Its number.
    pub ruling_no: String,
    /// Who decided.
    pub ruling_by: String,
    /// When.
    pub occurred_at: i64,
}

const SELECT: &str = concat!(
    "SELECT r.*, c.name AS customer_name, u.serial AS serial, o.name AS owner,
    k.no AS complaint_no, w.no AS work_order_no, a.no AS request_no,
    (SELECT count(*) FROM remedy_event WHERE remedy_case_id = r.id AND event = 'urge')
        AS urged_count, q.id AS ruling_id, q.verdict,
    q.text AS ruling_text, q.ruling_no, q.ruling_by, q.occurred_at AS ruled_at,
    EXISTS (SELECT 1 FROM conflict WHERE row_id = r.id AND resolved_at IS NULL) AS conflicted
    FROM remedy_case r LEFT JOIN customer c ON c.id = ",
    standing!("r.customer_id"),
    "
    LEFT JOIN unit u ON u.id = r.unit_id
    LEFT JOIN staff o ON o.id = r.owner_id
    LEFT JOIN complaint k ON k.id = r.complaint_id
    LEFT JOIN work_order w ON w.id = r.work_order_id
    LEFT JOIN request a ON a.id = r.request_id
    LEFT JOIN remedy_ruling q ON q.remedy_case_id = r.id AND q.proposal_id = r.proposal_id
        AND q.deleted_at IS NULL"
);

fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<RemedyCaseRow> {
    Ok(RemedyCaseRow {
        id: read_id(row, "id")?,
        no: row.get("no")?,
        customer_id: read_id(row, "customer_id")?,
        customer_name: row.get("customer_name")?,
        unit_id: read_id(row, "unit_id")?,
        serial: row.get("serial")?,
        complaint_id: read_id_opt(row, "complaint_id")?,
        complaint_no: row.get("complaint_no")?,
        work_order_id: read_id_opt(row, "work_order_id")?,
        work_order_no: row.get("work_order_no")?,
        corrects_id: read_id_opt(row, "corrects_id")?,
        ground: row.get("ground")?,
        claim: row.get("claim")?,
        text: row.get("text")?,
        opened_at: row.get("opened_at")?,
        reported_at: row.get("reported_at")?,
        owner_id: read_id_opt(row, "owner_id")?,
        owner: row.get("owner")?,
        state: row.get("state")?,
        invoice_no: row.get("invoice_no")?,
        invoice_on: row.get("invoice_on")?,
        price_fen: row.get("price_fen")?,
        subsidy_fen: row.get("subsidy_fen")?,
        card_no: row.get("card_no")?,
        fault_record: row.get("fault_record")?,
        fault_confirmed: row.get("fault_confirmed")?,
        same_model_available: row.get("same_model_available")?,
        accepts_exchange: row.get("accepts_exchange")?,
        delay_cause: row.get("delay_cause")?,
        dep_in_terms: row.get("dep_in_terms")?,
        finding_no: row.get("finding_no")?,
        finding_authority: row.get("finding_authority")?,
        finding_on: row.get("finding_on")?,
        received_on: row.get("received_on")?,
        sale_channel: row.get("sale_channel")?,
        goods_condition: row.get("goods_condition")?,
        unopened: row.get("unopened")?,
        custom_made: row.get("custom_made")?,
        unsuitable_confirmed: row.get("unsuitable_confirmed")?,
        agreement: row.get("agreement")?,
        proposal_id: read_id_opt(row, "proposal_id")?,
        total_fen: row.get("total_fen")?,
        reopened_count: row.get::<_, Option<u32>>("reopened_count")?.unwrap_or(0),
        urged_count: row.get("urged_count")?,
        request_id: read_id_opt(row, "request_id")?,
        request_no: row.get("request_no")?,
        conflicted: row.get("conflicted")?,
        ruling: read_ruling(row)?,
    })
}

fn read_ruling(row: &rusqlite::Row<'_>) -> rusqlite::Result<Option<RulingRow>> {
    let Some(id) = read_id_opt(row, "ruling_id")? else {
        return Ok(None);
    };
    Ok(Some(RulingRow {
        id,
        verdict: row.get("verdict")?,
        text: row.get("ruling_text")?,
        ruling_no: row.get("ruling_no")?,
        ruling_by: row.get("ruling_by")?,
        occurred_at: row.get("ruled_at")?,
    }))
}

/// Headquarters' decisions over every proposal a case had, the latest first: one over a proposal
/// that was taken back is part of its history all the same.
///
/// # Errors
/// The database's error.
pub fn rulings(view: View<'_>, case: RemedyCaseId) -> Result<Vec<RulingRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT id, verdict, text, ruling_no, ruling_by, occurred_at FROM remedy_ruling
         WHERE remedy_case_id = ?1 AND deleted_at IS NULL ORDER BY occurred_at DESC, nr DESC",
    )?;
    let rows = statement.query_map([case.row_id()], |row| {
        Ok(RulingRow {
            id: read_id(row, "id")?,
            verdict: row.get("verdict")?,
            text: row.get("text")?,
            ruling_no: row.get("ruling_no")?,
            ruling_by: row.get("ruling_by")?,
            occurred_at: row.get("occurred_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// One case that must exist and not be deleted.
///
/// # Errors
/// [`StoreError::NotFound`], or the database's error.
pub fn get(view: View<'_>, id: RemedyCaseId) -> Result<RemedyCaseRow, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE r.id = ?1 AND r.deleted_at IS NULL"
    ))?;
    let found = statement.query_row([id.row_id()], read).optional()?;
    found.ok_or(StoreError::NotFound("remedy_case"))
}

/// The case with this number.
///
/// # Errors
/// The database's error.
pub fn find_by_no(view: View<'_>, no: &str) -> Result<Option<RemedyCaseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE r.no = ?1 AND r.deleted_at IS NULL ORDER BY r.nr LIMIT 1"
    ))?;
    Ok(statement.query_row([no], read).optional()?)
}

/// The case of a machine that is not over yet.
///
/// # Errors
/// The database's error.
pub fn open_of_unit(view: View<'_>, id: UnitId) -> Result<Option<RemedyCaseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE r.unit_id = ?1 AND r.deleted_at IS NULL
         AND r.state NOT IN ('closed', 'withdrawn') ORDER BY r.opened_at, r.nr LIMIT 1"
    ))?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}

/// Whether a case was ever opened about an order; one that was withdrawn says nothing any more.
///
/// # Errors
/// The database's error.
pub fn is_about_order(view: View<'_>, id: WorkOrderId) -> Result<bool, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM remedy_case WHERE work_order_id = ?1
         AND deleted_at IS NULL AND state <> 'withdrawn')",
    )?;
    Ok(statement.query_row([id.row_id()], |row| row.get(0))?)
}

/// The case a call went on as.
///
/// # Errors
/// The database's error.
pub fn of_request(view: View<'_>, id: RequestId) -> Result<Option<RemedyCaseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{SELECT} WHERE r.request_id = ?1 AND r.deleted_at IS NULL ORDER BY r.nr LIMIT 1"
    ))?;
    Ok(statement.query_row([id.row_id()], read).optional()?)
}

/// Whether a machine has a case that is not over yet, or one about a report since then.
///
/// # Errors
/// The database's error.
pub fn takes_reports_in(view: View<'_>, id: UnitId, since_at: i64) -> Result<bool, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT EXISTS (SELECT 1 FROM remedy_case WHERE unit_id = ?1 AND deleted_at IS NULL
         AND (state NOT IN ('closed', 'withdrawn') OR reported_at >= ?2))",
    )?;
    Ok(statement.query_row((id.row_id(), since_at), |row| row.get(0))?)
}

/// Whether a household, or one merged into it, has a case that is not over yet.
///
/// # Errors
/// The database's error.
pub fn is_open_of(view: View<'_>, id: CustomerId) -> Result<bool, StoreError> {
    let family = crate::customer::family("?1");
    let mut statement = view.connection.prepare_cached(&format!(
        "SELECT EXISTS (SELECT 1 FROM remedy_case WHERE customer_id IN {family}
         AND deleted_at IS NULL AND state NOT IN ('closed', 'withdrawn'))"
    ))?;
    Ok(statement.query_row([id.row_id()], |row| row.get(0))?)
}

/// One step in a case's life.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemedyEventRow {
    /// The row.
    pub id: RemedyEventId,
    /// `open`, `expense`, or the step.
    pub event: String,
    /// The state before.
    pub from_state: Option<String>,
    /// The state after.
    pub to_state: String,
    /// When.
    pub occurred_at: i64,
    /// Who.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
    /// What was said or decided.
    pub text: Option<String>,
    /// What is proposed.
    pub claim: Option<String>,
    /// The row of table T3.
    pub row: Option<String>,
    /// Days of use charged.
    pub days: Option<i64>,
    /// The deduction for them.
    pub fee_fen: Option<i64>,
    /// What goes back of the price.
    pub refund_fen: Option<i64>,
    /// What goes back to the scheme.
    pub subsidy_return_fen: Option<i64>,
    /// Expenses paid.
    pub expenses_fen: Option<i64>,
    /// Difference to another model.
    pub difference_fen: Option<i64>,
    /// What the customer gets in money.
    pub total_fen: Option<i64>,
    /// What the shop gives away.
    pub stake_fen: Option<i64>,
    /// By how many hundredths the price is lowered.
    pub percent: Option<i64>,
    /// The price of another model.
    pub new_price_fen: Option<i64>,
    /// The articles, as they were quoted.
    pub basis_zh: Option<String>,
    /// The same in English.
    pub basis_en: Option<String>,
    /// The versions that decided.
    pub rules: Option<String>,
    /// The proposal a decision is about.
    pub proposal_id: Option<RemedyEventId>,
    /// What was spent on.
    pub expense_kind: Option<String>,
    /// How much.
    pub amount_fen: Option<i64>,
    /// There is a receipt.
    pub proven: Option<bool>,
    /// The number of headquarters' answer.
    pub ruling_no: Option<String>,
    /// Who gave it.
    pub ruling_by: Option<String>,
    /// How the money went.
    pub method: Option<String>,
    /// The number of the receipt.
    pub receipt_no: Option<String>,
    /// The day it was done.
    pub done_on: Option<String>,
    /// The document of the handing over.
    pub document: Option<String>,
    /// The machine given.
    pub other_unit_id: Option<UnitId>,
    /// Its serial.
    pub other_serial: Option<String>,
}

const EVENTS: &str = "SELECT e.*, s.name AS staff_name, u.serial AS other_serial
    FROM remedy_event e
    LEFT JOIN staff s ON s.id = e.staff_id LEFT JOIN unit u ON u.id = e.other_unit_id WHERE";

fn read_event(row: &rusqlite::Row<'_>) -> rusqlite::Result<RemedyEventRow> {
    Ok(RemedyEventRow {
        id: read_id(row, "id")?,
        event: row.get("event")?,
        from_state: row.get("from_state")?,
        to_state: row.get("to_state")?,
        occurred_at: row.get("occurred_at")?,
        staff_id: read_id_opt(row, "staff_id")?,
        staff_name: row.get("staff_name")?,
        text: row.get("text")?,
        claim: row.get("claim")?,
        row: row.get("row")?,
        days: row.get("days")?,
        fee_fen: row.get("fee_fen")?,
        refund_fen: row.get("refund_fen")?,
        subsidy_return_fen: row.get("subsidy_return_fen")?,
        expenses_fen: row.get("expenses_fen")?,
        difference_fen: row.get("difference_fen")?,
        total_fen: row.get("total_fen")?,
        stake_fen: row.get("stake_fen")?,
        percent: row.get("percent")?,
        new_price_fen: row.get("new_price_fen")?,
        basis_zh: row.get("basis_zh")?,
        basis_en: row.get("basis_en")?,
        rules: row.get("rules")?,
        proposal_id: read_id_opt(row, "proposal_id")?,
        expense_kind: row.get("expense_kind")?,
        amount_fen: row.get("amount_fen")?,
        proven: row.get("proven")?,
        ruling_no: row.get("ruling_no")?,
        ruling_by: row.get("ruling_by")?,
        method: row.get("method")?,
        receipt_no: row.get("receipt_no")?,
        done_on: row.get("done_on")?,
        document: row.get("document")?,
        other_unit_id: read_id_opt(row, "other_unit_id")?,
        other_serial: row.get("other_serial")?,
    })
}

/// A case's steps in the order they happened; those of one moment as they came in here.
///
/// # Errors
/// The database's error.
pub fn events(view: View<'_>, id: RemedyCaseId) -> Result<Vec<RemedyEventRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{EVENTS} e.remedy_case_id = ?1 ORDER BY e.occurred_at, e.nr"
    ))?;
    let rows = statement.query_map([id.row_id()], read_event)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The steps of every open case, each case's in the order of [`events`].
///
/// # Errors
/// The database's error.
pub fn open_events(
    view: View<'_>,
) -> Result<HashMap<RemedyCaseId, Vec<RemedyEventRow>>, StoreError> {
    let mut statement = view.connection.prepare_cached(&format!(
        "{EVENTS} e.remedy_case_id IN (SELECT id FROM remedy_case WHERE deleted_at IS NULL
             AND state NOT IN ('closed', 'withdrawn')) ORDER BY e.occurred_at, e.nr"
    ))?;
    let rows = statement.query_map([], |row| {
        Ok((read_id(row, "remedy_case_id")?, read_event(row)?))
    })?;
    let mut events: HashMap<_, Vec<_>> = HashMap::new();
    for row in rows {
        let (id, event) = row?;
        events.entry(id).or_default().push(event);
    }
    Ok(events)
}
