-- Complaints (投诉) with what happened to them, and promises (承诺) given to customers.

CREATE TABLE complaint (
    nr              INTEGER PRIMARY KEY,
    id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    no              TEXT NOT NULL,
    customer_id     BLOB REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id         BLOB REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id   BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    request_id      BLOB REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
    caller_name     TEXT,
    caller_phone    TEXT,
    channel         TEXT NOT NULL,
    category        TEXT NOT NULL,
    item            TEXT,
    text            TEXT NOT NULL,
    remedy_sought   TEXT,
    severity        TEXT NOT NULL,
    safety          INTEGER,
    injury          INTEGER,
    public_exposure INTEGER,
    received_at     INTEGER NOT NULL,
    about_staff_id  BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    owner_id        BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    state           TEXT NOT NULL,
    class           TEXT,
    sat_before      INTEGER,
    sat_after       INTEGER,
    cause           TEXT,
    failure_type    TEXT,
    plan            TEXT,
    external_no     TEXT,
    conclusion      TEXT,
    taken_over      INTEGER,
    reopened_count  INTEGER,
    created_at      INTEGER NOT NULL,
    created_by      BLOB NOT NULL,
    updated_at      INTEGER NOT NULL,
    updated_by      BLOB NOT NULL,
    updated_device  BLOB NOT NULL,
    deleted_at      INTEGER
) STRICT;
CREATE INDEX complaint_received ON complaint (received_at, nr) WHERE deleted_at IS NULL;
CREATE INDEX complaint_open ON complaint (received_at, nr)
    WHERE deleted_at IS NULL AND state NOT IN ('settled', 'closed_satisfied', 'closed_external');
CREATE INDEX complaint_customer ON complaint (customer_id, received_at)
    WHERE customer_id IS NOT NULL;
CREATE INDEX complaint_order ON complaint (work_order_id) WHERE work_order_id IS NOT NULL;
CREATE INDEX complaint_request ON complaint (request_id) WHERE request_id IS NOT NULL;
CREATE INDEX complaint_no ON complaint (no);

CREATE TABLE complaint_event (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    complaint_id   BLOB NOT NULL REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    event          TEXT NOT NULL,
    from_state     TEXT,
    to_state       TEXT NOT NULL,
    occurred_at    INTEGER NOT NULL,
    staff_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    text           TEXT,
    class          TEXT,
    handler_id     BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    sat_after      INTEGER,
    recovery       TEXT,
    cause          TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX complaint_event_complaint ON complaint_event (complaint_id, occurred_at);

CREATE TABLE promise (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    text           TEXT NOT NULL,
    due_on         TEXT NOT NULL,
    owner_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    state          TEXT NOT NULL,
    kept_on        TEXT,
    customer_id    BLOB REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id  BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    complaint_id   BLOB REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    made_at        INTEGER NOT NULL,
    reason         TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX promise_open ON promise (due_on, nr) WHERE state = 'open' AND deleted_at IS NULL;
CREATE INDEX promise_made ON promise (made_at, nr) WHERE deleted_at IS NULL;
CREATE INDEX promise_customer ON promise (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX promise_order ON promise (work_order_id) WHERE work_order_id IS NOT NULL;
CREATE INDEX promise_complaint ON promise (complaint_id) WHERE complaint_id IS NOT NULL;
