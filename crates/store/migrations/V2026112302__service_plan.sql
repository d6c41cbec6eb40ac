-- Service plans sold to machines, and what became of them. Rows are only added.

CREATE TABLE plan_event (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    unit_id BLOB NOT NULL REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    customer_id BLOB REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    event TEXT NOT NULL,
    contract_id BLOB,
    no TEXT NOT NULL,
    plan_code TEXT NOT NULL,
    plan_name TEXT NOT NULL,
    list_no TEXT,
    terms TEXT,
    start_on TEXT,
    end_on TEXT,
    method TEXT NOT NULL,
    amount_fen INTEGER NOT NULL,
    receipt_no TEXT NOT NULL,
    done_on TEXT NOT NULL,
    note TEXT,
    occurred_at INTEGER NOT NULL,
    staff_id BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX plan_event_unit ON plan_event (unit_id);
CREATE INDEX plan_event_customer ON plan_event (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX plan_event_day ON plan_event (done_on, nr);
CREATE INDEX plan_event_end ON plan_event (end_on) WHERE end_on IS NOT NULL;
