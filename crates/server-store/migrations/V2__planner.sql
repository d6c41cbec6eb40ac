-- What SQLite's planner should take for granted about the sizes of tables. Without figures it guesses
-- ten rows behind any first column, finds "all rows of the dealer" as cheap as "the rows of this
-- order", and reads a dealer's whole history for one order. The figures are those of a thousand
-- dealers with a thousand orders each: rows in all, rows of a dealer, rows of the second column.

ANALYZE sqlite_schema;

INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES
    ('order_event', 'order_event', '8000000 8000 1'),
    ('order_event', 'order_event_of_order', '8000000 8000 8'),
    ('contact', 'contact', '3000000 3000 1'),
    ('contact', 'contact_of_order', '3000000 3000 3'),
    ('phone', 'phone', '4000000 4000 1'),
    ('phone', 'phone_of_customer', '4000000 4000 2'),
    ('address', 'address', '3000000 3000 1'),
    ('address', 'address_of_customer', '3000000 3000 2'),
    ('work_order', 'work_order', '1000000 1000 1'),
    ('work_order', 'work_order_by_received', '1000000 1 1 1');
