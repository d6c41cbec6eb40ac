-- Quotes before work, and how the customer agreed (报价). Rows are only added.
CREATE TABLE quote_event (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    work_order_id  BLOB NOT NULL REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    event          TEXT NOT NULL,
    paper_no       TEXT,
    total_fen      INTEGER NOT NULL,
    valid_until_on TEXT,
    terms          TEXT,
    channel        TEXT,
    person_name    TEXT,
    by_photo       INTEGER,
    note           TEXT,
    occurred_at    INTEGER NOT NULL,
    staff_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX quote_event_order ON quote_event (work_order_id, occurred_at, nr);
CREATE INDEX quote_event_paper ON quote_event (paper_no);
