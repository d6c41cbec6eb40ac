-- The access log of a dealer names the record that was looked at.
ALTER TABLE access_entry ADD COLUMN record_kind TEXT;
ALTER TABLE access_entry ADD COLUMN record_id BLOB;
