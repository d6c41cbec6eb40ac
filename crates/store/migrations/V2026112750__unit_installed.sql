-- The list of machines is read by the day they were installed; those without one come last.
CREATE INDEX unit_installed ON unit (COALESCE(installed_on, ''), nr);
