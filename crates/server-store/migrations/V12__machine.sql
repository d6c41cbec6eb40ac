-- The sale of a machine and its first commissioning, its chain of custody, its inspections and its
-- yearly maintenance.

ALTER TABLE unit ADD COLUMN sale_channel TEXT;
ALTER TABLE unit ADD COLUMN price_fen INTEGER;
ALTER TABLE unit ADD COLUMN invoice_no TEXT;
ALTER TABLE unit ADD COLUMN invoice_on TEXT;
ALTER TABLE unit ADD COLUMN deliver_by_on TEXT;
ALTER TABLE unit ADD COLUMN delivered_on TEXT;
ALTER TABLE unit ADD COLUMN commissioned_on TEXT;
ALTER TABLE unit ADD COLUMN label_no TEXT;

CREATE TABLE inspection (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    unit_id BLOB,
    work_order_id BLOB,
    checklist TEXT,
    checklist_version TEXT,
    results TEXT,
    status TEXT,
    passed INTEGER,
    inspected_on TEXT,
    staff_id BLOB,
    paper_no TEXT,
    photo_count INTEGER,
    label_no TEXT,
    suspect INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, unit_id) REFERENCES unit (dealer_id, id),
    FOREIGN KEY (dealer_id, work_order_id) REFERENCES work_order (dealer_id, id),
    FOREIGN KEY (dealer_id, staff_id) REFERENCES staff (dealer_id, id)
) WITHOUT ROWID;
CREATE INDEX inspection_of_unit ON inspection (dealer_id, unit_id);

CREATE TABLE custody_event (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    unit_id BLOB,
    step TEXT,
    from_state TEXT,
    to_state TEXT,
    occurred_on TEXT,
    from_kind TEXT,
    from_name TEXT,
    from_customer_id BLOB,
    to_kind TEXT,
    to_name TEXT,
    to_customer_id BLOB,
    document TEXT,
    staff_id BLOB,
    note TEXT,
    gap INTEGER,
    other_unit_id BLOB,
    work_order_id BLOB,
    display_declared INTEGER,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, unit_id) REFERENCES unit (dealer_id, id),
    FOREIGN KEY (dealer_id, staff_id) REFERENCES staff (dealer_id, id),
    FOREIGN KEY (dealer_id, work_order_id) REFERENCES work_order (dealer_id, id)
) WITHOUT ROWID;
CREATE INDEX custody_event_of_unit ON custody_event (dealer_id, unit_id);

CREATE TABLE maintenance (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    unit_id BLOB,
    due_on TEXT,
    remind_on TEXT,
    state TEXT,
    done_on TEXT,
    staff_id BLOB,
    work_order_id BLOB,
    note TEXT,
    deleted_at INTEGER,
    created_at INTEGER NOT NULL,
    created_tick INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    created_device BLOB NOT NULL,
    created_seq INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_tick INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    updated_seq INTEGER NOT NULL,
    extra BLOB,
    PRIMARY KEY (dealer_id, id),
    FOREIGN KEY (dealer_id, unit_id) REFERENCES unit (dealer_id, id),
    FOREIGN KEY (dealer_id, staff_id) REFERENCES staff (dealer_id, id),
    FOREIGN KEY (dealer_id, work_order_id) REFERENCES work_order (dealer_id, id)
) WITHOUT ROWID;
CREATE INDEX maintenance_of_unit ON maintenance (dealer_id, unit_id);
