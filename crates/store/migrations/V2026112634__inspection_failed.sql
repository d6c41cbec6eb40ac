-- Checklists that failed, for the day's list.
CREATE INDEX inspection_failed ON inspection (status, unit_id) WHERE status = 'failed';
