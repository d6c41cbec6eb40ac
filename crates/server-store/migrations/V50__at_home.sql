-- When somebody is at home in a household; nothing said means always.
ALTER TABLE customer ADD COLUMN at_home TEXT;
