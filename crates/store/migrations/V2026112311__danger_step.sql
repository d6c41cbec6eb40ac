-- What was done about a danger on the spot: stopped, tagged, told, checked, released. Rows are only added.
CREATE TABLE danger_step (
    nr            INTEGER PRIMARY KEY,
    id            BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    work_order_id BLOB NOT NULL REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id       BLOB REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    step          TEXT NOT NULL,
    tag_no        TEXT,
    paper_no      TEXT,
    by_photo      INTEGER,
    refused       INTEGER,
    witness       TEXT,
    text          TEXT,
    occurred_at   INTEGER NOT NULL,
    staff_id      BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    created_at    INTEGER NOT NULL,
    created_by    BLOB NOT NULL,
    updated_at    INTEGER NOT NULL,
    updated_by    BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at    INTEGER
) STRICT;
CREATE INDEX danger_step_order ON danger_step (work_order_id, occurred_at, nr);
