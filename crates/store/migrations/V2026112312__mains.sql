-- The voltage of the mains, in tenths of a volt (R118).
ALTER TABLE work_order ADD COLUMN mains_tenths INTEGER;
