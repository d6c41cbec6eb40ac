-- Machines promised to a household by a day and not delivered yet: 今日 asks for them.
CREATE INDEX unit_deliver_by ON unit (deliver_by_on)
    WHERE deliver_by_on IS NOT NULL AND delivered_on IS NULL AND deleted_at IS NULL;
