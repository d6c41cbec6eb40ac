-- The server's tables, first form.
--
-- Business tables have the names and columns of the entity registry (crates/sync); a test compares
-- them. `dealer_id` leads every key, ids are made by the PCs, and nothing here uses what PostgreSQL,
-- Citus, YugabyteDB or CockroachDB could not run. Instants are Unix milliseconds; ids are 16 bytes.
--
-- Behind the fields of every business table stand its tombstone and two stamps: who made the row
-- and who wrote it last, at which place in the dealer's log (`_seq`), on which PC, and by which
-- clock (`_at` is the wall-clock part, `_tick` the counter that orders edits of one millisecond).
-- `extra` keeps fields of a newer program that this server does not know yet.

CREATE TABLE server_meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE dealer (
    id         BLOB NOT NULL PRIMARY KEY,
    code       TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL
) WITHOUT ROWID;

-- The dealer's place in its own log. A push takes this row first: so sequence numbers are gapless
-- and become visible in their order.
CREATE TABLE dealer_seq (
    dealer_id BLOB NOT NULL PRIMARY KEY REFERENCES dealer (id),
    seq       INTEGER NOT NULL,
    log_hash  BLOB NOT NULL
) WITHOUT ROWID;

CREATE TABLE device (
    dealer_id     BLOB NOT NULL REFERENCES dealer (id),
    id            BLOB NOT NULL,
    pc_code       TEXT NOT NULL,
    name          TEXT NOT NULL,
    app_version   TEXT NOT NULL,
    token_hash    BLOB NOT NULL,
    enrolled_at   INTEGER NOT NULL,
    revoked_at    INTEGER,
    last_seen_at  INTEGER,
    clock_skew_ms INTEGER,
    cursor_seq    INTEGER NOT NULL,
    last_dseq     INTEGER NOT NULL,
    chain         BLOB NOT NULL,
    PRIMARY KEY (dealer_id, id),
    UNIQUE (dealer_id, pc_code)
) WITHOUT ROWID;

-- One-time codes are looked up before the dealer is known, so the hash alone is the key.
CREATE TABLE enrolment_code (
    code_hash  BLOB NOT NULL PRIMARY KEY,
    dealer_id  BLOB NOT NULL REFERENCES dealer (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    used_by    BLOB
) WITHOUT ROWID;

-- Every accepted change as merged, in the one order all PCs of the dealer apply it.
CREATE TABLE change_log (
    dealer_id   BLOB NOT NULL,
    seq         INTEGER NOT NULL,
    device_id   BLOB NOT NULL,
    dseq        INTEGER NOT NULL,
    group_end   INTEGER NOT NULL,
    entity      INTEGER NOT NULL,
    row_id      BLOB NOT NULL,
    as_sent     INTEGER NOT NULL,
    lost        BLOB,
    log_hash    BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    change      BLOB NOT NULL,
    PRIMARY KEY (dealer_id, seq)
) WITHOUT ROWID;

-- Refused changes as they were sent: set aside for review, never dropped.
CREATE TABLE rejected (
    dealer_id   BLOB NOT NULL,
    device_id   BLOB NOT NULL,
    dseq        INTEGER NOT NULL,
    code        TEXT NOT NULL,
    current     BLOB,
    received_at INTEGER NOT NULL,
    change      BLOB NOT NULL,
    PRIMARY KEY (dealer_id, device_id, dseq)
) WITHOUT ROWID;

-- Who last wrote a field, only where that is not who made the row.
CREATE TABLE field_stamp (
    dealer_id BLOB NOT NULL,
    entity    INTEGER NOT NULL,
    row_id    BLOB NOT NULL,
    field     INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    tick      INTEGER NOT NULL,
    staff     BLOB NOT NULL,
    device    BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    PRIMARY KEY (dealer_id, entity, row_id, field)
) WITHOUT ROWID;

CREATE TABLE hq_user (
    name           TEXT NOT NULL PRIMARY KEY,
    password_hash  TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    failed_count   INTEGER NOT NULL,
    wait_until_at  INTEGER
) WITHOUT ROWID;

CREATE TABLE hq_session (
    token_hash   BLOB NOT NULL PRIMARY KEY,
    user_name    TEXT NOT NULL REFERENCES hq_user (name),
    created_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL
) WITHOUT ROWID;

-- Who looked at which case and who did what with credentials. Rows are only added; each carries the
-- hash of the one before it, so that a missing or changed row shows.
CREATE TABLE access_log (
    seq       INTEGER NOT NULL PRIMARY KEY,
    at        INTEGER NOT NULL,
    actor     TEXT NOT NULL,
    action    TEXT NOT NULL,
    dealer_id BLOB,
    row_id    BLOB,
    reason    TEXT,
    hash      BLOB NOT NULL
);

CREATE TABLE access_log_head (
    id   INTEGER NOT NULL PRIMARY KEY,
    seq  INTEGER NOT NULL,
    hash BLOB NOT NULL
);

CREATE TABLE staff (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    name TEXT,
    role TEXT,
    phone TEXT,
    pin_hash TEXT,
    disabled INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE customer (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    name TEXT,
    "kind" TEXT,
    note TEXT,
    preferred_time TEXT,
    origin TEXT,
    import_key TEXT,
    merged_into BLOB,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE person (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    customer_id BLOB,
    name TEXT,
    relation TEXT,
    wechat TEXT,
    birthday_on TEXT,
    birthday_lunar INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE phone (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    customer_id BLOB,
    person_id BLOB,
    number TEXT,
    label TEXT,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id),
    FOREIGN KEY (dealer_id, person_id) REFERENCES person (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE address (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    customer_id BLOB,
    town TEXT,
    village TEXT,
    detail TEXT,
    landmark TEXT,
    route_note TEXT,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE customer_tag (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    customer_id BLOB,
    tag TEXT,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE unit (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    serial TEXT,
    model_code TEXT,
    customer_id BLOB,
    address_id BLOB,
    state TEXT,
    made_on TEXT,
    shipped_on TEXT,
    sold_on TEXT,
    installed_on TEXT,
    gas TEXT,
    note TEXT,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id),
    FOREIGN KEY (dealer_id, address_id) REFERENCES address (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE request (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    "no" TEXT,
    "kind" TEXT,
    channel TEXT,
    customer_id BLOB,
    unit_id BLOB,
    caller_phone TEXT,
    caller_name TEXT,
    "text" TEXT,
    safety INTEGER,
    received_at INTEGER,
    owner_id BLOB,
    next_action_at INTEGER,
    state TEXT,
    urged_count INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id),
    FOREIGN KEY (dealer_id, unit_id) REFERENCES unit (dealer_id, id),
    FOREIGN KEY (dealer_id, owner_id) REFERENCES staff (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE work_order (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    "no" TEXT,
    "kind" TEXT,
    request_id BLOB,
    customer_id BLOB,
    unit_id BLOB,
    state TEXT,
    technician_id BLOB,
    fault_text TEXT,
    fault_code TEXT,
    received_at INTEGER,
    reply_due_at INTEGER,
    finish_target_at INTEGER,
    finish_limit_at INTEGER,
    promise_version TEXT,
    replied_at INTEGER,
    window_from_at INTEGER,
    window_to_at INTEGER,
    part TEXT,
    part_eta_at INTEGER,
    cause TEXT,
    "result" TEXT,
    charge_fen INTEGER,
    signature TEXT,
    finished_at INTEGER,
    closed_at INTEGER,
    safety INTEGER,
    origin TEXT,
    import_key TEXT,
    reopened_count INTEGER,
    technician_name TEXT,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, request_id) REFERENCES request (dealer_id, id),
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id),
    FOREIGN KEY (dealer_id, unit_id) REFERENCES unit (dealer_id, id),
    FOREIGN KEY (dealer_id, technician_id) REFERENCES staff (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE order_event (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    work_order_id BLOB,
    step TEXT,
    from_state TEXT,
    to_state TEXT,
    occurred_at INTEGER,
    staff_id BLOB,
    note TEXT,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, work_order_id) REFERENCES work_order (dealer_id, id),
    FOREIGN KEY (dealer_id, staff_id) REFERENCES staff (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE contact (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    customer_id BLOB,
    request_id BLOB,
    work_order_id BLOB,
    channel TEXT,
    direction TEXT,
    "text" TEXT,
    "result" TEXT,
    occurred_at INTEGER,
    staff_id BLOB,
    phone TEXT,
    corrects_id BLOB,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id),
    FOREIGN KEY (dealer_id, request_id) REFERENCES request (dealer_id, id),
    FOREIGN KEY (dealer_id, work_order_id) REFERENCES work_order (dealer_id, id),
    FOREIGN KEY (dealer_id, staff_id) REFERENCES staff (dealer_id, id)
) WITHOUT ROWID;

CREATE TABLE conflict (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    entity TEXT,
    row_id BLOB,
    "field" TEXT,
    kept_value TEXT,
    kept_at INTEGER,
    kept_by BLOB,
    kept_device BLOB,
    other_value TEXT,
    other_at INTEGER,
    other_by BLOB,
    other_device BLOB,
    resolved_at INTEGER,
    resolved_by BLOB,
    resolution TEXT,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id)
) WITHOUT ROWID;

-- Headquarters' questions: all dealers' orders newest first, and what belongs to one order.
CREATE INDEX work_order_by_received ON work_order (received_at, dealer_id, id);
CREATE INDEX order_event_of_order ON order_event (dealer_id, work_order_id);
CREATE INDEX contact_of_order ON contact (dealer_id, work_order_id);
CREATE INDEX phone_of_customer ON phone (dealer_id, customer_id);
CREATE INDEX address_of_customer ON address (dealer_id, customer_id);
