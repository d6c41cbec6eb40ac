//! What households answered, and the attempts to reach them.

use uuid::Uuid;
use wuyou_domain::id::{ContactId, RequestId, ReturnVisitId, StaffId, VisitAnswerId, WorkOrderId};
use wuyou_sync::value::RowId;

use crate::complaint::like;
use crate::error::StoreError;
use crate::page::{self, After, Page};
use crate::view::{Id, View, read_id, read_id_opt};

/// One effective visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerRow {
    /// The row.
    pub id: VisitAnswerId,
    /// The visit.
    pub return_visit_id: ReturnVisitId,
    /// The call.
    pub contact_id: Option<ContactId>,
    /// When.
    pub occurred_at: i64,
    /// Who called.
    pub staff_id: Option<StaffId>,
    /// Their name.
    pub staff_name: Option<String>,
    /// The questionnaire.
    pub questionnaire_code: String,
    /// Its version.
    pub questionnaire_version: String,
    /// The answers, JSON.
    pub answers: String,
    /// How it came out.
    pub result: String,
    /// What was agreed further.
    pub next_action: Option<String>,
    /// What the customer suggests.
    pub suggestion: Option<String>,
    /// How long it took.
    pub duration_seconds: Option<i64>,
    /// Whether the machine works, if asked.
    pub works: Option<bool>,
    /// The score 1–5.
    pub csat: Option<i64>,
    /// Made by who served.
    pub own_work: bool,
    /// The request opened from it.
    pub follow_request_id: Option<RequestId>,
    /// The order opened from it.
    pub follow_order_id: Option<WorkOrderId>,
    /// The number of that order, or of the request.
    pub follow_no: Option<String>,
    /// Where the order stands.
    pub follow_state: Option<String>,
    /// When it was finished.
    pub follow_finished_at: Option<i64>,
}

/// A visit's answers, the earliest first: that one satisfies the plan.
///
/// # Errors
/// The database's error.
pub fn answers_of(view: View<'_>, id: ReturnVisitId) -> Result<Vec<AnswerRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT v.*, s.name AS staff_name, COALESCE(o.no, r.no) AS follow_no,
         o.state AS follow_state, o.finished_at AS follow_finished_at FROM visit_answer v
         LEFT JOIN staff s ON s.id = v.staff_id
         LEFT JOIN work_order o ON o.id = v.follow_order_id
         LEFT JOIN request r ON r.id = v.follow_request_id
         WHERE v.return_visit_id = ?1 ORDER BY v.occurred_at, v.id",
    )?;
    let rows = statement.query_map([id.row_id()], |row| {
        Ok(AnswerRow {
            id: read_id(row, "id")?,
            return_visit_id: read_id(row, "return_visit_id")?,
            contact_id: read_id_opt(row, "contact_id")?,
            occurred_at: row.get("occurred_at")?,
            staff_id: read_id_opt(row, "staff_id")?,
            staff_name: row.get("staff_name")?,
            questionnaire_code: row.get("questionnaire_code")?,
            questionnaire_version: row.get("questionnaire_version")?,
            answers: row.get("answers")?,
            result: row.get("result")?,
            next_action: row.get("next_action")?,
            suggestion: row.get("suggestion")?,
            duration_seconds: row.get("duration_seconds")?,
            works: row.get("works")?,
            csat: row.get("csat")?,
            own_work: row.get::<_, Option<bool>>("own_work")?.unwrap_or(false),
            follow_request_id: read_id_opt(row, "follow_request_id")?,
            follow_order_id: read_id_opt(row, "follow_order_id")?,
            follow_no: row.get("follow_no")?,
            follow_state: row.get("follow_state")?,
            follow_finished_at: row.get("follow_finished_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A suggestion of a customer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SuggestionRow {
    /// The visit it was said at.
    pub return_visit_id: ReturnVisitId,
    /// When.
    pub occurred_at: i64,
    /// What.
    pub text: String,
    /// The household.
    pub customer_name: String,
    /// 乡镇.
    pub town: Option<String>,
    /// Who took it down.
    pub staff_name: Option<String>,
}

/// What customers suggested, the latest first (R086); only where the text stands in it.
///
/// # Errors
/// [`StoreError::BadValue`] for an `after` that is none; the database's error.
pub fn suggestions(
    view: View<'_>,
    text: Option<&str>,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<SuggestionRow>, StoreError> {
    let limit = page::bounded(limit);
    let after = after.map(After::read).transpose()?;
    let (at, nr) = match after {
        Some(after) => (after.at()?, after.nr),
        None => (i64::MAX, i64::MAX),
    };
    let mut statement = view.connection.prepare_cached(
        "SELECT v.nr, v.return_visit_id, v.occurred_at, v.suggestion, c.name AS customer_name,
            a.town, s.name AS staff_name
         FROM visit_answer v JOIN return_visit r ON r.id = v.return_visit_id
         JOIN customer c ON c.id = r.customer_id
         LEFT JOIN staff s ON s.id = v.staff_id
         LEFT JOIN address a ON a.nr = (SELECT min(nr) FROM address
             WHERE customer_id = c.id AND deleted_at IS NULL)
         WHERE v.suggestion IS NOT NULL AND r.deleted_at IS NULL
           AND (v.occurred_at, v.nr) < (?1, ?2)
           AND (?4 IS NULL OR v.suggestion LIKE ?4 ESCAPE '\\')
         ORDER BY v.occurred_at DESC, v.nr DESC LIMIT ?3",
    )?;
    let most = i64::try_from(limit).unwrap_or(i64::MAX) + 1;
    let rows = statement.query_map((at, nr, most, like(text)), |row| {
        let occurred_at: i64 = row.get("occurred_at")?;
        let after = After {
            key: occurred_at.to_string(),
            nr: row.get("nr")?,
        };
        let suggestion = SuggestionRow {
            return_visit_id: read_id(row, "return_visit_id")?,
            occurred_at,
            text: row.get("suggestion")?,
            customer_name: row.get("customer_name")?,
            town: row.get("town")?,
            staff_name: row.get("staff_name")?,
        };
        Ok((after, suggestion))
    })?;
    Ok(page::cut(rows.collect::<Result<_, _>>()?, limit))
}

/// A call of a visit, as the rules of suspicion ask for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditRow {
    /// The visit.
    pub return_visit_id: ReturnVisitId,
    /// The answer, or the call in vain.
    pub id: Uuid,
    /// Who called.
    pub staff_id: StaffId,
    /// When.
    pub occurred_at: i64,
    /// The answers, JSON; absent for a call in vain.
    pub answers: Option<String>,
    /// How long it took.
    pub duration_seconds: Option<i64>,
    /// The scored answer.
    pub csat: Option<i64>,
    /// Made by who served.
    pub own_work: bool,
}

/// The calls for return visits since an instant, at most `limit`, the latest first.
///
/// # Errors
/// The database's error.
pub fn audit_rows(view: View<'_>, since_at: i64, limit: u32) -> Result<Vec<AuditRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT id, return_visit_id, staff_id, occurred_at, answers, duration_seconds, csat,
            own_work FROM visit_answer WHERE occurred_at >= ?1 AND staff_id IS NOT NULL
         UNION ALL
         SELECT k.id, k.return_visit_id, k.staff_id, k.occurred_at, NULL, NULL, NULL, NULL
         FROM contact k WHERE k.return_visit_id IS NOT NULL AND k.occurred_at >= ?1
           AND k.staff_id IS NOT NULL
           AND NOT EXISTS (SELECT 1 FROM visit_answer v WHERE v.contact_id = k.id)
         ORDER BY occurred_at DESC LIMIT ?2",
    )?;
    let rows = statement.query_map((since_at, limit), |row| {
        Ok(AuditRow {
            return_visit_id: read_id(row, "return_visit_id")?,
            id: Uuid::from_bytes(row.get::<_, RowId>("id")?),
            staff_id: read_id(row, "staff_id")?,
            occurred_at: row.get("occurred_at")?,
            answers: row.get("answers")?,
            duration_seconds: row.get("duration_seconds")?,
            csat: row.get("csat")?,
            own_work: row.get::<_, Option<bool>>("own_work")?.unwrap_or(false),
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
