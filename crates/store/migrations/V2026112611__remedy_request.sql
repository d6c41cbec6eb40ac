-- The call a remedy case came in as (退换): the call is closed by it and leads to it.
ALTER TABLE remedy_case ADD COLUMN request_id BLOB;
CREATE INDEX complaint_unit ON complaint (unit_id) WHERE unit_id IS NOT NULL;
CREATE INDEX remedy_case_request ON remedy_case (request_id) WHERE request_id IS NOT NULL;
