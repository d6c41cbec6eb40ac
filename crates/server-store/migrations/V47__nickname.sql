-- What the village calls a person.
ALTER TABLE person ADD COLUMN nickname TEXT;
