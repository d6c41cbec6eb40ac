-- A draft belongs to who typed it: one form has as many drafts as people have begun it. A draft whose
-- writer is not known waits for whoever opens the form first.
CREATE TABLE draft_of_person (
    key        TEXT NOT NULL,
    saved_by   BLOB NOT NULL DEFAULT x'',
    json       TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (key, saved_by)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_of_person (key, saved_by, json, updated_at)
    SELECT key, COALESCE(saved_by, x''), json, updated_at FROM draft;
DROP TABLE draft;
ALTER TABLE draft_of_person RENAME TO draft;
CREATE INDEX draft_oldest ON draft (updated_at);
