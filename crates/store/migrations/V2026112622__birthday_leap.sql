-- A lunar birthday in a leap month (闰月).
ALTER TABLE person ADD COLUMN birthday_leap INTEGER;
