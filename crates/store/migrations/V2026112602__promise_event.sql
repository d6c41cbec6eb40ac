-- Into whose hands a promise went, and why.
CREATE TABLE promise_event (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    promise_id     BLOB NOT NULL REFERENCES promise (id) DEFERRABLE INITIALLY DEFERRED,
    event          TEXT NOT NULL,
    from_owner_id  BLOB REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    to_owner_id    BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    text           TEXT NOT NULL,
    by_id          BLOB NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
    occurred_at    INTEGER NOT NULL,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX promise_event_promise ON promise_event (promise_id, occurred_at, nr);
