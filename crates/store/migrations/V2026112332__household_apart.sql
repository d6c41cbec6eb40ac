-- Two households that share a number or a name and are not the same.
CREATE TABLE household_apart (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id    BLOB NOT NULL,
    other_id       BLOB NOT NULL,
    apart          INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
