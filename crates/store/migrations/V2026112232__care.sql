-- Care calls that were made or left; what there is to call about is never stored.
CREATE TABLE care_call (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id    BLOB NOT NULL REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    kind           TEXT NOT NULL,
    person_id      BLOB,
    unit_id        BLOB,
    due_on         TEXT NOT NULL,
    result         TEXT,
    reason         TEXT,
    note           TEXT,
    handled_at     INTEGER NOT NULL,
    staff_id       BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX care_call_customer ON care_call (customer_id, kind, due_on);
CREATE INDEX care_call_handled ON care_call (handled_at);

-- Whom there may be something to call about.
CREATE INDEX consent_purpose ON consent (purpose, customer_id);
CREATE INDEX unit_install_day ON unit (substr(installed_on, 6, 5), installed_on)
    WHERE installed_on IS NOT NULL AND state = 'in_use';
