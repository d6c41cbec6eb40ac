-- The class of the cause of a finished repair.
ALTER TABLE work_order ADD COLUMN cause_class TEXT;
