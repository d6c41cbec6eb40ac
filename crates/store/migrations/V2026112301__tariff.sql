-- Lists headquarters publishes (prices, service plans), only read here; and the shop's own prices.

CREATE TABLE publication (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    no TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    effective_on TEXT NOT NULL,
    source TEXT NOT NULL,
    content TEXT NOT NULL,
    published_on TEXT NOT NULL,
    withdrawn_reason TEXT,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX publication_effective ON publication (kind, effective_on, published_on);

CREATE TABLE own_price (
    nr INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE CHECK (length(id) = 16),
    kind TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    unit_fen INTEGER NOT NULL,
    place INTEGER,
    created_at INTEGER NOT NULL,
    created_by BLOB NOT NULL,
    updated_at INTEGER NOT NULL,
    updated_by BLOB NOT NULL,
    updated_device BLOB NOT NULL,
    deleted_at INTEGER
) STRICT;
