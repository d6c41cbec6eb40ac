-- By when a machine was promised to be installed; 今日 and the alerts ask for those that are not.
ALTER TABLE unit ADD COLUMN install_by_on TEXT;
CREATE INDEX unit_install_by ON unit (install_by_on)
    WHERE install_by_on IS NOT NULL AND installed_on IS NULL AND deleted_at IS NULL;
