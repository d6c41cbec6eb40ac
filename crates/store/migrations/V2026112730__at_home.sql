-- When somebody is at home in a household (返乡户); nothing said means always.
ALTER TABLE customer ADD COLUMN at_home TEXT;
-- Those few that are away most of the year, out of all households of the shop.
CREATE INDEX customer_at_home ON customer (at_home) WHERE at_home IS NOT NULL;
