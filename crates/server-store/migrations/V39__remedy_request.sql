-- The call a remedy case came in as.
ALTER TABLE remedy_case ADD COLUMN request_id BLOB;
