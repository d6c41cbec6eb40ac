//! The lists of the big shop, each with the bare statement for the rows of its first page.

/// A list: its name, its command with what is asked, and the bare statement.
type List = (&'static str, &'static str, &'static str, &'static str);

const CUSTOMER: &str = "SELECT c.*, a.town, a.village,
    (SELECT number FROM phone WHERE customer_id = c.id AND deleted_at IS NULL LIMIT 1)
    FROM customer c LEFT JOIN address a ON a.customer_id = c.id
    WHERE c.deleted_at IS NULL AND c.merged_into IS NULL ORDER BY c.updated_at DESC LIMIT 100";
const ORDER_OPEN: &str = "SELECT o.*, c.name, a.town FROM work_order o
    LEFT JOIN customer c ON c.id = o.customer_id LEFT JOIN address a ON a.customer_id = c.id
    WHERE o.state NOT IN ('closed', 'cancelled') AND o.deleted_at IS NULL
    ORDER BY o.due_at LIMIT 100";
const ORDER_ALL: &str = "SELECT o.*, c.name, a.town FROM work_order o
    LEFT JOIN customer c ON c.id = o.customer_id LEFT JOIN address a ON a.customer_id = c.id
    WHERE o.deleted_at IS NULL ORDER BY o.received_at DESC LIMIT 100";
const REQUEST_ALL: &str = "SELECT r.*, c.name FROM request r
    LEFT JOIN customer c ON c.id = r.customer_id
    WHERE r.deleted_at IS NULL ORDER BY r.received_at DESC LIMIT 100";
const REQUEST_OPEN: &str = "SELECT r.*, c.name FROM request r
    LEFT JOIN customer c ON c.id = r.customer_id
    WHERE r.state = 'open' AND r.deleted_at IS NULL ORDER BY r.received_at DESC LIMIT 100";
const COMPLAINT: &str = "SELECT p.*, c.name FROM complaint p
    LEFT JOIN customer c ON c.id = p.customer_id
    WHERE p.deleted_at IS NULL ORDER BY p.received_at DESC LIMIT 100";
const COMPLAINT_OPEN: &str = "SELECT p.*, c.name FROM complaint p
    LEFT JOIN customer c ON c.id = p.customer_id WHERE p.deleted_at IS NULL
    AND p.state NOT IN ('settled', 'closed_satisfied', 'closed_external')
    ORDER BY p.received_at LIMIT 100";
const PROMISE_OPEN: &str = "SELECT p.*, c.name FROM promise p
    LEFT JOIN customer c ON c.id = p.customer_id
    WHERE p.state = 'open' AND p.deleted_at IS NULL ORDER BY p.due_on LIMIT 100";
const PROMISE_ALL: &str = "SELECT p.*, c.name FROM promise p
    LEFT JOIN customer c ON c.id = p.customer_id
    WHERE p.deleted_at IS NULL ORDER BY p.made_at DESC LIMIT 100";
const VISIT: &str = "SELECT v.*, c.name FROM return_visit v JOIN customer c ON c.id = v.customer_id
    WHERE v.state IN ('planned', 'due', 'trying', 'wrong_number') AND v.deleted_at IS NULL
    ORDER BY v.to_on LIMIT 100";
const VISIT_DONE: &str = "SELECT v.*, c.name FROM return_visit v
    JOIN customer c ON c.id = v.customer_id
    WHERE v.deleted_at IS NULL ORDER BY v.updated_at DESC LIMIT 100";
const REMEDY: &str = "SELECT r.*, c.name FROM remedy_case r JOIN customer c ON c.id = r.customer_id
    WHERE r.deleted_at IS NULL ORDER BY r.opened_at DESC LIMIT 100";
const UNIT: &str = "SELECT u.*, c.name FROM unit u LEFT JOIN customer c ON c.id = u.customer_id
    WHERE u.deleted_at IS NULL ORDER BY u.serial LIMIT 100";
const DUE: &str = "SELECT m.*, u.serial, c.name FROM maintenance m JOIN unit u ON u.id = m.unit_id
    LEFT JOIN customer c ON c.id = u.customer_id
    WHERE m.state = 'open' AND m.remind_on <= date('now') ORDER BY m.due_on";
const DEBT: &str = "SELECT o.*, c.name FROM work_order o JOIN payment p ON p.work_order_id = o.id
    LEFT JOIN customer c ON c.id = o.customer_id
    WHERE o.charge_fen > 0 AND o.finished_at IS NOT NULL AND p.method = 'credit'";
const STOCK: &str = "SELECT part_code, sum(quantity) FROM stock_move GROUP BY part_code";
const SUGGESTION: &str = "SELECT a.*, v.customer_id FROM visit_answer a
    JOIN return_visit v ON v.id = a.return_visit_id
    WHERE a.suggestion IS NOT NULL ORDER BY a.occurred_at DESC LIMIT 100";
const TRASH: &str = "SELECT * FROM phone WHERE deleted_at IS NOT NULL
    ORDER BY deleted_at DESC LIMIT 50";
const ACCESS: &str = "SELECT * FROM access_entry ORDER BY occurred_at DESC LIMIT 100";
const TOWNS: &str = "SELECT town, count(*) FROM search_place GROUP BY town";
const OPEN_STATES: &str = "SELECT state, count(*) FROM work_order
    WHERE state NOT IN ('closed', 'cancelled') GROUP BY state";

/// Every list, as it is first shown.
pub(crate) const LISTS: &[List] = &[
    ("customers", "customer.list", "{}", CUSTOMER),
    (
        "customers_by_name",
        "customer.list",
        r#"{"sort": "name"}"#,
        CUSTOMER,
    ),
    (
        "customers_by_village",
        "customer.list",
        r#"{"sort": "village"}"#,
        CUSTOMER,
    ),
    (
        "customers_of_town",
        "customer.list",
        r#"{"town": "柳河镇"}"#,
        CUSTOMER,
    ),
    (
        "customers_returnees",
        "customer.list",
        r#"{"at_home": "spring_festival"}"#,
        CUSTOMER,
    ),
    ("customer_towns", "customer.towns", "{}", TOWNS),
    ("machines", "unit.list", "{}", UNIT),
    (
        "machines_of_town",
        "unit.list",
        r#"{"town": "柳河镇"}"#,
        UNIT,
    ),
    (
        "machines_of_model",
        "unit.list",
        r#"{"model_code": "L1P24"}"#,
        UNIT,
    ),
    ("maintenance_due", "machine.due", "{}", DUE),
    (
        "maintenance_by_village",
        "machine.due",
        r#"{"by_village": true}"#,
        DUE,
    ),
    ("orders_open", "work_order.list", "{}", ORDER_OPEN),
    (
        "orders_overdue",
        "work_order.list",
        r#"{"filter": "overdue"}"#,
        ORDER_OPEN,
    ),
    (
        "orders_done",
        "work_order.list",
        r#"{"filter": "done"}"#,
        ORDER_ALL,
    ),
    (
        "orders_all",
        "work_order.list",
        r#"{"filter": "all"}"#,
        ORDER_ALL,
    ),
    (
        "orders_cancelled",
        "work_order.list",
        r#"{"filter": "all", "state": "cancelled"}"#,
        ORDER_ALL,
    ),
    ("order_counts", "work_order.counts", "{}", OPEN_STATES),
    ("requests", "request.list", "{}", REQUEST_ALL),
    (
        "requests_open",
        "request.list",
        r#"{"state": "open"}"#,
        REQUEST_OPEN,
    ),
    ("complaints_open", "complaint.list", "{}", COMPLAINT_OPEN),
    (
        "complaints_all",
        "complaint.list",
        r#"{"filter": "all"}"#,
        COMPLAINT,
    ),
    ("complaint_counts", "complaint.counts", "{}", COMPLAINT_OPEN),
    ("promises_open", "promise.list", "{}", PROMISE_OPEN),
    (
        "promises_all",
        "promise.list",
        r#"{"filter": "all"}"#,
        PROMISE_ALL,
    ),
    ("promise_counts", "promise.counts", "{}", PROMISE_OPEN),
    ("return_visits_today", "return_visit.list", "{}", VISIT),
    (
        "return_visits_done",
        "return_visit.list",
        r#"{"filter": "done"}"#,
        VISIT_DONE,
    ),
    ("return_visit_counts", "return_visit.counts", "{}", VISIT),
    ("suggestions", "return_visit.suggestions", "{}", SUGGESTION),
    ("remedy_cases_open", "remedy_case.list", "{}", REMEDY),
    (
        "remedy_cases_all",
        "remedy_case.list",
        r#"{"filter": "all"}"#,
        REMEDY,
    ),
    ("remedy_case_counts", "remedy_case.counts", "{}", REMEDY),
    ("alerts", "alert.list", "{}", ORDER_OPEN),
    ("debts", "money.debts", "{}", DEBT),
    ("stock", "stock.list", "{}", STOCK),
    ("trash", "trash.list", "{}", TRASH),
    ("access", "access.list", "{}", ACCESS),
    (
        "sync_status",
        "sync.status",
        "{}",
        "SELECT count(*) FROM outbox WHERE dseq > 0",
    ),
    (
        "sync_details",
        "sync.details",
        "{}",
        "SELECT * FROM outbox ORDER BY dseq LIMIT 200",
    ),
];

const BY_NAME: &str = "SELECT * FROM customer WHERE name = ?1 LIMIT 20";
const BY_PHONE: &str = "SELECT c.* FROM phone p JOIN customer c ON c.id = p.customer_id
    WHERE p.number = ?1 LIMIT 20";
const BY_KEY: &str = "SELECT * FROM search_key WHERE kind = 1 AND key >= ?1 LIMIT 20";
const BY_SERIAL: &str = "SELECT * FROM unit WHERE serial = ?1 LIMIT 20";

/// A search: its name, its command, the bare statement.
pub(crate) const SEARCHES: &[(&str, &str, &str)] = &[
    ("search_name", "search.all", BY_NAME),
    ("search_phone", "search.all", BY_PHONE),
    ("search_phone_end", "search.all", BY_KEY),
    ("search_pinyin", "search.all", BY_KEY),
    ("search_serial", "search.all", BY_SERIAL),
    ("customer_list_by_name", "customer.list", BY_NAME),
    ("order_list_by_phone", "work_order.list", BY_PHONE),
    ("complaint_list_by_name", "complaint.list", BY_NAME),
    ("promise_list_by_name", "promise.list", BY_NAME),
];

/// The rows of a household's timeline.
pub(crate) const TIMELINE: &str = "
    SELECT id, occurred_at, text FROM contact WHERE customer_id = ?1
    UNION ALL SELECT id, received_at, text FROM request WHERE customer_id = ?1
    UNION ALL SELECT id, received_at, fault_text FROM work_order WHERE customer_id = ?1
    UNION ALL SELECT e.id, e.occurred_at, e.note FROM work_order o
        JOIN order_event e ON e.work_order_id = o.id WHERE o.customer_id = ?1
    ORDER BY 2 DESC";

/// The open orders with household and place, as today shows them.
pub(crate) const TODAY: &str = "SELECT o.*, c.name, a.town FROM work_order o
    LEFT JOIN customer c ON c.id = o.customer_id LEFT JOIN address a ON a.customer_id = c.id
    WHERE o.state NOT IN ('closed', 'cancelled') AND o.deleted_at IS NULL AND o.received_at <= ?1
    ORDER BY o.due_at LIMIT 400";
