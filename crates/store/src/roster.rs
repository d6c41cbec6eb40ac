//! Who is away, what headquarters certifies, and the open work of one person.

use std::collections::BTreeMap;

use uuid::Uuid;
use wuyou_domain::id::{AbsenceId, CertificateId, CertificatePermitId, OwnCertificateId, StaffId};

use crate::error::StoreError;
use crate::view::{Id, View, read_id};

/// Days on which a person is away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AbsenceRow {
    /// The row.
    pub id: AbsenceId,
    /// Who.
    pub staff_id: StaffId,
    /// The first day.
    pub from_on: String,
    /// The last day.
    pub to_on: String,
    /// Why.
    pub reason: Option<String>,
    /// Who entered it.
    pub created_by: StaffId,
}

fn read_absence(row: &rusqlite::Row<'_>) -> rusqlite::Result<AbsenceRow> {
    Ok(AbsenceRow {
        id: read_id(row, "id")?,
        staff_id: read_id(row, "staff_id")?,
        from_on: row.get("from_on")?,
        to_on: row.get("to_on")?,
        reason: row.get("reason")?,
        created_by: read_id(row, "created_by")?,
    })
}

/// The absences that touch these days, of one person or of all, by their first day.
///
/// # Errors
/// The database's error.
pub fn absences(
    view: View<'_>,
    staff: Option<StaffId>,
    (from_on, to_on): (&str, &str),
) -> Result<Vec<AbsenceRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM absence WHERE deleted_at IS NULL AND (?1 IS NULL OR staff_id = ?1)
         AND to_on >= ?2 AND from_on <= ?3 ORDER BY from_on, nr LIMIT 500",
    )?;
    let staff = staff.map(Id::row_id);
    let rows = statement.query_map((staff, from_on, to_on), read_absence)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// A certificate, as headquarters wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateRow {
    /// The row.
    pub id: CertificateId,
    /// Who holds it.
    pub staff_id: StaffId,
    /// `maker_repair`, …
    pub kind: String,
    /// The number on it.
    pub no: String,
    /// Who gave it.
    pub issuer: Option<String>,
    /// The first day.
    pub valid_from: String,
    /// The last day.
    pub valid_to: String,
    /// `valid`, `suspended`, `revoked`.
    pub state: String,
    /// Why it is suspended or revoked.
    pub reason: Option<String>,
    /// When headquarters last wrote it.
    pub updated_at: i64,
}

fn read_certificate(row: &rusqlite::Row<'_>) -> rusqlite::Result<CertificateRow> {
    Ok(CertificateRow {
        id: read_id(row, "id")?,
        staff_id: read_id(row, "staff_id")?,
        kind: row.get("kind")?,
        no: row.get("no")?,
        issuer: row.get("issuer")?,
        valid_from: row.get("valid_from")?,
        valid_to: row.get("valid_to")?,
        state: row.get("state")?,
        reason: row.get("reason")?,
        updated_at: row.get("updated_at")?,
    })
}

/// A person's certificates, the longest valid first.
///
/// # Errors
/// The database's error.
pub fn certificates(view: View<'_>, staff: StaffId) -> Result<Vec<CertificateRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM certificate WHERE staff_id = ?1 AND deleted_at IS NULL
         ORDER BY valid_to DESC, nr",
    )?;
    let rows = statement.query_map([staff.row_id()], read_certificate)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Headquarters' word that somebody may go all the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PermitRow {
    /// The row.
    pub id: CertificatePermitId,
    /// For which task.
    pub task: String,
    /// The first day.
    pub from_on: String,
    /// The last day.
    pub until_on: String,
    /// Why.
    pub reason: String,
    /// Who gave it.
    pub given_by: String,
    /// `valid` or `withdrawn`.
    pub state: String,
    /// Why it was taken back.
    pub withdrawn_reason: Option<String>,
    /// When headquarters last wrote it.
    pub updated_at: i64,
}

/// What headquarters let a person do, the longest first.
///
/// # Errors
/// The database's error.
pub fn permits(view: View<'_>, staff: StaffId) -> Result<Vec<PermitRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT * FROM certificate_permit WHERE staff_id = ?1 AND deleted_at IS NULL
         ORDER BY until_on DESC, nr",
    )?;
    let rows = statement.query_map([staff.row_id()], |row| {
        Ok(PermitRow {
            id: read_id(row, "id")?,
            task: row.get("task")?,
            from_on: row.get("from_on")?,
            until_on: row.get("until_on")?,
            reason: row.get("reason")?,
            given_by: row.get("given_by")?,
            state: row.get("state")?,
            withdrawn_reason: row.get("withdrawn_reason")?,
            updated_at: row.get("updated_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The certificates of those who work here, by person and kind, the longest valid first.
///
/// # Errors
/// The database's error.
pub fn all_certificates(view: View<'_>) -> Result<Vec<(String, CertificateRow)>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT c.*, s.name AS staff_name FROM certificate c JOIN staff s ON s.id = c.staff_id
         WHERE c.deleted_at IS NULL AND s.deleted_at IS NULL AND COALESCE(s.disabled, 0) = 0
         ORDER BY c.staff_id, c.kind, c.valid_to DESC, c.nr",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((row.get("staff_name")?, read_certificate(row)?))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Whether headquarters has ever certified anybody of this shop.
///
/// # Errors
/// The database's error.
pub fn has_certificates(view: View<'_>) -> Result<bool, StoreError> {
    let mut statement = view
        .connection
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM certificate)")?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// A certificate the shop wrote down itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnCertificateRow {
    /// The row.
    pub id: OwnCertificateId,
    /// Who holds it.
    pub staff_id: StaffId,
    /// Their name.
    pub staff_name: String,
    /// `maker_repair`, …
    pub kind: String,
    /// The number on it.
    pub no: String,
    /// Who gave it.
    pub issuer: Option<String>,
    /// The last day.
    pub valid_to: String,
    /// When it was last written.
    pub updated_at: i64,
}

/// The certificates the shop wrote down itself, of one person or of all who work here.
///
/// # Errors
/// The database's error.
pub fn own_certificates(
    view: View<'_>,
    staff: Option<StaffId>,
) -> Result<Vec<OwnCertificateRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT c.*, s.name AS staff_name FROM own_certificate c JOIN staff s ON s.id = c.staff_id
         WHERE c.deleted_at IS NULL AND s.deleted_at IS NULL
         AND (?1 IS NULL AND COALESCE(s.disabled, 0) = 0 OR c.staff_id = ?1)
         ORDER BY c.staff_id, c.kind, c.nr",
    )?;
    let rows = statement.query_map([staff.map(Id::row_id)], |row| {
        Ok(OwnCertificateRow {
            id: read_id(row, "id")?,
            staff_id: read_id(row, "staff_id")?,
            staff_name: row.get("staff_name")?,
            kind: row.get("kind")?,
            no: row.get("no")?,
            issuer: row.get("issuer")?,
            valid_to: row.get("valid_to")?,
            updated_at: row.get("updated_at")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// What each person can do, by the codes of the list.
///
/// # Errors
/// The database's error.
pub fn skills(view: View<'_>) -> Result<BTreeMap<StaffId, Vec<String>>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT staff_id, skill FROM staff_skill WHERE deleted_at IS NULL ORDER BY nr",
    )?;
    let rows = statement.query_map([], |row| {
        Ok((
            read_id::<StaffId>(row, "staff_id")?,
            row.get::<_, String>("skill")?,
        ))
    })?;
    let mut found: BTreeMap<StaffId, Vec<String>> = BTreeMap::new();
    for row in rows {
        let (staff, skill) = row?;
        found.entry(staff).or_default().push(skill);
    }
    Ok(found)
}

/// A piece of work that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkRow {
    /// `work_order`, `request`, `complaint` or `promise`.
    pub kind: String,
    /// The row.
    pub id: Uuid,
    /// Its number, if it has one.
    pub no: Option<String>,
    /// The household's name.
    pub customer_name: Option<String>,
    /// What it is about.
    pub text: Option<String>,
    /// Where it stands.
    pub state: String,
}

/// What waits for this person: orders dispatched to them, and requests, complaints and promises they
/// answer for; of a request its order too, while nobody was sent or whoever was has left.
///
/// # Errors
/// The database's error.
pub fn open_work(view: View<'_>, staff: StaffId) -> Result<Vec<WorkRow>, StoreError> {
    let mut statement = view.connection.prepare_cached(
        "SELECT w.*, c.name AS customer_name FROM (
            SELECT 1 AS rank, 'work_order' AS kind, id, no, customer_id, fault_text AS text, state, nr
            FROM work_order WHERE technician_id = ?1 AND deleted_at IS NULL
              AND state NOT IN ('closed', 'cancelled')
            UNION ALL
            SELECT 2, 'request', id, no, customer_id, text, state, nr
            FROM request r WHERE owner_id = ?1 AND deleted_at IS NULL
              AND (state = 'open' OR EXISTS (SELECT 1 FROM work_order o WHERE o.request_id = r.id
                AND (o.technician_id IS NULL OR EXISTS (SELECT 1 FROM staff s
                    WHERE s.id = o.technician_id AND s.disabled))
                AND o.deleted_at IS NULL AND o.state NOT IN ('closed', 'cancelled')))
            UNION ALL
            SELECT 3, 'complaint', id, no, customer_id, text, state, nr
            FROM complaint WHERE owner_id = ?1 AND deleted_at IS NULL
              AND state NOT IN ('settled', 'closed_satisfied', 'closed_external')
            UNION ALL
            SELECT 4, 'promise', id, NULL, customer_id, text, state, nr
            FROM promise WHERE owner_id = ?1 AND state = 'open' AND deleted_at IS NULL
            UNION ALL
            SELECT 5, 'remedy_case', id, no, customer_id, text, state, nr
            FROM remedy_case WHERE owner_id = ?1 AND deleted_at IS NULL
              AND state NOT IN ('closed', 'withdrawn')
         ) w LEFT JOIN customer c ON c.id = w.customer_id ORDER BY w.rank, w.nr",
    )?;
    let rows = statement.query_map([staff.row_id()], |row| {
        Ok(WorkRow {
            kind: row.get("kind")?,
            id: Uuid::from_bytes(row.get("id")?),
            no: row.get("no")?,
            customer_name: row.get("customer_name")?,
            text: row.get("text")?,
            state: row.get("state")?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
