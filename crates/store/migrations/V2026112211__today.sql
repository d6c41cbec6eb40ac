-- Who took note of an alert, read the safety words out, or called headquarters. The alerts
-- themselves follow from the events of a case and are never stored.
CREATE TABLE alert_ack (
    nr              INTEGER PRIMARY KEY,
    id              BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind            TEXT NOT NULL,
    work_order_id   BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    request_id      BLOB REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
    round           INTEGER,
    stage           TEXT,
    level           TEXT,
    due_at          INTEGER,
    acknowledged_at INTEGER NOT NULL,
    staff_id        BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    note            TEXT,
    created_at      INTEGER NOT NULL,
    created_by      BLOB NOT NULL,
    updated_at      INTEGER NOT NULL,
    updated_by      BLOB NOT NULL,
    updated_device  BLOB NOT NULL,
    deleted_at      INTEGER
) STRICT;
CREATE INDEX alert_ack_work_order ON alert_ack (work_order_id) WHERE work_order_id IS NOT NULL;
CREATE INDEX alert_ack_request ON alert_ack (request_id) WHERE request_id IS NOT NULL;

-- The figures of a day as they stood when it was closed.
CREATE TABLE day_close (
    nr               INTEGER PRIMARY KEY,
    id               BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    day_on           TEXT NOT NULL,
    closed_at        INTEGER NOT NULL,
    staff_id         BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    received         INTEGER,
    replied_same_day INTEGER,
    finished         INTEGER,
    open             INTEGER,
    overdue          INTEGER,
    unsent           INTEGER,
    without_owner    INTEGER,
    without_next     INTEGER,
    note             TEXT,
    created_at       INTEGER NOT NULL,
    created_by       BLOB NOT NULL,
    updated_at       INTEGER NOT NULL,
    updated_by       BLOB NOT NULL,
    updated_device   BLOB NOT NULL,
    deleted_at       INTEGER
) STRICT;
CREATE INDEX day_close_day ON day_close (day_on, closed_at);

-- What was finished on a day.
CREATE INDEX work_order_finished ON work_order (finished_at) WHERE finished_at IS NOT NULL;
