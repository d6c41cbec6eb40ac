-- What the village calls a person (外号).
ALTER TABLE person ADD COLUMN nickname TEXT;
