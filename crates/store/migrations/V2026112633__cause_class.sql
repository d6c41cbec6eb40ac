-- The class of the cause of a finished repair (R118), and the orders of a class.
ALTER TABLE work_order ADD COLUMN cause_class TEXT;
CREATE INDEX work_order_cause_class ON work_order (cause_class) WHERE cause_class IS NOT NULL;
