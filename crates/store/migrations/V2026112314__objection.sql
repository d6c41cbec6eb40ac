-- What a customer objected to on the spot, and what became of it.
CREATE TABLE objection (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    work_order_id  BLOB NOT NULL REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    text           TEXT NOT NULL,
    handling       TEXT,
    resolved       INTEGER NOT NULL,
    complaint_id   BLOB,
    occurred_at    INTEGER NOT NULL,
    staff_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX objection_order ON objection (work_order_id, occurred_at, nr);
