-- Recalls and stop-use notices, as headquarters wrote them; only read here.
CREATE TABLE recall (
    nr               INTEGER PRIMARY KEY,
    id               BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    no               TEXT NOT NULL,
    kind             TEXT NOT NULL,
    state            TEXT NOT NULL,
    version          INTEGER NOT NULL,
    title            TEXT NOT NULL,
    reason           TEXT NOT NULL,
    advice           TEXT,
    action           TEXT NOT NULL,
    ranges           TEXT NOT NULL,
    published_on     TEXT NOT NULL,
    deadline_on      TEXT,
    withdrawn_reason TEXT,
    created_at       INTEGER NOT NULL,
    created_by       BLOB NOT NULL,
    updated_at       INTEGER NOT NULL,
    updated_by       BLOB NOT NULL,
    updated_device   BLOB NOT NULL,
    deleted_at       INTEGER
) STRICT;

-- What was done at a machine for a notice. Rows are only added.
CREATE TABLE recall_outcome (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    recall_id      BLOB NOT NULL,
    recall_version INTEGER NOT NULL,
    unit_id        BLOB NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    outcome        TEXT NOT NULL,
    done_on        TEXT NOT NULL,
    staff_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id  BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    note           TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX recall_outcome_unit ON recall_outcome (unit_id, recall_id, done_on, nr);
CREATE INDEX recall_outcome_order ON recall_outcome (work_order_id) WHERE work_order_id IS NOT NULL;
