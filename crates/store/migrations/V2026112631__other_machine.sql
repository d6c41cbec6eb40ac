-- Machines of other makers. They stand on this PC alone: no entity of the registry, so nothing of them
-- is ever sent. The order that is done on one says only that it is about another brand.
CREATE TABLE other_machine (
    nr          INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    customer_id BLOB NOT NULL,
    brand       TEXT NOT NULL,
    model       TEXT,
    serial      TEXT,
    gas         TEXT,
    bought_on   TEXT,
    note        TEXT,
    created_at  INTEGER NOT NULL,
    created_by  BLOB NOT NULL,
    updated_at  INTEGER NOT NULL,
    deleted_at  INTEGER
) STRICT;
CREATE INDEX other_machine_customer ON other_machine (customer_id) WHERE deleted_at IS NULL;
CREATE TABLE other_machine_order (
    work_order_id    BLOB PRIMARY KEY CHECK (length(work_order_id) = 16),
    other_machine_id BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX other_machine_order_machine ON other_machine_order (other_machine_id);
ALTER TABLE work_order ADD COLUMN other_brand INTEGER;
