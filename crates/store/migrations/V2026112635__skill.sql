-- Certificates the shop wrote down itself (R003), and what its people can do (R137).
CREATE TABLE own_certificate (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    staff_id       BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    kind           TEXT NOT NULL,
    no             TEXT NOT NULL,
    issuer         TEXT,
    valid_to       TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX own_certificate_staff ON own_certificate (staff_id);
CREATE TABLE staff_skill (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    staff_id       BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    skill          TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX staff_skill_staff ON staff_skill (staff_id);
