-- Orders that were opened again are few: what is reported anew is found among them, however long ago
-- the order was received.
CREATE INDEX work_order_reopened ON work_order (received_at, nr) WHERE reopened_count > 0;
