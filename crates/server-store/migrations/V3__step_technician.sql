-- Who an order was dispatched to when a step was taken, so that whoever did the work is known after
-- somebody else is dispatched.
ALTER TABLE order_event ADD COLUMN technician_id BLOB;
