-- The access log names the record that was looked at, and a draft who typed it.
ALTER TABLE access_entry ADD COLUMN record_kind TEXT;
ALTER TABLE access_entry ADD COLUMN record_id BLOB;
CREATE INDEX access_entry_of_household ON access_entry (customer_id, occurred_at) WHERE customer_id IS NOT NULL;

ALTER TABLE draft ADD COLUMN saved_by BLOB;
