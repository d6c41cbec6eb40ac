-- How many repairs a machine had, read from the index alone.
CREATE INDEX work_order_repairs ON work_order (unit_id, kind, deleted_at, reopened_count)
    WHERE unit_id IS NOT NULL;
