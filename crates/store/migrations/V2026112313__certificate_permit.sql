-- Headquarters lets somebody go whom the gate of certificates holds back; only read here.
CREATE TABLE certificate_permit (
    nr               INTEGER PRIMARY KEY,
    id               BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    staff_id         BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    task             TEXT NOT NULL,
    from_on          TEXT NOT NULL,
    until_on         TEXT NOT NULL,
    reason           TEXT NOT NULL,
    given_by         TEXT NOT NULL,
    state            TEXT NOT NULL,
    withdrawn_reason TEXT,
    created_at       INTEGER NOT NULL,
    created_by       BLOB NOT NULL,
    updated_at       INTEGER NOT NULL,
    updated_by       BLOB NOT NULL,
    updated_device   BLOB NOT NULL,
    deleted_at       INTEGER
) STRICT;
CREATE INDEX certificate_permit_of_staff ON certificate_permit (staff_id);
