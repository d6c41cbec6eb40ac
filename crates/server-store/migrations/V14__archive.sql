-- What households prefer, whose phone it was and when, and consents.

ALTER TABLE customer ADD COLUMN language TEXT;
ALTER TABLE customer ADD COLUMN no_call INTEGER;
ALTER TABLE customer ADD COLUMN no_marketing INTEGER;
ALTER TABLE customer ADD COLUMN preferred_technician_id BLOB;
ALTER TABLE phone ADD COLUMN valid_from TEXT;
ALTER TABLE phone ADD COLUMN valid_to TEXT;
ALTER TABLE phone ADD COLUMN confirmed_on TEXT;

CREATE TABLE consent (
    dealer_id BLOB NOT NULL REFERENCES dealer (id),
    id BLOB NOT NULL,
    customer_id BLOB,
    person_id BLOB,
    person_name TEXT,
    purpose TEXT,
    given INTEGER,
    notice_version TEXT,
    shop_name TEXT,
    receiver_name TEXT,
    channel TEXT,
    occurred_at INTEGER,
    staff_id BLOB,
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
    FOREIGN KEY (dealer_id, customer_id) REFERENCES customer (dealer_id, id),
    FOREIGN KEY (dealer_id, staff_id) REFERENCES staff (dealer_id, id)
) WITHOUT ROWID;
CREATE INDEX consent_of_customer ON consent (dealer_id, customer_id);
