-- An order about a machine of another maker; which machine stays at the dealer's.
ALTER TABLE work_order ADD COLUMN other_brand INTEGER;
