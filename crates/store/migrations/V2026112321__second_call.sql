-- When a later call told that the house is without heat: its clocks count from then (R017).
ALTER TABLE request ADD COLUMN no_heat_at INTEGER;
ALTER TABLE work_order ADD COLUMN no_heat_at INTEGER;

-- When the customer last put an order off: what was late by then stays late in every list.
ALTER TABLE work_order ADD COLUMN postponed_at INTEGER;
UPDATE work_order SET postponed_at = (SELECT max(e.occurred_at) FROM order_event e
        WHERE e.work_order_id = work_order.id AND e.to_state = 'postponed')
    WHERE state = 'postponed';

-- What an open order waits for first (`wuyou_domain::work_order::due::first_due_at`): a danger that
-- was put off, and an order that was late by then, wait for what they waited for before.
DROP INDEX work_order_open;
ALTER TABLE work_order DROP COLUMN due_at;
ALTER TABLE work_order ADD COLUMN due_at INTEGER GENERATED ALWAYS AS (CASE
    WHEN state IN ('registered', 'replied', 'scheduled', 'dispatched', 'in_progress', 'waiting_part')
        OR (state = 'postponed' AND (safety = 1 OR finish_limit_at <= postponed_at))
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
