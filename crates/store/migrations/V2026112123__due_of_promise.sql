-- Who an order was dispatched to when a step was taken, so that whoever did the work is known after
-- somebody else is dispatched.
ALTER TABLE order_event ADD COLUMN technician_id BLOB REFERENCES staff (id)
    DEFERRABLE INITIALLY DEFERRED;

-- What an open order waits for first (`wuyou_domain::work_order::due::first_due_at`): the earliest of
-- reply, visit or part, and finish, so that a visit agreed for next month hides no promise. Orders
-- that wait for nothing with a time, such as those the customer put off, come last.
DROP INDEX work_order_open;
ALTER TABLE work_order DROP COLUMN due_at;
ALTER TABLE work_order ADD COLUMN due_at INTEGER GENERATED ALWAYS AS (CASE
    WHEN state IN ('registered', 'replied', 'scheduled', 'dispatched', 'in_progress', 'waiting_part')
        THEN min(
            CASE WHEN replied_at IS NULL THEN COALESCE(reply_due_at, 9007199254740991)
                 ELSE 9007199254740991 END,
            CASE WHEN state IN ('scheduled', 'dispatched')
                     THEN COALESCE(window_to_at, 9007199254740991)
                 WHEN state = 'waiting_part' THEN COALESCE(part_eta_at, 9007199254740991)
                 ELSE 9007199254740991 END,
            COALESCE(finish_target_at, finish_limit_at, 9007199254740991))
    WHEN state = 'finished' THEN COALESCE(finished_at + 259200000, 9007199254740991)
    ELSE 9007199254740991 END) VIRTUAL;
CREATE INDEX work_order_open ON work_order (due_at, nr)
    WHERE state NOT IN ('closed', 'cancelled');
