-- The sale of a machine, and its first commissioning.
ALTER TABLE unit ADD COLUMN sale_channel TEXT;
ALTER TABLE unit ADD COLUMN price_fen INTEGER;
ALTER TABLE unit ADD COLUMN invoice_no TEXT;
ALTER TABLE unit ADD COLUMN invoice_on TEXT;
ALTER TABLE unit ADD COLUMN deliver_by_on TEXT;
ALTER TABLE unit ADD COLUMN delivered_on TEXT;
ALTER TABLE unit ADD COLUMN commissioned_on TEXT;
ALTER TABLE unit ADD COLUMN label_no TEXT;

-- One row for each attempt at a checklist of commissioning.
CREATE TABLE inspection (
    nr               INTEGER PRIMARY KEY,
    id               BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    unit_id          BLOB NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id    BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    checklist        TEXT NOT NULL,
    checklist_version TEXT NOT NULL,
    results          TEXT NOT NULL,
    status           TEXT NOT NULL,
    passed           INTEGER NOT NULL,
    inspected_on     TEXT NOT NULL,
    staff_id         BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    paper_no         TEXT,
    photo_count      INTEGER,
    label_no         TEXT,
    suspect          INTEGER,
    created_at       INTEGER NOT NULL,
    created_by       BLOB NOT NULL,
    updated_at       INTEGER NOT NULL,
    updated_by       BLOB NOT NULL,
    updated_device   BLOB NOT NULL,
    deleted_at       INTEGER
) STRICT;
CREATE INDEX inspection_unit ON inspection (unit_id, nr);
CREATE INDEX inspection_work_order ON inspection (work_order_id) WHERE work_order_id IS NOT NULL;
CREATE INDEX inspection_staff ON inspection (staff_id, nr) WHERE staff_id IS NOT NULL;

-- The chain of custody: one row for each step of a machine.
CREATE TABLE custody_event (
    nr               INTEGER PRIMARY KEY,
    id               BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    unit_id          BLOB NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    step             TEXT NOT NULL,
    from_state       TEXT NOT NULL,
    to_state         TEXT NOT NULL,
    occurred_on      TEXT NOT NULL,
    from_kind        TEXT NOT NULL,
    from_name        TEXT,
    from_customer_id BLOB,
    to_kind          TEXT NOT NULL,
    to_name          TEXT,
    to_customer_id   BLOB,
    document         TEXT NOT NULL,
    staff_id         BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    note             TEXT,
    gap              INTEGER,
    other_unit_id    BLOB,
    work_order_id    BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    display_declared INTEGER,
    created_at       INTEGER NOT NULL,
    created_by       BLOB NOT NULL,
    updated_at       INTEGER NOT NULL,
    updated_by       BLOB NOT NULL,
    updated_device   BLOB NOT NULL,
    deleted_at       INTEGER
) STRICT;
CREATE INDEX custody_event_unit ON custody_event (unit_id, occurred_on, nr);
CREATE INDEX custody_event_work_order ON custody_event (work_order_id)
    WHERE work_order_id IS NOT NULL;

-- The yearly maintenance of each machine: the one that is due, and those before.
CREATE TABLE maintenance (
    nr               INTEGER PRIMARY KEY,
    id               BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    unit_id          BLOB NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    due_on           TEXT NOT NULL,
    remind_on        TEXT NOT NULL,
    state            TEXT NOT NULL,
    done_on          TEXT,
    staff_id         BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id    BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    note             TEXT,
    created_at       INTEGER NOT NULL,
    created_by       BLOB NOT NULL,
    updated_at       INTEGER NOT NULL,
    updated_by       BLOB NOT NULL,
    updated_device   BLOB NOT NULL,
    deleted_at       INTEGER
) STRICT;
CREATE INDEX maintenance_unit ON maintenance (unit_id, due_on);
CREATE INDEX maintenance_work_order ON maintenance (work_order_id)
    WHERE work_order_id IS NOT NULL;
-- What is to be agreed with a customer from a day on.
CREATE INDEX maintenance_open ON maintenance (remind_on, nr) WHERE state = 'open';
