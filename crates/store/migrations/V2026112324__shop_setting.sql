-- What the shop has settled for all its PCs: care calls a day, closing and opening time.
CREATE TABLE shop_setting (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    care_per_day   INTEGER,
    duty_closes    TEXT,
    duty_opens     TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
