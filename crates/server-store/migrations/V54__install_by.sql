-- By when a machine was promised to be installed.
ALTER TABLE unit ADD COLUMN install_by_on TEXT;
