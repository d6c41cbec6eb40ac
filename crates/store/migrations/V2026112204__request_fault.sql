-- The fault a request is about, what it came in as before it was converted, and whether the customer
-- put it right while the clerk read out what to check.
ALTER TABLE request ADD COLUMN fault_code TEXT;
ALTER TABLE request ADD COLUMN first_kind TEXT;
ALTER TABLE request ADD COLUMN solved_by_phone INTEGER;
