-- What households prefer, whose phone it was and when, and consents (同意).
ALTER TABLE customer ADD COLUMN language TEXT;
ALTER TABLE customer ADD COLUMN no_call INTEGER;
ALTER TABLE customer ADD COLUMN no_marketing INTEGER;
ALTER TABLE customer ADD COLUMN preferred_technician_id BLOB;
-- The households that were found to be the same as another.
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;

ALTER TABLE phone ADD COLUMN valid_from TEXT;
ALTER TABLE phone ADD COLUMN valid_to TEXT;
ALTER TABLE phone ADD COLUMN confirmed_on TEXT;

CREATE TABLE consent (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id    BLOB NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    person_id      BLOB,
    person_name    TEXT NOT NULL,
    purpose        TEXT NOT NULL,
    given          INTEGER NOT NULL,
    notice_version TEXT NOT NULL,
    shop_name      TEXT NOT NULL,
    receiver_name  TEXT NOT NULL,
    channel        TEXT NOT NULL,
    occurred_at    INTEGER NOT NULL,
    staff_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    note           TEXT,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX consent_customer ON consent (customer_id, occurred_at);

-- Machines that came to a household or left it, for its timeline.
CREATE INDEX custody_event_from_customer ON custody_event (from_customer_id)
    WHERE from_customer_id IS NOT NULL;
CREATE INDEX custody_event_to_customer ON custody_event (to_customer_id)
    WHERE to_customer_id IS NOT NULL;
