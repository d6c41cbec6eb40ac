-- Return visits: the plan, and one row for each time a household answered. Calls in vain are contacts.

CREATE TABLE return_visit (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind           TEXT NOT NULL,
    customer_id    BLOB NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id        BLOB REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id  BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    complaint_id   BLOB,
    state          TEXT NOT NULL,
    anchor_on      TEXT NOT NULL,
    from_on        TEXT NOT NULL,
    to_on          TEXT NOT NULL,
    next_at        INTEGER,
    served_by_id   BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    policy_version TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX return_visit_customer ON return_visit (customer_id);
CREATE INDEX return_visit_unit ON return_visit (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX return_visit_work_order ON return_visit (work_order_id)
    WHERE work_order_id IS NOT NULL;
-- The queue: what is still to be done, the window that ends first before the others.
CREATE INDEX return_visit_open ON return_visit (to_on, nr)
    WHERE state IN ('planned', 'due', 'trying', 'wrong_number');
CREATE INDEX return_visit_updated ON return_visit (updated_at, nr);

CREATE TABLE visit_answer (
    nr                    INTEGER PRIMARY KEY,
    id                    BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    return_visit_id       BLOB NOT NULL REFERENCES return_visit (id) DEFERRABLE INITIALLY DEFERRED,
    contact_id            BLOB REFERENCES contact (id) DEFERRABLE INITIALLY DEFERRED,
    occurred_at           INTEGER NOT NULL,
    staff_id              BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    questionnaire_code    TEXT NOT NULL,
    questionnaire_version TEXT NOT NULL,
    answers               TEXT NOT NULL,
    result                TEXT NOT NULL,
    next_action           TEXT,
    suggestion            TEXT,
    duration_seconds      INTEGER,
    works                 INTEGER,
    csat                  INTEGER,
    nps                   INTEGER,
    own_work              INTEGER,
    follow_request_id     BLOB REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED,
    follow_order_id       BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    created_at            INTEGER NOT NULL,
    created_by            BLOB NOT NULL,
    updated_at            INTEGER NOT NULL,
    updated_by            BLOB NOT NULL,
    updated_device        BLOB NOT NULL,
    deleted_at            INTEGER
) STRICT;
CREATE INDEX visit_answer_visit ON visit_answer (return_visit_id, occurred_at);
CREATE INDEX visit_answer_occurred ON visit_answer (occurred_at, nr);
CREATE INDEX visit_answer_suggestion ON visit_answer (occurred_at, nr)
    WHERE suggestion IS NOT NULL;
CREATE INDEX visit_answer_follow_order ON visit_answer (follow_order_id)
    WHERE follow_order_id IS NOT NULL;

-- Which visit a call was made for.
ALTER TABLE contact ADD COLUMN return_visit_id BLOB;
CREATE INDEX contact_return_visit ON contact (return_visit_id, occurred_at)
    WHERE return_visit_id IS NOT NULL;
