-- Finds the orders that a plan took over without reading every line there ever was.
CREATE INDEX charge_line_plan ON charge_line (work_order_id) WHERE basis = 'plan';
CREATE INDEX plan_event_cancel ON plan_event (contract_id) WHERE event = 'cancel';
