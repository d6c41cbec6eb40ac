-- On which days the towns hold their markets (赶集日).
CREATE TABLE market_day (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    town           TEXT NOT NULL,
    calendar       TEXT NOT NULL,
    digits         TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
