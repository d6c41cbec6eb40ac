-- When a later call told that the house is without heat: its clocks count from then (R017).
ALTER TABLE request ADD COLUMN no_heat_at INTEGER;
ALTER TABLE work_order ADD COLUMN no_heat_at INTEGER;

-- When the customer last put an order off: what was late by then stays late in every list.
ALTER TABLE work_order ADD COLUMN postponed_at INTEGER;
UPDATE work_order SET postponed_at = (SELECT max(e.occurred_at) FROM order_event e
        WHERE e.dealer_id = work_order.dealer_id AND e.work_order_id = work_order.id
          AND e.to_state = 'postponed')
    WHERE state = 'postponed';
