-- When a danger was found on the spot: the clocks of a danger count from then (R037).
ALTER TABLE work_order ADD COLUMN danger_at INTEGER;
