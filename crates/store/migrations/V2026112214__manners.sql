-- What a person prefers on this PC and looked at last here; neither leaves it.

CREATE TABLE preference (
    staff_id   BLOB NOT NULL CHECK (length(staff_id) = 16),
    key        TEXT NOT NULL,
    json       TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (staff_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE recent (
    staff_id  BLOB NOT NULL CHECK (length(staff_id) = 16),
    entity    TEXT NOT NULL,
    row_id    BLOB NOT NULL CHECK (length(row_id) = 16),
    opened_at INTEGER NOT NULL,
    PRIMARY KEY (staff_id, entity, row_id)
) STRICT, WITHOUT ROWID;

-- The trash asks for what was deleted lately; nearly nothing is.
CREATE INDEX customer_deleted ON customer (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX person_deleted ON person (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX phone_deleted ON phone (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX address_deleted ON address (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX customer_tag_deleted ON customer_tag (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX unit_deleted ON unit (deleted_at) WHERE deleted_at IS NOT NULL;
