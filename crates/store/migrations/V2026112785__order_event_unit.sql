-- With a finish the machine that was worked on, so that the repair stays with it when the order is
-- opened again and another machine is named; with that step the machine before. Nothing is checked
-- against it: the step stands, whatever becomes of the machine's row.
ALTER TABLE order_event ADD COLUMN unit_id BLOB;
CREATE INDEX order_event_unit ON order_event (unit_id) WHERE unit_id IS NOT NULL;
