-- Machines that are stopped for danger, for the day's list.
CREATE INDEX unit_stopped ON unit (state, nr) WHERE state IN ('stopped', 'stopped_in_repair');
