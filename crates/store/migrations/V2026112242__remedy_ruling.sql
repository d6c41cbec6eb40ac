-- Headquarters' decisions over remedy cases that were too much for the shop's manager.

CREATE TABLE remedy_ruling (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    remedy_case_id BLOB NOT NULL REFERENCES remedy_case (id) DEFERRABLE INITIALLY DEFERRED,
    proposal_id BLOB NOT NULL,
    verdict TEXT NOT NULL,
    text TEXT NOT NULL,
    ruling_no TEXT NOT NULL,
    ruling_by TEXT NOT NULL,
    occurred_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX remedy_ruling_case ON remedy_ruling (remedy_case_id);
