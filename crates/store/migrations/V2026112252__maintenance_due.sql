-- Maintenance to be agreed is found, put in order and counted in the index alone.
DROP INDEX maintenance_open;
CREATE INDEX maintenance_open ON maintenance (remind_on, due_on, nr, unit_id, deleted_at)
    WHERE state = 'open';
