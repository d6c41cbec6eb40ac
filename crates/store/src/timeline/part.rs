//! The statement of a timeline: which rows are theirs, and how each kind reads as an entry.

use super::{TimelineKind, TimelineOf};
use crate::customer::family;

/// The sets of rows that belong to a timeline, as `name: select of ids`.
#[allow(clippy::too_many_lines, reason = "one table: what belongs to whom")]
fn sets(of: TimelineOf) -> [(&'static str, String); 9] {
    let spoken = "SELECT id FROM contact WHERE work_order_id IN theirs
         UNION SELECT id FROM contact WHERE request_id IN asked";
    let set = |sql: &str| sql.to_owned();
    match of {
        TimelineOf::Customer(_) => [
            ("kin", format!("SELECT id FROM {}", family(":id"))),
            (
                "theirs",
                set("SELECT id FROM work_order WHERE customer_id IN kin AND deleted_at IS NULL"),
            ),
            (
                "asked",
                set("SELECT id FROM request WHERE customer_id IN kin AND deleted_at IS NULL"),
            ),
            (
                "spoken",
                format!("SELECT id FROM contact WHERE customer_id IN kin UNION {spoken}"),
            ),
            (
                "cases",
                set("SELECT id FROM complaint WHERE customer_id IN kin AND deleted_at IS NULL"),
            ),
            (
                "promised",
                set("SELECT id FROM promise WHERE customer_id IN kin AND deleted_at IS NULL"),
            ),
            (
                "visited",
                set("SELECT id FROM return_visit WHERE customer_id IN kin AND deleted_at IS NULL"),
            ),
            (
                "machines",
                set("SELECT id FROM unit WHERE customer_id IN kin AND deleted_at IS NULL"),
            ),
            (
                "remedies",
                set("SELECT id FROM remedy_case WHERE customer_id IN kin AND deleted_at IS NULL"),
            ),
        ],
        TimelineOf::Unit(_) => [
            ("kin", set("SELECT NULL WHERE 0")),
            (
                "theirs",
                set("SELECT id FROM work_order WHERE unit_id = :id AND deleted_at IS NULL"),
            ),
            (
                "asked",
                set("SELECT id FROM request WHERE unit_id = :id AND deleted_at IS NULL"),
            ),
            ("spoken", set(spoken)),
            // A complaint names its machine, or the order that was done on it.
            (
                "cases",
                set("SELECT id FROM complaint WHERE work_order_id IN theirs
                     AND deleted_at IS NULL
                     UNION SELECT id FROM complaint WHERE unit_id = :id AND deleted_at IS NULL"),
            ),
            ("promised", set("SELECT NULL WHERE 0")),
            (
                "visited",
                set("SELECT id FROM return_visit WHERE unit_id = :id AND deleted_at IS NULL"),
            ),
            ("machines", set("SELECT :id")),
            (
                "remedies",
                set("SELECT id FROM remedy_case WHERE unit_id = :id AND deleted_at IS NULL"),
            ),
        ],
        TimelineOf::WorkOrder(_) => [
            ("kin", set("SELECT NULL WHERE 0")),
            (
                "theirs",
                set("SELECT id FROM work_order WHERE id = :id AND deleted_at IS NULL"),
            ),
            (
                "asked",
                set("SELECT request_id FROM work_order
                     WHERE id = :id AND request_id IS NOT NULL"),
            ),
            ("spoken", set(spoken)),
            ("cases", set("SELECT NULL WHERE 0")),
            ("promised", set("SELECT NULL WHERE 0")),
            ("visited", set("SELECT NULL WHERE 0")),
            ("machines", set("SELECT NULL WHERE 0")),
            // What is claimed about an order is told on its page, its cases on their own.
            ("remedies", set("SELECT NULL WHERE 0")),
        ],
    }
}

/// The beginning of a day in China, from a `YYYY-MM-DD` column.
fn day(column: &str) -> String {
    format!("(unixepoch({column}) - 28800) * 1000")
}

// How the rows of a kind read: at, code, state, result, text, no, amount, order, request, complaint,
// machine, who, a name that goes before theirs; from where.

const REQUEST: &str =
    "id, received_at AS at, kind AS code, state, NULL AS result, text, no, NULL AS amount,
    NULL AS work_order_id, id AS request_id, NULL AS complaint_id, NULL AS unit_id,
    created_by AS staff_id, NULL AS person FROM request WHERE id IN asked";

const WORK_ORDER: &str = "id, received_at AS at, kind AS code, state, result,
    fault_text AS text, no, NULL AS amount, id AS work_order_id, request_id,
    NULL AS complaint_id, NULL AS unit_id, created_by AS staff_id,
    technician_name AS person FROM work_order WHERE id IN theirs";

const ORDER_EVENT: &str = "e.id, e.occurred_at AS at, e.step AS code,
    e.to_state AS state, NULL AS result, e.note AS text, o.no, NULL AS amount,
    e.work_order_id, NULL AS request_id, NULL AS complaint_id, NULL AS unit_id,
    e.staff_id, NULL AS person
    FROM order_event e JOIN work_order o ON o.id = e.work_order_id
    WHERE e.work_order_id IN theirs";

const CONTACT: &str = "id, occurred_at AS at, channel AS code, direction AS state, result,
    text, NULL AS no, NULL AS amount, work_order_id, request_id, NULL AS complaint_id,
    NULL AS unit_id, staff_id, NULL AS person FROM contact WHERE id IN spoken";

const COMPLAINT: &str = "id, received_at AS at, category AS code, state,
    class AS result, text, no, NULL AS amount, work_order_id, request_id,
    id AS complaint_id, NULL AS unit_id, created_by AS staff_id, NULL AS person
    FROM complaint WHERE id IN cases";

/// What it began with is the complaint itself.
const COMPLAINT_EVENT: &str = "e.id, e.occurred_at AS at, e.event AS code,
    e.to_state AS state, NULL AS result, e.text, p.no, NULL AS amount, p.work_order_id,
    NULL AS request_id, e.complaint_id, NULL AS unit_id, e.staff_id, NULL AS person
    FROM complaint_event e JOIN complaint p ON p.id = e.complaint_id
    WHERE e.complaint_id IN cases AND e.from_state IS NOT NULL";

const PROMISE: &str = "id, made_at AS at, due_on AS code, state, NULL AS result, text,
    NULL AS no, NULL AS amount, work_order_id, NULL AS request_id, complaint_id,
    NULL AS unit_id, owner_id AS staff_id, NULL AS person
    FROM promise WHERE id IN promised";

const VISIT_ANSWER: &str = "a.id, a.occurred_at AS at, v.kind AS code, v.state,
    a.result, COALESCE(a.next_action, a.suggestion) AS text, NULL AS no, NULL AS amount,
    v.work_order_id, NULL AS request_id, NULL AS complaint_id, NULL AS unit_id,
    a.staff_id, NULL AS person
    FROM visit_answer a JOIN return_visit v ON v.id = a.return_visit_id
    WHERE a.return_visit_id IN visited";

const VISIT_END: &str = "id, updated_at AS at, kind AS code, state, NULL AS result,
    NULL AS text, NULL AS no, NULL AS amount, work_order_id, NULL AS request_id,
    NULL AS complaint_id, NULL AS unit_id, updated_by AS staff_id, NULL AS person
    FROM return_visit
    WHERE id IN visited AND state IN ('unreached', 'refused', 'wrong_number')";

const CONSENT: &str = "id, occurred_at AS at, purpose AS code,
    CASE WHEN given THEN 'given' ELSE 'withdrawn' END AS state, NULL AS result,
    person_name AS text, NULL AS no, NULL AS amount, NULL AS work_order_id,
    NULL AS request_id, NULL AS complaint_id, NULL AS unit_id, staff_id, NULL AS person
    FROM consent WHERE customer_id IN kin";

const PAYMENT: &str = "p.id, p.occurred_at AS at, p.method AS code,
    CASE WHEN p.reverses_id IS NULL THEN NULL ELSE 'reversed' END AS state,
    NULL AS result, p.note AS text, o.no, p.amount_fen AS amount, p.work_order_id,
    NULL AS request_id, NULL AS complaint_id, NULL AS unit_id, p.staff_id,
    NULL AS person FROM payment p JOIN work_order o ON o.id = p.work_order_id
    WHERE p.work_order_id IN theirs";

const STOCK_MOVE: &str = "m.id, m.occurred_at AS at, m.kind AS code,
    CASE WHEN m.old_part THEN 'old' END AS state, NULL AS result, m.part_name AS text,
    o.no, m.quantity AS amount, m.work_order_id, NULL AS request_id,
    NULL AS complaint_id, NULL AS unit_id, m.staff_id, NULL AS person
    FROM stock_move m JOIN work_order o ON o.id = m.work_order_id
    WHERE m.work_order_id IN theirs";

fn machines() -> String {
    let sold = day("sold_on");
    let installed = day("installed_on");
    format!(
        "id, at, code, NULL AS state, NULL AS result, NULL AS text, serial AS no,
        NULL AS amount, NULL AS work_order_id, NULL AS request_id, NULL AS complaint_id,
        id AS unit_id, NULL AS staff_id, NULL AS person FROM (
        SELECT id, serial, {sold} AS at, 'sold' AS code FROM unit
        WHERE id IN machines AND sold_on IS NOT NULL
        UNION ALL SELECT id, serial, {installed}, 'in_use' FROM unit
        WHERE id IN machines AND installed_on IS NOT NULL
        ) u WHERE at IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM custody_event e WHERE e.unit_id = u.id
            AND e.step <> 'correct_date')"
    )
}

fn inspections() -> String {
    let inspected = day("i.inspected_on");
    format!(
        "i.id, {inspected} AS at, i.checklist AS code, i.status AS state, NULL AS result,
        i.label_no AS text, u.serial AS no, NULL AS amount, i.work_order_id,
        NULL AS request_id, NULL AS complaint_id, i.unit_id, i.staff_id, NULL AS person
        FROM inspection i JOIN unit u ON u.id = i.unit_id WHERE i.unit_id IN machines"
    )
}

/// Steps before it came to the household are the shop's and the factory's.
fn custody() -> String {
    let moved = day("e.occurred_on");
    format!(
        "e.id, {moved} AS at, e.step AS code, e.to_state AS state, NULL AS result,
        e.note AS text, u.serial AS no, NULL AS amount, e.work_order_id,
        NULL AS request_id, NULL AS complaint_id, e.unit_id, e.staff_id, NULL AS person
        FROM custody_event e JOIN unit u ON u.id = e.unit_id
        WHERE e.id IN (SELECT id FROM custody_event WHERE from_customer_id IN kin
        UNION SELECT id FROM custody_event WHERE to_customer_id IN kin)"
    )
}

fn maintained() -> String {
    let kept = day("m.done_on");
    format!(
        "m.id, {kept} AS at, 'done' AS code, NULL AS state, NULL AS result, m.note AS text,
        u.serial AS no, NULL AS amount, m.work_order_id, NULL AS request_id,
        NULL AS complaint_id, m.unit_id, m.staff_id, NULL AS person
        FROM maintenance m JOIN unit u ON u.id = m.unit_id
        WHERE m.unit_id IN machines AND m.done_on IS NOT NULL AND m.deleted_at IS NULL"
    )
}

/// Photos of one record that were taken in at once are one entry, at the time of the first of them.
const PHOTO: &str = "min(p.id) AS id, min(COALESCE(p.taken_at, p.created_at)) AS at,
    min(p.kind) AS code, NULL AS state, NULL AS result, max(p.note) AS text,
    COALESCE(u.serial, o.no, x.no, r.no, q.no) AS no, count(*) AS amount, p.work_order_id,
    p.request_id, p.complaint_id, p.unit_id, p.created_by AS staff_id, NULL AS person
    FROM photo p LEFT JOIN unit u ON u.id = p.unit_id
    LEFT JOIN work_order o ON o.id = p.work_order_id
    LEFT JOIN complaint x ON x.id = p.complaint_id
    LEFT JOIN remedy_case r ON r.id = p.remedy_case_id
    LEFT JOIN request q ON q.id = p.request_id
    WHERE p.deleted_at IS NULL AND p.id IN (
    SELECT id FROM photo WHERE customer_id IN kin
    UNION SELECT id FROM photo WHERE unit_id IN machines
    UNION SELECT id FROM photo WHERE work_order_id IN theirs
    UNION SELECT id FROM photo WHERE request_id IN asked
    UNION SELECT id FROM photo WHERE complaint_id IN cases
    UNION SELECT q.id FROM photo q JOIN remedy_case c ON c.id = q.remedy_case_id
    WHERE c.unit_id IN machines AND c.deleted_at IS NULL)
    GROUP BY p.customer_id, p.unit_id, p.work_order_id, p.complaint_id, p.remedy_case_id,
    p.request_id, p.created_at, p.created_by";

/// A call that was left has its reason where one that was made has its result.
const CARE_CALL: &str = "id, handled_at AS at, kind AS code, COALESCE(result, reason) AS state,
    NULL AS result, note AS text, NULL AS no, NULL AS amount, NULL AS work_order_id,
    NULL AS request_id, NULL AS complaint_id, NULL AS unit_id, staff_id, NULL AS person
    FROM care_call WHERE customer_id IN kin AND deleted_at IS NULL";

fn recalled() -> String {
    let done = day("r.done_on");
    format!(
        "r.id, {done} AS at, r.outcome AS code,
        CASE WHEN r.revokes_id IS NOT NULL THEN 'revoked' END AS state, NULL AS result,
        r.note AS text, u.serial AS no, NULL AS amount, r.work_order_id, NULL AS request_id,
        NULL AS complaint_id, r.unit_id, r.staff_id, NULL AS person
        FROM recall_outcome r JOIN unit u ON u.id = r.unit_id WHERE r.unit_id IN machines"
    )
}

/// What a household bought, and what was bought for its machines before they were its.
fn plans() -> String {
    let done = day("p.done_on");
    format!(
        "p.id, {done} AS at, p.event AS code, NULL AS state, NULL AS result,
        p.plan_name || ' ' || p.no AS text,
        u.serial AS no, p.amount_fen AS amount, NULL AS work_order_id, NULL AS request_id,
        NULL AS complaint_id, p.unit_id, p.staff_id, NULL AS person
        FROM plan_event p JOIN unit u ON u.id = p.unit_id
        WHERE p.id IN (SELECT id FROM plan_event WHERE customer_id IN kin
        UNION SELECT id FROM plan_event WHERE unit_id IN machines)"
    )
}

/// How the customer was told stands where others have their state.
const DANGER_STEP: &str = "d.id, d.occurred_at AS at, d.step AS code,
    CASE WHEN d.refused THEN 'refused' WHEN d.by_photo THEN 'photo'
    WHEN d.paper_no IS NOT NULL THEN 'signed' END AS state, NULL AS result,
    COALESCE(d.tag_no, d.paper_no, d.witness, d.text) AS text, o.no, NULL AS amount,
    d.work_order_id, NULL AS request_id, NULL AS complaint_id, NULL AS unit_id,
    d.staff_id, NULL AS person
    FROM danger_step d JOIN work_order o ON o.id = d.work_order_id
    WHERE d.work_order_id IN theirs";

const OBJECTION: &str = "b.id, b.occurred_at AS at,
    CASE WHEN b.resolved THEN 'resolved' WHEN b.complaint_id IS NULL THEN 'open'
    ELSE 'complaint' END AS code, NULL AS state, NULL AS result,
    b.text || COALESCE('；' || b.handling, '') AS text, o.no, NULL AS amount,
    b.work_order_id, NULL AS request_id, b.complaint_id, NULL AS unit_id,
    b.staff_id, NULL AS person
    FROM objection b JOIN work_order o ON o.id = b.work_order_id
    WHERE b.work_order_id IN theirs AND b.deleted_at IS NULL";

/// Known on this PC alone; a household that was merged keeps what was registered with it.
const OTHER_MACHINE: &str = "id, created_at AS at, 'registered' AS code, NULL AS state,
    NULL AS result, brand || COALESCE(' ' || model, '') AS text, serial AS no,
    NULL AS amount, NULL AS work_order_id, NULL AS request_id, NULL AS complaint_id,
    NULL AS unit_id, created_by AS staff_id, NULL AS person
    FROM other_machine WHERE customer_id IN kin AND deleted_at IS NULL";
const REMEDY_CASE: &str = "r.id, r.opened_at AS at, r.claim AS code, r.state, NULL AS result,
    r.text, r.no, r.total_fen AS amount, r.work_order_id, r.request_id, r.complaint_id,
    NULL AS unit_id, r.created_by AS staff_id, NULL AS person
    FROM remedy_case r WHERE r.id IN remedies";

/// What it began with is the case itself.
const REMEDY_EVENT: &str = "e.id, e.occurred_at AS at, e.event AS code, e.to_state AS state,
    e.claim AS result, e.text, r.no, COALESCE(e.amount_fen, e.total_fen) AS amount,
    NULL AS work_order_id, NULL AS request_id, NULL AS complaint_id, NULL AS unit_id,
    e.staff_id, NULL AS person
    FROM remedy_event e JOIN remedy_case r ON r.id = e.remedy_case_id
    WHERE e.remedy_case_id IN remedies AND e.event <> 'open' AND e.deleted_at IS NULL";

/// Of a claim its ground stands where others have their state; what follows it says the same.
const EXCLUSION: &str = "x.id, x.occurred_at AS at, x.event AS code,
    COALESCE(x.ground, (SELECT c.ground FROM exclusion_event c WHERE c.id = x.claim_id)) AS state,
    x.evidence AS result, x.text, COALESCE(o.no, r.no) AS no, NULL AS amount, x.work_order_id,
    NULL AS request_id, NULL AS complaint_id, NULL AS unit_id, x.staff_id, NULL AS person
    FROM exclusion_event x LEFT JOIN work_order o ON o.id = x.work_order_id
    LEFT JOIN remedy_case r ON r.id = x.remedy_case_id
    WHERE x.deleted_at IS NULL AND x.id IN (
    SELECT id FROM exclusion_event WHERE work_order_id IN theirs
    UNION SELECT id FROM exclusion_event WHERE remedy_case_id IN remedies)";

/// The number on the paper stands where others have their words.
const QUOTE: &str = "q.id, q.occurred_at AS at, q.event AS code, NULL AS state, NULL AS result,
    q.paper_no AS text, o.no, q.total_fen AS amount, q.work_order_id, NULL AS request_id,
    NULL AS complaint_id, NULL AS unit_id, q.staff_id, NULL AS person
    FROM quote_event q JOIN work_order o ON o.id = q.work_order_id
    WHERE q.work_order_id IN theirs AND q.event = 'made' AND q.deleted_at IS NULL";

/// The remedy case an entry of a kind belongs to, as a column before the others.
const fn case_of(kind: TimelineKind) -> &'static str {
    match kind {
        TimelineKind::RemedyCase => "r.id",
        TimelineKind::RemedyEvent => "e.remedy_case_id",
        TimelineKind::Exclusion => "x.remedy_case_id",
        _ => "NULL",
    }
}

fn rows(kind: TimelineKind) -> String {
    match kind {
        TimelineKind::Request => REQUEST.to_owned(),
        TimelineKind::WorkOrder => WORK_ORDER.to_owned(),
        TimelineKind::OrderEvent => ORDER_EVENT.to_owned(),
        TimelineKind::Contact => CONTACT.to_owned(),
        TimelineKind::Complaint => COMPLAINT.to_owned(),
        TimelineKind::ComplaintEvent => COMPLAINT_EVENT.to_owned(),
        TimelineKind::Promise => PROMISE.to_owned(),
        TimelineKind::VisitAnswer => VISIT_ANSWER.to_owned(),
        TimelineKind::VisitEnd => VISIT_END.to_owned(),
        TimelineKind::Consent => CONSENT.to_owned(),
        TimelineKind::Payment => PAYMENT.to_owned(),
        TimelineKind::StockMove => STOCK_MOVE.to_owned(),
        TimelineKind::Machine => machines(),
        TimelineKind::Inspection => inspections(),
        TimelineKind::Custody => custody(),
        TimelineKind::Maintenance => maintained(),
        TimelineKind::Photo => PHOTO.to_owned(),
        TimelineKind::CareCall => CARE_CALL.to_owned(),
        TimelineKind::RecallOutcome => recalled(),
        TimelineKind::PlanEvent => plans(),
        TimelineKind::DangerStep => DANGER_STEP.to_owned(),
        TimelineKind::Objection => OBJECTION.to_owned(),
        TimelineKind::OtherMachine => OTHER_MACHINE.to_owned(),
        TimelineKind::RemedyCase => REMEDY_CASE.to_owned(),
        TimelineKind::RemedyEvent => REMEDY_EVENT.to_owned(),
        TimelineKind::Exclusion => EXCLUSION.to_owned(),
        TimelineKind::Quote => QUOTE.to_owned(),
    }
}

fn day_only(kind: TimelineKind) -> bool {
    matches!(
        kind,
        TimelineKind::Machine
            | TimelineKind::Inspection
            | TimelineKind::Custody
            | TimelineKind::Maintenance
            | TimelineKind::RecallOutcome
            | TimelineKind::PlanEvent
    )
}

/// The statement for these kinds. The sets are small (one household's rows), found through indexes.
pub(super) fn sql(of: TimelineOf, kinds: &[TimelineKind]) -> String {
    let sets: Vec<String> = sets(of)
        .into_iter()
        .map(|(name, select)| format!("{name} (id) AS MATERIALIZED ({select})"))
        .collect();
    let parts: Vec<String> = kinds
        .iter()
        .map(|kind| {
            let (number, day) = (kind.number(), u8::from(day_only(*kind)));
            format!(
                "SELECT {number} AS what, {day} AS day_only, {} AS remedy_case_id, {}",
                case_of(*kind),
                rows(*kind)
            )
        })
        .collect();
    format!(
        "WITH {} SELECT t.*, s.name AS name FROM ({}) t LEFT JOIN staff s ON s.id = t.staff_id
         WHERE t.at IS NOT NULL AND (t.at, t.what, t.id) < (:at, :what, :after)
         ORDER BY t.at DESC, t.what DESC, t.id DESC LIMIT :limit",
        sets.join(", "),
        parts.join(" UNION ALL ")
    )
}
