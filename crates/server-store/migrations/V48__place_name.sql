-- Old names of towns and villages.
CREATE TABLE place_name (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    "kind" TEXT,
    old_name TEXT,
    name TEXT,
    town TEXT,
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
    PRIMARY KEY (dealer_id, id)
) WITHOUT ROWID;
