-- Claims that 三包 does not cover a repair: the ground, its evidence, and what became of them.

CREATE TABLE exclusion_event (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    work_order_id BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    remedy_case_id BLOB REFERENCES remedy_case (id) DEFERRABLE INITIALLY DEFERRED,
    event TEXT NOT NULL,
    claim_id BLOB,
    ground TEXT,
    evidence TEXT,
    text TEXT,
    caused_by_it INTEGER,
    found_on TEXT,
    ruling_no TEXT,
    ruling_by TEXT,
    basis_zh TEXT,
    basis_en TEXT,
    rules TEXT,
    occurred_at INTEGER NOT NULL,
    staff_id BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX exclusion_event_work_order ON exclusion_event (work_order_id)
    WHERE work_order_id IS NOT NULL;
CREATE INDEX exclusion_event_remedy_case ON exclusion_event (remedy_case_id)
    WHERE remedy_case_id IS NOT NULL;
