-- What the shop does on certain days (R048).
CREATE TABLE shop_event (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    name           TEXT NOT NULL,
    kind           TEXT NOT NULL,
    from_on        TEXT NOT NULL,
    to_on          TEXT NOT NULL,
    place          TEXT,
    services       TEXT,
    phone          TEXT,
    note           TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX shop_event_days ON shop_event (to_on, from_on) WHERE deleted_at IS NULL;
