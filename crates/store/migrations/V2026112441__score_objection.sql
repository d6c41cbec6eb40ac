-- What somebody objects to of a figure of the scorecard, and the answers to it.
CREATE TABLE score_objection (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    staff_id       BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    month          TEXT NOT NULL,
    figure         TEXT NOT NULL,
    event          TEXT NOT NULL,
    objection_id   BLOB,
    text           TEXT NOT NULL,
    by_id          BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    occurred_at    INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX score_objection_month ON score_objection (month, staff_id, occurred_at, nr);
CREATE INDEX score_objection_answer ON score_objection (objection_id)
    WHERE objection_id IS NOT NULL;

-- The figures of a period find their rows by these.
CREATE INDEX work_order_closed ON work_order (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX work_order_limit ON work_order (finish_limit_at) WHERE finish_limit_at IS NOT NULL;
CREATE INDEX order_event_window ON order_event (window_to_at) WHERE window_to_at IS NOT NULL;
CREATE INDEX promise_due ON promise (due_on, nr) WHERE deleted_at IS NULL;
CREATE INDEX complaint_event_occurred ON complaint_event (occurred_at, to_state);
