-- What was counted: from then on the stock is that and what moved since. Counts of before have the
-- difference alone and stay one.
ALTER TABLE stock_move ADD COLUMN counted INTEGER;
CREATE INDEX stock_move_count ON stock_move (occurred_at) WHERE kind = 'count';
-- What was booked on orders that are gone is no part of the stock.
CREATE INDEX work_order_deleted ON work_order (id) WHERE deleted_at IS NOT NULL;
