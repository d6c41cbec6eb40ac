-- The call a photo was sent with: a reference within the dealer, which only a new table can get.
-- Nothing refers to photos, so they are copied and take the old name.

CREATE TABLE photo_with_call (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    customer_id BLOB,
    unit_id BLOB,
    work_order_id BLOB,
    complaint_id BLOB,
    remedy_case_id BLOB,
    kind TEXT,
    note TEXT,
    content_key TEXT,
    source_key TEXT,
    taken_at INTEGER,
    taken_from TEXT,
    bytes INTEGER,
    width INTEGER,
    height INTEGER,
    item TEXT,
    request_id BLOB,
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
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id),
    FOREIGN KEY (dealer_id, unit_id) REFERENCES unit (dealer_id, id),
    FOREIGN KEY (dealer_id, work_order_id) REFERENCES work_order (dealer_id, id),
    FOREIGN KEY (dealer_id, complaint_id) REFERENCES complaint (dealer_id, id),
    FOREIGN KEY (dealer_id, remedy_case_id) REFERENCES remedy_case (dealer_id, id),
    FOREIGN KEY (dealer_id, request_id) REFERENCES request (dealer_id, id)
) WITHOUT ROWID;

INSERT INTO photo_with_call (dealer_id, id, customer_id, unit_id, work_order_id, complaint_id,
    remedy_case_id, kind, note, content_key, source_key, taken_at, taken_from, bytes, width, height,
    item, deleted_at, created_at, created_tick, created_by, created_device, created_seq, updated_at,
    updated_tick, updated_by, updated_device, updated_seq, extra)
SELECT dealer_id, id, customer_id, unit_id, work_order_id, complaint_id,
    remedy_case_id, kind, note, content_key, source_key, taken_at, taken_from, bytes, width, height,
    item, deleted_at, created_at, created_tick, created_by, created_device, created_seq, updated_at,
    updated_tick, updated_by, updated_device, updated_seq, extra
FROM photo;

DROP TABLE photo;
ALTER TABLE photo_with_call RENAME TO photo;
CREATE INDEX photo_of_customer ON photo (dealer_id, customer_id);
CREATE INDEX photo_of_order ON photo (dealer_id, work_order_id);
