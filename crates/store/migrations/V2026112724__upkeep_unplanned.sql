-- Machines in use with no maintenance open: counted at each look at the machines, without reading one.
CREATE INDEX unit_in_use ON unit (id, customer_id, commissioned_on, installed_on, sold_on)
    WHERE state = 'in_use' AND deleted_at IS NULL;
CREATE INDEX maintenance_unit_open ON maintenance (unit_id)
    WHERE state = 'open' AND deleted_at IS NULL;
