-- The end of the visit window a step agreed. The order's row keeps the latest alone, and every day
-- the customer put the work off to counts for the clocks.
ALTER TABLE order_event ADD COLUMN window_to_at INTEGER;
