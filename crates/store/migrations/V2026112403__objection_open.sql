-- Objections nobody settled, for the day's list.
CREATE INDEX objection_open ON objection (work_order_id)
    WHERE resolved = 0 AND complaint_id IS NULL AND deleted_at IS NULL;
