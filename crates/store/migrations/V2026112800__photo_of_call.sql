-- The call a photo was sent with, and the pictures that wait for a call which is still being taken.
ALTER TABLE photo ADD COLUMN request_id BLOB REFERENCES request (id) DEFERRABLE INITIALLY DEFERRED;
CREATE INDEX photo_request ON photo (request_id, created_at) WHERE request_id IS NOT NULL;

CREATE TABLE held_photo (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    held_by     BLOB NOT NULL,
    name        TEXT NOT NULL,
    content_key TEXT NOT NULL,
    source_key  TEXT NOT NULL,
    taken_at    INTEGER,
    taken_from  TEXT,
    bytes       INTEGER NOT NULL,
    width       INTEGER NOT NULL,
    height      INTEGER NOT NULL,
    held_at     INTEGER NOT NULL,
    UNIQUE (held_by, content_key)
) STRICT;
CREATE INDEX held_photo_content ON held_photo (content_key);
