-- With a finish the machine that was worked on; with another machine the one before.
ALTER TABLE order_event ADD COLUMN unit_id BLOB;
