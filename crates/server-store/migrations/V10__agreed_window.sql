-- The end of the visit window a step agreed.
ALTER TABLE order_event ADD COLUMN window_to_at INTEGER;
