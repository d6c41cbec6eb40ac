-- On which weekdays a person rests: digits, Monday 1.
ALTER TABLE staff ADD COLUMN rest_days TEXT;
