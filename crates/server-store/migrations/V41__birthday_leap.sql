-- A lunar birthday in a leap month.
ALTER TABLE person ADD COLUMN birthday_leap INTEGER;
