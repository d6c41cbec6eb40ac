-- The person a step dispatched is one of the dealer's: a reference within the dealer, which only a
-- new table can get. Nothing refers to steps, so they are copied and take the old name.

CREATE TABLE order_event_with_technician (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    work_order_id BLOB,
    step TEXT,
    from_state TEXT,
    to_state TEXT,
    occurred_at INTEGER,
    staff_id BLOB,
    note TEXT,
    technician_id BLOB,
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
    FOREIGN KEY (dealer_id, work_order_id) REFERENCES work_order (dealer_id, id),
    FOREIGN KEY (dealer_id, staff_id) REFERENCES staff (dealer_id, id),
    FOREIGN KEY (dealer_id, technician_id) REFERENCES staff (dealer_id, id)
) WITHOUT ROWID;

INSERT INTO order_event_with_technician (dealer_id, id, work_order_id, step, from_state, to_state,
    occurred_at, staff_id, note, technician_id, deleted_at, created_at, created_tick, created_by,
    created_device, created_seq, updated_at, updated_tick, updated_by, updated_device, updated_seq,
    extra)
SELECT dealer_id, id, work_order_id, step, from_state, to_state, occurred_at, staff_id, note,
    technician_id, deleted_at, created_at, created_tick, created_by, created_device, created_seq,
    updated_at, updated_tick, updated_by, updated_device, updated_seq, extra
FROM order_event;

DROP TABLE order_event;
ALTER TABLE order_event_with_technician RENAME TO order_event;
CREATE INDEX order_event_of_order ON order_event (dealer_id, work_order_id);

-- Headquarters' list of what is due first.
CREATE INDEX work_order_by_due
    ON work_order (coalesce(finish_limit_at, 9223372036854775807), dealer_id, id);

-- What SQLite's planner takes for granted (see the second migration) went with the old table.
DELETE FROM sqlite_stat1 WHERE tbl IN ('order_event', 'order_event_with_technician');
INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('order_event', 'order_event', '8000000 8000 1'),
    ('order_event', 'order_event_of_order', '8000000 8000 8'),
    ('work_order', 'work_order_by_due', '1000000 1 1 1');
