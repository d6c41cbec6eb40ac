//! What a row behind a figure is called, and the order it leads to.

use rusqlite::OptionalExtension;
use uuid::Uuid;
use wuyou_domain::id::WorkOrderId;

use crate::error::StoreError;
use crate::view::{Id, View, read_id_opt};

/// What a row behind a figure is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CaseKind {
    /// An order.
    WorkOrder,
    /// A return visit.
    ReturnVisit,
    /// A complaint.
    Complaint,
    /// A promise.
    Promise,
    /// A request.
    Request,
}

impl CaseKind {
    const fn statement(self) -> &'static str {
        match self {
            Self::WorkOrder => {
                "SELECT o.no, c.name AS customer_name, o.id AS order_id, NULL AS text,
                    COALESCE(o.finished_at, o.finish_limit_at, o.received_at) AS at
                 FROM work_order o LEFT JOIN customer c ON c.id = o.customer_id WHERE o.id = ?1"
            }
            Self::ReturnVisit => {
                "SELECT o.no, c.name AS customer_name, o.id AS order_id, NULL AS text,
                    COALESCE((SELECT min(v.occurred_at) FROM visit_answer v
                        WHERE v.return_visit_id = r.id), r.updated_at) AS at
                 FROM return_visit r LEFT JOIN customer c ON c.id = r.customer_id
                 LEFT JOIN work_order o ON o.id = r.work_order_id WHERE r.id = ?1"
            }
            Self::Complaint => {
                "SELECT k.no, COALESCE(c.name, k.caller_name) AS customer_name,
                    k.work_order_id AS order_id, k.text, k.received_at AS at
                 FROM complaint k LEFT JOIN customer c ON c.id = k.customer_id WHERE k.id = ?1"
            }
            Self::Promise => {
                "SELECT COALESCE(o.no, k.no) AS no, c.name AS customer_name,
                    p.work_order_id AS order_id, p.text, p.made_at AS at
                 FROM promise p LEFT JOIN customer c ON c.id = p.customer_id
                 LEFT JOIN work_order o ON o.id = p.work_order_id
                 LEFT JOIN complaint k ON k.id = p.complaint_id WHERE p.id = ?1"
            }
            Self::Request => {
                "SELECT q.no, COALESCE(c.name, q.caller_name) AS customer_name,
                    (SELECT o.id FROM work_order o WHERE o.request_id = q.id
                     ORDER BY o.nr LIMIT 1) AS order_id, q.text, q.received_at AS at
                 FROM request q LEFT JOIN customer c ON c.id = q.customer_id WHERE q.id = ?1"
            }
        }
    }
}

/// A row behind a figure, as it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseRow {
    /// Its number, or that of its order.
    pub no: Option<String>,
    /// The household.
    pub customer_name: Option<String>,
    /// The order it is about.
    pub order_id: Option<WorkOrderId>,
    /// What was said or promised.
    pub text: Option<String>,
    /// When.
    pub at: i64,
}

/// What a row behind a figure is called; none where it is gone.
///
/// # Errors
/// The database's error.
pub fn case(view: View<'_>, kind: CaseKind, id: Uuid) -> Result<Option<CaseRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(kind.statement())?;
    let found = statement.query_row([id.row_id()], |row| {
        Ok(CaseRow {
            no: row.get("no")?,
            customer_name: row.get("customer_name")?,
            order_id: read_id_opt(row, "order_id")?,
            text: row.get("text")?,
            at: row.get("at")?,
        })
    });
    Ok(found.optional()?)
}
