-- Machines in use with no maintenance open: counted at each look at the machines, from the indexes
-- alone, which is why what they are limited to stands in them too.
CREATE INDEX unit_in_use
    ON unit (id, customer_id, commissioned_on, installed_on, sold_on, state, deleted_at)
    WHERE state = 'in_use' AND deleted_at IS NULL;
CREATE INDEX maintenance_unit_open ON maintenance (unit_id, state, deleted_at)
    WHERE state = 'open' AND deleted_at IS NULL;
