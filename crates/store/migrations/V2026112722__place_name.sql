-- Old names of towns and villages.
CREATE TABLE place_name (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind           TEXT NOT NULL,
    old_name       TEXT NOT NULL,
    name           TEXT NOT NULL,
    town           TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
