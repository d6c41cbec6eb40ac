-- Days on which a person is away.
CREATE TABLE absence (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    staff_id       BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    from_on        TEXT NOT NULL,
    to_on          TEXT NOT NULL,
    reason         TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX absence_of_staff ON absence (staff_id, to_on);

-- What headquarters certifies; only read here.
CREATE TABLE certificate (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    staff_id       BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    kind           TEXT NOT NULL,
    no             TEXT NOT NULL,
    issuer         TEXT,
    valid_from     TEXT NOT NULL,
    valid_to       TEXT NOT NULL,
    state          TEXT NOT NULL,
    reason         TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX certificate_of_staff ON certificate (staff_id);

-- Who looked at whose file and who took data out. Rows are only added.
CREATE TABLE access_entry (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    staff_id       BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    action         TEXT NOT NULL,
    customer_id    BLOB,
    what           TEXT,
    reason         TEXT,
    row_count      INTEGER,
    occurred_at    INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX access_entry_of_person ON access_entry (staff_id, customer_id, occurred_at);
CREATE INDEX access_entry_newest ON access_entry (occurred_at, nr);

-- The open work of one person.
CREATE INDEX work_order_of_technician ON work_order (technician_id)
    WHERE state NOT IN ('closed', 'cancelled');
CREATE INDEX request_of_owner ON request (owner_id) WHERE state = 'open';
