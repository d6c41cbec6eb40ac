-- The dealer PC's database. One table per synced entity (crates/sync registry; a test compares),
-- each with `nr`, a local row number that never leaves this PC and that the search index refers to.
-- Names of migrations: V<YYYYMMDDHH>__<what>.sql. An applied migration is never edited.

CREATE TABLE staff (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    name           TEXT NOT NULL,
    role           TEXT NOT NULL,
    phone          TEXT,
    pin_hash       TEXT,
    disabled       INTEGER,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;

CREATE TABLE customer (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL,
    note           TEXT,
    preferred_time TEXT,
    origin         TEXT,
    import_key     TEXT,
    merged_into    BLOB,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX customer_name ON customer (name);
CREATE INDEX customer_updated ON customer (updated_at, nr);
CREATE INDEX customer_import_key ON customer (import_key) WHERE import_key IS NOT NULL;

CREATE TABLE person (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id    BLOB NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    name           TEXT NOT NULL,
    relation       TEXT,
    wechat         TEXT,
    birthday_on    TEXT,
    birthday_lunar INTEGER,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX person_customer ON person (customer_id);

CREATE TABLE phone (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id    BLOB NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    person_id      BLOB REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    number         TEXT NOT NULL,
    label          TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX phone_customer ON phone (customer_id);
CREATE INDEX phone_number ON phone (number);

CREATE TABLE address (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id    BLOB NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    town           TEXT,
    village        TEXT,
    detail         TEXT,
    landmark       TEXT,
    route_note     TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX address_customer ON address (customer_id);

CREATE TABLE customer_tag (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id    BLOB NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    tag            TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX customer_tag_customer ON customer_tag (customer_id);

CREATE TABLE unit (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    serial         TEXT NOT NULL,
    model_code     TEXT,
    customer_id    BLOB REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    address_id     BLOB REFERENCES address (id) DEFERRABLE INITIALLY DEFERRED,
    state          TEXT,
    made_on        TEXT,
    shipped_on     TEXT,
    sold_on        TEXT,
    installed_on   TEXT,
    gas            TEXT,
    note           TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX unit_serial ON unit (serial);
CREATE INDEX unit_customer ON unit (customer_id) WHERE customer_id IS NOT NULL;

CREATE TABLE request (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    no             TEXT NOT NULL,
    kind           TEXT NOT NULL,
    channel        TEXT NOT NULL,
    customer_id    BLOB REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id        BLOB REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    caller_phone   TEXT,
    caller_name    TEXT,
    text           TEXT NOT NULL,
    safety         INTEGER,
    received_at    INTEGER NOT NULL,
    owner_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    next_action_at INTEGER,
    state          TEXT NOT NULL,
    urged_count    INTEGER,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX request_no ON request (no);
CREATE INDEX request_customer ON request (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX request_unit ON request (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX request_caller_phone ON request (caller_phone) WHERE caller_phone IS NOT NULL;
CREATE INDEX request_received ON request (received_at, nr);
CREATE INDEX request_open ON request (received_at, nr) WHERE state = 'open';

CREATE TABLE work_order (
    nr               INTEGER PRIMARY KEY,
    id               BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    no               TEXT NOT NULL,
    kind             TEXT NOT NULL,
    request_id       BLOB REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
    customer_id      BLOB REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id          BLOB REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    state            TEXT NOT NULL,
    technician_id    BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    fault_text       TEXT,
    fault_code       TEXT,
    received_at      INTEGER NOT NULL,
    reply_due_at     INTEGER,
    finish_target_at INTEGER,
    finish_limit_at  INTEGER,
    promise_version  TEXT,
    replied_at       INTEGER,
    window_from_at   INTEGER,
    window_to_at     INTEGER,
    part             TEXT,
    part_eta_at      INTEGER,
    cause            TEXT,
    result           TEXT,
    charge_fen       INTEGER,
    signature        TEXT,
    finished_at      INTEGER,
    closed_at        INTEGER,
    safety           INTEGER,
    origin           TEXT,
    import_key       TEXT,
    reopened_count   INTEGER,
    technician_name  TEXT,
    created_at       INTEGER NOT NULL,
    created_by       BLOB NOT NULL,
    updated_at       INTEGER NOT NULL,
    updated_by       BLOB NOT NULL,
    updated_device   BLOB NOT NULL,
    deleted_at       INTEGER,
    -- What the order is next measured by: the first reply, then the finish. Orders without a
    -- promise come last.
    due_at           INTEGER GENERATED ALWAYS AS (COALESCE(
        CASE WHEN state = 'registered' AND replied_at IS NULL THEN reply_due_at
             WHEN state IN ('scheduled', 'dispatched') AND window_to_at IS NOT NULL
                 THEN window_to_at
             WHEN state = 'waiting_part' AND part_eta_at IS NOT NULL THEN part_eta_at
             WHEN state IN ('finished', 'confirmed') THEN finished_at + 259200000
             ELSE finish_target_at END, 9007199254740991)) VIRTUAL
) STRICT;
CREATE INDEX work_order_no ON work_order (no);
CREATE INDEX work_order_request ON work_order (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX work_order_customer ON work_order (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX work_order_unit ON work_order (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX work_order_import_key ON work_order (import_key) WHERE import_key IS NOT NULL;
CREATE INDEX work_order_received ON work_order (received_at, nr);
CREATE INDEX work_order_open ON work_order (due_at, nr)
    WHERE state NOT IN ('closed', 'cancelled');

CREATE TABLE order_event (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    work_order_id  BLOB NOT NULL REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    step           TEXT NOT NULL,
    from_state     TEXT,
    to_state       TEXT NOT NULL,
    occurred_at    INTEGER NOT NULL,
    staff_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    note           TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX order_event_work_order ON order_event (work_order_id, occurred_at);

CREATE TABLE contact (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id    BLOB REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    request_id     BLOB REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id  BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    channel        TEXT NOT NULL,
    direction      TEXT NOT NULL,
    text           TEXT NOT NULL,
    result         TEXT,
    occurred_at    INTEGER NOT NULL,
    staff_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    phone          TEXT,
    corrects_id    BLOB,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX contact_customer ON contact (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX contact_request ON contact (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX contact_work_order ON contact (work_order_id) WHERE work_order_id IS NOT NULL;

CREATE TABLE conflict (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    entity         TEXT NOT NULL,
    row_id         BLOB NOT NULL,
    field          TEXT NOT NULL,
    kept_value     TEXT,
    kept_at        INTEGER,
    kept_by        BLOB,
    kept_device    BLOB,
    other_value    TEXT,
    other_at       INTEGER,
    other_by       BLOB,
    other_device   BLOB,
    resolved_at    INTEGER,
    resolved_by    BLOB,
    resolution     TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX conflict_row ON conflict (row_id);
CREATE INDEX conflict_open ON conflict (created_at, nr) WHERE resolved_at IS NULL;

-- Own changes in the order they were made. The last row also holds where the device's numbering,
-- chain and clock stand, so it is never pruned.
CREATE TABLE outbox (
    dseq         INTEGER PRIMARY KEY,
    entity       INTEGER NOT NULL,
    row_id       BLOB NOT NULL,
    change       BLOB NOT NULL,
    group_end    INTEGER NOT NULL,
    hlc          INTEGER NOT NULL,
    -- The device's chain hash after this change.
    chain        BLOB NOT NULL CHECK (length(chain) = 32),
    edited_at    INTEGER NOT NULL,
    -- The number the log gave it; NULL until it was seen there.
    seq          INTEGER,
    -- When it was seen in the log, or parked.
    settled_at   INTEGER
) STRICT;
CREATE INDEX outbox_pending ON outbox (row_id, entity) WHERE settled_at IS NULL;

-- Own changes the server refused, kept until a person decides.
CREATE TABLE parked (
    dseq         INTEGER PRIMARY KEY,
    entity       INTEGER NOT NULL,
    row_id       BLOB NOT NULL,
    change       BLOB NOT NULL,
    code         TEXT NOT NULL,
    parked_at    INTEGER NOT NULL,
    -- 1 while a row the server does not have still stands here because other rows refer to it.
    remove_row   INTEGER NOT NULL
) STRICT;

-- Where this PC stands in the server's log (one row).
CREATE TABLE sync_state (
    one               INTEGER PRIMARY KEY CHECK (one = 1),
    epoch             BLOB,
    cursor            INTEGER NOT NULL,
    log_hash          BLOB NOT NULL CHECK (length(log_hash) = 32),
    acknowledged_dseq INTEGER NOT NULL,
    -- Two numbers the sync core wants back (client::ApplyPlan).
    latest_hlc        INTEGER NOT NULL,
    rewrite_to        INTEGER NOT NULL
) STRICT;
INSERT INTO sync_state (one, epoch, cursor, log_hash, acknowledged_dseq, latest_hlc, rewrite_to)
VALUES (1, NULL, 0, zeroblob(32), 0, 0, 0);

CREATE TABLE receipt (
    id            INTEGER PRIMARY KEY,
    at            INTEGER NOT NULL,
    pushed        INTEGER NOT NULL,
    pulled        INTEGER NOT NULL,
    sent_bytes    INTEGER NOT NULL,
    received_bytes INTEGER NOT NULL,
    result        TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE number_sequence (
    pc_code TEXT NOT NULL,
    date_on TEXT NOT NULL,
    last    INTEGER NOT NULL,
    PRIMARY KEY (pc_code, date_on)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    key        TEXT PRIMARY KEY,
    json       TEXT NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How the columns of an office file with these headings were mapped the last time.
CREATE TABLE import_mapping (
    fingerprint TEXT PRIMARY KEY,
    json        TEXT NOT NULL,
    used_at     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE import_log (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    kind    TEXT NOT NULL,
    file    TEXT NOT NULL,
    summary TEXT NOT NULL
) STRICT;

-- Search. `search_key` holds prefixes to seek (pinyin, reversed digits); the full-text tables one
-- document per customer, single characters as tokens. All of it is derived and can be rebuilt.
CREATE TABLE search_key (
    kind INTEGER NOT NULL,
    key  TEXT NOT NULL,
    -- The row number of what is found, and which part of it has the key (see KeyKind).
    nr   INTEGER NOT NULL,
    part INTEGER NOT NULL,
    PRIMARY KEY (kind, key, nr, part)
) STRICT, WITHOUT ROWID;

-- Where a customer stands in the list by place.
CREATE TABLE search_place (
    nr   INTEGER PRIMARY KEY,
    town TEXT NOT NULL,
    key  TEXT NOT NULL
) STRICT;
CREATE INDEX search_place_key ON search_place (key, nr);
CREATE INDEX search_place_town ON search_place (town, key, nr);

-- Names alone, so that a name is found without walking the places it is also a part of.
CREATE VIRTUAL TABLE search_name USING fts5 (
    name, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co So'"
);
-- Everything of a customer: names, addresses, tags, notes.
CREATE VIRTUAL TABLE search_text USING fts5 (
    text, content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* N* Co So'"
);
