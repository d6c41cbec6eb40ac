-- Photos (照片): whose they are, what they show, and the name of their content, which is kept apart.

CREATE TABLE photo (
    nr             INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id    BLOB REFERENCES customer (id) DEFERRABLE INITIALLY DEFERRED,
    unit_id        BLOB REFERENCES unit (id) DEFERRABLE INITIALLY DEFERRED,
    work_order_id  BLOB REFERENCES work_order (id) DEFERRABLE INITIALLY DEFERRED,
    complaint_id   BLOB REFERENCES complaint (id) DEFERRABLE INITIALLY DEFERRED,
    remedy_case_id BLOB REFERENCES remedy_case (id) DEFERRABLE INITIALLY DEFERRED,
    kind           TEXT NOT NULL,
    note           TEXT,
    content_key    TEXT NOT NULL,
    source_key     TEXT,
    taken_at       INTEGER,
    taken_from     TEXT,
    bytes          INTEGER,
    width          INTEGER,
    height         INTEGER,
    created_at     INTEGER NOT NULL,
    created_by     BLOB NOT NULL,
    updated_at     INTEGER NOT NULL,
    updated_by     BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at     INTEGER
) STRICT;
CREATE INDEX photo_customer ON photo (customer_id, created_at) WHERE customer_id IS NOT NULL;
CREATE INDEX photo_unit ON photo (unit_id, created_at) WHERE unit_id IS NOT NULL;
CREATE INDEX photo_order ON photo (work_order_id, created_at) WHERE work_order_id IS NOT NULL;
CREATE INDEX photo_complaint ON photo (complaint_id, created_at) WHERE complaint_id IS NOT NULL;
CREATE INDEX photo_case ON photo (remedy_case_id, created_at) WHERE remedy_case_id IS NOT NULL;
-- Which contents are in use, and where the same picture stands too.
CREATE INDEX photo_content ON photo (content_key, deleted_at);
CREATE INDEX photo_source ON photo (source_key, deleted_at) WHERE source_key IS NOT NULL;
CREATE INDEX photo_deleted ON photo (deleted_at) WHERE deleted_at IS NOT NULL;
