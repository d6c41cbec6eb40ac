-- Parts that were sold over the counter, where nobody was sent: few among all orders, and left out of
-- what is asked of work.
CREATE INDEX work_order_counter_sale ON work_order (kind, technician_id, finished_at, id)
    WHERE kind = 'part_sale' AND technician_id IS NULL AND finished_at IS NOT NULL;
