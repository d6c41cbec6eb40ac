-- What lay there, by a count.
ALTER TABLE stock_move ADD COLUMN counted INTEGER;
