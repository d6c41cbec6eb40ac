-- What was recorded at the wrong machine is taken back by another row.
ALTER TABLE recall_outcome ADD COLUMN revokes_id BLOB;
