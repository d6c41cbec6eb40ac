-- What headquarters shipped to this shop, block by block as it was published; and its serials one by
-- one, kept in step with the blocks by the search index.
CREATE TABLE shipment (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    no TEXT NOT NULL,
    block INTEGER NOT NULL,
    state TEXT NOT NULL,
    content TEXT NOT NULL,
    whole TEXT NOT NULL,
    published_on TEXT NOT NULL,
    withdrawn_reason TEXT,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE TABLE search_shipped (
    serial TEXT NOT NULL,
    shipment INTEGER NOT NULL,
    model TEXT NOT NULL,
    made_on TEXT,
    shipped_on TEXT NOT NULL,
    PRIMARY KEY (serial, shipment)
) STRICT, WITHOUT ROWID;
CREATE INDEX search_shipped_block ON search_shipped (shipment);
