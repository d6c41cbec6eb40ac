-- Of two lists with one day, the one that was published later counts.
ALTER TABLE publication ADD COLUMN issue INTEGER;
