-- Who answers after closing time, one row for each night.
CREATE TABLE duty (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    night_on       TEXT NOT NULL,
    staff_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    phone          TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX duty_night ON duty (night_on);
