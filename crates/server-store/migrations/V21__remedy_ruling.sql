-- Headquarters' decisions over remedy cases that were too much for the shop's manager.

CREATE TABLE remedy_ruling (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    remedy_case_id BLOB,
    proposal_id BLOB,
    verdict TEXT,
    text TEXT,
    ruling_no TEXT,
    ruling_by TEXT,
    occurred_at INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, remedy_case_id) REFERENCES remedy_case (dealer_id, id)
) WITHOUT ROWID;
